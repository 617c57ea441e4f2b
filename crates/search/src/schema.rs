//! The one schema of the index and the settings of its segment, shared by both sides.
//! In: nothing. Out: the schema, its fields, the tokenizers under their names.

use tantivy::IndexSettings;
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::store::Compressor;
use tantivy::tokenizer::TokenizerManager;

use crate::pair_tokens::{PairTokenizer, SingleTokenizer};
use crate::pinyin_tokens::PinyinTokenizer;

/// Pairs of neighbouring units, with positions.
pub(crate) const PAIRS: Field = Field::from_field_id(0);
/// Single characters, documents only.
pub(crate) const SINGLES: Field = Field::from_field_id(1);
/// How titles and headings are spoken, with positions.
pub(crate) const PINYIN: Field = Field::from_field_id(2);
pub(crate) const FIELDS: [Field; 3] = [PAIRS, SINGLES, PINYIN];

const PAIR_TOKENIZER: &str = "pairs";
const SINGLE_TOKENIZER: &str = "singles";
const PINYIN_TOKENIZER: &str = "pinyin";

pub(crate) fn schema() -> Schema {
    let indexed = |tokenizer, record| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(tokenizer)
                .set_index_option(record)
                .set_fieldnorms(false),
        )
    };
    let with_positions = IndexRecordOption::WithFreqsAndPositions;
    let mut builder = Schema::builder();
    builder.add_text_field("pairs", indexed(PAIR_TOKENIZER, with_positions));
    builder.add_text_field(
        "singles",
        indexed(SINGLE_TOKENIZER, IndexRecordOption::Basic),
    );
    builder.add_text_field("pinyin", indexed(PINYIN_TOKENIZER, with_positions));
    builder.build()
}

pub(crate) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::new();
    manager.register(PAIR_TOKENIZER, PairTokenizer::default());
    manager.register(SINGLE_TOKENIZER, SingleTokenizer::default());
    manager.register(PINYIN_TOKENIZER, PinyinTokenizer::default());
    manager
}

/// Nothing is stored in tantivy's own store; its file stays behind.
pub(crate) fn settings() -> IndexSettings {
    IndexSettings {
        docstore_compression: Compressor::None,
        docstore_compress_dedicated_thread: false,
        ..IndexSettings::default()
    }
}
