SELECT 'pg_ts_parser', p.oid::pg_catalog.int8, 'text search parser', n.nspname::pg_catalog.text, p.prsname::pg_catalog.text, '', NULL, NULL,
       ARRAY[pg_catalog.format(E'CREATE TEXT SEARCH PARSER %s (\n    %s\n)', {own:n.nspname,p.prsname},
         pg_catalog.concat_ws(E',\n    ',
           'START = ' || p.prsstart::pg_catalog.text,
           'GETTOKEN = ' || p.prstoken::pg_catalog.text,
           'END = ' || p.prsend::pg_catalog.text,
           'HEADLINE = ' || NULLIF(p.prsheadline::pg_catalog.oid, '0'::pg_catalog.oid)::pg_catalog.regproc::pg_catalog.text,
           'LEXTYPES = ' || p.prslextype::pg_catalog.text))],
       '', pg_catalog.obj_description(p.oid, 'pg_ts_parser'),
       '{}'::pg_catalog.text[]
  FROM pg_catalog.pg_ts_parser p
  JOIN pg_catalog.pg_namespace n ON n.oid = p.prsnamespace
 WHERE n.nspname = ANY ({schemas})
   AND NOT {member:pg_ts_parser,p.oid}
UNION ALL
SELECT 'pg_ts_template', t.oid::pg_catalog.int8, 'text search template', n.nspname::pg_catalog.text, t.tmplname::pg_catalog.text, '', NULL, NULL,
       ARRAY[pg_catalog.format('CREATE TEXT SEARCH TEMPLATE %s (%s)', {own:n.nspname,t.tmplname},
         pg_catalog.concat_ws(', ',
           'INIT = ' || NULLIF(t.tmplinit::pg_catalog.oid, '0'::pg_catalog.oid)::pg_catalog.regproc::pg_catalog.text,
           'LEXIZE = ' || t.tmpllexize::pg_catalog.text))],
       '', pg_catalog.obj_description(t.oid, 'pg_ts_template'),
       '{}'::pg_catalog.text[]
  FROM pg_catalog.pg_ts_template t
  JOIN pg_catalog.pg_namespace n ON n.oid = t.tmplnamespace
 WHERE n.nspname = ANY ({schemas})
   AND NOT {member:pg_ts_template,t.oid}
