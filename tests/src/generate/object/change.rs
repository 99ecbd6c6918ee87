//! Plans that come, change and go.

use matrx_core::name::QName;
use matrx_core::schema::Schema;

use super::plan::{Plan, What};
use crate::generate::build::comment;
use crate::generate::change::Origins;
use crate::generate::random::Random;

/// Names that no table has; what it is for follows.
const NAMES: &[&str] = &["one", "Two", "th ree", "fünf"];
/// The same where no expression of a table speaks of it.
const ODD_NAMES: &[&str] = &["fo\"ur", "five's", "*/ six", "Seven\n", "eight"];

fn free(random: &mut Random, schema: &Schema, plans: &[Plan], kind: &str) -> Option<QName> {
    let is_upper =
        matches!(kind, "view" | "trigger" | "rule" | "policy" | "statistics" | "publication");
    let own = format!("{} {kind}", random.one(if is_upper { ODD_NAMES } else { NAMES }));
    let spaces: Vec<&String> = schema.namespaces.iter().collect();
    let name = match random.pick(&spaces) {
        Some(space) if random.chance(25) => QName::in_schema(space.as_str(), own),
        Some(_) | None => QName::new(own),
    };
    plans.iter().all(|plan| plan.name != name).then_some(name)
}

/// What tables may lean on, before there are any.
pub(in crate::generate) fn begin(random: &mut Random, schema: &Schema) -> Vec<Plan> {
    let mut plans = Vec::new();
    if random.chance(60) {
        for _ in 0..random.below(7) {
            base(random, schema, &mut plans);
        }
    }
    plans
}

fn base(random: &mut Random, schema: &Schema, plans: &mut Vec<Plan>) {
    let (kind, what) = match random.below(13) {
        0 => ("extension", What::Extension),
        1 => ("collation", What::Collation(random.below(2))),
        2 | 3 => ("domain", domain(random)),
        4 => ("composite", composite(random)),
        5 => ("range", What::Range(random.below(3))),
        6 => ("sequence", What::Sequence(random.below(3))),
        7 => ("is fine", What::Number { argument: random.below(3), body: random.below(2) }),
        8 => ("twice", What::Number { argument: random.below(3), body: random.below(2) }),
        9 => ("word", What::Word(random.below(2))),
        10 => ("touch", What::TriggerFunction(random.below(2))),
        11 => ("procedure", What::Procedure(random.below(3))),
        _ => ("aggregate", What::Aggregate(random.below(3))),
    };
    let name = if kind == "extension" {
        Some(QName::new("citext")).filter(|name| plans.iter().all(|plan| plan.name != *name))
    } else {
        free(random, schema, plans, kind)
    };
    if let Some(name) = name {
        let comment = comment(random, 20);
        // What others lean on stands before them.
        plans.insert(0, Plan { name, what, comment });
    }
}

fn domain(random: &mut Random) -> What {
    What::Domain { base: random.below(4), default: random.chance(40), checks: random.below(4) }
}

fn composite(random: &mut Random) -> What {
    let count = 1 + random.below(3);
    What::Composite(random.some(&[0, 1, 2, 3], count))
}

/// More of those that lean on tables.
pub(in crate::generate) fn more(
    random: &mut Random,
    schema: &Schema,
    plans: &mut Vec<Plan>,
    count: usize,
) {
    for _ in 0..count {
        upper(random, schema, plans);
    }
}

fn upper(random: &mut Random, schema: &Schema, plans: &mut Vec<Plan>) {
    let tables: Vec<&QName> = schema.tables.keys().collect();
    let Some(table) = random.pick(&tables).map(|name| (*name).clone()) else { return };
    let columns: Vec<String> =
        schema.tables[&table].columns.iter().map(|c| c.name.clone()).collect();
    let column = random.pick(&columns).cloned();
    let views: Vec<QName> = plans
        .iter()
        .filter(|plan| matches!(plan.what, What::View { .. }))
        .map(|plan| plan.name.clone())
        .collect();
    let named = |plans: &[Plan], ends: &str| -> Vec<QName> {
        let fits = plans.iter().filter(|plan| plan.name.name.ends_with(ends));
        fits.map(|plan| plan.name.clone()).collect()
    };
    let (kind, what) = match random.below(13) {
        0..=3 => ("view", view(random, plans, &table, &columns, &views, &named(plans, "twice"))),
        4 => {
            let Some(column) = column else { return };
            ("count", What::Counter { table, column, body: random.below(2) })
        }
        5 => ("of row", What::OfRow { table, body: random.below(2) }),
        6 => {
            let enums: Vec<&QName> = schema.enums.keys().collect();
            let Some(ty) = random.pick(&enums).map(|name| (*name).clone()) else { return };
            ("of enum", What::OfEnum { ty, body: random.below(2) })
        }
        7 | 8 => {
            let Some(function) = random.pick(&named(plans, "touch")).cloned() else { return };
            ("trigger", What::Trigger { table, function, how: random.below(6) })
        }
        9 => {
            let on = random.pick(&views).cloned().filter(|_| random.chance(40)).unwrap_or(table);
            ("rule", What::Rule { table: on, how: random.below(2) })
        }
        10 => {
            let Some(column) = column else { return };
            ("policy", What::Policy { table, column, how: random.below(2) })
        }
        11 => {
            let (Some(column), Some(other)) = (column, random.pick(&tables)) else { return };
            let (other, how) = ((*other).clone(), random.below(6));
            ("publication", What::Publication { table, column, other, how })
        }
        _ => ("statistics", What::Statistics { columns: random.some(&columns, 2), table }),
    };
    let Some(mut name) = free(random, schema, plans, kind) else { return };
    if matches!(
        what,
        What::Trigger { .. } | What::Rule { .. } | What::Policy { .. } | What::Publication { .. }
    ) {
        name.schema = None;
    }
    if plans.iter().all(|plan| plan.name != name) {
        plans.push(Plan { name, what, comment: comment(random, 20) });
    }
}

