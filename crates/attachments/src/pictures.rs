//! Pictures without what cameras and programs write into them: owner, time, place, small previews.
//! In: bytes. Out: the same picture, which way up it is kept, and whether anything was taken out.

/// Which way up a picture is shown, 1 to 8; 1 needs no note.
type Orientation = u16;

/// A picture after cleaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Picture {
    /// Nothing was in it.
    Clean,
    Cleaned(Vec<u8>),
    /// A form that is not understood, or a damaged one.
    Unknown,
}

pub(super) fn clean(bytes: &[u8]) -> Picture {
    let cleaned = if bytes.starts_with(b"\xFF\xD8\xFF") {
        jpeg(bytes)
    } else if bytes.starts_with(b"\x89PNG\r\n\x1A\n") {
        png(bytes)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        webp(bytes)
    } else if bytes.starts_with(b"GIF8") {
        gif(bytes)
    } else if bytes.starts_with(b"BM") || bytes.starts_with(b"\0\0\x01\0") {
        // Bitmaps and icons have no room for such things.
        return Picture::Clean;
    } else {
        None
    };
    match cleaned {
        None => Picture::Unknown,
        Some(cleaned) if cleaned == bytes => Picture::Clean,
        Some(cleaned) => Picture::Cleaned(cleaned),
    }
}

/// Keeps what is needed to draw: APP0, colour profile, Adobe's note; what follows the end of the picture goes too.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.get(..2)?.to_vec();
    let mut at = 2;
    let mut orientation = 1;
    let mut noted = false;
    loop {
        // A marker may be preceded by any number of FF.
        while bytes.get(at) == Some(&0xFF) && bytes.get(at + 1) == Some(&0xFF) {
            at += 1;
        }
        if bytes.get(at) != Some(&0xFF) {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        if marker == 0xD9 {
            out.extend_from_slice(&[0xFF, 0xD9]);
            return Some(out);
        }
        if matches!(marker, 0x01 | 0xD0..=0xD7) {
            out.extend_from_slice(&[0xFF, marker]);
            at += 2;
            continue;
        }
        let length = usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]));
        let end = at.checked_add(2)?.checked_add(length)?;
        let segment = bytes.get(at..end)?;
        let data = segment.get(4..)?;
        let keep = match marker {
            0xE0 => data.starts_with(b"JFIF\0"),
            0xE2 => data.starts_with(b"ICC_PROFILE\0"),
            0xEE => data.starts_with(b"Adobe"),
            0xE1 => {
                if let Some(found) = data.strip_prefix(b"Exif\0\0").and_then(orientation_of) {
                    orientation = found;
                }
                false
            }
            0xE3..=0xEF | 0xFE => false,
            _ => true,
        };
        if !matches!(marker, 0xE0..=0xEF | 0xFE) && !noted {
            noted = true;
            if orientation != 1 {
                let note = exif_with(orientation);
                let length = u16::try_from(note.len() + 8).ok()?;
                out.extend_from_slice(&[0xFF, 0xE1]);
                out.extend_from_slice(&length.to_be_bytes());
                out.extend_from_slice(b"Exif\0\0");
                out.extend_from_slice(&note);
            }
        }
        if keep {
            out.extend_from_slice(segment);
        }
        at = end;
        if marker == 0xDA {
            let start = at;
            // The picture's own data: FF is followed by 00 or a restart mark.
            loop {
                match (bytes.get(at), bytes.get(at + 1)) {
                    (Some(0xFF), Some(0x00 | 0xD0..=0xD7)) => at += 2,
                    (Some(0xFF), Some(0xFF)) => at += 1,
                    (Some(0xFF), Some(_)) => break,
                    (Some(_), _) => at += 1,
                    (None, _) => {
                        // Cut off, as browsers show it too.
                        out.extend_from_slice(&bytes[start..]);
                        return Some(out);
                    }
                }
            }
            out.extend_from_slice(&bytes[start..at]);
        }
    }
}

/// The orientation that a TIFF header's first directory states.
fn orientation_of(tiff: &[u8]) -> Option<Orientation> {
    let little = match tiff.get(..2)? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let two = |at: usize| -> Option<u16> {
        let bytes = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let four = |at: usize| -> Option<usize> {
        let bytes = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        let value = if little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) };
        usize::try_from(value).ok()
    };
    let directory = four(4)?;
    let entries = usize::from(two(directory)?);
    (0..entries)
        .map(|number| directory + 2 + number * 12)
        .find(|entry| two(*entry) == Some(0x0112))
        .and_then(|entry| two(entry + 8))
        .filter(|orientation| (1..=8).contains(orientation))
}

/// The smallest note that says which way up.
fn exif_with(orientation: Orientation) -> Vec<u8> {
    let mut note = b"MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    note.extend_from_slice(&orientation.to_be_bytes());
    note.extend_from_slice(&[0, 0, 0, 0, 0, 0]);
    note
}

