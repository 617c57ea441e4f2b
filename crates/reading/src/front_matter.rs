//! The lines between `---` or `+++` at the top of a page.
//! In: a page's text. Out: its keys with values and lines, and the offset where the text proper begins.
//!
//! Each key is read on its own, so that one slip gives one message on its line and hides no other. The slips of
//! Chinese typists are understood: `键:值` without a space, full-width `：，【】“”`, quotes inside plain text.

use std::collections::{BTreeMap, BTreeSet};

use toml::de::{DeTable, DeValue};

use super::encoding::is_no_text;
use super::tolerant_toml::Tolerant;
use super::value::Value;
use yanxi_problem::{Diagnostic, Name, Place, Places, Problem, Wording};

/// What is wrong with the lines at the top of a page.
#[derive(Problem)]
pub(crate) enum FrontMatterProblem {
    #[code(R04)]
    #[zh("开头的“{fence}”没有对应的结束行", "在说明项之后、正文之前单起一行写 {fence}")]
    #[en(
        "the opening “{fence}” is never closed",
        "write a line {fence} after the keys, before the text"
    )]
    NotClosed { fence: &'static str },

    #[code(R04)]
    #[zh("这一行写法不对，读不懂", "写成 键 = \"值\" 的样子，引号和等号用半角")]
    #[en(
        "this line cannot be understood ({detail})",
        "write it as key = \"value\", with half-width quotes and ="
    )]
    NotToml {
        #[unsaid(zh)]
        detail: Wording,
    },

    #[code(R04)]
    #[zh("这一项前面已经写过", "两处只留一处")]
    #[en("this key is written twice", "keep one of the two")]
    WrittenTwice,

    #[code(R04)]
    #[zh("这一行不是“键: 值”的样子", "写成 标题: 某某 的样子；是正文的话，移到第二个 --- 之后")]
    #[en(
        "this line is not “key: value”",
        "write it as key: value; if it is text, move it below the second ---"
    )]
    NotAKey,

    #[code(R04)]
    #[zh("“{key}”后面的内容读不懂", "把“{key}”的内容写在同一行，整个用半角双引号括起来")]
    #[en(
        "what stands after “{key}” cannot be understood",
        "write the value of “{key}” on one line, in double quotes"
    )]
    UnreadableValue { key: Name },
}

/// One key with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub key: String,
    pub value: Value,
    /// Line in the file, from 1.
    pub line: usize,
    /// All lines it takes up, in order.
    pub lines: Vec<usize>,
}

/// How the keys of a page are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Yaml,
    Toml,
}

/// The front matter of a page.
#[derive(Debug, Default)]
pub struct FrontMatter {
    /// Nothing where the page has none.
    pub style: Option<Style>,
    pub entries: Vec<Entry>,
    /// Line of the closing fence, from 1.
    pub closing_line: usize,
    /// Byte offset at which the page's text begins.
    pub body_offset: usize,
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the front matter of `text`, if it has any.
pub fn read(shown_path: &str, text: &str) -> FrontMatter {
    let Some(fence) = fence_of(text.lines().next().unwrap_or_default()) else {
        return FrontMatter::default();
    };
    let Some(block) = fenced_block(text, fence) else {
        return without_closing_fence(shown_path, text, fence);
    };
    let style = match fence {
        "+++" => Style::Toml,
        _ => Style::Yaml,
    };
    let mut front_matter = FrontMatter {
        style: Some(style),
        closing_line: block.lines.len() + 2,
        body_offset: block.end,
        ..FrontMatter::default()
    };
    match style {
        Style::Toml => read_toml(shown_path, text, &block, &mut front_matter),
        Style::Yaml => read_yaml(shown_path, text, &block, &mut front_matter),
    }
    front_matter
}

/// The fence that a line stands for.
fn fence_of(line: &str) -> Option<&'static str> {
    match line.trim_end() {
        "---" | "———" | "－－－" => Some("---"),
        "+++" | "＋＋＋" => Some("+++"),
        _ => None,
    }
}

/// Whether a line at the top of a text opens its front matter.
pub fn is_fence(line: &str) -> bool {
    fence_of(line).is_some()
}

/// Byte ranges of the lines between the fences, and the offset after the closing one.
struct Block {
    lines: Vec<(usize, usize)>,
    end: usize,
}

