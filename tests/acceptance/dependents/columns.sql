-- Columns that change under what hangs on them: it goes and comes again, in order, with its comments, in
-- both directions.

--- case: type-under-a-view
--- old
CREATE TABLE t (id bigint PRIMARY KEY, n integer);
CREATE VIEW v AS SELECT id, n + 1 AS m FROM t WHERE n > 0;
COMMENT ON VIEW v IS 'kept';
--- new
CREATE TABLE t (id bigint PRIMARY KEY, n bigint);
CREATE VIEW v AS SELECT id, n + 1 AS m FROM t WHERE n > 0;
COMMENT ON VIEW v IS 'kept';
--- rows
INSERT INTO t VALUES (1, 5);
--- keeps
SELECT m::text FROM v
--- operations
drop view v
change the type of column n of t from integer to bigint
create view v
--- hazards
L14

--- case: type-under-views-on-views
--- old
CREATE TABLE t (id bigint PRIMARY KEY, n integer);
CREATE VIEW v1 AS SELECT n FROM t;
CREATE VIEW v2 AS SELECT n * 2 AS m FROM v1;
CREATE VIEW a3 AS SELECT m, n FROM v2, v1;
COMMENT ON COLUMN a3.m IS 'doubled';
--- new
CREATE TABLE t (id bigint PRIMARY KEY, n bigint);
CREATE VIEW v1 AS SELECT n FROM t;
CREATE VIEW v2 AS SELECT n * 2 AS m FROM v1;
CREATE VIEW a3 AS SELECT m, n FROM v2, v1;
COMMENT ON COLUMN a3.m IS 'doubled';
--- rows
INSERT INTO t VALUES (1, 5);
--- keeps
SELECT m::text FROM a3
--- operations
drop view a3
drop view v2
drop view v1
change the type of column n of t from integer to bigint
create view v1
create view v2
create view a3
--- hazards
L14

--- case: type-under-a-materialized-view-with-indexes
--- old
CREATE TABLE t (id bigint PRIMARY KEY, n integer);
CREATE MATERIALIZED VIEW m AS SELECT id, n FROM t;
CREATE UNIQUE INDEX m_id ON m (id);
CREATE INDEX m_n ON m (n) WHERE n > 1;
COMMENT ON MATERIALIZED VIEW m IS 'kept';
--- new
CREATE TABLE t (id bigint PRIMARY KEY, n bigint);
CREATE MATERIALIZED VIEW m AS SELECT id, n FROM t;
CREATE UNIQUE INDEX m_id ON m (id);
CREATE INDEX m_n ON m (n) WHERE n > 1;
COMMENT ON MATERIALIZED VIEW m IS 'kept';
--- rows
INSERT INTO t VALUES (1, 5);
--- after up
SELECT n = 5 FROM m
--- after down
SELECT n = 5 FROM m
--- operations
drop materialized view m
change the type of column n of t from integer to bigint
create materialized view m
--- hazards
L14

