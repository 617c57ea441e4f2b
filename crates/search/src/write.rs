//! Writes the index: parts of it in, files of the site's `search/` folder out.
//! In: inverted pages, part by part. Out: entry, hot file, chunks and, if wanted, script-wrapped twins; the same pages give
//! the same bytes, however they were cut into parts and on however many threads.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use tantivy::Index;

use crate::base64::base64;
use crate::bytes::pack;
use crate::chunk_table::{Chunk, Nonce, Pieces, chunk_checksum, goes_on, is_packed};
use crate::cuts::{ChunkSizes, cut_columns, cut_dictionary, cut_lists};
use crate::documents::DocumentList;
use crate::engine::Engine;
use crate::entry::{Entry, EntryClient, EntryFile};
use crate::error::WriteError;
use crate::facet_table::FacetTable;
use crate::format::{HotFile, chunk_path, file_hash, hot_path};
use crate::frequent::FrequentTerms;
use crate::index_file::IndexFile;
use crate::joining::Segments;
use crate::page_text::PageText;
use crate::part::IndexPart;
use crate::passage::PreparedPage;
use crate::recoding::recode;
use crate::record::{Record, RecordFile};
use crate::recording::Recording;
use crate::terms_writer::ListEnds;
use crate::titles::Titles;

/// The browser's client as built by `cargo xtask client`.
#[derive(Debug, Clone, Copy)]
pub struct ClientFiles<'a> {
    pub script: &'a [u8],
    /// Packed; the script unpacks it.
    pub wasm: &'a [u8],
    /// The same program as a script, for browsers that have no WebAssembly or may not use it.
    pub without_wasm: &'a [u8],
}

#[derive(Debug, Clone, Copy, Default)]
pub struct WriteOptions<'a> {
    /// Also write every file as a script, which is all a page opened by double-click can load.
    pub twins: bool,
    /// Without it the index serves the command line only.
    pub client: Option<ClientFiles<'a>>,
}

/// The files of the index, their paths relative to the `search/` folder and in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IndexFiles {
    /// Sixteen hexadecimal digits of a hash over the contents.
    pub generation: String,
    pub files: Vec<(String, Vec<u8>)>,
}

/// Hears of a finished file: its path relative to the `search/` folder, and its bytes. Called from several threads.
pub type FileSink<'a> = dyn Fn(&str, &[u8]) -> io::Result<()> + Sync + 'a;

/// Writes the index of these pages. `progress` hears how many are in.
pub fn write_index(
    pages: impl Iterator<Item = PageText>,
    options: &WriteOptions,
    progress: &mut dyn FnMut(usize),
) -> Result<IndexFiles, WriteError> {
    let mut count = 0;
    let part = IndexPart::of(pages.map(|page| {
        count += 1;
        progress(count);
        PreparedPage::of(&page)
    }))?;
    let files = Mutex::new(Vec::new());
    let generation = write_parts(vec![part], options, &|path, bytes| {
        let mut files = files.lock().unwrap_or_else(PoisonError::into_inner);
        files.push((path.to_string(), bytes.to_vec()));
        Ok(())
    })?;
    let mut files = files.into_inner().unwrap_or_else(PoisonError::into_inner);
    files.sort_by(|one, other| one.0.cmp(&other.0));
    Ok(IndexFiles { generation, files })
}

/// Joins parts, each of which follows the one before, and hands on every file as it is made. Gives the generation.
pub fn write_parts(
    parts: Vec<IndexPart>,
    options: &WriteOptions,
    sink: &FileSink<'_>,
) -> Result<String, WriteError> {
    let Gathered { indexes, mut documents, titles, records, facets } = Gathered::of(parts);
    for (document, length) in titles.lengths() {
        documents.set_title_length(document, length);
    }
    let sizes = ChunkSizes::default();
    let document_count = documents.count();
    let (recoded, records) = rayon::join(
        || {
            let segments = Segments::of(&indexes, document_count, &titles)?;
            recode(&segments, sizes)
        },
        || RecordFile::of(records),
    );
    drop((indexes, titles));
    let recoded = recoded?;
    let columns = facets.write();
    let lengths = columns.each_ref().map(Vec::len);
    let mut chunks = Vec::new();
    let mut begun = ListEnds::default();
    let dictionaries = IndexFile::DICTIONARIES.into_iter();
    for (file, (bytes, ends)) in dictionaries.zip(&recoded.dictionaries) {
        cut_dictionary(file, bytes, ends, &mut begun, &mut chunks)?;
    }
    cut_lists(recoded.frequent.infos(), sizes, &mut chunks);
    cut_columns(&lengths, sizes, &mut chunks);
    let mut start = 0;
    for (_, length) in &records.blocks {
        chunks.push(vec![(IndexFile::Records, start..start + length)]);
        start += length;
    }
    let confusable = yanxi_text::confusable::table().into_bytes();
    chunks.push(vec![(IndexFile::Confusable, 0..confusable.len())]);
    let [pairs, singles, pinyin] = recoded.dictionaries.map(|(bytes, _)| bytes);
    let files = Recording::new([
        pairs,
        singles,
        pinyin,
        recoded.documents,
        recoded.positions,
        columns.concat(),
        records.bytes,
        confusable,
    ]);
    // Opening what was written shows what opening reads: that is what the hot file holds.
    Engine::open(files.recorded(), FrequentTerms::default(), Arc::default())?;
    let slices = files.take_slices();
    let mut hasher = blake3::Hasher::new();
    for file in IndexFile::ALL {
        hasher.update(files.bytes(file));
    }
    let mut nonce = Nonce::default();
    nonce.copy_from_slice(&hasher.finalize().as_bytes()[..size_of::<Nonce>()]);
    let (chunks, filled) = fill(&files, &nonce, chunks)?;
    let hot = HotFile {
        nonce,
        alphabet: records.alphabet,
        lengths: IndexFile::ALL.map(|file| files.length(file)),
        documents: documents.finish(),
        blocks: records.blocks.iter().map(|(records, _)| *records).collect(),
        columns: lengths,
        frequent: recoded.frequent,
        slices,
        chunks,
    }
    .write();
    drop(files);
    assemble(&hot, filled, options, sink)
}

