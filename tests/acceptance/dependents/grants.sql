-- What is made anew around a change keeps who may use it.

--- case: view-over-a-column-that-changes-its-type
--- old
CREATE TABLE t (id bigint PRIMARY KEY, n integer);
CREATE VIEW v AS SELECT id, n FROM t;
GRANT SELECT ON v TO matrx_reader;
GRANT INSERT, UPDATE ON v TO matrx_writer WITH GRANT OPTION;
--- new
CREATE TABLE t (id bigint PRIMARY KEY, n bigint);
CREATE VIEW v AS SELECT id, n FROM t;
GRANT SELECT ON v TO matrx_reader;
GRANT INSERT, UPDATE ON v TO matrx_writer WITH GRANT OPTION;
--- rows
INSERT INTO t VALUES (1, 5);
--- operations
drop view v
change the type of column n of t from integer to bigint
create view v
--- hazards
L14

--- case: function-over-a-column-that-changes-its-type
--- servers: 14..
--- old
CREATE TABLE t (id bigint PRIMARY KEY, n integer);
CREATE FUNCTION total() RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC SELECT sum(n) FROM t; END;
REVOKE EXECUTE ON FUNCTION total() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION total() TO matrx_reader;
--- new
CREATE TABLE t (id bigint PRIMARY KEY, n smallint);
CREATE FUNCTION total() RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC SELECT sum(n) FROM t; END;
REVOKE EXECUTE ON FUNCTION total() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION total() TO matrx_reader;
--- rows
INSERT INTO t VALUES (1, 5);
--- operations
drop function total()
change the type of column n of t from integer to smallint
create function total()
--- hazards
L14 C08

--- case: materialized-view-whose-query-changes
--- both
CREATE TABLE t (a integer, b text);
--- old
CREATE MATERIALIZED VIEW m AS SELECT a FROM t;
CREATE INDEX m_a ON m (a);
GRANT SELECT ON m TO matrx_reader, PUBLIC;
--- new
CREATE MATERIALIZED VIEW m AS SELECT b, a FROM t;
CREATE INDEX m_a ON m (a);
GRANT SELECT ON m TO matrx_reader, PUBLIC;
--- operations
drop materialized view m
create materialized view m

--- case: function-whose-result-changes
--- old
CREATE FUNCTION f(a integer, b text) RETURNS integer LANGUAGE sql AS 'SELECT 1';
GRANT EXECUTE ON FUNCTION f(integer, text) TO matrx_reader;
--- new
CREATE FUNCTION f(a integer, b text) RETURNS text LANGUAGE sql AS 'SELECT $2';
GRANT EXECUTE ON FUNCTION f(integer, text) TO matrx_reader;
--- operations
drop function f(integer, text)
create function f(integer, text)

--- case: table-keeps-its-own
-- A table is never made anew; who may use it is left alone.
--- old
CREATE TABLE t (id bigint PRIMARY KEY, n integer);
GRANT SELECT, UPDATE (n) ON t TO matrx_reader;
--- new
CREATE TABLE t (id bigint PRIMARY KEY, n bigint, m text);
GRANT SELECT, UPDATE (n) ON t TO matrx_reader;
--- rows
INSERT INTO t VALUES (1, 5);
--- operations
add column m to t
change the type of column n of t from integer to bigint
--- hazards
L14

--- case: view-with-grants-on-columns-is-made-anew
-- A column that is no more takes its grants along.
--- old
CREATE TABLE t (id bigint PRIMARY KEY, n integer, c text, "odd (x) ON y" text);
CREATE VIEW v AS SELECT id, n, c, "odd (x) ON y" FROM t;
GRANT SELECT (id, n, "odd (x) ON y"), UPDATE (c) ON v TO matrx_reader;
GRANT UPDATE (id) ON v TO matrx_writer WITH GRANT OPTION;
GRANT SELECT ON v TO matrx_writer;
--- new
CREATE TABLE t (id bigint PRIMARY KEY, n bigint, c text, "odd (x) ON y" text);
CREATE VIEW v AS SELECT id, n, "odd (x) ON y" FROM t;
GRANT SELECT (id, n, "odd (x) ON y") ON v TO matrx_reader;
GRANT UPDATE (id) ON v TO matrx_writer WITH GRANT OPTION;
GRANT SELECT ON v TO matrx_writer;
--- rows
INSERT INTO t VALUES (1, 5);
--- operations
drop view v
change the type of column n of t from integer to bigint
create view v
--- hazards
L14

--- case: materialized-view-with-grants-on-columns
--- both
CREATE TABLE t (a integer, b text);
--- old
CREATE MATERIALIZED VIEW m AS SELECT a FROM t;
GRANT SELECT (a) ON m TO matrx_reader, PUBLIC;
--- new
CREATE MATERIALIZED VIEW m AS SELECT b, a FROM t;
GRANT SELECT (a) ON m TO matrx_reader, PUBLIC;
--- operations
drop materialized view m
create materialized view m

--- case: everybody-may-not-use-a-type-that-is-made-anew
--- old
CREATE DOMAIN d AS integer;
REVOKE ALL ON DOMAIN d FROM PUBLIC;
GRANT USAGE ON DOMAIN d TO matrx_reader;
CREATE TYPE c AS (a integer, b text);
REVOKE ALL ON TYPE c FROM PUBLIC;
CREATE TYPE r AS RANGE (subtype = integer);
REVOKE ALL ON TYPE r FROM PUBLIC;
CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer);
REVOKE ALL ON FUNCTION total(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION total(integer) TO matrx_reader WITH GRANT OPTION;
--- new
CREATE DOMAIN d AS bigint;
REVOKE ALL ON DOMAIN d FROM PUBLIC;
GRANT USAGE ON DOMAIN d TO matrx_reader;
CREATE TYPE c AS (b text, a integer);
REVOKE ALL ON TYPE c FROM PUBLIC;
CREATE TYPE r AS RANGE (subtype = bigint);
REVOKE ALL ON TYPE r FROM PUBLIC;
CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '1');
REVOKE ALL ON FUNCTION total(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION total(integer) TO matrx_reader WITH GRANT OPTION;
--- operations
drop aggregate total(integer)
drop range type r
drop composite type c
drop domain d
create domain d
create composite type c
create range type r
create aggregate total(integer)
