-- Columns whose type becomes another one. The value itself must survive where it can.

--- case: integer-to-bigint
--- old
CREATE TABLE t (id integer PRIMARY KEY, n integer);
--- new
CREATE TABLE t (id bigint PRIMARY KEY, n bigint);
--- rows
INSERT INTO t VALUES (1, -5), (2147483647, NULL);
--- keeps
SELECT id::text, n::text FROM t ORDER BY id
--- operations
change the type of column id of t from integer to bigint
change the type of column n of t from integer to bigint
--- hazards
L14

--- case: bigint-to-integer-that-fits
--- old
CREATE TABLE t (id bigint PRIMARY KEY);
--- new
CREATE TABLE t (id integer PRIMARY KEY);
--- rows
INSERT INTO t VALUES (1), (2147483647);
--- keeps
SELECT id::text FROM t ORDER BY id
--- operations
change the type of column id of t from bigint to integer
--- hazards
L14 C08

--- case: bigint-to-integer-that-does-not-fit
--- old
CREATE TABLE t (id bigint PRIMARY KEY);
--- new
CREATE TABLE t (id integer PRIMARY KEY);
--- rows
INSERT INTO t VALUES (2147483648);
--- fails
integer out of range
--- operations
change the type of column id of t from bigint to integer
--- hazards
L14 C08

--- case: varchar-grows
--- old
CREATE TABLE t (name character varying(10) NOT NULL);
CREATE INDEX t_name ON t (name);
--- new
CREATE TABLE t (name character varying(20) NOT NULL);
CREATE INDEX t_name ON t (name);
--- rows
INSERT INTO t VALUES ('ten chars.');
--- keeps
SELECT name FROM t
--- operations
change the type of column name of t from character varying(10) to character varying(20)

--- case: varchar-shrinks-and-fits
--- old
CREATE TABLE t (name character varying(20));
--- new
CREATE TABLE t (name character varying(3));
--- rows
INSERT INTO t VALUES ('abc'), (NULL);
--- keeps
SELECT name FROM t ORDER BY 1
--- operations
change the type of column name of t from character varying(20) to character varying(3)
--- hazards
L14 C08

--- case: varchar-shrinks-and-does-not-fit
-- A plain cast would cut it off in silence.
--- old
CREATE TABLE t (name character varying(20));
--- new
CREATE TABLE t (name character varying(3));
--- rows
INSERT INTO t VALUES ('abcd');
--- fails
value too long for type character varying(3)
--- operations
change the type of column name of t from character varying(20) to character varying(3)
--- hazards
L14 C08

--- case: text-to-varchar-that-does-not-fit
--- old
CREATE TABLE t (name text);
--- new
CREATE TABLE t (name character varying(3));
--- rows
INSERT INTO t VALUES ('abcd');
--- fails
value too long for type character varying(3)
--- operations
change the type of column name of t from text to character varying(3)
--- hazards
L14 C08

--- case: varchar-to-text
--- old
CREATE TABLE t (name character varying(20) UNIQUE, CHECK (name <> ''));
--- new
CREATE TABLE t (name text UNIQUE, CHECK (name <> ''));
--- rows
INSERT INTO t VALUES ('abc');
--- keeps
SELECT name FROM t
--- operations
drop check t_name_check of t
change the type of column name of t from character varying(20) to text
add check t_name_check to t
--- hazards
L10

--- case: text-to-integer
--- old
CREATE TABLE t (id bigint PRIMARY KEY, n text);
--- new
CREATE TABLE t (id bigint PRIMARY KEY, n integer);
--- rows
INSERT INTO t VALUES (1, '42'), (2, NULL);
--- keeps
SELECT n::text FROM t ORDER BY id
--- operations
change the type of column n of t from text to integer
--- hazards
L14 C08

--- case: text-to-integer-that-is-no-number
--- old
CREATE TABLE t (n text);
--- new
CREATE TABLE t (n integer);
--- rows
INSERT INTO t VALUES ('forty-two');
--- fails
invalid input syntax for type integer: "forty-two"
--- operations
change the type of column n of t from text to integer
--- hazards
L14 C08

