-- What tables may depend on and the vocabulary cannot say, as commands that make it elsewhere.
WITH spaces AS (
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
   WHERE EXISTS (SELECT FROM pg_catalog.pg_depend d
                  WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                    AND d.objid = c.oid AND d.deptype = 'a')
)
SELECT object, command FROM made ORDER BY place, object, command
