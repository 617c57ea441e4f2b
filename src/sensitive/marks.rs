//! Finds secrecy marks and tells them from prose about secrecy.
//! In: a text and its form. Out: findings. `秘密★1年` is a mark wherever it stands; `机密` or `内部资料` without a star
//! is one only where it stands alone: a line, a cell, a value, a part of a file name.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::digits::markup;
use super::reading::is_invisible;
use super::{Finding, Form, Kind};

/// A character that counts, with its place.
#[derive(Debug, Clone, Copy)]
struct Mark {
    c: char,
    start: usize,
    end: usize,
}

/// Every mark holds one of these; most lines hold none.
static WORDS_OF_MARKS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::new(["密", "内", "內", "注", "外传", "外傳", "保存", "收回"]).ok()
});

/// All marks of a text.
pub(super) fn find(text: &str, form: Form, findings: &mut Vec<Finding>) {
    let Some(words) = WORDS_OF_MARKS.as_ref() else {
        return;
    };
    let mut done = 0;
    for word in words.find_iter(text) {
        if word.start() < done {
            continue;
        }
        let start = text[..word.start()].rfind('\n').map_or(0, |at| at + 1);
        done = text[word.end()..]
            .find('\n')
            .map_or(text.len(), |at| word.end() + at);
        let line = &text[start..done];
        if !may_hold_mark(line) {
            continue;
        }
        let characters = significant(line, start);
        find_stars(&characters, text, form, findings);
        find_pairs(&characters, text, findings);
        for unit in units(line, start, form) {
            find_alone(unit, form, findings);
        }
    }
}

/// Whether the characters of a mark stand in a line at all, near or apart.
fn may_hold_mark(line: &str) -> bool {
    let has = |one: char| line.contains(one);
    has('密')
        || (has('内') || has('內')) && has('部')
        || has('注') && has('意') && has('保')
        || has('外')
        || has('保')
        || has('收')
}

/// The characters of a line without spaces and invisible ones, in their usual form.
fn significant(line: &str, offset: usize) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut skip_to = 0;
    for (at, c) in line.char_indices() {
        if at < skip_to || c.is_whitespace() || is_invisible(c) {
            continue;
        }
        let star = (c == '&')
            .then(|| {
                STARS_IN_HTML
                    .iter()
                    .find(|star| line[at..].starts_with(**star))
            })
            .flatten();
        let length = star.map_or(c.len_utf8(), |star| star.len());
        skip_to = at + length;
        marks.push(Mark {
            c: if star.is_some() { '★' } else { usual(c) },
            start: offset + at,
            end: offset + at + length,
        });
    }
    marks
}

const STARS_IN_HTML: [&str; 6] = [
    "&#9733;", "&#9734;", "&#x2605;", "&#x2606;", "&starf;", "&star;",
];

fn usual(c: char) -> char {
    match c {
        '絕' => '绝',
        '機' => '机',
        '祕' => '秘',
        '內' => '内',
        '資' => '资',
        '傳' => '传',
        '長' => '长',
        '個' => '个',
        '級' => '级',
        '閱' => '阅',
        '０'..='９' => char::from_u32(u32::from(c) - 0xFF10 + 0x30).unwrap_or(c),
        '★'
        | '☆'
        | '⭐'
        | '🌟'
        | '✩'..='✰'
        | '⋆'
        | '✡'
        | '✦'
        | '✧'
        | '⚝'
        | '🟊'
        | '🞰'
        | '﹡'
        | '※'
        | '٭' => '★',
        '＊' | '∗' => '*',
        _ => c,
    }
}

fn begins_with(characters: &[Mark], word: &str) -> bool {
    let mut at = 0;
    word.chars().all(|c| {
        let same = characters.get(at).is_some_and(|mark| mark.c == c);
        at += 1;
        same
    })
}

fn push(kind: Kind, range: std::ops::Range<usize>, text: &str, findings: &mut Vec<Finding>) {
    let overlaps = |other: &Finding| {
        other.kind.is_mark() && other.range.start < range.end && range.start < other.range.end
    };
    if !findings.iter().any(overlaps) {
        findings.push(Finding {
            kind,
            mask: text[range.clone()].to_string(),
            range,
        });
    }
}

const LEVELS: [&str; 5] = ["绝密", "机密", "秘密", "商密", "内部"];

