//! Rules of Chinese text: what counts as Han, folding, the normal form in which search compares,
//! markers that open paragraphs, numbered headings, numbers, pinyin, order and width.
//! In: strings. Out: strings, keys and ranges. No input or output, no crate but `pinyin`.

#[rustfmt::skip]
mod character_table;
pub mod confusable;
pub mod counts;
pub mod fold;
pub mod han;
pub mod heading;
pub mod link_words;
pub mod marker;
pub mod normal_form;
pub mod numeral;
pub mod order;
pub mod pinyin;
pub mod title;
pub mod width;
