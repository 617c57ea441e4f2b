//! Step 6, before the index: what the attachments of a site say, as their readers see it.
//! In: the site with its attachments. Out: [`Attached`], each under the page that search
//! shows it under; what of them search does not have is a problem here.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use yanxi_attachments::{ShownAt, ShownPiece, ShownText};
use yanxi_problem::{Diagnostic, Entry, FileName, List, Place, Problem, plural};
use yanxi_search::SectionText;
use yanxi_text::normal_form::LINE_END;
use yanxi_word::{Document, Paragraph, each_paragraph};

use crate::media_type::is_picture;
use crate::model::Site;
use crate::pages::text::links;

/// So many characters of a file are searched.
const MOST_CHARACTERS: usize = 300_000;

/// Between the path of a page and that of a file attached to it.
pub const IN_FILE: &str = "#file=";

/// What search shows an attachment under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Above {
    /// By its number.
    Page(usize),
    /// The list page of a folder.
    Section(String),
    /// A page made from a campaign, by its number.
    Derived(usize),
}

/// An attachment as search takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// Among the site's attachments.
    pub number: usize,
    /// The page with the first path of those that list it or lead to it.
    pub above: Above,
    pub sections: Vec<SectionText>,
}

/// The attachments that search has, without their texts, in the order of their pages. Pictures say nothing, and what a
/// Word document says stands on the page that is made of it.
pub fn listed<'a>(site: &'a Site) -> Vec<Attached> {
    let mut pages: BTreeMap<usize, (&'a str, Above)> = BTreeMap::new();
    let mut put = |number: usize, path: &'a str, above: Above| match pages.get(&number) {
        Some((known, _)) if *known <= path => {}
        _ => drop(pages.insert(number, (path, above))),
    };
    let by_path: BTreeMap<&str, usize> = site
        .attachments
        .iter()
        .enumerate()
        .map(|(number, file)| (file.output.as_str(), number))
        .collect();
    let mut originals = BTreeSet::new();
    for (id, page) in site.pages.iter().enumerate() {
        for number in &page.attachments {
            put(*number, &page.output, Above::Page(id));
            // What a page has only a part of is searched in its file.
            let is_whole = page.is_document && !page.is_cut;
            if is_whole && site.attachments[*number].path == page.file.path {
                originals.insert(*number);
            }
        }
        for to in links(&page.before).into_iter().chain(links(&page.after)) {
            if let Some(number) = by_path.get(to) {
                put(*number, &page.output, Above::Page(id));
            }
        }
    }
    for (folder, section) in &site.sections {
        if section.page.is_none() {
            for number in &section.attachments {
                put(*number, &section.output, Above::Section(folder.clone()));
            }
        }
    }
    for (number, page) in site.derived.iter().enumerate() {
        for to in links(&page.blocks) {
            if let Some(file) = by_path.get(to) {
                put(*file, &page.output, Above::Derived(number));
            }
        }
    }
    let mut found: Vec<(&str, Attached)> = pages
        .into_iter()
        .filter(|(number, _)| !originals.contains(number))
        .filter(|(number, _)| !is_picture(&site.attachments[*number].path))
        .map(|(number, (path, above))| (path, Attached { number, above, sections: Vec::new() }))
        .collect();
    // Attachments are in the order of their paths; those of a page follow each other.
    found.sort_by_key(|(path, attached)| (*path, attached.number));
    found.into_iter().map(|(_, attached)| attached).collect()
}

/// What becomes of texts.
pub struct Reading<'a> {
    /// Masks what an edition does not show, in a text of the file of this shown path.
    pub mask: &'a (dyn Fn(&str, &mut String) + Sync),
    /// What paths of the content folder begin with in messages.
    pub content: &'a str,
}

/// The attachments with what they say.
pub fn read(site: &Site, how: &Reading<'_>) -> (Vec<Attached>, Vec<Diagnostic>) {
    let shown_path = |number: usize| format!("{}{}", how.content, site.attachments[number].path);
    let mut attached = listed(site);
    let told: Vec<(bool, bool)> = attached
        .par_iter_mut()
        .map(|attached| {
            let file = &site.attachments[attached.number];
            // Nothing that is seen differs in the copy that goes out. What cannot be read was told where it was copied.
            let bytes = std::fs::read(&file.absolute).unwrap_or_default();
            let ShownText { mut pieces, is_scan } = shown(&file.path, &bytes);
            drop(bytes);
            let is_cut = cut(&mut pieces);
            let shown_path = shown_path(attached.number);
            for piece in &mut pieces {
                (how.mask)(&shown_path, &mut piece.text);
            }
            let sections = pieces.into_iter().map(|piece| section(&file.output, piece));
            attached.sections = sections.collect();
            (is_cut, is_scan)
        })
        .collect();
    let paths = |wanted: fn(&(bool, bool)) -> bool| -> BTreeSet<String> {
        let of_all = attached.iter().zip(&told).filter(|(_, told)| wanted(told));
        of_all.map(|(attached, _)| shown_path(attached.number)).collect()
    };
    let cut = paths(|(is_cut, _)| *is_cut);
    let mut problems: Vec<Diagnostic> = cut
        .into_iter()
        .map(|path| Diagnostic::of(Place::file(path), &AttachedProblem::Cut))
        .collect();
    let scans = paths(|(_, is_scan)| *is_scan);
    if let Some(first) = scans.first() {
        let place = Place::file(first.clone());
        let names = scans.iter().map(|path| path.rsplit('/').next().unwrap_or(path));
        let problem = AttachedProblem::Scans {
            count: scans.len(),
            names: List::cut(names.map(FileName::from), MOST_NAMED),
        };
        problems.push(Diagnostic::of(place, &problem));
    }
    (attached, problems)
}

