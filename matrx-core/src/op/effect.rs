use super::{EnumUse, Op, expression};
use crate::name::QName;
use crate::schema::{
    Column, ColumnValue, ForeignKey, Index, IndexKey, Object, ObjectId, ObjectKind, Partition,
    Reference, SettingKey, Subject, Table, inherit,
};

/// Something in a schema that a change makes or needs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    /// A schema (namespace).
    Schema(String),
    /// A type, as a column's type names it.
    Type(String),
    /// A table.
    Table(QName),
    /// A column of a table.
    Column(QName, String),
    /// The value of an existing column: its default, identity or expression.
    Value(QName, String),
    /// The type of an existing column, where an object was made with it.
    ColumnType(QName, String),
    /// A key that foreign keys may reference, by the columns, sorted.
    Key(QName, Vec<String>),
    /// A constraint of a table.
    Constraint(QName, String),
    /// The name of a table or an index: they share one set per schema.
    Relation(QName),
    /// The name of a table or a type: they share one set per schema.
    TypeName(QName),
    /// The name of a function, procedure or aggregate, and the types of its arguments: they share one
    /// set per schema.
    RoutineName(QName, String),
    /// An object that is said as SQL.
    Object(ObjectId),
    /// The functions of one name, as expressions call them.
    Routine(QName),
    /// That no type holds on to an enum which is dropped for another one.
    Released(QName),
}

/// What a change does to the things that other changes speak of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// There afterwards, and not before.
    pub makes: Vec<Node>,
    /// Must be there when the change is made.
    pub needs: Vec<Node>,
    /// Names that another object may take afterwards.
    pub frees: Vec<Node>,
    /// No longer there afterwards: whatever needs it comes before.
    pub removes: Vec<Node>,
}

