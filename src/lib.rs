//! Quadbook plans a book of business in the terminal: every account on a live grid of engagement
//! and potential, with a real account plan, in one SQLite file.
pub mod app;
pub mod cli;
pub mod demo;
pub mod domain;
pub mod edge;
pub mod exchange;
pub mod session;
pub mod store;
pub mod terminal;
pub mod text;
pub mod ui;
