//! What rules look at.
//! In: both editions of a folder. Out: [`Subject`], the same for every rule.

use std::sync::OnceLock;

use crate::disclosure::Disclosure;
use crate::model::Editions;

/// A folder as rules see it.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    pub editions: Editions<'a>,
    /// Filled when the first rule asks for it.
    pub(crate) disclosure: &'a OnceLock<Disclosure>,
}

impl<'a> Subject<'a> {
    /// Everything that may go out, looked through once.
    pub fn disclosure(&self) -> &'a Disclosure {
        self.disclosure.get_or_init(|| Disclosure::of(&self.editions))
    }
}