impl Op {
    /// What the change makes, needs, frees and removes, under the names that are valid when it is
    /// made.
    pub fn effect(&self) -> Effect {
        let mut effect = Effect::default();
        let Effect { makes, needs, frees, removes } = &mut effect;
        match self {
            Op::CreateSchema { name } => makes.push(Node::Schema(name.clone())),
            Op::DropSchema { name } => removes.push(Node::Schema(name.clone())),
            Op::RenameSchema { from, to } => {
                removes.push(Node::Schema(from.clone()));
                makes.push(Node::Schema(to.clone()));
            }
            Op::SetSchemaComment { name, was: _, to: _ } => needs.push(Node::Schema(name.clone())),
            Op::CreateEnum { ty } => {
                needs.extend(schema(&ty.name));
                makes.extend([Node::Type(ty.name.to_string()), Node::TypeName(ty.name.clone())]);
            }
            Op::DropEnum { name, was: _ } => {
                needs.extend(schema(name));
                removes.push(Node::Type(name.to_string()));
                frees.push(Node::TypeName(name.clone()));
            }
            Op::RenameEnum { from, to } => {
                removes.push(Node::Type(from.to_string()));
                frees.push(Node::TypeName(from.clone()));
                let to = from.sibling(to);
                makes.extend([Node::Type(to.to_string()), Node::TypeName(to)]);
            }
            Op::AddEnumValue { name, value: _, position: _, was: _, uses: _ }
            | Op::RenameEnumValue { name, from: _, to: _ }
            | Op::SetEnumComment { name, was: _, to: _ } => {
                needs.push(Node::Type(name.to_string()));
            }
            Op::ReplaceEnum { to, mapping: _, uses, was: _ } => {
                // It is another type afterwards: what is made with it belongs to the new one.
                makes.extend([Node::Type(to.name.to_string()), Node::Released(to.name.clone())]);
                let own = |u: &EnumUse| Node::ColumnType(u.table.clone(), u.column.clone());
                makes.extend(uses.iter().map(own));
                needs.extend(uses.iter().map(|u| Node::Column(u.table.clone(), u.column.clone())));
            }
            Op::CreateTable { table } => {
                needs.extend(schema(&table.name));
                needs.extend(table.columns.iter().map(type_of));
                spoken_of_table(table, needs);
                needs.extend(table.partition().map(|partition| Node::Table(partition.of)));
                needs.extend(table.parents().into_iter().map(Node::Table));
                makes.push(Node::TypeName(table.name.clone()));
                parts(table, makes);
            }
            Op::DropTable { name, was } => {
                needs.extend(schema(name));
                removes.push(Node::Table(name.clone()));
                frees.push(Node::TypeName(name.clone()));
                frees.push(Node::Relation(name.clone()));
                if let Some(was) = was {
                    needs.extend(was.columns.iter().map(type_of));
                    spoken_of_table(was, needs);
                    needs.extend(was.partition().map(|partition| Node::Table(partition.of)));
                    needs.extend(was.parents().into_iter().map(Node::Table));
                    parts(was, removes);
                    frees.extend(super::relations(was).map(Node::Relation));
                }
            }
            Op::RenameTable { from, to } => rename(from, from.sibling(to), &mut effect),
            Op::MoveTable { from, to } => {
                let target = QName { schema: to.clone(), name: from.name.clone() };
                needs.extend(schema(from).into_iter().chain(schema(&target)));
                rename(from, target, &mut effect);
            }
            Op::SetTableComment { table, was: _, to: _ } => needs.push(Node::Table(table.clone())),
            Op::SetTableSetting { table, key, was, to } => {
                needs.push(Node::Table(table.clone()));
                needs.extend(match key.subject() {
                    Subject::Table => None,
                    Subject::Column(name) => Some(Node::Column(table.clone(), name.to_owned())),
                    Subject::Constraint(name) => {
                        Some(Node::Constraint(table.clone(), name.to_owned()))
                    }
                    Subject::Index(name) => Some(Node::Relation(table.sibling(name))),
                });
                if let SettingKey::ColumnSequence(_) = key {
                    let sequence = |name: &String| {
                        let id = ObjectId::new(ObjectKind::Sequence, table.sibling(name));
                        Node::Object(id)
                    };
                    needs.extend(was.iter().chain(to).map(sequence));
                }
                if let SettingKey::IdentitySequence(_) = key {
                    let name = |name: &String| Node::Relation(table.sibling(name));
                    frees.extend(was.iter().map(name));
                    makes.extend(to.iter().map(name));
                }
                if *key == SettingKey::PartitionOf {
                    let of = |text: &String| Partition::parse(text).map(|p| Node::Table(p.of));
                    needs.extend(was.iter().chain(to).filter_map(of));
                }
                if *key == SettingKey::Inherits {
                    let parents = was.iter().chain(to).flat_map(|text| inherit::parents(text));
                    needs.extend(parents.map(Node::Table));
                }
                let named = was.iter().chain(to).filter_map(|value| key.named_index(value));
                needs.extend(named.map(|index| Node::Relation(table.sibling(index))));
            }
            Op::AddColumn { table, column } => {
                needs.extend([Node::Table(table.clone()), type_of(column)]);
                spoken_of_column(column, needs);
                makes.push(Node::Column(table.clone(), column.name.clone()));
                if column.value != ColumnValue::None {
                    makes.push(Node::Type(table.to_string()));
                }
            }
            Op::DropColumn { table, name, was } => {
                needs.push(Node::Table(table.clone()));
                needs.extend(was.iter().map(|column| type_of(column)));
                was.iter().for_each(|column| spoken_of_column(column, needs));
                removes.push(Node::Column(table.clone(), name.clone()));
                frees.push(Node::Column(table.clone(), name.clone()));
            }
            Op::RenameColumn { table, from, to } => {
                needs.push(Node::Table(table.clone()));
                removes.push(Node::Column(table.clone(), from.clone()));
                frees.push(Node::Column(table.clone(), from.clone()));
                makes.push(Node::Column(table.clone(), to.clone()));
            }
            Op::AlterColumnType { table, column, was, to, using } => {
                makes.push(Node::ColumnType(table.clone(), column.clone()));
                // No column may have the row type of a table whose rows are written anew.
                makes.push(Node::Type(table.to_string()));
                needs.push(Node::Column(table.clone(), column.clone()));
                using.iter().for_each(|text| spoken_of(text, needs));
                for ty in was.iter().chain([to]) {
                    collation(ty.collation.as_ref(), needs);
                    needs.push(Node::Type(expression::element_type(&ty.name).0.to_owned()));
                }
            }
            Op::SetNullable { table, column, to: _ }
            | Op::SetColumnComment { table, column, was: _, to: _ } => {
                needs.push(Node::Column(table.clone(), column.clone()));
            }
            Op::SetColumnValue { table, column, was, to } => {
                needs.push(Node::Column(table.clone(), column.clone()));
                was.iter().chain([to]).for_each(|value| spoken_of_value(value, needs));
                if matches!(to, ColumnValue::Default(_)) {
                    needs.push(Node::ColumnType(table.clone(), column.clone()));
                }
                if was.is_some() {
                    frees.push(Node::Value(table.clone(), column.clone()));
                }
                // The sequence of an identity has a name that another one may have had, or wants.
                let is_identity = |value: &ColumnValue| matches!(value, ColumnValue::Identity(_));
                let was_one = was.as_ref().is_some_and(is_identity);
                if is_identity(to) && !was_one {
                    makes.push(Node::Relation(identity_sequence(table, column)));
                } else if was_one && !is_identity(to) {
                    frees.push(Node::Relation(identity_sequence(table, column)));
                }
            }
            Op::AddPrimaryKey { table, key } => {
                constraint(table, &key.name, needs, makes);
                columns(table, &key.columns, needs);
                columns(table, &key.include, needs);
                makes.push(Node::Relation(table.sibling(&key.name)));
                makes.push(key_node(table, &key.columns));
            }
            Op::AddUnique { table, unique } => {
                constraint(table, &unique.name, needs, makes);
                columns(table, &unique.columns, needs);
                columns(table, &unique.include, needs);
                makes.push(Node::Relation(table.sibling(&unique.name)));
                makes.push(key_node(table, &unique.columns));
            }
            Op::DropPrimaryKey { table, name, was } => {
                constraint(table, name, needs, frees);
                frees.push(Node::Relation(table.sibling(name)));
                if let Some(key) = was {
                    columns(table, &key.columns, needs);
                    columns(table, &key.include, needs);
                    removes.push(key_node(table, &key.columns));
                }
            }
            Op::DropUnique { table, name, was } => {
                constraint(table, name, needs, frees);
                frees.push(Node::Relation(table.sibling(name)));
                if let Some(unique) = was {
                    columns(table, &unique.columns, needs);
                    columns(table, &unique.include, needs);
                    removes.push(key_node(table, &unique.columns));
                }
            }
            Op::AddCheck { table, check } => {
                constraint(table, &check.name, needs, makes);
                spoken_of(&check.expression.0, needs);
            }
            Op::DropCheck { table, name, was } => {
                constraint(table, name, needs, frees);
                was.iter().for_each(|check| spoken_of(&check.expression.0, needs));
            }
            Op::AddExclude { table, exclude } => {
                constraint(table, &exclude.name, needs, makes);
                makes.push(Node::Relation(table.sibling(&exclude.name)));
                spoken_of(&exclude.definition.0, needs);
            }
            Op::DropExclude { table, name, was } => {
                constraint(table, name, needs, frees);
                frees.push(Node::Relation(table.sibling(name)));
                was.iter().for_each(|exclude| spoken_of(&exclude.definition.0, needs));
            }
            Op::ValidateConstraint { table, name } => {
                needs.extend([
                    Node::Table(table.clone()),
                    Node::Constraint(table.clone(), name.clone()),
                ]);
            }
            Op::AddForeignKey { table, key } => {
                constraint(table, &key.name, needs, makes);
                foreign_key(table, key, needs);
            }
            Op::DropForeignKey { table, name, was } => {
                constraint(table, name, needs, frees);
                if let Some(key) = was {
                    foreign_key(table, key, needs);
                }
            }
            Op::RenameConstraint { table, from, to } => {
                constraint(table, from, needs, frees);
                makes.push(Node::Constraint(table.clone(), to.clone()));
            }
            Op::CreateIndex { table, index } => {
                index_columns(table, index, needs);
                makes.push(Node::Relation(table.sibling(&index.name)));
                makes.extend(index_key(table, index));
            }
            Op::DropIndex { table, name, concurrently: _, was } => {
                needs.push(Node::Table(table.clone()));
                frees.push(Node::Relation(table.sibling(name)));
                if let Some(index) = was {
                    index_columns(table, index, needs);
                    removes.extend(index_key(table, index));
                }
            }
            Op::RenameIndex { table, from, to } => {
                needs.push(Node::Table(table.clone()));
                frees.push(Node::Relation(table.sibling(from)));
                makes.push(Node::Relation(table.sibling(to)));
            }
            Op::CreateObject { object } => {
                object_needs(object, needs);
                object_nodes(&object.id, makes);
                object_names(&object.id, makes);
            }
            Op::DropObject { id, was } => {
                needs.extend(id.schema().map(|name| Node::Schema(name.to_owned())));
                needs.extend(id.relation.clone().map(Node::Table));
                was.iter().for_each(|object| object_needs(object, needs));
                object_nodes(id, removes);
                object_names(id, frees);
                if let Some(was) = was.as_ref().filter(|_| id.is_type()) {
                    frees.extend(was.needs.iter().filter_map(|need| match need {
                        Reference::Enum(name) => Some(Node::Released(name.clone())),
                        Reference::Schema(_)
                        | Reference::Table(_)
                        | Reference::Column(..)
                        | Reference::Constraint(..)
                        | Reference::Object(_) => None,
                    }));
                }
            }
            Op::ReplaceObject { to, was: _ } => {
                object_needs(to, needs);
                needs.push(Node::Object(to.id.clone()));
                // What is made or changed over it may speak of a column that it gets.
                makes.push(Node::Object(to.id.clone()));
            }
            Op::RenameObject { from, to } => {
                object_nodes(from, removes);
                object_names(from, frees);
                let to = ObjectId { name: from.name.sibling(to), ..from.clone() };
                object_nodes(&to, makes);
                object_names(&to, makes);
            }
            Op::SetObjectComment { id, was: _, to: _ } => needs.push(Node::Object(id.clone())),
        }
        effect
    }
}

