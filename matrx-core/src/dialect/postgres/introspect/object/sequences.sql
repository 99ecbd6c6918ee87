-- Those that no identity column has. That a column owns one is a setting of the column; of several, all but one say
-- it themselves, and so do those of a view or a foreign table.
-- Since PostgreSQL 15 that of an unlogged table is unlogged too; before that, none is, and we say so all the same.
SELECT 'pg_class', c.oid::pg_catalog.int8, 'sequence', n.nspname::pg_catalog.text, c.relname::pg_catalog.text, '', NULL, NULL,
       ARRAY[pg_catalog.format('CREATE SEQUENCE %s AS %s INCREMENT BY %s %s %s START WITH %s CACHE %s %s',
         {own:n.nspname,c.relname}, pg_catalog.format_type(s.seqtypid, NULL), s.seqincrement,
         CASE WHEN s.seqmin = CASE WHEN s.seqincrement > 0 THEN 1 ELSE b.low END
              THEN 'NO MINVALUE' ELSE 'MINVALUE ' || s.seqmin::pg_catalog.text END,
         CASE WHEN s.seqmax = CASE WHEN s.seqincrement > 0 THEN b.high ELSE -1 END
              THEN 'NO MAXVALUE' ELSE 'MAXVALUE ' || s.seqmax::pg_catalog.text END,
         s.seqstart, s.seqcache, CASE WHEN s.seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END)]
       || CASE WHEN o.name IS NOT NULL THEN ARRAY[pg_catalog.format('ALTER SEQUENCE %s OWNED BY %s.%I',
              {own:n.nspname,c.relname}, {own:n.nspname,o.relation}, o.name)] ELSE '{}' END
       || CASE WHEN {unlogged_sequence} THEN ARRAY[pg_catalog.format('ALTER SEQUENCE %s SET UNLOGGED', {own:n.nspname,c.relname})] ELSE '{}' END,
       '', pg_catalog.obj_description(c.oid, 'pg_class'),
       {grants:c.relacl,c.relowner,SEQUENCE,{own:n.nspname,c.relname}}
  FROM pg_catalog.pg_sequence s
  JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 CROSS JOIN LATERAL (SELECT
         CASE s.seqtypid WHEN 'pg_catalog.int2'::pg_catalog.regtype THEN '-32768'::pg_catalog.int8
                         WHEN 'pg_catalog.int4'::pg_catalog.regtype THEN '-2147483648'::pg_catalog.int8
                         ELSE '-9223372036854775808'::pg_catalog.int8 END,
         CASE s.seqtypid WHEN 'pg_catalog.int2'::pg_catalog.regtype THEN '32767'::pg_catalog.int8
                         WHEN 'pg_catalog.int4'::pg_catalog.regtype THEN '2147483647'::pg_catalog.int8
                         ELSE '9223372036854775807'::pg_catalog.int8 END) AS b (low, high)
  LEFT JOIN (
  SELECT d.objid AS oid, t.relname AS relation, a.attname AS name,
         CASE WHEN t.relkind IN ('v', 'f') THEN 2
              ELSE pg_catalog.row_number() OVER (PARTITION BY d.refobjid, d.refobjsubid ORDER BY u.objid IS NULL, s.relname) END AS place
    FROM pg_catalog.pg_class s
    JOIN pg_catalog.pg_depend d
      ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = s.oid AND d.objsubid = 0 AND d.deptype = 'a'
     AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjsubid > 0
    JOIN pg_catalog.pg_class t ON t.oid = d.refobjid
    JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
    LEFT JOIN pg_catalog.pg_attrdef x ON x.adrelid = a.attrelid AND x.adnum = a.attnum
    LEFT JOIN pg_catalog.pg_depend u
      ON u.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND u.objid = x.oid
     AND u.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND u.refobjid = s.oid
   WHERE s.relkind = 'S'
  ) AS o ON o.oid = c.oid AND o.place > 1
 WHERE n.nspname = ANY ({schemas})
   AND NOT pg_catalog.starts_with(c.relname::pg_catalog.text, '_matrx_')
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid
                      AND d.objsubid = 0 AND d.deptype IN ('i', 'e'))
