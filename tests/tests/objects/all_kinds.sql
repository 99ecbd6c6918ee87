CREATE SCHEMA app;
CREATE SCHEMA "odd schema";
CREATE SCHEMA extensions;
CREATE EXTENSION citext WITH SCHEMA extensions;
CREATE EXTENSION postgres_fdw;
CREATE EXTENSION btree_gist;
CREATE COLLATION german (provider = icu, locale = 'de-DE');
CREATE COLLATION app."Case" (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
COMMENT ON COLLATION german IS 'it''s german';
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE DOMAIN email AS extensions.citext CONSTRAINT has_at CHECK (VALUE ~ '@') NOT NULL;
CREATE DOMAIN app."Small" AS integer DEFAULT 3 CONSTRAINT "Low" CHECK (VALUE < 10);
COMMENT ON DOMAIN app."Small" IS 'small';
COMMENT ON CONSTRAINT "Low" ON DOMAIN app."Small" IS 'low';
CREATE TYPE app.address AS (street text COLLATE "C", "Zip code" varchar(10), moods mood[]);
COMMENT ON COLUMN app.address.street IS 'a street';
CREATE TYPE float_range AS RANGE (subtype = float8, subtype_diff = float8mi);
CREATE SEQUENCE app.numbers AS integer INCREMENT BY 5 START WITH 100 MAXVALUE 10000 CYCLE;
CREATE SEQUENCE "Down" INCREMENT BY -1;
CREATE TABLE people (
    id bigint PRIMARY KEY DEFAULT nextval('app.numbers'::regclass),
    name text NOT NULL,
    mail email,
    size app."Small",
    home app.address,
    feeling mood DEFAULT 'ok',
    span float_range,
    parent bigint REFERENCES people
);
CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.name := trim(NEW.name); -- it's; fine
    RETURN NEW;
END
$$;
CREATE FUNCTION add(a integer, b integer DEFAULT 1) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT a + b';
CREATE FUNCTION add(a numeric, VARIADIC b numeric[]) RETURNS numeric LANGUAGE sql AS 'SELECT a + sum(x) FROM unnest(b) x';
COMMENT ON FUNCTION add(integer, integer) IS 'adds';
CREATE FUNCTION everybody() RETURNS SETOF people LANGUAGE sql STABLE AS 'SELECT * FROM people';
CREATE FUNCTION count_people() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(name) FROM people; END;
CREATE FUNCTION "Full" (p people) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT p.name';
CREATE FUNCTION is_valid(p people) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT p.id > 0';
ALTER TABLE people ADD CONSTRAINT valid CHECK (is_valid(people.*));
CREATE INDEX people_sum ON people (add(1, size));
CREATE PROCEDURE app.clean(INOUT n integer) LANGUAGE sql AS 'SELECT n';
CREATE AGGREGATE app.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');
CREATE AGGREGATE nothing(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = '0');
CREATE FUNCTION app.near(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 ILIKE $2';
CREATE OPERATOR app.=~~ (FUNCTION = app.near, LEFTARG = text, RIGHTARG = text);
COMMENT ON OPERATOR app.=~~ (text, text) IS 'near';
CREATE FUNCTION to_mood(integer) RETURNS mood LANGUAGE sql IMMUTABLE AS $$ SELECT 'ok'::mood $$;
CREATE CAST (integer AS mood) WITH FUNCTION to_mood(integer) AS ASSIGNMENT;
CREATE TEXT SEARCH DICTIONARY app.plain (TEMPLATE = simple, StopWords = 'english');
CREATE TEXT SEARCH CONFIGURATION search (PARSER = default);
ALTER TEXT SEARCH CONFIGURATION search ADD MAPPING FOR word, asciiword WITH app.plain, simple;
CREATE FOREIGN DATA WRAPPER nobody OPTIONS (a 'it''s');
CREATE SERVER elsewhere VERSION '1' FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'nowhere', dbname 'x');
CREATE FOREIGN TABLE app.far (id integer OPTIONS (column_name 'ID') NOT NULL, t text COLLATE "C" DEFAULT 'x') SERVER elsewhere OPTIONS (table_name 'far');
CREATE VIEW names WITH (security_barrier) AS SELECT id, name, upper(name) AS loud FROM people WHERE size > 1;
CREATE VIEW app.more AS SELECT n.*, p.home, p.feeling FROM names n JOIN people p USING (id);
COMMENT ON VIEW names IS 'names';
COMMENT ON COLUMN names.loud IS 'loud';
CREATE VIEW grouped AS SELECT p.id, p.name, count(c.id) AS children FROM people p LEFT JOIN people c ON c.parent = p.id GROUP BY p.id;
CREATE VIEW checked AS SELECT id, name FROM people WHERE id > 3 WITH LOCAL CHECK OPTION;
ALTER VIEW checked ALTER COLUMN name SET DEFAULT 'none';
CREATE MATERIALIZED VIEW app.counts AS SELECT feeling, count(*) AS n FROM people GROUP BY feeling;
CREATE UNIQUE INDEX counts_feeling ON app.counts (feeling);
CREATE INDEX "Counts n" ON app.counts (n DESC) WHERE n > 3;
COMMENT ON MATERIALIZED VIEW app.counts IS 'counts';
CREATE STATISTICS app.people_stats (dependencies, ndistinct) ON name, size FROM people;
ALTER STATISTICS app.people_stats SET STATISTICS 100;
CREATE RULE quiet AS ON DELETE TO names DO INSTEAD NOTHING;
CREATE RULE "Log it" AS ON UPDATE TO people DO ALSO (NOTIFY people; SELECT 1);
CREATE TRIGGER touch BEFORE INSERT OR UPDATE OF name ON people FOR EACH ROW WHEN (new.name IS NOT NULL) EXECUTE FUNCTION app.touch();
CREATE TRIGGER "Into view" INSTEAD OF UPDATE ON app.more FOR EACH ROW EXECUTE FUNCTION app.touch();
CREATE TRIGGER after_all AFTER DELETE ON people REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION app.touch('it''s');
CREATE CONSTRAINT TRIGGER later AFTER UPDATE ON people DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.touch();
ALTER TABLE people ENABLE ALWAYS TRIGGER touch;
ALTER TABLE people DISABLE TRIGGER after_all;
COMMENT ON TRIGGER touch ON people IS 'touch';
CREATE POLICY own ON people FOR SELECT TO CURRENT_USER, pg_monitor USING (id > 0);
CREATE POLICY "all of it" ON people AS RESTRICTIVE USING (true) WITH CHECK (name <> 'it''s');
COMMENT ON POLICY own ON people IS 'own';
CREATE FUNCTION on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER watch ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION on_ddl();
ALTER EVENT TRIGGER watch DISABLE;
CREATE PUBLICATION parts FOR TABLE people (id, name) WHERE (id > 3) WITH (publish = 'insert');
CREATE PUBLICATION whole FOR TABLE people, TABLES IN SCHEMA app WITH (publish_via_partition_root);
CREATE PUBLICATION everything FOR ALL TABLES;
CREATE PUBLICATION nothing;
COMMENT ON PUBLICATION nothing IS 'it''s';
GRANT SELECT, UPDATE (name) ON people TO pg_monitor;
GRANT ALL ON SEQUENCE "Down" TO PUBLIC;
GRANT SELECT ON app.more TO pg_monitor WITH GRANT OPTION;
GRANT USAGE ON SCHEMA app TO pg_monitor;
GRANT USAGE ON FOREIGN SERVER elsewhere TO pg_monitor;
REVOKE ALL ON FUNCTION app.near(text, text) FROM PUBLIC;
REVOKE ALL ON TYPE mood FROM PUBLIC;
GRANT USAGE ON TYPE app.address TO pg_monitor;
ALTER DEFAULT PRIVILEGES FOR ROLE pg_monitor IN SCHEMA app GRANT SELECT, INSERT ON TABLES TO PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE pg_monitor REVOKE ALL ON FUNCTIONS FROM PUBLIC;
CREATE FUNCTION app.later(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $2 - $1';
CREATE OPERATOR FAMILY app.descending USING btree;
CREATE OPERATOR CLASS app."Backwards" FOR TYPE integer USING btree FAMILY app.descending AS
    OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 app.later(integer, integer);
CREATE CONVERSION app.latin FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;
CREATE TEXT SEARCH PARSER app.words (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
CREATE TEXT SEARCH TEMPLATE plain_template (INIT = dsimple_init, LEXIZE = dsimple_lexize);
CREATE LANGUAGE "Other" HANDLER plpgsql_call_handler VALIDATOR plpgsql_validator;
CREATE ACCESS METHOD piled TYPE TABLE HANDLER heap_tableam_handler;
CREATE TRANSFORM FOR mood LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal));
