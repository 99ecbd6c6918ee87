-- Columns that come, and what is in them for the rows that were there before.

--- case: nullable
--- both
CREATE TABLE users (id bigint PRIMARY KEY);
--- new
ALTER TABLE users ADD COLUMN email text;
--- rows
INSERT INTO users VALUES (1), (2);
--- after up
SELECT email IS NULL FROM users
--- operations
add column email to users

--- case: constant-default-fills-rows
--- both
CREATE TABLE users (id bigint PRIMARY KEY);
--- new
ALTER TABLE users ADD COLUMN active boolean NOT NULL DEFAULT true;
--- rows
INSERT INTO users VALUES (1), (2);
--- after up
SELECT bool_and(active) FROM users;
-- It is stored in the catalogue, not in the rows.
SELECT atthasmissing FROM pg_attribute WHERE attrelid = 'users'::regclass AND attname = 'active'
--- operations
add column active to users

--- case: volatile-default-differs-by-row
--- both
CREATE TABLE users (id bigint PRIMARY KEY);
--- new
ALTER TABLE users ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();
--- rows
INSERT INTO users SELECT generate_series(1, 5);
--- after up
SELECT count(DISTINCT token) = 5 FROM users
--- operations
add column token to users
--- hazards
L16

--- case: not-null-without-default-in-an-empty-table
--- both
CREATE TABLE users (id bigint PRIMARY KEY);
--- new
ALTER TABLE users ADD COLUMN email text NOT NULL;
--- operations
add column email to users
--- hazards
C05

--- case: not-null-without-default-fails-on-rows
--- both
CREATE TABLE users (id bigint PRIMARY KEY);
--- new
ALTER TABLE users ADD COLUMN email text NOT NULL;
--- rows
INSERT INTO users VALUES (1);
--- fails
column "email" of relation "users" contains null values
--- operations
add column email to users
--- hazards
C05

--- case: several-at-once-keep-their-order
--- both
CREATE TABLE users (id bigint PRIMARY KEY);
--- new
ALTER TABLE users ADD COLUMN z text, ADD COLUMN a text, ADD COLUMN m text;
--- after up
SELECT array_agg(attname::text ORDER BY attnum) = '{id,z,a,m}' FROM pg_attribute WHERE attrelid = 'users'::regclass AND attnum > 0
--- operations
add column z to users
add column a to users
add column m to users

--- case: with-comment
--- both
CREATE TABLE users (id bigint PRIMARY KEY);
--- new
ALTER TABLE users ADD COLUMN email text;
COMMENT ON COLUMN users.email IS 'It''s \ where "mail" goes
in two lines';
--- operations
add column email to users

--- case: with-check-unique-and-index
--- both
CREATE TABLE users (id bigint PRIMARY KEY);
--- new
ALTER TABLE users ADD COLUMN email text CONSTRAINT users_email_key UNIQUE CONSTRAINT email_has_at CHECK (email LIKE '%@%');
CREATE INDEX users_email_lower ON users (lower(email));
--- rows
INSERT INTO users VALUES (1), (2);
--- operations
add column email to users
add unique constraint users_email_key to users
add check email_has_at to users
create index users_email_lower on users
--- hazards
L06 L10 L01

--- case: with-foreign-key
--- both
CREATE TABLE teams (id bigint PRIMARY KEY);
CREATE TABLE users (id bigint PRIMARY KEY);
--- new
ALTER TABLE users ADD COLUMN team_id bigint REFERENCES teams ON DELETE SET NULL;
--- rows
INSERT INTO teams VALUES (1);
INSERT INTO users VALUES (1);
--- operations
add column team_id to users
add foreign key users_team_id_fkey to users
--- hazards
L09

--- case: reference-to-the-own-table
--- both
CREATE TABLE nodes (id bigint PRIMARY KEY);
--- new
ALTER TABLE nodes ADD COLUMN parent_id bigint REFERENCES nodes ON DELETE CASCADE;
--- rows
INSERT INTO nodes VALUES (1), (2);
--- operations
add column parent_id to nodes
add foreign key nodes_parent_id_fkey to nodes
--- hazards
L09

--- case: array-with-empty-default
--- both
CREATE TABLE posts (id bigint PRIMARY KEY);
--- new
ALTER TABLE posts ADD COLUMN tags text[] NOT NULL DEFAULT '{}', ADD COLUMN ids bigint[] NOT NULL DEFAULT ARRAY[]::bigint[];
--- rows
INSERT INTO posts VALUES (1);
--- after up
SELECT tags = '{}' AND ids = '{}' FROM posts
--- operations
add column tags to posts
add column ids to posts

--- case: json-is-a-hazard
--- both
CREATE TABLE posts (id bigint PRIMARY KEY);
--- new
ALTER TABLE posts ADD COLUMN body json, ADD COLUMN meta jsonb NOT NULL DEFAULT '{"a": [1, null]}';
--- rows
INSERT INTO posts VALUES (1);
--- after up
SELECT meta -> 'a' ->> 0 = '1' FROM posts
--- operations
add column body to posts
add column meta to posts
--- hazards
C10

--- case: current-timestamp-default
-- now() is one for all rows of the statement.
--- both
CREATE TABLE posts (id bigint PRIMARY KEY);
--- new
ALTER TABLE posts ADD COLUMN created_at timestamp with time zone NOT NULL DEFAULT now();
--- rows
INSERT INTO posts SELECT generate_series(1, 3);
--- after up
SELECT count(DISTINCT created_at) = 1 FROM posts
--- operations
add column created_at to posts

