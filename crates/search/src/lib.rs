//! Search in Chinese study material: the index is written at build time and read by the command
//! line and the browser through the same session.
//! In: the texts of pages; later a question and the files asked for. Out: files; later an answer.
//!
//! Nothing here reads or writes files. "Found" means that the page's normal form holds the
//! word's, see [`yanxi_text::normal_form`].

mod answer;
mod answering;
mod base64;
mod bytes;
mod cuts;
mod directory;
mod documents;
mod engine;
mod entry;
mod error;
mod facet;
mod facet_table;
mod finding;
mod format;
mod matching;
mod narrowing;
mod nearest;
mod options;
mod pair_tokens;
mod passage;
mod pinyin_tokens;
mod query;
mod query_parts;
mod ranking;
mod record;
mod recording;
mod schema;
mod session;
mod showing;
mod snippet;
mod syllables;
mod waiting;
mod write;

pub use answer::{Answer, FacetCount, FacetCounts, Looser, PageHit, SectionHit};
pub use entry::{ENTRY_PATH, Entry, EntryClient, EntryFile};
pub use error::{SearchError, WriteError};
pub use facet::{Facet, FacetKind, Filters, Order};
pub use format::FORMAT;
pub use options::SearchOptions;
pub use passage::{PageText, PreparedPage, SectionText};
pub use session::{Poll, Request, Session, Traffic};
pub use write::{ClientFiles, IndexFiles, WriteOptions, write_index, write_prepared};
