//! How near to the end of a title something stands, said together with how often it stands there.
//! In: a place and a count, or the number that stands for both. Out: that number, or both again.

/// How near to the end of what a title names a pair stands; the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TitleEnd {
    /// It ends with it.
    There,
    /// One unit follows, or two.
    Near,
}

/// Numbers of one count: nothing of the end, there, one before, two before.
const WAYS: u32 = 4;

/// For the positions of a pair in a title that ends after so many units.
#[cfg(feature = "write")]
pub(crate) fn told_count(positions: &[u32], end: u32) -> u32 {
    const PAIR: u32 = 2;
    let distance = |position: &u32| end.checked_sub(position + PAIR).filter(|by| *by < WAYS - 1);
    let way = positions.iter().filter_map(distance).min().map_or(0, |by| by + 1);
    (positions.len() as u32).saturating_sub(1) * WAYS + way + 1
}

/// The count, and where in the title it stands.
pub(crate) fn read_count(told: u32) -> (u32, Option<TitleEnd>) {
    let told = told.saturating_sub(1);
    let end = match told % WAYS {
        0 => None,
        1 => Some(TitleEnd::There),
        _ => Some(TitleEnd::Near),
    };
    (told / WAYS + 1, end)
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use super::*;

    #[test]
    fn counts_and_ends_come_back() {
        for (positions, end, read) in [
            (&[0][..], 2, (1, Some(TitleEnd::There))),
            (&[3, 5, 9], 7, (3, Some(TitleEnd::There))),
            (&[4], 7, (1, Some(TitleEnd::Near))),
            (&[3, 20], 7, (2, Some(TitleEnd::Near))),
            (&[2], 7, (1, None)),
            (&[6, 7], 7, (2, None)),
            (&[0], 0, (1, None)),
        ] {
            assert_eq!(read_count(told_count(positions, end)), read, "{positions:?} of {end}");
        }
        assert_eq!(read_count(0), (1, None));
    }
}