/// The object, and the type or table that others know it as.
fn object_nodes(id: &ObjectId, to: &mut Vec<Node>) {
    to.push(Node::Object(id.clone()));
    if id.is_type() {
        to.push(Node::Type(id.name.to_string()));
    }
    if id.is_relation() {
        to.push(Node::Table(id.name.clone()));
    }
    if matches!(id.kind, ObjectKind::Function | ObjectKind::Aggregate) {
        to.push(Node::Routine(id.name.clone()));
    }
}

/// The names that it takes.
fn object_names(id: &ObjectId, to: &mut Vec<Node>) {
    if id.is_relation() {
        to.push(Node::Relation(id.name.clone()));
    }
    if id.is_type() || id.is_relation() {
        to.push(Node::TypeName(id.name.clone()));
    }
    if id.is_routine() {
        to.push(Node::RoutineName(id.name.clone(), id.signature.clone()));
    }
}

/// The functions and sequences that an expression speaks of.
fn spoken_of(text: &str, needs: &mut Vec<Node>) {
    needs.extend(expression::calls(text).into_iter().map(Node::Routine));
    needs.extend(expression::relations(text).into_iter().map(Node::Table));
}

fn spoken_of_value(value: &ColumnValue, needs: &mut Vec<Node>) {
    match value {
        ColumnValue::Default(text) | ColumnValue::Generated(text) | ColumnValue::Virtual(text) => {
            spoken_of(&text.0, needs)
        }
        ColumnValue::None | ColumnValue::Identity(_) => {}
    }
}

