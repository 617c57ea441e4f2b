//! Pictures ([MS-DOC] 2.9.190, PICF; [MS-ODRAW] 2.2.23, blips).
//! In: a stream and a place in it. Out: what a picture is called and its bytes.
//!
//! Those in the text lie in the data stream, those in shapes in the stream of the text itself.

use std::ops::Range;

use super::number::{slice, u16_at, u32_at};
use super::streams::Streams;

const STORED: u16 = 0xF007;
const PICTURES: std::ops::RangeInclusive<u16> = 0xF01A..=0xF029;
/// So many records are looked at for one picture.
const MOST: usize = 1_000;
/// The names of pictures in shapes begin with it.
const OF_SHAPE: &str = "shape-";

/// The name of a picture in the text, by its place in the data stream, with its form's ending.
pub(super) fn name(data: &[u8], at: u32) -> Option<String> {
    let (_, ending) = find(data, at)?;
    Some(format!("{at}.{ending}"))
}

/// The name of a picture in a shape, by its place in the stream of the text.
pub(super) fn stored_name(text: &[u8], at: u32) -> Option<String> {
    let (_, ending) = picture(text, usize::try_from(at).ok()?)?;
    Some(format!("{OF_SHAPE}{at}.{ending}"))
}

/// The bytes of a picture by its name.
pub(super) fn bytes<'a>(streams: &'a Streams, name: &str) -> Option<&'a [u8]> {
    let (place, _) = name.split_once('.')?;
    match place.strip_prefix(OF_SHAPE) {
        Some(place) => streams.text.get(picture(&streams.text, place.parse().ok()?)?.0),
        None => streams.data.get(find(&streams.data, place.parse().ok()?)?.0),
    }
}

fn find(data: &[u8], at: u32) -> Option<(Range<usize>, &'static str)> {
    /// Behind the head the name of a file follows.
    const NAMED: u16 = 0x66;
    let at = usize::try_from(at).ok()?;
    let length = usize::try_from(u32_at(data, at)?).ok()?;
    let whole = slice(data, at, length)?;
    let mut from = usize::from(u16_at(whole, 4)?);
    if u16_at(whole, 6)? == NAMED {
        from += 1 + usize::from(*whole.get(from)?);
    }
    for _ in 0..MOST {
        let length = usize::try_from(u32_at(whole, from + 4)?).ok()?;
        let record = slice(whole, from + 8, length)?;
        match u16_at(whole, from + 2)? {
            // The picture itself follows its head and its name.
            STORED => from += 8 + 36 + usize::from(*record.get(33)?),
            kind if PICTURES.contains(&kind) => return picture(data, at + from),
            _ => from += 8 + length,
        }
    }
    None
}

/// A picture's record: where the picture lies in the stream, and the ending of its form.
fn picture(stream: &[u8], at: usize) -> Option<(Range<usize>, &'static str)> {
    const FORMS: [(&[u8], &str); 3] =
        [(b"\x89PNG", "png"), (b"\xFF\xD8\xFF", "jpg"), (b"GIF8", "gif")];
    let kind = u16_at(stream, at.checked_add(2)?)?;
    if !PICTURES.contains(&kind) {
        return None;
    }
    let length = usize::try_from(u32_at(stream, at + 4)?).ok()?;
    let record = slice(stream, at + 8, length)?;
    let end = at + 8 + length;
    // One or two marks of its content stand before it.
    for start in [17, 33] {
        for (signature, ending) in FORMS {
            if record.get(start..).is_some_and(|picture| picture.starts_with(signature)) {
                return Some((at + 8 + start..end, ending));
            }
        }
    }
    let ending = match kind {
        0xF01A => "emf",
        0xF01B => "wmf",
        0xF029 => "tiff",
        _ => "bmp",
    };
    Some((at + 8..end, ending))
}
