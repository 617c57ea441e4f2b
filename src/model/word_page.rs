//! Word documents as pages.
//! In: the folder's files, the pages of Markdown and what campaigns read. Out: a [`Page`] for each document that is one.
//!
//! A document is no page but an attachment where a page or a record names it, where its name begins with that of a page
//! beside it, where it lies among attachments or a campaign's records, and beside internal pages, since nothing says
//! then whether it may go out. In a campaign's own folder it is an internal page, as other files there are.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;
use yanxi_attachments::LARGEST_FILE;
use yanxi_problem::{Diagnostic, Place, Problem, Say};
use yanxi_reading::content_path::{file_name, folder_of, is_within, stem};
use yanxi_reading::{OtherFile, cannot_read};

use super::attachment::is_named_after;
use super::meta::Meta;
use super::page::{self, Page};
use super::page_sheet::Sheets;
use super::visibility::Folders;
use crate::campaign::is_record_path;
use crate::folder::{MarkdownFile, NamedFiles, is_no_material};
use crate::own_files::is_word_document;
use crate::word::{self, Refused};

/// Folders whose documents belong to something else.
const OF_OTHERS: [&str; 10] = [
    "附件",
    "attachments",
    "记录",
    "records",
    "台账",
    "ledgers",
    "单位方案",
    "plans",
    "词表",
    "wordlists",
];

/// Whether a document lies in such a folder.
pub(super) fn lies_with_others(path: &str) -> bool {
    path.split('/').any(|part| OF_OTHERS.contains(&part))
}

/// What there is beside the documents.
pub(super) struct Beside<'a> {
    pub(super) pages: &'a [Page],
    pub(super) files: &'a [OtherFile],
    pub(super) folders: &'a Folders,
    /// Folders with a plan.
    pub(super) campaigns: &'a [String],
    /// Files that campaigns read, or that their records name.
    pub(super) of_campaigns: &'a BTreeSet<String>,
}

/// Reads every document that is a page, in the order of the files.
pub(super) fn read(
    beside: &Beside<'_>,
    sheets: &mut Sheets,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Page> {
    let documents = documents(beside);
    let settings: Vec<Meta> = documents
        .iter()
        .map(|file| sheets.take(&file.path, diagnostics).unwrap_or_default())
        .collect();
    let read: Vec<_> = documents
        .into_par_iter()
        .zip(settings)
        .map(|(file, meta)| page_of(file, meta, beside.campaigns))
        .collect();
    let mut pages = Vec::new();
    for (page, problems) in read {
        pages.extend(page);
        diagnostics.extend(problems);
    }
    pages
}

/// Tells the public pages whose documents stay out of the public edition.
pub(super) fn concealing(pages: &[Page]) -> impl Iterator<Item = Diagnostic> {
    pages
        .iter()
        .filter(|page| page.conceals && !page.internal)
        .map(|page| Diagnostic::of(Place::file(&page.file.shown_path), &DocumentProblem::Conceals))
}

fn documents<'a>(beside: &Beside<'a>) -> Vec<&'a OtherFile> {
    let candidates: Vec<&OtherFile> = beside
        .files
        .iter()
        .filter(|file| is_word_document(&file.path) && !is_no_material(file_name(&file.path)))
        .filter(|file| !beside.of_campaigns.contains(&file.path))
        .filter(|file| !lies_with_others(&file.path))
        .filter(|file| {
            !beside.campaigns.iter().any(|campaign| is_record_path(campaign, &file.path))
        })
        .collect();
    if candidates.is_empty() {
        return candidates;
    }
    let named = named_by_pages(beside);
    candidates
        .into_iter()
        .filter(|file| {
            let folder = folder_of(&file.path);
            let beside_it = || {
                beside.pages.iter().filter(|page| page.folder == folder && !page.is_section_page)
            };
            let stem = stem(file_name(&file.path));
            let belongs = beside_it().any(|page| is_named_after(stem, page.stem()));
            let is_unclear =
                beside_it().any(|page| page.internal) && !beside.folders.is_internal(folder);
            !named.contains(file.path.as_str()) && !belongs && !is_unclear
        })
        .collect()
}

