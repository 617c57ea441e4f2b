//! Tells lessons on secrecy from marks: tables that explain the levels, options of a quiz.
//! In: the runs of a text. Out: the parts of its source where a mark is only spoken of.

use std::collections::BTreeSet;
use std::ops::Range;

use super::find_in_run;
use crate::finding::Form;
use crate::text_run::TextRun;

/// Ends a line inside a run, as `<br>` does.
const BREAK: char = '\u{B}';

/// The parts of a text in which marks are explained or asked for.
pub(crate) fn lessons(runs: &[TextRun]) -> Vec<Range<usize>> {
    let mut lessons = Vec::new();
    let mut at = 0;
    while at < runs.len() {
        let length = runs[at..].iter().take_while(|run| run.column.is_some()).count();
        if length > 0 {
            let rows = rows(&runs[at..at + length]);
            table_of_levels(&rows, &mut lessons);
            table_of_options(&rows, &mut lessons);
            at += length;
            continue;
        }
        let length = runs[at..].iter().take_while(|run| run.column.is_none()).count();
        listed_options(&runs[at..at + length], &mut lessons);
        at += length;
    }
    lessons
}

fn whole(run: &TextRun) -> Range<usize> {
    run.source_of(&(0..run.text.len()))
}

/// Without blanks and what emphasis leaves.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '*' | '_' | '`' | '“' | '”' | '"'))
        .collect()
}

fn is_mark(text: &str) -> bool {
    let mut findings = Vec::new();
    find_in_run(text, Form::Value, &mut findings);
    !findings.is_empty()
}

type Row<'a> = Vec<&'a TextRun>;

/// Cells in rows; empty ones may be missing.
fn rows(cells: &[TextRun]) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    let mut before = None;
    for cell in cells {
        let is_rule = cell.text.chars().all(|c| matches!(c, '-' | ':' | ' ' | '|'));
        if before.is_none_or(|before| cell.column <= before) {
            rows.push(Row::new());
        }
        before = Some(cell.column);
        if let Some(row) = rows.last_mut().filter(|_| !is_rule) {
            row.push(cell);
        }
    }
    rows.retain(|row| !row.is_empty());
    rows
}

fn level_of(text: &str) -> Option<&'static str> {
    let text = bare(text);
    let name = text.strip_suffix('级').unwrap_or(&text);
    ["绝密", "机密", "秘密"].into_iter().find(|level| *level == name)
}

/// The first column is headed 密级 and has each level once: 绝密, three decades. A table of files has other columns.
fn table_of_levels(rows: &[Row<'_>], lessons: &mut Vec<Range<usize>>) {
    const HEADS: [&str; 5] = ["密级", "密级名称", "国家秘密的密级", "国家秘密密级", "保密等级"];
    const OF_FILES: [&str; 14] = [
        "文件", "文号", "字号", "标题", "题名", "题目", "份", "紧急", "材料", "资料", "名称",
        "编号", "发文", "来文",
    ];
    // One level alone may be that of the document; what explains it says so.
    const EXPLAINING: [&str; 14] = [
        "最长",
        "含义",
        "定义",
        "意思",
        "解释",
        "说明",
        "标准",
        "危害",
        "损害",
        "概念",
        "要求",
        "权限",
        "不超过",
        "一般",
    ];
    let first = |row: &Row<'_>| {
        row.first().filter(|cell| cell.column == Some(0)).map(|cell| cell.text.clone())
    };
    let Some((head, rest)) = rows.split_first() else {
        return;
    };
    if !first(head).is_some_and(|text| HEADS.contains(&bare(&text).as_str())) {
        return;
    }
    let others: Vec<String> = head[1..].iter().map(|cell| bare(&cell.text)).collect();
    let say =
        |words: &[&str]| others.iter().any(|other| words.iter().any(|word| other.contains(word)));
    let levels: Vec<Option<&str>> =
        rest.iter().map(|row| first(row).and_then(|text| level_of(&text))).collect();
    let distinct: BTreeSet<&str> = levels.iter().flatten().copied().collect();
    let each_once = distinct.len() == rest.len() && !rest.is_empty();
    if !each_once || say(&OF_FILES) || rest.len() == 1 && !say(&EXPLAINING) {
        return;
    }
    for (row, level) in rest.iter().zip(levels) {
        let of_level = row.iter().filter(|cell| {
            level.is_some_and(|level| bare(&cell.text).trim_start_matches('标').starts_with(level))
        });
        lessons.extend(of_level.map(|cell| whole(cell)));
    }
}

