//! The few kinds of expression that a migration file is made of.

use super::literal;

/// An expression, not yet laid out.
#[derive(Clone, Debug)]
pub(super) enum Expr {
    /// A literal or a path, as it is printed.
    Text(String),
    /// `(a, b)`.
    Tuple(Vec<Expr>),
    /// `&[a, b]`.
    Slice(Vec<Expr>),
    /// `name(a, b)`.
    Call(Call),
    /// `root.name(a).name(b)`.
    Chain(Box<Expr>, Vec<Call>),
}

/// A name with arguments.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) name: &'static str,
    pub(super) args: Vec<Expr>,
}

impl Expr {
    /// A name, or another word: on one line.
    pub(super) fn string(value: &str) -> Self {
        Self::Text(literal::string(value))
    }

    /// SQL, or a comment: its lines are lines of the file.
    pub(super) fn lines(value: &str) -> Self {
        Self::Text(literal::text(value))
    }

    pub(super) fn path(name: &'static str) -> Self {
        Self::Text(name.to_owned())
    }

    pub(super) fn strings(values: &[String]) -> Self {
        Self::Slice(values.iter().map(|value| Self::string(value)).collect())
    }

    pub(super) fn call(name: &'static str, args: Vec<Expr>) -> Self {
        Self::Call(Call { name, args })
    }

    /// `self.name(args)`.
    pub(super) fn method(self, name: &'static str, args: Vec<Expr>) -> Self {
        let call = Call { name, args };
        match self {
            Self::Chain(root, mut calls) => {
                calls.push(call);
                Self::Chain(root, calls)
            }
            root @ (Self::Text(_) | Self::Tuple(_) | Self::Slice(_) | Self::Call(_)) => {
                Self::Chain(Box::new(root), vec![call])
            }
        }
    }

    /// `self.name()` where `holds`.
    pub(super) fn flag(self, holds: bool, name: &'static str) -> Self {
        if holds { self.method(name, Vec::new()) } else { self }
    }

    /// `self.name("text")` where there is a text, of SQL or for people.
    pub(super) fn text(self, name: &'static str, value: Option<&str>) -> Self {
        self.option(name, value.map(Self::lines))
    }

    /// `self.name(value)` where there is a value.
    pub(super) fn option(self, name: &'static str, value: Option<Expr>) -> Self {
        match value {
            Some(value) => self.method(name, vec![value]),
            None => self,
        }
    }
}
