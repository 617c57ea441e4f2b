//! The dictionaries of a search index and the lists that their terms lead to, read apart from the program's reader.
//! In: a dictionary's bytes; the bytes of all lists. Out: terms; proof that nothing but them stands there.

use std::io;

use tantivy_common::OwnedBytes;
use tantivy_sstable::value::{ValueReader, ValueWriter};
use tantivy_sstable::{Dictionary, SSTable, Writer};

use super::index_contents::Input;

/// How many documents hold a term, and how long its lists are, which follow those of the term before.
#[derive(Debug, Clone, Default)]
pub(crate) struct Listed {
    count: usize,
    documents: usize,
    places: usize,
}

struct Table;

impl SSTable for Table {
    type Value = Listed;
    type ValueReader = Values;
    type ValueWriter = Values;
}

#[derive(Default)]
struct Values(Vec<Listed>);

impl ValueReader for Values {
    type Value = Listed;

    fn value(&self, index: usize) -> &Listed {
        &self.0[index]
    }

    fn load(&mut self, data: &[u8]) -> io::Result<usize> {
        let mut input = Input(data);
        self.0 = listed(&mut input);
        Ok(data.len() - input.0.len())
    }
}

/// How long the lists of terms are.
pub(crate) fn listed(input: &mut Input) -> Vec<Listed> {
    let mut numbers = |count: usize| -> Vec<usize> {
        let read = (0..count).map(|_| input.number());
        read.collect()
    };
    let count = numbers(1)[0];
    let (counts, documents, places) = (numbers(count), numbers(count), numbers(count));
    (0..count)
        .map(|term| Listed {
            count: counts[term],
            documents: documents[term],
            places: places[term],
        })
        .collect()
}

impl ValueWriter for Values {
    type Value = Listed;

    fn write(&mut self, listed: &Listed) {
        self.0.push(listed.clone());
    }

    fn serialize_block(&self, output: &mut Vec<u8>) {
        let mut numbers = vec![self.0.len()];
        numbers.extend(self.0.iter().map(|listed| listed.count));
        numbers.extend(self.0.iter().map(|listed| listed.documents));
        numbers.extend(self.0.iter().map(|listed| listed.places));
        for mut number in numbers {
            while number >= 0x80 {
                output.push((number as u8 & 0x7f) | 0x80);
                number >>= 7;
            }
            output.push(number as u8);
        }
    }

    fn clear(&mut self) {
        self.0.clear();
    }
}

/// The terms of a dictionary. A dictionary made of nothing but them has the same bytes.
pub(crate) fn terms(bytes: &[u8], block_bytes: usize) -> Vec<(Vec<u8>, Listed)> {
    let dictionary = Dictionary::<Table>::from_bytes(OwnedBytes::new(bytes.to_vec()));
    let dictionary = dictionary.expect("a dictionary");
    let mut stream = dictionary.stream().expect("terms");
    let mut writer: Writer<Vec<u8>, Values> = Writer::new(Vec::new());
    let mut found = Vec::new();
    let mut block = 0;
    while let Some((term, listed)) = stream.next() {
        // A block ends where it is so long with its lists.
        block += 5 + listed.documents + listed.places;
        let ends = block >= block_bytes;
        writer.set_block_len(if ends { 0 } else { usize::MAX });
        block = if ends { 0 } else { block };
        writer.insert(term, listed).expect("a term");
        found.push((term.to_vec(), listed.clone()));
    }
    let again = writer.finish().expect("a dictionary");
    assert!(again == bytes, "a dictionary holds more than its terms");
    found
}

/// Whether a list says how often a term stands in each document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counted {
    Not,
    Plainly,
    /// In titles together with how near to their end it stands: four ways for each count.
    WithEnds,
}

/// The lists of all terms, in the order of the terms.
pub(crate) struct Lists<'a> {
    documents: &'a [u8],
    places: &'a [u8],
    /// Of each document whether it is a title.
    titles: &'a [bool],
    read: [usize; 2],
}

impl<'a> Lists<'a> {
    pub(crate) fn new(documents: &'a [u8], places: &'a [u8], titles: &'a [bool]) -> Self {
        Lists { documents, places, titles, read: [0; 2] }
    }

    /// Reads the next term's lists, which begin where the last ones ended and are numbers to their last bit.
    pub(crate) fn follow(&mut self, listed: &Listed, counted: Counted) {
        let [documents, places] = self.read;
        self.read = [documents + listed.documents, places + listed.places];
        let mut bits = Bits::of(&self.documents[documents..self.read[0]]);
        let mut gaps = Rice::new(self.titles.len().next_multiple_of(1_024) / listed.count, 32);
        let mut further = Rice::new(0, 16);
        let mut next = 0;
        let mut counts = Vec::new();
        for _ in 0..listed.count {
            next += gaps.read(&mut bits) + 1;
            counts.push(match counted {
                Counted::Not => 0,
                Counted::WithEnds if self.titles[next - 1] => further.read(&mut bits) / 4 + 1,
                Counted::Plainly | Counted::WithEnds => further.read(&mut bits) + 1,
            });
        }
        assert!(next <= self.titles.len());
        bits.end();
        let mut bits = Bits::of(&self.places[places..self.read[1]]);
        let mut steps = Rice::new(300, 32);
        for _ in 0..counts.iter().sum() {
            steps.read(&mut bits);
        }
        bits.end();
    }

    /// The next term's lists begin here.
    pub(crate) fn are_at(&self, starts: [usize; 2]) {
        assert_eq!(self.read, starts);
    }

    pub(crate) fn end(&self) {
        assert_eq!(self.read, [self.documents.len(), self.places.len()]);
    }
}

/// Bits from the lowest up.
pub(crate) struct Bits<'a> {
    bytes: &'a [u8],
    read: usize,
}

impl<'a> Bits<'a> {
    pub(crate) fn of(bytes: &'a [u8]) -> Self {
        Bits { bytes, read: 0 }
    }

    fn bit(&mut self) -> usize {
        let bit = self.bytes[self.read / 8] >> (self.read % 8) & 1;
        self.read += 1;
        usize::from(bit)
    }

    fn take(&mut self, count: u32) -> usize {
        (0..count).fold(0, |number, place| number | self.bit() << place)
    }

    /// Nothing follows but what fills up the last byte.
    pub(crate) fn end(&mut self) {
        assert_eq!(self.read.div_ceil(8), self.bytes.len());
        while self.read < self.bytes.len() * 8 {
            assert_eq!(self.bit(), 0);
        }
    }
}

/// Rice's code with a parameter that follows the mean of the last numbers.
pub(crate) struct Rice {
    sum: usize,
    count: usize,
    memory: usize,
}

impl Rice {
    pub(crate) fn new(mean: usize, memory: usize) -> Rice {
        Rice { sum: mean * 4, count: 4, memory }
    }

    pub(crate) fn read(&mut self, bits: &mut Bits) -> usize {
        let parameter = (self.sum / self.count).checked_ilog2().unwrap_or(0);
        let mut quotient = 0;
        while bits.bit() == 1 {
            quotient += 1;
        }
        let number = match quotient {
            0..20 => quotient << parameter | bits.take(parameter),
            _ => bits.take(32),
        };
        self.sum += number;
        self.count += 1;
        if self.count >= self.memory {
            self.sum /= 2;
            self.count /= 2;
        }
        number
    }
}
