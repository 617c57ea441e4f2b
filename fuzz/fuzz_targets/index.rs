//! Any damage to a file of an index, told by its checksum or made to fit it.

#![no_main]

#[allow(dead_code, reason = "shared by two targets and a test, each of which uses a part")]
mod search_cases;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| search_cases::damage(bytes));
