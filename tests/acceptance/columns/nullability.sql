-- NOT NULL, and what stands in the way of it.

--- case: forbid
--- old
CREATE TABLE t (id bigint PRIMARY KEY, a text);
--- new
CREATE TABLE t (id bigint PRIMARY KEY, a text NOT NULL);
--- rows
INSERT INTO t VALUES (1, 'x');
--- operations
forbid NULL in column a of t
--- hazards
L11

--- case: forbid-where-there-are-nulls
--- old
CREATE TABLE t (id bigint PRIMARY KEY, a text);
--- new
CREATE TABLE t (id bigint PRIMARY KEY, a text NOT NULL);
--- rows
INSERT INTO t VALUES (1, NULL);
--- fails
column "a" of relation "t" contains null values
--- operations
forbid NULL in column a of t
--- hazards
L11

--- case: allow
--- old
CREATE TABLE t (id bigint PRIMARY KEY, a text NOT NULL);
--- new
CREATE TABLE t (id bigint PRIMARY KEY, a text);
--- rows
INSERT INTO t VALUES (1, 'x');
--- operations
allow NULL in column a of t
--- hazards
C06

--- case: forbid-and-set-a-default
-- The default is for new rows; the old NULLs are not filled in silence.
--- old
CREATE TABLE t (id bigint PRIMARY KEY, a text);
--- new
CREATE TABLE t (id bigint PRIMARY KEY, a text NOT NULL DEFAULT '');
--- rows
INSERT INTO t VALUES (1, NULL);
--- fails
contains null values
--- operations
forbid NULL in column a of t
set the default of column a of t
--- hazards
L11

--- case: of-a-column-that-enters-the-primary-key
--- old
CREATE TABLE t (a bigint NOT NULL, b bigint, CONSTRAINT t_pkey PRIMARY KEY (a));
--- new
CREATE TABLE t (a bigint NOT NULL, b bigint, CONSTRAINT t_pkey PRIMARY KEY (a, b));
--- rows
INSERT INTO t VALUES (1, 1), (2, 1);
--- operations
drop primary key t_pkey of t
forbid NULL in column b of t
add primary key t_pkey to t
--- hazards
L11 L07

--- case: of-a-column-that-leaves-the-primary-key
-- Dropping a key leaves its columns NOT NULL.
--- old
CREATE TABLE t (a bigint, b bigint, CONSTRAINT t_pkey PRIMARY KEY (a, b));
--- new
CREATE TABLE t (a bigint, b bigint, CONSTRAINT t_pkey PRIMARY KEY (a));
--- rows
INSERT INTO t VALUES (1, 1), (2, 1);
--- operations
drop primary key t_pkey of t
allow NULL in column b of t
add primary key t_pkey to t
--- hazards
C06 L07

--- case: key-goes-and-not-null-stays
--- old
CREATE TABLE t (a bigint PRIMARY KEY);
--- new
CREATE TABLE t (a bigint NOT NULL);
--- rows
INSERT INTO t VALUES (1);
--- operations
drop primary key t_pkey of t

--- case: key-goes-and-not-null-too
--- old
CREATE TABLE t (a bigint PRIMARY KEY);
--- new
CREATE TABLE t (a bigint);
--- rows
INSERT INTO t VALUES (1);
--- operations
drop primary key t_pkey of t
allow NULL in column a of t
--- hazards
C06

--- case: key-comes-on-a-nullable-column
--- old
CREATE TABLE t (a bigint);
--- new
CREATE TABLE t (a bigint PRIMARY KEY);
--- rows
INSERT INTO t VALUES (1);
--- operations
forbid NULL in column a of t
add primary key t_pkey to t
--- hazards
L11 L07

--- case: key-comes-where-there-is-a-null
--- old
CREATE TABLE t (a bigint);
--- new
CREATE TABLE t (a bigint PRIMARY KEY);
--- rows
INSERT INTO t VALUES (NULL);
--- fails
contains null values
--- operations
forbid NULL in column a of t
add primary key t_pkey to t
--- hazards
L11 L07

--- case: identity-needs-not-null
--- old
CREATE TABLE t (a bigint);
--- new
CREATE TABLE t (a bigint GENERATED ALWAYS AS IDENTITY);
--- rows
INSERT INTO t VALUES (3);
--- operations
forbid NULL in column a of t
set the identity of column a of t
--- hazards
L11

--- case: identity-goes-and-null-is-allowed
--- old
CREATE TABLE t (a bigint GENERATED ALWAYS AS IDENTITY);
--- new
CREATE TABLE t (a bigint);
--- rows
INSERT INTO t DEFAULT VALUES;
--- operations
drop the identity of column a of t
allow NULL in column a of t
--- hazards
C07 C06

--- case: of-a-generated-column
--- old
CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a + 1) STORED);
--- new
CREATE TABLE t (a integer, b integer NOT NULL GENERATED ALWAYS AS (a + 1) STORED);
--- rows
INSERT INTO t VALUES (1);
--- operations
forbid NULL in column b of t
--- hazards
L11

--- case: forbid-together-with-a-rename
--- old
CREATE TABLE t (a text);
--- new
CREATE TABLE t (b text NOT NULL);
--- answers
rename column t.a to b
--- rows
INSERT INTO t VALUES ('x');
--- operations
rename column a of t to b
forbid NULL in column b of t
--- hazards
C03 L11

--- case: forbid-together-with-a-check-that-says-it
--- old
CREATE TABLE t (a text, CONSTRAINT a_is_there CHECK (a IS NOT NULL));
--- new
CREATE TABLE t (a text NOT NULL);
--- rows
INSERT INTO t VALUES ('x');
--- operations
drop check a_is_there of t
forbid NULL in column a of t
--- hazards
L11
