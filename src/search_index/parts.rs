//! The items of an index inverted in ranges, of which a preview keeps those whose items stay the same.
//! In: the items in their order, what was kept. Out: parts to be joined, rows of the list of titles, what is to be kept.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use yanxi_search::{Extra, Facet, IndexPart, PageText, PreparedPage, SectionText, WriteError};

use super::{Numbered, Of, title_row};

/// What the last index was made from, for sites of a size whose prepared texts may stay in memory.
#[derive(Debug, Default)]
pub struct KeptItems {
    /// By path, each with a hash of the text that it was prepared from.
    prepared: PreparedBefore,
    /// By a hash of their items' texts.
    parts: BTreeMap<[u8; 32], IndexPart>,
}

type PreparedBefore = BTreeMap<String, (blake3::Hash, Arc<PreparedPage>)>;

/// So much text is kept prepared; it takes some four times the room.
const MOST_KEPT_BYTES: usize = 64_000_000;

/// The index in parts, and the rows of the list of titles.
pub(super) fn parts(
    items: &[Numbered<'_>],
    of: &Of<'_>,
    kept: Option<&mut KeptItems>,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<(Vec<IndexPart>, Vec<Vec<String>>), WriteError> {
    let done = AtomicUsize::new(0);
    let said = || progress(done.fetch_add(1, Ordering::Relaxed) + 1);
    let weight: usize = items.iter().map(|(_, item)| of.weight(item)).sum();
    let before = kept.as_deref().filter(|_| weight < MOST_KEPT_BYTES);
    let ranges = ranges(items, of, before.is_some()).into_par_iter();
    let Some(before) = before else {
        let made = ranges.map(|range| {
            let mut titles = Vec::with_capacity(range.len());
            let part = IndexPart::of(items[range].iter().map(|(_, item)| {
                let text = of.text(item);
                titles.push(title_row(&text).to_string());
                said();
                PreparedPage::of(&text)
            }))?;
            Ok((part, titles))
        });
        let made: Vec<(IndexPart, Vec<String>)> = made.collect::<Result<_, WriteError>>()?;
        if let Some(kept) = kept {
            *kept = KeptItems::default();
        }
        return Ok(made.into_iter().unzip());
    };
    let made: Vec<Made> = ranges
        .map(|range| part(&items[range], of, before, &said))
        .collect::<Result<_, WriteError>>()?;
    let (mut parts, mut titles, mut keep) = (Vec::new(), Vec::new(), KeptItems::default());
    for Made { part, titles: of_part, prepared, hash } in made {
        parts.push(part.clone());
        titles.push(of_part);
        keep.prepared.extend(prepared);
        keep.parts.insert(hash, part);
    }
    if let Some(kept) = kept {
        *kept = keep;
    }
    Ok((parts, titles))
}

/// Some items inverted, with what is kept of them for the next time.
struct Made {
    part: IndexPart,
    /// Their rows of the list of titles.
    titles: Vec<String>,
    prepared: PreparedBefore,
    hash: [u8; 32],
}

/// Inverts some items, unless just these were inverted the last time.
fn part(
    items: &[Numbered<'_>],
    of: &Of<'_>,
    before: &KeptItems,
    done: &dyn Fn(),
) -> Result<Made, WriteError> {
    let mut titles = Vec::with_capacity(items.len());
    let mut pages = Vec::with_capacity(items.len());
    let mut prepared = PreparedBefore::new();
    let mut hashes = blake3::Hasher::new();
    for (_, item) in items {
        let text = of.text(item);
        titles.push(title_row(&text).to_string());
        let hash = hash_of(&text);
        hashes.update(hash.as_bytes());
        let known = before.prepared.get(&text.path).filter(|(known, _)| *known == hash);
        let page =
            known.map_or_else(|| Arc::new(PreparedPage::of(&text)), |(_, page)| Arc::clone(page));
        pages.push(Arc::clone(&page));
        prepared.insert(text.path, (hash, page));
        done();
    }
    let hash = *hashes.finalize().as_bytes();
    let part = match before.parts.get(&hash) {
        Some(part) => part.clone(),
        None => IndexPart::of(pages.iter().map(|page| PreparedPage::clone(page)))?,
    };
    Ok(Made { part, titles, prepared, hash })
}

/// Of all that is said of an item.
fn hash_of(text: &PageText) -> blake3::Hash {
    let PageText { path, title, sections, extra, facets, date } = text;
    let mut hasher = blake3::Hasher::new();
    let mut add = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    add(path);
    add(title);
    add(date.as_deref().unwrap_or_default());
    for number in [sections.len(), extra.len(), facets.len()] {
        add(&number.to_string());
    }
    for SectionText { anchor, heading, text } in sections {
        add(anchor);
        add(heading);
        add(text);
    }
    for Extra { kind, text } in extra {
        add(kind.name());
        add(text);
    }
    for Facet { kind, value } in facets {
        add(kind.name());
        add(value);
    }
    hasher.finalize()
}

/// Text that is inverted in one go: the table of its terms stays in the processor's caches.
const PART_BYTES: usize = 3_000_000;
/// The same where parts are kept: only the one that holds what was edited is inverted anew.
const KEPT_PART_BYTES: usize = 800_000;
/// Joining many parts costs more than their small tables save.
const MOST_PARTS: usize = 24;
/// So little text is not worth a second thread.
const LEAST_PART: usize = 100_000;

/// Ranges of about as much text each, enough of them for every core.
fn ranges(items: &[Numbered<'_>], of: &Of<'_>, are_kept: bool) -> Vec<Range<usize>> {
    let all: usize = items.iter().map(|(_, item)| of.weight(item)).sum();
    let cores = rayon::current_num_threads().min(all / LEAST_PART);
    let bytes = if are_kept { KEPT_PART_BYTES } else { PART_BYTES };
    let count = all.div_ceil(bytes).clamp(1, MOST_PARTS).max(cores);
    let mut ranges = Vec::with_capacity(count);
    let (mut start, mut size) = (0, 0);
    for (end, (_, item)) in (1..).zip(items) {
        size += of.weight(item);
        if size * count >= all || end == items.len() {
            ranges.push(start..end);
            (start, size) = (end, 0);
        }
    }
    ranges
}
