//! Step 2a for Word documents: one of them, understood as a page's Markdown is.
//! In: a document's bytes. Out: [`DocumentText`]: its text line by line, its title and date, the same [`Document`] that
//! Markdown becomes, and what did not come along. Knows nothing of other pages.

mod closing_date;
mod lines;
mod lost;
mod pictures;
mod table;
mod title;
mod tree;

use jiff::civil::Date;
use yanxi_problem::Diagnostic;
pub use yanxi_word::Refused;
use yanxi_word::What;

use crate::markdown::Document;
use lines::Lines;
use pictures::Pictures;
pub(crate) use title::Title;

/// Every problem of this folder, for the catalogue.
pub fn problems() -> Vec<yanxi_problem::Entry> {
    yanxi_problem::problems::<lost::WordProblem>()
}

/// A document, understood.
#[derive(Debug, Clone)]
pub struct DocumentText {
    /// What is seen of it, a line for each paragraph and each row of a table; places in messages count these.
    pub text: String,
    /// By its style, else by its looks.
    pub title: Option<String>,
    /// The date that closes it, or stands in brackets under its title.
    pub date: Option<Date>,
    pub document: Document,
    /// Words in it are hidden or deleted, or somebody commented on it.
    pub conceals: bool,
    /// The page has only a part of it.
    pub is_cut: bool,
    pub diagnostics: Vec<Diagnostic>,
}

/// What of the document to understand.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    pub shown_path: &'a str,
    pub bytes: &'a [u8],
    /// A title given elsewhere; the document's own stays in the text where it says something else.
    pub title: Option<&'a str>,
    /// What stands over the page where nothing else does: the name of its file.
    pub name: &'a str,
    /// How many folders of the site the page lies in.
    pub depth: usize,
}

/// Reads a document.
pub fn read(input: Input<'_>) -> Result<DocumentText, Refused> {
    let read = yanxi_word::read(input.bytes)?;
    let mut pictures = Pictures::of(input.bytes);
    let mut text = understood(&read, title::find(&read.blocks), &input, &mut pictures);
    text.diagnostics = lost::told(input.shown_path, &read.lost, &pictures);
    text.conceals = read
        .lost
        .iter()
        .any(|lost| matches!(lost.what, What::Hidden | What::Deleted | What::Comment));
    Ok(text)
}

/// Understands a document that was made of something else, with its title.
pub(crate) fn of_blocks(
    document: &yanxi_word::Document,
    title: Option<Title>,
    input: &Input<'_>,
) -> DocumentText {
    understood(document, title, input, &mut Pictures::of(&[]))
}

fn understood(
    read: &yanxi_word::Document,
    title: Option<Title>,
    input: &Input<'_>,
    pictures: &mut Pictures<'_>,
) -> DocumentText {
    let date = closing_date::find(&read.blocks, title.as_ref());
    let mut lines = Lines::default();
    let own_title = title.as_ref().map(|title| title.text.clone());
    let over_the_page =
        input.title.map(str::to_string).or_else(|| own_title.clone()).unwrap_or(input.name.into());
    // A title that stands over the page does not stand in it once more.
    let taken = title.filter(|title| over_the_page == title.text);
    let taken = taken.map(|title| title.places).unwrap_or_default();
    let document = tree::document(read, taken, &over_the_page, input, &mut lines, pictures);
    DocumentText {
        text: lines.text(),
        title: own_title,
        date,
        document,
        conceals: false,
        is_cut: false,
        diagnostics: Vec::new(),
    }
}

#[cfg(test)]
pub(crate) mod tests;