/// Files that a page links to, or names among its attachments.
fn named_by_pages<'a>(beside: &Beside<'a>) -> BTreeSet<&'a str> {
    let files = NamedFiles::of(beside.files);
    let campaign_of = |page: &Page| {
        let above = beside.campaigns.iter().filter(|folder| match page.is_record {
            true => is_record_path(folder, &page.file.path),
            false => is_within(&page.folder, folder),
        });
        above.max_by_key(|folder| folder.len()).map(String::as_str)
    };
    beside
        .pages
        .iter()
        .flat_map(|page| {
            let links = page.document.links.iter().map(|link| &link.target);
            let campaign = campaign_of(page);
            let found: Vec<&str> = links
                .chain(&page.meta.attachments)
                .filter(|name| name.to_ascii_lowercase().contains(".docx"))
                .filter_map(|name| {
                    let name = name.split('#').next().unwrap_or(name);
                    files.find(&page.folder, campaign, name)
                })
                .collect();
            found
        })
        .collect()
}

fn page_of(file: &OtherFile, meta: Meta, campaigns: &[String]) -> (Option<Page>, Vec<Diagnostic>) {
    let told =
        |problem: &DocumentProblem| vec![Diagnostic::of(Place::file(&file.shown_path), problem)];
    if file.size > LARGEST_FILE {
        return (None, told(&DocumentProblem::NotRead { why: WhyNot::TooLarge }));
    }
    let bytes = match std::fs::read(&file.absolute) {
        Ok(bytes) => bytes,
        Err(error) => return (None, vec![cannot_read(&file.shown_path, &error)]),
    };
    let read = word::read(word::Input {
        shown_path: &file.shown_path,
        bytes: &bytes,
        title: meta.title.as_deref(),
        name: page::name_of(&file.path),
        depth: file.path.matches('/').count(),
    });
    let mut text = match read {
        Ok(text) => text,
        Err(refused) => {
            let why = match refused {
                Refused::Encrypted => WhyNot::Password,
                // Office programs keep what has a password in a file of the old form.
                Refused::OtherForm if bytes.starts_with(b"\xD0\xCF\x11\xE0") => WhyNot::Password,
                // Whatever it is, it goes the way of other files.
                Refused::OtherForm => return (None, Vec::new()),
                Refused::Damaged => WhyNot::Damaged,
                Refused::TooLarge => WhyNot::TooLarge,
            };
            return (None, told(&DocumentProblem::NotRead { why }));
        }
    };
    // Headers, and parts that are not read for the page, hide something too.
    let inspected = yanxi_attachments::inspect(&file.path, &bytes);
    text.conceals |= !inspected.hidden.is_empty();
    let diagnostics = std::mem::take(&mut text.diagnostics);
    let source = MarkdownFile {
        path: file.path.clone(),
        shown_path: file.shown_path.clone(),
        text: Arc::from(text.text.as_str()),
    };
    let folder = folder_of(&file.path);
    let of_campaign = campaigns.iter().any(|campaign| match campaign.as_str() {
        "" => folder.is_empty(),
        campaign => is_within(folder, campaign),
    });
    (Some(page::of_word(source, text, meta, of_campaign)), diagnostics)
}

/// What is wrong with a document that would be a page.
#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(super) enum DocumentProblem {
    #[code(R11)]
    #[zh(
        "这份 Word 文件{why}，没有做成网页，读者只能下载",
        "用 Word 或 WPS 打开，不加密码，另存为 .docx 再放进来；太大的拆成几份"
    )]
    #[en(
        "this Word document {why}; no page was made of it, readers can only download it",
        "open it, save it as .docx without a password and put it here again; split one that is too large"
    )]
    NotRead { why: WhyNot },
    #[code(W16)]
    #[zh(
        "里面有隐藏的文字、修订痕迹或批注，没有放上网页，原文件也没有放进公开版",
        "要让读者下载原文件的，在 Word 里接受全部修订，删去批注和隐藏的文字，存盘；不要的不用管"
    )]
    #[en(
        "hidden words, tracked changes or comments in it are not on the page, and the document itself is not in the public edition",
        "where readers are to download it, accept all changes, delete comments and hidden words, and save it; else leave it"
    )]
    Conceals,
}

/// Why a document is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Say)]
pub(super) enum WhyNot {
    #[zh("加了密码")]
    #[en("has a password")]
    Password,
    #[zh("是坏的")]
    #[en("is damaged")]
    Damaged,
    #[zh("太大")]
    #[en("is too large")]
    TooLarge,
}
