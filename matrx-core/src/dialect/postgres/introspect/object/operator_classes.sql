-- A family with the members that belong to none of its classes, and the classes with theirs.
SELECT 'pg_opfamily', f.oid::pg_catalog.int8, 'operator family', n.nspname::pg_catalog.text, f.opfname::pg_catalog.text,
       o.method, NULL, NULL,
       ARRAY['CREATE OPERATOR FAMILY ' || o.own || o.method]
       || CASE WHEN m.list IS NULL THEN '{}' ELSE ARRAY['ALTER OPERATOR FAMILY ' || o.own || o.method || E' ADD\n    ' || m.list] END,
       '', pg_catalog.obj_description(f.oid, 'pg_opfamily'),
       '{}'::pg_catalog.text[]
  FROM pg_catalog.pg_opfamily f
  JOIN pg_catalog.pg_namespace n ON n.oid = f.opfnamespace
  JOIN pg_catalog.pg_am a ON a.oid = f.opfmethod
 CROSS JOIN LATERAL (SELECT {own:n.nspname,f.opfname}, ' USING ' || pg_catalog.quote_ident(a.amname::pg_catalog.text)) AS o (own, method)
 CROSS JOIN LATERAL (SELECT pg_catalog.string_agg(x.text, E',\n    ' ORDER BY x.place, x.number, x.text) FROM (
         {operators:pg_opfamily,f.oid,'a'}
         UNION ALL
         {functions:pg_opfamily,f.oid,'a'}) AS x (place, number, text)) AS m (list)
 WHERE n.nspname = ANY ({schemas})
   AND NOT {member:pg_opfamily,f.oid}
UNION ALL
SELECT 'pg_opclass', c.oid::pg_catalog.int8, 'operator class', n.nspname::pg_catalog.text, c.opcname::pg_catalog.text,
       o.method, NULL, NULL,
       ARRAY[pg_catalog.format(E'CREATE OPERATOR CLASS %s %sFOR TYPE %s%s FAMILY %s AS\n    %s', {own:n.nspname,c.opcname},
         CASE WHEN c.opcdefault THEN 'DEFAULT ' END, pg_catalog.format_type(c.opcintype, NULL), o.method, {name:fn.nspname,f.opfname},
         pg_catalog.concat_ws(E',\n    ', m.list, 'STORAGE ' || pg_catalog.format_type(s.type, NULL)))],
       '', pg_catalog.obj_description(c.oid, 'pg_opclass'),
       '{}'::pg_catalog.text[]
  FROM pg_catalog.pg_opclass c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.opcnamespace
  JOIN pg_catalog.pg_am a ON a.oid = c.opcmethod
  JOIN pg_catalog.pg_opfamily f ON f.oid = c.opcfamily
  JOIN pg_catalog.pg_namespace fn ON fn.oid = f.opfnamespace
 CROSS JOIN LATERAL (SELECT ' USING ' || pg_catalog.quote_ident(a.amname::pg_catalog.text)) AS o (method)
 CROSS JOIN LATERAL (SELECT pg_catalog.string_agg(x.text, E',\n    ' ORDER BY x.place, x.number, x.text) FROM (
         {operators:pg_opclass,c.oid,'i'}
         UNION ALL
         {functions:pg_opclass,c.oid,'i'}) AS x (place, number, text)) AS m (list)
 -- A class has something between its parentheses: where there is nothing else, its own type.
 CROSS JOIN LATERAL (SELECT CASE WHEN c.opckeytype <> '0'::pg_catalog.oid THEN c.opckeytype
                                 WHEN m.list IS NULL THEN c.opcintype END) AS s (type)
 WHERE n.nspname = ANY ({schemas})
   AND NOT {member:pg_opclass,c.oid}
