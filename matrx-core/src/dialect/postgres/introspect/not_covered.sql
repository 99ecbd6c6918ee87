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
found (kind, schema, name, parent) AS (
  SELECT CASE c.relkind WHEN 'f' THEN 'foreign table' ELSE 'partition' END,
         c.nspname, c.relname,
         CASE WHEN c.relispartition THEN
           (SELECT p.relname FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_class p ON p.oid = h.inhparent
             WHERE h.inhrelid = c.oid LIMIT 1) END
    FROM relations c
   WHERE c.relkind IN ('r', 'p') AND c.relispartition
      OR c.relkind = 'f' AND EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhrelid = c.oid)
  UNION ALL
  SELECT f.kind, c.nspname, c.relname, c.relname
    FROM tables c
   CROSS JOIN LATERAL (VALUES
           ('typed table', c.reloftype <> '0'::pg_catalog.oid),
           ('privileges', c.relacl IS NOT NULL)) AS f (kind, here)
   WHERE f.here
  UNION ALL
  SELECT 'inheritance', c.nspname, c.relname, p.relname
    FROM tables c
    JOIN pg_catalog.pg_inherits h ON h.inhrelid = c.oid
    JOIN pg_catalog.pg_class p ON p.oid = h.inhparent
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
  SELECT 'operator class', n.nspname, o.opcname, NULL
    FROM pg_catalog.pg_opclass o
    JOIN pg_catalog.pg_namespace n ON n.oid = o.opcnamespace
   WHERE n.nspname = ANY ({schemas})
     AND NOT EXISTS (SELECT FROM members e
                      WHERE e.classid = 'pg_catalog.pg_opclass'::pg_catalog.regclass AND e.objid = o.oid)
  UNION ALL
  SELECT 'operator family', n.nspname, o.opfname, NULL
    FROM pg_catalog.pg_opfamily o
    JOIN pg_catalog.pg_namespace n ON n.oid = o.opfnamespace
   WHERE n.nspname = ANY ({schemas})
     AND NOT EXISTS (SELECT FROM members e
                      WHERE e.classid = 'pg_catalog.pg_opfamily'::pg_catalog.regclass AND e.objid = o.oid)
  UNION ALL
  SELECT 'conversion', n.nspname, o.conname, NULL
    FROM pg_catalog.pg_conversion o
    JOIN pg_catalog.pg_namespace n ON n.oid = o.connamespace
   WHERE n.nspname = ANY ({schemas})
     AND NOT EXISTS (SELECT FROM members e
                      WHERE e.classid = 'pg_catalog.pg_conversion'::pg_catalog.regclass AND e.objid = o.oid)
  UNION ALL
  SELECT 'text search parser', n.nspname, o.prsname, NULL
    FROM pg_catalog.pg_ts_parser o
    JOIN pg_catalog.pg_namespace n ON n.oid = o.prsnamespace
   WHERE n.nspname = ANY ({schemas})
     AND NOT EXISTS (SELECT FROM members e
                      WHERE e.classid = 'pg_catalog.pg_ts_parser'::pg_catalog.regclass AND e.objid = o.oid)
  UNION ALL
  SELECT 'text search template', n.nspname, o.tmplname, NULL
    FROM pg_catalog.pg_ts_template o
    JOIN pg_catalog.pg_namespace n ON n.oid = o.tmplnamespace
   WHERE n.nspname = ANY ({schemas})
     AND NOT EXISTS (SELECT FROM members e
                      WHERE e.classid = 'pg_catalog.pg_ts_template'::pg_catalog.regclass AND e.objid = o.oid)
  UNION ALL
  SELECT 'language', NULL, o.lanname, NULL
    FROM pg_catalog.pg_language o
   WHERE o.oid >= '16384'::pg_catalog.oid
     AND NOT EXISTS (SELECT FROM members e
                      WHERE e.classid = 'pg_catalog.pg_language'::pg_catalog.regclass AND e.objid = o.oid)
  UNION ALL
  SELECT 'access method', NULL, o.amname, NULL
    FROM pg_catalog.pg_am o
   WHERE o.oid >= '16384'::pg_catalog.oid
     AND NOT EXISTS (SELECT FROM members e
                      WHERE e.classid = 'pg_catalog.pg_am'::pg_catalog.regclass AND e.objid = o.oid)
  UNION ALL
  SELECT 'transform', NULL, pg_catalog.format('%s for %s', pg_catalog.format_type(o.trftype, NULL), l.lanname), NULL
    FROM pg_catalog.pg_transform o
    JOIN pg_catalog.pg_language l ON l.oid = o.trflang
   WHERE NOT EXISTS (SELECT FROM members e
                      WHERE e.classid = 'pg_catalog.pg_transform'::pg_catalog.regclass AND e.objid = o.oid)
  UNION ALL
  SELECT 'publication', NULL, o.pubname, NULL FROM pg_catalog.pg_publication o
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
