//! Tokens → text that is the same before and after rustfmt.
//!
//! rustfmt changes more than white space: trailing commas, the braces of a match arm or a closure
//! that hold one expression, the order and the braces of imports, a final `return x` without a
//! semicolon, doubled parentheses. Each of them has one form here.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// The tokens, a space apart, in their one form.
pub(super) fn text(tokens: TokenStream) -> String {
    let mut out = String::new();
    write(&trees(tokens), &mut out);
    out
}

/// The tokens without doc attributes, and without what a renumbering adds to `#[migration]`: the file
/// is still the one that databases have applied.
fn trees(tokens: TokenStream) -> Vec<TokenTree> {
    let all: Vec<TokenTree> = tokens.into_iter().collect();
    let mut kept = Vec::with_capacity(all.len());
    let mut at = 0;
    while let Some(tree) = all.get(at) {
        if let Some(length) = doc_attribute(&all[at..]) {
            at += length;
        } else {
            kept.push(tree.clone());
            at += 1;
        }
    }
    if let [TokenTree::Ident(name), TokenTree::Group(arguments)] = &*kept
        && name == "migration"
    {
        match without_formerly(arguments) {
            Some(arguments) => kept[1] = TokenTree::Group(arguments),
            None => kept.truncate(1),
        }
    }
    kept
}

/// The arguments of `#[migration]` without `formerly = […]`; `None` where there is no other.
fn without_formerly(arguments: &Group) -> Option<Group> {
    let all: Vec<TokenTree> = arguments.stream().into_iter().collect();
    let is_formerly = |argument: &[TokenTree]| match argument.first() {
        Some(TokenTree::Ident(name)) => name == "formerly",
        Some(TokenTree::Group(_) | TokenTree::Punct(_) | TokenTree::Literal(_)) | None => false,
    };
    let kept: Vec<TokenTree> = all
        .split_inclusive(|tree| is_punct(Some(tree), ','))
        .filter(|argument| !is_formerly(argument))
        .flatten()
        .cloned()
        .collect();
    (kept.len() == all.len() || !kept.is_empty())
        .then(|| Group::new(arguments.delimiter(), kept.into_iter().collect()))
}

fn write(trees: &[TokenTree], out: &mut String) {
    let mut at = 0;
    while let Some(tree) = trees.get(at) {
        if let Some(length) = imports(trees, at, out) {
            at += length;
            continue;
        }
        match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let arm =
                    at >= 2 && is_punct(trees.get(at - 2), '=') && is_punct(trees.get(at - 1), '>');
                let closure = at >= 1 && is_punct(trees.get(at - 1), '|');
                block(group, arm || closure, out);
                if arm {
                    let comma = is_punct(trees.get(at + 1), ',');
                    at += usize::from(comma);
                    if at + 1 < trees.len() {
                        out.push_str(", ");
                    }
                }
            }
            TokenTree::Group(group) => {
                let inner = single_parentheses(group);
                let (open, close) = match inner.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace | Delimiter::None => ("", ""),
                };
                out.push_str(open);
                write(&self::trees(inner.stream()), out);
                out.push_str(close);
            }
            TokenTree::Punct(punct) if punct.as_char() == ',' && ends_list(trees.get(at + 1)) => {}
            TokenTree::Punct(punct) => {
                out.push(punct.as_char());
                out.push(' ');
            }
            TokenTree::Ident(ident) => {
                out.push_str(&ident.to_string());
                out.push(' ');
            }
            TokenTree::Literal(literal) => {
                out.push_str(&literal.to_string());
                out.push(' ');
            }
        }
        at += 1;
    }
}

/// A comma before the end, or before the body after a `where`, separates nothing.
fn ends_list(next: Option<&TokenTree>) -> bool {
    match next {
        None => true,
        Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Brace,
        Some(TokenTree::Punct(_) | TokenTree::Ident(_) | TokenTree::Literal(_)) => false,
    }
}

