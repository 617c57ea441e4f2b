//! Numbers and strings as bytes, bytes deflated, and a reader that never leaves its input.
//! In: values, or bytes of any origin. Out: bytes, or values where the bytes hold them.

#[cfg(feature = "write")]
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// Seven bits a byte, the lowest first; the high bit says that more follow.
pub(crate) fn write_number(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push((number as u8 & 0x7f) | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

#[cfg(feature = "write")]
pub(crate) fn write_block(bytes: &mut Vec<u8>, block: &[u8]) {
    write_number(bytes, block.len() as u64);
    bytes.extend_from_slice(block);
}

#[cfg(feature = "write")]
pub(crate) fn write_text(bytes: &mut Vec<u8>, text: &str) {
    write_block(bytes, text.as_bytes());
}

/// Bytes of an index file before they are packed; beyond this no room is made for what a file says.
const MOST_UNPACKED: usize = 64 << 20;
#[cfg(feature = "write")]
const COMPRESSION_LEVEL: u8 = 9;

/// The length, then the bytes deflated.
#[cfg(feature = "write")]
pub(crate) fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    write_number(&mut packed, bytes.len() as u64);
    packed.extend(compress_to_vec(bytes, COMPRESSION_LEVEL));
    packed
}

pub(crate) fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    let mut input = Input::new(packed);
    let size = input.size().filter(|size| *size <= MOST_UNPACKED)?;
    let bytes = decompress_to_vec_with_limit(input.rest(), size).ok()?;
    (bytes.len() == size).then_some(bytes)
}

pub(crate) struct Input<'a> {
    rest: &'a [u8],
}

impl<'a> Input<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Input<'a> {
        Input { rest: bytes }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub(crate) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    pub(crate) fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    pub(crate) fn array<const LENGTH: usize>(&mut self) -> Option<[u8; LENGTH]> {
        self.take(LENGTH)?.try_into().ok()
    }

    pub(crate) fn number(&mut self) -> Option<u64> {
        let mut number = 0u64;
        for shift in (0..63).step_by(7) {
            let [byte] = self.array()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// A number that must fit an index; one beyond 4 GiB is refused everywhere alike.
    pub(crate) fn size(&mut self) -> Option<usize> {
        u32::try_from(self.number()?).ok()?.try_into().ok()
    }

    /// How many things follow, each of which takes at least one byte, so that no count makes a
    /// reader reserve more than its input could hold.
    pub(crate) fn count(&mut self) -> Option<usize> {
        self.size().filter(|count| *count <= self.rest.len())
    }

    pub(crate) fn block(&mut self) -> Option<&'a [u8]> {
        let length = self.size()?;
        self.take(length)
    }

    pub(crate) fn text(&mut self) -> Option<String> {
        std::str::from_utf8(self.block()?).ok().map(str::to_string)
    }
}
