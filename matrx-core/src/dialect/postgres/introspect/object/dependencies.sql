-- What each object depends on, as far as the server knows: the object, the other one, and its column.
WITH members AS MATERIALIZED (
  SELECT e.classid, e.objid, e.refobjid FROM pg_catalog.pg_depend e
   WHERE e.deptype = 'e' AND e.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass
),
edges AS MATERIALIZED (
  SELECT d.classid, d.objid, d.objsubid, d.refclassid, d.refobjid, d.refobjsubid
    FROM pg_catalog.pg_depend d
   WHERE d.objid >= '16384'::pg_catalog.oid
     AND d.refobjid >= '16384'::pg_catalog.oid
     AND d.deptype IN ('n', 'a')
     AND d.classid IN ('pg_catalog.pg_rewrite'::pg_catalog.regclass, 'pg_catalog.pg_proc'::pg_catalog.regclass,
                       'pg_catalog.pg_trigger'::pg_catalog.regclass, 'pg_catalog.pg_policy'::pg_catalog.regclass,
                       'pg_catalog.pg_type'::pg_catalog.regclass, 'pg_catalog.pg_operator'::pg_catalog.regclass,
                       'pg_catalog.pg_cast'::pg_catalog.regclass, 'pg_catalog.pg_collation'::pg_catalog.regclass,
                       'pg_catalog.pg_statistic_ext'::pg_catalog.regclass, 'pg_catalog.pg_event_trigger'::pg_catalog.regclass,
                       'pg_catalog.pg_ts_dict'::pg_catalog.regclass, 'pg_catalog.pg_ts_config'::pg_catalog.regclass,
                       'pg_catalog.pg_opclass'::pg_catalog.regclass, 'pg_catalog.pg_conversion'::pg_catalog.regclass,
                       'pg_catalog.pg_language'::pg_catalog.regclass, 'pg_catalog.pg_am'::pg_catalog.regclass,
                       'pg_catalog.pg_transform'::pg_catalog.regclass, 'pg_catalog.pg_opfamily'::pg_catalog.regclass,
                       'pg_catalog.pg_ts_parser'::pg_catalog.regclass, 'pg_catalog.pg_ts_template'::pg_catalog.regclass,
                       'pg_catalog.pg_foreign_data_wrapper'::pg_catalog.regclass,
                       'pg_catalog.pg_foreign_server'::pg_catalog.regclass,
                       'pg_catalog.pg_extension'::pg_catalog.regclass)
  UNION ALL
  -- A composite type's attributes, a foreign table, an index of a materialized view.
  SELECT d.classid, CASE WHEN c.relkind = 'i' THEN i.indrelid ELSE c.oid END, d.objsubid, d.refclassid, d.refobjid, d.refobjsubid
    FROM pg_catalog.pg_depend d
    JOIN pg_catalog.pg_class c ON c.oid = d.objid
    LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
    LEFT JOIN pg_catalog.pg_class m ON m.oid = i.indrelid
   WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
     AND (c.relkind IN ('c', 'f') OR m.relkind = 'm')
     AND d.refobjid >= '16384'::pg_catalog.oid
     AND d.deptype IN ('n', 'a')
  UNION ALL
  -- A sequence, of the column that owns it.
  SELECT d.classid, d.objid, 0, d.refclassid, d.refobjid, d.refobjsubid
    FROM pg_catalog.pg_depend d
    JOIN pg_catalog.pg_class c ON c.oid = d.objid AND c.relkind = 'S'
   WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype = 'a' AND d.refobjsubid > 0
     AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
  UNION ALL
  -- The operators and functions of an operator class or of its family.
  SELECT o.refclassid, o.refobjid, 0, d.refclassid, d.refobjid, 0
    FROM pg_catalog.pg_depend o
    JOIN pg_catalog.pg_depend d ON d.classid = o.classid AND d.objid = o.objid
   WHERE o.classid IN ('pg_catalog.pg_amop'::pg_catalog.regclass, 'pg_catalog.pg_amproc'::pg_catalog.regclass)
     AND o.refclassid IN ('pg_catalog.pg_opclass'::pg_catalog.regclass, 'pg_catalog.pg_opfamily'::pg_catalog.regclass)
     AND o.deptype IN ('a', 'i')
     AND d.refclassid <> o.refclassid AND d.refobjid >= '16384'::pg_catalog.oid
     AND d.refclassid NOT IN ('pg_catalog.pg_opclass'::pg_catalog.regclass, 'pg_catalog.pg_opfamily'::pg_catalog.regclass)
  UNION ALL
  -- The tables of a publication, and the columns of their lists and filters.
  SELECT 'pg_catalog.pg_publication'::pg_catalog.regclass, m.prpubid, 0, d.refclassid, d.refobjid, d.refobjsubid
    FROM pg_catalog.pg_publication_rel m
    JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_publication_rel'::pg_catalog.regclass AND d.objid = m.oid
   WHERE d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype IN ('n', 'a')
  UNION ALL
  -- The checks of a domain, and the defaults of a view or a foreign table.
  SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, k.contypid, 0, d.refclassid, d.refobjid, d.refobjsubid
    FROM pg_catalog.pg_constraint k
    JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass AND d.objid = k.oid
   WHERE k.contypid <> '0'::pg_catalog.oid AND d.refobjid >= '16384'::pg_catalog.oid AND d.deptype = 'n'
  UNION ALL
  SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, x.adrelid, 0, d.refclassid, d.refobjid, d.refobjsubid
    FROM pg_catalog.pg_attrdef x
    JOIN pg_catalog.pg_class c ON c.oid = x.adrelid AND c.relkind IN ('v', 'f')
    JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND d.objid = x.oid
   WHERE d.refobjid >= '16384'::pg_catalog.oid AND d.deptype = 'n'
)
SELECT DISTINCT
       CASE WHEN r.rulename = '_RETURN' THEN 'pg_class'
            WHEN dc.relkind = 'c' THEN 'pg_type'
            ELSE d.classid::pg_catalog.regclass::pg_catalog.text END,
       (CASE WHEN r.rulename = '_RETURN' THEN r.ev_class WHEN dc.relkind = 'c' THEN dc.reltype ELSE d.objid END)::pg_catalog.int8,
       CASE WHEN m.objid IS NOT NULL THEN 'pg_extension'
            WHEN rc.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') THEN 'pg_class'
            WHEN k.oid IS NOT NULL THEN 'pg_constraint'
            ELSE d.refclassid::pg_catalog.regclass::pg_catalog.text END,
       COALESCE(m.refobjid, rc.oid, rt.oid, d.refobjid)::pg_catalog.int8,
       CASE WHEN d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass THEN d.refobjsubid ELSE 0 END,
       k.conrelid::pg_catalog.int8,
       k.conname::pg_catalog.text
  FROM edges d
  LEFT JOIN pg_catalog.pg_rewrite r ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND r.oid = d.objid
  LEFT JOIN pg_catalog.pg_class dc ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND dc.oid = d.objid
  LEFT JOIN members m ON m.classid = d.refclassid AND m.objid = d.refobjid
  -- An array stands for its element, a multirange for its range, a row type for its relation.
  LEFT JOIN pg_catalog.pg_type ry ON d.refclassid = 'pg_catalog.pg_type'::pg_catalog.regclass AND ry.oid = d.refobjid
  LEFT JOIN pg_catalog.pg_type rt
         ON rt.oid = COALESCE({multirange_of}, CASE WHEN ry.typelem <> '0'::pg_catalog.oid AND ry.typlen = -1 THEN ry.typelem ELSE ry.oid END)
  LEFT JOIN pg_catalog.pg_class rc
         ON rc.oid = CASE WHEN d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass THEN d.refobjid ELSE rt.typrelid END
        AND rc.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
  LEFT JOIN pg_catalog.pg_constraint k ON d.refclassid = 'pg_catalog.pg_constraint'::pg_catalog.regclass AND k.oid = d.refobjid
