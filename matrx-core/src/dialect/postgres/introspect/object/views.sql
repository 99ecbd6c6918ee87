-- Views, and materialized views with their indexes. What the columns are is what OR REPLACE may not change.
SELECT 'pg_class', c.oid::pg_catalog.int8, CASE c.relkind WHEN 'v' THEN 'view' ELSE 'materialized view' END,
       n.nspname::pg_catalog.text, c.relname::pg_catalog.text, '', NULL, NULL,
       ARRAY[pg_catalog.format(E'CREATE %s %s%s%s%s AS\n%s', CASE c.relkind WHEN 'v' THEN 'VIEW' ELSE 'MATERIALIZED VIEW' END, o.own,
         CASE WHEN m.amname <> 'heap' THEN pg_catalog.format(' USING %I', m.amname) END,
         ' WITH (' || pg_catalog.array_to_string(c.reloptions, ', ') || ')',
         ' TABLESPACE ' || pg_catalog.quote_ident(s.spcname::pg_catalog.text),
         pg_catalog.rtrim(pg_catalog.pg_get_viewdef(c.oid), ';'))]
       || ARRAY(SELECT pg_catalog.format('ALTER VIEW %s ALTER COLUMN %I SET DEFAULT %s', o.own, a.attname, pg_catalog.pg_get_expr(x.adbin, x.adrelid))
                  FROM pg_catalog.pg_attrdef x
                  JOIN pg_catalog.pg_attribute a ON a.attrelid = x.adrelid AND a.attnum = x.adnum
                 WHERE x.adrelid = c.oid ORDER BY a.attnum)
       || ARRAY(SELECT pg_catalog.pg_get_indexdef(i.indexrelid, 0, true)
                  FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
                 WHERE i.indrelid = c.oid ORDER BY x.relname)
       || ARRAY(SELECT pg_catalog.format('ALTER MATERIALIZED VIEW %s CLUSTER ON %I', o.own, x.relname)
                  FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
                 WHERE i.indrelid = c.oid AND i.indisclustered)
       || ARRAY(SELECT pg_catalog.format('COMMENT ON INDEX %s IS %L', {own:n.nspname,x.relname}, d.description)
                  FROM pg_catalog.pg_index i
                  JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
                  JOIN pg_catalog.pg_description d
                    ON d.objoid = x.oid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = 0
                 WHERE i.indrelid = c.oid ORDER BY x.relname)
       || ARRAY(SELECT pg_catalog.format('COMMENT ON COLUMN %s.%I IS %L', o.own, a.attname, d.description)
                  FROM pg_catalog.pg_attribute a
                  JOIN pg_catalog.pg_description d
                    ON d.objoid = a.attrelid AND d.objsubid = a.attnum
                   AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
                 WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum),
       COALESCE((SELECT pg_catalog.string_agg(pg_catalog.format('%I %s', a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod)), E'\n' ORDER BY a.attnum)
          FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), ''),
       pg_catalog.obj_description(c.oid, 'pg_class'),
       {grants:c.relacl,c.relowner,TABLE,o.own}
       || ARRAY(SELECT pg_catalog.format('GRANT %s (%I) ON TABLE %s TO %s%s', x.privilege_type, a.attname, o.own,
                         CASE WHEN x.grantee = '0'::pg_catalog.oid THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(x.grantee)::pg_catalog.text) END,
                         CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' END)
                  FROM pg_catalog.pg_attribute a
                 CROSS JOIN LATERAL pg_catalog.aclexplode(a.attacl) x
                 WHERE a.attrelid = c.oid AND NOT a.attisdropped AND x.grantee <> c.relowner
                 ORDER BY a.attnum, x.grantee, x.privilege_type)
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_am m ON m.oid = c.relam
  LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = c.reltablespace
 CROSS JOIN LATERAL (SELECT {own:n.nspname,c.relname}) AS o (own)
 WHERE n.nspname = ANY ({schemas})
   AND c.relkind IN ('v', 'm')
   AND NOT {member:pg_class,c.oid}
