matrx_core::view!("loud");
matrx_core::view!("loud", "SELECT 1");
matrx_core::function!("touch", "CREATE FUNCTION touch() RETURNS trigger LANGUAGE sql AS ''");
matrx_core::trigger!("t", "CREATE TRIGGER t BEFORE UPDATE ON users EXECUTE FUNCTION f()");
matrx_core::view!("loud", "CREATE VIEW loud AS SELECT 1", coment = "x");
matrx_core::schema!();

fn main() {}
