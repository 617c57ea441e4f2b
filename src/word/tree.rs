//! A Word document as the tree that Markdown becomes, so that headings, links and searchable text are found in one way.
//! In: the document as read. Out: [`Document`]; its lines and pictures are collected on the way.
//!
//! Items that Word numbers as 1. 2. or marks with bullets are lists; those with other numbers, such as 一、 or 第一条, are
//! paragraphs with their number as text, as they are typed elsewhere.

use std::collections::BTreeSet;

use comrak::Arena;
use comrak::nodes::{
    Ast, AstNode, ListDelimType, ListType, NodeFootnoteDefinition, NodeFootnoteReference,
    NodeHeading, NodeLink, NodeList, NodeValue,
};
use yanxi_word::{Block, Number, Paragraph, Raise, Span};

use super::Input;
use super::lines::Lines;
use super::pictures::{Pictures, description};
use crate::markdown::{self, Document};

pub(super) type Node<'a> = &'a AstNode<'a>;

/// Builds the tree.
pub(super) struct Builder<'a, 'b, 'd> {
    arena: &'a Arena<'a>,
    pub(super) lines: &'b mut Lines,
    pictures: &'b mut Pictures<'d>,
    notes: usize,
    /// The line of a row was added already.
    pub(super) in_cell: bool,
    /// The line of what is being added.
    pub(super) line: usize,
}

/// A list that stands open, the innermost last.
struct OpenList<'a> {
    level: u8,
    node: Node<'a>,
    item: Node<'a>,
    /// The number of its next item; none for bullets.
    next: Option<usize>,
}

/// Understands a document. `taken` are the blocks of its title, which stands over the page.
pub(super) fn document(
    read: &yanxi_word::Document,
    taken: Vec<usize>,
    title: &str,
    input: &Input<'_>,
    lines: &mut Lines,
    pictures: &mut Pictures<'_>,
) -> Document {
    let arena = Arena::new();
    let taken: BTreeSet<usize> = taken.into_iter().collect();
    let mut builder = Builder {
        arena: &arena,
        lines,
        pictures,
        notes: read.notes.len(),
        in_cell: false,
        line: 1,
    };
    let root = builder.node(NodeValue::Document);
    for place in &taken {
        if let Some(Block::Paragraph(paragraph)) = read.blocks.get(*place) {
            builder.lines.add(&paragraph.text());
        }
    }
    let rest = read.blocks.iter().enumerate().filter(|(place, _)| !taken.contains(place));
    builder.blocks(root, rest.map(|(_, block)| block), true);
    for (number, note) in read.notes.iter().enumerate() {
        let definition = builder.node(NodeValue::FootnoteDefinition(NodeFootnoteDefinition {
            name: (number + 1).to_string(),
            total_references: 1,
        }));
        builder.blocks(definition, note.iter(), false);
        root.append(definition);
    }
    let (count, text) = (lines.count(), lines.as_str());
    markdown::of_tree(
        &arena,
        root,
        count,
        markdown::Input {
            shown_path: input.shown_path,
            file_text: text,
            body_offset: 0,
            allow_raw_html: false,
            titles: &[title],
            depth: input.depth,
        },
    )
}

