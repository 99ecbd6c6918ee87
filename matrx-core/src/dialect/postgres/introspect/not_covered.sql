-- What the vocabulary cannot say: kind, schema, name, and the table that it belongs to.
WITH members AS (
  SELECT e.classid, e.objid FROM pg_catalog.pg_depend e WHERE e.deptype = 'e'
),
relations AS (
  SELECT c.*, n.nspname
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = ANY ({schemas})
     AND NOT pg_catalog.starts_with(c.relname::pg_catalog.text, '_matrx_')
     AND NOT EXISTS (SELECT FROM members e
                      WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid)
),
tables AS (
  SELECT * FROM relations c WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
),
found (kind, schema, name, parent) AS (
  SELECT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view'
                        WHEN 'f' THEN 'foreign table' WHEN 'c' THEN 'composite type' ELSE 'partition' END,
         c.nspname, c.relname,
         CASE WHEN c.relispartition THEN
           (SELECT p.relname FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_class p ON p.oid = h.inhparent
             WHERE h.inhrelid = c.oid LIMIT 1) END
    FROM relations c
   WHERE c.relkind IN ('v', 'm', 'f', 'c') OR (c.relkind IN ('r', 'p') AND c.relispartition)
  UNION ALL
  SELECT CASE WHEN o.relname IS NULL THEN 'sequence' ELSE 'owned sequence' END, c.nspname, c.relname, o.relname
    FROM relations c
    LEFT JOIN pg_catalog.pg_depend d
           ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.objsubid = 0
          AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype IN ('a', 'i')
    LEFT JOIN pg_catalog.pg_class o ON o.oid = d.refobjid
   WHERE c.relkind = 'S' AND d.deptype IS DISTINCT FROM 'i'
     AND (o.relname IS NULL OR NOT pg_catalog.starts_with(o.relname::pg_catalog.text, '_matrx_'))
  UNION ALL
  SELECT f.kind, c.nspname, c.relname, c.relname
    FROM tables c
   CROSS JOIN LATERAL (VALUES
           ('partitioning', c.relkind = 'p'),
           ('typed table', c.reloftype <> '0'::pg_catalog.oid),
           ('privileges', c.relacl IS NOT NULL)) AS f (kind, here)
   WHERE f.here
  UNION ALL
  SELECT 'inheritance', c.nspname, c.relname, p.relname
    FROM tables c
    JOIN pg_catalog.pg_inherits h ON h.inhrelid = c.oid
    JOIN pg_catalog.pg_class p ON p.oid = h.inhparent
  UNION ALL
  SELECT f.kind, c.nspname, a.attname, c.relname
    FROM tables c
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
   CROSS JOIN LATERAL (VALUES
           ('column privileges', a.attacl IS NOT NULL),
           ('virtual generated column', a.attgenerated = 'v')) AS f (kind, here)
   WHERE f.here
  UNION ALL
  SELECT f.kind, c.nspname, k.conname, c.relname
    FROM tables c
    JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid AND k.conparentid = '0'::pg_catalog.oid
    LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = k.conindid AND k.contype IN ('p', 'u')
   CROSS JOIN LATERAL (VALUES
           ('exclusion constraint', k.contype = 'x'),
           ('constraint that is NOT VALID', NOT k.convalidated AND k.contype IN ('c', 'f')),
           ('constraint that is NOT ENFORCED', {not_enforced}),
           ('constraint with NO INHERIT', k.contype = 'c' AND k.connoinherit),
           ('deferrable primary key', k.contype = 'p' AND k.condeferrable),
           ('constraint with INCLUDE', i.indnatts <> i.indnkeyatts),
           ('SET NULL or SET DEFAULT of some columns', {partial_action}),
           ('temporal constraint', {temporal})) AS f (kind, here)
   WHERE f.here
  UNION ALL
  SELECT f.kind, c.nspname, x.relname, c.relname
    FROM tables c
    JOIN pg_catalog.pg_index i ON i.indrelid = c.oid
    JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
   CROSS JOIN LATERAL (VALUES
           ('operator class parameters', EXISTS (SELECT FROM pg_catalog.pg_attribute a
                                           WHERE a.attrelid = i.indexrelid AND a.attoptions IS NOT NULL))) AS f (kind, here)
   WHERE f.here
  UNION ALL
  SELECT 'trigger', c.nspname, g.tgname, c.relname
    FROM pg_catalog.pg_trigger g
    JOIN relations c ON c.oid = g.tgrelid
   WHERE NOT g.tgisinternal
  UNION ALL
  SELECT 'rule', c.nspname, r.rulename, c.relname
    FROM pg_catalog.pg_rewrite r
    JOIN relations c ON c.oid = r.ev_class
   WHERE r.rulename <> '_RETURN'
  UNION ALL
  SELECT 'policy', c.nspname, p.polname, c.relname
    FROM pg_catalog.pg_policy p
    JOIN relations c ON c.oid = p.polrelid
  UNION ALL
  SELECT 'extended statistics', n.nspname, s.stxname, NULL
    FROM pg_catalog.pg_statistic_ext s
    JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace
   WHERE n.nspname = ANY ({schemas})
  UNION ALL
  SELECT CASE t.typtype WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range type' ELSE 'base type' END,
         n.nspname, t.typname, NULL
    FROM pg_catalog.pg_type t
    JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
   WHERE n.nspname = ANY ({schemas})
     AND (t.typtype IN ('d', 'r') OR (t.typtype = 'b' AND t.typcategory <> 'A'))
     AND NOT EXISTS (SELECT FROM members e
                      WHERE e.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND e.objid = t.oid)
  UNION ALL
  SELECT CASE p.prokind WHEN 'a' THEN 'aggregate' WHEN 'p' THEN 'procedure' ELSE 'function' END,
         n.nspname, p.proname, NULL
    FROM pg_catalog.pg_proc p
    JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
   WHERE n.nspname = ANY ({schemas})
     AND NOT EXISTS (SELECT FROM members e
                      WHERE e.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND e.objid = p.oid)
  UNION ALL
  SELECT 'collation', n.nspname, l.collname, NULL
    FROM pg_catalog.pg_collation l
    JOIN pg_catalog.pg_namespace n ON n.oid = l.collnamespace
   WHERE n.nspname = ANY ({schemas})
  UNION ALL
  SELECT 'operator', n.nspname, o.oprname, NULL
    FROM pg_catalog.pg_operator o
    JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
   WHERE n.nspname = ANY ({schemas})
     AND NOT EXISTS (SELECT FROM members e
                      WHERE e.classid = 'pg_catalog.pg_operator'::pg_catalog.regclass AND e.objid = o.oid)
)
SELECT DISTINCT kind, schema::pg_catalog.text, name::pg_catalog.text, parent::pg_catalog.text
  FROM found
