//! The schema and settings of the segment that the writer makes.
//! In: nothing. Out: the schema, its fields, the tokenizers under their names.

use tantivy::IndexSettings;
use tantivy::schema::{IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::store::Compressor;
use tantivy::tokenizer::TokenizerManager;

use crate::field::Field;
use crate::pair_tokens::{PairTokenizer, SingleTokenizer};
use crate::pinyin_tokenizer::PinyinTokenizer;

/// tantivy's number of a field.
pub(crate) fn of_segment(field: Field) -> tantivy::schema::Field {
    tantivy::schema::Field::from_field_id(field as u32)
}

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
    builder.add_text_field("singles", indexed(SINGLE_TOKENIZER, IndexRecordOption::Basic));
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
