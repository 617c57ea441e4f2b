//! Any text as a question, before a nought its options.

#![no_main]

#[allow(dead_code, reason = "shared by two targets and a test, each of which uses a part")]
mod search_cases;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| search_cases::question(bytes));
