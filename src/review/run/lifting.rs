//! Entries that say of something in one file that it is none: 保密审查 above a text; 核对 above a text or in 核对.csv.
//! In: the site opened, the file, who says so. Out: the entry written, or why there is none.

use std::path::Path;

use jiff::civil::Date;

use super::opened::Opened;
use super::problem::{Refused, cannot_replace, refused_lifting};
use super::replacing::write;
use super::{Handled, Lift, Request, Reviewed};
use crate::entries::{
    self, CHECKED, CheckedKind, CheckedNumber, CheckedRow, EntryKey, Rows, SecrecyReview,
    read_checked,
};
use crate::model::page::Page;
use crate::model::{Marks, Numbers, numbers_of_file, numbers_of_page};
use crate::review::edit;
use yanxi_problem::{Diagnostic, InQuotes, Name, Place, Severity};
use yanxi_reading::{OtherFile, cannot_read, front_matter};

/// Writes the one entry.
pub(super) fn lift(
    opened: &Opened,
    request: &Request,
    lift: &Lift,
    on: Date,
) -> Result<Reviewed, Vec<Diagnostic>> {
    let by = request.by.trim();
    let mut reviewed = Reviewed { by: by.to_string(), ..Reviewed::default() };
    let [path] = request.paths.as_slice() else {
        return Err(vec![refused_lifting("yanxi review", Refused::OneFile)]);
    };
    let shown = path.display().to_string();
    if !path.is_file() {
        return Err(vec![refused_lifting(&shown, Refused::OneFile)]);
    }
    let below = opened.below_content(path).map_err(|problem| vec![problem])?;
    // A document takes no entry: what is said of it stands in the tables.
    let mut texts = opened.reading.pages.iter().filter(|page| !page.is_document);
    let page = texts.find(|page| page.file.path == below);
    let (file, handled) = match (lift, page) {
        (Lift::Marks, Some(page)) if !page.is_record => {
            (marks(opened, page, by, on)?, Handled::MarksLifted)
        }
        (Lift::Marks, _) => {
            let mut documents = opened.reading.pages.iter().filter(|page| page.is_document);
            let is_document = documents.any(|page| page.file.path == below);
            let refused = if is_document { Refused::Document } else { Refused::NoPage };
            return Err(vec![refused_lifting(&shown, refused)]);
        }
        (Lift::Number { mask, reason }, page) => {
            let said = Said { mask, reason, by, on };
            let file = match page {
                Some(page) if !page.is_record => number_of_page(opened, page, &said)?,
                Some(page) => row_of_record(opened, page, &said)?,
                None => row_of_file(opened, path, &below, &said)?,
            };
            (file, Handled::NumberLifted)
        }
    };
    reviewed.files.insert(file, handled);
    Ok(reviewed)
}

fn marks(opened: &Opened, page: &Page, by: &str, on: Date) -> Result<String, Vec<Diagnostic>> {
    let shown = &page.file.shown_path;
    let reviewers = &opened.config.privacy.secrecy_reviewers;
    if !reviewers.iter().any(|named| named == by) {
        let problem = match reviewers.is_empty() {
            true => Refused::NotNamed { by: by.into() },
            false => {
                let all = reviewers.iter().map(String::as_str).chain([by]).map(Name::from);
                Refused::NotAmongNamed { by: by.into(), all: InQuotes(all.collect()) }
            }
        };
        return Err(vec![refused_lifting(&format!("--by {by}"), problem)]);
    }
    let marks = Marks::of(page).inside();
    if marks.is_empty() {
        return Err(vec![refused_lifting(shown, Refused::NoMark)]);
    }
    let entry = SecrecyReview { by: by.to_string(), on: Some(on), marks, hash: String::new() };
    let write = |bytes: &[u8]| {
        edit::with_line(bytes, EntryKey::Secrecy, &|style, key, hash| {
            SecrecyReview { hash: hash.to_string(), ..entry.clone() }.line(style, key)
        })
    };
    opened.rewrite(page, &write).map_err(|problem| vec![*problem])?;
    Ok(shown.clone())
}

/// What somebody says of a number.
struct Said<'a> {
    mask: &'a str,
    reason: &'a str,
    by: &'a str,
    on: Date,
}

