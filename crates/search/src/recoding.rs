//! tantivy's segment in the form in which it is sent: its terms in dictionaries that lead to dense lists.
//! In: a finished index of one segment. Out: a dictionary for each field, all lists, and where they may be cut.

use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{Index, SegmentReader, TERMINATED};

use crate::bits::BitWriter;
use crate::cuts::{ChunkSizes, ListCuts};
use crate::error::WriteError;
use crate::field::Field;
use crate::format::Pieces;
use crate::lists::{write_documents, write_places};
use crate::schema::of_segment;
use crate::terms::{TermInfo, terms_writer};

pub(crate) struct Lists {
    /// In the order of their fields.
    pub(crate) dictionaries: [Vec<u8>; Field::ALL.len()],
    pub(crate) documents: Vec<u8>,
    pub(crate) places: Vec<u8>,
    pub(crate) chunks: Vec<Pieces>,
}

pub(crate) fn recode(
    index: &Index,
    document_count: u32,
    sizes: ChunkSizes,
) -> Result<Lists, WriteError> {
    let segments = index.searchable_segments()?;
    let reader = match segments.as_slice() {
        [] => None,
        [segment] => Some(SegmentReader::open(segment)?),
        _ => return Err(WriteError::Shape("there is more than one segment")),
    };
    let mut dictionaries: [Vec<u8>; Field::ALL.len()] = Default::default();
    let (mut documents, mut places) = (BitWriter::default(), BitWriter::default());
    let mut cuts = ListCuts::new(sizes);
    for (field, dictionary) in Field::ALL.into_iter().zip(&mut dictionaries) {
        let mut writer = terms_writer();
        if let Some(reader) = &reader {
            let inverted = reader.inverted_index(of_segment(field))?;
            let counted = field.has_places();
            let option = if counted {
                IndexRecordOption::WithFreqsAndPositions
            } else {
                IndexRecordOption::Basic
            };
            let mut list = List::default();
            let mut terms = inverted.terms().stream()?;
            while let Some((term, info)) = terms.next() {
                list.read(inverted.read_postings_from_terminfo(info, option)?, counted);
                let starts = (documents.bytes().len(), places.bytes().len());
                write_documents(
                    &mut documents,
                    &list.documents,
                    counted.then_some(&list.counts),
                    document_count,
                );
                if counted {
                    write_places(&mut places, list.places());
                }
                let info = TermInfo {
                    document_count: list.documents.len() as u32,
                    documents: starts.0..documents.bytes().len(),
                    places: starts.1..places.bytes().len(),
                };
                writer.insert(term, &info)?;
                cuts.add(&info);
            }
        }
        cuts.close();
        *dictionary = writer.finish()?;
    }
    Ok(Lists {
        dictionaries,
        documents: std::mem::take(documents.bytes()),
        places: std::mem::take(places.bytes()),
        chunks: cuts.chunks,
    })
}

/// One term's list, its room used again for the next.
#[derive(Default)]
struct List {
    documents: Vec<u32>,
    counts: Vec<u32>,
    all_places: Vec<u32>,
    of_one: Vec<u32>,
}

impl List {
    fn read(&mut self, mut postings: impl Postings, places: bool) {
        self.documents.clear();
        self.counts.clear();
        self.all_places.clear();
        while postings.doc() != TERMINATED {
            self.documents.push(postings.doc());
            if places {
                postings.positions(&mut self.of_one);
                self.counts.push(self.of_one.len() as u32);
                self.all_places.extend_from_slice(&self.of_one);
            }
            postings.advance();
        }
    }

    fn places(&self) -> impl Iterator<Item = &[u32]> {
        let mut rest = self.all_places.as_slice();
        self.counts.iter().map(move |count| {
            let (of_one, others) = rest.split_at(*count as usize);
            rest = others;
            of_one
        })
    }
}
