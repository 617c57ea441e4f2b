//! An office document's parts for a reader of its own, by the same limits as the inspection's.
//! In: a file's bytes. Out: [`Package`], which gives each part by its name.

use std::collections::BTreeMap;

use crate::budget::Budget;
use crate::unpacking::{Archive, Unpacked};

/// A packed document whose parts are unpacked when they are asked for.
pub struct Package<'a> {
    archive: Archive<'a>,
    budget: Budget,
    /// Entries by their names in lower case: programs write `word/Document.xml` and look for `word/document.xml`.
    numbers: BTreeMap<String, usize>,
}

/// Why a part is not given though its name stands in the package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartFault {
    /// It needs a password.
    Encrypted,
    Damaged,
    /// It, or all that was unpacked so far, is larger than is read.
    TooLarge,
}

impl<'a> Package<'a> {
    /// Nothing when the bytes are no archive.
    pub fn open(bytes: &'a [u8]) -> Option<Self> {
        let archive = Archive::open(bytes)?;
        let numbers = archive
            .names
            .iter()
            .enumerate()
            .map(|(number, name)| (name.replace('\\', "/").to_lowercase(), number))
            .collect();
        Some(Package { archive, budget: Budget::whole(), numbers })
    }

    pub fn has(&self, name: &str) -> bool {
        self.numbers.contains_key(&key(name))
    }

    /// The bytes of a part, by its path from the top of the package; nothing where there is none of this name.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, PartFault> {
        let Some(number) = self.numbers.get(&key(name)) else {
            return Ok(None);
        };
        match self.archive.unpack(*number, &mut self.budget) {
            Unpacked::Contents(bytes) => Ok(Some(bytes)),
            Unpacked::Folder => Ok(None),
            Unpacked::Encrypted => Err(PartFault::Encrypted),
            Unpacked::Damaged => Err(PartFault::Damaged),
            Unpacked::TooLarge => Err(PartFault::TooLarge),
        }
    }
}

fn key(name: &str) -> String {
    name.trim_start_matches('/').to_lowercase()
}