--- case: text-to-uuid
--- old
CREATE TABLE t (id text PRIMARY KEY);
--- new
CREATE TABLE t (id uuid PRIMARY KEY);
--- rows
INSERT INTO t VALUES ('8f3e5a60-6dc5-4c0c-9b0e-8ad1b0a0f6b1');
--- keeps
SELECT id::text FROM t
--- operations
change the type of column id of t from text to uuid
--- hazards
L14 C08

--- case: text-to-jsonb
--- old
CREATE TABLE t (body text);
--- new
CREATE TABLE t (body jsonb);
--- rows
INSERT INTO t VALUES ('{"a": 1}');
--- keeps
SELECT body::text FROM t
--- operations
change the type of column body of t from text to jsonb
--- hazards
L14 C08

--- case: json-to-jsonb
--- old
CREATE TABLE t (body json);
--- new
CREATE TABLE t (body jsonb);
--- rows
INSERT INTO t VALUES ('{"a": 1}'), ('[1, 2]');
--- keeps
SELECT body::text FROM t ORDER BY 1
--- operations
change the type of column body of t from json to jsonb
--- hazards
L14

--- case: timestamp-gets-its-zone
--- old
CREATE TABLE t (at timestamp);
--- new
CREATE TABLE t (at timestamptz);
--- rows
INSERT INTO t VALUES ('2024-02-29 12:00');
--- keeps
SELECT to_char(at, 'YYYY-MM-DD HH24:MI') FROM t
--- operations
change the type of column at of t from timestamp without time zone to timestamp with time zone
--- hazards
L14

--- case: timestamp-to-date-loses-the-time
--- old
CREATE TABLE t (at timestamp);
--- new
CREATE TABLE t (at date);
--- rows
INSERT INTO t VALUES ('2024-02-29 12:00');
--- after up
SELECT at = '2024-02-29' FROM t
--- after down
SELECT at = '2024-02-29 00:00' FROM t
--- operations
change the type of column at of t from timestamp without time zone to date
--- hazards
L14 C08

--- case: numeric-gets-a-scale
--- old
CREATE TABLE t (price numeric);
--- new
CREATE TABLE t (price numeric(10,2));
--- rows
INSERT INTO t VALUES (1.5), (2);
--- after up
SELECT array_agg(price::text ORDER BY price) = '{1.50,2.00}' FROM t
--- operations
change the type of column price of t from numeric to numeric(10,2)
--- hazards
L14 C08

--- case: numeric-grows
--- old
CREATE TABLE t (price numeric(6,2));
--- new
CREATE TABLE t (price numeric(12,2));
--- rows
INSERT INTO t VALUES (1234.56);
--- keeps
SELECT price::text FROM t
--- operations
change the type of column price of t from numeric(6,2) to numeric(12,2)

--- case: integer-to-boolean
-- There is no assignment, only an explicit cast; and back again.
--- old
CREATE TABLE t (id bigint PRIMARY KEY, flag integer NOT NULL);
--- new
CREATE TABLE t (id bigint PRIMARY KEY, flag boolean NOT NULL);
--- rows
INSERT INTO t VALUES (1, 0), (2, 1);
--- keeps
SELECT flag::integer::text FROM t ORDER BY id
--- operations
change the type of column flag of t from integer to boolean
--- hazards
L14 C08

--- case: integer-to-boolean-with-defaults
-- The default of the one is no default of the other.
--- old
CREATE TABLE t (id bigint PRIMARY KEY, flag integer NOT NULL DEFAULT 0);
--- new
CREATE TABLE t (id bigint PRIMARY KEY, flag boolean NOT NULL DEFAULT false);
--- rows
INSERT INTO t VALUES (1, 1);
INSERT INTO t (id) VALUES (2);
--- keeps
SELECT flag::integer::text FROM t ORDER BY id
--- operations
drop the default of column flag of t
change the type of column flag of t from integer to boolean
set the default of column flag of t
--- hazards
L14 C08