--- case: type-under-a-policy
--- old
CREATE TABLE t (id bigint PRIMARY KEY, owner text, secret text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON t FOR SELECT TO matrx_reader USING (owner = current_user);
COMMENT ON POLICY own ON t IS 'own rows';
--- new
CREATE TABLE t (id bigint PRIMARY KEY, owner character varying(40), secret text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON t FOR SELECT TO matrx_reader USING (owner = current_user);
COMMENT ON POLICY own ON t IS 'own rows';
--- rows
INSERT INTO t VALUES (1, 'a', 's');
--- operations
drop policy own on t
change the type of column owner of t from text to character varying(40)
create policy own on t
--- hazards
L14 C08

--- case: type-under-a-trigger-of-columns
--- old
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TABLE t (id bigint PRIMARY KEY, n integer);
CREATE TRIGGER tr BEFORE UPDATE OF n ON t FOR EACH ROW WHEN (old.n IS DISTINCT FROM new.n) EXECUTE FUNCTION f();
COMMENT ON TRIGGER tr ON t IS 'kept';
--- new
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TABLE t (id bigint PRIMARY KEY, n bigint);
CREATE TRIGGER tr BEFORE UPDATE OF n ON t FOR EACH ROW WHEN (old.n IS DISTINCT FROM new.n) EXECUTE FUNCTION f();
COMMENT ON TRIGGER tr ON t IS 'kept';
--- rows
INSERT INTO t VALUES (1, 5);
--- operations
drop trigger tr on t
change the type of column n of t from integer to bigint
create trigger tr on t
--- hazards
L14 L24

--- case: type-under-a-function-with-a-parsed-body
--- servers: 14..
--- old
CREATE TABLE t (id bigint PRIMARY KEY, n integer);
CREATE FUNCTION total() RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC SELECT sum(n) FROM t; END;
COMMENT ON FUNCTION total() IS 'kept';
--- new
CREATE TABLE t (id bigint PRIMARY KEY, n smallint);
CREATE FUNCTION total() RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC SELECT sum(n) FROM t; END;
COMMENT ON FUNCTION total() IS 'kept';
--- rows
INSERT INTO t VALUES (1, 5);
--- keeps
SELECT total()
--- operations
drop function total()
change the type of column n of t from integer to smallint
create function total()
--- hazards
L14 C08

--- case: type-under-a-rule
--- old
CREATE TABLE log (n integer);
CREATE TABLE t (id bigint PRIMARY KEY, n integer);
CREATE RULE r AS ON UPDATE TO t WHERE old.n <> new.n DO ALSO INSERT INTO log VALUES (old.n);
--- new
CREATE TABLE log (n integer);
CREATE TABLE t (id bigint PRIMARY KEY, n smallint);
CREATE RULE r AS ON UPDATE TO t WHERE old.n <> new.n DO ALSO INSERT INTO log VALUES (old.n);
--- rows
INSERT INTO t VALUES (1, 5);
--- operations
drop rule r on t
change the type of column n of t from integer to smallint
create rule r on t
--- hazards
L14 C08

--- case: type-under-extended-statistics
--- old
CREATE TABLE t (a integer, b integer);
CREATE STATISTICS s (ndistinct, dependencies) ON a, b FROM t;
COMMENT ON STATISTICS s IS 'kept';
--- new
CREATE TABLE t (a bigint, b integer);
CREATE STATISTICS s (ndistinct, dependencies) ON a, b FROM t;
COMMENT ON STATISTICS s IS 'kept';
--- rows
INSERT INTO t VALUES (1, 2);
--- operations
drop statistics s
change the type of column a of t from integer to bigint
create statistics s
--- hazards
L14

--- case: drop-under-a-view-that-does-without
--- both
CREATE TABLE t (id bigint PRIMARY KEY, a text);
--- old
ALTER TABLE t ADD b text;
CREATE VIEW v AS SELECT id, a, b FROM t;
--- new
CREATE VIEW v AS SELECT id, a FROM t;
--- rows
INSERT INTO t VALUES (1, 'a', 'b');
--- operations
drop view v
drop column b of t
create view v
--- hazards
C01

--- case: drop-with-the-view-on-it
--- both
CREATE TABLE t (id bigint PRIMARY KEY, a text);
--- old
ALTER TABLE t ADD b text;
CREATE VIEW v AS SELECT b FROM t;
CREATE VIEW w AS SELECT b FROM v;
--- rows
INSERT INTO t VALUES (1, 'a', 'b');
--- operations
drop view w
drop view v
drop column b of t
--- hazards
C02 C01

--- case: drop-under-a-policy-and-a-trigger
--- both
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TABLE t (id bigint PRIMARY KEY, a text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
--- old
ALTER TABLE t ADD b text;
CREATE POLICY p ON t USING (b = current_user);
CREATE TRIGGER tr BEFORE UPDATE OF b ON t FOR EACH ROW EXECUTE FUNCTION f();
--- new
CREATE POLICY p ON t USING (a = current_user);
CREATE TRIGGER tr BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION f();
--- rows
INSERT INTO t VALUES (1, 'a', 'b');
--- operations
drop policy p on t
drop trigger tr on t
drop column b of t
create trigger tr on t
create policy p on t
--- hazards
C01 L24

--- case: rename-under-a-view
-- The view follows by itself, and its own column keeps its name.
--- old
CREATE TABLE t (id bigint PRIMARY KEY, a text);
CREATE VIEW v AS SELECT id, a FROM t WHERE a <> 'x';
--- new
CREATE TABLE t (id bigint PRIMARY KEY, z text);
CREATE VIEW v AS SELECT id, z AS a FROM t WHERE z <> 'x';
--- answers
rename column t.a to z
--- rows
INSERT INTO t VALUES (1, 'y');
--- keeps
SELECT a FROM v
--- operations
rename column a of t to z
change view v
--- hazards
C03

--- case: rename-under-a-view-that-follows
--- old
CREATE TABLE t (id bigint PRIMARY KEY, a text);
CREATE VIEW v AS SELECT id, a FROM t;
--- new
CREATE TABLE t (id bigint PRIMARY KEY, z text);
CREATE VIEW v AS SELECT id, z FROM t;
--- answers
rename column t.a to z
--- rows
INSERT INTO t VALUES (1, 'y');
--- operations
drop view v
rename column a of t to z
create view v
--- hazards
C03

--- case: rename-under-a-policy-a-trigger-and-an-index
--- old
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TABLE t (id bigint PRIMARY KEY, a text);
CREATE INDEX i ON t (lower(a));
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON t USING (a = current_user);
CREATE TRIGGER tr BEFORE UPDATE OF a ON t FOR EACH ROW WHEN (new.a <> '') EXECUTE FUNCTION f();
--- new
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TABLE t (id bigint PRIMARY KEY, z text);
CREATE INDEX i ON t (lower(z));
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON t USING (z = current_user);
CREATE TRIGGER tr BEFORE UPDATE OF z ON t FOR EACH ROW WHEN (new.z <> '') EXECUTE FUNCTION f();
--- answers
rename column t.a to z
--- rows
INSERT INTO t VALUES (1, 'y');
--- operations
drop policy p on t
drop trigger tr on t
rename column a of t to z
create trigger tr on t
create policy p on t
--- hazards
C03 L24

--- case: rename-of-a-table-under-a-view-and-a-trigger
--- old
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TABLE t (id bigint CONSTRAINT k PRIMARY KEY);
CREATE VIEW v AS SELECT id FROM t;
CREATE TRIGGER tr AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
--- new
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TABLE u (id bigint CONSTRAINT k PRIMARY KEY);
CREATE VIEW v AS SELECT id FROM u;
CREATE TRIGGER tr AFTER INSERT ON u FOR EACH ROW EXECUTE FUNCTION f();
--- answers
rename table t to u
--- rows
INSERT INTO t VALUES (1);
--- keeps
SELECT id FROM v
--- operations
drop trigger tr on t
rename table t to u
change view v
create trigger tr on u
--- hazards
C03 L24

--- case: table-is-dropped-under-a-view-that-reads-another
--- both
CREATE TABLE b (n integer);
--- old
CREATE TABLE a (m text, x text);
CREATE VIEW v AS SELECT 1 AS n FROM a;
--- new
CREATE VIEW v AS SELECT n FROM b;
--- operations
drop view v
drop table a
create view v
--- hazards
C02

--- case: enum-loses-a-value-under-a-view-and-a-function
--- old
CREATE TYPE k AS ENUM ('a', 'b', 'c');
CREATE TABLE t (v k);
CREATE VIEW w AS SELECT v FROM t WHERE v <> 'a';
CREATE FUNCTION f(k) RETURNS text LANGUAGE sql AS 'SELECT $1::text';
--- new
CREATE TYPE k AS ENUM ('a', 'c');
CREATE TABLE t (v k);
CREATE VIEW w AS SELECT v FROM t WHERE v <> 'a';
CREATE FUNCTION f(k) RETURNS text LANGUAGE sql AS 'SELECT $1::text';
--- answers
unused value k 'b'
--- rows
INSERT INTO t VALUES ('a'), ('c');
--- keeps
SELECT v::text FROM w
--- operations
drop view w
drop function f(k)
remove 'b' from enum k
create function f(k)
create view w
--- hazards
C12

--- case: enum-value-is-renamed-under-a-view
--- old
CREATE TYPE k AS ENUM ('a', 'b');
CREATE TABLE t (v k);
CREATE VIEW w AS SELECT v FROM t WHERE v = 'a';
--- new
CREATE TYPE k AS ENUM ('z', 'b');
CREATE TABLE t (v k);
CREATE VIEW w AS SELECT v FROM t WHERE v = 'z';
--- answers
rename value k 'a' to 'z'
--- rows
INSERT INTO t VALUES ('a'), ('b');
--- operations
rename value 'a' of enum k to 'z'
change view w
--- hazards
C04

--- case: type-under-a-view-that-changes-too
--- old
CREATE TABLE t (id bigint PRIMARY KEY, n integer, s text);
CREATE VIEW v AS SELECT id, n FROM t;
--- new
CREATE TABLE t (id bigint PRIMARY KEY, n text, s text);
CREATE VIEW v AS SELECT s, n FROM t WHERE n <> '';
--- rows
INSERT INTO t VALUES (1, 5, 's');
--- keeps
SELECT n::text FROM v
--- operations
drop view v
change the type of column n of t from integer to text
create view v
--- hazards
L14

--- case: type-under-a-view-that-goes-and-one-that-comes
--- old
CREATE TABLE t (id bigint PRIMARY KEY, n integer);
CREATE VIEW v AS SELECT n FROM t;
--- new
CREATE TABLE t (id bigint PRIMARY KEY, n bigint);
CREATE VIEW w AS SELECT n AS m FROM t;
--- rows
INSERT INTO t VALUES (1, 5);
--- operations
drop view v
change the type of column n of t from integer to bigint
create view w
--- hazards
C02 L14

--- case: type-under-a-generated-column-under-a-view
--- old
CREATE TABLE t (n integer, twice bigint GENERATED ALWAYS AS (n * 2) STORED);
CREATE VIEW v AS SELECT twice FROM t;
--- new
CREATE TABLE t (n bigint, twice bigint GENERATED ALWAYS AS (n * 2) STORED);
CREATE VIEW v AS SELECT twice FROM t;
--- rows
INSERT INTO t VALUES (21);
--- keeps
SELECT twice FROM v
--- operations
drop view v
drop column twice of t
change the type of column n of t from integer to bigint
add column twice to t
create view v
--- hazards
C01 L14 L17

--- case: type-of-the-referenced-key-under-views
--- old
CREATE TABLE a (id integer PRIMARY KEY);
CREATE TABLE b (a_id integer REFERENCES a);
CREATE VIEW v AS SELECT a.id FROM a JOIN b ON b.a_id = a.id;
--- new
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (a_id bigint REFERENCES a);
CREATE VIEW v AS SELECT a.id FROM a JOIN b ON b.a_id = a.id;
--- rows
INSERT INTO a VALUES (1);
INSERT INTO b VALUES (1);
--- keeps
SELECT id::text FROM v
--- operations
drop view v
drop foreign key b_a_id_fkey of b
change the type of column id of a from integer to bigint
change the type of column a_id of b from integer to bigint
add foreign key b_a_id_fkey to b
create view v
--- hazards
L14 L09

--- case: primary-key-under-a-view-that-groups-by-it
-- GROUP BY the key makes the view depend on the constraint.
--- old
CREATE TABLE t (id bigint, name text, CONSTRAINT k PRIMARY KEY (id));
CREATE VIEW v AS SELECT id, name, count(*) AS n FROM t GROUP BY id;
--- new
CREATE TABLE t (id bigint, name text, extra bigint NOT NULL DEFAULT 0, CONSTRAINT k PRIMARY KEY (id), CONSTRAINT u UNIQUE (extra, id));
CREATE VIEW v AS SELECT id, name, count(*) AS n FROM t GROUP BY id;
--- rows
INSERT INTO t VALUES (1, 'x');
--- keeps
SELECT n FROM v
--- operations
add column extra to t
add unique constraint u to t
--- hazards
L06

--- case: function-in-a-default-a-check-and-an-index
--- both
CREATE TABLE t (id bigint PRIMARY KEY, a text);
--- new
CREATE FUNCTION clean(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(btrim($1))';
CREATE FUNCTION fresh() RETURNS text LANGUAGE sql AS $$SELECT 'x'$$;
ALTER TABLE t ALTER a SET DEFAULT fresh(), ADD CONSTRAINT c CHECK (clean(a) <> ''), ADD b text GENERATED ALWAYS AS (clean(a)) STORED;
CREATE INDEX i ON t (clean(a));
--- rows
INSERT INTO t VALUES (1, ' Y ');
--- operations
create function clean(text)
create function fresh()
set the default of column a of t
add column b to t
add check c to t
create index i on t
--- hazards
L17 L10 L01

--- case: function-under-an-index-changes-its-body
--- old
CREATE FUNCTION clean(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower($1)';
CREATE TABLE t (a text, CONSTRAINT c CHECK (clean(a) <> ''));
CREATE INDEX i ON t (clean(a));
--- new
CREATE FUNCTION clean(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(btrim($1))';
CREATE TABLE t (a text, CONSTRAINT c CHECK (clean(a) <> ''));
CREATE INDEX i ON t (clean(a));
--- rows
INSERT INTO t VALUES ('Y');
--- operations
change function clean(text)

--- case: function-under-a-view-changes-what-it-returns
--- old
CREATE FUNCTION n() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE VIEW v AS SELECT n() AS n;
--- new
CREATE FUNCTION n() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
CREATE VIEW v AS SELECT n() AS n;
--- operations
drop view v
drop function n()
create function n()
create view v

--- case: domain-under-a-column-and-a-view
--- old
CREATE DOMAIN email AS text CHECK (value LIKE '%@%');
CREATE TABLE t (e email);
CREATE VIEW v AS SELECT e FROM t;
--- new
CREATE DOMAIN email AS text CHECK (value LIKE '%@%.%');
CREATE TABLE t (e email);
CREATE VIEW v AS SELECT e FROM t;
--- rows
INSERT INTO t VALUES ('a@b.c');
--- keeps
SELECT e::text FROM v
--- operations
change domain email

--- case: extension-under-a-column-and-an-index
--- new
CREATE EXTENSION citext;
CREATE EXTENSION pg_trgm;
CREATE TABLE t (name citext PRIMARY KEY, body text);
CREATE INDEX i ON t USING gin (body gin_trgm_ops);
--- operations
create extension citext
create extension pg_trgm
create table t
create index i on t
