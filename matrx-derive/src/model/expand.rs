//! A sound model → the data that registers it, and the impls by which others reference it.
//!
//! Every token here is paid for by each model of each user: data only, written as what differs from a
//! constant, no closure, no function per column.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use super::ast::{
    Action, Check, Column, ColumnRef, Deferral, Exclude, ForeignKey, Identity, Index, IndexKey,
    Item, Key, Model, Name, PrimaryKey, Target, TypeSource, Unique, Validity, Value,
};
use super::{declare, manager, setting};
use crate::{crate_info, sql_object, text};

pub(super) fn expand(model: &Model) -> TokenStream {
    let krate = &model.krate;
    let ident = &model.ident;
    let body = body(model);
    if model.embedded {
        let bound = model.manager.is_some().then(|| manager::embedded(model));
        return quote! {
            const _: () = {
                use #krate::__private as __matrx;
                #[automatically_derived]
                impl __matrx::Embeddable for #ident {
                    const BODY: &'static __matrx::Body = &#body;
                }
                #bound
            };
        };
    }
    let rust_name = ident.to_string();
    let crate_name = crate_info::name();
    let crate_entry = crate_info::entry();
    let table = name(&model.table);
    let declaration = declare::of_struct(model);
    let unmanaged = model.unmanaged.then(|| quote!(unmanaged: true,));
    let view = model.view.as_ref().map(|query| {
        let declaration = sql_object::of_view(model).map(|view| view.text()).unwrap_or_default();
        quote!(view: __matrx::Some(__matrx::View { query: #query, declaration: #declaration }),)
    });
    let renamed_from = optional("renamed_from", &model.renamed_from);
    let comment = optional("comment", &model.comment);
    let settings = setting::expand(&model.settings);
    let keys = keys(model);
    let (beside, managed) = model.manager.as_ref().map(|of| manager::expand(model, of)).unzip();
    quote! {
        #beside
        const _: () = {
            use #krate::__private as __matrx;
            static __MODEL: __matrx::Model = __matrx::Model {
                rust_name: #rust_name,
                module: ::core::module_path!(),
                crate_name: #crate_name,
                table: #table,
                #unmanaged #view #renamed_from #comment #settings
                declaration: #declaration,
                body: #body,
                ..__matrx::Model::EMPTY
            };
            __matrx::submit! { __matrx::ModelEntry(&__MODEL) }
            #crate_entry
            #[automatically_derived]
            impl __matrx::Modelled for #ident {
                const TABLE: __matrx::ObjectName = #table;
            }
            #keys
            #managed
        };
    }
}

fn body(model: &Model) -> TokenStream {
    let columns = model.columns.iter().map(column);
    let embeds = list(
        "embedded",
        model.embeds.iter().map(|embed| {
            let (at, ty, rust_name) = (embed.at, &embed.ty, &embed.rust_name);
            quote!(__matrx::Embedded {
                at: #at,
                rust_name: #rust_name,
                body: <#ty as __matrx::Embeddable>::BODY,
            })
        }),
    );
    let primary_key = model.primary_key.as_ref().map(|key| {
        let key = primary_key(key);
        quote!(primary_key: __matrx::Some(#key),)
    });
    let uniques = list("uniques", model.uniques.iter().map(unique));
    let checks = list("checks", model.checks.iter().map(check));
    let excludes = list("excludes", model.excludes.iter().map(exclude));
    let foreign_keys =
        list("foreign_keys", model.foreign_keys.iter().map(|key| foreign_key(model, key)));
    let indexes = list("indexes", model.indexes.iter().map(index));
    quote!(__matrx::Body {
        columns: &[#(#columns),*],
        #embeds #primary_key #uniques #checks #excludes #foreign_keys #indexes
        ..__matrx::Body::EMPTY
    })
}

fn column(column: &Column) -> TokenStream {
    let (column_name, declaration) = (&column.name, &column.declaration);
    let ty = match &column.ty {
        TypeSource::Rust(ty) => {
            quote!(Rust(<#ty as __matrx::Type<__matrx::Postgres>>::type_info))
        }
        TypeSource::Sql(text) => quote!(Sql(#text)),
    };
    let nullable = column.nullable.then(|| quote!(nullable: true,));
    let value = match &column.value {
        Value::None => None,
        Value::Default(text) => Some(quote!(value: __matrx::Value::Default(#text),)),
        Value::Generated(text) => Some(quote!(value: __matrx::Value::Generated(#text),)),
        Value::Virtual(text) => Some(quote!(value: __matrx::Value::Virtual(#text),)),
        Value::Identity(options) => {
            let identity = identity(*options);
            Some(quote!(value: __matrx::Value::Identity(#identity),))
        }
    };
    let collation = column.collation.as_ref().map(|collation| {
        let collation = name(collation);
        quote!(collation: __matrx::Some(#collation),)
    });
    let comment = optional("comment", &column.comment);
    let renamed_from = optional("renamed_from", &column.renamed_from);
    let settings = setting::expand(&column.settings);
    quote!(__matrx::Column {
        name: #column_name,
        ty: __matrx::TypeSource::#ty,
        #nullable #value #collation #comment #renamed_from #settings
        declaration: #declaration,
        ..__matrx::Column::EMPTY
    })
}

fn identity(identity: Identity) -> TokenStream {
    let kind = if identity.always { quote!(Always) } else { quote!(ByDefault) };
    let options = [
        ("start", identity.start),
        ("increment", identity.increment),
        ("min", identity.min),
        ("max", identity.max),
        ("cache", identity.cache),
    ]
    .into_iter()
    .filter_map(|(word, value)| {
        let (word, value) = (quote::format_ident!("{word}"), value?);
        Some(quote!(#word: __matrx::Some(#value),))
    });
    let cycle = identity.cycle.then(|| quote!(cycle: true,));
    quote!(__matrx::Identity {
        kind: __matrx::IdentityKind::#kind,
        options: __matrx::SequenceOptions { #(#options)* #cycle ..__matrx::Value::SEQUENCE },
    })
}

fn primary_key(key: &PrimaryKey) -> TokenStream {
    let (common, columns) = (common(&key.item), names(&key.columns));
    let include = some_names("include", &key.include);
    let (overlaps, deferral) = (overlaps(key.without_overlaps), deferral(key.deferral));
    quote!(__matrx::PrimaryKey {
        #common columns: #columns, #overlaps #include #deferral
        ..__matrx::PrimaryKey::EMPTY
    })
}

fn unique(unique: &Unique) -> TokenStream {
    let (common, columns) = (common(&unique.item), names(&unique.columns));
    let include = some_names("include", &unique.include);
    let nulls = unique.nulls_not_distinct.then(|| quote!(nulls_not_distinct: true,));
    let (overlaps, deferral) = (overlaps(unique.without_overlaps), deferral(unique.deferral));
    quote!(__matrx::Unique {
        #common columns: #columns, #overlaps #include #nulls #deferral
        ..__matrx::Unique::EMPTY
    })
}

fn overlaps(without: bool) -> Option<TokenStream> {
    without.then(|| quote!(without_overlaps: true,))
}

fn check(check: &Check) -> TokenStream {
    let (common, expression) = (common(&check.item), &check.expression);
    let column = optional("column", &check.item.column);
    let no_inherit = check.no_inherit.then(|| quote!(no_inherit: true,));
    let validity = validity(check.validity);
    quote!(__matrx::Check {
        #common #column expression: #expression, #no_inherit #validity
        ..__matrx::Check::EMPTY
    })
}

fn exclude(exclude: &Exclude) -> TokenStream {
    let (common, definition) = (common(&exclude.item), &exclude.definition);
    quote!(__matrx::Exclude { #common definition: #definition, ..__matrx::Exclude::EMPTY })
}

fn validity(validity: Validity) -> Option<TokenStream> {
    let validity = match validity {
        Validity::Valid => return None,
        Validity::NotValid => quote!(NotValid),
        Validity::NotEnforced => quote!(NotEnforced),
    };
    Some(quote!(validity: __matrx::Validity::#validity,))
}

fn some_names(word: &str, columns: &[ColumnRef]) -> Option<TokenStream> {
    let word = quote::format_ident!("{word}");
    let names = names(columns);
    (!columns.is_empty()).then(|| quote!(#word: #names,))
}

fn foreign_key(model: &Model, key: &ForeignKey) -> TokenStream {
    let (common, columns) = (common(&key.item), names(&key.columns));
    let own: Vec<_> = key
        .columns
        .iter()
        .map(|part| {
            let column = model.columns.iter().find(|column| column.name == part.name);
            // a column of an embedded struct: its type is not to be seen from here
            column.map_or_else(
                || quote!(_),
                |column| {
                    let ty = &column.rust;
                    quote!(#ty)
                },
            )
        })
        .collect();
    let (table, referenced) = match &key.target {
        Target::Key(path) => {
            let own = own.first();
            (
                quote!(<#path as __matrx::Modelled>::TABLE),
                quote!(<#path as __matrx::Keyed<#own>>::COLUMN),
            )
        }
        Target::Field(path, field) => {
            let part = part(path, field, own.first(), "Field");
            (quote!(<#path as __matrx::Modelled>::TABLE), part)
        }
        Target::Fields(path, fields) => {
            let parts =
                fields.iter().zip(&own).map(|(field, own)| part(path, field, Some(own), "KeyPart"));
            (quote!(<#path as __matrx::Modelled>::TABLE), quote!(#(#parts),*))
        }
        Target::Text { table, columns } => (name(table), quote!(#(#columns),*)),
    };
    let actions =
        [("on_delete", key.on_delete), ("on_update", key.on_update)].map(|(word, action)| {
            let word = quote::format_ident!("{word}");
            let action = match action {
                Action::Nothing => return None,
                Action::Restrict => quote!(Restrict),
                Action::Cascade => quote!(Cascade),
                Action::SetNull => quote!(SetNull),
                Action::SetDefault => quote!(SetDefault),
            };
            Some(quote!(#word: __matrx::ReferentialAction::#action,))
        });
    let set_columns = some_names("set_columns", &key.set_columns);
    let validity = validity(key.validity);
    let match_full = key.match_full.then(|| quote!(match_type: __matrx::MatchType::Full,));
    let period = key.period.then(|| quote!(period: true,));
    let deferral = deferral(key.deferral);
    quote!(__matrx::ForeignKey {
        #common columns: #columns, table: #table, referenced: &[#referenced],
        #(#actions)* #set_columns #match_full #period #deferral #validity
        ..__matrx::ForeignKey::EMPTY
    })
}

/// `<Team as Field<hash, T>>::COLUMN`, with the field's place where it cannot be resolved.
fn part(path: &syn::Path, field: &syn::Ident, own: Option<&TokenStream>, of: &str) -> TokenStream {
    let hash = text::hash(&syn::ext::IdentExt::unraw(field).to_string());
    let of = syn::Ident::new(of, Span::call_site());
    let hash = quote_spanned!(field.span()=> #hash);
    quote!(<#path as __matrx::#of<#hash, #own>>::COLUMN)
}

fn index(index: &Index) -> TokenStream {
    let common = common(&index.item);
    let keys = index.keys.iter().map(index_key);
    let method = index.method.as_ref().map(|method| {
        let method = method.to_ascii_lowercase();
        quote!(method: #method,)
    });
    let unique = index.unique.then(|| quote!(unique: true,));
    let include = some_names("include", &index.include);
    let nulls = index.nulls_not_distinct.then(|| quote!(nulls_not_distinct: true,));
    let predicate = optional("predicate", &index.predicate);
    let concurrently = index.concurrently.then(|| quote!(concurrently: true,));
    quote!(__matrx::Index {
        #common keys: &[#(#keys),*],
        #method #unique #include #nulls #predicate #concurrently
        ..__matrx::Index::EMPTY
    })
}

fn index_key(key: &IndexKey) -> TokenStream {
    let of = match &key.key {
        Key::Column(column) => {
            let name = &column.name;
            quote!(Column(#name))
        }
        Key::Expression(text) => quote!(Expression(#text)),
    };
    let options = &key.options;
    let order = options.desc.then(|| quote!(order: __matrx::SortOrder::Desc,));
    let nulls = options.nulls_first.map(|first| {
        let nulls = if first { quote!(First) } else { quote!(Last) };
        quote!(nulls: __matrx::Some(__matrx::NullsOrder::#nulls),)
    });
    let names = [("operator_class", &options.operator_class), ("collation", &options.collation)]
        .into_iter()
        .filter_map(|(word, of)| {
            let (word, of) = (quote::format_ident!("{word}"), name(of.as_ref()?));
            Some(quote!(#word: __matrx::Some(#of),))
        });
    let parameters = options.operator_options.iter().map(|one| {
        let (name, value) = (one.option.as_deref().unwrap_or_default(), &one.value);
        quote!((#name, #value))
    });
    let parameters = (!options.operator_options.is_empty())
        .then(|| quote!(operator_options: &[#(#parameters),*],));
    quote!(__matrx::IndexKey {
        key: __matrx::Key::#of, #order #nulls #(#names)* #parameters
        ..__matrx::IndexKey::EMPTY
    })
}

/// By which other models' foreign keys find this one's keys.
fn keys(model: &Model) -> TokenStream {
    let mut impls = TokenStream::new();
    let ident = &model.ident;
    let find = |part: &ColumnRef| model.columns.iter().find(|column| column.name == part.name);
    let primary = model.primary_key.as_ref().map(|key| &key.columns);
    if let Some([part]) = primary.map(Vec::as_slice)
        && let Some(column) = find(part)
    {
        let (ty, name) = (&column.rust, &column.name);
        impls.extend(quote! {
            #[automatically_derived]
            impl __matrx::Keyed<#ty> for #ident {
                const COLUMN: &'static __matrx::str = #name;
            }
        });
    }
    let mut done: Vec<(&str, bool)> = Vec::new();
    let of_keys = primary.into_iter().chain(model.uniques.iter().map(|unique| &unique.columns));
    for columns in of_keys {
        let single = columns.len() == 1;
        for column in columns.iter().filter_map(find) {
            if done.contains(&(&column.field, single)) {
                continue;
            }
            done.push((&column.field, single));
            let (ty, name, hash) = (&column.rust, &column.name, text::hash(&column.field));
            let of = if single { quote!(Field) } else { quote!(KeyPart) };
            impls.extend(quote! {
                #[automatically_derived]
                impl __matrx::#of<#hash, #ty> for #ident {
                    const COLUMN: &'static __matrx::str = #name;
                }
            });
        }
    }
    impls
}

fn common(item: &Item) -> TokenStream {
    let name = optional("name", &item.name);
    let declaration = (!item.declaration.is_empty()).then(|| {
        let declaration = &item.declaration;
        quote!(declaration: #declaration,)
    });
    let settings = setting::expand(&item.settings);
    quote!(#name #declaration #settings)
}

fn deferral(deferral: Deferral) -> Option<TokenStream> {
    let deferral = match deferral {
        Deferral::NotDeferrable => return None,
        Deferral::Immediate => quote!(InitiallyImmediate),
        Deferral::Deferred => quote!(InitiallyDeferred),
    };
    Some(quote!(deferral: __matrx::Deferral::#deferral,))
}

pub(crate) fn name(name: &Name) -> TokenStream {
    let own = &name.name;
    let schema = match &name.schema {
        Some(schema) => quote!(__matrx::Some(#schema)),
        None => quote!(__matrx::None),
    };
    quote!(__matrx::ObjectName { schema: #schema, name: #own })
}

fn names(columns: &[ColumnRef]) -> TokenStream {
    let names = columns.iter().map(|column| &column.name);
    quote!(&[#(#names),*])
}

fn list(word: &str, items: impl Iterator<Item = TokenStream>) -> Option<TokenStream> {
    let items: Vec<_> = items.collect();
    let word = quote::format_ident!("{word}");
    (!items.is_empty()).then(|| quote!(#word: &[#(#items),*],))
}

pub(crate) fn optional(word: &str, text: &Option<String>) -> Option<TokenStream> {
    let word = quote::format_ident!("{word}");
    text.as_ref().map(|text| quote!(#word: __matrx::Some(#text),))
}