/// A block; without its braces where it may go without and holds one expression.
fn block(group: &Group, may_go_without: bool, out: &mut String) {
    let mut inside = trees(group.stream());
    if is_punct(inside.last(), ';') && jumps(last_statement(&inside)) {
        inside.pop();
    }
    let one_expression = !inside.is_empty() && !inside.iter().any(|tree| is_punct(Some(tree), ';'));
    let bare = may_go_without && one_expression;
    if let ([TokenTree::Group(inner)], true) = (&*inside, bare)
        && inner.delimiter() == Delimiter::Brace
    {
        return block(inner, true, out);
    }
    out.push_str(if bare { "" } else { "{" });
    write(&inside, out);
    out.push_str(if bare { "" } else { "}" });
}

/// The last statement's tokens, its semicolon among them.
fn last_statement(trees: &[TokenTree]) -> &[TokenTree] {
    let before = trees.len().saturating_sub(1);
    let ends = |tree: &TokenTree| is_punct(Some(tree), ';') || is_brace(tree);
    let start = trees[..before].iter().rposition(ends).map_or(0, |place| place + 1);
    &trees[start..]
}

fn jumps(statement: &[TokenTree]) -> bool {
    match statement.first() {
        Some(TokenTree::Ident(ident)) => {
            ident == "return" || ident == "break" || ident == "continue"
        }
        Some(TokenTree::Group(_) | TokenTree::Punct(_) | TokenTree::Literal(_)) | None => false,
    }
}

/// `((a))` is `(a)`; but `((a, b))` is an argument that is a tuple.
fn single_parentheses(group: &Group) -> Group {
    let mut group = group.clone();
    while group.delimiter() == Delimiter::Parenthesis {
        let inside = trees(group.stream());
        let [TokenTree::Group(inner)] = &*inside else { break };
        let comma = inner.stream().into_iter().any(|tree| is_punct(Some(&tree), ','));
        if inner.delimiter() != Delimiter::Parenthesis || comma || inner.stream().is_empty() {
            break;
        }
        group = inner.clone();
    }
    group
}

/// A run of imports, each path for itself, sorted. Yields how many tokens it has.
fn imports(trees: &[TokenTree], at: usize, out: &mut String) -> Option<usize> {
    let starts = |at: usize| match at.checked_sub(1).and_then(|before| trees.get(before)) {
        None => true,
        Some(tree) => is_punct(Some(tree), ';') || is_brace(tree) || is_bracket(tree),
    };
    let mut paths = Vec::new();
    let mut end = at;
    while matches!(trees.get(end), Some(TokenTree::Ident(ident)) if ident == "use") && starts(end) {
        let length = trees[end..].iter().position(|tree| is_punct(Some(tree), ';'))?;
        flatten("", &trees[end + 1..end + length], &mut paths);
        end += length + 1;
    }
    if end == at {
        return None;
    }
    paths.sort();
    for path in paths {
        out.push_str(&format!("use {path}; "));
    }
    Some(end - at)
}

/// `a::{b, c::d}` → `a::b`, `a::c::d`.
fn flatten(prefix: &str, trees: &[TokenTree], paths: &mut Vec<String>) {
    for piece in trees.split(|tree| is_punct(Some(tree), ',')) {
        let mut path = prefix.to_owned();
        let mut group = None;
        for tree in piece {
            match tree {
                TokenTree::Group(inner) => group = Some(inner),
                TokenTree::Ident(ident) => {
                    let spaced = ident == "as" || path.ends_with(" as");
                    path.push_str(if spaced { " " } else { "" });
                    path.push_str(&ident.to_string());
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => path.push_str(&tree.to_string()),
            }
        }
        match group {
            Some(group) => {
                flatten(&path, &group.stream().into_iter().collect::<Vec<_>>(), paths);
            }
            None if path == prefix => {}
            None => paths.push(path),
        }
    }
}

/// How many trees a doc attribute at the start of `trees` has: `# [doc …]` or `# ! [doc …]`.
fn doc_attribute(trees: &[TokenTree]) -> Option<usize> {
    if !is_punct(trees.first(), '#') {
        return None;
    }
    let place = if is_punct(trees.get(1), '!') { 2 } else { 1 };
    let Some(TokenTree::Group(group)) = trees.get(place) else { return None };
    match group.stream().into_iter().next() {
        Some(TokenTree::Ident(ident)) if ident == "doc" => Some(place + 1),
        Some(_) | None => None,
    }
}

fn is_punct(tree: Option<&TokenTree>, c: char) -> bool {
    matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == c)
}

fn is_brace(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

fn is_bracket(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket)
}
