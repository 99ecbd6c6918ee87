-- Row level security and its policies.

--- case: create
--- both
CREATE TABLE t (id bigint PRIMARY KEY, owner text);
--- new
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON t USING (owner = current_user);
--- rows
INSERT INTO t VALUES (1, 'a');
--- operations
create policy own on t
set row level security of t to 'on'
--- hazards
L24

--- case: drop
--- both
CREATE TABLE t (id bigint PRIMARY KEY, owner text);
--- old
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON t USING (owner = current_user);
--- operations
reset row level security of t
drop policy own on t
--- hazards
C09

--- case: condition-and-roles-change
--- both
CREATE TABLE t (id bigint PRIMARY KEY, owner text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
--- old
CREATE POLICY own ON t FOR UPDATE TO matrx_reader USING (owner = current_user);
COMMENT ON POLICY own ON t IS 'kept';
--- new
CREATE POLICY own ON t FOR UPDATE TO matrx_reader, matrx_writer USING (owner = current_user) WITH CHECK (owner <> '');
COMMENT ON POLICY own ON t IS 'kept';
--- operations
drop policy own on t
create policy own on t

--- case: command-changes
-- ALTER POLICY cannot: it is made anew.
--- both
CREATE TABLE t (id bigint PRIMARY KEY, owner text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
--- old
CREATE POLICY own ON t FOR SELECT USING (owner = current_user);
COMMENT ON POLICY own ON t IS 'kept';
--- new
CREATE POLICY own ON t FOR DELETE USING (owner = current_user);
COMMENT ON POLICY own ON t IS 'kept';
--- operations
drop policy own on t
create policy own on t

--- case: permissive-to-restrictive
--- both
CREATE TABLE t (id bigint PRIMARY KEY, owner text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
--- old
CREATE POLICY own ON t USING (true);
--- new
CREATE POLICY own ON t AS RESTRICTIVE USING (true);
--- operations
drop policy own on t
create policy own on t

--- case: insert-has-a-check-only
--- both
CREATE TABLE t (id bigint PRIMARY KEY, owner text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
--- new
CREATE POLICY ins ON t FOR INSERT TO PUBLIC WITH CHECK (owner = current_user);
--- operations
create policy ins on t

--- case: reads-another-table
-- The other table must be there before, and stay as long as it.
--- both
CREATE TABLE t (id bigint PRIMARY KEY, team bigint);
--- new
CREATE TABLE members (team bigint, name text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON t USING (team IN (SELECT m.team FROM members m WHERE m.name = current_user));
--- operations
create table members
create policy mine on t
set row level security of t to 'on'
--- hazards
L24

--- case: reads-a-table-that-goes
--- both
CREATE TABLE t (id bigint PRIMARY KEY, team bigint);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
--- old
CREATE TABLE members (team bigint, name text);
CREATE POLICY mine ON t USING (team IN (SELECT m.team FROM members m WHERE m.name = current_user));
--- new
CREATE POLICY mine ON t USING (team = 1);
--- operations
drop policy mine on t
drop table members
create policy mine on t
--- hazards
C02

--- case: calls-a-function-that-comes-too
--- both
CREATE TABLE t (id bigint PRIMARY KEY, owner text);
--- new
CREATE FUNCTION me() RETURNS text LANGUAGE sql STABLE AS 'SELECT current_user::text';
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
ALTER TABLE t FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON t USING (owner = me());
--- operations
create function me()
create policy own on t
set row level security of t to 'on'
set forced row level security of t to 'on'
--- hazards
L24

--- case: goes-with-its-table
--- old
CREATE TABLE t (id bigint PRIMARY KEY, owner text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON t USING (owner = current_user);
--- operations
drop policy own on t
drop table t
--- hazards
C09 C02

--- case: same-name-on-two-tables
--- both
CREATE TABLE t (id bigint PRIMARY KEY, owner text);
CREATE TABLE u (id bigint PRIMARY KEY, owner text);
--- old
CREATE POLICY own ON t USING (owner = current_user);
--- new
CREATE POLICY own ON u USING (owner = current_user);
--- operations
drop policy own on t
create policy own on u
--- hazards
C09

--- case: hostile-names
--- both
CREATE TABLE "t ;" ("o ""w" text);
--- new
ALTER TABLE "t ;" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "p ""q"" --" ON "t ;" USING ("o ""w" <> 'it''s */');
--- operations
create policy "p ""q"" --" on "t ;"
set row level security of "t ;" to 'on'
--- hazards
L24