/// A level with a star, or with another sign and a period.
fn find_stars(characters: &[Mark], text: &str, form: Form, findings: &mut Vec<Finding>) {
    for at in 0..characters.len() {
        let rest = &characters[at..];
        let Some(level) = LEVELS.iter().find(|level| begins_with(rest, level)) else {
            continue;
        };
        let mut after = level.chars().count();
        after += usize::from(rest.get(after).is_some_and(|mark| mark.c == '级'));
        // Brackets and quotes around the level: 【机密】★1年.
        after += rest[after..]
            .iter()
            .take_while(|mark| "】]）)”\"》」』".contains(mark.c))
            .count()
            .min(2);
        let stars = rest[after..]
            .iter()
            .take_while(|mark| mark.c == '★')
            .count();
        let signs = rest[after..]
            .iter()
            .take_while(|mark| is_sign(mark.c))
            .count();
        let period = period(&rest[after + signs..]);
        let is_mark = match (stars, signs, period) {
            // Stars alone rate something: 难度：保守秘密★★★☆☆.
            (1, 1, 0) => {
                is_edge_before(characters, at)
                    && (form == Form::Path || is_edge_after(&rest[after + 1..]))
            }
            (_, 1..=3, 1..) => *level != "内部" || stars > 0,
            _ => false,
        };
        let end = after + signs + period;
        if is_mark && !is_quoted_as_example(characters, at, at + end) {
            let range = rest[0].start..rest[end - 1].end;
            push(Kind::SecrecyMark, range, text, findings);
        }
    }
}

fn is_sign(c: char) -> bool {
    matches!(
        c,
        '★' | '*'
            | '·'
            | '•'
            | '●'
            | '○'
            | '■'
            | '□'
            | '◆'
            | '◇'
            | '▲'
            | '△'
            | '☀'
            | '✱'
            | '✻'
            | '❋'
            | '✽'
            | '✭'
            | '#'
            | '＃'
            | '^'
    )
}

/// Length of a period at the beginning: 1年, 六个月, 30天, 长期, 启用前, 2027年1月1日前.
fn period(characters: &[Mark]) -> usize {
    for word in [
        "长期",
        "永久",
        "启用前",
        "解密",
        "开考前",
        "考前",
        "公开前",
        "公布前",
        "发布前",
        "保密期限",
        "解密时间",
        "解密条件",
    ] {
        if begins_with(characters, word) {
            return word.chars().count();
        }
    }
    let mut at = 0;
    loop {
        let digits = characters[at..]
            .iter()
            .take_while(|mark| {
                mark.c.is_ascii_digit() || "一二三四五六七八九十百廿卅两半零〇".contains(mark.c)
            })
            .count();
        let rest = &characters[at + digits..];
        let unit = ["年", "个月", "月", "日", "天", "周"]
            .iter()
            .find(|unit| begins_with(rest, unit));
        match unit {
            Some(unit) if digits > 0 && digits <= 4 => at += digits + unit.chars().count(),
            _ => return at,
        }
    }
}

fn is_edge(c: char) -> bool {
    !c.is_alphanumeric() || c == '级'
}

fn is_edge_before(characters: &[Mark], at: usize) -> bool {
    at == 0
        || is_edge(characters[at - 1].c)
        || characters[..at]
            .iter()
            .rev()
            .take(3)
            .any(|m| m.c == '级' || m.c == '为')
}

fn is_edge_after(rest: &[Mark]) -> bool {
    rest.first()
        .is_none_or(|mark| is_edge(mark.c) && mark.c != '★')
}

/// Text that explains marks: in quotes, with words that say that a mark is spoken of.
fn is_quoted_as_example(characters: &[Mark], start: usize, end: usize) -> bool {
    let opens = start > 0 && "“\"‘'「『《`".contains(characters[start - 1].c);
    // The quotation may hold a few characters more: “秘密★1年” or “机密★1年、秘密★1年”.
    let Some(close) = characters[end..]
        .iter()
        .take(4)
        .position(|mark| "”\"’'」』》`".contains(mark.c))
    else {
        return false;
    };
    let after: String = characters[end + close + 1..]
        .iter()
        .take(5)
        .map(|mark| mark.c)
        .collect();
    let before: String = characters[..start]
        .iter()
        .rev()
        .skip(usize::from(opens))
        .take(8)
        .map(|mark| mark.c)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    opens
        && ([
            "字样",
            "标志",
            "标识",
            "标记",
            "的标",
            "等字",
            "是密级",
            "的格式",
            "的形式",
            "这样的",
            "之类",
            "一类",
            "表示",
            "指的",
            "的文件",
            "的意思",
        ]
        .iter()
        .any(|word| after.starts_with(word) || after.contains("字样"))
            || [
                "标注",
                "标明",
                "标有",
                "标志为",
                "格式为",
                "形式为",
                "写明",
                "加盖",
                "注明",
                "例如",
                "比如",
                "如",
                "格式是",
                "写作",
                "印有",
                "写成",
            ]
            .iter()
            .any(|word| before.ends_with(word) || before.ends_with(&format!("{word}："))))
}

