//! Word documents and workbooks as pages.
//! In: the folder's files, the pages of Markdown and what campaigns read. Out: a [`Page`] for each document that is one.
//!
//! A document is no page but an attachment where a page or a record names it, where its name begins with that of a page
//! beside it, where it lies among attachments or a campaign's records, and beside internal pages, since nothing says
//! then whether it may go out. In a campaign's own folder a Word document is an internal page, as other files there are,
//! and a workbook none. A workbook whose head is that of a roster or a register is never one: names would go out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use yanxi_attachments::LARGEST_FILE;
use yanxi_problem::{Diagnostic, Place, Problem, Say};
use yanxi_reading::content_path::{file_name, folder_of, is_within, stem};
use yanxi_reading::{OtherFile, cannot_read};

use super::attachment::is_named_after;
use super::held_back;
use super::meta::Meta;
use super::page::{self, Page};
use super::page_sheet::{Sheets, is_sheet};
use super::visibility::Folders;
use crate::campaign::{is_record_path, likeness};
use crate::entries;
use crate::folder::{MarkdownFile, NamedFiles, is_no_material};
use crate::own_files::{DOCUMENTS, is_word_document, is_workbook};
use crate::word::{self, DocumentText, Refused};
use crate::workbook::{self, NotShown};

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
    /// The heads of the rosters and plans that were read.
    pub(super) heads: &'a [BTreeSet<String>],
}

impl<'a> Beside<'a> {
    /// Whether a folder is one of a campaign.
    fn is_of_campaign(&self, folder: &str) -> bool {
        self.campaigns.iter().any(|campaign| match campaign.as_str() {
            "" => folder.is_empty(),
            campaign => is_within(folder, campaign),
        })
    }

    /// Files of a kind that nothing in their names and folders makes another's.
    fn candidates(&self, is_of_kind: impl Fn(&str) -> bool) -> Vec<&'a OtherFile> {
        let files = self.files.iter();
        files
            .filter(|file| is_of_kind(&file.path) && !is_no_material(file_name(&file.path)))
            .filter(|file| !self.of_campaigns.contains(&file.path))
            .filter(|file| !lies_with_others(&file.path))
            .filter(|file| {
                !self.campaigns.iter().any(|campaign| is_record_path(campaign, &file.path))
            })
            .collect()
    }

    /// Whether a file belongs to a page beside it, or may belong to an internal one.
    fn belongs(&self, file: &OtherFile, documents: &[Page]) -> bool {
        let folder = folder_of(&file.path);
        let stem = stem(file_name(&file.path));
        let beside_it =
            || self.pages.iter().filter(|page| page.folder == folder && !page.is_section_page);
        let is_unclear =
            || beside_it().any(|page| page.internal) && !self.folders.is_internal(folder);
        let documents = documents.iter().filter(|page| page.folder == folder);
        beside_it().chain(documents).any(|page| is_named_after(stem, page.stem())) || is_unclear()
    }
}

/// Reads every document that is a page.
pub(super) fn read(
    beside: &Beside<'_>,
    sheets: &mut Sheets,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Page> {
    let words = preferred(beside.candidates(is_word_document));
    let workbooks = workbooks(beside);
    if words.is_empty() && workbooks.is_empty() {
        return Vec::new();
    }
    let named = named_by_pages(beside);
    let is_free = |file: &&OtherFile, documents: &[Page]| {
        !named.contains(file.path.as_str()) && !beside.belongs(file, documents)
    };
    let words: Vec<&OtherFile> = words.into_iter().filter(|file| is_free(file, &[])).collect();
    let mut pages = pages_of(words, beside, sheets, diagnostics);
    let workbooks = workbooks.into_iter().filter(|file| is_free(file, &pages)).collect();
    let (registers, workbooks): (Vec<&OtherFile>, Vec<&OtherFile>) = registers(workbooks, beside);
    let told = registers.into_iter().filter(|file| !beside.folders.hold_back(&file.path));
    diagnostics.extend(
        told.map(|file| Diagnostic::of(Place::file(&file.shown_path), &DocumentProblem::Register)),
    );
    pages.extend(pages_of(workbooks, beside, sheets, diagnostics));
    pages
}

/// Workbooks that may be pages.
fn workbooks<'a>(beside: &Beside<'a>) -> Vec<&'a OtherFile> {
    let of_kind = |path: &str| {
        let of_entries = [entries::REVIEWS, entries::CHECKED].map(stem);
        let is_own = of_entries.contains(&stem(file_name(path))) || is_sheet(path);
        is_workbook(path) && !is_own && !beside.is_of_campaign(folder_of(path))
    };
    preferred(beside.candidates(of_kind))
}

/// Of several forms of one document the preferred.
fn preferred(files: Vec<&OtherFile>) -> Vec<&OtherFile> {
    let form = |path: &str| {
        let path = path.to_ascii_lowercase();
        DOCUMENTS.iter().position(|ending| path.ends_with(ending))
    };
    let mut by_name: BTreeMap<&str, &OtherFile> = BTreeMap::new();
    for file in files {
        let kept = by_name.entry(stem(&file.path)).or_insert(file);
        if form(&file.path) < form(&kept.path) {
            *kept = file;
        }
    }
    by_name.into_values().collect()
}

