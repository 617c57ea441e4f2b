//! Writes a page's HTML and, in the same pass, collects its headings, links and searchable text.
//! In: the mended tree. Out: [`Document`].

use std::collections::BTreeSet;
use std::fmt::{self, Write};

use comrak::html::{ChildRendering, Context, format_document_with_formatter, format_node_default};
use comrak::nodes::{AstNode, CalloutFold, NodeValue};
use comrak::{Arena, Options};
use yanxi_text::heading::numbered_line;
use yanxi_text::normal_form::{LINE_END, NormalForm};

use super::boxes::block_of;
use super::contents::Contents;
use super::html::{self, BLOCK, BLOCK_ELEMENT, HEADING, Stands, TITLE, Typed};
use super::pictures::LonePicture;
use super::plain_text::{
    description, is_line_break, picture_descriptions, plain_text, searchable_text,
};
use super::tree::{is_unwanted, new_node};
use super::typed_headings::{self, Extent, TypedHeading, TypedHeadings};
use super::{
    Block, Document, Fold, Heading, Input, LineNumbers, LinkKind, Segment, hole_of, html_problems,
    raw_html, tasks, wiki,
};
use crate::html_text::{decode_percent, escape};

#[derive(Default)]
struct Collector {
    contents: Contents,
    blocks: Vec<Block>,
    /// Level of the last heading written with `#`; typed headings nest below it.
    marked_level: u8,
    typed_headings: TypedHeadings,
    /// Added to the level of every heading, so that none competes with the page's title.
    level_shift: u8,
    /// What closes each open paragraph, where it is not comrak's own.
    open_paragraphs: Vec<Option<String>>,
    /// Frames what is filled in later.
    hole: String,
    /// HTML that the author typed; none on pages without, which are read here and not once more.
    typed: Option<Typed>,
    unread_headings: Vec<UnreadHeading>,
    /// Entries of task lists so far.
    tasks: usize,
}

/// A heading of Markdown on a page with HTML, until the page is read as a whole.
#[derive(Debug, Clone)]
pub(super) struct UnreadHeading {
    pub(super) level: u8,
    /// As its author wants it.
    pub(super) id: Option<String>,
}

pub(super) fn render<'a>(
    arena: &'a Arena<'a>,
    root: &'a AstNode<'a>,
    options: &Options,
    input: Input<'_>,
    lines: &LineNumbers,
    marked: BTreeSet<String>,
) -> Document {
    let hole = hole_of(input.file_text);
    let has_html = html::stands_in(root);
    let first_heading = if has_html { None } else { take_first_heading(arena, root, input.titles) };
    let more_top_headings = root.children().any(
        |node| matches!(&node.data().value, NodeValue::Heading(heading) if heading.level == 1),
    );
    let collector = Collector {
        level_shift: u8::from(more_top_headings),
        marked_level: 1,
        // Those of pages with HTML are found when it is read.
        typed_headings: match has_html {
            true => TypedHeadings::default(),
            false => typed_headings::find(arena, root),
        },
        hole: hole.clone(),
        typed: has_html.then(|| Typed::new(&hole)),
        ..Collector::default()
    };
    let mut html = String::new();
    let plugins = comrak::options::Plugins::default();
    let formatted =
        format_document_with_formatter(root, options, &mut html, &plugins, format_node, collector);
    let Collector { contents, blocks, typed, unread_headings, .. } = formatted.unwrap_or_default();
    let mut document = match typed {
        None => {
            let segments = segments(&html, &hole, &blocks);
            let mut document = finished(first_heading, segments, contents);
            document.anchors.extend(marked);
            document
        }
        Some(typed) => {
            let read = html::read(html::Page {
                html: &html,
                hole: &hole,
                typed,
                links: contents.links,
                headings: unread_headings,
                blocks,
                is_title: &|heading| is_title(input.titles, heading),
                keeps_form: input.allow_raw_html,
            });
            let cleaned = raw_html::clean(&read.html, input.depth, &hole);
            let segments = segments(&cleaned, &hole, &read.blocks);
            let mut document = finished(read.first_heading, segments, read.contents);
            document.diagnostics = html_problems::of(read.notes, input, lines);
            document
        }
    };
    for link in &mut document.links {
        link.line = lines.in_file(link.line);
    }
    document
}

