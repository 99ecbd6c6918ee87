-- Partitions: tables of their own, whose columns, keys, checks, foreign keys and indexes are their parent's.

--- case: range-comes-with-its-table
--- new
CREATE TABLE events (id bigint NOT NULL, at date NOT NULL, note text DEFAULT 'none', PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE INDEX ON events (note);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE events_rest PARTITION OF events DEFAULT;
--- operations
create table events
create table events_2025
create table events_2026
create table events_rest
create index events_note_idx on events

--- case: list-hash-and-default
--- new
CREATE TABLE l (id bigint, kind text) PARTITION BY LIST (kind);
CREATE TABLE l_a PARTITION OF l FOR VALUES IN ('a', 'b', NULL);
CREATE TABLE l_rest PARTITION OF l DEFAULT;
CREATE TABLE h (id bigint) PARTITION BY HASH (id);
CREATE TABLE h_0 PARTITION OF h FOR VALUES WITH (modulus 2, remainder 0);
CREATE TABLE h_1 PARTITION OF h FOR VALUES WITH (modulus 2, remainder 1);
--- operations
create table h
create table l
create table h_0
create table h_1
create table l_a
create table l_rest

--- case: one-more
--- both
CREATE TABLE events (at date NOT NULL, n integer CHECK (n > 0)) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
--- new
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
--- rows
INSERT INTO events VALUES ('2025-03-04', 1), ('2025-05-06', 2);
--- operations
create table events_2026

--- case: one-goes
-- Its rows are lost, as those of any table that is dropped.
--- both
CREATE TABLE events (at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
--- old
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
--- rows
INSERT INTO events VALUES ('2025-03-04'), ('2025-05-06');
--- operations
drop table events_2026
--- hazards
C02

--- case: table-goes-with-all
--- old
CREATE TABLE events (at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') PARTITION BY RANGE (at);
CREATE TABLE events_2025_h1 PARTITION OF events_2025 FOR VALUES FROM ('2025-01-01') TO ('2025-07-01');
--- operations
drop table events_2025_h1
drop table events_2025
drop table events
--- hazards
C02

--- case: is-detached
--- both
CREATE TABLE events (id bigint, at date NOT NULL, note text DEFAULT 'none', CHECK (id > 0), PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE INDEX ON events (note);
--- old
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
--- new
CREATE TABLE events_2025 (id bigint, at date NOT NULL, note text DEFAULT 'none', CONSTRAINT events_id_check CHECK (id > 0), PRIMARY KEY (id, at));
CREATE INDEX ON events_2025 (note);
--- rows
INSERT INTO events VALUES (1, '2025-03-04', 'a'), (2, '2025-05-06', NULL);
--- keeps
SELECT count(*) FROM events_2025
--- operations
detach partition events_2025 from events
--- hazards
L24

--- case: is-attached
--- both
CREATE TABLE teams (id bigint PRIMARY KEY);
CREATE TABLE events (id bigint, at date NOT NULL, team bigint REFERENCES teams, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE INDEX ON events (team);
--- old
CREATE TABLE events_2025 (id bigint, at date NOT NULL, team bigint, own text);
--- new
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
--- rows
INSERT INTO teams VALUES (1);
INSERT INTO events_2025 VALUES (1, '2025-03-04', 1, 'x'), (2, '2025-05-06', NULL, 'y');
--- keeps
SELECT count(*) FROM events_2025
--- operations
drop column own of events_2025
forbid NULL in column id of events_2025
add primary key events_2025_pkey to events_2025
create index events_2025_team_idx on events_2025
add foreign key events_team_fkey to events_2025
attach partition events_2025 to events
--- hazards
C01 L11 L07 L01 L09 L24

--- case: is-attached-with-what-fits
-- The index and the key of the table are taken for the parent's, and get the names that a new one has.
--- both
CREATE TABLE events (id bigint, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE INDEX ON events (at);
--- old
CREATE TABLE old_events (id bigint, at date NOT NULL, CONSTRAINT k PRIMARY KEY (id, at));
CREATE INDEX by_date ON old_events (at);
--- new
CREATE TABLE old_events PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
--- rows
INSERT INTO old_events VALUES (1, '2025-03-04');
--- keeps
SELECT count(*) FROM old_events
--- operations
rename constraint k of old_events to old_events_pkey
rename index by_date of old_events to old_events_at_idx
attach partition old_events to events
--- hazards
L24

--- case: bound-changes
--- both
CREATE TABLE events (at date NOT NULL) PARTITION BY RANGE (at);
--- old
CREATE TABLE events_a PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2027-01-01');
--- new
CREATE TABLE events_a PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE events_b PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
--- rows
INSERT INTO events VALUES ('2025-03-04');
--- keeps
SELECT count(*) FROM events
--- operations
detach partition events_a from events
create table events_b
attach partition events_a to events
--- hazards
L24

--- case: bounds-change-places
--- both
CREATE TABLE l (kind text) PARTITION BY LIST (kind);
--- old
CREATE TABLE l_a PARTITION OF l FOR VALUES IN ('a');
CREATE TABLE l_b PARTITION OF l FOR VALUES IN ('b');
--- new
CREATE TABLE l_a PARTITION OF l FOR VALUES IN ('b');
CREATE TABLE l_b PARTITION OF l FOR VALUES IN ('a');
--- operations
detach partition l_a from l
detach partition l_b from l
attach partition l_a to l
attach partition l_b to l
--- hazards
L24

--- case: bound-changes-with-the-columns
-- While it is detached, the parent's changes do not reach it.
--- old
CREATE TABLE events (at date NOT NULL, gone text, size integer, was text) PARTITION BY RANGE (at);
CREATE TABLE events_a PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2027-01-01');
--- new
CREATE TABLE events (at date NOT NULL, size bigint, now text, added integer DEFAULT 3) PARTITION BY RANGE (at);
CREATE TABLE events_a PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
--- answers
rename column events.was to now
nothing else was renamed
--- rows
INSERT INTO events VALUES ('2025-03-04', 'x', 1, 'y');
--- operations
detach partition events_a from events
drop column gone of events
drop column gone of events_a
rename column was of events to now
rename column was of events_a to now
add column added to events
add column added to events_a
change the type of column size of events from integer to bigint
change the type of column size of events_a from integer to bigint
attach partition events_a to events
--- hazards
L24 C01 C03 L14

--- case: goes-to-another-table
--- both
CREATE TABLE a (id bigint NOT NULL) PARTITION BY LIST (id);
CREATE TABLE b (id bigint NOT NULL, more text) PARTITION BY LIST (id);
--- old
CREATE TABLE p PARTITION OF a FOR VALUES IN (1);
--- new
CREATE TABLE p PARTITION OF b FOR VALUES IN (1);
--- rows
INSERT INTO a VALUES (1);
--- keeps
SELECT count(*) FROM p
--- operations
detach partition p from a
add column more to p
attach partition p to b
--- hazards
L24

--- case: parent-and-partition-get-other-names
--- old
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
--- new
CREATE TABLE happenings (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE happenings_2025 PARTITION OF happenings FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
--- answers
rename table events to happenings
rename table events_2025 to happenings_2025
--- rows
INSERT INTO events VALUES (1, '2025-03-04');
--- operations
rename table events to happenings
rename table events_2025 to happenings_2025
--- hazards
C03

--- case: columns-of-the-parent-change
-- What the parent gets, its partitions have.
--- old
CREATE TABLE events (at date NOT NULL, gone text, size integer, was text) PARTITION BY RANGE (at);
CREATE TABLE events_a PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2027-01-01');
CREATE INDEX events_a_own ON events_a (was);
--- new
CREATE TABLE events (at date NOT NULL, size bigint NOT NULL DEFAULT 5, now text, added integer DEFAULT 3, CHECK (size > 0)) PARTITION BY RANGE (at);
CREATE INDEX ON events (added);
CREATE TABLE events_a PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2027-01-01');
CREATE INDEX events_a_own ON events_a (now);
--- answers
rename column events.was to now
nothing else was renamed
--- rows
INSERT INTO events VALUES ('2025-03-04', 'x', 1, 'y');
--- operations
drop column gone of events
rename column was of events to now
add column added to events
change the type of column size of events from integer to bigint
forbid NULL in column size of events
set the default of column size of events
add check events_size_check to events
create index events_added_idx on events
--- hazards
C01 C03 L14 L11 L10 L01

--- case: has-things-of-its-own
--- both
CREATE TABLE events (id bigint, at date NOT NULL, note text) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
--- new
COMMENT ON TABLE events_2025 IS 'a year';
ALTER TABLE events_2025 ADD CONSTRAINT own CHECK (id > 0), ADD CONSTRAINT own_key UNIQUE (id), SET (fillfactor = 70), ENABLE ROW LEVEL SECURITY;
CREATE INDEX events_2025_own ON events_2025 (lower(note)) WHERE id > 3;
CREATE POLICY mine ON events_2025 USING (id = 1);
--- rows
INSERT INTO events VALUES (1, '2025-03-04', 'a');
--- operations
add unique constraint own_key to events_2025
add check own to events_2025
create index events_2025_own on events_2025
create policy mine on events_2025
set the comment of table events_2025
set row level security of events_2025 to 'on'
set the storage parameters of events_2025 to 'fillfactor=70'
--- hazards
L06 L10 L01 L24

--- case: comes-with-things-of-its-own
-- A check over a column that its parent gets with it.
--- both
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
--- new
ALTER TABLE events ADD COLUMN size integer;
CREATE TABLE events_2025 PARTITION OF events (CONSTRAINT small CHECK (size < 5)) FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') WITH (fillfactor = 70);
CREATE INDEX events_2025_size ON events_2025 (size);
CREATE TABLE IF NOT EXISTS log (at date);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER own BEFORE INSERT ON events_2025 FOR EACH ROW EXECUTE FUNCTION f();
--- operations
create function f()
create table log
add column size to events
create table events_2025
create index events_2025_size on events_2025
create trigger own on events_2025
--- hazards
L24

--- case: trigger-of-the-parent
-- Each partition gets one, which is the parent's.
--- both
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
--- new
CREATE TRIGGER t AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION f();
--- operations
create trigger t on events
--- hazards
L24

--- case: partitions-of-partitions
--- both
CREATE TABLE events (id bigint, at date NOT NULL, kind text NOT NULL, PRIMARY KEY (id, at, kind)) PARTITION BY RANGE (at);
CREATE INDEX ON events (kind);
--- new
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') PARTITION BY LIST (kind);
CREATE INDEX own ON events_2025 (id);
CREATE TABLE events_2025_a PARTITION OF events_2025 FOR VALUES IN ('a');
CREATE TABLE events_2025_rest PARTITION OF events_2025 DEFAULT;
--- operations
create table events_2025
create table events_2025_a
create table events_2025_rest
create index own on events_2025

--- case: partition-of-a-partition-is-detached
--- both
CREATE TABLE events (id bigint, at date NOT NULL, kind text NOT NULL, PRIMARY KEY (id, at, kind)) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') PARTITION BY LIST (kind);
CREATE INDEX ON events_2025 (id);
--- old
CREATE TABLE events_2025_a PARTITION OF events_2025 FOR VALUES IN ('a');
--- new
CREATE TABLE events_2025_a (id bigint NOT NULL, at date NOT NULL, kind text NOT NULL, PRIMARY KEY (id, at, kind));
CREATE INDEX ON events_2025_a (id);
--- rows
INSERT INTO events VALUES (1, '2025-03-04', 'a');
--- keeps
SELECT count(*) FROM events_2025_a
--- operations
detach partition events_2025_a from events_2025
--- hazards
L24

--- case: in-other-schemas-and-with-odd-names
--- new
CREATE SCHEMA "Parts";
CREATE TABLE "The ""FOR VALUES"" table" (id bigint, "the Key" text NOT NULL) PARTITION BY LIST ("the Key");
CREATE TABLE "Parts"."default" PARTITION OF "The ""FOR VALUES"" table" FOR VALUES IN ('it''s', E'back\\slash');
--- operations
create schema "Parts"
create table "The ""FOR VALUES"" table"
create table "Parts"."default"

--- case: by-expression-and-several-columns
--- new
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE r (a integer, b text, m mood, at timestamptz) PARTITION BY RANGE (a, lower(b), at);
CREATE TABLE r1 PARTITION OF r FOR VALUES FROM (MINVALUE, MINVALUE, MINVALUE) TO (10, 'm', '2025-01-01 00:00:00+00');
CREATE TABLE r2 PARTITION OF r FOR VALUES FROM (10, 'm', '2025-01-01 00:00:00+00') TO (MAXVALUE, MAXVALUE, MAXVALUE);
CREATE TABLE m (v mood) PARTITION BY LIST (v);
CREATE TABLE m_sad PARTITION OF m FOR VALUES IN ('sad');
--- operations
create enum mood
create table m
create table r
create table m_sad
create table r1
create table r2

--- case: foreign-keys-from-and-to
--- both
CREATE TABLE teams (id bigint PRIMARY KEY);
CREATE TABLE events (id bigint, at date NOT NULL, team bigint, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE notes (event bigint, at date);
--- new
ALTER TABLE events ADD FOREIGN KEY (team) REFERENCES teams ON DELETE CASCADE;
ALTER TABLE notes ADD FOREIGN KEY (event, at) REFERENCES events;
--- rows
INSERT INTO teams VALUES (1);
INSERT INTO events VALUES (1, '2025-03-04', 1);
INSERT INTO notes VALUES (1, '2025-03-04');
--- operations
add foreign key events_team_fkey to events
add foreign key notes_event_at_fkey to notes
--- hazards
L09

--- case: view-of-a-partition
--- both
CREATE TABLE events (id bigint, at date NOT NULL, n integer) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
--- new
CREATE VIEW v AS SELECT id, n FROM events_2025;
--- operations
create view v

--- case: is-detached-with-indexes-over-expressions
--- both
CREATE TABLE events (id bigint, at date NOT NULL, note text) PARTITION BY RANGE (at);
CREATE INDEX a ON events (lower(note), at);
CREATE INDEX b ON events ((id + 1), pg_catalog.upper((note || ')')));
--- old
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
--- new
CREATE TABLE events_2025 (id bigint, at date NOT NULL, note text);
CREATE INDEX events_2025_lower_at_idx ON events_2025 (lower(note), at);
CREATE INDEX events_2025_expr_upper_idx ON events_2025 ((id + 1), upper((note || ')')));
--- operations
detach partition events_2025 from events
--- hazards
L24

--- case: indexes-of-other-names
--- both
CREATE TABLE events (id bigint, at date NOT NULL, note text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE INDEX by_note ON events (lower(note), at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
--- new
ALTER INDEX events_2025_pkey RENAME TO k;
ALTER INDEX events_2025_lower_at_idx RENAME TO "By Note";
--- operations
set the name of index events_2025_lower_at_idx of events_2025 to 'By Note'
set the name of index events_2025_pkey of events_2025 to 'k'

--- case: comes-with-indexes-of-other-names
--- new
CREATE TABLE events (id bigint, at date NOT NULL, note text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE INDEX by_note ON events (note);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
ALTER INDEX events_2025_pkey RENAME TO k;
ALTER INDEX events_2025_note_idx RENAME TO "By Note";
--- operations
create table events
create table events_2025
create index by_note on events
set the name of index events_2025_note_idx of events_2025 to 'By Note'
set the name of index events_2025_pkey of events_2025 to 'k'

--- case: is-attached-and-keeps-the-names-of-its-indexes
--- both
CREATE TABLE events (id bigint, at date NOT NULL, note text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE INDEX by_note ON events (note);
--- old
CREATE TABLE events_2025 (id bigint, at date NOT NULL, note text, CONSTRAINT k PRIMARY KEY (id, at));
CREATE INDEX "By Note" ON events_2025 (note);
--- new
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
ALTER INDEX events_2025_pkey RENAME TO k;
ALTER INDEX events_2025_note_idx RENAME TO "By Note";
--- operations
attach partition events_2025 to events
--- hazards
L24

--- case: partition-key-changes
-- No command does it: the message says how it is done.
--- old
CREATE TABLE t (id bigint NOT NULL, at date NOT NULL);
--- new
CREATE TABLE t (id bigint NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
--- fails
no command changes how public.t is partitioned
--- operations
set the partition key of t to 'RANGE (at)'

--- case: a-partition-has-a-primary-key-that-its-parent-has-not
--- both
CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);
--- new
CREATE TABLE events_2026 PARTITION OF events (PRIMARY KEY (id)) FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
--- operations
create table events_2026

--- case: partition-comes-back-while-its-parent-gets-a-column
--- old
CREATE TABLE m (id integer NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE m_1 (id integer NOT NULL, at date NOT NULL);
CREATE INDEX m_at ON m (at);
--- new
CREATE TABLE m (id integer NOT NULL, at date NOT NULL, note text DEFAULT 'x' CHECK (note <> '')) PARTITION BY RANGE (at);
CREATE TABLE m_1 PARTITION OF m FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE INDEX m_at ON m (at);
--- rows
INSERT INTO m_1 VALUES (1, '2020-05-05');
--- after up
SELECT count(*) = 1 FROM m WHERE note = 'x'
--- operations
add column note to m
add column note to m_1
add check m_note_check to m
add check m_note_check to m_1
create index m_1_at_idx on m_1
attach partition m_1 to m
--- hazards
L10 L01 L24

--- case: referenced-partitioned-table-changes-its-key
--- old
CREATE TABLE m (id integer NOT NULL, k integer NOT NULL, PRIMARY KEY (id, k)) PARTITION BY HASH (k);
CREATE TABLE m_0 PARTITION OF m FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE m_1 PARTITION OF m FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE r (id integer, k integer, CONSTRAINT f FOREIGN KEY (id, k) REFERENCES m ON DELETE CASCADE);
--- new
CREATE TABLE m (id bigint NOT NULL, k integer NOT NULL, CONSTRAINT m_key UNIQUE (k, id)) PARTITION BY HASH (k);
CREATE TABLE m_0 PARTITION OF m FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE m_1 PARTITION OF m FOR VALUES WITH (MODULUS 4, REMAINDER 1);
CREATE TABLE m_3 PARTITION OF m FOR VALUES WITH (MODULUS 4, REMAINDER 3);
CREATE TABLE r (id bigint, k integer, CONSTRAINT f FOREIGN KEY (k, id) REFERENCES m (k, id) DEFERRABLE);
--- rows
INSERT INTO m VALUES (1, 2);
INSERT INTO r VALUES (1, 2);
--- operations
detach partition m_1 from m
drop foreign key f of r
drop primary key m_pkey of m
drop primary key m_1_pkey of m_1
change the type of column id of m from integer to bigint
change the type of column id of m_1 from integer to bigint
change the type of column id of r from integer to bigint
create table m_3
add unique constraint m_key to m
add unique constraint m_1_k_id_key to m_1
add foreign key f to r
attach partition m_1 to m
--- hazards
L24 L14 L06 L09
