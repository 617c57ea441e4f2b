//! What the program makes and says, whole: committed texts, so that every change of them shows in a diff.
//! In: the sample, a folder with one of everything, the examples of all rules, folders with mistakes (`mistakes.txt`).
//! Out: `files.txt`, a hash of every file of both editions; `messages.txt`, what `check --format json` says of each;
//! `pages.txt`, the whole pages of the texts in `texts.txt`.
//!
//! `GOLDEN=write cargo test -p yanxi --test golden` writes them anew, and `docs/problems.md`.

mod cases;
mod catalogue;
mod pages;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Output};

use cases::Case;
use rayon::prelude::*;

const TODAY: &str = "2026-11-23";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The program's answer to arguments, in a folder.
fn yanxi(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_yanxi"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program runs")
}

/// A line for each file of a folder built in one edition.
fn built(name: &str, folder: &Path, edition: &str) -> String {
    let output = tempfile::tempdir().expect("a folder");
    let site = output.path().join("site");
    let outcome = yanxi(
        folder,
        &[
            "build",
            ".",
            "--edition",
            edition,
            "--date",
            TODAY,
            "--output-dir",
            &site.to_string_lossy(),
        ],
    );
    assert!(
        site.is_dir(),
        "{name} {edition}: {}{}",
        String::from_utf8_lossy(&outcome.stderr),
        String::from_utf8_lossy(&outcome.stdout)
    );
    let mut hashes = BTreeMap::new();
    for entry in walkdir::WalkDir::new(&site) {
        let entry = entry.expect("an entry");
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(&site).expect("below");
            let bytes = std::fs::read(entry.path()).expect("a file");
            let hash = blake3::hash(&bytes).to_hex();
            hashes.insert(path.to_string_lossy().into_owned(), hash[..16].to_string());
        }
    }
    let mut text = format!("== {name}, {edition} edition\n");
    for (path, hash) in hashes {
        let _ = writeln!(text, "{hash} {path}");
    }
    text
}

/// What a check of a folder says in a language, but for the time it took.
fn checked(folder: &Path, language: &str) -> String {
    let outcome =
        yanxi(folder, &["check", ".", "--date", TODAY, "--format", "json", "--lang", language]);
    let said = String::from_utf8(outcome.stdout).expect("text");
    // Whatever is wrong with a folder, the program ends of its own accord.
    assert!(
        matches!(outcome.status.code(), Some(0..=3)),
        "{}",
        String::from_utf8_lossy(&outcome.stderr)
    );
    let mut text = String::new();
    for line in said.lines() {
        match line.split_once(",\"seconds\":") {
            Some((before, _)) if line.starts_with("{\"errors\":") => {
                let _ = writeln!(text, "{before}}}");
            }
            _ => {
                let _ = writeln!(text, "{line}");
            }
        }
    }
    text.push_str(&String::from_utf8_lossy(&outcome.stderr));
    text
}

fn checked_in_both(name: &str, folder: &Path) -> String {
    let (chinese, english) = (checked(folder, "zh"), checked(folder, "en"));
    format!("== {name}\n{chinese}{english}")
}

/// Compares with the committed text, or writes it.
fn hold(file: &str, text: &str) {
    hold_at(&root().join("tests/golden").join(file), text);
}

fn hold_at(path: &Path, text: &str) {
    if std::env::var_os("GOLDEN").is_some_and(|asked| asked == "write") {
        std::fs::write(path, text).expect("written");
        return;
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    if committed == text {
        return;
    }
    let differing: Vec<String> = first_differences(&committed, text);
    panic!(
        "{} is another text now; where that is meant, GOLDEN=write cargo test -p yanxi --test golden\n{}",
        path.display(),
        differing.join("\n")
    );
}

fn first_differences(old: &str, new: &str) -> Vec<String> {
    let lines = |text: &str| -> BTreeMap<String, usize> {
        let mut lines = BTreeMap::new();
        for line in text.lines() {
            *lines.entry(line.to_string()).or_default() += 1;
        }
        lines
    };
    let (old, new) = (lines(old), lines(new));
    let gone = old.iter().filter(|(line, count)| new.get(*line) != Some(*count));
    let come = new.iter().filter(|(line, count)| old.get(*line) != Some(*count));
    gone.map(|(line, _)| format!("- {line}"))
        .take(20)
        .chain(come.map(|(line, _)| format!("+ {line}")).take(20))
        .collect()
}

#[test]
fn every_file_of_both_editions_is_the_committed_one() {
    let everything = root().join("tests/golden/everything");
    let sites: Vec<String> = [("sample", root()), ("everything", everything.as_path())]
        .into_iter()
        .flat_map(|(name, folder)| {
            ["public", "internal"].map(|edition| built(name, folder, edition))
        })
        .collect();
    hold("files.txt", &sites.concat());
}

#[test]
fn every_message_about_examples_and_mistakes_is_the_committed_one() {
    let mut cases = cases::of_text(
        &std::fs::read_to_string(root().join("tests/golden/mistakes.txt")).expect("mistakes"),
    );
    let base = cases.remove(0);
    assert_eq!(base.name, "base");
    let mut all = cases::of_rules(&base, |arguments| {
        let explained = yanxi(root(), arguments);
        String::from_utf8(explained.stdout).expect("text")
    });
    all.push(base);
    all.extend(cases);
    let mut texts: Vec<String> = all
        .par_iter()
        .map(|case: &Case| checked_in_both(&case.name, case.written().path()))
        .collect();
    for folder in ["everything", "tables"] {
        let path = root().join("tests/golden").join(folder);
        texts.push(checked_in_both(folder, &path));
    }
    hold("messages.txt", &texts.concat());
}
