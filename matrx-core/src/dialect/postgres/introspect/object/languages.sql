SELECT 'pg_language', l.oid::pg_catalog.int8, 'language', NULL, l.lanname::pg_catalog.text, '', NULL, NULL,
       ARRAY[pg_catalog.format('CREATE %sLANGUAGE %I HANDLER %s%s%s', CASE WHEN l.lanpltrusted THEN 'TRUSTED ' END, l.lanname,
         l.lanplcallfoid::pg_catalog.regproc,
         ' INLINE ' || NULLIF(l.laninline, '0'::pg_catalog.oid)::pg_catalog.regproc::pg_catalog.text,
         ' VALIDATOR ' || NULLIF(l.lanvalidator, '0'::pg_catalog.oid)::pg_catalog.regproc::pg_catalog.text)],
       '', pg_catalog.obj_description(l.oid, 'pg_language'),
       '{}'::pg_catalog.text[]
  FROM pg_catalog.pg_language l
 WHERE l.oid >= '16384'::pg_catalog.oid AND l.lanispl
   AND NOT {member:pg_language,l.oid}
UNION ALL
SELECT 'pg_am', a.oid::pg_catalog.int8, 'access method', NULL, a.amname::pg_catalog.text, '', NULL, NULL,
       ARRAY[pg_catalog.format('CREATE ACCESS METHOD %I TYPE %s HANDLER %s', a.amname,
         CASE a.amtype WHEN 't' THEN 'TABLE' ELSE 'INDEX' END, a.amhandler)],
       '', pg_catalog.obj_description(a.oid, 'pg_am'),
       '{}'::pg_catalog.text[]
  FROM pg_catalog.pg_am a
 WHERE a.oid >= '16384'::pg_catalog.oid
   AND NOT {member:pg_am,a.oid}
UNION ALL
SELECT 'pg_transform', t.oid::pg_catalog.int8, 'transform', NULL, '', o.own, NULL, NULL,
       ARRAY[pg_catalog.format('CREATE TRANSFORM %s (%s)', o.own, pg_catalog.concat_ws(', ',
         'FROM SQL WITH FUNCTION ' || NULLIF(t.trffromsql::pg_catalog.oid, '0'::pg_catalog.oid)::pg_catalog.regprocedure::pg_catalog.text,
         'TO SQL WITH FUNCTION ' || NULLIF(t.trftosql::pg_catalog.oid, '0'::pg_catalog.oid)::pg_catalog.regprocedure::pg_catalog.text))],
       '', pg_catalog.obj_description(t.oid, 'pg_transform'),
       '{}'::pg_catalog.text[]
  FROM pg_catalog.pg_transform t
  JOIN pg_catalog.pg_language l ON l.oid = t.trflang
 CROSS JOIN LATERAL (SELECT pg_catalog.format('FOR %s LANGUAGE %I', pg_catalog.format_type(t.trftype, NULL), l.lanname)) AS o (own)
 WHERE t.oid >= '16384'::pg_catalog.oid
   AND NOT {member:pg_transform,t.oid}
