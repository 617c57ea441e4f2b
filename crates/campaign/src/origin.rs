//! The place in the folder that something was read from.
//! In: filled by the readers. Out: plain data.

/// Where something was written, for messages and for pages that name their source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// Path below the site folder with `/`.
    pub file: String,
    /// From 1, as the office program shows it.
    pub line: Option<usize>,
    pub column: Option<usize>,
    /// What stands there.
    pub text: String,
}
