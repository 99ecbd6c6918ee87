-- What differs from PostgreSQL's defaults beside the structure: one row a setting, as SettingKey has it;
-- of a list of options one row an option, in order, with the option's name behind what it belongs to.
WITH tables AS (
  SELECT c.oid, c.relrowsecurity, c.relforcerowsecurity, c.relpersistence, c.relreplident, c.reloptions,
         c.reltoastrelid, c.reltablespace, c.relam, c.relkind, c.relispartition, c.relpartbound, c.relname
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = ANY ({schemas})
     AND c.relkind IN ('r', 'p')
),
indexes AS (
  SELECT i.indexrelid AS oid, i.indrelid, i.indisclustered, i.indisreplident,
         x.relname::pg_catalog.text AS name, x.reloptions, x.reltablespace
    FROM tables t
    JOIN pg_catalog.pg_index i ON i.indrelid = t.oid
    JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
   -- What a partition got from its parent belongs to the parent's.
   WHERE NOT x.relispartition
),
found (relation, word, first, second, value, place) AS (
  SELECT t.oid, f.word, NULL::pg_catalog.text, NULL::pg_catalog.text, f.value, 0::pg_catalog.int8
    FROM tables t
   CROSS JOIN LATERAL (VALUES
           ('row_security', CASE WHEN t.relrowsecurity THEN 'on' END),
           ('force_row_security', CASE WHEN t.relforcerowsecurity THEN 'on' END),
           ('unlogged', CASE WHEN t.relpersistence = 'u' THEN 'on' END),
           ('replica_identity', CASE t.relreplident WHEN 'f' THEN 'full' WHEN 'n' THEN 'nothing' END)
         ) AS f (word, value)
   WHERE f.value IS NOT NULL
  UNION ALL
  SELECT t.oid, 'storage_parameters', NULL, o.option_name, o.option_value, o.place
    FROM tables t
   CROSS JOIN LATERAL pg_catalog.pg_options_to_table(t.reloptions) WITH ORDINALITY AS o (option_name, option_value, place)
  UNION ALL
  SELECT t.oid, 'storage_parameters', NULL, 'toast.' || o.option_name, o.option_value, 1000 + o.place
    FROM tables t
    JOIN pg_catalog.pg_class x ON x.oid = t.reltoastrelid
   CROSS JOIN LATERAL pg_catalog.pg_options_to_table(x.reloptions) WITH ORDINALITY AS o (option_name, option_value, place)
  UNION ALL
  SELECT t.oid, 'tablespace', NULL, NULL, s.spcname::pg_catalog.text, 0
    FROM tables t
    JOIN pg_catalog.pg_tablespace s ON s.oid = t.reltablespace
  UNION ALL
  SELECT t.oid, 'access_method', NULL, NULL, m.amname::pg_catalog.text, 0
    FROM tables t
    JOIN pg_catalog.pg_am m ON m.oid = t.relam
   WHERE m.amname <> 'heap'
  UNION ALL
  SELECT t.oid, 'partition_by', NULL, NULL, pg_catalog.pg_get_partkeydef(t.oid), 0
    FROM tables t
   WHERE t.relkind = 'p'
  UNION ALL
  SELECT t.oid, 'partition_of', pn.nspname::pg_catalog.text, p.relname::pg_catalog.text, pg_catalog.pg_get_expr(t.relpartbound, t.oid), 0
    FROM tables t
    JOIN pg_catalog.pg_inherits h ON h.inhrelid = t.oid
    JOIN pg_catalog.pg_class p ON p.oid = h.inhparent
    JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
   WHERE t.relispartition
  UNION ALL
  SELECT t.oid, 'inherits', pn.nspname::pg_catalog.text, p.relname::pg_catalog.text, NULL, h.inhseqno
    FROM tables t
    JOIN pg_catalog.pg_inherits h ON h.inhrelid = t.oid
    JOIN pg_catalog.pg_class p ON p.oid = h.inhparent
    JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
   WHERE NOT t.relispartition
  UNION ALL
  SELECT t.oid, 'column_inherited', a.attname::pg_catalog.text, NULL, 'on', 0
    FROM tables t
    JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
   WHERE NOT t.relispartition AND NOT a.attislocal
  UNION ALL
  -- Where PostgreSQL would have chosen another name, but for a number behind one that is taken.
  SELECT t.oid, 'partition_index', i.automatic, NULL, i.name::pg_catalog.text, 0
    FROM tables t
   CROSS JOIN LATERAL ({partition_indexes:t.oid,t.relname}) AS i
   WHERE t.relispartition
     AND pg_catalog.length(i.automatic) <= 63
     AND pg_catalog.rtrim(i.name, '0123456789') <> pg_catalog.rtrim(i.automatic, '0123456789')
  UNION ALL
  SELECT i.indrelid, f.word, NULL, NULL, f.value, 0
    FROM indexes i
   CROSS JOIN LATERAL (VALUES
           ('cluster_on', CASE WHEN i.indisclustered THEN i.name END),
           ('replica_identity', CASE WHEN i.indisreplident THEN 'index ' || i.name END)
         ) AS f (word, value)
   WHERE f.value IS NOT NULL
  UNION ALL
  SELECT t.oid, f.word, a.attname::pg_catalog.text, NULL, f.value, 0
    FROM tables t
    JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_catalog.pg_type y ON y.oid = a.atttypid
   CROSS JOIN LATERAL (VALUES
           ('column_storage', CASE WHEN a.attstorage <> y.typstorage THEN
             CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END
           END),
           ('column_compression', {compression}),
           ('column_statistics', CASE WHEN a.attstattarget >= 0 THEN a.attstattarget::pg_catalog.text END)
         ) AS f (word, value)
   WHERE f.value IS NOT NULL
     -- The columns of a partition are its parent's.
     AND NOT t.relispartition
  UNION ALL
  SELECT t.oid, 'column_options', a.attname::pg_catalog.text, o.option_name, o.option_value, o.place
    FROM tables t
    JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
   CROSS JOIN LATERAL pg_catalog.pg_options_to_table(a.attoptions) WITH ORDINALITY AS o (option_name, option_value, place)
   WHERE NOT t.relispartition
  UNION ALL
  -- Of several that a column owns, the one that it takes its default from; the others say themselves whose they are.
  (SELECT DISTINCT ON (t.oid, a.attnum) t.oid, 'column_sequence', a.attname::pg_catalog.text, NULL, s.relname::pg_catalog.text, 0
    FROM tables t
    JOIN pg_catalog.pg_depend d
      ON d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid = t.oid AND d.refobjsubid > 0
     AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = 0 AND d.deptype = 'a'
    JOIN pg_catalog.pg_class s ON s.oid = d.objid AND s.relkind = 'S'
    JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
    LEFT JOIN pg_catalog.pg_attrdef x ON x.adrelid = t.oid AND x.adnum = a.attnum
    LEFT JOIN pg_catalog.pg_depend u
      ON u.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND u.objid = x.oid
     AND u.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND u.refobjid = s.oid
   ORDER BY t.oid, a.attnum, u.objid IS NULL, s.relname)
  UNION ALL
  SELECT t.oid, 'constraint_comment', k.conname::pg_catalog.text, NULL, d.description, 0
    FROM pg_catalog.pg_description d
    JOIN pg_catalog.pg_constraint k ON k.oid = d.objoid
    JOIN tables t ON t.oid = k.conrelid
   WHERE d.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
     AND k.conparentid = '0'::pg_catalog.oid
     AND NOT (k.coninhcount > 0 AND (t.relispartition OR NOT k.conislocal))
  UNION ALL
  SELECT i.indrelid, 'index_comment', i.name, NULL, d.description, 0
    FROM pg_catalog.pg_description d
    JOIN indexes i ON i.oid = d.objoid
   WHERE d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = 0
  UNION ALL
  SELECT i.indrelid, 'index_options', i.name, o.option_name, o.option_value, o.place
    FROM indexes i
   CROSS JOIN LATERAL pg_catalog.pg_options_to_table(i.reloptions) WITH ORDINALITY AS o (option_name, option_value, place)
  UNION ALL
  SELECT i.indrelid, 'index_tablespace', i.name, NULL, s.spcname::pg_catalog.text, 0
    FROM indexes i
    JOIN pg_catalog.pg_tablespace s ON s.oid = i.reltablespace
  UNION ALL
  SELECT i.indrelid, 'index_statistics', i.name, a.attnum::pg_catalog.text, a.attstattarget::pg_catalog.text, 0
    FROM indexes i
    JOIN pg_catalog.pg_attribute a ON a.attrelid = i.oid AND a.attnum > 0 AND a.attstattarget >= 0
)
SELECT relation::pg_catalog.int8, word, first, second, value
  FROM found
 ORDER BY relation, word, first, place
