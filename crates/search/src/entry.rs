//! `search/entry.js`, the one file of the index whose name never changes.
//! In: what the index consists of, or the script's text. Out: the script, or the checked entry.

use serde::{Deserialize, Serialize};

use crate::error::SearchError;
use crate::format::FORMAT;

pub const ENTRY_PATH: &str = "entry.js";

const OPENING: &str = "YanxiSearch.entry(";
const CLOSING: &str = ")";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub format: u32,
    pub hot: EntryFile,
    /// The index has its files as they are, which only a server's pages can fetch.
    pub plain: bool,
    /// It has them as scripts, which pages opened from a disk can load as well.
    pub twins: bool,
    pub client: Option<EntryClient>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryFile {
    pub path: String,
    pub hash: String,
    pub size: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryClient {
    pub script: EntryFile,
    pub wasm: EntryFile,
    pub without_wasm: EntryFile,
}

impl Entry {
    #[cfg(feature = "write")]
    pub(crate) fn to_script(&self) -> String {
        // Strings, numbers and booleans cannot fail to become JSON.
        let json = serde_json::to_string(self).unwrap_or_default();
        format!("{OPENING}{json}{CLOSING}\n")
    }

    pub fn parse(script: &[u8]) -> Result<Entry, SearchError> {
        let corrupt = |detail: &str| SearchError::corrupt(ENTRY_PATH, detail);
        let script = std::str::from_utf8(script).map_err(|_| corrupt("not UTF-8"))?;
        let json = script
            .trim()
            .strip_prefix(OPENING)
            .and_then(|rest| rest.strip_suffix(CLOSING))
            .ok_or_else(|| corrupt("no entry stands in it"))?;
        #[derive(Deserialize)]
        struct Format {
            format: u32,
        }
        let found =
            serde_json::from_str::<Format>(json).map_err(|_| corrupt("no format stands in it"))?;
        if found.format != FORMAT {
            return Err(SearchError::Version { found: found.format, expected: FORMAT });
        }
        serde_json::from_str(json).map_err(|error| corrupt(&error.to_string()))
    }
}
