(SELECT 'multirange_type_name = ' || {own:mn.nspname,mt.typname} FROM pg_catalog.pg_type mt JOIN pg_catalog.pg_namespace mn ON mn.oid = mt.typnamespace WHERE mt.oid = r.rngmultitypid)
