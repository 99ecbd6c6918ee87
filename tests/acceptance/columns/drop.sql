-- Columns that go, and what goes with them.

--- case: plain
--- both
CREATE TABLE users (id bigint PRIMARY KEY, name text);
--- old
ALTER TABLE users ADD COLUMN email text;
--- rows
INSERT INTO users VALUES (1, 'a', 'a@b'), (2, 'b', NULL);
--- operations
drop column email of users
--- hazards
C01

--- case: not-null-with-default-comes-back-full
--- both
CREATE TABLE users (id bigint PRIMARY KEY);
--- old
ALTER TABLE users ADD COLUMN active boolean NOT NULL DEFAULT false;
--- rows
INSERT INTO users VALUES (1, true), (2, false);
--- after down
SELECT count(*) = 2 FROM users WHERE NOT active
--- operations
drop column active of users
--- hazards
C01

--- case: with-its-index-unique-and-check
-- All of them go with the column by themselves; the way back must bring them.
--- both
CREATE TABLE users (id bigint PRIMARY KEY, name text);
--- old
ALTER TABLE users ADD COLUMN email text UNIQUE CHECK (email <> '');
CREATE INDEX users_email ON users (email) WHERE email IS NOT NULL;
--- rows
INSERT INTO users VALUES (1, 'a', 'a@b');
--- operations
drop index users_email of users
drop check users_email_check of users
drop unique constraint users_email_key of users
drop column email of users
--- hazards
L02 C01

--- case: part-of-an-index-over-several
-- The index goes with one of its columns.
--- both
CREATE TABLE users (id bigint PRIMARY KEY, name text);
--- old
ALTER TABLE users ADD COLUMN email text;
CREATE INDEX both_of_them ON users (name, email);
--- operations
drop index both_of_them of users
drop column email of users
--- hazards
L02 C01

--- case: part-of-an-index-that-stays-smaller
--- both
CREATE TABLE users (id bigint PRIMARY KEY, name text);
--- old
ALTER TABLE users ADD COLUMN email text;
CREATE INDEX users_name ON users (name, email);
--- new
CREATE INDEX users_name ON users (name);
--- rows
INSERT INTO users VALUES (1, 'a', 'a@b');
--- operations
drop index users_name of users
drop column email of users
create index users_name on users
--- hazards
L02 C01 L01

--- case: only-in-the-predicate-of-an-index
--- both
CREATE TABLE users (id bigint PRIMARY KEY, name text);
--- old
ALTER TABLE users ADD COLUMN deleted_at timestamptz;
CREATE INDEX users_name ON users (name) WHERE deleted_at IS NULL;
--- new
CREATE INDEX users_name ON users (name);
--- rows
INSERT INTO users VALUES (1, 'a', NULL);
--- operations
drop index users_name of users
drop column deleted_at of users
create index users_name on users
--- hazards
L02 C01 L01

--- case: only-in-the-include-of-an-index
--- both
CREATE TABLE users (id bigint PRIMARY KEY, name text);
--- old
ALTER TABLE users ADD COLUMN city text;
CREATE INDEX users_name ON users (name) INCLUDE (city);
--- new
CREATE INDEX users_name ON users (name);
--- operations
drop index users_name of users
drop column city of users
create index users_name on users
--- hazards
L02 C01 L01

--- case: in-a-check-over-two-columns
--- both
CREATE TABLE spans (id bigint PRIMARY KEY, begins date);
--- old
ALTER TABLE spans ADD COLUMN ends date;
ALTER TABLE spans ADD CONSTRAINT forwards CHECK (begins < ends);
--- new
ALTER TABLE spans ADD CONSTRAINT forwards CHECK (begins > '2000-01-01');
--- rows
INSERT INTO spans VALUES (1, '2020-01-01', '2020-02-01');
--- operations
drop check forwards of spans
drop column ends of spans
add check forwards to spans
--- hazards
C01 L10

--- case: one-that-a-generated-column-reads
-- Both go; the one that reads goes first.
--- both
CREATE TABLE users (id bigint PRIMARY KEY, name text);
--- old
ALTER TABLE users ADD COLUMN price numeric, ADD COLUMN gross numeric GENERATED ALWAYS AS (price * 1.2) STORED;
--- rows
INSERT INTO users (id, name, price) VALUES (1, 'a', 10);
--- operations
drop column gross of users
drop column price of users
--- hazards
C01

