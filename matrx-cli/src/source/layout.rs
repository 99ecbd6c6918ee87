//! Lays an expression out as rustfmt does with its default settings, so that `cargo fmt` leaves the
//! file alone. Follows rustfmt's `chains.rs`, `overflow.rs` and `lists.rs` for the few kinds of
//! expression that a migration has.
//!
//! rustfmt gives up on a statement in which some line cannot be made to fit, and keeps it as it
//! stands; then any layout is stable.

use super::expr::{Call, Expr};
use super::literal::width;

const MAX_WIDTH: usize = 100;
const TAB: usize = 4;
/// `fn_call_width`, `array_width` and `chain_width`.
const SMALL: usize = 60;
/// `short_array_element_width_threshold`.
const SHORT_ELEMENT: usize = 10;

/// A statement inside of a function, with its indentation and its semicolon.
pub(super) fn statement(expr: &Expr) -> String {
    // the semicolon
    let shape = Shape { indent: TAB, offset: 0, width: MAX_WIDTH - TAB - 1 };
    // where one style gives up, the other one's answer is stable in both
    let text = [Style::Edition2024, Style::Edition2015]
        .into_iter()
        .find_map(|style| rewrite(expr, shape, Mode { style, flat: false }))
        .unwrap_or_else(|| unwrapped(expr, TAB));
    format!("{}{text};", " ".repeat(TAB))
}

/// rustfmt's `style_edition`; `cargo fmt` takes it from the package's edition.
#[derive(Clone, Copy, PartialEq)]
enum Style {
    /// Up to edition 2021: a literal that does not fit cannot be laid out.
    Edition2015,
    /// A literal is laid out whether it fits or not; the whole is looked at later.
    Edition2024,
}

#[derive(Clone, Copy)]
struct Mode {
    style: Style,
    /// A chain that breaks is no answer.
    flat: bool,
}

/// Where an expression begins and how much room it has on its first line.
#[derive(Clone, Copy)]
struct Shape {
    indent: usize,
    offset: usize,
    width: usize,
}

impl Shape {
    fn offset_left(self, by: usize) -> Option<Self> {
        let width = self.width.checked_sub(by)?;
        Some(Self { offset: self.offset + by, width, ..self })
    }

    fn sub_width(self, by: usize) -> Option<Self> {
        Some(Self { width: self.width.checked_sub(by)?, ..self })
    }

    fn block(self, by: usize) -> Self {
        let indent = self.indent + by;
        Self { indent, offset: 0, width: MAX_WIDTH.saturating_sub(indent) }
    }

    fn used(self) -> usize {
        self.indent + self.offset
    }

    fn rhs_overhead(self) -> usize {
        MAX_WIDTH.saturating_sub(self.used() + self.width)
    }

    fn new_line(self) -> String {
        format!("\n{}", " ".repeat(self.indent))
    }
}

fn rewrite(expr: &Expr, shape: Shape, mode: Mode) -> Option<String> {
    match expr {
        // A raw literal is never too wide for rustfmt; an ordinary one of several lines may be.
        Expr::Text(text) if text.starts_with('"') && text.contains('\n') => {
            fits(text.clone(), shape)
        }
        Expr::Text(text) => match mode.style {
            Style::Edition2015 if text.starts_with('"') => fits(text.clone(), shape),
            Style::Edition2015 | Style::Edition2024 => Some(text.clone()),
        },
        Expr::Tuple(items) => list(("", "(", ")"), items, shape, mode),
        Expr::Slice(items) => {
            Some(format!("&{}", list(("", "[", "]"), items, shape.offset_left(1)?, mode)?))
        }
        Expr::Call(call) => list((call.name, "(", ")"), &call.args, shape, mode),
        Expr::Chain(root, calls) => chain(root, calls, shape, mode),
    }
}

fn method(call: &Call, shape: Shape, mode: Mode) -> Option<String> {
    list((&format!(".{}", call.name), "(", ")"), &call.args, shape, mode)
}

/// `fits`: the text stands within the shape.
fn fits(text: String, shape: Shape) -> Option<String> {
    let mut lines = text.lines().map(width);
    let first = lines.next().unwrap_or(0);
    let others: Vec<usize> = lines.collect();
    let ok = first <= shape.width
        && others.iter().all(|width| *width <= MAX_WIDTH)
        && others.last().is_none_or(|last| *last <= shape.used() + shape.width);
    ok.then_some(text)
}

