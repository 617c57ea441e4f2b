//! Lists of tasks: numbered lines below a heading, and 一是…二是… or 一要…二要… in one paragraph.
//! In: the paragraphs of a text. Out: lists whose entries keep their words, with who answers for them.

use super::duties;
use super::found::{Draft, Entry, List, Words};
use super::paragraphs::{CLAUSE, Paragraph, SENTENCE, cut};
use super::structure::{number_before, number_length};

/// Longest name of an entry; what is longer is cut at its first clause.
const LONGEST: usize = 30;

pub(super) fn read(paragraphs: &[Paragraph], draft: &mut Draft) {
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let is_stage = |at: usize| draft.stages.iter().any(|own| own.words.paragraph == at);
        let is_step = |at: usize| draft.steps.iter().any(|own| own.own.words.paragraph == at);
        if let Some(level) = paragraph.level.filter(|_| !paragraph.heading().is_empty()) {
            let children = children(paragraphs, number, level);
            let plain: Vec<usize> =
                children.into_iter().filter(|at| !is_stage(*at) && !is_step(*at)).collect();
            if plain.len() >= 2 {
                let entries = plain.iter().map(|at| of_paragraph(paragraphs, *at)).collect();
                push(draft, paragraph.heading(), entries);
            }
        }
        in_paragraph(paragraphs, number, draft);
        offices(paragraphs, number, draft);
        counted_names(paragraphs, number, draft);
    }
    markers_over_paragraphs(paragraphs, draft);
}

/// The numbered lines one level below a heading, up to the next one of its own level.
fn children(paragraphs: &[Paragraph], number: usize, level: u8) -> Vec<usize> {
    let below = paragraphs.iter().enumerate().skip(number + 1);
    let within = below.take_while(|(_, next)| next.level.is_none_or(|own| own > level));
    let all: Vec<(usize, u8)> =
        within.filter_map(|(at, next)| next.level.map(|level| (at, level))).collect();
    let Some(nearest) = all.iter().map(|(_, level)| *level).min() else {
        return Vec::new();
    };
    all.into_iter().filter(|(_, level)| *level == nearest).map(|(at, _)| at).collect()
}

/// A numbered line and the running text under it.
fn of_paragraph(paragraphs: &[Paragraph], at: usize) -> Entry {
    let own = &paragraphs[at];
    let under = paragraphs
        .iter()
        .skip(at + 1)
        .take_while(|next| next.level.is_none_or(|level| level > own.level.unwrap_or(0)));
    let whole: Vec<&str> =
        std::iter::once(own.text.as_str()).chain(under.map(|next| next.text.as_str())).collect();
    let heading = own.heading();
    let name = if heading.is_empty() { first_clause(own.body()) } else { shortened(heading) };
    let end = match heading.is_empty() {
        true => cut(&own.text, &SENTENCE).first().map_or(own.text.len(), |part| part.end),
        false => own.heading_to,
    };
    Entry {
        name,
        answering: duties::of(&whole.join("\n")),
        words: Words { paragraph: at, range: own.words_from..end },
    }
}

fn shortened(words: &str) -> String {
    let words = words.trim();
    if words.chars().count() <= LONGEST { words.to_string() } else { first_clause(words) }
}

/// Up to the first sign, without what stands in brackets behind it.
fn first_clause(words: &str) -> String {
    let words = words.trim();
    let first = cut(words, &CLAUSE).first().map_or(words, |part| &words[part.clone()]).trim();
    let first = first.split(['（', '(']).next().unwrap_or(first).trim();
    let first = first.trim_end_matches('、');
    first.chars().take(LONGEST).collect()
}

const FORMS: [[&str; 8]; 4] = [
    ["一要", "二要", "三要", "四要", "五要", "六要", "七要", "八要"],
    ["一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是"],
    ["一、", "二、", "三、", "四、", "五、", "六、", "七、", "八、"],
    ["第一，", "第二，", "第三，", "第四，", "第五，", "第六，", "第七，", "第八，"],
];

/// 一是……；二是…… within one paragraph.
fn in_paragraph(paragraphs: &[Paragraph], number: usize, draft: &mut Draft) {
    let paragraph = &paragraphs[number];
    let text = &paragraph.text;
    for form in [FORMS[0], FORMS[1]] {
        let mut starts: Vec<usize> = Vec::new();
        for marker in form {
            let from = starts.last().map_or(0, |last| last + marker.len());
            let Some(at) = text[from..]
                .match_indices(marker)
                .map(|(at, _)| from + at)
                .find(|at| begins_clause(text, *at))
            else {
                break;
            };
            starts.push(at);
        }
        if starts.len() < 2 {
            continue;
        }
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        let entries: Vec<Entry> = starts
            .iter()
            .zip(ends)
            .map(|(start, end)| {
                let whole = text[*start..end].trim_end_matches(['；', '。', ' ', ';']);
                let words = &whole[form[0].len().min(whole.len())..];
                let sentence = cut(whole, &SENTENCE).first().map_or(whole.len(), |part| part.end);
                Entry {
                    name: first_clause(words),
                    answering: duties::of(whole),
                    words: Words { paragraph: number, range: *start..*start + sentence },
                }
            })
            .collect();
        let name = match paragraph.heading() {
            "" => above(paragraphs, number),
            heading => heading.to_string(),
        };
        push(draft, &name, entries);
    }
}

