SELECT 'pg_statistic_ext', s.oid::pg_catalog.int8, 'statistics', n.nspname::pg_catalog.text, s.stxname::pg_catalog.text, '', NULL, NULL,
       ARRAY['CREATE STATISTICS ' || o.own || pg_catalog.substr(pg_catalog.pg_get_statisticsobjdef(s.oid),
               pg_catalog.length(pg_catalog.format('CREATE STATISTICS %I.%I', n.nspname, s.stxname)) + 1)]
       || CASE WHEN s.stxstattarget >= 0 THEN ARRAY[pg_catalog.format('ALTER STATISTICS %s SET STATISTICS %s', o.own, s.stxstattarget)] ELSE '{}' END,
       '', pg_catalog.obj_description(s.oid, 'pg_statistic_ext'),
       '{}'::pg_catalog.text[]
  FROM pg_catalog.pg_statistic_ext s
  JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace
 CROSS JOIN LATERAL (SELECT {own:n.nspname,s.stxname}) AS o (own)
 WHERE n.nspname = ANY ({schemas})
   AND NOT {member:pg_statistic_ext,s.oid}