fn spoken_of_column(column: &Column, needs: &mut Vec<Node>) {
    spoken_of_value(&column.value, needs);
    collation(column.ty.collation.as_ref(), needs);
}

fn spoken_of_table(table: &Table, needs: &mut Vec<Node>) {
    table.columns.iter().for_each(|column| spoken_of_column(column, needs));
    table.checks.values().for_each(|check| spoken_of(&check.expression.0, needs));
    table.excludes.values().for_each(|exclude| spoken_of(&exclude.definition.0, needs));
}

fn collation(name: Option<&QName>, needs: &mut Vec<Node>) {
    needs.extend(name.map(|name| Node::Object(ObjectId::new(ObjectKind::Collation, name))));
}

fn object_needs(object: &Object, needs: &mut Vec<Node>) {
    needs.extend(object.id.schema().map(|name| Node::Schema(name.to_owned())));
    needs.extend(object.id.relation.clone().map(Node::Table));
    for reference in &object.needs {
        match reference {
            Reference::Schema(name) => needs.push(Node::Schema(name.clone())),
            Reference::Enum(name) => needs.push(Node::Type(name.to_string())),
            Reference::Table(name) => needs.push(Node::Table(name.clone())),
            Reference::Column(table, name) => {
                needs.push(Node::Table(table.clone()));
                needs.push(Node::Column(table.clone(), name.clone()));
                needs.push(Node::ColumnType(table.clone(), name.clone()));
            }
            Reference::Constraint(table, name) => {
                needs.push(Node::Table(table.clone()));
                needs.push(Node::Constraint(table.clone(), name.clone()));
            }
            Reference::Object(id) => needs.push(Node::Object(id.clone())),
        }
    }
}

