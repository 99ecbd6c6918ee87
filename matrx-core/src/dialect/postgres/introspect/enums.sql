SELECT t.oid::pg_catalog.int8,
       t.typarray::pg_catalog.int8,
       n.nspname::pg_catalog.text,
       t.typname::pg_catalog.text,
       ARRAY(SELECT v.enumlabel::pg_catalog.text FROM pg_catalog.pg_enum v
              WHERE v.enumtypid = t.oid ORDER BY v.enumsortorder),
       d.description
  FROM pg_catalog.pg_type t
  JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
  LEFT JOIN pg_catalog.pg_description d
         ON d.objoid = t.oid AND d.classoid = 'pg_catalog.pg_type'::pg_catalog.regclass AND d.objsubid = 0
 WHERE n.nspname = ANY ({schemas})
   AND t.typtype = 'e'
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                    WHERE e.classid = 'pg_catalog.pg_type'::pg_catalog.regclass
                      AND e.objid = t.oid AND e.deptype = 'e')
 ORDER BY t.oid
