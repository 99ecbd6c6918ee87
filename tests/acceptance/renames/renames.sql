-- Renames keep what is inside. Swaps and chains need a name to step aside to.

--- case: table
--- old
CREATE TABLE users (id bigint CONSTRAINT users_pkey PRIMARY KEY, email text);
--- new
CREATE TABLE people (id bigint CONSTRAINT users_pkey PRIMARY KEY, email text);
--- answers
rename table users to people
--- rows
INSERT INTO users VALUES (1, 'a@b');
--- operations
rename table users to people
--- hazards
C03

--- case: table-with-the-names-of-all-that-is-in-it
-- Key, sequence, check, index and foreign keys were named after the table.
--- old
CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, boss bigint REFERENCES users, email text UNIQUE CHECK (email <> ''));
CREATE INDEX users_boss_idx ON users (boss);
--- new
CREATE TABLE people (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, boss bigint REFERENCES people, email text UNIQUE CHECK (email <> ''));
CREATE INDEX people_boss_idx ON people (boss);
--- answers
rename table users to people
--- rows
INSERT INTO users (email) VALUES ('a');
INSERT INTO users (boss, email) VALUES (1, 'b');
--- operations
rename table users to people
rename constraint users_email_key of people to people_email_key
rename constraint users_pkey of people to people_pkey
rename constraint users_boss_fkey of people to people_boss_fkey
rename constraint users_email_check of people to people_email_check
rename index users_boss_idx of people to people_boss_idx
--- hazards
C03

--- case: two-tables-swap-their-names
--- old
CREATE TABLE a (x integer);
CREATE TABLE b (y text);
--- new
CREATE TABLE b (x integer);
CREATE TABLE a (y text);
--- answers
rename table a to b
rename table b to a
--- rows
INSERT INTO a VALUES (1);
INSERT INTO b VALUES ('x');
--- operations
rename table a to _matrx_tmp_a
rename table b to a
rename table _matrx_tmp_a to b
--- hazards
C03

--- case: two-tables-with-foreign-keys-swap-their-names
--- old
CREATE TABLE a (id bigint CONSTRAINT ka PRIMARY KEY);
CREATE TABLE b (id bigint CONSTRAINT kb PRIMARY KEY, a_id bigint CONSTRAINT fk REFERENCES a);
--- new
CREATE TABLE b (id bigint CONSTRAINT ka PRIMARY KEY);
CREATE TABLE a (id bigint CONSTRAINT kb PRIMARY KEY, a_id bigint CONSTRAINT fk REFERENCES b);
--- answers
rename table a to b
rename table b to a
--- rows
INSERT INTO a VALUES (1);
INSERT INTO b VALUES (2, 1);
--- operations
rename table a to _matrx_tmp_a
rename table b to a
rename table _matrx_tmp_a to b
--- hazards
C03

--- case: chain-of-tables
--- old
CREATE TABLE a (x integer);
CREATE TABLE b (y integer);
CREATE TABLE c (z integer);
--- new
CREATE TABLE b (x integer);
CREATE TABLE c (y integer);
CREATE TABLE d (z integer);
--- answers
rename table a to b
rename table b to c
rename table c to d
--- rows
INSERT INTO a VALUES (1);
INSERT INTO b VALUES (2);
INSERT INTO c VALUES (3);
--- operations
rename table c to d
rename table b to c
rename table a to b
--- hazards
C03

--- case: three-tables-go-round
--- old
CREATE TABLE a (x integer);
CREATE TABLE b (y integer);
CREATE TABLE c (z integer);
--- new
CREATE TABLE b (x integer);
CREATE TABLE c (y integer);
CREATE TABLE a (z integer);
--- answers
rename table a to b
rename table b to c
rename table c to a
--- rows
INSERT INTO a VALUES (1);
INSERT INTO b VALUES (2);
INSERT INTO c VALUES (3);
--- operations
rename table a to _matrx_tmp_a
rename table c to a
rename table b to c
rename table _matrx_tmp_a to b
--- hazards
C03