/// 内部资料 and 注意保存 together are a mark in a sentence too.
fn find_pairs(characters: &[Mark], text: &str, findings: &mut Vec<Finding>) {
    for at in 0..characters.len() {
        let rest = &characters[at..];
        let first = internal_phrase(rest);
        if first == 0 {
            continue;
        }
        let gap = rest[first..]
            .iter()
            .take_while(|mark| !mark.c.is_alphanumeric())
            .count();
        let second = keeping_phrase(&rest[first + gap..]);
        let end = first + gap + second;
        if second > 0
            && gap <= 3
            && is_closed(&rest[end..])
            && !is_quoted_as_example(characters, at, at + end)
        {
            push(
                Kind::InternalMark,
                rest[0].start..rest[end - 1].end,
                text,
                findings,
            );
        }
    }
}

/// Nothing or a pause follows: 内部资料，注意保存 and not 内部资料，注意保存好.
fn is_closed(rest: &[Mark]) -> bool {
    rest.first().is_none_or(|mark| !mark.c.is_alphabetic())
}

/// Length of 内部资料 and its kin at the beginning.
fn internal_phrase(characters: &[Mark]) -> usize {
    let mut at = 0;
    for word in ["仅供", "仅限", "只供", "限", "供"] {
        if begins_with(characters, word) {
            at = word.chars().count();
            break;
        }
    }
    let lead = at;
    if !begins_with(&characters[at..], "内部") {
        return 0;
    }
    at += 2;
    for word in ["学习", "工作", "会议", "参考", "人员", "交流"] {
        if begins_with(&characters[at..], word) {
            let with = at + 2;
            for last in [
                "资料", "材料", "文件", "文稿", "使用", "参考", "刊物", "传阅", "阅读",
            ] {
                if begins_with(&characters[with..], last) {
                    return with + 2;
                }
            }
        }
    }
    for last in [
        "资料", "材料", "文件", "文稿", "使用", "参考", "刊物", "传阅", "交流", "掌握", "阅读",
        "发行", "图书", "事项", "信息", "参阅", "学习",
    ] {
        if begins_with(&characters[at..], last) {
            // 内部学习, 内部发行 say it only after 仅供.
            let weak = matches!(last, "交流" | "学习" | "掌握" | "信息" | "事项");
            return if weak && lead == 0 { 0 } else { at + 2 };
        }
    }
    0
}

/// Length of 注意保存 and its kin at the beginning.
fn keeping_phrase(characters: &[Mark]) -> usize {
    let mut at = 0;
    for word in [
        "敬请", "务请", "请勿", "请", "严禁", "不得", "禁止", "不准", "切勿", "勿",
    ] {
        if begins_with(characters, word) {
            at = word.chars().count();
            break;
        }
    }
    let polite = ["敬请", "务请"]
        .iter()
        .any(|word| begins_with(characters, word))
        || at == 1 && begins_with(characters, "请");
    let negative = at > 0 && !polite;
    let words: &[&str] = if negative {
        &[
            "外传", "外泄", "复制", "转载", "扩散", "翻印", "转发", "外借", "传播", "公开", "上网",
            "摘抄",
        ]
    } else {
        &[
            "注意保存",
            "注意保密",
            "妥善保存",
            "妥善保管",
            "注意保管",
            "阅后收回",
            "用后收回",
            "会后收回",
            "阅后即焚",
            "阅后退回",
            "会后退回",
            "免费交流",
            "免费赠阅",
            "仅供参考",
            "仅供学习",
            "仅供交流",
            "学习交流",
        ]
    };
    for word in words {
        if begins_with(&characters[at..], word) {
            return at + word.chars().count();
        }
    }
    0
}

