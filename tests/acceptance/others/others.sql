-- The rarer kinds.

--- case: statistics
--- both
CREATE TABLE t (a integer, b integer, c text);
--- new
CREATE STATISTICS s (ndistinct, mcv) ON a, b, c FROM t;
COMMENT ON STATISTICS s IS 'together';
--- operations
create statistics s

--- case: statistics-change
--- both
CREATE TABLE t (a integer, b integer, c text);
--- old
CREATE STATISTICS s (ndistinct) ON a, b FROM t;
--- new
CREATE STATISTICS s (dependencies) ON a, c FROM t;
--- operations
drop statistics s
create statistics s

--- case: statistics-over-expressions
--- servers: 14..
--- both
CREATE TABLE t (a integer, b text);
--- new
CREATE STATISTICS s ON (a % 10), (lower(b)) FROM t;
ALTER STATISTICS s SET STATISTICS 500;
--- operations
create statistics s

--- case: collation
--- new
CREATE COLLATION german (provider = icu, locale = 'de-u-co-phonebk');
COMMENT ON COLLATION german IS 'as in the phone book';
CREATE TABLE t (a text COLLATE german);
CREATE INDEX i ON t (a COLLATE german);
--- operations
create collation german
create table t
create index i on t

--- case: collation-changes
--- old
CREATE COLLATION c (provider = icu, locale = 'de');
--- new
CREATE COLLATION c (provider = icu, locale = 'und', deterministic = false);
--- operations
drop collation c
create collation c

--- case: collation-goes-with-its-column
--- both
CREATE TABLE t (id bigint);
--- old
CREATE COLLATION c (provider = icu, locale = 'de');
ALTER TABLE t ADD a text COLLATE c;
--- rows
INSERT INTO t VALUES (1, 'x');
--- operations
drop column a of t
drop collation c
--- hazards
C01 C02

--- case: text-search-configuration
--- new
CREATE TEXT SEARCH DICTIONARY simple_german (TEMPLATE = simple, STOPWORDS = german);
CREATE TEXT SEARCH CONFIGURATION mine (COPY = german);
ALTER TEXT SEARCH CONFIGURATION mine ALTER MAPPING FOR asciiword, word WITH simple_german;
CREATE TABLE t (body text, v tsvector GENERATED ALWAYS AS (to_tsvector('mine', body)) STORED);
--- operations
create text search dictionary simple_german
create text search configuration mine
create table t

--- case: operator
--- new
CREATE FUNCTION same(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT lower($1) = lower($2)';
CREATE OPERATOR === (LEFTARG = text, RIGHTARG = text, FUNCTION = same, COMMUTATOR = ===);
CREATE VIEW v AS SELECT 'a'::text === 'A' AS is_same;
--- operations
create function same(text, text)
create operator === (text, text)
create view v

--- case: cast
--- new
CREATE TYPE k AS ENUM ('a', 'b');
CREATE FUNCTION k_number(k) RETURNS integer LANGUAGE sql IMMUTABLE AS $$SELECT CASE $1 WHEN 'a' THEN 1 ELSE 2 END$$;
CREATE CAST (k AS integer) WITH FUNCTION k_number(k) AS ASSIGNMENT;
COMMENT ON CAST (k AS integer) IS 'numbered';
--- operations
create enum k
create function k_number(k)
create cast (k AS integer)

--- case: foreign-table
--- new
CREATE EXTENSION postgres_fdw;
CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'elsewhere', dbname 'x');
CREATE FOREIGN TABLE remote (id bigint NOT NULL, name text OPTIONS (column_name 'n')) SERVER far OPTIONS (table_name 'r');
COMMENT ON FOREIGN TABLE remote IS 'over there';
--- operations
create extension postgres_fdw
create server far
create foreign table remote

--- case: foreign-table-changes
--- both
CREATE EXTENSION postgres_fdw;
--- old
CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'elsewhere');
CREATE FOREIGN TABLE remote (id bigint) SERVER far;
--- new
CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'somewhere', port '1');
CREATE FOREIGN TABLE remote (id bigint, name text) SERVER far OPTIONS (schema_name 's');
--- operations
drop foreign table remote
drop server far
create server far
create foreign table remote

