//! Tags of Word's own that stand in a line of Markdown, such as `<o:p></o:p>` and `<st1:place w:st="on">`.
//! In: the tree as parsed, in which they are words or addresses. Out: the same without them; the words inside stay.

use comrak::nodes::{AstNode, NodeValue};

/// What Word puts before the colon.
const PREFIXES: [&str; 5] = ["o", "w", "v", "m", "st1"];

pub(super) fn drop<'a>(node: &'a AstNode<'a>) {
    let is_address = match &mut node.data_mut().value {
        NodeValue::Text(text) if text.contains('<') => {
            let kept = without_tags(text);
            *text = kept.into();
            false
        }
        // `<st1:place>` is an address to Markdown.
        NodeValue::Link(link) => link.url.starts_with("st1:"),
        _ => false,
    };
    if is_address {
        node.detach();
    }
}

fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let inside = &rest[at + 1..];
        let end = inside.find(['>', '<']).filter(|end| inside[*end..].starts_with('>'));
        match end.filter(|end| is_of_word(&inside[..*end])) {
            Some(end) => rest = &inside[end + 1..],
            None => {
                out.push('<');
                rest = inside;
            }
        }
    }
    out.push_str(rest);
    out
}

fn is_of_word(tag: &str) -> bool {
    let tag = tag.trim_start_matches('/');
    let Some((prefix, rest)) = tag.split_once(':') else {
        return false;
    };
    let name = rest.split([' ', '/', '\n']).next().unwrap_or_default();
    PREFIXES.contains(&prefix)
        && !name.is_empty()
        && name.chars().all(|character| character.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::without_tags;

    #[test]
    fn tags_of_word_go_and_others_stay() {
        for (text, expected) in [
            ("甲<o:p></o:p>乙", "甲乙"),
            ("<st1:chsdate Year=\"2026\" w:st=\"on\">日期</st1:chsdate>", "日期"),
            ("<日期>、<a:b>、<o:>、<o:p", "<日期>、<a:b>、<o:>、<o:p"),
            ("1<2 <w:t/>3", "1<2 3"),
        ] {
            assert_eq!(without_tags(text), expected);
        }
    }
}
