//! Where the part of an address below the township begins.
//! In: characters of a line and where the address's numbers begin. Out: the place of the first character.

use super::letters::{Letter, starts_with};

/// Where a clause ends, or a part of it.
pub(super) const STOPS: &str = "：:，,。；;、（）()|【】[]“”\"！!？?=》《…";

/// Where the part below the township begins.
pub(super) fn begin_of_place(letters: &[Letter], chain: usize) -> usize {
    let mut start = chain;
    while start > 0 && chain - start < 30 {
        let c = letters[start - 1].c;
        if STOPS.contains(c) || "住址在于".contains(c) {
            break;
        }
        start -= 1;
    }
    // The last township on the way; where none is named, nothing may stay.
    let mut begin = start;
    for at in start..chain {
        let here = &letters[at..chain];
        let first = letters[at].c;
        let next = letters.get(at + 1).map(|letter| letter.c);
        // 镇 in 镇东村, 乡 in 乡村, 街道 in a street's name.
        let is_township = at > start
            && (first == '镇' && next != Some('街')
                || first == '乡' && next != Some('村')
                || starts_with(here, "苏木")
                || starts_with(here, "街道") && next.is_some());
        if is_township {
            let width = if matches!(first, '镇' | '乡') { 1 } else { 2 };
            if at + width <= chain {
                begin = at + width;
            }
        }
    }
    begin.min(chain)
}
