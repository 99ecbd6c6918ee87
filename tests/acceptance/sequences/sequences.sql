-- Sequences of their own.

--- case: create
--- new
CREATE SEQUENCE s;
--- after up
SELECT nextval('s') = 1
--- operations
create sequence s

--- case: with-all-options
--- new
CREATE SEQUENCE s AS smallint INCREMENT BY -2 MINVALUE -100 MAXVALUE 50 START WITH 10 CACHE 5 CYCLE;
COMMENT ON SEQUENCE s IS 'counts';
--- operations
create sequence s

--- case: options-change-and-it-goes-on
--- old
CREATE SEQUENCE s;
--- new
CREATE SEQUENCE s INCREMENT BY 10 MAXVALUE 1000 CACHE 3;
--- rows
SELECT nextval('s'), nextval('s')
--- after up
SELECT nextval('s') > 2
--- operations
change sequence s

--- case: type-changes
--- old
CREATE SEQUENCE s AS integer;
--- new
CREATE SEQUENCE s AS bigint;
--- operations
change sequence s

--- case: in-a-default
--- both
CREATE TABLE t (id bigint);
--- new
CREATE SEQUENCE s START WITH 100;
ALTER TABLE t ALTER id SET DEFAULT nextval('s');
--- rows
INSERT INTO t VALUES (1);
--- operations
create sequence s
set the default of column id of t

--- case: in-defaults-of-two-tables
--- new
CREATE SEQUENCE ids;
CREATE TABLE a (id bigint DEFAULT nextval('ids') PRIMARY KEY);
CREATE TABLE b (id bigint DEFAULT nextval('ids') PRIMARY KEY);
--- operations
create sequence ids
create table a
create table b

--- case: drop-with-the-default-that-uses-it
--- both
CREATE TABLE t (id bigint);
--- old
CREATE SEQUENCE s;
ALTER TABLE t ALTER id SET DEFAULT nextval('s');
--- rows
INSERT INTO t VALUES (DEFAULT);
--- operations
drop the default of column id of t
drop sequence s
--- hazards
C07 C02

--- case: in-another-schema-with-a-hostile-name
--- new
CREATE SCHEMA other;
CREATE SEQUENCE other."S ""1"".x";
CREATE TABLE t (id bigint DEFAULT nextval('other."S ""1"".x"'));
--- operations
create schema other
create sequence other."S ""1"".x"
create table t

--- case: sequence-shared-by-two-tables-changes-hands
--- old
CREATE SEQUENCE ids START 100 CACHE 5;
CREATE TABLE a (id bigint PRIMARY KEY DEFAULT nextval('ids'), x integer);
CREATE TABLE b (id bigint PRIMARY KEY DEFAULT nextval('ids'));
ALTER SEQUENCE ids OWNED BY a.id;
--- new
CREATE SEQUENCE ids START 100 CACHE 5;
CREATE TABLE b (id bigint PRIMARY KEY DEFAULT nextval('ids'));
ALTER SEQUENCE ids OWNED BY b.id;
--- rows
INSERT INTO a VALUES (DEFAULT), (DEFAULT);
INSERT INTO b VALUES (DEFAULT);
--- keeps
SELECT last_value FROM ids
--- operations
reset the sequence of column id of a
drop table a
set the sequence of column id of b to 'ids'
--- hazards
C02

--- case: owned-sequence-survives-its-table
-- The default of another table needs it.
--- old
CREATE TABLE a (id serial PRIMARY KEY);
CREATE TABLE b (id integer PRIMARY KEY DEFAULT nextval('a_id_seq'));
--- new
CREATE SEQUENCE a_id_seq AS integer;
CREATE TABLE b (id integer PRIMARY KEY DEFAULT nextval('a_id_seq'));
--- rows
INSERT INTO b VALUES (DEFAULT), (DEFAULT);
--- keeps
SELECT last_value FROM a_id_seq
--- operations
reset the sequence of column id of a
drop table a
--- hazards
C02
