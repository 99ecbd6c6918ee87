--- case: a-table-begins-to-inherit
--- both
CREATE TABLE base (id bigint NOT NULL, n integer);
CREATE TABLE things (id bigint NOT NULL, n integer, extra text);
--- new
ALTER TABLE things INHERIT base;
--- rows
INSERT INTO things VALUES (1, 2, 'x');
--- after up
SELECT count(*) = 1 FROM base
--- operations
let things inherit from base
--- hazards
L24

--- case: a-table-no-longer-inherits
--- both
CREATE TABLE base (id bigint NOT NULL, n integer);
CREATE TABLE things (id bigint NOT NULL, n integer, extra text);
--- old
ALTER TABLE things INHERIT base;
--- rows
INSERT INTO things VALUES (1, 2, 'x');
--- operations
let things no longer inherit from base
--- hazards
L24

--- case: a-table-gets-another-parent
--- both
CREATE TABLE one (id bigint NOT NULL);
CREATE TABLE two (id bigint NOT NULL);
CREATE TABLE things (id bigint NOT NULL, extra text);
--- old
ALTER TABLE things INHERIT one;
--- new
ALTER TABLE things INHERIT two;
--- rows
INSERT INTO things VALUES (1, 'x');
--- operations
let things no longer inherit from one
let things inherit from two
--- hazards
L24

--- case: a-table-loses-one-of-two-parents
-- The last one: INHERIT puts a parent behind those that are there.
--- both
CREATE TABLE one (id bigint NOT NULL);
CREATE TABLE two (id bigint NOT NULL);
CREATE TABLE things (id bigint NOT NULL, extra text) INHERITS (one, two);
--- new
ALTER TABLE things NO INHERIT two;
--- rows
INSERT INTO things VALUES (1, 'x');
--- operations
let things no longer inherit from two
--- hazards
L24

--- case: the-parent-is-dropped-and-the-child-stays
--- both
CREATE TABLE things (id bigint NOT NULL, extra text);
--- old
CREATE TABLE base (id bigint NOT NULL);
ALTER TABLE things INHERIT base;
--- rows
INSERT INTO things VALUES (1, 'x');
--- operations
let things no longer inherit from base
drop table base
--- hazards
L24 C02

--- case: parent-and-child-are-renamed
--- old
CREATE TABLE base (id bigint PRIMARY KEY, n integer);
CREATE TABLE things (extra text) INHERITS (base);
--- new
CREATE TABLE root (id bigint CONSTRAINT base_pkey PRIMARY KEY, n integer);
CREATE TABLE items (extra text) INHERITS (root);
--- rows
INSERT INTO things VALUES (1, 2, 'x');
--- answers
rename table base to root
rename table things to items
--- operations
rename table base to root
rename table things to items
--- hazards
C03

--- case: the-schema-of-a-parent-is-renamed
--- old
CREATE SCHEMA one;
CREATE TABLE one.base (id bigint PRIMARY KEY, n integer);
CREATE TABLE one.other (id bigint PRIMARY KEY);
CREATE TABLE things (extra text) INHERITS (one.base);
--- new
CREATE SCHEMA two;
CREATE TABLE two.base (id bigint PRIMARY KEY, n integer);
CREATE TABLE two.other (id bigint PRIMARY KEY);
CREATE TABLE things (extra text) INHERITS (two.base);
--- answers
rename schema one to two
--- operations
rename schema one to two
--- hazards
C03
