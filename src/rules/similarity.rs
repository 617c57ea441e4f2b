//! Which texts say largely the same.
//! In: texts with their owners. Out: pairs with the share of the shorter text that the other has too.
//!
//! A text is its runs of [`RUN`] characters; letters and Han count, everything else is passed over. A fixed part of the
//! runs, chosen by their value, stands for the text, so that only texts that share some are compared at all; those are
//! then compared run by run. Nothing depends on chance or on the order of a map.

use rayon::prelude::*;

/// Characters in a run.
const RUN: usize = 6;
/// One run of so many is kept for finding candidates.
const KEPT: u64 = 4;
/// Texts that share a run are all paired up to this number; beyond it each with the next only.
const ALL_PAIRS: usize = 8;
/// Characters a text must have to be compared.
const LEAST: usize = 120;
/// Per cent of the shorter text's runs that make two texts alike.
const ALIKE: usize = 50;

/// Two texts that are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pair {
    /// Numbers of the texts, the smaller first.
    pub(super) first: usize,
    pub(super) second: usize,
    /// Of the shorter text.
    pub(super) percent: usize,
}

/// All pairs that are alike and that `comparable` lets be compared.
pub(super) fn alike(
    texts: &[String],
    comparable: impl Fn(usize, usize) -> bool + Sync,
) -> Vec<Pair> {
    let runs: Vec<Vec<u64>> = texts.par_iter().map(|text| runs(text)).collect();
    let mut kept: Vec<(u64, u32)> = runs
        .iter()
        .zip(0_u32..)
        .flat_map(|(runs, number)| {
            let kept = runs.iter().filter(|run| *run % KEPT == 0);
            kept.map(move |run| (*run, number))
        })
        .collect();
    kept.par_sort_unstable();
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for same in kept.chunk_by(|a, b| a.0 == b.0) {
        for (at, (_, first)) in same.iter().enumerate() {
            let others = &same[at + 1..];
            let partners =
                if same.len() <= ALL_PAIRS { others } else { &others[..others.len().min(1)] };
            pairs.extend(partners.iter().map(|(_, second)| (*first, *second)));
        }
    }
    pairs.par_sort_unstable();
    let candidates: Vec<(usize, usize)> = pairs
        .chunk_by(|a, b| a == b)
        .filter_map(|same| {
            let (first, second) = *same.first()?;
            let (first, second) = (first as usize, second as usize);
            let shorter = runs[first].len().min(runs[second].len());
            // What was kept is a sample: half of what is asked is enough to look closer.
            let estimate = same.len() * KEPT as usize * 100;
            (estimate >= shorter * ALIKE / 2 && comparable(first, second))
                .then_some((first, second))
        })
        .collect();
    candidates
        .into_par_iter()
        .filter_map(|(first, second)| {
            let percent = shared_percent(&runs[first], &runs[second]);
            (percent >= ALIKE).then_some(Pair { first, second, percent })
        })
        .collect()
}

/// The distinct runs of a text in order of their value; none of a short text. Passages in quotation marks are passed
/// over: everybody may quote the same speech.
fn runs(text: &str) -> Vec<u64> {
    let mut characters: Vec<char> = Vec::with_capacity(text.len() / 3);
    let mut quoted_from: Option<usize> = None;
    for character in text.chars() {
        match character {
            '“' | '「' | '《' => quoted_from = Some(characters.len()),
            '”' | '」' | '》' => {
                if let Some(from) = quoted_from.take() {
                    characters.truncate(from);
                }
            }
            '\n' => quoted_from = None,
            _ if character.is_alphanumeric() => characters.push(character),
            _ => {}
        }
    }
    if characters.len() < LEAST {
        return Vec::new();
    }
    let mut runs: Vec<u64> = characters.windows(RUN).map(value_of).collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// FNV-1a over the characters, with its bits mixed once more.
fn value_of(run: &[char]) -> u64 {
    let value = run.iter().fold(0xcbf2_9ce4_8422_2325_u64, |value, c| {
        (value ^ u64::from(*c)).wrapping_mul(0x0100_0000_01b3)
    });
    let mixed = (value ^ (value >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed ^ (mixed >> 33)
}

/// How much of the shorter list the longer one has; both in order.
fn shared_percent(a: &[u64], b: &[u64]) -> usize {
    let (mut i, mut j, mut shared) = (0, 0, 0_usize);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                shared += 1;
                i += 1;
                j += 1;
            }
        }
    }
    (shared * 100).checked_div(a.len().min(b.len())).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ESSAY: &str = "上个月我到北片去看水槽，那天零下十五度，三户人家早上都在砸冰。老人说，砸一次要一个钟头，羊等着喝水，人也冻得够呛。我站在旁边看了一早上，才明白材料上写的饮水不稳是什么意思。回来以后我和同事商量，先试两处保温槽，再把账算给大家看。试的头一个星期没有结冰，牧户自己来问什么时候轮到他家。我想，学习不是把话背下来，是把一件小事办到底，办完了再问一问还差什么。";
    const OTHER: &str = "这次学习我最大的体会，是要把话说得让人听得懂。过去我写通知，一张纸写满，牧户看了半天还是来问。后来我试着只写三句话：什么时候、带什么、找谁。窗口的人少解释一半。水槽和饮水的事也是一样，先说哪天修、谁来修，再说别的。我打算把办事的单子都改一遍，改完请几位老人念一念，念不通的再改。学一条，改一条，年底回头看看改了几张。";

    fn pairs(texts: &[&str]) -> Vec<Pair> {
        let texts: Vec<String> = texts.iter().map(ToString::to_string).collect();
        alike(&texts, |_, _| true)
    }

    #[test]
    fn a_copy_with_names_changed_is_alike_and_two_honest_texts_are_not() {
        let copy = ESSAY.replace("北片", "南片").replace("三户", "五户").replace("老人", "大爷");
        let found = pairs(&[ESSAY, OTHER, &copy]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].first, found[0].second), (0, 2));
        assert!((70..100).contains(&found[0].percent), "{found:?}");
    }

    #[test]
    fn a_text_inside_a_longer_one_is_alike_and_a_quotation_is_not() {
        let longer = format!("{OTHER}{ESSAY}");
        let found = pairs(&[ESSAY, &longer]);
        assert_eq!(found.first().map(|pair| pair.percent), Some(100));
        let quoting = format!("{OTHER}“{ESSAY}”");
        assert_eq!(pairs(&[ESSAY, &quoting]), []);
    }

    #[test]
    fn of_many_copies_each_is_paired_with_the_next() {
        let copies = vec![ESSAY; 30];
        let found = pairs(&copies);
        let seconds: std::collections::BTreeSet<usize> =
            found.iter().map(|pair| pair.second).collect();
        assert_eq!(seconds, (1..30).collect());
    }

    #[test]
    fn short_texts_are_not_compared() {
        assert_eq!(pairs(&["已学习，收获很大。", "已学习，收获很大。"]), []);
    }
}
