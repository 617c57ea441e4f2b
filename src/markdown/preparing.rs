//! What is done to the lines of a page before the parser sees them.
//! In: a page's text. Out: [`Prepared`]: lines with their origin, the notes it defines, and what is wrong in them.
//!
//! 1. [`boxes`] turns the boxes of MkDocs into `:::` blocks.
//! 2. [`indents`] undoes the indents of typists and tells code from text.
//! 3. [`comments`] takes out what is for the writer alone.
//! 4. [`slips`] mends notes and names headings without a blank; [`foreign`] counts habits of other programs.
//! 5. [`pasted_text`] puts blank lines where text pasted from Word or the web means a new paragraph.

use super::problem::MarkdownProblem;
use super::slips::{Notes, Slip};
use super::source_lines::{Line, lines_of};
use super::{boxes, comments, foreign, indents, pasted_text, slips};

/// A page ready for the parser.
pub(super) struct Prepared {
    pub(super) lines: Vec<Line>,
    pub(super) notes: Notes,
    pub(super) slips: Vec<Slip>,
}

pub(super) fn prepare(text: &str) -> Prepared {
    let mut lines = boxes::as_directives(lines_of(text));
    indents::undo(&mut lines);
    let mut slips = comments::take_out(&mut lines);
    let (more, notes) = slips::mend(&mut lines);
    slips.extend(more);
    let habits = foreign::find(&lines);
    if !habits.is_empty() {
        slips.push((habits.first_line, MarkdownProblem::OfOtherPrograms { habits }));
    }
    Prepared { lines: pasted_text::separate_paragraphs(lines), notes, slips }
}
