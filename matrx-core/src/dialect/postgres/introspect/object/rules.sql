SELECT 'pg_rewrite', r.oid::pg_catalog.int8, 'rule', NULL, r.rulename::pg_catalog.text, '',
       n.nspname::pg_catalog.text, c.relname::pg_catalog.text,
       ARRAY[pg_catalog.rtrim(pg_catalog.pg_get_ruledef(r.oid, true), ';')]
       || CASE r.ev_enabled WHEN 'O' THEN '{}' ELSE
            ARRAY[pg_catalog.format('ALTER TABLE %s %s RULE %I', {own:n.nspname,c.relname},
              CASE r.ev_enabled WHEN 'D' THEN 'DISABLE' WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE REPLICA' END, r.rulename)] END,
       '', pg_catalog.obj_description(r.oid, 'pg_rewrite'),
       '{}'::pg_catalog.text[]
  FROM pg_catalog.pg_rewrite r
  JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = ANY ({schemas})
   AND r.rulename <> '_RETURN'
   AND NOT pg_catalog.starts_with(c.relname::pg_catalog.text, '_matrx_')
   AND NOT {member:pg_class,c.oid}
