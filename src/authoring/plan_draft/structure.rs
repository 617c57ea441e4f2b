//! Stages, steps, gates, activities named by a number, and counts.
//! In: the paragraphs of a text. Out: what they name, each with the words it stands on.
//!
//! A stage is what a numbered line or 第一阶段 calls so, or what at least two clauses do that speak of what is done in
//! it; prose is full of stages that are none (初级阶段, 攻坚阶段).

use yanxi_text::han::is_han;

use super::dates::{Span, span};
use super::found::{Activity, Count, Draft, Gate, Step, Timed, Words};
use super::numbers;
use super::paragraphs::{CLAUSE, Paragraph, SENTENCE, cut};

const STAGE: &str = "阶段";

/// What stands before 阶段 without naming one.
const NO_STAGES: [&str; 34] = [
    "每个", "各个", "各", "这个", "这一", "该", "本", "上一", "下一", "下个", "前一", "后一",
    "一个", "个", "新", "新的", "现", "现在", "目前", "当前", "初级", "历史", "发展", "关键",
    "重要", "攻坚", "起步", "不同", "两个", "全", "第", "此", "今后", "几个",
];

pub(super) fn read(paragraphs: &[Paragraph], draft: &mut Draft) {
    time(paragraphs, draft);
    stages(paragraphs, draft);
    for (number, paragraph) in paragraphs.iter().enumerate() {
        for part in cut(&paragraph.text, &SENTENCE) {
            let sentence = &paragraph.text[part.clone()];
            let words = Words { paragraph: number, range: part };
            let stage = named_stage(draft, sentence);
            gates(sentence, &stage, &words, draft);
            counts(sentence, &stage, &words, draft);
            named_counts(sentence, &words, draft);
        }
    }
    steps(paragraphs, draft);
}

/// When the whole is: the first sentence that speaks of it and has two ends or more than one month.
fn time(paragraphs: &[Paragraph], draft: &mut Draft) {
    // 一、活动时间, and the days on the next line.
    let mut is_below_time = false;
    for (number, paragraph) in paragraphs.iter().enumerate() {
        if paragraph.level.is_some() {
            let heading = paragraph.heading();
            is_below_time = ["时间", "期限", "时限"].iter().any(|word| heading.ends_with(word))
                && paragraph.body().trim().is_empty();
        }
        let is_headed = ["时间", "期限"].iter().any(|word| paragraph.heading().contains(word))
            || (is_below_time && paragraph.level.is_none());
        for part in cut(&paragraph.text, &SENTENCE) {
            let sentence = &paragraph.text[part.clone()];
            let speaks = is_headed
                || (["活动", "行动", "工作", "教育", "整治", "集中"]
                    .iter()
                    .any(|word| sentence.contains(word))
                    && ["开始", "时间", "开展", "为期", "利用", "组织"]
                        .iter()
                        .any(|word| sentence.contains(word)));
            let Some(found) = span(sentence).filter(|_| speaks) else {
                continue;
            };
            let has_two_ends = ["至", "到", "—", "-", "~", "～", "－", "–"]
                .iter()
                .any(|joint| found.words.contains(joint));
            if has_two_ends && paragraph.level.is_none_or(|_| !sentence.contains(STAGE)) {
                let words = Words { paragraph: number, range: part };
                draft.time = Some(Timed { name: String::new(), span: Some(found), words });
                return;
            }
        }
    }
}

