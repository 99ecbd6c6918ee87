SELECT 'pg_type', t.oid::pg_catalog.int8, 'domain', n.nspname::pg_catalog.text, t.typname::pg_catalog.text, '', NULL, NULL,
       ARRAY['CREATE DOMAIN ' || o.own || ' AS ' || pg_catalog.format_type(t.typbasetype, t.typtypmod)
             || COALESCE(' COLLATE ' || {name:ln.nspname,l.collname}, '')]
       || CASE WHEN t.typdefaultbin IS NULL THEN '{}' ELSE
            ARRAY['ALTER DOMAIN ' || o.own || ' SET DEFAULT '
                  || pg_catalog.pg_get_expr(t.typdefaultbin, 'pg_catalog.pg_type'::pg_catalog.regclass)] END
       || CASE WHEN t.typnotnull THEN ARRAY['ALTER DOMAIN ' || o.own || ' SET NOT NULL'] ELSE '{}' END
       || ARRAY(SELECT pg_catalog.format('ALTER DOMAIN %s ADD CONSTRAINT %I %s', o.own, k.conname, pg_catalog.pg_get_constraintdef(k.oid))
                  FROM pg_catalog.pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c' ORDER BY k.conname)
       || ARRAY(SELECT pg_catalog.format('COMMENT ON CONSTRAINT %I ON DOMAIN %s IS %L', k.conname, o.own, d.description)
                  FROM pg_catalog.pg_constraint k
                  JOIN pg_catalog.pg_description d
                    ON d.objoid = k.oid AND d.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
                 WHERE k.contypid = t.oid AND k.contype = 'c' ORDER BY k.conname),
       '', pg_catalog.obj_description(t.oid, 'pg_type'),
       {revoked:t.typacl,DOMAIN,o.own}
       || {grants:t.typacl,t.typowner,DOMAIN,o.own}
  FROM pg_catalog.pg_type t
  JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
  JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype
  LEFT JOIN pg_catalog.pg_collation l ON l.oid = t.typcollation AND t.typcollation <> b.typcollation
  LEFT JOIN pg_catalog.pg_namespace ln ON ln.oid = l.collnamespace
 CROSS JOIN LATERAL (SELECT {own:n.nspname,t.typname}) AS o (own)
 WHERE n.nspname = ANY ({schemas})
   AND t.typtype = 'd'
   AND NOT {member:pg_type,t.oid}
