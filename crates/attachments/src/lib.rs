//! What stands inside attachments, and what they say of their authors.
//! In: a file's name and bytes. Out: [`inspect`]: its texts with their places, what cannot be seen, what it conceals;
//! [`mod@shown`]: what of it its readers see; [`clean`]: the copy for the site, without authors' names and places where
//! pictures were taken.
//!
//! Files come from anywhere: sizes are limited, archives are entered two deep, and a reader that panics is a damaged
//! file, caught here and nowhere else.

mod archive;
mod budget;
mod cleaning;
mod concealed;
mod concealment;
mod embedded;
mod file_kind;
mod inspected;
mod inspection;
mod mail;
mod ofd;
mod office;
mod old_binary;
mod package;
mod parts;
mod pdf;
mod pictures;
mod rows;
mod rtf;
mod shown;
mod spot;
mod unpacking;
mod workbook;
pub mod xml;

#[cfg(test)]
mod tests;

pub use budget::LARGEST_FILE;
pub use cleaning::{Cleaned, Left, clean};
pub use concealment::Concealed;
pub use inspected::{Hidden, Inspected, Piece, Unseen, Why};
pub use inspection::inspect;
pub use package::{Package, PartFault};
pub use shown::{ShownAt, ShownPiece, ShownText, shown};
pub use spot::Spot;
