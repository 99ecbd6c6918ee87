use super::ObjectName;
use crate::schema::ObjectKind;

/// An object that is said as SQL beside the models: what `view!`, `function!` and their kin register.
#[derive(Debug)]
pub struct SqlObject {
    /// What it is.
    pub kind: ObjectKind,
    /// Its name.
    pub name: ObjectName,
    /// The types of a routine's arguments or an operator's operands, of a cast: in parentheses.
    pub signature: &'static str,
    /// The relation that a trigger, a rule or a policy belongs to.
    pub relation: Option<ObjectName>,
    /// The commands that make it.
    pub sql: &'static str,
    /// COMMENT ON.
    pub comment: Option<&'static str>,
    /// The package that declares it.
    pub crate_name: &'static str,
    /// The module in which it stands.
    pub module: &'static str,
    /// The line in its file.
    pub line: u32,
    /// What `schema.lock` keeps of it for the check at compile time.
    pub declaration: &'static str,
}

/// A schema without a model, or with a comment, as `schema!` registers it.
#[derive(Debug)]
pub struct Namespace {
    /// Its name.
    pub name: &'static str,
    /// COMMENT ON SCHEMA.
    pub comment: Option<&'static str>,
    /// The package that declares it.
    pub crate_name: &'static str,
}

/// The view that a model stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// Its query; empty where the view is declared elsewhere.
    pub query: &'static str,
    /// What `schema.lock` keeps of it for the check at compile time.
    pub declaration: &'static str,
}
