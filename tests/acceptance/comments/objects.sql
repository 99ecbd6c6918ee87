-- Comments on what is said as SQL change without the object itself.

--- case: on-each-kind-change
--- both
CREATE TABLE t (id bigint PRIMARY KEY, a text);
CREATE VIEW v AS SELECT id FROM t;
CREATE MATERIALIZED VIEW m AS SELECT id FROM t;
CREATE FUNCTION f(integer, text[]) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION tf();
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON t USING (true);
CREATE SEQUENCE s;
CREATE DOMAIN d AS integer;
CREATE TYPE c AS (x integer);
CREATE STATISTICS st ON id, a FROM t;
--- old
COMMENT ON VIEW v IS 'one';
COMMENT ON MATERIALIZED VIEW m IS 'one';
COMMENT ON FUNCTION f(integer, text[]) IS 'one';
COMMENT ON TRIGGER tr ON t IS 'one';
COMMENT ON POLICY p ON t IS 'one';
--- new
COMMENT ON VIEW v IS 'it''s two';
COMMENT ON FUNCTION f(integer, text[]) IS E'two\nlines';
COMMENT ON TRIGGER tr ON t IS 'two';
COMMENT ON SEQUENCE s IS 'two';
COMMENT ON DOMAIN d IS 'two';
COMMENT ON TYPE c IS 'two';
COMMENT ON STATISTICS st IS 'two';
--- operations
drop the comment of policy p on t
set the comment of trigger tr on t
set the comment of statistics st
drop the comment of materialized view m
set the comment of view v
set the comment of function f(integer, text[])
set the comment of sequence s
set the comment of composite type c
set the comment of domain d
