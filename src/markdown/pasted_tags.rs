//! Tags of pasted pages that the Markdown parser would show as they are typed: Word's own, such as `<o:p>`, `<![if !vml]>` and
//! `<?xml:namespace …>`, and those of HTML whose attributes only browsers read, such as `<span style="font-family:"宋体"">`.
//! In: a text that begins with `<`. Out: what stands there instead; the words between tags stay.

use std::borrow::Cow;

use super::html::{is_known, says_hidden};
use super::source_lines::Line;

/// A tag goes on over no more lines than this, and is no longer.
const MOST_LINES: usize = 20;
const MOST_BYTES: usize = 8_000;
/// What stands before the colon of Word's is shorter.
const LONGEST_PREFIX: usize = 8;

/// A tag as it is to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) instead: String,
    /// Bytes that it takes, each line end one.
    pub(super) length: usize,
}

/// The tag at the beginning of `rest`, which may end on a line below; nothing where it stays as it is.
pub(super) fn at(rest: &str, below: &[Line]) -> Option<Tag> {
    let inside = rest.strip_prefix('<')?;
    let is_of_word = is_of_word(inside.strip_prefix('/').unwrap_or(inside));
    let is_declaration = ["![if", "![endif", "?xml"].into_iter().any(|opening| {
        inside.get(..opening.len()).is_some_and(|own| own.eq_ignore_ascii_case(opening))
    });
    if !is_declaration && !is_of_word && !has_attributes(inside) {
        return None;
    }
    let mut end = rest.len().min(MOST_BYTES);
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    let mut text = Cow::Borrowed(&rest[..end]);
    let mut below = below.iter().take(MOST_LINES);
    let read = loop {
        let read = match is_declaration {
            true => text
                .find('>')
                .map(|at| Read { length: at + 1, ..Read::default() })
                .ok_or(Not::Ended),
            false => Read::of(&text),
        };
        match read {
            Ok(read) => break read,
            Err(Not::Tag) => return None,
            Err(Not::Ended) => {
                let more = below.next().filter(|_| text.len() < MOST_BYTES)?;
                text = Cow::Owned(format!("{text}\n{}", more.text));
            }
        }
    };
    let length = read.length;
    if is_declaration || is_of_word {
        return Some(Tag { instead: String::new(), length });
    }
    let tag = &text[..length];
    // Over several lines it could be taken for lines of a text.
    let is_mended = !read.is_common || tag.contains('\n');
    (is_mended && read.is_beyond_doubt()).then(|| Tag { instead: read.written(tag), length })
}

/// `o:p`, `st1:place`: what Word puts before the colon.
fn is_of_word(tag: &str) -> bool {
    let prefix = tag.bytes().take(LONGEST_PREFIX).take_while(u8::is_ascii_alphanumeric).count();
    let (prefix, rest) = tag.split_at(prefix);
    let stem = prefix.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_numbered = stem.len() < prefix.len() && ["st", "u", "w", "ns"].contains(&stem);
    (is_numbered || ["o", "w", "v", "m", "x", "wp", "pic"].contains(&prefix))
        && rest
            .strip_prefix(':')
            .is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// Whether this is a start tag with at least one attribute and its value: `span lang=`. `b 且 c` is none.
fn has_attributes(inside: &str) -> bool {
    let name = inside.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inside.len());
    let (name, behind) = inside.split_at(name);
    if !is_known(&name.to_ascii_lowercase()) {
        return false;
    }
    let attribute = behind.trim_start();
    let length = attribute.find(|c: char| !is_of_name(c)).unwrap_or(attribute.len());
    let is_apart = attribute.len() < behind.len() || behind.is_empty();
    let value = attribute[length..].trim_start();
    // The first attribute may stand on the next line.
    is_apart
        && (attribute.is_empty() || (length > 0 && (value.is_empty() || value.starts_with('='))))
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.')
}

/// Why there is no tag to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Not {
    Tag,
    Ended,
}

/// A tag as browsers read it.
#[derive(Debug, Default)]
struct Read {
    attributes: Vec<(String, Option<String>)>,
    length: usize,
    /// CommonMark reads it too.
    is_common: bool,
}

