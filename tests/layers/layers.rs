//! The list of layers and what it says of a crate.
//! In: ARCHITECTURE.md; a crate's modules and names. Out: names of higher layers, and where list and crate differ.
//!
//! A list is a fenced block whose opening line says `layers`, the crate's folder and, if modules are told apart more
//! than one level deep, the depth. One layer a line, the lowest first; `#` begins a comment.

use std::collections::{BTreeMap, BTreeSet};

use super::package::{ForeignImpl, Naming, Package};

pub(crate) struct Layers {
    /// `src` for the package at the workspace's root.
    pub(crate) folder: String,
    pub(crate) depth: usize,
    layers: Vec<Vec<String>>,
}

/// All lists of a document by the folder of their crate.
pub(crate) fn lists(document: &str) -> Result<BTreeMap<String, Layers>, String> {
    let mut lists = BTreeMap::new();
    let mut lines = document.lines();
    while let Some(line) = lines.next() {
        let Some(head) = line.trim().strip_prefix("```layers ") else { continue };
        let body: Vec<&str> = lines.by_ref().take_while(|line| line.trim() != "```").collect();
        let layers = list(head, &body)?;
        if let Some(twice) = lists.insert(layers.folder.clone(), layers) {
            return Err(format!("{} has two lists of layers", twice.folder));
        }
    }
    Ok(lists)
}

fn list(head: &str, body: &[&str]) -> Result<Layers, String> {
    let mut words = head.split_whitespace();
    let folder = words.next().ok_or("a list of layers names no crate")?.to_owned();
    let depth = words
        .next()
        .unwrap_or("1")
        .parse()
        .map_err(|_| format!("{folder}: the depth is no number"))?;
    let layers: Vec<Vec<String>> =
        body.iter().map(|line| layer(line)).filter(|layer| !layer.is_empty()).collect();
    let mut seen = BTreeSet::new();
    if let Some(twice) = layers.iter().flatten().find(|name| !seen.insert(*name)) {
        return Err(format!("{folder}: {twice} stands in two layers"));
    }
    Ok(Layers { folder, depth, layers })
}

fn layer(line: &str) -> Vec<String> {
    line.split('#').next().unwrap_or_default().split_whitespace().map(str::to_owned).collect()
}

impl Layers {
    fn height(&self, module: &str) -> Option<usize> {
        self.layers.iter().position(|layer| layer.iter().any(|name| name == module))
    }

    /// Modules that the list does not name, and names that are no module's.
    pub(crate) fn differences(&self, package: &Package) -> Vec<String> {
        let units = package.units();
        let unplaced = units.iter().filter(|unit| self.height(unit).is_none());
        let unknown = self.layers.iter().flatten().filter(|name| !units.contains(*name));
        unplaced
            .map(|unit| format!("{}: {unit} stands in no layer", self.folder))
            .chain(
                unknown.map(|name| {
                    format!("{}: {name} stands in a layer and is no module", self.folder)
                }),
            )
            .collect()
    }

    /// Names of a higher layer or of a neighbour in the same, and methods on another module's type.
    pub(crate) fn faults(&self, package: &Package) -> Vec<String> {
        let namings =
            package.namings().into_iter().filter(|naming| !self.allows(naming)).map(upward);
        namings.chain(package.foreign_impls().into_iter().map(foreign)).collect()
    }

    /// Modules in no layer are told once, not with each of their names.
    fn allows(&self, naming: &Naming) -> bool {
        let Some(to) = &naming.to else { return false };
        match (self.height(&naming.from), self.height(to)) {
            (Some(from), Some(to)) => to < from,
            _ => true,
        }
    }
}

fn upward(naming: Naming) -> String {
    let Naming { from, to, file, line, name } = naming;
    let to = to.as_deref().unwrap_or("the crate's root");
    format!("{from} must not name {to}: {file}:{line} {name}")
}

fn foreign(block: ForeignImpl) -> String {
    let ForeignImpl { file, line, of } = block;
    format!("methods belong to the module that declares the type: {file}:{line} impl {of}")
}

/// Where the crate's sources lie.
pub(crate) fn source_folder(folder: &str) -> String {
    if folder == "src" { folder.to_owned() } else { format!("{folder}/src") }
}
