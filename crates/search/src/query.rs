//! What a reader typed, as words and as the terms that find them.
//! In: any string. Out: words in normal form, each with the dictionary terms to ask for.

use yanxi_text::counts::{Spelling, spellings};
use yanxi_text::fold::fold;
use yanxi_text::han::is_han;
use yanxi_text::normal_form::{
    BLOCK_END, NormalForm, PUNCTUATION, SPACE, Unit, is_variant, spelled,
};

use crate::facet::FacetKind;
use crate::field::{COUNT_BEGINS, Field, WHOLE_WORD};
use crate::letter_word::{is_letter, is_letter_word, letter_words};
use crate::pinyin_tokens::{initial_pair, syllable_pair};
use crate::query_parts::{Form, parts, period};
use crate::syllables::splits;

/// More words than this are a pasted passage: it is looked for as one phrase.
const MOST_WORDS: usize = 32;
/// A longer word is found by pairs drawn from all of it and then compared letter by letter.
const MOST_PAIRS: usize = 24;
const MOST_TERMS: usize = 96;
/// Characters whose spelling is told apart; a longer question is told apart by these.
const MOST_SPELLED: usize = 4;
/// Letters that may be pinyin, and the ways in which they are looked up.
const PINYIN_LETTERS: std::ops::RangeInclusive<usize> = 2..=40;
const MOST_READINGS: usize = 32;
/// From this length on a word may be a sentence that stands nowhere as it is.
const SENTENCE: usize = 8;
/// Pairs at odd places of a sentence are asked for as well, unless it has enough others.
const LONGEST_SENTENCE: usize = 24;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ProbeTerm {
    pub(crate) field: Field,
    pub(crate) text: String,
    /// Distance from the word's first unit.
    pub(crate) offset: u32,
}

impl ProbeTerm {
    /// A word of letters where it stands whole.
    fn whole(offset: u32, word: &str) -> ProbeTerm {
        let text = [WHOLE_WORD].into_iter().chain(word.chars()).collect();
        ProbeTerm { field: Field::Singles, text, offset }
    }

    /// Units it is long.
    pub(crate) fn length(&self) -> u32 {
        self.text.chars().filter(|unit| *unit != WHOLE_WORD).count() as u32
    }

    /// Whether it holds no separator.
    pub(crate) fn of_words(&self) -> bool {
        let separators = [BLOCK_END, PUNCTUATION, SPACE];
        !self.text.contains(separators)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) units: NormalForm,
    /// The units begin with a number that must be whole where it stands.
    begins_count: bool,
    /// The same with its numbers written otherwise.
    pub(crate) others: Vec<Word>,
    pub(crate) terms: Vec<ProbeTerm>,
    /// If it is one of letters: the term of the texts in which it is no piece of a longer one.
    pub(crate) whole: Option<ProbeTerm>,
    /// Pairs and words of letters by which a text is found that holds the word only in part: not those
    /// that only make it a question.
    pub(crate) loose_terms: Vec<ProbeTerm>,
    /// Whether the terms cover every unit, so that their agreement proves the word.
    pub(crate) complete: bool,
    /// Looked for in titles, headings and tags alone.
    pub(crate) only_titles: bool,
    /// If it may be pinyin: what it may say.
    pub(crate) readings: Vec<PinyinReading>,
}

/// One way to read letters as pinyin: terms that stand beside each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PinyinReading {
    pub(crate) terms: Vec<ProbeTerm>,
    /// Characters it is long.
    pub(crate) length: u32,
}

/// `单位:甲嘎查`: narrows to what has such a facet. If nothing has, it was a word after all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FacetForm {
    pub(crate) kind: FacetKind,
    /// As names are compared.
    pub(crate) value: String,
    pub(crate) word: Word,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Query {
    pub(crate) words: Vec<Word>,
    /// Neighbouring words of one Han character each, and of letters or digits beside one, as one: `张 样`, `U 盘`. What
    /// holds it comes first.
    pub(crate) together: Vec<Word>,
    /// Characters of the words that are typed otherwise than they are found: `規` finds 规 too. Facets are not read in texts.
    pub(crate) spelling: Vec<ProbeTerm>,
    pub(crate) without: Vec<Word>,
    pub(crate) facets: Vec<FacetForm>,
    /// First and last day, month or year.
    pub(crate) period: Option<(String, String)>,
}

