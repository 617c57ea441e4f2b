//! Goes through a page's tree and writes it anew: what each element means, and nothing that the source hides.
//! In: the page's HTML as written from Markdown with what its author typed in it. Out: HTML with holes, headings, links,
//! texts, and what is to be told.

mod attributes;
mod headings;
mod media;
mod typed_headings;

use std::collections::{BTreeMap, BTreeSet};

use yanxi_text::normal_form::LINE_END;

use self::attributes::{block_attributes, division_of_form, implied, new_paragraph};
use self::typed_headings::TypedHeading;
use super::element::{Meaning, PLAIN, labelling, meaning};
use super::sheet::{Paragraph, Sheet};
use super::tree::{Content, NodeId, Tree};
use super::typed::{Lost, TYPED, Typed, characters};
use super::words::on_one_line;
use super::{BLOCK, HEADING};
use crate::html_text::escape;
use crate::markdown::contents::Contents;
use crate::markdown::rendering::UnreadHeading;
use crate::markdown::{Block, Link};

/// The element that holds the title of a callout.
pub(in crate::markdown) const TITLE: &str = "callout-title";

/// What is read.
pub(in crate::markdown) struct Page<'a> {
    pub(in crate::markdown) html: &'a str,
    pub(in crate::markdown) hole: &'a str,
    pub(in crate::markdown) typed: Typed,
    /// What Markdown made, by the numbers in the HTML.
    pub(in crate::markdown) links: Vec<Link>,
    pub(in crate::markdown) headings: Vec<UnreadHeading>,
    pub(in crate::markdown) blocks: Vec<Block>,
    /// Whether a heading is the page's title.
    pub(in crate::markdown) is_title: &'a dyn Fn(&str) -> bool,
    /// Keeps the author's divisions and classes.
    pub(in crate::markdown) keeps_form: bool,
}

/// The page read.
pub(in crate::markdown) struct Read {
    pub(in crate::markdown) first_heading: Option<String>,
    pub(in crate::markdown) html: String,
    pub(in crate::markdown) contents: Contents,
    pub(in crate::markdown) blocks: Vec<Block>,
    pub(in crate::markdown) notes: Notes,
}

/// What is to be told of a page's HTML. Lines count as the author's HTML does.
#[derive(Debug, Default)]
pub(in crate::markdown) struct Notes {
    /// Where words are hidden, and how many characters.
    pub(in crate::markdown) hidden: Vec<(usize, usize)>,
    pub(in crate::markdown) lost: Vec<Lost>,
    /// Elements that went, each with its first line.
    pub(in crate::markdown) elements: BTreeMap<String, usize>,
}

pub(in crate::markdown) fn read(page: Page<'_>) -> Read {
    let tree = Tree::read(page.html);
    let mut writer = Writer {
        tree: &tree,
        title: None,
        level_shift: 0,
        marked_level: 1,
        typed_headings: BTreeMap::new(),
        sheet: Sheet::default(),
        notes: Notes::default(),
        cited: BTreeSet::new(),
        typed_attribute: format!("{}{TYPED}", page.hole),
        page,
    };
    let first_heading = writer.find_title();
    writer.typed_headings = writer.find_typed_headings();
    writer.write();
    let Writer { sheet, mut notes, mut page, .. } = writer;
    notes.hidden.append(&mut page.typed.unseen);
    notes.hidden.retain(|(_, characters)| *characters > 0);
    notes.hidden.sort_unstable();
    notes.lost.append(&mut page.typed.lost);
    for (name, line) in page.typed.programs {
        notes.elements.entry(name).or_insert(line);
    }
    Read { first_heading, html: sheet.out, contents: sheet.contents, blocks: page.blocks, notes }
}

struct Writer<'a> {
    tree: &'a Tree,
    page: Page<'a>,
    typed_attribute: String,
    /// The heading that is the page's title and is not written.
    title: Option<NodeId>,
    level_shift: u8,
    /// Level of the last heading that is marked as one; typed headings nest below it.
    marked_level: u8,
    /// Elements that are headings without a mark.
    typed_headings: BTreeMap<NodeId, TypedHeading>,
    sheet: Sheet,
    notes: Notes,
    /// Footnotes that what is shown refers to.
    cited: BTreeSet<String>,
}

