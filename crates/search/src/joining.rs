//! The lists of all parts' terms, joined term by term: a part's documents follow those of the parts before it.
//! In: the parts' segments. Out: the terms of a field in order with their encoded lists, range by range of terms.

use std::sync::Arc;

use rayon::prelude::*;
use tantivy::index::InvertedIndexReader;
use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{Index, SegmentReader, TERMINATED};

use crate::bits::BitWriter;
use crate::documents::{DocumentList, Gap};
use crate::error::WriteError;
use crate::field::Field;
use crate::lists::{write_documents, write_positions};
use crate::schema::of_segment;
use crate::title_end::told_count;
use crate::titles::Titles;

/// Ranges into which the terms of a field are cut, so that every core has some.
const RANGES: u64 = 16;

/// The segments of all parts, each with how many documents come before its first.
pub(crate) struct Segments<'a> {
    readers: Vec<(SegmentReader, u32)>,
    gap: Gap,
    document_end: u32,
    titles: &'a Titles,
}

impl<'a> Segments<'a> {
    /// Of indexes, each with how many documents come before its first.
    pub(crate) fn of(
        indexes: &[(Index, u32)],
        documents: &DocumentList,
        titles: &'a Titles,
    ) -> Result<Self, WriteError> {
        let mut readers = Vec::with_capacity(indexes.len());
        for (index, first) in indexes {
            match index.searchable_segments()?.as_slice() {
                [] => {}
                [segment] => readers.push((SegmentReader::open(segment)?, *first)),
                _ => return Err(WriteError::Shape("there is more than one segment")),
            }
        }
        let gap = documents.gap();
        let document_end = gap.number(documents.count());
        Ok(Segments { readers, gap, document_end, titles })
    }

    /// The terms of a field in order, in ranges.
    pub(crate) fn joined(&self, field: Field) -> Result<Vec<JoinedTerms>, WriteError> {
        let mut inverted = Vec::with_capacity(self.readers.len());
        for (reader, first) in &self.readers {
            inverted.push((reader.inverted_index(of_segment(field))?, *first));
        }
        let bounds = bounds(&inverted)?;
        let join = Join { inverted, field, of: self };
        let ranges: Vec<[Option<&[u8]>; 2]> =
            bounds.windows(2).map(|pair| [pair[0].as_deref(), pair[1].as_deref()]).collect();
        ranges.into_par_iter().map(|[from, to]| join.range(from, to)).collect()
    }
}

type Inverted = Vec<(Arc<InvertedIndexReader>, u32)>;

/// Where the ranges begin and end, told by the largest dictionary; none at both ends.
fn bounds(inverted: &Inverted) -> Result<Vec<Option<Vec<u8>>>, WriteError> {
    let widest = inverted.iter().max_by_key(|(of_part, _)| of_part.terms().num_terms());
    let mut bounds: Vec<Option<Vec<u8>>> = vec![None];
    if let Some((of_part, _)) = widest {
        let count = of_part.terms().num_terms() as u64;
        for number in 1..RANGES.min(count) {
            let mut term = Vec::new();
            of_part.terms().ord_to_term(count * number / RANGES.min(count), &mut term)?;
            bounds.push(Some(term));
        }
    }
    bounds.push(None);
    Ok(bounds)
}

/// Terms in order with their encoded lists, one after the other.
#[derive(Default)]
pub(crate) struct JoinedTerms {
    terms: Vec<u8>,
    documents: Vec<u8>,
    positions: Vec<u8>,
    lengths: Vec<Lengths>,
}

struct Lengths {
    term: usize,
    document_count: usize,
    documents: usize,
    positions: usize,
}

/// One term with its encoded lists.
pub(crate) struct JoinedTerm<'a> {
    pub(crate) term: &'a [u8],
    pub(crate) document_count: usize,
    pub(crate) documents: &'a [u8],
    pub(crate) positions: &'a [u8],
}

impl JoinedTerms {
    pub(crate) fn iter(&self) -> impl Iterator<Item = JoinedTerm<'_>> {
        let mut rest = [&self.terms[..], &self.documents, &self.positions];
        self.lengths.iter().map(move |lengths| {
            let mut take = |of: usize, length: usize| {
                let (taken, after) = rest[of].split_at(length);
                rest[of] = after;
                taken
            };
            JoinedTerm {
                term: take(0, lengths.term),
                document_count: lengths.document_count,
                documents: take(1, lengths.documents),
                positions: take(2, lengths.positions),
            }
        })
    }
}

