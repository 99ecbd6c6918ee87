-- Enum types: what PostgreSQL can add, it cannot take away.

--- case: create
--- new
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
--- operations
create enum mood

--- case: drop
--- old
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
--- operations
drop enum mood

--- case: without-values
--- new
CREATE TYPE nothing AS ENUM ();
--- operations
create enum nothing

--- case: value-at-the-end
--- old
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE t (m mood DEFAULT 'ok');
--- new
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE t (m mood DEFAULT 'ok');
--- rows
INSERT INTO t VALUES ('sad'), (DEFAULT);
--- operations
add value 'happy' to enum mood
--- hazards
C11

--- case: value-at-the-beginning
--- old
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE t (m mood);
--- new
CREATE TYPE mood AS ENUM ('awful', 'sad', 'ok');
CREATE TABLE t (m mood);
--- rows
INSERT INTO t VALUES ('sad');
--- operations
add value 'awful' to enum mood before 'sad'
--- hazards
C11

--- case: value-in-the-middle
--- old
CREATE TYPE mood AS ENUM ('sad', 'happy');
--- new
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
--- operations
add value 'ok' to enum mood after 'sad'
--- hazards
C11

--- case: several-values-in-several-places
--- old
CREATE TYPE n AS ENUM ('b', 'd');
--- new
CREATE TYPE n AS ENUM ('a1', 'a2', 'b', 'c1', 'c2', 'd', 'e1', 'e2');
--- operations
add value 'a1' to enum n before 'b'
add value 'a2' to enum n after 'a1'
add value 'c1' to enum n after 'b'
add value 'c2' to enum n after 'c1'
add value 'e1' to enum n
add value 'e2' to enum n
--- hazards
C11

--- case: new-value-as-the-default-of-a-column
-- A new value cannot be used in the transaction that adds it.
--- old
CREATE TYPE mood AS ENUM ('sad');
CREATE TABLE t (id bigint PRIMARY KEY, m mood DEFAULT 'sad');
--- new
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE t (id bigint PRIMARY KEY, m mood DEFAULT 'ok');
--- rows
INSERT INTO t VALUES (1, 'sad');
--- after up
INSERT INTO t VALUES (2) RETURNING m = 'ok';
DELETE FROM t WHERE id = 2 RETURNING true
--- operations
add value 'ok' to enum mood
set the default of column m of t
--- hazards
C11

--- case: new-value-in-a-check-an-index-and-a-new-column
--- old
CREATE TYPE mood AS ENUM ('sad');
CREATE TABLE t (id bigint PRIMARY KEY, m mood);
--- new
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE t (id bigint PRIMARY KEY, m mood, m2 mood NOT NULL DEFAULT 'ok', CHECK (m <> 'ok'));
CREATE INDEX i ON t (id) WHERE m = 'ok';
--- rows
INSERT INTO t VALUES (1, 'sad');
--- after up
SELECT m2 = 'ok' FROM t
--- operations
add value 'ok' to enum mood
add column m2 to t
add check t_m_check to t
create index i on t
--- hazards
C11 L10 L01

--- case: new-value-that-rows-hold-on-the-way-back
-- The way back has no value for such rows, so it must not succeed in silence; there are none here.
--- old
CREATE TYPE mood AS ENUM ('sad');
CREATE TABLE t (m mood);
CREATE INDEX t_m ON t (m);
--- new
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE t (m mood);
CREATE INDEX t_m ON t (m);
--- rows
INSERT INTO t VALUES ('sad');
--- operations
add value 'ok' to enum mood
--- hazards
C11

--- case: value-renamed
--- old
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE t (m mood DEFAULT 'sad' CHECK (m <> 'ok'));
--- new
CREATE TYPE mood AS ENUM ('blue', 'ok');
CREATE TABLE t (m mood DEFAULT 'blue' CHECK (m <> 'ok'));
--- answers
rename value mood 'sad' to 'blue'
--- rows
INSERT INTO t VALUES ('sad');
--- after up
SELECT m = 'blue' FROM t
--- operations
rename value 'sad' of enum mood to 'blue'
--- hazards
C04

--- case: two-values-swap-their-names
--- old
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE t (id bigint, m mood DEFAULT 'a');
--- new
CREATE TYPE mood AS ENUM ('b', 'a');
CREATE TABLE t (id bigint, m mood DEFAULT 'b');
--- answers
rename value mood 'a' to 'b'
rename value mood 'b' to 'a'
--- rows
INSERT INTO t VALUES (1, 'a'), (2, 'b');
--- after up
SELECT array_agg(m::text ORDER BY id) = '{b,a}' FROM t
--- operations
rename value 'a' of enum mood to '_matrx_tmp_a'
rename value 'b' of enum mood to 'a'
rename value '_matrx_tmp_a' of enum mood to 'b'
--- hazards
C04

