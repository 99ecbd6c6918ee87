//! Create enum post_status, create enum role, create table comments, 17 more.

use matrx_core::migration::*;

#[migration]
fn up(m: &mut Steps) {
    m.create_enum(enum_type(
        "post_status",
        &["draft", "in_review", "published"],
    ));

    m.create_enum(enum_type("role", &["reader", "author", "admin"]));

    m.create_table(
        table("comments")
            .column(column("post_id", "uuid").not_null())
            .column(column("number", "integer").not_null())
            .column(column("reply_to", "integer"))
            .column(column("author_id", "bigint"))
            .column(column("body", "text").not_null())
            .column(
                column("created_at", "timestamp with time zone")
                    .not_null()
                    .default("now()"),
            )
            .primary_key("comments_pkey", &["post_id", "number"])
            .check("comments_reply_to_check", "(reply_to < number)"),
    );

    m.create_table(
        table("post_tags")
            .column(column("post_id", "uuid").not_null())
            .column(column("tag_id", "integer").not_null())
            .primary_key("post_tags_pkey", &["post_id", "tag_id"]),
    );

    m.create_table(
        table("posts")
            .column(column("id", "uuid").not_null().default("gen_random_uuid()"))
            .column(column("author_id", "bigint").not_null())
            .column(column("slug", "text").not_null())
            .column(column("title", "text").not_null())
            .column(column("body", "text").not_null())
            .column(
                column("status", "post_status")
                    .not_null()
                    .default("'draft'::post_status"),
            )
            .column(
                column("keywords", "text[]")
                    .not_null()
                    .default("'{}'::text[]"),
            )
            .column(column("price", "numeric(10,2)"))
            .column(
                column("created_at", "timestamp with time zone")
                    .not_null()
                    .default("now()"),
            )
            .primary_key("posts_pkey", &["id"])
            .unique(unique("posts_slug_key", &["slug"]))
            .check(
                "posts_price_check",
                "((price IS NULL) OR (price > (0)::numeric))",
            )
            .comment("articles, drafts too"),
    );

    m.create_table(
        table("tags")
            .column(
                column("id", "integer")
                    .not_null()
                    .identity(identity_by_default()),
            )
            .column(column("name", "text").not_null())
            .column(column("parent_id", "integer"))
            .primary_key("tags_pkey", &["id"])
            .unique(unique("tags_name_key", &["name"])),
    );

    m.create_table(
        table("users")
            .column(
                column("id", "bigint")
                    .not_null()
                    .identity(identity_always()),
            )
            .column(column("handle", "text").not_null())
            .column(column("email", "character varying(254)").not_null())
            .column(column("role", "role").not_null().default("'reader'::role"))
            .column(
                column("preferences", "jsonb")
                    .not_null()
                    .default("'{}'::jsonb"),
            )
            .column(
                column("created_at", "timestamp with time zone")
                    .not_null()
                    .default("now()"),
            )
            .primary_key("users_pkey", &["id"])
            .unique(unique("users_handle_key", &["handle"]))
            .check("users_email_check", "((email)::text ~~ '%@%'::text)"),
    );

    m.create_index(
        index("comments_author_id_idx")
            .on("comments")
            .column("author_id"),
    );

    m.create_index(
        index("post_tags_tag_id_idx")
            .on("post_tags")
            .column("tag_id"),
    );

    m.create_index(
        index("posts_author_idx")
            .on("posts")
            .column("author_id")
            .column("created_at")
            .desc(),
    );

    m.create_index(
        index("posts_keywords_idx")
            .on("posts")
            .method("gin")
            .column("keywords"),
    );

    m.create_index(
        index("posts_published_idx")
            .on("posts")
            .column("created_at")
            .filter("(status = 'published'::post_status)"),
    );

    m.create_index(
        index("users_email_lower_idx")
            .on("users")
            .unique()
            .expression("lower((email)::text)"),
    );

    m.add_foreign_key(
        "comments",
        foreign_key("comments_author_id_fkey", &["author_id"])
            .references("users", &["id"])
            .on_delete(SetNull),
    );

    m.add_foreign_key(
        "comments",
        foreign_key("comments_post_id_fkey", &["post_id"])
            .references("posts", &["id"])
            .on_delete(Cascade),
    );

    m.add_foreign_key(
        "comments",
        foreign_key("comments_reply_to_fkey", &["post_id", "reply_to"])
            .references("comments", &["post_id", "number"])
            .on_delete(Cascade),
    );

    m.add_foreign_key(
        "post_tags",
        foreign_key("post_tags_post_id_fkey", &["post_id"])
            .references("posts", &["id"])
            .on_delete(Cascade),
    );

    m.add_foreign_key(
        "post_tags",
        foreign_key("post_tags_tag_id_fkey", &["tag_id"])
            .references("tags", &["id"])
            .on_delete(Cascade),
    );

    m.add_foreign_key(
        "posts",
        foreign_key("posts_author_id_fkey", &["author_id"])
            .references("users", &["id"])
            .on_delete(Restrict),
    );

    m.add_foreign_key(
        "tags",
        foreign_key("tags_parent_id_fkey", &["parent_id"])
            .references("tags", &["id"])
            .on_delete(SetNull),
    );
}

#[migration(down)]
fn down(m: &mut Steps) {
    m.drop_foreign_key("tags", "tags_parent_id_fkey");
    m.drop_foreign_key("posts", "posts_author_id_fkey");
    m.drop_foreign_key("post_tags", "post_tags_tag_id_fkey");
    m.drop_foreign_key("post_tags", "post_tags_post_id_fkey");
    m.drop_foreign_key("comments", "comments_reply_to_fkey");
    m.drop_foreign_key("comments", "comments_post_id_fkey");
    m.drop_foreign_key("comments", "comments_author_id_fkey");
    m.drop_index("users_email_lower_idx").on("users");
    m.drop_index("posts_published_idx").on("posts");
    m.drop_index("posts_keywords_idx").on("posts");
    m.drop_index("posts_author_idx").on("posts");
    m.drop_index("post_tags_tag_id_idx").on("post_tags");
    m.drop_index("comments_author_id_idx").on("comments");

    // loses data: all rows of table users
    m.drop_table("users");

    // loses data: all rows of table tags
    m.drop_table("tags");

    // loses data: all rows of table posts
    m.drop_table("posts");

    // loses data: all rows of table post_tags
    m.drop_table("post_tags");

    // loses data: all rows of table comments
    m.drop_table("comments");

    m.drop_enum("role");
    m.drop_enum("post_status");
}
