-- Domains, composite types, range types.

--- case: domain
--- new
CREATE DOMAIN email AS text NOT NULL DEFAULT 'a@b' CONSTRAINT has_at CHECK (value LIKE '%@%');
COMMENT ON DOMAIN email IS 'an address';
CREATE TABLE t (e email);
--- operations
create domain email
create table t

--- case: domain-gets-a-constraint
--- old
CREATE DOMAIN n AS integer;
CREATE TABLE t (v n);
--- new
CREATE DOMAIN n AS integer CONSTRAINT positive CHECK (value > 0);
CREATE TABLE t (v n);
--- rows
INSERT INTO t VALUES (1);
--- operations
change domain n

--- case: domain-constraint-that-rows-break
--- old
CREATE DOMAIN n AS integer;
CREATE TABLE t (v n);
--- new
CREATE DOMAIN n AS integer CONSTRAINT positive CHECK (value > 0);
CREATE TABLE t (v n);
--- rows
INSERT INTO t VALUES (-1);
--- fails
contains values that violate the new constraint
--- operations
change domain n

--- case: domain-default-and-not-null-change
--- old
CREATE DOMAIN n AS integer DEFAULT 1;
CREATE TABLE t (v n);
--- new
CREATE DOMAIN n AS integer NOT NULL DEFAULT 2;
CREATE TABLE t (v n);
--- rows
INSERT INTO t VALUES (DEFAULT);
--- operations
change domain n

--- case: domain-of-another-base-type
--- old
CREATE DOMAIN n AS integer;
--- new
CREATE DOMAIN n AS bigint;
--- operations
drop domain n
create domain n

--- case: domain-over-a-domain
--- new
CREATE DOMAIN a AS text CHECK (value <> '');
CREATE DOMAIN b AS a CHECK (length(value) < 9);
CREATE TABLE t (v b[], w a);
--- operations
create domain a
create domain b
create table t

--- case: column-from-text-to-a-domain
--- both
CREATE DOMAIN word AS text CHECK (value !~ '\s');
--- old
CREATE TABLE t (v text);
--- new
CREATE TABLE t (v word);
--- rows
INSERT INTO t VALUES ('x');
--- keeps
SELECT v::text FROM t
--- operations
change the type of column v of t from text to word
--- hazards
L14 C08

