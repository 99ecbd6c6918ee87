-- Who may do what, where it is declared.

--- case: on-a-table
--- on request: privileges
--- both
CREATE TABLE users (id bigint PRIMARY KEY, name text);
--- new
GRANT SELECT, INSERT ON users TO matrx_reader;
GRANT UPDATE ON users TO matrx_reader WITH GRANT OPTION;
GRANT ALL ON users TO matrx_writer;
GRANT SELECT ON users TO PUBLIC;
--- operations
create grant on users to matrx_reader
create grant on users to matrx_writer
create grant on users to PUBLIC

--- case: more-and-less
--- on request: privileges
--- both
CREATE TABLE users (id bigint PRIMARY KEY, name text);
--- old
GRANT SELECT, INSERT ON users TO matrx_reader;
GRANT UPDATE, DELETE ON users TO matrx_writer WITH GRANT OPTION;
GRANT SELECT ON users TO PUBLIC;
--- new
GRANT SELECT, TRUNCATE ON users TO matrx_reader;
GRANT UPDATE ON users TO matrx_writer;
--- operations
drop grant on users to PUBLIC
change grant on users to matrx_writer
change grant on users to matrx_reader
--- hazards
C02

--- case: all-becomes-some
--- on request: privileges
--- both
CREATE TABLE users (id bigint PRIMARY KEY, name text);
--- old
GRANT ALL ON users TO matrx_reader;
GRANT SELECT ON users TO matrx_writer;
--- new
GRANT SELECT ON users TO matrx_reader;
GRANT ALL ON users TO matrx_writer;
--- operations
change grant on users to matrx_writer
change grant on users to matrx_reader
--- hazards
C02

--- case: on-columns
-- A table's privilege takes that of the column with it.
--- on request: privileges
--- both
CREATE TABLE users (id bigint PRIMARY KEY, "The Name" text, secret text);
--- old
GRANT SELECT, UPDATE (secret) ON users TO matrx_reader;
GRANT SELECT (id) ON users TO matrx_reader;
GRANT SELECT (id) ON users TO matrx_writer;
--- new
GRANT SELECT (id, "The Name"), UPDATE (secret) ON users TO matrx_reader;
GRANT SELECT (id, secret) ON users TO matrx_writer WITH GRANT OPTION;
--- operations
change grant on users to matrx_writer
change grant on users to matrx_reader
--- hazards
C02

--- case: columns-come-go-and-are-renamed
--- on request: privileges
--- old
CREATE TABLE users (id bigint PRIMARY KEY, name text, gone text, size integer);
GRANT SELECT (id, name, gone, size) ON users TO matrx_reader;
--- new
CREATE TABLE users (id bigint PRIMARY KEY, title text, size bigint, added text);
GRANT SELECT (id, title, size, added) ON users TO matrx_reader;
--- answers
rename column users.name to title
nothing else was renamed
--- rows
INSERT INTO users VALUES (1, 'a', 'b', 2);
--- operations
drop grant on users to matrx_reader
drop column gone of users
rename column name of users to title
add column added to users
change the type of column size of users from integer to bigint
create grant on users to matrx_reader
--- hazards
C01 C03 L14

--- case: a-table-comes-with-them-and-goes-with-them
--- on request: privileges
--- old
CREATE TABLE gone (id bigint PRIMARY KEY);
GRANT SELECT ON gone TO matrx_reader;
--- new
CREATE SCHEMA app;
GRANT USAGE ON SCHEMA app TO matrx_reader;
CREATE TABLE app.users (id bigint PRIMARY KEY);
GRANT SELECT ON app.users TO matrx_reader;
--- answers
nothing else was renamed
--- operations
create schema app
drop grant on gone to matrx_reader
drop table gone
create table app.users
create grant on app.users to matrx_reader
create grant on SCHEMA app to matrx_reader
--- hazards
C02

--- case: a-renamed-table
--- on request: privileges
--- old
CREATE TABLE users (id bigint PRIMARY KEY);
GRANT SELECT, INSERT ON users TO matrx_reader;
GRANT SELECT ON users TO matrx_writer;
--- new
CREATE TABLE people (id bigint CONSTRAINT users_pkey PRIMARY KEY);
GRANT SELECT ON people TO matrx_reader;
GRANT SELECT ON people TO matrx_writer;
--- answers
rename table users to people
--- operations
rename table users to people
change grant on people to matrx_writer
change grant on people to matrx_reader
--- hazards
C03 C02

