//! The site's own address.
//! In: the address asked for, else the settings'. Out: one that links may begin with, or why it will not do.

use super::problems::BuildProblem;
use super::{ExitStatus, Failure, Request};
use crate::config::Config;
use crate::html_text::encode_path;
use crate::own_files::SETTINGS;
use yanxi_problem::{Diagnostic, Place};

/// The site's address with a `/` at its end. It goes into links, so only an address of the web will do.
pub(super) fn base_url(request: &Request, config: &Config) -> Result<Option<String>, Failure> {
    let (given, place) = match (&request.base_url, &config.base_url) {
        (Some(url), _) => (url, Place::file("--base-url")),
        (None, Some(url)) => (url, Place::file(SETTINGS)),
        (None, None) => return Ok(None),
    };
    let url = given.trim().trim_end_matches('/');
    let rest = ["https://", "http://"].iter().find_map(|scheme| url.strip_prefix(scheme));
    let usable = rest.is_some_and(|rest| {
        !rest.is_empty()
            && !rest.starts_with('/')
            && !rest.contains("//")
            && !rest.contains("..")
            && rest
                .chars()
                .all(|character| character.is_alphanumeric() || "-._~:/%[]".contains(character))
    });
    if usable {
        return Ok(Some(format!("{}/", escaped(url))));
    }
    let problem = BuildProblem::NoAddress { given: given.into() };
    Err((ExitStatus::WrongUse, vec![Diagnostic::of(place, &problem)]))
}

/// Feeds and sitemaps ask for addresses in ASCII.
fn escaped(url: &str) -> String {
    url.chars()
        .map(|character| match character.is_ascii() {
            true => character.to_string(),
            false => encode_path(&character.to_string()),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_address_is_escaped_and_what_is_escaped_stays() {
        assert_eq!(escaped("https://example.com/站点"), "https://example.com/%E7%AB%99%E7%82%B9");
        assert_eq!(
            escaped("https://example.com:8080/a%20b/~c"),
            "https://example.com:8080/a%20b/~c"
        );
    }
}
