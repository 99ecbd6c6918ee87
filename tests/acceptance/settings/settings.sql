-- What tables have beside their structure.

--- case: storage-parameters-are-set
--- old
CREATE TABLE t (id bigint PRIMARY KEY, body text);
--- new
CREATE TABLE t (id bigint PRIMARY KEY, body text) WITH (fillfactor = 70, autovacuum_enabled = off, toast.autovacuum_enabled = off);
--- rows
INSERT INTO t VALUES (1, 'x');
--- operations
set the storage parameters of t to 'fillfactor=70, autovacuum_enabled=off, toast.autovacuum_enabled=off'

--- case: storage-parameters-change-their-order
--- old
CREATE TABLE t (id bigint) WITH (fillfactor = 70, autovacuum_enabled = off);
--- new
CREATE TABLE t (id bigint) WITH (autovacuum_enabled = off, autovacuum_vacuum_threshold = 5, fillfactor = 70);
--- operations
set the storage parameters of t to 'autovacuum_enabled=off, autovacuum_vacuum_threshold=5, fillfactor=70'

--- case: storage-parameters-go
--- old
CREATE TABLE t (id bigint) WITH (fillfactor = 70, autovacuum_enabled = off);
--- new
CREATE TABLE t (id bigint) WITH (autovacuum_enabled = off);
--- operations
set the storage parameters of t to 'autovacuum_enabled=off'

--- case: row-security-without-policies
--- old
CREATE TABLE t (id bigint PRIMARY KEY);
--- new
CREATE TABLE t (id bigint PRIMARY KEY);
ALTER TABLE t ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--- rows
INSERT INTO t VALUES (1);
--- operations
set row level security of t to 'on'
set forced row level security of t to 'on'
--- hazards
L24

--- case: unlogged-with-a-foreign-key
-- A logged table may not reference one that is not.
--- old
CREATE UNLOGGED TABLE a (id bigint PRIMARY KEY);
CREATE UNLOGGED TABLE b (id bigint PRIMARY KEY, a bigint REFERENCES a);
--- new
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (id bigint PRIMARY KEY, a bigint REFERENCES a);
--- rows
INSERT INTO a VALUES (1);
INSERT INTO b VALUES (2, 1);
--- operations
drop foreign key b_a_fkey of b
reset unlogged of a
reset unlogged of b
add foreign key b_a_fkey to b
--- hazards
L24 L09

--- case: replica-identity-by-an-index-that-changes
--- old
CREATE TABLE t (id bigint NOT NULL, other bigint NOT NULL);
CREATE UNIQUE INDEX one ON t (id);
ALTER TABLE t REPLICA IDENTITY USING INDEX one;
--- new
CREATE TABLE t (id bigint NOT NULL, other bigint NOT NULL);
CREATE UNIQUE INDEX one ON t (other);
ALTER TABLE t REPLICA IDENTITY USING INDEX one;
--- rows
INSERT INTO t VALUES (1, 2);
--- operations
reset the replica identity of t
drop index one of t
create index one on t
set the replica identity of t to 'index one'
--- hazards
L02 L01

--- case: clustering-and-replica-identity-follow-a-rename
--- old
CREATE TABLE t (id bigint CONSTRAINT one PRIMARY KEY, a text NOT NULL);
CREATE UNIQUE INDEX t_a ON t (a);
ALTER TABLE t CLUSTER ON one;
ALTER TABLE t REPLICA IDENTITY USING INDEX t_a;
--- new
CREATE TABLE t (id bigint CONSTRAINT two PRIMARY KEY, a text NOT NULL);
CREATE UNIQUE INDEX t_b ON t (a);
ALTER TABLE t CLUSTER ON two;
ALTER TABLE t REPLICA IDENTITY USING INDEX t_b;
--- operations
rename constraint one of t to two
rename index t_a of t to t_b

--- case: columns-have-settings
--- old
CREATE TABLE t (id bigint, body text, other text);
ALTER TABLE t ALTER other SET STORAGE MAIN, ALTER other SET STATISTICS 7, ALTER other SET (n_distinct = 5);
--- new
CREATE TABLE t (id bigint, body text, other text);
ALTER TABLE t ALTER body SET STORAGE EXTERNAL, ALTER body SET STATISTICS 500, ALTER id SET (n_distinct = -0.5, n_distinct_inherited = 3);
--- rows
INSERT INTO t VALUES (1, 'x', 'y');
--- operations
reset the storage of column other of t
reset the statistics of column other of t
reset the options of column other of t
set the storage of column body of t to 'external'
set the statistics of column body of t to '500'
set the options of column id of t to 'n_distinct=-0.5, n_distinct_inherited=3'

--- case: the-compression-of-a-column
--- servers: 14..
--- old
CREATE TABLE t (body text);
--- new
CREATE TABLE t (body text);
ALTER TABLE t ALTER body SET COMPRESSION pglz;
--- operations
set the compression of column body of t to 'pglz'

--- case: a-type-takes-its-storage-along
--- old
CREATE TABLE t (body text);
ALTER TABLE t ALTER body SET STORAGE EXTERNAL;
--- new
CREATE TABLE t (body varchar(500));
ALTER TABLE t ALTER body SET STORAGE MAIN;
--- rows
INSERT INTO t VALUES ('x');
--- operations
reset the storage of column body of t
change the type of column body of t from text to character varying(500)
set the storage of column body of t to 'main'
--- hazards
L14 C08