--- case: text-to-boolean-with-default-that-casts
--- old
CREATE TABLE t (flag text NOT NULL DEFAULT 'yes');
--- new
CREATE TABLE t (flag boolean NOT NULL DEFAULT true);
--- rows
INSERT INTO t VALUES (DEFAULT);
--- after up
SELECT flag FROM t
--- operations
drop the default of column flag of t
change the type of column flag of t from text to boolean
set the default of column flag of t
--- hazards
L14 C08

--- case: text-to-enum-with-default
--- old
CREATE TABLE posts (id bigint PRIMARY KEY, status text NOT NULL DEFAULT 'draft');
--- new
CREATE TYPE status AS ENUM ('draft', 'live');
CREATE TABLE posts (id bigint PRIMARY KEY, status status NOT NULL DEFAULT 'draft');
--- rows
INSERT INTO posts VALUES (1, 'live'), (2, DEFAULT);
--- keeps
SELECT id, status::text FROM posts ORDER BY id
--- operations
create enum status
drop the default of column status of posts
change the type of column status of posts from text to status
set the default of column status of posts
--- hazards
L14 C08

--- case: enum-to-text-and-the-type-goes
--- old
CREATE TYPE status AS ENUM ('draft', 'live');
CREATE TABLE posts (id bigint PRIMARY KEY, status status NOT NULL DEFAULT 'draft');
CREATE INDEX live ON posts (id) WHERE status = 'live';
--- new
CREATE TABLE posts (id bigint PRIMARY KEY, status text NOT NULL DEFAULT 'draft');
CREATE INDEX live ON posts (id) WHERE status = 'live';
--- rows
INSERT INTO posts VALUES (1, 'live'), (2, DEFAULT);
--- keeps
SELECT id, status::text FROM posts ORDER BY id
--- operations
drop index live of posts
drop the default of column status of posts
change the type of column status of posts from status to text
set the default of column status of posts
create index live on posts
drop enum status
--- hazards
L02 L14 L01

--- case: one-enum-to-another
--- both
CREATE TYPE a AS ENUM ('x', 'y');
CREATE TYPE b AS ENUM ('y', 'x', 'z');
--- old
CREATE TABLE t (v a NOT NULL DEFAULT 'x');
--- new
CREATE TABLE t (v b NOT NULL DEFAULT 'x');
--- rows
INSERT INTO t VALUES ('y'), (DEFAULT);
--- keeps
SELECT v::text FROM t ORDER BY 1
--- operations
drop the default of column v of t
change the type of column v of t from a to b
set the default of column v of t
--- hazards
L14 C08

--- case: text-to-text-array
-- No cast makes a list of a word; the USING does.
--- old
CREATE TABLE t (tags text);
--- new
CREATE TABLE t (tags text[]);
--- rows
INSERT INTO t VALUES ('{a,b}');
--- operations
change the type of column tags of t from text to text[]
--- hazards
L14 C08

--- case: integer-array-to-bigint-array
--- old
CREATE TABLE t (ids integer[] NOT NULL DEFAULT '{}');
--- new
CREATE TABLE t (ids bigint[] NOT NULL DEFAULT '{}');
--- rows
INSERT INTO t VALUES ('{1,2}'), (DEFAULT);
--- keeps
SELECT ids::text FROM t ORDER BY 1
--- operations
drop the default of column ids of t
change the type of column ids of t from integer[] to bigint[]
set the default of column ids of t
--- hazards
L14 C08

--- case: varchar-array-grows
--- old
CREATE TABLE t (names character varying(5)[]);
--- new
CREATE TABLE t (names character varying(9)[]);
--- rows
INSERT INTO t VALUES ('{ab,cd}');
--- keeps
SELECT names::text FROM t
--- operations
change the type of column names of t from character varying(5)[] to character varying(9)[]

