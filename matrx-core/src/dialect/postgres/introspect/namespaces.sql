SELECT n.nspname::pg_catalog.text
  FROM pg_catalog.pg_namespace n
 WHERE n.nspname = ANY ({schemas})
