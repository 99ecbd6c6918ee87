-- Functions, procedures, aggregates.

--- case: create
--- new
CREATE FUNCTION add(a integer, b integer DEFAULT 1) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT a + b';
COMMENT ON FUNCTION add(integer, integer) IS 'adds';
--- after up
SELECT add(2) = 3
--- operations
create function add(integer, integer)

--- case: body-changes
--- old
CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
--- new
CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 2';
--- after up
SELECT f() = 2
--- after down
SELECT f() = 1
--- operations
change function f()

--- case: result-changes
-- OR REPLACE refuses another result: it is made anew.
--- old
CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
COMMENT ON FUNCTION f() IS 'kept';
--- new
CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$SELECT 'x'$$;
COMMENT ON FUNCTION f() IS 'kept';
--- operations
drop function f()
create function f()

--- case: name-of-an-argument-changes
--- old
CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT $1';
--- new
CREATE FUNCTION f(b integer) RETURNS integer LANGUAGE sql AS 'SELECT $1';
--- operations
drop function f(integer)
create function f(integer)

--- case: default-of-an-argument-goes
--- old
CREATE FUNCTION f(a integer DEFAULT 1) RETURNS integer LANGUAGE sql AS 'SELECT $1';
--- new
CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT $1';
--- operations
drop function f(integer)
create function f(integer)

--- case: overloads
--- both
CREATE FUNCTION f(integer) RETURNS text LANGUAGE sql AS $$SELECT 'integer'$$;
--- old
CREATE FUNCTION f(text) RETURNS text LANGUAGE sql AS $$SELECT 'text'$$;
--- new
CREATE FUNCTION f(text, VARIADIC integer[]) RETURNS text LANGUAGE sql AS $$SELECT 'variadic'$$;
--- operations
drop function f(text)
create function f(text, integer[])
--- hazards
C02

--- case: properties-change
--- old
CREATE FUNCTION f() RETURNS SETOF integer LANGUAGE sql VOLATILE COST 5 ROWS 10 AS 'SELECT 1';
--- new
CREATE FUNCTION f() RETURNS SETOF integer LANGUAGE sql STABLE LEAKPROOF SECURITY DEFINER PARALLEL RESTRICTED COST 50 ROWS 100 SET search_path = pg_catalog, public SET work_mem = '8MB' AS 'SELECT 1';
--- operations
change function f()

--- case: returns-a-table
--- new
CREATE FUNCTION f(n integer) RETURNS TABLE (a integer, b text) LANGUAGE plpgsql AS $body$
BEGIN
    -- a comment; with a 'quote' and $$dollars$$
    RETURN QUERY SELECT n, 'x'::text;
END
$body$;
--- after up
SELECT a = 3 FROM f(3)
--- operations
create function f(integer)

--- case: out-arguments
--- new
CREATE FUNCTION f(IN a integer, OUT b integer, INOUT c text) LANGUAGE sql AS 'SELECT a, c';
--- operations
create function f(integer, text)

--- case: table-is-read-that-comes-too
-- The body is only looked into when it runs.
--- new
CREATE FUNCTION n() RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN RETURN (SELECT count(*) FROM later); END $$;
CREATE TABLE later (a integer);
--- operations
create function n()
create table later

--- case: sql-body-reads-a-table-that-comes-too
--- new
CREATE TABLE later (a integer);
CREATE FUNCTION n() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM later';
--- operations
create function n()
create table later

--- case: parsed-body
--- servers: 14..
--- new
CREATE TABLE t (a integer);
CREATE FUNCTION n(x integer) RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM t WHERE a = x; END;
CREATE FUNCTION twice(x integer) RETURNS bigint LANGUAGE sql RETURN 2 * n(x);
--- operations
create table t
create function n(integer)
create function twice(integer)

--- case: takes-and-returns-a-row-type
--- both
CREATE TABLE t (a integer, b text);
--- new
CREATE FUNCTION show(t) RETURNS text LANGUAGE sql STABLE AS 'SELECT $1.b';
CREATE FUNCTION all_of() RETURNS SETOF t LANGUAGE sql STABLE AS 'SELECT * FROM t';
--- operations
create function all_of()
create function show(t)

--- case: procedure
--- new
CREATE PROCEDURE p(a integer, INOUT b text) LANGUAGE plpgsql AS $$ BEGIN b := a; END $$;
COMMENT ON PROCEDURE p IS 'does';
--- operations
create procedure p(integer, text)

--- case: procedure-becomes-function
--- old
CREATE PROCEDURE p(a integer) LANGUAGE sql AS 'SELECT 1';
--- new
CREATE FUNCTION p(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
--- operations
drop procedure p(integer)
create function p(integer)
--- hazards
C02

--- case: aggregate
--- new
CREATE FUNCTION longer(text, text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT CASE WHEN length($2) > length($1) THEN $2 ELSE $1 END';
CREATE AGGREGATE longest(text) (SFUNC = longer, STYPE = text, INITCOND = '');
COMMENT ON AGGREGATE longest(text) IS 'the longest';
--- after up
SELECT longest(x) = 'ccc' FROM (VALUES ('a'), ('ccc'), ('bb')) v(x)
--- operations
create function longer(text, text)
create aggregate longest(text)

--- case: aggregate-changes
--- both
CREATE FUNCTION longer(text, text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT CASE WHEN length($2) > length($1) THEN $2 ELSE $1 END';
--- old
CREATE AGGREGATE longest(text) (SFUNC = longer, STYPE = text, INITCOND = '');
--- new
CREATE AGGREGATE longest(text) (SFUNC = longer, STYPE = text, INITCOND = 'none');
--- operations
drop aggregate longest(text)
create aggregate longest(text)

--- case: aggregate-whose-function-changes
--- old
CREATE FUNCTION longer(text, text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE AGGREGATE longest(text) (SFUNC = longer, STYPE = text, INITCOND = '');
--- new
CREATE FUNCTION longer(text, text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $2';
CREATE AGGREGATE longest(text) (SFUNC = longer, STYPE = text, INITCOND = '');
--- operations
change function longer(text, text)

--- case: hostile-name-and-body
--- new
CREATE FUNCTION "F "".g"("a b" text) RETURNS text LANGUAGE sql AS $x$ SELECT '$$; -- */ ' || $1 $x$;
--- operations
create function "F "".g"(text)

--- case: in-another-schema-with-its-types
--- new
CREATE SCHEMA other;
CREATE TYPE other.k AS ENUM ('a');
CREATE FUNCTION other.f(other.k, integer[]) RETURNS other.k[] LANGUAGE sql AS 'SELECT ARRAY[$1]';
--- operations
create schema other
create enum other.k
create function other.f(other.k, integer[])

--- case: functions-that-call-each-other
--- new
CREATE FUNCTION z(integer) RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;
CREATE FUNCTION a(integer DEFAULT z(1)) RETURNS integer LANGUAGE sql AS 'SELECT z($1)';
--- operations
create function z(integer)
create function a(integer)