--- case: chain-of-renamed-values
--- old
CREATE TYPE n AS ENUM ('a', 'b', 'c');
CREATE TABLE t (v n);
--- new
CREATE TYPE n AS ENUM ('b', 'c', 'd');
CREATE TABLE t (v n);
--- answers
rename value n 'a' to 'b'
rename value n 'b' to 'c'
rename value n 'c' to 'd'
--- rows
INSERT INTO t VALUES ('a'), ('b'), ('c');
--- after up
SELECT array_agg(v::text ORDER BY v) = '{b,c,d}' FROM t
--- operations
rename value 'c' of enum n to 'd'
rename value 'b' of enum n to 'c'
rename value 'a' of enum n to 'b'
--- hazards
C04

--- case: value-renamed-and-another-added
--- old
CREATE TYPE n AS ENUM ('a', 'b');
CREATE TABLE t (v n DEFAULT 'a');
--- new
CREATE TYPE n AS ENUM ('z', 'b', 'c');
CREATE TABLE t (v n DEFAULT 'c');
--- answers
rename value n 'a' to 'z'
--- rows
INSERT INTO t VALUES ('a');
--- operations
rename value 'a' of enum n to 'z'
add value 'c' to enum n
set the default of column v of t
--- hazards
C04 C11

--- case: removed-value-that-nobody-has
--- old
CREATE TYPE n AS ENUM ('a', 'b', 'c');
CREATE TABLE t (v n NOT NULL DEFAULT 'a', w n[]);
--- new
CREATE TYPE n AS ENUM ('a', 'c');
CREATE TABLE t (v n NOT NULL DEFAULT 'a', w n[]);
--- answers
unused value n 'b'
--- rows
INSERT INTO t VALUES ('c', '{a,c}');
--- keeps
SELECT v::text, w::text FROM t
--- operations
remove 'b' from enum n
--- hazards
C12

--- case: removed-value-that-somebody-has
--- old
CREATE TYPE n AS ENUM ('a', 'b');
CREATE TABLE t (v n);
--- new
CREATE TYPE n AS ENUM ('a');
CREATE TABLE t (v n);
--- answers
unused value n 'b'
--- rows
INSERT INTO t VALUES ('b');
--- fails
invalid input value for enum
--- operations
remove 'b' from enum n
--- hazards
C12

--- case: removed-value-is-mapped
--- old
CREATE TYPE n AS ENUM ('a', 'b', 'c');
CREATE TABLE t (id bigint, v n NOT NULL DEFAULT 'b', w n[]);
--- new
CREATE TYPE n AS ENUM ('a', 'c');
CREATE TABLE t (id bigint, v n NOT NULL DEFAULT 'c', w n[]);
--- answers
map value n 'b' to 'c'
--- rows
INSERT INTO t VALUES (1, 'a', '{a,b}'), (2, 'b', '{b,b,NULL}'), (3, 'c', NULL);
--- after up
SELECT array_agg(v::text ORDER BY id) = '{a,c,c}' AND array_agg(w::text ORDER BY id) = ARRAY['{a,c}', '{c,c,NULL}', NULL] FROM t
--- operations
remove 'b' from enum n
--- hazards
C12

--- case: removed-value-is-asked-about
--- old
CREATE TYPE n AS ENUM ('a', 'b');
--- new
CREATE TYPE n AS ENUM ('a');
--- refused
enum n loses the value 'b': what do rows get that hold it?

--- case: order-changes
--- old
CREATE TYPE n AS ENUM ('low', 'high', 'mid');
CREATE TABLE t (v n NOT NULL DEFAULT 'low');
CREATE INDEX t_v ON t (v);
--- new
CREATE TYPE n AS ENUM ('low', 'mid', 'high');
CREATE TABLE t (v n NOT NULL DEFAULT 'low');
CREATE INDEX t_v ON t (v);
--- rows
INSERT INTO t VALUES ('high'), ('mid'), (DEFAULT);
--- after up
SELECT array_agg(v::text ORDER BY v) = '{low,mid,high}' FROM t
--- operations
replace the values of enum n
--- hazards
C12

