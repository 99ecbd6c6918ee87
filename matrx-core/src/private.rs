//! What the macros' output names. Not for use by hand: it may change with any version.

pub use core::borrow::Borrow;
pub use core::clone::Clone;
pub use core::convert::TryFrom;
pub use core::ops::Deref;
pub use core::option::Option::{self, None, Some};
pub use core::primitive::{str, u64};
pub use core::{compile_error, line, module_path, option_env};

pub use inventory::{self, submit};
pub use sqlx::{PgExecutor, Postgres, Type};

pub use crate::manager;

pub use crate::model::*;

pub use crate::schema::{
    Deferral, Identity, IdentityKind, MatchType, NullsOrder, ObjectKind, ReferentialAction,
    SequenceOptions, SortOrder, Validity,
};
