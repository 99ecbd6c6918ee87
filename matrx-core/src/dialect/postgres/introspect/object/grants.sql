-- What each role may do with each thing, where that is not what it may from the beginning; not what
-- the owner may. The columns that it speaks of come last.
SELECT t.class, t.oid::pg_catalog.int8, 'grant', NULL,
       CASE WHEN w.grantee = '0'::pg_catalog.oid THEN 'public' ELSE pg_catalog.pg_get_userbyid(w.grantee)::pg_catalog.text END,
       CASE WHEN t.relation IS NULL THEN t.target ELSE '' END,
       t.schema::pg_catalog.text, t.relation::pg_catalog.text,
       d.definition, '', NULL,
       ARRAY(SELECT a.attname::pg_catalog.text
               FROM pg_catalog.pg_attribute a
              CROSS JOIN LATERAL pg_catalog.aclexplode(a.attacl) x
              WHERE t.class = 'pg_class' AND a.attrelid = t.oid AND NOT a.attisdropped
                AND x.grantee = w.grantee AND x.grantor = t.owner
              GROUP BY a.attname ORDER BY a.attname)
  FROM (
    SELECT 'pg_class', c.oid, c.relowner, c.relacl,
           pg_catalog.acldefault((CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END)::pg_catalog."char", c.relowner),
           n.nspname, c.relname,
           CASE c.relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || {own:n.nspname,c.relname}
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = ANY ({schemas})
       AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
       AND NOT pg_catalog.starts_with(c.relname::pg_catalog.text, '_matrx_')
       AND (c.relacl IS NOT NULL OR EXISTS (SELECT FROM pg_catalog.pg_attribute a
                                             WHERE a.attrelid = c.oid AND a.attacl IS NOT NULL AND NOT a.attisdropped))
       AND NOT {member:pg_class,c.oid}
    UNION ALL
    SELECT 'pg_proc', p.oid, p.proowner, p.proacl, pg_catalog.acldefault('f', p.proowner), NULL, NULL,
           CASE p.prokind WHEN 'p' THEN 'PROCEDURE ' ELSE 'FUNCTION ' END || {own:n.nspname,p.proname}
             || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')'
      FROM pg_catalog.pg_proc p
      JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
     WHERE n.nspname = ANY ({schemas}) AND p.proacl IS NOT NULL
       AND NOT {member:pg_proc,p.oid}
    UNION ALL
    SELECT 'pg_type', y.oid, y.typowner, y.typacl, pg_catalog.acldefault('T', y.typowner), NULL, NULL,
           'TYPE ' || {own:n.nspname,y.typname}
      FROM pg_catalog.pg_type y
      JOIN pg_catalog.pg_namespace n ON n.oid = y.typnamespace
     WHERE n.nspname = ANY ({schemas}) AND y.typacl IS NOT NULL
       AND NOT {member:pg_type,y.oid}
    UNION ALL
    -- What everybody may do in the schema public was said when the database was made.
    SELECT 'pg_namespace', n.oid, n.nspowner, n.nspacl,
           COALESCE((SELECT i.initprivs FROM pg_catalog.pg_init_privs i
                      WHERE i.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND i.objoid = n.oid AND i.privtype = 'i'),
                    pg_catalog.acldefault('n', n.nspowner)),
           NULL, NULL, 'SCHEMA ' || pg_catalog.quote_ident(n.nspname::pg_catalog.text)
      FROM pg_catalog.pg_namespace n
     WHERE n.nspname = ANY ({schemas}) AND n.nspacl IS NOT NULL
       AND NOT {member:pg_namespace,n.oid}
    UNION ALL
    SELECT 'pg_foreign_data_wrapper', f.oid, f.fdwowner, f.fdwacl, pg_catalog.acldefault('F', f.fdwowner), NULL, NULL,
           'FOREIGN DATA WRAPPER ' || pg_catalog.quote_ident(f.fdwname::pg_catalog.text)
      FROM pg_catalog.pg_foreign_data_wrapper f
     WHERE f.fdwacl IS NOT NULL
       AND NOT {member:pg_foreign_data_wrapper,f.oid}
    UNION ALL
    SELECT 'pg_foreign_server', s.oid, s.srvowner, s.srvacl, pg_catalog.acldefault('S', s.srvowner), NULL, NULL,
           'FOREIGN SERVER ' || pg_catalog.quote_ident(s.srvname::pg_catalog.text)
      FROM pg_catalog.pg_foreign_server s
     WHERE s.srvacl IS NOT NULL
       AND NOT {member:pg_foreign_server,s.oid}
  ) AS t (class, oid, owner, acl, initial, schema, relation, target)
 CROSS JOIN LATERAL (
    SELECT x.grantee FROM pg_catalog.aclexplode(t.acl) x WHERE x.grantor = t.owner
    UNION
    SELECT x.grantee FROM pg_catalog.aclexplode(t.initial) x
    UNION
    SELECT x.grantee
      FROM pg_catalog.pg_attribute a
     CROSS JOIN LATERAL pg_catalog.aclexplode(a.attacl) x
     WHERE t.class = 'pg_class' AND a.attrelid = t.oid AND NOT a.attisdropped AND x.grantor = t.owner
  ) AS w
 CROSS JOIN LATERAL (SELECT CASE WHEN w.grantee = '0'::pg_catalog.oid THEN 'PUBLIC'
                                 ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(w.grantee)::pg_catalog.text) END) AS r (who)
 CROSS JOIN LATERAL (SELECT EXISTS (
    SELECT x.privilege_type, x.is_grantable FROM pg_catalog.aclexplode(t.initial) x WHERE x.grantee = w.grantee
    EXCEPT
    SELECT x.privilege_type, x.is_grantable FROM pg_catalog.aclexplode(COALESCE(t.acl, t.initial)) x WHERE x.grantee = w.grantee
  )) AS v (revoked)
 CROSS JOIN LATERAL (SELECT
    CASE WHEN v.revoked THEN ARRAY[pg_catalog.format('REVOKE ALL ON %s FROM %s', t.target, r.who)] ELSE '{}' END
    || ARRAY(
      SELECT pg_catalog.format('GRANT %s ON %s TO %s%s',
               CASE WHEN pg_catalog.count(*) > 1 AND pg_catalog.array_agg(x.privilege_type ORDER BY x.privilege_type) =
                         (SELECT pg_catalog.array_agg(o.privilege_type ORDER BY o.privilege_type)
                            FROM pg_catalog.aclexplode(t.initial) o WHERE o.grantee = t.owner)
                    THEN 'ALL' ELSE pg_catalog.string_agg(x.privilege_type, ', ' ORDER BY x.privilege_type) END,
               t.target, r.who, CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' END)
        FROM pg_catalog.aclexplode(COALESCE(t.acl, t.initial)) x
       WHERE x.grantee = w.grantee
         AND (x.grantor = t.owner OR w.grantee = '0'::pg_catalog.oid)
         AND (v.revoked OR NOT EXISTS (SELECT FROM pg_catalog.aclexplode(t.initial) i
                                        WHERE i.grantee = x.grantee AND i.privilege_type = x.privilege_type AND i.is_grantable = x.is_grantable))
       GROUP BY x.is_grantable ORDER BY x.is_grantable)
    || ARRAY(
      SELECT pg_catalog.format('GRANT %s ON %s TO %s%s',
               pg_catalog.string_agg(y.privilege_type || ' (' || y.columns || ')', ', ' ORDER BY y.privilege_type),
               t.target, r.who, CASE WHEN y.is_grantable THEN ' WITH GRANT OPTION' END)
        FROM (SELECT x.privilege_type, x.is_grantable,
                     pg_catalog.string_agg(pg_catalog.quote_ident(a.attname::pg_catalog.text), ', ' ORDER BY a.attname) AS columns
                FROM pg_catalog.pg_attribute a
               CROSS JOIN LATERAL pg_catalog.aclexplode(a.attacl) x
               WHERE t.class = 'pg_class' AND a.attrelid = t.oid AND NOT a.attisdropped
                 AND x.grantee = w.grantee AND x.grantor = t.owner
               GROUP BY x.privilege_type, x.is_grantable) y
       GROUP BY y.is_grantable ORDER BY y.is_grantable)
  ) AS d (definition)
 WHERE w.grantee <> t.owner AND d.definition <> '{}'
