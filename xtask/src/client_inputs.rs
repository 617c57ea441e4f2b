//! What the committed search client is made of, as one hash. Shared with the test that finds it stale.
//! In: the workspace. Out: a hash over sources, locked dependencies, profiles, toolchain and recipe.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

/// The compiler the client is built with; another one gives other bytes.
pub(crate) const RUST: &str = "1.95.0";
/// The optimizer, from npm's package `binaryen`.
pub(crate) const BINARYEN: &str = "132";

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";
pub(crate) const RUST_FLAGS: [&str; 2] = ["-Ctarget-cpu=mvp", "-Cstrip=debuginfo"];

/// What the precompiled standard library may use, understood on input only.
pub(crate) const INPUT_FEATURES: [&str; 5] = [
    "--enable-mutable-globals",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
];
pub(crate) const LOWERING: [&str; 6] = [
    "-Oz",
    "--signext-lowering",
    "--llvm-nontrapping-fptoint-lowering",
    "--llvm-memory-copy-fill-lowering",
    "--strip-producers",
    "--strip-target-features",
];
/// Fails if anything newer than WebAssembly's first version is left.
pub(crate) const PROOF: [&str; 1] = ["--mvp-features"];
/// Of `wasm2js`, for the client without WebAssembly.
pub(crate) const TRANSLATION: [&str; 1] = ["-Os"];

const PACKAGE: &str = "yanxi-search-wasm";
const FOLDER: &str = "crates/search-wasm";

/// The hash that `dist/recipe.json` records.
pub(crate) fn inputs_hash(workspace: &Path) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    let mut add = |name: &str, bytes: &[u8]| {
        hasher.update(&(name.len() as u64).to_le_bytes());
        hasher.update(name.as_bytes());
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    for part in [
        &RUST_FLAGS[..],
        &INPUT_FEATURES,
        &LOWERING,
        &PROOF,
        &TRANSLATION,
        &[RUST, BINARYEN, TARGET],
    ] {
        add("recipe", part.join(" ").as_bytes());
    }
    for package in locked_packages(&std::fs::read_to_string(workspace.join("Cargo.lock"))?)? {
        add("package", package.as_bytes());
    }
    let manifest = read_toml(&std::fs::read_to_string(workspace.join("Cargo.toml"))?)?;
    let (sources, inherited) = members(workspace, &manifest)?;
    add("manifest", shared_settings(&manifest, &inherited).as_bytes());
    for source in sources {
        let folder = workspace.join(source);
        let mut files = vec![folder.join("Cargo.toml")];
        collect(&folder.join("src"), &mut files)?;
        files.sort();
        for file in files {
            let name =
                file.strip_prefix(workspace).unwrap_or(&file).to_string_lossy().replace('\\', "/");
            // A checkout may have turned line ends.
            let text = std::fs::read_to_string(&file)?.replace("\r\n", "\n");
            add(&name, text.as_bytes());
        }
    }
    Ok(hasher.finalize().to_hex().to_string())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs" || extension == "js") {
            files.push(path);
        }
    }
    Ok(())
}

/// Dependencies by their names, as the workspace writes them for its members.
type Inherited = BTreeMap<String, toml::Value>;

/// The folders of the client's crate and of the members it depends on, however far, and what they inherit. What only
/// their tests depend on does not get into the client.
fn members(workspace: &Path, manifest: &toml::Table) -> io::Result<(BTreeSet<String>, Inherited)> {
    let shared = manifest.get("workspace").and_then(|workspace| workspace.get("dependencies"));
    let (mut folders, mut inherited) = (BTreeSet::new(), Inherited::new());
    let mut waiting = vec![FOLDER.to_string()];
    while let Some(folder) = waiting.pop() {
        if !folders.insert(folder.clone()) {
            continue;
        }
        let member = std::fs::read_to_string(workspace.join(&folder).join("Cargo.toml"))?;
        let member = read_toml(&member)?;
        let dependencies = member.get("dependencies").and_then(toml::Value::as_table);
        for (name, dependency) in dependencies.into_iter().flatten() {
            if dependency.get("path").is_some() {
                let reason = "is to be inherited, else its sources are not among the inputs";
                return Err(io::Error::other(format!("{folder}: {name} {reason}")));
            }
            let is_inherited = dependency.get("workspace").is_some();
            if let Some(dependency) =
                shared.and_then(|shared| shared.get(name)).filter(|_| is_inherited)
            {
                let path = dependency.get("path").and_then(toml::Value::as_str);
                waiting.extend(path.map(str::to_string));
                inherited.insert(name.clone(), dependency.clone());
            }
        }
    }
    Ok((folders, inherited))
}

/// Profiles, and versions and features of what is inherited.
fn shared_settings(manifest: &toml::Table, inherited: &Inherited) -> String {
    let profile =
        |name: &str| manifest.get("profile").and_then(|profiles| profiles.get(name)).cloned();
    format!("{:?} {:?} {inherited:?}", profile("client"), profile("release"))
}

fn read_toml(text: &str) -> io::Result<toml::Table> {
    text.parse().map_err(io::Error::other)
}

/// Name, version and checksum of everything the client's crate depends on, however far.
fn locked_packages(lock: &str) -> io::Result<BTreeSet<String>> {
    let lock = read_toml(lock)?;
    let packages = lock.get("package").and_then(toml::Value::as_array).cloned().unwrap_or_default();
    let text = |package: &toml::Value, key: &str| -> String {
        package.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_string()
    };
    let mut by_name: BTreeMap<String, Vec<&toml::Value>> = BTreeMap::new();
    for package in &packages {
        by_name.entry(text(package, "name")).or_default().push(package);
    }
    let mut found = BTreeSet::new();
    let mut waiting = vec![PACKAGE.to_string()];
    let mut seen = BTreeSet::new();
    while let Some(wanted) = waiting.pop() {
        if !seen.insert(wanted.clone()) {
            continue;
        }
        // "name", or "name version" where several versions are locked.
        let (name, version) = wanted.split_once(' ').unwrap_or((&wanted, ""));
        for package in by_name.get(name).into_iter().flatten() {
            let locked = text(package, "version");
            if !version.is_empty() && !version.starts_with(&locked) {
                continue;
            }
            found.insert(format!("{name} {locked} {}", text(package, "checksum")));
            let dependencies = package.get("dependencies").and_then(toml::Value::as_array);
            let names = dependencies.into_iter().flatten().filter_map(toml::Value::as_str);
            waiting.extend(names.map(str::to_string));
        }
    }
    Ok(found)
}
