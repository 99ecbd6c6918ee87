-- Tables, partitioned tables, and partitions.
SELECT c.oid::pg_catalog.int8,
       n.nspname::pg_catalog.text,
       c.relname::pg_catalog.text,
       d.description
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_description d
         ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = 0
 WHERE n.nspname = ANY ({schemas})
   AND c.relkind IN ('r', 'p')
   AND NOT pg_catalog.starts_with(c.relname::pg_catalog.text, '_matrx_')
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                    WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                      AND e.objid = c.oid AND e.deptype = 'e')
 ORDER BY c.oid