impl Query {
    /// Splits at white space; what stands between quotation marks stays one word. See [`parts`]
    /// for what may stand before a word.
    pub(crate) fn parse(text: &str) -> Query {
        let mut query = Query::default();
        let mut together = Together::default();
        for part in parts(text) {
            let units = NormalForm::of_query(part.text);
            together.hear(&units, part.form.is_none() && !part.without);
            if let (Some(Form::Date), Some(period)) = (part.form, period(part.text)) {
                query.period = Some(period);
                continue;
            }
            if units.is_empty() {
                continue;
            }
            if !part.without && !matches!(part.form, Some(Form::Facet(_))) {
                query.hear_spelling(part.text);
            }
            let whole = || Word::new(NormalForm::of_query(part.whole));
            match part.form {
                Some(Form::Facet(kind)) => {
                    query.facets.push(FacetForm { kind, value: spelled(part.text), word: whole() })
                }
                Some(Form::Date) => add(&mut query.words, whole()),
                Some(Form::Title) => add(
                    &mut query.words,
                    Word { only_titles: true, ..Word::typed(part.text, units) },
                ),
                None if part.without => add(&mut query.without, Word::new(units)),
                None => add(&mut query.words, Word::typed(part.text, units)),
            }
        }
        let words = &query.words;
        let terms: usize = words.iter().map(|word| word.terms.len()).sum();
        if words.len() > MOST_WORDS || (words.len() > 1 && terms > MOST_TERMS) {
            return Query {
                words: vec![Word::new(NormalForm::of_query(text))],
                ..Query::default()
            };
        }
        // Everything but something is no question: a line pasted with its dash is one.
        if words.is_empty() && query.facets.is_empty() && query.period.is_none() {
            query.words = std::mem::take(&mut query.without);
        }
        query.together = together.phrases();
        query.facets.truncate(MOST_WORDS);
        query.without.truncate(MOST_WORDS);
        query
    }

    fn hear_spelling(&mut self, typed: &str) {
        for written in typed.chars().filter(|written| is_variant(*written)) {
            let term = ProbeTerm { field: Field::Singles, text: written.to_string(), offset: 0 };
            if self.spelling.len() < MOST_SPELLED && !self.spelling.contains(&term) {
                self.spelling.push(term);
            }
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty() && self.facets.is_empty() && self.period.is_none()
    }

    /// The same question with a word of it put right, and how it is typed then.
    pub(crate) fn put_right(&self, number: usize, candidate: &str) -> (Query, String) {
        let mut query = Query { together: Vec::new(), ..self.clone() };
        if let Some(word) = query.words.get_mut(number) {
            let only_titles = word.only_titles;
            *word = Word { only_titles, ..Word::new(NormalForm::of_query(candidate)) };
        }
        let words: Vec<String> = query.words.iter().map(|word| word.units.text()).collect();
        (query, words.join(" "))
    }

    /// Every word of whatever kind.
    pub(crate) fn all_words(&self) -> impl Iterator<Item = &Word> {
        let of_facets = self.facets.iter().map(|form| &form.word);
        self.words.iter().chain(&self.together).chain(&self.without).chain(of_facets)
    }
}

/// Gathers neighbouring words of one Han character, with what is written in letters or digits beside one.
#[derive(Default)]
struct Together {
    runs: Vec<Vec<String>>,
    open: Vec<String>,
}

impl Together {
    /// The next word; one that is no plain word parts its neighbours.
    fn hear(&mut self, word: &NormalForm, plain: bool) {
        let of_letters = word.units.iter().all(|unit| is_letter(unit.ch));
        match word.units.as_slice() {
            // Punctuation by itself is no word.
            [] => {}
            [unit] if plain && is_han(unit.ch) => self.open.push(unit.ch.into()),
            _ if plain && of_letters => {
                if self.open.last().is_some_and(|last| last.chars().all(is_letter)) {
                    self.close();
                }
                self.open.push(word.text());
            }
            _ => self.close(),
        }
    }