--- case: table-takes-the-name-of-one-that-goes
--- old
CREATE TABLE a (x integer);
CREATE TABLE b (y text);
--- new
CREATE TABLE b (x integer);
--- answers
rename table a to b
--- rows
INSERT INTO a VALUES (1);
INSERT INTO b VALUES ('x');
--- operations
drop table b
rename table a to b
--- hazards
C02 C03

--- case: another-table-comes-under-the-old-name
--- old
CREATE TABLE a (x integer);
--- new
CREATE TABLE b (x integer);
CREATE TABLE a (y text);
--- answers
rename table a to b
--- rows
INSERT INTO a VALUES (1);
--- operations
rename table a to b
create table a
--- hazards
C03

--- case: column
--- old
CREATE TABLE t (a integer NOT NULL DEFAULT 1 CHECK (a > 0));
CREATE INDEX i ON t (a);
--- new
CREATE TABLE t (b integer NOT NULL DEFAULT 1 CONSTRAINT t_a_check CHECK (b > 0));
CREATE INDEX i ON t (b);
--- answers
rename column t.a to b
--- rows
INSERT INTO t VALUES (5);
--- operations
rename column a of t to b
--- hazards
C03

--- case: column-with-another-type
--- old
CREATE TABLE t (a integer);
CREATE INDEX i ON t (a);
--- new
CREATE TABLE t (b bigint);
CREATE INDEX i ON t (b);
--- answers
rename column t.a to b
--- rows
INSERT INTO t VALUES (5);
--- after up
SELECT b = 5 FROM t
--- operations
rename column a of t to b
change the type of column b of t from integer to bigint
--- hazards
C03 L14

--- case: column-with-another-type-that-needs-a-cast
--- old
CREATE TABLE t (a text NOT NULL DEFAULT '1', CHECK (a <> ''));
--- new
CREATE TABLE t (b integer NOT NULL DEFAULT 1, CHECK (b <> 0));
--- answers
rename column t.a to b
--- rows
INSERT INTO t VALUES ('5');
--- after up
SELECT b = 5 FROM t
--- operations
drop check t_a_check of t
rename column a of t to b
drop the default of column b of t
change the type of column b of t from text to integer
set the default of column b of t
add check t_b_check to t
--- hazards
C03 L14 C08 L10

--- case: table-and-column-and-type
--- old
CREATE TABLE t (a integer, CONSTRAINT c CHECK (a > 0));
--- new
CREATE TABLE u (b bigint, CONSTRAINT c CHECK (b > 0));
--- answers
rename table t to u
rename column u.a to b
--- rows
INSERT INTO t VALUES (5);
--- after up
SELECT b = 5 FROM u
--- operations
drop check c of t
rename table t to u
rename column a of u to b
change the type of column b of u from integer to bigint
add check c to u
--- hazards
C03 L14 L10

--- case: two-columns-swap-their-names
--- old
CREATE TABLE t (a integer, b integer, CHECK (a < b));
CREATE INDEX i ON t (a);
--- new
CREATE TABLE t (b integer, a integer, CHECK (b < a));
CREATE INDEX i ON t (b);
--- answers
rename column t.a to b
rename column t.b to a
--- rows
INSERT INTO t VALUES (1, 2);
--- after up
SELECT b = 1 AND a = 2 FROM t
--- operations
rename column a of t to _matrx_tmp_a
rename column b of t to a
rename column _matrx_tmp_a of t to b
--- hazards
C03

--- case: two-columns-of-different-types-swap-their-names
--- old
CREATE TABLE t (a integer, b text);
--- new
CREATE TABLE t (b integer, a text);
--- answers
rename column t.a to b
rename column t.b to a
--- rows
INSERT INTO t VALUES (1, 'x');
--- operations
rename column a of t to _matrx_tmp_a
rename column b of t to a
rename column _matrx_tmp_a of t to b
--- hazards
C03

