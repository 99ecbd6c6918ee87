//! Sections → files.

use std::collections::{BTreeMap, BTreeSet};

use matrx_core::name::QName;
use matrx_core::schema::{Home, ObjectId, Schema, SettingKey, Table};

use super::context::Context;
use super::names::{ENUMS, Names, OBJECTS, Place};
use super::options::{Layout, Options};
use super::section::Section;
use super::{check, enumeration, imports, objects, serial, table};
use crate::source::SourceError;

/// Models as source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Models {
    /// The files' paths and texts. The root of the module has an empty path; `auth/mod.rs` and
    /// `users.rs` stand beside it.
    pub files: BTreeMap<String, String>,
    /// The features of sqlx that they need.
    pub features: BTreeSet<&'static str>,
    /// What cannot be written, and why.
    pub left_out: Vec<String>,
}

/// The source of the models of a schema: formatted as rustfmt does, and read back.
pub fn print(schema: &Schema, options: Options) -> Result<Models, SourceError> {
    let mut schema = schema.clone();
    let left_out = leave_out(&mut schema);
    let serials = serial::take_out(&mut schema);
    let mut places: BTreeSet<Place> = BTreeSet::from([None]);
    places.extend(schema.tables.keys().chain(schema.enums.keys()).map(|name| name.schema.clone()));
    places.extend(schema.objects.keys().map(place_of));
    let places: Vec<Place> = places.into_iter().collect();
    let names = Names::choose(&schema, &places, options);
    let context = Context::new(&schema, options, names, serials);
    let mut models = Models { files: BTreeMap::new(), features: BTreeSet::new(), left_out };
    match options.layout {
        Layout::Modules => modules(&context, &places, &mut models),
        Layout::File => file(&context, &places, &mut models),
    }
    models.features.insert("derive");
    for (path, text) in &models.files {
        check::check(path, text)?;
    }
    Ok(models)
}

/// Takes out what Rust cannot say.
fn leave_out(schema: &mut Schema) -> Vec<String> {
    let mut left_out = Vec::new();
    let tables = schema.tables.clone();
    schema.tables.retain(|name, table| {
        let Some(partition) = table.partition() else { return true };
        let is_there = tables.contains_key(&partition.of);
        if !is_there {
            left_out.push(format!("partition {name}: {} is not written", partition.of));
        }
        is_there
    });
    schema.enums.retain(|name, ty| {
        if ty.values.is_empty() {
            left_out
                .push(format!("type {name}: it has no values, and a Rust enum has at least one"));
        }
        !ty.values.is_empty()
    });
    for (name, table) in &schema.tables {
        for key in table.settings.keys() {
            if let SettingKey::IndexStatistics(index, place) = key
                && !table.indexes.contains_key(index)
            {
                left_out.push(format!("statistics of column {place} of index {index} of {name}"));
            }
        }
    }
    left_out
}

fn enums_of(context: &Context<'_>, place: &Place, indent: usize) -> Section {
    let mut all = Section::default();
    let enums = context.schema.enums.values().filter(|ty| ty.name.schema == *place);
    for section in enums.filter_map(|ty| enumeration::print(ty, context, indent)) {
        all.append(section);
    }
    all
}

/// The schema in whose module an object stands.
fn place_of(id: &ObjectId) -> Place {
    match id.kind.home() {
        Home::Database => None,
        Home::Schema | Home::Relation | Home::Privilege => id.schema().map(str::to_owned),
    }
}

fn objects_of(context: &Context<'_>, place: &Place, indent: usize) -> Section {
    let mut all = Section::default();
    if place.is_none() {
        // a schema is declared with what is in it, and only one that is empty or has a comment by itself
        let schema = context.schema;
        let lived_in = |name: &&String| {
            let names = schema.tables.keys().chain(schema.enums.keys());
            let of_objects = schema.objects.keys().filter(|id| id.kind.home() == Home::Schema);
            let mut names = names.map(|name| name.schema.as_ref());
            names.any(|of| of == Some(name))
                || of_objects.map(ObjectId::schema).any(|of| of == Some(name.as_str()))
        };
        let said =
            |name: &&String| !lived_in(name) || schema.namespace_comments.contains_key(*name);
        for name in schema.namespaces.iter().filter(said) {
            all.append(objects::schema(name, schema.namespace_comments.get(name), indent));
        }
    }
    let objects = context.schema.objects.values().filter(|object| place_of(&object.id) == *place);
    for object in objects {
        all.append(objects::print(object, indent));
    }
    all
}