    fn close(&mut self) {
        self.runs.push(std::mem::take(&mut self.open));
    }

    fn phrases(mut self) -> Vec<Word> {
        self.close();
        let runs = self.runs.iter().filter(|run| run.len() > 1);
        runs.map(|run| Word::new(NormalForm::of_query(&run.concat()))).collect()
    }
}

fn add(words: &mut Vec<Word>, word: Word) {
    let known =
        |other: &Word| same(&other.units, &word.units) && other.only_titles == word.only_titles;
    if !words.iter().any(known) {
        words.push(word);
    }
}

fn same(one: &NormalForm, other: &NormalForm) -> bool {
    one.units.iter().map(|unit| unit.ch).eq(other.units.iter().map(|unit| unit.ch))
}

impl Word {
    /// A word with every way to write its numbers.
    pub(crate) fn new(units: NormalForm) -> Word {
        let mut ways = spellings(units).into_iter();
        let mut word = Word::spelled(ways.next().unwrap_or_default());
        word.others = ways.map(Word::spelled).collect();
        word
    }

    /// A word as it is spelled.
    pub(crate) fn spelled(spelling: Spelling) -> Word {
        let Spelling { units, begins_count } = spelling;
        let last = units.units.len().saturating_sub(1);
        let text = units.text();
        let whole = is_letter_word(&text).then(|| ProbeTerm::whole(0, &text));
        if let [unit] = units.units.as_slice() {
            let term = ProbeTerm { field: Field::Singles, text: unit.ch.to_string(), offset: 0 };
            return Word {
                loose_terms: vec![whole.clone().unwrap_or_else(|| term.clone())],
                whole,
                terms: vec![term],
                units,
                begins_count,
                others: Vec::new(),
                complete: true,
                only_titles: false,
                readings: Vec::new(),
            };
        }
        // The pairs at 0, 2, 4 and so on and the last one hold every unit.
        let needed = units.units.len().div_ceil(2);
        let complete = needed <= MOST_PAIRS;
        let count = needed.min(MOST_PAIRS);
        let mut offsets: Vec<usize> = (0..count)
            .map(|index| {
                if complete { (index * 2).min(last - 1) } else { index * (last - 1) / (count - 1) }
            })
            .collect();
        offsets.dedup();
        let asking = asking(&units.units);
        let every = SENTENCE <= units.units.len() && units.units.len() <= LONGEST_SENTENCE;
        let loose_terms = (0..last)
            .filter(|offset| every || offsets.contains(offset))
            .filter(|offset| !asking[*offset] && !asking[offset + 1])
            .filter(|offset| !cuts_letters(&units.units, *offset))
            .filter_map(|offset| pair_at(&units.units, offset))
            .filter(ProbeTerm::of_words)
            .chain(letter_words(&text).map(|(offset, word)| ProbeTerm::whole(offset, word)))
            .collect();
        let mut terms: Vec<ProbeTerm> =
            offsets.iter().filter_map(|offset| pair_at(&units.units, *offset)).collect();
        if let Some(first) = terms.first_mut().filter(|_| begins_count) {
            first.text.insert(0, COUNT_BEGINS);
        }
        Word {
            units,
            begins_count,
            others: Vec::new(),
            terms,
            whole,
            loose_terms,
            complete,
            only_titles: false,
            readings: Vec::new(),
        }
    }

    pub(crate) fn spelling(&self) -> Spelling {
        Spelling { units: self.units.clone(), begins_count: self.begins_count }
    }

    /// The word as it was typed, then with its numbers written otherwise.
    pub(crate) fn ways(&self) -> impl Iterator<Item = &Word> {
        std::iter::once(self).chain(&self.others)
    }

    /// A word as a reader typed it, which may be pinyin.
    fn typed(text: &str, units: NormalForm) -> Word {
        Word { readings: pinyin_readings(text), ..Word::new(units) }
    }

