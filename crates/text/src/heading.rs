//! Lines that open with 一、 or （一）: which of them may be headings, and which are entries of a list.
//! In: one line. Out: its number and its form. A line alone does not decide: what stands under it and beside it does too.

use crate::marker::{Marker, opening};

/// A heading without a stop has at most so many characters.
const WHOLE_LIMIT: usize = 80;
/// One that ends in a full stop: a longer one is a sentence of a text.
const STOPPED_LIMIT: usize = 25;
/// One that ends in a colon names what follows.
const COLON_LIMIT: usize = 20;
/// A first sentence that heads the text behind it.
const SENTENCE_LIMIT: usize = 60;
/// The same where provisions are numbered, 第一条 and so on, whose entries often are two sentences.
const PROVISION_LIMIT: usize = 20;
/// So much text stands at least behind such a sentence.
const TEXT_BEHIND: usize = 10;
/// A line of running text this long is no heading by its line end alone.
const RUNNING_LINE: usize = 40;
/// What announces a list rather than names a part.
const ANNOUNCING: [&str; 10] =
    ["下列", "如下", "以下", "包括", "是指", "应当", "按照", "之一", "修改为", "如："];

/// A line that opens with 一、 or （一）.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberedLine {
    /// 1 for 一、 and 2 for （一）.
    pub level: u8,
    pub number: u64,
    /// Length of the marker in bytes, with the white space before it.
    pub marker_end: usize,
}

/// What such a line may be by its own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// It ends in ；，or 、.
    Entry,
    /// A heading, if something stands under it. `stopped` tells whether it ends in 。！？ or ：.
    Whole { stopped: bool },
    /// Its first sentence heads the text behind it; it ends at this byte.
    RunIn { end: usize },
    /// A paragraph.
    Text,
}

/// The number that opens a line as 一、 or （一）, where more than it stands there.
pub fn numbered_line(line: &str) -> Option<NumberedLine> {
    let opening = opening(line)?;
    let level = match opening.marker {
        Marker::HanNumber => 1,
        Marker::HanParenthesis => 2,
        _ => return None,
    };
    let is_empty = without_stop(opening.rest).is_empty();
    let marker_end = line.len() - opening.rest.len();
    (!is_empty).then_some(NumberedLine { level, number: opening.value, marker_end })
}

/// What a line with a number may be. `provisions`: it stands on a page of 第一条, 第二条.
pub fn form_of(line: &str, numbered: &NumberedLine, provisions: bool) -> Form {
    let text = line.trim_end();
    let Some(body) = text.get(numbered.marker_end..) else {
        return Form::Text;
    };
    let length = text.trim_start().chars().count();
    let last = text.trim_end_matches(is_closing_quote).chars().next_back();
    if matches!(last, Some('；' | ';' | '，' | ',' | '、')) {
        return Form::Entry;
    }
    let first_stop = first_stop(body);
    let sentence = first_stop.filter(|stop| is_sentence_end(stop.sign));
    let has_text_behind =
        sentence.is_some_and(|stop| body[stop.end..].chars().count() >= TEXT_BEHIND);
    if let Some(stop) = sentence.filter(|_| has_text_behind) {
        let words = without_stop(&body[..stop.end]);
        let long = text[..numbered.marker_end + stop.end].trim_start().chars().count();
        let fits = match provisions {
            true => long <= PROVISION_LIMIT && !words.contains(['，', '、', ',']),
            false => long <= SENTENCE_LIMIT,
        };
        return match fits && !words.is_empty() {
            true => Form::RunIn { end: numbered.marker_end + stop.end },
            false => Form::Text,
        };
    }
    let ends_with_first_stop = first_stop.is_none_or(|stop| body[stop.end..].is_empty());
    match last {
        Some('。' | '．' | '.' | '！' | '!') if length <= STOPPED_LIMIT && ends_with_first_stop => {
            Form::Whole { stopped: true }
        }
        Some('？' | '?') if length <= WHOLE_LIMIT => Form::Whole { stopped: true },
        Some('：' | ':')
            if length <= COLON_LIMIT && !ANNOUNCING.iter().any(|word| body.contains(word)) =>
        {
            Form::Whole { stopped: true }
        }
        Some('。' | '．' | '.' | '！' | '!' | '：' | ':' | '…') | None => Form::Text,
        Some(_) if length <= WHOLE_LIMIT && sentence.is_none() => Form::Whole { stopped: false },
        Some(_) => Form::Text,
    }
}

/// The words of a heading: without white space around them and without a stop at their end.
pub fn heading_words(text: &str) -> &str {
    without_stop(text)
}

/// Where the next clause ends behind byte `end`: after ，；：or the end of a sentence.
pub fn next_clause(line: &str, end: usize) -> Option<usize> {
    let rest = line.get(end..).filter(|rest| !without_stop(rest).is_empty())?;
    let stop = rest
        .char_indices()
        .find(|(_, c)| matches!(c, '，' | ',' | '；' | ';' | '：' | ':') || is_sentence_end(*c));
    Some(stop.map_or(line.len(), |(place, sign)| end + place + sign.len_utf8()))
}

/// Whether the end of this line ends a heading, however long it is, and the next line a paragraph of its own: a line with
/// a number, without a comma at its end and without a sentence of running text in it.
pub fn is_closed_by_line_end(line: &str) -> bool {
    let Some(numbered) = numbered_line(line) else {
        return false;
    };
    let text = line.trim_end();
    let body = text.get(numbered.marker_end..).unwrap_or_default();
    let is_running = first_stop(body).is_some_and(|stop| !body[stop.end..].is_empty());
    let is_short = text.trim_start().chars().nth(RUNNING_LINE - 1).is_none();
    !text.ends_with(['，', ',', '、']) && (is_short || !is_running)
}

