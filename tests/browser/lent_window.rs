//! Windows that scenarios use one after another, for a browser takes longer to start than most of them to run.
//! In: a browser's name. Out: a window that shows nothing and remembers nothing; it comes back when the scenario is over.

use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use super::driver::Browser;
use super::webdriver::Window;

/// Those that no scenario uses at the moment, closed with the value.
#[derive(Default)]
pub(crate) struct IdleWindows(Mutex<Vec<Window>>);

impl IdleWindows {
    /// For scenarios that leave neither choices nor complaints behind: others [open](Window::open) one of their own.
    pub(crate) fn lend(self: &Arc<IdleWindows>, browser: Browser) -> LentWindow {
        let mut idle = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let place = idle.iter().position(|window| window.browser() == browser);
        let window = place.map(|place| idle.swap_remove(place));
        drop(idle);
        LentWindow {
            window: Some(window.unwrap_or_else(|| Window::open(browser))),
            owner: Arc::clone(self),
        }
    }
}

pub(crate) struct LentWindow {
    /// None only while it is dropped.
    window: Option<Window>,
    owner: Arc<IdleWindows>,
}

impl Deref for LentWindow {
    type Target = Window;

    fn deref(&self) -> &Window {
        self.window.as_ref().expect("a window until the scenario is over")
    }
}

impl Drop for LentWindow {
    fn drop(&mut self) {
        // Of a scenario that failed nobody knows what it left; and what panics here too ends everything at once.
        if std::thread::panicking() {
            return;
        }
        if let Some(window) = self.window.take() {
            window.forget();
            self.owner.0.lock().unwrap_or_else(PoisonError::into_inner).push(window);
        }
    }
}
