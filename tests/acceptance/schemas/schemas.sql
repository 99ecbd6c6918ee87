-- Schemas (namespaces).

--- case: comes-empty
--- new
CREATE SCHEMA other;
--- operations
create schema other

--- case: goes-empty
--- old
CREATE SCHEMA other;
--- operations
drop schema other
--- hazards
C02

--- case: comes-with-what-is-in-it
--- new
CREATE SCHEMA other;
CREATE TYPE other.n AS ENUM ('a');
CREATE TABLE other.t (id bigint PRIMARY KEY, v other.n DEFAULT 'a');
CREATE INDEX i ON other.t (v);
CREATE TABLE u (t bigint REFERENCES other.t);
--- operations
create schema other
create enum other.n
create table u
create table other.t
create index i on other.t
add foreign key u_t_fkey to u

--- case: goes-with-what-is-in-it
--- old
CREATE SCHEMA other;
CREATE TYPE other.n AS ENUM ('a');
CREATE TABLE other.t (id bigint PRIMARY KEY, v other.n DEFAULT 'a');
CREATE TABLE u (t bigint REFERENCES other.t);
--- operations
drop foreign key u_t_fkey of u
drop table u
drop table other.t
drop enum other.n
drop schema other
--- hazards
C02

--- case: hostile-name
--- new
CREATE SCHEMA "My ""schema"".x";
CREATE TABLE "My ""schema"".x"."T" (id bigint PRIMARY KEY);
--- operations
create schema "My ""schema"".x"
create table "My ""schema"".x"."T"

--- case: named-like-a-keyword
--- new
CREATE SCHEMA "select";
CREATE TABLE "select"."from" ("where" text DEFAULT 'and');
--- operations
create schema "select"
create table "select"."from"

--- case: same-names-in-two
--- new
CREATE SCHEMA a;
CREATE SCHEMA b;
CREATE TYPE a.n AS ENUM ('x');
CREATE TYPE b.n AS ENUM ('y');
CREATE TABLE a.t (v a.n DEFAULT 'x', w b.n DEFAULT 'y');
CREATE TABLE b.t (v b.n DEFAULT 'y', w a.n[] DEFAULT '{x}');
--- operations
create schema a
create schema b
create enum a.n
create enum b.n
create table a.t
create table b.t

--- case: all-tables-move-out-of-one-that-goes
--- old
CREATE SCHEMA other;
CREATE TABLE other.a (id bigint PRIMARY KEY);
CREATE TABLE other.b (id bigint PRIMARY KEY REFERENCES other.a);
--- new
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (id bigint PRIMARY KEY REFERENCES a);
--- answers
rename table other.a to public.a
rename table other.b to public.b
--- rows
INSERT INTO other.a VALUES (1);
INSERT INTO other.b VALUES (1);
--- operations
move table other.a to the default schema
move table other.b to the default schema
drop schema other
--- hazards
C03 C02

--- case: table-moves-into-one-that-comes
--- old
CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
--- new
CREATE SCHEMA other;
CREATE TABLE other.t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
--- answers
rename table t to other.t
--- rows
INSERT INTO t DEFAULT VALUES;
--- operations
create schema other
move table t to schema other
--- hazards
C03

--- case: comment-comes-with-its-schema
--- new
CREATE SCHEMA "Odd ""schema""";
COMMENT ON SCHEMA "Odd ""schema""" IS E'it''s\\ a\ncomment';
CREATE TABLE "Odd ""schema""".t (a integer);
--- operations
create schema "Odd ""schema"""
create table "Odd ""schema""".t
set the comment of schema "Odd ""schema"""

--- case: comment-changes
--- both
CREATE SCHEMA a;
CREATE SCHEMA b;
CREATE SCHEMA c;
--- old
COMMENT ON SCHEMA a IS 'old';
COMMENT ON SCHEMA b IS 'gone';
--- new
COMMENT ON SCHEMA a IS 'new';
COMMENT ON SCHEMA c IS 'here';
--- operations
drop the comment of schema b
set the comment of schema a
set the comment of schema c

--- case: comment-goes-with-its-schema
--- old
CREATE SCHEMA a;
COMMENT ON SCHEMA a IS 'old';
CREATE TABLE a.t (x integer);
--- operations
drop the comment of schema a
drop table a.t
drop schema a
--- hazards
C02

--- case: comment-stays-through-a-rename
--- old
CREATE SCHEMA a;
COMMENT ON SCHEMA a IS 'old';
CREATE TABLE a.t (x integer);
CREATE SCHEMA b;
COMMENT ON SCHEMA b IS 'of b';
--- new
CREATE SCHEMA b;
COMMENT ON SCHEMA b IS 'old';
CREATE TABLE b.t (x integer);
CREATE SCHEMA c;
COMMENT ON SCHEMA c IS 'of c';
--- answers
rename schema a to b
rename schema b to c
--- operations
rename schema b to c
rename schema a to b
set the comment of schema c
--- hazards
C03

--- case: comment-of-the-default-schema
--- both
COMMENT ON SCHEMA public IS 'ours';
--- not covered
comment of the default schema public
--- operations
nothing

--- case: the-default-schema-has-no-comment
--- both
COMMENT ON SCHEMA public IS NULL;
--- not covered
comment of the default schema public
--- operations
nothing
