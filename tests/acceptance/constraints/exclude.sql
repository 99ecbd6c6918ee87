-- Exclusion constraints.

--- case: exclude-is-added
--- old
CREATE TABLE t (id bigint, during tsrange, room integer);
--- new
CREATE TABLE t (id bigint, during tsrange, room integer, CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&) WHERE (room > 0));
--- rows
INSERT INTO t VALUES (1, '[2024-01-01,2024-01-02)', 1), (2, '[2024-01-02,2024-01-03)', 1);
--- operations
add exclusion constraint no_overlap to t
--- hazards
L13

--- case: exclude-is-dropped
--- old
CREATE TABLE t (during tsrange, EXCLUDE USING gist (during WITH &&) DEFERRABLE INITIALLY DEFERRED);
--- new
CREATE TABLE t (during tsrange);
--- rows
INSERT INTO t VALUES ('[2024-01-01,2024-01-02)');
--- operations
drop exclusion constraint t_during_excl of t

--- case: exclude-changes-and-keeps-its-comment
--- old
CREATE TABLE t (a integer, CONSTRAINT x EXCLUDE USING btree (a WITH =));
COMMENT ON CONSTRAINT x ON t IS 'stays';
--- new
CREATE TABLE t (a integer, CONSTRAINT x EXCLUDE USING btree (a WITH =) WHERE (a <> 5));
COMMENT ON CONSTRAINT x ON t IS 'stays';
--- rows
INSERT INTO t VALUES (1), (2);
--- operations
reset the comment of constraint x of t
drop exclusion constraint x of t
add exclusion constraint x to t
set the comment of constraint x of t to 'stays'
--- hazards
L13

--- case: exclude-is-renamed
--- old
CREATE TABLE t (a integer, CONSTRAINT x EXCLUDE USING btree (a WITH =));
--- new
CREATE TABLE t (a integer, CONSTRAINT y EXCLUDE USING btree (a WITH =));
--- operations
rename constraint x of t to y

--- case: exclude-follows-its-column
--- old
CREATE TABLE t (a integer, b integer, CONSTRAINT x EXCLUDE USING btree (a WITH =, (b + a) WITH =));
--- new
CREATE TABLE t ("A b" integer, b integer, CONSTRAINT x EXCLUDE USING btree ("A b" WITH =, (b + "A b") WITH =));
--- answers
rename column t.a to "A b"
--- rows
INSERT INTO t VALUES (1, 2);
--- operations
rename column a of t to "A b"
--- hazards
C03

--- case: exclude-over-a-column-that-changes-its-type
--- old
CREATE TABLE t (a integer, CONSTRAINT x EXCLUDE USING btree (a WITH =));
--- new
CREATE TABLE t (a bigint, CONSTRAINT x EXCLUDE USING btree (a WITH =));
--- rows
INSERT INTO t VALUES (1);
--- operations
drop exclusion constraint x of t
change the type of column a of t from integer to bigint
add exclusion constraint x to t
--- hazards
L14 L13

--- case: exclude-with-a-new-table
--- new
CREATE TABLE t (during tsrange, room integer, EXCLUDE USING gist (during WITH &&), EXCLUDE (room WITH =));
--- operations
create table t
