//! What an inspection gives: texts, what cannot be seen, what is concealed.
//! In: what the readers of formats find. Out: [`Inspected`].

use yanxi_privacy::{Context, Form};
use yanxi_problem::Name;

use crate::budget::{MOST_PIECES, MOST_TEXT};
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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
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
    /// Parts of a document that no reader here knows, by the name of the first.
    UnknownParts {
        count: usize,
        first: Name,
    },
    NoPermission,
    /// The system does not give the file.
    Unreadable,
}

/// What was read of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inspected {
    pub pieces: Vec<Piece>,
    pub unseen: Vec<Unseen>,
    pub hidden: Vec<Hidden>,
    /// Bytes and number of all pieces, those of the files on the way included.
    spent: Spent,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Spent {
    bytes: usize,
    pieces: usize,
}

impl Inspected {
    /// Nothing yet of a file inside another, which shares the limits with it.
    pub(crate) fn inside_of(outer: &Inspected) -> Self {
        Inspected { spent: outer.spent, ..Inspected::default() }
    }

    /// Takes over what was found in a file inside.
    pub(crate) fn take(&mut self, inner: Inspected) {
        self.pieces.extend(inner.pieces);
        self.unseen.extend(inner.unseen);
        self.hidden.extend(inner.hidden);
        self.spent = inner.spent;
    }

    /// Adds a text. [`Form`] says how its runs are told apart, such as paragraphs and cells of a document.
    pub(crate) fn add(&mut self, inside: &[String], spot: Spot, text: String, form: Form) {
        self.add_in(inside, spot, text, form, Context::default());
    }

    /// Adds a cell with what [`yanxi_privacy::Columns`] says of it; of any text as much as the limits leave room for.
    pub(crate) fn add_in(
        &mut self,
        inside: &[String],
        spot: Spot,
        mut text: String,
        form: Form,
        context: Context,
    ) {
        if text.trim().is_empty() {
            return;
        }
        let room = match self.spent.pieces < MOST_PIECES {
            true => MOST_TEXT.saturating_sub(self.spent.bytes),
            false => 0,
        };
        if text.len() > room {
            let end = (0..=room).rev().find(|end| text.is_char_boundary(*end));
            text.truncate(end.unwrap_or_default());
            self.see_not(inside, Why::TooLarge);
        }
        if text.is_empty() {
            return;
        }
        self.spent.bytes += text.len();
        self.spent.pieces += 1;
        self.pieces.push(Piece { inside: inside.to_vec(), spot, text, form, context });
    }

    /// Whether the limits are reached: what more is read of the file is not kept.
    pub(crate) fn is_full(&self) -> bool {
        self.spent.bytes >= MOST_TEXT || self.spent.pieces >= MOST_PIECES
    }

    pub(crate) fn see_not(&mut self, inside: &[String], why: Why) {
        let unseen = Unseen { inside: inside.to_vec(), why };
        if self.unseen.last() != Some(&unseen) {
            self.unseen.push(unseen);
        }
    }

    pub(crate) fn conceals(
        &mut self,
        inside: &[String],
        what: impl IntoIterator<Item = Concealed>,
    ) {
        self.hidden.extend(what.into_iter().map(|what| Hidden { inside: inside.to_vec(), what }));
    }
}