/// Parts of a line that stand alone.
fn units(line: &str, offset: usize, form: Form) -> Vec<Vec<Mark>> {
    let separators: &[char] = match form {
        Form::Csv => &[',', '，', '\t', '"'],
        Form::Path => &['/', '\\'],
        Form::Value => &[],
        Form::Text => &['|', '\t'],
    };
    let mut units = Vec::new();
    let mut start = 0;
    let mut skip_to = 0;
    for (at, c) in line.char_indices().chain([(line.len(), '\n')]) {
        if at < skip_to {
            continue;
        }
        let tag = (form == Form::Text && c == '<')
            .then(|| markup(&line[at..]))
            .flatten();
        if at == line.len() || separators.contains(&c) || tag.is_some() {
            units.push(significant(&line[start..at], offset + start));
            skip_to = (at + tag.unwrap_or(c.len_utf8())).min(line.len());
            start = skip_to;
        }
    }
    if form == Form::Path {
        // 秘密 关于….doc: the first word of a name.
        let mut at = 0;
        for part in line.split(['/', '\\']) {
            if let Some((first, _)) = part.split_once([' ', '　', '_']) {
                units.push(significant(first, offset + at));
            }
            at += part.len() + 1;
        }
    }
    if form == Form::Text {
        units.extend(bracketed_end(line, offset));
    }
    // A spread-out header such as 内部资料　　　注意保存 is one line.
    units
}

/// What stands in brackets at the end of a line: 学习材料之三（内部资料）.
fn bracketed_end(line: &str, offset: usize) -> Option<Vec<Mark>> {
    let marks = significant(line, offset);
    let last = marks.last().filter(|mark| "）)】]〕".contains(mark.c))?;
    let open = marks.iter().rposition(|mark| "（(【[〔".contains(mark.c))?;
    let inner = &marks[open + 1..marks.len() - 1];
    let internal = internal_phrase(inner);
    (last.start > marks[open].start && internal > 0).then(|| inner.to_vec())
}

/// A level or a phrase with nothing beside it but signs, numbers and another such.
fn find_alone(unit: Vec<Mark>, form: Form, findings: &mut Vec<Finding>) {
    if form == Form::Path {
        return find_in_name(&unit, findings);
    }
    let Some(mut rest) = without_frame(&unit) else {
        return;
    };
    let mut named = false;
    // 密级：机密, 备注：内部资料
    for key in KEYS_OF_MARKS {
        let length = key.chars().count();
        if begins_with(rest, key)
            && rest
                .get(length)
                .is_some_and(|mark| matches!(mark.c, '：' | ':' | '=' | '＝'))
        {
            named = *key != "备注" && *key != "说明";
            rest = &rest[length + 1..];
            rest = trimmed(rest);
            break;
        }
    }
    if let Some((kind, range)) = whole_mark(rest, named) {
        let overlaps = findings.iter().any(|other| {
            other.kind.is_mark() && other.range.start < range.end && range.start < other.range.end
        });
        if !overlaps {
            findings.push(Finding {
                kind,
                mask: rest.iter().map(|mark| mark.c).collect(),
                range,
            });
        }
    }
}

const KEYS_OF_MARKS: &[&str] = &[
    "密级",
    "保密级别",
    "保密等级",
    "秘密等级",
    "涉密等级",
    "密级期限",
    "密级和保密期限",
    "文件密级",
    "定密",
    "标识",
    "标志",
    "性质",
    "资料性质",
    "备注",
    "说明",
    "类别",
    "级别",
    "公开属性",
    "classification",
    "secrecy",
];

/// Without heading marks, quotes, emphasis, brackets; nothing for an entry of a list, which names things.
fn without_frame(unit: &[Mark]) -> Option<&[Mark]> {
    let first = unit.first()?;
    let second = unit.get(1).map(|mark| mark.c);
    let is_entry = matches!(first.c, '-' | '+' | '•' | '·' | '①'..='⑳')
        || first.c == '*'
            && second.is_some_and(|c| c != '*' && unit.last().is_some_and(|last| last.c != '*'))
        || first.c.is_ascii_digit()
            && second.is_some_and(|c| matches!(c, '.' | '、' | ')' | '）' | '．'))
        || "一二三四五六七八九十".contains(first.c) && second == Some('、');
    (!is_entry).then(|| trimmed(unit))
}

