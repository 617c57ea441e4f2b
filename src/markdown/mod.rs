//! Step 2a: one page's Markdown, understood.
//! In: its text. Out: [`Document`]: HTML with holes where links and blocks go, headings, links, and the plain text
//! of each section for the search index. Knows nothing of other pages or of templates.
//!
//! 1. [`preparing`] mends lines before the parser sees them: boxes, indents, comments, pasted paragraphs, slips.
//! 2. [`redaction`] keeps the stars of `20*年` and `138****1234` from becoming emphasis, [`tilde`] a lone `~` from deleting,
//!    [`blank`] `<name>` from becoming HTML, [`formulas`] the signs of formulas from meaning anything; [`stand_in`] holds
//!    their places.
//! 3. comrak parses; [`lost`] names what it drops in silence, [`tree`] mends what CommonMark does not know of Chinese,
//!    [`typed_headings`] finds headings among the lines that open with 一、 or （一）, as [`enumeration`] judges them.
//! 4. [`rendering`] writes HTML and collects the rest in one pass; on pages with HTML of their author's, [`html`] reads
//!    the whole of it as one tree instead.

mod blank;
mod block_marks;
mod boxes;
mod comments;
mod contents;
mod embedded;
mod enumeration;
mod foreign;
mod formulas;
mod html;
mod html_problems;
mod indents;
mod lost;
mod pasted_tags;
mod pasted_text;
mod pictures;
mod plain_text;
mod preparing;
mod problem;
mod raw_html;
mod redaction;
mod rendering;
mod slips;
mod source_lines;
mod spans;
mod stand_in;
mod tables;
mod tabs;
mod tasks;
mod tilde;
mod tree;
mod typed_headings;
mod wiki;

use std::collections::BTreeSet;

use comrak::nodes::AstNode;
use comrak::{Arena, Options};

use crate::media_type::is_picture;
pub use boxes::TAB;
pub use embedded::{Embedded, EmbeddedPicture};
use source_lines::Line;
use yanxi_problem::{Diagnostic, Entry, Place};

/// Every problem of this folder, for the catalogue.
pub fn problems() -> Vec<Entry> {
    yanxi_problem::problems::<problem::MarkdownProblem>()
}

/// What frames a hole in a page's HTML until it is cut at its holes. No text can hold the hash of itself, so nothing that
/// an author writes, in entities or otherwise, passes for one. It is also the name of the attribute that stands for a
/// link's attributes.
fn hole_of(text: &str) -> String {
    format!("\u{1}{}", &blake3::hash(text.as_bytes()).to_hex()[..32])
}

/// A page's Markdown, understood.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// Text of the first heading of level 1. It is taken out of the page unless the page is titled otherwise.
    pub first_heading: Option<String>,
    pub html: Vec<Segment>,
    pub headings: Vec<Heading>,
    pub links: Vec<Link>,
    /// Identifiers of places that the author's HTML and marks of blocks give, beside those of headings.
    pub anchors: BTreeSet<String>,
    /// Text by section, the part before the first heading included; blocks end in `\n`.
    pub sections: Vec<SectionText>,
    pub diagnostics: Vec<Diagnostic>,
}

/// A piece of a page's HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    Html(String),
    /// The attributes of link or picture number n of [`Document::links`] belong here.
    LinkAttributes(usize),
    /// A block begins that a template of the theme draws; its body runs to the matching end.
    BlockStart(Block),
    BlockEnd,
}

/// A callout or a `:::` block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    pub name: String,
    pub title: String,
    pub fold: Option<Fold>,
}

/// A block that readers open and close.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fold {
    Open,
    Closed,
}

/// A heading, typed as one or as a line opening 一、 or （一）.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6; the page's title is 1.
    pub level: u8,
    pub text: String,
    /// Readable identifier, Han kept.
    pub id: String,
    /// Short ASCII identifier that depends on the heading's text alone.
    pub alias: String,
}

/// What kind of reference a link is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    Link,
    /// `[[页名]]`
    Wiki,
    Image,
    /// `![[…]]`
    Embed,
}

/// A reference to another page, a file or an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub kind: LinkKind,
    /// As written, percent-encoding undone for links; of a picture in the text itself only its kind.
    pub target: String,
    /// The words a reader sees; none of a picture.
    pub words: String,
    /// Line in the file, from 1.
    pub line: usize,
    /// The picture itself, where its address holds it.
    pub embedded: Option<Embedded>,
}

