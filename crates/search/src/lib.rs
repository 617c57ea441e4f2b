//! Search in Chinese study material: the index is written at build time and read by the command
//! line and the browser through the same session.
//! In: the texts of pages; later a question and the files asked for. Out: files; later an answer.
//!
//! The writer is tantivy's and may be left out: what the browser runs are its dictionary's parts.
//! Nothing here reads or writes files. "Found" means that the page's normal form holds the
//! word's, see [`yanxi_text::normal_form`].

mod alphabet;
mod answer;
mod base64;
mod bits;
mod bytes;
mod chunk_name;
mod chunk_names;
mod chunk_table;
mod closeness;
mod clue;
#[cfg(feature = "write")]
mod cuts;
mod directory;
mod documents;
mod engine;
mod entry;
mod error;
mod extra;
mod facet;
mod facet_filter;
mod facet_table;
mod field;
mod format;
mod frequent;
mod hits;
mod index_file;
#[cfg(feature = "write")]
mod joining;
mod letter_word;
mod lists;
mod matches;
mod matching;
mod mixing;
#[cfg(feature = "write")]
mod naming;
mod nearest;
mod options;
mod ordering;
mod packs;
mod page_text;
#[cfg(feature = "write")]
mod pair_tokens;
#[cfg(feature = "write")]
mod part;
#[cfg(feature = "write")]
mod passage;
#[cfg(feature = "write")]
mod pinyin_tokenizer;
mod pinyin_tokens;
mod pipeline;
mod query;
mod query_parts;
mod ranking;
#[cfg(feature = "write")]
mod recoding;
mod record;
#[cfg(feature = "write")]
mod record_file;
#[cfg(feature = "write")]
mod record_store;
#[cfg(feature = "write")]
mod recording;
mod retrieval;
#[cfg(feature = "write")]
mod schema;
mod session;
mod snippet;
mod syllables;
mod terms;
#[cfg(feature = "write")]
mod terms_writer;
mod title_end;
#[cfg(feature = "write")]
mod titles;
mod waiting;
#[cfg(feature = "write")]
mod write;

pub use answer::{Answer, FacetCount, FacetCounts, Looser, PageHit, SectionHit};
pub use chunk_name::is_named_by_content;
pub use entry::{ENTRY_PATH, Entry, EntryClient, EntryFile};
pub use error::SearchError;
#[cfg(feature = "write")]
pub use error::WriteError;
pub use extra::{Extra, ExtraKind};
pub use facet::{Facet, FacetKind, Filters, Order};
pub use format::FORMAT;
pub use options::SearchOptions;
pub use page_text::{PageText, SectionText};
#[cfg(feature = "write")]
pub use part::IndexPart;
#[cfg(feature = "write")]
pub use passage::PreparedPage;
pub use session::{Poll, Request, Session, Traffic};
#[cfg(feature = "write")]
pub use write::{
    ClientFiles, FileSink, IndexFiles, Order as ItemOrder, Readers, WriteOptions, write_index,
    write_parts,
};
