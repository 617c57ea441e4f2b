//! A page's HTML while it is written anew, block by block.
//! In: blocks, what stands in their lines, words. Out: HTML in which no paragraph is empty and none holds another, and the
//! words of each block.

use yanxi_text::normal_form::LINE_END;

use super::words::{Spacing, is_space};
use crate::html_text::escape;
use crate::markdown::contents::Contents;

#[derive(Default)]
pub(super) struct Sheet {
    pub(super) out: String,
    pub(super) contents: Contents,
    /// Words of the block so far.
    words: String,
    /// Descriptions of the pictures in it.
    descriptions: Vec<String>,
    inlines: Vec<Inline>,
    bold: Option<Bold>,
    paragraph: Option<Paragraph>,
    /// Whether words that stand directly in each open block make a paragraph.
    blocks: Vec<bool>,
    spacing: Spacing,
    /// Identifiers of places that the next words bear.
    places: Vec<String>,
    /// How many open blocks keep white space as it is.
    verbatim: usize,
    /// How many open elements hold words that are not the page's, such as marks of footnotes.
    silent: usize,
    is_heading: bool,
}

/// An element inside a line. It is opened with its first words, and anew in each block.
struct Inline {
    start: String,
    end: String,
    is_open: bool,
    is_link: bool,
}

/// The first sentence of a paragraph, which is set apart whatever other elements it holds.
struct Bold {
    start: &'static str,
    end: &'static str,
    /// Characters of it that are still to come, white space apart.
    left: usize,
    is_open: bool,
}

/// What words in a line open.
pub(super) struct Paragraph {
    pub(super) start: String,
    pub(super) end: &'static str,
    /// Made for words that stood in no paragraph, and ends where a block begins.
    pub(super) is_implied: bool,
    /// Blanks at its beginning are an indent.
    pub(super) loses_indent: bool,
    is_open: bool,
}

impl Paragraph {
    pub(super) fn new(start: String, end: &'static str) -> Self {
        Paragraph { start, end, is_implied: false, loses_indent: false, is_open: false }
    }
}

impl Sheet {
    /// Words of a line. `implied` is the paragraph that they open where none is and one is wanted.
    pub(super) fn text(&mut self, words: &str, implied: &mut dyn FnMut() -> Paragraph) {
        if self.verbatim > 0 {
            self.open_line(implied);
            self.out.push_str(&escape(words));
            self.note(&words.replace('\n', LINE_END.encode_utf8(&mut [0; 4])));
            return;
        }
        let mut plain = String::new();
        for character in words.chars() {
            if is_space(character) || self.is_indent(character) {
                self.spacing.wait(character);
                continue;
            }
            let between = self.spacing.before(character);
            if plain.is_empty() {
                self.out.push_str(between);
                self.note(if between.is_empty() { "" } else { " " });
                self.open_line(implied);
            } else {
                plain.push_str(between);
            }
            plain.push(character);
            if self.ends_bold() {
                self.out.push_str(&escape(&plain));
                self.note(&plain.replace('\n', " "));
                plain.clear();
                self.close_inlines();
                self.close_bold();
            }
        }
        self.out.push_str(&escape(&plain));
        self.note(&plain.replace('\n', " "));
    }

    /// Sets so many characters of the paragraph that has just begun apart.
    pub(super) fn set_bold(&mut self, start: &'static str, end: &'static str, characters: usize) {
        self.bold = Some(Bold { start, end, left: characters, is_open: false });
    }

    /// Whether the character that was just written is the last one that is set apart.
    fn ends_bold(&mut self) -> bool {
        match &mut self.bold {
            Some(bold) if self.silent == 0 => {
                bold.left = bold.left.saturating_sub(1);
                bold.left == 0
            }
            _ => false,
        }
    }

    fn close_bold(&mut self) {
        if let Some(bold) = self.bold.take().filter(|bold| bold.is_open) {
            self.out.push_str(bold.end);
        }
    }

    fn close_inlines(&mut self) {
        for inline in self.inlines.iter_mut().rev().filter(|inline| inline.is_open) {
            inline.is_open = false;
            self.out.push_str(&inline.end);
        }
    }

    fn is_indent(&self, character: char) -> bool {
        let loses_indent = match &self.paragraph {
            Some(paragraph) => paragraph.loses_indent,
            None => self.wants_paragraph(),
        };
        loses_indent && matches!(character, '\u{3000}' | '\u{a0}') && !self.spacing.has_begun()
    }

    fn note(&mut self, words: &str) {
        if self.silent == 0 {
            self.words.push_str(words);
        }
    }

    fn wants_paragraph(&self) -> bool {
        self.blocks.last().copied().unwrap_or(true)
    }

    /// Whether the next words would open a paragraph of their own.
    pub(super) fn is_between_paragraphs(&self) -> bool {
        self.paragraph.is_none() && self.wants_paragraph()
    }