--- case: replaced-under-all-that-hangs-on-it
-- A check, a partial index, a unique, a generated column, a default, a foreign key over the column.
--- old
CREATE TYPE n AS ENUM ('a', 'b', 'c');
CREATE TABLE k (v n PRIMARY KEY);
CREATE TABLE t (id bigint PRIMARY KEY, v n NOT NULL DEFAULT 'a' REFERENCES k, is_a boolean GENERATED ALWAYS AS (v = 'a'::n) STORED, CONSTRAINT no_c CHECK (v <> 'c'), UNIQUE (id, v));
CREATE INDEX i ON t (id) WHERE v = 'a';
CREATE INDEX j ON t (v DESC);
--- new
CREATE TYPE n AS ENUM ('c', 'a');
CREATE TABLE k (v n PRIMARY KEY);
CREATE TABLE t (id bigint PRIMARY KEY, v n NOT NULL DEFAULT 'a' REFERENCES k, is_a boolean GENERATED ALWAYS AS (v = 'a'::n) STORED, CONSTRAINT no_c CHECK (v <> 'c'), UNIQUE (id, v));
CREATE INDEX i ON t (id) WHERE v = 'a';
CREATE INDEX j ON t (v DESC);
--- answers
unused value n 'b'
--- rows
INSERT INTO k VALUES ('a');
INSERT INTO t VALUES (1, 'a');
--- keeps
SELECT is_a, v::text FROM t
--- operations
drop foreign key t_v_fkey of t
drop index i of t
drop check no_c of t
drop column is_a of t
remove 'b' from enum n
add column is_a to t
add check no_c to t
create index i on t
add foreign key t_v_fkey to t
--- hazards
L02 C01 C12 L17 L10 L01 L09

--- case: renamed-type
--- old
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE t (m mood DEFAULT 'sad', ms mood[] DEFAULT '{ok}', CHECK (m <> 'ok'::mood));
--- new
CREATE TYPE feeling AS ENUM ('sad', 'ok');
CREATE TABLE t (m feeling DEFAULT 'sad', ms feeling[] DEFAULT '{ok}', CHECK (m <> 'ok'::feeling));
--- answers
rename type mood to feeling
--- rows
INSERT INTO t VALUES (DEFAULT, DEFAULT);
--- keeps
SELECT m::text, ms::text FROM t
--- operations
rename enum mood to feeling
--- hazards
C03

--- case: renamed-type-loses-a-value-and-renames-one
--- old
CREATE TYPE mood AS ENUM ('sad', 'ok', 'meh');
CREATE TABLE t (m mood DEFAULT 'sad');
--- new
CREATE TYPE feeling AS ENUM ('blue', 'ok');
CREATE TABLE t (m feeling DEFAULT 'blue');
--- answers
rename type mood to feeling
rename value feeling 'sad' to 'blue'
map value feeling 'meh' to 'ok'
--- rows
INSERT INTO t VALUES ('meh'), (DEFAULT);
--- after up
SELECT array_agg(m::text ORDER BY m) = '{blue,ok}' FROM t
--- operations
rename enum mood to feeling
rename value 'sad' of enum feeling to 'blue'
remove 'meh' from enum feeling
--- hazards
C03 C04 C12

--- case: two-types-swap-their-names
--- old
CREATE TYPE a AS ENUM ('x');
CREATE TYPE b AS ENUM ('y');
CREATE TABLE t (p a, q b);
--- new
CREATE TYPE b AS ENUM ('x');
CREATE TYPE a AS ENUM ('y');
CREATE TABLE t (p b, q a);
--- answers
rename type a to b
rename type b to a
--- rows
INSERT INTO t VALUES ('x', 'y');
--- keeps
SELECT p::text, q::text FROM t
--- operations
rename enum a to _matrx_tmp_a
rename enum b to a
rename enum _matrx_tmp_a to b
--- hazards
C03

--- case: another-type-under-the-same-name
--- old
CREATE TYPE n AS ENUM ('a', 'b');
CREATE TABLE t (v n);
--- new
CREATE TYPE n AS ENUM ('x', 'y');
CREATE TABLE t (v n);
--- answers
map value n 'a' to 'x'
map value n 'b' to 'y'
--- rows
INSERT INTO t VALUES ('a'), ('b');
--- after up
SELECT array_agg(v::text ORDER BY v) = '{x,y}' FROM t
--- operations
remove 'a', 'b' from enum n
--- hazards
C12

--- case: hostile-names-and-values
--- old
CREATE TYPE "M oo""d" AS ENUM ('it''s', 'a "b"', E'back\\slash');
CREATE TABLE t (m "M oo""d" DEFAULT 'it''s');
--- new
CREATE TYPE "M oo""d" AS ENUM ('it''s', E'new\nline', 'a "b"', E'back\\slash', '');
CREATE TABLE t (m "M oo""d" DEFAULT E'back\\slash');
--- rows
INSERT INTO t VALUES (DEFAULT);
--- operations
add value 'new\nline' to enum "M oo""d" after 'it''s'
add value '' to enum "M oo""d"
set the default of column m of t
--- hazards
C11

