//! A page's own HTML: its pieces joined, links given their addresses, blocks drawn by the theme.
//! In: the document's segments and resolved targets. Out: HTML.

use tera::Context;

use super::Renderer;
use super::context::href;
use crate::html_text::escape;
use crate::markdown::{Block, Segment};
use crate::model::attachment::is_picture;
use crate::model::page::{Page, Target};
use crate::theme::template_problem;
use yanxi_problem::Diagnostic;

pub(super) fn html(renderer: &Renderer<'_>, page: &Page) -> Result<String, Diagnostic> {
    let mut open: Vec<(Option<&Block>, String)> = vec![(None, String::new())];
    for segment in &page.document.html {
        match segment {
            Segment::Html(html) => append(&mut open, html),
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

/// The template that draws a block, by the names authors use.
fn template_of(name: &str) -> &'static str {
    match name {
        "note" | "info" | "说明" | "备注" => "note",
        "tip" | "hint" | "提示" => "tip",
        "important" | "重点" | "重要" => "important",
        "warning" | "注意" => "warning",
        "caution" | "danger" | "警告" | "小心" => "caution",
        "source" | "资料" | "出处" => "source",
        "details" | "折叠" | "展开" => "details",
        "quote" | "引文" | "引用" => "quote",
        _ => "generic",
    }
}

fn draw(renderer: &Renderer<'_>, block: &Block, body: &str) -> Result<String, Diagnostic> {
    let name = format!("blocks/{}.html", template_of(&block.name));
    let mut context = Context::new();
    context.insert("t", &renderer.theme.words);
    context.insert("title", &block.title);
    context.insert("name", &block.name);
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
    let is_picture_link = page
        .document
        .links
        .get(number)
        .is_some_and(|link| link.kind == crate::markdown::LinkKind::Image);
    let address = match target {
        Target::Page { id, anchor } => href(&page.output, &renderer.site.pages[*id].output, anchor),
        Target::Section { folder } => {
            href(&page.output, &renderer.site.sections[folder].output, "")
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
    if is_picture_link {
        return String::new();
    }
    format!("href=\"{}\"", escape(&address))
}
