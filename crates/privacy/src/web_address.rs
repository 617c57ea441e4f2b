//! Web addresses, whose figures are no numbers of persons: all of one but the values behind its question mark.
//! In: a run's text. Out: the same text, as long as before, with addresses blotted out.

use std::borrow::Cow;

/// Neither a digit nor the X of an ID number.
pub(crate) const BLOT: u8 = b'z';

/// A text without the web addresses in it; bytes keep their places.
pub(crate) fn without_web_addresses(text: &str) -> Cow<'_, str> {
    let mut bytes: Option<Vec<u8>> = None;
    let mut from = 0;
    while let Some(start) = next_address(text, from) {
        let end = start + text[start..].find(is_end).unwrap_or(text.len() - start);
        let bytes = bytes.get_or_insert_with(|| text.as_bytes().to_vec());
        blot(bytes, &text[start..end], start);
        from = end.max(start + 1);
        while !text.is_char_boundary(from) {
            from += 1;
        }
    }
    match bytes.and_then(|bytes| String::from_utf8(bytes).ok()) {
        Some(text) => Cow::Owned(text),
        None => Cow::Borrowed(text),
    }
}

fn next_address(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let scheme = rest.find("://").map(|at| {
        let letters = rest[..at]
            .bytes()
            .rev()
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-'))
            .count();
        at - letters
    });
    let bare = rest.find("www.");
    let first = match (scheme, bare) {
        (Some(a), Some(b)) => a.min(b),
        (a, b) => a.or(b)?,
    };
    Some(from + first)
}

fn is_end(c: char) -> bool {
    !c.is_ascii() || c.is_ascii_whitespace() || matches!(c, '"' | '<' | '>' | '`' | '|' | ')' | ']')
}

/// Everything goes but what stands behind `=` after the question mark.
fn blot(bytes: &mut [u8], address: &str, start: usize) {
    let question = address.find('?').unwrap_or(address.len());
    let mut in_value = false;
    for (at, byte) in address.bytes().enumerate() {
        match byte {
            b'=' if at > question => {
                in_value = true;
                bytes[start + at] = BLOT;
                continue;
            }
            b'&' | b'#' => in_value = false,
            _ => {}
        }
        if at <= question || !in_value {
            bytes[start + at] = BLOT;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_behind_the_question_mark_stay() {
        assert_eq!(
            without_web_addresses("见http://a.cn/19900001234?id=1990&x=2#3，电话"),
            format!("见{}1990{}2{}，电话", "z".repeat(27), "z".repeat(3), "z".repeat(2))
        );
        assert_eq!(without_web_addresses("tel:19900001234"), "tel:19900001234");
    }
}
