//! Things put in order by a number. One sort for all of them keeps the browser's client small.
//! In: things, and what makes a number of each. Out: the same things, the least number first.

/// Those with the same number stay in order.
pub(crate) fn put_in_order<T>(things: &mut Vec<T>, key: impl Fn(&T) -> u64) {
    let order = order(things.iter().map(key).collect());
    let mut places: Vec<Option<T>> = std::mem::take(things).into_iter().map(Some).collect();
    things.extend(order.into_iter().filter_map(|(_, place)| places.get_mut(place)?.take()));
}

fn order(keys: Vec<u64>) -> Vec<(u64, usize)> {
    let mut order: Vec<(u64, usize)> = keys.into_iter().zip(0..).collect();
    order.sort_unstable();
    order
}

/// The number of two, the first of which counts first.
pub(crate) fn first_then(first: u32, then: u32) -> u64 {
    u64::from(first) << 32 | u64::from(then)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_comes_first_and_equals_stay() {
        let mut words = vec!["三三", "一", "二二", "四", ""];
        put_in_order(&mut words, |word| word.len() as u64);
        assert_eq!(words, ["", "一", "四", "三三", "二二"]);
        assert!(first_then(1, u32::MAX) < first_then(2, 0));
    }
}
