CASE WHEN {1} = {default} THEN pg_catalog.quote_ident({2}::pg_catalog.text) ELSE pg_catalog.quote_ident({1}::pg_catalog.text) || '.' || pg_catalog.quote_ident({2}::pg_catalog.text) END
