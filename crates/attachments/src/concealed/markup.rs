//! Pages and drawings: .html, .svg.
//! In: their text. Out: scripts, and comments that hold Chinese words; what programs write there is no matter.

use yanxi_text::han::is_han;

use crate::concealment::{Concealed, counted};

pub(crate) fn in_markup(text: &str) -> Vec<Concealed> {
    let mut comments = 0;
    let mut has_script = false;
    let mut rest = text;
    while let Some((_, opened)) = rest.split_once('<') {
        let (inside, after) = if let Some(comment) = opened.strip_prefix("!--") {
            let (inside, after) = comment.split_once("-->").unwrap_or((comment, ""));
            // `<!--[if …]>` is for an old browser.
            comments += usize::from(!inside.starts_with('[') && inside.contains(is_han));
            ("", after)
        } else {
            opened.split_once('>').unwrap_or((opened, ""))
        };
        has_script |= runs_something(&inside.to_ascii_lowercase());
        rest = after;
    }
    counted(Concealed::Comments, comments)
        .into_iter()
        .chain(has_script.then_some(Concealed::Script))
        .collect()
}

/// Whether a tag is a script, holds one in an attribute such as `onclick`, or leads to one.
fn runs_something(tag: &str) -> bool {
    let name = tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
    let is_script =
        matches!(name.rsplit(':').next(), Some("script" | "iframe" | "object" | "embed"));
    let tight: Vec<&str> = tag.split('=').map(str::trim).collect();
    let has_handler = tight
        .join("=")
        .split(|c: char| c.is_whitespace() || matches!(c, '/' | '"' | '\''))
        .filter_map(|part| part.split_once('='))
        .filter_map(|(key, _)| key.strip_prefix("on"))
        .any(|event| !event.is_empty() && event.bytes().all(|byte| byte.is_ascii_alphabetic()));
    let compact: String = tag.chars().filter(|c| !c.is_whitespace()).collect();
    is_script
        || has_handler
        || compact.contains("=\"javascript:")
        || compact.contains("='javascript:")
}
