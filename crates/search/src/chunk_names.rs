//! The names of an index's chunks. Few of them stand in the hot file; many in pages of their own, which are read as they
//! are needed, so that the hot file does not grow with them.
//! In: names in order, or bytes of any origin. Out: bytes, or names, each of them once.

use crate::bytes::Input;
use crate::chunk_name::ChunkName;
use crate::chunk_table::HEAD_BYTES;

/// Names on a page. So few stand in the hot file.
pub(crate) const PAGE: usize = 1_024;

/// What the hot file says of the names of chunks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Listed {
    /// Of all chunks.
    Names(Vec<ChunkName>),
    /// Of the pages on which they stand.
    Pages(Vec<ChunkName>),
}

impl Listed {
    pub(crate) fn read(input: &mut Input, chunk_count: usize) -> Option<Listed> {
        let is_few = chunk_count <= PAGE;
        let count = if is_few { chunk_count } else { chunk_count.div_ceil(PAGE) };
        let names = read_names(input.take(count.checked_mul(ChunkName::BYTES)?)?);
        Some(if is_few { Listed::Names(names) } else { Listed::Pages(names) })
    }

    #[cfg(feature = "write")]
    pub(crate) fn write(&self, body: &mut Vec<u8>) {
        let (Listed::Names(names) | Listed::Pages(names)) = self;
        body.extend(names.iter().flat_map(|name| name.0));
    }
}

fn read_names(bytes: &[u8]) -> Vec<ChunkName> {
    let (names, _) = bytes.as_chunks();
    names.iter().copied().map(ChunkName).collect()
}

/// What a file of the index holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holding {
    Chunk(u32),
    /// Names of chunks.
    Page(u32),
}

/// The names as far as they are known.
#[derive(Debug)]
pub(crate) struct ChunkNames {
    /// Of each page.
    pages: Vec<ChunkName>,
    /// Whether the names of its chunks are known.
    known: Vec<bool>,
    /// Of all chunks.
    names: Vec<ChunkName>,
}

impl ChunkNames {
    pub(crate) fn of(listed: Listed, count: usize) -> ChunkNames {
        let (pages, known, mut names) = match listed {
            Listed::Names(names) => (Vec::new(), true, names),
            Listed::Pages(pages) => (pages, false, Vec::new()),
        };
        names.resize(count, ChunkName::default());
        ChunkNames { pages, known: vec![known; count.div_ceil(PAGE)], names }
    }

    /// Takes in the names on a page.
    pub(crate) fn learn(&mut self, page: u32, bytes: &[u8]) {
        let page = page as usize;
        let places = self.names.iter_mut().skip(page * PAGE).take(PAGE);
        for (place, name) in places.zip(read_names(bytes)) {
            *place = name;
        }
        if let Some(known) = self.known.get_mut(page) {
            *known = true;
        }
    }

    fn is_known(&self, chunk: u32) -> bool {
        self.known.get(chunk as usize / PAGE) == Some(&true)
    }

    pub(crate) fn name(&self, of: Holding) -> ChunkName {
        let name = match of {
            Holding::Chunk(chunk) => self.names.get(chunk as usize),
            Holding::Page(page) => self.pages.get(page as usize),
        };
        name.copied().unwrap_or_default()
    }

    /// Bytes of a page as it is sent.
    pub(crate) fn page_length(&self, page: u32) -> usize {
        let names = self.names.len().saturating_sub(page as usize * PAGE).min(PAGE);
        HEAD_BYTES + names * ChunkName::BYTES
    }

    /// The file to bring next for a chunk: its own, or the page with its name.
    pub(crate) fn way_to(&self, chunk: u32) -> Holding {
        match self.is_known(chunk) {
            true => Holding::Chunk(chunk),
            false => Holding::Page(chunk / PAGE as u32),
        }
    }

    pub(crate) fn path(&self, of: Holding) -> String {
        self.name(of).path(self.names.len())
    }

    /// What lies at a path.
    pub(crate) fn at(&self, path: &str) -> Option<Holding> {
        let name = ChunkName::in_path(path)?;
        let page = (0..).zip(&self.pages).find(|(_, of)| **of == name);
        let holding = match page {
            Some((page, _)) => Holding::Page(page),
            None => {
                let chunks = (0..).zip(&self.names);
                let mut chunks = chunks.filter(|(chunk, of)| **of == name && self.is_known(*chunk));
                Holding::Chunk(chunks.next()?.0)
            }
        };
        (self.path(holding) == path).then_some(holding)
    }

    /// Chunks of the same name: the one alone, but in a hot file made by somebody else.
    pub(crate) fn chunks_like(&self, of: Holding) -> Vec<u32> {
        let name = self.name(of);
        let chunks = (0..).zip(&self.names).filter(|(_, of)| **of == name);
        chunks.map(|(chunk, _)| chunk).collect()
    }

    /// The names on the page of a chunk, and the place of the chunk among them.
    pub(crate) fn beside(&self, chunk: u32) -> (&[ChunkName], usize) {
        let (page, place) = (chunk as usize / PAGE, chunk as usize % PAGE);
        (self.names.chunks(PAGE).nth(page).unwrap_or_default(), place)
    }

    pub(crate) fn count(&self) -> usize {
        self.names.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(count: usize) -> Vec<ChunkName> {
        (0..count).map(|number| ChunkName::of(&number.to_le_bytes())).collect()
    }

    #[test]
    fn few_names_are_known_and_many_stand_on_pages() {
        let few = ChunkNames::of(Listed::Names(names(3)), 3);
        assert_eq!(few.way_to(2), Holding::Chunk(2));
        assert_eq!(few.at(&few.path(Holding::Chunk(2))), Some(Holding::Chunk(2)));
        assert_eq!(few.at("0/00000000.BIN"), None);

        let all = names(PAGE + 7);
        let of_pages = vec![ChunkName([1; 5]), ChunkName([2; 5])];
        let mut many = ChunkNames::of(Listed::Pages(of_pages), all.len());
        let last = PAGE as u32 + 6;
        assert_eq!(many.way_to(last), Holding::Page(1));
        assert_eq!(many.at("0/00000000.BIN"), None);
        assert_eq!(many.page_length(0), HEAD_BYTES + PAGE * 5);
        assert_eq!(many.page_length(1), HEAD_BYTES + 35);
        let page = many.path(Holding::Page(1));
        assert_eq!(many.at(&page), Some(Holding::Page(1)));
        let bytes: Vec<u8> = all[PAGE..].iter().flat_map(|name| name.0).collect();
        for _again in 0..2 {
            many.learn(1, &bytes);
        }
        assert_eq!(many.way_to(last), Holding::Chunk(last));
        assert_eq!(Some(&many.name(Holding::Chunk(last))), all.last());
        assert_eq!(many.at(&many.path(Holding::Chunk(last))), Some(Holding::Chunk(last)));
        assert_eq!(many.way_to(0), Holding::Page(0));
        assert_eq!(many.beside(last), (&all[PAGE..], 6));
    }
}
