-- Tables as a whole.

--- case: create-with-everything
--- new
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE teams (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE users (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(), team_id bigint NOT NULL REFERENCES teams ON DELETE CASCADE, email varchar(255) NOT NULL, age smallint CHECK (age >= 0),
    mood mood DEFAULT 'ok', tags text[] NOT NULL DEFAULT '{}', created_at timestamptz NOT NULL DEFAULT now(), lower_email text GENERATED ALWAYS AS (lower(email)) STORED, UNIQUE (team_id, email)
);
CREATE INDEX users_tags ON users USING gin (tags);
CREATE UNIQUE INDEX users_lower ON users (lower_email) WHERE age > 17;
COMMENT ON TABLE users IS 'who they are';
COMMENT ON COLUMN users.age IS 'in years';
--- operations
create enum mood
create table teams
create table users
create index users_lower on users
create index users_tags on users
add foreign key users_team_id_fkey to users

--- case: drop-with-everything
--- old
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE teams (id bigint GENERATED ALWAYS AS IDENTITY (START 7) PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE users (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(), team_id bigint NOT NULL REFERENCES teams ON DELETE CASCADE, email varchar(255) NOT NULL, age smallint CHECK (age >= 0),
    mood mood DEFAULT 'ok', tags text[] NOT NULL DEFAULT '{}', created_at timestamptz NOT NULL DEFAULT now(), lower_email text GENERATED ALWAYS AS (lower(email)) STORED, UNIQUE (team_id, email)
);
CREATE INDEX users_tags ON users USING gin (tags);
CREATE UNIQUE INDEX users_lower ON users (lower_email) WHERE age > 17;
COMMENT ON TABLE users IS 'who they are';
COMMENT ON COLUMN users.age IS 'in years';
--- operations
drop foreign key users_team_id_fkey of users
drop index users_lower of users
drop index users_tags of users
drop table teams
drop table users
drop enum mood
--- hazards
C02

--- case: nothing-to-do
--- both
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE teams (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, m mood DEFAULT 'ok', CHECK (m IN ('sad', 'ok')));
CREATE INDEX i ON teams (id) WHERE m = 'ok';
--- rows
INSERT INTO teams (m) VALUES ('ok');
--- operations
nothing

--- case: order-of-columns-is-no-difference
--- old
CREATE TABLE t (a integer, b text, c date);
--- new
CREATE TABLE t (c date, a integer, b text);
--- rows
INSERT INTO t VALUES (1, 'x', '2024-01-01');
--- operations
nothing

--- case: without-columns
--- new
CREATE TABLE nothing ();
--- operations
create table nothing

--- case: one-for-another-that-is-different
--- old
CREATE TABLE a (x integer);
--- new
CREATE TABLE b (y text);
--- operations
drop table a
create table b
--- hazards
C02

--- case: one-for-another-that-is-alike-is-asked-about
--- old
CREATE TABLE a (id bigint PRIMARY KEY, name text);
--- new
CREATE TABLE b (id bigint PRIMARY KEY, name text);
--- refused
was table a renamed to b?

--- case: one-for-another-that-is-no-rename
--- old
CREATE TABLE a (id bigint PRIMARY KEY, name text);
--- new
CREATE TABLE b (id bigint PRIMARY KEY, name text);
--- answers
nothing else was renamed
--- operations
drop table a
create table b
--- hazards
C02

--- case: moves-to-another-schema
--- both
CREATE SCHEMA other;
--- old
CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a text UNIQUE);
CREATE INDEX t_a ON t (lower(a));
--- new
CREATE TABLE other.t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a text UNIQUE);
CREATE INDEX t_a ON other.t (lower(a));
--- answers
rename table t to other.t
--- rows
INSERT INTO t (a) VALUES ('x');
--- operations
move table t to schema other
--- hazards
C03