fn stages(paragraphs: &[Paragraph], draft: &mut Draft) {
    let mut under_steps: Option<u8> = None;
    // The level of the first number below it: what is numbered below that is a part of a stage.
    let mut of_stages: Option<u8> = None;
    let mut in_prose: Vec<Timed> = Vec::new();
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let heading = paragraph.heading();
        if let Some(level) = paragraph.level {
            if under_steps.is_some_and(|above| level <= above) {
                under_steps = None;
            }
            let tells_steps = ["步骤", "进度安排", "时间安排", "阶段安排", "工作安排", "推进安排"];
            if !heading.is_empty() && tells_steps.iter().any(|word| heading.contains(word)) {
                (under_steps, of_stages) = (Some(level), None);
                continue;
            }
            if under_steps.is_some() {
                of_stages = of_stages.or(Some(level));
            }
        }
        let is_child = paragraph.level == of_stages
            && (under_steps.is_some_and(|above| paragraph.level == Some(above + 1))
                || (under_steps == Some(1) && paragraph.level == Some(3)));
        let line = &paragraph.text[paragraph.words_from..];
        let own = opening_stage(line, paragraph.level.is_some()).or_else(|| {
            let name = stage_heading(heading)?;
            (is_child && !draft.stages.iter().any(|stage| stage.name == name))
                .then(|| (name, span(heading)))
        });
        if let Some((name, own_span)) = own {
            let end = match paragraph.heading_to > paragraph.words_from {
                true => paragraph.heading_to,
                false => cut(&paragraph.text, &SENTENCE)
                    .first()
                    .map_or(paragraph.text.len(), |part| part.end),
            };
            let words = Words { paragraph: number, range: 0..end };
            let own_span = own_span.or_else(|| span(&paragraph.text[..end]));
            add_stage(&mut draft.stages, Timed { name, span: own_span, words });
            continue;
        }
        for part in cut(&paragraph.text, &SENTENCE) {
            let sentence = &paragraph.text[part.clone()];
            if let Some((name, own_span)) = stage_in_prose(sentence) {
                let words = Words { paragraph: number, range: part };
                add_stage(&mut in_prose, Timed { name, span: own_span, words });
            }
        }
    }
    if draft.stages.is_empty() && in_prose.len() < 2 {
        draft.stages = listed_stages(paragraphs);
    }
    if draft.stages.is_empty() && in_prose.len() >= 2 {
        // 分4个阶段: what is called a stage beyond these is none of them, and stays with its gate.
        let declared = paragraphs.iter().find_map(|paragraph| {
            let numbers = paragraph.text.match_indices("个阶段");
            let mut numbers = numbers.filter_map(|(at, _)| number_before(&paragraph.text[..at]));
            numbers.find(|count| *count > 1)
        });
        in_prose.truncate(declared.map_or(usize::MAX, |count| count.max(2) as usize));
        draft.stages = in_prose;
    }
}

/// 分学习准备、集中研讨、整改提高三个阶段; 分为三个阶段：宣传发动、集中整治、巩固提升.
fn listed_stages(paragraphs: &[Paragraph]) -> Vec<Timed> {
    for (number, paragraph) in paragraphs.iter().enumerate() {
        for part in cut(&paragraph.text, &SENTENCE) {
            let sentence = &paragraph.text[part.clone()];
            let Some(at) = sentence.find("个阶段") else { continue };
            let Some(count) = number_before(&sentence[..at]).filter(|count| *count > 1) else {
                continue;
            };
            let before = &sentence[..at - number_length(&sentence[..at])];
            let before = cut(before, &CLAUSE).pop().map_or("", |clause| &before[clause]);
            let verbs = ["划分为", "分为", "分成", "包括", "设", "分", "按"];
            let before = verbs.iter().find_map(|verb| before.trim().strip_prefix(*verb));
            let behind = sentence[at + "个阶段".len()..].strip_prefix(['：', ':', '，']);
            for listed in [before, behind].into_iter().flatten() {
                let names: Vec<&str> = listed
                    .split(['、', '和'])
                    .map(|name| name.trim().trim_end_matches(STAGE))
                    .collect();
                let fits = |name: &&str| {
                    (2..=10).contains(&name.chars().count()) && name.chars().all(is_han)
                };
                if u32::try_from(names.len()).ok() == Some(count) && names.iter().all(fits) {
                    let words = Words { paragraph: number, range: part };
                    let stage = |name: &&str| Timed {
                        name: (*name).to_string(),
                        span: None,
                        words: words.clone(),
                    };
                    return names.iter().map(stage).collect();
                }
            }
        }
    }
    Vec::new()
}

