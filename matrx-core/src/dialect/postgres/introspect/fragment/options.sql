(SELECT pg_catalog.string_agg(pg_catalog.quote_ident(fo.option_name) || ' ' || pg_catalog.quote_literal(fo.option_value), ', ' ORDER BY fo.option_name) FROM pg_catalog.pg_options_to_table({1}) fo)
