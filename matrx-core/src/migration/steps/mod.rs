//! What a migration file calls: each call records a [`Step`], nothing runs.

mod column;
mod constraint;
mod enum_type;
mod free;
mod index;
mod object;
mod recorder;
mod table;

pub use column::{AlterColumn, AlteredType, AlteredValue, DroppedColumn};
pub use constraint::{
    DroppedCheck, DroppedExclude, DroppedForeignKey, DroppedPrimaryKey, DroppedUnique,
};
pub use enum_type::{AddedEnumValue, DroppedEnum, ReplacedEnum};
pub use free::{RunStep, WrittenSql};
pub use index::DroppedIndex;
pub use object::ReplacedObject;
pub use recorder::{SetComment, Steps};
pub use table::{DroppedTable, SetSetting};
