//! A function that records → the same with each step in a function of its own.
//!
//! The compiler gives every temporary of a function its own place on the stack, and optimises a function as a
//! whole: one with the thousand tables of a first migration would need more stack than a thread has, and
//! minutes to compile. As closures that are called at once its steps are as small as they look.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::{Expr, ExprMethodCall, FnArg, Ident, ItemFn, Pat, Stmt, parse_quote};

/// Below this many steps nothing is gained.
const MANY: usize = 16;

/// The function with its steps taken apart, where there are many. What is not plainly a step stays.
pub(super) fn apart(item: &ItemFn, is_code: bool) -> ItemFn {
    let mut item = item.clone();
    if is_code || item.block.stmts.len() < MANY {
        return item;
    }
    let Some(recorder) = recorder(&item).cloned() else { return item };
    for statement in &mut item.block.stmts {
        if let Stmt::Expr(Expr::MethodCall(call), Some(_)) = statement
            && records(call, &recorder)
        {
            *statement = parse_quote!((|| { #call; })(););
        }
    }
    item
}

/// The name of the first parameter.
fn recorder(item: &ItemFn) -> Option<&Ident> {
    match item.sig.inputs.first()? {
        FnArg::Typed(argument) => match &*argument.pat {
            Pat::Ident(name) => Some(&name.ident),
            _ => None,
        },
        FnArg::Receiver(_) => None,
    }
}

/// Whether the call begins at the recorder and cannot leave the function.
fn records(call: &ExprMethodCall, recorder: &Ident) -> bool {
    let mut first = &*call.receiver;
    while let Expr::MethodCall(call) = first {
        first = &call.receiver;
    }
    matches!(first, Expr::Path(path) if path.path.is_ident(recorder))
        && stays(call.to_token_stream())
}

fn stays(tokens: TokenStream) -> bool {
    tokens.into_iter().all(|token| match token {
        TokenTree::Ident(word) => {
            !["return", "break", "continue", "await"].iter().any(|leaves| word == leaves)
        }
        TokenTree::Punct(punct) => punct.as_char() != '?',
        TokenTree::Group(group) => stays(group.stream()),
        TokenTree::Literal(_) => true,
    })
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    fn function(statements: &[TokenStream]) -> ItemFn {
        parse_quote!(fn up(m: &mut Steps) { #(#statements)* })
    }

    #[test]
    fn many_steps_are_taken_apart_and_nothing_else() {
        let step = quote!(m.create_table(table("a")););
        let others = [
            quote!(let name = "b";),
            quote!(if name == "c" {
                return;
            }),
            quote!(other.create_table(name);),
            quote!(m.run(async |db| { db.execute("x").await?; Ok(()) });),
        ];
        let mut statements = vec![step.clone(); MANY];
        statements.extend(others.clone());
        let mut expected = vec![quote!((|| { m.create_table(table("a")); })();); MANY];
        expected.extend(others);
        let result = |statements: &[TokenStream], is_code| {
            apart(&function(statements), is_code).to_token_stream().to_string()
        };
        let text = |statements: &[TokenStream]| function(statements).to_token_stream().to_string();
        assert_eq!(result(&statements, false), text(&expected));
        assert_eq!(result(&statements, true), text(&statements));
        let few = std::slice::from_ref(&step);
        assert_eq!(result(few, false), text(few));
    }
}
