//! Everything that a search index holds, in words.
//! In: the files of `search/`. Out: stored records, terms of every field, values of facets, each with where it stands.
//!
//! This reads the format a second time, apart from the program's reader, so that nothing can hide behind what the
//! program leaves unread. Bytes that nothing accounts for fail the test.

use std::collections::BTreeMap;
use std::path::Path;

use tantivy::directory::RamDirectory;
use tantivy::{Directory, Index, SegmentReader};

const SEGMENT: &str = "00000000000000000000000000000000";
/// By number; the last two are no files of tantivy's.
const EXTENSIONS: [&str; 8] = [
    "term",
    "idx",
    "pos",
    "store",
    "fieldnorm",
    "fast",
    "facets",
    "records",
];
const FACETS: usize = 6;
const RECORDS: usize = 7;
const COLUMNS: usize = 7;

struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.0.split_at(length);
        self.0 = rest;
        taken
    }

    fn byte(&mut self) -> u8 {
        self.take(1)[0]
    }

    fn number(&mut self) -> usize {
        let mut number = 0;
        for shift in (0..).step_by(7) {
            let byte = self.byte();
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
        }
        number
    }

    fn block(&mut self) -> &'a [u8] {
        let length = self.number();
        self.take(length)
    }
}

/// The contents of an index, as pairs of a place and a text.
pub(crate) fn contents(files: &BTreeMap<String, Vec<u8>>) -> Vec<(String, String)> {
    let (_, hot) = files
        .iter()
        .find(|(path, _)| path.ends_with("/hot.bin"))
        .expect("a hot file");
    let chunks: Vec<&Vec<u8>> = files
        .iter()
        .filter(|(path, _)| path.ends_with(".bin") && !path.ends_with("/hot.bin"))
        .map(|(_, bytes)| bytes)
        .collect();
    let mut input = Input(hot);
    assert_eq!(input.take(4), b"YXHF");
    // Format, checksum, nonce.
    input.take(4 + 8 + 16);
    let meta = input.block().to_vec();
    let lengths: Vec<usize> = EXTENSIONS.iter().map(|_| input.number()).collect();
    let documents = input.number();
    input.take(documents.div_ceil(2));
    let blocks: Vec<usize> = (0..input.number()).map(|_| input.number()).collect();
    let columns: Vec<usize> = (0..COLUMNS).map(|_| input.number()).collect();
    let mut parts: Vec<Vec<u8>> = lengths.iter().map(|length| vec![0; *length]).collect();
    let mut known: Vec<Vec<bool>> = lengths.iter().map(|length| vec![false; *length]).collect();
    let mut fill = |file: usize, start: usize, bytes: &[u8]| {
        parts[file][start..start + bytes.len()].copy_from_slice(bytes);
        known[file][start..start + bytes.len()].fill(true);
    };
    for _ in 0..input.number() {
        let file = usize::from(input.byte());
        let start = input.number();
        let bytes = input.block();
        fill(file, start, bytes);
    }
    let chunk_count = input.number();
    assert_eq!(chunk_count, chunks.len());
    let mut ends = [0usize; EXTENSIONS.len()];
    let mut record_blocks = Vec::new();
    for chunk in chunks {
        let mut chunk = Input(chunk);
        chunk.take(8);
        let shape = input.byte();
        let pieces: Vec<Option<usize>> = if shape == 0x80 {
            vec![None; input.number()]
        } else {
            let cut = [0, 1, 2, FACETS, RECORDS];
            let files = cut.into_iter().enumerate();
            files
                .filter(|(bit, _)| shape >> bit & 1 == 1)
                .map(|(_, file)| Some(file))
                .collect()
        };
        for piece in pieces {
            let (file, step) = match piece {
                Some(file) => (file, 0),
                None => {
                    let file = usize::from(input.byte());
                    let number = input.number();
                    (file, (number >> 1) as i64 ^ -((number & 1) as i64))
                }
            };
            let start = (ends[file] as i64 + step) as usize;
            let length = input.number();
            let bytes = chunk.take(length);
            fill(file, start, bytes);
            ends[file] = start + length;
            if file == RECORDS {
                record_blocks.push((start, length));
            }
        }
        assert!(chunk.0.is_empty(), "a chunk holds more than it says");
    }
    assert!(input.0.is_empty(), "the hot file holds more than it says");
    // Of what tantivy writes beside these nothing is read, so that it is left behind.
    for file in [0, 1, 2, FACETS, RECORDS] {
        let extension = EXTENSIONS[file];
        assert!(
            known[file].iter().all(|known| *known),
            "bytes of .{extension} are missing"
        );
    }

    let mut found = vec![(
        "meta.json".to_string(),
        String::from_utf8_lossy(&meta).into_owned(),
    )];
    record_blocks.sort_unstable();
    for ((start, length), count) in record_blocks.into_iter().zip(blocks) {
        let mut block = Input(&parts[RECORDS][start..start + length]);
        let size = block.number();
        let bytes = miniz_oxide::inflate::decompress_to_vec(block.0).expect("a packed block");
        assert_eq!(bytes.len(), size);
        let mut records = Input(&bytes);
        for _ in 0..count {
            let record = records.block();
            found.push((
                "record".into(),
                String::from_utf8_lossy(record).into_owned(),
            ));
        }
        assert!(records.0.is_empty());
    }
    let mut start = 0;
    for (number, length) in columns.into_iter().enumerate() {
        let mut column = Input(&parts[FACETS][start..start + length]);
        start += length;
        if length > 0 {
            for _ in 0..column.number() {
                let value = String::from_utf8(column.block().to_vec()).expect("text");
                found.push((format!("column {number}"), value));
            }
        }
    }
    found.extend(terms(&meta, &parts));
    found
}

/// The terms of every field, read by tantivy itself.
fn terms(meta: &[u8], parts: &[Vec<u8>]) -> Vec<(String, String)> {
    let directory = RamDirectory::create();
    directory
        .atomic_write(Path::new("meta.json"), meta)
        .expect("written");
    for (extension, bytes) in EXTENSIONS.iter().zip(&parts[..FACETS]) {
        directory
            .atomic_write(Path::new(&format!("{SEGMENT}.{extension}")), bytes)
            .expect("written");
    }
    let index = Index::open(directory).expect("an index");
    let mut found = Vec::new();
    for segment in index.searchable_segments().expect("segments") {
        let reader = SegmentReader::open(&segment).expect("a reader");
        for (field, entry) in index.schema().fields() {
            let inverted = reader.inverted_index(field).expect("a field");
            let mut terms = inverted.terms().stream().expect("terms");
            while let Some((term, _)) = terms.next() {
                found.push((
                    format!("term of {}", entry.name()),
                    String::from_utf8_lossy(term).into_owned(),
                ));
            }
        }
    }
    found
}
