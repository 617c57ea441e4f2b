//! Headings that stand in Markdown without a mark, as 一、 or （一） opens them.
//! In: the mended tree of a page without HTML. Out: [`TypedHeadings`], and in the tree the end of each first sentence that
//! is set bold.

use std::collections::BTreeMap;

use comrak::Arena;
use comrak::nodes::{Ast, AstNode, NodeValue};

use super::enumeration::{Block, Kind, Verdict, judge};
use super::plain_text::plain_text;

/// The paragraphs of a page that are headings, each by its place among the page's blocks.
#[derive(Debug, Default)]
pub(super) struct TypedHeadings {
    found: BTreeMap<usize, TypedHeading>,
}

/// A paragraph that is a heading or opens with one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TypedHeading {
    /// 1 for 一、 and 2 for （一）.
    pub(super) level: u8,
    /// As the list of contents names it.
    pub(super) text: String,
    pub(super) extent: Extent,
}

/// How much of its paragraph a heading takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    Whole,
    /// Its first sentence, which is set bold; a mark in the tree ends it.
    Bold,
    /// Its first sentence, whose end lies within other markup: it stays as it is set.
    Plain,
}

impl TypedHeadings {
    pub(super) fn of<'a>(&self, node: &'a AstNode<'a>) -> Option<&TypedHeading> {
        self.found.get(&key(node))
    }
}

/// Nodes live as long as their arena and do not move; only lookups ask for the key.
fn key<'a>(node: &'a AstNode<'a>) -> usize {
    std::ptr::from_ref(node).addr()
}

/// Judges every group of the page.
pub(super) fn find<'a>(arena: &'a Arena<'a>, root: &'a AstNode<'a>) -> TypedHeadings {
    let nodes: Vec<_> = root.children().collect();
    let blocks: Vec<Block> = nodes.iter().map(|node| block_of(node)).collect();
    let mut typed = TypedHeadings::default();
    for verdict in judge(&blocks) {
        let node = nodes[verdict.block];
        let extent = match verdict.sentence {
            None => Extent::Whole,
            Some(end) if mark_end(arena, node, end) => Extent::Bold,
            Some(_) => Extent::Plain,
        };
        let Verdict { level, text, .. } = verdict;
        typed.found.insert(key(node), TypedHeading { level, text, extent });
    }
    typed
}

fn block_of<'a>(node: &'a AstNode<'a>) -> Block {
    let kind = match &node.data().value {
        NodeValue::Paragraph => Kind::Paragraph,
        NodeValue::Heading(heading) => Kind::Marked(heading.level),
        // The last is the mark of a block.
        NodeValue::FootnoteDefinition(_) | NodeValue::ThematicBreak | NodeValue::Raw(_) => {
            Kind::Nothing
        }
        NodeValue::HtmlBlock(html) if html.literal.trim_start().starts_with("<!--") => {
            Kind::Nothing
        }
        _ => Kind::Other,
    };
    Block::new(kind, &plain_text(node))
}

/// Puts the end of a bold sentence into the tree, behind `end` bytes of the paragraph's text. Nothing is put where the
/// sentence ends within other markup.
fn mark_end<'a>(arena: &'a Arena<'a>, paragraph: &'a AstNode<'a>, end: usize) -> bool {
    let words = plain_text(paragraph);
    let mut left = words.len() - words.trim_start().len() + end;
    for child in paragraph.children() {
        let length = plain_text(child).len();
        if length < left || length == 0 {
            left -= length;
            continue;
        }
        let start = child.data().sourcepos.start;
        let new = |value| arena.alloc(Ast::new(value, start).into());
        if length > left {
            let rest = {
                let mut data = child.data_mut();
                let NodeValue::Text(text) = &mut data.value else {
                    return false;
                };
                let Some((sentence, rest)) = text.split_at_checked(left) else {
                    return false;
                };
                let (sentence, rest) = (sentence.to_string(), rest.to_string());
                *text = sentence.into();
                rest
            };
            child.insert_after(new(NodeValue::Text(rest.into())));
        }
        child.insert_after(new(NodeValue::Raw("</span>".into())));
        return true;
    }
    false
}
