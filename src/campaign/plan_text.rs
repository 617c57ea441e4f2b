//! Reads `plan.toml` as offices type it: bare Chinese keys, full-width punctuation outside quotes.
//! In: the file's text. Out: one [`Entity`] for the whole file with the places of the text as typed, and every
//! line that cannot be read.

use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::entity::{Content, Entity, Field, Form, Written};
use crate::diagnostic::{Diagnostic, Place};
use crate::language::Wording;

/// Reads the whole file.
pub(super) fn read(shown_path: &str, text: &str) -> (Entity, Vec<Diagnostic>) {
    let tolerant = Tolerant::of(text);
    let file = File::of(shown_path, text, &tolerant);
    let (table, errors) = DeTable::parse_recoverable(&tolerant.text);
    let entity = Entity {
        place: Place::file(shown_path),
        form: Form::Plan,
        fields: file.fields(table.get_ref()),
    };
    let mut lines = BTreeSet::new();
    let problems = errors
        .iter()
        .map(|error| {
            let place = file.place(error.span().map_or(text.len(), |span| span.start));
            (place, error.message())
        })
        .filter(|(place, _)| lines.insert(place.line))
        .map(|(place, message)| unreadable(place, message))
        .collect();
    (entity, problems)
}

/// A text that TOML understands, and where each part of it came from.
struct Tolerant {
    text: String,
    /// Offsets in `text` and in the original at which a part begins, ascending.
    parts: Vec<(usize, usize)>,
}

impl Tolerant {
    fn of(original: &str) -> Self {
        let mut tolerant = Tolerant {
            text: String::with_capacity(original.len() + original.len() / 8),
            parts: Vec::new(),
        };
        let mut at = 0;
        while let Some(first) = original.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = &original[at..];
            tolerant.parts.push((tolerant.text.len(), at));
            at += match first {
                '#' | '＃' => tolerant.comment(rest),
                '"' | '\'' => tolerant.ascii_string(rest, first),
                '“' | '”' | '‘' | '’' | '＂' => tolerant.full_width_string(rest, first),
                _ if is_word(first) => tolerant.word(rest),
                _ => {
                    tolerant.text.push(half_width(first));
                    first.len_utf8()
                }
            };
        }
        tolerant
    }

    fn comment(&mut self, rest: &str) -> usize {
        let end = rest.find('\n').unwrap_or(rest.len());
        self.text.push('#');
        let mut inside = rest[..end].chars();
        inside.next();
        self.text.push_str(inside.as_str());
        end
    }

    fn ascii_string(&mut self, rest: &str, quote: char) -> usize {
        let three = if quote == '"' { "\"\"\"" } else { "'''" };
        let end = if rest.starts_with(three) {
            end_of_long_string(rest, three)
        } else {
            end_of_string(rest, quote)
        };
        self.text.push_str(&rest[..end]);
        end
    }

    /// `“…”` becomes `"…"`; pairs inside belong to the text. What is never closed on its line is left for TOML to report.
    fn full_width_string(&mut self, rest: &str, open: char) -> usize {
        let close: &[char] = match open {
            '“' => &['”'],
            '‘' => &['’'],
            '”' => &['“', '”'],
            '’' => &['‘', '’'],
            _ => &['＂'],
        };
        let mut depth = 1;
        self.text.push('"');
        for (offset, character) in rest.char_indices().skip(1) {
            if character == '\n' {
                return offset;
            }
            if close.contains(&character) {
                depth -= 1;
                if depth == 0 {
                    self.text.push('"');
                    return offset + character.len_utf8();
                }
            } else if character == open {
                depth += 1;
            }
            if matches!(character, '"' | '\\') {
                self.text.push('\\');
            }
            self.text.push(character);
        }
        rest.len()
    }

    /// A run of letters and digits. Chinese ones are quoted; so are dates with points or strokes, and percentages.
    fn word(&mut self, rest: &str) -> usize {
        let mut end = rest
            .find(|character| !is_word(character))
            .unwrap_or(rest.len());
        let date = length_of_date(rest);
        let is_date = date.is_some_and(|date| date > end);
        end = end.max(date.unwrap_or(0));
        let percent = rest[end..]
            .chars()
            .next()
            .filter(|next| matches!(next, '%' | '％'));
        end += percent.map_or(0, char::len_utf8);
        let word = &rest[..end];
        let full_width_digits = word
            .chars()
            .all(|character| character.is_ascii() || ('０'..='９').contains(&character));
        if is_date || percent.is_some() {
            self.quoted(word);
        } else if full_width_digits {
            self.text.extend(word.chars().map(half_width));
        } else {
            self.quoted(word);
        }
        end
    }

    fn quoted(&mut self, word: &str) {
        self.text.push('"');
        self.text.push_str(word);
        self.text.push('"');
    }

    /// The offset in the original of an offset in the text that TOML read.
    fn original_offset(&self, offset: usize) -> usize {
        let after = self.parts.partition_point(|(start, _)| *start <= offset);
        let Some((start, original)) = after.checked_sub(1).and_then(|at| self.parts.get(at)) else {
            return 0;
        };
        let next = self.parts.get(after).map_or(usize::MAX, |(_, next)| *next);
        (original + (offset - start))
            .min(next.saturating_sub(1))
            .max(*original)
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '-' | '·')
}

