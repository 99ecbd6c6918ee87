SELECT 'pg_type', t.oid::pg_catalog.int8, 'range type', n.nspname::pg_catalog.text, t.typname::pg_catalog.text, '', NULL, NULL,
       ARRAY[pg_catalog.format(E'CREATE TYPE %s AS RANGE (\n    %s\n)', {own:n.nspname,t.typname}, pg_catalog.concat_ws(E',\n    ',
         'subtype = ' || pg_catalog.format_type(r.rngsubtype, NULL),
         CASE WHEN NOT p.opcdefault THEN 'subtype_opclass = ' || {name:pn.nspname,p.opcname} END,
         'collation = ' || {name:ln.nspname,l.collname},
         CASE WHEN r.rngcanonical <> '0'::pg_catalog.oid THEN 'canonical = ' || r.rngcanonical::pg_catalog.regproc::pg_catalog.text END,
         CASE WHEN r.rngsubdiff <> '0'::pg_catalog.oid THEN 'subtype_diff = ' || r.rngsubdiff::pg_catalog.regproc::pg_catalog.text END,
         {multirange_name}))],
       '', pg_catalog.obj_description(t.oid, 'pg_type'),
       {revoked:t.typacl,TYPE,{own:n.nspname,t.typname}}
       || {grants:t.typacl,t.typowner,TYPE,{own:n.nspname,t.typname}}
  FROM pg_catalog.pg_range r
  JOIN pg_catalog.pg_type t ON t.oid = r.rngtypid
  JOIN pg_catalog.pg_type st ON st.oid = r.rngsubtype
  JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
  JOIN pg_catalog.pg_opclass p ON p.oid = r.rngsubopc
  JOIN pg_catalog.pg_namespace pn ON pn.oid = p.opcnamespace
  LEFT JOIN pg_catalog.pg_collation l ON l.oid = r.rngcollation AND r.rngcollation <> st.typcollation
  LEFT JOIN pg_catalog.pg_namespace ln ON ln.oid = l.collnamespace
 WHERE n.nspname = ANY ({schemas})
   AND NOT {member:pg_type,t.oid}
