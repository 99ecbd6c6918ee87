-- Indexes: keys, order, expressions, predicates, methods.

--- case: add
--- both
CREATE TABLE t (a text, b integer);
--- new
CREATE INDEX t_a ON t (a);
--- rows
INSERT INTO t VALUES ('x', 1);
--- operations
create index t_a on t
--- hazards
L01

--- case: drop
--- both
CREATE TABLE t (a text, b integer);
--- old
CREATE INDEX t_a ON t (a);
--- operations
drop index t_a of t
--- hazards
L02

--- case: unique-comes
--- both
CREATE TABLE t (a text);
--- old
CREATE INDEX t_a ON t (a);
--- new
CREATE UNIQUE INDEX t_a ON t (a);
--- rows
INSERT INTO t VALUES ('x'), ('y');
--- operations
drop index t_a of t
create index t_a on t
--- hazards
L02 L01

--- case: unique-that-rows-break
--- both
CREATE TABLE t (a text);
--- new
CREATE UNIQUE INDEX t_a ON t (a);
--- rows
INSERT INTO t VALUES ('x'), ('x');
--- fails
could not create unique index "t_a"
--- operations
create index t_a on t
--- hazards
L01

--- case: order-of-columns
--- both
CREATE TABLE t (a text, b integer);
--- old
CREATE INDEX i ON t (a, b);
--- new
CREATE INDEX i ON t (b, a);
--- operations
drop index i of t
create index i on t
--- hazards
L02 L01

--- case: descending-and-nulls
--- both
CREATE TABLE t (a text, b integer, c integer);
--- old
CREATE INDEX i ON t (a, b DESC, c);
--- new
CREATE INDEX i ON t (a DESC NULLS LAST, b, c NULLS FIRST);
--- operations
drop index i of t
create index i on t
--- hazards
L02 L01

--- case: nulls-order-that-is-the-default
--- both
CREATE TABLE t (a text, b integer);
--- old
CREATE INDEX i ON t (a ASC NULLS LAST, b DESC NULLS FIRST);
--- new
CREATE INDEX i ON t (a, b DESC);
--- operations
nothing

--- case: expression
--- both
CREATE TABLE t (a text, b integer);
--- old
CREATE INDEX i ON t (lower(a));
--- new
CREATE INDEX i ON t (upper(a), (b + 1));
--- rows
INSERT INTO t VALUES ('x', 1);
--- operations
drop index i of t
create index i on t
--- hazards
L02 L01

--- case: expression-in-other-words
--- both
CREATE TABLE t (a varchar(9), b integer, j jsonb);
--- old
CREATE INDEX i ON t (lower(a), (b+1), (j->>'x'));
--- new
CREATE INDEX i ON t (lower((a)::text), ((b + 1)), ((j ->> 'x'::text)));
--- operations
nothing

--- case: column-in-parentheses-is-a-column
--- both
CREATE TABLE t (a text);
--- old
CREATE INDEX i ON t ((a));
--- new
CREATE INDEX i ON t (a);
--- operations
nothing

--- case: predicate-comes
--- both
CREATE TABLE t (a text, gone_at timestamptz);
--- old
CREATE UNIQUE INDEX i ON t (a);
--- new
CREATE UNIQUE INDEX i ON t (a) WHERE gone_at IS NULL;
--- rows
INSERT INTO t VALUES ('x', NULL);
--- operations
drop index i of t
create index i on t
--- hazards
L02 L01

--- case: predicate-changes
--- both
CREATE TABLE t (a text, kind text);
--- old
CREATE INDEX i ON t (a) WHERE kind = 'x';
--- new
CREATE INDEX i ON t (a) WHERE kind IN ('x', 'y');
--- operations
drop index i of t
create index i on t
--- hazards
L02 L01

--- case: predicate-in-other-words
--- both
CREATE TABLE t (a text, kind text, n integer);
--- old
CREATE INDEX i ON t (a) WHERE kind IN ('x', 'y') AND n BETWEEN 1 AND 2 AND a NOTNULL;
--- new
CREATE INDEX i ON t (a) WHERE ((kind = ANY (ARRAY['x'::text, 'y'::text])) AND ((n >= 1) AND (n <= 2)) AND (a IS NOT NULL));
--- operations
nothing

