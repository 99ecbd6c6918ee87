SELECT 'pg_cast', c.oid::pg_catalog.int8, 'cast', NULL, '', o.types, NULL, NULL,
       ARRAY[pg_catalog.format('CREATE CAST %s %s%s', o.types,
         CASE c.castmethod WHEN 'b' THEN 'WITHOUT FUNCTION' WHEN 'i' THEN 'WITH INOUT'
              ELSE 'WITH FUNCTION ' || c.castfunc::pg_catalog.regprocedure::pg_catalog.text END,
         CASE c.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END)],
       '', pg_catalog.obj_description(c.oid, 'pg_cast'),
       '{}'::pg_catalog.text[]
  FROM pg_catalog.pg_cast c
 CROSS JOIN LATERAL (SELECT pg_catalog.format('(%s AS %s)', pg_catalog.format_type(c.castsource, NULL),
                                              pg_catalog.format_type(c.casttarget, NULL))) AS o (types)
 WHERE c.oid >= '16384'::pg_catalog.oid
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                    WHERE e.classid = 'pg_catalog.pg_cast'::pg_catalog.regclass AND e.objid = c.oid
                      AND e.deptype IN ('e', 'i'))
