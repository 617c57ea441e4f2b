//! Paragraphs and the runs of letters in them.
//! In: a `p` element. Out: a [`Paragraph`] of what is seen of it, and whether the line ends with it.

use super::{Field, NoteName, Walk};
use crate::element::Element;
use crate::model::{Look, Number, Paragraph, Raise, Span, What};
use crate::parts::Relation;
use crate::properties::Properties;
use crate::styles::Style;
use crate::symbols;

const DEEPEST: usize = 60;
/// Of letters that nothing says a size of, in half points.
const USUAL_SIZE: u16 = 20;
/// A heading by an outline level alone is no longer: some documents give one to their running text.
const LONGEST_OUTLINED: usize = 80;

impl Walk<'_> {
    /// A paragraph, and whether the next one begins on a new line.
    pub(crate) fn paragraph(&mut self, element: &Element, depth: usize) -> (Paragraph, bool) {
        let nothing = Element::default();
        let own = element.child("pPr").unwrap_or(&nothing);
        let style = self.styles.of_paragraph(own.value("pStyle"));
        let direct = Properties::of(element);
        let mut paragraph = Paragraph {
            align: direct.align.or(style.properties.align).unwrap_or_default(),
            is_title: style.is_title,
            ..Paragraph::default()
        };
        if !self.trusts_fields {
            self.fields.clear();
        }
        self.inline(element, style, None, &mut paragraph, depth);
        // What stands in a contents list is no text of the document's own.
        if style.is_contents {
            paragraph.spans.retain(|span| matches!(span, Span::Picture { .. }));
            return (paragraph, true);
        }
        let end = own.child("rPr");
        let end_is_deleted =
            end.is_some_and(|end| end.child("del").is_some() || end.child("moveFrom").is_some());
        let end_is_hidden = end.and_then(|end| end.switch("vanish")) == Some(true);
        let shows_nothing = paragraph.is_empty();
        let is_unseen =
            shows_nothing && (end_is_deleted || end_is_hidden || hidden_by_style(style));
        if !is_unseen {
            paragraph.number = self.number(&direct, style);
        }
        paragraph.heading = heading(&direct, style, &paragraph);
        let goes_on = end_is_deleted || (end_is_hidden && !shows_nothing);
        (paragraph, !goes_on)
    }

    fn number(&mut self, direct: &Properties, style: &Style) -> Option<Number> {
        let list = direct.list.as_ref().or(style.properties.list.as_ref())?;
        if list == "0" {
            return None;
        }
        let by_style = || match direct.list {
            Some(_) => None,
            None => self.numbering.level_of(list, &style.row).or(style.properties.level),
        };
        let level = direct.level.or_else(by_style).unwrap_or(0);
        let depth = style.list_depth.filter(|_| direct.list.is_none()).unwrap_or(0);
        let list = list.clone();
        let number = self.numbering.next(&list, level)?;
        Some(Number { level: number.level.max(depth), ..number })
    }

    /// A formula on a line of its own.
    pub(crate) fn lone_equation(&mut self, element: &Element) -> Paragraph {
        let mut paragraph = Paragraph::default();
        self.equation(element, &mut paragraph);
        paragraph
    }

    fn equation(&mut self, element: &Element, paragraph: &mut Paragraph) {
        self.lose(What::Equation);
        let text = element.all_text();
        let look = Look { italic: true, ..Look::default() };
        self.say(&text, look, None, paragraph);
    }

    fn inline(
        &mut self,
        element: &Element,
        style: &Style,
        link: Option<&str>,
        paragraph: &mut Paragraph,
        depth: usize,
    ) {
        if depth > DEEPEST {
            return;
        }
        for child in &element.children {
            match child.name {
                "r" => self.run(child, style, link, paragraph, depth),
                "hyperlink" => {
                    let address = match child.attribute("id").and_then(|id| self.relations.get(id))
                    {
                        Some(Relation::Outside(address)) => Some(address.as_str()),
                        _ => None,
                    };
                    self.inline(child, style, address.or(link), paragraph, depth + 1);
                }
                "fldSimple" => {
                    let code = child.attribute("instr").unwrap_or_default().to_string();
                    self.fields.push(Field { code, is_shown: true });
                    self.inline(child, style, link, paragraph, depth + 1);
                    self.fields.pop();
                }
                "ins" | "moveTo" | "smartTag" | "customXml" | "dir" | "bdo" => {
                    self.inline(child, style, link, paragraph, depth + 1);
                }
                "del" | "moveFrom" => self.lose(What::Deleted),
                "sdt" => {
                    if let Some(content) = child.child("sdtContent") {
                        self.inline(content, style, link, paragraph, depth + 1);
                    }
                }
                "AlternateContent" => {
                    if let Some(chosen) = child.chosen() {
                        self.inline(chosen, style, link, paragraph, depth + 1);
                    }
                }
                "oMath" | "oMathPara" => self.equation(child, paragraph),
                _ => {}
            }
        }
    }

    fn run(
        &mut self,
        run: &Element,
        style: &Style,
        link: Option<&str>,
        paragraph: &mut Paragraph,
        depth: usize,
    ) {
        let direct = Properties::of(run);
        let named = run.child("rPr").and_then(|own| self.styles.of_letters(own.value("rStyle")));
        if self.is_hidden(&direct, named, style) {
            // Fields go on behind what is hidden of them.
            let signs = run.children.iter().filter(|child| child.name == "fldChar");
            signs.for_each(|sign| self.field_sign(sign));
            if run.children.iter().any(says_something) {
                self.lose(What::Hidden);
            }
            return;
        }
        let named = named.map(|style| style.properties.clone()).unwrap_or_default();
        let all = direct.or(&named).or(&style.properties).or(&self.styles.base);
        let look = Look {
            bold: all.bold == Some(true),
            italic: all.italic == Some(true),
            raise: all.raise.unwrap_or(Raise::OnLine),
        };
        let before = paragraph.spans.len();
        let length_before = text_length(paragraph);
        for child in &run.children {
            match child.name {
                "t" => {
                    let text = self.in_signs(&child.text, all.font.as_deref());
                    self.say(&text, look, link, paragraph);
                }
                "tab" | "ptab" => self.say("\t", look, link, paragraph),
                "noBreakHyphen" => self.say("-", look, link, paragraph),
                "sym" => {
                    let text = self.sign(child);
                    self.say(&text, look, link, paragraph);
                }
                "br" | "cr" if self.is_passed_over() => {}
                "br" | "cr" => paragraph.spans.push(match child.attribute("type") {
                    Some("page") => Span::PageBreak,
                    _ => Span::LineBreak,
                }),
                "ruby" => {
                    if let Some(base) = child.child("rubyBase") {
                        self.inline(base, style, link, paragraph, depth + 1);
                    }
                }
                "instrText" => {
                    if let Some(field) = self.fields.last_mut().filter(|field| !field.is_shown) {
                        field.code.push_str(&child.text);
                    }
                }
                "fldChar" => {
                    if let Some(sign) = tick_box(child) {
                        self.say(sign, look, link, paragraph);
                    }
                    self.field_sign(child);
                }
                "footnoteReference" | "endnoteReference" if !self.is_passed_over() => {
                    let is_footnote = child.name == "footnoteReference";
                    let id = child.attribute("id").unwrap_or_default().to_string();
                    paragraph.spans.push(Span::Note(self.notes.len()));
                    self.notes.push(NoteName { is_footnote, id });
                }
                "commentReference" => self.lose(What::Comment),
                "AlternateContent" => {
                    if let Some(chosen) = child.chosen() {
                        self.drawing(chosen, paragraph, depth);
                    }
                }
                "drawing" | "pict" | "object" => self.drawing(child, paragraph, depth),
                _ => {}
            }
        }
        if paragraph.spans.len() > before || text_length(paragraph) > length_before {
            paragraph.size = paragraph.size.max(all.size.unwrap_or(USUAL_SIZE));
        }
    }

    /// Word hides what both a paragraph's and a run's style hide only once and shows it; here it stays hidden.
    fn is_hidden(&self, direct: &Properties, named: Option<&Style>, style: &Style) -> bool {
        direct.hidden.unwrap_or_else(|| {
            named.is_some_and(hidden_by_style)
                || hidden_by_style(style)
                || self.is_hidden_by_table
                || self.styles.base.hidden == Some(true)
        })
    }

    /// Whether what stands here is the code of a field or part of a contents list.
    pub(crate) fn is_passed_over(&self) -> bool {
        self.fields.iter().any(|field| !field.is_shown || field.is_contents())
    }

    /// Begin, middle or end of a field.
    fn field_sign(&mut self, element: &Element) {
        match element.attribute("fldCharType") {
            Some("begin") => self.fields.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.is_shown = true;
                }
            }
            _ => {
                self.fields.pop();
            }
        }
    }

    /// Text whose font draws other signs in the places of letters, or that stands in the private range.
    fn in_signs(&mut self, text: &str, font: Option<&str>) -> String {
        let symbols = font.filter(|font| symbols::is_symbol_font(font));
        let is_private = |c: char| ('\u{F020}'..='\u{F0FF}').contains(&c);
        if symbols.is_none() && !text.contains(is_private) {
            return text.to_string();
        }
        let font = symbols.unwrap_or("Wingdings");
        text.chars()
            .map(|c| match is_private(c) || (symbols.is_some() && c > ' ' && c < '\u{100}') {
                true => self.sign_of(font, u32::from(c)),
                false => c,
            })
            .collect()
    }

    fn sign(&mut self, element: &Element) -> String {
        let place = element.attribute("char").and_then(|code| u32::from_str_radix(code, 16).ok());
        let font = element.attribute("font").unwrap_or("Wingdings");
        let Some(place) = place else {
            return String::new();
        };
        let is_letter = !(0xF000..=0xF0FF).contains(&place) && !symbols::is_symbol_font(font);
        match char::from_u32(place).filter(|_| is_letter) {
            Some(letter) => letter.to_string(),
            None => self.sign_of(font, place).to_string(),
        }
    }

    fn sign_of(&mut self, font: &str, place: u32) -> char {
        symbols::sign(font, place).unwrap_or_else(|| {
            self.lose(What::Symbol);
            '●'
        })
    }

    /// Adds words to a paragraph; those of one look and link are one span.
    pub(crate) fn say(
        &mut self,
        words: &str,
        look: Look,
        link: Option<&str>,
        paragraph: &mut Paragraph,
    ) {
        if words.is_empty() || self.is_passed_over() || !self.has_room(words.len()) {
            return;
        }
        let of_field = self.fields.iter().rev().find_map(Field::link);
        let to = link.or(of_field);
        if let Some(Span::Text { text, look: before, link }) = paragraph.spans.last_mut()
            && *before == look
            && link.as_deref() == to
        {
            text.push_str(words);
            return;
        }
        let link = to.map(str::to_string);
        paragraph.spans.push(Span::Text { text: words.to_string(), look, link });
    }
}

