//! Puts a review entry into a file's bytes and leaves every other byte as it was.
//! In: the file's bytes in whatever encoding and line ends, who and when. Out: the new bytes, or why there are none.
//!
//! Lines are found in the bytes themselves: a line end is one byte pair in UTF-16 and one byte in UTF-8 and GB18030,
//! where it is never part of another character.

use jiff::civil::Date;

use crate::entries::{EntryKey, hash_of_text, without_entries};
use crate::review_entry::line;
use yanxi_reading::encoding;
use yanxi_reading::front_matter::{self, FrontMatter, Style};
use yanxi_reading::value::Value;

/// Why a file cannot take an entry.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Neither UTF-8 nor GBK nor UTF-16.
    Unreadable,
    /// The keys above its text hold a mistake on this line.
    BrokenHead(usize),
    /// It has two review entries; the second stands on this line.
    TwoEntries(usize),
    /// The result would not read as the same text; nothing should be written then.
    NotTheSame,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Gb18030,
    Utf16Le,
    Utf16Be,
}

/// The file with its review entry, the old one replaced.
pub(super) fn with_entry(bytes: &[u8], by: &str, on: Date) -> Result<Vec<u8>, Refusal> {
    with_line(bytes, EntryKey::Review, &|style, key, hash| line(style, key, by, on, hash))
}

/// The file with an entry as `write_line` writes it for a style, a key and a hash; the old one of that key is replaced.
pub(super) fn with_line(
    bytes: &[u8],
    wanted: EntryKey,
    write_line: &dyn Fn(Style, &str, &str) -> String,
) -> Result<Vec<u8>, Refusal> {
    let old = encoding::decode("", bytes).map_err(|_| Refusal::Unreadable)?.text;
    let head = front_matter::read("", &old);
    if let Some(problem) = head.diagnostics.first() {
        return Err(Refusal::BrokenHead(problem.place.line.unwrap_or(1)));
    }
    let mut entries = head.entries.iter().filter(|entry| EntryKey::of(&entry.key) == Some(wanted));
    let present = entries.next();
    if let Some(second) = entries.next() {
        return Err(Refusal::TwoEntries(second.line));
    }
    let file = Lines::of(bytes);
    let style = head.style.unwrap_or(Style::Yaml);
    let [english, chinese] = wanted.names();
    let key = match (present, style) {
        (Some(entry), _) => entry.key.as_str(),
        (None, Style::Yaml) => chinese,
        (None, Style::Toml) => english,
    };
    let place = Placing {
        removed: present.map(|entry| entry.lines.as_slice()).unwrap_or_default(),
        before: line_to_write_before(&old, &head, present.map(|entry| entry.lines.as_slice())),
        has_head: head.style.is_some(),
    };
    // The hash is over the text without its entries, so any hash may stand there while it is taken.
    let write = |hash: &str| file.with_line(&place, &write_line(style, key, hash));
    let draft = decoded(&write(""))?;
    let hash = hash_of_text(&draft);
    let new = write(&hash);
    let read = decoded(&new)?;
    let unchanged = without_entries(&old, &head);
    let new_head = front_matter::read("", &read);
    let same = without_entries(&read, &new_head) == unchanged
        || head.style.is_none() && read.ends_with(&old);
    let others = |head: &FrontMatter| -> Vec<(String, Value)> {
        let others = head.entries.iter().filter(|entry| EntryKey::of(&entry.key) != Some(wanted));
        others.map(|entry| (entry.key.clone(), entry.value.clone())).collect()
    };
    let same = same && others(&head) == others(&new_head);
    if !same || !new_head.diagnostics.is_empty() || hash_of_text(&read) != hash {
        return Err(Refusal::NotTheSame);
    }
    Ok(new)
}

fn decoded(bytes: &[u8]) -> Result<String, Refusal> {
    encoding::decode("", bytes).map(|decoded| decoded.text).map_err(|_| Refusal::NotTheSame)
}

