//! Everything that a search index holds, in words.
//! In: the files of `search/`. Out: stored records, terms, facets, titles and characters, each with where it stands.
//!
//! This reads the format a second time, apart from the program's reader, so that nothing can hide behind what the
//! program leaves unread. Bytes that nothing accounts for fail the test.

use std::collections::BTreeMap;

use super::index_terms::{Bits, Counted, Listed, Lists, Rice, listed, terms};
use super::taking_apart::{base64, is_client};

/// Of the index's parts, by number.
const PAIRS: usize = 0;
const SINGLES: usize = 1;
const PINYIN: usize = 2;
const DOCUMENTS: usize = 3;
const PLACES: usize = 4;
const FACETS: usize = 5;
const RECORDS: usize = 6;
const CONFUSABLE: usize = 7;
const PARTS: usize = 8;
const COLUMNS: usize = 7;

pub(crate) struct Input<'a>(pub(crate) &'a [u8]);

impl<'a> Input<'a> {
    fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.0.split_at(length);
        self.0 = rest;
        taken
    }

    fn byte(&mut self) -> u8 {
        self.take(1)[0]
    }

    pub(crate) fn number(&mut self) -> usize {
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

    fn end(&self, what: &str) {
        assert!(self.0.is_empty(), "{what} holds more than it says");
    }
}

/// What is deflated. Deflating it again shows that nothing stands behind it.
fn unpacked(packed: &[u8]) -> Vec<u8> {
    let mut input = Input(packed);
    let size = input.number();
    let bytes = miniz_oxide::inflate::decompress_to_vec(input.0).expect("packed bytes");
    assert_eq!(bytes.len(), size);
    assert_eq!(miniz_oxide::deflate::compress_to_vec(&bytes, 9), input.0);
    bytes
}

fn beginning<const LENGTH: usize>(hasher: &blake3::Hasher) -> [u8; LENGTH] {
    let hash = hasher.finalize();
    *hash.as_bytes().first_chunk().expect("a hash")
}

/// The characters that records are written in.
struct Alphabet {
    singles: Vec<char>,
    pairs: Vec<char>,
}

impl Alphabet {
    fn read(input: &mut Input) -> Alphabet {
        let singles = text(input.block()).chars().collect();
        let count = input.number();
        let mut pairs = Vec::new();
        let mut last = 0;
        for place in 0..count {
            last = if place % 96 == 0 { 0 } else { last } + input.number();
            pairs.push(char::from_u32(last as u32).expect("a character"));
        }
        Alphabet { singles, pairs }
    }

