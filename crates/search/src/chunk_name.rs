//! Short names of chunks, made of their bytes: what is in a file is known by its name, and what did not change keeps it.
//! In: a chunk's bytes as they are sent, or a path. Out: its name and where it lies; whether a path is named so.

const LETTERS: usize = ChunkName::BYTES * 8 / 5;
const ENDING: &str = ".BIN";

/// Digits and letters that are not taken for each other. Capitals, because FAT keeps a name of eight and three of these
/// in one entry of a folder, whichever system writes it; small ones take three under Linux.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// So many chunks lie in 32 folders. Each folder takes room of its own on a stick, so that there are no more of them
/// than are needed.
const FEW_FOLDERS: usize = 30_000;

/// Where the hot files lie, apart from the chunks.
const OF_HOT_FILES: &str = "hot";
/// And where the client.
pub(crate) const OF_CLIENT: &str = "client";

/// The beginning of a hash.
pub(crate) fn short_hash<const BYTES: usize>(bytes: &[u8]) -> [u8; BYTES] {
    let mut short = [0; BYTES];
    short.copy_from_slice(&blake3::hash(bytes).as_bytes()[..BYTES]);
    short
}

/// Forty bits of a hash.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ChunkName(pub(crate) [u8; ChunkName::BYTES]);

impl ChunkName {
    pub(crate) const BYTES: usize = 5;

    pub(crate) fn of(bytes: &[u8]) -> ChunkName {
        ChunkName(short_hash(bytes))
    }

    fn letters(self) -> String {
        let bits = self.0.iter().fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
        let letter = |at: usize| ALPHABET[(bits >> (5 * at)) as usize & 31];
        (0..LETTERS).rev().map(|at| char::from(letter(at))).collect()
    }

    /// Where a chunk of this name lies among so many, from the folder of the index.
    pub(crate) fn path(self, chunk_count: usize) -> String {
        let letters = self.letters();
        let folder = if chunk_count > FEW_FOLDERS { 2 } else { 1 };
        [&letters[..folder], "/", &letters, ENDING].concat()
    }

    #[cfg(feature = "write")]
    pub(crate) fn hot_path(self) -> String {
        [OF_HOT_FILES, "/", &self.letters(), ENDING].concat()
    }

    /// The name in a path.
    pub(crate) fn in_path(path: &str) -> Option<ChunkName> {
        let (_, file) = path.rsplit_once('/')?;
        let letters = file.strip_suffix(ENDING)?;
        let mut bits = 0u64;
        for letter in letters.bytes() {
            let value = ALPHABET.iter().position(|of| *of == letter)?;
            bits = bits << 5 | value as u64;
        }
        let [_, _, _, name @ ..] = bits.to_be_bytes();
        (letters.len() == LETTERS).then_some(ChunkName(name))
    }
}

/// The script by which a page opened from a disk reads the file at this path.
pub(crate) fn twin_path(path: &str) -> String {
    match path.strip_suffix(ENDING) {
        Some(name) => format!("{name}.JS"),
        None => format!("{path}.js"),
    }
}

/// Whether a file of the index is named by its content, so that it never changes under its name. In: its path from the
/// folder of the index.
pub fn is_named_by_content(path: &str) -> bool {
    let Some((folder, file)) = path.split_once('/') else {
        return false;
    };
    let is_named =
        |name: &str| name.len() == LETTERS && name.bytes().all(|letter| ALPHABET.contains(&letter));
    let (name, ending) = file.split_once('.').unwrap_or((file, ""));
    folder == OF_CLIENT
        || matches!(ending, "BIN" | "JS")
            && is_named(name)
            && (folder == OF_HOT_FILES || folder.len() <= 2 && name.starts_with(folder))
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_forty_bits_in_eight_letters() {
        let name = ChunkName([0, 0, 0, 0, 31]);
        assert_eq!(name.path(30_000), "0/0000000Z.BIN");
        let name = ChunkName([0xff, 0x07, 0xc0, 0x00, 0x01]);
        assert_eq!(name.path(1), "Z/ZW3W0001.BIN");
        assert_eq!(name.path(30_001), "ZW/ZW3W0001.BIN");
        assert_eq!(name.hot_path(), "hot/ZW3W0001.BIN");
        for path in [name.path(1), name.path(50_000), name.hot_path()] {
            assert_eq!(ChunkName::in_path(&path), Some(name), "{path}");
            assert!(is_named_by_content(&path), "{path}");
        }
        assert_ne!(ChunkName::of(b"one"), ChunkName::of(b"other"));
    }

    #[test]
    fn other_paths_are_no_names() {
        for path in
            ["", "0000.BIN", "Z/ZW3W0001", "Z/ZW3W000.BIN", "Z/ZW3W00011.BIN", "Z/zw3w0001.BIN"]
        {
            assert_eq!(ChunkName::in_path(path), None, "{path}");
            assert!(!is_named_by_content(path), "{path}");
        }
        for path in ["entry.js", "titles.js", "Q/ZW3W0001.BIN", "Z/ZW3W0001.TXT"] {
            assert!(!is_named_by_content(path), "{path}");
        }
        assert!(is_named_by_content("client/0123456789abcdef.js"));
        assert!(is_named_by_content("Z/ZW3W0001.JS"));
    }
}