--- case: moves-and-is-renamed
--- both
CREATE SCHEMA other;
CREATE TABLE u (id bigint, t bigint);
--- old
CREATE TABLE other.t (id bigint CONSTRAINT k PRIMARY KEY);
ALTER TABLE u ADD CONSTRAINT u_t FOREIGN KEY (t) REFERENCES other.t;
--- new
CREATE TABLE z (id bigint CONSTRAINT k PRIMARY KEY);
ALTER TABLE u ADD CONSTRAINT u_t FOREIGN KEY (t) REFERENCES z;
--- answers
rename table other.t to public.z
--- rows
INSERT INTO other.t VALUES (1);
INSERT INTO u VALUES (1, 1);
--- operations
move table other.t to the default schema
rename table t to z
--- hazards
C03

--- case: two-exchange-their-schemas
--- both
CREATE SCHEMA one;
CREATE SCHEMA two;
--- old
CREATE TABLE one.t (a integer);
CREATE TABLE two.t (b text);
--- new
CREATE TABLE two.t (a integer);
CREATE TABLE one.t (b text);
--- answers
rename table one.t to two.t
rename table two.t to one.t
--- rows
INSERT INTO one.t VALUES (1);
INSERT INTO two.t VALUES ('x');
--- operations
rename table one.t to _matrx_tmp_t
move table two.t to schema one
move table one._matrx_tmp_t to schema two
rename table two._matrx_tmp_t to t
--- hazards
C03

--- case: name-of-an-enum-that-goes
--- old
CREATE TYPE t AS ENUM ('a');
--- new
CREATE TABLE t (a text);
--- operations
rename enum t to _matrx_tmp_t
create table t
drop enum _matrx_tmp_t
--- hazards
C03

--- case: name-of-an-index-that-goes
--- both
CREATE TABLE u (a text);
--- old
CREATE INDEX t ON u (a);
--- new
CREATE TABLE t (a text);
--- operations
drop index t of u
create table t
--- hazards
L02

--- case: fifty-columns
--- old
CREATE TABLE t (c01 text, c02 text, c03 text, c04 text, c05 text, c06 text, c07 text, c08 text, c09 text, c10 text, c11 text, c12 text, c13 text, c14 text, c15 text, c16 text, c17 text, c18 text, c19 text, c20 text, c21 text, c22 text, c23 text, c24 text, c25 text);
--- new
CREATE TABLE t (c01 text, c02 text, c03 text, c04 text, c05 text, c06 text, c07 text, c08 text, c09 text, c10 text, c11 text, c12 text, c13 text, c14 text, c15 text, c16 text, c17 text, c18 text, c19 text, c20 text, c21 text, c22 text, c23 text, c24 text, c25 text, n01 integer, n02 integer, n03 integer, n04 integer, n05 integer, n06 integer, n07 integer, n08 integer, n09 integer, n10 integer);
--- rows
INSERT INTO t (c01, c25) VALUES ('a', 'z');
--- operations
add column n01 to t
add column n02 to t
add column n03 to t
add column n04 to t
add column n05 to t
add column n06 to t
add column n07 to t
add column n08 to t
add column n09 to t
add column n10 to t

--- case: ten-that-reference-each-other
--- new
CREATE TABLE t0 (id bigint PRIMARY KEY);
CREATE TABLE t9 (id bigint PRIMARY KEY REFERENCES t0);
CREATE TABLE t8 (id bigint PRIMARY KEY REFERENCES t9, z bigint REFERENCES t0);
CREATE TABLE t7 (id bigint PRIMARY KEY REFERENCES t8, z bigint REFERENCES t9);
CREATE TABLE a6 (id bigint PRIMARY KEY REFERENCES t7, z bigint REFERENCES t8);
CREATE TABLE b5 (id bigint PRIMARY KEY REFERENCES a6, z bigint REFERENCES t7);
ALTER TABLE t0 ADD z bigint REFERENCES b5;
--- operations
create table a6
create table b5
create table t0
create table t7
create table t8
create table t9
add foreign key a6_id_fkey to a6
add foreign key a6_z_fkey to a6
add foreign key b5_id_fkey to b5
add foreign key b5_z_fkey to b5
add foreign key t0_z_fkey to t0
add foreign key t7_id_fkey to t7
add foreign key t7_z_fkey to t7
add foreign key t8_id_fkey to t8
add foreign key t8_z_fkey to t8
add foreign key t9_id_fkey to t9