--- case: collation-of-its-own
--- both
CREATE TABLE users (id bigint PRIMARY KEY);
--- new
ALTER TABLE users ADD COLUMN name text COLLATE "C" NOT NULL DEFAULT 'x', ADD COLUMN city character varying(40) COLLATE "POSIX";
--- rows
INSERT INTO users VALUES (1);
--- operations
add column name to users
add column city to users

--- case: identity-numbers-the-rows
--- both
CREATE TABLE logs (line text);
--- new
ALTER TABLE logs ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY;
--- rows
INSERT INTO logs VALUES ('a'), ('b'), ('c');
--- after up
SELECT array_agg(id ORDER BY id) = '{1,2,3}' FROM logs
--- operations
add column id to logs
--- hazards
L17

--- case: identity-as-the-new-primary-key
--- both
CREATE TABLE logs (line text);
--- new
ALTER TABLE logs ADD COLUMN id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY;
--- rows
INSERT INTO logs VALUES ('a'), ('b');
--- operations
add column id to logs
add primary key logs_pkey to logs
--- hazards
L17 L07

--- case: generated-is-computed-for-rows
--- both
CREATE TABLE users (id bigint PRIMARY KEY, first text, last text);
--- new
ALTER TABLE users ADD COLUMN full_name text GENERATED ALWAYS AS (first || ' ' || last) STORED;
--- rows
INSERT INTO users VALUES (1, 'Ada', 'Lovelace');
--- after up
SELECT full_name = 'Ada Lovelace' FROM users
--- operations
add column full_name to users
--- hazards
L17

--- case: generated-from-a-column-that-comes-too
--- both
CREATE TABLE boxes (id bigint PRIMARY KEY);
--- new
ALTER TABLE boxes ADD COLUMN width integer NOT NULL DEFAULT 2;
ALTER TABLE boxes ADD COLUMN area integer GENERATED ALWAYS AS (width * width) STORED;
--- rows
INSERT INTO boxes VALUES (1);
--- after up
SELECT area = 4 FROM boxes
--- operations
add column width to boxes
add column area to boxes
--- hazards
L17

--- case: enum-that-comes-too
--- both
CREATE TABLE posts (id bigint PRIMARY KEY);
--- new
CREATE TYPE status AS ENUM ('draft', 'live');
ALTER TABLE posts ADD COLUMN status status NOT NULL DEFAULT 'draft', ADD COLUMN history status[] NOT NULL DEFAULT '{draft,live}';
--- rows
INSERT INTO posts VALUES (1);
--- after up
SELECT status = 'draft' FROM posts
--- operations
create enum status
add column status to posts
add column history to posts

--- case: types-that-print-differently
-- What is written and what the catalogue prints are two spellings.
--- both
CREATE TABLE t (id int8 PRIMARY KEY);
--- new
ALTER TABLE t ADD a int2, ADD b int4, ADD c float4, ADD d float8, ADD e decimal(8, 3), ADD f varchar, ADD g char(3), ADD h bool,
    ADD i timestamptz(3), ADD j time(0), ADD k interval day to second(2), ADD l bit(4), ADD m varbit(7), ADD n timetz, ADD o "char", ADD p name;
--- operations
add column a to t
add column b to t
add column c to t
add column d to t
add column e to t
add column f to t
add column g to t
add column h to t
add column i to t
add column j to t
add column k to t
add column l to t
add column m to t
add column n to t
add column o to t
add column p to t

--- case: defaults-that-print-differently
--- both
CREATE TABLE t (id bigint PRIMARY KEY);
--- new
ALTER TABLE t ADD a varchar(10) DEFAULT 'x', ADD b numeric DEFAULT -1, ADD c date DEFAULT CURRENT_DATE, ADD d timestamptz DEFAULT CURRENT_TIMESTAMP + '1 day',
    ADD e bytea DEFAULT '\x00ff', ADD f text DEFAULT current_user, ADD g text DEFAULT upper('it''s'), ADD h interval DEFAULT '1 hour', ADD i bigint DEFAULT 9223372036854775807,
    ADD j text DEFAULT E'tab\there', ADD k real DEFAULT 'NaN', ADD l point DEFAULT '(1,2)', ADD m inet DEFAULT '::1', ADD n text DEFAULT NULL;
--- rows
INSERT INTO t VALUES (1);
--- operations
add column a to t
add column b to t
add column c to t
add column d to t
add column e to t
add column f to t
add column g to t
add column h to t
add column i to t
add column j to t
add column k to t
add column l to t
add column m to t
add column n to t
--- hazards
L16

--- case: name-of-sixty-three-bytes
--- both
CREATE TABLE t (id bigint PRIMARY KEY);
--- new
ALTER TABLE t ADD COLUMN aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa text UNIQUE;
--- operations
add column aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa to t
add unique constraint t_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_key to t
--- hazards
L06

--- case: where-a-dropped-column-left-a-gap
--- both
CREATE TABLE t (id bigint PRIMARY KEY, gone text, kept text);
ALTER TABLE t DROP COLUMN gone;
--- new
ALTER TABLE t ADD COLUMN gone integer;
CREATE INDEX t_kept_gone ON t (kept, gone);
--- rows
INSERT INTO t VALUES (1, 'x');
--- operations
add column gone to t
create index t_kept_gone on t
--- hazards
L01
