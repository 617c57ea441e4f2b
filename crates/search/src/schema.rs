//! The one schema of the index and the settings of its segment, shared by both sides.
//! In: nothing. Out: the schema, its fields, the tokenizers under their names.

use tantivy::IndexSettings;
use tantivy::schema::{
    BytesOptions, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::store::Compressor;
use tantivy::tokenizer::TokenizerManager;

use crate::pair_tokens::{PairTokenizer, SingleTokenizer};

/// Pairs of neighbouring units, with positions and document lengths.
pub(crate) const PAIRS: Field = Field::from_field_id(0);
/// Single characters, documents only.
pub(crate) const SINGLES: Field = Field::from_field_id(1);

/// Uncompressed size at which a block of stored passages is closed: about two passages.
const STORE_BLOCK_BYTES: usize = 6_000;

const PAIR_TOKENIZER: &str = "pairs";
const SINGLE_TOKENIZER: &str = "singles";

pub(crate) struct Fields {
    pub(crate) pairs: Field,
    pub(crate) singles: Field,
    pub(crate) stored: Field,
}

pub(crate) fn schema() -> (Schema, Fields) {
    let indexed = |tokenizer, record, norms| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(tokenizer)
                .set_index_option(record)
                .set_fieldnorms(norms),
        )
    };
    let mut builder = Schema::builder();
    let pairs = builder.add_text_field(
        "pairs",
        indexed(
            PAIR_TOKENIZER,
            IndexRecordOption::WithFreqsAndPositions,
            true,
        ),
    );
    let singles = builder.add_text_field(
        "singles",
        indexed(SINGLE_TOKENIZER, IndexRecordOption::Basic, false),
    );
    let stored = builder.add_bytes_field("stored", BytesOptions::default().set_stored());
    (
        builder.build(),
        Fields {
            pairs,
            singles,
            stored,
        },
    )
}

pub(crate) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::new();
    manager.register(PAIR_TOKENIZER, PairTokenizer::default());
    manager.register(SINGLE_TOKENIZER, SingleTokenizer::default());
    // tantivy asks for one by this name for every field, also for the one that is only stored.
    manager.register("default", SingleTokenizer::default());
    manager
}

pub(crate) fn settings() -> IndexSettings {
    IndexSettings {
        docstore_compression: Compressor::Lz4,
        docstore_blocksize: STORE_BLOCK_BYTES,
        docstore_compress_dedicated_thread: false,
        ..IndexSettings::default()
    }
}
