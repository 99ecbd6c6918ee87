-- UNIQUE and PRIMARY KEY, each with an index that takes a name in the schema.

--- case: add
--- both
CREATE TABLE t (a text);
--- new
ALTER TABLE t ADD CONSTRAINT t_a_key UNIQUE (a);
--- rows
INSERT INTO t VALUES ('a'), (NULL), (NULL);
--- operations
add unique constraint t_a_key to t
--- hazards
L06

--- case: add-that-rows-break
--- both
CREATE TABLE t (a text);
--- new
ALTER TABLE t ADD CONSTRAINT t_a_key UNIQUE (a);
--- rows
INSERT INTO t VALUES ('a'), ('a');
--- fails
could not create unique index "t_a_key"
--- operations
add unique constraint t_a_key to t
--- hazards
L06

--- case: drop
--- both
CREATE TABLE t (a text);
--- old
ALTER TABLE t ADD CONSTRAINT t_a_key UNIQUE (a);
--- operations
drop unique constraint t_a_key of t

--- case: columns-change-under-the-same-name
--- both
CREATE TABLE t (a text, b text);
--- old
ALTER TABLE t ADD CONSTRAINT k UNIQUE (a);
--- new
ALTER TABLE t ADD CONSTRAINT k UNIQUE (a, b);
--- rows
INSERT INTO t VALUES ('a', 'b');
--- operations
drop unique constraint k of t
add unique constraint k to t
--- hazards
L06

--- case: order-of-columns-changes
--- both
CREATE TABLE t (a text, b text);
--- old
ALTER TABLE t ADD CONSTRAINT k UNIQUE (a, b);
--- new
ALTER TABLE t ADD CONSTRAINT k UNIQUE (b, a);
--- operations
drop unique constraint k of t
add unique constraint k to t
--- hazards
L06

--- case: constraint-becomes-index
-- Both are called alike, but pg_dump and the catalogue know them apart.
--- both
CREATE TABLE t (a text);
--- old
ALTER TABLE t ADD CONSTRAINT k UNIQUE (a);
--- new
CREATE UNIQUE INDEX k ON t (a);
--- rows
INSERT INTO t VALUES ('a');
--- operations
drop unique constraint k of t
create index k on t
--- hazards
L01

--- case: index-becomes-constraint
--- both
CREATE TABLE t (a text);
--- old
CREATE UNIQUE INDEX k ON t (a);
--- new
ALTER TABLE t ADD CONSTRAINT k UNIQUE (a);
--- rows
INSERT INTO t VALUES ('a');
--- operations
drop index k of t
add unique constraint k to t
--- hazards
L02 L06

--- case: renamed
--- both
CREATE TABLE t (a text);
--- old
ALTER TABLE t ADD CONSTRAINT one UNIQUE (a);
--- new
ALTER TABLE t ADD CONSTRAINT two UNIQUE (a);
--- operations
rename constraint one of t to two

--- case: deferrable
--- both
CREATE TABLE t (a integer);
--- old
ALTER TABLE t ADD CONSTRAINT k UNIQUE (a);
--- new
ALTER TABLE t ADD CONSTRAINT k UNIQUE (a) DEFERRABLE INITIALLY DEFERRED;
--- rows
INSERT INTO t VALUES (1), (2);
--- operations
drop unique constraint k of t
add unique constraint k to t
--- hazards
L06

--- case: deferrable-immediate-to-deferred
--- both
CREATE TABLE t (a integer);
--- old
ALTER TABLE t ADD CONSTRAINT k UNIQUE (a) DEFERRABLE;
--- new
ALTER TABLE t ADD CONSTRAINT k UNIQUE (a) DEFERRABLE INITIALLY DEFERRED;
--- operations
drop unique constraint k of t
add unique constraint k to t
--- hazards
L06

--- case: nulls-not-distinct
--- servers: 15..
--- both
CREATE TABLE t (a integer);
--- old
ALTER TABLE t ADD CONSTRAINT k UNIQUE (a);
--- new
ALTER TABLE t ADD CONSTRAINT k UNIQUE NULLS NOT DISTINCT (a);
--- rows
INSERT INTO t VALUES (NULL);
--- operations
drop unique constraint k of t
add unique constraint k to t
--- hazards
L06

--- case: two-over-the-same-column
--- both
CREATE TABLE t (a integer);
--- old
ALTER TABLE t ADD CONSTRAINT k UNIQUE (a);
--- new
ALTER TABLE t ADD CONSTRAINT k UNIQUE (a), ADD CONSTRAINT l UNIQUE (a) DEFERRABLE;
--- operations
add unique constraint l to t
--- hazards
L06