    /// Whether it is long enough to be a sentence.
    pub(crate) fn may_be_sentence(&self) -> bool {
        self.units.units.len() >= SENTENCE
    }

    /// Where the last of the terms stands.
    pub(crate) fn last_offset(&self) -> Option<u32> {
        self.terms.last().map(|term| term.offset)
    }

    /// In units.
    pub(crate) fn length(&self) -> u32 {
        self.units.units.len() as u32
    }

    pub(crate) fn all_terms(&self) -> impl Iterator<Item = &ProbeTerm> {
        let of_others = self.others.iter().flat_map(|word| &word.terms);
        self.terms.iter().chain(&self.loose_terms).chain(&self.whole).chain(of_others)
    }

    pub(crate) fn pinyin_terms(&self) -> impl Iterator<Item = &ProbeTerm> {
        self.readings.iter().flat_map(|reading| &reading.terms)
    }

    /// Overlapping pairs of word characters and whole words of letters, for marking what of a word stands in a text.
    pub(crate) fn fragments(&self) -> Vec<NormalForm> {
        let units = &self.units.units;
        let text = self.units.text();
        let words = letter_words(&text).map(|(offset, word)| {
            let start = offset as usize;
            start..start + word.chars().count()
        });
        let pairs = (1..units.len()).map(|end| end - 1..end + 1).filter(|pair| {
            units[pair.clone()].iter().all(Unit::is_word) && !cuts_letters(units, pair.start)
        });
        pairs.chain(words).map(|range| NormalForm { units: units[range].to_vec() }).collect()
    }
}

/// What makes a sentence a question and says nothing of what it asks for.
const ASKING: [&str; 46] = [
    "请问",
    "想问",
    "请教",
    "我想",
    "想知道",
    "告诉我",
    "什么",
    "什么时候",
    "什么时间",
    "什么地方",
    "什么人",
    "为什么",
    "几点",
    "几号",
    "几月",
    "哪天",
    "哪年",
    "在哪",
    "找谁",
    "联系电话",
    "电话多少",
    "怎么",
    "怎样",
    "怎么样",
    "怎么办",
    "如何",
    "哪些",
    "哪个",
    "哪里",
    "哪儿",
    "哪种",
    "哪一",
    "多少",
    "几个",
    "多久",
    "多长",
    "是否",
    "能否",
    "可否",
    "是不是",
    "能不能",
    "有没有",
    "为何",
    "何时",
    "谁",
    "什么样",
];
const LAST_PARTICLES: [char; 5] = ['吗', '呢', '吧', '啊', '呀'];

/// Which units belong to such words; none if nothing else would be left.
fn asking(units: &[Unit]) -> Vec<bool> {
    let letters: Vec<char> = units.iter().map(|unit| unit.ch).collect();
    let mut marked = vec![false; units.len()];
    for start in 0..letters.len() {
        let rest = &letters[start..];
        for word in ASKING {
            let length = word.chars().count();
            if rest.len() >= length && word.chars().eq(rest[..length].iter().copied()) {
                marked[start..start + length].fill(true);
            }
        }
    }
    if let (Some(letter), Some(mark)) = (letters.last(), marked.last_mut()) {
        *mark |= LAST_PARTICLES.contains(letter);
    }
    let left = marked.windows(2).any(|pair| !pair[0] && !pair[1]);
    if left { marked } else { vec![false; units.len()] }
}

/// Whether the pair at this offset is a piece of a longer word of letters, or all of one, which is looked for as a whole: two
/// letters of one stand in many others.
fn cuts_letters(units: &[Unit], offset: usize) -> bool {
    let letter = |at: usize| units.get(at).is_some_and(|unit| is_letter(unit.ch));
    let before = offset.checked_sub(1).is_some_and(letter);
    let [first, second, after] = [0, 1, 2].map(|by| letter(offset + by));
    (first && (before || second)) || (second && after)
}

fn pair_at(units: &[Unit], offset: usize) -> Option<ProbeTerm> {
    let pair = units.get(offset..offset + 2)?;
    let text = pair.iter().map(|unit| unit.ch).collect();
    Some(ProbeTerm { field: Field::Pairs, text, offset: offset as u32 })
}

/// What letters may say in pinyin: as syllables, and as the initials of words.
fn pinyin_readings(text: &str) -> Vec<PinyinReading> {
    let letters: String = fold(text).chars().filter(|c| !matches!(c, '\'' | '’')).collect();
    let typed = letters.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && letters.bytes().any(|byte| byte.is_ascii_alphabetic());
    if !typed || !PINYIN_LETTERS.contains(&letters.len()) {
        return Vec::new();
    }
    let mut readings: Vec<PinyinReading> = Vec::new();
    for split in splits(&letters) {
        let mut endings = split.endings.into_iter();
        let mut ending = endings.next();
        loop {
            let syllables: Vec<&str> =
                split.whole.iter().map(String::as_str).chain(ending.as_deref()).collect();
            readings.extend(pinyin_reading(&syllables, syllable_pair));
            ending = match endings.next() {
                Some(next) => Some(next),
                None => break,
            };
        }
    }
    readings.truncate(MOST_READINGS);
    let initials: Vec<String> = letters.chars().map(String::from).collect();
    let initials: Vec<&str> = initials.iter().map(String::as_str).collect();
    if initials.len() > 1 {
        readings.extend(pinyin_reading(&initials, initial_pair));
    }
    readings
}

fn pinyin_reading(syllables: &[&str], pair: fn(&str, &str) -> String) -> Option<PinyinReading> {
    let term = |offset: usize, text: String| ProbeTerm {
        field: Field::Pinyin,
        text,
        offset: offset as u32,
    };
    let last = syllables.len().checked_sub(1)?;
    let terms = match syllables {
        [one] => vec![term(0, one.to_string())],
        _ => (0..last)
            .step_by(2)
            .chain((last % 2 == 0).then_some(last - 1))
            .map(|at| term(at, pair(syllables[at], syllables[at + 1])))
            .collect(),
    };
    Some(PinyinReading { terms, length: syllables.len() as u32 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        Query::parse(text).words.iter().map(|word| word.units.text()).collect()
    }

    #[test]
    fn words_and_quotations() {
        assert_eq!(words("学习 方法"), ["学习", "方法"]);
        assert_eq!(words(" “学习 方法”\u{3000}「乙 丙」 丁"), ["学习方法", "乙丙", "丁"]);
        assert_eq!(words("\"Rust Book\" 教程"), ["rust book", "教程"]);
        assert_eq!(words("学习“重要”讲话"), ["学习\u{1}重要\u{1}讲话"]);
        assert_eq!(words("“学习强国”平台"), ["学习强国\u{1}平台"]);
        assert_eq!(words("“没有关上 的"), ["没有关上", "的"]);
        assert_eq!(words("学习 學習"), ["学习"]);
    }

    #[test]
    fn forms() {
        let query = Query::parse(
            "学习 -会议 -“甲 乙” 标题：简报 title:\"a b\" 单位:甲嘎查 日期:2008年3月..2008-06",
        );
        let texts = |words: &[Word]| -> Vec<(String, bool)> {
            words.iter().map(|word| (word.units.text(), word.only_titles)).collect()
        };
        let expected = [("学习", false), ("简报", true), ("a b", true)];
        assert_eq!(texts(&query.words), expected.map(|(text, only)| (text.to_string(), only)));
        assert_eq!(texts(&query.without).len(), 2);
        assert_eq!(query.without[1].units.text(), "甲乙");
        assert_eq!((query.facets.len(), &*query.facets[0].value), (1, "甲嘎查"));
        assert_eq!(query.facets[0].kind, FacetKind::Unit);
        assert_eq!(query.period, Some(("2008-03".into(), "2008-06".into())));
        assert_eq!(Query::parse("date:2008").period, Some(("2008".into(), "2008".into())));
        // What is no form is a word.
        assert_eq!(words("标题: 甲"), ["标题", "甲"]);
        assert_eq!(words("日期:不详 时刻:3"), ["日期\u{1}不详", "时刻\u{1}3"]);
        assert_eq!(words("-会议"), ["会议"]);
        assert_eq!(words("学习-会议 - 甲"), ["学习\u{1}会议", "甲"]);
        assert_eq!(words("“标题:甲”"), ["标题\u{1}甲"]);
    }

    #[test]
    fn spelling_is_heard_of_what_is_looked_for_in_texts() {
        let heard = |text: &str| -> Vec<String> {
            Query::parse(text).spelling.into_iter().map(|term| term.text).collect()
        };
        assert_eq!(heard("規劃 标题:學習"), ["規", "劃", "學", "習"]);
        assert_eq!(heard("规划 -學習 單位:規劃科"), [""; 0]);
    }

    #[test]
    fn words_of_one_character_are_a_phrase_too() {
        let together = |text: &str| -> Vec<String> {
            Query::parse(text).together.iter().map(|word| word.units.text()).collect()
        };
        assert_eq!(together("张 样"), ["张样"]);
        assert_eq!(together("会议 张\u{3000}样 ， 泉 纪要 天 天"), ["张样泉", "天天"]);
        assert_eq!(together("張 “样”"), ["张样"]);
        assert_eq!(together("U 盘 管理"), ["u盘"]);
        assert_eq!(together("第 5 条 vim usb 口"), ["第5条vim", "usb口"]);
        for apart in ["张", "张样 泉", "张 -样", "张 标题:样", "a b", "OA 系统"] {
            assert!(together(apart).is_empty(), "{apart}");
        }
    }

    #[test]
    fn what_letters_may_say() {
        let said = |text: &str| -> Vec<String> {
            let readings = pinyin_readings(text).into_iter();
            let terms = |reading: PinyinReading| -> Vec<String> {
                reading
                    .terms
                    .into_iter()
                    .map(|term| format!("{}@{}", term.text, term.offset))
                    .collect()
            };
            readings.map(|reading| terms(reading).join(",")).collect()
        };
        assert_eq!(said("KeXue")[0], "ke xue@0");
        assert_eq!(said("ke'xue")[0], "ke xue@0");
        assert_eq!(said("kexuefazhan")[0], "ke xue@0,fa zhan@2");
        assert_eq!(said("kxfzg").last().map(String::as_str), Some("!kx@0,!fz@2,!zg@3"));
        assert_eq!(said("xue")[0], "xue@0");
        assert!(said("学xi").is_empty() && said("2008").is_empty() && said("a").is_empty());
    }

    proptest::proptest! {
        #[test]
        fn any_question_is_parsed(text in "[-“”\"「」:：.。 标题单位日期0-9a-z甲乙]{0,40}|\\PC{0,60}") {
            let query = Query::parse(&text);
            for word in query.all_words() {
                assert!(!word.terms.is_empty() && !word.units.is_empty());
            }
        }
    }

    #[test]
    fn nothing_to_look_for() {
        for text in ["", "  ", "，。！", "“” \"\" ……", "\u{200B}"] {
            assert!(words(text).is_empty(), "{text:?}");
        }
    }

    #[test]
    fn terms_cover_every_unit() {
        for length in 2..200usize {
            let text: String =
                (0..length).map(|at| char::from_u32(0x4e00 + at as u32).unwrap_or('一')).collect();
            let word = Word::new(NormalForm { units: NormalForm::of_query(&text).units });
            let length = word.units.units.len();
            let mut covered = vec![false; length];
            for term in &word.terms {
                covered[term.offset as usize] = true;
                covered[term.offset as usize + 1] = true;
            }
            assert_eq!(word.complete, length <= 2 * MOST_PAIRS);
            assert_eq!(word.complete, covered.iter().all(|unit| *unit));
            assert!(covered[0] && covered[length - 1]);
        }
    }

    #[test]
    fn a_pasted_passage_is_one_phrase() {
        let text = "a b c d ".repeat(3) + &(0..40).map(|n| format!("w{n} ")).collect::<String>();
        assert_eq!(words(&text).len(), 1);
    }
}
