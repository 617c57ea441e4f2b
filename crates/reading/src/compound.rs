//! The container of old workbooks and documents (.xls, .et, .doc, .wps) and of those with a password.
//! In: bytes. Out: its streams by name.

use std::collections::BTreeSet;

use crate::little_endian::{u16_at, u32_at};

/// Sector numbers from here on end a chain.
const LAST_SECTOR: u32 = 0xFFFF_FFFA;
/// Streams shorter than this lie in small sectors inside the root's stream.
const SMALL_STREAM: usize = 4096;
const SMALL_SECTOR: usize = 64;

/// A compound file's directory and allocation.
pub struct Compound<'a> {
    bytes: &'a [u8],
    sector_size: usize,
    next: Vec<u32>,
    next_small: Vec<u32>,
    small_sectors: Vec<u8>,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    start: u32,
    size: usize,
}

impl<'a> Compound<'a> {
    pub fn open(bytes: &'a [u8]) -> Option<Self> {
        let sector_size = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut compound = Compound {
            bytes,
            sector_size,
            next: Vec::new(),
            next_small: Vec::new(),
            small_sectors: Vec::new(),
            entries: Vec::new(),
        };
        compound.next = compound
            .allocation_sectors()?
            .iter()
            .flat_map(|sector| numbers(compound.sector(*sector)))
            .collect();
        if !all_chains_end(&compound.next) {
            return None;
        }
        compound.next_small = numbers(&compound.chain(u32_at(bytes, 60)?)).collect();
        if !all_chains_end(&compound.next_small) {
            return None;
        }
        let directory = compound.chain(u32_at(bytes, 48)?);
        let own = top_entries(&directory);
        for (number, entry) in directory.chunks_exact(128).enumerate() {
            let length = usize::from(u16_at(entry, 64)?).saturating_sub(2).min(62);
            let units: Vec<u16> =
                entry.get(..length)?.chunks_exact(2).filter_map(|pair| u16_at(pair, 0)).collect();
            let (kind, start) = (entry.get(66)?, u32_at(entry, 116)?);
            match kind {
                2 if own.contains(&number) => compound.entries.push(Entry {
                    name: String::from_utf16_lossy(&units),
                    start,
                    size: u32_at(entry, 120)? as usize,
                }),
                5 => compound.small_sectors = compound.chain(start),
                _ => {}
            }
        }
        Some(compound)
    }

    /// The sectors that say which sector follows which: 109 in the header, more in a chain of their own.
    fn allocation_sectors(&self) -> Option<Vec<u32>> {
        let mut listed: Vec<u32> = numbers(self.bytes.get(76..512)?).collect();
        let mut more = u32_at(self.bytes, 68)?;
        let mut left = self.bytes.len() / self.sector_size;
        while more < LAST_SECTOR && left > 0 {
            let mut sector: Vec<u32> = numbers(self.sector(more)).collect();
            more = sector.pop().unwrap_or(LAST_SECTOR);
            listed.extend(sector);
            left -= 1;
        }
        listed.retain(|sector| *sector < LAST_SECTOR);
        Some(listed)
    }

    /// A sector's bytes; the last one of a file may be short.
    fn sector(&self, number: u32) -> &'a [u8] {
        let start = (number as usize).saturating_add(1).saturating_mul(self.sector_size);
        let end = start.saturating_add(self.sector_size).min(self.bytes.len());
        self.bytes.get(start..end).unwrap_or_default()
    }

    fn chain(&self, start: u32) -> Vec<u8> {
        let mut out = Vec::new();
        let mut at = start;
        while at < LAST_SECTOR && out.len() <= self.bytes.len() {
            let sector = self.sector(at);
            if sector.is_empty() {
                break;
            }
            out.extend_from_slice(sector);
            at = self.next.get(at as usize).copied().unwrap_or(LAST_SECTOR);
        }
        out
    }

    pub fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// A stream of the file itself, by its name.
    pub fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entry(name)?;
        let mut out = if entry.size >= SMALL_STREAM {
            self.chain(entry.start)
        } else {
            let mut out = Vec::new();
            let mut at = entry.start;
            while at < LAST_SECTOR && out.len() < entry.size {
                let start = at as usize * SMALL_SECTOR;
                out.extend_from_slice(self.small_sectors.get(start..start + SMALL_SECTOR)?);
                at = self.next_small.get(at as usize).copied()?;
            }
            out
        };
        out.truncate(entry.size);
        Some(out)
    }
}

