SELECT 'pg_collation', c.oid::pg_catalog.int8, 'collation', n.nspname::pg_catalog.text, c.collname::pg_catalog.text, '', NULL, NULL,
       ARRAY[pg_catalog.format('CREATE COLLATION %s (%s)', {own:n.nspname,c.collname}, pg_catalog.concat_ws(', ',
         pg_catalog.format('provider = %s', CASE c.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END),
         CASE WHEN NOT c.collisdeterministic THEN 'deterministic = false' END,
         CASE WHEN c.collprovider IN ('i', 'b') OR c.collcollate = c.collctype
              THEN pg_catalog.format('locale = %L', COALESCE({collation_locale}, c.collcollate::pg_catalog.text))
              ELSE pg_catalog.format('lc_collate = %L, lc_ctype = %L', c.collcollate, c.collctype) END,
         {collation_rules}))],
       '', pg_catalog.obj_description(c.oid, 'pg_collation'),
       '{}'::pg_catalog.text[]
  FROM pg_catalog.pg_collation c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace
 WHERE n.nspname = ANY ({schemas})
   AND NOT {member:pg_collation,c.oid}
