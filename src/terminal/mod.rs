//! The terminal: events in, frames out, effects done. Everything that blocks or touches the
//! machine on behalf of the screen is here; what a key means is not.

mod burst;
mod columns;
pub mod config;
mod crash;
pub mod desk;
mod files;
pub mod guard;
pub mod import_job;
pub mod import_memory;
mod import_reading;
mod import_view;
pub mod import_work;
pub mod importing;
mod inbound;
pub mod looks;
mod opening;
mod outside;
mod relay;
mod renewal;
mod repeated;
mod run;
mod signals;
mod tending;
mod windows;
pub mod writing;

pub use desk::Desk;
pub use run::{Start, run};
