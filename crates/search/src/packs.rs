//! Scripts by which pages opened from a disk read the index. Neighbouring chunks share one, so that there are fewer files
//! on a stick, each of which takes room of its own there.
//! In: names of chunks. Out: which of them share a script, where it lies.

use std::ops::Range;

use crate::chunk_name::{ChunkName, twin_path};
use crate::chunk_names::PAGE;

/// Chunks of a script. More of them are more to read for a question, and one that changed takes all of them along.
const LEAST: usize = 5;
const MOST: usize = 8;
/// Every so many-th name ends a script that has enough: where one begins does not depend on how many come before it.
const ENDING: u8 = 4;

/// The chunks of each script, in order; none shares one with chunks whose names stand on another page.
pub(crate) fn packs(names: &[ChunkName]) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let end_of_page = (start / PAGE + 1) * PAGE;
        let rest = names.get(start..end_of_page.min(names.len()))?;
        let ends = |(count, name): (usize, &ChunkName)| {
            let [.., last] = name.0;
            (count >= MOST || count >= LEAST && last % ENDING == 0).then_some(count)
        };
        let length = (1..).zip(rest).find_map(ends).unwrap_or(rest.len());
        let pack = start..start + length;
        start = pack.end;
        (!pack.is_empty()).then_some(pack)
    })
}

/// Where a script lies, from the folder of the index. It is named by what it holds, as chunks are.
pub(crate) fn pack_path(pack: &[ChunkName], chunk_count: usize) -> String {
    let names: Vec<u8> = pack.iter().flat_map(|name| name.0).collect();
    twin_path(&ChunkName::of(&names).path(chunk_count))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunks(numbers: impl Iterator<Item = u32>) -> Vec<ChunkName> {
        numbers.map(|number| ChunkName::of(&number.to_le_bytes())).collect()
    }

    fn paths(names: &[ChunkName]) -> Vec<String> {
        packs(names).map(|pack| pack_path(&names[pack], 1_000)).collect()
    }

    #[test]
    fn every_chunk_is_in_one_script() {
        assert_eq!(packs(&[]).count(), 0);
        for count in [1, 4, 8, 9, 1_000, 1_024, 1_025, 3_000] {
            let mut next = 0;
            for pack in packs(&chunks(0..count)) {
                assert_eq!(pack.start, next);
                assert!(pack.len() <= MOST);
                assert!(pack.len() >= LEAST || pack.end == count as usize || pack.end % PAGE == 0);
                assert_eq!(pack.start / PAGE, (pack.end - 1) / PAGE);
                next = pack.end;
            }
            assert_eq!(next, count as usize);
        }
    }

    /// A chunk more, or another one, renews the scripts near it.
    #[test]
    fn a_change_stays_where_it_is() {
        let before = paths(&chunks(0..1_000));
        for after in [
            chunks((0..300).chain([9_999]).chain(300..1_000)),
            chunks((0..300).chain([9_999]).chain(301..1_000)),
            chunks((0..300).chain(301..1_000)),
        ] {
            let after = paths(&after);
            let new = after.iter().filter(|path| !before.contains(path)).count();
            assert!((1..20).contains(&new), "{new}");
        }
    }
}
