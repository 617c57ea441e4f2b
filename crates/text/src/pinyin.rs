//! Pinyin without tones, reading words before characters.
//! In: text. Out: its syllables, ASCII names for paths, all readings of a character.

use std::sync::OnceLock;

use pinyin::{ToPinyin as _, ToPinyinMulti as _};

use crate::fold::{fold, fold_char};
use crate::han::{is_han, is_word};

static PHRASES: &str = include_str!("../data/phrases.txt");

/// The syllables of the Han characters in lower case, `v` for ü, and every run of Latin letters or
/// digits as one piece. Everything else is left out.
pub fn syllables(text: &str) -> Vec<String> {
    let readable = pieces(text).into_iter().filter(|piece| piece.kind != PieceKind::Other);
    readable.map(|piece| piece.text).collect()
}

/// An ASCII name for a path: syllables, words and numbers joined by `-`. Empty when nothing of the
/// text can be written so.
pub fn slug(text: &str) -> String {
    syllables(text).join("-")
}

/// Every reading of a character, the commonest first; none when it is not Han or not known.
pub fn all_readings(c: char) -> Vec<String> {
    let mut readings: Vec<String> = Vec::new();
    for c in fold_char(c).filter(|c| is_han(*c)) {
        let known = c.to_pinyin_multi().into_iter().flatten().map(|reading| plain(reading.plain()));
        for reading in single_reading(c).into_iter().chain(known) {
            if !readings.contains(&reading) {
                readings.push(reading);
            }
        }
    }
    readings
}

/// The readings that a character has in our own list of words, in order: 长 is read chang and zhang there.
pub fn common_readings(c: char) -> Vec<String> {
    let mut readings: Vec<String> = Vec::new();
    for (phrase, read) in &phrases().sorted {
        for (character, reading) in phrase.chars().zip(read.split(' ')) {
            if character == c && !readings.iter().any(|known| known == reading) {
                readings.push(String::from(reading));
            }
        }
    }
    readings
}

/// A piece of a text as it is read.
pub(crate) struct Piece {
    pub(crate) text: String,
    pub(crate) kind: PieceKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PieceKind {
    /// ASCII letters and digits in one run: `mp3`.
    Latin,
    Syllable,
    /// A letter of another script, or a Han character whose reading is not known.
    Other,
}

pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let folded = fold(text);
    let mut pieces = Vec::new();
    let mut rest = folded.as_str();
    while let Some(c) = rest.chars().next() {
        if c.is_ascii_alphanumeric() {
            let length = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
            let (run, after) = rest.split_at(length);
            pieces.push(Piece { text: String::from(run), kind: PieceKind::Latin });
            rest = after;
        } else if let Some((phrase, readings)) = is_han(c).then(|| phrase_at(rest)).flatten() {
            pieces.extend(readings.split(' ').map(syllable));
            rest = rest.get(phrase.len()..).unwrap_or_default();
        } else {
            let reading = is_han(c).then(|| single_reading(c)).flatten();
            if let Some(reading) = reading {
                pieces.push(syllable(&reading));
            } else if is_word(c) {
                pieces.push(Piece { text: String::from(c), kind: PieceKind::Other });
            }
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }
    pieces
}

fn syllable(reading: &str) -> Piece {
    Piece { text: String::from(reading), kind: PieceKind::Syllable }
}

/// The commonest reading, our own list before the crate's.
fn single_reading(c: char) -> Option<String> {
    let mut buffer = [0; 4];
    if let Some(reading) = phrases().reading(c.encode_utf8(&mut buffer)) {
        return Some(String::from(reading));
    }
    c.to_pinyin().map(|reading| plain(reading.plain()))
}

/// The crate writes ü and ê; addresses are ASCII.
fn plain(reading: &str) -> String {
    reading.replace('ü', "v").replace('ê', "e")
}

/// The longest phrase that opens the text, and its readings with a space between them.
fn phrase_at(text: &str) -> Option<(&'static str, &'static str)> {
    let phrases = phrases();
    let mut length = text.char_indices().map(|(start, c)| start + c.len_utf8());
    let ends: Vec<usize> = length.by_ref().take(phrases.longest).collect();
    ends.into_iter().rev().find_map(|end| phrases.find(text.get(..end)?))
}

struct Phrases {
    /// Phrase and readings, sorted by phrase.
    sorted: Vec<(&'static str, &'static str)>,
    /// Characters of the longest phrase.
    longest: usize,
}

impl Phrases {
    fn find(&self, phrase: &str) -> Option<(&'static str, &'static str)> {
        let place = self.sorted.binary_search_by_key(&phrase, |(phrase, _)| phrase).ok()?;
        self.sorted.get(place).copied()
    }