impl Read {
    fn of(text: &str) -> Result<Read, Not> {
        let name_ends = |c: char| c.is_whitespace() || c == '>';
        let mut at = 1 + text[1..].find(name_ends).ok_or(Not::Ended)?;
        let mut read = Read { is_common: true, ..Read::default() };
        loop {
            let blanks = text[at..].len() - text[at..].trim_start().len();
            at += blanks;
            let rest = &text[at..];
            if let Some(behind) = rest.strip_prefix('/') {
                read.is_common &= behind.starts_with('>');
                at += 1;
                continue;
            }
            if rest.starts_with('>') {
                read.length = at + 1;
                return Ok(read);
            }
            let first = rest.chars().next().ok_or(Not::Ended)?.len_utf8();
            let is_end = |c: char| c.is_whitespace() || matches!(c, '/' | '>' | '=');
            let length = first + rest[first..].find(is_end).ok_or(Not::Ended)?;
            let name = &rest[..length];
            if name.contains('<') {
                return Err(Not::Tag);
            }
            read.is_common &= blanks > 0 && is_name(name);
            at += length;
            let behind = text[at..].trim_start();
            let Some(value) = behind.strip_prefix('=').map(str::trim_start) else {
                read.attributes.push((name.to_string(), None));
                continue;
            };
            let start = text.len() - value.len();
            let (value, length) = match value.chars().next().ok_or(Not::Ended)? {
                quote @ ('"' | '\'') => {
                    let inside = &value[1..];
                    let end = inside.find(quote).ok_or(Not::Ended)?;
                    (&inside[..end], end + 2)
                }
                _ => {
                    let end = value.find(name_ends).ok_or(Not::Ended)?;
                    let signs = ['"', '\'', '=', '<', '`'];
                    read.is_common &= end > 0 && !value[..end].contains(signs);
                    (&value[..end], end)
                }
            };
            at = start + length;
            read.attributes.push((name.to_string(), Some(value.to_string())));
        }
    }

    /// Whether it begins as a tag does and swallows no other.
    fn is_beyond_doubt(&self) -> bool {
        self.attributes.first().is_some_and(|(name, value)| is_name(name) && value.is_some())
            && self.attributes.iter().flat_map(|(_, value)| value).all(|value| !value.contains('<'))
    }

    /// The tag with the attributes that browsers find in it.
    fn written(&self, tag: &str) -> String {
        let name = tag[1..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let mut out = format!("<{name}");
        for (name, value) in self.attributes.iter().filter(|(name, _)| is_name(name)) {
            let words: Vec<&str> =
                value.as_deref().unwrap_or_default().split_whitespace().collect();
            let value = words.join(" ").replace('"', "&quot;");
            out.push_str(&format!(" {name}=\"{value}\""));
        }
        // What was meant to hide stays hidden, though its quotes are broken.
        if says_hidden(tag) {
            out.push_str(" hidden=\"\"");
        }
        out.push_str(if tag.ends_with("/>") { " />" } else { ">" });
        out
    }
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | ':'))
        && name.chars().all(is_of_name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::source_lines::lines_of;

    /// The text with every tag as it is to be.
    fn mended(text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some(character) = rest.chars().next() {
            let lines = lines_of(rest);
            let tag = at(&lines[0].text, &lines[1..]).filter(|_| character == '<');
            let length = tag.as_ref().map_or(character.len_utf8(), |tag| tag.length);
            match tag {
                Some(tag) => out.push_str(&tag.instead),
                None => out.push(character),
            }
            rest = &rest[length..];
        }
        out
    }

    #[test]
    fn tags_of_word_go_and_others_stay() {
        for (text, expected) in [
            ("甲<o:p></o:p>乙", "甲乙"),
            ("<st1:chsdate Year=\"2026\" w:st=\"on\">日期</st1:chsdate>", "日期"),
            ("<st1:chsdate\nYear=\"2026\"\nw:st=\"a>b\">日期</st1:chsdate>", "日期"),
            ("<日期>、<a:b>、<o:>、<o:p", "<日期>、<a:b>、<o:>、<o:p"),
            ("1<2 <w:t/>3 <u1:p></u1:p>", "1<2 3 "),
            ("<![if !vml]>甲<![ENDIF]>", "甲"),
            ("<?xml:namespace prefix = o\nns = \"urn:x\" />甲", "甲"),
            ("<https://example.com/> <x://a>", "<https://example.com/> <x://a>"),
        ] {
            assert_eq!(mended(text), expected);
        }
    }

    #[test]
    fn what_only_browsers_read_is_written_for_all() {
        for (text, expected) in [
            (
                "<span style=\"font-family:\"宋体\";x:y\" lang=EN>甲",
                "<span style=\"font-family:\" lang=\"EN\">甲",
            ),
            ("<span a=\"b\"c=d>甲", "<span a=\"b\" c=\"d\">甲"),
            ("<p class=a\n\nstyle='x:y'>甲", "<p class=\"a\" style=\"x:y\">甲"),
            ("<span\nlang=EN-US\n>甲", "<span lang=\"EN-US\">甲"),
            ("<br clear=“all” 宋=体 />", "<br clear=\"“all”\" />"),
            ("<span style=\"font:\"宋\";mso-hide:all\">甲", "<span style=\"font:\" hidden=\"\">甲"),
        ] {
            assert_eq!(mended(text), expected);
        }
        for text in [
            "<span style='font:\"宋体\"' title=\"a>b\" lang=EN>甲",
            "a<b 且 c>d <b>甲</b> <p 值=1>",
            "<span style=\"color:red>甲</span><span style=\"x\">乙",
            "<font color=red",
            "<name a=\"b\"c=d>",
        ] {
            assert_eq!(mended(text), text);
        }
    }
}
