//! A page's own HTML: its pieces joined, links given their addresses, blocks drawn by the theme.
//! In: the document's segments and resolved targets. Out: HTML.

use std::borrow::Cow;

use tera::Context;

use super::Renderer;
use super::box_kind::BoxKind;
use super::context::href;
use super::passages;
use crate::html_text::escape;
use crate::markdown::{Block, Fold, Link, Segment};
use crate::media_type::is_picture;
use crate::model::page::{Page, Target};
use crate::theme::template_problem;
use yanxi_problem::Diagnostic;

pub(super) fn html(renderer: &Renderer<'_>, page: &Page) -> Result<String, Diagnostic> {
    let mut open: Vec<(Option<&Block>, String)> = vec![(None, String::new())];
    // The tag of a picture that cannot come along, up to where its attributes go.
    let mut missing: Option<usize> = None;
    for (number, segment) in page.document.html.iter().enumerate() {
        let marked = match segment {
            Segment::Html(html) => Some(passages::marked(page, number, html)),
            _ => None,
        };
        match segment {
            Segment::Html(html) => match missing.take() {
                None => {
                    let html = marked.as_deref().unwrap_or(html);
                    append(&mut open, &with_own_words(renderer, html));
                }
                Some(number) => {
                    let html = marked.as_deref().unwrap_or(html);
                    let (words, rest) = rest_of_picture(html);
                    let address = &page.document.links[number].target;
                    append(&mut open, &draw_missing(renderer, words, address)?);
                    append(&mut open, rest);
                }
            },
            Segment::LinkAttributes(number) if is_missing_picture(page, *number) => {
                if let Some((_, text)) = open.last_mut() {
                    let kept = text.strip_suffix(OPEN_PICTURE).unwrap_or(text).len();
                    text.truncate(kept);
                }
                missing = Some(*number);
            }
            Segment::LinkAttributes(number) => {
                append(&mut open, &attributes(renderer, page, *number))
            }
            Segment::BlockStart(block) => open.push((Some(block), String::new())),
            Segment::BlockEnd => close(renderer, &mut open)?,
        }
    }
    while open.len() > 1 {
        close(renderer, &mut open)?;
    }
    Ok(open.pop().map(|(_, html)| html).unwrap_or_default())
}

/// What stands before the attributes of every picture.
const OPEN_PICTURE: &str = "<img ";

fn is_missing_picture(page: &Page, number: usize) -> bool {
    page.document.links.get(number).is_some_and(Link::is_picture)
        && !matches!(page.targets.get(number), Some(Target::File { .. } | Target::Picture { .. }))
}

/// The description of a picture, as it stands in the HTML behind the hole for its address, and what follows its tag.
fn rest_of_picture(html: &str) -> (&str, &str) {
    let alt = " alt=\"";
    let words = html.strip_prefix(alt).and_then(|rest| rest.split('"').next()).unwrap_or_default();
    let mut in_value = false;
    let end = html.find(|character| {
        in_value ^= character == '"';
        character == '>' && !in_value
    });
    (words, end.map_or("", |end| &html[end + 1..]))
}

/// A box in the place of a picture. `words` are HTML; of an address on the web all is shown, else the name of the file.
fn draw_missing(renderer: &Renderer<'_>, words: &str, address: &str) -> Result<String, Diagnostic> {
    let is_of_web = ["http://", "https://"].iter().any(|scheme| {
        address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    let shown = match address {
        _ if is_of_web => address,
        _ if address.starts_with("data:") || address.contains("script:") => "",
        _ => address.rsplit(['/', '\\']).next().unwrap_or_default(),
    };
    let name = "blocks/missing-picture.html";
    let mut context = Context::new();
    context.insert("t", &renderer.theme.words);
    context.insert("words", words);
    context.insert("address", shown);
    renderer
        .theme
        .templates
        .render(name, &context)
        .map(|html| html.trim_end().to_string())
        .map_err(|error| template_problem(&format!("theme/templates/{name}"), &error))
}

/// What the parser says to screen readers of the way back from a note, in the words of the site.
fn with_own_words<'a>(renderer: &Renderer<'_>, html: &'a str) -> Cow<'a, str> {
    const PARSERS: &str = "aria-label=\"Back to reference ";
    let own = renderer.theme.words.get("note_back").filter(|_| html.contains(PARSERS));
    own.map_or(Cow::Borrowed(html), |words| {
        Cow::Owned(html.replace(PARSERS, &format!("aria-label=\"{} ", escape(words))))
    })
}

fn append(open: &mut [(Option<&Block>, String)], html: &str) {
    if let Some((_, text)) = open.last_mut() {
        text.push_str(html);
    }
}

fn close(
    renderer: &Renderer<'_>,
    open: &mut Vec<(Option<&Block>, String)>,
) -> Result<(), Diagnostic> {
    if open.len() < 2 {
        return Ok(());
    }
    if let Some((Some(block), body)) = open.pop() {
        let html = draw(renderer, block, &body)?;
        append(open, &html);
    }
    Ok(())
}

fn draw(renderer: &Renderer<'_>, block: &Block, body: &str) -> Result<String, Diagnostic> {
    let words = &renderer.theme.words;
    let kind = BoxKind::of(&block.name);
    if kind == BoxKind::Bare && block.title.is_empty() {
        return Ok(body.to_string());
    }
    let label = kind.label(&block.name, words);
    let template = match kind {
        _ if block.fold.is_some() => "details",
        BoxKind::Bare => BoxKind::Tab.template(),
        _ => kind.template(),
    };
    let title = match block.fold {
        Some(_) if block.title.is_empty() => &label,
        _ => &block.title,
    };
    let name = format!("blocks/{template}.html");
    let mut context = Context::new();
    context.insert("t", words);
    context.insert("title", title);
    context.insert("name", &block.name);
    context.insert("label", &label);
    context.insert("open", &(block.fold == Some(Fold::Open)));
    context.insert("body", body);
    renderer
        .theme
        .templates
        .render(&name, &context)
        .map_err(|error| template_problem(&format!("theme/templates/{name}"), &error))
}

fn attributes(renderer: &Renderer<'_>, page: &Page, number: usize) -> String {
    let Some(target) = page.targets.get(number) else {
        return String::new();
    };
    let is_picture_link = page.document.links.get(number).is_some_and(Link::is_picture);
    let address = match target {
        Target::Page { id, anchor } => href(&page.output, &renderer.site.pages[*id].output, anchor),
        Target::Section { folder } => {
            href(&page.output, &renderer.site.sections[folder].output, "")
        }
        Target::Picture { path } => {
            let address = escape(&href(&page.output, path, ""));
            return match is_picture_link {
                true => format!("src=\"{address}\""),
                false => format!("href=\"{address}\""),
            };
        }
        Target::Here { anchor } => format!("#{anchor}"),
        Target::Outside { address } => {
            return format!(
                "href=\"{}\" class=\"outside\" rel=\"noopener noreferrer\"",
                escape(address)
            );
        }
        Target::File { path } => {
            let output = crate::model::address::file(path);
            let address = escape(&href(&page.output, &output, ""));
            let name = escape(path.rsplit('/').next().unwrap_or_default());
            return match (is_picture_link, is_picture(path)) {
                (true, _) => format!("src=\"{address}\""),
                (false, true) => format!("href=\"{address}\""),
                (false, false) => {
                    format!("href=\"{address}\" class=\"attachment-link\" download=\"{name}\"")
                }
            };
        }
        Target::Broken => return "class=\"broken\"".into(),
    };
    format!("href=\"{}\"", escape(&address))
}