--- case: include
--- both
CREATE TABLE t (a text, b integer, c integer);
--- old
CREATE INDEX i ON t (a) INCLUDE (b);
--- new
CREATE INDEX i ON t (a) INCLUDE (b, c);
--- operations
drop index i of t
create index i on t
--- hazards
L02 L01

--- case: include-becomes-a-key
--- both
CREATE TABLE t (a text, b integer);
--- old
CREATE INDEX i ON t (a) INCLUDE (b);
--- new
CREATE INDEX i ON t (a, b);
--- operations
drop index i of t
create index i on t
--- hazards
L02 L01

--- case: method-changes
--- both
CREATE TABLE t (a text);
--- old
CREATE INDEX i ON t (a);
--- new
CREATE INDEX i ON t USING hash (a);
--- operations
drop index i of t
create index i on t
--- hazards
L02 L01

--- case: gin-over-arrays-and-jsonb
--- both
CREATE TABLE t (tags text[], body jsonb);
--- old
CREATE INDEX t_body ON t USING gin (body);
--- new
CREATE INDEX t_tags ON t USING gin (tags);
CREATE INDEX t_body ON t USING gin (body jsonb_path_ops);
--- operations
drop index t_body of t
create index t_body on t
create index t_tags on t
--- hazards
L02 L01

--- case: gist-over-points-and-ranges
--- both
CREATE TABLE t (p point, r int4range);
--- new
CREATE INDEX t_p ON t USING gist (p);
CREATE INDEX t_r ON t USING spgist (r);
--- operations
create index t_p on t
create index t_r on t
--- hazards
L01

--- case: brin
--- both
CREATE TABLE t (at timestamptz);
--- new
CREATE INDEX t_at ON t USING brin (at);
--- operations
create index t_at on t
--- hazards
L01

--- case: operator-class
--- both
CREATE TABLE t (a text, b varchar(9));
--- old
CREATE INDEX i ON t (a, b);
--- new
CREATE INDEX i ON t (a text_pattern_ops, b varchar_pattern_ops DESC);
--- operations
drop index i of t
create index i on t
--- hazards
L02 L01

--- case: operator-class-that-is-the-default
--- both
CREATE TABLE t (a text, n integer);
--- old
CREATE INDEX i ON t (a text_ops, n int4_ops);
--- new
CREATE INDEX i ON t (a, n);
--- operations
nothing

--- case: collation
--- both
CREATE TABLE t (a text, b text COLLATE "C");
--- old
CREATE INDEX i ON t (a, b);
--- new
CREATE INDEX i ON t (a COLLATE "C", b COLLATE "POSIX");
--- operations
drop index i of t
create index i on t
--- hazards
L02 L01

--- case: collation-of-an-expression
--- both
CREATE TABLE t (a text);
--- old
CREATE INDEX i ON t (lower(a));
--- new
CREATE INDEX i ON t (lower(a) COLLATE "C");
--- operations
drop index i of t
create index i on t
--- hazards
L02 L01

--- case: nulls-not-distinct
--- servers: 15..
--- both
CREATE TABLE t (a text);
--- old
CREATE UNIQUE INDEX i ON t (a);
--- new
CREATE UNIQUE INDEX i ON t (a) NULLS NOT DISTINCT;
--- operations
drop index i of t
create index i on t
--- hazards
L02 L01

--- case: renamed
--- both
CREATE TABLE t (a text);
--- old
CREATE INDEX one ON t (a);
--- new
CREATE INDEX two ON t (a);
--- operations
rename index one of t to two

--- case: two-swap-their-names
--- both
CREATE TABLE t (a text, b text);
--- old
CREATE INDEX one ON t (a);
CREATE INDEX two ON t (b);
--- new
CREATE INDEX two ON t (a);
CREATE INDEX one ON t (b);
--- operations
rename index one of t to _matrx_tmp_one
rename index two of t to one
rename index _matrx_tmp_one of t to two

