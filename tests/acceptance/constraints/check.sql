-- CHECK constraints: the server rewrites their text.

--- case: add
--- both
CREATE TABLE t (n integer);
--- new
ALTER TABLE t ADD CONSTRAINT positive CHECK (n > 0);
--- rows
INSERT INTO t VALUES (1), (NULL);
--- operations
add check positive to t
--- hazards
L10

--- case: add-that-rows-break
--- both
CREATE TABLE t (n integer);
--- new
ALTER TABLE t ADD CONSTRAINT positive CHECK (n > 0);
--- rows
INSERT INTO t VALUES (-1);
--- fails
check constraint "positive" of relation "t" is violated by some row
--- operations
add check positive to t
--- hazards
L10

--- case: drop
--- both
CREATE TABLE t (n integer);
--- old
ALTER TABLE t ADD CONSTRAINT positive CHECK (n > 0);
--- rows
INSERT INTO t VALUES (1);
--- operations
drop check positive of t

--- case: expression-changes
--- both
CREATE TABLE t (n integer);
--- old
ALTER TABLE t ADD CONSTRAINT positive CHECK (n > 0);
--- new
ALTER TABLE t ADD CONSTRAINT positive CHECK (n >= 0);
--- rows
INSERT INTO t VALUES (1);
--- operations
drop check positive of t
add check positive to t
--- hazards
L10

--- case: same-condition-in-other-words
--- both
CREATE TABLE t (n integer, s varchar(5), a text);
--- old
ALTER TABLE t ADD CONSTRAINT c1 CHECK (n BETWEEN 1 AND 5), ADD CONSTRAINT c2 CHECK (a IN ('x', 'y')), ADD CONSTRAINT c3 CHECK (NOT (n = 3)), ADD CONSTRAINT c4 CHECK (a LIKE 'x%' AND a NOT LIKE '%y');
--- new
ALTER TABLE t ADD CONSTRAINT c1 CHECK (n >= 1 AND (n <= 5)), ADD CONSTRAINT c2 CHECK (a = ANY (ARRAY['x', 'y'])), ADD CONSTRAINT c3 CHECK ((NOT n = 3)), ADD CONSTRAINT c4 CHECK (a ~~ 'x%'::text AND a !~~ '%y'::text);
--- operations
nothing

--- case: over-two-columns
--- both
CREATE TABLE t (a integer, b integer);
--- new
ALTER TABLE t ADD CONSTRAINT ordered CHECK (a < b);
--- rows
INSERT INTO t VALUES (1, 2);
--- operations
add check ordered to t
--- hazards
L10

--- case: without-a-name
-- PostgreSQL gives one.
--- old
CREATE TABLE t (a integer, b integer);
--- new
CREATE TABLE t (a integer CHECK (a > 0), b integer CHECK (b > 0), CHECK (a < b));
--- operations
add check t_a_check to t
add check t_b_check to t
add check t_check to t
--- hazards
L10

--- case: renamed
-- An equal condition under another name is the same constraint.
--- both
CREATE TABLE t (n integer);
--- old
ALTER TABLE t ADD CONSTRAINT a CHECK (n > 0);
--- new
ALTER TABLE t ADD CONSTRAINT b CHECK (n > 0);
--- rows
INSERT INTO t VALUES (1);
--- operations
rename constraint a of t to b

--- case: two-swap-their-names
--- both
CREATE TABLE t (n integer);
--- old
ALTER TABLE t ADD CONSTRAINT a CHECK (n > 0), ADD CONSTRAINT b CHECK (n < 9);
--- new
ALTER TABLE t ADD CONSTRAINT b CHECK (n > 0), ADD CONSTRAINT a CHECK (n < 9);
--- rows
INSERT INTO t VALUES (1);
--- operations
rename constraint a of t to _matrx_tmp_a
rename constraint b of t to a
rename constraint _matrx_tmp_a of t to b

--- case: renamed-with-its-column
--- old
CREATE TABLE t (n integer, CONSTRAINT t_n_check CHECK (n > 0));
--- new
CREATE TABLE t (m integer, CONSTRAINT t_m_check CHECK (m > 0));
--- answers
rename column t.n to m
--- rows
INSERT INTO t VALUES (1);
--- operations
rename column n of t to m
rename constraint t_n_check of t to t_m_check
--- hazards
C03

--- case: column-renamed-to-a-word-that-stands-in-a-literal
-- Only the column is meant, not the letters of the text.
--- old
CREATE TABLE t (n text, CONSTRAINT c CHECK (n <> 'n' AND n !~ 'm n'));
--- new
CREATE TABLE t (m text, CONSTRAINT c CHECK (m <> 'n' AND m !~ 'm n'));
--- answers
rename column t.n to m
--- rows
INSERT INTO t VALUES ('x');
--- operations
rename column n of t to m
--- hazards
C03

--- case: false-on-purpose
--- both
CREATE TABLE t (n integer);
--- new
ALTER TABLE t ADD CONSTRAINT nobody CHECK (false);
--- operations
add check nobody to t
--- hazards
L10

--- case: calls-functions-and-casts
--- both
CREATE TABLE t (s text, j jsonb, a integer[], d date);
--- new
ALTER TABLE t ADD CONSTRAINT c1 CHECK (length(btrim(s)) > 0), ADD CONSTRAINT c2 CHECK (j ? 'id' AND (j ->> 'id')::integer > 0), ADD CONSTRAINT c3 CHECK (array_length(a, 1) <= 3 AND 1 <> ALL (a)),
    ADD CONSTRAINT c4 CHECK (d >= date '2000-01-01' AND extract(year FROM d) < 3000), ADD CONSTRAINT c5 CHECK (s ~ '^[a-z]+\d*$'), ADD CONSTRAINT c6 CHECK (s IS DISTINCT FROM 'x' OR (d IS NULL) <> (j IS NULL));
--- rows
INSERT INTO t VALUES ('ab1', '{"id": 3}', '{2,3}', '2024-01-01');
--- operations
add check c1 to t
add check c2 to t
add check c3 to t
add check c4 to t
add check c5 to t
add check c6 to t
--- hazards
L10

--- case: on-an-enum-column
--- both
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE t (m mood);
--- new
ALTER TABLE t ADD CONSTRAINT not_sad CHECK (m <> 'sad');
--- rows
INSERT INTO t VALUES ('ok');
--- operations
add check not_sad to t
--- hazards
L10

--- case: hostile-name
--- both
CREATE TABLE t (n integer);
--- new
ALTER TABLE t ADD CONSTRAINT "a ""b"" */ -- c" CHECK (n > 0);
--- operations
add check "a ""b"" */ -- c" to t
--- hazards
L10

--- case: same-name-on-two-tables
-- A constraint's name is the table's own.
--- both
CREATE TABLE t (n integer);
CREATE TABLE u (n integer);
--- old
ALTER TABLE t ADD CONSTRAINT c CHECK (n > 0);
--- new
ALTER TABLE u ADD CONSTRAINT c CHECK (n > 0);
--- rows
INSERT INTO t VALUES (1);
INSERT INTO u VALUES (1);
--- operations
drop check c of t
add check c to u
--- hazards
L10
