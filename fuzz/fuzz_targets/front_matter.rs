//! Any bytes as a page: decoded as a file is, its front matter read, its values understood in every way.

#![no_main]

use libfuzzer_sys::fuzz_target;
use yanxi_problem::Language;
use yanxi_problem::print::line;
use yanxi_reading::{encoding, front_matter};

const FILE: &str = "学习/记录.md";

fuzz_target!(|bytes: &[u8]| {
    let Ok(decoded) = encoding::decode(FILE, bytes) else {
        return;
    };
    let text = decoded.text.as_str();
    let read = front_matter::read(FILE, text);
    assert!(text.is_char_boundary(read.body_offset));
    let lines = text.split('\n').count();
    for entry in &read.entries {
        assert!((1..=lines).contains(&entry.line));
        let _ = entry.value.as_texts();
        let _ = entry.value.as_yes_or_no();
        let _ = entry.value.as_number();
        let _ = entry.value.as_date();
    }
    for problem in &read.diagnostics {
        assert!(problem.place.line.is_none_or(|line| (1..=lines).contains(&line)));
        assert!(!line(problem, Language::Chinese).contains('\n'));
    }
});
