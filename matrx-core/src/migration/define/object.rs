use crate::name::QName;
use crate::schema::{Object, ObjectId, ObjectKind};

/// An object that is said as SQL, as a migration file writes it.
#[derive(Clone, Debug)]
pub struct ObjectDef(pub(crate) Object);

impl ObjectDef {
    fn new(id: ObjectId) -> Self {
        Self(Object::new(id, Vec::new()))
    }

    /// A command that makes it: its CREATE first, then what PostgreSQL says by other commands only.
    pub fn sql(mut self, command: &str) -> Self {
        self.0.definition.push(command.to_owned());
        self
    }

    /// What others may do with it: a GRANT command.
    pub fn grant(mut self, command: &str) -> Self {
        self.0.grants.push(command.to_owned());
        self
    }

    /// COMMENT ON.
    pub fn comment(mut self, text: &str) -> Self {
        self.0.comment = Some(text.to_owned());
        self
    }
}

macro_rules! named {
    ($($(#[$doc:meta])+ $function:ident = $kind:ident;)+) => {
        $(
            $(#[$doc])+
            pub fn $function(name: impl Into<QName>) -> ObjectDef {
                ObjectDef::new(ObjectId::new(ObjectKind::$kind, name))
            }
        )+
    };
}

macro_rules! called {
    ($($(#[$doc:meta])+ $function:ident = $kind:ident;)+) => {
        $(
            $(#[$doc])+
            ///
            /// The signature is that of `DROP`: the types in parentheses, `(integer, text)`.
            pub fn $function(name: impl Into<QName>, signature: &str) -> ObjectDef {
                ObjectDef::new(ObjectId::with_signature(ObjectKind::$kind, name, signature))
            }
        )+
    };
}

macro_rules! on_relation {
    ($($(#[$doc:meta])+ $function:ident = $kind:ident;)+) => {
        $(
            $(#[$doc])+
            pub fn $function(name: &str, relation: impl Into<QName>) -> ObjectDef {
                ObjectDef::new(ObjectId::on(ObjectKind::$kind, name, relation))
            }
        )+
    };
}

named! {
    /// An extension.
    extension = Extension;
    /// A collation.
    collation = Collation;
    /// A domain.
    domain = Domain;
    /// A composite type.
    composite_type = CompositeType;
    /// A range type.
    range_type = RangeType;
    /// A sequence that no column owns.
    sequence = Sequence;
    /// A conversion between encodings.
    conversion = Conversion;
    /// A procedural language.
    language = Language;
    /// An access method; `access_method` is the setting of a table.
    new_access_method = AccessMethod;
    /// A text search parser.
    text_search_parser = TextSearchParser;
    /// A text search template.
    text_search_template = TextSearchTemplate;
    /// A text search dictionary.
    text_search_dictionary = TextSearchDictionary;
    /// A text search configuration.
    text_search_configuration = TextSearchConfiguration;
    /// A foreign data wrapper.
    foreign_data_wrapper = ForeignDataWrapper;
    /// A foreign server.
    server = Server;
    /// A foreign table.
    foreign_table = ForeignTable;
    /// A view.
    view = View;
    /// A materialized view, with its indexes.
    materialized_view = MaterializedView;
    /// Extended statistics.
    statistics = Statistics;
    /// An event trigger.
    event_trigger = EventTrigger;
    /// A publication.
    publication = Publication;
}

called! {
    /// A function.
    function = Function;
    /// A procedure.
    procedure = Procedure;
    /// An aggregate function.
    aggregate = Aggregate;
    /// An operator.
    operator = Operator;
    /// An operator family; its signature is ` USING btree`.
    operator_family = OperatorFamily;
    /// An operator class; its signature is ` USING btree`.
    operator_class = OperatorClass;
}

on_relation! {
    /// A rule of a table or a view.
    rule = Rule;
    /// A trigger of a table or a view.
    trigger = Trigger;
    /// A policy of a table.
    policy = Policy;
}

on_relation! {
    /// What a role may do with a table, a view or a sequence; the role `public` is everybody.
    grant = Grant;
}

called! {
    /// What a role may do with something else: `grant_on("app", "FUNCTION touch(integer)")`.
    grant_on = Grant;
    /// What a role may do with what another one makes: `FOR ROLE owner IN SCHEMA app ON TABLES`.
    default_privileges = DefaultPrivileges;
}

/// A transform, `FOR hstore LANGUAGE plperl`.
pub fn transform(what: &str) -> ObjectDef {
    ObjectDef::new(ObjectId::with_signature(ObjectKind::Transform, QName::new(""), what))
}

/// A cast, `(text AS citext)`.
pub fn cast(types: &str) -> ObjectDef {
    ObjectDef::new(ObjectId::with_signature(ObjectKind::Cast, QName::new(""), types))
}
