//! The site's own address.
//! In: the address asked for, else the settings'. Out: one that links may begin with, or why it will not do.

use super::problems::BuildProblem;
use super::{ExitStatus, Failure, Request};
use crate::config::Config;
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
        return Ok(Some(format!("{url}/")));
    }
    let problem = BuildProblem::NoAddress { given: given.into() };
    Err((ExitStatus::WrongUse, vec![Diagnostic::of(place, &problem)]))
}
