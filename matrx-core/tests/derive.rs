//! What the derives register, read back through the registry and shown as the lock shows it.

#![expect(dead_code, reason = "the models are data here; nobody reads a row")]

use matrx_core::lock::Lock;
use matrx_core::model::Registry;
use matrx_core::schema::Rename;
use matrx_core::{Enum, Model};

#[derive(Enum, sqlx::Type)]
#[sqlx(type_name = "post_status", rename_all = "snake_case")]
enum PostStatus {
    Draft,
    InReview,
    #[sqlx(rename = "out")]
    #[model(renamed_from = "live")]
    Published,
}

/// People.
#[derive(Model)]
#[model(comments_from_docs)]
struct User {
    #[column(primary_key, identity)]
    id: i64,
    /// Where to write to.
    #[column(unique, type = "varchar(255)")]
    email: String,
    #[column(references = User, on_delete = set_null)]
    invited_by: Option<i64>,
    #[column(default = "'person'")]
    r#type: String,
    #[column(skip)]
    cache: Vec<String>,
}

#[derive(Model)]
#[model(embedded)]
struct Address {
    #[column(index)]
    street: String,
    city: Option<String>,
}

#[derive(Model)]
#[model(table = "blog_posts", renamed_from = "articles", primary_key(tenant, no))]
#[model(index(title, no(desc, nulls_last), expr("lower(title)"), where = "no > 0", concurrently))]
#[model(check("no > 0"), check("no < 100", name = "no_max"))]
struct Post {
    tenant: i32,
    no: i32,
    #[column(renamed_from = "head", check = "title <> ''")]
    title: String,
    #[sqlx(flatten)]
    address: Address,
    status: PostStatus,
    history: Vec<PostStatus>,
    #[column(references = User::email, on_delete = cascade, deferrable = deferred)]
    author: String,
    #[column(references("auth.users(id)", name = "my_fk"))]
    external: Option<i64>,
}

#[derive(Model)]
#[model(foreign_key(tenant, post, references = Post(tenant, no), match = full))]
struct Comment {
    #[column(primary_key)]
    id: i64,
    tenant: i32,
    post: i32,
}

/// Settings beside the structure.
#[derive(Model)]
#[model(row_security, force_row_security, unlogged, tablespace = "fast", replica_identity = "full")]
#[model(with(fillfactor = 70, toast.autovacuum_enabled = false), cluster_on = "tuneds_pkey")]
#[model(index(
    body,
    with(fillfactor = 60, "odd name" = "it's"),
    tablespace = "slow",
    comment = "c"
))]
#[model(check("id > 0", comment = "positive"))]
struct Tuned {
    #[column(primary_key(comment = "the key", with(fillfactor = 90), tablespace = "slow"))]
    id: i64,
    #[column(storage = "external", compression = "lz4", statistics = 500)]
    #[column(options(n_distinct = -0.5))]
    body: String,
    #[column(references(User, comment = "who"))]
    r#with: i64,
    #[column(serial)]
    number: i32,
    #[column(default = "nextval('numbers'::regclass)", sequence = "numbers")]
    other: i64,
}

#[test]
fn models_say_what_the_lock_will_keep() {
    let declared = Registry::linked().declared().unwrap();
    let lock = Lock {
        crates: declared.crates,
        table_crate: declared.table_crate,
        declarations: declared.declarations,
        declared: declared.schema.clone(),
        catalog: declared.schema,
        ..Lock::default()
    };
    let text = lock.to_text();
    let (_, body) = text.split_once('\n').unwrap();
    assert_eq!(body, include_str!("derive.lock"));
    let renames = [
        Rename::EnumValue { ty: "post_status".into(), from: "live".into(), to: "out".into() },
        Rename::Column { table: "blog_posts".into(), from: "head".into(), to: "title".into() },
        Rename::Table { from: "articles".into(), to: "blog_posts".into() },
    ];
    assert_eq!(declared.renames, renames);
}
