use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::Visibility;
use syn::ext::IdentExt;

use super::super::ast::{Column, Manager, Model};
use super::fields::{self, Of, bound_type};
use super::unique::{self, Unique};
use super::{constant, has_default, is_insertable};

/// What an embedded struct gives the managers of its models.
pub(in super::super) fn embedded(model: &Model) -> TokenStream {
    let ident = &model.ident;
    let fields = fields::implement(model, Of::Record, ident);
    let renamed = renamed(model);
    quote! {
        #fields
        #[automatically_derived]
        impl __matrx::manager::EmbeddedFields for #ident {
            const RENAMED: &'static __matrx::manager::Renamed = #renamed;
        }
    }
}

/// The visible structs, and what goes into the model's own block.
pub(in super::super) fn expand(model: &Model, manager: &Manager) -> (TokenStream, TokenStream) {
    let Manager { name, new, derives } = manager;
    let (ident, vis) = (&model.ident, &model.vis);
    let of_manager = format!("Reads and writes rows of [`{}`].", ident.unraw());
    let of_new =
        format!("A row of [`{}`] to be inserted. What is `None` has its default.", ident.unraw());
    let derives = derives.as_ref().map(|derives| quote!(#[derive(#derives)]));
    // The rows of a view are read only.
    let is_table = model.view.is_none();
    let new_struct = is_table.then(|| {
        let fields = new_fields(model);
        quote! {
            #[doc = #of_new]
            #derives
            #vis struct #new { #(#fields,)* }
        }
    });
    let beside = quote! {
        #[doc = #of_manager]
        #vis struct #name;
        #new_struct
    };
    let new_type = if is_table { quote!(#new) } else { quote!(__matrx::manager::ReadOnly) };
    let of_new = is_table.then(|| {
        let fields = fields::implement(model, Of::New, new);
        quote! {
            #fields
            #[automatically_derived]
            impl __matrx::manager::Writable for #ident {}
        }
    });
    let record_fields = fields::implement(model, Of::Record, ident);
    let renamed = renamed(model);
    let columns = model.columns.iter().map(|column| column_constant(model, column));
    let methods = unique::uniques(model).into_iter().map(|unique| methods(model, &unique));
    let key = unique::primary_key(model).map(|columns| {
        let ty = key_type(&columns);
        quote! {
            #[automatically_derived]
            impl __matrx::manager::HasKey for #ident {
                type Key = #ty;
            }
        }
    });
    let upsert = unique::of_upsert(model).map(|columns| {
        let names = columns.iter().map(|column| &column.name);
        quote! {
            #[automatically_derived]
            impl __matrx::manager::HasUpsertKey for #ident {
                const COLUMNS: &'static [&'static __matrx::str] = &[#(#names),*];
            }
        }
    });
    let inside = quote! {
        static __PREPARED: __matrx::manager::Prepared =
            __matrx::manager::Prepared::new(&__MODEL, #renamed);
        #record_fields
        #of_new
        #[automatically_derived]
        impl __matrx::manager::Managed for #ident {
            type New = #new_type;
            fn prepared() -> &'static __matrx::manager::Prepared {
                &__PREPARED
            }
        }
        #key
        #upsert
        #[automatically_derived]
        impl __matrx::Deref for #name {
            type Target = __matrx::manager::Manager<#ident>;
            #[inline]
            fn deref(&self) -> &__matrx::manager::Manager<#ident> {
                &__matrx::manager::Manager::NEW
            }
        }
        #[automatically_derived]
        impl #name {
            #(#columns)*
            #(#methods)*
        }
    };
    (beside, inside)
}

