-- What the vocabulary cannot say: kind, schema, name, and the table that it belongs to.
WITH members AS (
  SELECT e.classid, e.objid FROM pg_catalog.pg_depend e WHERE e.deptype = 'e'
),
relations AS (
  SELECT c.*, n.nspname
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = ANY ({schemas})
     AND NOT pg_catalog.starts_with(c.relname::pg_catalog.text, '_matrx_')
     AND NOT EXISTS (SELECT FROM members e
                      WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid)
),
tables AS (
  SELECT * FROM relations c WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
),
partitions AS (
  SELECT c.oid, c.nspname, c.relname, h.inhparent
    FROM relations c
    JOIN pg_catalog.pg_inherits h ON h.inhrelid = c.oid
   WHERE c.relispartition AND c.relkind IN ('r', 'p')
),
found (kind, schema, name, parent) AS (
  SELECT 'foreign table', c.nspname, c.relname,
         (SELECT p.relname FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_class p ON p.oid = h.inhparent
           WHERE h.inhrelid = c.oid LIMIT 1)
    FROM relations c
   WHERE c.relkind = 'f' AND EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhrelid = c.oid)
  UNION ALL
  -- A partition's columns and indexes are its parent's: what it says of them otherwise.
  SELECT 'column of a partition', c.nspname, a.attname, c.relname
    FROM partitions c
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_catalog.pg_attribute b ON b.attrelid = c.inhparent AND b.attname = a.attname
    LEFT JOIN pg_catalog.pg_attrdef x ON x.adrelid = a.attrelid AND x.adnum = a.attnum
    LEFT JOIN pg_catalog.pg_attrdef y ON y.adrelid = b.attrelid AND y.adnum = b.attnum
   WHERE pg_catalog.pg_get_expr(x.adbin, x.adrelid) IS DISTINCT FROM pg_catalog.pg_get_expr(y.adbin, y.adrelid)
      -- A primary key of its own brings the NOT NULL with it.
      OR a.attnotnull AND NOT b.attnotnull
         AND NOT EXISTS (SELECT FROM pg_catalog.pg_index k WHERE k.indrelid = c.oid AND k.indisprimary AND a.attnum = ANY (k.indkey))
      OR a.attstorage <> b.attstorage OR {other_compression} OR a.attstattarget >= 0 OR a.attoptions IS NOT NULL
      OR EXISTS (SELECT FROM pg_catalog.pg_description d
                  WHERE d.objoid = a.attrelid AND d.objsubid = a.attnum
                    AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass)
  UNION ALL
  SELECT 'index of a partition', c.nspname, i.name, c.relname
    FROM partitions c
   CROSS JOIN LATERAL ({partition_indexes:c.oid,c.relname}) AS i
   WHERE i.says
      OR EXISTS (SELECT FROM pg_catalog.pg_description d
                  WHERE d.objoid = i.oid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass)
  UNION ALL
  SELECT f.kind, c.nspname, c.relname, c.relname
    FROM tables c
   CROSS JOIN LATERAL (VALUES
           ('typed table', c.reloftype <> '0'::pg_catalog.oid)) AS f (kind, here)
   WHERE f.here
  UNION ALL
  SELECT k.kind, a.schema, a.name, CASE WHEN a.relkind IN ('r', 'p') THEN a.name END
    FROM (
      SELECT c.nspname, c.relname, c.relkind, c.relacl, c.relowner,
             pg_catalog.acldefault((CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END)::pg_catalog."char", c.relowner)
        FROM relations c
      UNION ALL
      SELECT n.nspname, p.proname, NULL, p.proacl, p.proowner, pg_catalog.acldefault('f', p.proowner)
        FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
       WHERE n.nspname = ANY ({schemas})
         AND NOT EXISTS (SELECT FROM members e
                          WHERE e.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND e.objid = p.oid)
      UNION ALL
      SELECT n.nspname, y.typname, NULL, y.typacl, y.typowner, pg_catalog.acldefault('T', y.typowner)
        FROM pg_catalog.pg_type y JOIN pg_catalog.pg_namespace n ON n.oid = y.typnamespace
       WHERE n.nspname = ANY ({schemas})
         AND NOT EXISTS (SELECT FROM members e
                          WHERE e.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND e.objid = y.oid)
      UNION ALL
      SELECT NULL, n.nspname, NULL, n.nspacl, n.nspowner, pg_catalog.acldefault('n', n.nspowner)
        FROM pg_catalog.pg_namespace n
       WHERE n.nspname = ANY ({schemas})
         AND n.nspacl IS DISTINCT FROM (SELECT i.initprivs FROM pg_catalog.pg_init_privs i
                                         WHERE i.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND i.objoid = n.oid)
    ) AS a (schema, name, relkind, acl, owner, initial)
   CROSS JOIN LATERAL (VALUES
           ('privileges', true),
           ('privileges that are not the owner''s to give',
            EXISTS (SELECT FROM pg_catalog.aclexplode(a.acl) x WHERE x.grantor <> a.owner AND x.grantee <> '0'::pg_catalog.oid)
            OR EXISTS (SELECT x.privilege_type FROM pg_catalog.aclexplode(a.initial) x WHERE x.grantee = a.owner
                       EXCEPT
                       SELECT x.privilege_type FROM pg_catalog.aclexplode(a.acl) x WHERE x.grantee = a.owner))) AS k (kind, here)
   WHERE a.acl IS NOT NULL AND k.here
  UNION ALL
  SELECT f.kind, c.nspname, a.attname, c.relname
    FROM tables c
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
   CROSS JOIN LATERAL (VALUES
           ('column privileges', a.attacl IS NOT NULL)) AS f (kind, here)
   WHERE f.here
  UNION ALL
  SELECT 'base type', n.nspname, t.typname, NULL
    FROM pg_catalog.pg_type t
    JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
   WHERE n.nspname = ANY ({schemas})
     AND (t.typtype = 'b' AND t.typcategory <> 'A' OR t.typtype = 'p')
     AND NOT EXISTS (SELECT FROM members e
                      WHERE e.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND e.objid = t.oid)
  UNION ALL
  SELECT 'shell operator', n.nspname, o.oprname, NULL
    FROM pg_catalog.pg_operator o
    JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
   WHERE n.nspname = ANY ({schemas})
     AND o.oprcode::pg_catalog.oid = '0'::pg_catalog.oid
  UNION ALL
  SELECT 'publication', NULL, o.pubname, NULL FROM pg_catalog.pg_publication o
  UNION ALL
  SELECT 'comment of the default schema', NULL, n.nspname, NULL
    FROM pg_catalog.pg_namespace n
   WHERE n.nspname = {default}
     -- Each database comes with this comment on its schema `public`.
     AND pg_catalog.obj_description(n.oid, 'pg_namespace')
         IS DISTINCT FROM CASE n.nspname WHEN 'public' THEN 'standard public schema' END
  UNION ALL
  SELECT 'user mapping', NULL, pg_catalog.format('%s for %s', o.srvname, o.usename), NULL
    FROM pg_catalog.pg_user_mappings o
  UNION ALL
  SELECT 'default privileges', n.nspname, pg_catalog.pg_get_userbyid(o.defaclrole), NULL
    FROM pg_catalog.pg_default_acl o
    LEFT JOIN pg_catalog.pg_namespace n ON n.oid = o.defaclnamespace
   WHERE n.nspname IS NULL OR n.nspname = ANY ({schemas})
)
SELECT DISTINCT kind, schema::pg_catalog.text, name::pg_catalog.text, parent::pg_catalog.text
  FROM found