/// A module a schema, a file a table.
fn modules(context: &Context<'_>, places: &[Place], models: &mut Models) {
    for place in places {
        let folder = match place.as_ref().and_then(|schema| context.names.schemas.get(schema)) {
            Some(module) => format!("{module}/"),
            None => String::new(),
        };
        let (mut private, mut public) = (BTreeSet::new(), BTreeSet::new());
        let mut exports = BTreeSet::new();
        let enums = enums_of(context, place, 0);
        if !enums.text.is_empty() {
            private.insert(ENUMS.to_owned());
            exports.insert("self::enums::*".to_owned());
            models.features.extend(&enums.features);
            models.files.insert(format!("{folder}{ENUMS}.rs"), whole(&enums, 0));
        }
        let objects = objects_of(context, place, 0);
        if !objects.text.is_empty() {
            private.insert(OBJECTS.to_owned());
            models.files.insert(format!("{folder}{OBJECTS}.rs"), whole(&objects, 0));
        }
        let tables = context.schema.tables.values().filter(|table| table.name.schema == *place);
        // A partition stands in the file of its table.
        let file_of = |table: &Table| {
            let root = &context.schema.root(table).name;
            if root.schema == *place { root.clone() } else { table.name.clone() }
        };
        let mut files: BTreeMap<QName, Vec<&Table>> = BTreeMap::new();
        for one in tables {
            files.entry(file_of(one)).or_default().push(one);
        }
        for (file, mut tables) in files {
            tables.sort_by_key(|table| table.name != file);
            let Some(names) = context.names.tables.get(&file) else { continue };
            let mut section = Section::default();
            for one in tables {
                let Some(own) = context.names.tables.get(&one.name) else { continue };
                let Some(printed) = table::print(one, context, 0) else { continue };
                exports.insert(format!("self::{}::{}", names.module, own.ident));
                section.append(printed);
            }
            private.insert(names.module.clone());
            models.features.extend(&section.features);
            models.files.insert(format!("{folder}{}.rs", names.module), whole(&section, 0));
        }
        if place.is_none() {
            public.extend(context.names.schemas.values().cloned());
        }
        let root = if folder.is_empty() { String::new() } else { format!("{folder}mod.rs") };
        models.files.insert(root, module_file(&private, &public, &exports));
    }
}

/// `mod` and `pub use` lines.
fn module_file(
    private: &BTreeSet<String>,
    public: &BTreeSet<String>,
    exports: &BTreeSet<String>,
) -> String {
    let lines = |words: &str, names: &BTreeSet<String>| {
        names.iter().map(|name| format!("{words} {name};\n")).collect::<String>()
    };
    let exports = imports::lines("pub use", exports, 0);
    let parts = [lines("pub mod", public), lines("mod", private), exports];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n")
}

/// Everything in one file, the other schemas as modules in it.
fn file(context: &Context<'_>, places: &[Place], models: &mut Models) {
    let mut out = String::new();
    for place in places {
        let indent = if place.is_some() { 4 } else { 0 };
        let mut all = enums_of(context, place, indent);
        let tables = context.schema.tables.values().filter(|table| table.name.schema == *place);
        for section in tables.filter_map(|one| table::print(one, context, indent)) {
            all.append(section);
        }
        all.append(objects_of(context, place, indent));
        models.features.extend(&all.features);
        if all.text.is_empty() {
            continue;
        }
        let text = whole(&all, indent);
        if !out.is_empty() {
            out.push('\n');
        }
        match place.as_ref().and_then(|schema| context.names.schemas.get(schema)) {
            Some(module) => out.push_str(&format!("pub mod {module} {{\n{text}}}\n")),
            None => out.push_str(&text),
        }
    }
    models.files.insert(String::new(), out);
}

fn whole(section: &Section, indent: usize) -> String {
    format!("{}{}", imports::print(&section.imports, indent), section.text)
}
