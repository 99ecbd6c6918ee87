-- What tables may depend on and the vocabulary cannot say, as commands that make it elsewhere.
WITH members AS (
  SELECT e.classid, e.objid FROM pg_catalog.pg_depend e WHERE e.deptype = 'e'
),
spaces AS (
  SELECT n.oid, n.nspname FROM pg_catalog.pg_namespace n WHERE n.nspname = ANY ({schemas})
),
made (place, object, command) AS (
  SELECT 1, pg_catalog.format('extension %I', e.extname),
         pg_catalog.format('CREATE SCHEMA IF NOT EXISTS %1$I; CREATE EXTENSION IF NOT EXISTS %2$I SCHEMA %1$I CASCADE',
                           n.nspname, e.extname)
    FROM pg_catalog.pg_extension e
    JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
   WHERE n.nspname <> 'pg_catalog'
  UNION ALL
  SELECT 2, pg_catalog.format('sequence %I.%I', s.nspname, c.relname),
         pg_catalog.format('CREATE SEQUENCE %I.%I AS %s', s.nspname, c.relname, pg_catalog.format_type(q.seqtypid, NULL))
    FROM pg_catalog.pg_sequence q
    JOIN pg_catalog.pg_class c ON c.oid = q.seqrelid
    JOIN spaces s ON s.oid = c.relnamespace
   WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                      WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                        AND d.objid = c.oid AND d.deptype IN ('i', 'e'))
  UNION ALL
  SELECT 3, pg_catalog.format('composite type %I.%I', s.nspname, c.relname),
         pg_catalog.format('CREATE TYPE %I.%I AS (%s)', s.nspname, c.relname,
           (SELECT pg_catalog.string_agg(pg_catalog.format('%I %s', a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attnum)
              FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))
    FROM pg_catalog.pg_class c
    JOIN spaces s ON s.oid = c.relnamespace
   WHERE c.relkind = 'c'
     AND NOT EXISTS (SELECT FROM members e
                      WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid)
  UNION ALL
  SELECT 4, pg_catalog.format('domain %I.%I', s.nspname, t.typname),
         pg_catalog.format('CREATE DOMAIN %I.%I AS %s', s.nspname, t.typname,
           pg_catalog.concat_ws(' ', pg_catalog.format_type(t.typbasetype, t.typtypmod),
             'DEFAULT ' || t.typdefault, CASE WHEN t.typnotnull THEN 'NOT NULL' END,
             (SELECT pg_catalog.string_agg(pg_catalog.format('CONSTRAINT %I %s', k.conname, pg_catalog.pg_get_constraintdef(k.oid)), ' ' ORDER BY k.conname)
                FROM pg_catalog.pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c')))
    FROM pg_catalog.pg_type t
    JOIN spaces s ON s.oid = t.typnamespace
   WHERE t.typtype = 'd'
     AND NOT EXISTS (SELECT FROM members e
                      WHERE e.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND e.objid = t.oid)
  UNION ALL
  SELECT 5, pg_catalog.format('function %I.%I', s.nspname, p.proname), pg_catalog.pg_get_functiondef(p.oid)
    FROM pg_catalog.pg_proc p
    JOIN spaces s ON s.oid = p.pronamespace
   WHERE p.prokind IN ('f', 'p')
     AND NOT EXISTS (SELECT FROM members e
                      WHERE e.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND e.objid = p.oid)
)
SELECT object, command FROM made ORDER BY place, object, command