--- case: comments-on-constraints-and-indexes
--- old
CREATE TABLE t (id bigint CONSTRAINT k PRIMARY KEY, a integer CONSTRAINT c CHECK (a > 0), b bigint CONSTRAINT f REFERENCES t);
CREATE INDEX i ON t (a);
COMMENT ON CONSTRAINT c ON t IS 'goes';
COMMENT ON CONSTRAINT k ON t IS 'changes';
--- new
CREATE TABLE t (id bigint CONSTRAINT k PRIMARY KEY, a integer CONSTRAINT c CHECK (a > 0), b bigint CONSTRAINT f REFERENCES t);
CREATE INDEX i ON t (a);
COMMENT ON CONSTRAINT k ON t IS 'it''s \ new';
COMMENT ON CONSTRAINT f ON t IS 'comes';
COMMENT ON INDEX k IS 'the index of a key';
COMMENT ON INDEX i IS 'the index';
--- operations
reset the comment of constraint c of t
set the comment of constraint f of t to 'comes'
set the comment of constraint k of t to E'it''s \\\\ new'
set the comment of index i of t to 'the index'
set the comment of index k of t to 'the index of a key'

--- case: a-constraint-that-changes-keeps-its-comment
--- old
CREATE TABLE t (a integer CONSTRAINT c CHECK (a > 0));
COMMENT ON CONSTRAINT c ON t IS 'stays';
--- new
CREATE TABLE t (a integer CONSTRAINT c CHECK (a > 1));
COMMENT ON CONSTRAINT c ON t IS 'stays';
--- operations
reset the comment of constraint c of t
drop check c of t
add check c to t
set the comment of constraint c of t to 'stays'
--- hazards
L10

--- case: an-index-has-options
--- old
CREATE TABLE t (a text, b text UNIQUE, c text[]);
CREATE INDEX i ON t (a) WITH (fillfactor = 60);
--- new
CREATE TABLE t (a text, b text UNIQUE WITH (fillfactor = 50), c text[]);
CREATE INDEX i ON t (a) WITH (deduplicate_items = off, fillfactor = 70);
CREATE INDEX g ON t USING gin (c) WITH (fastupdate = off);
--- operations
create index g on t
set the storage parameters of index t_b_key of t to 'fillfactor=50'
set the storage parameters of index i of t to 'deduplicate_items=off, fillfactor=70'
--- hazards
L01

--- case: an-index-is-made-anew-with-its-options
--- old
CREATE TABLE t (a text, b text);
CREATE INDEX i ON t (a, lower(b)) WITH (fillfactor = 60);
ALTER INDEX i ALTER COLUMN 2 SET STATISTICS 300;
COMMENT ON INDEX i IS 'stays';
--- new
CREATE TABLE t (a text, b text);
CREATE INDEX i ON t (b, lower(b)) WITH (fillfactor = 60);
ALTER INDEX i ALTER COLUMN 2 SET STATISTICS 300;
COMMENT ON INDEX i IS 'stays';
--- operations
reset the comment of index i of t
reset the statistics of column 2 of index i of t
drop index i of t
create index i on t
set the comment of index i of t to 'stays'
set the statistics of column 2 of index i of t to '300'
--- hazards
L02 L01

--- case: tablespaces
--- old
CREATE TABLE t (a text PRIMARY KEY);
CREATE INDEX i ON t (a) TABLESPACE fast;
--- new
CREATE TABLE t (a text PRIMARY KEY USING INDEX TABLESPACE fast) TABLESPACE fast;
CREATE INDEX i ON t (a);
--- rows
INSERT INTO t VALUES ('x');
--- operations
reset the tablespace of index i of t
set the tablespace of t to 'fast'
set the tablespace of index t_pkey of t to 'fast'
--- hazards
L24

--- case: a-table-goes-with-its-settings
--- old
CREATE UNLOGGED TABLE t (id bigint PRIMARY KEY WITH (fillfactor = 50), a text) WITH (fillfactor = 70);
CREATE INDEX i ON t (a) WITH (fillfactor = 60);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
ALTER TABLE t CLUSTER ON i;
COMMENT ON INDEX i IS 'gone';
--- operations
reset the clustering of t
reset the comment of index i of t
drop index i of t
drop table t
--- hazards
C02

--- case: columns-are-renamed-with-their-settings
--- old
CREATE TABLE t (a text, b text);
ALTER TABLE t ALTER a SET STORAGE EXTERNAL, ALTER b SET STATISTICS 5;
--- new
CREATE TABLE t (b text, a text);
ALTER TABLE t ALTER b SET STORAGE EXTERNAL, ALTER a SET STATISTICS 5;
--- answers
rename column t.a to b
rename column t.b to a
--- operations
rename column a of t to _matrx_tmp_a
rename column b of t to a
rename column _matrx_tmp_a of t to b
--- hazards
C03

--- case: a-partitioned-table
--- new
CREATE TABLE t (id bigint, at date NOT NULL, a text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE INDEX i ON t (a);
--- operations
create table t
create index i on t

--- case: a-partitioned-table-goes
--- old
CREATE TABLE t (id bigint, tenant text) PARTITION BY HASH (lower(tenant), id);
--- operations
drop table t
--- hazards
C02

--- case: statistics-of-an-index
--- both
CREATE TABLE t (a text, b text);
CREATE INDEX i ON t (a, lower(b), upper(a));
CREATE INDEX j ON t (lower(a));
--- old
ALTER INDEX i ALTER COLUMN 2 SET STATISTICS 300, ALTER COLUMN 3 SET STATISTICS 400;
--- new
ALTER INDEX i ALTER COLUMN 2 SET STATISTICS 500;
ALTER INDEX j ALTER COLUMN 1 SET STATISTICS 0;
--- operations
reset the statistics of column 3 of index i of t
set the statistics of column 2 of index i of t to '500'
set the statistics of column 1 of index j of t to '0'