impl Said<'_> {
    /// The entry for a number that stands there, without a hash.
    fn entry(&self, shown: &str, numbers: &Numbers) -> Result<Vec<CheckedNumber>, Vec<Diagnostic>> {
        let mask = self.mask.trim();
        let reason = self.reason.trim();
        let refuse = |refused| Err(vec![refused_lifting(shown, refused)]);
        if reason.is_empty() {
            return refuse(Refused::NoReason);
        }
        let there: Vec<_> =
            numbers.iter().filter(|((_, known), _)| known.as_str() == mask).collect();
        if there.is_empty() {
            return refuse(Refused::NoNumber { mask: mask.into() });
        }
        if there.iter().any(|(_, seen)| seen.labelled) {
            return refuse(Refused::Labelled { mask: mask.into() });
        }
        let entries = there.into_iter().map(|((kind, _), seen)| CheckedNumber {
            kind: CheckedKind::of(*kind),
            mask: mask.to_string(),
            count: seen.count,
            reason: reason.to_string(),
            by: self.by.to_string(),
            on: Some(self.on),
            hash: String::new(),
        });
        Ok(entries.collect())
    }
}

fn number_of_page(
    opened: &Opened,
    page: &Page,
    said: &Said<'_>,
) -> Result<String, Vec<Diagnostic>> {
    let shown = &page.file.shown_path;
    let new = said.entry(shown, &numbers_of_page(page))?;
    let head = front_matter::read(shown, &page.file.text);
    let mut kept: Vec<CheckedNumber> = head
        .entries
        .iter()
        .filter(|entry| EntryKey::of(&entry.key) == Some(EntryKey::Checked))
        .filter_map(|entry| CheckedNumber::of_value(&entry.value))
        .flatten()
        .collect();
    kept.retain(|old| !new.iter().any(|new| (new.kind, &new.mask) == (old.kind, &old.mask)));
    let write = |bytes: &[u8]| {
        edit::with_line(bytes, EntryKey::Checked, &|style, key, hash| {
            let new = new.iter().map(|new| CheckedNumber { hash: hash.to_string(), ..new.clone() });
            let all: Vec<CheckedNumber> = kept.iter().cloned().chain(new).collect();
            CheckedNumber::line(&all, style, key)
        })
    };
    opened.rewrite(page, &write).map_err(|problem| vec![*problem])?;
    Ok(shown.clone())
}

fn row_of_record(opened: &Opened, page: &Page, said: &Said<'_>) -> Result<String, Vec<Diagnostic>> {
    let shown = &page.file.shown_path;
    let new = said.entry(shown, &numbers_of_page(page))?;
    add(opened, shown, &entries::hash_of_text(&page.file.text), new)
}

fn row_of_file(
    opened: &Opened,
    path: &Path,
    below: &str,
    said: &Said<'_>,
) -> Result<String, Vec<Diagnostic>> {
    let reading = &opened.reading;
    let mut files = reading.files.iter().chain(&reading.campaign_files);
    let Some(OtherFile { shown_path: shown, .. }) = files.find(|file| file.path == below) else {
        let shown = path.display().to_string();
        return Err(vec![refused_lifting(&shown, Refused::NoFile)]);
    };
    let bytes = std::fs::read(path).map_err(|error| vec![cannot_read(shown, &error)])?;
    let new = said.entry(shown, &numbers_of_file(below, &bytes))?;
    add(opened, shown, &entries::hash(&bytes), new)
}

/// Puts rows into 核对.csv; those of other numbers stay.
fn add(
    opened: &Opened,
    shown: &str,
    hash: &str,
    new: Vec<CheckedNumber>,
) -> Result<String, Vec<Diagnostic>> {
    let path = opened.layout.site.join(CHECKED);
    let old = entries::table_at(&path).map_err(|error| vec![cannot_read(CHECKED, &error)])?;
    let mut rows = Vec::new();
    let mut kept = None;
    let added: Vec<CheckedRow> = new
        .iter()
        .map(|number| CheckedRow {
            file: shown.to_string(),
            number: CheckedNumber { hash: hash.to_string(), ..number.clone() },
            place: Place::file(CHECKED),
        })
        .collect();
    if let Some(bytes) = &old {
        let (read, problems) = read_checked(bytes);
        if problems.iter().any(|problem| problem.severity == Severity::Error) {
            return Err(problems);
        }
        kept = Rows::of_checked(&added).put_into(
            bytes,
            &["文件", "种类", "遮盖"],
            &opened.layout.content_prefix,
        );
        rows = read;
    }
    let is_new = |row: &CheckedRow| {
        entries::is_same_file(&row.file, shown, &opened.layout.content_prefix)
            && new.iter().any(|new| (new.kind, &new.mask) == (row.number.kind, &row.number.mask))
    };
    rows.retain(|row| !is_new(row));
    rows.extend(added);
    let bytes = kept.unwrap_or_else(|| Rows::of_checked(&rows).to_bytes());
    write(&path, old.as_deref(), &bytes).map_err(|error| vec![cannot_replace(CHECKED, &error)])?;
    Ok(shown.to_string())
}