const MOST_NAMED: usize = 20;

/// A document of Word's has a reader of its own.
fn shown(path: &str, bytes: &[u8]) -> ShownText {
    match yanxi_word::read(bytes) {
        Ok(document) => {
            let piece = ShownPiece { at: ShownAt::Whole, text: words(&document) };
            ShownText { pieces: vec![piece], is_scan: false }
        }
        Err(_) => yanxi_attachments::shown(path, bytes),
    }
}

fn words(document: &Document) -> String {
    let mut out = String::new();
    let mut add = |paragraph: &Paragraph| {
        let text = paragraph.text_with(LINE_END).replace(['\n', '\r'], " ");
        if !text.is_empty() {
            out.push_str(&text);
            out.push('\n');
        }
    };
    let notes = document.notes.iter().map(Vec::as_slice);
    for blocks in [document.blocks.as_slice()].into_iter().chain(notes) {
        each_paragraph(blocks, &mut add);
    }
    out
}

/// Leaves so much of a file as is searched; whether something was left out.
fn cut(pieces: &mut Vec<ShownPiece>) -> bool {
    let mut room = MOST_CHARACTERS;
    for number in 0..pieces.len() {
        let text = &mut pieces[number].text;
        if let Some((end, _)) = text.char_indices().nth(room) {
            text.truncate(end);
            pieces.truncate(number + 1);
            return true;
        }
        room -= text.chars().count();
    }
    false
}

/// A piece with where it stands in its file: `file=a/b.pdf&page=3`.
fn section(output: &str, piece: ShownPiece) -> SectionText {
    let file = IN_FILE.trim_start_matches('#');
    let (anchor, heading) = match piece.at {
        ShownAt::Whole => (String::new(), String::new()),
        ShownAt::Page(page) => (format!("{file}{output}&page={page}"), String::new()),
        ShownAt::Slide(slide) => (format!("{file}{output}&slide={slide}"), String::new()),
        ShownAt::Sheet(name) => (format!("{file}{output}"), name),
    };
    SectionText { anchor, heading, text: piece.text.trim_end().to_string() }
}

/// What of attachments search does not have.
#[derive(Debug, Clone, PartialEq, Eq, Problem)]
enum AttachedProblem {
    #[code(W13)]
    #[zh("字太多，只有前 30 万字搜得到", "要全部搜得到的，拆成几个文件")]
    #[en(
        "the text is long; only its first 300,000 characters are searched",
        "split it into several files where all of it is to be found"
    )]
    Cut,
    #[code(W13)]
    #[zh(
        "{count} 个附件里没有文字（多半是扫描件），里面的话搜不到，只能按文件名找：{names}",
        "有 Word 原件的，换成原件；没有的，用扫描软件识别文字，另存为带文字的 PDF，再放进来"
    )]
    #[en(
        "{count} {attachments} no text (scans, it seems); what stands in {them} cannot be found, only the name: {names}",
        "put the Word file in its place where there is one; otherwise let a scanning program recognise the text and save a PDF with it",
        attachments = plural(*count, "attachment has", "attachments have"),
        them = plural(*count, "it", "them")
    )]
    Scans { count: usize, names: List<FileName> },
}

/// Every problem of this file, for the catalogue.
pub fn problems() -> Vec<Entry> {
    yanxi_problem::problems::<AttachedProblem>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_at_a_character() {
        let piece = |text: String| ShownPiece { at: ShownAt::Whole, text };
        let mut short = vec![piece("草".repeat(MOST_CHARACTERS - 1)), piece("原".into())];
        assert!(!cut(&mut short));
        let mut long = vec![piece("草".repeat(MOST_CHARACTERS - 1)), piece("原上".into())];
        long.push(piece("人".into()));
        assert!(cut(&mut long));
        assert_eq!(long.len(), 2);
        assert_eq!(long[1].text, "原");
    }
}
