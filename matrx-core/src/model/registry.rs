use super::{CrateInfo, Declared, Enum, Model, ModelError, Namespace, SqlObject};

/// The models, enums and packages that are linked into this program, or that a test made up.
///
/// Sorted, because the order in which a linker keeps them is unspecified.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    models: Vec<&'static Model>,
    enums: Vec<&'static Enum>,
    objects: Vec<&'static SqlObject>,
    namespaces: Vec<&'static Namespace>,
    crates: Vec<&'static CrateInfo>,
}

impl Registry {
    /// Everything that is linked. A crate that nothing names is not (`use my_app as _;` names it).
    pub fn linked() -> Self {
        Self::new(
            inventory::iter::<ModelEntry>.into_iter().map(|entry| entry.0),
            inventory::iter::<EnumEntry>.into_iter().map(|entry| entry.0),
            inventory::iter::<CrateEntry>.into_iter().map(|entry| entry.0),
        )
        .with_objects(
            inventory::iter::<SqlObjectEntry>.into_iter().map(|entry| entry.0),
            inventory::iter::<NamespaceEntry>.into_iter().map(|entry| entry.0),
        )
    }

    /// These.
    pub fn new(
        models: impl IntoIterator<Item = &'static Model>,
        enums: impl IntoIterator<Item = &'static Enum>,
        crates: impl IntoIterator<Item = &'static CrateInfo>,
    ) -> Self {
        let mut models: Vec<_> = models.into_iter().collect();
        models.sort_by_key(|model| (model.table, model.module, model.rust_name));
        let mut enums: Vec<_> = enums.into_iter().collect();
        enums.sort_by_key(|ty| (ty.name, ty.module, ty.rust_name));
        let mut crates: Vec<_> = crates.into_iter().collect();
        crates.sort_by_key(|krate| krate.name);
        Self { models, enums, objects: Vec::new(), namespaces: Vec::new(), crates }
    }

    /// With these objects that are said as SQL, and these schemas.
    pub fn with_objects(
        mut self,
        objects: impl IntoIterator<Item = &'static SqlObject>,
        namespaces: impl IntoIterator<Item = &'static Namespace>,
    ) -> Self {
        self.namespaces.extend(namespaces);
        self.namespaces.sort_by_key(|namespace| namespace.name);
        self.objects.extend(objects);
        self.objects.sort_by_key(|object| {
            (object.kind, object.name, object.signature, object.module, object.line)
        });
        self
    }

    /// The objects that are said as SQL, sorted by kind and name.
    pub fn objects(&self) -> &[&'static SqlObject] {
        &self.objects
    }

    /// The models, sorted by table.
    pub fn models(&self) -> &[&'static Model] {
        &self.models
    }

    /// The enums, sorted by type.
    pub fn enums(&self) -> &[&'static Enum] {
        &self.enums
    }

    /// The schemas that are declared by themselves, sorted by name.
    pub fn namespaces(&self) -> &[&'static Namespace] {
        &self.namespaces
    }

    /// The packages, sorted by name.
    pub fn crates(&self) -> &[&'static CrateInfo] {
        &self.crates
    }

    /// The schema that they declare, with `public` as the default schema, or everything that is wrong
    /// with them.
    pub fn declared(&self) -> Result<Declared, Vec<ModelError>> {
        self.declared_in("public")
    }

    /// The schema that they declare, for a run with this default schema.
    pub fn declared_in(&self, default_schema: &str) -> Result<Declared, Vec<ModelError>> {
        super::declare::declare(self, default_schema)
    }
}

/// A model as the macro registers it.
#[derive(Debug)]
pub struct ModelEntry(pub &'static Model);

/// An enum as the macro registers it.
#[derive(Debug)]
pub struct EnumEntry(pub &'static Enum);

/// An object that is said as SQL, as its macro registers it.
#[derive(Debug)]
pub struct SqlObjectEntry(pub &'static SqlObject);

/// A schema, as its macro registers it.
#[derive(Debug)]
pub struct NamespaceEntry(pub &'static Namespace);

/// A package as the macros register it.
#[derive(Debug)]
pub struct CrateEntry(pub &'static CrateInfo);

inventory::collect!(ModelEntry);
inventory::collect!(EnumEntry);
inventory::collect!(CrateEntry);
inventory::collect!(SqlObjectEntry);
inventory::collect!(NamespaceEntry);
