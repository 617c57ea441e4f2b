//! What can go wrong: on the write side and on the read side.
//! In: the failures of the parts. Out: two typed errors, whose kinds the browser's loader knows by name.

use thiserror::Error;

/// Why an index could not be written.
#[cfg(feature = "write")]
#[derive(Debug, Error)]
pub enum WriteError {
    #[error("the search index could not be built: {0}")]
    Index(#[from] tantivy::TantivyError),
    #[error("the search index could not be read back: {0}")]
    ReadBack(#[from] std::io::Error),
    #[error("the search index has an unexpected shape: {0}")]
    Shape(&'static str),
    /// Who takes the files could not take this one.
    #[error("{path}: {error}")]
    File { path: String, error: std::io::Error },
}

/// Why a question could not be answered.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SearchError {
    /// Bytes are not what the index says they should be.
    #[error("{path}: {detail}")]
    Corrupt { path: String, detail: String },
    /// A file could not be fetched.
    #[error("{path}: {reason}")]
    Load { path: String, reason: String },
    /// The index was written in another format.
    #[error("the index has format {found}, this program reads format {expected}")]
    Version { found: u32, expected: u32 },
    /// Something was read that had not been asked for: a fault of this program.
    #[error("internal: {0}")]
    Internal(String),
}

impl SearchError {
    /// The word by which the browser's loader tells the kinds apart.
    pub fn kind(&self) -> &'static str {
        match self {
            SearchError::Corrupt { .. } => "corrupt",
            SearchError::Load { .. } => "load",
            SearchError::Version { .. } => "version",
            SearchError::Internal(_) => "internal",
        }
    }

    pub(crate) fn corrupt(path: &str, detail: impl Into<String>) -> SearchError {
        SearchError::Corrupt { path: path.to_string(), detail: detail.into() }
    }
}
