//! TOML as offices type it: bare Chinese keys, full-width punctuation outside quotes.
//! In: a text as typed. Out: a text that TOML understands, and where each part of it came from.

/// A text that TOML understands, and where each part of it came from.
pub struct Tolerant {
    pub text: String,
    /// Offsets in `text` and in the original at which a part begins, ascending.
    parts: Vec<(usize, usize)>,
}

impl Tolerant {
    pub fn of(original: &str) -> Self {
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

    /// A run of letters and digits. Chinese ones are quoted; so are percentages and dates that TOML would refuse, whoever
    /// reads the value says what is wrong with it.
    fn word(&mut self, rest: &str) -> usize {
        let mut end = rest.find(|character| !is_word(character)).unwrap_or(rest.len());
        let date = length_of_date(rest);
        let is_date = date.is_some_and(|date| date > end);
        end = end.max(date.unwrap_or(0));
        let percent = rest[end..].chars().next().filter(|next| matches!(next, '%' | '％'));
        end += percent.map_or(0, char::len_utf8);
        let word = &rest[..end];
        let full_width_digits = word
            .chars()
            .all(|character| character.is_ascii() || ('０'..='９').contains(&character));
        if is_date || percent.is_some() || is_refused_date(word) {
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
    pub fn original_offset(&self, offset: usize) -> usize {
        let after = self.parts.partition_point(|(start, _)| *start <= offset);
        let Some((start, original)) = after.checked_sub(1).and_then(|at| self.parts.get(at)) else {
            return 0;
        };
        let next = self.parts.get(after).map_or(usize::MAX, |(_, next)| *next);
        (original + (offset - start)).min(next.saturating_sub(1)).max(*original)
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

/// `2026-11-31`, which no calendar has, and `2026-9-1`.
fn is_refused_date(word: &str) -> bool {
    let numbers: Vec<&str> = word.split('-').collect();
    let is_written_as_one = numbers.len() == 3
        && numbers.iter().zip([4..=4, 1..=2, 1..=2]).all(|(number, length)| {
            length.contains(&number.len()) && number.bytes().all(|digit| digit.is_ascii_digit())
        });
    is_written_as_one && word.parse::<toml::value::Datetime>().is_err()
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
        let strokes = rest[..end].chars().rev().take_while(|character| *character == '\\').count();
        if three.starts_with('"') && strokes % 2 == 1 {
            at = end + 1;
            continue;
        }
        return end + three.len();
    }
    rest.len()
}
