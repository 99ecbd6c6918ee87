//! What an object is to be, before its text is written.

use matrx_core::name::QName;

/// An object as it is thought of.
#[derive(Clone, Debug)]
pub(in crate::generate) struct Plan {
    /// Its name; of a trigger, a rule or a policy without a schema.
    pub(super) name: QName,
    pub(super) what: What,
    pub(super) comment: Option<String>,
}

/// The kinds that are generated. Numbers choose among variants.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// `citext`.
    Extension,
    Collation(usize),
    Domain {
        base: usize,
        default: bool,
        checks: usize,
    },
    /// Each attribute by its number.
    Composite(Vec<usize>),
    Range(usize),
    Sequence(usize),
    /// `f(integer)`, for checks, defaults, generated columns and indexes; the name says what it
    /// returns.
    Number {
        argument: usize,
        body: usize,
    },
    /// `f()`, a text, not immutable.
    Word(usize),
    TriggerFunction(usize),
    Procedure(usize),
    Aggregate(usize),

    View {
        on: QName,
        columns: Vec<String>,
        filter: bool,
        call: Option<QName>,
        stored: bool,
        index: bool,
    },
    /// A function with a body that PostgreSQL understands.
    Counter {
        table: QName,
        column: String,
        body: usize,
    },
    /// A function of a table's rows.
    OfRow {
        table: QName,
        body: usize,
    },
    /// A function of an enum.
    OfEnum {
        ty: QName,
        body: usize,
    },
    Trigger {
        table: QName,
        function: QName,
        how: usize,
    },
    Rule {
        table: QName,
        how: usize,
    },
    Policy {
        table: QName,
        column: String,
        how: usize,
    },
    Statistics {
        table: QName,
        columns: Vec<String>,
    },
    Publication {
        table: QName,
        column: String,
        other: QName,
        how: usize,
    },
}

impl Plan {
    /// Whether tables may lean on it.
    pub(super) fn is_base(&self) -> bool {
        match self.what {
            What::Extension
            | What::Collation(_)
            | What::Domain { .. }
            | What::Composite(_)
            | What::Range(_)
            | What::Sequence(_)
            | What::Number { .. }
            | What::Word(_)
            | What::TriggerFunction(_)
            | What::Procedure(_)
            | What::Aggregate(_) => true,
            What::View { .. }
            | What::Counter { .. }
            | What::OfRow { .. }
            | What::OfEnum { .. }
            | What::Trigger { .. }
            | What::Rule { .. }
            | What::Policy { .. }
            | What::Statistics { .. }
            | What::Publication { .. } => false,
        }
    }

    /// Its own name, and those that it speaks of.
    pub(in crate::generate) fn each_name(&mut self, change: impl Fn(&mut QName)) {
        change(&mut self.name);
        self.names_mut().into_iter().for_each(change);
    }

    /// The tables, views and types that it names, to be called otherwise.
    pub(super) fn names_mut(&mut self) -> Vec<&mut QName> {
        match &mut self.what {
            What::Extension
            | What::Collation(_)
            | What::Domain { .. }
            | What::Composite(_)
            | What::Range(_)
            | What::Sequence(_)
            | What::Number { .. }
            | What::Word(_)
            | What::TriggerFunction(_)
            | What::Procedure(_)
            | What::Aggregate(_) => Vec::new(),
            What::View { on, call, .. } => std::iter::once(on).chain(call).collect(),
            What::Counter { table, .. }
            | What::OfRow { table, .. }
            | What::Rule { table, .. }
            | What::Policy { table, .. }
            | What::Statistics { table, .. } => vec![table],
            What::Trigger { table, function, .. } => vec![table, function],
            What::Publication { table, other, .. } => vec![table, other],
            What::OfEnum { ty, .. } => vec![ty],
        }
    }

    /// The function that it calls.
    pub(super) fn function(&self) -> Option<&QName> {
        if let What::Trigger { function, .. } = &self.what {
            return Some(function);
        }
        if let What::View { call, .. } = &self.what { call.as_ref() } else { None }
    }

    /// The table and the columns that it names.
    pub(super) fn columns_mut(&mut self) -> Option<(QName, Vec<&mut String>)> {
        match &mut self.what {
            What::View { on, columns, .. } => Some((on.clone(), columns.iter_mut().collect())),
            What::Counter { table, column, .. }
            | What::Policy { table, column, .. }
            | What::Publication { table, column, .. } => Some((table.clone(), vec![column])),
            What::Statistics { table, columns } => {
                Some((table.clone(), columns.iter_mut().collect()))
            }
            What::Extension
            | What::Collation(_)
            | What::Domain { .. }
            | What::Composite(_)
            | What::Range(_)
            | What::Sequence(_)
            | What::Number { .. }
            | What::Word(_)
            | What::TriggerFunction(_)
            | What::Procedure(_)
            | What::Aggregate(_)
            | What::OfRow { .. }
            | What::OfEnum { .. }
            | What::Trigger { .. }
            | What::Rule { .. } => None,
        }
    }
}