fn view(
    random: &mut Random,
    plans: &[Plan],
    table: &QName,
    columns: &[String],
    views: &[QName],
    functions: &[QName],
) -> What {
    let over = random.pick(views).filter(|_| random.chance(35)).cloned();
    let over = over.and_then(|name| {
        let plan = plans.iter().find(|plan| plan.name == name)?;
        if let What::View { columns, .. } = &plan.what {
            Some((name, columns.clone()))
        } else {
            None
        }
    });
    let (on, columns) = over.unwrap_or_else(|| (table.clone(), columns.to_vec()));
    let count = 1 + random.below(3);
    What::View {
        on,
        columns: random.some(&columns, count),
        filter: random.chance(40),
        call: random.pick(functions).filter(|_| random.chance(60)).cloned(),
        stored: random.chance(35),
        index: random.chance(50),
    }
}

/// Gives tables, columns and types the names that they have on the new side.
pub(in crate::generate) fn follow(plans: &mut [Plan], origins: &Origins) {
    let present = |map: &std::collections::BTreeMap<QName, QName>, old: &QName| {
        map.iter().find(|(_, from)| *from == old).map(|(to, _)| to.clone())
    };
    // A view goes by its name, and so do its columns by those of the table below it.
    let below: Vec<(QName, QName)> = plans
        .iter()
        .filter_map(|plan| {
            let What::View { on, .. } = &plan.what else { return None };
            Some((plan.name.clone(), on.clone()))
        })
        .collect();
    let table_of = |name: &QName| {
        let mut name = name.clone();
        while let Some((_, on)) = below.iter().find(|(view, _)| *view == name) {
            name = on.clone();
        }
        name
    };
    for plan in plans {
        if let Some((on, columns)) = plan.columns_mut()
            && let Some(table) = present(&origins.tables, &table_of(&on))
            && let Some(known) = origins.columns.get(&table)
        {
            for column in columns {
                match known.iter().find(|(_, from)| *from == column) {
                    Some((to, _)) => to.clone_into(column),
                    // Another column may have its name now.
                    None => column.insert(0, '\0'),
                }
            }
        }
        let is_view = |name: &QName| below.iter().any(|(view, _)| view == name);
        let is_enum = matches!(plan.what, What::OfEnum { .. });
        let function = plan.function().cloned();
        for name in plan.names_mut() {
            if is_view(name) || Some(&*name) == function.as_ref() {
                continue;
            }
            let map = if is_enum { &origins.enums } else { &origins.tables };
            match present(map, name) {
                Some(to) => *name = to,
                None => name.name.insert(0, '\0'),
            }
        }
    }
}

/// Some come, some go, some become others. What a table leans on stays.
pub(in crate::generate) fn alter(
    random: &mut Random,
    [old, schema]: [&Schema; 2],
    plans: &mut Vec<Plan>,
) {
    let used = format!("{:?} {:?}", old.tables, schema.tables);
    for _ in 0..random.below(6) {
        if random.chance(20) {
            base(random, schema, plans);
        }
        if random.chance(40) {
            upper(random, schema, plans);
        }
        let places: Vec<usize> = (0..plans.len()).collect();
        let Some(place) = random.pick(&places).copied() else { continue };
        let own = format!("{:?}", plans[place].name.name);
        let is_used = plans[place].is_base() && used.contains(own.trim_matches('"'));
        match random.below(10) {
            0..=2 if !is_used => drop(plans.remove(place)),
            // A range type cannot be made anew under a column.
            _ if is_used && matches!(plans[place].what, What::Range(_)) => {}
            3 => plans[place].comment = comment(random, 60),
            _ => variant(random, &mut plans[place]),
        }
    }
}

fn variant(random: &mut Random, plan: &mut Plan) {
    match &mut plan.what {
        What::Extension => {}
        What::Domain { base, default, checks } => match random.below(6) {
            0 => *base = random.below(4),
            1 | 2 => *default = !*default,
            _ => *checks = random.below(4),
        },
        What::Composite(attributes) => {
            let count = 1 + random.below(4);
            *attributes = random.some(&[0, 1, 2, 3], count);
        }
        What::Number { argument, body } => {
            if random.chance(30) {
                *argument = random.below(3);
            }
            *body = random.below(2);
        }
        What::View { columns, filter, stored, index, .. } => match random.below(6) {
            0 if columns.len() > 1 => drop(columns.pop()),
            1 => columns.reverse(),
            2 => *stored = !*stored,
            3 => *index = !*index,
            _ => *filter = !*filter,
        },
        What::Collation(n)
        | What::Range(n)
        | What::Sequence(n)
        | What::Word(n)
        | What::TriggerFunction(n)
        | What::Procedure(n)
        | What::Aggregate(n)
        | What::Counter { body: n, .. }
        | What::OfRow { body: n, .. }
        | What::OfEnum { body: n, .. }
        | What::Trigger { how: n, .. }
        | What::Rule { how: n, .. }
        | What::Policy { how: n, .. }
        | What::Publication { how: n, .. } => *n = random.below(6),
        What::Statistics { columns, .. } => columns.reverse(),
    }
}
