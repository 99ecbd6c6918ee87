SELECT 'pg_ts_dict', d.oid::pg_catalog.int8, 'text search dictionary', n.nspname::pg_catalog.text, d.dictname::pg_catalog.text, '', NULL, NULL,
       ARRAY[pg_catalog.format('CREATE TEXT SEARCH DICTIONARY %s (TEMPLATE = %s%s)', {own:n.nspname,d.dictname},
         {name:tn.nspname,t.tmplname}, ', ' || NULLIF(d.dictinitoption, ''))],
       '', pg_catalog.obj_description(d.oid, 'pg_ts_dict'),
       '{}'::pg_catalog.text[]
  FROM pg_catalog.pg_ts_dict d
  JOIN pg_catalog.pg_namespace n ON n.oid = d.dictnamespace
  JOIN pg_catalog.pg_ts_template t ON t.oid = d.dicttemplate
  JOIN pg_catalog.pg_namespace tn ON tn.oid = t.tmplnamespace
 WHERE n.nspname = ANY ({schemas})
   AND NOT {member:pg_ts_dict,d.oid}
UNION ALL
SELECT 'pg_ts_config', c.oid::pg_catalog.int8, 'text search configuration', n.nspname::pg_catalog.text, c.cfgname::pg_catalog.text, '', NULL, NULL,
       ARRAY[pg_catalog.format('CREATE TEXT SEARCH CONFIGURATION %s (PARSER = %s)', o.own, {name:pn.nspname,p.prsname})]
       || ARRAY(SELECT pg_catalog.format('ALTER TEXT SEARCH CONFIGURATION %s ADD MAPPING FOR %s WITH %s', o.own,
                  (SELECT k.alias FROM pg_catalog.ts_token_type(c.cfgparser) k WHERE k.tokid = m.maptokentype),
                  pg_catalog.string_agg({name:dn.nspname,d.dictname}, ', ' ORDER BY m.mapseqno))
                  FROM pg_catalog.pg_ts_config_map m
                  JOIN pg_catalog.pg_ts_dict d ON d.oid = m.mapdict
                  JOIN pg_catalog.pg_namespace dn ON dn.oid = d.dictnamespace
                 WHERE m.mapcfg = c.oid GROUP BY m.maptokentype ORDER BY m.maptokentype),
       '', pg_catalog.obj_description(c.oid, 'pg_ts_config'),
       '{}'::pg_catalog.text[]
  FROM pg_catalog.pg_ts_config c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.cfgnamespace
  JOIN pg_catalog.pg_ts_parser p ON p.oid = c.cfgparser
  JOIN pg_catalog.pg_namespace pn ON pn.oid = p.prsnamespace
 CROSS JOIN LATERAL (SELECT {own:n.nspname,c.cfgname}) AS o (own)
 WHERE n.nspname = ANY ({schemas})
   AND NOT {member:pg_ts_config,c.oid}
