//! Writes the index: pages in, files of the site's `search/` folder out.
//! In: pages in their order. Out: entry, hot file, chunks and, if wanted, script-wrapped twins; the same pages give the same bytes.

use std::collections::BTreeMap;
use std::path::Path;

use tantivy::directory::{OwnedBytes, RamDirectory};
use tantivy::{Directory, Index, TantivyDocument};

use crate::base64::base64;
use crate::cuts::{ChunkSizes, cut, cut_columns};
use crate::directory::{META, SEGMENT_ID};
use crate::documents::DocumentList;
use crate::engine::Engine;
use crate::entry::{Entry, EntryClient, EntryFile};
use crate::error::WriteError;
use crate::facet_table::FacetTable;
use crate::format::{
    CHECKSUM_BYTES, HotFile, Nonce, Pieces, SegmentFile, chunk_checksum, chunk_length, chunk_path,
    file_hash, hot_path,
};
use crate::passage::{PageText, PreparedPage};
use crate::record::RecordFile;
use crate::recording::Recording;
use crate::schema::{PAIRS, PINYIN, SINGLES, schema, settings, tokenizers};

/// The browser's client as built by `cargo xtask client`.
#[derive(Debug, Clone, Copy)]
pub struct ClientFiles<'a> {
    pub script: &'a [u8],
    /// Packed; the script unpacks it.
    pub wasm: &'a [u8],
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
    let mut segment = finished_segment(&ram, &index)?;
    drop((ram, index));
    // Opening what was written shows what opening reads: that is what the hot file holds.
    Engine::open(segment.directory())?;
    let slices = segment.take_slices();
    let columns = gathered.facets.write();
    let lengths = columns.each_ref().map(Vec::len);
    let records = gathered.records.finish();
    let sizes = ChunkSizes::default();
    let mut chunks = cut(&segment, sizes)?;
    cut_columns(&lengths, sizes, &mut chunks);
    let mut start = 0;
    for (_, length) in &records.blocks {
        chunks.push(vec![(SegmentFile::Records, start..start + length)]);
        start += length;
    }
    let mut add = |file, bytes| segment.files.insert(file, OwnedBytes::new(bytes));
    add(SegmentFile::Facets, columns.concat());
    add(SegmentFile::Records, records.bytes);
    let mut hasher = blake3::Hasher::new();
    for bytes in segment.files.values() {
        hasher.update(bytes);
    }
    let mut nonce = Nonce::default();
    nonce.copy_from_slice(&hasher.finalize().as_bytes()[..size_of::<Nonce>()]);
    let files = fill(&segment, &nonce, &chunks)?;
    let hot = HotFile {
        nonce,
        meta: segment.meta.clone(),
        lengths: SegmentFile::ALL.map(|file| segment.length(file)),
        documents: gathered.documents.finish(),
        blocks: records.blocks.iter().map(|(records, _)| *records).collect(),
        columns: lengths,
        slices,
        chunks,
    }
    .write();
    drop(segment);
    Ok(assemble(hot, files, options))
}

/// What is gathered beside tantivy's index.
#[derive(Default)]
struct Gathered {
    documents: DocumentList,
    records: RecordFile,
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
    for (number, page) in (1..).zip(pages) {
        gathered.facets.add(&page.facets, page.date.as_deref());
        for record in &page.records {
            gathered.records.add(record);
        }
        for document in page.documents {
            gathered.documents.add(document.kind, document.length);
            let mut entry = TantivyDocument::new();
            entry.add_text(PAIRS, &document.units);
            entry.add_text(SINGLES, &document.singles);
            entry.add_text(PINYIN, &document.pinyin);
            writer.add_document(entry)?;
        }
        progress(number);
    }
    Ok((gathered, writer.finalize()?))
}

/// The segment's files under a constant name: tantivy gives every segment a random one.
fn finished_segment(ram: &RamDirectory, index: &Index) -> Result<Recording, WriteError> {
    const SHAPE: WriteError = WriteError::Shape("meta.json");
    let metas = index.searchable_segment_metas()?;
    let [segment] = metas.as_slice() else {
        return Err(WriteError::Shape("there is not exactly one segment"));
    };
    let id = segment.id().uuid_string();
    let mut files = BTreeMap::new();
    for file in SegmentFile::of_segment() {
        let path = format!("{id}.{}", file.extension());
        let slice = ram
            .open_read(Path::new(&path))
            .map_err(tantivy::TantivyError::from)?;
        files.insert(file, slice.read_bytes()?);
    }
    let meta = ram
        .atomic_read(Path::new(META))
        .map_err(tantivy::TantivyError::from)?;
    let mut meta: serde_json::Value = serde_json::from_slice(&meta).map_err(|_| SHAPE)?;
    let written = meta.pointer_mut("/segments/0/segment_id").ok_or(SHAPE)?;
    *written = serde_json::Value::String(hyphenated(SEGMENT_ID));
    let meta = serde_json::to_vec(&meta).map_err(|_| SHAPE)?;
    Ok(Recording::new(meta, files))
}

fn hyphenated(id: &str) -> String {
    [(0, 8), (8, 12), (12, 16), (16, 20), (20, 32)]
        .map(|(from, to)| &id[from..to])
        .join("-")
}

/// The bytes of every chunk, each after its checksum.
fn fill(segment: &Recording, nonce: &Nonce, chunks: &[Pieces]) -> Result<Vec<Vec<u8>>, WriteError> {
    const SHAPE: WriteError = WriteError::Shape("a chunk reaches beyond its file");
    let mut files = Vec::with_capacity(chunks.len());
    for (number, pieces) in chunks.iter().enumerate() {
        let mut bytes = Vec::with_capacity(chunk_length(pieces));
        bytes.resize(CHECKSUM_BYTES, 0);
        for (file, range) in pieces {
            let piece = segment
                .files
                .get(file)
                .and_then(|bytes| bytes.get(range.clone()));
            bytes.extend_from_slice(piece.ok_or(SHAPE)?);
        }
        let checksum = chunk_checksum(nonce, number, &bytes[CHECKSUM_BYTES..]);
        bytes[..CHECKSUM_BYTES].copy_from_slice(&checksum);
        files.push(bytes);
    }
    Ok(files)
}

fn assemble(hot: Vec<u8>, chunks: Vec<Vec<u8>>, options: &WriteOptions) -> IndexFiles {
    let hash = file_hash(&hot);
    let generation = hash[..16].to_string();
    let mut files = Vec::new();
    let mut entry = Entry {
        format: crate::format::FORMAT,
        generation: generation.clone(),
        hot: EntryFile {
            path: hot_path(&generation),
            hash,
            size: hot.len() as u64,
        },
        twins: options.twins,
        client: None,
    };
    if let Some(client) = options.client {
        let file = |bytes: &[u8], ending: &str| {
            let hash = file_hash(bytes);
            let path = format!("client/{}{ending}", &hash[..16]);
            EntryFile {
                path,
                hash,
                size: bytes.len() as u64,
            }
        };
        let described = EntryClient {
            script: file(client.script, ".js"),
            wasm: file(client.wasm, "-client.bin"),
        };
        // A script needs no twin.
        files.push((described.script.path.clone(), client.script.to_vec()));
        add(
            &mut files,
            described.wasm.path.clone(),
            client.wasm.to_vec(),
            options.twins,
        );
        entry.client = Some(described);
    }
    add(&mut files, hot_path(&generation), hot, options.twins);
    for (number, bytes) in chunks.into_iter().enumerate() {
        add(
            &mut files,
            chunk_path(&generation, number),
            bytes,
            options.twins,
        );
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