enum Step {
    Enter(NodeId),
    EndParagraph,
    EndInline,
    EndBlock(String),
    EndHeading(String),
    EndVerbatim,
    EndSilence,
    EndLine,
}

impl Writer<'_> {
    fn write(&mut self) {
        let mut steps = vec![Step::Enter(self.tree.root())];
        while let Some(step) = steps.pop() {
            match step {
                Step::Enter(id) => match &self.tree.node(id).content {
                    Content::Text(words) => {
                        let (tree, page) = (self.tree, &self.page);
                        self.sheet.text(words, &mut || implied(tree, page, id));
                    }
                    Content::Element { .. } => {
                        if self.element(id, &mut steps) {
                            let children = self.tree.children(id).iter().rev();
                            steps.extend(children.map(|id| Step::Enter(*id)));
                        }
                    }
                    Content::Other => {}
                },
                Step::EndParagraph => self.sheet.end_paragraph(),
                Step::EndInline => self.sheet.end_inline(),
                Step::EndBlock(end) => self.sheet.end_block(&end),
                Step::EndHeading(end) => self.sheet.end_heading(&end),
                Step::EndVerbatim => self.sheet.end_verbatim(),
                Step::EndSilence => self.sheet.end_silence(),
                Step::EndLine => self.sheet.end_line(),
            }
        }
        self.sheet.end();
    }

    /// The line at which the author typed an element; none for what Markdown made.
    fn typed_at(&self, id: NodeId) -> Option<usize> {
        self.tree.attribute(id, &self.typed_attribute)?.parse().ok()
    }

    fn of_hole(&self, id: NodeId, kind: &str) -> Option<usize> {
        self.tree.attribute(id, &format!("{}{kind}", self.page.hole))?.parse().ok()
    }

    fn meaning_of(&self, id: NodeId) -> Meaning {
        let name = self.tree.name(id);
        meaning(name.strip_prefix(PLAIN).unwrap_or(name))
    }

    /// Whether an author's element goes with all that is in it.
    fn goes(&self, id: NodeId) -> bool {
        self.typed_at(id).is_some()
            && (matches!(self.meaning_of(id), Meaning::Hidden | Meaning::Program)
                || self.page.typed.hiding.hides(self.tree, id))
    }

    /// Words below a node that a reader sees, on one line.
    fn words_of(&self, id: NodeId) -> String {
        self.lines_of(id).replace(LINE_END, " ")
    }

    /// The same with the ends of its lines.
    fn lines_of(&self, id: NodeId) -> String {
        let mut words = String::new();
        let goes = |id: NodeId| {
            self.goes(id)
                || self.tree.attribute(id, "class") == Some("footnote-ref")
                || self.tree.name(id) == TITLE
        };
        for node in self.tree.walk(id, |id| !goes(id)) {
            match &self.tree.node(node).content {
                Content::Text(text) => words.push_str(text),
                Content::Element { name, .. } if name == "br" => words.push(LINE_END),
                _ => {}
            }
        }
        on_one_line(&words)
    }

    /// How many characters stand below a node, whether shown or not.
    fn characters_below(&self, id: NodeId) -> usize {
        let below = self.tree.walk(id, |_| true);
        below
            .iter()
            .map(|node| match &self.tree.node(*node).content {
                Content::Text(words) => characters(words),
                _ => 0,
            })
            .sum()
    }

    /// Begins an element; whether what is in it follows.
    fn element(&mut self, id: NodeId, steps: &mut Vec<Step>) -> bool {
        if id == self.tree.root() {
            return true;
        }
        if self.title == Some(id) {
            return self.leave_pictures(id, steps);
        }
        match self.typed_at(id) {
            Some(line) => self.typed(id, line, steps),
            None => self.ours(id, steps),
        }
    }

    /// What is hidden below something whose words alone are taken.
    fn note_hidden_below(&mut self, id: NodeId) {
        for id in self.tree.walk(id, |id| !self.goes(id)) {
            if let Some(line) = self.typed_at(id).filter(|_| self.goes(id)) {
                let name = self.tree.name(id);
                let name = name.strip_prefix(PLAIN).unwrap_or(name);
                self.go(id, name, line, self.meaning_of(id));
            }
        }
    }

    /// Of a heading that stands as title over the page only the pictures are left.
    fn leave_pictures(&mut self, id: NodeId, steps: &mut Vec<Step>) -> bool {
        self.note_hidden_below(id);
        let pictures = self.tree.walk(id, |id| !self.goes(id));
        let pictures = pictures.into_iter().filter(|id| self.tree.name(*id) == "img");
        let pictures: Vec<Step> = pictures.map(Step::Enter).collect();
        if !pictures.is_empty() && self.typed_at(id).is_some() {
            let paragraph = Paragraph::new("<p class=\"picture\">".into(), "</p>\n");
            self.sheet.begin_paragraph(paragraph);
            steps.push(Step::EndParagraph);
            steps.extend(pictures.into_iter().rev());
        }
        false
    }

    /// What Markdown made stays as it is; links, headings and blocks are counted anew.
    fn ours(&mut self, id: NodeId, steps: &mut Vec<Step>) -> bool {
        let tree = self.tree;
        let name = tree.name(id);
        let class = tree.attribute(id, "class").unwrap_or_default();
        if let Some(number) = self.of_hole(id, HEADING) {
            return self.heading_of_markdown(id, number, steps);
        }
        if let Some(number) = self.of_hole(id, BLOCK) {
            self.begin_theme_block(id, number, steps);
            return true;
        }
        if name == TITLE {
            return false;
        }
        if name == "li" && self.is_uncited_note(id) {
            self.notes.hidden.push((0, self.characters_below(id)));
            return false;
        }
        if let Some(cited) = tree.attribute(id, "href").and_then(|href| href.strip_prefix("#fn-")) {
            self.cited.insert(cited.to_string());
        }
        if let Some(place) = tree.attribute(id, "id").filter(|_| class == "anchor") {
            self.sheet.add_place(place);
            return true;
        }
        let link = self.of_hole(id, "").and_then(|number| self.page.links.get(number)).cloned();
        let hole = link.map(|mut link| {
            if name == "a" {
                // What is hidden in it is none of its words.
                link.words = self.words_of(id);
            }
            let number = self.sheet.contents.add_read_link(link);
            format!(" {}=\"{number}\"", self.page.hole)
        });
        let start = format!("<{name}{}{}>", hole.unwrap_or_default(), self.own_attributes(id));
        match name {
            "p" => {
                if let Some(heading) = self.typed_headings.remove(&id) {
                    self.typed_heading(id, heading, steps);
                    return true;
                }
                self.sheet.begin_paragraph(Paragraph::new(start, "</p>\n"));
                steps.push(Step::EndParagraph);
            }
            "br" => self.sheet.line_break(),
            "img" | "input" => {
                let words =
                    ["alt", "title"].map(|name| tree.attribute(id, name).unwrap_or_default());
                let page = &self.page;
                self.sheet.put(&start, &words, &mut || implied(tree, page, id));
            }
            "hr" => {
                self.sheet.begin_block(&start, true);
                self.sheet.end_block("\n");
            }
            "pre" => {
                self.sheet.begin_block(&start, false);
                self.sheet.begin_verbatim();
                steps.push(Step::EndBlock("</pre>\n".into()));
                steps.push(Step::EndVerbatim);
            }
            "div" | "section" | "blockquote" | "ul" | "ol" | "dl" | "li" | "dt" | "dd"
            | "table" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" | "figure"
            | "figcaption" | "colgroup" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let holds_paragraphs = matches!(name, "div" | "section" | "blockquote");
                self.sheet.begin_block(&start, holds_paragraphs);
                steps.push(Step::EndBlock(format!("</{name}>\n")));
                if name == "figcaption" {
                    // Its words are those of the picture's title.
                    self.sheet.begin_silence();
                    steps.push(Step::EndSilence);
                }
            }
            _ => {
                let is_silent = matches!(class, "footnote-ref" | "footnote-backref");
                if is_silent {
                    self.sheet.begin_silence();
                }
                let is_link = name == "a" && !is_silent;
                self.sheet.begin_inline(start, format!("</{name}>"), is_link);
                steps.push(Step::EndInline);
                if is_silent {
                    steps.push(Step::EndSilence);
                }
            }
        }
        true
    }

    fn own_attributes(&self, id: NodeId) -> String {
        let Content::Element { attributes, .. } = &self.tree.node(id).content else {
            return String::new();
        };
        attributes
            .iter()
            .filter(|(name, _)| !name.starts_with(self.page.hole))
            .map(|(name, value)| format!(" {name}=\"{}\"", escape(value)))
            .collect()
    }

    /// A footnote that only something hidden refers to.
    fn is_uncited_note(&self, id: NodeId) -> bool {
        self.tree
            .attribute(id, "id")
            .and_then(|id| id.strip_prefix("fn-"))
            .is_some_and(|name| !self.cited.contains(name))
    }

    fn begin_theme_block(&mut self, id: NodeId, number: usize, steps: &mut Vec<Step>) {
        let title = self.tree.children(id).iter().find(|child| self.tree.name(**child) == TITLE);
        let title = title.map(|title| {
            self.note_hidden_below(*title);
            let words: Vec<String> =
                self.tree.children(*title).iter().map(|part| self.lines_of(*part)).collect();
            on_one_line(&words.concat())
        });
        if let Some(block) = self.page.blocks.get_mut(number) {
            self.sheet.end_paragraph();
            self.sheet.contents.add_block(title.as_ref().unwrap_or(&block.title));
            if let Some(title) = title {
                block.title = title.replace(LINE_END, " ");
            }
        }
        let hole = self.page.hole;
        self.sheet.begin_block(&format!("{hole}B{number}{hole}"), true);
        steps.push(Step::EndBlock(format!("{hole}E{hole}")));
    }

    /// What an author typed becomes what it means.
    fn typed(&mut self, id: NodeId, line: usize, steps: &mut Vec<Step>) -> bool {
        let tree = self.tree;
        let name = tree.name(id).strip_prefix(PLAIN).unwrap_or(tree.name(id)).to_string();
        let means = self.meaning_of(id);
        if self.goes(id) {
            self.go(id, &name, line, means);
            return false;
        }
        let is_named_place = name == "a";
        let place = tree.attribute(id, "id").filter(|id| !id.is_empty());
        let place = place.or_else(|| tree.attribute(id, "name").filter(|_| is_named_place));
        let is_heading = matches!(means, Meaning::Heading(_)) && !self.words_of(id).is_empty();
        if let Some(place) = place
            && !is_heading
        {
            self.sheet.add_place(place);
        }
        if let Some(heading) = self.typed_headings.remove(&id) {
            self.typed_heading(id, heading, steps);
            return true;
        }
        match means {
            Meaning::Heading(level) if is_heading => {
                let text = self.words_of(id);
                let level = self.level(level, &text);
                self.begin_heading(id, level, text, place.map(str::to_string), "", steps);
            }
            Meaning::Heading(_) | Meaning::Paragraph => {
                let is_picture = self.is_of_pictures(id);
                let mut paragraph = new_paragraph(self, id, is_picture);
                paragraph.loses_indent = true;
                self.sheet.begin_paragraph(paragraph);
                steps.push(Step::EndParagraph);
            }
            Meaning::Block => self.begin_block(id, &name, steps),
            Meaning::Division => {
                let label = labelling(&name).iter().find_map(|of| tree.attribute(id, of));
                if let Some(label) = label.filter(|label| !label.trim().is_empty()) {
                    let start = "<p class=\"tab-label\">".to_string();
                    self.sheet.begin_paragraph(Paragraph::new(start, "</p>\n"));
                    let page = &self.page;
                    self.sheet.text(label, &mut || implied(tree, page, id));
                    self.sheet.end_paragraph();
                }
                if self.page.keeps_form {
                    let name = division_of_form(&name);
                    let start = format!("<{name}{}>", self.form(id));
                    self.sheet.begin_block(&start, false);
                    steps.push(Step::EndBlock(format!("</{name}>\n")));
                } else {
                    self.sheet.end_line();
                    steps.push(Step::EndLine);
                }
            }
            Meaning::Inline(name) => {
                let start = format!("<{name}{}>", self.form(id));
                self.sheet.begin_inline(start, format!("</{name}>"), false);
                steps.push(Step::EndInline);
            }
            Meaning::Link => self.begin_link(id, line, steps),
            Meaning::Picture => self.put_picture(id, line),
            Meaning::LineBreak => self.sheet.line_break(),
            Meaning::Medium => self.put_medium(id, &name, line),
            Meaning::Control | Meaning::Unknown => {
                self.notes.elements.entry(name.clone()).or_insert(line);
                if name == "option" {
                    let page = &self.page;
                    self.sheet.text(" ", &mut || implied(tree, page, id));
                }
            }
            Meaning::Wrapping => {
                let form = self.form(id);
                if !form.is_empty() && matches!(name.as_str(), "span" | "abbr" | "q" | "cite") {
                    self.sheet.begin_inline(format!("<{name}{form}>"), format!("</{name}>"), false);
                    steps.push(Step::EndInline);
                }
            }
            Meaning::Hidden | Meaning::Program => {}
        }
        true
    }

    /// An element goes with all that is in it.
    fn go(&mut self, id: NodeId, name: &str, line: usize, means: Meaning) {
        let count = self.characters_below(id);
        if means != Meaning::Program {
            self.notes.hidden.push((line, count));
            return;
        }
        self.notes.elements.entry(name.to_string()).or_insert(line);
        let is_open = self.page.typed.open_programs.iter().any(|open| open.1 == line);
        if is_open && count > 0 {
            let missing = format!("</{name}>");
            self.notes.lost.push(Lost { line, characters: count, missing });
        }
    }

    /// Classes and the like that a site may style, where it keeps them.
    fn form(&self, id: NodeId) -> String {
        let Content::Element { attributes, .. } = &self.tree.node(id).content else {
            return String::new();
        };
        let is_form = |name: &str| {
            matches!(name, "class" | "title" | "lang" | "tabindex" | "role")
                || name.starts_with("data-")
                || name.starts_with("aria-")
        };
        attributes
            .iter()
            .filter(|(name, _)| self.page.keeps_form && is_form(name))
            .map(|(name, value)| format!(" {name}=\"{}\"", escape(value)))
            .collect()
    }

    fn begin_block(&mut self, id: NodeId, name: &str, steps: &mut Vec<Step>) {
        let tree = self.tree;
        let parent = tree.node(id).parent.map_or("", |parent| tree.name(parent));
        let is_stray = match name {
            "li" => !matches!(parent, "ul" | "ol"),
            "dt" | "dd" => parent != "dl",
            _ => false,
        };
        if is_stray {
            self.sheet.end_line();
            steps.push(Step::EndLine);
            return;
        }
        let mut start = format!("<{name}{}{}>", self.form(id), block_attributes(tree, id, name));
        let mut end = format!("</{name}>\n");
        match name {
            "hr" => {
                self.sheet.begin_block("<hr>", true);
                self.sheet.end_block("\n");
                return;
            }
            "table" => {
                let is_inner = tree.ancestors(id).any(|above| tree.name(above) == "table");
                if !is_inner {
                    start.insert_str(0, "<div class=\"table-scroll\" tabindex=\"0\">\n");
                    end.push_str("</div>\n");
                }
            }
            _ => {}
        }
        self.sheet.begin_block(&start, matches!(name, "blockquote" | "details"));
        steps.push(Step::EndBlock(end));
        if name == "pre" {
            self.sheet.begin_verbatim();
            steps.push(Step::EndVerbatim);
        }
    }
}

impl Page<'_> {
    fn typed_name(&self) -> String {
        format!("{}{TYPED}", self.hole)
    }
}
