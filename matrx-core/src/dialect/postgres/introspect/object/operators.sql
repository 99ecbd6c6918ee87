SELECT 'pg_operator', p.oid::pg_catalog.int8, 'operator', n.nspname::pg_catalog.text, p.oprname::pg_catalog.text,
       pg_catalog.format(' (%s, %s)', CASE WHEN p.oprleft = '0'::pg_catalog.oid THEN 'NONE' ELSE pg_catalog.format_type(p.oprleft, NULL) END,
                         CASE WHEN p.oprright = '0'::pg_catalog.oid THEN 'NONE' ELSE pg_catalog.format_type(p.oprright, NULL) END), NULL, NULL,
       ARRAY[pg_catalog.format(E'CREATE OPERATOR %s%s (\n    %s\n)',
         CASE WHEN n.nspname = {default} THEN '' ELSE pg_catalog.format('%I.', n.nspname) END, p.oprname,
         pg_catalog.concat_ws(E',\n    ',
           'FUNCTION = ' || p.oprcode::pg_catalog.regproc::pg_catalog.text,
           CASE WHEN p.oprleft <> '0'::pg_catalog.oid THEN 'LEFTARG = ' || pg_catalog.format_type(p.oprleft, NULL) END,
           CASE WHEN p.oprright <> '0'::pg_catalog.oid THEN 'RIGHTARG = ' || pg_catalog.format_type(p.oprright, NULL) END,
           (SELECT pg_catalog.format('COMMUTATOR = OPERATOR(%I.%s)', cn.nspname, c.oprname)
              FROM pg_catalog.pg_operator c JOIN pg_catalog.pg_namespace cn ON cn.oid = c.oprnamespace WHERE c.oid = p.oprcom),
           (SELECT pg_catalog.format('NEGATOR = OPERATOR(%I.%s)', cn.nspname, c.oprname)
              FROM pg_catalog.pg_operator c JOIN pg_catalog.pg_namespace cn ON cn.oid = c.oprnamespace WHERE c.oid = p.oprnegate),
           CASE WHEN p.oprcanmerge THEN 'MERGES' END,
           CASE WHEN p.oprcanhash THEN 'HASHES' END,
           'RESTRICT = ' || NULLIF(p.oprrest::pg_catalog.oid, '0'::pg_catalog.oid)::pg_catalog.regproc::pg_catalog.text,
           'JOIN = ' || NULLIF(p.oprjoin::pg_catalog.oid, '0'::pg_catalog.oid)::pg_catalog.regproc::pg_catalog.text))],
       '', pg_catalog.obj_description(p.oid, 'pg_operator'),
       '{}'::pg_catalog.text[]
  FROM pg_catalog.pg_operator p
  JOIN pg_catalog.pg_namespace n ON n.oid = p.oprnamespace
 WHERE n.nspname = ANY ({schemas})
   AND p.oprcode::pg_catalog.oid <> '0'::pg_catalog.oid
   AND NOT {member:pg_operator,p.oid}