fn fenced_block(text: &str, fence: &str) -> Option<Block> {
    let mut lines = Vec::new();
    let mut offset = text.find('\n')? + 1;
    while offset < text.len() {
        let end = text[offset..].find('\n').map_or(text.len(), |at| offset + at);
        let line = text[offset..end].trim_end();
        let closes = match fence {
            "+++" => matches!(line, "+++" | "＋＋＋"),
            _ => matches!(line, "---" | "———" | "－－－" | "..."),
        };
        if closes {
            return Some(Block { lines, end: (end + 1).min(text.len()) });
        }
        lines.push((offset, end));
        offset = end + 1;
    }
    None
}

/// A rule at the top of a page is no front matter; keys without a closing fence are one error.
fn without_closing_fence(shown_path: &str, text: &str, fence: &'static str) -> FrontMatter {
    let second = text.lines().nth(1).unwrap_or_default();
    let looks_like_key = match fence {
        "+++" => second.contains('='),
        _ => split_key(second).is_some_and(|(key, _)| key.chars().count() <= 12),
    };
    if !looks_like_key {
        return FrontMatter::default();
    }
    FrontMatter {
        body_offset: text.len(),
        diagnostics: vec![Diagnostic::of(
            Place::at_line(shown_path, text, 1),
            &FrontMatterProblem::NotClosed { fence },
        )],
        ..FrontMatter::default()
    }
}

/// Splits `键: 值`, `键：值`, `键:值`; the key may not hold spaces, quotes or brackets.
fn split_key(line: &str) -> Option<(&str, &str)> {
    let (at, separator) =
        line.char_indices().find(|(_, character)| matches!(character, ':' | '：'))?;
    let key = line[..at].trim();
    let key = key.trim_matches(['"', '\'', '“', '”']);
    let fits = !key.is_empty()
        && key
            .chars()
            .all(|character| character.is_alphanumeric() || matches!(character, '_' | '-'));
    fits.then(|| (key, line[at + separator.len_utf8()..].trim()))
}

fn read_yaml(shown_path: &str, text: &str, block: &Block, front_matter: &mut FrontMatter) {
    let mut places = Places::of(shown_path, text);
    let mut at = 0;
    while at < block.lines.len() {
        let (start, end) = block.lines[at];
        let line = &text[start..end];
        let number = at + 2;
        at += 1;
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        let Some((key, rest)) =
            split_key(line).filter(|_| !line.starts_with([' ', '\t', '-', '　']))
        else {
            let place = places.at_line(number);
            front_matter.diagnostics.push(Diagnostic::of(place, &FrontMatterProblem::NotAKey));
            continue;
        };
        let first_continuation = at;
        while let Some((start, end)) = block.lines.get(at)
            && (continues(&text[*start..*end]) || closes(rest, &text[*start..*end]))
        {
            at += 1;
        }
        let continuation: Vec<&str> = block.lines[first_continuation..at]
            .iter()
            .map(|(start, end)| &text[*start..*end])
            .collect();
        match read_yaml_value(rest, &continuation) {
            Ok(value) => front_matter.entries.push(Entry {
                key: key.to_string(),
                value,
                line: number,
                lines: (number..at + 2).collect(),
            }),
            Err(()) => front_matter.diagnostics.push(Diagnostic::of(
                places.at_line(number),
                &FrontMatterProblem::UnreadableValue { key: key.into() },
            )),
        }
    }
}

/// A line that belongs to the key above it: indented, or an item of a list.
fn continues(line: &str) -> bool {
    line.starts_with([' ', '\t', '　']) || line.starts_with("- ") || line == "-"
}

/// A line that only closes what the value of its key opened.
fn closes(value: &str, line: &str) -> bool {
    value.starts_with(['[', '【', '［', '{', '｛'])
        && matches!(line.trim_end(), "]" | "】" | "］" | "}" | "｝")
}

