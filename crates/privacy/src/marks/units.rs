//! Parts of a line that stand alone: the line itself, its cells, the parts of a path, brackets at its end.
//! In: a line and its form. Out: the characters of each part.

use super::characters::{Mark, significant};
use super::internal::internal_phrase;
use crate::finding::Form;
use crate::tags::Tags;

/// Parts of a line that stand alone.
pub(super) fn units(line: &str, offset: usize, form: Form) -> Vec<Vec<Mark>> {
    let separators: &[char] = match form {
        Form::Csv => &[',', '，', '\t', '"'],
        Form::Path => &['/', '\\'],
        Form::Value | Form::Markup | Form::Document => &[],
        Form::Text | Form::Laid => &['|', '\t'],
    };
    let mut units = Vec::new();
    let mut start = 0;
    let mut skip_to = 0;
    let mut tags = Tags::of(line);
    for (at, c) in line.char_indices().chain([(line.len(), '\n')]) {
        if at < skip_to {
            continue;
        }
        let tag = (form == Form::Text && c == '<')
            .then(|| tags.at(at).map(|markup| markup.end() - at))
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
    if matches!(form, Form::Text | Form::Laid) {
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
