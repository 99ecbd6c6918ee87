-- NOT VALID, NO INHERIT, NOT ENFORCED, INCLUDE, and what else constraints have.

--- case: check-that-is-not-valid
--- old
CREATE TABLE t (a integer);
--- new
CREATE TABLE t (a integer);
ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
--- rows
INSERT INTO t VALUES (-1);
--- operations
add check c to t

--- case: check-is-validated
--- old
CREATE TABLE t (a integer);
ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
--- new
CREATE TABLE t (a integer CONSTRAINT c CHECK (a > 0));
--- rows
INSERT INTO t VALUES (1);
--- operations
validate constraint c of t

--- case: check-is-validated-and-renamed
--- old
CREATE TABLE t (a integer);
ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
--- new
CREATE TABLE t (a integer CONSTRAINT d CHECK (a > 0));
--- operations
rename constraint c of t to d
validate constraint d of t

--- case: check-becomes-not-valid
--- old
CREATE TABLE t (a integer CONSTRAINT c CHECK (a > 0));
--- new
CREATE TABLE t (a integer);
ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
--- operations
drop check c of t
add check c to t

--- case: check-with-no-inherit
--- old
CREATE TABLE t (a integer CONSTRAINT c CHECK (a > 0));
--- new
CREATE TABLE t (a integer CONSTRAINT c CHECK (a > 0) NO INHERIT, CONSTRAINT d CHECK (a < 9) NO INHERIT);
--- operations
drop check c of t
add check c to t
add check d to t
--- hazards
L10

--- case: check-of-a-new-table-that-is-not-valid
--- new
CREATE TABLE t (a integer);
ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
--- operations
create table t

--- case: foreign-key-is-validated
--- both
CREATE TABLE u (id bigint PRIMARY KEY);
--- old
CREATE TABLE t (u bigint);
ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (u) REFERENCES u NOT VALID;
--- new
CREATE TABLE t (u bigint CONSTRAINT f REFERENCES u);
--- rows
INSERT INTO u VALUES (1);
INSERT INTO t VALUES (1);
--- operations
validate constraint f of t

--- case: foreign-key-that-is-not-valid
--- both
CREATE TABLE u (id bigint PRIMARY KEY);
--- old
CREATE TABLE t (u bigint);
--- new
CREATE TABLE t (u bigint);
ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (u) REFERENCES u NOT VALID;
--- rows
INSERT INTO t VALUES (7);
--- operations
add foreign key f to t

--- case: foreign-key-that-sets-some-columns
--- servers: 15..
--- both
CREATE TABLE u (tenant bigint, id bigint, PRIMARY KEY (tenant, id));
--- old
CREATE TABLE t (tenant bigint NOT NULL, u bigint, CONSTRAINT f FOREIGN KEY (tenant, u) REFERENCES u);
--- new
CREATE TABLE t (tenant bigint NOT NULL, u bigint, CONSTRAINT f FOREIGN KEY (tenant, u) REFERENCES u ON DELETE SET NULL (u));
--- rows
INSERT INTO u VALUES (1, 2);
INSERT INTO t VALUES (1, 2);
--- operations
drop foreign key f of t
add foreign key f to t
--- hazards
L09

--- case: not-enforced
--- servers: 18..
--- both
CREATE TABLE u (id bigint PRIMARY KEY);
--- old
CREATE TABLE t (a integer, u bigint);
--- new
CREATE TABLE t (a integer CONSTRAINT c CHECK (a > 0) NOT ENFORCED, u bigint CONSTRAINT f REFERENCES u NOT ENFORCED);
--- rows
INSERT INTO t VALUES (-1, 5);
--- operations
add check c to t
add foreign key f to t

--- case: primary-key-with-include
--- old
CREATE TABLE t (id bigint CONSTRAINT k PRIMARY KEY, a text, b text);
--- new
CREATE TABLE t (id bigint, a text, b text, CONSTRAINT k PRIMARY KEY (id) INCLUDE (b));
--- rows
INSERT INTO t VALUES (1, 'x', 'y');
--- operations
drop primary key k of t
add primary key k to t
--- hazards
L07

--- case: primary-key-that-can-be-deferred
--- old
CREATE TABLE t (id bigint CONSTRAINT k PRIMARY KEY);
--- new
CREATE TABLE t (id bigint CONSTRAINT k PRIMARY KEY DEFERRABLE INITIALLY DEFERRED);
--- rows
INSERT INTO t VALUES (1);
--- operations
drop primary key k of t
add primary key k to t
--- hazards
L07

--- case: unique-with-include
--- old
CREATE TABLE t (a bigint CONSTRAINT u UNIQUE, b text, c text);
--- new
CREATE TABLE t (a bigint, b text, c text, CONSTRAINT u UNIQUE (a) INCLUDE (b, c));
--- rows
INSERT INTO t VALUES (1, 'x', 'y');
--- operations
drop unique constraint u of t
add unique constraint u to t
--- hazards
L06

--- case: included-column-goes-and-is-renamed
--- old
CREATE TABLE t (a bigint, b text, c text, CONSTRAINT u UNIQUE (a) INCLUDE (b), CONSTRAINT k PRIMARY KEY (a) INCLUDE (c));
--- new
CREATE TABLE t (a bigint, d text, CONSTRAINT k PRIMARY KEY (a) INCLUDE (d));
--- answers
rename column t.c to d
nothing else was renamed
--- rows
INSERT INTO t VALUES (1, 'x', 'y');
--- operations
drop unique constraint u of t
drop column b of t
rename column c of t to d
--- hazards
C01 C03

--- case: operator-class-with-parameters
--- both
CREATE EXTENSION pg_trgm;
--- old
CREATE TABLE t (a text, v tsvector);
CREATE INDEX i ON t USING gist (v);
--- new
CREATE TABLE t (a text, v tsvector);
CREATE INDEX i ON t USING gist (v tsvector_ops (siglen = 200));
CREATE INDEX j ON t USING gist (a gist_trgm_ops (siglen = 32));
--- operations
drop index i of t
create index i on t
create index j on t
--- hazards
L02 L01
