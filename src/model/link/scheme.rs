//! Schemes of addresses, and which of them a reader may follow.
//! In: an address as written. Out: its scheme, if it has one.

/// Schemes a reader may follow out of the site.
pub(super) const OUTSIDE_SCHEMES: [&str; 5] = ["http", "https", "mailto", "tel", "ftp"];

/// The scheme of an address, lower case; a Chinese name with a colon has none.
pub(super) fn scheme(address: &str) -> Option<String> {
    let compact: String = address.chars().filter(|character| !character.is_whitespace()).collect();
    let (before, _) = compact.split_once(':')?;
    let scheme = !before.is_empty()
        && before.starts_with(|character: char| character.is_ascii_alphabetic())
        && before.chars().all(|character| {
            character.is_ascii_alphanumeric() || matches!(character, '+' | '-' | '.')
        });
    scheme.then(|| before.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_hide_behind_spaces_but_chinese_names_have_none() {
        assert_eq!(scheme("java\tscript:x").as_deref(), Some("javascript"));
        assert_eq!(scheme("通知:一.md"), None);
        assert_eq!(scheme("a/b:c.md"), None);
    }

    #[test]
    fn no_spelling_of_a_scheme_passes_for_one_that_readers_may_follow() {
        for address in [
            "javascript:x()",
            "JaVaScRiPt:x()",
            " javascript:x()",
            "java\tscript:x()",
            "java\nscript:x()",
            "java\u{a0}script:x()",
            "vbscript:x",
            "data:text/html,x",
            "view-source:http://example.com",
            "ms-word:ofe|u|x",
            "file:///etc/passwd",
            "C:\\a.docx",
            "blob:x",
        ] {
            let scheme = scheme(address).expect("a scheme");
            assert!(!OUTSIDE_SCHEMES.contains(&scheme.as_str()), "{address}");
        }
        // Behind what has no width there is none for a browser either: it is the name of a file that is not there.
        for address in ["java\u{200b}script:x()", "\u{feff}javascript:x()", "jаvascript:x()"] {
            assert_eq!(scheme(address), None, "{address:?}");
        }
    }
}
