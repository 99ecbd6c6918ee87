/// How models are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// How they are spread over files.
    pub layout: Layout,
    /// Which crate dates and times come from.
    pub time: TimeCrate,
    /// Which crate decimal numbers come from.
    pub decimal: DecimalCrate,
    /// Whether each model asks for a manager.
    pub managers: Managers,
}

/// How models are spread over files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// A module a schema, a file a table.
    #[default]
    Modules,
    /// One file.
    File,
}

/// The crate of dates and times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TimeCrate {
    /// `chrono`
    #[default]
    Chrono,
    /// `time`
    Time,
}

/// The crate of decimal numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DecimalCrate {
    /// `rust_decimal`
    #[default]
    RustDecimal,
    /// `bigdecimal`
    BigDecimal,
}

/// Whether models ask for managers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Managers {
    /// They do not.
    #[default]
    None,
    /// Each does: `#[model(manager)]`.
    Each,
}
