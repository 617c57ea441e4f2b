//! "Did you mean": the known word nearest to one that was mistyped.
//! In: the word and the known ones. Out: the nearest, if it is near enough to be worth naming.

use yanxi_text::pinyin::syllables;

/// The nearest of `known`, by edit distance or by sounding alike; ties go to the first.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .filter(|candidate| !differs_in_number_only(word, candidate))
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= 0.5)
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// The nearest name of a file, page or heading, where no more than a third of it differs, or it sounds alike.
pub fn nearest_name<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let is_near = |candidate: &str| {
        let longer = word.chars().count().max(candidate.chars().count());
        let edits = strsim::damerau_levenshtein(&word.to_lowercase(), &candidate.to_lowercase());
        edits * 3 <= longer || (!word.is_ascii() && sounds(word) == sounds(candidate))
    };
    nearest(word, known).filter(|candidate| is_near(candidate))
}

/// Whether `word` is most likely a slip of the hand for `known`: one or two letters off, or Han that sound the same.
pub fn is_slip_of(word: &str, known: &str) -> bool {
    let length = known.chars().count();
    let edits = strsim::osa_distance(word, known);
    if known.is_ascii() {
        return edits <= if length > 5 { 2 } else { 1 } && length > 3;
    }
    sounds(word) == sounds(known) || (length > 2 && edits == 1)
}

/// `第三支部` and `第一支部`: not one mistyped for the other, but two things.
fn differs_in_number_only(word: &str, known: &str) -> bool {
    let without_numbers = |text: &str| -> String {
        text.chars()
            .filter(|character| {
                !character.is_ascii_digit() && !"〇零一二三四五六七八九十百".contains(*character)
            })
            .collect()
    };
    let rest = without_numbers(word);
    !word.is_ascii()
        && !rest.is_empty()
        && word != known
        && rest.len() < word.len()
        && rest == without_numbers(known)
}

/// 0 equal, 1 nothing in common; Han that sound alike count as near.
fn distance(a: &str, b: &str) -> f64 {
    let by_letters =
        1.0 - strsim::normalized_damerau_levenshtein(&a.to_lowercase(), &b.to_lowercase());
    if by_letters > 0.0 && !a.is_ascii() && sounds(a) == sounds(b) {
        return by_letters.min(0.1);
    }
    by_letters
}

fn sounds(text: &str) -> String {
    syllables(text).join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_is_found_by_letters_and_by_sound() {
        assert_eq!(nearest("甲嘎差", ["乙嘎查", "甲嘎查"]), Some("甲嘎查"));
        assert_eq!(nearest("titel", ["date", "title"]), Some("title"));
        assert_eq!(nearest("毫不相干", ["标题", "日期"]), None);
        assert_eq!(nearest("第三支部", ["第一支部", "第二支部"]), None);
        assert_eq!(nearest("2027年党课", ["2028年党课"]), None);
        assert_eq!(nearest("第一支布", ["第一支部"]), Some("第一支部"));
    }

    #[test]
    fn a_name_is_offered_only_when_it_is_near() {
        for (word, known) in
            [("方按", "方案"), ("报名表", "报名表2"), ("学习活动方案", "学习活动实施方案")]
        {
            assert_eq!(nearest_name(word, [known]), Some(known));
        }
        for (word, known) in [("SKILL", "social"), ("没有", "三"), ("丁", "丙")] {
            assert_eq!(nearest_name(word, [known]), None, "{word}");
        }
    }

    #[test]
    fn a_slip_is_near_but_a_word_of_its_own_is_not() {
        assert!(is_slip_of("标提", "标题"));
        assert!(is_slip_of("titel", "title"));
        assert!(!is_slip_of("标准", "标题"));
        assert!(!is_slip_of("bookHidden", "draft"));
    }
}
