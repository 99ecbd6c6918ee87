use sqlx::PgConnection;

/// The database, as the code of a migration sees it.
#[derive(Debug)]
pub struct MigrationDb {
    conn: PgConnection,
}

impl MigrationDb {
    /// Over a connection, which it owns: a run wraps its connection once, and lends the wrapped one
    /// to each code step.
    pub fn new(conn: PgConnection) -> Self {
        Self { conn }
    }

    /// The connection, for what this type has no method for.
    pub fn connection(&mut self) -> &mut PgConnection {
        &mut self.conn
    }

    /// The connection back.
    pub fn into_connection(self) -> PgConnection {
        self.conn
    }
}
