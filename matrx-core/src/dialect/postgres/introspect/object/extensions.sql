SELECT 'pg_extension', e.oid::pg_catalog.int8, 'extension', NULL, e.extname::pg_catalog.text, '', NULL, NULL,
       ARRAY[pg_catalog.format('CREATE EXTENSION IF NOT EXISTS %I WITH SCHEMA %I', e.extname, n.nspname)],
       '', NULL,
       '{}'::pg_catalog.text[]
  FROM pg_catalog.pg_extension e
  JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
 WHERE e.oid >= '16384'::pg_catalog.oid