/// 镇组织办负责统筹；司法所负责授课: who does what, in one paragraph.
fn offices(paragraphs: &[Paragraph], number: usize, draft: &mut Draft) {
    let paragraph = &paragraphs[number];
    let from = paragraph.heading_to.max(paragraph.words_from);
    let body = &paragraph.text[from..];
    let entries: Vec<Entry> = cut(body, &SENTENCE)
        .into_iter()
        .filter_map(|part| {
            let (units, what) = duties::office_and_task(&body[part.clone()])?;
            Some(Entry {
                name: first_clause(what),
                answering: duties::Answering { units, ..duties::Answering::default() },
                words: Words { paragraph: number, range: from + part.start..from + part.end },
            })
        })
        .collect();
    if entries.len() >= 2 {
        let name = match paragraph.heading() {
            "" => above(paragraphs, number),
            heading => heading.to_string(),
        };
        push(draft, &name, entries);
    }
}

/// 政策理论、实用技术、法律知识、安全生产4个专题: as many names as are counted.
fn counted_names(paragraphs: &[Paragraph], number: usize, draft: &mut Draft) {
    const OF: [&str; 6] = ["专题", "方面", "课题", "步骤", "重点", "问题"];
    let text = &paragraphs[number].text;
    for of in OF {
        let counted = format!("个{of}");
        for (at, _) in text.match_indices(&counted) {
            let Some(count) = number_before(&text[..at]).filter(|count| *count > 1) else {
                continue;
            };
            let end = at - number_length(&text[..at]);
            let from = text[..end]
                .rfind(&CLAUSE[..])
                .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
            let parts = cut(&text[from..end], &['、', '和']);
            let fits = parts
                .iter()
                .all(|part| (2..=12).contains(&text[from..][part.clone()].trim().chars().count()));
            if !fits || u32::try_from(parts.len()).ok() != Some(count) {
                continue;
            }
            let entries = parts.into_iter().map(|part| Entry {
                name: text[from..][part.clone()].trim().to_string(),
                answering: duties::Answering::default(),
                words: Words { paragraph: number, range: from + part.start..from + part.end },
            });
            let name = text[end..at + counted.len()].to_string();
            push(draft, &name, entries.collect());
        }
    }
}

fn begins_clause(text: &str, at: usize) -> bool {
    at == 0
        || text[..at]
            .ends_with(['。', '；', '：', '，', ' ', '\u{3000}', ':', ';', '！', '”', '）'])
}

/// 第一，…… 第二，…… and 一要…… 二要……, each opening a paragraph of its own.
fn markers_over_paragraphs(paragraphs: &[Paragraph], draft: &mut Draft) {
    for form in [FORMS[0], FORMS[1], FORMS[3]] {
        let mut run: Vec<usize> = Vec::new();
        for (number, paragraph) in paragraphs.iter().enumerate() {
            let text = &paragraph.text;
            if paragraph.level.is_some() {
                flush(paragraphs, draft, &mut run, form);
                continue;
            }
            match form.iter().position(|marker| text.starts_with(marker)) {
                Some(0) => {
                    flush(paragraphs, draft, &mut run, form);
                    // The others stand in the same paragraph.
                    if !form[1..2].iter().any(|next| text.contains(next)) {
                        run.push(number);
                    }
                }
                Some(place) if place == run.len() => run.push(number),
                _ => {}
            }
        }
        flush(paragraphs, draft, &mut run, form);
    }
}

fn flush(paragraphs: &[Paragraph], draft: &mut Draft, run: &mut Vec<usize>, form: [&str; 8]) {
    let numbers = std::mem::take(run);
    if numbers.len() < 2 {
        return;
    }
    let entries = numbers.iter().map(|at| {
        let text = &paragraphs[*at].text;
        let end = cut(text, &SENTENCE).first().map_or(text.len(), |part| part.end);
        Entry {
            name: first_clause(&text[form[0].len()..]),
            answering: duties::of(text),
            words: Words { paragraph: *at, range: 0..end },
        }
    });
    let entries = entries.collect();
    let name = above(paragraphs, numbers[0]);
    push(draft, &name, entries);
}

/// The heading under which a paragraph stands.
fn above(paragraphs: &[Paragraph], number: usize) -> String {
    let above = paragraphs[..number].iter().rev().map(Paragraph::heading);
    above
        .filter(|heading| !heading.is_empty())
        .map(shortened)
        .next()
        .unwrap_or_else(|| "要求".into())
}

fn push(draft: &mut Draft, name: &str, entries: Vec<Entry>) {
    let name = shortened(name);
    let mut own = name.clone();
    let mut number = 2;
    while draft.lists.iter().any(|list| list.name == own) {
        own = format!("{name}（{number}）");
        number += 1;
    }
    draft.lists.push(List { name: own, entries });
}
