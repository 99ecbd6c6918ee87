-- Names that somebody has really given.

--- case: keywords
--- new
CREATE TABLE "user" ("order" bigint PRIMARY KEY, "group" text DEFAULT 'x' CHECK ("group" <> ''), "select" integer, "primary" boolean, "table" date, "default" text, "check" text, "end" text, "all" text);
CREATE INDEX "where" ON "user" ("select", lower("group")) WHERE "primary";
CREATE TABLE "table" ("user" bigint REFERENCES "user" ("order"));
--- operations
create table "table"
create table "user"
create index "where" on "user"
add foreign key table_user_fkey to "table"

--- case: column-called-type
--- old
CREATE TABLE t (type text);
--- new
CREATE TABLE t (type text NOT NULL DEFAULT 'x', CHECK (type <> 'type'));
CREATE INDEX t_type ON t (type);
--- rows
INSERT INTO t VALUES ('y');
--- operations
forbid NULL in column type of t
set the default of column type of t
add check t_type_check to t
create index t_type on t
--- hazards
L11 L10 L01

--- case: capitals-blanks-dots-and-quotes
--- new
CREATE TABLE "My Table" ("Column.One" integer, "two ""quoted""" text, "three'apostrophe" text, " leading" text, "trailing " text);
ALTER TABLE "My Table" ADD CONSTRAINT "Check.One" CHECK ("Column.One" > 0 AND "two ""quoted""" <> "three'apostrophe");
CREATE UNIQUE INDEX "Index ""1""" ON "My Table" (lower("two ""quoted"""), "Column.One") INCLUDE (" leading");
--- operations
create table "My Table"
create index "Index ""1""" on "My Table"

--- case: comment-marks-semicolons-and-dollars
--- new
CREATE TABLE "a;b" ("--c" text, "/*d*/" text, "$$e$$" text, "f$1" text, "{g}" text, "%s" text, "h\i" text);
ALTER TABLE "a;b" ADD CHECK ("--c" <> "/*d*/" AND "$$e$$" <> 'x');
COMMENT ON COLUMN "a;b"."--c" IS 'c';
--- operations
create table "a;b"

--- case: letters-of-other-scripts
--- new
CREATE TABLE "таблица" ("столбец" text, "列" integer DEFAULT 1, "é" text, "🦀" text, "ﬁ" text);
CREATE INDEX "индекс" ON "таблица" ("столбец", lower("é"));
--- operations
create table "таблица"
create index "индекс" on "таблица"

--- case: newline-and-tab
--- new
CREATE TABLE "line
break" ("tab	bed" text, "cr" text);
--- operations
create table "line\nbreak"

--- case: names-that-differ-in-case
--- new
CREATE TABLE t (a integer, "A" integer, "aA" text, "Aa" text, CHECK (a < "A"));
CREATE TABLE "T" (a integer);
CREATE INDEX i ON t (a);
CREATE INDEX "I" ON t ("A");
--- operations
create table "T"
create table t
create index "I" on t
create index i on t

--- case: hostile-rename-of-everything
--- old
CREATE TABLE "a b" ("c d" text, CONSTRAINT "e f" CHECK ("c d" <> 'c d'));
CREATE INDEX "g h" ON "a b" (("c d" || 'c d'));
--- new
CREATE TABLE "a ""b" ("c ""d" text, CONSTRAINT "e ""f" CHECK ("c ""d" <> 'c d'));
CREATE INDEX "g ""h" ON "a ""b" (("c ""d" || 'c d'));
--- answers
rename table "a b" to "a ""b"
rename column "a ""b"."c d" to "c ""d"
--- rows
INSERT INTO "a b" VALUES ('x');
--- operations
rename table "a b" to "a ""b"
rename column "c d" of "a ""b" to "c ""d"
rename constraint "e f" of "a ""b" to "e ""f"
rename index "g h" of "a ""b" to "g ""h"
--- hazards
C03

--- case: sixty-three-bytes-everywhere
--- new
CREATE TABLE tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt3 (cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc3 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n integer UNIQUE CHECK (n > 0));
CREATE INDEX ON tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt3 (n, cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc3);
--- operations
create table tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt3
create index ttttttttttttttttttttttttttttt_n_ccccccccccccccccccccccccccc_idx on tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt3

--- case: multibyte-at-the-limit
--- new
CREATE TABLE "ééééééééééééééééééééééééééééééé" (id bigint PRIMARY KEY, "ééééééééééééééééééééééééééééééé" text UNIQUE);
--- operations
create table "ééééééééééééééééééééééééééééééé"

--- case: system-like-names
--- new
CREATE TABLE pg_thing (oid bigint, "ctid_" text, name name, "char" "char");
CREATE TABLE information (schema text);
--- operations
create table information
create table pg_thing