/// Those with the head of a roster or a register, and the others.
fn registers<'a>(
    files: Vec<&'a OtherFile>,
    beside: &Beside<'_>,
) -> (Vec<&'a OtherFile>, Vec<&'a OtherFile>) {
    files.into_par_iter().partition(|file| {
        likeness::is_register(file) || held_back::is_of_a_campaign_by_itself(file, beside.heads)
    })
}

fn pages_of(
    files: Vec<&OtherFile>,
    beside: &Beside<'_>,
    sheets: &mut Sheets,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Page> {
    let settings: Vec<Meta> =
        files.iter().map(|file| sheets.take(&file.path, diagnostics).unwrap_or_default()).collect();
    let read: Vec<_> = files
        .into_par_iter()
        .zip(settings)
        .map(|(file, meta)| page_of(file, meta, beside.is_of_campaign(folder_of(&file.path))))
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
    pages.iter().filter(|page| page.conceals && !page.internal).map(|page| {
        let problem = match is_word_document(&page.file.path) {
            true => DocumentProblem::Conceals,
            false => DocumentProblem::WorkbookConceals,
        };
        Diagnostic::of(Place::file(&page.file.shown_path), &problem)
    })
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
    let names_document = |name: &&String| {
        let name = name.to_ascii_lowercase();
        DOCUMENTS.iter().any(|ending| name.contains(ending))
    };
    beside
        .pages
        .iter()
        .flat_map(|page| {
            let links = page.document.links.iter().map(|link| &link.target);
            let campaign = campaign_of(page);
            let found: Vec<&str> = links
                .chain(&page.meta.attachments)
                .filter(names_document)
                .filter_map(|name| {
                    let name = name.split('#').next().unwrap_or(name);
                    files.find(&page.folder, campaign, name)
                })
                .collect();
            found
        })
        .collect()
}

fn page_of(file: &OtherFile, meta: Meta, of_campaign: bool) -> (Option<Page>, Vec<Diagnostic>) {
    let told =
        |problem: &DocumentProblem| vec![Diagnostic::of(Place::file(&file.shown_path), problem)];
    let not_read = |why: WhyNot| {
        let problem = match is_word_document(&file.path) {
            true => DocumentProblem::NotRead { why },
            false => DocumentProblem::WorkbookNotRead { why },
        };
        (None, told(&problem))
    };
    if file.size > LARGEST_FILE {
        return not_read(WhyNot::TooLarge);
    }
    let bytes = match std::fs::read(&file.absolute) {
        Ok(bytes) => bytes,
        Err(error) => return (None, vec![cannot_read(&file.shown_path, &error)]),
    };
    let mut text = match text_of(file, &bytes, meta.title.as_deref()) {
        Ok(text) => text,
        Err(Some(why)) => return not_read(why),
        // Whatever it is, it goes the way of other files.
        Err(None) => return (None, Vec::new()),
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
    (Some(page::of_document(source, text, meta, of_campaign)), diagnostics)
}

/// What a document says; why it is not read, or nothing where it is no such document.
fn text_of(
    file: &OtherFile,
    bytes: &[u8],
    title: Option<&str>,
) -> Result<DocumentText, Option<WhyNot>> {
    let input = word::Input {
        shown_path: &file.shown_path,
        bytes,
        title,
        name: page::name_of(&file.path),
        depth: file.path.matches('/').count(),
    };
    if is_workbook(&file.path) {
        return workbook::read(input).map_err(|not_shown| match not_shown {
            NotShown::Password => Some(WhyNot::Password),
            NotShown::Damaged => Some(WhyNot::Damaged),
            NotShown::TooLarge => Some(WhyNot::TooLarge),
            NotShown::Other => None,
        });
    }
    word::read(input).map_err(|refused| match refused {
        Refused::Encrypted => Some(WhyNot::Password),
        Refused::OtherForm => None,
        Refused::Damaged => Some(WhyNot::Damaged),
        Refused::TooLarge => Some(WhyNot::TooLarge),
    })
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
    #[code(R11)]
    #[zh(
        "这个表格文件{why}，没有做成网页，读者只能下载",
        "用 WPS 打开，不加密码，另存为 .xlsx 再放进来；太大的拆成几份"
    )]
    #[en(
        "this workbook {why}; no page was made of it, readers can only download it",
        "open it, save it as .xlsx without a password and put it here again; split one that is too large"
    )]
    WorkbookNotRead { why: WhyNot },
    #[code(R17)]
    #[zh(
        "表头是名册或登记表的，姓名会跟着出去，没有做成网页",
        "要做成网页的，删去姓名等列，另存一份放在这里；只给内部看的，移到一个文件夹，那里的 _index.md 写 公开: 内部"
    )]
    #[en(
        "its head is that of a roster or a register, whose names would go out; no page was made of it",
        "delete the columns with names in a copy and put that here where it is to be a page; move one that is not for everybody to a folder whose _index.md says visibility: internal"
    )]
    Register,
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
    #[code(W16)]
    #[zh(
        "里面有隐藏的工作表、行列或批注，没有放上网页，原文件也没有放进公开版",
        "要让读者下载原文件的，在 WPS 里删去隐藏的内容和批注，存盘；不要的不用管"
    )]
    #[en(
        "hidden sheets, rows, columns or comments in it are not on the page, and the workbook itself is not in the public edition",
        "where readers are to download it, delete what is hidden and the comments, and save it; else leave it"
    )]
    WorkbookConceals,
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