--- case: in-another-schema
--- both
CREATE SCHEMA other;
--- old
CREATE TYPE other.n AS ENUM ('a', 'b');
CREATE TYPE n AS ENUM ('z');
CREATE TABLE t (v other.n DEFAULT 'b', w n);
--- new
CREATE TYPE other.n AS ENUM ('a', 'c');
CREATE TYPE n AS ENUM ('z');
CREATE TABLE t (v other.n DEFAULT 'c', w n);
--- answers
rename value other.n 'b' to 'c'
--- rows
INSERT INTO t VALUES (DEFAULT, 'z');
--- operations
rename value 'b' of enum other.n to 'c'
--- hazards
C04

--- case: with-a-hundred-values
--- old
CREATE TYPE n AS ENUM ('v00', 'v01', 'v02', 'v03', 'v04', 'v05', 'v06', 'v07', 'v08', 'v09', 'v10', 'v11', 'v12', 'v13', 'v14', 'v15', 'v16', 'v17', 'v18', 'v19', 'v20', 'v21', 'v22', 'v23', 'v24', 'v25', 'v26', 'v27', 'v28', 'v29', 'v30');
--- new
CREATE TYPE n AS ENUM ('v00', 'v01', 'v02', 'w02', 'v03', 'v04', 'v05', 'v06', 'v07', 'v08', 'v09', 'v10', 'v11', 'v12', 'v13', 'v14', 'v15', 'w15', 'v16', 'v17', 'v18', 'v19', 'v20', 'v21', 'v22', 'v23', 'v24', 'v25', 'v26', 'v27', 'v28', 'v29', 'v30', 'w30');
--- operations
add value 'w02' to enum n after 'v02'
add value 'w15' to enum n after 'v15'
add value 'w30' to enum n
--- hazards
C11

--- case: table-and-type-exchange-their-kinds
-- A table has a type of its name too.
--- old
CREATE TYPE thing AS ENUM ('a');
--- new
CREATE TABLE thing (a text);
--- operations
rename enum thing to _matrx_tmp_thing
create table thing
drop enum _matrx_tmp_thing
--- hazards
C03

--- case: enum-value-goes-from-under-everything
--- old
CREATE TYPE st AS ENUM ('a', 'b', 'c');
CREATE TABLE t (id integer PRIMARY KEY, s st NOT NULL DEFAULT 'a', hist st[] NOT NULL DEFAULT '{a,b}', CONSTRAINT ok CHECK (s <> 'b' OR id > 0));
CREATE INDEX part ON t (id) WHERE s = 'a';
CREATE INDEX hist ON t USING gin (hist);
CREATE VIEW v AS SELECT id, s, hist FROM t WHERE s IN ('a', 'b');
CREATE FUNCTION f(x st DEFAULT 'b') RETURNS st[] LANGUAGE sql IMMUTABLE AS $$ SELECT ARRAY[x] $$;
COMMENT ON FUNCTION f(st) IS 'kept';
--- new
CREATE TYPE st AS ENUM ('a', 'b');
CREATE TABLE t (id integer PRIMARY KEY, s st NOT NULL DEFAULT 'a', hist st[] NOT NULL DEFAULT '{a,b}', CONSTRAINT ok CHECK (s <> 'b' OR id > 0));
CREATE INDEX part ON t (id) WHERE s = 'a';
CREATE INDEX hist ON t USING gin (hist);
CREATE VIEW v AS SELECT id, s, hist FROM t WHERE s IN ('a', 'b');
CREATE FUNCTION f(x st DEFAULT 'b') RETURNS st[] LANGUAGE sql IMMUTABLE AS $$ SELECT ARRAY[x] $$;
COMMENT ON FUNCTION f(st) IS 'kept';
--- answers
unused value st 'c'
--- rows
INSERT INTO t VALUES (1, 'a', '{a,b}'), (2, 'b', '{}');
--- keeps
SELECT string_agg(s::text || hist::text, ',') FROM t
--- operations
drop view v
drop function f(st)
drop index part of t
drop check ok of t
remove 'c' from enum st
create function f(st)
add check ok to t
create index part on t
create view v
--- hazards
L02 C12 L10 L01

