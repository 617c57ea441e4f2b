//! What an inspection gives: texts, what cannot be seen, what is concealed.
//! In: what the readers of formats find. Out: [`Inspected`].

use yanxi_privacy::{Context, Form};

use crate::concealment::Concealed;
use crate::spot::Spot;

/// A stretch of text in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Names of files on the way, where the file is an archive.
    pub inside: Vec<String>,
    pub spot: Spot,
    pub text: String,
    pub form: Form,
    /// For a cell: what the head of its column and the cell to its left call its numbers.
    pub context: Context,
}

/// Something in a file that no program of ours can read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unseen {
    pub inside: Vec<String>,
    pub why: Why,
}

/// Something that goes out with a file though it is not seen at first sight.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hidden {
    pub inside: Vec<String>,
    pub what: Concealed,
}

/// Why it cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    Picture,
    /// So many pictures inside a document.
    PicturesInside(usize),
    /// Pages of a PDF that hold no text, as scans do.
    PagesWithoutText(usize),
    /// .doc, .ppt, .wps and their kin: only looked through for plain strings.
    OldBinary,
    Encrypted,
    TooLarge,
    TooDeep,
    Damaged,
    Macros,
    /// Sound, film, programs, archives other than zip.
    OtherKind,
}

/// What was read of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inspected {
    pub pieces: Vec<Piece>,
    pub unseen: Vec<Unseen>,
    pub hidden: Vec<Hidden>,
}

impl Inspected {
    /// Adds a text. [`Form`] says how its runs are told apart, such as paragraphs and cells of a document.
    pub(crate) fn add(&mut self, inside: &[String], spot: Spot, text: String, form: Form) {
        self.add_in(inside, spot, text, form, Context::default());
    }

    /// Adds a cell with what [`yanxi_privacy::Columns`] says of it.
    pub(crate) fn add_in(
        &mut self,
        inside: &[String],
        spot: Spot,
        text: String,
        form: Form,
        context: Context,
    ) {
        if !text.trim().is_empty() {
            self.pieces.push(Piece { inside: inside.to_vec(), spot, text, form, context });
        }
    }

    pub(crate) fn see_not(&mut self, inside: &[String], why: Why) {
        self.unseen.push(Unseen { inside: inside.to_vec(), why });
    }

    pub(crate) fn conceals(
        &mut self,
        inside: &[String],
        what: impl IntoIterator<Item = Concealed>,
    ) {
        self.hidden.extend(what.into_iter().map(|what| Hidden { inside: inside.to_vec(), what }));
    }
}