--- case: rule-on-a-table
--- both
CREATE TABLE t (a integer);
CREATE TABLE log (a integer);
--- new
CREATE RULE r AS ON DELETE TO t DO ALSO INSERT INTO log VALUES (old.a);
ALTER TABLE t DISABLE RULE r;
--- operations
create rule r on t

--- case: everything-comes-at-once
--- new
CREATE EXTENSION citext;
CREATE SCHEMA app;
CREATE DOMAIN app.email AS citext CHECK (value LIKE '%@%');
CREATE TYPE app.kind AS ENUM ('a', 'b');
CREATE SEQUENCE app.ids;
CREATE FUNCTION app.fresh() RETURNS bigint LANGUAGE sql AS $$SELECT nextval('app.ids')$$;
CREATE TABLE app.users (id bigint PRIMARY KEY DEFAULT app.fresh(), email app.email UNIQUE, kind app.kind DEFAULT 'a');
CREATE VIEW app.as AS SELECT id, email FROM app.users WHERE kind = 'a';
CREATE MATERIALIZED VIEW app.counts AS SELECT kind, count(*) AS n FROM app.users GROUP BY kind;
CREATE UNIQUE INDEX counts_kind ON app.counts (kind);
CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TRIGGER touch BEFORE UPDATE ON app.users FOR EACH ROW EXECUTE FUNCTION app.touch();
ALTER TABLE app.users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON app.users USING (email = current_user::citext);
--- operations
create schema app
create extension citext
create domain app.email
create sequence app.ids
create function app.fresh()
create function app.touch()
create enum app.kind
create table app.users
create view app."as"
create materialized view app.counts
create trigger touch on app.users
create policy own on app.users
--- hazards
L24

--- case: everything-goes-at-once
--- old
CREATE EXTENSION citext;
CREATE SCHEMA app;
CREATE DOMAIN app.email AS citext CHECK (value LIKE '%@%');
CREATE TYPE app.kind AS ENUM ('a', 'b');
CREATE SEQUENCE app.ids;
CREATE FUNCTION app.fresh() RETURNS bigint LANGUAGE sql AS $$SELECT nextval('app.ids')$$;
CREATE TABLE app.users (id bigint PRIMARY KEY DEFAULT app.fresh(), email app.email UNIQUE, kind app.kind DEFAULT 'a');
CREATE VIEW app.as AS SELECT id, email FROM app.users WHERE kind = 'a';
CREATE MATERIALIZED VIEW app.counts AS SELECT kind, count(*) AS n FROM app.users GROUP BY kind;
CREATE UNIQUE INDEX counts_kind ON app.counts (kind);
CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TRIGGER touch BEFORE UPDATE ON app.users FOR EACH ROW EXECUTE FUNCTION app.touch();
ALTER TABLE app.users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON app.users USING (email = current_user::citext);
--- operations
drop policy own on app.users
drop trigger touch on app.users
drop materialized view app.counts
drop view app."as"
drop table app.users
drop function app.touch()
drop function app.fresh()
drop sequence app.ids
drop domain app.email
drop extension citext
drop enum app.kind
drop schema app
--- hazards
C09 C02

--- case: foreign-data-wrapper-of-its-own
--- new
CREATE FOREIGN DATA WRAPPER nobody OPTIONS (debug 'it''s');
CREATE SERVER nowhere TYPE 'x' VERSION '1' FOREIGN DATA WRAPPER nobody;
CREATE FOREIGN TABLE shadow (id bigint) SERVER nowhere;
--- operations
create foreign data wrapper nobody
create server nowhere
create foreign table shadow

