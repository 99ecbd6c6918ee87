use sqlx::postgres::PgConnectOptions;

use crate::failure::Failure;

/// What may stand in matrx.toml, which everybody can read: a URL without a password, or `env:NAME`.
pub(super) fn reference(text: &str) -> Result<&str, Failure> {
    if text.strip_prefix("env:").is_some_and(|name| !name.is_empty()) {
        return Ok(text);
    }
    let wrong = |why: &str| {
        Failure::usage(
            "bad-url",
            format!(
                "--database-url {why}; nothing was written. Put the URL into a variable, and name \
                 that: --database-url env:NAME"
            ),
        )
    };
    let scheme = text.split_once("://").map(|(scheme, _)| scheme);
    if !matches!(scheme, Some("postgres" | "postgresql")) {
        return Err(wrong(
            "is no address of a PostgreSQL database, such as postgres://user@host/db",
        ));
    }
    // Nothing of the text is repeated: it may hold a password.
    if text.parse::<PgConnectOptions>().is_err() {
        return Err(wrong("has parts that are not as they should be"));
    }
    let rest = text.split_once("://").map_or("", |(_, rest)| rest);
    let user = rest.split(['/', '?']).next().and_then(|authority| authority.rsplit_once('@'));
    let in_query = rest.split_once('?').is_some_and(|(_, query)| query.contains("password="));
    if in_query || user.is_some_and(|(user, _)| user.contains(':')) {
        return Err(wrong("holds a password, and matrx.toml is for everybody to read"));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_does_not_get_into_the_file() {
        for good in ["env:SHOP_URL", "postgres://me@localhost/shop", "postgresql:///shop"] {
            assert_eq!(reference(good).ok(), Some(good));
        }
        for bad in [
            "env:",
            "mysql://localhost/shop",
            "shop",
            "postgres://me:C4n4ry@localhost/shop",
            "postgres://me@h/shop?password=C4n4ry",
            "postgres://me@h:x/shop",
        ] {
            let failure = reference(bad).unwrap_err();
            let text = &failure.message().unwrap().text;
            assert!(text.contains("nothing was written") && !text.contains("C4n4ry"), "{text}");
        }
    }
}
