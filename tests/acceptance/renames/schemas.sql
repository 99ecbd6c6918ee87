-- A schema that gets another name keeps all that is in it.

--- case: with-all-that-is-in-it
--- old
CREATE SCHEMA auth;
CREATE TYPE auth.kind AS ENUM ('a', 'b');
CREATE TABLE auth.users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind auth.kind NOT NULL DEFAULT 'a', kinds auth.kind[], CHECK (kind <> 'b'::auth.kind));
CREATE INDEX users_kind ON auth.users (kind) WHERE kind = 'a';
CREATE TABLE posts (id bigint PRIMARY KEY, user_id bigint REFERENCES auth.users, kind auth.kind DEFAULT 'b');
--- new
CREATE SCHEMA accounts;
CREATE TYPE accounts.kind AS ENUM ('a', 'b');
CREATE TABLE accounts.users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind accounts.kind NOT NULL DEFAULT 'a', kinds accounts.kind[], CHECK (kind <> 'b'::accounts.kind));
CREATE INDEX users_kind ON accounts.users (kind) WHERE kind = 'a';
CREATE TABLE posts (id bigint PRIMARY KEY, user_id bigint REFERENCES accounts.users, kind accounts.kind DEFAULT 'b');
--- answers
rename schema auth to accounts
--- rows
INSERT INTO auth.users (kinds) VALUES ('{a,b}');
INSERT INTO posts VALUES (1, 1);
--- operations
rename schema auth to accounts
--- hazards
C03

--- case: is-asked-about
--- old
CREATE SCHEMA auth;
CREATE TABLE auth.users (id bigint PRIMARY KEY);
--- new
CREATE SCHEMA accounts;
CREATE TABLE accounts.users (id bigint PRIMARY KEY);
--- refused
was schema auth renamed to accounts?

--- case: denied
--- old
CREATE SCHEMA auth;
CREATE TABLE auth.users (id bigint PRIMARY KEY);
--- new
CREATE SCHEMA accounts;
CREATE TABLE accounts.users (id bigint PRIMARY KEY);
--- answers
nothing else was renamed
--- operations
create schema accounts
drop table auth.users
create table accounts.users
drop schema auth
--- hazards
C02

--- case: two-swap-their-names
--- old
CREATE SCHEMA a;
CREATE SCHEMA b;
CREATE TABLE a.t (x integer PRIMARY KEY);
CREATE TABLE b.t (y text, x integer REFERENCES a.t);
--- new
CREATE SCHEMA a;
CREATE SCHEMA b;
CREATE TABLE b.t (x integer PRIMARY KEY);
CREATE TABLE a.t (y text, x integer REFERENCES b.t);
--- answers
rename schema a to b
rename schema b to a
--- rows
INSERT INTO a.t VALUES (1);
INSERT INTO b.t VALUES ('x', 1);
--- operations
rename schema b to _matrx_tmp_b
rename schema a to b
rename schema _matrx_tmp_b to a
--- hazards
C03

--- case: chain-of-three
--- old
CREATE SCHEMA a;
CREATE SCHEMA b;
CREATE SCHEMA c;
CREATE TABLE a.t (x integer);
CREATE TABLE b.t (y integer);
CREATE TABLE c.t (z integer);
--- new
CREATE SCHEMA b;
CREATE SCHEMA c;
CREATE SCHEMA d;
CREATE TABLE b.t (x integer);
CREATE TABLE c.t (y integer);
CREATE TABLE d.t (z integer);
--- answers
rename schema a to b
rename schema b to c
rename schema c to d
--- rows
INSERT INTO a.t VALUES (1);
INSERT INTO b.t VALUES (2);
INSERT INTO c.t VALUES (3);
--- operations
rename schema c to d
rename schema b to c
rename schema a to b
--- hazards
C03

--- case: takes-the-name-of-one-that-goes
--- old
CREATE SCHEMA a;
CREATE SCHEMA b;
CREATE TABLE a.t (x integer);
CREATE TABLE b.u (y text PRIMARY KEY);
--- new
CREATE SCHEMA b;
CREATE TABLE b.t (x integer);
--- answers
rename schema a to b
--- rows
INSERT INTO a.t VALUES (1);
INSERT INTO b.u VALUES ('x');
--- operations
rename schema b to _matrx_tmp_b
rename schema a to b
drop table _matrx_tmp_b.u
drop schema _matrx_tmp_b
--- hazards
C03 C02