/// Columns A, B, C, D of a quiz: where two of a question's options are marks, the question is about them.
fn table_of_options(rows: &[Row<'_>], lessons: &mut Vec<Range<usize>>) {
    let Some((head, rest)) = rows.split_first() else {
        return;
    };
    let is_option = |text: &str| {
        let text = bare(text);
        let text = text.strip_prefix("选项").unwrap_or(&text);
        let text = text.strip_suffix("选项").or_else(|| text.strip_suffix('项')).unwrap_or(text);
        let mut characters = text.chars();
        matches!(
            (characters.next(), characters.next()),
            (Some('A'..='H' | 'a'..='h' | '一' | '二' | '三' | '四'), None)
        )
    };
    let columns: BTreeSet<usize> =
        head.iter().filter(|cell| is_option(&cell.text)).filter_map(|cell| cell.column).collect();
    if columns.len() < 2 {
        return;
    }
    for row in rest {
        let of_question: Vec<&&TextRun> = row
            .iter()
            .filter(|cell| cell.column.is_some_and(|column| columns.contains(&column)))
            .collect();
        let marks: BTreeSet<String> = of_question
            .iter()
            .filter(|cell| is_mark(&cell.text))
            .map(|cell| bare(&cell.text))
            .collect();
        if marks.len() > 1 {
            lessons.extend(of_question.iter().map(|cell| whole(cell)));
        }
    }
}

/// An option in a line: its letter, and the part of the run.
struct Choice<'a> {
    letter: char,
    run: &'a TextRun,
    range: Range<usize>,
}

/// `A. 绝密`, each on a line or one behind the other.
fn listed_options(runs: &[TextRun], lessons: &mut Vec<Range<usize>>) {
    let mut group: Vec<Choice<'_>> = Vec::new();
    let mut question = String::new();
    for run in runs {
        let mut at = 0;
        for line in run.text.split(['\n', BREAK]) {
            let choices = choices(run, line, at);
            at += line.len() + 1;
            if choices.is_empty() && line.trim().is_empty() {
                continue;
            }
            if choices.is_empty() {
                end_question(&mut group, &question, lessons);
                question = line.to_string();
                continue;
            }
            for choice in choices {
                let expected = group.last().map_or('A', |last| next(last.letter));
                if choice.letter != expected {
                    end_question(&mut group, &question, lessons);
                }
                if choice.letter == 'A' || choice.letter == expected && !group.is_empty() {
                    group.push(choice);
                }
            }
        }
    }
    end_question(&mut group, &question, lessons);
}

fn next(letter: char) -> char {
    char::from_u32(u32::from(letter) + 1).unwrap_or(letter)
}

/// Options are a lesson where the question speaks of secrecy, or two of them are marks.
fn end_question(group: &mut Vec<Choice<'_>>, question: &str, lessons: &mut Vec<Range<usize>>) {
    const OF_SECRECY: [&str; 6] = ["密级", "保密", "涉密", "定密", "秘密", "标志"];
    let choices = std::mem::take(group);
    if choices.len() < 2 {
        return;
    }
    let marks: BTreeSet<String> = choices
        .iter()
        .map(|choice| &choice.run.text[choice.range.clone()])
        .filter(|text| is_mark(text))
        .map(bare)
        .collect();
    if marks.len() > 1 || OF_SECRECY.iter().any(|word| question.contains(word)) {
        lessons.extend(choices.iter().map(|choice| choice.run.source_of(&choice.range)));
    }
}

