use super::Steps;

/// What `#[migration]` leaves behind, for [`MigrationSet::linked`](super::MigrationSet::linked).
#[derive(Debug)]
pub struct LinkedUp {
    /// `module_path!()` of the file.
    pub module_path: &'static str,
    /// `file!()` of the file.
    pub file: &'static str,
    /// `depends_on = […]`.
    pub depends_on: &'static [&'static str],
    /// `formerly = […]`: ids under which databases may have recorded it.
    pub formerly: &'static [&'static str],
    /// `v1:sha256:…` over the file's tokens.
    pub checksum: &'static str,
    /// The function.
    pub up: fn(&mut Steps),
}

/// What `#[migration(down)]` leaves behind.
#[derive(Debug)]
pub struct LinkedDown {
    /// `module_path!()` of the file.
    pub module_path: &'static str,
    /// `file!()` of the file.
    pub file: &'static str,
    /// The function.
    pub down: fn(&mut Steps),
}

inventory::collect!(LinkedUp);
inventory::collect!(LinkedDown);