fn add_stage(stages: &mut Vec<Timed>, stage: Timed) {
    if !stages.iter().any(|known| known.name == stage.name) {
        stages.push(stage);
    }
}

/// 第一阶段：宣传发动（3月1日至15日）, 第一阶段（3月）：宣传发动, 宣传发动阶段（3月）.
fn opening_stage(line: &str, is_numbered: bool) -> Option<(String, Option<Span>)> {
    let line = line.trim_start();
    if let Some(rest) = line.strip_prefix('第')
        && let Some((_, length)) = numbers::leading(rest)
        && let Some(rest) = rest[length..].strip_prefix(STAGE)
    {
        let rest = rest.trim_start();
        let (bracket, rest) = match rest.strip_prefix(['（', '(']) {
            Some(inside) => {
                let end = inside.find(['）', ')'])?;
                (Some(&inside[..end]), inside[end..].trim_start_matches(['）', ')']))
            }
            None => (None, rest),
        };
        let rest = rest.trim_start_matches(['：', ':', '，', ' ', '\u{3000}', '.', '、', '—', '-']);
        let end = rest.find(['（', '(', '。', '，', '：', ':', '；', ',']).unwrap_or(rest.len());
        let name = rest[..end].trim().trim_end_matches(STAGE);
        let fits = (2..=14).contains(&name.chars().count());
        let behind = rest.get(end..).filter(|rest| rest.starts_with(['（', '(']));
        let own = bracket.or(behind).and_then(span);
        return fits.then(|| (name.to_string(), own));
    }
    let at = line.find(STAGE)?;
    let behind = &line[at + STAGE.len()..];
    let ends = behind.is_empty()
        || behind.starts_with(['（', '(', '。', '：', ':', '，', ' ', '\u{3000}', '；']);
    let is_heading = is_numbered || behind.is_empty() || behind.starts_with(['（', '(']);
    let name = stage_name(&line[..at])?;
    // The name is all that stands before it.
    (ends && is_heading && line[..at].trim() == name).then(|| {
        let bracket = behind.starts_with(['（', '(', '：', ':', '，', ' ']).then(|| {
            let end = behind.find(['）', ')', '。']).unwrap_or(behind.len());
            &behind[..end]
        });
        (name.to_string(), bracket.and_then(span))
    })
}

/// A short heading below 方法步骤: 动员部署（2024年5月）.
fn stage_heading(heading: &str) -> Option<String> {
    let end = heading.find(['（', '(', '：', ':']).unwrap_or(heading.len());
    let name = heading[..end].trim().trim_end_matches(STAGE);
    let fits =
        (2..=12).contains(&name.chars().count()) && name.chars().all(|c| is_han(c) || c == '、');
    fits.then(|| name.to_string())
}

/// 甲阶段，开展……; 在甲阶段，要……; 12月1日至1月31日是集中整治阶段.
fn stage_in_prose(sentence: &str) -> Option<(String, Option<Span>)> {
    for clause in cut(sentence, &CLAUSE) {
        let clause = sentence[clause].trim();
        let Some(before) = clause.strip_suffix(STAGE) else {
            continue;
        };
        let (days, own) = match before.rsplit_once(['是', '为']) {
            Some((days, own)) if span(days).is_some() => (span(days), own),
            _ => (None, before.strip_prefix('在').unwrap_or(before)),
        };
        if let Some(name) = stage_name(own).filter(|name| *name == own) {
            return Some((name.to_string(), days));
        }
    }
    None
}

/// The name that stands before 阶段, if it is one.
fn stage_name(before: &str) -> Option<&str> {
    let before = before.trim();
    let from = before
        .char_indices()
        .rev()
        .take_while(|(_, character)| is_han(*character) || *character == '、')
        .last()
        .map(|(at, _)| at)?;
    let name = &before[from..];
    let is_none = NO_STAGES.contains(&name)
        || numbers::leading(name).is_some_and(|(_, length)| name[length..].starts_with('个'))
        || ["进入", "处于", "正处", "属于", "的"].iter().any(|word| name.contains(word));
    (!is_none && (2..=10).contains(&name.chars().count())).then_some(name)
}

