//! Where pages and drawings among the attachments lead to.
//! In: the attachments of the public edition, and what it leaves out. Out: a problem for each link to something internal,
//! whose path would go out with the file.

use std::collections::BTreeSet;

use super::LeftOut;
use super::problem::AttachmentProblem;
use crate::html_text::decode_percent;
use yanxi_problem::{Diagnostic, Place};
use yanxi_reading::content_path::{extension, file_name, folder_of, join};
use yanxi_reading::{OtherFile, encoding};

/// Attributes that lead to another file.
const LEADING: [&str; 6] = ["href", "src", "cite", "data", "action", "poster"];

/// Larger ones are looked into for numbers only.
const MOST_BYTES: u64 = 16 << 20;

/// Whether a file is read here.
pub(super) fn may_lead(path: &str) -> bool {
    matches!(extension(path).as_str(), "html" | "htm" | "xhtml" | "svg")
}

pub(super) fn to_internal(files: &[OtherFile], left_out: LeftOut<'_>) -> Vec<Diagnostic> {
    let internal: BTreeSet<&str> = left_out
        .files
        .iter()
        .map(|file| file.path.as_str())
        .chain(
            left_out.pages.iter().filter(|page| page.internal).map(|page| page.file.path.as_str()),
        )
        .collect();
    if internal.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for file in files.iter().filter(|file| file.size <= MOST_BYTES) {
        // What cannot be read is told where it is copied.
        let Ok(bytes) = std::fs::read(&file.absolute) else { continue };
        let Ok(decoded) = encoding::decode("", &bytes) else { continue };
        for (at, target) in targets(&decoded.text) {
            let below = target.trim_start_matches('/');
            let folder = if below.len() < target.len() { "" } else { folder_of(&file.path) };
            let Some(path) = join(folder, below).filter(|path| internal.contains(path.as_str()))
            else {
                continue;
            };
            let place = Place::at_offset(&file.shown_path, &decoded.text, at);
            let problem = AttachmentProblem::LeadsToInternal { name: file_name(&path).into() };
            found.push(Diagnostic::of(place, &problem));
        }
    }
    found
}

/// Values of attributes that lead somewhere, each with its place, as paths.
fn targets(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('=') {
        let name = text[..at].trim_end();
        let begin = name.rfind(|c: char| !c.is_ascii_alphabetic()).map_or(0, |before| before + 1);
        let is_leading = name
            .get(begin..)
            .is_some_and(|name| LEADING.iter().any(|leading| leading.eq_ignore_ascii_case(name)));
        if !is_leading {
            continue;
        }
        let value = text[at + 1..].trim_start();
        let value = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split(quote).next(),
            _ => value.split(|c: char| c.is_whitespace() || c == '>').next(),
        };
        let value = value.unwrap_or_default().split(['#', '?']).next().unwrap_or_default();
        let value = decode_percent(&value.replace("&amp;", "&").replace('\\', "/"));
        found.push((at, value));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::targets;

    #[test]
    fn what_leads_somewhere_is_found_in_every_way_of_writing_it() {
        let text =
            "<a HREF = '内/a%20b.docx#x'><image xlink:href=\"c.png\"/><q cite=d.html?e>x=y</q>";
        let found: Vec<String> = targets(text).into_iter().map(|(_, target)| target).collect();
        assert_eq!(found, ["内/a b.docx", "c.png", "d.html"]);
    }
}
