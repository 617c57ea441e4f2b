//! A release as one zip file to carry about on a stick.
//! In: a release and its bytes. Out: a zip file with the site in a folder, a page on top to open it, a note, and sums
//! by which anyone can see that the copy is whole.

pub mod container;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::memory::Memory;
use super::opening::{self, SITE};
use crate::staging::record::{NEW, RECORD, Record, hash};
use crate::staging::{TRIES, until_let_go};
use container::{Container, Packed};

/// One line a file, as `sha256sum -c` reads them.
pub const SUMS: &str = "SHA256SUMS";
const OPENING: &str = "打开-学习资料.html";
const NOTE: &str = "说明.txt";

/// Files that stand beside the site, by name.
fn beside(record: &Record) -> [(String, Vec<u8>); 2] {
    // Notepad of old Windows takes a text for UTF-8 only with this mark, and wants both line ends.
    let note = [
        format!("\u{feff}双击“{OPENING}”，用浏览器打开学习资料。不用上网，也不用安装。"),
        String::new(),
        format!("请先把压缩包整个解压，再打开；“{SITE}”文件夹和它要放在一起。"),
        format!("这是第 {} 次发布，{} 生成。", record.number, record.date),
        String::new(),
        "核对有没有拷坏：".to_string(),
        "  有研习程序的：yanxi verify 这个文件夹（或压缩包）".to_string(),
        format!("  麒麟、统信系统：在这个文件夹里运行 sha256sum -c {SUMS}"),
        String::new(),
    ]
    .join("\r\n");
    [(OPENING.to_string(), opening::page(&record.title)), (NOTE.to_string(), note.into_bytes())]
}

/// Names and hashes of everything in the bundle but the sums, in the order they lie there.
type Contents = BTreeMap<String, Content>;

enum Content {
    Object(String),
    Bytes(Vec<u8>),
}

fn contents(record: &Record) -> Contents {
    let site = record
        .files
        .iter()
        .map(|(path, file)| (format!("{SITE}/{path}"), Content::Object(file.hash.clone())));
    let own = (format!("{SITE}/{RECORD}"), Content::Bytes(record.to_bytes()));
    let beside = beside(record).into_iter().map(|(name, bytes)| (name, Content::Bytes(bytes)));
    site.chain([own]).chain(beside).collect()
}

/// The file beside the bundle that is written first; two machines write two.
fn beside_path(path: &Path, owner: &str) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(format!(".{}{NEW}", owner.get(..8).unwrap_or(owner)));
    PathBuf::from(name)
}

/// Writes the bundle beside its place, then puts it there. A reader sees the old or the new one.
pub fn write(path: &Path, record: &Record, memory: &Memory, owner: &str) -> io::Result<()> {
    let beside = beside_path(path, owner);
    let written = write_beside(&beside, record, memory).and_then(|()| {
        // A virus scanner lets go of a file soon after it was written.
        until_let_go(TRIES, || fs::rename(&beside, path))
    });
    if written.is_err() {
        // A piece of a bundle helps nobody, least of all on a full disk.
        let _ = fs::remove_file(&beside);
    }
    written
}

fn write_beside(path: &Path, record: &Record, memory: &Memory) -> io::Result<()> {
    const BATCH: usize = 64;
    let contents: Vec<(String, Content)> = contents(record).into_iter().collect();
    let mut container = Container::new(BufWriter::new(fs::File::create(path)?));
    let mut sums = String::new();
    for batch in contents.chunks(BATCH) {
        let packed: Vec<io::Result<(String, Packed)>> = batch
            .par_iter()
            .map(|(name, content)| {
                let bytes = match content {
                    Content::Object(hash) => memory.object(hash)?,
                    Content::Bytes(bytes) => bytes.clone(),
                };
                let sum = sum(&bytes);
                let packed = Packed::of(name.clone(), bytes).ok_or(io::ErrorKind::FileTooLarge)?;
                Ok((sum, packed))
            })
            .collect();
        for ((name, _), packed) in batch.iter().zip(packed) {
            let (sum, packed) = packed?;
            // Writing to a String does not fail.
            let _ = writeln!(sums, "{sum}  {name}");
            container.add(&packed)?;
        }
    }
    let sums = Packed::of(SUMS.into(), sums.into_bytes()).ok_or(io::ErrorKind::FileTooLarge)?;
    container.add(&sums)?;
    let mut out = container.finish()?;
    out.flush()?;
    out.get_ref().sync_all()
}

