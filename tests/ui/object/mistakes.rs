matrx_core::view!("loud");
matrx_core::view!("loud", "SELECT 1");
matrx_core::function!("touch", "CREATE FUNCTION touch() RETURNS trigger LANGUAGE sql AS ''");
matrx_core::trigger!("t", "CREATE TRIGGER t BEFORE UPDATE ON users EXECUTE FUNCTION f()");
matrx_core::publication!("p", "ALTER PUBLICATION p ADD TABLE users");
matrx_core::publication!("p", on = "users", "CREATE PUBLICATION p FOR TABLE users");
matrx_core::view!("loud", "CREATE VIEW loud AS SELECT 1", coment = "x");
matrx_core::schema!();

fn main() {}
