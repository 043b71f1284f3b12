//! Why a text or a value does not fit a field, in words that say what would do.

use thiserror::Error;

/// Why a text is not a value of a field. The message quotes the text and says what would do.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum Reject {
    /// The text has not the shape of the type.
    #[error("`{text}` is not {wanted}")]
    Shape {
        /// What was typed, cut to a readable length.
        text: String,
        /// What would do.
        wanted: String,
    },
    /// Nothing was given for a field that must be known.
    #[error("must not be empty")]
    Required,
    /// Too long.
    #[error("is longer than {most} characters")]
    Long {
        /// The most characters it takes.
        most: usize,
    },
    /// A reference to something that is not there.
    #[error("{0}")]
    Absent(String),
    /// A reference to something that is there more than once.
    #[error("{0}")]
    Reference(String),
    /// A text that could mean more than one value.
    #[error("{0}")]
    Unclear(String),
    /// Values that are each right but not together.
    #[error("{0}")]
    Together(String),
}

impl Reject {
    /// The text is not of the wanted shape.
    pub fn shape(text: &str, wanted: impl Into<String>) -> Self {
        let mut cut: String = text.chars().take(40).collect();
        if cut.len() < text.len() {
            cut.push('…');
        }
        Self::Shape { text: cut, wanted: wanted.into() }
    }
}
