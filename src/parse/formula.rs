//! Formulas in prose: `{=最小(補助執行)}` and, with the figure stated, `{36件=件数(取組, 評価=3)}`.
//!
//! ```text
//! formula  = "{" [stated] "=" call "}"
//! call     = name "(" [argument {"," argument}] ")"
//! argument = [name "="] (call | name | number)
//! ```
//!
//! A name is any run without brackets, comma and `=`. Full-width brackets, commas and `＝` are
//! read as their ASCII twins. What a function or name means is not known here.

use std::fmt;

use crate::base::span::{Span, Spanned};

mod read;

pub(super) use read::{Problem, read};

/// A formula with its place.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Formula {
    /// The figure as the author states it; it is printed, and must equal what is computed.
    pub stated: Option<Spanned<String>>,
    /// What is computed; always an [`Expr::Call`].
    pub expr: Spanned<Expr>,
    /// All of it, braces included.
    pub span: Span,
}

/// A part of a formula.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Expr {
    /// A function with its arguments.
    Call {
        /// The function's name.
        name: Spanned<String>,
        /// What stands between its brackets.
        args: Vec<Argument>,
    },
    /// Any word: a series, a period, a category.
    Name(String),
    /// A whole or decimal number, in ASCII digits.
    Number(String),
}

/// One argument of a call.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Argument {
    /// The name before `=`.
    pub key: Option<Spanned<String>>,
    /// The value.
    pub value: Spanned<Expr>,
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(text) | Self::Number(text) => f.write_str(text),
            Self::Call { name, args } => {
                write!(f, "{}(", name.value)?;
                for (index, argument) in args.iter().enumerate() {
                    let comma = if index == 0 { "" } else { ", " };
                    write!(f, "{comma}{argument}")?;
                }
                f.write_str(")")
            }
        }
    }
}

impl fmt::Display for Argument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(key) = &self.key {
            write!(f, "{}=", key.value)?;
        }
        fmt::Display::fmt(&self.value.value, f)
    }
}

/// The formula as it would be written, with half-width signs.
impl fmt::Display for Formula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stated = self.stated.as_ref().map_or("", |s| s.value.as_str());
        write!(f, "{{{stated}={}}}", self.expr.value)
    }
}