fn chain(root: &Expr, calls: &[Call], shape: Shape, mode: Mode) -> Option<String> {
    let mut first = rewrite(root, shape, mode)?;
    let mut ends_with_block = matches!(root, Expr::Call(_)) && first.contains('\n');
    let mut rest = calls;
    while first.len() <= TAB.saturating_sub(shape.offset)
        && let [call, others @ ..] = rest
    {
        let Some(text) = shape.offset_left(first.len()).and_then(|shape| method(call, shape, mode))
        else {
            break;
        };
        first.push_str(&text);
        ends_with_block = extendable(&first);
        rest = others;
    }
    let Some((last, middle)) = rest.split_last() else { return fits(first, shape) };
    let child = shape.block(if ends_with_block { 0 } else { TAB });
    let mut parts = vec![first];
    for call in middle {
        parts.push(method(call, child, mode)?);
    }
    let (last, one_line) = last_child(&parts, last, calls.len(), shape, child, mode)?;
    parts.push(last);
    if !one_line && mode.flat {
        return None;
    }
    let between = if one_line { String::new() } else { child.new_line() };
    fits(parts.join(&between), shape)
}

/// The last call of a chain, and whether the whole chain stands on one line (which the last call's
/// arguments may extend).
fn last_child(
    parts: &[String],
    last: &Call,
    count: usize,
    shape: Shape,
    child: Shape,
    mode: Mode,
) -> Option<(String, bool)> {
    let extendable = parts.first().is_some_and(|first| extendable(first));
    let almost_total = match parts {
        [first, ..] if extendable => width(first.lines().last().unwrap_or_default()),
        _ => parts.iter().map(|part| width(part)).sum(),
    };
    let limit = if count == 1 { shape.width } else { shape.width.min(SMALL) };
    let budget = limit.saturating_sub(almost_total);
    let all_in_one_line = parts.iter().all(|part| !part.contains('\n')) && budget > 0;
    let own_line = child.sub_width(shape.rhs_overhead());
    let room = match (all_in_one_line, extendable) {
        (true, _) => shape,
        (false, true) => child,
        (false, false) => own_line?,
    };
    // rustfmt lays it out so in any case, and gives the whole chain up where that fails
    let fallback = method(last, room, mode)?;
    if !all_in_one_line && !extendable {
        return Some((fallback, false));
    }
    let Some(text) = room.offset_left(almost_total).and_then(|s| method(last, s, mode)) else {
        return Some((fallback, false));
    };
    let lines = text.lines().count();
    let could_fit = width(text.lines().next().unwrap_or_default()) <= budget;
    if could_fit && lines >= 5 {
        return Some((text, all_in_one_line));
    }
    match method(last, own_line?, mode) {
        Some(other) if !could_fit || other.lines().count() < lines => Some((other, false)),
        Some(_) | None => Some((text, could_fit && all_in_one_line)),
    }
}

/// Whether more may follow on the text's last line: it holds closing brackets only.
fn extendable(text: &str) -> bool {
    let last = text.lines().last().unwrap_or_default();
    text.contains('\n') && last.chars().all(|c| matches!(c, '(' | ')' | ']' | '}' | ' '))
}

#[derive(Clone, Copy, PartialEq)]
enum Tactic {
    Horizontal,
    Vertical,
    Mixed,
}

/// Items between brackets, after a name.
fn list(
    (name, open, close): (&str, &str, &str),
    items: &[Expr],
    shape: Shape,
    mode: Mode,
) -> Option<String> {
    if items.is_empty() {
        return Some(format!("{name}{open}{close}"));
    }
    let one_line_width = shape.width.saturating_sub(name.len() + 2);
    let one_line_shape = shape
        .offset_left(name.len() + 1)
        .and_then(|shape| shape.sub_width(1))
        .unwrap_or(Shape { width: 0, ..shape });
    let nested = shape.block(TAB);
    // the comma
    let nested = Shape { width: nested.width.saturating_sub(1), ..nested };
    let mut texts: Vec<Option<String>> =
        items.iter().map(|item| rewrite(item, nested, mode)).collect();
    let tactic =
        overflow_last(name, items, &mut texts, one_line_width, one_line_shape, nested, mode);
    let texts: Vec<String> = texts.into_iter().collect::<Option<_>>()?;
    let inside = match tactic {
        Tactic::Horizontal => texts.join(", "),
        Tactic::Vertical => format!("{},", texts.join(&format!(",{}", nested.new_line()))),
        Tactic::Mixed => flow(&texts, nested),
    };
    let room = shape.width.saturating_sub(name.len());
    if tactic == Tactic::Horizontal && width(inside.lines().next().unwrap_or_default()) < room {
        return Some(format!("{name}{open}{inside}{close}"));
    }
    let end = Shape { offset: 0, ..shape }.new_line();
    Some(format!("{name}{open}{}{inside}{end}{close}", nested.new_line()))
}