/// The options that a line holds; the first begins the line.
fn choices<'a>(run: &'a TextRun, line: &str, offset: usize) -> Vec<Choice<'a>> {
    /// Longer ones are sentences, which hold no mark by chance.
    const LONGEST: usize = 60;
    let mut starts: Vec<(char, usize, usize)> = Vec::new();
    let mut before = ' ';
    let mut characters = line.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let letter = match c {
            'A'..='H' => Some(c),
            'Ａ'..='Ｈ' => char::from_u32(u32::from(c) - 0xFEE0),
            _ => None,
        };
        let begins =
            before.is_whitespace() || matches!(before, '-' | '*' | '（' | '(' | '>' | '；' | ';');
        before = c;
        if let (Some(letter), true, Some((dot, sign))) =
            (letter, begins, characters.peek().copied())
            && matches!(sign, '.' | '．' | '、' | '）' | ')' | '：' | ':')
        {
            starts.push((letter, at, dot + sign.len_utf8()));
        }
    }
    let begins_line = starts.first().is_some_and(|(_, at, _)| {
        line[..*at].chars().all(|c| c.is_whitespace() || matches!(c, '-' | '*' | '（' | '(' | '>'))
    });
    if !begins_line {
        return Vec::new();
    }
    let ends = starts.iter().skip(1).map(|(_, at, _)| *at).chain([line.len()]);
    let all: Vec<Choice<'a>> = starts
        .iter()
        .zip(ends)
        .map(|((letter, _, from), to)| Choice {
            letter: *letter,
            run,
            range: offset + from..offset + to,
        })
        .collect();
    let is_short = |choice: &Choice<'_>| run.text[choice.range.clone()].chars().count() <= LONGEST;
    if all.iter().all(is_short) { all } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use crate::{Form, Kind, scan};

    fn marks(text: &str, form: Form) -> Vec<String> {
        let found = scan(text, form).into_iter();
        let marks =
            found.filter(|found| matches!(found.kind, Kind::SecrecyMark | Kind::InternalMark));
        marks.map(|found| found.mask).collect()
    }

    #[test]
    fn a_table_that_explains_the_levels_is_a_lesson_and_a_list_of_files_is_none() {
        for lesson in [
            "| 密级 | 最长期限 |\n|---|---|\n| 绝密 | 三十年 |\n",
            "| 密级 | 标志 |\n|---|---|\n| 绝密 | 绝密★30年 |\n| 机密 | 机密★20年 |\n| 秘密 | 秘密★10年 |\n",
            "| **密 级** | 危害 |\n|---|---|\n| 绝密级 | 特别严重 |\n| 机密级 | 严重 |\n",
            "密级,最长期限\n绝密,30年\n机密,20年\n",
        ] {
            let form = if lesson.starts_with('|') { Form::Text } else { Form::Csv };
            assert_eq!(marks(lesson, form), Vec::<String>::new(), "{lesson}");
        }
        let html = "<table><tr><th>密级</th><th>期限</th></tr><tr><td>绝密</td><td>30年</td></tr>\
                    <tr><td>机密</td><td>20年</td></tr></table>";
        assert_eq!(marks(html, Form::Markup), Vec::<String>::new());
        for (files, told) in [
            ("| 密级 | 文件 |\n|---|---|\n| 绝密 | 甲 |\n| 机密 | 乙 |\n", 2),
            ("| 文件 | 密级 |\n|---|---|\n| 甲 | 绝密 |\n| 乙 | 机密 |\n", 2),
            ("| 密级 | 期限 |\n|---|---|\n| 机密 | 5年 |\n", 1),
            ("| 密级 | 期限 |\n|---|---|\n| 机密 | 5年 |\n| 机密 | 3年 |\n", 2),
            ("| 密级 | 秘密★1年 |\n|---|---|\n| 份号 | 003 |\n", 1),
            ("| 密级 | 最长期限 |\n|---|---|\n| 绝密 | 秘密★1年 |\n", 1),
        ] {
            assert_eq!(marks(files, Form::Text).len(), told, "{files}");
        }
    }

    #[test]
    fn options_of_a_question_about_marks_are_a_lesson_and_one_mark_among_others_is_none() {
        for lesson in [
            "下列标志正确的是（ ）\nA. 秘密★1年\nB. 秘密-1年\n",
            "1. 选一选\n\nA、机密★5年　B、秘密★1年　C、公开\n",
            "- A. 机密★5年\n- B. 绝密★30年\n",
            "| 题目 | A | B | C |\n|---|---|---|---|\n| 选一选 | 内部资料 | 秘密 | 公开 |\n",
        ] {
            assert_eq!(marks(lesson, Form::Text), Vec::<String>::new(), "{lesson}");
        }
        for mark in [
            "会议材料如下\nA. 秘密★1年\nB. 公开的报告\n",
            "A. 秘密★1年\n",
            "| 题目 | A | B | C |\n|---|---|---|---|\n| 选一选 | 内部资料 | 甲 | 乙 |\n",
        ] {
            assert_eq!(marks(mark, Form::Text).len(), 1, "{mark}");
        }
    }
}
