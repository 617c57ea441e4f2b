//! Writes a page's HTML and, in the same pass, collects its headings, links and searchable text.
//! In: the mended tree. Out: [`Document`].

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use comrak::html::{ChildRendering, Context, format_document_with_formatter, format_node_default};
use comrak::nodes::{AstNode, NodeValue};
use comrak::{Anchorizer, Options};
use yanxi_text::marker::heading_of;
use yanxi_text::normal_form::{LINE_END, NormalForm};

use super::pictures::LonePicture;
use super::plain_text::{is_line_break, picture_descriptions, plain_text, searchable_text};
use super::problem::MarkdownProblem;
use super::tasks;
use super::tree::is_unwanted;
use super::{
    Block, Document, Heading, Input, LineNumbers, Link, LinkKind, SectionText, Segment, hole_of,
    raw_html,
};
use crate::html_text::{decode_percent, escape};
use yanxi_problem::{Diagnostic, Place};

#[derive(Default)]
struct Collector {
    headings: Vec<Heading>,
    anchorizer: Anchorizer,
    aliases: BTreeMap<String, usize>,
    links: Vec<Link>,
    blocks: Vec<Block>,
    sections: Vec<SectionText>,
    /// Level of the last heading written with `#`; typed headings nest below it.
    marked_level: u8,
    /// Added to the level of every heading, so that none competes with the page's title.
    level_shift: u8,
    /// What closes each open paragraph, where it is not comrak's own.
    open_paragraphs: Vec<Option<String>>,
    allow_raw_html: bool,
    /// Frames what is filled in later.
    hole: String,
    dropped_html: Option<usize>,
    /// Entries of task lists so far.
    tasks: usize,
}

pub(super) fn render<'a>(
    root: &'a AstNode<'a>,
    options: &Options,
    input: Input<'_>,
    lines: &LineNumbers,
) -> Document {
    let first_heading = take_first_heading(root, input.titles);
    let more_top_headings = root.children().any(
        |node| matches!(&node.data().value, NodeValue::Heading(heading) if heading.level == 1),
    );
    let hole = hole_of(input.file_text);
    let collector = Collector {
        level_shift: u8::from(more_top_headings),
        marked_level: 1,
        sections: vec![SectionText::default()],
        allow_raw_html: input.allow_raw_html,
        hole: hole.clone(),
        ..Collector::default()
    };
    let mut html = String::new();
    let plugins = comrak::options::Plugins::default();
    let formatted =
        format_document_with_formatter(root, options, &mut html, &plugins, format_node, collector);
    let mut collector = formatted.unwrap_or_default();
    if input.allow_raw_html {
        html = raw_html::clean(&html, input.depth, &hole);
    }
    for link in &mut collector.links {
        link.line = lines.in_file(link.line);
    }
    let diagnostics = collector
        .dropped_html
        .map(|line| html_left_out(input, lines.in_file(line)))
        .into_iter()
        .collect();
    Document {
        first_heading,
        html: segments(&html, &hole, &collector.blocks),
        headings: collector.headings,
        links: collector.links,
        sections: collector.sections,
        diagnostics,
    }
}