/// The stage that a sentence names.
fn named_stage(draft: &Draft, sentence: &str) -> String {
    let named =
        draft.stages.iter().find(|stage| sentence.contains(&format!("{}{STAGE}", stage.name)));
    named.map(|stage| stage.name.clone()).unwrap_or_default()
}

/// 第一环节：…… and 环节 as headings.
fn steps(paragraphs: &[Paragraph], draft: &mut Draft) {
    const STEP: &str = "环节";
    let mut stage = String::new();
    for (number, paragraph) in paragraphs.iter().enumerate() {
        if let Some(own) = draft.stages.iter().find(|own| own.words.paragraph == number) {
            stage.clone_from(&own.name);
        }
        let line = paragraph.text[paragraph.words_from..].trim_start();
        let rest = line
            .strip_prefix('第')
            .and_then(|rest| {
                let (_, length) = numbers::leading(rest)?;
                rest[length..].trim_start_matches('个').strip_prefix(STEP)
            })
            .or_else(|| {
                let rest = line.strip_prefix(STEP)?;
                let (_, length) = numbers::leading(rest)?;
                Some(&rest[length..])
            });
        let Some(rest) = rest else {
            continue;
        };
        let rest = rest.trim_start_matches(['：', ':', '，', ' ', '、', '.', '\u{3000}']);
        let end = rest.find(['（', '(', '。', '，', '：', ':', '；']).unwrap_or(rest.len());
        let name = rest[..end].trim();
        if !(2..=20).contains(&name.chars().count()) {
            continue;
        }
        let end = paragraph.text.len() - rest.len() + end;
        let words = Words { paragraph: number, range: 0..end };
        let own = Timed { name: name.to_string(), span: span(rest), words };
        draft.steps.push(Step { own, stage: stage.clone() });
    }
}

/// 把好“甲关”, 严把政治关、程序关.
fn gates(sentence: &str, stage: &str, words: &Words, draft: &mut Draft) {
    const VERBS: [&str; 9] =
        ["把好", "严把", "把住", "把牢", "守好", "守住", "过好", "把严", "把紧"];
    const NONE: [&str; 8] = ["机关", "海关", "难关", "有关", "相关", "公关", "开关", "无关"];
    for verb in VERBS {
        for (at, _) in sentence.match_indices(verb) {
            let rest = &sentence[at + verb.len()..];
            let end = rest.find(CLAUSE).unwrap_or(rest.len());
            for part in cut(&rest[..end], &['、', '和', '及']) {
                let name = rest[part].trim().trim_matches(['“', '”', '"', '「', '」']);
                let fits = name.ends_with('关')
                    && (2..=8).contains(&name.chars().count())
                    && name.chars().all(is_han)
                    && !NONE.iter().any(|none| name.ends_with(none));
                if fits && !draft.gates.iter().any(|gate| gate.name == name) {
                    let (name, stage) = (name.to_string(), stage.to_string());
                    let other = match stage.is_empty() {
                        true => stage_in_prose(sentence).map(|(name, _)| format!("{name}{STAGE}")),
                        false => None,
                    };
                    let other = other.unwrap_or_default();
                    draft.gates.push(Gate { name, stage, other, words: words.clone() });
                }
            }
        }
    }
}

