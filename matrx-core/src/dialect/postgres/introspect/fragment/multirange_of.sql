(SELECT g.rngtypid FROM pg_catalog.pg_range g WHERE g.rngmultitypid = ry.oid)
