--- case: function-made-anew-under-a-table
-- CREATE OR REPLACE cannot give a parameter another name: all that calls the function makes room.
--- old
CREATE FUNCTION twice(a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 2 * a';
CREATE FUNCTION is_fine(a integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT a > 3';
CREATE TABLE items (
    id bigint PRIMARY KEY,
    n integer DEFAULT twice(4),
    m integer GENERATED ALWAYS AS (twice(7)) STORED,
    CONSTRAINT items_n_check CHECK (is_fine(n))
);
CREATE INDEX items_twice_idx ON items (twice(n));
CREATE VIEW fine AS SELECT id, twice(n) AS double FROM items WHERE is_fine(n);
--- new
CREATE FUNCTION twice(b integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT b + b';
CREATE FUNCTION is_fine(b integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT b > 2';
CREATE TABLE items (
    id bigint PRIMARY KEY,
    n integer DEFAULT twice(4),
    m integer GENERATED ALWAYS AS (twice(7)) STORED,
    CONSTRAINT items_n_check CHECK (is_fine(n))
);
CREATE INDEX items_twice_idx ON items (twice(n));
CREATE VIEW fine AS SELECT id, twice(n) AS double FROM items WHERE is_fine(n);
--- rows
INSERT INTO items (id) VALUES (1), (2);
--- keeps
SELECT id, n, m FROM items ORDER BY id
--- operations
drop view fine
drop index items_twice_idx of items
drop check items_n_check of items
drop function is_fine(integer)
drop the default of column n of items
drop column m of items
drop function twice(integer)
create function is_fine(integer)
create function twice(integer)
set the default of column n of items
add column m to items
add check items_n_check to items
create index items_twice_idx on items
create view fine
--- hazards
L02 C01 L17 L10 L01

--- case: domain-made-anew-under-a-column
-- The old one steps aside until the columns have the new one.
--- old
CREATE DOMAIN amount AS integer CHECK (VALUE > 0);
CREATE TABLE items (id bigint PRIMARY KEY, price amount NOT NULL DEFAULT 5, prices amount[]);
CREATE INDEX items_price_idx ON items (price);
CREATE VIEW prices AS SELECT price FROM items;
--- new
CREATE DOMAIN amount AS bigint CHECK (VALUE > 0);
CREATE TABLE items (id bigint PRIMARY KEY, price amount NOT NULL DEFAULT 5, prices amount[]);
CREATE INDEX items_price_idx ON items (price);
CREATE VIEW prices AS SELECT price FROM items;
--- rows
INSERT INTO items VALUES (1, 7, '{1,2}'), (2, 8, NULL);
--- keeps
SELECT id, price::text, prices::text FROM items ORDER BY id
--- operations
drop view prices
rename domain amount to _matrx_tmp_amount
create domain amount
drop the default of column price of items
change the type of column price of items from _matrx_tmp_amount to amount
change the type of column prices of items from _matrx_tmp_amount[] to amount[]
set the default of column price of items
create view prices
drop domain _matrx_tmp_amount
--- hazards
C03 L14 C08 C02

--- case: composite-type-made-anew-under-a-column
-- What stays must stand first, or there is no ALTER TYPE.
--- old
CREATE TYPE address AS (street text, no integer, town text);
CREATE TABLE houses (id bigint PRIMARY KEY, place address);
--- new
CREATE TYPE address AS (town text, no integer, street text);
CREATE TABLE houses (id bigint PRIMARY KEY, place address);
--- rows
INSERT INTO houses VALUES (1, NULL), (2, ('Elm', 5, 'Ulm')), (3, (NULL, NULL, NULL));
--- keeps
SELECT id, (place).street, (place).no, (place).town, place IS DISTINCT FROM NULL FROM houses ORDER BY id
--- operations
rename composite type address to _matrx_tmp_address
create composite type address
change the type of column place of houses from _matrx_tmp_address to address
drop composite type _matrx_tmp_address
--- hazards
C03 L14 C08 C02

--- case: composite-attribute-gets-another-type-under-a-column
-- ALTER ATTRIBUTE is refused while a column has the type.
--- old
CREATE TYPE size AS (wide integer, "high up" integer);
CREATE TABLE boxes (id bigint PRIMARY KEY, size size);
--- new
CREATE TYPE size AS (wide integer, "high up" bigint, deep integer);
CREATE TABLE boxes (id bigint PRIMARY KEY, size size);
--- rows
INSERT INTO boxes VALUES (1, NULL), (2, (3, 4));
--- keeps
SELECT id, (size).wide, (size)."high up"::text FROM boxes ORDER BY id
--- operations
rename composite type size to _matrx_tmp_size
create composite type size
change the type of column size of boxes from _matrx_tmp_size to size
drop composite type _matrx_tmp_size
--- hazards
C03 L14 C08 C02

--- case: composite-in-an-array-changes-places
-- Through text the attributes would have each other's values.
--- old
CREATE TYPE pair AS (a text, b text);
CREATE TABLE boxes (id bigint PRIMARY KEY, pairs pair[]);
--- new
CREATE TYPE pair AS (b text, a text);
CREATE TABLE boxes (id bigint PRIMARY KEY, pairs pair[]);
--- refused
composite type pair must be made anew, but column pairs of boxes has it

--- case: collation-made-anew-under-a-column
--- old
CREATE COLLATION sorted FROM "C";
CREATE TABLE words (id bigint PRIMARY KEY, word text COLLATE sorted);
CREATE INDEX words_word_idx ON words (word);
--- new
CREATE COLLATION sorted FROM "POSIX";
CREATE TABLE words (id bigint PRIMARY KEY, word text COLLATE sorted);
CREATE INDEX words_word_idx ON words (word);
--- rows
INSERT INTO words VALUES (1, 'b'), (2, 'a');
--- operations
rename collation sorted to _matrx_tmp_sorted
create collation sorted
change the collation of column word of words
drop collation _matrx_tmp_sorted
--- hazards
C03 L14 C02

--- case: range-made-anew-under-a-column
-- PostgreSQL leaves the multirange its name, so the old one cannot step aside.
--- old
CREATE TYPE span AS RANGE (subtype = integer);
CREATE TABLE plans (id bigint PRIMARY KEY, while_open span);
--- new
CREATE TYPE span AS RANGE (subtype = bigint);
CREATE TABLE plans (id bigint PRIMARY KEY, while_open span);
--- refused
range type span must be made anew, but column while_open of plans has it

--- case: range-made-anew-without-columns
--- old
CREATE TYPE span AS RANGE (subtype = integer);
--- new
CREATE TYPE span AS RANGE (subtype = bigint);
--- operations
drop range type span
create range type span

--- case: enums-of-functions-swap-names
-- A function is known by the types of its arguments: it goes before they are called otherwise.
--- old
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TYPE state AS ENUM ('on', 'off');
CREATE FUNCTION rank(mood) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
--- new
CREATE TYPE state AS ENUM ('sad', 'ok');
CREATE TYPE mood AS ENUM ('on', 'off');
CREATE FUNCTION rank(mood) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 2';
--- answers
rename type mood to state
rename type state to mood
--- operations
drop function rank(mood)
rename enum mood to _matrx_tmp_mood
rename enum state to mood
rename enum _matrx_tmp_mood to state
create function rank(mood)
--- hazards
C03

--- case: enum-replaced-under-a-function-body
--- old
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE people (id bigint PRIMARY KEY, now mood);
CREATE FUNCTION total() RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC SELECT count(now) FROM people; END;
--- new
CREATE TYPE mood AS ENUM ('ok');
CREATE TABLE people (id bigint PRIMARY KEY, now mood);
CREATE FUNCTION total() RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC SELECT count(now) FROM people; END;
--- rows
INSERT INTO people VALUES (1, 'ok');
--- answers
unused value mood 'sad'
--- servers: 14..
--- operations
drop function total()
remove 'sad' from enum mood
create function total()
--- hazards
C12

--- case: key-of-a-table-that-takes-the-name-of-one-that-goes
-- What is known of the one that goes must not be taken for the other.
--- old
CREATE TABLE posts (id bigint PRIMARY KEY, at date, parent date);
CREATE UNIQUE INDEX posts_at_idx ON posts (at);
ALTER TABLE posts ADD CONSTRAINT posts_parent_fkey FOREIGN KEY (parent) REFERENCES posts (at);
CREATE TABLE users (id bigint PRIMARY KEY);
--- new
CREATE TABLE users (id bigint PRIMARY KEY, at date, parent date);
CREATE UNIQUE INDEX users_at_idx ON users (at) NULLS NOT DISTINCT;
ALTER TABLE users ADD CONSTRAINT posts_parent_fkey FOREIGN KEY (parent) REFERENCES users (at);
--- answers
rename table posts to users
--- servers: 15..
--- operations
drop foreign key posts_parent_fkey of posts
drop index posts_at_idx of posts
drop table users
rename table posts to users
rename constraint posts_pkey of users to users_pkey
create index users_at_idx on users
add foreign key posts_parent_fkey to users
--- hazards
L02 C02 C03 L01 L09

--- case: statistics-of-columns-in-another-order
-- PostgreSQL prints the columns as they stand in the table: a column that goes and comes again stands last.
--- old
CREATE TABLE t (a integer, b integer, c integer GENERATED ALWAYS AS (b + 1) STORED);
CREATE STATISTICS s (ndistinct) ON a, c FROM t;
--- new
CREATE TABLE t (c integer GENERATED ALWAYS AS (b + 2) STORED, a integer, b integer);
CREATE STATISTICS s (ndistinct) ON c, a FROM t;
--- operations
drop statistics s
drop column c of t
add column c to t
create statistics s
--- hazards
C01 L17

--- case: views-that-get-a-column-each
-- The one below first, whatever their names.
--- old
CREATE TABLE t (a integer, b integer);
CREATE VIEW z AS SELECT a FROM t;
CREATE VIEW c AS SELECT a FROM z;
--- new
CREATE TABLE t (a integer, b integer);
CREATE VIEW z AS SELECT a, b FROM t;
CREATE VIEW c AS SELECT a, b FROM z;
--- rows
INSERT INTO t VALUES (1, 2);
--- operations
change view z
change view c

--- case: nested-composites
-- No attribute of the inner one can get another type while a column holds the outer one.
--- old
CREATE TYPE inner_t AS (a integer, b text);
CREATE TYPE outer_t AS (i inner_t, n integer);
CREATE DOMAIN outer_d AS outer_t CHECK ((VALUE).n > 0);
CREATE TABLE t (id integer, o outer_t, d outer_d);
CREATE FUNCTION f(o outer_t) RETURNS inner_t LANGUAGE sql AS $$ SELECT o.i $$;
--- new
CREATE TYPE inner_t AS (a bigint, b text);
CREATE TYPE outer_t AS (i inner_t, n integer);
CREATE DOMAIN outer_d AS outer_t CHECK ((VALUE).n > 0);
CREATE TABLE t (id integer, o outer_t, d outer_d);
CREATE FUNCTION f(o outer_t) RETURNS inner_t LANGUAGE sql AS $$ SELECT o.i $$;
--- rows
INSERT INTO t VALUES (1, ROW(ROW(1, 'x'), 5), ROW(ROW(2, 'y'), 6));
--- keeps
SELECT ((o).i).a::text || ((o).i).b || ((d).i).a FROM t
--- operations
drop function f(outer_t)
rename composite type outer_t to _matrx_tmp_outer_t
rename composite type inner_t to _matrx_tmp_inner_t
rename domain outer_d to _matrx_tmp_outer_d
create composite type inner_t
create composite type outer_t
create domain outer_d
create function f(outer_t)
change the type of column o of t from _matrx_tmp_outer_t to outer_t
change the type of column d of t from _matrx_tmp_outer_d to outer_d
drop domain _matrx_tmp_outer_d
drop composite type _matrx_tmp_outer_t
drop composite type _matrx_tmp_inner_t
--- hazards
C03 L14 C08 C02

--- case: composite-in-a-composite-changes-places
-- The inner values go over attribute by attribute too.
--- old
CREATE TYPE pair AS (a text, b text);
CREATE TYPE two AS (x pair, n integer);
CREATE TABLE t (id integer, v two);
--- new
CREATE TYPE pair AS (b text, c integer, a text);
CREATE TYPE two AS (n bigint, x pair);
CREATE TABLE t (id integer, v two);
--- rows
INSERT INTO t VALUES (1, ROW(ROW('a', 'b'), 5)), (2, NULL), (3, ROW(NULL, 7));
--- keeps
SELECT string_agg(id || coalesce(((v).x).a, '-') || coalesce(((v).x).b, '-') || coalesce((v).n::text, '-'), ',' ORDER BY id) FROM t
--- operations
rename composite type two to _matrx_tmp_two
rename composite type pair to _matrx_tmp_pair
create composite type pair
create composite type two
change the type of column v of t from _matrx_tmp_two to two
drop composite type _matrx_tmp_two
drop composite type _matrx_tmp_pair
--- hazards
C03 L14 C08 C02

--- case: domain-in-a-composite-gets-a-check
-- ADD CONSTRAINT is refused where a column has the domain as a part of something.
--- old
CREATE DOMAIN pos AS integer;
CREATE TYPE item AS (n pos, label text);
CREATE TABLE t (id integer, i item);
CREATE FUNCTION f(i item) RETURNS pos LANGUAGE sql AS $$ SELECT i.n $$;
--- new
CREATE DOMAIN pos AS integer CONSTRAINT positive CHECK (VALUE > 0);
CREATE TYPE item AS (label text, n pos);
CREATE TABLE t (id integer, i item);
CREATE FUNCTION f(i item) RETURNS pos LANGUAGE sql AS $$ SELECT i.n $$;
--- rows
INSERT INTO t VALUES (1, ROW(5, 'x'));
--- keeps
SELECT (i).n::text || (i).label FROM t
--- operations
drop function f(item)
rename composite type item to _matrx_tmp_item
rename domain pos to _matrx_tmp_pos
create domain pos
create composite type item
create function f(item)
change the type of column i of t from _matrx_tmp_item to item
drop composite type _matrx_tmp_item
drop domain _matrx_tmp_pos
--- hazards
C03 L14 C08 C02

--- case: domain-over-a-composite-whose-attributes-change-places
-- Through text the attributes would have each other's values.
--- old
CREATE TYPE pair AS (a text, b text);
CREATE DOMAIN full_pair AS pair CHECK ((VALUE).a IS NOT NULL);
CREATE TABLE t (id integer, p full_pair);
--- new
CREATE TYPE pair AS (b text, a text);
CREATE DOMAIN full_pair AS pair CHECK ((VALUE).a IS NOT NULL);
CREATE TABLE t (id integer, p full_pair);
--- refused
column p of t has it

--- case: domain-over-a-function-that-is-made-anew
-- The domain that steps aside lets go of the function first.
--- old
CREATE FUNCTION ok(v text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT v <> '' $$;
CREATE DOMAIN d AS text CHECK (ok(VALUE));
CREATE TABLE t (id integer, v d, w d[]);
--- new
CREATE FUNCTION ok(v text, strict boolean DEFAULT true) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT v <> '' $$;
CREATE DOMAIN d AS text CHECK (ok(VALUE));
CREATE TABLE t (id integer, v d, w d[]);
--- rows
INSERT INTO t VALUES (1, 'x', '{y}');
--- keeps
SELECT v || w::text FROM t
--- operations
change domain d
drop function ok(text)
rename domain d to _matrx_tmp_d
create function ok(text, boolean)
create domain d
change the type of column v of t from _matrx_tmp_d to d
change the type of column w of t from _matrx_tmp_d[] to d[]
drop domain _matrx_tmp_d
--- hazards
C02 C03 L14 C08

--- case: arrays-of-domains-and-composites-of-them
-- ADD CONSTRAINT is refused where a column has a list of the domain.
--- old
CREATE DOMAIN pos AS integer CHECK (VALUE > 0);
CREATE TYPE item AS (n pos, tags pos[]);
CREATE TABLE t (id integer, a pos[] DEFAULT '{1}', b item[] , c pos[][]);
--- new
CREATE DOMAIN pos AS integer CONSTRAINT pos_check CHECK (VALUE > 0 AND VALUE < 1000);
CREATE TYPE item AS (n pos, tags pos[]);
CREATE TABLE t (id integer, a pos[] DEFAULT '{1,2}', b item[] , c pos[][]);
--- rows
INSERT INTO t (id, a, b) VALUES (1, '{5,6}', ARRAY[ROW(1, '{2}')::item]);
--- keeps
SELECT a::text || b::text FROM t
--- operations
rename composite type item to _matrx_tmp_item
rename domain pos to _matrx_tmp_pos
create domain pos
create composite type item
drop the default of column a of t
change the type of column a of t from _matrx_tmp_pos[] to pos[]
change the type of column b of t from _matrx_tmp_item[] to item[]
change the type of column c of t from _matrx_tmp_pos[] to pos[]
set the default of column a of t
drop composite type _matrx_tmp_item
drop domain _matrx_tmp_pos
--- hazards
C03 L14 C08 C02

--- case: operator-of-a-type-that-changes
-- The check goes before the operator of which it speaks.
--- old
CREATE TYPE ver AS (major integer, minor integer);
CREATE FUNCTION ver_lt(a ver, b ver) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT (a.major, a.minor) < (b.major, b.minor) $$;
CREATE OPERATOR <<< (LEFTARG = ver, RIGHTARG = ver, FUNCTION = ver_lt);
CREATE TABLE t (id integer, v ver, CONSTRAINT c CHECK (ROW(0, 0)::ver <<< v));
CREATE VIEW vv AS SELECT id FROM t WHERE v <<< ROW(5, 0)::ver;
--- new
CREATE TYPE ver AS (major bigint, minor integer);
CREATE FUNCTION ver_lt(a ver, b ver) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT (a.major, a.minor) < (b.major, b.minor) $$;
CREATE OPERATOR <<< (LEFTARG = ver, RIGHTARG = ver, FUNCTION = ver_lt);
CREATE TABLE t (id integer, v ver, CONSTRAINT c CHECK (ROW(0, 0)::ver <<< v));
CREATE VIEW vv AS SELECT id FROM t WHERE v <<< ROW(5, 0)::ver;
--- rows
INSERT INTO t VALUES (1, ROW(1, 2));
--- keeps
SELECT id FROM vv
--- operations
drop view vv
drop check c of t
drop operator <<< (ver, ver)
drop function ver_lt(ver, ver)
rename composite type ver to _matrx_tmp_ver
create composite type ver
create function ver_lt(ver, ver)
create operator <<< (ver, ver)
change the type of column v of t from _matrx_tmp_ver to ver
add check c to t
create view vv
drop composite type _matrx_tmp_ver
--- hazards
C03 L14 C08 L10 C02

--- case: overload-that-tables-use-changes
-- While both functions are there, the calls would fit both.
--- old
CREATE FUNCTION norm(v text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT lower(v) $$;
CREATE TABLE t (id integer, a text DEFAULT norm('X'), b text GENERATED ALWAYS AS (norm(a)) STORED, gone text DEFAULT norm('Y'), CONSTRAINT c CHECK (norm(a) <> 'z'));
CREATE INDEX i ON t (norm(a));
CREATE TABLE u (x text DEFAULT norm('u'));
CREATE VIEW v AS SELECT norm(a) AS n FROM t;
--- new
CREATE FUNCTION norm(v text, deep boolean DEFAULT false) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT lower(v) $$;
CREATE TABLE t (id integer, a text DEFAULT norm('X'), b text GENERATED ALWAYS AS (norm(a)) STORED, CONSTRAINT c CHECK (norm(a) <> 'z'));
CREATE INDEX i ON t (norm(a));
CREATE VIEW v AS SELECT norm(a) AS n FROM t;
--- rows
INSERT INTO t (id) VALUES (1);
--- keeps
SELECT a || b FROM t
--- operations
drop view v
drop index i of t
drop check c of t
drop the default of column a of t
drop column b of t
drop column gone of t
drop table u
drop function norm(text)
create function norm(text, boolean)
set the default of column a of t
add column b to t
add check c to t
create index i on t
create view v
--- hazards
L02 C01 C02 L17 L10 L01

--- case: policy-calls-a-function-that-changes-its-arguments
-- While both functions are there, the call would fit both.
--- both
CREATE TABLE t (id integer, owner text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
--- old
CREATE FUNCTION allowed(o text) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT o = current_user $$;
CREATE POLICY p ON t TO matrx_reader USING (allowed(owner));
COMMENT ON POLICY p ON t IS 'kept';
--- new
CREATE FUNCTION allowed(o text, i integer DEFAULT 0) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT o = current_user AND i >= 0 $$;
CREATE POLICY p ON t TO matrx_reader USING (allowed(owner));
COMMENT ON POLICY p ON t IS 'kept';
--- rows
INSERT INTO t VALUES (1, 'x');
--- operations
drop policy p on t
drop function allowed(text)
create function allowed(text, integer)
create policy p on t
--- hazards
C02

--- case: aggregate-on-a-function-that-is-replaced-under-a-view
--- both
CREATE TABLE t (n integer, g integer);
--- old
CREATE FUNCTION add(a integer, b integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT coalesce(a, 0) + b $$;
CREATE AGGREGATE total(integer) (SFUNC = add, STYPE = integer, INITCOND = '0', PARALLEL = SAFE);
CREATE VIEW v AS SELECT g, total(n) FROM t GROUP BY g;
COMMENT ON AGGREGATE total(integer) IS 'kept';
--- new
CREATE FUNCTION add(x integer, b integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT coalesce(x, 0) + b $$;
CREATE AGGREGATE total(integer) (SFUNC = add, STYPE = integer, INITCOND = '0', PARALLEL = SAFE);
CREATE VIEW v AS SELECT g, total(n) FROM t GROUP BY g;
COMMENT ON AGGREGATE total(integer) IS 'kept';
--- rows
INSERT INTO t VALUES (1, 1), (2, 1);
--- keeps
SELECT total FROM v
--- operations
drop view v
drop aggregate total(integer)
drop function add(integer, integer)
create function add(integer, integer)
create aggregate total(integer)
create view v

--- case: function-over-the-type-of-a-view
--- old
CREATE TABLE t (id integer, n integer);
CREATE VIEW v AS SELECT id, n FROM t;
CREATE FUNCTION g(v) RETURNS integer LANGUAGE sql AS $$ SELECT $1.n $$;
CREATE FUNCTION all_v() RETURNS SETOF v LANGUAGE sql AS $$ SELECT * FROM v $$;
CREATE VIEW w AS SELECT g(v) AS x FROM v;
--- new
CREATE TABLE t (id integer, n bigint);
CREATE VIEW v AS SELECT id, n FROM t;
CREATE FUNCTION g(v) RETURNS integer LANGUAGE sql AS $$ SELECT $1.n::integer $$;
CREATE FUNCTION all_v() RETURNS SETOF v LANGUAGE sql AS $$ SELECT * FROM v $$;
CREATE VIEW w AS SELECT g(v) AS x FROM v;
--- rows
INSERT INTO t VALUES (1, 5);
--- keeps
SELECT x FROM w
--- operations
drop view w
drop function g(v)
drop function all_v()
drop view v
change the type of column n of t from integer to bigint
create view v
create function all_v()
create function g(v)
create view w
--- hazards
L14

--- case: function-in-an-exclusion-an-index-and-statistics-is-made-anew
--- servers: 14..
--- old
CREATE FUNCTION span(a integer, b integer) RETURNS int4range LANGUAGE sql IMMUTABLE AS $$ SELECT int4range(a, b) $$;
CREATE TABLE t (a integer, b integer, CONSTRAINT x EXCLUDE USING gist (span(a, b) WITH &&) WHERE (span(a, b) <> 'empty'));
CREATE STATISTICS s ON (lower(span(a, b))), a FROM t;
CREATE UNIQUE INDEX i ON t (upper(span(a, b))) INCLUDE (a);
--- new
CREATE FUNCTION span(x integer, b integer) RETURNS int4range LANGUAGE sql IMMUTABLE AS $$ SELECT int4range(x, b) $$;
CREATE TABLE t (a integer, b integer, CONSTRAINT x EXCLUDE USING gist (span(a, b) WITH &&) WHERE (span(a, b) <> 'empty'));
CREATE STATISTICS s ON (lower(span(a, b))), a FROM t;
CREATE UNIQUE INDEX i ON t (upper(span(a, b))) INCLUDE (a);
--- rows
INSERT INTO t VALUES (1, 5);
--- operations
drop statistics s
drop index i of t
drop exclusion constraint x of t
drop function span(integer, integer)
create function span(integer, integer)
add exclusion constraint x to t
create index i on t
create statistics s
--- hazards
L02 L13 L01

--- case: collation-of-a-domain-and-an-index-changes
--- old
CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE DOMAIN email AS text COLLATE ci CHECK (VALUE LIKE '%@%' COLLATE "C");
CREATE TABLE t (id integer, e email, f text COLLATE ci, CONSTRAINT u UNIQUE (f));
CREATE INDEX i ON t (e, f COLLATE "C");
CREATE VIEW v AS SELECT e, f COLLATE ci AS g FROM t;
--- new
CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level1', deterministic = false);
CREATE DOMAIN email AS text COLLATE ci CHECK (VALUE LIKE '%@%' COLLATE "C");
CREATE TABLE t (id integer, e email, f text COLLATE ci, CONSTRAINT u UNIQUE (f));
CREATE INDEX i ON t (e, f COLLATE "C");
CREATE VIEW v AS SELECT e, f COLLATE ci AS g FROM t;
--- rows
INSERT INTO t VALUES (1, 'a@b', 'x');
--- operations
drop view v
drop index i of t
rename domain email to _matrx_tmp_email
rename collation ci to _matrx_tmp_ci
create collation ci
create domain email
change the type of column e of t from _matrx_tmp_email to email
change the collation of column f of t
create index i on t
create view v
drop domain _matrx_tmp_email
drop collation _matrx_tmp_ci
--- hazards
L02 C03 L14 C08 L01 C02