fn new_fields(model: &Model) -> Vec<TokenStream> {
    let mut fields = Vec::new();
    let mut embeds = model.embeds.iter().peekable();
    for at in 0..=model.columns.len() {
        while let Some(embed) = embeds.next_if(|embed| embed.at <= at) {
            let (vis, ident, ty) = (&embed.vis, own(&embed.ident), &embed.whole);
            let doc = format!("The columns of `{}`.", embed.rust_name);
            fields.push(quote!(#[doc = #doc] #vis #ident: #ty));
        }
        let Some(column) = model.columns.get(at).filter(|column| is_insertable(column)) else {
            continue;
        };
        let (vis, ident, ty) = (&column.vis, own(&column.ident), &column.whole);
        let doc = format!("The column `{}`.", column.name.escape_default());
        let ty =
            if has_default(column) { quote!(::core::option::Option<#ty>) } else { quote!(#ty) };
        fields.push(quote!(#[doc = #doc] #vis #ident: #ty));
    }
    fields
}

/// The same name at the macro's own place, so that nobody is warned of a field that is not read.
fn own(ident: &Ident) -> Ident {
    let mut ident = ident.clone();
    ident.set_span(Span::call_site());
    ident
}

fn renamed(model: &Model) -> TokenStream {
    let own: Vec<TokenStream> = model
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.name != column.row_name)
        .map(|(at, column)| {
            let row_name = &column.row_name;
            quote!((#at, #row_name))
        })
        .collect();
    if own.is_empty() && model.embeds.is_empty() {
        return quote!(__matrx::manager::Renamed::NONE);
    }
    let embedded = model.embeds.iter().map(|embed| {
        let ty = &embed.ty;
        quote!(<#ty as __matrx::manager::EmbeddedFields>::RENAMED)
    });
    quote!(&__matrx::manager::Renamed { own: &[#(#own),*], embedded: &[#(#embedded),*] })
}

fn column_constant(model: &Model, column: &Column) -> TokenStream {
    let (ident, vis, name, ty) = (&model.ident, &column.vis, &column.name, bound_type(column));
    let constant = Ident::new(&constant(column), Span::call_site());
    let doc = format!("The column `{}`.", name.escape_default());
    quote! {
        #[doc = #doc]
        #vis const #constant: __matrx::manager::Column<#ident, #ty> =
            __matrx::manager::Column::new(#name);
    }
}

fn key_type(columns: &[&Column]) -> TokenStream {
    let types: Vec<TokenStream> = columns.iter().map(|column| bound_type(column)).collect();
    match types.as_slice() {
        [ty] => ty.clone(),
        types => quote!(__matrx::manager::Composite<(#(#types),*)>),
    }
}

fn methods(model: &Model, unique: &Unique<'_>) -> TokenStream {
    let (ident, columns) = (&model.ident, &unique.columns);
    let manager = model.manager.as_ref();
    let new = manager.map(|manager| &manager.new);
    let vis =
        columns.iter().map(|column| &column.vis).find(|vis| !matches!(vis, Visibility::Public(_)));
    let vis = vis.or_else(|| columns.first().map(|column| &column.vis));
    let names: Vec<&String> = columns.iter().map(|column| &column.name).collect();
    let arguments: Vec<Ident> = columns.iter().map(|column| own(&column.ident)).collect();
    let types = columns.iter().map(|column| bound_type(column));
    let key_type = key_type(columns);
    let key = match arguments.as_slice() {
        [only] => quote!(#only),
        all => quote!((#(#all),*)),
    };
    let find = format_ident!("find_by_{}", unique.name());
    // A column may be called like this.
    let executor = Ident::new("executor", Span::mixed_site());
    let doc = "The row with this value, if there is one: it is unique.";
    let found = quote! {
        #[doc = #doc]
        #vis fn #find<'e>(
            &self,
            #executor: impl __matrx::PgExecutor<'e> + 'e,
            #(#arguments: impl __matrx::manager::Argument<#types>),*
        ) -> __matrx::manager::Answer<'e, __matrx::Option<#ident>> {
            __matrx::manager::find_by::<#ident, #key_type>(&[#(#names),*], #executor, #key)
        }
    };
    let upsert = unique.resolves.then(|| {
        let upsert = format_ident!("upsert_by_{}", unique.name());
        let vis = &model.vis;
        quote! {
            /// Inserts a row, or updates the one that has this value already.
            #vis fn #upsert<'e>(
                &self,
                executor: impl __matrx::PgExecutor<'e> + 'e,
                row: impl __matrx::Borrow<#new>,
            ) -> __matrx::manager::Answer<'e, #ident> {
                __matrx::manager::upsert_by::<#ident>(&[#(#names),*], executor, row)
            }
        }
    });
    quote!(#found #upsert)
}
