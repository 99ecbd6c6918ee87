-- One that a partition got from its parent belongs to the parent's.
SELECT 'pg_trigger', t.oid::pg_catalog.int8, 'trigger', NULL, t.tgname::pg_catalog.text, '',
       n.nspname::pg_catalog.text, c.relname::pg_catalog.text,
       ARRAY[pg_catalog.pg_get_triggerdef(t.oid, true)]
       || CASE t.tgenabled WHEN 'O' THEN '{}' ELSE
            ARRAY[pg_catalog.format('ALTER TABLE %s %s TRIGGER %I', {own:n.nspname,c.relname},
              CASE t.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE REPLICA' END, t.tgname)] END,
       '', pg_catalog.obj_description(t.oid, 'pg_trigger'),
       '{}'::pg_catalog.text[]
  FROM pg_catalog.pg_trigger t
  JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = ANY ({schemas})
   AND NOT t.tgisinternal
   AND t.tgparentid = '0'::pg_catalog.oid
   AND NOT pg_catalog.starts_with(c.relname::pg_catalog.text, '_matrx_')
   AND NOT {member:pg_class,c.oid}