/// Where the entry goes: where the old one was, else below the other keys; in TOML above the first table.
fn line_to_write_before(text: &str, head: &FrontMatter, present: Option<&[usize]>) -> usize {
    let at_end = head.closing_line;
    let wished = present.and_then(|lines| lines.first().copied()).unwrap_or(at_end);
    if head.style != Some(Style::Toml) {
        return wished;
    }
    let first_table = text
        .lines()
        .zip(1..)
        .take(at_end.saturating_sub(1))
        .filter(|(line, number)| {
            let starts_key = head.entries.iter().any(|entry| entry.line == *number);
            starts_key && line.trim_start().starts_with('[')
        })
        .map(|(_, number)| number)
        .next();
    first_table.map_or(wished, |table| wished.min(table))
}

struct Placing<'a> {
    /// Lines of the old entry, from 1.
    removed: &'a [usize],
    /// The line before which the new one goes.
    before: usize,
    has_head: bool,
}

/// A file's bytes as lines with their ends.
struct Lines<'a> {
    encoding: Encoding,
    mark: &'a [u8],
    lines: Vec<&'a [u8]>,
}

impl<'a> Lines<'a> {
    fn of(bytes: &'a [u8]) -> Lines<'a> {
        let (encoding, mark) = match bytes {
            [0xFF, 0xFE, ..] => (Encoding::Utf16Le, 2),
            [0xFE, 0xFF, ..] => (Encoding::Utf16Be, 2),
            [0xEF, 0xBB, 0xBF, rest @ ..] if std::str::from_utf8(rest).is_ok() => {
                (Encoding::Utf8, 3)
            }
            _ if std::str::from_utf8(bytes).is_ok() => (Encoding::Utf8, 0),
            _ if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) => (Encoding::Gb18030, 3),
            _ => (Encoding::Gb18030, 0),
        };
        let (mark, rest) = bytes.split_at(mark);
        Lines { encoding, mark, lines: split(rest, encoding) }
    }

    fn with_line(&self, place: &Placing<'_>, line: &str) -> Vec<u8> {
        let end = self.line_end();
        let mut out = self.mark.to_vec();
        let mut put = |line: &str| {
            out.extend(encode(line, self.encoding));
            out.extend_from_slice(&end);
        };
        if !place.has_head {
            for line in ["---", line, "---"] {
                put(line);
            }
            self.lines.iter().for_each(|line| out.extend_from_slice(line));
            return out;
        }
        for (bytes, number) in self.lines.iter().zip(1..) {
            if number == place.before {
                out.extend(encode(line, self.encoding));
                out.extend_from_slice(&end);
            }
            if !place.removed.contains(&number) {
                out.extend_from_slice(bytes);
            }
        }
        out
    }

    /// The file's own line end, that of its first line.
    fn line_end(&self) -> Vec<u8> {
        let unit =
            if matches!(self.encoding, Encoding::Utf16Le | Encoding::Utf16Be) { 2 } else { 1 };
        let first = self.lines.first().copied().unwrap_or_default();
        let ends: Vec<&[u8]> = first
            .chunks(unit)
            .rev()
            .take(2)
            .take_while(|unit| is(unit, self.encoding, b'\n') || is(unit, self.encoding, b'\r'))
            .collect();
        if ends.is_empty() {
            return encode("\n", self.encoding);
        }
        ends.into_iter().rev().flatten().copied().collect()
    }
}

/// Whether a code unit is this ASCII character.
fn is(unit: &[u8], encoding: Encoding, character: u8) -> bool {
    match encoding {
        Encoding::Utf16Le => unit == [character, 0],
        Encoding::Utf16Be => unit == [0, character],
        Encoding::Utf8 | Encoding::Gb18030 => unit == [character],
    }
}

/// Cuts after `\r\n`, `\n` and lone `\r`, as reading does.
fn split(bytes: &[u8], encoding: Encoding) -> Vec<&[u8]> {
    let unit = if matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be) { 2 } else { 1 };
    let at = |offset: usize| bytes.get(offset..offset + unit).unwrap_or_default();
    let mut lines = Vec::new();
    let (mut start, mut offset) = (0, 0);
    while offset < bytes.len() {
        let next = (offset + unit).min(bytes.len());
        let ends = is(at(offset), encoding, b'\n')
            || is(at(offset), encoding, b'\r') && !is(at(next), encoding, b'\n');
        if ends {
            lines.push(&bytes[start..next]);
            start = next;
        }
        offset = next;
    }
    if start < bytes.len() {
        lines.push(&bytes[start..]);
    }
    lines
}

fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Gb18030 => encoding_rs::GB18030.encode(text).0.into_owned(),
        Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
    }
}
