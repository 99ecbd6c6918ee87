-- Every schema that is neither PostgreSQL's own nor an extension's, and how many relations are in it.
SELECT n.nspname::pg_catalog.text,
       (SELECT pg_catalog.count(*) FROM pg_catalog.pg_class c
         WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
           AND NOT pg_catalog.starts_with(c.relname::pg_catalog.text, '_matrx_'))
  FROM pg_catalog.pg_namespace n
 WHERE n.nspname <> 'information_schema'
   AND NOT pg_catalog.starts_with(n.nspname::pg_catalog.text, 'pg_')
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                    WHERE e.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass
                      AND e.objid = n.oid AND e.deptype = 'e')
 ORDER BY 1
