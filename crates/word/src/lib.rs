//! What a Word document shows: paragraphs with their numbers, tables, pictures, notes, and what was lost.
//! In: the bytes of a .docx, .doc or .wps. Out: [`Document`].
//!
//! Hidden and deleted words, comments and contents lists are left out; inserted words, text boxes and content controls
//! stay. Numbers that Word sets by itself are text. Documents come from anywhere: sizes are limited, and a document
//! whose styles cannot be read is refused, since they may hide words.

mod element;
mod model;
mod numbering;
mod numerals;
mod old;
mod parts;
mod properties;
mod reading;
mod styles;
mod symbols;
mod walk;

#[cfg(test)]
mod tests;

pub use model::{
    Align, Block, Cell, Document, Look, Lost, Number, Paragraph, Raise, Span, Spot, Table, What,
    each_paragraph,
};
pub use parts::Refused;
pub use reading::{picture, read};