impl Link {
    /// Whether it shows a picture where it stands.
    pub fn is_picture(&self) -> bool {
        match self.kind {
            LinkKind::Image => true,
            LinkKind::Embed => is_picture(&self.target),
            LinkKind::Link | LinkKind::Wiki => false,
        }
    }
}

/// Searchable text of one section.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SectionText {
    /// Alias of the heading; empty before the first.
    pub anchor: String,
    pub heading: String,
    pub text: String,
}

/// Where a page's Markdown lies in its file.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    pub shown_path: &'a str,
    /// The whole file; messages show lines of it.
    pub file_text: &'a str,
    /// Offset of the text after the front matter.
    pub body_offset: usize,
    pub allow_raw_html: bool,
    /// What stands as title over the page whatever its text says; empty where its first heading is to be the title.
    pub titles: &'a [&'a str],
    /// How many folders of the site the page lies in.
    pub depth: usize,
}

/// Parses and renders one page.
pub fn read(input: Input<'_>) -> Document {
    let first_line = input.file_text[..input.body_offset].matches('\n').count();
    let body = &input.file_text[input.body_offset..];
    let prepared = preparing::prepare(body);
    let lines = LineNumbers::of(&prepared.lines, first_line);
    let separated = joined(&prepared.lines);
    let text = stand_in::protect(&separated);
    let options = options();
    let arena = Arena::new();
    let root = comrak::parse_document(&arena, &text, &options);
    stand_in::restore(root);
    html::free_indented_html(root, hole_of(input.file_text).trim_start_matches('\u{1}'));
    let mut lost = lost::find(root, &separated, input, &lines);
    let (uncited, unknown) = slips::unpaired(root, &prepared.notes);
    let in_body =
        prepared.slips.into_iter().chain(uncited).map(|(line, slip)| (first_line + line, slip));
    let in_separated = unknown.into_iter().map(|(line, slip)| (lines.in_file(line), slip));
    lost.extend(in_body.chain(in_separated).map(|(line, slip)| {
        Diagnostic::of(Place::at_line(input.shown_path, input.file_text, line), &slip)
    }));
    let marked = block_marks::take(&arena, root);
    tree::mend(&arena, root, &separated);
    let mut document = rendering::render(&arena, root, &options, input, &lines, marked);
    document.diagnostics.extend(lost);
    document
}

/// Understands a page that came as a tree rather than as Markdown. `root` is the tree, whose nodes name lines of
/// `input.file_text`, so many of them.
pub fn of_tree<'a>(
    arena: &'a Arena<'a>,
    root: &'a AstNode<'a>,
    lines: usize,
    input: Input<'_>,
) -> Document {
    let lines = LineNumbers { of_body: (1..=lines).collect(), before_body: 0 };
    rendering::render(arena, root, &options(), input, &lines, BTreeSet::new())
}

fn joined(lines: &[Line]) -> String {
    let mut text = String::with_capacity(lines.iter().map(|line| line.text.len() + 1).sum());
    for line in lines {
        text.push_str(&line.text);
        text.push('\n');
    }
    text
}

/// Maps lines of the text that comrak saw to lines of the file.
struct LineNumbers {
    of_body: Vec<usize>,
    before_body: usize,
}

impl LineNumbers {
    fn of(lines: &[Line], before_body: usize) -> Self {
        LineNumbers { of_body: lines.iter().map(|line| line.number).collect(), before_body }
    }

    fn in_file(&self, line: usize) -> usize {
        let body_line =
            self.of_body.get(line.saturating_sub(1)).or(self.of_body.last()).copied().unwrap_or(1);
        self.before_body + body_line
    }
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    let extension = &mut options.extension;
    extension.strikethrough = true;
    extension.table = true;
    extension.autolink = true;
    extension.tasklist = true;
    extension.footnotes = true;
    extension.description_lists = true;
    extension.ofm_callouts = true;
    extension.wikilinks_title_after_pipe = true;
    extension.cjk_friendly_emphasis = true;
    extension.highlight = true;
    extension.block_directive = true;
    extension.header_attributes = true;
    options.parse.relaxed_tasklist_matching = true;
    options.render.tasklist_classes = true;
    options.render.r#unsafe = true;
    options
}

#[cfg(test)]
mod tests;