fn read_yaml_value(rest: &str, continuation: &[&str]) -> Result<Value, ()> {
    let rest = strip_comment(rest);
    let continuation: Vec<&str> = continuation
        .iter()
        .copied()
        .filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
        .collect();
    if continuation.is_empty() {
        return Ok(single_line_value(rest));
    }
    let is_list =
        rest.is_empty() && continuation.iter().all(|line| line.trim_start().starts_with('-'));
    if is_list {
        return Ok(Value::List(
            continuation
                .iter()
                .map(|line| {
                    single_line_value(strip_comment(
                        line.trim_start().trim_start_matches('-').trim(),
                    ))
                })
                .collect(),
        ));
    }
    if rest.is_empty() || rest.starts_with(['|', '>', '[', '{', '｛', '"', '\'']) {
        let text = format!("value: {rest}\n{}\n", continuation.join("\n"));
        if rest.starts_with(['{', '｛']) {
            return nested_yaml(&format!("value: {}\n", without_slips(&text["value: ".len()..])));
        }
        return nested_yaml(&text);
    }
    let mut joined = rest.to_string();
    for line in continuation {
        joined.push(' ');
        joined.push_str(line.trim());
    }
    Ok(Value::Text(joined))
}

/// A trailing ` # comment`, as YAML has it.
fn strip_comment(value: &str) -> &str {
    if value.starts_with(['"', '\'']) {
        return value;
    }
    if value == "#" || value.starts_with("# ") {
        return "";
    }
    value.find(" #").map_or(value, |at| value[..at].trim_end())
}

fn single_line_value(text: &str) -> Value {
    if text.is_empty() {
        return Value::Empty;
    }
    if let Some(inner) = bracketed(text) {
        if inner.trim_start().starts_with(['{', '｛'])
            && let Ok(value) = nested_yaml(&format!("value: {}\n", without_slips(text)))
        {
            return value;
        }
        return Value::List(
            inner
                .split([',', '，', '、'])
                .map(str::trim)
                .filter(|item| !item.is_empty())
                .map(|item| Value::Text(unquote(item)))
                .collect(),
        );
    }
    if text.starts_with(['{', '｛'])
        && let Ok(value) = nested_yaml(&format!("value: {}\n", without_slips(text)))
    {
        return value;
    }
    Value::Text(unquote(text))
}

/// A table between braces with the punctuation that it would have with a Latin keyboard; what stands in quotes stays.
fn without_slips(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut quoted, mut escaped) = (false, false);
    for c in text.chars() {
        match c {
            '：' if !quoted => out.push_str(": "),
            '，' if !quoted => out.push_str(", "),
            '｛' if !quoted => out.push('{'),
            '｝' if !quoted => out.push('}'),
            c => out.push(c),
        }
        quoted ^= c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
    }
    out
}

/// The inside of `[…]` or `【…】`.
fn bracketed(text: &str) -> Option<&str> {
    text.strip_prefix(['[', '【', '［'])?.strip_suffix([']', '】', '］'])
}

/// Takes off one pair of quotes around the whole value; quotes inside plain text stay as they are.
fn unquote(text: &str) -> String {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote).and_then(|inner| inner.strip_suffix(quote))
            && (!inner.contains(quote)
                || quote == '"' && inner.replace("\\\"", "").matches('"').count() == 0)
        {
            return if quote == '"' {
                inner.replace("\\\"", "\"").replace("\\\\", "\\")
            } else {
                inner.to_string()
            };
        }
    }
    text.to_string()
}

fn nested_yaml(text: &str) -> Result<Value, ()> {
    let parsed: serde_json::Value = serde_saphyr::from_str(text).map_err(|_| ())?;
    parsed.get("value").map(from_json).ok_or(())
}

/// Escapes such as `\u0001` stand for characters that no page or feed may hold.
fn words(text: &str) -> String {
    text.chars()
        .filter(|character| !is_no_text(*character) || matches!(character, '\n' | '\t'))
        .collect()
}

fn from_json(value: &serde_json::Value) -> Value {
    match value {
        serde_json::Value::Null => Value::Empty,
        serde_json::Value::String(text) => Value::Text(words(text.trim_end_matches('\n'))),
        serde_json::Value::Array(items) => Value::List(items.iter().map(from_json).collect()),
        serde_json::Value::Object(entries) => Value::Table(
            entries.iter().map(|(key, value)| (key.clone(), from_json(value))).collect(),
        ),
        other => Value::Text(other.to_string()),
    }
}