--- case: names-go-round-in-a-circle
--- both
CREATE TABLE t (a text, b text, c text);
--- old
CREATE INDEX i1 ON t (a);
CREATE INDEX i2 ON t (b);
CREATE INDEX i3 ON t (c);
--- new
CREATE INDEX i2 ON t (a);
CREATE INDEX i3 ON t (b);
CREATE INDEX i1 ON t (c);
--- operations
rename index i1 of t to _matrx_tmp_i1
rename index i3 of t to i1
rename index i2 of t to i3
rename index _matrx_tmp_i1 of t to i2

--- case: two-swap-names-across-tables
--- both
CREATE TABLE t (a text);
CREATE TABLE u (a text);
--- old
CREATE INDEX one ON t (a);
CREATE INDEX two ON u (a);
--- new
CREATE INDEX two ON t (a);
CREATE INDEX one ON u (a);
--- operations
rename index one of t to _matrx_tmp_one
rename index two of u to one
rename index _matrx_tmp_one of t to two

--- case: moves-to-another-table
--- both
CREATE TABLE t (a text);
CREATE TABLE u (a text);
--- old
CREATE INDEX i ON t (a);
--- new
CREATE INDEX i ON u (a);
--- operations
drop index i of t
create index i on u
--- hazards
L02 L01

--- case: several-that-are-equal
--- both
CREATE TABLE t (a text);
--- old
CREATE INDEX i1 ON t (a);
CREATE INDEX i2 ON t (a);
CREATE INDEX i3 ON t (a);
--- new
CREATE INDEX i2 ON t (a);
CREATE INDEX i4 ON t (a);
--- operations
drop index i3 of t
rename index i1 of t to i4
--- hazards
L02

--- case: column-renamed-in-key-expression-predicate-and-include
--- old
CREATE TABLE t (a text, b integer);
CREATE INDEX i1 ON t (a);
CREATE INDEX i2 ON t (lower(a)) WHERE a <> 'a';
CREATE INDEX i3 ON t (b) INCLUDE (a);
--- new
CREATE TABLE t (z text, b integer);
CREATE INDEX i1 ON t (z);
CREATE INDEX i2 ON t (lower(z)) WHERE z <> 'a';
CREATE INDEX i3 ON t (b) INCLUDE (z);
--- answers
rename column t.a to z
--- rows
INSERT INTO t VALUES ('x', 1);
--- operations
rename column a of t to z
--- hazards
C03

--- case: renamed-with-its-column
--- old
CREATE TABLE t (a text);
CREATE INDEX t_a_idx ON t (a);
--- new
CREATE TABLE t (z text);
CREATE INDEX t_z_idx ON t (z);
--- answers
rename column t.a to z
--- operations
rename column a of t to z
rename index t_a_idx of t to t_z_idx
--- hazards
C03

--- case: name-of-a-table-that-goes
-- Tables and indexes share their names.
--- both
CREATE TABLE t (a text);
--- old
CREATE TABLE u (n integer);
--- new
CREATE INDEX u ON t (a);
--- operations
drop table u
create index u on t
--- hazards
C02 L01

--- case: name-of-a-table-that-comes
--- both
CREATE TABLE t (a text);
--- old
CREATE INDEX u ON t (a);
--- new
CREATE TABLE u (n integer);
--- operations
drop index u of t
create table u
--- hazards
L02

--- case: hostile-name
--- both
CREATE TABLE "T ""1""" ("a b" text);
--- new
CREATE INDEX "i ""x""; --" ON "T ""1""" ("a b", lower("a b"));
--- operations
create index "i ""x""; --" on "T ""1"""
--- hazards
L01

--- case: on-a-table-in-another-schema
--- both
CREATE SCHEMA other;
CREATE TABLE other.t (a text);
CREATE TABLE t (a text);
--- old
CREATE INDEX i ON other.t (a);
CREATE INDEX j ON t (a);
--- new
CREATE INDEX j ON other.t (a);
CREATE INDEX i ON t (a);
--- operations
rename index j of t to i
rename index i of other.t to j

--- case: whole-row-expression
--- both
CREATE TABLE t (a text, b integer);
--- new
CREATE INDEX i ON t ((a IS NOT NULL), (CASE WHEN b > 0 THEN a ELSE NULL::text END)) WHERE COALESCE(b, 0) <> 5;
--- operations
create index i on t
--- hazards
L01
