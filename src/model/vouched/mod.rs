//! What named persons looked at and answer for: marks that are none, numbers that are no person's, files reviewed.
//! In: entries above texts, 审核.csv and 核对.csv, the pages and files that they are about. Out: [`Vouched`]: each entry
//! with what keeps it from holding, and what the ones that hold lift.

mod files;
mod marks;
mod numbers;

use std::collections::{BTreeMap, BTreeSet};

use super::Page;
use crate::config::Config;
use crate::entries::{
    self, CheckedNumber, EntryKey, FileReview, SecrecyReview, read_checked, read_reviews,
};
use files::Files;
pub use marks::Marks;
pub use numbers::{Numbers, numbers_of_file, numbers_of_page};
use yanxi_privacy::Kind;
use yanxi_problem::{Diagnostic, Name, Place, Places, Say};
use yanxi_reading::{OtherFile, front_matter};

/// An entry, and whether it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement<T> {
    /// The page or file that it is about, as shown.
    pub file: String,
    pub place: Place,
    pub said: T,
    /// What keeps it from holding.
    pub fault: Option<Fault>,
}

/// Why an entry does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Say)]
pub enum Fault {
    #[zh("没有写齐")]
    #[en("a part of it is missing")]
    Incomplete,
    #[zh("审查以后文字改动过，或校验不对")]
    #[en("the text was changed since, or the hash is wrong")]
    Changed,
    #[zh("yanxi.toml 的 [privacy] 下面，secrecy_reviewers 里没有“{by}”")]
    #[en("“{by}” is not among the secrecy_reviewers below [privacy] in yanxi.toml")]
    NotNamed { by: Name },
    #[zh("“{what}”写的是 {said} 处，文中是 {found} 处")]
    #[en("it names “{what}” {said} times, and the text has it {found} times")]
    Count { what: Name, said: usize, found: usize },
    #[zh("文中没有“{what}”")]
    #[en("“{what}” is not in the text")]
    NotThere { what: Name },
    #[zh(
        "“{what}”是这份文件自己的标志（在标题、文件名、说明项里，或在第一句话上面），不能这样解除"
    )]
    #[en(
        "“{what}” is the document's own mark (in the title, the file name, the keys, or above the first sentence), which no entry lifts"
    )]
    OwnMark { what: Name },
    #[zh("记录和表格里的标志不能这样解除")]
    #[en("no entry lifts marks in records and tables")]
    InRecord,
    #[zh("前面的字或列名写明了 {what} 是谁的号码或住址，不能这样解除")]
    #[en("words or a head say what {what} is, so no entry lifts it")]
    Labelled { what: Name },
    #[zh("没有“{file}”这个文件")]
    #[en("there is no file “{file}”")]
    NoFile { file: Name },
}

/// All that was said of a folder.
#[derive(Debug, Clone, Default)]
pub struct Vouched {
    /// Of files, by path below the site's folder; of several rows the last.
    reviews: BTreeMap<String, FileReview>,
    pub marks: Vec<Statement<SecrecyReview>>,
    pub numbers: Vec<Statement<CheckedNumber>>,
    lifted_marks: BTreeMap<String, Marks>,
    lifted_numbers: BTreeMap<String, BTreeSet<(Kind, String)>>,
}

/// Where entries are sought.
pub(super) struct Folder<'a> {
    pub(super) pages: &'a [Page],
    pub(super) files: Vec<&'a OtherFile>,
    /// What paths of the content folder begin with.
    pub(super) content: &'a str,
}

impl Vouched {
    /// Reads and judges all entries.
    pub(super) fn read(
        folder: &Folder<'_>,
        [reviews, checked]: [Option<Vec<u8>>; 2],
        config: &Config,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vouched {
        let mut vouched = Vouched::default();
        let files = Files::of(folder);
        if let Some(bytes) = reviews {
            let (rows, problems) = read_reviews(&bytes);
            diagnostics.extend(problems);
            for row in rows {
                vouched.reviews.insert(files.shown(&row.file), row);
            }
        }
        for page in folder.pages {
            vouched.read_page(page, &config.privacy.secrecy_reviewers);
        }
        if let Some(bytes) = checked {
            let (rows, problems) = read_checked(&bytes);
            diagnostics.extend(problems);
            vouched.numbers.extend(files.judge(rows));
        }
        for statement in vouched.numbers.iter().filter(|statement| statement.fault.is_none()) {
            if let Some(kind) = statement.said.kind {
                let lifted = (kind.kind(), statement.said.mask.clone());
                vouched.lifted_numbers.entry(statement.file.clone()).or_default().insert(lifted);
            }
        }
        vouched
    }

    fn read_page(&mut self, page: &Page, reviewers: &[String]) {
        let text = &page.file.text;
        if matches!(entries::blanked(text), std::borrow::Cow::Borrowed(_)) {
            return;
        }
        let shown = &page.file.shown_path;
        let head = front_matter::read(shown, text);
        let mut places = Places::of(shown, text);
        let mut said: Vec<(Place, CheckedNumber)> = Vec::new();
        for entry in &head.entries {
            let place = places.at_line(entry.line);
            match EntryKey::of(&entry.key) {
                Some(EntryKey::Secrecy) => {
                    let Some(said) = SecrecyReview::of_value(&entry.value) else { continue };
                    let marks = Marks::of(page);
                    let fault = marks.fault(page, &said, reviewers);
                    if fault.is_none() {
                        self.lifted_marks.insert(shown.clone(), marks.named_by(&said));
                    }
                    let file = shown.clone();
                    self.marks.push(Statement { file, place, said, fault });
                }
                Some(EntryKey::Checked) => {
                    let listed = CheckedNumber::of_value(&entry.value).unwrap_or_default();
                    said.extend(listed.into_iter().map(|number| (place.clone(), number)));
                }
                Some(EntryKey::Review) | None => {}
            }
        }
        if !said.is_empty() {
            let hash = entries::hash_of_text(text);
            let numbers = numbers_of_page(page);
            self.numbers.extend(numbers::judge(shown, said, &numbers, &hash));
        }
    }

    /// The review of a file, by its path as shown.
    pub fn review_of(&self, shown: &str) -> Option<&FileReview> {
        self.reviews.get(shown)
    }

    /// Whether a mark of a page is none: in a line, or where only the finished text shows it.
    pub fn lifts_mark(&self, shown: &str, mask: &str, line: Option<usize>) -> bool {
        self.lifted_marks.get(shown).is_some_and(|marks| marks.lifts(mask, line))
    }

    /// Whether a number or address in a page or file is no person's.
    pub fn lifts_number(&self, shown: &str, kind: Kind, mask: &str) -> bool {
        self.lifted_in(shown).is_some_and(|lifted| lifted.contains(&(kind, mask.to_string())))
    }

    /// What is lifted in a page or file; of a file in an archive by the archive, of a sheet by
    /// its workbook.
    pub fn lifted_in(&self, shown: &str) -> Option<&BTreeSet<(Kind, String)>> {
        if self.lifted_numbers.is_empty() {
            return None;
        }
        let outer = shown.split(" › ").next().unwrap_or(shown);
        let of_sheet = || outer.strip_suffix('〕')?.rsplit_once('〔').map(|(file, _)| file);
        self.lifted_numbers.get(outer).or_else(|| self.lifted_numbers.get(of_sheet()?))
    }
}

#[cfg(test)]
mod tests;