/// Keeps the chunks that draw; texts, times and camera notes go, and what follows the last chunk.
fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.get(..8)?.to_vec();
    let mut at: usize = 8;
    loop {
        let length = u32::from_be_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?);
        let end = at.checked_add(12)?.checked_add(length as usize)?;
        let chunk = bytes.get(at..end)?;
        let kind = &chunk[4..8];
        match kind {
            b"tEXt" | b"zTXt" | b"iTXt" | b"tIME" => {}
            b"eXIf" => {
                let data = chunk.get(8..chunk.len() - 4)?;
                let data = data.strip_prefix(b"Exif\0\0").unwrap_or(data);
                if let Some(orientation) = orientation_of(data).filter(|which| *which != 1) {
                    let note = exif_with(orientation);
                    out.extend_from_slice(&u32::try_from(note.len()).ok()?.to_be_bytes());
                    let mut body = b"eXIf".to_vec();
                    body.extend_from_slice(&note);
                    out.extend_from_slice(&body);
                    out.extend_from_slice(&checksum(&body).to_be_bytes());
                }
            }
            b"IEND" => {
                out.extend_from_slice(chunk);
                return Some(out);
            }
            // Private chunks that only their makers read.
            _ if kind[0].is_ascii_lowercase() && kind[1].is_ascii_lowercase() => {}
            _ => out.extend_from_slice(chunk),
        }
        at = end;
    }
}

/// CRC-32 as PNG asks for it.
fn checksum(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            let carry = crc & 1;
            crc >>= 1;
            if carry == 1 {
                crc ^= 0xEDB8_8320;
            }
        }
    }
    !crc
}

/// Keeps all chunks but camera notes, which give way to one that says which way up.
fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    let size = u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?) as usize;
    let body = bytes.get(12..size.checked_add(8)?.min(bytes.len()))?;
    let mut chunks = Vec::new();
    let mut orientation = 1;
    let mut at: usize = 0;
    while at < body.len() {
        let length = u32::from_le_bytes(body.get(at + 4..at + 8)?.try_into().ok()?) as usize;
        let padded = length.checked_add(length % 2)?.checked_add(8)?;
        let end = at.checked_add(padded)?.min(body.len());
        let chunk = body.get(at..end)?;
        match &chunk[..4] {
            b"EXIF" => {
                let data = chunk.get(8..8 + length).unwrap_or_default();
                let data = data.strip_prefix(b"Exif\0\0").unwrap_or(data);
                orientation = orientation_of(data).unwrap_or(1);
            }
            b"XMP " => {}
            b"VP8X" | b"VP8 " | b"VP8L" | b"ANIM" | b"ANMF" | b"ALPH" | b"ICCP" => {
                chunks.push(chunk.to_vec())
            }
            _ => {}
        }
        at = end;
    }
    const EXIF: u8 = 0x08;
    const XMP: u8 = 0x04;
    if let Some(flags) = chunks
        .iter_mut()
        .find(|chunk| chunk.starts_with(b"VP8X"))
        .and_then(|chunk| chunk.get_mut(8))
    {
        *flags &= !(EXIF | XMP);
        if orientation != 1 {
            *flags |= EXIF;
            let note = exif_with(orientation);
            let mut chunk = b"EXIF".to_vec();
            chunk.extend_from_slice(&u32::try_from(note.len()).ok()?.to_le_bytes());
            chunk.extend_from_slice(&note);
            chunks.push(chunk);
        }
    }
    let body = chunks.concat();
    let mut out = b"RIFF".to_vec();
    out.extend_from_slice(&u32::try_from(body.len() + 4).ok()?.to_le_bytes());
    out.extend_from_slice(b"WEBP");
    out.extend_from_slice(&body);
    Some(out)
}

/// Comments and notes of programs go; the loop count of animations stays.
fn gif(bytes: &[u8]) -> Option<Vec<u8>> {
    let flags = *bytes.get(10)?;
    let table = if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let mut at = 13 + table;
    let mut out = bytes.get(..at)?.to_vec();
    let sub_blocks_end = |mut at: usize| -> Option<usize> {
        loop {
            let length = usize::from(*bytes.get(at)?);
            at += 1 + length;
            if length == 0 {
                return Some(at);
            }
        }
    };
    loop {
        match *bytes.get(at)? {
            0x3B => {
                out.push(0x3B);
                return Some(out);
            }
            0x21 => {
                let kind = *bytes.get(at + 1)?;
                let end = sub_blocks_end(at + 2)?;
                let name = bytes.get(at + 3..at + 14).unwrap_or_default();
                let keep = match kind {
                    0xF9 | 0x01 => true,
                    0xFF => name == b"NETSCAPE2.0" || name == b"ANIMEXTS1.0",
                    _ => false,
                };
                if keep {
                    out.extend_from_slice(bytes.get(at..end)?);
                }
                at = end;
            }
            0x2C => {
                let flags = *bytes.get(at + 9)?;
                let table = if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
                let end = sub_blocks_end(at + 11 + table)?;
                out.extend_from_slice(bytes.get(at..end)?);
                at = end;
            }
            _ => return None,
        }
    }
}