/// What all parts hold, one after the other.
struct Gathered {
    /// Each with the number of its first document.
    indexes: Vec<(Index, u32)>,
    documents: DocumentList,
    titles: Titles,
    records: Vec<Record>,
    facets: FacetTable,
}

impl Gathered {
    fn of(parts: Vec<IndexPart>) -> Gathered {
        let mut gathered = Gathered {
            indexes: Vec::with_capacity(parts.len()),
            documents: DocumentList::default(),
            titles: Titles::default(),
            records: Vec::new(),
            facets: FacetTable::default(),
        };
        let mut paths = Vec::new();
        for part in parts {
            let first = gathered.documents.count();
            gathered.indexes.push((part.index, first));
            gathered.titles.append(first, part.titles);
            gathered.documents.append(part.documents);
            gathered.records.extend(part.records);
            gathered.facets.append(part.facets);
            paths.extend(part.paths);
        }
        let mut items: BTreeMap<&str, u32> = BTreeMap::new();
        for (item, path) in (0u32..).zip(&paths) {
            let above = path.split_once('#').and_then(|(above, _)| items.get(above));
            if let Some(above) = above {
                gathered.documents.add_row(item, *above);
            }
            items.insert(path, item);
        }
        gathered
    }
}

/// The bytes of every chunk, each after its checksum.
fn fill(
    files: &Recording,
    nonce: &Nonce,
    chunks: Vec<Pieces>,
) -> Result<(Vec<Chunk>, Vec<Vec<u8>>), WriteError> {
    const SHAPE: WriteError = WriteError::Shape("a chunk reaches beyond its file");
    let mut ends = [0; IndexFile::ALL.len()];
    if !chunks.iter().all(|pieces| goes_on(pieces, &mut ends)) {
        return Err(WriteError::Shape("the order of the chunks"));
    }
    let fill_one = |(number, pieces): (usize, Pieces)| {
        let (mut packed, mut plain) = (Vec::new(), Vec::new());
        for (file, range) in &pieces {
            let piece = files.bytes(*file).get(range.clone()).ok_or(SHAPE)?;
            let part = if is_packed(*file) { &mut packed } else { &mut plain };
            part.extend_from_slice(piece);
        }
        if !packed.is_empty() {
            packed = pack(&packed);
        }
        let contents = [packed, plain].concat();
        let checksum = chunk_checksum(nonce, number, &contents);
        let bytes = [&checksum[..], &contents].concat();
        Ok((Chunk { length: bytes.len(), pieces }, bytes))
    };
    chunks.into_par_iter().enumerate().map(fill_one).collect()
}

/// Hands on every file, and twins where they are wanted, each made only when its turn comes.
fn assemble(
    hot: &[u8],
    chunks: Vec<Vec<u8>>,
    options: &WriteOptions,
    sink: &FileSink<'_>,
) -> Result<String, WriteError> {
    let out = Output { twins: options.twins, sink };
    let hash = file_hash(hot);
    let generation = hash[..16].to_string();
    let mut entry = Entry {
        format: crate::format::FORMAT,
        generation: generation.clone(),
        hot: EntryFile { path: hot_path(&generation), hash, size: hot.len() as u64 },
        twins: options.twins,
        client: None,
    };
    if let Some(client) = options.client {
        let file = |bytes: &[u8], ending: &str| {
            let hash = file_hash(bytes);
            let path = format!("client/{}{ending}", &hash[..16]);
            EntryFile { path, hash, size: bytes.len() as u64 }
        };
        let described = EntryClient {
            script: file(client.script, ".js"),
            wasm: file(client.wasm, "-client.bin"),
            without_wasm: file(client.without_wasm, ".js"),
        };
        // Scripts need no twins.
        out.file(&described.script.path, client.script)?;
        out.file(&described.without_wasm.path, client.without_wasm)?;
        out.with_twin(&described.wasm.path, client.wasm)?;
        entry.client = Some(described);
    }
    out.with_twin(&hot_path(&generation), hot)?;
    chunks
        .into_par_iter()
        .enumerate()
        .try_for_each(|(number, bytes)| out.with_twin(&chunk_path(&generation, number), &bytes))?;
    out.file("entry.js", entry.to_script().as_bytes())?;
    Ok(generation)
}

struct Output<'a> {
    twins: bool,
    sink: &'a FileSink<'a>,
}

impl Output<'_> {
    fn file(&self, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
        (self.sink)(path, bytes).map_err(|error| WriteError::File { path: path.to_string(), error })
    }

    fn with_twin(&self, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
        if self.twins {
            let twin = format!("YanxiSearch.chunk(\"{path}\",\"{}\")\n", base64(bytes));
            self.file(&format!("{path}.js"), twin.as_bytes())?;
        }
        self.file(path, bytes)
    }
}
