-- Triggers, constraint triggers and event triggers.

--- case: create-with-its-function
--- both
CREATE TABLE t (id bigint PRIMARY KEY, updated_at timestamptz);
--- new
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN new.updated_at := now(); RETURN new; END $$;
CREATE TRIGGER touch BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch();
--- rows
INSERT INTO t VALUES (1, NULL);
--- operations
create function touch()
create trigger touch on t
--- hazards
L24

--- case: drop-with-its-function
--- both
CREATE TABLE t (id bigint PRIMARY KEY);
--- old
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TRIGGER touch BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch();
--- operations
drop trigger touch on t
drop function touch()
--- hazards
C09 C02

--- case: timing-and-events-change
--- both
CREATE TABLE t (id bigint PRIMARY KEY, a text, b text);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
--- old
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
COMMENT ON TRIGGER tr ON t IS 'kept';
--- new
CREATE TRIGGER tr AFTER INSERT OR DELETE OR UPDATE OF a, b ON t FOR EACH ROW EXECUTE FUNCTION f('x', 'it''s');
COMMENT ON TRIGGER tr ON t IS 'kept';
--- operations
drop trigger tr on t
create trigger tr on t
--- hazards
L24

--- case: condition
--- both
CREATE TABLE t (id bigint PRIMARY KEY, a text);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
--- old
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW WHEN (old.a IS DISTINCT FROM new.a) EXECUTE FUNCTION f();
--- new
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW WHEN (old.* IS DISTINCT FROM new.*) EXECUTE FUNCTION f();
--- operations
drop trigger tr on t
create trigger tr on t
--- hazards
L24

--- case: transition-tables
--- both
CREATE TABLE t (id bigint PRIMARY KEY, a text);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
--- new
CREATE TRIGGER tr AFTER UPDATE ON t REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION f();
--- operations
create trigger tr on t
--- hazards
L24

--- case: constraint-trigger-deferred
--- both
CREATE TABLE t (id bigint PRIMARY KEY, a text);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
--- new
CREATE CONSTRAINT TRIGGER tr AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION f();
--- operations
create trigger tr on t
--- hazards
L24

--- case: disabled
--- both
CREATE TABLE t (id bigint PRIMARY KEY);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
--- old
CREATE TRIGGER tr AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
--- new
CREATE TRIGGER tr AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
ALTER TABLE t DISABLE TRIGGER tr;
--- operations
change trigger tr on t

--- case: enabled-always-and-replica
--- both
CREATE TABLE t (id bigint PRIMARY KEY);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
--- new
CREATE TRIGGER a AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
ALTER TABLE t ENABLE ALWAYS TRIGGER a;
CREATE TRIGGER r AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
ALTER TABLE t ENABLE REPLICA TRIGGER r;
--- operations
create trigger a on t
create trigger r on t
--- hazards
L24

--- case: instead-of-on-a-view
--- both
CREATE TABLE t (id bigint PRIMARY KEY);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
--- old
CREATE VIEW v AS SELECT id FROM t;
--- new
CREATE VIEW v AS SELECT id FROM t;
CREATE TRIGGER tr INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION f();
--- operations
create trigger tr on v
--- hazards
L24

--- case: on-a-view-that-is-made-anew
--- both
CREATE TABLE t (id bigint PRIMARY KEY, a text);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
--- old
CREATE VIEW v AS SELECT id FROM t;
CREATE TRIGGER tr INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION f();
COMMENT ON TRIGGER tr ON v IS 'kept';
--- new
CREATE VIEW v AS SELECT a, id FROM t;
CREATE TRIGGER tr INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION f();
COMMENT ON TRIGGER tr ON v IS 'kept';
--- operations
drop trigger tr on v
drop view v
create view v
create trigger tr on v
--- hazards
L24

--- case: goes-with-its-table
--- both
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
--- old
CREATE TABLE t (id bigint PRIMARY KEY);
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
--- operations
drop trigger tr on t
drop table t
--- hazards
C09 C02

--- case: same-name-on-two-tables
--- both
CREATE TABLE t (id bigint PRIMARY KEY);
CREATE TABLE u (id bigint PRIMARY KEY);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
--- old
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
--- new
CREATE TRIGGER tr BEFORE INSERT ON u FOR EACH ROW EXECUTE FUNCTION f();
--- operations
drop trigger tr on t
create trigger tr on u
--- hazards
C09 L24

--- case: function-is-made-anew-under-it
--- both
CREATE TABLE t (id bigint PRIMARY KEY);
--- old
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
--- new
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN RETURN NULL; END $$;
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
--- operations
change function f()

--- case: generated-column-it-writes-beside
--- both
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
--- old
CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a + 1) STORED);
CREATE TRIGGER tr AFTER UPDATE ON t FOR EACH ROW WHEN (old.b <> new.b) EXECUTE FUNCTION f();
--- new
CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a + 2) STORED);
CREATE TRIGGER tr AFTER UPDATE ON t FOR EACH ROW WHEN (old.b <> new.b) EXECUTE FUNCTION f();
--- rows
INSERT INTO t VALUES (1);
--- operations
drop trigger tr on t
drop column b of t
add column b to t
create trigger tr on t
--- hazards
C01 L17 L24

--- case: event-trigger
--- both
CREATE FUNCTION e() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
--- new
CREATE EVENT TRIGGER ev ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION e();
COMMENT ON EVENT TRIGGER ev IS 'watches';
--- operations
create event trigger ev

--- case: event-trigger-changes
--- both
CREATE FUNCTION e() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
--- old
CREATE EVENT TRIGGER ev ON ddl_command_end EXECUTE FUNCTION e();
--- new
CREATE EVENT TRIGGER ev ON sql_drop EXECUTE FUNCTION e();
ALTER EVENT TRIGGER ev DISABLE;
--- operations
drop event trigger ev
create event trigger ev

--- case: hostile-names
--- both
CREATE TABLE "t "".x" ("a b" text);
CREATE FUNCTION "f ""g"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
--- new
CREATE TRIGGER "tr ; "" --" BEFORE UPDATE OF "a b" ON "t "".x" FOR EACH ROW EXECUTE FUNCTION "f ""g"(E'a\\''b');
--- operations
create trigger "tr ; "" --" on "t "".x"
--- hazards
L24

--- case: event-trigger-that-refuses-changes-of-tables-goes
-- It is in the way of all that comes after it.
--- old
CREATE TABLE t (id integer);
CREATE FUNCTION stop() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'frozen'; END $$;
CREATE EVENT TRIGGER frozen ON ddl_command_start WHEN TAG IN ('ALTER TABLE') EXECUTE FUNCTION stop();
--- new
CREATE TABLE t (id integer, x text);
--- rows
INSERT INTO t VALUES (1);
--- operations
drop event trigger frozen
add column x to t
drop function stop()
--- hazards
C09 C02
