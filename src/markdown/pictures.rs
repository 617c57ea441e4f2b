//! Paragraphs that are one picture and nothing else.
//! In: a paragraph of the tree. Out: what opens and closes it: a figure where the picture has a title, which is its caption.

use comrak::nodes::{AstNode, NodeValue};

use crate::html_text::escape;

pub(super) struct LonePicture {
    /// Empty: none.
    caption: String,
}

impl LonePicture {
    pub(super) fn of<'a>(paragraph: &'a AstNode<'a>) -> Option<LonePicture> {
        let only = paragraph.first_child()?;
        if only.next_sibling().is_some() {
            return None;
        }
        match &only.data().value {
            NodeValue::Image(link) => Some(LonePicture { caption: link.title.clone() }),
            _ => None,
        }
    }

    pub(super) fn start(&self) -> &'static str {
        if self.caption.is_empty() { "<p class=\"picture\">" } else { "<figure>" }
    }

    pub(super) fn end(&self) -> String {
        if self.caption.is_empty() {
            "</p>".into()
        } else {
            format!("<figcaption>{}</figcaption></figure>", escape(&self.caption))
        }
    }
}
