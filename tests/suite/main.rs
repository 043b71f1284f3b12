//! The tests that drive the house from outside.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test may fail loudly and reads its own environment"
)]

mod cli_accounts;
mod cli_care;
mod cli_demo;
mod cli_errors;
mod cli_export;
mod cli_import;
mod cli_kept;
mod cli_kinds;
mod cli_money;
mod cli_odd;
mod cli_output;
mod cli_records;
mod cli_sales;
mod cli_triage;
mod command;
mod demo;
mod desks;
mod e2e;
mod e2e_plan;
mod export_plans;
mod general;
mod import_again;
mod import_amounts;
mod import_aside;
mod import_asked;
mod import_book;
mod import_changes;
mod import_decide;
mod import_desk;
mod import_emptied;
mod import_encodings;
mod import_files;
mod import_hostile;
mod import_identity;
mod import_job;
mod import_libreoffice;
mod import_likeness;
mod import_lists;
mod import_named;
mod import_nameless;
mod import_oddities;
mod import_old;
mod import_own;
mod import_partly;
mod import_reading;
mod import_records;
mod import_refused;
mod import_renamed;
mod import_repeated;
mod import_screen;
mod import_second;
mod import_stages;
mod import_texts;
mod import_twins;
mod import_whole;
mod layers;
mod map_book;
mod map_desk;
mod map_keys;
mod map_looks;
mod plan_screen;
mod plan_text;
mod pty;
mod readme;
mod rep_commands;
#[cfg(unix)]
mod rep_screen;
mod screens_account;
mod screens_desk;
mod screens_drawing;
mod screens_keys;
mod screens_list;
mod screens_mouse;
mod screens_refresh;
mod screens_rep;
mod screens_sizes;
mod screens_triage;
mod screens_trial;
mod screens_typing;
mod screens_work;
mod store_backups;
mod store_care;
mod store_faults;
mod store_files;
mod store_schema;
mod store_sealed;
mod store_undo;
mod typed_amounts;
