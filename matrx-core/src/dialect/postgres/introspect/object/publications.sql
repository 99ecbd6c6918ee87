SELECT 'pg_publication', p.oid::pg_catalog.int8, 'publication', NULL, p.pubname::pg_catalog.text, '', NULL, NULL,
       ARRAY[pg_catalog.format('CREATE PUBLICATION %I%s%s', p.pubname,
         CASE WHEN p.puballtables THEN ' FOR ALL TABLES'
              ELSE CASE WHEN t.list IS NULL THEN ' FOR' ELSE ' FOR TABLE' END
                   || E'\n    ' || NULLIF(pg_catalog.concat_ws(E',\n    ', t.list, s.list), '') END,
         E'\n    WITH (' || NULLIF(pg_catalog.concat_ws(', ',
           CASE WHEN NOT (p.pubinsert AND p.pubupdate AND p.pubdelete AND p.pubtruncate) THEN
             'publish = ' || pg_catalog.quote_literal(pg_catalog.concat_ws(', ',
               CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END,
               CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END)) END,
           CASE WHEN p.pubviaroot THEN 'publish_via_partition_root = true' END,
           {publication_generated}), '') || ')')],
       '', pg_catalog.obj_description(p.oid, 'pg_publication'),
       '{}'::pg_catalog.text[]
  FROM pg_catalog.pg_publication p
 -- ONLY where a table has children: they are members of their own.
 CROSS JOIN LATERAL (SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ',
         CASE WHEN c.relkind = 'r' AND EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhparent = c.oid) THEN 'ONLY' END,
         {own:n.nspname,c.relname}, {publication_columns}, {publication_filter}), E',\n    ' ORDER BY n.nspname, c.relname)
    FROM pg_catalog.pg_publication_rel m
    JOIN pg_catalog.pg_class c ON c.oid = m.prrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE m.prpubid = p.oid) AS t (list)
 CROSS JOIN LATERAL (SELECT {publication_schemas}) AS s (list)
