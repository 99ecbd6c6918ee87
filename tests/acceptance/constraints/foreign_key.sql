-- Foreign keys: dropped first, added last, so that tables may reference each other.

--- case: add
--- both
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (a_id bigint);
--- new
ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (a_id) REFERENCES a;
--- rows
INSERT INTO a VALUES (1);
INSERT INTO b VALUES (1), (NULL);
--- operations
add foreign key b_a to b
--- hazards
L09

--- case: add-that-rows-break
--- both
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (a_id bigint);
--- new
ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (a_id) REFERENCES a;
--- rows
INSERT INTO b VALUES (1);
--- fails
violates foreign key constraint "b_a"
--- operations
add foreign key b_a to b
--- hazards
L09

--- case: drop
--- both
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (a_id bigint);
--- old
ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (a_id) REFERENCES a;
--- operations
drop foreign key b_a of b
--- hazards
C09

--- case: actions-change
--- both
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (a_id bigint DEFAULT 1);
--- old
ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (a_id) REFERENCES a ON DELETE CASCADE ON UPDATE SET NULL;
--- new
ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (a_id) REFERENCES a ON DELETE SET DEFAULT ON UPDATE RESTRICT;
--- rows
INSERT INTO a VALUES (1);
INSERT INTO b VALUES (1);
--- operations
drop foreign key b_a of b
add foreign key b_a to b
--- hazards
L09

--- case: no-action-is-the-default
--- both
CREATE TABLE a (id bigint PRIMARY KEY);
--- old
CREATE TABLE b (a_id bigint REFERENCES a ON DELETE NO ACTION NOT DEFERRABLE);
--- new
CREATE TABLE b (a_id bigint REFERENCES a (id) MATCH SIMPLE);
--- operations
nothing

--- case: becomes-deferrable
--- both
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (a_id bigint);
--- old
ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (a_id) REFERENCES a;
--- new
ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (a_id) REFERENCES a DEFERRABLE INITIALLY DEFERRED;
--- operations
drop foreign key b_a of b
add foreign key b_a to b
--- hazards
L09

--- case: match-full
--- both
CREATE TABLE a (x bigint, y bigint, PRIMARY KEY (x, y));
CREATE TABLE b (x bigint, y bigint);
--- old
ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (x, y) REFERENCES a;
--- new
ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (x, y) REFERENCES a MATCH FULL;
--- rows
INSERT INTO a VALUES (1, 2);
INSERT INTO b VALUES (1, 2), (NULL, NULL);
--- operations
drop foreign key b_a of b
add foreign key b_a to b
--- hazards
L09

--- case: columns-in-another-order-than-the-key
--- both
CREATE TABLE a (x bigint, y bigint, PRIMARY KEY (x, y));
CREATE TABLE b (x bigint, y bigint);
--- new
ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (y, x) REFERENCES a (y, x);
--- rows
INSERT INTO a VALUES (1, 2);
INSERT INTO b VALUES (1, 2);
--- operations
add foreign key b_a to b
--- hazards
L09

--- case: same-columns-paired-otherwise
--- both
CREATE TABLE a (x bigint, y bigint, PRIMARY KEY (x, y), UNIQUE (y, x));
CREATE TABLE b (x bigint, y bigint);
--- old
ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (x, y) REFERENCES a (x, y);
--- new
ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (x, y) REFERENCES a (y, x);
--- operations
drop foreign key b_a of b
add foreign key b_a to b
--- hazards
L09

--- case: another-table-is-referenced
--- both
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE a2 (id bigint PRIMARY KEY);
CREATE TABLE b (a_id bigint);
--- old
ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (a_id) REFERENCES a;
--- new
ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (a_id) REFERENCES a2;
--- rows
INSERT INTO a VALUES (1);
INSERT INTO a2 VALUES (1);
INSERT INTO b VALUES (1);
--- operations
drop foreign key b_a of b
add foreign key b_a to b
--- hazards
L09

--- case: unique-index-is-referenced
-- Not a constraint: an index is enough for PostgreSQL.
--- both
CREATE TABLE a (id bigint);
CREATE UNIQUE INDEX a_id ON a (id);
--- new
CREATE TABLE b (a_id bigint REFERENCES a (id));
--- operations
create table b
add foreign key b_a_id_fkey to b

--- case: unique-index-comes-with-the-key-that-uses-it
--- both
CREATE TABLE a (id bigint);
CREATE TABLE b (a_id bigint);
--- new
CREATE UNIQUE INDEX a_id ON a (id);
ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (a_id) REFERENCES a (id);
--- rows
INSERT INTO a VALUES (1);
INSERT INTO b VALUES (1);
--- operations
create index a_id on a
add foreign key b_a to b
--- hazards
L01 L09

--- case: two-tables-reference-each-other
--- new
CREATE TABLE a (id bigint PRIMARY KEY, b_id bigint);
CREATE TABLE b (id bigint PRIMARY KEY, a_id bigint REFERENCES a);
ALTER TABLE a ADD FOREIGN KEY (b_id) REFERENCES b;
--- operations
create table a
create table b
add foreign key a_b_id_fkey to a
add foreign key b_a_id_fkey to b

