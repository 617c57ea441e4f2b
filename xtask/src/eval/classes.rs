//! Questions of several classes, each drawn from a page that should be found by it.
//! In: the pages, how many, a seed. Out: questions with the pages that hold them.

use std::collections::BTreeMap;

use yanxi_text::counts::{Spelling, spellings};
use yanxi_text::fold::fold;
use yanxi_text::han::is_han;
use yanxi_text::normal_form::NormalForm;
use yanxi_text::pinyin::{all_readings, syllables};

use super::page_texts::PageTruth;
use crate::random::Random;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    TwoCharacters,
    ThreeCharacters,
    FourCharacters,
    AcrossWords,
    TitleFragment,
    TitleAsSaid,
    Subject,
    RareCharacter,
    TwoWords,
    Traditional,
    MixedLatin,
    Question,
    Pinyin,
    Initials,
    /// A word of which one character is another that is read alike, as input methods offer them.
    Homophone,
}

impl Class {
    pub(crate) const ALL: [Class; 15] = [
        Class::TwoCharacters,
        Class::ThreeCharacters,
        Class::FourCharacters,
        Class::AcrossWords,
        Class::TitleFragment,
        Class::TitleAsSaid,
        Class::Subject,
        Class::RareCharacter,
        Class::TwoWords,
        Class::Traditional,
        Class::MixedLatin,
        Class::Question,
        Class::Pinyin,
        Class::Initials,
        Class::Homophone,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Class::TwoCharacters => "words of 2",
            Class::ThreeCharacters => "words of 3",
            Class::FourCharacters => "words of 4",
            Class::AcrossWords => "5–8 across words",
            Class::TitleFragment => "title fragments",
            Class::TitleAsSaid => "title as people say it",
            Class::Subject => "subject of a title",
            Class::RareCharacter => "rare characters",
            Class::TwoWords => "two words of a paragraph",
            Class::Traditional => "traditional spelling",
            Class::MixedLatin => "full-width, mixed Latin",
            Class::Question => "sentence as a question",
            Class::Pinyin => "pinyin of titles",
            Class::Initials => "initials of titles",
            Class::Homophone => "a homophone mistyped",
        }
    }

    /// Whether the pages that hold the words are the whole truth.
    pub(crate) fn is_literal(self) -> bool {
        !matches!(self, Class::Question | Class::Pinyin | Class::Initials)
    }
}

pub(crate) struct Question {
    pub(crate) class: Class,
    pub(crate) text: String,
    /// The page it was drawn from.
    pub(crate) target: usize,
    /// Every page that holds it, for literal classes.
    pub(crate) truth: Vec<usize>,
    /// The words as they stand on the pages.
    pub(crate) plain: Vec<String>,
}

/// How often characters and pairs stand in the corpus, by which words are told from chance.
pub(crate) struct Statistics {
    characters: BTreeMap<char, u32>,
    total: f64,
    pairs: BTreeMap<(char, char), u32>,
    /// Pages that hold each character.
    pages: BTreeMap<char, u32>,
    traditional: BTreeMap<char, char>,
    titles: Titles,
    /// Characters of the corpus by every reading they have.
    read_alike: BTreeMap<String, Vec<char>>,
}

/// How people call what has a long title: less the beginning that very many have, 中华人民共和国 of laws, and what it is
/// about, which has not the ending either that very many have.
#[derive(Default)]
struct Titles {
    beginning: String,
    ending: String,
    /// How many titles are left with each name.
    names: BTreeMap<String, u32>,
}

impl Titles {
    fn of(pages: &[PageTruth]) -> Titles {
        let titles: Vec<Vec<char>> =
            pages.iter().map(|page| NormalForm::of(&page.title).text().chars().collect()).collect();
        let beginning = commonest(titles.iter().cloned(), 4);
        let rest: Vec<Vec<char>> = titles
            .iter()
            .filter_map(|title| title.strip_prefix(beginning.as_slice()))
            .map(<[char]>::to_vec)
            .collect();
        let backwards = rest.iter().map(|title| title.iter().rev().copied().collect());
        let mut ending = commonest(backwards, 1);
        ending.reverse();
        let mut names = BTreeMap::new();
        if !beginning.is_empty() {
            for title in &titles {
                let name = title.strip_prefix(beginning.as_slice()).unwrap_or(title);
                *names.entry(name.iter().collect()).or_default() += 1;
            }
        }
        let text = |characters: Vec<char>| characters.into_iter().collect();
        Titles { beginning: text(beginning), ending: text(ending), names }
    }

