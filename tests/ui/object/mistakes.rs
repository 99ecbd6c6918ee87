matrx_core::view!("loud");
matrx_core::view!("loud", "SELECT 1");
matrx_core::function!("touch", "CREATE FUNCTION touch() RETURNS trigger LANGUAGE sql AS ''");
matrx_core::trigger!("t", "CREATE TRIGGER t BEFORE UPDATE ON users EXECUTE FUNCTION f()");
matrx_core::publication!("p", "ALTER PUBLICATION p ADD TABLE users");
matrx_core::publication!("p", on = "users", "CREATE PUBLICATION p FOR TABLE users");
matrx_core::grant!("app", "GRANT SELECT ON users TO app");
matrx_core::grant!("GRANT SELECT ON users TO app, other");
matrx_core::grant!("GRANT SELECT ON ALL TABLES IN SCHEMA public TO app");
matrx_core::grant!("GRANT EXECUTE ON FUNCTION touch TO app");
matrx_core::grant!("GRANT admin TO app");
matrx_core::grant!("GRANT SELECT ON users TO CURRENT_USER");
matrx_core::grant!("GRANT SELECT ON users TO app; GRANT INSERT ON posts TO app");
matrx_core::grant!("GRANT CONNECT ON DATABASE shop TO app");
matrx_core::default_privileges!("ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO app");
matrx_core::view!("loud", "CREATE VIEW loud AS SELECT 1", coment = "x");
matrx_core::schema!();

fn main() {}
