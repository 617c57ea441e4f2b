//! Words that only the inside may know.
//! In: a place and a seed. Out: a word for that place, made of characters, letters or digits that no public text has.
//!
//! Every word is made from a small set of rare characters, so that any one of them in the public edition tells of a leak,
//! even where only a part of a word, such as a pair of an index, went out.

use std::collections::BTreeMap;

/// Rare characters with a pinyin; no public text of the tests, and no word of the theme, has one of them.
const CHARACTERS: &str =
    "鼋鼍鳜鲑鳕鲷鲈獾貂麂狍獐獬豸貔貅貘夔魍魉魑饕餮耄耋旮旯孑孓彳亍鼯鼷蝾螈蜉蝣蟛蜞虻蚺獠猢狲猞猁";
/// Written in traditional characters, which search folds.
const TRADITIONAL: &str = "鱘鱖鱈鯛鱸";
/// Begins every word of letters; so long that files as base64 do not have it by chance.
pub(crate) const LETTERS: &str = "qzxkvw";
/// Begins every number.
pub(crate) const DIGITS: &str = "770313";
/// The year of every internal date.
pub(crate) const YEAR: &str = "1987";

/// The seed of the site with as little internal as there can be.
pub(crate) const LAST: u64 = u64::MAX;

/// Gives out words. With another seed all words are others, of another length, and there is another number of things.
pub(crate) struct Words {
    seed: u64,
    given: BTreeMap<String, Vec<String>>,
    numbers: u64,
}

impl Words {
    /// Seed 0: every word has seven characters, and there is at least one thing of every kind.
    pub(crate) fn new(seed: u64) -> Self {
        Words { seed, given: BTreeMap::new(), numbers: 0 }
    }

    /// All words with their places.
    pub(crate) fn given(&self) -> impl Iterator<Item = (&str, &str)> {
        self.given.iter().flat_map(|(place, words)| {
            words.iter().map(move |word| (place.as_str(), word.as_str()))
        })
    }

    fn random(&mut self) -> u64 {
        self.numbers += 1;
        let mut state = self.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ self.numbers;
        for _ in 0..3 {
            state = (state ^ (state >> 31)).wrapping_mul(0xd6e8_feb8_6659_fd93);
        }
        state ^ (state >> 32)
    }

    /// A number below a bound.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.random() % bound
    }

    /// How many things of a kind there are: one or two in the first site, none in the last, none to three in the others.
    pub(crate) fn times(&mut self) -> usize {
        let count = match self.seed {
            0 => 1 + self.below(2),
            LAST => 0,
            _ => self.below(4),
        };
        count as usize
    }

    fn note(&mut self, place: &str, word: &str) {
        self.given.entry(place.to_string()).or_default().push(word.to_string());
    }

    /// A Chinese word.
    pub(crate) fn han(&mut self, place: &str) -> String {
        let characters: Vec<char> = CHARACTERS.chars().collect();
        let traditional: Vec<char> = TRADITIONAL.chars().collect();
        let length = if self.seed == 0 { 6 } else { 2 + self.below(9) };
        let mut word = String::new();
        for _ in 0..length {
            let number = self.below(characters.len() as u64) as usize;
            word.push(characters[number]);
        }
        let number = self.below(traditional.len() as u64) as usize;
        word.push(traditional[number]);
        self.note(place, &word);
        word
    }

    /// A word of small letters, such as names of files have.
    pub(crate) fn letters(&mut self, place: &str) -> String {
        let length = if self.seed == 0 { 6 } else { 3 + self.below(9) };
        let mut word = LETTERS.to_string();
        for _ in 0..length {
            word.push((b'a' + self.below(26) as u8) as char);
        }
        self.note(place, &word);
        word
    }

    pub(crate) fn number(&mut self, place: &str) -> String {
        let word = format!("{DIGITS}{}", self.below(1_000));
        self.note(place, &word);
        word
    }

    pub(crate) fn date(&mut self, place: &str) -> String {
        let (month, day) = (1 + self.below(12), 1 + self.below(28));
        let word = format!("{YEAR}-{month:02}-{day:02}");
        self.note(place, &word);
        word
    }
}

/// Characters of internal words, those that they fold to among them.
pub(crate) fn reserved() -> Vec<char> {
    let written = CHARACTERS.chars().chain(TRADITIONAL.chars());
    let mut reserved: Vec<char> = written
        .flat_map(|character| {
            let folded: Vec<char> =
                yanxi_text::fold::fold(&character.to_string()).chars().collect();
            folded.into_iter().chain([character])
        })
        .collect();
    reserved.sort_unstable();
    reserved.dedup();
    reserved
}
