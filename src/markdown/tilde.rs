//! `~` is a character, as in 3月1日~3月5日; only `~~` deletes.
//! In: Markdown. Out: the same with each lone tilde replaced by its stand-in. GitHub's Markdown, which comrak follows, lets
//! one tilde delete too and offers no choice.

use super::stand_in::TILDE;

/// Replaces lone tildes. Fences (`~~~`) and `~~` stay; so does what is a character already: behind `\`, and in an address
/// in angle brackets, whose form the stand-in would break.
pub(super) fn protect_tildes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut escaped = false;
    while let Some(character) = rest.chars().next() {
        let mut length = character.len_utf8();
        if character == '<' && !escaped {
            length = address(rest).unwrap_or(length);
        } else if character == '~' && !escaped {
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

/// The length of an address in angle brackets, such as `<a~b@example.com>` or `<https://example.com/~b>`.
fn address(text: &str) -> Option<usize> {
    let inside = &text[1..];
    let end = inside.find(|c: char| c == '<' || c == '>' || c.is_whitespace())?;
    let (inside, behind) = inside.split_at(end);
    let is_scheme = |word: &str| {
        word.len() > 1 && word.is_ascii() && word.starts_with(|c: char| c.is_ascii_alphabetic())
    };
    let is_web = inside.split_once(':').is_some_and(|(scheme, _)| is_scheme(scheme));
    let is_mail = inside
        .split_once('@')
        .is_some_and(|(name, host)| name.is_ascii() && host.is_ascii() && !host.contains('~'));
    (behind.starts_with('>') && (is_web || is_mail)).then_some(end + 2)
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
        assert_eq!(protected("<a~b@x.cn> <https://x.cn/~z>"), "<a~b@x.cn> <https://x.cn/~z>");
        assert_eq!(
            protected("<甲~乙> <a ~@> <8:30~9:00> <甲:3~5> <~"),
            "<甲x乙> <a x@> <8:30x9:00> <甲:3x5> <x"
        );
    }
}
