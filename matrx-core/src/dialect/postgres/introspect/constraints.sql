-- Constraints that a partition got from its parent (conparentid, for checks coninhcount) belong to the parent's; so do
-- the checks that a table inherits and does not say itself.
SELECT k.conrelid::pg_catalog.int8,
       k.conname::pg_catalog.text,
       k.contype::pg_catalog.text,
       CASE WHEN k.contype IN ('p', 'u', 'f') THEN k.conkey END,
       k.condeferrable,
       k.condeferred,
       CASE WHEN k.contype = 'c' THEN pg_catalog.pg_get_expr(k.conbin, k.conrelid) END,
       fn.nspname::pg_catalog.text,
       f.relname::pg_catalog.text,
       CASE WHEN k.contype = 'f' THEN
         ARRAY(SELECT a.attname::pg_catalog.text
                 FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY AS u (attnum, place)
                 JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.attnum
                ORDER BY u.place)
       END,
       k.confdeltype::pg_catalog.text,
       k.confupdtype::pg_catalog.text,
       k.confmatchtype::pg_catalog.text,
       CASE WHEN k.contype = 'u' THEN
         (SELECT {nulls_not_distinct} FROM pg_catalog.pg_index i WHERE i.indexrelid = k.conindid)
       END,
       CASE WHEN k.contype IN ('p', 'u') THEN
         ARRAY(SELECT u.attnum
                 FROM pg_catalog.pg_index i
                CROSS JOIN LATERAL pg_catalog.unnest(i.indkey) WITH ORDINALITY AS u (attnum, place)
                WHERE i.indexrelid = k.conindid AND u.place > i.indnkeyatts
                ORDER BY u.place)
       END,
       {set_columns},
       k.convalidated,
       {enforced},
       k.connoinherit,
       CASE WHEN k.contype = 'x' THEN pg_catalog.pg_get_constraintdef(k.oid) END,
       {temporal}
  FROM pg_catalog.pg_constraint k
  JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_class f ON f.oid = k.confrelid AND k.contype = 'f'
  LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = f.relnamespace
 WHERE n.nspname = ANY ({schemas})
   AND k.contype IN ('p', 'u', 'c', 'f', 'x')
   AND k.conparentid = '0'::pg_catalog.oid
   AND NOT (k.coninhcount > 0 AND (c.relispartition OR NOT k.conislocal))
 ORDER BY k.conrelid, k.conname
