//! HTML as its author typed it, made ready to stand in the page's HTML until that is read as one tree.
//! In: the page's runs of HTML, in order. Out: tags that say where they were typed and open nothing that runs on beyond
//! their place; what of it no tree can keep.

use super::element::{PLAIN, ends_by_itself, is_empty, name_in_tree};
use super::hidden::Hiding;
use super::pieces::{Piece, StartTag, cut};
use crate::html_text::escape;

/// Elements may stand so deep in each other; beyond, tags go and words stay.
const DEEPEST: usize = 200;

/// Follows the hole in the name of the attribute that gives the line at which an author typed an element.
pub(super) const TYPED: &str = "t";

/// Words that are lost because something has no end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::markdown) struct Lost {
    pub(in crate::markdown) line: usize,
    pub(in crate::markdown) characters: usize,
    /// What would end it.
    pub(in crate::markdown) missing: String,
}

/// The runs of a page so far.
#[derive(Debug, Default)]
pub(in crate::markdown) struct Typed {
    hole: String,
    pub(super) hiding: Hiding,
    pub(super) lost: Vec<Lost>,
    /// Instructions to programs, which browsers do not show: lines and how many characters.
    pub(super) unseen: Vec<(usize, usize)>,
    /// Elements without end inside lines whose inside is no text: the line of each.
    pub(super) open_programs: Vec<(String, usize)>,
    /// Programs and styles that went.
    pub(super) programs: Vec<(String, usize)>,
    depth: usize,
    depth_in_line: usize,
    /// Tables that stand open in each block of Markdown around.
    tables: Vec<usize>,
}

/// Whether a run of HTML stands in a line of text or on lines of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::markdown) enum Stands {
    InLine,
    Alone,
}

impl Typed {
    pub(in crate::markdown) fn new(hole: &str) -> Self {
        Typed { hole: hole.to_string(), ..Typed::default() }
    }

    /// A new paragraph begins: what stood open inside lines does so no more.
    pub(in crate::markdown) fn begin_lines(&mut self) {
        self.depth_in_line = 0;
    }

    /// A list, quotation or other block of Markdown begins.
    pub(in crate::markdown) fn begin_container(&mut self) {
        self.tables.push(0);
    }

    /// It ends, and so does every table in it; browsers would carry an open one to the end of the page.
    pub(in crate::markdown) fn end_container(&mut self) -> String {
        "</table>".repeat(self.tables.pop().unwrap_or_default())
    }

    /// The run as it goes into the page's HTML. `line` is where it begins.
    pub(in crate::markdown) fn take(&mut self, html: &str, line: usize, stands: Stands) -> String {
        let sentinel = self.hole.trim_start_matches(|c: char| c.is_control()).to_string();
        let mut out = String::with_capacity(html.len() + 64);
        // The inside of a style sheet or program.
        let mut verbatim: Option<String> = None;
        for piece in cut(html, &sentinel) {
            match piece {
                Piece::Start(tag) => {
                    let at = line + tag.line - 1;
                    if is_program(&tag.name) {
                        self.programs.push((tag.name.clone(), at));
                    }
                    if matches!(tag.name.as_str(), "script" | "style") {
                        if !tag.is_cut {
                            verbatim = Some(String::new());
                            continue;
                        }
                        self.open_programs.push((tag.name.clone(), at));
                    }
                    self.start(&mut out, &tag, at, stands);
                }
                Piece::End(name) => {
                    if let Some(inside) = verbatim.take() {
                        if name == "style" {
                            self.hiding.add_sheet(&inside);
                        }
                        continue;
                    }
                    if let Some(at) = self.open_programs.iter().rposition(|open| open.0 == name) {
                        self.open_programs.remove(at);
                    }
                    self.end(&mut out, &name, line, stands);
                }
                Piece::Words(words) => match &mut verbatim {
                    Some(inside) => inside.push_str(&words),
                    None => out.push_str(&escape(&words)),
                },
                Piece::Remark { words, line: at, missing } => {
                    let characters = characters(&words);
                    let at = line + at.saturating_sub(1 + words.matches('\n').count());
                    match missing {
                        Some(missing) if characters > 0 => {
                            self.lost.push(Lost { line: at, characters, missing: missing.into() });
                        }
                        _ if words.starts_with('?') || words.starts_with("[CDATA[") => {
                            self.unseen.push((at, characters));
                        }
                        _ => {}
                    }
                }
            }
        }
        out
    }

    fn depth_mut(&mut self, stands: Stands) -> &mut usize {
        match stands {
            Stands::InLine => &mut self.depth_in_line,
            Stands::Alone => &mut self.depth,
        }
    }

    fn start(&mut self, out: &mut String, tag: &StartTag, line: usize, stands: Stands) {
        let Some(name) = name_in_tree(&tag.name) else {
            return;
        };
        let holds_nothing = is_empty(&tag.name) || tag.closes_itself;
        if !holds_nothing && !ends_by_itself(&tag.name) {
            let depth = self.depth_mut(stands);
            *depth += 1;
            if *depth > DEEPEST {
                return;
            }
        }
        if let Some(tables) = self.tables.last_mut().filter(|_| name == "table") {
            *tables += 1;
        }
        out.push_str(&format!("<{name} {}{TYPED}=\"{line}\"", self.hole));
        for (attribute, value) in &tag.attributes {
            out.push_str(&format!(" {attribute}=\"{}\"", escape(value)));
        }
        out.push('>');
        if holds_nothing && (name.starts_with(PLAIN) || !is_empty(&tag.name)) {
            out.push_str(&format!("</{name}>"));
        }
    }

    fn end(&mut self, out: &mut String, name: &str, line: usize, stands: Stands) {
        if name == "br" {
            out.push_str(&format!("<br {}{TYPED}=\"{line}\">", self.hole));
            return;
        }
        let Some(in_tree) = name_in_tree(name).filter(|_| !is_empty(name)) else {
            return;
        };
        if !ends_by_itself(name) {
            let depth = self.depth_mut(stands);
            let is_beyond = *depth > DEEPEST;
            *depth = depth.saturating_sub(1);
            if is_beyond {
                return;
            }
        }
        if let Some(tables) = self.tables.last_mut().filter(|_| in_tree == "table") {
            *tables = tables.saturating_sub(1);
        }
        out.push_str(&format!("</{in_tree}>"));
    }
}

fn is_program(name: &str) -> bool {
    super::element::meaning(name) == super::element::Meaning::Program
}

/// How many characters a reader would have seen.
pub(super) fn characters(words: &str) -> usize {
    words.chars().filter(|character| !character.is_whitespace()).count()
}
