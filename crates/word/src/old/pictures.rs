//! Pictures in the text ([MS-DOC] 2.9.190, PICF; [MS-ODRAW] 2.2.23, blips).
//! In: the data stream and a place in it. Out: what a picture is called and its bytes.

use std::ops::Range;

use super::number::{slice, u16_at, u32_at};

const STORED: u16 = 0xF007;
const PICTURES: std::ops::RangeInclusive<u16> = 0xF01A..=0xF029;
/// So many records are looked at for one picture.
const MOST: usize = 1_000;

/// The name that a picture is found by, and its form's ending.
pub(super) fn name(data: &[u8], at: u32) -> Option<String> {
    let (_, ending) = find(data, at)?;
    Some(format!("{at}.{ending}"))
}

/// The bytes of a picture by its name.
pub(super) fn bytes<'a>(data: &'a [u8], name: &str) -> Option<&'a [u8]> {
    let at = name.split('.').next()?.parse().ok()?;
    let (range, _) = find(data, at)?;
    data.get(range)
}

fn find(data: &[u8], at: u32) -> Option<(Range<usize>, &'static str)> {
    /// Behind the head the name of a file follows.
    const NAMED: u16 = 0x66;
    let at = usize::try_from(at).ok()?;
    let length = usize::try_from(u32_at(data, at)?).ok()?;
    let picture = slice(data, at, length)?;
    let mut from = usize::from(u16_at(picture, 4)?);
    if u16_at(picture, 6)? == NAMED {
        from += 1 + usize::from(*picture.get(from)?);
    }
    for _ in 0..MOST {
        let kind = u16_at(picture, from + 2)?;
        let length = usize::try_from(u32_at(picture, from + 4)?).ok()?;
        let record = slice(picture, from + 8, length)?;
        match kind {
            STORED => {
                let name = usize::from(*record.get(33)?);
                // The picture itself follows.
                from += 8 + 36 + name;
            }
            kind if PICTURES.contains(&kind) => {
                let (start, ending) = form(kind, record);
                let start = at + from + 8 + start;
                return Some((start..at + from + 8 + length, ending));
            }
            _ => from += 8 + length,
        }
    }
    None
}

/// Where in its record a picture begins, behind one or two marks of its content, and the ending of its form.
fn form(kind: u16, record: &[u8]) -> (usize, &'static str) {
    const FORMS: [(&[u8], &str); 3] =
        [(b"\x89PNG", "png"), (b"\xFF\xD8\xFF", "jpg"), (b"GIF8", "gif")];
    for start in [17, 33] {
        for (signature, ending) in FORMS {
            if record.get(start..).is_some_and(|picture| picture.starts_with(signature)) {
                return (start, ending);
            }
        }
    }
    let ending = match kind {
        0xF01A => "emf",
        0xF01B => "wmf",
        0xF029 => "tiff",
        _ => "bmp",
    };
    (0, ending)
}
