//! What named persons say of pages and files: 审核, 保密审查, 核对.
//! In: values above a text, rows of the tables at the site's root. Out: entries, the text without their lines, and the
//! lines and rows that the program writes itself.

mod checked;
mod rewriting;
mod secrecy;
mod table;
mod text;

use std::borrow::Cow;
use std::io::{self, Read};
use std::path::Path;

use yanxi_reading::front_matter::{self, FrontMatter};

pub use checked::{CheckedKind, CheckedNumber};
pub use secrecy::SecrecyReview;
pub use table::{
    CheckedRow, FileReview, Rows, is_column, is_head, is_same_file, read_checked, read_reviews,
};
pub use text::{hash_of_text, without_entries};

/// Reviews of files, at the site's root.
pub const REVIEWS: &str = "审核.csv";
/// What was looked at in files and is no number of a person, at the site's root.
pub const CHECKED: &str = "核对.csv";

/// Hexadecimal digits of a hash.
const DIGITS: usize = 32;

/// The entries that stand above a page's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKey {
    Review,
    Secrecy,
    Checked,
}

/// Names of the keys, the English one first.
pub const SECRECY_KEYS: [&str; 2] = ["secrecy_review", "保密审查"];
pub const CHECKED_KEYS: [&str; 2] = ["checked", "核对"];

impl EntryKey {
    /// The entry that a key stands for.
    pub fn of(key: &str) -> Option<Self> {
        let is_one_of = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(key));
        if crate::review_entry::is_key(key) {
            Some(EntryKey::Review)
        } else if is_one_of(&SECRECY_KEYS) {
            Some(EntryKey::Secrecy)
        } else if is_one_of(&CHECKED_KEYS) {
            Some(EntryKey::Checked)
        } else {
            None
        }
    }

    /// English and Chinese.
    pub fn names(self) -> [&'static str; 2] {
        match self {
            EntryKey::Review => crate::review_entry::KEYS,
            EntryKey::Secrecy => SECRECY_KEYS,
            EntryKey::Checked => CHECKED_KEYS,
        }
    }
}

/// The hash of bytes, as entries hold it.
pub fn hash(bytes: &[u8]) -> String {
    let mut hash = blake3::hash(bytes).to_hex().to_string();
    hash.truncate(DIGITS);
    hash
}

/// The hash of a file, which may be large.
pub fn hash_of_file(path: &Path) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    let mut file = std::fs::File::open(path)?;
    let mut part = vec![0; 1 << 16];
    loop {
        let length = file.read(&mut part)?;
        if length == 0 {
            break;
        }
        hasher.update(&part[..length]);
    }
    let mut hash = hasher.finalize().to_hex().to_string();
    hash.truncate(DIGITS);
    Ok(hash)
}

/// The bytes of a table of entries; none where there is no table yet.
pub fn table_at(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The text with blanks in place of its entries, so that what they quote is not taken for the text's own. Lines and
/// offsets stay.
pub fn blanked(text: &str) -> Cow<'_, str> {
    let names = [EntryKey::Secrecy, EntryKey::Checked].map(EntryKey::names);
    if !names.as_flattened().iter().any(|name| text.contains(name)) {
        return Cow::Borrowed(text);
    }
    blanked_in(text, &front_matter::read("", text))
}

fn blanked_in<'a>(text: &'a str, head: &FrontMatter) -> Cow<'a, str> {
    let of_entries: Vec<usize> = head
        .entries
        .iter()
        .filter(|entry| EntryKey::of(&entry.key).is_some_and(|key| key != EntryKey::Review))
        .flat_map(|entry| entry.lines.iter().copied())
        .collect();
    if of_entries.is_empty() {
        return Cow::Borrowed(text);
    }
    let blank =
        |line: &str| line.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    let lines = text.split_inclusive('\n').zip(1..).map(|(line, number)| {
        match of_entries.contains(&number) {
            true => Cow::Owned(blank(line)),
            false => Cow::Borrowed(line),
        }
    });
    Cow::Owned(lines.collect())
}

/// A text in double quotes, for YAML and TOML alike.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    // A blank and # would begin a comment.
    for c in text.replace(" #", " ＃").chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
