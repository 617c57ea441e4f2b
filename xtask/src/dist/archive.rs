//! A zip file that is the same for the same content.
//! In: files by path. Out: the file's bytes; entries in order, without times, programs marked as such for systems that
//! ask.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use anyhow::Result;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

#[derive(Clone, Default)]
pub(super) struct Archive {
    files: BTreeMap<String, (Vec<u8>, u32)>,
}

const PROGRAM: u32 = 0o755;
const FILE: u32 = 0o644;

impl Archive {
    pub(super) fn add(&mut self, path: &str, bytes: Vec<u8>) {
        self.files.insert(path.to_string(), (bytes, FILE));
    }

    pub(super) fn add_program(&mut self, path: &str, bytes: Vec<u8>) {
        self.files.insert(path.to_string(), (bytes, PROGRAM));
    }

    pub(super) fn packed(&self) -> Result<Vec<u8>> {
        let mut packed = ZipWriter::new(Cursor::new(Vec::new()));
        for (path, (bytes, rights)) in &self.files {
            let options = SimpleFileOptions::default()
                .compression_method(CompressionMethod::Deflated)
                .last_modified_time(DateTime::default())
                .unix_permissions(*rights);
            packed.start_file(path.as_str(), options)?;
            packed.write_all(bytes)?;
        }
        Ok(packed.finish()?.into_inner())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_files_give_the_same_bytes_and_keep_their_names_and_rights() {
        let mut archive = Archive::default();
        archive.add("研习/说明.txt", b"a".repeat(100));
        archive.add_program("研习/yanxi", vec![0, 1, 2]);
        let packed = archive.packed().expect("packed");
        assert_eq!(packed, archive.packed().expect("packed"));
        let mut read = zip::ZipArchive::new(Cursor::new(packed)).expect("a zip file");
        let rights = read.by_name("研习/yanxi").expect("the program").unix_mode();
        assert_eq!(rights.map(|rights| rights & 0o777), Some(0o755));
        assert_eq!(read.by_name("研习/说明.txt").expect("the note").size(), 100);
    }
}
