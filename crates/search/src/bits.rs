//! Numbers as bits: plain ones, and ones that are mostly small in as few bits as their company suggests.
//! In: numbers, or bytes of any origin. Out: bytes, or numbers where the bytes hold them.

/// Bits from the lowest up.
#[cfg(feature = "write")]
#[derive(Debug, Default)]
pub(crate) struct BitWriter {
    bytes: Vec<u8>,
    held: u64,
    count: u32,
}

#[cfg(feature = "write")]
impl BitWriter {
    /// The lowest bits of a number, 32 at most.
    pub(crate) fn put(&mut self, value: u32, bits: u32) {
        self.held |= u64::from(value) << self.count;
        self.count += bits;
        while self.count >= 8 {
            self.bytes.push(self.held as u8);
            self.held >>= 8;
            self.count -= 8;
        }
    }

    /// The bytes so far, the last one filled up; the next bit begins a byte.
    pub(crate) fn align(&mut self) {
        if self.count > 0 {
            self.bytes.push(self.held as u8);
            (self.held, self.count) = (0, 0);
        }
    }

    pub(crate) fn bytes(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }
}

pub(crate) struct BitReader<'a> {
    rest: &'a [u8],
    held: u64,
    count: u32,
}

impl<'a> BitReader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> BitReader<'a> {
        BitReader { rest: bytes, held: 0, count: 0 }
    }

    fn fill(&mut self) {
        while self.count <= 56
            && let Some((byte, rest)) = self.rest.split_first()
        {
            self.held |= u64::from(*byte) << self.count;
            self.count += 8;
            self.rest = rest;
        }
    }

    fn drop(&mut self, bits: u32) -> Option<()> {
        self.count = self.count.checked_sub(bits)?;
        self.held >>= bits;
        Some(())
    }

    /// A number of so many bits, 32 at most.
    pub(crate) fn take(&mut self, bits: u32) -> Option<u32> {
        self.fill();
        let value = self.held & ((1 << bits) - 1);
        self.drop(bits)?;
        Some(value as u32)
    }

    /// How many bits are set before one that is not, which goes with them.
    fn ones(&mut self) -> Option<u32> {
        self.fill();
        let ones = self.held.trailing_ones();
        self.drop(ones + 1)?;
        Some(ones)
    }
}

/// Quotients from here on are not counted out: the whole number follows.
const ESCAPE: u32 = 20;

/// Rice's code. The parameter follows the mean of the last numbers on both sides.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rice {
    sum: u32,
    count: u32,
    memory: u32,
}

impl Rice {
    /// Begins with what the mean may be, and remembers so many numbers.
    pub(crate) fn new(mean: u32, memory: u32) -> Rice {
        const BELIEF: u32 = 4;
        Rice { sum: mean.min(1 << 24) * BELIEF, count: BELIEF, memory }
    }

    fn parameter(&self) -> u32 {
        (self.sum / self.count).checked_ilog2().unwrap_or(0)
    }

    fn learn(&mut self, value: u32) {
        self.sum = self.sum.saturating_add(value.min(1 << 24));
        self.count += 1;
        if self.count >= self.memory {
            self.sum /= 2;
            self.count /= 2;
        }
    }

    #[cfg(feature = "write")]
    pub(crate) fn write(&mut self, writer: &mut BitWriter, value: u32) {
        let parameter = self.parameter();
        let quotient = value >> parameter;
        if quotient < ESCAPE {
            writer.put((1 << quotient) - 1, quotient + 1);
            writer.put(value & ((1 << parameter) - 1), parameter);
        } else {
            writer.put((1 << ESCAPE) - 1, ESCAPE + 1);
            writer.put(value, 32);
        }
        self.learn(value);
    }

    pub(crate) fn read(&mut self, reader: &mut BitReader) -> Option<u32> {
        let parameter = self.parameter();
        let quotient = reader.ones()?;
        let value = match quotient.cmp(&ESCAPE) {
            std::cmp::Ordering::Less => quotient << parameter | reader.take(parameter)?,
            std::cmp::Ordering::Equal => reader.take(32)?,
            std::cmp::Ordering::Greater => return None,
        };
        self.learn(value);
        Some(value)
    }
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_come_back(
            numbers in prop::collection::vec(prop_oneof![0..5u32, 0..3000u32, any::<u32>()], 0..200),
            mean in any::<u32>(),
        ) {
            let mut writer = BitWriter::default();
            let mut rice = Rice::new(mean, 32);
            for number in &numbers {
                rice.write(&mut writer, *number);
                writer.put(number & 7, 3);
            }
            writer.align();
            let mut reader = BitReader::new(writer.bytes());
            let mut rice = Rice::new(mean, 32);
            for number in &numbers {
                prop_assert_eq!(rice.read(&mut reader), Some(*number));
                prop_assert_eq!(reader.take(3), Some(number & 7));
            }
            prop_assert_eq!(reader.take(8), None);
        }

        #[test]
        fn any_bits_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let mut reader = BitReader::new(&bytes);
            let mut rice = Rice::new(9, 32);
            let mut read = 0;
            while rice.read(&mut reader).is_some() {
                read += 1;
            }
            prop_assert!(read <= bytes.len() * 8);
        }
    }
}
