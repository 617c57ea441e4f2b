//! Styles by their ids, with what they take from those they are based on.
//! In: the tree of `styles.xml`. Out: [`Styles`].

use std::collections::BTreeMap;

use crate::element::Element;
use crate::properties::Properties;

/// So many styles stand in one row of styles based on one another.
const LONGEST_ROW: usize = 32;

/// A style with all that it takes from others.
#[derive(Debug, Clone, Default)]
pub(crate) struct Style {
    /// Its id and those of the styles it is based on, the nearest first.
    pub(crate) row: Vec<String>,
    pub(crate) properties: Properties,
    /// 1 to 9.
    pub(crate) heading: Option<u8>,
    pub(crate) is_title: bool,
    /// Entries of a contents list.
    pub(crate) is_contents: bool,
    /// How deep items of this style lie by its name, from 0: each of Word's own styles for lists inside lists has a list
    /// of its own, with one level.
    pub(crate) list_depth: Option<u8>,
}

pub(crate) struct Styles {
    by_id: BTreeMap<String, Style>,
    of_plain_paragraphs: Style,
    of_plain_tables: Style,
    /// Of letters that nothing says anything of.
    pub(crate) base: Properties,
}

/// A style as it stands, before its row is followed.
struct Written {
    name: String,
    based_on: Option<String>,
    own: Properties,
}

impl Styles {
    pub(crate) fn read(part: &Element) -> Self {
        let root = part.children.first();
        let base = root
            .and_then(|root| root.child("docDefaults")?.child("rPrDefault"))
            .map(Properties::of)
            .unwrap_or_default();
        let mut written = BTreeMap::new();
        let (mut paragraph, mut table) = (None, None);
        for style in root.into_iter().flat_map(|root| root.named("style")) {
            let id = style.attribute("styleId").unwrap_or_default().to_string();
            if matches!(style.attribute("default"), Some("1" | "true" | "on")) {
                match style.attribute("type") {
                    Some("paragraph") => paragraph = Some(id.clone()),
                    Some("table") => table = Some(id.clone()),
                    _ => {}
                }
            }
            let name = style.value("name").unwrap_or_default().trim().to_lowercase();
            let based_on = style.value("basedOn").map(str::to_string);
            written.insert(id, Written { name, based_on, own: Properties::of(style) });
        }
        let by_id: BTreeMap<String, Style> =
            written.keys().map(|id| (id.clone(), followed(&written, id))).collect();
        let plain =
            |id: Option<String>| id.and_then(|id| by_id.get(&id).cloned()).unwrap_or_default();
        Styles { of_plain_paragraphs: plain(paragraph), of_plain_tables: plain(table), by_id, base }
    }

    /// The style of a paragraph, by the id in it.
    pub(crate) fn of_paragraph(&self, id: Option<&str>) -> &Style {
        id.and_then(|id| self.by_id.get(id)).unwrap_or(&self.of_plain_paragraphs)
    }

    pub(crate) fn of_table(&self, id: Option<&str>) -> &Style {
        id.and_then(|id| self.by_id.get(id)).unwrap_or(&self.of_plain_tables)
    }

    pub(crate) fn of_letters(&self, id: Option<&str>) -> Option<&Style> {
        self.by_id.get(id?)
    }
}

/// A style with what its row says, the nearest first.
fn followed(written: &BTreeMap<String, Written>, id: &str) -> Style {
    let mut style = Style::default();
    let mut is_level_settled = false;
    let mut next = Some(id);
    while let Some((id, one)) = next.and_then(|id| Some((id, written.get(id)?))) {
        if style.row.len() >= LONGEST_ROW || style.row.iter().any(|seen| seen == id) {
            break;
        }
        style.row.push(id.to_string());
        if !is_level_settled {
            style.heading = heading(&one.name)
                .or(one.own.outline.map(|level| level + 1))
                .filter(|level| *level <= 9);
            is_level_settled = style.heading.is_some() || one.own.outline.is_some();
        }
        style.is_title |= matches!(one.name.as_str(), "title" | "标题" | "公文标题");
        style.is_contents |= is_contents(&one.name);
        style.list_depth = style.list_depth.or_else(|| list_depth(&one.name));
        style.properties = std::mem::take(&mut style.properties).or(&one.own);
        next = one.based_on.as_deref();
    }
    style
}

/// The level in the name of a style: `heading 1` in every language of Word, `标题 1` from some programs.
fn heading(name: &str) -> Option<u8> {
    let number = name.strip_prefix("heading").or_else(|| name.strip_prefix("标题"))?;
    let number: u8 = number.trim().parse().ok()?;
    (1..=9).contains(&number).then_some(number)
}

/// `list bullet 2`, in every language of Word, and what it is called in programs that translate it.
fn list_depth(name: &str) -> Option<u8> {
    let number = ["list bullet", "list number", "列表项目符号", "列表编号"]
        .iter()
        .find_map(|list| name.strip_prefix(list))?;
    let number: u8 = number.trim().parse().ok()?;
    (2..=5).contains(&number).then(|| number - 1)
}

fn is_contents(name: &str) -> bool {
    name.starts_with("toc ") || name.starts_with("table of figures") || name.contains("手动目录")
}
