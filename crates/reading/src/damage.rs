//! Readers of file formats that panic where a file is damaged.
//! In: what reads such a file. Out: what it gives, nothing where it panicked; the panic prints nothing.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    /// How many calls of [`caught`] this thread is in.
    static WATCHED: Cell<usize> = const { Cell::new(0) };
}

/// Runs a reader. Libraries check most of what a damaged file may say, not all: their panics are damage too, and what
/// they print would be English on the screen of somebody who can do nothing about it. All other panics print as ever.
pub fn caught<T>(read: impl FnOnce() -> T) -> Option<T> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let loud = take_hook();
        set_hook(Box::new(move |panic| {
            if WATCHED.try_with(Cell::get).unwrap_or_default() == 0 {
                loud(panic);
            }
        }));
    });
    WATCHED.set(WATCHED.get() + 1);
    let outcome = catch_unwind(AssertUnwindSafe(read));
    WATCHED.set(WATCHED.get() - 1);
    outcome.ok()
}

#[cfg(test)]
mod tests {
    use super::caught;

    #[test]
    fn a_panic_is_nothing_and_what_is_read_is_given() {
        assert_eq!(caught(|| 3), Some(3));
        assert_eq!(caught(|| caught(|| panic!("damaged")).map_or(1, |()| 2)), Some(1));
        assert_eq!(caught::<()>(|| panic!("damaged")), None);
    }
}