    fn text(&self, bytes: &[u8]) -> String {
        let mut input = Input(bytes);
        let mut text = String::new();
        while !input.0.is_empty() {
            let byte = input.byte();
            text.push(match byte {
                0x7f => char::from(input.byte()),
                b'\t' | b'\n' | b'\r' | b' '..0x7f => char::from(byte),
                0..b' ' => {
                    let skipped = [0, b'\t', b'\n', b'\r'];
                    let before = skipped.iter().filter(|skipped| **skipped < byte);
                    self.singles[usize::from(byte) - before.count()]
                }
                0x80..0xa0 => {
                    let column = usize::from(input.byte() - 0xa0);
                    self.pairs[usize::from(byte - 0x80) * 96 + column]
                }
                0xa0.. => {
                    let others = input.take(byte.leading_ones() as usize - 1);
                    let whole = [&[byte], others].concat();
                    let whole = std::str::from_utf8(&whole).expect("a character");
                    whole.chars().next().expect("a character")
                }
            });
        }
        text
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

/// The parts of the index put together from its files, every byte of them known.
struct Parts {
    bytes: Vec<Vec<u8>>,
    known: Vec<Vec<bool>>,
}

impl Parts {
    fn fill(&mut self, part: usize, start: usize, bytes: &[u8]) {
        for (place, byte) in (start..).zip(bytes) {
            // What stands in two files is the same in both.
            assert!(!self.known[part][place] || self.bytes[part][place] == *byte);
            self.bytes[part][place] = *byte;
            self.known[part][place] = true;
        }
    }
}

/// What the hot file says beside the parts' bytes.
struct Told {
    alphabet: Alphabet,
    /// Of each document whether it is a title.
    titles: Vec<bool>,
    items: usize,
    records: usize,
    /// Records of each block of them, and where the block lies.
    blocks: Vec<(usize, usize, usize)>,
    columns: Vec<usize>,
    /// Terms of each field that are in no dictionary.
    frequent: Vec<Frequent>,
}

/// Where the lists of the first term lie, and the terms.
type Frequent = ([usize; 2], Vec<(Vec<u8>, Listed)>);

/// The contents of an index, as pairs of a place and a text.
pub(crate) fn contents(files: &BTreeMap<String, Vec<u8>>) -> Vec<(String, String)> {
    let (parts, told) = put_together(files);
    let parts = &parts.bytes;
    let alphabet = told.alphabet.singles.iter().chain(&told.alphabet.pairs);
    let mut found = vec![("alphabet".to_string(), alphabet.collect())];
    // The same in every index.
    assert_eq!(text(&parts[CONFUSABLE]), yanxi_text::confusable::table());
    found.extend(titles(&files["search/titles.js"]));
    found.extend(records(&parts[RECORDS], &told));
    found.extend(facets(&parts[FACETS], &told));
    let mut lists = Lists::new(&parts[DOCUMENTS], &parts[PLACES], &told.titles);
    for (part, field, counted) in [
        (PAIRS, "pairs", Counted::WithEnds),
        (SINGLES, "singles", Counted::Not),
        (PINYIN, "pinyin", Counted::Plainly),
    ] {
        let block = if part == PINYIN { 2_500 } else { 5_000 };
        for (term, listed) in terms(&parts[part], block) {
            lists.follow(&listed, counted);
            found.push((format!("term of {field}"), text(&term)));
        }
    }
    // Their lists follow those of the others.
    for ((starts, terms), (field, counted)) in told.frequent.iter().zip([
        ("pairs", Counted::WithEnds),
        ("singles", Counted::Not),
        ("pinyin", Counted::Plainly),
    ]) {
        if terms.is_empty() {
            assert_eq!(*starts, [0, 0]);
        } else {
            lists.are_at(*starts);
        }
        for (term, listed) in terms {
            lists.follow(listed, counted);
            found.push((format!("frequent term of {field}"), text(term)));
        }
    }
    lists.end();
    found
}

fn put_together(files: &BTreeMap<String, Vec<u8>>) -> (Parts, Told) {
    let is_hot = |path: &str| path.starts_with("search/hot/") && path.ends_with(".BIN");
    let (hot_path, hot) = files.iter().find(|(path, _)| is_hot(path)).expect("a hot file");
    assert_eq!(*hot_path, format!("search/hot/{}.BIN", letters(hot)));

    let (head, packed) = hot.split_at(16);
    let sum: [u8; 8] = beginning(blake3::Hasher::new().update(packed));
    assert_eq!(head, [&b"YXHF\x08\0\0\0"[..], &sum].concat());
    let body = unpacked(packed);
    let mut input = Input(&body);
    let alphabet = Alphabet::read(&mut input);
    let lengths: Vec<usize> = (0..PARTS).map(|_| input.number()).collect();
    let documents = input.number();
    let kinds = input.take(documents.div_ceil(2));
    let mut kinds: Vec<u8> = kinds.iter().flat_map(|two| [two & 15, two >> 4]).collect();
    assert!(kinds.drain(documents..).all(|beyond| beyond == 0));
    // Rows of a page: how many items after the last ones, how many they are, which item their page is.
    let mut rows_end = 0;
    for _ in 0..input.number() {
        let start = rows_end + input.number();
        rows_end = start + input.number();
        assert!(input.number() < start);
    }
    // Numbers that no document has; the items as equal ones are shown, or nothing where that is as they come.
    let gap = [input.number(), input.number()];
    assert!(gap[0] <= documents && gap[1] < 1_024);
    let order = input.block();
    let blocks: Vec<usize> = (0..input.number()).map(|_| input.number()).collect();
    let columns: Vec<usize> = (0..COLUMNS).map(|_| input.number()).collect();
    let mut parts = Parts {
        bytes: lengths.iter().map(|length| vec![0; *length]).collect(),
        known: lengths.iter().map(|length| vec![false; *length]).collect(),
    };
    for _ in 0..input.number() {
        let part = usize::from(input.byte());
        let start = input.number();
        parts.fill(part, start, input.block());
    }
    let frequent = (0..3).map(|_| frequent_terms(&mut input)).collect();
    let count = input.number();
    let shapes = input.take(count);
    let mut bits = Bits::of(input.block());
    let path = |name: &[u8]| {
        let letters = letters_of(name);
        format!("search/{}/{letters}.BIN", &letters[..1])
    };
    // Many names stand in files of their own.
    let mut pages = Vec::new();
    let names: Vec<[u8; 5]> = if count <= 1_024 {
        (0..count).map(|_| *input.take(5).first_chunk().expect("a name")).collect()
    } else {
        pages.extend((0..count.div_ceil(1_024)).map(|_| path(input.take(5))));
        pages.iter().flat_map(|page| files[page][9..].as_chunks().0).copied().collect()
    };
    assert_eq!(names.len(), count);
    let paths: Vec<String> = names.iter().map(|name| path(name)).collect();
    let chunks: Vec<&Vec<u8>> = paths.iter().map(|path| &files[path]).collect();
    no_other_files(files, hot_path, &[pages, paths.clone()].concat());
    let mut of_parts: Vec<Rice> = (0..PARTS).map(|_| Rice::new(2_000, 32)).collect();
    let mut of_deflated = Rice::new(2_000, 32);
    let mut ends = [0usize; PARTS];
    let mut places_of_blocks = Vec::new();
    for ((shape, chunk), name) in shapes.iter().zip(chunks).zip(names) {
        assert!((1..1 << PARTS).contains(&usize::from(*shape)));
        let mut pieces = Vec::new();
        for part in (0..PARTS).filter(|part| shape >> part & 1 == 1) {
            let length = of_parts[part].read(&mut bits);
            pieces.push((part, ends[part], length));
            ends[part] += length;
        }
        assert_eq!(name, beginning::<5>(blake3::Hasher::new().update(chunk)));
        let (sum, sent) = chunk.split_at(8);
        assert_eq!(sum, beginning::<8>(blake3::Hasher::new().update(sent)));
        // Two of one name are too rare to have met.
        let (salt, sent) = sent.split_at(1);
        assert_eq!(salt, [0]);
        let is_packed = |part: &usize| [PAIRS, SINGLES, PINYIN, FACETS, CONFUSABLE].contains(part);
        let mut sent = Input(sent);
        let mut bytes = Vec::new();
        if pieces.iter().any(|(part, ..)| is_packed(part)) {
            let deflated = of_deflated.read(&mut bits);
            bytes = unpacked(sent.take(deflated));
        }
        // What is deflated comes first.
        assert!(pieces.is_sorted_by_key(|(part, ..)| !is_packed(part)));
        bytes.extend_from_slice(sent.0);
        let mut bytes = Input(&bytes);
        for (part, start, length) in pieces {
            parts.fill(part, start, bytes.take(length));
            if part == RECORDS {
                places_of_blocks.push((start, length));
            }
        }
        bytes.end("a chunk");
    }
    bits.end();
    input.end("the hot file");
    let known = |known: &Vec<bool>| known.iter().all(|known| *known);
    assert!(parts.known.iter().all(known), "bytes are missing");

    places_of_blocks.sort_unstable();
    assert_eq!(blocks.len(), places_of_blocks.len());
    // Kinds are titles, headings and texts; a record begins with a title or after a text.
    let (is_title, is_text) = (|kind: u8| kind < 7, |kind: u8| kind > 9);
    let after = kinds.windows(2);
    let after = after.filter(|two| is_text(two[0]) && !is_title(two[1]));
    let items = kinds.iter().filter(|kind| is_title(**kind)).count();
    assert!(rows_end <= items);
    if !order.is_empty() {
        let (mut bits, mut steps) = (Bits::of(order), Rice::new(0, 32));
        let mut shown = vec![false; items];
        let mut next = 0i64;
        for _ in 0..items {
            let step = steps.read(&mut bits) as i64;
            let item = next + if step & 1 == 0 { step >> 1 } else { -((step + 1) >> 1) };
            assert!(!std::mem::replace(&mut shown[item as usize], true));
            next = item + 1;
        }
        bits.end();
    }
    let mut titles: Vec<bool> = kinds.iter().map(|kind| is_title(*kind)).collect();
    titles.splice(gap[0]..gap[0], std::iter::repeat_n(false, gap[1]));
    let told = Told {
        alphabet,
        titles,
        items,
        records: items + after.count(),
        blocks: blocks
            .into_iter()
            .zip(places_of_blocks)
            .map(|(records, (start, length))| (records, start, length))
            .collect(),
        columns,
        frequent,
    };
    (parts, told)
}

/// Where the lists of terms lie, then what each term has beyond the one before.
fn frequent_terms(input: &mut Input) -> Frequent {
    let starts = [input.number(), input.number()];
    let mut last = Vec::new();
    let listed = listed(input).into_iter();
    let terms = listed.map(|listed| {
        last.truncate(input.number());
        last.extend_from_slice(input.block());
        (last.clone(), listed)
    });
    (starts, terms.collect())
}

/// The name that a file's bytes give it.
fn letters(bytes: &[u8]) -> String {
    letters_of(&beginning::<5>(blake3::Hasher::new().update(bytes)))
}

/// Five bits a letter.
fn letters_of(name: &[u8]) -> String {
    let bits = name.iter().fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
    let letter = |at: u32| b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"[(bits >> (5 * at)) as usize & 31];
    (0..8).rev().map(|at| char::from(letter(at))).collect()
}

/// Every file of `search/` is one of the index, the program's client, or one of them as a script.
fn no_other_files(files: &BTreeMap<String, Vec<u8>>, hot: &str, chunks: &[String]) {
    let mut of_index = [&[hot.to_string()], chunks].concat();
    // Texts, which are hunted as they are.
    of_index.extend(["search/entry.js".into(), "search/titles.js".into()]);
    let mut in_scripts: Vec<String> = Vec::new();
    for (path, bytes) in files {
        if of_index.contains(path) || is_client(bytes) {
            continue;
        }
        let script = std::str::from_utf8(bytes).expect("a script");
        let mut names = Vec::new();
        for line in script.split_inclusive('\n') {
            let (name, encoded) = line
                .strip_prefix("YanxiSearch.chunk(\"")
                .and_then(|rest| rest.strip_suffix("\")\n")?.split_once("\",\""))
                .expect("a script around a file");
            let original = format!("search/{name}");
            assert_eq!(base64(encoded).as_ref(), Some(&files[&original]), "{path}");
            assert_eq!(encoded.len(), files[&original].len().div_ceil(3) * 4);
            names.extend(beginning::<5>(blake3::Hasher::new().update(&files[&original])));
            in_scripts.push(original);
        }
        // A file alone has its script beside it, neighbours share one that is named by their names.
        let last = in_scripts.last().map_or(hot, String::as_str);
        let alone = [last.replace(".BIN", ".JS"), format!("{last}.js")];
        let shared = format!("/{}.JS", letters(&names));
        assert!(alone.contains(path) || path.ends_with(&shared), "{path}");
    }
    in_scripts.sort_unstable();
    let all = in_scripts.len();
    in_scripts.dedup();
    assert_eq!(in_scripts.len(), all, "a file stands in two scripts");
}

/// The texts of the titles' list, without what JSON escapes in them.
fn titles(script: &[u8]) -> Vec<(String, String)> {
    let rows = text(script);
    let rows = rows
        .strip_prefix("YanxiSearch.titles(")
        .and_then(|rows| rows.strip_suffix(")\n"))
        .expect("titles");
    let mut open: Vec<serde_json::Value> = serde_json::from_str(rows).expect("rows");
    let mut found = Vec::new();
    while let Some(value) = open.pop() {
        match value {
            serde_json::Value::Array(values) => open.extend(values),
            value => found.push(("titles.js".into(), value.as_str().expect("a text").into())),
        }
    }
    found
}

fn records(bytes: &[u8], told: &Told) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let (mut next, mut total) = (0, 0);
    for (count, start, length) in &told.blocks {
        assert_eq!(*start, next);
        next += length;
        total += count;
        let block = unpacked(&bytes[*start..next]);
        let mut block = Input(&block);
        for _ in 0..*count {
            let mut record = Input(block.block());
            let mut add = |what: &str, record: &mut Input| {
                let text = told.alphabet.text(record.block());
                found.push((format!("{what} of a record"), text));
            };
            add("path", &mut record);
            add("title", &mut record);
            for _ in 0..record.number() {
                assert!(record.byte() < 6);
                add("facet", &mut record);
            }
            add("date", &mut record);
            for _ in 0..record.number() {
                assert!(record.byte() < 6);
                add("extra", &mut record);
            }
            for _ in 0..record.number() {
                assert!(record.byte() < 2);
                add("anchor", &mut record);
                add("heading", &mut record);
                add("text", &mut record);
            }
            record.end("a record");
        }
        block.end("a block of records");
    }
    assert_eq!((next, total), (bytes.len(), told.records));
    found
}

/// The columns: their values, the sets of these that occur, and which of the sets runs of items have.
fn facets(bytes: &[u8], told: &Told) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut bytes = Input(bytes);
    for (number, length) in told.columns.iter().enumerate() {
        let mut column = Input(bytes.take(*length));
        if *length == 0 {
            continue;
        }
        let values = column.number();
        for _ in 0..values {
            found.push((format!("column {number}"), text(column.block())));
        }
        let sets = column.number();
        for _ in 0..sets {
            for _ in 0..column.number() {
                assert!(column.number() < values);
            }
        }
        let mut items = 0;
        while !column.0.is_empty() {
            let head = column.number();
            assert!(head >> 1 < sets);
            items += 1;
            if head & 1 == 1 {
                items += column.number();
            }
        }
        assert_eq!(items, told.items);
    }
    bytes.end("the file of columns");
    found
}
