-- What grown databases have and the copied schemas do not.

-- No column at all, or none any more.
CREATE TABLE nothing ();
CREATE TABLE emptied (a integer);
ALTER TABLE emptied DROP COLUMN a;
COMMENT ON TABLE emptied IS 'Was once full.';

-- More than one sequence belongs to a column, and one to a view's.
CREATE TABLE reports (id bigserial PRIMARY KEY);
CREATE SEQUENCE admin_reports_id_seq OWNED BY reports.id;
CREATE VIEW of_reports AS SELECT id FROM reports;
CREATE SEQUENCE "of ""reports""" OWNED BY of_reports.id;

-- A dump sets the comment that an extension had in the version that it was made with.
CREATE EXTENSION citext;
COMMENT ON EXTENSION citext IS 'data type for case-insensitive character strings, as of version 9';

-- Comments and expressions that just fit the line, or just not.
CREATE DOMAIN fits AS text;
COMMENT ON DOMAIN fits IS 'A text column that can only be null or not empty, of just the right width for it.';
CREATE DOMAIN too_long AS text;
COMMENT ON DOMAIN too_long IS 'A text column that can only be null or not empty representing the id of the controller.';
CREATE TABLE dmails (title text, body text);
CREATE INDEX on_words ON dmails USING gin (((to_tsvector('english'::regconfig, title) || to_tsvector('english'::regconfig, body))));

-- An argument has no length, and its type may be called anything.
CREATE FUNCTION keys(name, character, text) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION keys(name, character) RETURNS integer LANGUAGE sql AS 'SELECT 2';
CREATE FUNCTION keys(bit(8), varchar(10)[], numeric(10, 2), timestamp(3) with time zone, "char") RETURNS integer LANGUAGE sql AS 'SELECT 3';
CREATE TYPE "a, (b)" AS (x integer);
CREATE FUNCTION keys("a, (b)", character[]) RETURNS integer LANGUAGE sql AS 'SELECT 4';
CREATE AGGREGATE longest(character) (SFUNC = bpchar_larger, STYPE = character);
