-- The columns by their names: PostgreSQL prints them as they stand in the table.
SELECT 'pg_statistic_ext', s.oid::pg_catalog.int8, 'statistics', n.nspname::pg_catalog.text, s.stxname::pg_catalog.text, '', NULL, NULL,
       ARRAY['CREATE STATISTICS ' || o.own || pg_catalog.split_part(d.rest, ' ON ', 1) || ' ON ' || k.by_name
             || pg_catalog.substr(d.rest, pg_catalog.length(pg_catalog.split_part(d.rest, ' ON ', 1) || ' ON ' || k.as_printed) + 1)]
       || CASE WHEN s.stxstattarget >= 0 THEN ARRAY[pg_catalog.format('ALTER STATISTICS %s SET STATISTICS %s', o.own, s.stxstattarget)] ELSE '{}' END,
       '', pg_catalog.obj_description(s.oid, 'pg_statistic_ext'),
       '{}'::pg_catalog.text[]
  FROM pg_catalog.pg_statistic_ext s
  JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace
 CROSS JOIN LATERAL (SELECT {own:n.nspname,s.stxname}) AS o (own)
 CROSS JOIN LATERAL (SELECT pg_catalog.substr(pg_catalog.pg_get_statisticsobjdef(s.oid),
         pg_catalog.length(pg_catalog.format('CREATE STATISTICS %I.%I', n.nspname, s.stxname)) + 1)) AS d (rest)
 CROSS JOIN LATERAL (SELECT COALESCE(pg_catalog.string_agg(pg_catalog.quote_ident(a.attname::pg_catalog.text), ', ' ORDER BY a.attnum), ''),
         COALESCE(pg_catalog.string_agg(pg_catalog.quote_ident(a.attname::pg_catalog.text), ', ' ORDER BY a.attname), '')
    FROM pg_catalog.pg_attribute a
   WHERE a.attrelid = s.stxrelid AND a.attnum = ANY (s.stxkeys)) AS k (as_printed, by_name)
 WHERE n.nspname = ANY ({schemas})
   AND NOT {member:pg_statistic_ext,s.oid}