fn read_toml(shown_path: &str, text: &str, block: &Block, front_matter: &mut FrontMatter) {
    let (Some(first), Some(last)) = (block.lines.first(), block.lines.last()) else {
        return;
    };
    let tolerant = Tolerant::of(&text[first.0..last.1]);
    match toml::from_str::<toml::Table>(&tolerant.text) {
        Ok(table) => {
            // Its lines are those of the file.
            let mut lines = lines_of_toml(&tolerant.text);
            for (key, value) in table {
                let lines: Vec<usize> =
                    lines.remove(&key).unwrap_or_default().into_iter().collect();
                front_matter.entries.push(Entry {
                    key,
                    value: from_toml(&value),
                    line: lines.first().copied().unwrap_or(2),
                    lines,
                });
            }
            front_matter.entries.sort_by_key(|entry| entry.line);
        }
        Err(error) => {
            let span = error.span().map_or(0, |span| span.start);
            let place =
                Place::at_offset(shown_path, text, first.0 + tolerant.original_offset(span));
            let problem = match error.message().contains("duplicate") {
                true => FrontMatterProblem::WrittenTwice,
                false => {
                    let detail = Wording::untranslated(error.message());
                    FrontMatterProblem::NotToml { detail }
                }
            };
            front_matter.diagnostics.push(Diagnostic::of(place, &problem));
        }
    }
}