    /// The name of a page that no other page is called by.
    fn as_said(&self, page: &PageTruth) -> Option<String> {
        let title = NormalForm::of(&page.title).text();
        let name = title.strip_prefix(&self.beginning)?;
        let only = self.names.get(name) == Some(&1) && name.chars().all(is_han);
        (only && name.chars().count() > 2).then(|| name.to_string())
    }

    fn subject(&self, page: &PageTruth) -> Option<String> {
        let name = self.as_said(page)?;
        let subject = name.strip_suffix(&self.ending)?;
        (!self.ending.is_empty() && subject.chars().count() > 1).then(|| subject.to_string())
    }
}

/// The beginning, at least so long, that takes up most of all titles; none that few share.
fn commonest(titles: impl Iterator<Item = Vec<char>>, least: usize) -> Vec<char> {
    const LEAST_SHARED: usize = 20;
    let mut counts: BTreeMap<Vec<char>, usize> = BTreeMap::new();
    for title in titles {
        for length in least..title.len().min(12) {
            *counts.entry(title[..length].to_vec()).or_default() += 1;
        }
    }
    let most = counts
        .into_iter()
        .filter(|(_, count)| *count >= LEAST_SHARED)
        .max_by_key(|(beginning, count)| count * beginning.len());
    most.map(|(beginning, _)| beginning).unwrap_or_default()
}

impl Statistics {
    pub(crate) fn of(pages: &[PageTruth]) -> Statistics {
        let mut statistics = Statistics {
            characters: BTreeMap::new(),
            total: 0.0,
            pairs: BTreeMap::new(),
            pages: BTreeMap::new(),
            traditional: traditional(),
            titles: Titles::of(pages),
            read_alike: BTreeMap::new(),
        };
        for page in pages {
            let mut last = None;
            let mut here: Vec<char> = page.normal.chars().filter(|c| is_han(*c)).collect();
            for c in page.normal.chars() {
                if is_han(c) {
                    *statistics.characters.entry(c).or_default() += 1;
                    statistics.total += 1.0;
                    if let Some(last) = last {
                        *statistics.pairs.entry((last, c)).or_default() += 1;
                    }
                }
                last = is_han(c).then_some(c);
            }
            here.sort_unstable();
            here.dedup();
            for c in here {
                *statistics.pages.entry(c).or_default() += 1;
            }
        }
        for c in statistics.pages.keys() {
            for reading in all_readings(*c).into_iter().take(1) {
                statistics.read_alike.entry(reading).or_default().push(*c);
            }
        }
        statistics
    }

    /// How well a run of characters serves as a word by which a page is looked for: its characters
    /// keep together in the corpus, and it stands on the page oftener than elsewhere. So often it stands there.
    pub(crate) fn fitness(&self, run: &str, times: usize) -> f64 {
        /// Oftener beside each other than by chance.
        const TOGETHER: f64 = 20.0;
        /// Seldom seen pairs are no words, however closely they keep together.
        const LEAST_SEEN: u32 = 20;
        let characters: Vec<char> = run.chars().collect();
        let count = |c: &char| f64::from(self.characters.get(c).copied().unwrap_or(1));
        let mut rarest = f64::INFINITY;
        for pair in characters.windows(2) {
            let seen = self.pairs.get(&(pair[0], pair[1])).copied().unwrap_or(0);
            let seen_together = f64::from(seen) * self.total / (count(&pair[0]) * count(&pair[1]));
            if seen < LEAST_SEEN || seen_together < TOGETHER {
                return 0.0;
            }
            rarest = rarest.min(f64::from(seen));
        }
        times as f64 * (self.total / rarest).ln()
    }
}

