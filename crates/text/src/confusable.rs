//! Characters that are taken for one another: by the ear, as an input method by sound offers them, and by the eye, as
//! one by strokes does and whoever copies from paper.
//! In: characters, and the table of them, which the search reads out of its index so that the browser need not load it
//! with the program. Out: whether and how they are alike, and the likely others of one character.

/// Syllables and the common simplified characters that are read so, one syllable a line: GB 2312's first level.
static HOMOPHONES: &str = include_str!("../data/homophones.txt");

/// Groups of characters that differ in a stroke or a part.
static LOOK_ALIKES: &str = include_str!("../data/look-alikes.txt");

/// Between the two halves of the table.
const BORDER: &str = "\n\n";

/// All that [`Confusable`] needs to know, as text.
pub fn table() -> String {
    [HOMOPHONES.trim(), LOOK_ALIKES.trim()].join(BORDER)
}

/// How two characters are alike, likelier slips first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Read alike but for the tone.
    Sound,
    /// Taken for one another by eye.
    Shape,
    /// Read alike by whoever does not tell `zh` from `z`, `ing` from `in` or `n` from `l`.
    NearSound,
}

/// The table of confusable characters, read.
#[derive(Debug)]
pub struct Confusable<'t> {
    syllables: Vec<Syllable<'t>>,
    look_alikes: &'t str,
}

#[derive(Debug)]
struct Syllable<'t> {
    blurred: String,
    characters: &'t str,
}

impl<'t> Confusable<'t> {
    /// Of what [`table`] gave; other text has no likely others.
    pub fn of(table: &'t str) -> Confusable<'t> {
        let (homophones, look_alikes) = table.split_once(BORDER).unwrap_or_default();
        let lines = homophones.lines().filter_map(|line| line.split_once(' '));
        let syllable = |(reading, characters)| Syllable { blurred: blurred(reading), characters };
        Confusable { syllables: lines.map(syllable).collect(), look_alikes }
    }

    /// The likely others of a common Han character, the likelier first; none of a rare one.
    pub fn likely_others(&self, character: char) -> Vec<(Likeness, char)> {
        let own =
            || self.syllables.iter().filter(|syllable| syllable.characters.contains(character));
        let mut others: Vec<(Likeness, char)> = Vec::new();
        let mut add = |likeness, characters: &str| {
            for other in characters.chars() {
                if other != character && !others.iter().any(|(_, known)| *known == other) {
                    others.push((likeness, other));
                }
            }
        };
        own().for_each(|syllable| add(Likeness::Sound, syllable.characters));
        let groups = self.look_alikes.split_whitespace();
        groups
            .filter(|group| group.contains(character))
            .for_each(|group| add(Likeness::Shape, group));
        for syllable in own() {
            let near = self.syllables.iter().filter(|other| other.blurred == syllable.blurred);
            near.for_each(|syllable| add(Likeness::NearSound, syllable.characters));
        }
        others
    }
}

/// A syllable without what many speakers do not tell apart: `z` for `zh`, `in` for `ing`, `l` for `n`.
pub fn blurred(reading: &str) -> String {
    let rest = reading.strip_suffix('g').unwrap_or(reading);
    for (from, to) in [("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l")] {
        if let Some(rest) = rest.strip_prefix(from) {
            return [to, rest].concat();
        }
    }
    rest.to_string()
}

/// Whether the eye, or an input method that goes by strokes, takes one for the other.
pub fn looks_alike(a: char, b: char) -> bool {
    LOOK_ALIKES.split_whitespace().any(|group| group.contains(a) && group.contains(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pinyin::all_readings;

    fn others(character: char, likeness: Likeness) -> String {
        let table = table();
        let all = Confusable::of(&table).likely_others(character).into_iter();
        all.filter(|(how, _)| *how == likeness).map(|(_, other)| other).collect()
    }

    #[test]
    fn others_come_by_sound_then_by_shape_then_by_near_sound() {
        assert!(others('西', Likeness::Sound).contains('习'));
        assert!(others('在', Likeness::Sound).contains('再'));
        assert!(others('长', Likeness::Sound).contains('常'));
        assert!(others('长', Likeness::Sound).contains('张'));
        assert!(others('己', Likeness::Shape).contains('已'));
        assert!(others('镇', Likeness::NearSound).contains('增'));
        let table = table();
        let confusable = Confusable::of(&table);
        let all = confusable.likely_others('拔');
        assert!(all.is_sorted_by_key(|(likeness, _)| *likeness));
        assert!(confusable.likely_others('a').is_empty());
        assert!(confusable.likely_others('龘').is_empty());
        assert!(Confusable::of("no table").likely_others('西').is_empty());
    }

    #[test]
    fn no_character_is_its_own_other() {
        let table = table();
        let confusable = Confusable::of(&table);
        for line in HOMOPHONES.lines() {
            for character in line.chars() {
                let others = confusable.likely_others(character);
                assert!(others.iter().all(|(_, other)| *other != character));
            }
        }
    }

    #[test]
    fn characters_stand_where_they_are_read() {
        for line in HOMOPHONES.lines() {
            let (reading, characters) = line.split_once(' ').unwrap();
            for character in characters.chars() {
                assert!(all_readings(character).iter().any(|known| known == reading), "{line}");
            }
        }
    }

    #[test]
    fn groups_of_likes_are_pairs_at_least_and_folded() {
        for group in LOOK_ALIKES.split_whitespace() {
            assert!(group.chars().count() > 1, "{group}");
            assert_eq!(crate::fold::fold(group), group);
        }
    }
}
