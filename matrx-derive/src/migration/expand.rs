//! The registration.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::arguments::Arguments;
use super::checksum;
use super::item::Function;
use super::steps;

pub(super) fn expand(arguments: &Arguments, function: &Function) -> TokenStream {
    let item = &steps::apart(&function.item, function.is_code);
    let name = &item.sig.ident;
    let body = if function.is_code {
        // the span makes a wrong signature an error at the function
        let run = quote_spanned!(name.span()=> steps.run(#name););
        quote!(|steps| { #run })
    } else {
        quote!(#name)
    };
    let registration = if arguments.down {
        quote! {
            ::matrx_core::__private::inventory::submit! {
                ::matrx_core::migration::LinkedDown {
                    module_path: ::core::module_path!(),
                    file: ::core::file!(),
                    down: #body,
                }
            }
        }
    } else {
        let Arguments { down: _, depends_on, formerly } = arguments;
        let checksum = checksum::of_file(Span::call_site())
            .unwrap_or_else(|| checksum::of_item(&function.item.to_token_stream()));
        quote! {
            ::matrx_core::__private::inventory::submit! {
                ::matrx_core::migration::LinkedUp {
                    module_path: ::core::module_path!(),
                    file: ::core::file!(),
                    depends_on: &[#(#depends_on),*],
                    formerly: &[#(#formerly),*],
                    checksum: #checksum,
                    up: #body,
                }
            }
        }
    };
    quote!(#item #registration)
}