--- case: char-to-varchar
-- bpchar pads; the padding is no part of the value.
--- old
CREATE TABLE t (code character(5));
--- new
CREATE TABLE t (code character varying(5));
--- rows
INSERT INTO t VALUES ('ab');
--- after up
SELECT code = 'ab' AND length(code) = 2 FROM t
--- operations
change the type of column code of t from character(5) to character varying(5)
--- hazards
L14 C08

--- case: float-to-numeric
--- old
CREATE TABLE t (x double precision);
--- new
CREATE TABLE t (x numeric);
--- rows
INSERT INTO t VALUES (0.1), (-2.5);
--- keeps
SELECT x::text FROM t ORDER BY x
--- operations
change the type of column x of t from double precision to numeric
--- hazards
L14 C08

--- case: bytea-to-text-and-back
-- PostgreSQL has a cast by input and output only.
--- old
CREATE TABLE t (data bytea);
--- new
CREATE TABLE t (data text);
--- rows
INSERT INTO t VALUES ('\x6162');
--- keeps
SELECT data::text FROM t
--- operations
change the type of column data of t from bytea to text
--- hazards
L14

--- case: inet-to-cidr
--- old
CREATE TABLE t (a inet);
--- new
CREATE TABLE t (a cidr);
--- rows
INSERT INTO t VALUES ('10.0.0.0/8');
--- keeps
SELECT a::text FROM t
--- operations
change the type of column a of t from inet to cidr
--- hazards
L14 C08

--- case: with-everything-that-hangs-on-it
-- A primary key, a foreign key to it, a unique, a check, a partial index, an expression index, a default.
--- old
CREATE TABLE teams (id integer PRIMARY KEY, n integer NOT NULL DEFAULT 7 UNIQUE CHECK (n > 0));
CREATE INDEX big ON teams (id) WHERE n > 100;
CREATE INDEX expr ON teams ((n * 2));
CREATE TABLE users (id bigint PRIMARY KEY, team_id integer REFERENCES teams ON DELETE CASCADE);
--- new
CREATE TABLE teams (id bigint PRIMARY KEY, n bigint NOT NULL DEFAULT 7 UNIQUE CHECK (n > 0));
CREATE INDEX big ON teams (id) WHERE n > 100;
CREATE INDEX expr ON teams ((n * 2));
CREATE TABLE users (id bigint PRIMARY KEY, team_id bigint REFERENCES teams ON DELETE CASCADE);
--- rows
INSERT INTO teams VALUES (1, 200);
INSERT INTO users VALUES (1, 1);
--- keeps
SELECT users.id, team_id, n FROM users JOIN teams ON teams.id = team_id
--- operations
drop foreign key users_team_id_fkey of users
drop index big of teams
drop index expr of teams
drop check teams_n_check of teams
change the type of column id of teams from integer to bigint
change the type of column n of teams from integer to bigint
change the type of column team_id of users from integer to bigint
add check teams_n_check to teams
create index big on teams
create index expr on teams
add foreign key users_team_id_fkey to users
--- hazards
L02 L14 L10 L01 L09

--- case: referenced-key-from-bigint-to-uuid-is-no-cast
--- old
CREATE TABLE t (id bigint PRIMARY KEY);
--- new
CREATE TABLE t (id uuid PRIMARY KEY);
--- rows
INSERT INTO t VALUES (1);
--- fails
invalid input syntax for type uuid
--- operations
change the type of column id of t from bigint to uuid
--- hazards
L14 C08

--- case: both-columns-of-a-foreign-key-to-text
--- old
CREATE TABLE a (id integer PRIMARY KEY);
CREATE TABLE b (a_id integer CONSTRAINT b_a REFERENCES a);
--- new
CREATE TABLE a (id text PRIMARY KEY);
CREATE TABLE b (a_id text CONSTRAINT b_a REFERENCES a);
--- rows
INSERT INTO a VALUES (1), (2);
INSERT INTO b VALUES (2);
--- keeps
SELECT a_id::text FROM b JOIN a ON id = a_id
--- operations
drop foreign key b_a of b
change the type of column id of a from integer to text
change the type of column a_id of b from integer to text
add foreign key b_a to b
--- hazards
L14 L09

