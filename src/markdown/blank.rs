//! Blanks to fill in, such as `<name>`: written like a tag, but nothing that HTML knows.
//! In: Markdown. Out: the same with the `<` of each replaced by its stand-in. `<日期>` is words to Markdown by itself.

use std::collections::BTreeSet;

use super::html::means_something_alone;
use super::stand_in::LESS;

/// Replaces the bracket of every tag without attributes whose element has no end tag on the page, unless its name means
/// something alone, as `<br>` and an open `<p>` do.
pub(super) fn protect_blanks(text: &str) -> String {
    if !text.contains('<') {
        return text.to_string();
    }
    let ended: BTreeSet<String> = text
        .match_indices("</")
        .filter_map(|(at, bracket)| text.get(at + bracket.len()..))
        .map(|rest| rest[..length_of_name(rest)].to_ascii_lowercase())
        .collect();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, found) = rest.split_at(at);
        out.push_str(before);
        let inside = &found[1..];
        let name = &inside[..length_of_name(inside)];
        let is_alone = inside[name.len()..].starts_with('>')
            && name.starts_with(|c: char| c.is_ascii_alphabetic());
        let name = name.to_ascii_lowercase();
        let is_blank = is_alone && !ended.contains(&name) && !means_something_alone(&name);
        out.push(if is_blank { LESS } else { '<' });
        rest = inside;
    }
    out.push_str(rest);
    out
}

fn length_of_name(text: &str) -> usize {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    text.find(|c: char| !is_of_name(c)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_words_and_tags_are_not() {
        let protected = |text: &str| protect_blanks(text).replace(LESS, "x");
        assert_eq!(protected("请填写<name>和<日期>。"), "请填写xname>和<日期>。");
        assert_eq!(protected("<title>、<time>、<Date>"), "xtitle>、xtime>、xDate>");
        assert_eq!(
            protected("<name>甲</NAME> <name> <x a> <x/>"),
            "<name>甲</NAME> <name> <x a> <x/>"
        );
        assert_eq!(protected("<br><p>甲<b>乙<o:p>"), "<br><p>甲<b>乙<o:p>");
        assert_eq!(protected("<https://x.cn> <a@x.cn> < <"), "<https://x.cn> <a@x.cn> < <");
    }
}
