//! Whether a migration covers what a type declares.
use proc_macro2::TokenStream;
pub(crate) fn of_model(_: &crate::model::ast::Model) -> TokenStream {
    TokenStream::new()
}
pub(crate) fn of_enum(_: &crate::enumeration::EnumType) -> TokenStream {
    TokenStream::new()
}
pub(crate) fn features() -> Vec<String> {
    Vec::new()
}
