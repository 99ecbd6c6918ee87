SELECT 'pg_foreign_data_wrapper', f.oid::pg_catalog.int8, 'foreign data wrapper', NULL, f.fdwname::pg_catalog.text, '', NULL, NULL,
       ARRAY[pg_catalog.format('CREATE FOREIGN DATA WRAPPER %I%s%s%s', f.fdwname,
         ' HANDLER ' || NULLIF(f.fdwhandler, '0'::pg_catalog.oid)::pg_catalog.regproc::pg_catalog.text,
         ' VALIDATOR ' || NULLIF(f.fdwvalidator, '0'::pg_catalog.oid)::pg_catalog.regproc::pg_catalog.text,
         ' OPTIONS (' || {options:f.fdwoptions} || ')')],
       '', pg_catalog.obj_description(f.oid, 'pg_foreign_data_wrapper'),
       '{}'::pg_catalog.text[]
  FROM pg_catalog.pg_foreign_data_wrapper f
 WHERE f.oid >= '16384'::pg_catalog.oid AND NOT {member:pg_foreign_data_wrapper,f.oid}
UNION ALL
SELECT 'pg_foreign_server', s.oid::pg_catalog.int8, 'server', NULL, s.srvname::pg_catalog.text, '', NULL, NULL,
       ARRAY[pg_catalog.format('CREATE SERVER %I%s%s FOREIGN DATA WRAPPER %I%s', s.srvname,
         ' TYPE ' || pg_catalog.quote_literal(s.srvtype), ' VERSION ' || pg_catalog.quote_literal(s.srvversion), f.fdwname,
         ' OPTIONS (' || {options:s.srvoptions} || ')')],
       '', pg_catalog.obj_description(s.oid, 'pg_foreign_server'),
       '{}'::pg_catalog.text[]
  FROM pg_catalog.pg_foreign_server s
  JOIN pg_catalog.pg_foreign_data_wrapper f ON f.oid = s.srvfdw
 WHERE s.oid >= '16384'::pg_catalog.oid AND NOT {member:pg_foreign_server,s.oid}
UNION ALL
SELECT 'pg_class', c.oid::pg_catalog.int8, 'foreign table', n.nspname::pg_catalog.text, c.relname::pg_catalog.text, '', NULL, NULL,
       ARRAY[pg_catalog.format(E'CREATE FOREIGN TABLE %s (%s\n) SERVER %I%s', o.own, pg_catalog.concat_ws(',',
           (SELECT pg_catalog.string_agg(pg_catalog.format(E'\n    %I %s%s%s%s%s', a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
                     ' OPTIONS (' || {options:a.attfdwoptions} || ')', ' COLLATE ' || {name:ln.nspname,l.collname},
                     CASE WHEN x.oid IS NULL THEN NULL WHEN a.attgenerated = 's'
                          THEN ' GENERATED ALWAYS AS (' || pg_catalog.pg_get_expr(x.adbin, x.adrelid) || ') STORED'
                          ELSE ' DEFAULT ' || pg_catalog.pg_get_expr(x.adbin, x.adrelid) END,
                     CASE WHEN a.attnotnull THEN ' NOT NULL' END), ',' ORDER BY a.attnum)
              FROM pg_catalog.pg_attribute a
              JOIN pg_catalog.pg_type at ON at.oid = a.atttypid
              LEFT JOIN pg_catalog.pg_attrdef x ON x.adrelid = a.attrelid AND x.adnum = a.attnum
              LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation AND a.attcollation <> at.typcollation
              LEFT JOIN pg_catalog.pg_namespace ln ON ln.oid = l.collnamespace
             WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
           (SELECT pg_catalog.string_agg(pg_catalog.format(E'\n    CONSTRAINT %I %s', k.conname, pg_catalog.pg_get_constraintdef(k.oid)), ',' ORDER BY k.conname)
              FROM pg_catalog.pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c')),
         s.srvname, ' OPTIONS (' || {options:f.ftoptions} || ')')]
       || ARRAY(SELECT pg_catalog.format('COMMENT ON COLUMN %s.%I IS %L', o.own, a.attname, d.description)
                  FROM pg_catalog.pg_attribute a
                  JOIN pg_catalog.pg_description d
                    ON d.objoid = a.attrelid AND d.objsubid = a.attnum
                   AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
                 WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum),
       '', pg_catalog.obj_description(c.oid, 'pg_class'),
       {grants:c.relacl,c.relowner,TABLE,o.own}
  FROM pg_catalog.pg_foreign_table f
  JOIN pg_catalog.pg_class c ON c.oid = f.ftrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver
 CROSS JOIN LATERAL (SELECT {own:n.nspname,c.relname}) AS o (own)
 WHERE n.nspname = ANY ({schemas})
   AND NOT c.relispartition
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhrelid = c.oid)
   AND NOT {member:pg_class,c.oid}