--- case: domain-calls-a-function
--- new
CREATE FUNCTION ok(text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 <> $$$$';
CREATE DOMAIN word AS text CHECK (ok(value));
--- operations
create function ok(text)
create domain word

--- case: composite
--- new
CREATE TYPE address AS (street text, city text COLLATE "C", zip character varying(10));
COMMENT ON TYPE address IS 'where';
COMMENT ON COLUMN address.zip IS 'code';
CREATE TABLE t (a address, others address[]);
--- operations
create composite type address
create table t

--- case: composite-gets-an-attribute
--- old
CREATE TYPE address AS (street text);
CREATE TABLE t (id bigint, a address);
--- new
CREATE TYPE address AS (street text, city text);
CREATE TABLE t (id bigint, a address);
--- operations
change composite type address

--- case: composite-that-nobody-uses-changes
--- old
CREATE TYPE pair AS (a integer, b integer);
--- new
CREATE TYPE pair AS (a bigint, c text);
--- operations
change composite type pair

--- case: composite-in-a-function
--- old
CREATE TYPE pair AS (a integer, b integer);
CREATE FUNCTION f() RETURNS pair LANGUAGE sql AS 'SELECT 1, 2';
--- new
CREATE TYPE pair AS (a integer, b integer, c integer);
CREATE FUNCTION f() RETURNS pair LANGUAGE sql AS 'SELECT 1, 2, 3';
--- operations
change composite type pair
change function f()

--- case: range
--- new
CREATE TYPE float_range AS RANGE (SUBTYPE = double precision, SUBTYPE_DIFF = float8mi);
CREATE TABLE t (r float_range);
CREATE INDEX i ON t USING gist (r);
--- operations
create range type float_range
create table t
create index i on t

--- case: range-changes
--- old
CREATE TYPE r AS RANGE (SUBTYPE = text);
--- new
CREATE TYPE r AS RANGE (SUBTYPE = text, COLLATION = "C");
--- operations
drop range type r
create range type r

--- case: hostile-names
--- new
CREATE DOMAIN "d "".e" AS text CHECK (value <> 'it''s');
CREATE TYPE "c ;" AS ("a b" "d "".e");
CREATE TABLE t (v "c ;");
--- operations
create domain "d "".e"
create composite type "c ;"
create table t

--- case: in-another-schema
--- new
CREATE SCHEMA other;
CREATE DOMAIN other.d AS integer;
CREATE TYPE other.c AS (x other.d, y other.d[]);
CREATE TABLE t (a other.d DEFAULT 1, b other.c);
--- operations
create schema other
create domain other.d
create composite type other.c
create table t

--- case: domain-over-domain-over-domain
--- old
CREATE DOMAIN d1 AS text CONSTRAINT c1 CHECK (VALUE <> '');
CREATE DOMAIN d2 AS d1 DEFAULT 'x' CONSTRAINT c2 CHECK (length(VALUE) < 10);
CREATE DOMAIN d3 AS d2 NOT NULL;
CREATE TABLE t (id integer, v d3, w d2[] DEFAULT '{a,b}', CONSTRAINT k CHECK (v <> 'y'));
CREATE INDEX i ON t (v) WHERE v > 'a';
--- new
CREATE DOMAIN d1 AS varchar(40) CONSTRAINT c1 CHECK (VALUE <> '');
CREATE DOMAIN d2 AS d1 DEFAULT 'x' CONSTRAINT c2 CHECK (length(VALUE) < 10);
CREATE DOMAIN d3 AS d2 NOT NULL;
CREATE TABLE t (id integer, v d3, w d2[] DEFAULT '{a,b}', CONSTRAINT k CHECK (v <> 'y'));
CREATE INDEX i ON t (v) WHERE v > 'a';
--- rows
INSERT INTO t VALUES (1, 'q', '{k}');
--- keeps
SELECT v::text || w::text FROM t
--- operations
drop index i of t
drop check k of t
rename domain d3 to _matrx_tmp_d3
rename domain d2 to _matrx_tmp_d2
rename domain d1 to _matrx_tmp_d1
create domain d1
create domain d2
create domain d3
drop the default of column w of t
change the type of column v of t from _matrx_tmp_d3 to d3
change the type of column w of t from _matrx_tmp_d2[] to d2[]
set the default of column w of t
add check k to t
create index i on t
drop domain _matrx_tmp_d3
drop domain _matrx_tmp_d2
drop domain _matrx_tmp_d1
--- hazards
L02 C03 L14 C08 L10 L01 C02

--- case: domain-not-null-under-an-array
-- NOT NULL, like a check, is refused where a column has a list of the domain.
--- old
CREATE DOMAIN pos AS integer;
CREATE TABLE t (id integer, a pos[] DEFAULT '{1}', b pos);
CREATE VIEW v AS SELECT a[1] AS first FROM t;
--- new
CREATE DOMAIN pos AS integer NOT NULL CONSTRAINT high CHECK (VALUE < 100);
CREATE TABLE t (id integer, a pos[] DEFAULT '{1}', b pos);
CREATE VIEW v AS SELECT a[1] AS first FROM t;
--- rows
INSERT INTO t VALUES (1, '{5,6}', 3);
--- keeps
SELECT first FROM v
--- operations
drop view v
rename domain pos to _matrx_tmp_pos
create domain pos
drop the default of column a of t
change the type of column a of t from _matrx_tmp_pos[] to pos[]
change the type of column b of t from _matrx_tmp_pos to pos
set the default of column a of t
create view v
drop domain _matrx_tmp_pos
--- hazards
C03 L14 C08 C02

--- case: row-type-of-a-table-as-a-column
-- No command changes the rows that stand in the column.
--- old
CREATE TABLE a (id integer, v text);
CREATE TABLE b (id integer, was a, many a[]);
--- new
CREATE TABLE a (id bigint, v text);
CREATE TABLE b (id integer, was a, many a[]);
--- rows
INSERT INTO b VALUES (1, ROW(1, 'x'), ARRAY[ROW(2, 'y')::a]);
--- refused
column was of b has its row type

--- case: row-type-of-a-table-as-a-column-gets-a-column
-- A default is written into rows, and no command writes those that stand in the column.
--- old
CREATE TABLE a (id integer, v text);
CREATE TABLE b (id integer, was a);
CREATE FUNCTION f(a) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT $1.id $$;
--- new
CREATE TABLE a (id integer, v text, w integer NOT NULL DEFAULT 5);
CREATE TABLE b (id integer, was a);
CREATE FUNCTION f(a) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT $1.id $$;
--- rows
INSERT INTO a VALUES (1, 'x');
INSERT INTO b VALUES (1, ROW(1, 'x'));
--- refused
column was of b has its row type

--- case: row-type-of-a-table-that-comes-too
-- The column must come after the changes of the table whose rows it has.
--- old
CREATE TABLE a (id integer, v text);
CREATE TABLE c (x text);
--- new
CREATE TABLE a (id bigint, v varchar(5), w integer DEFAULT 4);
CREATE TABLE b (id integer, was a);
CREATE TABLE c (w integer DEFAULT 4, x text);
CREATE TABLE d (id integer, was c[]);
--- rows
INSERT INTO a VALUES (1, 'x');
--- operations
add column w to a
add column w to c
create table d
change the type of column id of a from integer to bigint
change the type of column v of a from text to character varying(5)
create table b
--- hazards
L14 C08

--- case: column-with-a-row-type-goes-with-the-change
--- old
CREATE TABLE a (id integer, v text);
CREATE TABLE b (id integer, was a);
--- new
CREATE TABLE a (id bigint, v text);
CREATE TABLE b (id integer);
--- rows
INSERT INTO a VALUES (1, 'x');
INSERT INTO b VALUES (1, ROW(1, 'x'));
--- operations
drop column was of b
change the type of column id of a from integer to bigint
--- hazards
C01 L14
