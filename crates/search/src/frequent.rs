//! Terms whose lists are long. They stand in the hot file, so that their lists are asked for at once, without a look
//! into a dictionary first.
//! In: such terms in order with where their lists lie, or bytes of any origin. Out: bytes, or the terms where the bytes hold them.

use tantivy_sstable::value::ValueReader;
#[cfg(feature = "write")]
use tantivy_sstable::value::ValueWriter;

use crate::bytes::Input;
#[cfg(feature = "write")]
use crate::bytes::{write_block, write_number};
use crate::field::Field;
#[cfg(feature = "write")]
use crate::terms::TermInfoWriter;
use crate::terms::{TermInfo, TermInfoReader};

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct FrequentTerms {
    /// In the order of the fields, those of each in order.
    of_fields: [Vec<(Vec<u8>, TermInfo)>; Field::ALL.len()],
}

impl FrequentTerms {
    pub(crate) fn infos(&self) -> impl Iterator<Item = &TermInfo> {
        self.of_fields.iter().flatten().map(|(_, info)| info)
    }

    pub(crate) fn get(&self, field: Field, term: &str) -> Option<&TermInfo> {
        let terms = &self.of_fields[field as usize];
        let at = terms.binary_search_by(|(other, _)| other.as_slice().cmp(term.as_bytes()));
        terms.get(at.ok()?).map(|(_, info)| info)
    }

    pub(crate) fn beginning_with<'a>(
        &'a self,
        field: Field,
        beginning: &'a str,
    ) -> impl Iterator<Item = (&'a [u8], &'a TermInfo)> {
        let terms = &self.of_fields[field as usize];
        let first = terms.partition_point(|(term, _)| term.as_slice() < beginning.as_bytes());
        let following = terms[first..].iter();
        following
            .map(|(term, info)| (term.as_slice(), info))
            .take_while(|(term, _)| term.starts_with(beginning.as_bytes()))
    }

    pub(crate) fn read(input: &mut Input) -> Option<FrequentTerms> {
        let mut frequent = FrequentTerms::default();
        for terms in &mut frequent.of_fields {
            let (documents, positions) = (input.size()?, input.size()?);
            let mut infos = TermInfoReader::default();
            input.take(infos.load(input.rest()).ok()?)?;
            let mut last: Vec<u8> = Vec::new();
            for info in infos.infos() {
                let mut term = last.get(..input.size()?)?.to_vec();
                term.extend_from_slice(input.block()?);
                // In order, so that each is found and none stands twice.
                if term <= last {
                    return None;
                }
                last.clone_from(&term);
                terms.push((term, info.behind(documents, positions)?));
            }
        }
        Some(frequent)
    }
}

#[cfg(feature = "write")]
impl FrequentTerms {
    pub(crate) fn add(&mut self, field: Field, term: &[u8], info: TermInfo) {
        self.of_fields[field as usize].push((term.to_vec(), info));
    }

    /// Makes room for other lists before theirs.
    pub(crate) fn move_lists(&mut self, documents: usize, positions: usize) {
        for (_, info) in self.of_fields.iter_mut().flatten() {
            for (range, by) in [(&mut info.documents, documents), (&mut info.positions, positions)]
            {
                *range = range.start + by..range.end + by;
            }
        }
    }

    /// For each field where the lists of its terms begin, what a dictionary's block would say of the terms, then what each
    /// term has beyond the one before.
    pub(crate) fn write(&self, bytes: &mut Vec<u8>) {
        for terms in &self.of_fields {
            let first = terms.first().map(|(_, info)| (info.documents.start, info.positions.start));
            let (documents, positions) = first.unwrap_or_default();
            write_number(bytes, documents as u64);
            write_number(bytes, positions as u64);
            let mut infos = TermInfoWriter::default();
            terms.iter().for_each(|(_, info)| infos.write(info));
            infos.serialize_block(bytes);
            let mut last: &[u8] = &[];
            for (term, _) in terms {
                let common = last.iter().zip(term).take_while(|(one, other)| one == other);
                let kept = common.count();
                write_number(bytes, kept as u64);
                write_block(bytes, &term[kept..]);
                last = term;
            }
        }
    }
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use super::*;

    fn sample() -> FrequentTerms {
        let info = |start: usize| TermInfo {
            document_count: start as u32 + 1,
            documents: start..start + 7,
            positions: start * 2..start * 2 + 14,
        };
        let mut frequent = FrequentTerms::default();
        for (at, term) in ["关于", "学习", "学员", "规定"].iter().enumerate() {
            frequent.add(Field::Pairs, term.as_bytes(), info(at * 7));
        }
        frequent.add(Field::Pinyin, b"xx", info(28));
        frequent
    }

    #[test]
    fn what_is_written_is_read() {
        let mut bytes = Vec::new();
        sample().write(&mut bytes);
        let mut input = Input::new(&bytes);
        assert_eq!(FrequentTerms::read(&mut input), Some(sample()));
        assert!(input.is_empty());
        for end in 0..bytes.len() {
            assert_eq!(FrequentTerms::read(&mut Input::new(&bytes[..end])), None);
        }
    }

    #[test]
    fn terms_are_found_by_field_and_by_their_beginning() {
        let mut frequent = sample();
        assert_eq!(frequent.get(Field::Pairs, "学员").map(|info| info.document_count), Some(15));
        assert_eq!(frequent.get(Field::Pairs, "学"), None);
        assert_eq!(frequent.get(Field::Singles, "学员"), None);
        let beginning: Vec<&[u8]> =
            frequent.beginning_with(Field::Pairs, "学").map(|(term, _)| term).collect();
        assert_eq!(beginning, ["学习".as_bytes(), "学员".as_bytes()]);
        frequent.move_lists(100, 1000);
        let moved = frequent.get(Field::Pinyin, "xx");
        assert_eq!(moved.map(|info| info.positions.clone()), Some(1056..1070));
    }

    #[test]
    fn terms_out_of_order_are_refused() {
        let mut frequent = FrequentTerms::default();
        frequent.add(Field::Pairs, "学习".as_bytes(), TermInfo::default());
        frequent.add(Field::Pairs, "关于".as_bytes(), TermInfo::default());
        let mut bytes = Vec::new();
        frequent.write(&mut bytes);
        assert_eq!(FrequentTerms::read(&mut Input::new(&bytes)), None);
    }
}
