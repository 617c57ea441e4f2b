//! Writes the index: pages in, files of the site's `search/` folder out.
//! In: pages in their order. Out: entry, hot file, chunks and, if wanted, script-wrapped twins; the same pages give the same bytes.

use std::collections::BTreeMap;
use std::path::Path;

use tantivy::directory::{OwnedBytes, RamDirectory};
use tantivy::{Directory, Index, TantivyDocument};

use crate::base64::base64;
use crate::cuts::{ChunkSizes, Pieces, cut, cut_columns};
use crate::directory::SEGMENT_ID;
use crate::engine::Engine;
use crate::entry::{Entry, EntryClient, EntryFile};
use crate::error::WriteError;
use crate::facet_table::FacetTable;
use crate::format::{
    Chunk, HotFile, PageTable, SegmentFile, checksum, chunk_path, file_hash, hot_path,
};
use crate::passage::{Kind, PageText, PreparedPage};
use crate::recording::RecordingDirectory;
use crate::schema::{schema, settings, tokenizers};

/// The browser's client as built by `cargo xtask client`.
#[derive(Debug, Clone, Copy)]
pub struct ClientFiles<'a> {
    pub script: &'a [u8],
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
    let mut facets = FacetTable::default();
    let (pages, index) = index_pages(&ram, pages, &mut facets, progress)?;
    let mut directory = finished_segment(&ram, &index)?;
    drop((ram, index));
    // Opening what was written shows what opening reads: that is what the hot file holds.
    Engine::open(Box::new(directory.clone()))?;
    let slices = directory.take_slices();
    let mut files = Vec::new();
    let columns = facets.write();
    let lengths = columns.each_ref().map(Vec::len);
    directory
        .files
        .insert(SegmentFile::Facets, OwnedBytes::new(columns.concat()));
    let mut cuts = cut(&directory, ChunkSizes::default())?;
    cut_columns(&lengths, ChunkSizes::default(), &mut cuts);
    let chunks = fill(&directory, cuts, &mut files)?;
    let hot = HotFile {
        meta: directory.meta.clone(),
        lengths: SegmentFile::ALL.map(|file| directory.length(file)),
        pages,
        columns: lengths,
        slices,
        chunks,
    }
    .write();
    drop(directory);
    Ok(assemble(hot, files, options))
}

fn index_pages(
    ram: &RamDirectory,
    pages: impl Iterator<Item = PreparedPage>,
    facets: &mut FacetTable,
    progress: &mut dyn FnMut(usize),
) -> Result<(PageTable, Index), WriteError> {
    let (schema, fields) = schema();
    let mut writer = Index::builder()
        .schema(schema)
        .settings(settings())
        .tokenizers(tokenizers())
        .single_segment_index_writer(ram.clone(), INDEXER_BYTES)?;
    let mut starts = vec![0];
    let mut headings = Vec::new();
    let mut count = 0u32;
    for (number, page) in (1..).zip(pages) {
        facets.add(&page.facets, page.date.as_deref());
        for document in page.documents {
            if count.is_multiple_of(8) {
                headings.push(0);
            }
            if let (Kind::Heading, Some(bits)) = (document.kind, headings.last_mut()) {
                *bits |= 1u8 << (count % 8);
            }
            let mut entry = TantivyDocument::new();
            entry.add_text(fields.pairs, &document.units);
            entry.add_text(fields.singles, &document.singles);
            entry.add_bytes(fields.stored, &document.stored);
            writer.add_document(entry)?;
            count += 1;
        }
        starts.push(count);
        progress(number);
    }
    Ok((PageTable { starts, headings }, writer.finalize()?))
}

/// The segment's files under a constant name: tantivy gives every segment a random one.
fn finished_segment(ram: &RamDirectory, index: &Index) -> Result<RecordingDirectory, WriteError> {
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
        .atomic_read(Path::new("meta.json"))
        .map_err(tantivy::TantivyError::from)?;
    let mut meta: serde_json::Value = serde_json::from_slice(&meta).map_err(|_| SHAPE)?;
    let written = meta.pointer_mut("/segments/0/segment_id").ok_or(SHAPE)?;
    *written = serde_json::Value::String(hyphenated(SEGMENT_ID));
    let meta = serde_json::to_vec(&meta).map_err(|_| SHAPE)?;
    Ok(RecordingDirectory::new(meta, files))
}

fn hyphenated(id: &str) -> String {
    [(0, 8), (8, 12), (12, 16), (16, 20), (20, 32)]
        .map(|(from, to)| &id[from..to])
        .join("-")
}

fn fill(
    directory: &RecordingDirectory,
    cuts: Vec<Pieces>,
    files: &mut Vec<Vec<u8>>,
) -> Result<Vec<Chunk>, WriteError> {
    const SHAPE: WriteError = WriteError::Shape("a chunk reaches beyond its file");
    let mut chunks = Vec::with_capacity(cuts.len());
    for pieces in cuts {
        let mut bytes = Vec::with_capacity(pieces.iter().map(|(_, range)| range.len()).sum());
        for (file, range) in &pieces {
            let piece = directory
                .files
                .get(file)
                .and_then(|bytes| bytes.get(range.clone()));
            bytes.extend_from_slice(piece.ok_or(SHAPE)?);
        }
        chunks.push(Chunk {
            checksum: checksum(&bytes),
            pieces,
        });
        files.push(bytes);
    }
    Ok(chunks)
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
        let file = |bytes: &[u8], extension: &str| {
            let hash = file_hash(bytes);
            let path = format!("client/{}.{extension}", &hash[..16]);
            EntryFile {
                path,
                hash,
                size: bytes.len() as u64,
            }
        };
        let described = EntryClient {
            script: file(client.script, "js"),
            wasm: file(client.wasm, "wasm"),
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
