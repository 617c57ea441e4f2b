//! The path that a request asks for, as the file system will see it.
//! In: the path of an address. Out: [`AskedPath`], judged and opened in one and the same form; nothing for a path that
//! could be read in two ways.

use crate::html_text::decode_percent;
use crate::media_type::media_type;

/// A path whose every part names a file or folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AskedPath {
    parts: Vec<String>,
    /// It ends in `/`: a folder's page is meant, never a file.
    is_folder: bool,
}

impl AskedPath {
    pub(super) fn of(path: &str) -> Option<AskedPath> {
        let decoded = decode_percent(path);
        let below = decoded.strip_prefix('/')?;
        let (below, is_folder) = match below.strip_suffix('/') {
            Some(folder) => (folder, true),
            None => (below, below.is_empty()),
        };
        let parts: Vec<String> = match below {
            "" if decoded == "/" => Vec::new(),
            below => below.split('/').map(str::to_string).collect(),
        };
        parts.iter().all(|part| is_name(part)).then_some(AskedPath { parts, is_folder })
    }

    /// The same path below a folder of the preview, where it lies there.
    pub(super) fn below(&self, folder: &[&str]) -> Option<AskedPath> {
        let (above, rest) = self.parts.split_at_checked(folder.len())?;
        let is_below = above == folder && (self.is_folder || !rest.is_empty());
        is_below.then(|| AskedPath { parts: rest.to_vec(), is_folder: self.is_folder })
    }

    pub(super) fn parts(&self) -> &[String] {
        &self.parts
    }

    pub(super) fn is_folder(&self) -> bool {
        self.is_folder
    }

    /// Whether a browser shows it as a page.
    pub(super) fn is_page(&self) -> bool {
        self.is_folder || self.kind().starts_with("text/html")
    }

    /// Whether a page of any origin can run it, and learn what it holds.
    pub(super) fn is_script(&self) -> bool {
        self.kind().contains("javascript")
    }

    /// By the name alone, in lower case as some file systems take it.
    fn kind(&self) -> &'static str {
        let name = self.parts.last().map(|name| name.to_ascii_lowercase());
        media_type(&name.unwrap_or_default())
    }
}

/// Whether a part is a name that every file system takes as it stands: Windows drops dots and blanks at the end.
fn is_name(part: &str) -> bool {
    !part.is_empty()
        && !part.contains(['\\', '/', ':', '\0'])
        && !part.starts_with('.')
        && !part.ends_with(['.', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(path: &str) -> Option<(bool, bool)> {
        AskedPath::of(path).map(|asked| (asked.is_page(), asked.is_script()))
    }

    #[test]
    fn a_script_is_one_in_every_spelling() {
        let (page, script, other) = ((true, false), (false, true), (false, false));
        for (path, expected) in [
            ("/", Some(page)),
            ("/a/", Some(page)),
            ("/a/b.html", Some(page)),
            ("/a.css", Some(other)),
            ("/search/titles.js", Some(script)),
            ("/search/titles.j%73", Some(script)),
            ("/search/%74itles%2Ejs", Some(script)),
            ("/search/titles.JS", Some(script)),
        ] {
            assert_eq!(asked(path), expected, "{path}");
        }
        for path in [
            "//",
            "/a//b.html",
            "/a/./b.html",
            "/a/../b.html",
            "/a.js.",
            "/a.js%20",
            "/a.js%00",
            "",
            "a",
            "/%2e%2e/a",
            "/a%5Cb",
            "/.b",
        ] {
            assert_eq!(asked(path), None, "{path}");
        }
        // A file is no folder.
        assert!(AskedPath::of("/search/titles.js/").is_some_and(|asked| asked.is_folder()));
    }
}