--- case: operator-class
-- An index leans on it, and it on functions.
--- new
CREATE SCHEMA app;
CREATE FUNCTION app.later(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $2 - $1';
CREATE OPERATOR FAMILY app.descending USING btree;
COMMENT ON OPERATOR FAMILY app.descending USING btree IS 'the other way round';
CREATE OPERATOR CLASS app.backwards FOR TYPE integer USING btree FAMILY app.descending AS
    OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 app.later(integer, integer);
COMMENT ON OPERATOR CLASS app.backwards USING btree IS 'largest first';
CREATE TABLE t (a integer);
CREATE INDEX i ON t (a app.backwards);
--- operations
create schema app
create function app.later(integer, integer)
create operator family app.descending USING btree
create operator class app.backwards USING btree
create table t
create index i on t

--- case: operator-family-with-members-of-its-own
--- both
CREATE FUNCTION order_of(integer, bigint) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
--- old
CREATE OPERATOR FAMILY f USING btree;
CREATE OPERATOR CLASS c FOR TYPE integer USING btree FAMILY f AS STORAGE integer;
--- new
CREATE OPERATOR FAMILY f USING btree;
ALTER OPERATOR FAMILY f USING btree ADD OPERATOR 1 < (integer, bigint), FUNCTION 1 (integer, bigint) order_of(integer, bigint);
CREATE OPERATOR CLASS c FOR TYPE integer USING btree FAMILY f AS OPERATOR 1 <, FUNCTION 1 btint4cmp(integer, integer);
--- operations
drop operator class c USING btree
change operator family f USING btree
create operator class c USING btree

--- case: operator-class-for-a-search
--- new
CREATE OPERATOR FAMILY near USING gist;
CREATE OPERATOR CLASS near DEFAULT FOR TYPE tid USING gist FAMILY near AS STORAGE box;
--- operations
create operator family near USING gist
create operator class near USING gist

--- case: conversion
--- old
CREATE CONVERSION latin FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;
COMMENT ON CONVERSION latin IS 'west';
--- new
CREATE DEFAULT CONVERSION latin FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;
--- operations
drop conversion latin
create conversion latin

--- case: text-search-parser-and-template
--- new
CREATE TEXT SEARCH PARSER words (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype, HEADLINE = prsd_headline);
COMMENT ON TEXT SEARCH PARSER words IS 'as always';
CREATE TEXT SEARCH TEMPLATE plain (INIT = dsimple_init, LEXIZE = dsimple_lexize);
CREATE TEXT SEARCH DICTIONARY "The plain" (TEMPLATE = plain);
CREATE TEXT SEARCH CONFIGURATION c (PARSER = words);
ALTER TEXT SEARCH CONFIGURATION c ADD MAPPING FOR word WITH "The plain";
--- operations
create text search parser words
create text search template plain
create text search dictionary "The plain"
create text search configuration c

--- case: language-and-its-function
--- new
CREATE TRUSTED LANGUAGE other HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler VALIDATOR plpgsql_validator;
COMMENT ON LANGUAGE other IS 'the other one';
CREATE FUNCTION f() RETURNS integer LANGUAGE other AS 'BEGIN RETURN 1; END';
--- operations
create language other
create function f()

--- case: access-method
--- old
CREATE ACCESS METHOD piled TYPE TABLE HANDLER heap_tableam_handler;
CREATE ACCESS METHOD sorted TYPE INDEX HANDLER bthandler;
--- new
CREATE ACCESS METHOD "The piled" TYPE TABLE HANDLER heap_tableam_handler;
CREATE ACCESS METHOD sorted TYPE INDEX HANDLER hashhandler;
--- operations
drop access method sorted
create access method "The piled"
create access method sorted
drop access method piled
--- hazards
C02

--- case: transform
--- both
CREATE TYPE mood AS ENUM ('ok');
--- old
CREATE TRANSFORM FOR integer LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal));
--- new
CREATE TRANSFORM FOR integer LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal), TO SQL WITH FUNCTION int4recv(internal));
COMMENT ON TRANSFORM FOR integer LANGUAGE sql IS 'there and back';
--- operations
drop transform FOR integer LANGUAGE sql
create transform FOR integer LANGUAGE sql

--- case: statistics-over-expressions-of-a-renamed-column
--- servers: 14..
--- old
CREATE TABLE t (a integer, b text COLLATE "C");
CREATE STATISTICS s1 ON (a % 10), (lower(b)) FROM t;
CREATE STATISTICS s2 (mcv) ON a, b FROM t;
ALTER STATISTICS s2 SET STATISTICS 50;
--- new
CREATE TABLE t (z bigint, b text COLLATE "C");
CREATE STATISTICS s1 ON (z % 10), (lower(b)) FROM t;
CREATE STATISTICS s2 (mcv) ON z, b FROM t;
ALTER STATISTICS s2 SET STATISTICS 60;
--- answers
rename column t.a to z
--- rows
INSERT INTO t VALUES (5, 'x');
--- operations
drop statistics s2
drop statistics s1
rename column a of t to z
change the type of column z of t from integer to bigint
create statistics s1
create statistics s2
--- hazards
C03 L14