#[derive(Debug, Clone, Copy)]
struct Stop {
    sign: char,
    end: usize,
}

/// The first stop outside brackets and quotation marks: a sentence end, ； or ：.
fn first_stop(body: &str) -> Option<Stop> {
    let mut depth = 0_usize;
    for (place, sign) in body.char_indices() {
        match sign {
            '（' | '(' | '《' | '〈' | '「' | '『' | '“' | '‘' | '【' | '〔' | '［' | '[' =>
            {
                depth += 1;
            }
            '）' | ')' | '》' | '〉' | '」' | '』' | '”' | '’' | '】' | '〕' | '］' | ']' =>
            {
                depth = depth.saturating_sub(1);
            }
            '。' | '！' | '!' | '？' | '?' | '；' | ';' | '：' | ':' if depth == 0 => {
                return Some(Stop { sign, end: place + sign.len_utf8() });
            }
            _ => {}
        }
    }
    None
}

fn is_sentence_end(sign: char) -> bool {
    matches!(sign, '。' | '！' | '!' | '？' | '?')
}

fn is_closing_quote(sign: char) -> bool {
    matches!(sign, '”' | '’' | '」' | '』' | '"' | '\'')
}

/// The text without white space around it and without a stop or comma at its end.
fn without_stop(text: &str) -> &str {
    text.trim_start().trim_end_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, '。' | '；' | '：' | '，' | '、' | '．' | ';' | ':' | ',' | '.')
    })
}

#[cfg(test)]
mod tests {
    use super::{Form, form_of, heading_words, is_closed_by_line_end, next_clause, numbered_line};

    fn form(line: &str, provisions: bool) -> Form {
        form_of(line, &numbered_line(line).unwrap(), provisions)
    }

    fn sentence(line: &str) -> &str {
        match form(line, false) {
            Form::RunIn { end } => &line[..end],
            _ => "",
        }
    }

    #[test]
    fn numbers_and_levels() {
        let numbered = numbered_line("　（十二）总则").unwrap();
        assert_eq!((numbered.level, numbered.number), (2, 12));
        assert_eq!(numbered.marker_end, "　（十二）".len());
        for line in ["一、", "（一）。", "1. 总则", "第一条 总则", "一、二、三产业协调发展"]
        {
            assert_eq!(numbered_line(line), None, "{line}");
        }
    }

    #[test]
    fn entries_of_lists_end_in_commas() {
        for line in ["（一）甲；", "（二）乙，", "三、丙、", "（一）甲。但是也可以补正乙丙丁戊己；"]
        {
            assert!(matches!(form(line, true), Form::Entry), "{line}");
        }
    }

    #[test]
    fn whole_lines() {
        let long = format!("一、{}", "学".repeat(78));
        for line in ["一、提高认识", "（一）提高认识。", "二、怎么办？", "三、填写要求：", &long]
        {
            assert!(matches!(form(line, false), Form::Whole { .. }), "{line}");
        }
        let longer = format!("{long}学");
        for line in [
            &longer[..],
            "一、同意张样同志任甲嘎查党支部书记，李例同志任副书记。",
            "二、应当符合下列条件：",
            "三、",
        ] {
            let is_whole = numbered_line(line).is_some_and(|numbered| {
                matches!(form_of(line, &numbered, false), Form::Whole { .. })
            });
            assert!(!is_whole, "{line}");
        }
        assert_eq!(heading_words(" 一、提高认识，加强领导。"), "一、提高认识，加强领导");
        assert_eq!(heading_words("二、怎么办？"), "二、怎么办？");
    }

    #[test]
    fn first_sentences() {
        let line = "（一）提高认识。全镇上下要统一思想，抓好落实。";
        assert_eq!(sentence(line), "（一）提高认识。");
        assert_eq!(sentence("（一）提高认识。全镇。"), "");
        assert_eq!(
            sentence("（一）坚持“先学。后干。”的办法。全镇上下要统一思想。"),
            "（一）坚持“先学。后干。”的办法。"
        );
        assert_eq!(sentence("（一）要求：提高认识。全镇上下要统一思想，抓好落实。"), "");
        assert_eq!(form(line, true), form(line, false));
        let comma = "（一）提高认识，端正态度。全镇上下要统一思想，抓好落实。";
        assert_eq!(sentence(comma), "（一）提高认识，端正态度。");
        assert_eq!(form(comma, true), Form::Text);
    }

    #[test]
    fn clauses() {
        let line = "（一）提高认识。全镇上下，抓好落实。";
        let first = "（一）提高认识。".len();
        let second = next_clause(line, first).unwrap();
        assert_eq!(&line[..second], "（一）提高认识。全镇上下，");
        assert_eq!(next_clause(line, line.len()), None);
    }

    #[test]
    fn headings_are_closed_by_their_line_end() {
        let long = format!("一、{}", "站在全局的高度，认识重大意义".repeat(4));
        for line in ["一、提高认识", &long, "（一）坚持“以人为本”"] {
            assert!(is_closed_by_line_end(line), "{line}");
        }
        let running = format!("（一）提高认识。{}", "全镇上下要统一思想".repeat(5));
        for line in ["一、提高认识，", "1. 提高认识", &running] {
            assert!(!is_closed_by_line_end(line), "{line}");
        }
    }
}