--- case: default-names-with-numbers
-- PostgreSQL numbers names that are taken.
--- old
CREATE TABLE t (a integer, b integer);
--- new
CREATE TABLE t (a integer, b integer, CHECK (a > 0), CHECK (a > 1), CHECK (a > 2), UNIQUE (a), UNIQUE (a) DEFERRABLE);
CREATE INDEX ON t (b);
CREATE INDEX ON t (b);
--- operations
add unique constraint t_a_key to t
add unique constraint t_a_key1 to t
add check t_a_check to t
add check t_a_check1 to t
add check t_a_check2 to t
create index t_b_idx on t
create index t_b_idx1 on t
--- hazards
L06 L10 L01

--- case: sixty-three-bytes-with-everything-anew
-- The names that they have for a moment are not the same.
--- old
CREATE TYPE eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee AS ENUM ('a', 'b');
CREATE DOMAIN dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd1 AS text;
CREATE DOMAIN dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd2 AS text;
CREATE TABLE tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt1 (a eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee, b dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd1, c dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd2);
--- new
CREATE TYPE eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee AS ENUM ('a');
CREATE DOMAIN dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd1 AS varchar(9);
CREATE DOMAIN dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd2 AS varchar(8);
CREATE TABLE tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt1 (a eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee, b dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd1, c dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd2);
--- answers
unused value eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee 'b'
--- rows
INSERT INTO tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt1 VALUES ('a', 'x', 'y');
--- operations
rename domain dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd2 to _matrx_tmp_ddddddddddddddddddddddddddddddddddddddddddd_075d1925
rename domain dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd1 to _matrx_tmp_ddddddddddddddddddddddddddddddddddddddddddd_045d146c
create domain dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd1
create domain dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd2
remove 'b' from enum eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
change the type of column b of tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt1 from _matrx_tmp_ddddddddddddddddddddddddddddddddddddddddddd_045d146c to dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd1
change the type of column c of tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt1 from _matrx_tmp_ddddddddddddddddddddddddddddddddddddddddddd_075d1925 to dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd2
drop domain _matrx_tmp_ddddddddddddddddddddddddddddddddddddddddddd_075d1925
drop domain _matrx_tmp_ddddddddddddddddddddddddddddddddddddddddddd_045d146c
--- hazards
C03 C12 L14 C08 C02

--- case: hostile-names-under-a-type-change
--- old
CREATE SCHEMA "s.x";
CREATE TYPE "s.x"."k.""e" AS ENUM ('a''b', 'c\d');
CREATE TABLE "s.x"."T.""1" ("select" integer, "a.b" "s.x"."k.""e" DEFAULT 'a''b', "é" text, CONSTRAINT "c:""x" CHECK ("select" > 0 AND "a.b" <> 'c\d'));
CREATE INDEX "i.""x" ON "s.x"."T.""1" (("select" + 1), "a.b") WHERE "é" <> '"';
CREATE VIEW "s.x"."V.""1" AS SELECT "select", "a.b" AS "x""y" FROM "s.x"."T.""1";
CREATE FUNCTION "s.x"."f.""1"("a.b" "s.x"."k.""e"[]) RETURNS SETOF "s.x"."T.""1" LANGUAGE sql AS $f$ SELECT * FROM "s.x"."T.""1" $f$;
--- new
CREATE SCHEMA "s.x";
CREATE TYPE "s.x"."k.""e" AS ENUM ('a''b');
CREATE TABLE "s.x"."T.""1" ("select" bigint, "a.b" "s.x"."k.""e" DEFAULT 'a''b', "É" text, CONSTRAINT "c:""x" CHECK ("select" > 0 AND "a.b" <> 'a''b'));
CREATE INDEX "i.""x" ON "s.x"."T.""1" (("select" + 1), "a.b") WHERE "É" <> '"';
CREATE VIEW "s.x"."V.""1" AS SELECT "select", "a.b" AS "x""y" FROM "s.x"."T.""1";
CREATE FUNCTION "s.x"."f.""1"("a.b" "s.x"."k.""e"[]) RETURNS SETOF "s.x"."T.""1" LANGUAGE sql AS $f$ SELECT * FROM "s.x"."T.""1" $f$;
--- answers
unused value "s.x"."k.""e" 'c\d'
rename column "s.x"."T.""1"."é" to "É"
--- operations
drop view "s.x"."V.""1"
drop function "s.x"."f.""1"("s.x"."k.""e"[])
drop index "i.""x" of "s.x"."T.""1"
drop check "c:""x" of "s.x"."T.""1"
rename column "é" of "s.x"."T.""1" to "É"
remove E'c\\\\d' from enum "s.x"."k.""e"
create function "s.x"."f.""1"("s.x"."k.""e"[])
change the type of column "select" of "s.x"."T.""1" from integer to bigint
add check "c:""x" to "s.x"."T.""1"
create index "i.""x" on "s.x"."T.""1"
create view "s.x"."V.""1"
--- hazards
L02 C03 C12 L14 L10 L01