fn finished(first_heading: Option<String>, html: Vec<Segment>, mut contents: Contents) -> Document {
    // They stay as long as the site does, and grew by doubling.
    contents.sections.iter_mut().for_each(|section| section.text.shrink_to_fit());
    contents.sections.shrink_to_fit();
    Document {
        first_heading,
        html,
        headings: contents.headings,
        links: contents.links,
        anchors: contents.anchors,
        sections: contents.sections,
        diagnostics: Vec::new(),
    }
}

/// The first heading of level 1. It is taken out of the text, over which it stands as title, unless something else does;
/// its pictures and the marks of its notes, which no title has, stay behind in a paragraph.
fn take_first_heading<'a>(
    arena: &'a Arena<'a>,
    root: &'a AstNode<'a>,
    titles: &[&str],
) -> Option<String> {
    let heading = root.children().find(
        |node| matches!(&node.data().value, NodeValue::Heading(heading) if heading.level == 1),
    )?;
    let text = plain_text(heading).trim().to_string();
    if is_title(titles, &text) || text.is_empty() {
        let no_words = |node: &&AstNode<'a>| {
            matches!(&node.data().value, NodeValue::Image(_) | NodeValue::FootnoteReference(_))
        };
        let kept: Vec<&AstNode<'a>> = heading.descendants().filter(no_words).collect();
        if !kept.is_empty() {
            let paragraph = new_node(arena, NodeValue::Paragraph, heading);
            kept.into_iter().for_each(|node| paragraph.append(node));
            heading.insert_before(paragraph);
        }
        heading.detach();
    }
    Some(text)
}

/// Whether a first heading is what stands as title over the page.
fn is_title(titles: &[&str], heading: &str) -> bool {
    titles.is_empty() || titles.iter().any(|title| says_the_same(title, heading))
}

fn says_the_same(title: &str, heading: &str) -> bool {
    let (of_title, of_heading) = (NormalForm::of_query(title), NormalForm::of_query(heading));
    match of_title.is_empty() && of_heading.is_empty() {
        true => title.trim() == heading.trim(),
        false => of_title.text() == of_heading.text(),
    }
}

type RenderResult = Result<ChildRendering, fmt::Error>;