--- case: a-renamed-schema
--- on request: privileges
--- old
CREATE SCHEMA one;
CREATE TABLE one.users (id bigint PRIMARY KEY);
CREATE FUNCTION one.f(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
GRANT USAGE ON SCHEMA one TO matrx_reader;
GRANT SELECT ON one.users TO matrx_reader;
REVOKE ALL ON FUNCTION one.f(integer) FROM PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA one GRANT SELECT ON TABLES TO matrx_reader;
--- new
CREATE SCHEMA "The two";
CREATE TABLE "The two".users (id bigint PRIMARY KEY);
CREATE FUNCTION "The two".f(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
GRANT USAGE ON SCHEMA "The two" TO matrx_reader;
GRANT SELECT ON "The two".users TO matrx_reader;
REVOKE ALL ON FUNCTION "The two".f(integer) FROM PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA "The two" GRANT SELECT ON TABLES TO matrx_reader;
--- answers
rename schema one to "The two"
--- operations
rename schema one to "The two"
change default privileges FOR ROLE postgres IN SCHEMA "The two" ON TABLES to matrx_reader
change grant on SCHEMA "The two" to matrx_reader
--- hazards
C03

--- case: everybody-may-not-call-it
-- What everybody may do with a function from the beginning is nowhere in the catalogue.
--- on request: privileges
--- both
CREATE FUNCTION f(integer, text) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1';
--- old
REVOKE ALL ON PROCEDURE p() FROM PUBLIC;
--- new
REVOKE ALL ON FUNCTION f(integer, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION f(integer, text) TO matrx_reader;
GRANT EXECUTE ON PROCEDURE p() TO matrx_writer;
--- operations
restore grant on PROCEDURE p() to PUBLIC
create grant on FUNCTION f(integer, text) to matrx_reader
create grant on PROCEDURE p() to matrx_writer
revoke grant on FUNCTION f(integer, text) to PUBLIC
--- hazards
C02

--- case: what-is-made-anew-is-granted-as-declared
-- What was granted before does not come again where it is no longer declared.
--- on request: privileges
--- both
CREATE TABLE t (a integer, b text);
--- old
CREATE VIEW v AS SELECT a, b FROM t;
GRANT SELECT, INSERT ON v TO matrx_reader;
GRANT SELECT ON v TO matrx_writer;
CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
REVOKE ALL ON FUNCTION f() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION f() TO matrx_reader, matrx_writer;
--- new
CREATE VIEW v AS SELECT b FROM t;
GRANT SELECT ON v TO matrx_reader;
CREATE FUNCTION f() RETURNS text LANGUAGE sql AS 'SELECT ''1''';
REVOKE ALL ON FUNCTION f() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION f() TO matrx_reader;
--- operations
restore grant on FUNCTION f() to PUBLIC
drop grant on FUNCTION f() to matrx_writer
drop grant on v to matrx_writer
drop grant on FUNCTION f() to matrx_reader
drop grant on v to matrx_reader
drop view v
drop function f()
create function f()
create view v
create grant on v to matrx_reader
create grant on FUNCTION f() to matrx_reader
revoke grant on FUNCTION f() to PUBLIC
--- hazards
C02

--- case: on-a-view-around-a-column-that-changes
--- on request: privileges
--- old
CREATE TABLE t (a integer, b text);
CREATE VIEW v AS SELECT a, b FROM t;
GRANT SELECT ON v TO matrx_reader;
GRANT SELECT (b) ON v TO matrx_writer;
--- new
CREATE TABLE t (a bigint, b text);
CREATE VIEW v AS SELECT a, b FROM t;
GRANT SELECT ON v TO matrx_reader;
GRANT SELECT (b) ON v TO matrx_writer;
--- operations
drop grant on v to matrx_writer
drop grant on v to matrx_reader
drop view v
change the type of column a of t from integer to bigint
create view v
create grant on v to matrx_reader
create grant on v to matrx_writer
--- hazards
L14

--- case: on-other-things
--- on request: privileges
--- both
CREATE SCHEMA app;
CREATE SEQUENCE ids;
CREATE TABLE t (id serial PRIMARY KEY);
CREATE DOMAIN d AS text;
CREATE TYPE mood AS ENUM ('ok', 'bad');
CREATE TYPE c AS (a integer);
CREATE MATERIALIZED VIEW m AS SELECT 1 AS a;
CREATE EXTENSION postgres_fdw;
CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw;
CREATE FOREIGN TABLE remote (a integer) SERVER far;
CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer);
--- old
GRANT USAGE ON SEQUENCE ids TO matrx_reader;
GRANT ALL ON SCHEMA public TO matrx_writer;
--- new
GRANT USAGE, SELECT ON SEQUENCE ids TO matrx_reader;
GRANT ALL ON SEQUENCE t_id_seq TO matrx_writer;
GRANT CREATE, USAGE ON SCHEMA app TO matrx_writer;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON TYPE d FROM PUBLIC;
GRANT USAGE ON TYPE d TO matrx_reader;
REVOKE ALL ON TYPE mood FROM PUBLIC;
GRANT USAGE ON TYPE c TO matrx_reader WITH GRANT OPTION;
GRANT SELECT ON m TO matrx_reader;
GRANT USAGE ON FOREIGN DATA WRAPPER w TO matrx_reader;
GRANT USAGE ON FOREIGN SERVER far TO matrx_reader;
GRANT SELECT ON remote TO matrx_reader;
REVOKE ALL ON FUNCTION total(integer) FROM PUBLIC;
--- operations
drop grant on SCHEMA public to matrx_writer
change grant on ids to matrx_reader
create grant on m to matrx_reader
create grant on remote to matrx_reader
create grant on FOREIGN DATA WRAPPER w to matrx_reader
create grant on FOREIGN SERVER far to matrx_reader
create grant on TYPE c to matrx_reader
create grant on TYPE d to matrx_reader
create grant on t_id_seq to matrx_writer
create grant on SCHEMA app to matrx_writer
revoke grant on FUNCTION total(integer) to PUBLIC
revoke grant on SCHEMA public to PUBLIC
revoke grant on TYPE d to PUBLIC
revoke grant on TYPE mood to PUBLIC
--- hazards
C02

--- case: everybody-in-the-schema-public
--- servers: 15..
--- on request: privileges
--- old
GRANT CREATE ON SCHEMA public TO PUBLIC;
--- new
REVOKE ALL ON SCHEMA public FROM PUBLIC;
--- operations
drop grant on SCHEMA public to PUBLIC
revoke grant on SCHEMA public to PUBLIC

--- case: on-an-enum-that-is-made-anew
--- on request: privileges
--- old
CREATE TYPE mood AS ENUM ('ok', 'bad');
REVOKE ALL ON TYPE mood FROM PUBLIC;
GRANT USAGE ON TYPE mood TO matrx_reader;
--- new
CREATE TYPE mood AS ENUM ('bad', 'ok');
REVOKE ALL ON TYPE mood FROM PUBLIC;
GRANT USAGE ON TYPE mood TO matrx_reader;
--- operations
restore grant on TYPE mood to PUBLIC
drop grant on TYPE mood to matrx_reader
replace the values of enum mood
create grant on TYPE mood to matrx_reader
revoke grant on TYPE mood to PUBLIC
--- hazards
C12

--- case: hostile-names
--- on request: privileges
--- both
CREATE TABLE " ON x TO y" (" TO z" text, "a, b" text);
CREATE TABLE sequence (a integer);
--- old
GRANT SELECT ON " ON x TO y" TO matrx_reader;
--- new
GRANT SELECT (" TO z", "a, b") ON " ON x TO y" TO matrx_reader;
GRANT SELECT ON TABLE sequence TO matrx_reader;
--- operations
change grant on " ON x TO y" to matrx_reader
create grant on sequence to matrx_reader
--- hazards
C02

--- case: everybody-in-the-schema-public-before-15
-- Everybody could make things there from the beginning.
--- servers: ..14
--- on request: privileges
--- new
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
--- operations
create grant on SCHEMA public to PUBLIC

--- case: grants-on-columns-of-a-table-that-is-renamed
--- on request: privileges
--- old
CREATE SCHEMA s;
CREATE TABLE s.t (id integer, secret text);
CREATE VIEW s.v AS SELECT id FROM s.t;
GRANT SELECT (id), UPDATE (secret) ON s.t TO matrx_reader WITH GRANT OPTION;
GRANT SELECT ON s.v TO matrx_reader;
GRANT USAGE ON SCHEMA s TO matrx_reader;
--- new
CREATE SCHEMA s;
CREATE TABLE s.u (id bigint, hidden text);
CREATE VIEW s.v AS SELECT id FROM s.u;
GRANT SELECT (id), UPDATE (hidden) ON s.u TO matrx_reader WITH GRANT OPTION;
GRANT SELECT ON s.v TO matrx_reader, matrx_writer;
GRANT USAGE, CREATE ON SCHEMA s TO matrx_reader;
--- answers
rename table s.t to u
rename column s.u.secret to hidden
--- rows
INSERT INTO s.t VALUES (1, 'x');
--- operations
drop grant on s.v to matrx_reader
drop grant on s.t to matrx_reader
drop view s.v
rename table s.t to u
rename column secret of s.u to hidden
change the type of column id of s.u from integer to bigint
change grant on SCHEMA s to matrx_reader
create view s.v
create grant on s.u to matrx_reader
create grant on s.v to matrx_reader
create grant on s.v to matrx_writer
--- hazards
C03 L14