fn schema(name: &QName) -> Option<Node> {
    name.schema.clone().map(Node::Schema)
}

fn type_of(column: &Column) -> Node {
    Node::Type(expression::element_type(&column.ty.name).0.to_owned())
}

fn identity_sequence(table: &QName, column: &str) -> QName {
    table.sibling(crate::name::derived_name(&table.name, &[column], "seq"))
}

fn key_node(table: &QName, columns: &[String]) -> Node {
    let mut columns = columns.to_vec();
    columns.sort();
    Node::Key(table.clone(), columns)
}

fn columns(table: &QName, names: &[String], needs: &mut Vec<Node>) {
    needs.push(Node::Table(table.clone()));
    needs.extend(names.iter().map(|name| Node::Column(table.clone(), name.clone())));
}

fn constraint(table: &QName, name: &str, needs: &mut Vec<Node>, to: &mut Vec<Node>) {
    needs.push(Node::Table(table.clone()));
    to.push(Node::Constraint(table.clone(), name.to_owned()));
}

fn foreign_key(table: &QName, key: &ForeignKey, needs: &mut Vec<Node>) {
    columns(table, &key.columns, needs);
    columns(&key.references, &key.referenced_columns, needs);
    needs.push(key_node(&key.references, &key.referenced_columns));
}

fn index_columns(table: &QName, index: &Index, needs: &mut Vec<Node>) {
    columns(table, &index.include, needs);
    for part in &index.columns {
        match &part.key {
            IndexKey::Column(name) => needs.push(Node::Column(table.clone(), name.clone())),
            IndexKey::Expression(text) => spoken_of(&text.0, needs),
        }
        collation(part.collation.as_ref(), needs);
    }
    index.predicate.iter().for_each(|text| spoken_of(&text.0, needs));
}

fn index_key(table: &QName, index: &Index) -> Option<Node> {
    let names: Option<Vec<String>> = index
        .columns
        .iter()
        .map(|part| match &part.key {
            IndexKey::Column(name) => Some(name.clone()),
            IndexKey::Expression(_) => None,
        })
        .collect();
    names.filter(|_| index.unique && index.predicate.is_none()).map(|names| key_node(table, &names))
}

/// All that exists with a table and goes with it.
fn parts(table: &Table, to: &mut Vec<Node>) {
    to.push(Node::Table(table.name.clone()));
    to.extend(table.columns.iter().map(|c| Node::Column(table.name.clone(), c.name.clone())));
    to.extend(super::relations(table).map(Node::Relation));
    let constraints = super::constraint_names(table);
    to.extend(constraints.map(|name| Node::Constraint(table.name.clone(), name.clone())));
    let keys = table.primary_key.iter().map(|key| &key.columns);
    let keys = keys.chain(table.uniques.values().map(|unique| &unique.columns));
    to.extend(keys.map(|columns| key_node(&table.name, columns)));
}

fn rename(from: &QName, to: QName, effect: &mut Effect) {
    effect.removes.push(Node::Table(from.clone()));
    effect.frees.extend([Node::Relation(from.clone()), Node::TypeName(from.clone())]);
    effect.makes.extend([Node::Relation(to.clone()), Node::TypeName(to.clone()), Node::Table(to)]);
}
