SELECT 'pg_conversion', c.oid::pg_catalog.int8, 'conversion', n.nspname::pg_catalog.text, c.conname::pg_catalog.text, '', NULL, NULL,
       ARRAY[pg_catalog.format('CREATE %sCONVERSION %s FOR %L TO %L FROM %s', CASE WHEN c.condefault THEN 'DEFAULT ' END,
         {own:n.nspname,c.conname},
         pg_catalog.pg_encoding_to_char(c.conforencoding), pg_catalog.pg_encoding_to_char(c.contoencoding),
         c.conproc::pg_catalog.text)],
       '', pg_catalog.obj_description(c.oid, 'pg_conversion'),
       '{}'::pg_catalog.text[]
  FROM pg_catalog.pg_conversion c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.connamespace
 WHERE n.nspname = ANY ({schemas})
   AND NOT {member:pg_conversion,c.oid}
