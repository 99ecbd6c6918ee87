-- GENERATED ALWAYS AS (…) STORED. Most changes of it make the column anew.

--- case: expression-changes
--- old
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b integer GENERATED ALWAYS AS (a + 1) STORED);
--- new
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b integer GENERATED ALWAYS AS (a + 2) STORED);
--- rows
INSERT INTO t VALUES (1, 1);
--- after up
SELECT b = 3 FROM t
--- after down
SELECT b = 2 FROM t
--- operations
drop column b of t
add column b to t
--- hazards
C01 L17

--- case: expression-goes-and-values-stay
--- old
CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a + 1) STORED);
--- new
CREATE TABLE t (a integer, b integer);
--- rows
INSERT INTO t VALUES (1);
--- keeps
SELECT b FROM t
--- operations
drop the expression of column b of t

--- case: plain-column-becomes-generated
--- old
CREATE TABLE t (a integer, b integer);
--- new
CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a + 1) STORED);
--- rows
INSERT INTO t VALUES (1, 50);
--- after up
SELECT b = 2 FROM t
--- operations
drop column b of t
add column b to t
--- hazards
C01 L17

--- case: column-with-default-becomes-generated
--- old
CREATE TABLE t (a integer, b integer NOT NULL DEFAULT 0);
--- new
CREATE TABLE t (a integer, b integer NOT NULL GENERATED ALWAYS AS (a + 1) STORED);
--- rows
INSERT INTO t VALUES (1);
--- operations
drop column b of t
add column b to t
--- hazards
C01 L17

--- case: generated-becomes-identity
--- old
CREATE TABLE t (a integer, b bigint NOT NULL GENERATED ALWAYS AS (a + 1) STORED);
--- new
CREATE TABLE t (a integer, b bigint GENERATED ALWAYS AS IDENTITY);
--- rows
INSERT INTO t VALUES (1);
--- operations
drop the expression of column b of t
set the identity of column b of t

--- case: column-that-it-reads-is-renamed
--- old
CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a + 1) STORED);
--- new
CREATE TABLE t (z integer, b integer GENERATED ALWAYS AS (z + 1) STORED);
--- answers
rename column t.a to z
--- rows
INSERT INTO t VALUES (1);
--- keeps
SELECT b FROM t
--- operations
rename column a of t to z
--- hazards
C03

--- case: itself-is-renamed
--- old
CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a + 1) STORED);
--- new
CREATE TABLE t (a integer, c integer GENERATED ALWAYS AS (a + 1) STORED);
--- answers
rename column t.b to c
--- rows
INSERT INTO t VALUES (1);
--- operations
rename column b of t to c
--- hazards
C03

--- case: reads-a-column-that-is-renamed-and-another-type
--- old
CREATE TABLE t (a integer, b bigint GENERATED ALWAYS AS (a + 1) STORED);
--- new
CREATE TABLE t (z bigint, b bigint GENERATED ALWAYS AS (z + 1) STORED);
--- answers
rename column t.a to z
--- rows
INSERT INTO t VALUES (1);
--- keeps
SELECT b FROM t
--- operations
drop column b of t
rename column a of t to z
change the type of column z of t from integer to bigint
add column b to t
--- hazards
C01 C03 L14 L17

--- case: with-index-and-foreign-key-on-it
-- All that hangs on the column goes and comes again with it.
--- both
CREATE TABLE others (id integer PRIMARY KEY);
--- old
CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a + 1) STORED REFERENCES others);
CREATE INDEX t_b ON t (b);
--- new
CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (1 + a) STORED REFERENCES others);
CREATE INDEX t_b ON t (b);
--- rows
INSERT INTO others VALUES (2);
INSERT INTO t VALUES (1);
--- keeps
SELECT b FROM t
--- operations
drop foreign key t_b_fkey of t
drop index t_b of t
drop column b of t
add column b to t
create index t_b on t
add foreign key t_b_fkey to t
--- hazards
L02 C01 L17 L01 L09

--- case: as-the-primary-key
--- old
CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a + 1) STORED PRIMARY KEY);
CREATE TABLE u (t integer REFERENCES t);
--- new
CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a + 2) STORED PRIMARY KEY);
CREATE TABLE u (t integer REFERENCES t);
--- rows
INSERT INTO t VALUES (1);
--- operations
drop foreign key u_t_fkey of u
drop primary key t_pkey of t
drop column b of t
add column b to t
add primary key t_pkey to t
add foreign key u_t_fkey to u
--- hazards
C01 L17 L07 L09

