-- One row for each key and each included column of the indexes that no constraint owns.
SELECT i.indexrelid::pg_catalog.int8,
       i.indrelid::pg_catalog.int8,
       x.relname::pg_catalog.text,
       i.indisunique,
       i.indisvalid,
       m.amname::pg_catalog.text,
       {nulls_not_distinct},
       CASE WHEN u.place = 1 THEN pg_catalog.pg_get_expr(i.indpred, i.indrelid) END,
       u.place > i.indnkeyatts,
       u.attnum,
       CASE WHEN u.attnum = 0 THEN pg_catalog.pg_get_indexdef(i.indexrelid, u.place::pg_catalog.int4, false) END,
       i.indoption[u.place - 1],
       CASE WHEN NOT o.opcdefault OR oa.attoptions IS NOT NULL THEN o.opcname::pg_catalog.text END,
       onsp.nspname::pg_catalog.text,
       l.collname::pg_catalog.text,
       ln.nspname::pg_catalog.text,
       oa.attoptions
  FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = x.relnamespace
  JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
  JOIN pg_catalog.pg_am m ON m.oid = x.relam
  LEFT JOIN pg_catalog.pg_constraint k ON k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')
 CROSS JOIN LATERAL pg_catalog.unnest(i.indkey) WITH ORDINALITY AS u (attnum, place)
  LEFT JOIN pg_catalog.pg_opclass o ON o.oid = i.indclass[u.place - 1]
  LEFT JOIN pg_catalog.pg_namespace onsp ON onsp.oid = o.opcnamespace
  LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.attnum AND u.attnum <> 0
  LEFT JOIN pg_catalog.pg_attribute xa ON xa.attrelid = i.indexrelid AND xa.attnum = u.place AND u.attnum = 0
  LEFT JOIN pg_catalog.pg_attribute oa ON oa.attrelid = i.indexrelid AND oa.attnum = u.place AND oa.attoptions IS NOT NULL
  LEFT JOIN pg_catalog.pg_type xt ON xt.oid = xa.atttypid
  LEFT JOIN pg_catalog.pg_collation l
         ON l.oid = i.indcollation[u.place - 1]
        AND l.oid <> COALESCE(a.attcollation, xt.typcollation)
  LEFT JOIN pg_catalog.pg_namespace ln ON ln.oid = l.collnamespace
 WHERE n.nspname = ANY ({schemas})
   AND c.relkind IN ('r', 'p')
   -- What a partition got from its parent belongs to the parent's.
   AND NOT x.relispartition
   AND k.oid IS NULL
 ORDER BY i.indexrelid, u.place