--- case: under-a-generated-column
-- The generated column must go and come again, and be computed from the new value.
--- old
CREATE TABLE t (id bigint PRIMARY KEY, n integer, twice bigint GENERATED ALWAYS AS (n * 2) STORED);
--- new
CREATE TABLE t (id bigint PRIMARY KEY, n bigint, twice bigint GENERATED ALWAYS AS (n * 2) STORED);
--- rows
INSERT INTO t VALUES (1, 21);
--- keeps
SELECT twice FROM t
--- operations
drop column twice of t
change the type of column n of t from integer to bigint
add column twice to t
--- hazards
C01 L14 L17

--- case: under-a-generated-column-with-index-check-and-comment
--- old
CREATE TABLE t (id bigint PRIMARY KEY, n integer, twice bigint GENERATED ALWAYS AS (n * 2) STORED UNIQUE CHECK (twice > 0));
CREATE INDEX t_twice_n ON t (twice, n);
COMMENT ON COLUMN t.twice IS 'computed';
--- new
CREATE TABLE t (id bigint PRIMARY KEY, n bigint, twice bigint GENERATED ALWAYS AS (n * 2) STORED UNIQUE CHECK (twice > 0));
CREATE INDEX t_twice_n ON t (twice, n);
COMMENT ON COLUMN t.twice IS 'computed';
--- rows
INSERT INTO t VALUES (1, 21);
--- keeps
SELECT twice FROM t
--- operations
drop index t_twice_n of t
drop check t_twice_check of t
drop unique constraint t_twice_key of t
drop column twice of t
change the type of column n of t from integer to bigint
add column twice to t
add unique constraint t_twice_key to t
add check t_twice_check to t
create index t_twice_n on t
--- hazards
L02 C01 L14 L17 L06 L10 L01

--- case: of-a-generated-column
--- old
CREATE TABLE t (id bigint PRIMARY KEY, n integer, twice integer GENERATED ALWAYS AS (n * 2) STORED);
--- new
CREATE TABLE t (id bigint PRIMARY KEY, n integer, twice bigint GENERATED ALWAYS AS (n * 2) STORED);
--- rows
INSERT INTO t VALUES (1, 21);
--- keeps
SELECT twice FROM t
--- operations
drop column twice of t
add column twice to t
--- hazards
C01 L17

--- case: identity-to-a-wider-type
-- The sequence behind it has a type of its own, and a place where it stands.
--- old
CREATE TABLE t (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n text);
--- new
CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n text);
--- rows
INSERT INTO t (n) VALUES ('a'), ('b');
--- after up
INSERT INTO t (n) VALUES ('c') RETURNING id = 3;
DELETE FROM t WHERE n = 'c' RETURNING true
--- operations
change the type of column id of t from integer to bigint
--- hazards
L14

--- case: identity-to-a-narrower-type
--- old
CREATE TABLE t (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY);
--- new
CREATE TABLE t (id smallint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY);
--- rows
INSERT INTO t DEFAULT VALUES;
--- operations
change the type of column id of t from bigint to smallint
--- hazards
L14 C08

--- case: identity-with-large-bounds-to-a-narrower-type
--- old
CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY (MAXVALUE 5000000000 START 10) PRIMARY KEY);
--- new
CREATE TABLE t (id integer GENERATED ALWAYS AS IDENTITY (MAXVALUE 1000 START 10) PRIMARY KEY);
--- rows
INSERT INTO t DEFAULT VALUES;
--- operations
change the identity of column id of t
change the type of column id of t from bigint to integer
--- hazards
L14 C08