impl<'a> Builder<'a, '_, '_> {
    pub(super) fn node(&self, value: NodeValue) -> Node<'a> {
        self.arena.alloc(AstNode::from(Ast::new(value, (self.line, 1).into())))
    }

    /// Adds blocks below a node. In cells and notes no line is a heading of the page; a row of a table is one line of
    /// text, which its table adds.
    pub(super) fn blocks<'m>(
        &mut self,
        parent: Node<'a>,
        blocks: impl Iterator<Item = &'m Block>,
        is_page: bool,
    ) {
        let mut open: Vec<OpenList<'a>> = Vec::new();
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    if !self.in_cell {
                        self.line = self.lines.add(&paragraph.text());
                    }
                    self.paragraph(parent, paragraph, is_page, &mut open);
                }
                Block::Table(table) => {
                    open.clear();
                    self.table(parent, table);
                }
                Block::Boxed(inner) => {
                    open.clear();
                    self.blocks(parent, inner.iter(), is_page);
                }
            }
        }
    }

    fn paragraph(
        &mut self,
        parent: Node<'a>,
        paragraph: &Paragraph,
        is_page: bool,
        open: &mut Vec<OpenList<'a>>,
    ) {
        if let Some(level) = paragraph.heading.filter(|_| is_page) {
            open.clear();
            let heading = self.node(NodeValue::Heading(NodeHeading {
                level: level.min(6),
                setext: false,
                closed: false,
            }));
            self.words(heading, paragraph, true);
            parent.append(heading);
            return;
        }
        let counted = paragraph.number.as_ref().and_then(counted);
        let is_item = paragraph.number.as_ref().is_some_and(Number::is_bullet) || counted.is_some();
        let node = self.node(NodeValue::Paragraph);
        self.words(node, paragraph, !is_item);
        // Nothing but a picture that browsers do not show.
        if node.first_child().is_none() {
            return;
        }
        match paragraph.number.as_ref().filter(|_| is_item) {
            Some(number) => self.item(parent, number, counted, open).append(node),
            None => {
                open.clear();
                parent.append(node);
            }
        }
    }

    /// The item of a list for a paragraph, in the list that goes on or in a new one.
    fn item(
        &mut self,
        parent: Node<'a>,
        number: &Number,
        counted: Option<usize>,
        open: &mut Vec<OpenList<'a>>,
    ) -> Node<'a> {
        while open.last().is_some_and(|list| list.level > number.level) {
            open.pop();
        }
        let goes_on = |list: &OpenList<'_>| list.level == number.level && list.next == counted;
        if !open.last().is_some_and(goes_on) {
            while open.last().is_some_and(|list| list.level >= number.level) {
                open.pop();
            }
            let place = open.last().map_or(parent, |list| list.item);
            let list = self.node(NodeValue::List(list_of(counted)));
            place.append(list);
            open.push(OpenList { level: number.level, node: list, item: list, next: counted });
        }
        let item = self.node(NodeValue::Item(list_of(counted)));
        if let Some(list) = open.last_mut() {
            list.node.append(item);
            list.item = item;
            list.next = counted.map(|number| number + 1);
        }
        item
    }

    /// Adds a paragraph's words, with the number that Word sets before them.
    fn words(&mut self, node: Node<'a>, paragraph: &Paragraph, with_number: bool) {
        let mut is_first = true;
        if let Some(number) = paragraph.number.as_ref().filter(|_| with_number) {
            self.text(node, &number.label(), &mut is_first);
        }
        let is_heading = matches!(node.data().value, NodeValue::Heading(_));
        let end = paragraph.spans.iter().rposition(|span| !is_blank(span)).map_or(0, |at| at + 1);
        for span in &paragraph.spans[..end] {
            match span {
                Span::Text { text, look, link } => {
                    let mut place = node;
                    if let Some(address) = link.as_deref().and_then(leads) {
                        let link = NodeLink { url: address, title: String::new() };
                        place = self.within(place, NodeValue::Link(Box::new(link)));
                    }
                    match look.raise {
                        Raise::OnLine => {}
                        Raise::Above => place = self.within(place, NodeValue::Superscript),
                        Raise::Below => place = self.within(place, NodeValue::Subscript),
                    }
                    if look.bold && !is_heading && !text.trim().is_empty() {
                        place = self.within(place, NodeValue::Strong);
                    }
                    if look.italic && !text.trim().is_empty() {
                        place = self.within(place, NodeValue::Emph);
                    }
                    self.text(place, text, &mut is_first);
                }
                Span::LineBreak | Span::PageBreak if is_first => {}
                Span::PageBreak => {}
                Span::LineBreak if is_heading => self.text(node, " ", &mut is_first),
                Span::LineBreak => node.append(self.node(NodeValue::LineBreak)),
                Span::Picture { part, alt } => {
                    if let Some(address) = self.pictures.address(part, self.line) {
                        let link = NodeLink { url: address, title: String::new() };
                        let picture = self.within(node, NodeValue::Image(Box::new(link)));
                        self.text(picture, description(alt), &mut false);
                        is_first = false;
                    }
                }
                Span::Note(number) if *number < self.notes => {
                    node.append(self.node(NodeValue::FootnoteReference(Box::new(
                        NodeFootnoteReference {
                            name: (number + 1).to_string(),
                            texts: Vec::new(),
                            ref_num: 1,
                            ix: u32::try_from(number + 1).unwrap_or(u32::MAX),
                        },
                    ))));
                }
                Span::Note(_) => {}
            }
        }
    }

    fn within(&self, parent: Node<'a>, value: NodeValue) -> Node<'a> {
        let node = self.node(value);
        parent.append(node);
        node
    }

    /// Adds text. Blanks before the first words are the typist's way to indent a paragraph.
    fn text(&self, parent: Node<'a>, text: &str, is_first: &mut bool) {
        let seen: String = text.chars().filter(|c| !c.is_control() || *c == '\t').collect();
        let seen = if *is_first { seen.trim_start() } else { &seen };
        if !seen.is_empty() {
            *is_first = false;
            parent.append(self.node(NodeValue::Text(seen.to_string().into())));
        }
    }
}

fn is_blank(span: &Span) -> bool {
    match span {
        Span::Text { text, .. } => text.trim().is_empty(),
        Span::LineBreak | Span::PageBreak => true,
        Span::Picture { .. } | Span::Note(_) => false,
    }
}

/// The number of an item of a list: digits with a full stop.
fn counted(number: &Number) -> Option<usize> {
    let digits = number.text.strip_suffix('.')?;
    let is_number = (1..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|_| is_number)
}

fn list_of(counted: Option<usize>) -> NodeList {
    NodeList {
        list_type: if counted.is_some() { ListType::Ordered } else { ListType::Bullet },
        start: counted.unwrap_or(1),
        delimiter: ListDelimType::Period,
        bullet_char: b'-',
        tight: true,
        ..NodeList::default()
    }
}

/// The address of a link that leads out of the site. Others lead to places on the writer's disk, and to marks in the text.
fn leads(address: &str) -> Option<String> {
    let address: String = address.chars().filter(|c| !c.is_control()).collect();
    let address = address.trim();
    let lower = address.to_ascii_lowercase();
    ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| lower.starts_with(scheme))
        .then(|| address.to_string())
}
