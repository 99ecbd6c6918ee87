//! The kinds of object: what each is called, and how its CREATE begins.

/// A kind of object: the variant of `ObjectKind`, and the words of its CREATE.
#[derive(Clone, Copy)]
pub(crate) struct Kind {
    /// What its macro is called.
    pub(crate) macro_name: &'static str,
    /// `MaterializedView`.
    pub(crate) variant: &'static str,
    /// The words behind CREATE, one of which must stand there; none for what is granted.
    pub(crate) create: &'static [&'static str],
    /// What its name consists of.
    pub(crate) form: Form,
}

/// What the name of an object consists of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A name.
    Plain,
    /// A name and the types of its arguments: `touch(integer)`.
    Called,
    /// A name, and the access method that it is for: `ids USING btree`.
    Using,
    /// A name, and the relation that it belongs to.
    OnRelation,
    /// No name, but types: `(text AS citext)`.
    Types,
    /// No name, but what its SQL says: who may do something, and with what.
    Privilege,
}

/// All of them, by the names of their macros.
const KINDS: &[Kind] = &[
    Kind {
        macro_name: "extension",
        variant: "Extension",
        create: &["EXTENSION"],
        form: Form::Plain,
    },
    Kind {
        macro_name: "collation",
        variant: "Collation",
        create: &["COLLATION"],
        form: Form::Plain,
    },
    Kind { macro_name: "domain", variant: "Domain", create: &["DOMAIN"], form: Form::Plain },
    Kind {
        macro_name: "composite_type",
        variant: "CompositeType",
        create: &["TYPE"],
        form: Form::Plain,
    },
    Kind { macro_name: "range_type", variant: "RangeType", create: &["TYPE"], form: Form::Plain },
    Kind { macro_name: "sequence", variant: "Sequence", create: &["SEQUENCE"], form: Form::Plain },
    Kind { macro_name: "function", variant: "Function", create: &["FUNCTION"], form: Form::Called },
    Kind {
        macro_name: "procedure",
        variant: "Procedure",
        create: &["PROCEDURE"],
        form: Form::Called,
    },
    Kind {
        macro_name: "aggregate",
        variant: "Aggregate",
        create: &["AGGREGATE"],
        form: Form::Called,
    },
    Kind { macro_name: "operator", variant: "Operator", create: &["OPERATOR"], form: Form::Called },
    Kind { macro_name: "cast", variant: "Cast", create: &["CAST"], form: Form::Types },
    Kind {
        macro_name: "operator_family",
        variant: "OperatorFamily",
        create: &["OPERATOR FAMILY"],
        form: Form::Using,
    },
    Kind {
        macro_name: "operator_class",
        variant: "OperatorClass",
        create: &["OPERATOR CLASS"],
        form: Form::Using,
    },
    Kind {
        macro_name: "conversion",
        variant: "Conversion",
        create: &["CONVERSION", "DEFAULT CONVERSION"],
        form: Form::Plain,
    },
    Kind {
        macro_name: "language",
        variant: "Language",
        create: &[
            "LANGUAGE",
            "TRUSTED LANGUAGE",
            "PROCEDURAL LANGUAGE",
            "TRUSTED PROCEDURAL LANGUAGE",
        ],
        form: Form::Plain,
    },
    Kind {
        macro_name: "access_method",
        variant: "AccessMethod",
        create: &["ACCESS METHOD"],
        form: Form::Plain,
    },
    Kind {
        macro_name: "transform",
        variant: "Transform",
        create: &["TRANSFORM"],
        form: Form::Types,
    },
    Kind {
        macro_name: "text_search_parser",
        variant: "TextSearchParser",
        create: &["TEXT SEARCH PARSER"],
        form: Form::Plain,
    },
    Kind {
        macro_name: "text_search_template",
        variant: "TextSearchTemplate",
        create: &["TEXT SEARCH TEMPLATE"],
        form: Form::Plain,
    },
    Kind {
        macro_name: "text_search_dictionary",
        variant: "TextSearchDictionary",
        create: &["TEXT SEARCH DICTIONARY"],
        form: Form::Plain,
    },
    Kind {
        macro_name: "text_search_configuration",
        variant: "TextSearchConfiguration",
        create: &["TEXT SEARCH CONFIGURATION"],
        form: Form::Plain,
    },
    Kind {
        macro_name: "foreign_data_wrapper",
        variant: "ForeignDataWrapper",
        create: &["FOREIGN DATA WRAPPER"],
        form: Form::Plain,
    },
    Kind { macro_name: "server", variant: "Server", create: &["SERVER"], form: Form::Plain },
    Kind {
        macro_name: "foreign_table",
        variant: "ForeignTable",
        create: &["FOREIGN TABLE"],
        form: Form::Plain,
    },
    Kind {
        macro_name: "view",
        variant: "View",
        create: &["VIEW", "RECURSIVE VIEW"],
        form: Form::Plain,
    },
    Kind {
        macro_name: "materialized_view",
        variant: "MaterializedView",
        create: &["MATERIALIZED VIEW"],
        form: Form::Plain,
    },
    Kind {
        macro_name: "statistics",
        variant: "Statistics",
        create: &["STATISTICS"],
        form: Form::Plain,
    },
    Kind { macro_name: "rule", variant: "Rule", create: &["RULE"], form: Form::OnRelation },
    Kind {
        macro_name: "trigger",
        variant: "Trigger",
        create: &["TRIGGER", "CONSTRAINT TRIGGER"],
        form: Form::OnRelation,
    },
    Kind { macro_name: "policy", variant: "Policy", create: &["POLICY"], form: Form::OnRelation },
    Kind {
        macro_name: "event_trigger",
        variant: "EventTrigger",
        create: &["EVENT TRIGGER"],
        form: Form::Plain,
    },
    Kind {
        macro_name: "publication",
        variant: "Publication",
        create: &["PUBLICATION"],
        form: Form::Plain,
    },
    Kind { macro_name: "grant", variant: "Grant", create: &[], form: Form::Privilege },
    Kind {
        macro_name: "default_privileges",
        variant: "DefaultPrivileges",
        create: &[],
        form: Form::Privilege,
    },
];

/// The kind whose macro has this name.
pub(crate) fn kind(macro_name: &str) -> Option<Kind> {
    KINDS.iter().copied().find(|kind| kind.macro_name == macro_name)
}