/// The lines of the file that each key at the top takes up, those of its sub-tables included.
fn lines_of_toml(inner: &str) -> BTreeMap<String, BTreeSet<usize>> {
    let Ok(document) = DeTable::parse(inner) else {
        return BTreeMap::new();
    };
    let line_starts: Vec<usize> =
        std::iter::once(0).chain(inner.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let line_at = |offset: usize| line_starts.partition_point(|start| *start <= offset) + 1;
    let mut lines: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (key, value) in document.get_ref().iter() {
        let mut spans = vec![key.span()];
        toml_spans(value, &mut spans);
        lines.insert(
            key.get_ref().to_string(),
            spans
                .into_iter()
                .filter(|span| span.start < span.end)
                .flat_map(|span| line_at(span.start)..=line_at(span.end - 1))
                .collect(),
        );
    }
    lines
}

fn toml_spans(value: &toml::Spanned<DeValue<'_>>, spans: &mut Vec<std::ops::Range<usize>>) {
    spans.push(value.span());
    match value.get_ref() {
        DeValue::Table(table) => {
            for (key, value) in table.iter() {
                spans.push(key.span());
                toml_spans(value, spans);
            }
        }
        DeValue::Array(values) => values.iter().for_each(|value| toml_spans(value, spans)),
        _ => {}
    }
}

fn from_toml(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::Text(words(text)),
        toml::Value::Array(items) => Value::List(items.iter().map(from_toml).collect()),
        toml::Value::Table(table) => {
            Value::Table(table.iter().map(|(key, value)| (key.clone(), from_toml(value))).collect())
        }
        other => Value::Text(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use yanxi_problem::Language;
    use yanxi_problem::print::line;

    fn entries(text: &str) -> Vec<(String, Value)> {
        let front_matter = read("a.md", text);
        assert_eq!(front_matter.diagnostics, []);
        front_matter.entries.into_iter().map(|entry| (entry.key, entry.value)).collect()
    }

    fn text(value: &str) -> Value {
        Value::Text(value.into())
    }

    #[test]
    fn slips_of_chinese_typists_are_understood() {
        let read = entries(
            "---\n标题：关于\"三个问题\"的说明\n日期:2008-11-18\n标签：【学习，民生、生态】\n来源: \"样例\"和'样例'\n描述: 甲：乙: 丙\n---\n正文",
        );
        assert_eq!(
            read,
            [
                ("标题".into(), text("关于\"三个问题\"的说明")),
                ("日期".into(), text("2008-11-18")),
                ("标签".into(), Value::List(vec![text("学习"), text("民生"), text("生态")])),
                ("来源".into(), text("\"样例\"和'样例'")),
                ("描述".into(), text("甲：乙: 丙")),
            ]
        );
    }

    #[test]
    fn a_hint_after_a_key_is_no_value() {
        assert_eq!(
            entries("---\n主持人: # 必填\n标签: #学习\n日期: 2008-11-18 # 开会那天\n---\n"),
            [
                ("主持人".into(), Value::Empty),
                ("标签".into(), text("#学习")),
                ("日期".into(), text("2008-11-18")),
            ]
        );
    }

    #[test]
    fn proper_yaml_keeps_its_meaning() {
        let read = entries(
            "---\ntitle: \"a: \\\"b\\\"\" \ntags:\n- x\n- 'y z'\ndescription: |\n  one\n  two\nextra:\n  a: {b: 1}\n---\n",
        );
        assert_eq!(read[0], ("title".into(), text("a: \"b\"")));
        assert_eq!(read[1], ("tags".into(), Value::List(vec![text("x"), text("y z")])));
        assert_eq!(read[2], ("description".into(), text("one\ntwo")));
        assert_eq!(
            read[3].1,
            Value::Table(vec![("a".into(), Value::Table(vec![("b".into(), text("1"))]))])
        );
    }

    #[test]
    fn one_bad_line_hides_no_other() {
        let front_matter =
            read("资料/a.md", "---\n标题 讲话\n日期: 2008-11-18\n第二个坏行\n---\n正文");
        let lines: Vec<String> =
            front_matter.diagnostics.iter().map(|p| line(p, Language::Chinese)).collect();
        assert_eq!(
            lines,
            [
                "错误 R04 资料/a.md 第2行 标题 讲话 —— 这一行不是“键: 值”的样子。改法：写成 标题: 某某 的样子；是正文的话，移到第二个 --- 之后",
                "错误 R04 资料/a.md 第4行 第二个坏行 —— 这一行不是“键: 值”的样子。改法：写成 标题: 某某 的样子；是正文的话，移到第二个 --- 之后",
            ]
        );
        assert_eq!(front_matter.entries.len(), 1);
    }

    #[test]
    fn an_unclosed_fence_is_one_error_and_a_rule_is_none() {
        let unclosed = read("a.md", "---\n标题: 甲\n正文\n");
        assert_eq!(
            line(&unclosed.diagnostics[0], Language::Chinese),
            "错误 R04 a.md 第1行 --- —— 开头的“---”没有对应的结束行。改法：在说明项之后、正文之前单起一行写 ---"
        );
        assert_eq!(read("a.md", "---\n\n这是正文。\n").diagnostics, []);
    }

    #[test]
    fn toml_is_read_and_its_errors_have_lines() {
        assert_eq!(
            entries("+++\ntitle = \"甲\"\ndate = 2008-11-18\n+++\n")[1].1,
            text("2008-11-18")
        );
        let broken = read("a.md", "+++\n标题 = \"甲\"\n日期 = = 1\n+++\n");
        assert_eq!(broken.diagnostics[0].place.line, Some(3));
        let twice = read("a.md", "+++\n标题 = \"甲\"\n标题 = \"乙\"\n+++\n");
        assert_eq!(
            line(&twice.diagnostics[0], Language::Chinese),
            "错误 R04 a.md 第3行 标题 = \"乙\" —— 这一项前面已经写过。改法：两处只留一处"
        );
    }

    #[test]
    fn chinese_keys_stand_bare_between_plus_signs_as_in_a_plan() {
        let read = read(
            "a.md",
            "+++\n标题 ＝ “关于开展活动的通知”\n日期 = 2027-01-03\n公开 = 内部\n标签 = [学习，\n 民生]\n+++\n正文\n",
        );
        assert_eq!(read.diagnostics, []);
        let said: Vec<(&str, &Value, &[usize])> = read
            .entries
            .iter()
            .map(|entry| (entry.key.as_str(), &entry.value, entry.lines.as_slice()))
            .collect();
        assert_eq!(
            said,
            [
                ("标题", &text("关于开展活动的通知"), &[2][..]),
                ("日期", &text("2027-01-03"), &[3]),
                ("公开", &text("内部"), &[4]),
                ("标签", &Value::List(vec![text("学习"), text("民生")]), &[5, 6]),
            ]
        );
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(---|\\+\\+\\+)\n[-+:：\\[\\]{}\"'|> \n#a甲，]{0,80}\n(---|\\+\\+\\+)?") {
            let front_matter = read("a.md", &text);
            proptest::prop_assert!(front_matter.body_offset <= text.len());
        }
    }
}
