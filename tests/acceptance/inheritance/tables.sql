--- case: a-table-that-inherits-is-created
--- both
CREATE TABLE animals (id bigint PRIMARY KEY, name text NOT NULL DEFAULT 'nobody', weight integer CHECK (weight > 0));
--- new
CREATE TABLE cats (lives integer NOT NULL DEFAULT 9, CHECK (lives > 0)) INHERITS (animals);
COMMENT ON TABLE cats IS 'they have nine';
COMMENT ON COLUMN cats.lives IS 'left';
--- rows
INSERT INTO animals VALUES (1, 'Ash', 3);
--- operations
create table cats

--- case: a-table-that-inherits-is-dropped
--- both
CREATE TABLE animals (id bigint PRIMARY KEY, name text);
--- old
CREATE TABLE cats (lives integer) INHERITS (animals);
CREATE INDEX ON cats (name);
--- rows
INSERT INTO animals VALUES (1, 'Ash');
--- operations
drop index cats_name_idx of cats
drop table cats
--- hazards
C02

--- case: parent-and-children-are-created-at-once
-- By their names the grandchild comes first.
--- new
CREATE TABLE zoo (id bigint PRIMARY KEY, name text);
CREATE TABLE mammals (legs integer) INHERITS (zoo);
CREATE TABLE apes (PRIMARY KEY (id), clever boolean) INHERITS (mammals);
--- operations
create table zoo
create table mammals
create table apes

--- case: parent-and-children-are-dropped-at-once
--- old
CREATE TABLE animals (id bigint PRIMARY KEY, name text);
CREATE TABLE mammals (legs integer) INHERITS (animals);
CREATE TABLE zebras (stripes integer) INHERITS (mammals);
--- operations
drop table zebras
drop table mammals
drop table animals
--- hazards
C02

--- case: a-child-of-two-parents
--- both
CREATE TABLE named (name text NOT NULL);
CREATE TABLE tracked (created_at timestamptz NOT NULL DEFAULT now(), name text NOT NULL);
--- new
CREATE TABLE documents (id bigint PRIMARY KEY, body text) INHERITS (tracked, named);
--- operations
create table documents

--- case: a-child-without-columns-of-its-own
--- both
CREATE TABLE logs (at timestamptz NOT NULL, line text);
--- new
CREATE TABLE logs_2025 (CHECK (at >= '2025-01-01' AND at < '2026-01-01')) INHERITS (logs);
CREATE INDEX logs_2025_at ON logs_2025 (at);
--- operations
create table logs_2025
create index logs_2025_at on logs_2025

--- case: a-child-with-keys-over-inherited-columns
--- both
CREATE TABLE base (id bigint, code text, owner_id bigint);
CREATE TABLE owners (id bigint PRIMARY KEY);
--- new
CREATE TABLE things (
    PRIMARY KEY (id),
    UNIQUE (code),
    FOREIGN KEY (owner_id) REFERENCES owners (id),
    EXCLUDE (code WITH =)
) INHERITS (base);
CREATE INDEX things_lower ON things (lower(code)) WHERE owner_id IS NOT NULL;
--- operations
create table things
create index things_lower on things
add foreign key things_owner_id_fkey to things

--- case: a-child-that-says-a-default-otherwise
--- both
CREATE TABLE base (id bigint NOT NULL DEFAULT 1, kind text DEFAULT 'base', note text DEFAULT 'x', size integer);
--- new
CREATE TABLE things (extra text) INHERITS (base);
ALTER TABLE things ALTER COLUMN kind SET DEFAULT 'thing';
ALTER TABLE things ALTER COLUMN note DROP DEFAULT;
ALTER TABLE things ALTER COLUMN size SET NOT NULL;
COMMENT ON COLUMN things.id IS 'of the thing';
ALTER TABLE things ALTER COLUMN note SET STATISTICS 300;
ALTER TABLE things ALTER COLUMN note SET STORAGE EXTERNAL;
--- operations
create table things

--- case: a-child-that-says-a-column-again
--- both
CREATE TABLE base (id bigint NOT NULL, kind text);
--- new
CREATE TABLE things (id bigint NOT NULL DEFAULT 7, kind text NOT NULL, extra text) INHERITS (base);
--- operations
create table things

--- case: a-child-in-another-schema-under-hostile-names
--- both
CREATE SCHEMA "a, b";
CREATE TABLE "par""ent, x" (id bigint, "a ""b" text);
--- new
CREATE TABLE "a, b"."child" ("own col" integer) INHERITS ("par""ent, x");
CREATE TABLE "grand(child" () INHERITS ("a, b"."child");
--- operations
create table "a, b".child
create table "grand(child"

--- case: storage-of-a-parents-column-is-inherited
--- both
CREATE TABLE base (id bigint, body text);
ALTER TABLE base ALTER COLUMN body SET STORAGE EXTERNAL;
--- new
CREATE TABLE things (extra text) INHERITS (base);
--- operations
create table things

--- case: a-child-with-storage-parameters-and-a-tablespace
--- both
CREATE TABLE base (id bigint, body text);
--- new
CREATE UNLOGGED TABLE things (extra text) INHERITS (base) WITH (fillfactor = 70) TABLESPACE fast;
ALTER TABLE things ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON things USING (id > 0);
--- operations
create table things
create policy own on things

--- case: a-check-of-the-parent-that-children-do-not-have
--- both
CREATE TABLE base (id bigint, CONSTRAINT only_here CHECK (id > 0) NO INHERIT, CONSTRAINT all_of_them CHECK (id < 1000));
CREATE TABLE things (extra text) INHERITS (base);
--- new
ALTER TABLE base ADD CONSTRAINT not_seven CHECK (id <> 7);
--- rows
INSERT INTO things VALUES (1, 'a');
--- operations
add check not_seven to base
--- hazards
L10

--- case: a-check-that-a-child-says-too
--- both
CREATE TABLE base (id bigint, CONSTRAINT positive CHECK (id > 0));
--- new
CREATE TABLE things (extra text, CONSTRAINT positive CHECK (id > 0)) INHERITS (base);
--- operations
create table things

--- case: a-computed-column-is-inherited
--- both
CREATE TABLE base (a integer, b integer GENERATED ALWAYS AS (a * 2) STORED);
--- new
CREATE TABLE things (c integer) INHERITS (base);
--- operations
create table things

--- case: an-identity-is-not-inherited
--- both
CREATE TABLE base (id bigint GENERATED ALWAYS AS IDENTITY, a integer);
--- new
CREATE TABLE things (c integer) INHERITS (base);
--- operations
create table things

--- case: a-default-from-the-parents-sequence-is-inherited
--- both
CREATE TABLE base (id serial PRIMARY KEY, a integer);
--- new
CREATE TABLE things (c integer) INHERITS (base);
--- rows
INSERT INTO base (a) VALUES (5);
--- operations
create table things
