//! Presentations: .pptx and its kin.
//! In: a package. Out: a piece for each slide that is shown, in the order in which they are shown.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};
use yanxi_reading::content_path::{folder_of, join};
use yanxi_text::normal_form::LINE_END;

use super::{ShownAt, ShownPiece};
use crate::package::Package;
use crate::xml::{attribute, each_element, each_event, entity, local};

const PRESENTATION: &str = "ppt/presentation.xml";

pub(super) fn read(package: &mut Package<'_>) -> Vec<ShownPiece> {
    let mut part = |name: &str| package.part(name).ok().flatten().unwrap_or_default();
    let named = relations(PRESENTATION, &mut part);
    let mut slides: Vec<String> = Vec::new();
    each_element(&part(PRESENTATION), |name, element| {
        if name == "sldId"
            && let Some((_, slide)) = relation_of(element).and_then(|id| named.get(&id))
        {
            slides.push(slide.clone());
        }
    });
    let mut pieces = Vec::new();
    for (number, slide) in (1..).zip(slides) {
        let Some(mut text) = words(&part(&slide)) else {
            continue;
        };
        for (kind, drawing) in relations(&slide, &mut part).into_values() {
            // What a drawing of boxes and arrows looks like, as the program has laid it out.
            if kind.ends_with("/diagramDrawing") {
                text.push_str(&words(&part(&drawing)).unwrap_or_default());
            }
        }
        pieces.push(ShownPiece { at: ShownAt::Slide(number), text });
    }
    pieces
}

/// Kind and path of what a part refers to, by the name that it has there.
fn relations(
    of: &str,
    part: &mut dyn FnMut(&str) -> Vec<u8>,
) -> BTreeMap<String, (String, String)> {
    let (folder, file) = (folder_of(of), of.rsplit('/').next().unwrap_or(of));
    let list = part(&format!("{folder}/_rels/{file}.rels"));
    let mut found = BTreeMap::new();
    each_element(&list, |name, element| {
        let value = |key: &str| attribute(element, key).unwrap_or_default();
        if name == "Relationship" && value("TargetMode") != "External" {
            let target = value("Target");
            let path = match target.strip_prefix('/') {
                Some(path) => Some(path.to_string()),
                None => join(folder, &target),
            };
            found.extend(path.map(|path| (value("Id"), (value("Type"), path))));
        }
    });
    found
}

/// `r:id`; an element has an `id` of its own beside it.
fn relation_of(element: &BytesStart<'_>) -> Option<String> {
    let mut attributes = element.attributes();
    let named = |key: &str| key.contains(':') && local(key) == "id";
    let found =
        attributes.with_checks(false).flatten().find(|attribute| named(attribute.key.as_ref()))?;
    let raw: &str = &found.value;
    Some(raw.to_string())
}

/// The words of a slide, a block for each paragraph; nothing of a hidden one.
fn words(bytes: &[u8]) -> Option<String> {
    let mut out = String::new();
    let mut is_hidden = false;
    let mut in_text = false;
    // How deep in elements, the shapes around, and from which depth on nothing is shown.
    let mut depth = 0usize;
    let mut shapes: Vec<usize> = Vec::new();
    let mut hidden_from: Option<usize> = None;
    each_event(bytes, |event| match event {
        Event::Start(element) | Event::Empty(element) => {
            let is_open = matches!(event, Event::Start(_));
            let name = element.name();
            let name = local(name.as_ref());
            depth += 1;
            let value = |key: &str| attribute(element, key).unwrap_or_default();
            let is_off = |key: &str| matches!(value(key).as_str(), "0" | "false");
            let is_on = |key: &str| matches!(value(key).as_str(), "1" | "true");
            match name {
                "sld" => is_hidden = is_off("show"),
                "sp" | "grpSp" | "pic" | "graphicFrame" | "cxnSp" if is_open => shapes.push(depth),
                // Numbers of slides, days and feet stand on every slide.
                "cNvPr" if is_on("hidden") => hide(&mut hidden_from, &shapes),
                "ph" if matches!(value("type").as_str(), "sldNum" | "dt" | "ftr") => {
                    hide(&mut hidden_from, &shapes);
                }
                // The same once more, for older programs.
                "Fallback" if is_open => hidden_from = hidden_from.or(Some(depth)),
                "t" => in_text = is_open && hidden_from.is_none(),
                "br" if hidden_from.is_none() => out.push(LINE_END),
                _ => {}
            }
            if !is_open {
                depth -= 1;
            }
        }
        Event::End(element) => {
            match local(element.name().as_ref()) {
                "t" => in_text = false,
                "p" if !out.is_empty() && !out.ends_with('\n') => out.push('\n'),
                _ => {}
            }
            if shapes.last() == Some(&depth) {
                shapes.pop();
            }
            if hidden_from == Some(depth) {
                hidden_from = None;
            }
            depth = depth.saturating_sub(1);
        }
        Event::Text(words) if in_text => out.push_str(words),
        Event::CData(words) if in_text => out.push_str(words),
        Event::GeneralRef(name) if in_text => out.extend(entity(name)),
        _ => {}
    });
    (!is_hidden).then_some(out)
}

/// Nothing of the innermost shape is shown.
fn hide(hidden_from: &mut Option<usize>, shapes: &[usize]) {
    if hidden_from.is_none() {
        *hidden_from = shapes.last().copied();
    }
}
