-- The extensions, as commands that make them elsewhere.
SELECT pg_catalog.format('extension %I', e.extname),
       pg_catalog.format('CREATE SCHEMA IF NOT EXISTS %1$I; CREATE EXTENSION IF NOT EXISTS %2$I SCHEMA %1$I CASCADE',
                         n.nspname, e.extname)
  FROM pg_catalog.pg_extension e
  JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
 WHERE n.nspname <> 'pg_catalog'
 ORDER BY e.extname
