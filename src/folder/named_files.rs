//! The files that people name: attachments of records and of pages.
//! In: the files of the content folder, and a name typed above a text or into a cell. Out: the path of the file meant.

use std::collections::{BTreeMap, BTreeSet};

use super::OtherFile;
use yanxi_reading::content_path::{file_name, is_within, join};

/// Files by path and by name.
#[derive(Debug)]
pub struct NamedFiles<'a> {
    paths: BTreeSet<&'a str>,
    by_name: BTreeMap<&'a str, Vec<&'a str>>,
}

impl<'a> NamedFiles<'a> {
    pub fn of(files: impl IntoIterator<Item = &'a OtherFile>) -> Self {
        let mut named = NamedFiles { paths: BTreeSet::new(), by_name: BTreeMap::new() };
        for file in files {
            let path = file.path.as_str();
            named.paths.insert(path);
            named.by_name.entry(file_name(path)).or_default().push(path);
        }
        named
    }

    /// The file meant by what stands in a folder: beside it, below the folder of its campaign, below the content
    /// folder, or the only one of its name in the campaign.
    pub fn find(&self, folder: &str, campaign: Option<&str>, named: &str) -> Option<&'a str> {
        let named = named.trim().replace('\\', "/");
        let named = named.trim_start_matches("./");
        let below = named.trim_start_matches('/');
        let folders = [Some(folder), campaign, Some("")];
        let candidates = folders.into_iter().flatten();
        for path in candidates.filter_map(|folder| join(folder, below)) {
            if let Some(path) = self.paths.get(path.as_str()) {
                return Some(path);
            }
        }
        let campaign = campaign?;
        let mut of_this_name =
            self.by_name.get(named)?.iter().filter(|path| is_within(path, campaign));
        match (of_this_name.next(), of_this_name.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(folder: &str, campaign: Option<&str>, named: &str) -> Option<String> {
        let files: Vec<OtherFile> = [
            "一.docx",
            "活动/一.docx",
            "活动/附件/二.docx",
            "活动/附件/三.docx",
            "活动/记录/三.docx",
            "资料/附件/四.docx",
        ]
        .iter()
        .map(|path| OtherFile {
            path: path.to_string(),
            shown_path: path.to_string(),
            absolute: path.into(),
            size: 0,
        })
        .collect();
        let named_files = NamedFiles::of(&files);
        named_files.find(folder, campaign, named).map(str::to_string)
    }

    #[test]
    fn a_file_is_sought_beside_then_in_the_campaign_then_at_the_top() {
        let campaign = Some("活动");
        for (named, wanted) in [
            ("一.docx", Some("活动/一.docx")),
            ("附件/二.docx", Some("活动/附件/二.docx")),
            (r".\..\附件\二.docx", Some("活动/附件/二.docx")),
            ("二.docx", Some("活动/附件/二.docx")),
            ("三.docx", Some("活动/记录/三.docx")),
            ("/资料/附件/四.docx", Some("资料/附件/四.docx")),
            ("四.docx", None),
            ("../../../一.docx", None),
        ] {
            let found = found("活动/记录", campaign, named);
            assert_eq!(found.as_deref(), wanted, "{named}");
        }
    }

    #[test]
    fn one_of_two_in_the_campaign_is_not_guessed_and_outside_nothing_is() {
        assert_eq!(found("活动/台账", Some("活动"), "三.docx"), None);
        assert_eq!(found("资料", None, "四.docx"), None);
        assert_eq!(found("资料", None, "一.docx").as_deref(), Some("一.docx"));
    }
}
