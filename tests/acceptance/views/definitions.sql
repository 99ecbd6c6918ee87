-- Views and materialized views.

--- case: create
--- both
CREATE TABLE users (id bigint PRIMARY KEY, email text, active boolean);
--- new
CREATE VIEW active_users AS SELECT id, email FROM users WHERE active;
--- rows
INSERT INTO users VALUES (1, 'a@b', true), (2, 'c@d', false);
--- after up
SELECT count(*) = 1 FROM active_users
--- operations
create view active_users

--- case: drop
--- both
CREATE TABLE users (id bigint PRIMARY KEY, email text, active boolean);
--- old
CREATE VIEW active_users AS SELECT id, email FROM users WHERE active;
--- operations
drop view active_users
--- hazards
C02

--- case: condition-changes
-- CREATE OR REPLACE is enough.
--- both
CREATE TABLE users (id bigint PRIMARY KEY, email text, active boolean);
--- old
CREATE VIEW v AS SELECT id, email FROM users WHERE active;
--- new
CREATE VIEW v AS SELECT id, email FROM users WHERE NOT active;
--- operations
change view v

--- case: column-is-added-at-the-end
--- both
CREATE TABLE users (id bigint PRIMARY KEY, email text);
--- old
CREATE VIEW v AS SELECT id FROM users;
--- new
CREATE VIEW v AS SELECT id, email FROM users;
--- operations
change view v

--- case: column-is-added-in-front
-- OR REPLACE would rename a column: the view is made anew.
--- both
CREATE TABLE users (id bigint PRIMARY KEY, email text);
--- old
CREATE VIEW v AS SELECT id FROM users;
--- new
CREATE VIEW v AS SELECT email, id FROM users;
--- operations
drop view v
create view v

--- case: column-goes
--- both
CREATE TABLE users (id bigint PRIMARY KEY, email text);
--- old
CREATE VIEW v AS SELECT id, email FROM users;
--- new
CREATE VIEW v AS SELECT id FROM users;
--- operations
drop view v
create view v

--- case: column-gets-another-type
--- both
CREATE TABLE users (id bigint PRIMARY KEY, n integer);
--- old
CREATE VIEW v AS SELECT id, n FROM users;
--- new
CREATE VIEW v AS SELECT id, n::bigint AS n FROM users;
--- operations
drop view v
create view v

--- case: same-query-in-other-words
--- both
CREATE TABLE users (id bigint PRIMARY KEY, email text);
--- old
CREATE VIEW v AS SELECT u.* FROM users u WHERE u.email IN ('a', 'b');
--- new
CREATE VIEW v AS SELECT u.id, u.email FROM public.users AS u WHERE u.email = ANY (ARRAY['a'::text, 'b'::text]);
--- operations
nothing

--- case: on-a-view-on-a-view
--- both
CREATE TABLE t (a integer);
--- new
CREATE VIEW v1 AS SELECT a FROM t;
CREATE VIEW v2 AS SELECT a FROM v1;
CREATE VIEW v0 AS SELECT v2.a, v1.a AS b FROM v2 JOIN v1 USING (a);
--- operations
create view v1
create view v2
create view v0

--- case: lowest-of-three-changes
-- Those above it must go and come again.
--- both
CREATE TABLE t (a integer, b text);
--- old
CREATE VIEW v1 AS SELECT a FROM t;
CREATE VIEW v2 AS SELECT a FROM v1;
CREATE VIEW v0 AS SELECT a FROM v2;
COMMENT ON VIEW v0 IS 'on top';
--- new
CREATE VIEW v1 AS SELECT b, a FROM t;
CREATE VIEW v2 AS SELECT a FROM v1;
CREATE VIEW v0 AS SELECT a FROM v2;
COMMENT ON VIEW v0 IS 'on top';
--- operations
drop view v0
drop view v2
drop view v1
create view v1
create view v2
create view v0

--- case: keeps-its-comments-when-made-anew
--- both
CREATE TABLE t (a integer, b text);
--- old
CREATE VIEW v AS SELECT a FROM t;
COMMENT ON VIEW v IS 'a view';
COMMENT ON COLUMN v.a IS 'a column';
--- new
CREATE VIEW v AS SELECT b, a FROM t;
COMMENT ON VIEW v IS 'a view';
COMMENT ON COLUMN v.a IS 'a column';
--- operations
drop view v
create view v

--- case: options
--- both
CREATE TABLE t (a integer);
--- old
CREATE VIEW v AS SELECT a FROM t WHERE a > 0;
--- new
CREATE VIEW v WITH (security_barrier = true) AS SELECT a FROM t WHERE a > 0 WITH LOCAL CHECK OPTION;
--- operations
change view v

--- case: security-invoker
--- servers: 15..
--- both
CREATE TABLE t (a integer);
--- old
CREATE VIEW v AS SELECT a FROM t;
--- new
CREATE VIEW v WITH (security_invoker = true) AS SELECT a FROM t;
--- operations
change view v

--- case: default-of-its-column
--- both
CREATE TABLE t (a integer);
--- old
CREATE VIEW v AS SELECT a FROM t;
--- new
CREATE VIEW v AS SELECT a FROM t;
ALTER VIEW v ALTER a SET DEFAULT 7;
--- operations
change view v

