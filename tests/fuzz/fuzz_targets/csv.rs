//! Any bytes as a list.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| quadbook_fuzz::take("fuzz.csv", bytes));
