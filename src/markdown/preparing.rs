//! What is done to the lines of a page before the parser sees them.
//! In: a page's text. Out: [`Prepared`]: lines with their origin, the notes it defines, and what is wrong in them.
//!
//! 1. [`boxes`] turns the boxes of MkDocs into `:::` blocks, [`tabs`] those of VuePress and VitePress that have labels.
//!    [`formulas`] fences formulas.
//! 2. [`indents`] undoes the indents of typists and tells code from text.
//! 3. [`comments`] takes out what is for the writer alone.
//! 4. [`tables`] gives all cells of a row a column; [`slips`] mends notes and names headings without a blank; [`foreign`] counts habits of other programs.
//! 5. [`pasted_text`] puts blank lines where text pasted from Word or the web means a new paragraph.

use super::problem::MarkdownProblem;
use super::slips::{Notes, Slip};
use super::source_lines::{Line, lines_of};
use super::{boxes, comments, foreign, formulas, indents, pasted_text, slips, tables, tabs};

/// A page ready for the parser.
pub(super) struct Prepared {
    pub(super) lines: Vec<Line>,
    pub(super) notes: Notes,
    pub(super) slips: Vec<Slip>,
}

pub(super) fn prepare(text: &str) -> Prepared {
    let lines = tabs::as_directives(boxes::as_directives(lines_of(text)));
    let mut lines = formulas::fence_blocks(lines);
    indents::undo(&mut lines);
    let mut slips = comments::take_out(&mut lines);
    slips.extend(tables::mend(&mut lines));
    let (more, notes) = slips::mend(&mut lines);
    slips.extend(more);
    let habits = foreign::find(&lines);
    if !habits.is_empty() {
        slips.push((habits.first_line, MarkdownProblem::OfOtherPrograms { habits }));
    }
    Prepared { lines: pasted_text::separate_paragraphs(lines), notes, slips }
}
