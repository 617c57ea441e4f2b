//! The list of all messages is whole and is the committed one.
//! In: the sources' enums that derive `Problem` or `Say`, the program's catalogue. Out: what is in one and not in the
//! other.

use std::collections::BTreeSet;
use std::path::Path;

use super::{hold_at, root};

#[test]
fn every_message_is_in_the_documentation() {
    hold_at(&root().join("docs/problems.md"), &yanxi::catalogue::page());
}

#[test]
fn no_enum_of_problems_is_missing_from_the_list() {
    let listed: BTreeSet<String> = yanxi::catalogue::entries()
        .iter()
        .filter_map(|entry| Some(format!("{}::{}", entry.module, entry.name.split_once("::")?.0)))
        .collect();
    assert!(listed.len() > 20, "{listed:?}");
    assert_eq!(enums_that_derive("Problem"), listed);
}

#[test]
fn no_enum_of_parts_is_missing_from_the_list() {
    let listed: BTreeSet<String> = yanxi::catalogue::sayings()
        .iter()
        .map(|saying| format!("{}::{}", saying.module, saying.name))
        .collect();
    assert!(listed.len() > 10, "{listed:?}");
    assert_eq!(enums_that_derive("Say"), listed);
}

/// Paths of the program's enums that derive a trait.
fn enums_that_derive(name: &str) -> BTreeSet<String> {
    let mut written = BTreeSet::new();
    for folder in ["src", "crates"] {
        for entry in walkdir::WalkDir::new(root().join(folder)).sort_by_file_name() {
            let entry = entry.expect("an entry");
            let path = entry.path().strip_prefix(root()).expect("below");
            if is_program(path) {
                let text = std::fs::read_to_string(entry.path()).expect("text");
                let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
                let module = module_of(path);
                written.extend(enums(text, name).map(|name| format!("{module}::{name}")));
            }
        }
    }
    written
}

/// Whether a file is part of what runs. The crate of problems itself derives examples for its own tests and pages.
fn is_program(path: &Path) -> bool {
    let shown = path.to_string_lossy().replace('\\', "/");
    let for_tests = ["/tests", "/testing."].iter().any(|part| shown.contains(part));
    shown.ends_with(".rs") && !for_tests && !shown.starts_with("crates/problem")
}

/// Names of a text's enums that derive a trait.
fn enums<'a>(text: &'a str, derived: &str) -> impl Iterator<Item = &'a str> {
    text.split("#[derive(").skip(1).filter_map(move |rest| {
        let (derives, rest) = rest.split_once(")]")?;
        let is_derived = derives.split(',').any(|name| name.trim() == derived);
        let (_, name) = rest.split_once("enum ")?;
        is_derived.then(|| name.split_whitespace().next().unwrap_or_default())
    })
}

/// `src/model/link/problem.rs` is `yanxi::model::link::problem`.
fn module_of(path: &Path) -> String {
    let path = path.with_extension("").to_string_lossy().replace('\\', "/");
    let parts: Vec<&str> = path.split('/').filter(|part| !matches!(*part, "mod" | "lib")).collect();
    match parts[..] {
        ["src", ref rest @ ..] => [&["yanxi"], rest].concat().join("::"),
        ["crates", name, "src", ref rest @ ..] => {
            [&[format!("yanxi_{name}").as_str()], rest].concat().join("::")
        }
        _ => panic!("no module: {path}"),
    }
}
