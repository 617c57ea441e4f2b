//! OpenDocument texts and presentations: .odt, .odp.
//! In: a package. Out: one piece, or one for each slide that is shown.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::{BytesStart, Event};
use yanxi_text::normal_form::LINE_END;

use super::{ShownAt, ShownPiece};
use crate::package::Package;
use crate::xml::{attribute, each_event, entity, local};

pub(super) fn read(package: &mut Package<'_>) -> Vec<ShownPiece> {
    let mut part = |name: &str| package.part(name).ok().flatten().unwrap_or_default();
    let mut styles = Styles::default();
    styles.read(&part("styles.xml"));
    let content = part("content.xml");
    styles.read(&content);
    let mut reading = Reading { hiding: styles.hiding(), ..Reading::default() };
    each_event(&content, |event| reading.take(event));
    reading.end_of_piece();
    reading.pieces
}

/// Styles by name: whether one hides what has it, and what it is based on.
#[derive(Default)]
struct Styles {
    named: BTreeMap<String, (bool, String)>,
    open: String,
}

impl Styles {
    fn read(&mut self, bytes: &[u8]) {
        each_event(bytes, |event| {
            let (Event::Start(element) | Event::Empty(element)) = event else {
                return;
            };
            let value = |key: &str| attribute(element, key).unwrap_or_default();
            match local(element.name().as_ref()) {
                "style" => {
                    self.open = value("name");
                    self.named.insert(self.open.clone(), (false, value("parent-style-name")));
                }
                "text-properties" if value("display") == "none" => self.hide(),
                "drawing-page-properties" if value("visibility") == "hidden" => self.hide(),
                _ => {}
            }
        });
    }

    fn hide(&mut self) {
        if let Some((hides, _)) = self.named.get_mut(&self.open) {
            *hides = true;
        }
    }

    /// Those that hide, by themselves or by what they are based on.
    fn hiding(&self) -> BTreeSet<String> {
        const DEEPEST: usize = 50;
        let hides = |name: &&String| {
            let mut name = *name;
            for _ in 0..DEEPEST {
                match self.named.get(name) {
                    Some((true, _)) => return true,
                    Some((false, above)) => name = above,
                    None => return false,
                }
            }
            false
        };
        self.named.keys().filter(hides).cloned().collect()
    }
}

/// A text as far as it is read.
#[derive(Default)]
struct Reading {
    hiding: BTreeSet<String>,
    pieces: Vec<ShownPiece>,
    slides: usize,
    at: ShownAt,
    depth: usize,
    /// From which depth on nothing is shown.
    hidden_from: Option<usize>,
    /// In the text itself, not in what stands around it.
    in_body: bool,
    text: String,
    /// Notes and boxes that are open, each with its depth and the words so far; they stand inside a paragraph that goes
    /// on behind them.
    aside: Vec<(usize, String)>,
    /// Those that ended, for the end of the paragraph.
    ended: String,
    /// Paragraphs that are open in the text itself.
    paragraphs: usize,
    /// Where the open paragraph began, which a field may hide whole.
    began: usize,
}

impl Reading {
    fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(element) => self.open(element, true),
            Event::Empty(element) => self.open(element, false),
            Event::End(element) => self.close(local(element.name().as_ref())),
            Event::Text(words) => self.write(words),
            Event::CData(words) => self.write(words),
            Event::GeneralRef(name) => {
                if let Some(character) = entity(name) {
                    self.write(character.encode_utf8(&mut [0; 4]));
                }
            }
            _ => {}
        }
    }

    fn open(&mut self, element: &BytesStart<'_>, is_open: bool) {
        let whole_name = element.name();
        let name = local(whole_name.as_ref());
        let value = |key: &str| attribute(element, key).unwrap_or_default();
        if is_open {
            self.depth += 1;
        }
        match name {
            "body" => self.in_body = is_open,
            "page" => {
                self.end_of_piece();
                self.slides += 1;
                self.at = ShownAt::Slide(self.slides);
            }
            _ => {}
        }
        let is_off = |key: &str| matches!(value(key).as_str(), "none" | "false");
        let hides = match name {
            "annotation" | "tracked-changes" | "notes" | "forms" | "scripts" | "index-body"
            | "note-citation" | "ruby-text" => true,
            // Descriptions of pictures; a field for the document's title is another thing of the same name.
            "title" | "desc" => whole_name.as_ref().starts_with("svg"),
            "section" => is_off("display") || value("is-hidden") == "true",
            "hidden-text" => value("is-hidden") != "false",
            "table-row" => matches!(value("visibility").as_str(), "collapse" | "filter"),
            _ => value("display") == "none" || self.hiding.contains(&value("style-name")),
        };
        if hides && is_open && self.hidden_from.is_none() {
            self.hidden_from = Some(self.depth);
        }
        match name {
            "p" | "h" if is_open && self.aside.is_empty() => {
                self.paragraphs += 1;
                self.began = self.text.len();
            }
            "note-body" | "text-box" if is_open => self.aside.push((self.depth, String::new())),
            "s" => {
                let count = value("c").parse().unwrap_or(1).clamp(1, 100);
                self.write(&" ".repeat(count));
            }
            "tab" => self.write(" "),
            "line-break" => self.write(LINE_END.encode_utf8(&mut [0; 4])),
            "hidden-paragraph" if value("is-hidden") != "false" && self.aside.is_empty() => {
                self.text.truncate(self.began);
                // Its parent's end ends this too.
                self.hidden_from = self.hidden_from.or(Some(self.depth - usize::from(is_open)));
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" | "h" => {
                self.end_of_block();
                if self.aside.is_empty() {
                    self.paragraphs = self.paragraphs.saturating_sub(1);
                }
            }
            "body" => self.in_body = false,
            _ => {}
        }
        if self.aside.last().is_some_and(|(depth, _)| *depth == self.depth)
            && let Some((_, words)) = self.aside.pop()
        {
            self.ended.push_str(&words);
        }
        if self.aside.is_empty() && self.paragraphs == 0 {
            let ended = std::mem::take(&mut self.ended);
            self.text.push_str(&ended);
        }
        if self.hidden_from == Some(self.depth) {
            self.hidden_from = None;
        }
        self.depth = self.depth.saturating_sub(1);
    }

    fn target(&mut self) -> &mut String {
        match self.aside.last_mut() {
            Some((_, words)) => words,
            None => &mut self.text,
        }
    }

    fn write(&mut self, words: &str) {
        let is_text = self.paragraphs > 0 || !self.aside.is_empty();
        if self.in_body && self.hidden_from.is_none() && is_text {
            // Line ends of the file are blanks.
            let words = words.replace(['\n', '\r'], " ");
            self.target().push_str(&words);
        }
    }

    fn end_of_block(&mut self) {
        let target = self.target();
        if !target.is_empty() && !target.ends_with('\n') {
            target.push('\n');
        }
    }

    fn end_of_piece(&mut self) {
        let text = std::mem::take(&mut self.text);
        let at = std::mem::take(&mut self.at);
        self.pieces.push(ShownPiece { at, text });
    }
}