/// The numbers of the entries that lie in no folder but the first: an embedded document has streams of the same names. They
/// hang in a tree.
fn top_entries(directory: &[u8]) -> BTreeSet<usize> {
    const LEFT: usize = 68;
    const RIGHT: usize = 72;
    const FIRST_INSIDE: usize = 76;
    let entry = |number: usize| directory.chunks_exact(128).nth(number);
    let mut found = BTreeSet::new();
    let first = entry(0).and_then(|root| u32_at(root, FIRST_INSIDE));
    let mut open: Vec<usize> = first.map(|number| number as usize).into_iter().collect();
    while let Some(number) = open.pop() {
        if let Some(entry) = entry(number)
            && found.insert(number)
        {
            open.extend(
                [LEFT, RIGHT].iter().filter_map(|at| u32_at(entry, *at)).map(|n| n as usize),
            );
        }
    }
    found
}

/// Whether no sector leads back to itself. The library follows such a chain until the memory is full.
fn all_chains_end(next: &[u32]) -> bool {
    // For each sector the chain in which it was first met.
    let mut met = vec![None; next.len()];
    (0..next.len()).all(|start| {
        let mut at = start;
        while let (Some(following), Some(mark @ None)) = (next.get(at), met.get_mut(at)) {
            *mark = Some(start);
            at = *following as usize;
        }
        met.get(at) != Some(&Some(start))
    })
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).filter_map(|four| u32_at(four, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A container of one folder with the streams 甲 of the file itself and 甲 of something embedded, which comes first.
    fn with_embedded(own: u8, embedded: u8) -> Vec<u8> {
        const SECTOR: usize = 512;
        const NOBODY: u32 = u32::MAX;
        const END: u32 = 0xFFFF_FFFE;
        let mut directory = Vec::new();
        // Name, kind, right, child, start, size.
        for (name, kind, right, child, start, size) in [
            ("Root Entry", 5, NOBODY, 2, END, 0),
            ("甲", 2, NOBODY, NOBODY, 2, 4096),
            ("甲", 2, 3, NOBODY, 10, 4096),
            ("夹", 1, NOBODY, 1, 0, 0),
        ] {
            let mut entry = vec![0; 128];
            for (at, unit) in name.encode_utf16().enumerate() {
                entry[2 * at..2 * at + 2].copy_from_slice(&unit.to_le_bytes());
            }
            entry[64] = 2 * (name.encode_utf16().count() as u8 + 1);
            entry[66] = kind;
            for (at, number) in [(68, NOBODY), (72, right), (76, child), (116, start), (120, size)]
            {
                entry[at..at + 4].copy_from_slice(&u32::to_le_bytes(number));
            }
            directory.extend(entry);
        }
        let mut next = vec![0xFFFF_FFFD, END];
        for start in [2, 10] {
            next.extend((start + 1..start + 8).chain([END]));
        }
        next.resize(SECTOR / 4, NOBODY);
        let mut out = vec![0; SECTOR];
        out[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
        out[30] = 9;
        for (at, number) in [(48, 1), (60, END), (68, END), (76, 0)] {
            out[at..at + 4].copy_from_slice(&u32::to_le_bytes(number));
        }
        out[80..].fill(0xFF);
        out.extend(next.iter().flat_map(|number| number.to_le_bytes()));
        out.extend(directory);
        out.extend([embedded; 4096]);
        out.extend([own; 4096]);
        out
    }

    #[test]
    fn streams_of_what_is_embedded_are_not_the_files_own() {
        let container = with_embedded(1, 2);
        let stream = Compound::open(&container).and_then(|compound| compound.stream("甲"));
        assert_eq!(stream, Some(vec![1; 4096]));
    }
}
