//! Demo books: an invented territory in building products to look around in, and invented books of
//! any size. Made from changes like every book; the same day gives the same book on every
//! machine. Never mixed with the rep's own: the file is another one, [`FILE`].

mod generate;
mod random;
mod story;
mod territory;

pub use generate::{accounts, records, write_csv};
pub use story::changes;

/// The name of the demo book's file, in the folder of the rep's book.
pub const FILE: &str = "demo.db";
