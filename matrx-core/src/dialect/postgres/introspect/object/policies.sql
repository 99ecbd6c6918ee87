SELECT 'pg_policy', p.oid::pg_catalog.int8, 'policy', NULL, p.polname::pg_catalog.text, '',
       n.nspname::pg_catalog.text, c.relname::pg_catalog.text,
       ARRAY[pg_catalog.format('CREATE POLICY %I ON %s%s%s%s%s%s', p.polname, {own:n.nspname,c.relname},
         CASE WHEN NOT p.polpermissive THEN ' AS RESTRICTIVE' END,
         CASE p.polcmd WHEN 'r' THEN ' FOR SELECT' WHEN 'a' THEN ' FOR INSERT' WHEN 'w' THEN ' FOR UPDATE' WHEN 'd' THEN ' FOR DELETE' END,
         CASE WHEN p.polroles <> '{0}' THEN ' TO ' ||
           (SELECT pg_catalog.string_agg(CASE WHEN u.role = '0'::pg_catalog.oid THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(u.role)::pg_catalog.text) END,
                     ', ' ORDER BY pg_catalog.pg_get_userbyid(u.role))
              FROM pg_catalog.unnest(p.polroles) AS u (role)) END,
         E'\n    USING (' || pg_catalog.pg_get_expr(p.polqual, p.polrelid) || ')',
         E'\n    WITH CHECK (' || pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) || ')')],
       '', pg_catalog.obj_description(p.oid, 'pg_policy'),
       '{}'::pg_catalog.text[]
  FROM pg_catalog.pg_policy p
  JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = ANY ({schemas})
   AND NOT pg_catalog.starts_with(c.relname::pg_catalog.text, '_matrx_')
   AND NOT {member:pg_class,c.oid}
