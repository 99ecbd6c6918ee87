use crate::schema::SequenceOptions;

/// The options without those that are PostgreSQL's defaults for the type and the direction.
pub(super) fn without_defaults(options: SequenceOptions, ty: &str) -> SequenceOptions {
    let SequenceOptions { start, increment, min, max, cache, cycle } = options;
    let (type_min, type_max) = match ty {
        "smallint" => (i64::from(i16::MIN), i64::from(i16::MAX)),
        "integer" => (i64::from(i32::MIN), i64::from(i32::MAX)),
        _ => (i64::MIN, i64::MAX),
    };
    let increment = increment.unwrap_or(1);
    let (default_min, default_max) = if increment > 0 { (1, type_max) } else { (type_min, -1) };
    let min = min.unwrap_or(default_min);
    let max = max.unwrap_or(default_max);
    let default_start = if increment > 0 { min } else { max };
    let differs = |value: i64, default: i64| (value != default).then_some(value);
    SequenceOptions {
        start: start.and_then(|start| differs(start, default_start)),
        increment: differs(increment, 1),
        min: differs(min, default_min),
        max: differs(max, default_max),
        cache: cache.and_then(|cache| differs(cache, 1)),
        cycle,
    }
}