--- case: collation-alone
--- old
CREATE TABLE t (name text COLLATE "C", CHECK (name > 'A'));
CREATE INDEX t_name ON t (name);
--- new
CREATE TABLE t (name text, CHECK (name > 'A'));
CREATE INDEX t_name ON t (name);
--- rows
INSERT INTO t VALUES ('a'), ('B');
--- operations
drop check t_name_check of t
change the collation of column name of t
add check t_name_check to t
--- hazards
L14 L10

--- case: type-and-collation-at-once
--- old
CREATE TABLE t (name character varying(20) COLLATE "C");
--- new
CREATE TABLE t (name text COLLATE "POSIX");
--- rows
INSERT INTO t VALUES ('a');
--- keeps
SELECT name FROM t
--- operations
change the type of column name of t from character varying(20) to text
--- hazards
L14

--- case: type-nullability-and-default-at-once
--- old
CREATE TABLE t (id bigint PRIMARY KEY, n integer DEFAULT 1);
--- new
CREATE TABLE t (id bigint PRIMARY KEY, n text NOT NULL DEFAULT 'one');
--- rows
INSERT INTO t VALUES (1, 5);
--- keeps
SELECT n::text FROM t
--- operations
drop the default of column n of t
change the type of column n of t from integer to text
forbid NULL in column n of t
set the default of column n of t
--- hazards
L14 L11

--- case: operator-class-that-fits-the-old-type-only
--- old
CREATE TABLE t (name text);
CREATE INDEX t_name ON t (name text_pattern_ops);
--- new
CREATE TABLE t (name character varying(20));
CREATE INDEX t_name ON t (name varchar_pattern_ops);
--- rows
INSERT INTO t VALUES ('a');
--- keeps
SELECT name FROM t
--- operations
drop index t_name of t
change the type of column name of t from text to character varying(20)
create index t_name on t
--- hazards
L02 L14 C08 L01

--- case: index-method-that-fits-the-new-type-only
--- old
CREATE TABLE t (body text);
CREATE INDEX t_body ON t (body);
--- new
CREATE TABLE t (body jsonb);
CREATE INDEX t_body ON t USING gin (body);
--- rows
INSERT INTO t VALUES ('{"a": 1}');
--- keeps
SELECT body::text FROM t
--- operations
drop index t_body of t
change the type of column body of t from text to jsonb
create index t_body on t
--- hazards
L02 L14 C08 L01

--- case: check-whose-text-is-the-same-for-both-types
-- The expression says 'a'::text before and after, but means another comparison.
--- old
CREATE TABLE t (kind character varying(10), CONSTRAINT known CHECK (kind IN ('a', 'b')));
--- new
CREATE TABLE t (kind text, CONSTRAINT known CHECK (kind IN ('a', 'b')));
--- rows
INSERT INTO t VALUES ('a');
--- keeps
SELECT kind FROM t
--- operations
drop check known of t
change the type of column kind of t from character varying(10) to text
add check known to t
--- hazards
L10

--- case: interval-fields
--- old
CREATE TABLE t (i interval day to second);
--- new
CREATE TABLE t (i interval(3));
--- rows
INSERT INTO t VALUES ('1 day 02:03:04.5');
--- keeps
SELECT i::text FROM t
--- operations
change the type of column i of t from interval day to second to interval(3)
--- hazards
L14 C08

--- case: time-to-interval
--- old
CREATE TABLE t (i time);
--- new
CREATE TABLE t (i interval);
--- rows
INSERT INTO t VALUES ('02:03');
--- keeps
SELECT i::text FROM t
--- operations
change the type of column i of t from time without time zone to interval
--- hazards
L14 C08

--- case: array-to-scalar
--- old
CREATE TABLE t (v integer[]);
--- new
CREATE TABLE t (v integer);
--- operations
change the type of column v of t from integer[] to integer
--- hazards
L14 C08