/// The box of a form's field, ticked or not.
fn tick_box(element: &Element) -> Option<&'static str> {
    let own = element.child("ffData")?.child("checkBox")?;
    let is_ticked = own.switch("checked").or_else(|| own.switch("default"));
    Some(if is_ticked == Some(true) { "☑" } else { "□" })
}

fn hidden_by_style(style: &Style) -> bool {
    style.properties.hidden == Some(true)
}

fn says_something(element: &Element) -> bool {
    match element.name {
        "t" => !element.text.trim().is_empty(),
        "sym" | "drawing" | "pict" | "object" | "AlternateContent" => true,
        _ => false,
    }
}

fn heading(direct: &Properties, style: &Style, paragraph: &Paragraph) -> Option<u8> {
    let outlined = match direct.outline {
        Some(level) => (level < 9).then_some(level + 1),
        None => style.heading,
    };
    let by_style = style.heading.filter(|_| direct.outline.is_none());
    let is_short = || paragraph.text().trim().chars().nth(LONGEST_OUTLINED).is_none();
    by_style.or_else(|| outlined.filter(|_| is_short()))
}

fn text_length(paragraph: &Paragraph) -> usize {
    match paragraph.spans.last() {
        Some(Span::Text { text, .. }) => text.len(),
        _ => 0,
    }
}