/// The length of `2008.12.31` or `2008/12/31`, which TOML would not take bare.
fn length_of_date(text: &str) -> Option<usize> {
    let end = text
        .find(|character: char| !(character.is_ascii_digit() || matches!(character, '.' | '/')))
        .unwrap_or(text.len());
    let whole = &text[..end];
    let numbers: Vec<&str> = whole.split(['.', '/']).collect();
    let is_date = numbers.len() == 3
        && numbers
            .iter()
            .zip([4..=4, 1..=2, 1..=2])
            .all(|(number, length)| length.contains(&number.len()));
    is_date.then_some(end)
}

fn half_width(character: char) -> char {
    match character {
        '＝' | '：' => '=',
        '，' | '、' => ',',
        '【' | '［' => '[',
        '】' | '］' => ']',
        '｛' => '{',
        '｝' => '}',
        '．' => '.',
        '　' | '\u{A0}' => ' ',
        '０'..='９' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        other => other,
    }
}

fn end_of_string(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (offset, character) in rest.char_indices().skip(1) {
        match character {
            '\n' => return offset,
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            _ if character == quote => return offset + 1,
            _ => {}
        }
    }
    rest.len()
}

fn end_of_long_string(rest: &str, three: &str) -> usize {
    let mut at = three.len();
    while let Some(found) = rest.get(at..).and_then(|rest| rest.find(three)) {
        let end = at + found;
        let strokes = rest[..end]
            .chars()
            .rev()
            .take_while(|character| *character == '\\')
            .count();
        if three.starts_with('"') && strokes % 2 == 1 {
            at = end + 1;
            continue;
        }
        return end + three.len();
    }
    rest.len()
}

/// The original text with its lines, for places.
struct File<'a> {
    shown_path: &'a str,
    text: &'a str,
    lines: Vec<usize>,
    tolerant: &'a Tolerant,
}

impl<'a> File<'a> {
    fn of(shown_path: &'a str, text: &'a str, tolerant: &'a Tolerant) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        File {
            shown_path,
            text,
            lines: std::iter::once(0).chain(ends).collect(),
            tolerant,
        }
    }

    fn place(&self, offset: usize) -> Place {
        let offset = self.tolerant.original_offset(offset).min(self.text.len());
        let line = self.lines.partition_point(|start| *start <= offset);
        let start = self
            .lines
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or_default();
        let line_text = self.text[start..].lines().next().unwrap_or_default();
        let place = Place::at_offset(self.shown_path, line_text, offset - start);
        Place {
            line: Some(line),
            ..place
        }
    }

    fn fields(&self, table: &DeTable<'_>) -> Vec<Field> {
        let mut keys: Vec<_> = table.iter().collect();
        keys.sort_by_key(|(key, _)| key.span().start);
        keys.into_iter()
            .map(|(key, value)| {
                let at_key = self.place(key.span().start);
                Field {
                    name: key.get_ref().trim().to_string(),
                    value: self.written(value, Some(at_key)),
                }
            })
            .collect()
    }

    /// A value at the place of its key, or at its own as part of a list.
    fn written(&self, value: &Spanned<DeValue<'_>>, at_key: Option<Place>) -> Written {
        let place = at_key.unwrap_or_else(|| self.place(value.span().start));
        let content = match value.get_ref() {
            DeValue::String(text) => Content::Text(text.to_string()),
            DeValue::Integer(number) => Content::Text(number.to_string()),
            DeValue::Float(number) => Content::Text(number.to_string()),
            DeValue::Boolean(yes) => Content::Text(yes.to_string()),
            DeValue::Datetime(date) => Content::Text(date.to_string()),
            DeValue::Array(values) => Content::List(
                values
                    .iter()
                    .map(|value| self.written(value, None))
                    .collect(),
            ),
            DeValue::Table(table) => Content::Table(self.fields(table)),
        };
        Written { content, place }
    }
}

fn unreadable(place: Place, message: &str) -> Diagnostic {
    if message.contains("duplicate") {
        return Diagnostic::error(
            "R04",
            place,
            Wording::new("这一项前面已经写过", "this is written twice"),
            Wording::new("两处只留一处", "keep one of the two"),
        );
    }
    Diagnostic::error(
        "R04",
        place,
        Wording::new(
            "这一行写法不对，读不懂",
            format!("this line cannot be understood ({message})"),
        ),
        Wording::new(
            "写成 名称 = \"某某\" 的样子，引号、括号成对，几个值之间用逗号",
            "write it as name = \"value\", with quotes and brackets in pairs and commas between values",
        ),
    )
}
