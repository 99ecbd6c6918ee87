use crate::op::{Irreversible, Op};

/// The way back: the inverse of each change, the last one first.
pub fn down(up: &[Op]) -> Result<Vec<Op>, Irreversible> {
    up.iter().rev().map(Op::inverse).collect()
}
