//! Any bytes as a list of accounts: read, compared with a book, reported. It must never panic,
//! never accept a character that was not there, and give the same report twice.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| quadbook_fuzz::take("fuzz.csv", bytes));