/// A traditional form for each simplified character that has one.
fn traditional() -> BTreeMap<char, char> {
    let mut forms = BTreeMap::new();
    for c in ('\u{4e00}'..='\u{9fff}').filter(|c| is_han(*c)) {
        let mut folded = fold(c.encode_utf8(&mut [0; 4])).chars().collect::<Vec<_>>().into_iter();
        if let (Some(simple), None) = (folded.next(), folded.next())
            && simple != c
        {
            forms.entry(simple).or_insert(c);
        }
    }
    forms
}

pub(crate) fn questions(pages: &[PageTruth], count: usize, seed: u64) -> Vec<Question> {
    let statistics = Statistics::of(pages);
    // Seeds beside each other would draw the same numbers, a few later.
    const APART: u64 = 1 << 40;
    let mut random = Random::new(seed.wrapping_sub(1).wrapping_mul(APART).wrapping_add(1));
    let mut questions: Vec<Question> = Vec::new();
    for class in Class::ALL {
        let mut drawn = 0;
        // Some pages have nothing of a class, and some corpora too.
        for _ in 0..count * 200 {
            if drawn == count || pages.is_empty() {
                break;
            }
            let target = random.below(pages.len() as u32) as usize;
            let Some((text, words)) = draw(class, &pages[target], &statistics, &mut random) else {
                continue;
            };
            if questions.iter().any(|known| known.class == class && known.text == text) {
                continue;
            }
            let plain = words;
            let words: Vec<Vec<Spelling>> =
                plain.iter().map(|word| spellings(NormalForm::of_query(word))).collect();
            let holds = |page: &usize, word: &Vec<Spelling>| {
                word.iter().any(|way| way.is_in(&pages[*page].normal))
            };
            let truth: Vec<usize> = (0..pages.len())
                .filter(|page| words.iter().all(|word| holds(page, word)))
                .collect();
            let stands = |page: &PageTruth| page.normal.contains(&text);
            if class == Class::Homophone && pages.iter().any(stands) {
                continue;
            }
            if class.is_literal() && !truth.contains(&target) {
                continue;
            }
            questions.push(Question { class, text, target, truth, plain });
            drawn += 1;
        }
    }
    questions
}