--- case: recursive
--- both
CREATE TABLE nodes (id bigint PRIMARY KEY, parent bigint);
--- new
CREATE RECURSIVE VIEW tree (id, depth) AS SELECT id, 0 FROM nodes WHERE parent IS NULL UNION ALL SELECT n.id, depth + 1 FROM nodes n JOIN tree t ON n.parent = t.id;
--- operations
create view tree

--- case: windows-subqueries-and-laterals
--- both
CREATE TABLE t (a integer, b text, c jsonb);
--- new
CREATE VIEW v AS WITH x AS (SELECT a, row_number() OVER (PARTITION BY b ORDER BY a DESC) AS n FROM t)
    SELECT x.a, (SELECT max(t2.a) FROM t t2 WHERE t2.a < x.a) AS before, e.key FROM x JOIN t ON t.a = x.a CROSS JOIN LATERAL jsonb_each(t.c) e WHERE x.n = 1 AND EXISTS (SELECT 1 FROM t t3 WHERE t3.b = t.b);
--- operations
create view v

--- case: hostile-names
--- both
CREATE TABLE "a "".b" ("c;" text);
--- new
CREATE VIEW "v "".w" AS SELECT "c;" AS "d'--" FROM "a "".b";
COMMENT ON COLUMN "v "".w"."d'--" IS 'it''s';
--- operations
create view "v "".w"

--- case: in-another-schema-over-both
--- both
CREATE SCHEMA other;
CREATE TABLE t (a integer);
CREATE TABLE other.t (a integer);
--- new
CREATE VIEW other.v AS SELECT t.a, o.a AS b FROM public.t JOIN other.t o USING (a);
--- operations
create view other.v

--- case: table-and-view-exchange-their-kinds
--- old
CREATE TABLE thing (a integer);
--- new
CREATE VIEW thing AS SELECT 1 AS a;
--- operations
drop table thing
create view thing
--- hazards
C02

--- case: view-becomes-materialized
--- both
CREATE TABLE t (a integer);
--- old
CREATE VIEW v AS SELECT a FROM t;
--- new
CREATE MATERIALIZED VIEW v AS SELECT a FROM t;
--- rows
INSERT INTO t VALUES (1);
--- keeps
SELECT count(*) FROM v
--- operations
drop view v
create materialized view v
--- hazards
C02

--- case: materialized-with-indexes
--- both
CREATE TABLE t (a integer, b text);
--- new
CREATE MATERIALIZED VIEW m AS SELECT a, count(*) AS n FROM t GROUP BY a;
CREATE UNIQUE INDEX m_a ON m (a);
CREATE INDEX m_n ON m (n DESC) WHERE n > 1;
--- rows
INSERT INTO t VALUES (1, 'x');
--- after up
SELECT n = 1 FROM m
--- operations
create materialized view m

--- case: materialized-query-changes-and-indexes-stay
--- both
CREATE TABLE t (a integer, b text);
--- old
CREATE MATERIALIZED VIEW m AS SELECT a FROM t;
CREATE UNIQUE INDEX m_a ON m (a);
COMMENT ON MATERIALIZED VIEW m IS 'kept';
--- new
CREATE MATERIALIZED VIEW m AS SELECT a, b FROM t;
CREATE UNIQUE INDEX m_a ON m (a);
COMMENT ON MATERIALIZED VIEW m IS 'kept';
--- rows
INSERT INTO t VALUES (1, 'x');
--- after up
SELECT a = 1 FROM m
--- after down
SELECT a = 1 FROM m
--- operations
drop materialized view m
create materialized view m

--- case: materialized-index-comes-and-goes
--- both
CREATE TABLE t (a integer, b text);
CREATE MATERIALIZED VIEW m AS SELECT a, b FROM t;
--- old
CREATE INDEX m_a ON m (a);
--- new
CREATE INDEX m_b ON m (b);
--- operations
change materialized view m

--- case: materialized-with-no-data
--- both
CREATE TABLE t (a integer);
--- new
CREATE MATERIALIZED VIEW m AS SELECT a FROM t WITH NO DATA;
--- operations
create materialized view m

--- case: view-on-a-materialized-view-that-changes
--- both
CREATE TABLE t (a integer, b text);
--- old
CREATE MATERIALIZED VIEW m AS SELECT a FROM t;
CREATE VIEW v AS SELECT a FROM m;
--- new
CREATE MATERIALIZED VIEW m AS SELECT a, b FROM t;
CREATE VIEW v AS SELECT a FROM m;
--- operations
drop view v
drop materialized view m
create materialized view m
create view v

--- case: rule-instead-of-insert
--- both
CREATE TABLE t (a integer);
CREATE VIEW v AS SELECT a FROM t;
--- new
CREATE RULE ins AS ON INSERT TO v DO INSTEAD INSERT INTO t VALUES (new.a);
COMMENT ON RULE ins ON v IS 'writes through';
--- operations
create rule ins on v

--- case: rule-changes
--- both
CREATE TABLE t (a integer);
CREATE VIEW v AS SELECT a FROM t;
--- old
CREATE RULE r AS ON UPDATE TO v DO INSTEAD NOTHING;
--- new
CREATE RULE r AS ON UPDATE TO v DO INSTEAD UPDATE t SET a = new.a WHERE a = old.a;
--- operations
drop rule r on v
create rule r on v
