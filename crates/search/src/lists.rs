//! The list of a term: the documents that hold it and how often, and apart from them where it stands in each.
//! In: documents with positions, or bytes of any origin. Out: bytes, or documents and positions where the bytes hold them.
//!
//! tantivy's own lists are made for speed: what is left of a block of 128 takes whole bytes. These
//! take four fifths of the room, and a reader of them fits a page of code.

#[cfg(feature = "write")]
use crate::bits::BitWriter;
use crate::bits::{BitReader, Rice};

/// How many numbers of each sort are remembered, chosen on a corpus of laws.
const GAPS: u32 = 32;
const COUNTS: u32 = 16;
const POSITIONS: u32 = 32;
/// Units between the beginning of a text and what is looked for in it, at first.
const FIRST_POSITION: u32 = 300;

/// Rounded, so that a few documents more do not change what every list begins with.
const ROUND: u32 = 1_024;

fn gaps(list_length: u32, document_end: u32) -> Rice {
    let about = document_end.checked_next_multiple_of(ROUND).unwrap_or(document_end);
    Rice::new(about / list_length.max(1), GAPS)
}

/// Writes the documents of a term, in order, with how often each holds it. All numbers are below `document_end`.
#[cfg(feature = "write")]
pub(crate) fn write_documents(
    writer: &mut BitWriter,
    documents: &[u32],
    counts: Option<&[u32]>,
    document_end: u32,
) {
    let mut gaps = gaps(documents.len() as u32, document_end);
    let mut further = Rice::new(0, COUNTS);
    let mut next = 0;
    for (index, document) in documents.iter().enumerate() {
        gaps.write(writer, document - next);
        next = document + 1;
        if let Some(counts) = counts {
            further.write(writer, counts[index].saturating_sub(1));
        }
    }
    writer.align();
}

/// Writes where the term stands: for each document as many positions as it was counted, in order.
#[cfg(feature = "write")]
pub(crate) fn write_positions<'a>(
    writer: &mut BitWriter,
    documents: impl Iterator<Item = &'a [u32]>,
) {
    let mut steps = Rice::new(FIRST_POSITION, POSITIONS);
    for positions in documents {
        let mut next = 0;
        for position in positions {
            steps.write(writer, position - next);
            next = position + 1;
        }
    }
    writer.align();
}

/// Documents and counts. None for bytes that make no sense.
pub(crate) fn read_documents(
    bytes: &[u8],
    length: u32,
    counted: bool,
    document_end: u32,
) -> Option<(Vec<u32>, Vec<u32>)> {
    // Each takes a bit at least, so that no length makes room for more than the bytes could hold.
    if length as usize > bytes.len().saturating_mul(8) {
        return None;
    }
    let mut reader = BitReader::new(bytes);
    let mut gaps = gaps(length, document_end);
    let mut further = Rice::new(0, COUNTS);
    let mut documents = Vec::with_capacity(length as usize);
    let mut counts = Vec::with_capacity(length as usize);
    let mut next = 0u32;
    for _ in 0..length {
        let document = next.checked_add(gaps.read(&mut reader)?)?;
        if document >= document_end {
            return None;
        }
        next = document + 1;
        documents.push(document);
        counts.push(match counted {
            true => further.read(&mut reader)?.checked_add(1)?,
            false => 1,
        });
    }
    Some((documents, counts))
}

/// The positions of all documents one after the other, and where each document's begin; one more at the end.
pub(crate) fn read_positions(bytes: &[u8], counts: &[u32]) -> Option<(Vec<u32>, Vec<u32>)> {
    let mut reader = BitReader::new(bytes);
    let mut steps = Rice::new(FIRST_POSITION, POSITIONS);
    let mut starts = Vec::with_capacity(counts.len() + 1);
    let mut positions = Vec::with_capacity(counts.len());
    for count in counts {
        starts.push(positions.len() as u32);
        let mut next = 0u32;
        for _ in 0..*count {
            let position = next.checked_add(steps.read(&mut reader)?)?;
            next = position.checked_add(1)?;
            positions.push(position);
        }
    }
    starts.push(positions.len() as u32);
    Some((starts, positions))
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn lists_come_back(
            held in prop::collection::btree_map(
                0..5000u32,
                prop::collection::btree_set(0..70_000u32, 1..9),
                1..60,
            ),
        ) {
            let documents: Vec<u32> = held.keys().copied().collect();
            let counts: Vec<u32> = held.values().map(|positions| positions.len() as u32).collect();
            let positions: Vec<Vec<u32>> = held
                .values()
                .map(|positions| positions.iter().copied().collect())
                .collect();
            for counted in [true, false] {
                let mut writer = BitWriter::default();
                write_documents(&mut writer, &documents, counted.then_some(&counts), 5000);
                let read = read_documents(writer.bytes(), documents.len() as u32, counted, 5000);
                let ones = vec![1; documents.len()];
                prop_assert_eq!(
                    read,
                    Some((documents.clone(), if counted { counts.clone() } else { ones }))
                );
            }
            let mut writer = BitWriter::default();
            write_positions(&mut writer, positions.iter().map(Vec::as_slice));
            let (starts, read) = read_positions(writer.bytes(), &counts).unwrap();
            prop_assert_eq!(&read, &positions.concat());
            prop_assert_eq!(starts.len(), counts.len() + 1);
            prop_assert_eq!(starts.last().copied(), Some(read.len() as u32));
        }

        #[test]
        fn any_bytes_are_read_or_refused(
            bytes in prop::collection::vec(any::<u8>(), 0..120),
            length in prop_oneof![0..400u32, any::<u32>()],
            counts in prop::collection::vec(prop_oneof![0..9u32, any::<u32>()], 0..20),
        ) {
            if let Some((documents, _)) = read_documents(&bytes, length, true, 300) {
                prop_assert!(documents.is_sorted() && documents.iter().all(|one| *one < 300));
            }
            if let Some((_, positions)) = read_positions(&bytes, &counts) {
                prop_assert!(positions.len() <= bytes.len() * 8);
            }
        }
    }
}
