//! Which module may name which: every crate of the workspace keeps to its layers in ARCHITECTURE.md.
//! In: the workspace's sources. Out: one line for each name that leads upwards or sideways.

mod cases;
mod layers;
mod names;
mod package;
mod test_only;
mod tokens;
mod trail;

use std::fs;
use std::path::Path;

use walkdir::WalkDir;

use layers::{lists, source_folder};
use package::Package;

#[test]
fn modules_name_only_lower_layers() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut lists = lists(&text(&root.join("ARCHITECTURE.md"))).expect("lists of layers");
    let mut messages = Vec::new();
    for folder in crates(&text(&root.join("Cargo.toml"))) {
        // Programs of a file each, such as the fuzz targets, have nothing to lie above or below.
        if !root.join(source_folder(&folder)).is_dir() {
            continue;
        }
        let Some(list) = lists.remove(&folder) else {
            messages.push(format!("{folder} has no layers in ARCHITECTURE.md"));
            continue;
        };
        let source = source_folder(&folder);
        let package =
            Package::read(&source, &sources(&root.join(&source)), list.depth).expect("Rust");
        messages.extend(list.differences(&package));
        messages.extend(package.names_for_root());
        messages.extend(list.faults(&package));
    }
    messages.extend(
        lists
            .into_keys()
            .map(|folder| format!("{folder} has layers and is no crate of the workspace")),
    );
    assert!(messages.is_empty(), "see “Layers” in ARCHITECTURE.md:\n{}", messages.join("\n"));
}

/// The folders of the workspace's crates, the root's as `src`.
fn crates(manifest: &str) -> Vec<String> {
    let (_, behind) = manifest.split_once("\nmembers = [").expect("members of the workspace");
    let (members, _) = behind.split_once(']').expect("the end of the members");
    members
        .split('"')
        .skip(1)
        .step_by(2)
        .map(|member| if member == "." { "src" } else { member }.to_owned())
        .collect()
}

/// Rust files below a folder: their paths there with `/`, and their texts.
fn sources(folder: &Path) -> Vec<(String, String)> {
    let mut sources = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.expect("a readable folder");
        if entry.path().extension().is_some_and(|extension| extension == "rs") {
            let below = entry.path().strip_prefix(folder).expect("a path below the folder");
            sources.push((below.to_string_lossy().replace('\\', "/"), text(entry.path())));
        }
    }
    sources
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
