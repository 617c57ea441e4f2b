//! The site's own address.
//! In: the address asked for, else the settings'. Out: one that links may begin with, or why it will not do.

use super::{ExitStatus, Failure, Request};
use crate::config::Config;
use crate::own_files::SETTINGS;
use yanxi_problem::{Code, Diagnostic, Place, Wording};

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
    let problem = Diagnostic::error(
        Code::R01,
        place,
        Wording::new(
            format!("“{given}”不能做网站的网址"),
            format!("“{given}” cannot be the site's address"),
        ),
        Wording::new(
            "写成 https://www.example.com/study/ 的样子，没有问号和井号",
            "write it as https://www.example.com/study/, without ? and #",
        ),
    );
    Err((ExitStatus::WrongUse, vec![problem]))
}
