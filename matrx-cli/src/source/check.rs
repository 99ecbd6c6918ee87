//! Reads a printed file back: even a mistake in the escaping must not add code to a project.

use syn::{Expr, ExprLit, File, Item, ItemFn, Lit, ReturnType, Safety, Stmt, UnOp, UseTree};

use super::draft::Draft;

/// A printed file that is not what was meant: a mistake of matrx.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the source would not say what was meant ({what}); nothing is written; this is a mistake in matrx: \
     please report it with the tables concerned"
)]
pub struct SourceError {
    what: String,
}

impl SourceError {
    pub(super) fn new(what: String) -> Self {
        Self { what }
    }
}

/// Checks that `text` is the import, `up`, and `down` where there is one, each with as many calls
/// as it has steps, and that the calls are made of literals and our own functions only.
pub(super) fn check(text: &str, draft: &Draft) -> Result<(), SourceError> {
    let wrong = SourceError::new;
    let file: File =
        syn::parse_file(text).map_err(|error| wrong(format!("it does not parse: {error}")))?;
    if !file.attrs.iter().all(|attribute| attribute.path().is_ident("doc")) {
        return Err(wrong("it has an attribute".to_owned()));
    }
    let mut items = file.items.iter();
    match items.next() {
        Some(Item::Use(import)) if is_our_import(&import.tree) => {}
        Some(_) | None => return Err(wrong("its import is another".to_owned())),
    }
    let mut functions = vec![("up", draft.up.len())];
    functions.extend(draft.down.as_ref().map(|down| ("down", down.len())));
    for (name, steps) in functions {
        match items.next() {
            Some(Item::Fn(function)) => check_function(function, name, steps).map_err(wrong)?,
            Some(_) | None => return Err(wrong(format!("it has no {name}"))),
        }
    }
    match items.next() {
        Some(_) => Err(wrong("it has another item".to_owned())),
        None => Ok(()),
    }
}

fn is_our_import(tree: &UseTree) -> bool {
    let UseTree::Path(first) = tree else { return false };
    let UseTree::Path(second) = &*first.tree else { return false };
    first.ident == "matrx_core"
        && second.ident == "migration"
        && matches!(&*second.tree, UseTree::Glob(_))
}

fn check_function(function: &ItemFn, name: &str, steps: usize) -> Result<(), String> {
    let signature = &function.sig;
    let plain = matches!(signature.safety, Safety::Default)
        && signature.asyncness.is_none()
        && signature.generics.params.is_empty()
        && signature.inputs.len() == 1
        && matches!(signature.output, ReturnType::Default);
    let attributes = match &*function.attrs {
        [attribute] => attribute.path().is_ident("migration"),
        _ => false,
    };
    if signature.ident != name || !plain || !attributes {
        return Err(format!("{name} has another signature"));
    }
    if function.block.stmts.len() != steps {
        return Err(format!("{name} has another number of steps"));
    }
    function.block.stmts.iter().try_for_each(|statement| match statement {
        Stmt::Expr(expr @ Expr::MethodCall(_), Some(_)) => check_expr(expr),
        Stmt::Expr(..) | Stmt::Local(_) | Stmt::Item(_) | Stmt::Macro(_) => {
            Err(format!("{name} has a statement that is no call"))
        }
    })
}

fn check_expr(expr: &Expr) -> Result<(), String> {
    if let Expr::MethodCall(call) = expr {
        check_expr(&call.receiver)?;
        return call.args.iter().try_for_each(check_expr);
    }
    if let Expr::Call(call) = expr {
        check_expr(&call.func)?;
        return call.args.iter().try_for_each(check_expr);
    }
    if let Expr::Tuple(tuple) = expr {
        return tuple.elems.iter().try_for_each(check_expr);
    }
    if let Expr::Reference(reference) = expr
        && let Expr::Array(array) = &*reference.expr
    {
        return array.elems.iter().try_for_each(check_expr);
    }
    if let Expr::Unary(unary) = expr
        && matches!(unary.op, UnOp::Neg(_))
    {
        return check_expr(&unary.expr);
    }
    let known = if let Expr::Path(path) = expr {
        path.qself.is_none() && path.path.get_ident().is_some()
    } else {
        matches!(expr, Expr::Lit(ExprLit { lit: Lit::Str(_) | Lit::Int(_), .. }))
    };
    if known { Ok(()) } else { Err("a call has an argument that is no literal".to_owned()) }
}