/// A question of the class, and the words of which its pages must hold all.
fn draw(
    class: Class,
    page: &PageTruth,
    statistics: &Statistics,
    random: &mut Random,
) -> Option<(String, Vec<String>)> {
    let alone = |text: String| Some((text.clone(), vec![text]));
    match class {
        Class::TwoCharacters => alone(word(page, 2, statistics, random)?),
        Class::ThreeCharacters => alone(word(page, 3, statistics, random)?),
        Class::FourCharacters => alone(word(page, 4, statistics, random)?),
        Class::AcrossWords => {
            let length = 5 + random.below(4) as usize;
            alone(run(&page.normal, length, random)?)
        }
        Class::TitleFragment => {
            let length = 3 + random.below(4) as usize;
            alone(run(&NormalForm::of(&page.title).text(), length, random)?)
        }
        Class::TitleAsSaid => alone(statistics.titles.as_said(page)?),
        Class::Subject => alone(statistics.titles.subject(page)?),
        Class::RareCharacter => {
            let characters: Vec<char> =
                page.normal.chars().filter(|c| is_rare(*c, statistics)).collect();
            alone(pick(&characters, random)?.to_string())
        }
        Class::TwoWords => {
            let paragraphs = paragraphs(page);
            let paragraph = pick(&paragraphs, random)?;
            let one = word_of(paragraph, 2, statistics, random)?;
            let other = word_of(paragraph, 2, statistics, random)?;
            (one != other).then(|| (format!("{one} {other}"), vec![one, other]))
        }
        Class::Traditional => {
            let plain = word(page, 4, statistics, random)?;
            let written: String = plain
                .chars()
                .map(|c| statistics.traditional.get(&c).copied().unwrap_or(c))
                .collect();
            (written != plain).then_some((written, vec![plain]))
        }
        Class::MixedLatin => {
            let characters: Vec<char> = page.normal.chars().collect();
            let at = *pick(&mixed_places(&characters), random)?;
            let plain: String = characters[at - 1..at + 4].iter().collect();
            let all_words = plain.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric());
            let wide = |c: char| {
                let code = u32::from(c);
                char::from_u32(if c.is_ascii() { code + 0xfee0 } else { code }).unwrap_or(c)
            };
            let written: String = plain.to_uppercase().chars().map(wide).collect();
            all_words.then_some((written, vec![plain]))
        }
        Class::Homophone => {
            let meant = word(page, 2 + random.below(4) as usize, statistics, random)?;
            let mut letters: Vec<char> = meant.chars().collect();
            let at = random.below(letters.len() as u32) as usize;
            let reading = all_readings(letters[at]).into_iter().next()?;
            let others: Vec<char> = statistics.read_alike.get(&reading)?.clone();
            letters[at] = *pick(&others, random)?;
            let written: String = letters.into_iter().collect();
            (written != meant).then_some((written, vec![meant]))
        }
        Class::Question => {
            let length = 8 + random.below(5) as usize;
            let asked = run(&page.normal, length, random)?;
            Some((format!("请问{asked}是怎样规定的？"), vec![asked]))
        }
        Class::Pinyin | Class::Initials => {
            let initials = class == Class::Initials;
            let length = if initials { 5 } else { 4 };
            let said = run(&NormalForm::of(&page.title).text(), length, random)?;
            let syllables = said.chars().all(is_han).then(|| syllables(&said))?;
            let text: String = syllables
                .iter()
                .map(|syllable| if initials { syllable.get(..1) } else { Some(syllable.as_str()) })
                .collect::<Option<Vec<&str>>>()?
                .concat();
            Some((text, vec![said]))
        }
    }
}

/// Whether few pages have it.
pub(crate) fn is_rare(c: char, statistics: &Statistics) -> bool {
    statistics.pages.get(&c).is_some_and(|pages| *pages <= 5)
}

/// Those long enough for two words.
pub(crate) fn paragraphs(page: &PageTruth) -> Vec<&str> {
    page.normal.split('\n').filter(|text| text.chars().count() > 30).collect()
}

/// Where a Latin letter or digit follows a Han character, with room for some more behind it.
pub(crate) fn mixed_places(characters: &[char]) -> Vec<usize> {
    (1..characters.len().saturating_sub(4))
        .filter(|at| characters[*at].is_ascii_alphanumeric() && is_han(characters[at - 1]))
        .collect()
}

fn pick<'a, T>(of: &'a [T], random: &mut Random) -> Option<&'a T> {
    of.get(random.below(of.len() as u32) as usize)
}

/// Word characters from a random place.
fn run(normal: &str, length: usize, random: &mut Random) -> Option<String> {
    let characters: Vec<char> = normal.chars().collect();
    let room = characters.len().checked_sub(length)?;
    let at = random.below(room as u32 + 1) as usize;
    let run = &characters[at..at + length];
    run.iter().all(|c| is_han(*c)).then(|| run.iter().collect())
}

fn word(
    page: &PageTruth,
    length: usize,
    statistics: &Statistics,
    random: &mut Random,
) -> Option<String> {
    word_of(&page.normal, length, statistics, random)
}

/// Runs of which the fittest is a word.
pub(crate) const TRIES: usize = 24;

/// Of some runs from random places the one that serves best as a word.
fn word_of(
    normal: &str,
    length: usize,
    statistics: &Statistics,
    random: &mut Random,
) -> Option<String> {
    let mut best: Option<(f64, String)> = None;
    for _ in 0..TRIES {
        let Some(run) = run(normal, length, random) else {
            continue;
        };
        let fitness = statistics.fitness(&run, normal.matches(&run).count());
        if fitness > best.as_ref().map_or(0.0, |(known, _)| *known) {
            best = Some((fitness, run));
        }
    }
    best.map(|(_, word)| word)
}
