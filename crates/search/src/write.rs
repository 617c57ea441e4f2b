//! Writes the index: pages in, files of the site's `search/` folder out.
//! In: pages in their order. Out: entry, hot file, chunks and, if wanted, script-wrapped twins; the same pages give the same bytes.

use std::collections::BTreeMap;

use tantivy::directory::RamDirectory;
use tantivy::{Index, TantivyDocument};

use crate::base64::base64;
use crate::bytes::pack;
use crate::chunk_table::{Chunk, Nonce, Pieces, chunk_checksum, goes_on, is_packed};
use crate::cuts::{ChunkSizes, cut_columns, cut_dictionary, cut_lists};
use crate::documents::DocumentList;
use crate::engine::Engine;
use crate::entry::{Entry, EntryClient, EntryFile};
use crate::error::WriteError;
use crate::facet_table::FacetTable;
use crate::field::Field;
use crate::format::{HotFile, chunk_path, file_hash, hot_path};
use crate::frequent::FrequentTerms;
use crate::index_file::IndexFile;
use crate::page_text::PageText;
use crate::passage::PreparedPage;
use crate::recoding::recode;
use crate::record::{Record, RecordFile};
use crate::recording::Recording;
use crate::schema::{of_segment, schema, settings, tokenizers};
use crate::terms_writer::ListEnds;

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

/// Memory the indexer plans with. It decides the first size of its table of terms, not a limit.
const INDEXER_BYTES: usize = 20_000_000;

/// Writes the index of these pages. `progress` hears how many are in.
pub fn write_index(
    pages: impl Iterator<Item = PageText>,
    options: &WriteOptions,
    progress: &mut dyn FnMut(usize),
) -> Result<IndexFiles, WriteError> {
    write_prepared(pages.map(|page| PreparedPage::of(&page)), options, progress)
}

/// As [`write_index`], for pages that were prepared before, perhaps on many threads.
pub fn write_prepared(
    pages: impl Iterator<Item = PreparedPage>,
    options: &WriteOptions,
    progress: &mut dyn FnMut(usize),
) -> Result<IndexFiles, WriteError> {
    let ram = RamDirectory::create();
    let (gathered, index) = index_pages(&ram, pages, progress)?;
    let sizes = ChunkSizes::default();
    let document_count = gathered.documents.count();
    let recoded = recode(&index, document_count, sizes)?;
    drop((ram, index));
    let columns = gathered.facets.write();
    let lengths = columns.each_ref().map(Vec::len);
    let records = RecordFile::of(&gathered.records);
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
    let [pairs, singles, pinyin] = recoded.dictionaries.map(|(bytes, _)| bytes);
    let files = Recording::new([
        pairs,
        singles,
        pinyin,
        recoded.documents,
        recoded.positions,
        columns.concat(),
        records.bytes,
    ]);
    // Opening what was written shows what opening reads: that is what the hot file holds.
    Engine::open(files.recorded(), FrequentTerms::default(), document_count)?;
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
        documents: gathered.documents.finish(),
        blocks: records.blocks.iter().map(|(records, _)| *records).collect(),
        columns: lengths,
        frequent: recoded.frequent,
        slices,
        chunks,
    }
    .write();
    drop(files);
    Ok(assemble(hot, filled, options))
}

/// What is gathered beside tantivy's index.
#[derive(Default)]
struct Gathered {
    documents: DocumentList,
    records: Vec<Record>,
    facets: FacetTable,
}

fn index_pages(
    ram: &RamDirectory,
    pages: impl Iterator<Item = PreparedPage>,
    progress: &mut dyn FnMut(usize),
) -> Result<(Gathered, Index), WriteError> {
    let mut writer = Index::builder()
        .schema(schema())
        .settings(settings())
        .tokenizers(tokenizers())
        .single_segment_index_writer(ram.clone(), INDEXER_BYTES)?;
    let mut gathered = Gathered::default();
    let mut items: BTreeMap<String, u32> = BTreeMap::new();
    for (number, page) in (1..).zip(pages) {
        let item = number as u32 - 1;
        let path = page.records.first().map(|record| record.path.clone());
        let path = path.unwrap_or_default();
        let above = path.split_once('#').and_then(|(above, _)| items.get(above));
        if let Some(above) = above {
            gathered.documents.add_row(item, *above);
        }
        items.insert(path, item);
        gathered.facets.add(&page.facets, page.date.as_deref());
        gathered.records.extend(page.records);
        for document in page.documents {
            gathered.documents.add(document.kind, document.length);
            let mut entry = TantivyDocument::new();
            entry.add_text(of_segment(Field::Pairs), &document.units);
            entry.add_text(of_segment(Field::Singles), &document.singles);
            entry.add_text(of_segment(Field::Pinyin), &document.pinyin);
            writer.add_document(entry)?;
        }
        progress(number);
    }
    Ok((gathered, writer.finalize()?))
}

/// The bytes of every chunk, each after its checksum.
fn fill(
    files: &Recording,
    nonce: &Nonce,
    chunks: Vec<Pieces>,
) -> Result<(Vec<Chunk>, Vec<Vec<u8>>), WriteError> {
    const SHAPE: WriteError = WriteError::Shape("a chunk reaches beyond its file");
    let mut ends = [0; IndexFile::ALL.len()];
    let mut cut = Vec::with_capacity(chunks.len());
    let mut filled = Vec::with_capacity(chunks.len());
    for (number, pieces) in chunks.into_iter().enumerate() {
        if !goes_on(&pieces, &mut ends) {
            return Err(WriteError::Shape("the order of the chunks"));
        }
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
        cut.push(Chunk { length: bytes.len(), pieces });
        filled.push(bytes);
    }
    Ok((cut, filled))
}

fn assemble(hot: Vec<u8>, chunks: Vec<Vec<u8>>, options: &WriteOptions) -> IndexFiles {
    let hash = file_hash(&hot);
    let generation = hash[..16].to_string();
    let mut files = Vec::new();
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
        files.push((described.script.path.clone(), client.script.to_vec()));
        files.push((described.without_wasm.path.clone(), client.without_wasm.to_vec()));
        add(&mut files, described.wasm.path.clone(), client.wasm.to_vec(), options.twins);
        entry.client = Some(described);
    }
    add(&mut files, hot_path(&generation), hot, options.twins);
    for (number, bytes) in chunks.into_iter().enumerate() {
        add(&mut files, chunk_path(&generation, number), bytes, options.twins);
    }
    files.push(("entry.js".to_string(), entry.to_script().into_bytes()));
    files.sort_by(|one, other| one.0.cmp(&other.0));
    IndexFiles { generation, files }
}

fn add(files: &mut Vec<(String, Vec<u8>)>, path: String, bytes: Vec<u8>, twins: bool) {
    if twins {
        let twin = format!("YanxiSearch.chunk(\"{path}\",\"{}\")\n", base64(&bytes));
        files.push((format!("{path}.js"), twin.into_bytes()));
    }
    files.push((path, bytes));
}
