SELECT 'pg_proc', p.oid::pg_catalog.int8, CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END,
       n.nspname::pg_catalog.text, p.proname::pg_catalog.text,
       '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')', NULL, NULL,
       ARRAY['CREATE ' || k.kind || ' ' || {own:n.nspname,p.proname}
             || pg_catalog.rtrim(pg_catalog.substr(pg_catalog.pg_get_functiondef(p.oid),
                  pg_catalog.length(pg_catalog.format('CREATE OR REPLACE %s %I.%I', k.kind, n.nspname, p.proname)) + 1), E'\n')],
       pg_catalog.concat_ws(' ', pg_catalog.pg_get_function_arguments(p.oid), '->', pg_catalog.pg_get_function_result(p.oid)),
       pg_catalog.obj_description(p.oid, 'pg_proc'),
       CASE WHEN p.proacl IS NOT NULL AND NOT EXISTS (SELECT FROM pg_catalog.aclexplode(p.proacl) x WHERE x.grantee = '0'::pg_catalog.oid)
            THEN ARRAY[pg_catalog.format('REVOKE ALL ON %s %s(%s) FROM PUBLIC', k.kind, {own:n.nspname,p.proname}, pg_catalog.oidvectortypes(p.proargtypes))] ELSE '{}' END
       || {grants:p.proacl,p.proowner,ROUTINE,{own:n.nspname,p.proname} || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')'}
  FROM pg_catalog.pg_proc p
  JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
 CROSS JOIN LATERAL (SELECT CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END) AS k (kind)
 WHERE n.nspname = ANY ({schemas})
   AND p.prokind <> 'a'
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                    WHERE e.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND e.objid = p.oid
                      AND e.deptype IN ('e', 'i'))
