-- Partitions, of which the copied schemas have none in their models.
CREATE SCHEMA "Parts";
CREATE TABLE events (id bigint NOT NULL, at date NOT NULL, "type" text DEFAULT 'none', "the Size" integer, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE INDEX ON events ("type");
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE events_2026 PARTITION OF events (CONSTRAINT small CHECK ("the Size" < 5)) FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')
    PARTITION BY HASH (id);
COMMENT ON TABLE events_2026 IS 'this year';
CREATE TABLE events_2026_0 PARTITION OF events_2026 FOR VALUES WITH (MODULUS 2, REMAINDER 0) WITH (fillfactor = 70);
CREATE TABLE "Parts"."Events ""2026"" 1" PARTITION OF events_2026 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE INDEX own ON events_2026_0 ("the Size" DESC, "type", lower("type")) INCLUDE (id);
CREATE UNIQUE INDEX ON events_2026_0 ("the Size");
ALTER TABLE events_2026_0 ADD UNIQUE ("type"), ENABLE ROW LEVEL SECURITY, ADD CONSTRAINT positive CHECK (id > 0);
CREATE POLICY mine ON events_2026_0 USING (id = 1);
CREATE TABLE rest PARTITION OF events DEFAULT;
CREATE TABLE "Parts".l ("of" text COLLATE "C", n integer GENERATED ALWAYS AS IDENTITY) PARTITION BY LIST (lower("of"));
CREATE TABLE l_a PARTITION OF "Parts".l FOR VALUES IN ('it''s', NULL, E'b\\');
ALTER INDEX events_2025_type_idx RENAME TO "its ""own"" name";
CREATE VIEW of_a_partition AS SELECT id, "type" FROM events_2025;
