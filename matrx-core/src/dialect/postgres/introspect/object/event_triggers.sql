SELECT 'pg_event_trigger', t.oid::pg_catalog.int8, 'event trigger', NULL, t.evtname::pg_catalog.text, '', NULL, NULL,
       ARRAY[pg_catalog.format('CREATE EVENT TRIGGER %I ON %I%s EXECUTE FUNCTION %s()', t.evtname, t.evtevent,
         E'\n    WHEN TAG IN (' || (SELECT pg_catalog.string_agg(pg_catalog.quote_literal(g.tag), ', ' ORDER BY g.tag)
                                     FROM pg_catalog.unnest(t.evttags) AS g (tag)) || ')',
         t.evtfoid::pg_catalog.regproc)]
       || CASE t.evtenabled WHEN 'O' THEN '{}' ELSE
            ARRAY[pg_catalog.format('ALTER EVENT TRIGGER %I %s', t.evtname,
              CASE t.evtenabled WHEN 'D' THEN 'DISABLE' WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE REPLICA' END)] END,
       '', pg_catalog.obj_description(t.oid, 'pg_event_trigger'),
       '{}'::pg_catalog.text[]
  FROM pg_catalog.pg_event_trigger t
 WHERE t.oid >= '16384'::pg_catalog.oid
   AND NOT {member:pg_event_trigger,t.oid}
