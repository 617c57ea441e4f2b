//! The zip format, as much of it as a bundle needs, written the same way every time.
//! In: names and bytes, in the order they shall have. Out: a zip file with fixed times and names in UTF-8.
//!
//! The packing is done by one library without regard to the processor, so that the same release gives the same bytes
//! on every machine.

use std::io::{self, Write};

/// 1 January 1980, the first day the format knows.
const DATE: u16 = 0x0021;
/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;
/// Unix, version 2.0; a plain file that all may read.
const MADE_BY: u16 = (3 << 8) | 20;
const NEEDS: u16 = 20;
const MODE: u32 = 0o100_644 << 16;
const STORED: u16 = 0;
const DEFLATED: u16 = 8;
const LEVEL: u8 = 6;

/// The format without its later extension, which old Windows cannot read, holds no more.
pub const MOST_FILES: usize = 65_534;
pub const MOST_BYTES: u64 = 4_000_000_000;

/// Already packed files gain nothing from being packed again.
fn is_packed(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    matches!(
        ending.to_ascii_lowercase().as_str(),
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "zip" | "docx" | "xlsx" | "pptx" | "mp3" | "mp4"
    )
}

/// Bytes ready to be written under a name.
pub struct Packed {
    name: String,
    method: u16,
    checksum: u32,
    size: u32,
    bytes: Vec<u8>,
}

impl Packed {
    /// None for a file that the format cannot hold.
    pub fn of(name: String, bytes: Vec<u8>) -> Option<Packed> {
        let size = u32::try_from(bytes.len()).ok()?;
        let checksum = crc32fast::hash(&bytes);
        let small = (!is_packed(&name))
            .then(|| miniz_oxide::deflate::compress_to_vec(&bytes, LEVEL))
            .filter(|small| small.len() < bytes.len());
        let (method, bytes) = match small {
            Some(small) => (DEFLATED, small),
            None => (STORED, bytes),
        };
        u16::try_from(name.len()).ok()?;
        Some(Packed { name, method, checksum, size, bytes })
    }

    /// What stands before the bytes and again, between other numbers, in the table at the end.
    fn common(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(26);
        for number in [NEEDS, FLAGS, self.method, 0, DATE] {
            out.extend(number.to_le_bytes());
        }
        for number in [self.checksum, self.bytes.len() as u32, self.size] {
            out.extend(number.to_le_bytes());
        }
        out.extend((self.name.len() as u16).to_le_bytes());
        out.extend(0u16.to_le_bytes());
        out
    }
}

/// A zip file being written.
pub struct Container<W: Write> {
    out: W,
    at: u64,
    table: Vec<u8>,
    files: usize,
}

impl<W: Write> Container<W> {
    pub fn new(out: W) -> Container<W> {
        Container { out, at: 0, table: Vec::new(), files: 0 }
    }

    pub fn add(&mut self, packed: &Packed) -> io::Result<()> {
        let whole = self.at + (packed.bytes.len() + packed.name.len() + 30) as u64;
        if self.files == MOST_FILES || whole + self.table.len() as u64 > MOST_BYTES {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let common = packed.common();
        self.table.extend(b"PK\x01\x02");
        self.table.extend(MADE_BY.to_le_bytes());
        self.table.extend(&common);
        for number in [0u16; 3] {
            self.table.extend(number.to_le_bytes());
        }
        self.table.extend(MODE.to_le_bytes());
        self.table.extend((self.at as u32).to_le_bytes());
        self.table.extend(packed.name.as_bytes());
        for piece in [b"PK\x03\x04".as_slice(), &common, packed.name.as_bytes(), &packed.bytes] {
            self.out.write_all(piece)?;
        }
        self.at = whole;
        self.files += 1;
        Ok(())
    }

    pub fn finish(mut self) -> io::Result<W> {
        self.out.write_all(&self.table)?;
        self.out.write_all(b"PK\x05\x06")?;
        let files = self.files as u16;
        for number in [0, 0, files, files] {
            self.out.write_all(&number.to_le_bytes())?;
        }
        for number in [self.table.len() as u32, self.at as u32] {
            self.out.write_all(&number.to_le_bytes())?;
        }
        self.out.write_all(&0u16.to_le_bytes())?;
        Ok(self.out)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn sample() -> Vec<u8> {
        let mut container = Container::new(Vec::new());
        for (name, bytes) in [
            ("打开.html", "甲".repeat(500).into_bytes()),
            ("空.txt", Vec::new()),
            ("a.png", vec![7; 900]),
        ] {
            let packed = Packed::of(name.into(), bytes).expect("packed");
            container.add(&packed).expect("added");
        }
        container.finish().expect("a file")
    }

    #[test]
    fn another_reader_finds_what_was_put_in() {
        let mut archive = zip::ZipArchive::new(io::Cursor::new(sample())).expect("a zip file");
        let names: Vec<String> =
            archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect();
        assert_eq!(names, ["打开.html", "空.txt", "a.png"]);
        let mut file = archive.by_name("打开.html").expect("the file");
        assert!(file.compressed_size() < 100);
        let mut text = String::new();
        file.read_to_string(&mut text).expect("the text");
        assert_eq!(text, "甲".repeat(500));
    }

    #[test]
    fn the_same_files_give_the_same_bytes() {
        assert_eq!(sample(), sample());
        let hash = blake3::hash(&sample()).to_hex();
        assert_eq!(&hash[..16], "34e660941171b72c");
    }
}
