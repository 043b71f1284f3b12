//! The rules of METHOD.md: pure, without files, clock, screen or database. Begin with
//! [`score`] (where an account stands), [`record`] (what a record is) and [`change`] (how
//! anything is altered).

pub mod accounts;
pub mod agenda;
pub mod alike;
pub mod alphabet;
pub mod amount;
pub mod at;
pub mod book;
pub mod by_hand;
pub mod change;
pub mod choice;
pub mod column;
pub mod consequence;
pub mod day_number;
pub mod day_words;
pub mod days;
pub mod digest;
pub mod entry;
pub mod external;
pub mod facts;
pub mod fiscal;
pub mod given;
pub mod history;
pub mod id;
pub mod judge;
pub mod kinds;
pub mod locale;
pub mod mishap;
pub mod moment;
pub mod numbers;
pub mod position;
pub mod query;
pub mod record;
pub mod rules;
pub mod score;
pub mod sections;
pub mod seen;
pub mod settings;
pub mod sorting;
pub mod target;
pub mod trail;
pub mod value;
pub mod when;
pub mod wording;
pub mod words;

pub use book::Book;
pub use change::{Change, Edit};
pub use id::Id;
pub use moment::Moment;