--- case: takes-the-name-of-one-whose-table-moves-out
--- old
CREATE SCHEMA a;
CREATE SCHEMA b;
CREATE TABLE a.t (x integer);
CREATE TABLE b.u (y text PRIMARY KEY);
--- new
CREATE SCHEMA b;
CREATE TABLE b.t (x integer);
CREATE TABLE u (y text PRIMARY KEY);
--- answers
rename schema a to b
rename table b.u to public.u
--- rows
INSERT INTO a.t VALUES (1);
INSERT INTO b.u VALUES ('x');
--- operations
rename schema b to _matrx_tmp_b
rename schema a to b
move table _matrx_tmp_b.u to the default schema
drop schema _matrx_tmp_b
--- hazards
C03 C02

--- case: together-with-a-table-a-column-and-a-type
--- old
CREATE SCHEMA a;
CREATE TABLE a.t (x integer CONSTRAINT k PRIMARY KEY, y text);
CREATE TABLE u (x integer CONSTRAINT f REFERENCES a.t);
--- new
CREATE SCHEMA b;
CREATE TABLE b.t2 (x2 bigint CONSTRAINT k PRIMARY KEY, y text DEFAULT 'x');
CREATE TABLE u (x bigint CONSTRAINT f REFERENCES b.t2);
--- answers
rename schema a to b
rename table a.t to b.t2
rename column b.t2.x to x2
--- rows
INSERT INTO a.t VALUES (1, 'y');
INSERT INTO u VALUES (1);
--- operations
rename schema a to b
drop foreign key f of u
rename table b.t to t2
rename column x of b.t2 to x2
change the type of column x of u from integer to bigint
change the type of column x2 of b.t2 from integer to bigint
set the default of column y of b.t2
add foreign key f to u
--- hazards
C03 L14 L09

--- case: while-an-enum-in-it-gets-a-value
-- The way back of a new value is a difference of its own.
--- old
CREATE SCHEMA a;
CREATE TYPE a.n AS ENUM ('x');
CREATE TABLE a.t (v a.n DEFAULT 'x');
CREATE TABLE t (v a.n);
--- new
CREATE SCHEMA b;
CREATE TYPE b.n AS ENUM ('x', 'y');
CREATE TABLE b.t (w b.n DEFAULT 'y');
CREATE TABLE t (v b.n);
--- answers
rename schema a to b
rename column b.t.v to w
--- rows
INSERT INTO a.t VALUES ('x');
INSERT INTO t VALUES ('x');
--- operations
rename schema a to b
rename column v of b.t to w
add value 'y' to enum b.n
set the default of column w of b.t
--- hazards
C03 C11

--- case: hostile-names
--- old
CREATE SCHEMA "a "".b";
CREATE TYPE "a "".b"."n n" AS ENUM ('x');
CREATE TABLE "a "".b"."t t" (v "a "".b"."n n" DEFAULT 'x', s text DEFAULT '"a "".b".x', CHECK (v <> 'x'::"a "".b"."n n" OR s <> 'a.b'));
--- new
CREATE SCHEMA "c;";
CREATE TYPE "c;"."n n" AS ENUM ('x');
CREATE TABLE "c;"."t t" (v "c;"."n n" DEFAULT 'x', s text DEFAULT '"a "".b".x', CHECK (v <> 'x'::"c;"."n n" OR s <> 'a.b'));
--- answers
rename schema "a "".b" to "c;"
--- rows
INSERT INTO "a "".b"."t t" VALUES (DEFAULT, 'x');
--- operations
rename schema "a "".b" to "c;"
--- hazards
C03

--- case: table-moves-from-one-renamed-schema-to-another
--- old
CREATE SCHEMA a;
CREATE SCHEMA b;
CREATE TABLE a.t (x integer);
CREATE TABLE a.v (x integer);
CREATE TABLE b.u (y text);
--- new
CREATE SCHEMA a2;
CREATE SCHEMA b2;
CREATE TABLE b2.t (x integer);
CREATE TABLE a2.v (x integer);
CREATE TABLE b2.u (y text);
--- answers
rename schema a to a2
rename schema b to b2
rename table a.t to b2.t
--- rows
INSERT INTO a.t VALUES (1);
INSERT INTO b.u VALUES ('x');
--- operations
rename schema a to a2
rename schema b to b2
move table a2.t to schema b2
--- hazards
C03

