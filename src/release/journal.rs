//! The log of releases: one line each, chained by hash, so that a line changed later is seen.
//! In: lines. Out: `publish-log/log.jsonl`, and where its chain is broken. The log never leaves, so it may have the time.

use std::io;

use serde::{Deserialize, Serialize};

use super::memory::Memory;
use crate::build::draft::{Lifted, Reviewed};
use crate::model::Edition;
use crate::staging::record::hash;

const FILE: &str = "log.jsonl";

/// What was done to a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Deed {
    Publish,
    Rollback,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub number: u64,
    pub deed: Deed,
    pub target: String,
    pub edition: Edition,
    /// The date of the build.
    pub date: String,
    /// When it was done, by the clock.
    pub at: String,
    /// Hash of the release's record.
    pub record: String,
    pub reviewed: Vec<Reviewed>,
    /// The same for each file that goes with pages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Reviewed>,
    /// What entries said to be none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lifted: Vec<Lifted>,
    /// Hash of the line before, empty at the first.
    #[serde(default)]
    pub before: String,
    /// Hash of this line without this entry.
    #[serde(default)]
    pub own: String,
}

impl Line {
    fn sealed(mut self, before: &str) -> Line {
        self.before = before.to_string();
        self.own = self.seal();
        self
    }

    fn seal(&self) -> String {
        let open = Line { own: String::new(), ..self.clone() };
        // Strings and numbers cannot fail to become JSON.
        hash(&serde_json::to_vec(&open).unwrap_or_default())
    }
}

/// The lines that can be read, and the numbers (from 1) of those that were changed, follow a line that was, or cannot
/// be read.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Journal {
    pub lines: Vec<Line>,
    pub broken: Vec<usize>,
}

impl Journal {
    pub fn read(memory: &Memory) -> io::Result<Journal> {
        let bytes = memory.read(FILE)?.unwrap_or_default();
        Ok(Journal::parse(&String::from_utf8_lossy(&bytes)))
    }

    fn parse(text: &str) -> Journal {
        let mut journal = Journal::default();
        let mut before = String::new();
        for (number, text) in (1..).zip(text.lines()) {
            match serde_json::from_str::<Line>(text) {
                Ok(line) => {
                    if line.before != before || line.own != line.seal() {
                        journal.broken.push(number);
                    }
                    before = line.own.clone();
                    journal.lines.push(line);
                }
                Err(_) => journal.broken.push(number),
            }
        }
        journal
    }

    /// The newest line of a target.
    pub fn last(&self, target: &str) -> Option<&Line> {
        self.lines.iter().rev().find(|line| line.target == target)
    }

    /// The newest line that tells of a release.
    pub fn of_record(&self, target: &str, record: &str) -> Option<&Line> {
        self.lines.iter().rev().find(|line| line.target == target && line.record == record)
    }
}

/// Adds a line. Lines already there stay as they are, even broken ones.
pub fn add(memory: &Memory, line: Line) -> io::Result<()> {
    let mut bytes = memory.read(FILE)?.unwrap_or_default();
    if !bytes.is_empty() && !bytes.ends_with(b"\n") {
        bytes.push(b'\n');
    }
    let journal = Journal::parse(&String::from_utf8_lossy(&bytes));
    let before = journal.lines.last().map_or("", |line| line.own.as_str());
    let line = line.sealed(before);
    serde_json::to_writer(&mut bytes, &line).map_err(io::Error::other)?;
    bytes.push(b'\n');
    memory.write(FILE, &bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(number: u64) -> Line {
        Line {
            number,
            deed: Deed::Publish,
            target: "usb".into(),
            edition: Edition::Public,
            date: "2026-11-23".into(),
            at: String::new(),
            record: number.to_string(),
            reviewed: Vec::new(),
            files: Vec::new(),
            lifted: Vec::new(),
            before: String::new(),
            own: String::new(),
        }
    }

    fn log_of_three() -> (tempfile::TempDir, String) {
        let site = tempfile::tempdir().expect("a folder");
        let memory = Memory::of(site.path());
        let _held = memory.hold().expect("the memory");
        for number in 1..=3 {
            add(&memory, line(number)).expect("added");
        }
        let path = site.path().join("publish-log/log.jsonl");
        (site, std::fs::read_to_string(path).expect("the log"))
    }

    #[test]
    fn a_log_as_written_is_whole() {
        let (_site, text) = log_of_three();
        let journal = Journal::parse(&text);
        assert_eq!(journal.broken, Vec::<usize>::new());
        assert_eq!(journal.last("usb").map(|line| line.number), Some(3));
    }

    #[test]
    fn a_line_changed_taken_out_or_made_up_is_seen() {
        let (_site, text) = log_of_three();
        let changed = text.replacen("\"number\":2", "\"number\":9", 1);
        assert_eq!(Journal::parse(&changed).broken, [2]);
        let lines: Vec<&str> = text.lines().collect();
        let without = format!("{}\n{}\n", lines[0], lines[2]);
        assert_eq!(Journal::parse(&without).broken, [2]);
        let mut forged = line(2);
        forged.date = "2020-01-01".into();
        let first: Line = serde_json::from_str(lines[0]).expect("a line");
        let forged = serde_json::to_string(&forged.sealed(&first.own)).expect("a line");
        let with_forged = format!("{}\n{forged}\n{}\n", lines[0], lines[2]);
        assert_eq!(Journal::parse(&with_forged).broken, [3]);
        assert_eq!(Journal::parse("{\n").broken, [1]);
    }
}
