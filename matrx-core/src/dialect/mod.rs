//! What differs from one kind of database to another; today there is one.

pub mod postgres;
