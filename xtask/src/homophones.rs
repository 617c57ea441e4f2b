//! `cargo xtask homophones`: which common characters are read alike.
//! In: the first level of GB 2312, 3,755 characters of everyday texts, and the readings of `yanxi-text`.
//! Out: `crates/text/data/homophones.txt`, so that the browser's client needs no dictionary of readings.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::Context as _;
use yanxi_text::pinyin::{all_readings, common_readings};

/// Writes the list anew.
pub(crate) fn run() -> anyhow::Result<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/text/data/homophones.txt");
    fs::write(&path, generate()).with_context(|| format!("cannot write {}", path.display()))
}

/// A line for each syllable, with every character for which it is the commonest reading or one that words of
/// everyday ask for.
pub(crate) fn generate() -> String {
    let mut syllables: BTreeMap<String, BTreeSet<char>> = BTreeMap::new();
    for character in first_level() {
        let readings = all_readings(character).into_iter().take(1);
        for reading in readings.chain(common_readings(character)) {
            syllables.entry(reading).or_default().insert(character);
        }
    }
    let mut list = String::new();
    for (reading, characters) in syllables.iter().filter(|(_, characters)| characters.len() > 1) {
        let characters: String = characters.iter().collect();
        let _ = writeln!(list, "{reading} {characters}");
    }
    list
}

/// Rows 16 to 55 of GB 2312, as GBK writes them.
fn first_level() -> impl Iterator<Item = char> {
    let rows = (0xB0..=0xD7u8).flat_map(|row| (0xA1..=0xFEu8).map(move |cell| [row, cell]));
    rows.filter_map(|bytes| {
        let text = encoding_rs::GBK.decode_without_bom_handling_and_without_replacement(&bytes)?;
        text.chars().next().filter(|character| yanxi_text::han::is_han(*character))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_list_is_the_generated_one() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/text/data/homophones.txt");
        assert_eq!(fs::read_to_string(path).unwrap(), generate());
        assert_eq!(first_level().count(), 3755);
    }
}