--- case: circle-of-three-goes
--- old
CREATE TABLE a (id bigint PRIMARY KEY, n bigint);
CREATE TABLE b (id bigint PRIMARY KEY REFERENCES a);
CREATE TABLE c (id bigint PRIMARY KEY REFERENCES b);
ALTER TABLE a ADD FOREIGN KEY (n) REFERENCES c;
--- operations
drop foreign key a_n_fkey of a
drop foreign key b_id_fkey of b
drop foreign key c_id_fkey of c
drop table a
drop table b
drop table c
--- hazards
C02

--- case: to-the-own-table
--- new
CREATE TABLE nodes (id bigint PRIMARY KEY, parent bigint REFERENCES nodes ON DELETE CASCADE, prev bigint UNIQUE REFERENCES nodes (prev));
--- operations
create table nodes
add foreign key nodes_parent_fkey to nodes
add foreign key nodes_prev_fkey to nodes

--- case: renamed
--- both
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (a_id bigint);
--- old
ALTER TABLE b ADD CONSTRAINT one FOREIGN KEY (a_id) REFERENCES a;
--- new
ALTER TABLE b ADD CONSTRAINT two FOREIGN KEY (a_id) REFERENCES a;
--- rows
INSERT INTO a VALUES (1);
INSERT INTO b VALUES (1);
--- operations
rename constraint one of b to two

--- case: referenced-table-is-renamed
--- old
CREATE TABLE a (id bigint CONSTRAINT a_pkey PRIMARY KEY);
CREATE TABLE b (a_id bigint CONSTRAINT b_a REFERENCES a);
--- new
CREATE TABLE z (id bigint CONSTRAINT a_pkey PRIMARY KEY);
CREATE TABLE b (a_id bigint CONSTRAINT b_a REFERENCES z);
--- answers
rename table a to z
--- rows
INSERT INTO a VALUES (1);
INSERT INTO b VALUES (1);
--- operations
rename table a to z
--- hazards
C03

--- case: referenced-column-is-renamed
--- old
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (a_id bigint CONSTRAINT b_a REFERENCES a);
--- new
CREATE TABLE a (key bigint PRIMARY KEY);
CREATE TABLE b (a_id bigint CONSTRAINT b_a REFERENCES a);
--- answers
rename column a.id to key
--- rows
INSERT INTO a VALUES (1);
INSERT INTO b VALUES (1);
--- operations
rename column id of a to key
--- hazards
C03

--- case: referenced-table-is-made-anew
-- The key of the table that stays goes before, and comes after.
--- old
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (a_id bigint CONSTRAINT b_a REFERENCES a);
--- new
CREATE TABLE c (id bigint PRIMARY KEY);
CREATE TABLE b (a_id bigint CONSTRAINT b_a REFERENCES c);
--- answers
nothing else was renamed
--- operations
drop foreign key b_a of b
drop table a
create table c
add foreign key b_a to b
--- hazards
C02 L09

--- case: across-schemas
--- both
CREATE SCHEMA auth;
CREATE TABLE auth.users (id bigint PRIMARY KEY);
CREATE TABLE posts (user_id bigint);
--- new
ALTER TABLE posts ADD CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES auth.users;
--- rows
INSERT INTO auth.users VALUES (1);
INSERT INTO posts VALUES (1);
--- operations
add foreign key posts_user to posts
--- hazards
L09

--- case: same-table-name-in-two-schemas
--- both
CREATE SCHEMA auth;
CREATE TABLE auth.users (id bigint PRIMARY KEY);
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE posts (user_id bigint);
--- old
ALTER TABLE posts ADD CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES auth.users;
--- new
ALTER TABLE posts ADD CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES public.users;
--- rows
INSERT INTO auth.users VALUES (1);
INSERT INTO users VALUES (1);
INSERT INTO posts VALUES (1);
--- operations
drop foreign key posts_user of posts
add foreign key posts_user to posts
--- hazards
L09

--- case: wider-than-what-it-references
-- Two types that compare are allowed.
--- both
CREATE TABLE a (id integer PRIMARY KEY);
--- new
CREATE TABLE b (a_id bigint REFERENCES a);
--- operations
create table b
add foreign key b_a_id_fkey to b

--- case: two-keys-over-one-column
--- both
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE z (id bigint PRIMARY KEY);
CREATE TABLE b (x bigint);
--- new
ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (x) REFERENCES a, ADD CONSTRAINT b_z FOREIGN KEY (x) REFERENCES z;
--- rows
INSERT INTO a VALUES (1);
INSERT INTO z VALUES (1);
INSERT INTO b VALUES (1);
--- operations
add foreign key b_a to b
add foreign key b_z to b
--- hazards
L09
