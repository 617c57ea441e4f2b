//! What of a folder was not read, because another program holds it open, it may not be opened, or its encoding is
//! unknown.
//! In: paths. Out: [`Unread`], which says whether something may stand in what was not read: that is not known, and must
//! not be told as if it were not there.

use std::collections::BTreeSet;

use yanxi_reading::content_path::{extension, is_within};

use super::is_markdown;

/// Files and folders that nothing is known of.
#[derive(Debug, Clone, Default)]
pub struct Unread {
    /// Below the content folder; the folder itself is empty.
    paths: BTreeSet<String>,
    refused: bool,
}

impl Unread {
    /// A file whose text cannot be understood.
    pub(super) fn insert(&mut self, path: String) {
        self.paths.insert(path);
    }

    /// A file or folder that the system does not give.
    pub(super) fn refuse(&mut self, path: String) {
        self.paths.insert(path);
        self.refused = true;
    }

    /// What the system does not give of files that are copied as they are.
    pub(super) fn refuse_further(&mut self, other: &Unread) {
        self.refused |= other.refused;
    }

    /// Whether the system did not give something.
    pub fn is_refused(&self) -> bool {
        self.refused
    }

    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(String::as_str)
    }

    /// Whether a file or folder of this path may be there: it, something above it or something in it was not read.
    pub fn may_hold(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        self.paths().any(|unread| is_within(path, unread) || is_within(unread, path))
    }

    /// Whether any page was not read, whose title, links and names are not known.
    pub fn may_hold_pages(&self) -> bool {
        self.paths().any(|path| is_markdown(path) || may_be_folder(path))
    }
}

/// What was not read is known by its name alone.
pub(crate) fn may_be_folder(path: &str) -> bool {
    let ending = extension(path);
    ending.is_empty()
        || ending.len() > 5
        || !ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_in_an_unread_folder_and_above_an_unread_file_may_be_there() {
        let mut unread = Unread::default();
        assert!(!unread.may_hold_pages());
        unread.insert("资料/讲话.md".into());
        unread.refuse("名册/1.单位".into());
        for path in ["资料/讲话.md", "资料", "资料/", "名册/1.单位/甲.md", "名册"] {
            assert!(unread.may_hold(path), "{path}");
        }
        for path in ["资料/讲话.docx", "资料/讲话", "别处.md", "名册/1.单位.md"] {
            assert!(!unread.may_hold(path), "{path}");
        }
        assert!(unread.may_hold_pages() && unread.is_refused());
        let mut table = Unread::default();
        table.refuse("记录/登记.xlsx".into());
        assert!(!table.may_hold_pages());
    }
}
