//! What a model with a mistake gets instead, so that one mistake does not bring thirty errors: it can be
//! referenced and embedded, whatever the other side expects of it.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, GenericParam, Path, parse_quote};

pub(super) fn expand(input: &DeriveInput, krate: &Path) -> TokenStream {
    let ident = &input.ident;
    let (_, ty_generics, where_clause) = input.generics.split_for_impl();
    let own: Vec<&GenericParam> = input.generics.params.iter().collect();
    let (lifetimes, others): (Vec<_>, Vec<_>) =
        own.into_iter().partition(|parameter| matches!(parameter, GenericParam::Lifetime(_)));
    let others: Vec<GenericParam> = others.into_iter().cloned().map(without_default).collect();
    let generics = |first: &[GenericParam]| quote!(<#(#lifetimes,)* #(#others,)* #(#first,)*>);
    let any: GenericParam = parse_quote!(__MatrxT);
    let number: GenericParam = parse_quote!(const __MATRX_N: __matrx::u64);
    let (plain, keyed, field) =
        (generics(&[]), generics(std::slice::from_ref(&any)), generics(&[number, any.clone()]));
    let column = quote!(
        const COLUMN: &'static __matrx::str = "";
    );
    quote! {
        const _: () = {
            use #krate::__private as __matrx;
            #[automatically_derived]
            impl #plain __matrx::Modelled for #ident #ty_generics #where_clause {
                const TABLE: __matrx::ObjectName = __matrx::ObjectName::EMPTY;
            }
            #[automatically_derived]
            impl #plain __matrx::Embeddable for #ident #ty_generics #where_clause {
                const BODY: &'static __matrx::Body = &__matrx::Body::EMPTY;
            }
            #[automatically_derived]
            impl #keyed __matrx::Keyed<__MatrxT> for #ident #ty_generics #where_clause { #column }
            #[automatically_derived]
            impl #field __matrx::Field<__MATRX_N, __MatrxT> for #ident #ty_generics #where_clause {
                #column
            }
            #[automatically_derived]
            impl #field __matrx::KeyPart<__MATRX_N, __MatrxT> for #ident #ty_generics #where_clause {
                #column
            }
        };
    }
}

fn without_default(mut parameter: GenericParam) -> GenericParam {
    match &mut parameter {
        GenericParam::Type(ty) => {
            ty.default = None;
        }
        GenericParam::Const(constant) => {
            constant.default = None;
        }
        GenericParam::Lifetime(_) => {}
    }
    parameter
}
