//! OpenDocument: .odt, .ods, .odp.
//! In: `content.xml`. Out: comments, tracked changes, hidden sheets and slides.

use std::collections::BTreeSet;

use crate::concealment::{Concealed, counted};
use crate::unpacking::Entry;
use crate::xml::{attribute, each_element};

pub(super) fn concealed(entries: &[Entry]) -> Vec<Concealed> {
    let Some(content) = entries.iter().find(|entry| entry.name == "content.xml") else {
        return Vec::new();
    };
    let (mut comments, mut changes, mut slides) = (0, 0, 0);
    let mut found = Vec::new();
    // What is hidden has a style that says so; styles come first.
    let mut style = String::new();
    let mut hiding: BTreeSet<String> = BTreeSet::new();
    each_element(&content.bytes, |name, element| {
        let value = |key: &str| attribute(element, key).unwrap_or_default();
        match name {
            "annotation" => comments += 1,
            "changed-region" => changes += 1,
            "style" => style = value("name"),
            "table-properties" if value("display") == "false" => {
                hiding.insert(style.clone());
            }
            "drawing-page-properties" if value("visibility") == "hidden" => {
                hiding.insert(style.clone());
            }
            "table" if hiding.contains(&value("style-name")) => {
                found.push(Concealed::Sheet(value("name").into()));
            }
            "page" => slides += usize::from(hiding.contains(&value("style-name"))),
            _ => {}
        }
    });
    found.extend(counted(Concealed::Comments, comments));
    found.extend(counted(Concealed::Changes, changes));
    found.extend(counted(Concealed::Slides, slides));
    found
}