/// The first heading of level 1. It is taken out of the text, over which it stands as title, unless something else does.
fn take_first_heading<'a>(root: &'a AstNode<'a>, titles: &[&str]) -> Option<String> {
    let heading = root.children().find(
        |node| matches!(&node.data().value, NodeValue::Heading(heading) if heading.level == 1),
    )?;
    let text = plain_text(heading).trim().to_string();
    let is_title = titles.is_empty() || titles.iter().any(|title| says_the_same(title, &text));
    if is_title || text.is_empty() {
        heading.detach();
    }
    Some(text)
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
    collect_text(&mut context.user, node, entering);
    let line = node.data().sourcepos.start.line;
    match &node.data().value {
        NodeValue::Heading(heading) => {
            let level = (heading.level + context.user.level_shift).clamp(2, 6);
            if entering {
                context.user.marked_level = level;
                let explicit =
                    node.data().attrs.as_ref().and_then(|attributes| attributes.id.clone());
                let text = plain_text(node).trim().to_string();
                let searchable = searchable_text(node);
                let heading = context.user.add_heading(level, text, explicit, searchable.trim());
                write_heading_start(context, &heading, "")?;
            } else {
                writeln!(context, "</h{level}>")?;
            }
            Ok(ChildRendering::HTML)
        }
        NodeValue::Paragraph => paragraph(context, node, entering),
        NodeValue::Link(link) => {
            if entering {
                let hole = context.user.add_link(LinkKind::Link, decode_percent(&link.url), line);
                write!(context, "<a {hole}")?;
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
                let hole = context.user.add_link(kind, decode_percent(&link.url), line);
                write!(context, "<a {hole}>")?;
            } else {
                context.write_str("</a>")?;
            }
            Ok(ChildRendering::HTML)
        }
        NodeValue::Image(link) => {
            if entering {
                let mut words = String::new();
                for child in node.children() {
                    words.push_str(&plain_text(child));
                }
                let hole = context.user.add_link(LinkKind::Image, decode_percent(&link.url), line);
                write!(context, "<img {hole} alt=\"{}\"", escape(&words))?;
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
                });
                let number = context.user.blocks.len() - 1;
                let hole = context.user.hole.clone();
                write!(context, "{hole}B{number}{hole}")?;
            } else {
                let hole = context.user.hole.clone();
                write!(context, "{hole}E{hole}")?;
            }
            Ok(ChildRendering::HTML)
        }
        NodeValue::CalloutTitle => Ok(ChildRendering::Skip),
        NodeValue::BlockDirective(directive) => {
            if entering {
                let info = directive.info.trim();
                let (name, title) = info.split_once(char::is_whitespace).unwrap_or((info, ""));
                context
                    .user
                    .blocks
                    .push(Block { name: name.to_lowercase(), title: title.trim().to_string() });
                let number = context.user.blocks.len() - 1;
                let hole = context.user.hole.clone();
                write!(context, "{hole}B{number}{hole}")?;
            } else {
                let hole = context.user.hole.clone();
                write!(context, "{hole}E{hole}")?;
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
        NodeValue::HtmlBlock(html) => raw(context, &html.literal, line, entering),
        NodeValue::HtmlInline(html) if is_line_break(html) => {
            if entering {
                context.write_str("<br>")?;
            }
            Ok(ChildRendering::HTML)
        }
        NodeValue::HtmlInline(html) => raw(context, html, line, entering),
        _ => format_node_default(context, node, entering),
    }
}

/// Raw HTML: left out, with one message a page, unless the site lets it through to the cleaning.
fn raw(
    context: &mut Context<'_, '_, Collector>,
    html: &str,
    line: usize,
    entering: bool,
) -> RenderResult {
    if entering {
        if context.user.allow_raw_html {
            context.write_str(html)?;
        } else if !html.trim_start().starts_with("<!--") {
            context.user.dropped_html.get_or_insert(line);
        }
    }
    Ok(ChildRendering::HTML)
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
    let end = if let Some(typed) = typed_heading(node) {
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
    typed: yanxi_text::marker::TypedHeading,
) -> Result<String, fmt::Error> {
    let words = plain_text(node);
    let level = (context.user.marked_level + typed.level).clamp(2, 6);
    let searchable = searchable_text(node);
    let heading = context.user.add_heading(level, typed.text, None, searchable.trim());
    if typed.end >= words.trim().len() {
        write_heading_start(context, &heading, " class=\"typed-heading\"")?;
        return Ok(format!("</h{level}>"));
    }
    context.user.add_block(&searchable);
    let (id, alias) = (escape(&heading.id), &heading.alias);
    write!(
        context,
        "<p class=\"typed-heading-run\" id=\"{id}\"><span class=\"anchor\" id=\"{alias}\"></span>"
    )?;
    let end = words.len() - words.trim_start().len() + typed.end;
    if let Some(first) = node.first_child()
        && let NodeValue::Text(text) = &mut first.data_mut().value
        && let Some((sentence, rest)) = text.split_at_checked(end)
    {
        write!(context, "<span class=\"typed-heading\">{}</span>", escape(sentence))?;
        let rest = rest.to_string();
        *text = rest.into();
    }
    Ok("</p>".into())
}

fn typed_heading<'a>(node: &'a AstNode<'a>) -> Option<yanxi_text::marker::TypedHeading> {
    let at_top =
        node.parent().is_some_and(|parent| matches!(parent.data().value, NodeValue::Document));
    if !at_top {
        return None;
    }
    heading_of(plain_text(node).trim())
}

