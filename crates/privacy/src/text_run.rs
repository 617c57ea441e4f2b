//! A run of text: what one reader takes in one go, a cell, an item, a paragraph, a value.
//! In: parts of a source with their places. Out: [`TextRun`], whose places can be told in the source.

use std::ops::Range;

use crate::context::Context;

/// What a run is; a mark without a star is one only where it stands alone in something that is no entry of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RunKind {
    Paragraph,
    Item,
    Cell,
    Value,
    /// A value that nobody reads, such as an address.
    Address,
    /// Eighteen cells of one character each.
    Boxes,
}

/// A run with what is known of it.
#[derive(Debug)]
pub(crate) struct TextRun {
    pub(crate) text: String,
    pub(crate) kind: RunKind,
    pub(crate) context: Context,
    /// Of a cell in its row.
    pub(crate) column: Option<usize>,
    pieces: Vec<Piece>,
}

/// A part of a run that stands in the source as it is, or one character in another spelling.
#[derive(Debug, Clone)]
struct Piece {
    at: usize,
    source: Range<usize>,
    is_verbatim: bool,
}

impl TextRun {
    pub(crate) fn new(kind: RunKind, context: Context) -> Self {
        TextRun { text: String::new(), kind, context, column: None, pieces: Vec::new() }
    }

    /// A text of its own.
    pub(crate) fn whole(text: &str, kind: RunKind, context: Context) -> Self {
        let mut run = TextRun::new(kind, context);
        run.push(text, 0);
        run
    }

    /// Adds a part as it stands in the source at `start`.
    pub(crate) fn push(&mut self, text: &str, start: usize) {
        if text.is_empty() {
            return;
        }
        match self.pieces.last_mut() {
            Some(last) if last.is_verbatim && last.source.end == start => {
                last.source.end += text.len();
            }
            _ => self.pieces.push(Piece {
                at: self.text.len(),
                source: start..start + text.len(),
                is_verbatim: true,
            }),
        }
        self.text.push_str(text);
    }

    /// Adds characters that stand in the source in another spelling.
    pub(crate) fn push_for(&mut self, text: &str, source: Range<usize>) {
        if !text.is_empty() {
            self.pieces.push(Piece { at: self.text.len(), source, is_verbatim: false });
            self.text.push_str(text);
        }
    }

    /// Tells the places of a part of a source in the whole of it.
    pub(crate) fn move_by(&mut self, offset: usize) {
        for piece in &mut self.pieces {
            piece.source = piece.source.start + offset..piece.source.end + offset;
        }
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }

    /// Where a part of the run begins and ends in the source.
    pub(crate) fn source_of(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.piece_at(range.start).map_or(0, |piece| piece.start_of(range.start));
        let last = range.end.saturating_sub(1).max(range.start);
        let end = self.piece_at(last).map_or(start, |piece| match piece.is_verbatim {
            true => piece.source.start + (range.end - piece.at),
            false => piece.source.end,
        });
        start..end.max(start)
    }

    /// Whether a part of the run stands in the source as it is.
    pub(crate) fn is_verbatim(&self, range: &Range<usize>) -> bool {
        self.piece_at(range.start)
            .is_some_and(|piece| piece.is_verbatim && range.end <= piece.at + piece.source.len())
    }

    /// Each character of a part with its place in the source.
    pub(crate) fn characters(
        &self,
        range: &Range<usize>,
    ) -> impl Iterator<Item = (char, Range<usize>)> {
        let start = range.start;
        self.text[range.clone()].char_indices().map(move |(at, c)| {
            let at = start + at;
            (c, self.source_of(&(at..at + c.len_utf8())))
        })
    }

    fn piece_at(&self, at: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.at <= at);
        after.checked_sub(1).map(|number| &self.pieces[number])
    }
}

impl Piece {
    fn start_of(&self, at: usize) -> usize {
        if self.is_verbatim { self.source.start + (at - self.at) } else { self.source.start }
    }
}