    /// What is about to be written stands in a line.
    pub(super) fn open_line(&mut self, implied: &mut dyn FnMut() -> Paragraph) {
        if self.is_between_paragraphs() {
            self.paragraph = Some(Paragraph { is_implied: true, ..implied() });
        }
        if let Some(paragraph) = &mut self.paragraph
            && !paragraph.is_open
        {
            paragraph.is_open = true;
            self.out.push_str(&paragraph.start);
        }
        self.write_places();
        if let Some(bold) = self.bold.as_mut().filter(|bold| !bold.is_open) {
            bold.is_open = true;
            self.out.push_str(bold.start);
        }
        for inline in self.inlines.iter_mut().filter(|inline| !inline.is_open) {
            inline.is_open = true;
            self.out.push_str(&inline.start);
        }
    }

    fn write_places(&mut self) {
        for place in self.places.drain(..) {
            self.out.push_str(&format!("<span class=\"anchor\" id=\"{}\"></span>", escape(&place)));
        }
    }

    /// An address on the page that links may name; the first of a name counts.
    pub(super) fn add_place(&mut self, id: &str) {
        let id = id.trim();
        if !id.is_empty()
            && !id.contains(char::is_whitespace)
            && !id.starts_with("yanxi-")
            && self.contents.anchors.insert(id.to_string())
        {
            self.places.push(id.to_string());
        }
    }

    /// A block begins or ends here.
    pub(super) fn end_line(&mut self) {
        self.close_inlines();
        self.close_bold();
        if let Some(paragraph) = self.paragraph.take_if(|paragraph| paragraph.is_implied) {
            self.out.push_str(paragraph.end);
        }
        self.end_words();
        self.spacing = Spacing::default();
    }

    fn end_words(&mut self) {
        if !self.is_heading {
            self.contents.add_block(&std::mem::take(&mut self.words));
        }
        self.words.clear();
        for description in std::mem::take(&mut self.descriptions) {
            self.contents.add_block(&description);
        }
    }

    pub(super) fn begin_paragraph(&mut self, paragraph: Paragraph) {
        self.end_block_lines();
        self.paragraph = Some(paragraph);
    }

    pub(super) fn end_paragraph(&mut self) {
        self.end_block_lines();
    }

    /// Ends the open paragraph, whoever opened it.
    fn end_block_lines(&mut self) {
        self.end_line();
        if let Some(paragraph) = self.paragraph.take()
            && paragraph.is_open
        {
            self.out.push_str(paragraph.end);
        }
    }

    /// A block that stays what it is. `holds_paragraphs`: words directly in it are paragraphs.
    pub(super) fn begin_block(&mut self, start: &str, holds_paragraphs: bool) {
        self.end_block_lines();
        self.out.push_str(start);
        self.blocks.push(holds_paragraphs);
    }

    pub(super) fn end_block(&mut self, end: &str) {
        self.end_block_lines();
        self.blocks.pop();
        self.out.push_str(end);
    }

    pub(super) fn begin_heading(&mut self, start: &str) {
        self.begin_block(start, false);
        self.is_heading = true;
    }

    pub(super) fn end_heading(&mut self, end: &str) {
        self.end_block(end);
        self.is_heading = false;
    }

    pub(super) fn begin_verbatim(&mut self) {
        self.verbatim += 1;
    }

    pub(super) fn end_verbatim(&mut self) {
        self.verbatim = self.verbatim.saturating_sub(1);
    }

    pub(super) fn begin_silence(&mut self) {
        self.silent += 1;
    }

    pub(super) fn end_silence(&mut self) {
        self.silent = self.silent.saturating_sub(1);
    }

    pub(super) fn begin_inline(&mut self, start: String, end: String, is_link: bool) {
        if is_link && self.inlines.iter().any(|inline| inline.is_link) {
            // No link stands in another.
            self.close_inlines();
            for outer in self.inlines.iter_mut().filter(|inline| inline.is_link) {
                outer.start.clear();
                outer.end.clear();
            }
        }
        self.inlines.push(Inline { start, end, is_open: false, is_link });
    }

    pub(super) fn end_inline(&mut self) {
        if let Some(inline) = self.inlines.pop()
            && inline.is_open
        {
            self.out.push_str(&inline.end);
        }
    }

    pub(super) fn line_break(&mut self) {
        if self.verbatim > 0 {
            self.out.push('\n');
        } else if self.spacing.has_begun() {
            self.out.push_str("<br>");
        }
        self.note(LINE_END.encode_utf8(&mut [0; 4]));
        self.spacing = Spacing::default();
    }

    /// Something without words of its own, such as a picture; what it shows is found by its descriptions.
    pub(super) fn put(
        &mut self,
        html: &str,
        descriptions: &[&str],
        implied: &mut dyn FnMut() -> Paragraph,
    ) {
        let between = self.spacing.before('\u{fffc}');
        self.out.push_str(between);
        self.note(if between.is_empty() { "" } else { " " });
        self.open_line(implied);
        self.out.push_str(html);
        let described = descriptions.iter().filter(|words| !words.trim().is_empty());
        self.descriptions.extend(described.map(|words| words.to_string()));
    }

    /// The end of the page.
    pub(super) fn end(&mut self) {
        self.end_block_lines();
        self.write_places();
    }
}
