//! The macros of matrx-core.
