EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = 'pg_catalog.{1}'::pg_catalog.regclass AND e.objid = {2} AND e.deptype = 'e')