struct Join<'a> {
    inverted: Inverted,
    field: Field,
    of: &'a Segments<'a>,
}

impl Join<'_> {
    /// The terms from one on and before another.
    fn range(&self, from: Option<&[u8]>, to: Option<&[u8]>) -> Result<JoinedTerms, WriteError> {
        let counted = self.field.has_positions();
        let option = if counted {
            IndexRecordOption::WithFreqsAndPositions
        } else {
            IndexRecordOption::Basic
        };
        let mut streams = Vec::with_capacity(self.inverted.len());
        for (of_part, first) in &self.inverted {
            let mut range = of_part.terms().range();
            if let Some(from) = from {
                range = range.ge(from);
            }
            if let Some(to) = to {
                range = range.lt(to);
            }
            let mut stream = range.into_stream()?;
            if stream.advance() {
                streams.push((stream, of_part, *first));
            }
        }
        let mut joined = JoinedTerms::default();
        let (mut documents, mut positions) = (BitWriter::default(), BitWriter::default());
        let mut list = List::default();
        let mut term = Vec::new();
        let mut ended = Vec::new();
        while let Some(least) = streams.iter().map(|(stream, ..)| stream.key()).min() {
            term.clear();
            term.extend_from_slice(least);
            list.clear();
            for (number, (stream, of_part, first)) in streams.iter_mut().enumerate() {
                if stream.key() == term {
                    let postings = of_part.read_postings_from_terminfo(stream.value(), option)?;
                    list.read(postings, *first, self.of.gap, counted);
                    if !stream.advance() {
                        ended.push(number);
                    }
                }
            }
            // The parts stay in order.
            for number in ended.drain(..).rev() {
                streams.remove(number);
            }
            documents.bytes().clear();
            positions.bytes().clear();
            let told = match self.field {
                Field::Pairs => {
                    list.tell_counts(self.of.titles, self.of.gap);
                    &list.told
                }
                Field::Singles | Field::Pinyin => &list.counts,
            };
            write_documents(
                &mut documents,
                &list.documents,
                counted.then_some(told),
                self.of.document_end,
            );
            if counted {
                write_positions(&mut positions, list.positions());
            }
            let (documents, positions) = (documents.bytes(), positions.bytes());
            joined.terms.extend_from_slice(&term);
            joined.documents.extend_from_slice(documents);
            joined.positions.extend_from_slice(positions);
            joined.lengths.push(Lengths {
                term: term.len(),
                document_count: list.documents.len(),
                documents: documents.len(),
                positions: positions.len(),
            });
        }
        Ok(joined)
    }
}

/// One term's list, its room used again for the next.
#[derive(Default)]
struct List {
    documents: Vec<u32>,
    counts: Vec<u32>,
    all_positions: Vec<u32>,
    of_one: Vec<u32>,
    told: Vec<u32>,
}

impl List {
    fn clear(&mut self) {
        self.documents.clear();
        self.counts.clear();
        self.all_positions.clear();
    }

    /// Adds what a part has, whose first document comes after so many.
    fn read(&mut self, mut postings: impl Postings, first: u32, gap: Gap, with_positions: bool) {
        while postings.doc() != TERMINATED {
            self.documents.push(gap.number(first + postings.doc()));
            if with_positions {
                postings.positions(&mut self.of_one);
                self.counts.push(self.of_one.len() as u32);
                self.all_positions.extend_from_slice(&self.of_one);
            }
            postings.advance();
        }
    }

    /// The counts, those of titles with how near to their end the term stands.
    fn tell_counts(&mut self, titles: &Titles, gap: Gap) {
        self.told.clear();
        let mut start = 0;
        for (document, count) in self.documents.iter().zip(&self.counts) {
            let positions = &self.all_positions[start..start + *count as usize];
            start += positions.len();
            self.told.push(match titles.end(gap.index(*document)) {
                Some(end) => told_count(positions, end),
                None => *count,
            });
        }
    }

    fn positions(&self) -> impl Iterator<Item = &[u32]> {
        let mut rest = self.all_positions.as_slice();
        self.counts.iter().map(move |count| {
            let (of_one, others) = rest.split_at(*count as usize);
            rest = others;
            of_one
        })
    }
}
