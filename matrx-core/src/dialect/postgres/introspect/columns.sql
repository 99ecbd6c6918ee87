SELECT a.attrelid::pg_catalog.int8,
       a.attnum,
       a.attname::pg_catalog.text,
       a.atttypid::pg_catalog.int8,
       pg_catalog.format_type(a.atttypid, a.atttypmod),
       a.attnotnull,
       a.attidentity::pg_catalog.text,
       a.attgenerated::pg_catalog.text,
       ln.nspname::pg_catalog.text,
       l.collname::pg_catalog.text,
       pg_catalog.pg_get_expr(x.adbin, x.adrelid),
       d.description,
       c.relispartition
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation AND a.attcollation <> t.typcollation
  LEFT JOIN pg_catalog.pg_namespace ln ON ln.oid = l.collnamespace
  LEFT JOIN pg_catalog.pg_attrdef x ON x.adrelid = a.attrelid AND x.adnum = a.attnum
  LEFT JOIN pg_catalog.pg_description d
         ON d.objoid = a.attrelid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = a.attnum
 WHERE n.nspname = ANY ({schemas})
   AND c.relkind IN ('r', 'p')
   -- Those of a partition are its parent's: they serve to name what is its own.
   AND (NOT c.relispartition
        OR EXISTS (SELECT FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
                    WHERE i.indrelid = c.oid AND NOT x.relispartition)
        OR EXISTS (SELECT FROM pg_catalog.pg_constraint k
                    WHERE k.conrelid = c.oid AND k.conparentid = '0'::pg_catalog.oid AND k.coninhcount = 0))
   AND a.attnum > 0
   AND NOT a.attisdropped
 ORDER BY a.attrelid, a.attnum
