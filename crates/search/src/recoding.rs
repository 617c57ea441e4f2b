//! tantivy's segments in the form in which they are sent: terms in dictionaries that lead to dense lists.
//! In: the finished segments of all parts. Out: a dictionary for each field, the frequent terms apart, and all lists.

use crate::cuts::ChunkSizes;
use crate::error::WriteError;
use crate::field::Field;
use crate::frequent::FrequentTerms;
use crate::joining::{JoinedTerm, Segments};
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
    fn add(&mut self, joined: &JoinedTerm<'_>) -> TermInfo {
        let starts = (self.documents.len(), self.positions.len());
        self.documents.extend_from_slice(joined.documents);
        self.positions.extend_from_slice(joined.positions);
        TermInfo {
            document_count: joined.document_count as u32,
            documents: starts.0..self.documents.len(),
            positions: starts.1..self.positions.len(),
        }
    }
}

pub(crate) fn recode(segments: &Segments<'_>, sizes: ChunkSizes) -> Result<Recoded, WriteError> {
    let mut dictionaries: [(Vec<u8>, Vec<ListEnds>); Field::ALL.len()] = Default::default();
    let mut frequent = FrequentTerms::default();
    let (mut of_rare, mut of_frequent) = (Lists::default(), Lists::default());
    for (field, dictionary) in Field::ALL.into_iter().zip(&mut dictionaries) {
        let sizes = sizes.for_field(field);
        let mut writer = TermsWriter::new(sizes.terms);
        for range in segments.joined(field)? {
            for joined in range.iter() {
                if joined.documents.len() + joined.positions.len() > sizes.frequent {
                    frequent.add(field, joined.term, of_frequent.add(&joined));
                } else {
                    writer.insert(joined.term, &of_rare.add(&joined))?;
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
