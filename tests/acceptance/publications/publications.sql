-- What is published to subscribers.

--- case: for-some-tables
--- both
CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE TABLE posts (id bigint PRIMARY KEY);
--- new
CREATE PUBLICATION p FOR TABLE users, posts WITH (publish = 'insert, update');
COMMENT ON PUBLICATION p IS 'for the warehouse';
--- rows
INSERT INTO users VALUES (1, 'a');
--- operations
create publication p

--- case: for-all-tables
--- both
CREATE TABLE users (id bigint PRIMARY KEY);
--- new
CREATE PUBLICATION everything FOR ALL TABLES;
--- operations
create publication everything

--- case: without-tables
--- new
CREATE PUBLICATION nothing;
--- operations
create publication nothing

--- case: with-its-tables
-- It comes after them, and goes before.
--- new
CREATE SCHEMA app;
CREATE TABLE app.users (id bigint PRIMARY KEY);
CREATE PUBLICATION "The ""p""" FOR TABLE app.users WITH (publish_via_partition_root);
--- operations
create schema app
create table app.users
create publication "The ""p"""

--- case: tables-come-and-go
--- both
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (id bigint PRIMARY KEY);
CREATE TABLE c (id bigint PRIMARY KEY);
--- old
CREATE PUBLICATION p FOR TABLE a, b;
--- new
CREATE PUBLICATION p FOR TABLE b, c;
--- operations
change publication p

--- case: options-change
--- both
CREATE TABLE a (id bigint PRIMARY KEY);
--- old
CREATE PUBLICATION p FOR TABLE a WITH (publish = 'insert', publish_via_partition_root = true);
--- new
CREATE PUBLICATION p FOR TABLE a WITH (publish = 'insert, delete');
COMMENT ON PUBLICATION p IS 'what comes and goes';
--- operations
change publication p
set the comment of publication p

--- case: all-tables-become-some
-- PostgreSQL alters neither into the other.
--- both
CREATE TABLE a (id bigint PRIMARY KEY);
--- old
CREATE PUBLICATION p FOR ALL TABLES;
--- new
CREATE PUBLICATION p FOR TABLE a;
--- operations
drop publication p
create publication p

--- case: columns-and-rows
--- servers: 15..
--- both
CREATE TABLE a (id bigint PRIMARY KEY, name text, secret text);
--- old
CREATE PUBLICATION p FOR TABLE a;
--- new
CREATE PUBLICATION p FOR TABLE a (name, id) WHERE (id > 3 AND name <> 'it''s, WITH (');
--- operations
change publication p

--- case: tables-in-a-schema
--- servers: 15..
--- both
CREATE SCHEMA app;
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE app.b (id bigint PRIMARY KEY);
--- old
CREATE PUBLICATION p FOR TABLES IN SCHEMA app;
--- new
CREATE PUBLICATION p FOR TABLE a, TABLES IN SCHEMA app, TABLES IN SCHEMA public;
--- operations
change publication p

