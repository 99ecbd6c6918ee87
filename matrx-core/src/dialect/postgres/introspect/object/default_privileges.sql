-- What each role may do with what another one makes. Without a schema they stand for what PostgreSQL
-- gives from the beginning, in a schema they are added to that.
SELECT 'pg_default_acl', t.oid::pg_catalog.int8, 'default privileges', NULL,
       CASE WHEN w.grantee = '0'::pg_catalog.oid THEN 'public' ELSE pg_catalog.pg_get_userbyid(w.grantee)::pg_catalog.text END,
       t.scope || ' ON ' || t.target, NULL, NULL, d.definition, '', NULL, '{}'::pg_catalog.text[]
  FROM (
    SELECT a.oid, a.defaclrole, a.defaclacl,
           CASE WHEN n.oid IS NULL
                THEN pg_catalog.acldefault((CASE a.defaclobjtype WHEN 'S' THEN 's'::pg_catalog."char" ELSE a.defaclobjtype END), a.defaclrole) END,
           pg_catalog.acldefault((CASE a.defaclobjtype WHEN 'S' THEN 's'::pg_catalog."char" ELSE a.defaclobjtype END), a.defaclrole),
           'FOR ROLE ' || pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.defaclrole)::pg_catalog.text)
             || COALESCE(' IN SCHEMA ' || pg_catalog.quote_ident(n.nspname::pg_catalog.text), ''),
           CASE a.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS'
                WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS' ELSE 'LARGE OBJECTS' END
      FROM pg_catalog.pg_default_acl a
      LEFT JOIN pg_catalog.pg_namespace n ON n.oid = a.defaclnamespace
     WHERE n.oid IS NULL OR n.nspname = ANY ({schemas})
  ) AS t (oid, owner, acl, initial, everything, scope, target)
 CROSS JOIN LATERAL (
    SELECT x.grantee FROM pg_catalog.aclexplode(t.acl) x
    UNION
    SELECT x.grantee FROM pg_catalog.aclexplode(t.initial) x
  ) AS w
 CROSS JOIN LATERAL (SELECT CASE WHEN w.grantee = '0'::pg_catalog.oid THEN 'PUBLIC'
                                 ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(w.grantee)::pg_catalog.text) END) AS r (who)
 CROSS JOIN LATERAL (SELECT EXISTS (
    SELECT x.privilege_type FROM pg_catalog.aclexplode(t.initial) x WHERE x.grantee = w.grantee
    EXCEPT
    SELECT x.privilege_type FROM pg_catalog.aclexplode(t.acl) x WHERE x.grantee = w.grantee
  )) AS v (revoked)
 CROSS JOIN LATERAL (SELECT
    CASE WHEN v.revoked THEN ARRAY[pg_catalog.format('ALTER DEFAULT PRIVILEGES %s REVOKE ALL ON %s FROM %s', t.scope, t.target, r.who)] ELSE '{}' END
    || ARRAY(
      SELECT pg_catalog.format('ALTER DEFAULT PRIVILEGES %s GRANT %s ON %s TO %s%s', t.scope,
               CASE WHEN pg_catalog.count(*) > 1 AND pg_catalog.array_agg(x.privilege_type ORDER BY x.privilege_type) =
                         (SELECT pg_catalog.array_agg(o.privilege_type ORDER BY o.privilege_type)
                            FROM pg_catalog.aclexplode(t.everything) o WHERE o.grantee = t.owner)
                    THEN 'ALL' ELSE pg_catalog.string_agg(x.privilege_type, ', ' ORDER BY x.privilege_type) END,
               t.target, r.who, CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' END)
        FROM pg_catalog.aclexplode(t.acl) x
       WHERE x.grantee = w.grantee
         AND (v.revoked OR NOT EXISTS (SELECT FROM pg_catalog.aclexplode(t.initial) i
                                        WHERE i.grantee = x.grantee AND i.privilege_type = x.privilege_type))
       GROUP BY x.is_grantable ORDER BY x.is_grantable)
  ) AS d (definition)
 WHERE w.grantee <> t.owner AND d.definition <> '{}'
