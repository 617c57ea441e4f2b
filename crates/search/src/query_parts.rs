//! A question cut into words, with what stands before each: a minus sign, or a name and a colon.
//! In: what a reader typed. Out: its parts; periods of time as they may be written.

use yanxi_text::fold::fold;

use crate::facet::FacetKind;

/// What stands before a word and its colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Title,
    Date,
    Facet(FacetKind),
}

/// The names of the forms; Chinese ones are what the search page shows.
fn form_named(name: &str) -> Option<Form> {
    Some(match fold(name).as_str() {
        "title" | "标题" | "题目" => Form::Title,
        "date" | "日期" | "时间" => Form::Date,
        "种类" => Form::Facet(FacetKind::Kind),
        "栏目" => Form::Facet(FacetKind::Section),
        "活动" => Form::Facet(FacetKind::Campaign),
        "阶段" => Form::Facet(FacetKind::Stage),
        "单位" => Form::Facet(FacetKind::Unit),
        "标签" => Form::Facet(FacetKind::Tag),
        english => Form::Facet(FacetKind::named(english)?),
    })
}

/// `2008-11` and the like, also 2008年11月, alone or as `2008-03..2008-06`.
pub(crate) fn period(text: &str) -> Option<(String, String)> {
    let (from, to) = text
        .split_once("..")
        .or_else(|| text.split_once('~'))
        .or_else(|| text.split_once('～'))
        .unwrap_or((text, text));
    Some((day(from)?, day(to)?))
}

fn day(text: &str) -> Option<String> {
    let text = fold(text);
    let numbers: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).collect();
    let others = text.chars().filter(|c| !c.is_ascii_digit());
    let known = others.clone().count() <= 3
        && others.clone().all(|c| matches!(c, '-' | '/' | '.' | '年' | '月' | '日'));
    let right = numbers.len() <= 3
        && numbers.first()?.len() == 4
        && numbers[1..].iter().all(|number| number.len() <= 2);
    (known && right).then(|| {
        let parts: Vec<String> = numbers.iter().map(|number| format!("{number:0>2}")).collect();
        parts.join("-")
    })
}

/// One word of a question with what stands before it.
pub(crate) struct QueryPart<'a> {
    pub(crate) without: bool,
    pub(crate) form: Option<Form>,
    pub(crate) text: &'a str,
    /// The word with the form's name.
    pub(crate) whole: &'a str,
}

/// The closing marks that fit an opening one. Straight and curved ones mix, as people type them.
fn closing(mark: char) -> &'static [char] {
    match mark {
        '"' | '＂' | '“' | '”' | '„' => &['"', '＂', '“', '”'],
        '「' => &['」'],
        '『' => &['』'],
        _ => &[],
    }
}

/// A quotation is one only if it stands apart: opened after white space and closed before it.
/// Marks within a pasted text are punctuation like any other. Before a word or quotation may
/// stand a minus sign, or a name and a colon.
pub(crate) fn parts(text: &str) -> Vec<QueryPart<'_>> {
    let mut parts = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let begin = rest;
        let stripped = rest
            .strip_prefix(['-', '－', '−'])
            .filter(|after| after.starts_with(|c: char| !c.is_whitespace()));
        let without = stripped.is_some();
        let inner = stripped.unwrap_or(rest);
        let word_end = inner.find(char::is_whitespace).unwrap_or(inner.len());
        let form = inner[..word_end]
            .split_once([':', '：'])
            .filter(|(_, value)| !without && !value.is_empty())
            .and_then(|(name, value)| Some((form_named(name)?, word_end - value.len())));
        let inner = form.map_or(inner, |(_, start)| &inner[start..]);
        let (part, after) = quoted(inner)
            .unwrap_or_else(|| inner.split_once(char::is_whitespace).unwrap_or((inner, "")));
        let whole = &begin[..begin.len() - after.len()];
        parts.push(QueryPart { without, form: form.map(|(form, _)| form), text: part, whole });
        rest = after.trim_start();
    }
    parts
}

/// What stands between quotation marks at the beginning, and what follows them.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let first = text.chars().next()?;
    let inside = &text[first.len_utf8()..];
    inside.match_indices(closing(first)).find_map(|(at, mark)| {
        let after = &inside[at + mark.len()..];
        let apart = after.chars().next().is_none_or(char::is_whitespace);
        apart.then_some((&inside[..at], after))
    })
}
