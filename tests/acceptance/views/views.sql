-- Views, and what they lean on.

--- case: another-query-of-the-same-columns
--- both
CREATE TABLE users (id bigint PRIMARY KEY, name text);
--- old
CREATE VIEW names AS SELECT id, name FROM users;
CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1';
--- new
CREATE VIEW names AS SELECT id, upper(name) AS name, 1 AS more FROM users;
COMMENT ON VIEW names IS 'loud';
CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 2';
--- rows
INSERT INTO users VALUES (1, 'a');
--- operations
change function one()
change view names
set the comment of view names

--- case: a-column-of-a-view-gets-another-type
-- The server refuses it while the view is there.
--- old
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(20));
CREATE VIEW names AS SELECT id, name FROM users;
CREATE VIEW more AS SELECT name FROM names;
COMMENT ON VIEW more IS 'it''s more';
--- new
CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE VIEW names AS SELECT id, name FROM users;
CREATE VIEW more AS SELECT name FROM names;
COMMENT ON VIEW more IS 'it''s more';
--- rows
INSERT INTO users VALUES (1, 'a');
--- operations
drop view more
drop view names
change the type of column name of users from character varying(20) to text
create view names
create view more

--- case: who-may-read-a-view-may-read-it-afterwards
--- old
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(20));
CREATE VIEW names AS SELECT id, name FROM users;
GRANT SELECT, INSERT ON names TO matrx_reader;
GRANT SELECT ON names TO matrx_writer WITH GRANT OPTION;
CREATE MATERIALIZED VIEW kept AS SELECT name FROM names;
GRANT SELECT ON kept TO PUBLIC;
CREATE FUNCTION of_names() RETURNS SETOF names LANGUAGE sql AS 'SELECT * FROM names';
REVOKE ALL ON FUNCTION of_names FROM PUBLIC;
GRANT EXECUTE ON FUNCTION of_names TO matrx_reader;
--- new
CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE VIEW names AS SELECT id, name FROM users;
GRANT SELECT, INSERT ON names TO matrx_reader;
GRANT SELECT ON names TO matrx_writer WITH GRANT OPTION;
CREATE MATERIALIZED VIEW kept AS SELECT name FROM names;
GRANT SELECT ON kept TO PUBLIC;
CREATE FUNCTION of_names() RETURNS SETOF names LANGUAGE sql AS 'SELECT * FROM names';
REVOKE ALL ON FUNCTION of_names FROM PUBLIC;
GRANT EXECUTE ON FUNCTION of_names TO matrx_reader;
--- keeps
SELECT relname, relacl::text FROM pg_class WHERE relname IN ('names', 'kept') ORDER BY 1;
SELECT has_function_privilege('matrx_writer', 'of_names()', 'EXECUTE'), has_function_privilege('matrx_reader', 'of_names()', 'EXECUTE')
--- operations
drop materialized view kept
drop function of_names()
drop view names
change the type of column name of users from character varying(20) to text
create view names
create function of_names()
create materialized view kept

--- case: a-table-under-a-trigger-a-policy-and-a-rule-is-renamed
--- old
CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER touch BEFORE UPDATE OF name ON users FOR EACH ROW EXECUTE FUNCTION touch();
CREATE POLICY own ON users USING (id > 0);
CREATE VIEW names AS SELECT name FROM users;
--- new
CREATE TABLE people (id bigint PRIMARY KEY, name text);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER touch BEFORE UPDATE OF name ON people FOR EACH ROW EXECUTE FUNCTION touch();
CREATE POLICY own ON people USING (id > 0);
CREATE VIEW names AS SELECT name FROM people;
ALTER INDEX people_pkey RENAME TO users_pkey;
--- rows
INSERT INTO users VALUES (1, 'a');
--- answers
rename table users to people
--- operations
drop policy own on users
drop trigger touch on users
rename table users to people
change view names
create trigger touch on people
create policy own on people
--- hazards
C03 L24

--- case: view-with-check-option-and-triggers
--- servers: 15..
--- both
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TABLE t (id integer PRIMARY KEY, n integer, m integer);
--- old
CREATE VIEW v WITH (security_invoker) AS SELECT id, n FROM t WHERE n > 0 WITH LOCAL CHECK OPTION;
ALTER VIEW v ALTER COLUMN n SET DEFAULT 7;
CREATE TRIGGER tr INSTEAD OF INSERT OR UPDATE ON v FOR EACH ROW EXECUTE FUNCTION f();
COMMENT ON TRIGGER tr ON v IS 'kept';
--- new
CREATE VIEW v WITH (security_invoker = true, check_option = cascaded) AS SELECT n, id FROM t WHERE n > 0;
ALTER VIEW v ALTER COLUMN n SET DEFAULT 7;
CREATE TRIGGER tr INSTEAD OF INSERT OR UPDATE ON v FOR EACH ROW EXECUTE FUNCTION f();
COMMENT ON TRIGGER tr ON v IS 'kept';
--- rows
INSERT INTO t VALUES (1, 1, 1);
--- operations
drop trigger tr on v
drop view v
create view v
create trigger tr on v
--- hazards
L24

--- case: instead-of-trigger-view-whose-column-type-changes
--- old
CREATE TABLE t (id integer PRIMARY KEY, n integer);
CREATE VIEW v AS SELECT id, n FROM t;
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TRIGGER tr INSTEAD OF UPDATE ON v FOR EACH ROW EXECUTE FUNCTION tf();
CREATE RULE r AS ON DELETE TO v DO INSTEAD DELETE FROM t WHERE id = old.id;
ALTER VIEW v ALTER COLUMN n SET DEFAULT 3;
COMMENT ON VIEW v IS 'v';
COMMENT ON COLUMN v.n IS 'n';
COMMENT ON RULE r ON v IS 'r';
GRANT INSERT (n), SELECT ON v TO matrx_writer;
--- new
CREATE TABLE t (id integer PRIMARY KEY, n numeric(5,1));
CREATE VIEW v AS SELECT id, n FROM t;
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TRIGGER tr INSTEAD OF UPDATE ON v FOR EACH ROW EXECUTE FUNCTION tf();
CREATE RULE r AS ON DELETE TO v DO INSTEAD DELETE FROM t WHERE id = old.id;
ALTER VIEW v ALTER COLUMN n SET DEFAULT 3;
COMMENT ON VIEW v IS 'v';
COMMENT ON COLUMN v.n IS 'n';
COMMENT ON RULE r ON v IS 'r';
GRANT INSERT (n), SELECT ON v TO matrx_writer;
--- rows
INSERT INTO t VALUES (1, 5);
--- operations
drop trigger tr on v
drop rule r on v
drop view v
change the type of column n of t from integer to numeric(5,1)
create view v
create rule r on v
create trigger tr on v
--- hazards
L14 C08 L24