--- case: a-table-that-is-dropped-leaves-it
--- both
CREATE TABLE a (id bigint PRIMARY KEY);
--- old
CREATE TABLE b (id bigint PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE a, b;
--- new
CREATE PUBLICATION p FOR TABLE a;
--- operations
drop table b
change publication p
--- hazards
C02

--- case: a-table-that-is-renamed-stays-in-it
--- old
CREATE TABLE a (id bigint PRIMARY KEY, name text);
CREATE TABLE b (id bigint PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE a, b;
--- new
CREATE TABLE z (id bigint CONSTRAINT a_pkey PRIMARY KEY, name text);
CREATE TABLE c (id bigint PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE z, c;
--- answers
rename table a to z
nothing else was renamed
--- operations
drop table b
rename table a to z
create table c
change publication p
--- hazards
C02 C03

--- case: a-schema-that-is-renamed-stays-in-it
--- servers: 15..
--- old
CREATE SCHEMA one;
CREATE TABLE one.a (id bigint PRIMARY KEY);
CREATE PUBLICATION p FOR TABLES IN SCHEMA one;
CREATE PUBLICATION q FOR TABLE one.a;
--- new
CREATE SCHEMA two;
CREATE TABLE two.a (id bigint PRIMARY KEY);
CREATE PUBLICATION p FOR TABLES IN SCHEMA two;
CREATE PUBLICATION q FOR TABLE two.a;
--- answers
rename schema one to two
--- operations
rename schema one to two
change publication p
--- hazards
C03

--- case: a-column-of-its-filter-changes
-- PostgreSQL refuses both while the publication speaks of them.
--- servers: 15..
--- both
CREATE TABLE b (id bigint PRIMARY KEY);
--- old
CREATE TABLE a (id bigint PRIMARY KEY, size integer, name text, gone text);
CREATE PUBLICATION p FOR TABLE a (id, gone) WHERE (id > 3), b;
CREATE PUBLICATION q FOR TABLE a WHERE (size > 3);
COMMENT ON PUBLICATION q IS 'the large ones';
--- new
CREATE TABLE a (id bigint PRIMARY KEY, size bigint, name text);
CREATE PUBLICATION p FOR TABLE a (id, name) WHERE (id > 3), b;
CREATE PUBLICATION q FOR TABLE a WHERE (size > 3);
COMMENT ON PUBLICATION q IS 'the large ones';
--- rows
INSERT INTO a VALUES (1, 2, 'a', 'b');
--- operations
drop publication q
drop publication p
drop column gone of a
change the type of column size of a from integer to bigint
create publication p
create publication q
--- hazards
C01 L14

--- case: a-table-becomes-a-materialized-view-and-back
-- What is published is a table, and it must be put back on the way back.
--- both
CREATE TABLE b (id bigint PRIMARY KEY);
--- old
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE a, b;
--- new
CREATE MATERIALIZED VIEW a AS SELECT id FROM b;
CREATE PUBLICATION p FOR TABLE b;
--- operations
drop table a
change publication p
create materialized view a
--- hazards
C02

--- case: nothing-of-a-table
--- both
CREATE TABLE a (id bigint PRIMARY KEY, t text);
--- new
CREATE PUBLICATION p FOR TABLE ONLY a WITH (publish = '');
--- operations
create publication p

--- case: a-table-that-becomes-unlogged-leaves-it
-- PostgreSQL refuses that while it is published.
--- both
CREATE TABLE b (id bigint PRIMARY KEY);
--- old
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE a, b;
--- new
CREATE UNLOGGED TABLE a (id bigint PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE b;
--- rows
INSERT INTO a VALUES (1);
--- operations
drop publication p
set unlogged of a to 'on'
create publication p
--- hazards
L24

--- case: publication-with-a-filter-on-a-renamed-table
--- servers: 15..
--- old
CREATE TABLE t (id integer PRIMARY KEY, region text NOT NULL, body text);
ALTER TABLE t REPLICA IDENTITY FULL;
CREATE PUBLICATION p FOR TABLE t (id, region) WHERE (region = 'eu') WITH (publish = 'insert, update');
--- new
CREATE TABLE u (id bigint PRIMARY KEY, area varchar(10) NOT NULL, body text);
ALTER TABLE u REPLICA IDENTITY FULL;
CREATE PUBLICATION p FOR TABLE u (id, area) WHERE (area = 'us') WITH (publish = 'insert');
--- answers
rename table t to u
rename column u.region to area
--- rows
INSERT INTO t VALUES (1, 'eu', 'x');
--- operations
drop publication p
rename table t to u
rename column region of u to area
rename constraint t_pkey of u to u_pkey
change the type of column id of u from integer to bigint
change the type of column area of u from text to character varying(10)
create publication p
--- hazards
C03 L14 C08
