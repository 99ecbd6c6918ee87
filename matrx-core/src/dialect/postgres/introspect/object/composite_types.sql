-- An attribute a line, which is how a change of one is told from a change of all.
SELECT 'pg_type', t.oid::pg_catalog.int8, 'composite type', n.nspname::pg_catalog.text, t.typname::pg_catalog.text, '', NULL, NULL,
       ARRAY['CREATE TYPE ' || o.own || ' AS (' || COALESCE(
         (SELECT pg_catalog.string_agg(pg_catalog.format(E'\n    %I %s%s', a.attname,
                   pg_catalog.format_type(a.atttypid, a.atttypmod), ' COLLATE ' || {name:ln.nspname,l.collname}),
                   ',' ORDER BY a.attnum)
            FROM pg_catalog.pg_attribute a
            JOIN pg_catalog.pg_type at ON at.oid = a.atttypid
            LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation AND a.attcollation <> at.typcollation
            LEFT JOIN pg_catalog.pg_namespace ln ON ln.oid = l.collnamespace
           WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped), '') || E'\n)']
       || ARRAY(SELECT pg_catalog.format('COMMENT ON COLUMN %s.%I IS %L', o.own, a.attname, d.description)
                  FROM pg_catalog.pg_attribute a
                  JOIN pg_catalog.pg_description d
                    ON d.objoid = a.attrelid AND d.objsubid = a.attnum
                   AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
                 WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum),
       '', pg_catalog.obj_description(t.oid, 'pg_type'),
       {revoked:t.typacl,TYPE,o.own}
       || {grants:t.typacl,t.typowner,TYPE,o.own}
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_type t ON t.oid = c.reltype
  JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
 CROSS JOIN LATERAL (SELECT {own:n.nspname,t.typname}) AS o (own)
 WHERE n.nspname = ANY ({schemas})
   AND c.relkind = 'c'
   AND NOT {member:pg_class,c.oid}
   AND NOT {member:pg_type,t.oid}
