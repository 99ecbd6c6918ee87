--- case: a-column-is-added-to-a-parent
--- both
CREATE TABLE base (id bigint PRIMARY KEY);
CREATE TABLE things (extra text) INHERITS (base);
CREATE TABLE bigger (more text) INHERITS (things);
--- new
ALTER TABLE base ADD COLUMN note text NOT NULL DEFAULT 'none';
--- rows
INSERT INTO base VALUES (1);
INSERT INTO things VALUES (2, 'x');
INSERT INTO bigger VALUES (3, 'x', 'y');
--- after up
SELECT count(*) = 3 FROM base WHERE note = 'none'
--- operations
add column note to base

--- case: a-column-is-added-to-a-parent-and-said-otherwise-by-a-child
--- both
CREATE TABLE base (id bigint PRIMARY KEY);
CREATE TABLE things (extra text) INHERITS (base);
--- new
ALTER TABLE base ADD COLUMN note text DEFAULT 'none';
ALTER TABLE things ALTER COLUMN note SET DEFAULT 'thing';
COMMENT ON COLUMN things.note IS 'otherwise';
--- rows
INSERT INTO things VALUES (2, 'x');
--- operations
add column note to base
set the default of column note of things
set the comment of column note of things

--- case: a-column-is-dropped-from-a-parent
--- both
CREATE TABLE base (id bigint PRIMARY KEY);
CREATE TABLE things () INHERITS (base);
--- old
ALTER TABLE base ADD COLUMN note text;
CREATE INDEX things_note ON things (note);
--- rows
INSERT INTO things (id) VALUES (1);
--- operations
drop index things_note of things
drop column note of base
--- hazards
L02 C01

--- case: a-column-of-a-parent-is-renamed
--- both
CREATE TABLE base (id bigint PRIMARY KEY);
CREATE TABLE things () INHERITS (base);
CREATE TABLE bigger () INHERITS (things);
--- old
ALTER TABLE base ADD COLUMN note text;
CREATE INDEX things_note ON things (note) WHERE note <> '';
--- new
ALTER TABLE base ADD COLUMN remark text;
CREATE INDEX things_note ON things (remark) WHERE remark <> '';
--- rows
INSERT INTO things VALUES (1, 'kept');
INSERT INTO bigger VALUES (2, 'also');
--- answers
rename column base.note to remark
--- after up
SELECT count(*) = 2 FROM base WHERE remark IN ('kept', 'also')
--- operations
rename column note of base to remark
--- hazards
C03

--- case: the-type-of-a-parents-column-changes
--- both
CREATE TABLE base (id bigint PRIMARY KEY);
CREATE TABLE things () INHERITS (base);
--- old
ALTER TABLE base ADD COLUMN n integer DEFAULT 1;
CREATE VIEW seen AS SELECT n FROM things;
CREATE INDEX things_n ON things (n);
--- new
ALTER TABLE base ADD COLUMN n bigint DEFAULT 1;
CREATE VIEW seen AS SELECT n FROM things;
CREATE INDEX things_n ON things (n);
--- rows
INSERT INTO things VALUES (1, 2);
--- operations
drop view seen
change the type of column n of base from integer to bigint
create view seen
--- hazards
L14

--- case: the-type-of-a-parents-column-changes-with-a-default-that-is-in-the-way
--- both
CREATE TABLE base (id bigint PRIMARY KEY);
CREATE TABLE things () INHERITS (base);
--- old
ALTER TABLE base ADD COLUMN n text DEFAULT '1';
--- new
ALTER TABLE base ADD COLUMN n integer DEFAULT 1;
--- rows
INSERT INTO things VALUES (1, '2');
--- operations
drop the default of column n of base
change the type of column n of base from text to integer
set the default of column n of base
--- hazards
L14 C08

--- case: a-parents-column-becomes-not-null
--- both
CREATE TABLE base (id bigint PRIMARY KEY, n integer);
CREATE TABLE things () INHERITS (base);
--- new
ALTER TABLE base ALTER COLUMN n SET NOT NULL;
--- rows
INSERT INTO things VALUES (1, 2);
--- operations
forbid NULL in column n of base
--- hazards
L11

--- case: a-parents-column-becomes-nullable
--- both
CREATE TABLE base (id bigint PRIMARY KEY, n integer);
CREATE TABLE things () INHERITS (base);
--- old
ALTER TABLE base ALTER COLUMN n SET NOT NULL;
--- rows
INSERT INTO things VALUES (1, 2);
--- operations
allow NULL in column n of base
--- hazards
C06

--- case: a-parents-default-changes-for-all
--- both
CREATE TABLE base (id bigint PRIMARY KEY, n integer DEFAULT 1);
CREATE TABLE things () INHERITS (base);
--- new
ALTER TABLE base ALTER COLUMN n SET DEFAULT 2;
--- operations
set the default of column n of base

--- case: a-parents-default-changes-and-the-childs-stays
-- SET DEFAULT reaches the child, whose own must come again.
--- both
CREATE TABLE base (id bigint PRIMARY KEY, n integer DEFAULT 1);
CREATE TABLE a_thing () INHERITS (base);
ALTER TABLE a_thing ALTER COLUMN n SET DEFAULT 7;
--- new
ALTER TABLE ONLY base ALTER COLUMN n SET DEFAULT 2;
--- operations
set the default of column n of base
set the default of column n of a_thing

--- case: a-childs-default-changes
--- both
CREATE TABLE base (id bigint PRIMARY KEY, n integer DEFAULT 1);
CREATE TABLE things () INHERITS (base);
--- new
ALTER TABLE things ALTER COLUMN n SET DEFAULT 2;
ALTER TABLE things ALTER COLUMN n SET NOT NULL;
COMMENT ON COLUMN things.n IS 'two';
--- operations
forbid NULL in column n of things
set the default of column n of things
set the comment of column n of things
--- hazards
L11

--- case: a-childs-own-column-changes
--- both
CREATE TABLE base (id bigint PRIMARY KEY);
--- old
CREATE TABLE things (own integer, gone text) INHERITS (base);
--- new
CREATE TABLE things (own bigint NOT NULL, come text DEFAULT 'x') INHERITS (base);
--- rows
INSERT INTO things VALUES (1, 2, 'y');
--- answers
nothing else was renamed
--- operations
drop column gone of things
add column come to things
change the type of column own of things from integer to bigint
forbid NULL in column own of things
--- hazards
C01 L14 L11

--- case: a-computed-column-of-a-parent-changes
--- both
CREATE TABLE base (a integer);
CREATE TABLE things () INHERITS (base);
--- old
ALTER TABLE base ADD COLUMN b integer GENERATED ALWAYS AS (a * 2) STORED;
--- new
ALTER TABLE base ADD COLUMN b integer GENERATED ALWAYS AS (a * 3) STORED;
--- rows
INSERT INTO things VALUES (1);
--- after up
SELECT b = 3 FROM things
--- operations
drop column b of base
add column b to base
--- hazards
C01 L17

--- case: a-column-moves-from-a-child-to-its-parent
-- ADD COLUMN to the parent merges with the child's.
--- both
CREATE TABLE base (id bigint PRIMARY KEY);
--- old
CREATE TABLE things (note text) INHERITS (base);
--- new
CREATE TABLE things (note text) INHERITS (base);
ALTER TABLE base ADD COLUMN note text;
--- rows
INSERT INTO things VALUES (1, 'kept');
--- keeps
SELECT note FROM things
--- operations
add column note to base