--- case: full-text-vector
--- old
CREATE TABLE docs (title text, body text);
--- new
CREATE TABLE docs (title text, body text, search tsvector GENERATED ALWAYS AS (setweight(to_tsvector('english', COALESCE(title, '')), 'A') || to_tsvector('english', body)) STORED);
CREATE INDEX docs_search ON docs USING gin (search);
--- rows
INSERT INTO docs VALUES ('cats', 'and dogs');
--- after up
SELECT search @@ to_tsquery('english', 'dog') FROM docs
--- operations
add column search to docs
create index docs_search on docs
--- hazards
L17 L01

--- case: enum-it-compares-with-loses-a-value
--- old
CREATE TYPE k AS ENUM ('a', 'b', 'c');
CREATE TABLE t (v k, is_a boolean GENERATED ALWAYS AS (v = 'a'::k) STORED);
--- new
CREATE TYPE k AS ENUM ('a', 'b');
CREATE TABLE t (v k, is_a boolean GENERATED ALWAYS AS (v = 'a'::k) STORED);
--- answers
unused value k 'c'
--- rows
INSERT INTO t VALUES ('a'), ('b');
--- keeps
SELECT is_a FROM t ORDER BY 1
--- operations
drop column is_a of t
remove 'c' from enum k
add column is_a to t
--- hazards
C01 C12 L17

--- case: virtual-comes-with-its-table
--- servers: 18..
--- new
CREATE TABLE t (a integer, b integer NOT NULL GENERATED ALWAYS AS (a * 2) VIRTUAL, c text GENERATED ALWAYS AS ('a''b'::text) VIRTUAL, CHECK (b > 0));
COMMENT ON COLUMN t.b IS 'twice';
--- operations
create table t

--- case: virtual-is-added
--- servers: 18..
--- old
CREATE TABLE t (a integer);
--- new
CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a * 2) VIRTUAL);
--- rows
INSERT INTO t VALUES (1), (2);
--- after up
SELECT sum(b) = 6 FROM t
--- operations
add column b to t

--- case: virtual-expression-changes
--- servers: 18..
--- both
CREATE TABLE t (a integer, "Odd name" integer);
--- old
ALTER TABLE t ADD b integer GENERATED ALWAYS AS (a * 2) VIRTUAL;
--- new
ALTER TABLE t ADD b integer GENERATED ALWAYS AS (a * 3 + "Odd name") VIRTUAL;
--- rows
INSERT INTO t VALUES (1, 1), (2, 2);
--- after up
SELECT sum(b) = 12 FROM t
--- operations
drop column b of t
add column b to t
--- hazards
C01

--- case: virtual-becomes-stored-and-stored-virtual
--- servers: 18..
--- both
CREATE TABLE t (a integer);
--- old
ALTER TABLE t ADD b integer GENERATED ALWAYS AS (a * 2) VIRTUAL, ADD c integer GENERATED ALWAYS AS (a * 3) STORED;
--- new
ALTER TABLE t ADD b integer GENERATED ALWAYS AS (a * 2) STORED, ADD c integer GENERATED ALWAYS AS (a * 3) VIRTUAL;
--- rows
INSERT INTO t VALUES (1), (2);
--- operations
drop column b of t
drop column c of t
add column b to t
add column c to t
--- hazards
C01 L17

--- case: virtual-becomes-a-plain-column-and-back
-- Nothing is stored that could stay.
--- servers: 18..
--- both
CREATE TABLE t (a integer);
--- old
ALTER TABLE t ADD b integer GENERATED ALWAYS AS (a * 2) VIRTUAL, ADD c integer DEFAULT 3;
--- new
ALTER TABLE t ADD b integer DEFAULT 2, ADD c integer GENERATED ALWAYS AS (a * 2) VIRTUAL;
--- operations
drop column b of t
drop column c of t
add column b to t
add column c to t
--- hazards
C01

--- case: virtual-over-a-column-that-changes-its-type-and-name
--- servers: 18..
--- old
CREATE TABLE t (a integer NOT NULL, b bigint GENERATED ALWAYS AS (a * 2) VIRTUAL NOT NULL);
--- new
CREATE TABLE t (x bigint NOT NULL, b bigint GENERATED ALWAYS AS (x * 2) VIRTUAL NOT NULL);
--- rows
INSERT INTO t VALUES (1), (2);
--- answers
rename column t.a to x
--- after up
SELECT sum(b) = 6 FROM t
--- operations
drop column b of t
rename column a of t to x
change the type of column x of t from integer to bigint
add column b to t
--- hazards
C01 C03 L14

--- case: virtual-may-be-null-again-and-its-column-goes
--- servers: 18..
--- old
CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a * 2) VIRTUAL NOT NULL, c integer, d integer GENERATED ALWAYS AS (c) VIRTUAL);
--- new
CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a * 2) VIRTUAL);
--- rows
INSERT INTO t (a) VALUES (1);
--- answers
nothing else was renamed
--- operations
drop column d of t
drop column c of t
allow NULL in column b of t
--- hazards
C01 C06
