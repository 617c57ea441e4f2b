//! tantivy's segment in the form in which it is sent: its terms in dictionaries that lead to dense lists.
//! In: a finished index of one segment. Out: a dictionary for each field, the frequent terms apart, and all lists.

use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{Index, SegmentReader, TERMINATED};

use crate::bits::BitWriter;
use crate::cuts::ChunkSizes;
use crate::error::WriteError;
use crate::field::Field;
use crate::frequent::FrequentTerms;
use crate::lists::{write_documents, write_positions};
use crate::schema::of_segment;
use crate::terms::TermInfo;
use crate::terms_writer::{ListEnds, TermsWriter};

pub(crate) struct Recoded {
    /// In the order of their fields, each with where the lists of its blocks end.
    pub(crate) dictionaries: [(Vec<u8>, Vec<ListEnds>); Field::ALL.len()],
    /// Their lists follow those of the dictionaries.
    pub(crate) frequent: FrequentTerms,
    pub(crate) documents: Vec<u8>,
    pub(crate) positions: Vec<u8>,
}

/// Lists one after the other.
#[derive(Default)]
struct Lists {
    documents: Vec<u8>,
    positions: Vec<u8>,
}

impl Lists {
    fn add(&mut self, document_count: usize, documents: &[u8], positions: &[u8]) -> TermInfo {
        let starts = (self.documents.len(), self.positions.len());
        self.documents.extend_from_slice(documents);
        self.positions.extend_from_slice(positions);
        TermInfo {
            document_count: document_count as u32,
            documents: starts.0..self.documents.len(),
            positions: starts.1..self.positions.len(),
        }
    }
}

pub(crate) fn recode(
    index: &Index,
    document_count: u32,
    sizes: ChunkSizes,
) -> Result<Recoded, WriteError> {
    let segments = index.searchable_segments()?;
    let reader = match segments.as_slice() {
        [] => None,
        [segment] => Some(SegmentReader::open(segment)?),
        _ => return Err(WriteError::Shape("there is more than one segment")),
    };
    let mut dictionaries: [(Vec<u8>, Vec<ListEnds>); Field::ALL.len()] = Default::default();
    let mut frequent = FrequentTerms::default();
    let (mut of_rare, mut of_frequent) = (Lists::default(), Lists::default());
    let (mut documents, mut positions) = (BitWriter::default(), BitWriter::default());
    for (field, dictionary) in Field::ALL.into_iter().zip(&mut dictionaries) {
        let sizes = sizes.for_field(field);
        let mut writer = TermsWriter::new(sizes.terms);
        if let Some(reader) = &reader {
            let inverted = reader.inverted_index(of_segment(field))?;
            let counted = field.has_positions();
            let option = if counted {
                IndexRecordOption::WithFreqsAndPositions
            } else {
                IndexRecordOption::Basic
            };
            let mut list = List::default();
            let mut terms = inverted.terms().stream()?;
            while let Some((term, info)) = terms.next() {
                list.read(inverted.read_postings_from_terminfo(info, option)?, counted);
                documents.bytes().clear();
                positions.bytes().clear();
                write_documents(
                    &mut documents,
                    &list.documents,
                    counted.then_some(&list.counts),
                    document_count,
                );
                if counted {
                    write_positions(&mut positions, list.positions());
                }
                let (documents, positions) = (documents.bytes(), positions.bytes());
                let count = list.documents.len();
                if documents.len() + positions.len() > sizes.frequent {
                    frequent.add(field, term, of_frequent.add(count, documents, positions));
                } else {
                    writer.insert(term, &of_rare.add(count, documents, positions))?;
                }
            }
        }
        *dictionary = writer.finish()?;
    }
    frequent.move_lists(of_rare.documents.len(), of_rare.positions.len());
    of_rare.documents.extend(of_frequent.documents);
    of_rare.positions.extend(of_frequent.positions);
    Ok(Recoded {
        dictionaries,
        frequent,
        documents: of_rare.documents,
        positions: of_rare.positions,
    })
}

/// One term's list, its room used again for the next.
#[derive(Default)]
struct List {
    documents: Vec<u32>,
    counts: Vec<u32>,
    all_positions: Vec<u32>,
    of_one: Vec<u32>,
}

impl List {
    fn read(&mut self, mut postings: impl Postings, with_positions: bool) {
        self.documents.clear();
        self.counts.clear();
        self.all_positions.clear();
        while postings.doc() != TERMINATED {
            self.documents.push(postings.doc());
            if with_positions {
                postings.positions(&mut self.of_one);
                self.counts.push(self.of_one.len() as u32);
                self.all_positions.extend_from_slice(&self.of_one);
            }
            postings.advance();
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