fn format_node<'a>(
    context: &mut Context<'_, '_, Collector>,
    node: &'a AstNode<'a>,
    entering: bool,
) -> RenderResult {
    if context.user.typed.is_none() {
        collect_text(&mut context.user, node, entering);
    }
    if let Some(typed) = context.user.typed.as_mut().filter(|_| holds_blocks(node)) {
        let closing = match entering {
            true => {
                typed.begin_container();
                String::new()
            }
            false => typed.end_container(),
        };
        context.write_str(&closing)?;
    }
    let line = node.data().sourcepos.start.line;
    match &node.data().value {
        NodeValue::Heading(heading) => {
            let level = (heading.level + context.user.level_shift).clamp(2, 6);
            if entering {
                // One that carries 一、 has typed ones beside it, else they stand below it.
                let own_level =
                    numbered_line(&plain_text(node)).map_or(0, |numbered| numbered.level);
                context.user.marked_level = level.saturating_sub(own_level).max(1);
                let explicit =
                    node.data().attrs.as_ref().and_then(|attributes| attributes.id.clone());
                if context.user.begins_lines_of_html() {
                    let hole = context
                        .user
                        .add_unread_heading(UnreadHeading { level: heading.level, id: explicit });
                    write!(context, "<h{level} {hole}>")?;
                    return Ok(ChildRendering::HTML);
                }
                let text = plain_text(node).trim().to_string();
                let searchable = searchable_text(node);
                let heading =
                    context.user.contents.add_heading(level, text, explicit, searchable.trim());
                write_heading_start(context, &heading, "")?;
            } else {
                writeln!(context, "</h{level}>")?;
            }
            Ok(ChildRendering::HTML)
        }
        NodeValue::Paragraph => paragraph(context, node, entering),
        NodeValue::Link(link) => {
            if entering {
                let hole = context.user.add_link(
                    LinkKind::Link,
                    decode_percent(&link.url),
                    plain_text(node),
                    line,
                );
                write!(context, "<a {hole}")?;
                if says_its_address(&plain_text(node), &link.url) {
                    context.write_str(" data-spelled-out=\"\"")?;
                }
                write_title(context, &link.title)?;
                context.write_char('>')?;
            } else {
                context.write_str("</a>")?;
            }
            Ok(ChildRendering::HTML)
        }
        NodeValue::WikiLink(link) => {
            if entering {
                let kind = if link.embed { LinkKind::Embed } else { LinkKind::Wiki };
                let hole =
                    context.user.add_link(kind, decode_percent(&link.url), plain_text(node), line);
                write!(context, "<a {hole}>")?;
            } else {
                context.write_str("</a>")?;
            }
            Ok(ChildRendering::HTML)
        }
        NodeValue::Image(link) => {
            if entering {
                let words = description(node).replace(LINE_END, " ");
                let (is_embedded, size) = wiki::of_picture(node);
                let kind = if is_embedded { LinkKind::Embed } else { LinkKind::Image };
                let target = decode_percent(&link.url);
                let hole = context.user.add_link(kind, target, String::new(), line);
                write!(context, "<img {hole} alt=\"{}\"{size}", escape(&words))?;
                write_title(context, &link.title)?;
                context.write_str(">")?;
            }
            Ok(ChildRendering::Skip)
        }
        NodeValue::Callout(callout) => {
            if entering {
                let title = node
                    .first_child()
                    .filter(|child| matches!(child.data().value, NodeValue::CalloutTitle))
                    .map(plain_text)
                    .unwrap_or_default();
                context.user.blocks.push(Block {
                    name: callout.callout_type.to_lowercase(),
                    title: title.trim().to_string(),
                    fold: match callout.fold {
                        CalloutFold::None => None,
                        CalloutFold::Expanded => Some(Fold::Open),
                        CalloutFold::Collapsed => Some(Fold::Closed),
                    },
                });
                begin_theme_block(context)?;
            } else {
                end_theme_block(context)?;
            }
            Ok(ChildRendering::HTML)
        }
        NodeValue::CalloutTitle if context.user.typed.is_some() => {
            let slash = if entering { "" } else { "/" };
            write!(context, "<{slash}{TITLE}>")?;
            Ok(ChildRendering::HTML)
        }
        NodeValue::CalloutTitle => Ok(ChildRendering::Skip),
        NodeValue::BlockDirective(directive) => {
            if entering {
                context.user.blocks.push(block_of(&directive.info));
                begin_theme_block(context)?;
            } else {
                end_theme_block(context)?;
            }
            Ok(ChildRendering::HTML)
        }
        NodeValue::Table(_) => {
            if entering {
                context.write_str("<div class=\"table-scroll\" tabindex=\"0\">\n")?;
            }
            let rendering = format_node_default(context, node, entering)?;
            if !entering {
                context.write_str("</div>\n")?;
            }
            Ok(rendering)
        }
        NodeValue::TaskItem(item) if entering && tasks::is_list_entry(node) => {
            context.user.tasks += 1;
            let number = context.user.tasks;
            tasks::write_start(context, number, item.symbol.is_some())?;
            Ok(ChildRendering::HTML)
        }
        NodeValue::HtmlBlock(html) => {
            if entering {
                context.cr()?;
                typed_html(context, &html.literal, line, Stands::Alone)?;
                context.cr()?;
            }
            Ok(ChildRendering::HTML)
        }
        NodeValue::HtmlInline(html) if is_line_break(html) => {
            if entering {
                context.write_str("<br>")?;
            }
            Ok(ChildRendering::HTML)
        }
        NodeValue::HtmlInline(html) => {
            if entering {
                typed_html(context, html, line, Stands::InLine)?;
            }
            Ok(ChildRendering::HTML)
        }
        _ => format_node_default(context, node, entering),
    }
}

