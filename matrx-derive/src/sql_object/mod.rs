//! `view!`, `function!` and their kin: an object that is said as SQL → its registration.
//!
//! What goes in is its name, as `COMMENT ON` takes it, and the SQL that makes it. What the SQL means
//! is the server's matter; here only its beginning is looked at.

mod kind;
mod privilege;
mod read;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use sha2::{Digest, Sha256};

use self::read::SqlObject;
use crate::mistakes::Mistakes;
use crate::model::ast::{Model, Name};
use crate::model::expand::name;
use crate::{coverage, crate_info, text};

/// What a macro of this name makes of its input.
pub(crate) fn object(macro_name: &str, input: TokenStream) -> TokenStream {
    let mut mistakes = Mistakes::default();
    let read = kind::kind(macro_name).and_then(|kind| read::read(kind, input, &mut mistakes));
    match read {
        Some(object) if mistakes.is_empty() => {
            let mut tokens = expand(&object);
            tokens.extend(coverage::of_sql_object(&object.declaration, object.span));
            tokens
        }
        _ => mistakes.into_tokens(),
    }
}

/// `schema!("extensions")`, `schema!("auth", comment = "…")`.
pub(crate) fn schema(input: TokenStream) -> TokenStream {
    let mut mistakes = Mistakes::default();
    let read = read::schema(input, &mut mistakes).filter(|_| mistakes.is_empty());
    let Some(read::Namespace { own, comment, krate }) = read else {
        return mistakes.into_tokens();
    };
    let krate = krate.unwrap_or_else(crate_info::core);
    let crate_name = crate_info::name();
    let crate_entry = crate_info::entry();
    let comment = option(comment.map(|comment| quote!(#comment)));
    quote! {
        const _: () = {
            use #krate::__private as __matrx;
            static __SCHEMA: __matrx::Namespace = __matrx::Namespace {
                name: #own,
                comment: #comment,
                crate_name: #crate_name,
            };
            __matrx::submit! { __matrx::NamespaceEntry(&__SCHEMA) }
            #crate_entry
        };
    }
}

/// What the check at compile time compares: which object, and a short hash of all that is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Declaration {
    /// `view "active_users"`.
    pub(crate) object: String,
    /// The first 16 digits of the SHA-256.
    pub(crate) digest: String,
}

impl Declaration {
    /// As `schema.lock` has it.
    pub(crate) fn text(&self) -> String {
        format!("{} {}", self.object, self.digest)
    }
}

/// The view that a model with a query declares.
pub(crate) fn of_view(model: &Model) -> Option<Declaration> {
    let query = model.view.as_ref().filter(|query| !query.is_empty())?;
    let mut object = format!("view {}", text::quoted(&model.table.name));
    if let Some(schema) = &model.table.schema {
        object.push_str(&format!(" {}", text::quoted(schema)));
    }
    Some(declaration(&object, query, model.comment.as_deref()))
}

fn declaration(object: &str, sql: &str, comment: Option<&str>) -> Declaration {
    let comment = comment.map(text::quoted).unwrap_or_default();
    let hash = Sha256::digest(format!("{object}\0{}\0{comment}", sql.replace("\r\n", "\n")));
    let digest = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    Declaration { object: object.to_owned(), digest }
}

fn expand(object: &SqlObject) -> TokenStream {
    let SqlObject { kind, krate, own, signature, relation, sql, comment, declaration, span: _ } =
        object;
    let krate = krate.clone().unwrap_or_else(crate_info::core);
    let variant = proc_macro2::Ident::new(kind.variant, Span::call_site());
    let crate_name = crate_info::name();
    let crate_entry = crate_info::entry();
    let own = name(own);
    let relation = option(relation.as_ref().map(|relation: &Name| name(relation)));
    let comment = option(comment.as_ref().map(|comment| quote!(#comment)));
    let declaration = declaration.text();
    quote! {
        const _: () = {
            use #krate::__private as __matrx;
            static __OBJECT: __matrx::SqlObject = __matrx::SqlObject {
                kind: __matrx::ObjectKind::#variant,
                name: #own,
                signature: #signature,
                relation: #relation,
                sql: #sql,
                comment: #comment,
                crate_name: #crate_name,
                module: ::core::module_path!(),
                line: ::core::line!(),
                declaration: #declaration,
            };
            __matrx::submit! { __matrx::SqlObjectEntry(&__OBJECT) }
            #crate_entry
        };
    }
}

fn option(value: Option<TokenStream>) -> TokenStream {
    match value {
        Some(value) => quote!(__matrx::Some(#value)),
        None => quote!(__matrx::None),
    }
}
