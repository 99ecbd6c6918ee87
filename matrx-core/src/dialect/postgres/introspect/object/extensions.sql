-- The comment is said where it is not the one that the extension brings here: a dump sets the one that it had where
-- it was made. To list what is available takes the server milliseconds: it is asked where there is an extension only.
SELECT 'pg_extension', e.oid::pg_catalog.int8, 'extension', NULL, e.extname::pg_catalog.text, '', NULL, NULL,
       ARRAY[pg_catalog.format('CREATE EXTENSION IF NOT EXISTS %I WITH SCHEMA %I', e.extname, n.nspname)],
       '', NULLIF(pg_catalog.obj_description(e.oid, 'pg_extension'),
              (SELECT a.comment FROM pg_catalog.pg_available_extensions() AS a (name, default_version, comment)
                WHERE a.name = e.extname)),
       '{}'::pg_catalog.text[]
  FROM pg_catalog.pg_extension e
  JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
 WHERE e.oid >= '16384'::pg_catalog.oid
