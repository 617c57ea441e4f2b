//! Tags, comments and entities of HTML, as far as they stand between the words of a reader.
//! In: a text and a place in it. Out: what begins there, and how long it is.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// What `<` begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Markup {
    Tag(Tag),
    Comment {
        inner: Range<usize>,
        end: usize,
    },
    /// `<!DOCTYPE …>`, `<?xml …?>`
    Declaration {
        end: usize,
    },
}

/// A tag, with places in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag {
    pub(crate) name: Range<usize>,
    pub(crate) closes: bool,
    pub(crate) attributes: Range<usize>,
    pub(crate) end: usize,
}

impl Markup {
    pub(crate) fn end(&self) -> usize {
        match self {
            Markup::Tag(tag) => tag.end,
            Markup::Comment { end, .. } | Markup::Declaration { end } => *end,
        }
    }
}

/// Reads markup of one text from place to place; what does not end is looked for once.
#[derive(Debug)]
pub(crate) struct Tags<'a> {
    text: &'a str,
    /// Beyond these places there is no such byte any more.
    without: [usize; 3],
}

impl<'a> Tags<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        Tags { text, without: [usize::MAX; 3] }
    }

    fn find(&mut self, byte: u8, from: usize) -> Option<usize> {
        let slot = match byte {
            b'"' => 0,
            b'\'' => 1,
            _ => 2,
        };
        if from >= self.without[slot] {
            return None;
        }
        let bytes = self.text.as_bytes().get(from..)?;
        let found = bytes.iter().position(|other| *other == byte).map(|at| from + at);
        if found.is_none() {
            self.without[slot] = from;
        }
        found
    }

    /// What begins at a `<`; nothing where it is only a sign.
    pub(crate) fn at(&mut self, start: usize) -> Option<Markup> {
        let bytes = self.text.as_bytes();
        if bytes.get(start) != Some(&b'<') {
            return None;
        }
        match bytes.get(start + 1)? {
            b'!' if self.text[start..].starts_with("<!--") => {
                // A comment that does not end goes on to the end of the text.
                let inner = start + 4;
                let length = self.text[inner..].find("-->");
                let close = length.map_or(self.text.len(), |length| inner + length);
                let end = length.map_or(self.text.len(), |_| close + 3);
                Some(Markup::Comment { inner: inner..close, end })
            }
            b'!' | b'?' => self.find(b'>', start).map(|end| Markup::Declaration { end: end + 1 }),
            b'/' => self.tag(start + 2, true),
            byte if byte.is_ascii_alphabetic() => self.tag(start + 1, false),
            _ => None,
        }
    }

    fn tag(&mut self, name: usize, closes: bool) -> Option<Markup> {
        let bytes = self.text.as_bytes();
        let is_name =
            |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-' | b'_');
        if !bytes.get(name)?.is_ascii_alphabetic() {
            return None;
        }
        let length = bytes[name..].iter().take_while(|byte| is_name(byte)).count();
        let name_end = name + length;
        // `<https://…>` is an address.
        if self.text[name_end..].starts_with("//")
            || !matches!(bytes.get(name_end)?, b'>' | b'/')
                && !bytes[name_end].is_ascii_whitespace()
        {
            return None;
        }
        let mut at = name_end;
        loop {
            match bytes.get(at)? {
                b'>' => break,
                quote @ (b'"' | b'\'') if bytes[..at].ends_with(b"=") => {
                    at = self.find(*quote, at + 1).unwrap_or(at) + 1;
                }
                b'<' => return None,
                _ => {
                    let next = bytes[at + 1..]
                        .iter()
                        .position(|byte| matches!(byte, b'>' | b'<' | b'"' | b'\''))?;
                    at += 1 + next;
                }
            }
        }
        Some(Markup::Tag(Tag {
            name: name..name_end,
            closes,
            attributes: name_end..at,
            end: at + 1,
        }))
    }
}

/// Attributes with their values' places.
pub(crate) fn attributes(text: &str, range: Range<usize>) -> Vec<(&str, Range<usize>)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = range.start;
    let is_space = |byte: u8| byte.is_ascii_whitespace() || byte == b'/';
    while at < range.end {
        if is_space(bytes[at]) {
            at += 1;
            continue;
        }
        let start = at;
        while at < range.end && bytes[at] != b'=' && !is_space(bytes[at]) {
            at += 1;
        }
        let name = &text[start..at];
        if bytes.get(at) != Some(&b'=') || at >= range.end {
            at += usize::from(at == start);
            continue;
        }
        at += 1;
        while at < range.end && bytes[at].is_ascii_whitespace() {
            at += 1;
        }
        let quote =
            bytes.get(at).copied().filter(|byte| at < range.end && matches!(byte, b'"' | b'\''));
        let value = match quote {
            Some(quote) => {
                let from = at + 1;
                let length = bytes[from..range.end].iter().position(|byte| *byte == quote);
                let to = length.map_or(range.end, |length| from + length);
                at = (to + 1).min(range.end);
                from..to
            }
            None => {
                let from = at;
                while at < range.end && !bytes[at].is_ascii_whitespace() {
                    at += 1;
                }
                from..at
            }
        };
        found.push((name, value));
    }
    found
}

/// The characters that `&…;` at the beginning of a text stands for, and its length.
pub(crate) fn entity(text: &str) -> Option<(String, usize)> {
    const LONGEST: usize = 34;
    let end = text.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = &text[..=end];
    if let Some(number) = name.strip_prefix("&#") {
        let number = &number[..number.len() - 1];
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).map(|c| (c.to_string(), end + 1));
    }
    if !name[1..end].bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    ENTITIES.get(name).map(|characters| ((*characters).to_string(), end + 1))
}

static ENTITIES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    entities::ENTITIES.iter().map(|entity| (entity.entity, entity.characters)).collect()
});

/// Tags inside a word or a sentence; all others end it.
pub(crate) fn is_inline(name: &str) -> bool {
    const INLINE: [&str; 40] = [
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn",
        "em", "font", "i", "img", "ins", "kbd", "label", "mark", "nobr", "q", "rb", "rp", "rt",
        "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tspan",
        "tt", "u", "var", "wbr",
    ];
    let name = name.to_ascii_lowercase();
    INLINE.binary_search(&name.as_str()).is_ok()
        || name.starts_with("o:")
        || name.starts_with("st1:")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_any_length_and_entities_are_read() {
        let long = format!("<span title=\"a > b\" style='{}'>x", "font:x;".repeat(40));
        assert_eq!(Tags::of(&long).at(0).map(|markup| markup.end()), Some(long.len() - 1));
        assert_eq!(Tags::of("<19900001234>").at(0), None);
        assert_eq!(Tags::of("<https://a.cn/>").at(0), None);
        assert_eq!(Tags::of("<b").at(0), None);
        assert_eq!(entity("&#31192;x"), Some(("秘".to_string(), 8)));
        assert_eq!(entity("&starf;"), Some(("★".to_string(), 7)));
        assert_eq!(entity("&nichts;"), None);
        let text = "a=1 b='2' c = x d";
        let all = attributes(text, 0..text.len());
        let values: Vec<(&str, &str)> =
            all.into_iter().map(|(name, value)| (name, &text[value])).collect();
        assert_eq!(values[..2], [("a", "1"), ("b", "2")]);
    }
}
