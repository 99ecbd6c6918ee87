SELECT pg_catalog.current_setting('server_version_num')::pg_catalog.int4,
       pg_catalog.current_setting('max_locks_per_transaction')::pg_catalog.int8
         * (pg_catalog.current_setting('max_connections')::pg_catalog.int8
            + pg_catalog.current_setting('max_prepared_transactions')::pg_catalog.int8),
       pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE'),
       pg_catalog.current_database()::pg_catalog.text,
       current_user::pg_catalog.text