--- case: primary-key-comes
--- both
CREATE TABLE t (a bigint NOT NULL);
--- new
ALTER TABLE t ADD PRIMARY KEY (a);
--- rows
INSERT INTO t VALUES (1);
--- operations
add primary key t_pkey to t
--- hazards
L07

--- case: primary-key-moves-to-another-column
--- old
CREATE TABLE t (a bigint PRIMARY KEY, b bigint NOT NULL);
--- new
CREATE TABLE t (a bigint NOT NULL, b bigint PRIMARY KEY);
--- rows
INSERT INTO t VALUES (1, 2);
--- operations
drop primary key t_pkey of t
add primary key t_pkey to t
--- hazards
L07

--- case: primary-key-is-renamed
--- old
CREATE TABLE t (a bigint CONSTRAINT t_pkey PRIMARY KEY);
--- new
CREATE TABLE t (a bigint CONSTRAINT "PK t" PRIMARY KEY);
CREATE TABLE u (a bigint REFERENCES t);
--- rows
INSERT INTO t VALUES (1);
--- operations
rename constraint t_pkey of t to "PK t"
create table u
add foreign key u_a_fkey to u

--- case: primary-key-becomes-unique
--- old
CREATE TABLE t (a bigint CONSTRAINT k PRIMARY KEY);
--- new
CREATE TABLE t (a bigint NOT NULL CONSTRAINT k UNIQUE);
--- rows
INSERT INTO t VALUES (1);
--- operations
drop primary key k of t
add unique constraint k to t
--- hazards
L06

--- case: primary-key-that-is-referenced-gets-a-column
--- old
CREATE TABLE t (a bigint, b bigint, CONSTRAINT t_pkey PRIMARY KEY (a));
CREATE TABLE u (a bigint, b bigint, CONSTRAINT u_t FOREIGN KEY (a) REFERENCES t (a));
--- new
CREATE TABLE t (a bigint, b bigint, CONSTRAINT t_pkey PRIMARY KEY (a, b));
CREATE TABLE u (a bigint, b bigint, CONSTRAINT u_t FOREIGN KEY (a, b) REFERENCES t (a, b));
--- rows
INSERT INTO t VALUES (1, 2);
INSERT INTO u VALUES (1, 2);
--- operations
drop foreign key u_t of u
drop primary key t_pkey of t
forbid NULL in column b of t
add primary key t_pkey to t
add foreign key u_t to u
--- hazards
L11 L07 L09

--- case: unique-that-a-foreign-key-uses-goes-for-another
-- The foreign key hangs on the index of the old one; it must go and come.
--- both
CREATE TABLE t (a bigint, b bigint);
--- old
ALTER TABLE t ADD CONSTRAINT k UNIQUE (a);
CREATE TABLE u (a bigint, CONSTRAINT u_t FOREIGN KEY (a) REFERENCES t (a));
--- new
ALTER TABLE t ADD PRIMARY KEY (a);
CREATE TABLE u (a bigint, CONSTRAINT u_t FOREIGN KEY (a) REFERENCES t (a));
--- rows
INSERT INTO t VALUES (1, 2);
INSERT INTO u VALUES (1);
--- operations
drop foreign key u_t of u
drop unique constraint k of t
forbid NULL in column a of t
add primary key t_pkey to t
add foreign key u_t to u
--- hazards
L11 L07 L09

--- case: unique-that-a-foreign-key-uses-becomes-deferrable
-- A foreign key cannot use a deferrable one.
--- both
CREATE TABLE t (a bigint, b bigint);
--- old
ALTER TABLE t ADD CONSTRAINT k UNIQUE (a);
--- new
ALTER TABLE t ADD CONSTRAINT k UNIQUE (a) DEFERRABLE, ADD CONSTRAINT l UNIQUE (a);
CREATE TABLE u (a bigint, CONSTRAINT u_t FOREIGN KEY (a) REFERENCES t (a));
--- operations
rename constraint k of t to l
create table u
add unique constraint k to t
add foreign key u_t to u
--- hazards
L06

--- case: name-that-an-index-had
--- both
CREATE TABLE t (a text, b text);
--- old
CREATE INDEX k ON t (b);
--- new
ALTER TABLE t ADD CONSTRAINT k UNIQUE (a);
--- rows
INSERT INTO t VALUES ('a', 'b');
--- operations
drop index k of t
add unique constraint k to t
--- hazards
L02 L06

--- case: swaps-its-name-with-an-index
--- both
CREATE TABLE t (a text, b text);
--- old
CREATE INDEX x ON t (b);
ALTER TABLE t ADD CONSTRAINT y UNIQUE (a);
--- new
CREATE INDEX y ON t (b);
ALTER TABLE t ADD CONSTRAINT x UNIQUE (a);
--- operations
rename constraint y of t to _matrx_tmp_y
rename index x of t to y
rename constraint _matrx_tmp_y of t to x
