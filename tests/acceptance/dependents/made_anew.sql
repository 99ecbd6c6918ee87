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