/// Whether a block of Markdown holds others.
fn holds_blocks<'a>(node: &'a AstNode<'a>) -> bool {
    matches!(
        node.data().value,
        NodeValue::BlockQuote
            | NodeValue::Item(_)
            | NodeValue::TaskItem(_)
            | NodeValue::Callout(_)
            | NodeValue::BlockDirective(_)
            | NodeValue::DescriptionDetails
            | NodeValue::FootnoteDefinition(_)
            | NodeValue::TableCell
    )
}

/// What the author typed as HTML, until the page is read as a whole. On other pages it is comments.
fn typed_html(
    context: &mut Context<'_, '_, Collector>,
    html: &str,
    line: usize,
    stands: Stands,
) -> fmt::Result {
    let taken = context.user.typed.as_mut().map(|typed| typed.take(html, line, stands));
    context.write_str(&taken.unwrap_or_default())
}

/// Begins the block that was added last.
fn begin_theme_block(context: &mut Context<'_, '_, Collector>) -> fmt::Result {
    let number = context.user.blocks.len() - 1;
    let hole = context.user.hole.clone();
    match context.user.typed {
        Some(_) => write!(context, "<{BLOCK_ELEMENT} {hole}{BLOCK}=\"{number}\">"),
        None => write!(context, "{hole}B{number}{hole}"),
    }
}

fn end_theme_block(context: &mut Context<'_, '_, Collector>) -> fmt::Result {
    let hole = context.user.hole.clone();
    match context.user.typed {
        Some(_) => write!(context, "</{BLOCK_ELEMENT}>"),
        None => write!(context, "{hole}E{hole}"),
    }
}

fn write_title(context: &mut Context<'_, '_, Collector>, title: &str) -> fmt::Result {
    if !title.is_empty() {
        write!(context, " title=\"{}\"", escape(title))?;
    }
    Ok(())
}

fn write_heading_start(
    context: &mut Context<'_, '_, Collector>,
    heading: &Heading,
    class: &str,
) -> fmt::Result {
    let Heading { level, id, alias, .. } = heading;
    let id = escape(id);
    write!(context, "<h{level} id=\"{id}\"{class}><span class=\"anchor\" id=\"{alias}\"></span>")
}

/// On paper the address of a link stands behind its words, unless they are the address.
fn says_its_address(words: &str, address: &str) -> bool {
    let address = address.trim_end_matches('/');
    let bare = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    bare.is_some_and(|bare| [address, bare].contains(&words.trim_end_matches('/')))
}

/// A paragraph: a typed heading, a picture with a caption, or plain text.
fn paragraph<'a>(
    context: &mut Context<'_, '_, Collector>,
    node: &'a AstNode<'a>,
    entering: bool,
) -> RenderResult {
    if !entering {
        return match context.user.open_paragraphs.pop().flatten() {
            Some(end) => {
                writeln!(context, "{end}")?;
                Ok(ChildRendering::HTML)
            }
            None => format_node_default(context, node, entering),
        };
    }
    context.user.begins_lines_of_html();
    let typed = context.user.typed_headings.of(node).cloned();
    let end = if let Some(typed) = typed {
        Some(typed_heading_start(context, node, typed)?)
    } else if let Some(picture) = LonePicture::of(node) {
        context.write_str(picture.start())?;
        Some(picture.end())
    } else {
        format_node_default(context, node, entering)?;
        None
    };
    context.user.open_paragraphs.push(end);
    Ok(ChildRendering::HTML)
}

/// Opens a typed heading: an element of its own, or the first sentence of its paragraph. Returns what closes it.
fn typed_heading_start<'a>(
    context: &mut Context<'_, '_, Collector>,
    node: &'a AstNode<'a>,
    typed: TypedHeading,
) -> Result<String, fmt::Error> {
    let level = (context.user.marked_level + typed.level).clamp(2, 6);
    let is_whole = typed.extent == Extent::Whole;
    let searchable = searchable_text(node);
    let heading = context.user.contents.add_heading(level, typed.text, None, searchable.trim());
    if is_whole {
        write_heading_start(context, &heading, " class=\"typed-heading\"")?;
        return Ok(format!("</h{level}>"));
    }
    context.user.contents.add_block(&searchable);
    let (id, alias) = (escape(&heading.id), &heading.alias);
    write!(
        context,
        "<p class=\"typed-heading-run\" id=\"{id}\"><span class=\"anchor\" id=\"{alias}\"></span>"
    )?;
    if typed.extent == Extent::Bold {
        context.write_str("<span class=\"typed-heading\">")?;
    }
    Ok("</p>".into())
}