--- case: three-columns-of-one-table
--- old
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text, c timestamp);
--- new
CREATE TABLE t (id bigint PRIMARY KEY, a bigint, b character varying(9), c timestamptz);
--- rows
INSERT INTO t VALUES (1, 2, 'x', '2024-01-01');
--- keeps
SELECT a, b FROM t
--- operations
change the type of column a of t from integer to bigint
change the type of column b of t from text to character varying(9)
change the type of column c of t from timestamp without time zone to timestamp with time zone
--- hazards
L14 C08

--- case: scalars-become-lists
-- A list of the one value, and back where there are not several.
--- old
CREATE TABLE t (id integer, a integer DEFAULT 1, b date NOT NULL, c regclass, d numeric(5,2), e boolean);
--- new
CREATE TABLE t (id integer, a bigint[] DEFAULT '{1}', b date[] NOT NULL, c regclass[], d text[], e boolean[]);
--- rows
INSERT INTO t VALUES (1, 5, '2020-01-01', 'pg_class', 1.5, NULL);
--- after up
SELECT a = '{5}' AND b = '{2020-01-01}' AND c[1] = 'pg_class'::regclass AND d = '{1.50}' AND e IS NULL FROM t
--- operations
drop the default of column a of t
change the type of column a of t from integer to bigint[]
change the type of column b of t from date to date[]
change the type of column c of t from regclass to regclass[]
change the type of column d of t from numeric(5,2) to text[]
change the type of column e of t from boolean to boolean[]
set the default of column a of t
--- hazards
L14 C08

--- case: reserved-type-names
--- old
CREATE TABLE t (id integer PRIMARY KEY, a "char", b name, c oid, d bit(3), e bit varying(7), f interval minute to second(2), g numeric(5,2), h timestamptz(3), i time(0) with time zone, j regclass, k xid8, l int2vector, m character, n "char"[]);
--- new
CREATE TABLE t (id integer PRIMARY KEY, a character(1), b text, c bigint, d bit varying(3), e bit(7), f interval, g numeric(7,3), h timestamptz, i time(3) with time zone, j regclass[], k xid8, l int2vector, m "char", n "char"[][]);
--- rows
INSERT INTO t (id, a, b, c, d, m) VALUES (1, 'x', 'n', 42, B'101', 'y');
--- operations
change the type of column a of t from "char" to character(1)
change the type of column b of t from name to text
change the type of column c of t from oid to bigint
change the type of column d of t from bit(3) to bit varying(3)
change the type of column e of t from bit varying(7) to bit(7)
change the type of column f of t from interval minute to second(2) to interval
change the type of column g of t from numeric(5,2) to numeric(7,3)
change the type of column h of t from timestamp(3) with time zone to timestamp with time zone
change the type of column i of t from time(0) with time zone to time(3) with time zone
change the type of column j of t from regclass to regclass[]
change the type of column m of t from character(1) to "char"
--- hazards
L14 C08

--- case: negative-scale
--- servers: 15..
--- old
CREATE TABLE t (id integer, a numeric(5,-2), b numeric(3,5));
--- new
CREATE TABLE t (id integer, a numeric(6,-2), b numeric(4,6), c numeric(2,-3) DEFAULT 1000);
--- rows
INSERT INTO t VALUES (1, 12345, 0.00123);
--- operations
add column c to t
change the type of column a of t from numeric(5,-2) to numeric(6,-2)
change the type of column b of t from numeric(3,5) to numeric(4,6)
--- hazards
L14

--- case: range-becomes-a-list-of-ranges
--- servers: 14..
--- old
CREATE TYPE fr AS RANGE (subtype = float8, multirange_type_name = fmr);
CREATE TABLE t (id integer, r fr, m fmr, EXCLUDE USING gist (r WITH &&));
--- new
CREATE TYPE fr AS RANGE (subtype = float8, multirange_type_name = fmr);
CREATE TABLE t (id bigint, r fr[], m fmr);
--- rows
INSERT INTO t VALUES (1, '[1,2)', '{[1,2)}');
--- operations
drop exclusion constraint t_r_excl of t
change the type of column id of t from integer to bigint
change the type of column r of t from fr to fr[]
--- hazards
L14 C08
