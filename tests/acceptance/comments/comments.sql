-- Comments on tables, columns and types.

--- case: on-a-table
--- old
CREATE TABLE t (a text);
--- new
CREATE TABLE t (a text);
COMMENT ON TABLE t IS 'it''s a table';
--- operations
set the comment of table t

--- case: changes
--- old
CREATE TABLE t (a text);
COMMENT ON TABLE t IS 'one';
COMMENT ON COLUMN t.a IS 'one';
--- new
CREATE TABLE t (a text);
COMMENT ON TABLE t IS 'two';
COMMENT ON COLUMN t.a IS 'two';
--- operations
set the comment of column a of t
set the comment of table t

--- case: goes
--- old
CREATE TABLE t (a text);
COMMENT ON TABLE t IS 'one';
COMMENT ON COLUMN t.a IS 'one';
--- new
CREATE TABLE t (a text);
--- operations
drop the comment of column a of t
drop the comment of table t

--- case: empty-is-none
--- old
CREATE TABLE t (a text);
--- new
CREATE TABLE t (a text);
COMMENT ON TABLE t IS '';
--- operations
nothing

--- case: on-a-type
--- old
CREATE TYPE n AS ENUM ('a');
--- new
CREATE TYPE n AS ENUM ('a');
COMMENT ON TYPE n IS 'kinds';
--- operations
set the comment of enum n

--- case: on-a-type-that-is-replaced
-- The new type is another one; its comment must be said again.
--- old
CREATE TYPE n AS ENUM ('a', 'b');
COMMENT ON TYPE n IS 'kinds';
CREATE TABLE t (v n);
--- new
CREATE TYPE n AS ENUM ('b', 'a');
COMMENT ON TYPE n IS 'kinds';
CREATE TABLE t (v n);
--- rows
INSERT INTO t VALUES ('a');
--- operations
replace the values of enum n
--- hazards
C12

--- case: hostile-text
--- old
CREATE TABLE t (a text);
--- new
CREATE TABLE t (a text);
COMMENT ON TABLE t IS E'*/ -- \\ '' " $$ ${x} {0}\n\ttab; DROP TABLE t; é ∑ 🦀';
COMMENT ON COLUMN t.a IS E'\\';
--- operations
set the comment of column a of t
set the comment of table t

--- case: of-a-column-that-is-renamed-and-changes-its-type
--- old
CREATE TABLE t (a integer);
COMMENT ON COLUMN t.a IS 'old';
--- new
CREATE TABLE t (b bigint);
COMMENT ON COLUMN t.b IS 'new';
--- answers
rename column t.a to b
--- rows
INSERT INTO t VALUES (1);
--- operations
rename column a of t to b
change the type of column b of t from integer to bigint
set the comment of column b of t
--- hazards
C03 L14

--- case: of-a-table-that-is-renamed
--- old
CREATE TABLE t (a integer);
COMMENT ON TABLE t IS 'old';
--- new
CREATE TABLE u (a integer);
COMMENT ON TABLE u IS 'old';
--- answers
rename table t to u
--- operations
rename table t to u
--- hazards
C03