    fn reading(&self, phrase: &str) -> Option<&'static str> {
        self.find(phrase).map(|(_, readings)| readings)
    }
}

fn phrases() -> &'static Phrases {
    static PARSED: OnceLock<Phrases> = OnceLock::new();
    PARSED.get_or_init(|| {
        let mut sorted: Vec<(&str, &str)> = PHRASES
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once(' '))
            .collect();
        sorted.sort_unstable();
        let longest = sorted.iter().map(|(phrase, _)| phrase.chars().count()).max();
        Phrases { sorted, longest: longest.unwrap_or_default() }
    })
}

#[cfg(test)]
mod tests {
    use super::{PHRASES, all_readings, slug, syllables};
    use crate::fold::fold;

    fn read(text: &str) -> String {
        syllables(text).join(" ")
    }

    #[test]
    fn words_decide_readings() {
        for (text, reading) in [
            ("重庆市重要讲话", "chong qing shi zhong yao jiang hua"),
            ("长征路上成长", "chang zheng lu shang cheng zhang"),
            ("市长、乡长和校长", "shi zhang xiang zhang he xiao zhang"),
            ("国家长期规划", "guo jia chang qi gui hua"),
            ("红军长征", "hong jun chang zheng"),
            ("银行实行行政处罚", "yin hang shi xing xing zheng chu fa"),
            ("会计在会议上", "kuai ji zai hui yi shang"),
            ("大会计划", "da hui ji hua"),
            ("調研與協調", "diao yan yu xie tiao"),
            ("首都都好", "shou du dou hao"),
            ("率先提高效率", "shuai xian ti gao xiao lv"),
            ("参差不齐，人参加工", "cen ci bu qi ren can jia gong"),
            ("人民乐于", "ren min le yu"),
            ("航行长江", "hang xing chang jiang"),
            ("工商行政管理", "gong shang xing zheng guan li"),
            ("为了解决", "wei le jie jue"),
            ("供给侧给予", "gong ji ce ji yu"),
            ("甲嘎查", "jia ga cha"),
            ("二〇〇八", "er ling ling ba"),
            ("女", "nv"),
        ] {
            assert_eq!(read(text), reading, "{text}");
        }
    }

    #[test]
    fn slugs_are_ascii_names() {
        for (text, expected) in [
            ("学习资料（第2批）.PDF", "xue-xi-zi-liao-di-2-pi-pdf"),
            ("ＡＢＣ_１２３ 重要", "abc-123-zhong-yao"),
            ("mp3文件", "mp3-wen-jian"),
            ("——", ""),
            ("", ""),
            ("😀", ""),
        ] {
            assert_eq!(slug(text), expected);
        }
    }

    #[test]
    fn readings_of_one_character() {
        assert_eq!(all_readings('長'), ["zhang", "chang"]);
        assert_eq!(all_readings('翟'), ["zhai", "di"]);
        assert_eq!(all_readings('率')[..2], ["lv", "shuai"]);
        assert!(all_readings('a').is_empty());
    }

    #[test]
    fn phrases_are_sorted_folded_and_readable() {
        let lines: Vec<&str> = PHRASES.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(lines.windows(2).all(|pair| pair[0].split(' ').next() < pair[1].split(' ').next()));
        for line in lines {
            let (phrase, readings) = line.split_once(' ').unwrap();
            assert_eq!(fold(phrase), phrase, "{line}");
            let readings: Vec<&str> = readings.split(' ').collect();
            assert_eq!(readings.len(), phrase.chars().count(), "{line}");
            for (c, reading) in phrase.chars().zip(readings) {
                assert!(all_readings(c).iter().any(|known| known == reading), "{c} in {line}");
            }
        }
    }
}