fn trimmed(unit: &[Mark]) -> &[Mark] {
    let frame = |mark: &Mark| !mark.c.is_alphanumeric() && mark.c != '★' || mark.c == '#';
    let start = unit
        .iter()
        .position(|mark| !frame(mark))
        .unwrap_or(unit.len());
    let end = unit
        .iter()
        .rposition(|mark| !frame(mark))
        .map_or(start, |at| at + 1);
    &unit[start..end]
}

/// The mark that a unit consists of.
fn whole_mark(rest: &[Mark], named: bool) -> Option<(Kind, std::ops::Range<usize>)> {
    let (first, last) = (rest.first()?, rest.last()?);
    let range = first.start..last.end;
    let mut at = 0;
    let mut kind = None;
    let mut kept_only = true;
    while at < rest.len() {
        let here = &rest[at..];
        let internal = internal_phrase(here);
        let keeping = keeping_phrase(here);
        let level = level_with_period(here);
        if internal > 0 {
            kind = Some(kind.unwrap_or(Kind::InternalMark));
            kept_only = false;
            at += internal;
        } else if keeping > 0 {
            kind = Some(kind.unwrap_or(Kind::InternalMark));
            at += keeping;
        } else if level > 0 {
            kind = Some(Kind::SecrecyMark);
            kept_only = false;
            at += level;
        } else if named && begins_with(here, "内部") && here.len() == 2 {
            return Some((Kind::InternalMark, range));
        } else if !here[0].c.is_alphanumeric() || here[0].c == '★' {
            at += 1;
        } else if kind.is_some() && is_number_of_copy(here) {
            break;
        } else {
            return None;
        }
    }
    // 不得复制 alone is said of many things.
    let weak = kept_only && !rest.iter().any(|mark| matches!(mark.c, '存' | '密' | '焚'));
    kind.filter(|_| !weak).map(|kind| (kind, range))
}

/// 绝密, 机密级, 秘密1年 at the beginning.
fn level_with_period(characters: &[Mark]) -> usize {
    let mut stars = characters.iter().take_while(|mark| mark.c == '★').count();
    let rest = &characters[stars..];
    let Some(level) = ["绝密", "机密", "秘密", "核心商密", "普通商密", "商密"]
        .iter()
        .find(|level| begins_with(rest, level))
    else {
        return 0;
    };
    stars += level.chars().count();
    let mut rest = &characters[stars..];
    for word in ["级文件", "级资料", "文件", "级"] {
        if begins_with(rest, word) {
            stars += word.chars().count();
            rest = &characters[stars..];
            break;
        }
    }
    let signs = rest
        .iter()
        .take_while(|mark| is_sign(mark.c) || "（(".contains(mark.c))
        .count();
    let period = period(&rest[signs..]);
    if period > 0 {
        stars + signs + period
    } else {
        stars
    }
}

/// 第003号, No.12, 编号：7, 份号000123: the number of the copy beside the mark.
fn is_number_of_copy(rest: &[Mark]) -> bool {
    rest.len() <= 14
        && rest.iter().any(|mark| mark.c.is_ascii_digit())
        && rest.iter().all(|mark| {
            mark.c.is_ascii_digit()
                || !mark.c.is_alphanumeric()
                || "第号份期编共页NnOo".contains(mark.c)
        })
}

/// Marks in the parts of a file name: 讲话（内部资料）.docx, 机密-方案.docx.
fn find_in_name(unit: &[Mark], findings: &mut Vec<Finding>) {
    for piece in unit
        .split(|mark| !mark.c.is_alphanumeric() && mark.c != '★' && mark.c != '*' || mark.c == '_')
    {
        let end = piece
            .iter()
            .rposition(|mark| !mark.c.is_ascii_digit())
            .map_or(0, |at| at + 1);
        let start = piece
            .iter()
            .position(|mark| !mark.c.is_ascii_digit())
            .unwrap_or(end);
        for piece in [piece, &piece[start.min(end)..end]] {
            if let Some((kind, range)) = whole_mark(piece, false) {
                let mask = piece.iter().map(|mark| mark.c).collect();
                if !findings.iter().any(|other| {
                    other.range.start < range.end
                        && range.start < other.range.end
                        && other.kind.is_mark()
                }) {
                    findings.push(Finding { kind, mask, range });
                }
                break;
            }
        }
    }
}
