//! Writes the index: parts of it in, files of the site's `search/` folder out.
//! In: inverted pages, part by part. Out: entry, hot file, chunks, and the same as scripts, as far as wanted; the same pages give
//! the same bytes, however they were cut into parts and on however many threads.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use tantivy::Index;

use crate::base64::script;
use crate::bytes::pack;
use crate::chunk_name::{ChunkName, OF_CLIENT, twin_path};
use crate::chunk_names::{Listed, PAGE};
use crate::chunk_table::{BlockLists, Chunk, HEAD_BYTES, Pieces, goes_on, is_packed};
use crate::cuts::{ChunkSizes, cut_columns, cut_dictionary, cut_lists};
use crate::documents::DocumentList;
use crate::engine::Engine;
use crate::entry::{Entry, EntryClient, EntryFile};
use crate::error::WriteError;
use crate::facet_table::FacetTable;
use crate::format::{HotFile, file_hash};
use crate::frequent::FrequentTerms;
use crate::index_file::IndexFile;
use crate::joining::Segments;
use crate::naming::Naming;
use crate::packs::{pack_path, packs};
use crate::page_text::PageText;
use crate::part::IndexPart;
use crate::passage::PreparedPage;
use crate::recoding::recode;
use crate::record_file::RecordFile;
use crate::record_store::RecordStore;
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

/// Who reads the index.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Readers {
    /// Pages from a server.
    #[default]
    Server,
    /// Pages opened by double-click, which can load nothing but scripts.
    Disk,
    Both,
}

impl Readers {
    fn want_files(self) -> bool {
        self != Readers::Disk
    }

    fn want_scripts(self) -> bool {
        self != Readers::Server
    }
}

#[derive(Debug, Clone, Copy, Default)]
pub struct WriteOptions<'a> {
    pub readers: Readers,
    /// Without it the index serves the command line only.
    pub client: Option<ClientFiles<'a>>,
    /// Without it equal items are shown as they come.
    pub order: Option<Order<'a>>,
}

/// How items come that are numbered otherwise than they are shown.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// The items in the order in which equal ones are shown, by how many come before them.
    pub shown: &'a [u32],
    /// From this item on they are numbered apart, so that more of the former do not number them anew.
    pub apart: usize,
}

/// The files of the index, their paths relative to the `search/` folder and in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IndexFiles {
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
    write_parts(vec![part], options, &|path, bytes| {
        let mut files = files.lock().unwrap_or_else(PoisonError::into_inner);
        files.push((path.to_string(), bytes.to_vec()));
        Ok(())
    })?;
    let mut files = files.into_inner().unwrap_or_else(PoisonError::into_inner);
    files.sort_by(|one, other| one.0.cmp(&other.0));
    Ok(IndexFiles { files })
}

/// Joins parts, each of which follows the one before, and hands on every file as it is made.
pub fn write_parts(
    parts: Vec<IndexPart>,
    options: &WriteOptions,
    sink: &FileSink<'_>,
) -> Result<(), WriteError> {
    let Gathered { indexes, mut documents, titles, records, facets } = Gathered::of(parts);
    if let Some(order) = options.order {
        if order.shown.len() != documents.item_count() {
            return Err(WriteError::Shape("the order of the items"));
        }
        documents.set_order(order.shown.to_vec());
        documents.leave_gap_before(order.apart);
    }
    for (document, length) in titles.lengths() {
        documents.set_title_length(document, length);
    }
    let sizes = ChunkSizes::default();
    let (recoded, packed) = rayon::join(
        || {
            let segments = Segments::of(&indexes, &documents, &titles)?;
            recode(&segments, sizes)
        },
        || RecordFile::of(records),
    );
    drop((indexes, titles));
    let (recoded, records) = (recoded?, packed?);
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
    let (frequent, lists) = (FrequentTerms::default(), BlockLists::default());
    Engine::open(files.recorded(), frequent, lists, Arc::default())?;
    let slices = files.take_slices();
    let (chunks, contents) = fill(&files, chunks)?;
    let mut naming = Naming::by(ChunkName::of);
    let (names, filled): (Vec<ChunkName>, Vec<Vec<u8>>) =
        naming.names(contents)?.into_iter().unzip();
    let mut pages = Vec::new();
    if names.len() > PAGE {
        let page = |page: &[ChunkName]| page.iter().flat_map(|name| name.0).collect();
        pages = naming.names(names.chunks(PAGE).map(page).collect())?;
    }
    let listed = match pages.is_empty() {
        true => Listed::Names(names.clone()),
        false => Listed::Pages(pages.iter().map(|(name, _)| *name).collect()),
    };
    let hot = HotFile {
        alphabet: records.alphabet,
        lengths: IndexFile::ALL.map(|file| files.length(file)),
        documents: documents.finish(),
        blocks: records.blocks.iter().map(|(records, _)| *records).collect(),
        columns: lengths,
        frequent: recoded.frequent,
        slices,
        chunks,
        names: listed,
    }
    .write();
    drop(files);
    assemble(&hot, &pages, &names, filled, options, sink)
}