--- case: chain-of-columns
--- old
CREATE TABLE t (a text, b text, c text);
--- new
CREATE TABLE t (b text, c text, d text);
--- answers
rename column t.a to b
rename column t.b to c
rename column t.c to d
--- rows
INSERT INTO t VALUES ('1', '2', '3');
--- operations
rename column c of t to d
rename column b of t to c
rename column a of t to b
--- hazards
C03

--- case: column-takes-the-name-of-one-that-goes
--- old
CREATE TABLE t (a integer, b text UNIQUE);
--- new
CREATE TABLE t (b integer);
--- answers
rename column t.a to b
--- rows
INSERT INTO t VALUES (1, 'x');
--- operations
drop unique constraint t_b_key of t
drop column b of t
rename column a of t to b
--- hazards
C01 C03

--- case: another-column-comes-under-the-old-name
--- old
CREATE TABLE t (a integer);
--- new
CREATE TABLE t (b integer, a integer);
--- answers
rename column t.a to b
--- rows
INSERT INTO t VALUES (1);
--- after up
SELECT b = 1 AND a IS NULL FROM t
--- operations
rename column a of t to b
add column a to t
--- hazards
C03

--- case: column-in-keys-of-both-sides
--- old
CREATE TABLE a (id bigint, x bigint, CONSTRAINT k PRIMARY KEY (id, x));
CREATE TABLE b (p bigint, q bigint, CONSTRAINT f FOREIGN KEY (p, q) REFERENCES a (id, x), CONSTRAINT u UNIQUE (p, q));
--- new
CREATE TABLE a (key bigint, y bigint, CONSTRAINT k PRIMARY KEY (key, y));
CREATE TABLE b (p2 bigint, q bigint, CONSTRAINT f FOREIGN KEY (p2, q) REFERENCES a (key, y), CONSTRAINT u UNIQUE (p2, q));
--- answers
rename column a.id to key
rename column a.x to y
rename column b.p to p2
--- rows
INSERT INTO a VALUES (1, 2);
INSERT INTO b VALUES (1, 2);
--- operations
rename column id of a to key
rename column x of a to y
rename column p of b to p2
--- hazards
C03

--- case: column-named-like-its-table-and-a-function
--- old
CREATE TABLE lower (lower text, CONSTRAINT c CHECK (lower(lower) = lower));
CREATE INDEX i ON lower (lower(lower));
--- new
CREATE TABLE lower (upper text, CONSTRAINT c CHECK (lower(upper) = upper));
CREATE INDEX i ON lower (lower(upper));
--- answers
rename column lower.lower to upper
--- rows
INSERT INTO lower VALUES ('x');
--- operations
rename column lower of lower to upper
--- hazards
C03

--- case: column-named-like-a-type-it-is-cast-to
--- old
CREATE TABLE t (date text, CONSTRAINT c CHECK (date::date > '2000-01-01'::date));
--- new
CREATE TABLE t (day text, CONSTRAINT c CHECK (day::date > '2000-01-01'::date));
--- answers
rename column t.date to day
--- rows
INSERT INTO t VALUES ('2024-01-01');
--- operations
rename column date of t to day
--- hazards
C03

--- case: column-differs-in-case-alone
--- old
CREATE TABLE t ("userId" integer, CONSTRAINT c CHECK ("userId" > 0));
--- new
CREATE TABLE t (userid integer, CONSTRAINT c CHECK (userid > 0));
--- answers
rename column t."userId" to userid
--- rows
INSERT INTO t VALUES (1);
--- operations
rename column "userId" of t to userid
--- hazards
C03