/// Decides how the items stand; the last one may extend over lines of its own.
fn overflow_last(
    name: &str,
    items: &[Expr],
    texts: &mut [Option<String>],
    one_line_width: usize,
    one_line_shape: Shape,
    nested: Shape,
    mode: Mode,
) -> Tactic {
    let [.., last_item] = items else { return Tactic::Horizontal };
    let combine = items.len() == 1 && name.len() < TAB;
    let overflow = combine || (items.len() == 1 && overflows(last_item));
    let place = items.len() - 1;
    let mut overflowed = None;
    if overflow {
        let forced = !combine && matches!(last_item, Expr::Chain(..));
        let shape = if matches!(last_item, Expr::Call(_)) {
            Shape { width: one_line_shape.width.min(SMALL), ..one_line_shape }
        } else {
            one_line_shape
        };
        overflowed = rewrite(last_item, shape, Mode { flat: mode.flat || forced, ..mode });
        if let Some(text) = &overflowed {
            texts[place] = text.lines().next().map(str::to_owned);
        }
    }
    let tactic = one_line(texts, one_line_width);
    if let (Tactic::Horizontal, Some(text)) = (tactic, &overflowed) {
        let own = rewrite(last_item, nested, mode).filter(|own| !own.contains('\n'));
        texts[place] = match own {
            Some(own) if text.matches('\n').count() == 1 => Some(own),
            Some(_) | None => Some(text.clone()),
        };
        return tactic;
    }
    texts[place] = rewrite(last_item, nested, mode);
    if let ([Some(text)], true) = (&*texts, one_line_width > 0)
        && !text.contains('\n')
        && width(text) <= one_line_width
    {
        return Tactic::Horizontal;
    }
    let tactic = one_line(texts, one_line_width);
    let short = |text: &Option<String>| text.as_ref().is_none_or(|t| t.len() <= SHORT_ELEMENT);
    let simple = items.iter().all(|item| matches!(item, Expr::Text(_)));
    if tactic == Tactic::Vertical && simple && texts.iter().all(short) {
        return Tactic::Mixed;
    }
    tactic
}

/// Whether rustfmt lets such an only argument extend over several lines.
fn overflows(expr: &Expr) -> bool {
    match expr {
        Expr::Text(_) => false,
        Expr::Tuple(_) | Expr::Slice(_) | Expr::Call(_) | Expr::Chain(..) => true,
    }
}

fn one_line(texts: &[Option<String>], room: usize) -> Tactic {
    let widths: usize = texts.iter().flatten().map(|text| width(text)).sum();
    let total = widths + 2 * (texts.len() - 1);
    let multi_line = texts.iter().flatten().any(|text| text.contains('\n'));
    if total <= room.min(SMALL) && !multi_line { Tactic::Horizontal } else { Tactic::Vertical }
}

/// As many items a line as fit.
fn flow(texts: &[String], shape: Shape) -> String {
    let mut out = String::new();
    let mut line = 0;
    for text in texts {
        let total = width(text) + 1;
        if line > 0 && line + 1 + total > shape.width {
            out.push_str(&shape.new_line());
            line = 0;
        } else if line > 0 {
            out.push(' ');
            line += 1;
        }
        out.push_str(text);
        out.push(',');
        line += total;
    }
    out
}

/// A readable layout for what rustfmt leaves alone: each call of a chain on a line of its own.
fn unwrapped(expr: &Expr, indent: usize) -> String {
    let pad = " ".repeat(indent + TAB);
    match expr {
        Expr::Text(text) => text.clone(),
        Expr::Tuple(items) => format!("({})", flat_items(items)),
        Expr::Slice(items) => format!("&[{}]", flat_items(items)),
        Expr::Call(call) => format!("{}({})", call.name, unwrapped_args(&call.args, indent)),
        Expr::Chain(root, calls) => {
            let mut out = unwrapped(root, indent);
            for (place, call) in calls.iter().enumerate() {
                if place > 0 || out.len() > TAB {
                    out.push('\n');
                    out.push_str(&pad);
                }
                let inner = if place == 0 && out.len() <= TAB { indent } else { indent + TAB };
                out.push_str(&format!(".{}({})", call.name, unwrapped_args(&call.args, inner)));
            }
            out
        }
    }
}

fn unwrapped_args(args: &[Expr], indent: usize) -> String {
    let pad = " ".repeat(indent + TAB);
    if let [arg @ Expr::Chain(..)] = args {
        return format!("\n{pad}{},\n{}", unwrapped(arg, indent + TAB), " ".repeat(indent));
    }
    flat_items(args)
}

fn flat_items(items: &[Expr]) -> String {
    // far to the right no chain is broken
    items.iter().map(flat).collect::<Vec<_>>().join(", ")
}

fn flat(expr: &Expr) -> String {
    match expr {
        Expr::Text(text) => text.clone(),
        Expr::Tuple(items) => format!("({})", flat_items(items)),
        Expr::Slice(items) => format!("&[{}]", flat_items(items)),
        Expr::Call(call) => format!("{}({})", call.name, flat_items(&call.args)),
        Expr::Chain(root, calls) => {
            let mut out = flat(root);
            for call in calls {
                out.push_str(&format!(".{}({})", call.name, flat_items(&call.args)));
            }
            out
        }
    }
}
