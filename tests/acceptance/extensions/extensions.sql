-- Extensions.

--- case: create
--- new
CREATE EXTENSION citext;
--- operations
create extension citext

--- case: drop
--- old
CREATE EXTENSION citext;
--- operations
drop extension citext
--- hazards
C02

--- case: in-a-schema-of-its-own
--- new
CREATE SCHEMA ext;
CREATE EXTENSION pg_trgm SCHEMA ext;
CREATE TABLE t (a text);
CREATE INDEX i ON t USING gin (a ext.gin_trgm_ops);
--- operations
create schema ext
create extension pg_trgm
create table t
create index i on t

--- case: column-of-its-type
--- both
CREATE TABLE t (id bigint);
--- new
CREATE EXTENSION citext;
ALTER TABLE t ADD name citext NOT NULL DEFAULT 'X' UNIQUE;
--- rows
INSERT INTO t VALUES (1);
--- operations
create extension citext
add column name to t
add unique constraint t_name_key to t
--- hazards
L06

--- case: column-of-its-type-goes
--- both
CREATE TABLE t (id bigint);
--- old
CREATE EXTENSION hstore;
ALTER TABLE t ADD tags hstore;
CREATE INDEX i ON t USING gin (tags);
--- rows
INSERT INTO t VALUES (1, 'a=>b');
--- operations
drop index i of t
drop column tags of t
drop extension hstore
--- hazards
L02 C01 C02

--- case: text-becomes-citext
--- both
CREATE EXTENSION citext;
--- old
CREATE TABLE t (a text UNIQUE, CHECK (a <> 'x'));
--- new
CREATE TABLE t (a citext UNIQUE, CHECK (a <> 'x'));
--- rows
INSERT INTO t VALUES ('y');
--- keeps
SELECT a::text FROM t
--- operations
drop check t_a_check of t
change the type of column a of t from text to citext
add check t_a_check to t
--- hazards
L14 C08 L10

--- case: its-objects-are-not-ours
-- What an extension brings is neither listed nor dropped.
--- both
CREATE EXTENSION "uuid-ossp";
CREATE EXTENSION pgcrypto;
CREATE TABLE t (id uuid DEFAULT uuid_generate_v4());
--- operations
nothing

--- case: comment-of-another-version
-- Dumps set the comment that the extension had where they were made.
--- both
CREATE EXTENSION citext;
--- new
COMMENT ON EXTENSION citext IS 'as it''s said elsewhere';
--- operations
set the comment of extension citext

--- case: comes-with-a-comment-of-another-version
--- new
CREATE EXTENSION citext;
COMMENT ON EXTENSION citext IS 'as it was said in version 9';
--- operations
create extension citext

--- case: extension-moves-under-its-types
--- old
CREATE SCHEMA ext;
CREATE EXTENSION citext;
CREATE EXTENSION hstore;
CREATE TABLE t (c citext DEFAULT 'x', h hstore, CONSTRAINT k CHECK (c <> 'y'));
CREATE INDEX i ON t (c) WHERE c > 'a';
CREATE VIEW v AS SELECT c FROM t WHERE c = 'q';
CREATE FUNCTION f(c citext) RETURNS citext LANGUAGE sql AS $$ SELECT c $$;
--- new
CREATE SCHEMA ext;
CREATE EXTENSION citext SCHEMA ext;
CREATE EXTENSION hstore SCHEMA ext;
CREATE TABLE t (c ext.citext DEFAULT 'x', h ext.hstore, CONSTRAINT k CHECK (c OPERATOR(ext.<>) 'y'));
CREATE INDEX i ON t (c) WHERE c OPERATOR(ext.>) 'a';
CREATE VIEW v AS SELECT c FROM t WHERE c OPERATOR(ext.=) 'q';
CREATE FUNCTION f(c ext.citext) RETURNS ext.citext LANGUAGE sql AS $$ SELECT c $$;
--- rows
INSERT INTO t VALUES ('x');
--- operations
change extension hstore
change extension citext