/// What all parts hold, one after the other.
struct Gathered {
    /// Each with the number of its first document.
    indexes: Vec<(Index, u32)>,
    documents: DocumentList,
    titles: Titles,
    /// One after the other.
    records: Vec<RecordStore>,
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
            gathered.records.push(part.records);
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

/// What every chunk holds.
fn fill(files: &Recording, chunks: Vec<Pieces>) -> Result<(Vec<Chunk>, Vec<Vec<u8>>), WriteError> {
    const SHAPE: WriteError = WriteError::Shape("a chunk reaches beyond its file");
    let mut ends = [0; IndexFile::ALL.len()];
    if !chunks.iter().all(|pieces| goes_on(pieces, &mut ends)) {
        return Err(WriteError::Shape("the order of the chunks"));
    }
    let fill_one = |pieces: Pieces| {
        let (mut packed, mut plain) = (Vec::new(), Vec::new());
        for (file, range) in &pieces {
            let piece = files.bytes(*file).get(range.clone()).ok_or(SHAPE)?;
            let part = if is_packed(*file) { &mut packed } else { &mut plain };
            part.extend_from_slice(piece);
        }
        if !packed.is_empty() {
            packed = pack(&packed);
        }
        packed.extend_from_slice(&plain);
        Ok((Chunk { length: HEAD_BYTES + packed.len(), pieces }, packed))
    };
    chunks.into_par_iter().map(fill_one).collect()
}

/// Hands on every file, as it is and as a script, as far as wanted, each made only when its turn comes.
fn assemble(
    hot: &[u8],
    pages: &[(ChunkName, Vec<u8>)],
    names: &[ChunkName],
    filled: Vec<Vec<u8>>,
    options: &WriteOptions,
    sink: &FileSink<'_>,
) -> Result<(), WriteError> {
    let out = Output { readers: options.readers, sink };
    let hot_path = ChunkName::of(hot).hot_path();
    let mut entry = Entry {
        format: crate::format::FORMAT,
        hot: EntryFile { path: hot_path.clone(), hash: file_hash(hot), size: hot.len() as u64 },
        plain: options.readers.want_files(),
        twins: options.readers.want_scripts(),
        client: None,
    };
    if let Some(client) = options.client {
        let file = |bytes: &[u8], ending: &str| {
            let hash = file_hash(bytes);
            let path = format!("{OF_CLIENT}/{}{ending}", &hash[..16]);
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
    out.with_twin(&hot_path, hot)?;
    let mut filled = filled.into_iter();
    // Files that hold the same are one, and two scripts of one name would be one.
    let mut scripts: BTreeMap<String, Vec<(String, Vec<u8>)>> = BTreeMap::new();
    for pack in packs(names) {
        let pack = &names[pack];
        let paths = pack.iter().map(|name| name.path(names.len()));
        let files = scripts.entry(pack_path(pack, names.len())).or_default();
        for (path, bytes) in paths.zip(filled.by_ref()) {
            if files.iter().all(|(known, _)| *known != path) {
                files.push((path, bytes));
            }
        }
    }
    for (name, bytes) in pages {
        let path = name.path(names.len());
        scripts.entry(twin_path(&path)).or_default().push((path, bytes.clone()));
    }
    let mut written = BTreeSet::new();
    let mut packs: Vec<Pack> = Vec::with_capacity(scripts.len());
    for (path, files) in scripts {
        let new = files.iter().map(|(file, _)| written.insert(file.clone())).collect();
        packs.push(Pack { path, files, new });
    }
    packs.into_par_iter().try_for_each(|pack| out.pack(pack))?;
    out.file("entry.js", entry.to_script().as_bytes())
}

/// Files with the script that they share.
struct Pack {
    path: String,
    files: Vec<(String, Vec<u8>)>,
    /// Of each whether no script before has it.
    new: Vec<bool>,
}

struct Output<'a> {
    readers: Readers,
    sink: &'a FileSink<'a>,
}

impl Output<'_> {
    fn file(&self, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
        (self.sink)(path, bytes).map_err(|error| WriteError::File { path: path.to_string(), error })
    }

    fn with_twin(&self, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
        if self.readers.want_scripts() {
            self.file(&twin_path(path), script(path, bytes).as_bytes())?;
        }
        if self.readers.want_files() {
            self.file(path, bytes)?;
        }
        Ok(())
    }

    fn pack(&self, pack: Pack) -> Result<(), WriteError> {
        if self.readers.want_scripts() {
            let lines = pack.files.iter().map(|(path, bytes)| script(path, bytes));
            self.file(&pack.path, lines.collect::<String>().as_bytes())?;
        }
        if self.readers.want_files() {
            let new = pack.files.iter().zip(&pack.new).filter(|(_, new)| **new);
            for ((path, bytes), _) in new {
                self.file(path, bytes)?;
            }
        }
        Ok(())
    }
}