/// Adds a node's own words to the current section.
fn collect_text<'a>(collector: &mut Collector, node: &'a AstNode<'a>, entering: bool) {
    if !entering {
        return;
    }
    let Collector { contents, typed_headings, .. } = collector;
    match &node.data().value {
        NodeValue::Paragraph | NodeValue::TableCell | NodeValue::DescriptionTerm => {
            let has_own_blocks = node.children().any(|child| child.data().value.block());
            if !has_own_blocks && typed_headings.of(node).is_none() {
                contents.add_block(&searchable_text(node));
            }
            for words in picture_descriptions(node) {
                contents.add_block(&words);
            }
        }
        NodeValue::CalloutTitle => contents.add_block(&searchable_text(node)),
        NodeValue::BlockDirective(directive) => {
            contents.add_block(&block_of(&directive.info).title);
        }
        NodeValue::CodeBlock(code) => contents
            .add_block(&code.literal.trim().replace('\n', LINE_END.encode_utf8(&mut [0; 4]))),
        _ => {}
    }
}

impl Collector {
    /// A paragraph or heading begins; whether the page holds HTML.
    fn begins_lines_of_html(&mut self) -> bool {
        if let Some(typed) = &mut self.typed {
            typed.begin_lines();
        }
        self.typed.is_some()
    }

    /// Remembers a link; what is returned marks where its attributes go.
    fn add_link(&mut self, kind: LinkKind, target: String, words: String, line: usize) -> String {
        let number = self.contents.add_link(kind, target, words, line);
        format!("{}=\"{number}\"", self.hole)
    }

    /// Remembers what the heading is until the page's HTML is read as a whole; what is returned marks it.
    fn add_unread_heading(&mut self, heading: UnreadHeading) -> String {
        self.unread_headings.push(heading);
        format!("{}{HEADING}=\"{}\"", self.hole, self.unread_headings.len() - 1)
    }
}

/// Cuts the HTML at its holes.
fn segments(html: &str, hole: &str, blocks: &[Block]) -> Vec<Segment> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find(hole) {
        push_html(&mut found, &rest[..start]);
        let inside = &rest[start + hole.len()..];
        let (segment, length) = read_hole(inside, hole, blocks);
        found.extend(segment);
        rest = &inside[length..];
    }
    push_html(&mut found, rest);
    found.shrink_to_fit();
    found
}

fn push_html(found: &mut Vec<Segment>, html: &str) {
    if !html.is_empty() {
        // Cleaning raw HTML undoes its entities, those of control characters too.
        let mut html = html.to_string();
        if html.contains(is_unwanted) {
            html.retain(|character| !is_unwanted(character));
        }
        found.push(Segment::Html(html));
    }
}

/// Reads what follows an opening hole; the length covers the hole's end.
fn read_hole(inside: &str, hole: &str, blocks: &[Block]) -> (Option<Segment>, usize) {
    if let Some(quoted) = inside.strip_prefix("=\"") {
        let Some(end) = quoted.find('"') else {
            return (None, 0);
        };
        return (quoted[..end].parse().ok().map(Segment::LinkAttributes), end + 3);
    }
    let Some(end) = inside.find(hole) else {
        return (None, 0);
    };
    let segment = match inside[..end].split_at_checked(1) {
        Some(("B", number)) => number
            .parse()
            .ok()
            .and_then(|number: usize| blocks.get(number))
            .map(|block| Segment::BlockStart(block.clone())),
        Some(("E", _)) => Some(Segment::BlockEnd),
        _ => None,
    };
    (segment, end + hole.len())
}