--- case: with-views-functions-triggers-and-policies
-- The server's texts follow; a function's body is a string, which it leaves as it is.
--- old
CREATE SCHEMA app;
CREATE DOMAIN app.word AS text CHECK (value <> '');
CREATE TYPE app.kind AS ENUM ('a', 'b');
CREATE SEQUENCE app.ids;
CREATE FUNCTION app.label(k app.kind) RETURNS text LANGUAGE sql IMMUTABLE AS $$SELECT 'x'$$;
CREATE TABLE app.t (id bigint PRIMARY KEY DEFAULT nextval('app.ids'), w app.word, k app.kind DEFAULT 'a', CHECK (app.label(k) <> ''));
CREATE VIEW app.v AS SELECT id, app.label(k) AS l FROM app.t WHERE k = 'a';
CREATE VIEW outside AS SELECT l FROM app.v;
CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TRIGGER touch BEFORE UPDATE ON app.t FOR EACH ROW EXECUTE FUNCTION app.touch();
ALTER TABLE app.t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON app.t USING (app.label(k) <> 'y');
COMMENT ON POLICY p ON app.t IS 'kept';
--- new
CREATE SCHEMA web;
CREATE DOMAIN web.word AS text CHECK (value <> '');
CREATE TYPE web.kind AS ENUM ('a', 'b');
CREATE SEQUENCE web.ids;
CREATE FUNCTION web.label(k web.kind) RETURNS text LANGUAGE sql IMMUTABLE AS $$SELECT 'x'$$;
CREATE TABLE web.t (id bigint PRIMARY KEY DEFAULT nextval('web.ids'), w web.word, k web.kind DEFAULT 'a', CHECK (web.label(k) <> ''));
CREATE VIEW web.v AS SELECT id, web.label(k) AS l FROM web.t WHERE k = 'a';
CREATE VIEW outside AS SELECT l FROM web.v;
CREATE FUNCTION web.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TRIGGER touch BEFORE UPDATE ON web.t FOR EACH ROW EXECUTE FUNCTION web.touch();
ALTER TABLE web.t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON web.t USING (web.label(k) <> 'y');
COMMENT ON POLICY p ON web.t IS 'kept';
--- answers
rename schema app to web
--- rows
INSERT INTO app.t (w) VALUES ('a');
--- keeps
SELECT l FROM outside
--- operations
rename schema app to web
--- hazards
C03

--- case: body-of-a-function-names-the-schema
--- old
CREATE SCHEMA app;
CREATE TABLE app.t (id bigint);
CREATE FUNCTION app.n() RETURNS bigint LANGUAGE sql AS $$SELECT count(*) FROM app.t$$;
--- new
CREATE SCHEMA web;
CREATE TABLE web.t (id bigint);
CREATE FUNCTION web.n() RETURNS bigint LANGUAGE sql AS $$SELECT count(*) FROM web.t$$;
--- answers
rename schema app to web
--- rows
INSERT INTO app.t VALUES (1);
--- operations
rename schema app to web
change function web.n()
--- hazards
C03

--- case: an-exclusion-constraint-speaks-of-it
--- old
CREATE SCHEMA app;
CREATE FUNCTION app.room(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower($1)';
CREATE TABLE bookings (room text, CONSTRAINT one EXCLUDE (app.room(room) WITH =));
--- new
CREATE SCHEMA "My app";
CREATE FUNCTION "My app".room(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower($1)';
CREATE TABLE bookings (room text, CONSTRAINT one EXCLUDE ("My app".room(room) WITH =));
--- rows
INSERT INTO bookings VALUES ('a');
--- answers
rename schema app to "My app"
--- operations
rename schema app to "My app"
--- hazards
C03

--- case: table-moves-under-a-function-with-a-parsed-body
--- servers: 14..
--- both
CREATE SCHEMA app;
--- old
CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n integer);
CREATE FUNCTION total(lim integer DEFAULT 5) RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC SELECT sum(n) FROM t LIMIT lim; END;
CREATE VIEW v AS SELECT total() AS s, t.* FROM t;
--- new
CREATE TABLE app.t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n integer);
CREATE FUNCTION total(lim integer DEFAULT 5) RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC SELECT sum(n) FROM app.t LIMIT lim; END;
CREATE VIEW v AS SELECT total() AS s, t.* FROM app.t;
--- answers
rename table t to app.t
--- rows
INSERT INTO t (n) VALUES (4);
--- keeps
SELECT total()
--- operations
move table t to schema app
change function total(integer)
change view v
--- hazards
C03
