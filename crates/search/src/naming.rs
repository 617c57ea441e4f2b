//! Files of the index get their heads and names. Two that would have one name are told apart by a number in the head of the
//! later one; those that hold the same are one file.
//! In: what files hold, in order. Out: files as they are sent, no two different ones of one name.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::chunk_name::ChunkName;
use crate::chunk_table::{HEAD_BYTES, with_head};
use crate::error::WriteError;

/// The names given so far, and what makes them of bytes.
pub(crate) struct Naming {
    /// Each with the hash of its bytes.
    given: BTreeMap<ChunkName, blake3::Hash>,
    name: fn(&[u8]) -> ChunkName,
}

impl Naming {
    pub(crate) fn by(name: fn(&[u8]) -> ChunkName) -> Naming {
        Naming { given: BTreeMap::new(), name }
    }

    /// Names files after those that have names already.
    pub(crate) fn names(
        &mut self,
        contents: Vec<Vec<u8>>,
    ) -> Result<Vec<(ChunkName, Vec<u8>)>, WriteError> {
        let name = self.name;
        let with_name = |salt: u8, contents: &[u8]| {
            let bytes = with_head(salt, contents);
            (name(&bytes), bytes)
        };
        let files = contents.into_par_iter().map(|contents| with_name(0, &contents));
        let mut files: Vec<(ChunkName, Vec<u8>)> = files.collect();
        for (name, bytes) in &mut files {
            let mut salt = 0u8;
            while !self.is_free(*name, bytes) {
                salt = salt.checked_add(1).ok_or(WriteError::Shape("the names of the chunks"))?;
                (*name, *bytes) = with_name(salt, &bytes[HEAD_BYTES..]);
            }
        }
        Ok(files)
    }

    /// Whether no other file has the name, which is then given.
    fn is_free(&mut self, name: ChunkName, bytes: &[u8]) -> bool {
        let hash = blake3::hash(bytes);
        *self.given.entry(name).or_insert(hash) == hash
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::chunk_table::opened;

    /// A hash of eight bits.
    fn short(bytes: &[u8]) -> ChunkName {
        ChunkName([ChunkName::of(bytes).0[0], 0, 0, 0, 0])
    }

    fn contents(count: usize) -> Vec<Vec<u8>> {
        (0..count).map(|number| number.to_string().into_bytes()).collect()
    }

    #[test]
    fn two_files_of_one_short_name_are_told_apart() {
        let files = Naming::by(short).names(contents(120)).unwrap();
        let names: BTreeSet<ChunkName> = files.iter().map(|(name, _)| *name).collect();
        assert_eq!(names.len(), 120);
        for (number, (name, bytes)) in files.iter().enumerate() {
            assert_eq!(*name, short(bytes));
            let whole = opened(ChunkName::of(bytes), bytes);
            assert_eq!(whole, Some(number.to_string().as_bytes()));
        }
        assert!(files.iter().any(|(_, bytes)| bytes[HEAD_BYTES - 1] > 0));
        // The first of two keeps its name, whatever comes after it, also in another turn.
        let mut naming = Naming::by(short);
        let first = naming.names(contents(60)).unwrap();
        let then = naming.names(contents(120).split_off(60)).unwrap();
        assert_eq!([first, then].concat(), files);
    }

    #[test]
    fn files_that_hold_the_same_are_one() {
        let often = vec![b"same".to_vec(); 1_000];
        let files = Naming::by(ChunkName::of).names(often).unwrap();
        assert!(files.iter().all(|file| *file == files[0]));
        assert_eq!(files[0].1[HEAD_BYTES - 1], 0);
    }

    #[test]
    fn more_files_than_names_are_refused() {
        assert!(Naming::by(short).names(contents(300)).is_err());
    }
}
