-- Who may do what with what is to come.

--- case: in-a-schema-and-everywhere
--- on request: privileges
--- both
CREATE SCHEMA app;
--- new
ALTER DEFAULT PRIVILEGES FOR ROLE matrx_writer IN SCHEMA app GRANT SELECT ON TABLES TO matrx_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE matrx_writer IN SCHEMA public GRANT ALL ON SEQUENCES TO matrx_reader WITH GRANT OPTION;
ALTER DEFAULT PRIVILEGES FOR ROLE matrx_writer GRANT SELECT, INSERT ON TABLES TO matrx_reader, PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE matrx_writer GRANT USAGE ON SCHEMAS TO matrx_reader;
--- operations
create default privileges FOR ROLE matrx_writer IN SCHEMA app ON TABLES to matrx_reader
create default privileges FOR ROLE matrx_writer IN SCHEMA public ON SEQUENCES to matrx_reader
create default privileges FOR ROLE matrx_writer ON SCHEMAS to matrx_reader
create default privileges FOR ROLE matrx_writer ON TABLES to matrx_reader
create default privileges FOR ROLE matrx_writer ON TABLES to PUBLIC

--- case: everybody-may-not-call-what-comes
--- on request: privileges
--- both
CREATE SCHEMA app;
--- old
ALTER DEFAULT PRIVILEGES FOR ROLE matrx_writer REVOKE ALL ON TYPES FROM PUBLIC;
--- new
ALTER DEFAULT PRIVILEGES FOR ROLE matrx_writer REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE matrx_writer GRANT EXECUTE ON FUNCTIONS TO matrx_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE matrx_writer IN SCHEMA app GRANT EXECUTE ON FUNCTIONS TO PUBLIC;
--- operations
restore default privileges FOR ROLE matrx_writer ON TYPES to PUBLIC
create default privileges FOR ROLE matrx_writer ON FUNCTIONS to matrx_reader
create default privileges FOR ROLE matrx_writer IN SCHEMA app ON FUNCTIONS to PUBLIC
revoke default privileges FOR ROLE matrx_writer ON FUNCTIONS to PUBLIC
--- hazards
C02

--- case: they-change
--- on request: privileges
--- old
ALTER DEFAULT PRIVILEGES FOR ROLE matrx_writer GRANT SELECT, INSERT ON TABLES TO matrx_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE matrx_writer GRANT ALL ON TABLES TO PUBLIC;
--- new
ALTER DEFAULT PRIVILEGES FOR ROLE matrx_writer GRANT SELECT ON TABLES TO matrx_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE matrx_writer GRANT UPDATE ON TABLES TO matrx_reader WITH GRANT OPTION;
--- operations
drop default privileges FOR ROLE matrx_writer ON TABLES to PUBLIC
change default privileges FOR ROLE matrx_writer ON TABLES to matrx_reader
--- hazards
C02

--- case: a-table-that-comes-gets-them-too
-- They belong to the table then, and are a grant like any other.
--- on request: privileges
--- both
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO matrx_reader;
--- new
CREATE TABLE t (id bigint PRIMARY KEY);
--- operations
create table t
create grant on t to matrx_reader