fn sum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The release in a bundle, with the hash of its record. None where there is no bundle, or one of another maker.
pub fn current(path: &Path) -> io::Result<Option<(Record, String)>> {
    let file = match fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let Ok(mut archive) = zip::ZipArchive::new(file) else {
        return Ok(None);
    };
    let Ok(mut found) = archive.by_name(&format!("{SITE}/{RECORD}")) else {
        return Ok(None);
    };
    let mut bytes = Vec::new();
    if found.read_to_end(&mut bytes).is_err() {
        return Ok(None);
    }
    Ok(Record::at_place(&bytes)?.map(|record| (record, hash(&bytes))))
}

/// What differs in a bundle, or in the folder it was unpacked to, from its own sums.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Differences {
    pub files: usize,
    pub changed: Vec<String>,
    pub missing: Vec<String>,
    /// Files that no line of the sums names.
    pub further: Vec<String>,
}

impl Differences {
    pub fn is_whole(&self) -> bool {
        self.changed.is_empty() && self.missing.is_empty()
    }
}

/// Checks a zip file, or an unpacked folder, against the sums inside.
pub fn verify(path: &Path) -> io::Result<Differences> {
    if path.is_dir() {
        return verify_folder(path);
    }
    let broken = |error: zip::result::ZipError| io::Error::new(io::ErrorKind::InvalidData, error);
    let mut archive = zip::ZipArchive::new(fs::File::open(path)?).map_err(broken)?;
    let names: Vec<String> =
        archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect();
    let mut read = |name: &str| -> io::Result<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        match archive.by_name(name) {
            Ok(mut file) => {
                // A file whose own checksum is wrong was changed, whatever its bytes are.
                if file.read_to_end(&mut bytes).is_err() {
                    bytes.clear();
                }
                Ok(Some(bytes))
            }
            Err(zip::result::ZipError::FileNotFound) => Ok(None),
            Err(_) => Ok(Some(bytes)),
        }
    };
    let sums = read(SUMS)?.ok_or(io::ErrorKind::InvalidData)?;
    compare(&sums, names.into_iter(), &mut read)
}

fn verify_folder(folder: &Path) -> io::Result<Differences> {
    let sums = fs::read(folder.join(SUMS))?;
    let names = walkdir::WalkDir::new(folder)
        .into_iter()
        .flatten()
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| {
            let path = entry.path().strip_prefix(folder).ok()?;
            Some(path.to_string_lossy().replace('\\', "/"))
        });
    compare(&sums, names, &mut |name| match fs::read(folder.join(name)) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    })
}

fn compare(
    sums: &[u8],
    names: impl Iterator<Item = String>,
    read: &mut dyn FnMut(&str) -> io::Result<Option<Vec<u8>>>,
) -> io::Result<Differences> {
    let sums = String::from_utf8_lossy(sums).into_owned();
    let wanted: BTreeMap<&str, &str> = sums
        .lines()
        .filter_map(|line| line.split_once("  "))
        .filter(|(_, name)| crate::staging::record::is_safe(name))
        .map(|(sum, name)| (name, sum))
        .collect();
    if wanted.is_empty() {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut differences = Differences { files: wanted.len(), ..Differences::default() };
    for (name, wanted) in &wanted {
        match read(name)? {
            None => differences.missing.push(name.to_string()),
            Some(bytes) if sum(&bytes) != **wanted => differences.changed.push(name.to_string()),
            Some(_) => {}
        }
    }
    differences.further = names
        .filter(|name| name != SUMS && !name.ends_with('/') && !wanted.contains_key(name.as_str()))
        .collect();
    differences.further.sort();
    Ok(differences)
}
