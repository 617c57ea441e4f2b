//! `cargo xtask dist`: what people download.
//! In: a commit; a Linux machine with rustup, the compiler of mingw-w64 and the package registries. Out: in `target/dist/`,
//! a zip file for each system with the program, a page of instructions, the licences and a small site to look at, and
//! `SHA256SUMS`.
//!
//! The same sources give the same bytes: paths of the machine are taken out of the programs, and archives hold no times.

mod archive;
mod licences;
mod tools;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use sha2::{Digest, Sha256};

use archive::Archive;
use tools::Tools;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Only these: windows-x86_64, linux-x86_64, linux-aarch64
    #[arg(long = "only")]
    only: Vec<String>,
    /// Builds everything a second time and fails where a byte differs
    #[arg(long)]
    twice: bool,
    /// Where the results go
    #[arg(long, default_value = "target/dist")]
    out: PathBuf,
}

/// A system that the program is built for.
struct System {
    name: &'static str,
    target: &'static str,
    /// Whether zig links it, against musl, so that the program needs nothing of the system.
    by_zig: bool,
    program: &'static str,
}

const SYSTEMS: [System; 3] = [
    System {
        name: "windows-x86_64",
        target: "x86_64-pc-windows-gnu",
        by_zig: false,
        program: "yanxi.exe",
    },
    System {
        name: "linux-x86_64",
        target: "x86_64-unknown-linux-musl",
        by_zig: true,
        program: "yanxi",
    },
    System {
        name: "linux-aarch64",
        target: "aarch64-unknown-linux-musl",
        by_zig: true,
        program: "yanxi",
    },
];

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let root = root()?;
    let out = root.join(&arguments.out);
    fs::create_dir_all(&out)?;
    let chosen: Vec<&System> = SYSTEMS
        .iter()
        .filter(|system| {
            arguments.only.is_empty() || arguments.only.iter().any(|name| name == system.name)
        })
        .collect();
    ensure!(!chosen.is_empty(), "--only names none of the systems");
    let commit = committed(&root)?;
    let version = version(&root)?;
    // What is quick to make comes first: a compile takes half an hour before it could fail.
    let beside: Vec<Archive> =
        chosen.iter().map(|system| beside_the_program(&root, system)).collect::<Result<_>>()?;
    let tools = Tools::ready(&root, chosen.iter().any(|system| system.by_zig))?;
    for (system, beside) in chosen.iter().zip(beside) {
        let packed = made(&root, system, &tools, beside.clone(), "build")?;
        if arguments.twice {
            let again = made(&root, system, &tools, beside, "again")?;
            ensure!(packed == again, "{}: the second build differs from the first", system.name);
            println!("{}: the same bytes twice", system.name);
        }
        ensure!(committed(&root)? == commit, "the sources were changed meanwhile");
        let name = archive_name(&version, system);
        fs::write(out.join(&name), &packed)?;
        println!("{name}: {:.1} MB", packed.len() as f64 / 1e6);
    }
    fs::write(out.join("SHA256SUMS"), sums(&out, &version)?)?;
    println!("{}", out.display());
    Ok(())
}

/// The commit that everything is made of. From sources that no commit holds, or that change meanwhile, nobody could make the same again.
fn committed(root: &Path) -> Result<String> {
    let git = |arguments: &[&str]| -> Result<String> {
        let output = Command::new("git").current_dir(root).args(arguments).output()?;
        ensure!(output.status.success(), "git {}", arguments.join(" "));
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let changed = git(&["status", "--porcelain"])?;
    ensure!(changed.is_empty(), "not committed:\n{changed}");
    git(&["rev-parse", "HEAD"])
}

fn archive_name(version: &str, system: &System) -> String {
    format!("yanxi-{version}-{}.zip", system.name)
}

/// Of all archives of this version that are there: whoever makes one after another gets the list of all.
fn sums(out: &Path, version: &str) -> Result<String> {
    let mut sums = String::new();
    for system in &SYSTEMS {
        let name = archive_name(version, system);
        let path = out.join(&name);
        if path.is_file() {
            let sum = Sha256::digest(fs::read(&path)?);
            let sum: String = sum.iter().map(|byte| format!("{byte:02x}")).collect();
            sums.push_str(&format!("{sum}  {name}\n"));
        }
    }
    Ok(sums)
}

/// Of the program; the crates inside it are not released.
fn version(root: &Path) -> Result<String> {
    let manifest: toml::Table = fs::read_to_string(root.join("Cargo.toml"))?.parse()?;
    let version = manifest.get("package").and_then(|package| package.get("version"));
    let version = version.and_then(toml::Value::as_str).context("the program has no version")?;
    Ok(version.to_string())
}

fn root() -> Result<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("the workspace")?;
    Ok(root.to_path_buf())
}

/// Everything lies in one folder, for those who unpack into a full one.
const FOLDER: &str = "研习";

fn beside_the_program(root: &Path, system: &System) -> Result<Archive> {
    let mut archive = Archive::default();
    archive.add(&format!("{FOLDER}/使用说明.html"), instructions(root)?);
    archive.add(&format!("{FOLDER}/许可证.txt"), licences::of(root, system.target)?);
    for (path, bytes) in sample(root)? {
        archive.add(&format!("{FOLDER}/样例站点/{path}"), bytes);
    }
    Ok(archive)
}

/// Builds for a system and packs it.
fn made(
    root: &Path,
    system: &System,
    tools: &Tools,
    mut archive: Archive,
    turn: &str,
) -> Result<Vec<u8>> {
    let program = built(root, system, tools, turn)?;
    let bytes = fs::read(&program).with_context(|| program.display().to_string())?;
    println!("{}: {} is {:.1} MB", system.name, system.program, bytes.len() as f64 / 1e6);
    archive.add_program(&format!("{FOLDER}/{}", system.program), bytes);
    archive.packed()
}