--- case: one-whose-reader-reads-another-now
--- both
CREATE TABLE goods (id bigint PRIMARY KEY, net numeric);
--- old
ALTER TABLE goods ADD COLUMN price numeric, ADD COLUMN gross numeric GENERATED ALWAYS AS (price * 1.2) STORED;
--- new
ALTER TABLE goods ADD COLUMN gross numeric GENERATED ALWAYS AS (net * 1.2) STORED;
--- answers
nothing else was renamed
--- rows
INSERT INTO goods VALUES (1, 5, 10);
--- after up
SELECT gross = 6 FROM goods
--- after down
SELECT gross IS NULL AND price IS NULL FROM goods
--- operations
drop column gross of goods
drop column price of goods
add column gross to goods
--- hazards
C01 L17

--- case: primary-key-column-with-the-key
--- both
CREATE TABLE logs (line text);
--- old
ALTER TABLE logs ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;
--- rows
INSERT INTO logs VALUES ('a'), ('b');
--- after down
SELECT array_agg(id ORDER BY id) = '{1,2}' FROM logs
--- operations
drop primary key logs_pkey of logs
drop column id of logs
--- hazards
C01

--- case: foreign-key-column
--- both
CREATE TABLE teams (id bigint PRIMARY KEY);
CREATE TABLE users (id bigint PRIMARY KEY);
--- old
ALTER TABLE users ADD COLUMN team_id bigint REFERENCES teams;
CREATE INDEX users_team_id ON users (team_id);
--- rows
INSERT INTO teams VALUES (7);
INSERT INTO users VALUES (1, 7);
--- operations
drop foreign key users_team_id_fkey of users
drop index users_team_id of users
drop column team_id of users
--- hazards
C09 L02 C01

--- case: referenced-column
-- The foreign key of the other table must go before.
--- both
CREATE TABLE teams (id bigint PRIMARY KEY);
CREATE TABLE users (id bigint PRIMARY KEY, team text);
--- old
ALTER TABLE teams ADD COLUMN slug text UNIQUE;
ALTER TABLE users ADD CONSTRAINT users_team_fkey FOREIGN KEY (team) REFERENCES teams (slug);
--- rows
INSERT INTO teams VALUES (1, NULL);
INSERT INTO users VALUES (1, NULL);
--- operations
drop foreign key users_team_fkey of users
drop unique constraint teams_slug_key of teams
drop column slug of teams
--- hazards
C09 C01

--- case: one-for-another-of-the-same-type
-- It looks like a rename, and is none.
--- both
CREATE TABLE users (id bigint PRIMARY KEY);
--- old
ALTER TABLE users ADD COLUMN fax text;
--- new
ALTER TABLE users ADD COLUMN email text;
--- answers
nothing else was renamed
--- rows
INSERT INTO users VALUES (1, '123');
--- after up
SELECT email IS NULL FROM users
--- operations
drop column fax of users
add column email to users
--- hazards
C01

--- case: one-for-another-is-asked-about
--- both
CREATE TABLE users (id bigint PRIMARY KEY);
--- old
ALTER TABLE users ADD COLUMN fax text;
--- new
ALTER TABLE users ADD COLUMN email text;
--- refused
was column fax of users renamed to email?

--- case: last-column-that-was-left
--- old
CREATE TABLE empty (only_one text);
--- new
CREATE TABLE empty ();
--- operations
drop column only_one of empty
--- hazards
C01

--- case: with-a-comment
--- both
CREATE TABLE users (id bigint PRIMARY KEY);
--- old
ALTER TABLE users ADD COLUMN email text;
COMMENT ON COLUMN users.email IS 'where it goes';
--- operations
drop column email of users
--- hazards
C01

--- case: enum-goes-with-its-last-column
--- both
CREATE TABLE posts (id bigint PRIMARY KEY);
--- old
CREATE TYPE status AS ENUM ('draft', 'live');
ALTER TABLE posts ADD COLUMN status status NOT NULL DEFAULT 'draft';
--- rows
INSERT INTO posts VALUES (1, 'live');
--- operations
drop column status of posts
drop enum status
--- hazards
C01