/// Numbers that count stages, steps or what is named in quotation marks: 4个阶段, “四条原则”, “三查”.
fn counts(sentence: &str, stage: &str, words: &Words, draft: &mut Draft) {
    for (of, own) in [("阶段", "个阶段"), ("环节", "个环节"), ("把关", "道关口")] {
        for (at, _) in sentence.match_indices(own) {
            let before = number_before(&sentence[..at]);
            let is_new = !draft.counts.iter().any(|count| count.of == of);
            if let Some(count) = before.filter(|count| *count > 1 && is_new) {
                draft.counts.push(Count { of: of.into(), count, words: words.clone() });
            }
        }
    }
    for (at, sign) in sentence.match_indices(['“', '"', '「']) {
        let inside = &sentence[at + sign.len()..];
        let Some(end) = inside.find(['”', '"', '」']) else {
            continue;
        };
        let name = inside[..end].trim();
        let length = name.chars().count();
        let Some((count, used)) = numbers::leading(name).filter(|_| (2..=8).contains(&length))
        else {
            continue;
        };
        let rest = &name[used..];
        let is_of_words = rest.chars().all(is_han);
        if !is_of_words
            || count < 2
            || rest.is_empty()
            || rest.starts_with(['年', '月', '日', '大', '届', '中'])
        {
            continue;
        }
        let counts_entries =
            rest.strip_prefix(['个', '项', '条']).is_some_and(|of| of.chars().count() >= 2);
        if counts_entries {
            if !draft.counts.iter().any(|known| known.of == name) {
                draft.counts.push(Count { of: name.to_string(), count, words: words.clone() });
            }
            continue;
        }
        // “三查三改” has three of each, “三查” three.
        let is_done = ["开展", "落实", "做到", "抓好", "实施", "推行", "组织"]
            .iter()
            .any(|verb| sentence.contains(verb))
            || sentence.contains("活动");
        let known = draft.activities.iter().any(|own| own.name == name && own.stage == stage);
        if is_done && !known {
            let items = (rest.chars().count() == 1 || rest == "个一").then_some(count);
            let (name, stage) = (name.to_string(), stage.to_string());
            draft.activities.push(Activity { name, stage, items, words: words.clone() });
        }
    }
}

/// 十大专项行动, 三项制度: what a plan has a number of, without quotation marks.
fn named_counts(sentence: &str, words: &Words, draft: &mut Draft) {
    const OF: [&str; 16] = [
        "专项行动",
        "重点任务",
        "重点工作",
        "重点工程",
        "重大工程",
        "工程",
        "任务",
        "原则",
        "目标",
        "机制",
        "制度",
        "举措",
        "新目标",
        "新变化",
        "行动",
        "清单",
    ];
    const MEASURES: [char; 4] = ['大', '个', '项', '条'];
    for of in OF {
        for (at, _) in sentence.match_indices(of) {
            let before = sentence[..at].trim_end_matches("重点").trim_end_matches("方面");
            let Some(number) = before.strip_suffix(MEASURES) else {
                continue;
            };
            let measure = &before[number.len()..];
            let Some(count) = number_before(number).filter(|count| (3..=40).contains(count)) else {
                continue;
            };
            let from = number.len() - number_length(number);
            let name = sentence[from..at + of.len()].to_string();
            let is_known =
                draft.counts.iter().any(|known| known.of == name || name.ends_with(&known.of));
            // 18项制度 of a longer word is the longer one.
            let goes_on =
                sentence[at + of.len()..].starts_with(|next: char| "度性化".contains(next));
            if !is_known && !goes_on && !measure.is_empty() {
                draft.counts.push(Count { of: name, count, words: words.clone() });
            }
        }
    }
}

/// Bytes of the number at the end of some words.
pub(super) fn number_length(before: &str) -> usize {
    let digits = before.chars().rev().take_while(|c| {
        c.is_ascii_digit() || ('０'..='９').contains(c) || "一二三四五六七八九十两百".contains(*c)
    });
    digits.map(char::len_utf8).sum()
}

/// The number at the end of some words.
pub(super) fn number_before(before: &str) -> Option<u32> {
    let from = before
        .char_indices()
        .rev()
        .take_while(|(_, c)| {
            c.is_ascii_digit()
                || ('０'..='９').contains(c)
                || "一二三四五六七八九十两百".contains(*c)
        })
        .last()
        .map(|(at, _)| at)?;
    // 第四个阶段 counts nothing.
    (!before[..from].ends_with('第')).then(|| numbers::whole(&before[from..])).flatten()
}
