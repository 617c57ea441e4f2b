//! Pictures, text boxes and what else is drawn.
//! In: a `drawing`, `pict` or `object` element. Out: pictures in the paragraph, text boxes behind it; charts, groups of
//! shapes and objects are counted as lost.

use super::Walk;
use crate::element::Element;
use crate::model::{Block, Look, Paragraph, Span, What};
use crate::parts::Relation;

const DEEPEST: usize = 60;

impl Walk<'_> {
    pub(crate) fn drawing(&mut self, element: &Element, paragraph: &mut Paragraph, depth: usize) {
        if self.is_passed_over() {
            return;
        }
        let about = element.find("docPr");
        let is_hidden = about
            .is_some_and(|about| matches!(about.attribute("hidden"), Some("1" | "true" | "on")));
        if is_hidden {
            self.lose(What::Hidden);
            return;
        }
        let alt = about
            .and_then(|about| about.attribute("descr").or_else(|| about.attribute("title")))
            .unwrap_or_default();
        let object = element.find("OLEObject");
        if let Some(object) = object {
            let is_equation =
                object.attribute("ProgID").is_some_and(|name| name.starts_with("Equation"));
            self.lose(if is_equation { What::Equation } else { What::EmbeddedObject });
        } else if ["wpc", "wgp", "group", "chart", "relIds"].iter().any(|name| has(element, name)) {
            self.lose(What::Drawing);
        }
        self.drawn(element, alt, paragraph, depth);
    }

    fn drawn(&mut self, element: &Element, alt: &str, paragraph: &mut Paragraph, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match element.name {
            "AlternateContent" => {
                if let Some(chosen) = element.chosen() {
                    self.drawn(chosen, alt, paragraph, depth + 1);
                }
                return;
            }
            "txbxContent" => {
                let others = std::mem::take(&mut self.boxes);
                let inner = self.blocks(element, depth + 1);
                self.boxes = others;
                if !inner.is_empty() {
                    self.boxes.push(inner);
                }
                return;
            }
            "blip" | "imagedata" => {
                let id = element.attribute("embed").or_else(|| element.attribute("id"));
                match id.and_then(|id| self.relations.get(id)) {
                    Some(Relation::Inside(part)) => paragraph
                        .spans
                        .push(Span::Picture { part: part.clone(), alt: alt.to_string() }),
                    Some(Relation::Outside(_)) => self.lose(What::PictureElsewhere),
                    None if element.attribute("link").is_some() => {
                        self.lose(What::PictureElsewhere);
                    }
                    None => {}
                }
            }
            "textpath" => {
                if let Some(words) = element.attribute("string") {
                    let mut lone = Paragraph::default();
                    self.say(words, Look::default(), None, &mut lone);
                    self.boxes.push(vec![Block::Paragraph(lone)]);
                }
            }
            "shape" | "rect" if is_invisible(element) => {
                self.lose(What::Hidden);
                return;
            }
            _ => {}
        }
        for child in &element.children {
            self.drawn(child, alt, paragraph, depth + 1);
        }
    }
}

fn has(element: &Element, name: &str) -> bool {
    element.find(name).is_some()
}

fn is_invisible(shape: &Element) -> bool {
    let style: String = shape
        .attribute("style")
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    style.contains("visibility:hidden") || style.contains("display:none")
}
