//! The tests that drive the house from outside.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test may fail loudly and reads its own environment"
)]

mod desks;
mod general;
mod import_files;
mod import_refused;
mod layers;
mod plan_text;
mod readme;
mod store_files;
