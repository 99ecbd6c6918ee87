//! What stands in the parentheses of `#[migration(…)]`.

use proc_macro2::TokenStream;
use syn::parse::Parser;
use syn::{Expr, ExprArray, ExprLit, Lit, LitStr, meta::ParseNestedMeta};

/// The attribute's arguments.
pub(super) struct Arguments {
    /// Whether the function is the way back.
    pub(super) down: bool,
    /// `depends_on = ["0001_initial"]`.
    pub(super) depends_on: Vec<LitStr>,
    /// `formerly = ["0002_old"]`.
    pub(super) formerly: Vec<LitStr>,
}

pub(super) fn parse(tokens: TokenStream) -> syn::Result<Arguments> {
    let mut arguments = Arguments { down: false, depends_on: Vec::new(), formerly: Vec::new() };
    let parser = syn::meta::parser(|meta| {
        if meta.path.is_ident("down") {
            arguments.down = true;
            Ok(())
        } else if meta.path.is_ident("depends_on") {
            arguments.depends_on = ids(&meta)?;
            Ok(())
        } else if meta.path.is_ident("formerly") {
            arguments.formerly = ids(&meta)?;
            Ok(())
        } else {
            Err(meta.error("expected `down`, `depends_on = [\"…\"]` or `formerly = [\"…\"]`"))
        }
    });
    let span = tokens.clone();
    parser.parse2(tokens)?;
    if arguments.down && !(arguments.depends_on.is_empty() && arguments.formerly.is_empty()) {
        return Err(syn::Error::new_spanned(
            span,
            "`depends_on` and `formerly` belong to the `#[migration]` of `up`",
        ));
    }
    Ok(arguments)
}

fn ids(meta: &ParseNestedMeta<'_>) -> syn::Result<Vec<LitStr>> {
    let array: ExprArray = meta.value()?.parse()?;
    let id = |element: Expr| {
        if let Expr::Lit(ExprLit { lit: Lit::Str(id), .. }) = element {
            return check(id);
        }
        let message = "expected the id of a migration, such as \"0001_initial\"";
        Err(syn::Error::new_spanned(element, message))
    };
    array.elems.into_iter().map(id).collect()
}

/// `0001_initial`, or `other_crate::0001_initial`.
fn check(id: LitStr) -> syn::Result<LitStr> {
    let value = id.value();
    let name = value.rsplit("::").next().unwrap_or_default();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if name.starts_with(|c: char| c.is_ascii_digit()) && name.chars().all(plain) {
        return Ok(id);
    }
    let hint = match name.strip_prefix('m') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("; the id of m{rest}.rs is \"{}\"", rest.trim_end_matches(".rs"))
        }
        Some(_) | None => String::new(),
    };
    Err(syn::Error::new(
        id.span(),
        format!("expected the id of a migration, such as \"0001_initial\"{hint}"),
    ))
}