/// Adds a node's own words to the current section.
fn collect_text<'a>(collector: &mut Collector, node: &'a AstNode<'a>, entering: bool) {
    if !entering {
        return;
    }
    match &node.data().value {
        NodeValue::Paragraph | NodeValue::TableCell | NodeValue::DescriptionTerm => {
            let has_own_blocks = node.children().any(|child| child.data().value.block());
            if !has_own_blocks && typed_heading(node).is_none() {
                collector.add_block(&searchable_text(node));
            }
            for words in picture_descriptions(node) {
                collector.add_block(&words);
            }
        }
        NodeValue::CalloutTitle => collector.add_block(&searchable_text(node)),
        NodeValue::BlockDirective(directive) => {
            let info = directive.info.trim();
            let title = info.split_once(char::is_whitespace).map_or("", |(_, title)| title);
            collector.add_block(title);
        }
        NodeValue::CodeBlock(code) => collector
            .add_block(&code.literal.trim().replace('\n', LINE_END.encode_utf8(&mut [0; 4]))),
        _ => {}
    }
}

impl Collector {
    fn add_block(&mut self, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        if let Some(section) = self.sections.last_mut() {
            section.text.push_str(&text.replace('\n', " "));
            section.text.push('\n');
        }
    }

    /// `searchable` is the text it opens, character for character, with the ends of its lines.
    fn add_heading(
        &mut self,
        level: u8,
        text: String,
        explicit_id: Option<String>,
        searchable: &str,
    ) -> Heading {
        let hash = blake3::hash(text.as_bytes()).to_hex();
        let mut alias = format!("s-{}", &hash[..6]);
        let repeats = self.aliases.entry(alias.clone()).or_default();
        *repeats += 1;
        if *repeats > 1 {
            let _ = write!(alias, "-{repeats}");
        }
        let readable = self.anchorizer.anchorize(explicit_id.as_deref().unwrap_or(&text));
        let id = match readable.as_str() {
            "" => format!("h{}", self.headings.len() + 1),
            _ => readable,
        };
        let heading = Heading { level, text, id, alias };
        self.sections.push(SectionText {
            anchor: heading.alias.clone(),
            heading: with_line_ends_of(searchable, &heading.text),
            text: String::new(),
        });
        self.headings.push(heading.clone());
        heading
    }

    /// Remembers a link; what is returned marks where its attributes go.
    fn add_link(&mut self, kind: LinkKind, target: String, line: usize) -> String {
        self.links.push(Link { kind, target, line });
        format!("{}=\"{}\"", self.hole, self.links.len() - 1)
    }
}

/// A text in which the spaces that stand for the ends of lines are these again.
fn with_line_ends_of(searchable: &str, text: &str) -> String {
    let mut written = searchable.chars();
    text.chars()
        .map(|character| match (character, written.next()) {
            (' ', Some(LINE_END)) => LINE_END,
            _ => character,
        })
        .collect()
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

fn html_left_out(input: Input<'_>, line: usize) -> Diagnostic {
    let place = Place::at_line(input.shown_path, input.file_text, line);
    Diagnostic::of(place, &MarkdownProblem::HtmlLeftOut)
}
