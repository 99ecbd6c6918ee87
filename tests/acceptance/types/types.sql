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
