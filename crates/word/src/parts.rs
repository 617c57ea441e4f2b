//! The parts of a Word document, found by what its package says of them.
//! In: the file's bytes. Out: [`Parts`]: trees of its text, styles, lists and notes, and where its links lead.

use std::collections::BTreeMap;

use yanxi_attachments::{LARGEST_FILE, Package, PartFault};

use crate::element::{Element, Fault, tree};

/// Why a file gives no document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// It is no .docx, whatever its name says.
    OtherForm,
    Encrypted,
    /// Some part that is needed cannot be read: its text, or the styles, without which hidden words would be shown.
    Damaged,
    TooLarge,
}

/// Where a relation leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Relation {
    /// A part, by its path in the package.
    Inside(String),
    /// An address.
    Outside(String),
}

pub(crate) struct Parts {
    pub(crate) text: Element,
    pub(crate) styles: Element,
    pub(crate) numbering: Element,
    pub(crate) footnotes: Element,
    pub(crate) endnotes: Element,
    pub(crate) relations: BTreeMap<String, Relation>,
}

/// Opens a document.
pub(crate) fn parts(bytes: &[u8]) -> Result<Parts, Refused> {
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(Refused::TooLarge);
    }
    let mut package = Package::open(bytes).ok_or(Refused::OtherForm)?;
    let top = optional(&mut package, "_rels/.rels")?;
    let main = related(&top, "", "/officeDocument").unwrap_or_else(|| "word/document.xml".into());
    if !package.has(&main) {
        return Err(Refused::OtherForm);
    }
    let text = optional(&mut package, &main)?;
    if text.children.first().and_then(|root| root.child("body")).is_none() {
        return Err(Refused::OtherForm);
    }
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
    let list = optional(&mut package, &path(folder, &format!("_rels/{file}.rels")))?;
    let mut of_kind = |kind: &str| match related(&list, folder, kind) {
        Some(name) => optional(&mut package, &name),
        None => Ok(Element::default()),
    };
    Ok(Parts {
        text,
        styles: of_kind("/styles")?,
        numbering: of_kind("/numbering")?,
        footnotes: of_kind("/footnotes")?,
        endnotes: of_kind("/endnotes")?,
        relations: relations(&list, folder),
    })
}

/// A part, an empty tree where there is none.
fn optional(package: &mut Package<'_>, name: &str) -> Result<Element, Refused> {
    let bytes = package.part(name).map_err(|fault| match fault {
        PartFault::Encrypted => Refused::Encrypted,
        PartFault::Damaged => Refused::Damaged,
        PartFault::TooLarge => Refused::TooLarge,
    })?;
    let Some(bytes) = bytes.filter(|bytes| !bytes.is_empty()) else {
        return Ok(Element::default());
    };
    tree(&bytes).map_err(|fault| match fault {
        Fault::Damaged => Refused::Damaged,
        Fault::TooLarge => Refused::TooLarge,
    })
}

fn each_relation(list: &Element) -> impl Iterator<Item = &Element> {
    list.children
        .iter()
        .chain(list.children.iter().flat_map(|root| &root.children))
        .filter(|element| element.name == "Relationship")
}

/// The part that stands in a relation of this kind; the kind is the end of its type, the same in both standards.
fn related(list: &Element, folder: &str, kind: &str) -> Option<String> {
    let relation = each_relation(list)
        .find(|relation| relation.attribute("Type").is_some_and(|name| name.ends_with(kind)))?;
    Some(path(folder, relation.attribute("Target")?))
}

fn relations(list: &Element, folder: &str) -> BTreeMap<String, Relation> {
    each_relation(list)
        .filter_map(|relation| {
            let target = relation.attribute("Target")?;
            let leads = match relation.attribute("TargetMode") {
                Some("External") => Relation::Outside(target.to_string()),
                _ => Relation::Inside(path(folder, target)),
            };
            Some((relation.attribute("Id")?.to_string(), leads))
        })
        .collect()
}

/// The path of a part that another one names, from the top of the package.
fn path(folder: &str, target: &str) -> String {
    let from = if target.starts_with('/') { "" } else { folder };
    let mut steps: Vec<&str> = Vec::new();
    for step in from.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn paths_of_parts() {
        assert_eq!(path("word", "media/1.png"), "word/media/1.png");
        assert_eq!(path("word", "../media/1.png"), "media/1.png");
        assert_eq!(path("word", "/word/media/1.png"), "word/media/1.png");
        assert_eq!(path("", "../../word/document.xml"), "word/document.xml");
    }
}