--- case: constraint-of-each-kind
--- old
CREATE TABLE a (id bigint CONSTRAINT a1 PRIMARY KEY, b text CONSTRAINT a2 UNIQUE, c integer CONSTRAINT a3 CHECK (c > 0), d bigint CONSTRAINT a4 REFERENCES a);
--- new
CREATE TABLE a (id bigint CONSTRAINT b1 PRIMARY KEY, b text CONSTRAINT b2 UNIQUE, c integer CONSTRAINT b3 CHECK (c > 0), d bigint CONSTRAINT b4 REFERENCES a);
--- rows
INSERT INTO a VALUES (1, 'x', 1, 1);
--- operations
rename constraint a1 of a to b1
rename constraint a2 of a to b2
rename constraint a3 of a to b3
rename constraint a4 of a to b4

--- case: constraint-and-index-swap-their-names
--- old
CREATE TABLE a (b text CONSTRAINT one UNIQUE, c text);
CREATE INDEX two ON a (c);
--- new
CREATE TABLE a (b text CONSTRAINT two UNIQUE, c text);
CREATE INDEX one ON a (c);
--- operations
rename constraint one of a to _matrx_tmp_one
rename index two of a to one
rename constraint _matrx_tmp_one of a to two

--- case: index-while-its-column-changes-its-type
--- old
CREATE TABLE t (a integer);
CREATE INDEX one ON t (a);
--- new
CREATE TABLE t (a bigint);
CREATE INDEX two ON t (a);
--- rows
INSERT INTO t VALUES (1);
--- operations
rename index one of t to two
change the type of column a of t from integer to bigint
--- hazards
L14

--- case: index-expression-index-under-a-type-change
--- old
CREATE TABLE t (a integer);
CREATE INDEX one ON t ((a + 1)) WHERE a > 0;
--- new
CREATE TABLE t (a bigint);
CREATE INDEX two ON t ((a + 1)) WHERE a > 0;
--- rows
INSERT INTO t VALUES (1);
--- operations
drop index one of t
change the type of column a of t from integer to bigint
create index two on t
--- hazards
L02 L14 L01

--- case: enum-and-table-take-each-others-names
-- A table has a type of its name.
--- old
CREATE TYPE a AS ENUM ('x');
CREATE TABLE b (v a);
--- new
CREATE TYPE b AS ENUM ('x');
CREATE TABLE a (v b);
--- answers
rename type a to b
rename table b to a
--- rows
INSERT INTO b VALUES ('x');
--- operations
rename table b to _matrx_tmp_b
rename enum a to b
rename table _matrx_tmp_b to a
--- hazards
C03

--- case: enum-value-with-a-type-change-of-another-column
--- old
CREATE TYPE n AS ENUM ('a', 'b');
CREATE TABLE t (v n DEFAULT 'a', w integer);
--- new
CREATE TYPE n AS ENUM ('a', 'c');
CREATE TABLE t (v n DEFAULT 'c', w bigint);
--- answers
rename value n 'b' to 'c'
--- rows
INSERT INTO t VALUES ('b', 1);
--- operations
rename value 'b' of enum n to 'c'
change the type of column w of t from integer to bigint
set the default of column v of t
--- hazards
C04 L14

--- case: suspected-and-denied
--- old
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
--- new
CREATE TABLE t (id bigint PRIMARY KEY, b integer);
--- answers
nothing else was renamed
--- rows
INSERT INTO t VALUES (1, 5);
--- after up
SELECT b IS NULL FROM t
--- operations
drop column a of t
add column b to t
--- hazards
C01

--- case: one-of-two-candidates
--- old
CREATE TABLE t (a integer);
--- new
CREATE TABLE t (b integer, c integer);
--- refused
was column a of t renamed to b or column a of t renamed to c?

--- case: to-a-name-of-sixty-three-bytes-and-swapped
-- The name to step aside to must fit too.
--- old
CREATE TABLE t (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1 integer, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2 text);
--- new
CREATE TABLE t (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2 integer, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1 text);
--- answers
rename column t.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1 to aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2
rename column t.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2 to aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1
--- rows
INSERT INTO t VALUES (1, 'x');
--- operations
rename column aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1 of t to _matrx_tmp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_f4696e56
rename column aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2 of t to aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1
rename column _matrx_tmp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_f4696e56 of t to aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2
--- hazards
C03
