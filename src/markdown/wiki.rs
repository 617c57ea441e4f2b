//! References as Obsidian writes them: `![[图.png|说明|300]]`, `[[#甲]]`, `[[甲|]]`, and `![说明|300](图.png)`.
//! In: the tree as parsed. Out: the same with pictures as pictures, of the width that is asked for, and links with words.

use comrak::Arena;
use comrak::nodes::{Ast, AstNode, Attributes, NodeLink, NodeValue};

use super::foreign::is_contents_mark;
use super::plain_text::plain_text;
use crate::media_type::is_picture;

/// The attribute of a picture that is named rather than pathed.
const EMBEDDED: &str = "embedded";

/// Mends one reference.
pub(super) fn mend<'a>(arena: &'a Arena<'a>, node: &'a AstNode<'a>) {
    let wiki = match &node.data().value {
        NodeValue::WikiLink(link) => Some((link.url.clone(), link.embed)),
        NodeValue::Image(_) => None,
        _ => return,
    };
    match wiki {
        // Other programs put a list of contents here.
        Some((url, false)) if is_contents_mark(&format!("[[{url}]]")) => {
            for child in node.children().collect::<Vec<_>>() {
                child.detach();
            }
            node.data_mut().value = NodeValue::Text(format!("[[{url}]]").into());
        }
        Some((url, true)) if is_picture(path_of(&url)) || is_picture(&url) => {
            picture(arena, node, &url)
        }
        Some((url, _)) => words(arena, node, &url),
        None => width_of_markdown_picture(node),
    }
}

fn path_of(url: &str) -> &str {
    url.split('#').next().unwrap_or(url)
}

/// A name may hold `#`: 图#1.png.
fn picture_path(url: &str) -> &str {
    if is_picture(path_of(url)) { path_of(url) } else { url }
}

fn picture<'a>(arena: &'a Arena<'a>, node: &'a AstNode<'a>, url: &str) {
    let label = plain_text(node);
    let mut caption: Vec<&str> = Vec::new();
    let mut size = None;
    if label != url {
        for part in label.split('|').map(str::trim).filter(|part| !part.is_empty()) {
            match Size::of(part) {
                Some(written) => size = Some(written),
                None => caption.push(part),
            }
        }
    }
    let caption = caption.join(" ");
    for child in node.children().collect::<Vec<_>>() {
        child.detach();
    }
    if !caption.is_empty() {
        let start = node.data().sourcepos.start;
        node.append(arena.alloc(Ast::new(NodeValue::Text(caption.clone().into()), start).into()));
    }
    let mut data = node.data_mut();
    data.value =
        NodeValue::Image(Box::new(NodeLink { url: picture_path(url).into(), title: caption }));
    let mut pairs = vec![(EMBEDDED.to_string(), String::new())];
    pairs.extend(size.iter().flat_map(Size::pairs));
    data.attrs = Some(Box::new(Attributes { pairs, ..Attributes::default() }));
}

/// Words for a link that shows none, or the sign of a heading.
fn words<'a>(arena: &'a Arena<'a>, node: &'a AstNode<'a>, url: &str) {
    let label = plain_text(node);
    let shown = match label.trim() {
        "" => {
            let (path, heading) = url.split_once('#').unwrap_or((url, ""));
            let name = path.rsplit('/').next().unwrap_or(path);
            let name = name.strip_suffix(".md").unwrap_or(name);
            if name.is_empty() { heading } else { name }
        }
        label if label == url && label.starts_with('#') => label.trim_start_matches('#'),
        // The name of a block says nothing to readers.
        label if label == url && url.contains("#^") => path_of(url),
        _ => return,
    };
    for child in node.children().collect::<Vec<_>>() {
        child.detach();
    }
    let start = node.data().sourcepos.start;
    node.append(
        arena.alloc(Ast::new(NodeValue::Text(shown.trim().to_string().into()), start).into()),
    );
}

fn width_of_markdown_picture<'a>(node: &'a AstNode<'a>) {
    let Some(last) = node.last_child() else {
        return;
    };
    let size = {
        let mut data = last.data_mut();
        let NodeValue::Text(text) = &mut data.value else {
            return;
        };
        let Some((words, size)) = text.rsplit_once('|') else {
            return;
        };
        let Some(size) = Size::of(size.trim()) else {
            return;
        };
        let words = words.trim_end().to_string();
        *text = words.into();
        size
    };
    let pairs = size.pairs();
    node.data_mut().attrs = Some(Box::new(Attributes { pairs, ..Attributes::default() }));
}

/// `300` or `300x200`, in pixels.
struct Size {
    width: u16,
    height: Option<u16>,
}

impl Size {
    fn of(text: &str) -> Option<Size> {
        let (width, height) = match text.split_once(['x', '×']) {
            Some((width, height)) => (width, Some(height)),
            None => (text, None),
        };
        let pixels = |text: &str| text.parse::<u16>().ok().filter(|pixels| *pixels > 0);
        let height = match height {
            Some(height) => Some(pixels(height)?),
            None => None,
        };
        Some(Size { width: pixels(width)?, height })
    }

    fn pairs(&self) -> Vec<(String, String)> {
        let height = self.height.map(|height| ("height".to_string(), height.to_string()));
        std::iter::once(("width".to_string(), self.width.to_string())).chain(height).collect()
    }
}

/// Whether a picture is named as Obsidian names it, and the attributes of its size.
pub(super) fn of_picture<'a>(node: &'a AstNode<'a>) -> (bool, String) {
    let data = node.data();
    let pairs = data.attrs.iter().flat_map(|attributes| &attributes.pairs);
    let mut is_embedded = false;
    let mut size = String::new();
    for (name, value) in pairs {
        if name == EMBEDDED {
            is_embedded = true;
        } else {
            size.push_str(&format!(" {name}=\"{value}\""));
        }
    }
    (is_embedded, size)
}
