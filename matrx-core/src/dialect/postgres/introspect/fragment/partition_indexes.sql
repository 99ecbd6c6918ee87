SELECT x.oid, x.relname AS name, i.indisclustered OR i.indisreplident OR x.reltablespace <> '0'::pg_catalog.oid AS says,
pg_catalog.concat({2}, '_', CASE WHEN i.indisprimary THEN NULL ELSE
(SELECT pg_catalog.string_agg(COALESCE(a.attname, xa.attname), '_' ORDER BY u.place)
FROM pg_catalog.unnest(i.indkey) WITH ORDINALITY AS u (attnum, place)
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.attnum AND u.attnum <> 0
LEFT JOIN pg_catalog.pg_attribute xa ON xa.attrelid = x.oid AND xa.attnum = u.place) || '_' END,
CASE WHEN i.indisprimary THEN 'pkey' WHEN k.contype = 'u' THEN 'key' WHEN k.contype = 'x' THEN 'excl' ELSE 'idx' END) AS automatic
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid AND x.relispartition
LEFT JOIN pg_catalog.pg_constraint k ON k.conindid = x.oid AND k.contype IN ('p', 'u', 'x')
WHERE i.indrelid = {1}