fn built(root: &Path, system: &System, tools: &Tools, turn: &str) -> Result<PathBuf> {
    let target_folder = root.join("target").join("dist").join(turn);
    let mut command = if system.by_zig { tools.zigbuild() } else { tools.cargo("build") };
    let home = home();
    let mut flags = vec![
        format!("--remap-path-prefix={}=cargo", home.join("registry/src").display()),
        format!("--remap-path-prefix={}=yanxi", root.display()),
        format!("--remap-path-prefix={}=target", target_folder.display()),
    ];
    if system.target.contains("windows") {
        flags.push("-Clink-arg=-Wl,--no-insert-timestamp".into());
    }
    let status = command
        .args(["--locked", "--profile", "dist", "--package", "yanxi", "--target", system.target])
        .current_dir(root)
        .env("CARGO_TARGET_DIR", &target_folder)
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"))
        .env("SOURCE_DATE_EPOCH", "0")
        .status()?;
    ensure!(status.success(), "the build for {} failed", system.target);
    Ok(target_folder.join(system.target).join("dist").join(system.program))
}

fn home() -> PathBuf {
    let usual = || PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".cargo");
    std::env::var_os("CARGO_HOME").map_or_else(usual, PathBuf::from)
}

/// The page of instructions with its pictures inside, as old programs of Windows want a text: with a mark at its
/// beginning and both line ends.
fn instructions(root: &Path) -> Result<Vec<u8>> {
    let folder = root.join("packaging");
    let mut page = fs::read_to_string(folder.join("使用说明.html"))?;
    let mut pictures: Vec<PathBuf> = fs::read_dir(folder.join("pictures"))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    pictures.sort();
    for picture in pictures {
        let name = picture.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(&picture)?;
        let inside = format!("data:image/png;base64,{}", base64(&bytes));
        page = page.replace(&format!("pictures/{name}"), &inside);
    }
    if page.contains("pictures/") {
        bail!("使用说明.html names a picture that is not there");
    }
    Ok(format!("\u{feff}{}", page.replace("\r\n", "\n").replace('\n', "\r\n")).into_bytes())
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let mut bits = 0_u32;
        for byte in three {
            bits = bits << 8 | u32::from(*byte);
        }
        bits <<= 8 * (3 - three.len());
        for (number, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            let six = (bits >> shift) & 63;
            text.push(if number > three.len() { '=' } else { LETTERS[six as usize] as char });
        }
    }
    text
}

/// The site of this repository with the reviews of its files, without what its builds leave.
fn sample(root: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let listed = Command::new("git")
        .args(["ls-files", "-z", "yanxi.toml", "content", "审核.csv"])
        .current_dir(root)
        .output()?;
    ensure!(listed.status.success(), "git lists no files");
    let names = String::from_utf8(listed.stdout)?;
    names
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(|name| Ok((name.to_string(), fs::read(root.join(name))?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_letters_as_others_make_them() {
        for (bytes, wanted) in
            [("", ""), ("a", "YQ=="), ("ab", "YWI="), ("abc", "YWJj"), ("研习", "56CU5Lmg")]
        {
            assert_eq!(base64(bytes.as_bytes()), wanted);
        }
    }

    #[test]
    fn instructions_licences_and_sample_are_packed_for_every_system() {
        let root = root().expect("the workspace");
        for system in &SYSTEMS {
            let packed = beside_the_program(&root, system).and_then(|archive| archive.packed());
            let packed = packed.unwrap_or_else(|error| panic!("{}: {error:#}", system.name));
            let mut packed =
                zip::ZipArchive::new(std::io::Cursor::new(packed)).expect("a zip file");
            let mut licences = String::new();
            let mut file = packed.by_name("研习/许可证.txt").expect("the licences");
            std::io::Read::read_to_string(&mut file, &mut licences).expect("UTF-8");
            for words in ["MIT OR Apache-2.0", "\r\ntantivy ", "\r\nrustls ", "musl"] {
                assert!(licences.contains(words), "{}: {words}", system.name);
            }
            drop(file);
            assert!(packed.by_name("研习/使用说明.html").is_ok());
            assert!(packed.by_name("研习/样例站点/yanxi.toml").is_ok());
        }
    }

    #[test]
    fn the_sample_site_has_its_settings_pages_and_reviews() {
        let sample = sample(&root().expect("the workspace")).expect("files");
        for wanted in ["yanxi.toml", "审核.csv", "content/_index.md"] {
            assert!(sample.iter().any(|(path, _)| path == wanted), "{wanted}");
        }
    }

    #[test]
    fn the_list_of_sums_names_every_archive_that_is_there() {
        let out = tempfile::tempdir().expect("a folder");
        for name in ["yanxi-1.0.0-linux-x86_64.zip", "yanxi-0.9.0-windows-x86_64.zip"] {
            fs::write(out.path().join(name), "abc").expect("a file");
        }
        assert_eq!(
            sums(out.path(), "1.0.0").expect("sums"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  yanxi-1.0.0-linux-x86_64.zip\n"
        );
    }

    #[test]
    fn the_instructions_are_one_page_for_old_programs() {
        let page = instructions(&root().expect("the workspace")).expect("a page");
        assert!(page.starts_with(b"\xef\xbb\xbf<!DOCTYPE html>\r\n"));
        let text = String::from_utf8(page).expect("UTF-8");
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        for words in ["全部解压", "更多信息", "仍要运行", "data:image/png;base64,"] {
            assert!(text.contains(words), "{words}");
        }
        assert!(!text.contains("http://") && !text.contains("https://"));
    }
}
