//! The licences of everything that is in a program.
//! In: the locked dependencies for a system, as cargo tells them, and the texts that lie in their packages. Out: one text:
//! every package with its licence and authors, then every licence text once.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    repository: Option<String>,
    authors: Vec<String>,
    manifest_path: String,
    source: Option<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<Kind>,
}

#[derive(Deserialize)]
struct Kind {
    /// None of what goes into the program.
    kind: Option<String>,
}

/// What is in the program besides packages.
const BESIDES: &str = "Rust standard library — MIT OR Apache-2.0, The Rust Project Contributors\n\
    musl (programs for Linux) — MIT, Rich Felker and contributors\n\
    mimalloc — MIT, Microsoft Corporation, Daan Leijen\n\
    mingw-w64 runtime (program for Windows) — ZPL-2.1 and public domain, the mingw-w64 project\n";

pub(super) fn of(root: &Path, target: &str) -> Result<Vec<u8>> {
    let told = Command::new("cargo")
        .args(["metadata", "--locked", "--format-version", "1", "--filter-platform", target])
        .current_dir(root)
        .output()?;
    ensure!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let metadata: Metadata = serde_json::from_slice(&told.stdout)?;
    let ours: BTreeMap<&str, &Package> =
        metadata.packages.iter().map(|package| (package.id.as_str(), package)).collect();
    let nodes: BTreeMap<&str, &Node> =
        metadata.resolve.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
    let program = metadata
        .packages
        .iter()
        .find(|package| package.name == "yanxi" && package.source.is_none())
        .context("the program's package")?;
    let mut reached = BTreeSet::new();
    let mut ahead = vec![program.id.as_str()];
    while let Some(id) = ahead.pop() {
        if !reached.insert(id) {
            continue;
        }
        let into_program =
            |dependency: &&Dependency| dependency.dep_kinds.iter().any(|kind| kind.kind.is_none());
        let node = nodes.get(id).context("a package of the list")?;
        ahead.extend(node.deps.iter().filter(into_program).map(|next| next.pkg.as_str()));
    }
    let mut packages: Vec<&Package> =
        reached.iter().filter_map(|id| ours.get(id).copied()).collect();
    packages.retain(|package| package.source.is_some());
    packages.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    let mut list = String::new();
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in packages {
        let name = format!("{} {}", package.name, package.version);
        let licence = package.license.as_deref().unwrap_or("see its text below");
        let _ = writeln!(list, "{name} — {licence}{}", by(package));
        for text in texts_of(package)? {
            texts.entry(text).or_default().push(name.clone());
        }
    }
    let mut all = format!(
        "研习 yanxi {}\n\nMIT OR Apache-2.0\n\nThe program holds the packages listed here, under the licences named \
         beside them; texts that lie in the packages follow.\n\n{BESIDES}{list}",
        program.version
    );
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        let text = plain(&fs::read_to_string(root.join(name))?);
        texts.entry(text).or_default().insert(0, format!("yanxi {}", program.version));
    }
    let mut by_first: Vec<(&String, &Vec<String>)> = texts.iter().collect();
    by_first.sort_by(|a, b| (b.1.len(), &a.1[0], a.0).cmp(&(a.1.len(), &b.1[0], b.0)));
    for (text, names) in by_first {
        let _ = write!(all, "\n{}\n{}\n\n{text}\n", "=".repeat(80), names.join(", "));
    }
    Ok(format!("\u{feff}{}", all.replace('\n', "\r\n")).into_bytes())
}

fn by(package: &Package) -> String {
    let authors = package.authors.join(", ");
    let home = package.repository.clone().unwrap_or_default();
    match (authors.is_empty(), home.is_empty()) {
        (true, true) => String::new(),
        (false, _) => format!(", {authors}"),
        (true, false) => format!(", {home}"),
    }
}

/// Licences and notices that lie in a package.
fn texts_of(package: &Package) -> Result<Vec<String>> {
    let folder = Path::new(&package.manifest_path).parent().unwrap_or(Path::new("."));
    let mut names: Vec<String> = fs::read_dir(folder)?
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| {
            let upper = name.to_uppercase();
            ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE", "UNLICENSE"]
                .iter()
                .any(|start| upper.starts_with(start))
                && !upper.ends_with(".RS")
        })
        .collect();
    names.sort();
    let mut texts = Vec::new();
    for name in names {
        let path = folder.join(name);
        if path.is_file() {
            texts.push(plain(&String::from_utf8_lossy(&fs::read(&path)?)));
        }
    }
    Ok(texts)
}

/// The same text, whatever editor saved it.
fn plain(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim().to_string()
}
