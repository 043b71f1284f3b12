//! What the screen shows and what a key means, pure: [`update::update`] takes an input and gives
//! at most one [`effect::Effect`]; nothing here reads a file, a clock or a terminal, and nothing
//! here can alter a [`crate::domain::Book`].
//!
//! Begin with [`action`]: one table drives keys, footer, help, palette and README.

pub mod account;
pub mod action;
pub mod aside;
pub mod choose;
pub mod columns;
pub mod confirm;
pub mod deaf;
pub mod drafts;
pub mod effect;
pub mod exact;
pub mod field;
pub mod fields;
pub mod filter;
pub mod find;
pub mod general;
pub mod handout;
pub mod history;
pub mod import;
pub mod import_actions;
pub mod import_choose;
pub mod import_columns;
pub mod import_decide;
pub mod import_file;
pub mod import_lists;
pub mod import_parts;
pub mod incoming;
pub mod kept;
pub mod key;
pub mod keymap;
pub mod lines;
pub mod list;
pub mod longtext;
pub mod map;
pub mod marks;
pub mod memory;
pub mod mode;
pub mod mouse;
pub mod moving;
pub mod origin;
pub mod page;
pub mod palette;
pub mod pick;
pub mod plan;
pub mod plan_actions;
pub mod plan_facts;
pub mod plan_lines;
pub mod plan_lists;
pub mod prompt;
pub mod records;
pub mod repeat;
pub mod score;
pub mod screen;
pub mod settings;
pub mod sought;
pub mod standing;
pub mod steps;
pub mod tabs;
pub mod today;
pub mod triage;
pub mod triage_queue;
pub mod triage_run;
pub mod ui;
pub mod update;
pub mod welcome;
pub mod whatif;
pub mod wrap;

pub use action::Action;
pub use effect::{Effect, Input, Outcome};
pub use key::Key;
pub use mode::Mode;
pub use screen::Screen;
pub use ui::Ui;
