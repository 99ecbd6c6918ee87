SELECT n.nspname::pg_catalog.text,
       pg_catalog.obj_description(n.oid, 'pg_namespace')
  FROM pg_catalog.pg_namespace n
 WHERE n.nspname = ANY ({schemas})
