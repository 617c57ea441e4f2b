//! What finds an item beside its title and texts, and where it comes from.
//! In: texts with their origin. Out: the same; names for the browser and the index.

use serde::Serialize;

/// Where such a word comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExtraKind {
    Tag,
    Attachment,
    /// The name of the file the item was made from.
    FileName,
    /// What other items call it where they link to it.
    Link,
    /// Another name for something that stands in it.
    Alias,
    /// How many entries something in it has: a list of five 原则 is 5个原则.
    Count,
}

impl ExtraKind {
    pub(crate) const ALL: [ExtraKind; 6] = [
        ExtraKind::Tag,
        ExtraKind::Attachment,
        ExtraKind::FileName,
        ExtraKind::Link,
        ExtraKind::Alias,
        ExtraKind::Count,
    ];

    /// The same as through serde.
    pub fn name(self) -> &'static str {
        match self {
            ExtraKind::Tag => "tag",
            ExtraKind::Attachment => "attachment",
            ExtraKind::FileName => "file-name",
            ExtraKind::Link => "link",
            ExtraKind::Alias => "alias",
            ExtraKind::Count => "count",
        }
    }

    /// Whether it says what the item is about as its title does; the others only help to find it, so they do not make the
    /// title longer where it is weighed.
    #[cfg(feature = "write")]
    pub(crate) fn is_of_title(self) -> bool {
        matches!(self, ExtraKind::Tag | ExtraKind::Attachment)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extra {
    pub kind: ExtraKind,
    pub text: String,
}

impl Extra {
    pub fn new(kind: ExtraKind, text: impl Into<String>) -> Extra {
        Extra { kind, text: text.into() }
    }
}
