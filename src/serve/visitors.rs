//! Who looks at the preview.
//! In: pages that open and go. Out: a wait that ends when the preview should: somebody asks for it, or nobody has looked at
//! it for a while.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

/// A browser may take long to start, and somebody else's may have to be found first.
const UNTIL_FIRST: u32 = 6;
const LOOK: Duration = Duration::from_millis(500);

#[derive(Clone)]
pub(super) struct Visitors {
    inner: Arc<Inner>,
}

struct Inner {
    open: AtomicUsize,
    all: AtomicUsize,
    asked_to_end: Notify,
    /// How long it goes on alone; without end if none.
    rest: Option<Duration>,
}

/// One open page, gone when the value is.
pub(super) struct Visitor {
    inner: Arc<Inner>,
}

impl Visitors {
    pub(super) fn new(rest: Option<Duration>) -> Self {
        let inner = Inner {
            open: AtomicUsize::new(0),
            all: AtomicUsize::new(0),
            asked_to_end: Notify::new(),
            rest,
        };
        Visitors { inner: Arc::new(inner) }
    }

    pub(super) fn comes(&self) -> Visitor {
        self.inner.open.fetch_add(1, Ordering::Relaxed);
        self.inner.all.fetch_add(1, Ordering::Relaxed);
        Visitor { inner: Arc::clone(&self.inner) }
    }

    /// Whether pages offer to end the preview.
    pub(super) fn may_end(&self) -> bool {
        self.inner.rest.is_some()
    }

    pub(super) fn end(&self) {
        self.inner.asked_to_end.notify_one();
    }

    /// Comes back when the preview should end.
    pub(super) async fn gone(&self) {
        let Some(rest) = self.inner.rest else {
            return self.inner.asked_to_end.notified().await;
        };
        let mut alone_since = Instant::now();
        loop {
            tokio::select! {
                () = self.inner.asked_to_end.notified() => return,
                () = tokio::time::sleep(LOOK.min(rest)) => {}
            }
            if self.inner.open.load(Ordering::Relaxed) > 0 {
                alone_since = Instant::now();
                continue;
            }
            let nobody_yet = self.inner.all.load(Ordering::Relaxed) == 0;
            let patience = if nobody_yet { rest * UNTIL_FIRST } else { rest };
            if alone_since.elapsed() >= patience {
                return;
            }
        }
    }
}

impl Drop for Visitor {
    fn drop(&mut self) {
        self.inner.open.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_on_while_a_page_is_open_and_ends_a_while_after_the_last() {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(async {
            let rest = Duration::from_millis(200);
            let visitors = Visitors::new(Some(rest));
            let page = visitors.comes();
            let ended = tokio::time::timeout(rest * 3, visitors.gone()).await;
            assert!(ended.is_err(), "a page is open");
            drop(page);
            let ended = tokio::time::timeout(rest * 10, visitors.gone()).await;
            assert!(ended.is_ok(), "nobody is there");
            let asked = Visitors::new(None);
            asked.end();
            assert!(tokio::time::timeout(rest, asked.gone()).await.is_ok());
            let without_end = Visitors::new(None);
            assert!(tokio::time::timeout(rest, without_end.gone()).await.is_err());
        });
    }
}