--- case: value-under-a-domain-and-a-composite
-- On the way back the type is made anew, and so is all that holds on to it.
--- old
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE DOMAIN mood_of_day AS mood DEFAULT 'ok' CHECK (VALUE <> 'sad');
CREATE TYPE entry AS (m mood, note text);
CREATE TABLE diary (id integer PRIMARY KEY, today mood_of_day, first entry, rest entry[], all_days mood_of_day[] DEFAULT '{ok}');
CREATE INDEX diary_today ON diary (today);
CREATE VIEW days AS SELECT id, today, (first).m FROM diary;
--- new
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE DOMAIN mood_of_day AS mood DEFAULT 'ok' CHECK (VALUE <> 'sad');
CREATE TYPE entry AS (m mood, note text);
CREATE TABLE diary (id integer PRIMARY KEY, today mood_of_day, first entry, rest entry[], all_days mood_of_day[] DEFAULT '{ok}');
CREATE INDEX diary_today ON diary (today);
CREATE VIEW days AS SELECT id, today, (first).m FROM diary;
--- rows
INSERT INTO diary VALUES (1, 'ok', ROW('sad', 'a,b"c'), ARRAY[ROW('ok', NULL)::entry]);
INSERT INTO diary VALUES (2, NULL, NULL, NULL, NULL);
--- keeps
SELECT string_agg(diary::text, ';' ORDER BY id) FROM diary
--- operations
add value 'happy' to enum mood
--- hazards
C11

--- case: value-goes-from-a-renamed-type-under-a-domain-and-a-composite
--- old
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE DOMAIN mood_of_day AS mood DEFAULT 'ok' CHECK (VALUE <> 'sad');
CREATE TYPE entry AS (m mood, note text);
CREATE TABLE diary (id integer PRIMARY KEY, today mood_of_day, first entry);
--- new
CREATE TYPE feeling AS ENUM ('sad', 'ok');
CREATE DOMAIN mood_of_day AS feeling DEFAULT 'ok' CHECK (VALUE <> 'sad');
CREATE TYPE entry AS (m feeling, note text);
CREATE TABLE diary (id integer PRIMARY KEY, today mood_of_day, first entry);
--- answers
rename type mood to feeling
unused value feeling 'happy'
--- rows
INSERT INTO diary VALUES (1, 'ok', ROW('sad', 'a,b"c'));
--- keeps
SELECT diary::text FROM diary
--- operations
rename composite type entry to _matrx_tmp_entry
rename domain mood_of_day to _matrx_tmp_mood_of_day
rename enum mood to feeling
change the type of column today of diary from _matrx_tmp_mood_of_day to text
change the type of column first of diary from _matrx_tmp_entry to text
drop composite type _matrx_tmp_entry
drop domain _matrx_tmp_mood_of_day
remove 'happy' from enum feeling
create domain mood_of_day
create composite type entry
change the type of column today of diary from text to mood_of_day
change the type of column first of diary from text to entry
--- hazards
C03 L14 C02 C12 C08

--- case: value-goes-from-under-lists-of-domains-and-composites
-- The columns are text while the old type goes.
--- old
CREATE TYPE e AS ENUM ('a', 'b', 'c');
CREATE DOMAIN de AS e DEFAULT 'a' CHECK (VALUE <> 'b');
CREATE TYPE pair AS (x e, y e[]);
CREATE TABLE u (p pair, d de, l de[], q pair[]);
CREATE FUNCTION f(p pair) RETURNS e LANGUAGE sql AS $$ SELECT p.x $$;
--- new
CREATE TYPE e AS ENUM ('a', 'b');
CREATE DOMAIN de AS e DEFAULT 'a' CHECK (VALUE <> 'b');
CREATE TYPE pair AS (x e, y e[]);
CREATE TABLE u (p pair, d de, l de[], q pair[]);
CREATE FUNCTION f(p pair) RETURNS e LANGUAGE sql AS $$ SELECT p.x $$;
--- answers
unused value e 'c'
--- rows
INSERT INTO u VALUES (ROW('a', '{b}'), 'a', '{a}', ARRAY[ROW('b', '{}')::pair]);
--- keeps
SELECT u::text FROM u
--- operations
drop function f(pair)
rename composite type pair to _matrx_tmp_pair
rename domain de to _matrx_tmp_de
change the type of column p of u from _matrx_tmp_pair to text
change the type of column d of u from _matrx_tmp_de to text
change the type of column l of u from _matrx_tmp_de[] to text
change the type of column q of u from _matrx_tmp_pair[] to text
drop composite type _matrx_tmp_pair
drop domain _matrx_tmp_de
remove 'c' from enum e
create domain de
create composite type pair
create function f(pair)
change the type of column p of u from text to pair
change the type of column d of u from text to de
change the type of column l of u from text to de[]
change the type of column q of u from text to pair[]
--- hazards
C03 L14 C02 C12 C08
