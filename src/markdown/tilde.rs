//! `~` is a character, as in 3月1日~3月5日; only `~~` deletes.
//! In: Markdown. Out: the same with each lone tilde replaced by its stand-in. GitHub's Markdown, which comrak follows, lets
//! one tilde delete too and offers no choice.

use super::stand_in::TILDE;

/// Replaces lone tildes. Fences (`~~~`) and `~~` stay; so does what stands behind `\`, which is a character already.
pub(super) fn protect_tildes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut escaped = false;
    while let Some(character) = rest.chars().next() {
        let mut length = character.len_utf8();
        if character == '~' && !escaped {
            length = rest.len() - rest.trim_start_matches('~').len();
        }
        if character == '~' && !escaped && length == 1 {
            out.push(TILDE);
        } else {
            out.push_str(&rest[..length]);
        }
        escaped = character == '\\' && !escaped;
        rest = &rest[length..];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lone_tildes_are_protected_and_no_others() {
        let protected = |text: &str| protect_tildes(text).replace(TILDE, "x");
        assert_eq!(protected("3月1日~3月5日"), "3月1日x3月5日");
        assert_eq!(protected("~~3~5元~~"), "~~3x5元~~");
        assert_eq!(protected("~~~\n~\n~~~"), "~~~\nx\n~~~");
        assert_eq!(protected("\\~a~ \\\\~ \\~~b \\~~~c~~"), "\\~ax \\\\x \\~xb \\~~~c~~");
    }
}
