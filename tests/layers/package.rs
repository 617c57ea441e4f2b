//! One crate: whose module is which file, and where each name leads.
//! In: the texts of its files. Out: what names what across modules, and what would hide such names from this test.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{Contents, InherentImpl, Name, read};
use super::trail::{Segments, Trail};

struct File {
    /// Path with `/`, as messages show it.
    path: String,
    module: Segments,
    contents: Contents,
}

pub(crate) struct Package {
    files: Vec<File>,
    modules: BTreeSet<Segments>,
    /// What the crate's root calls what modules declare.
    exported: BTreeMap<String, Segments>,
    /// How deep modules are told apart: at 1, a folder is one with all that it holds.
    depth: usize,
}

/// `impl Type { … }` away from the type.
pub(crate) struct ForeignImpl {
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) of: String,
}

/// One module names what another holds.
pub(crate) struct Naming {
    pub(crate) from: String,
    /// None: the crate's root itself declares it.
    pub(crate) to: Option<String>,
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) name: String,
}

impl Package {
    /// From the folder of its sources, paths below it, and texts.
    pub(crate) fn read(
        folder: &str,
        sources: &[(String, String)],
        depth: usize,
    ) -> Result<Package, String> {
        let mut files = Vec::new();
        for (path, text) in root_once(sources) {
            let module = module_of(path);
            let path = format!("{folder}/{path}");
            let contents = read(text, &module).map_err(|error| format!("{path}: {error}"))?;
            files.push(File { path, module, contents });
        }
        let test_only: BTreeSet<Segments> =
            files.iter().flat_map(|file| file.contents.test_only.iter().cloned()).collect();
        files.retain(|file| !is_below_any(&file.module, &test_only));
        let modules = modules(&files);
        let mut package = Package { files, modules, exported: BTreeMap::new(), depth };
        package.exported = package.exported();
        Ok(package)
    }

    /// The modules that layers are made of.
    pub(crate) fn units(&self) -> BTreeSet<String> {
        self.modules
            .iter()
            .map(|module| self.unit(module))
            .filter(|unit| !unit.is_empty())
            .collect()
    }

    /// Names of other modules. The root may name all: it declares them.
    pub(crate) fn namings(&self) -> Vec<Naming> {
        let mut namings = Vec::new();
        for file in &self.files {
            for name in file.contents.names.iter().filter(|name| !gives_root_a_name(name)) {
                namings.extend(self.naming(file, name));
            }
        }
        namings
    }

    fn naming(&self, file: &File, name: &Name) -> Option<Naming> {
        let home = self.home(name)?;
        let (from, to) = (self.unit(&name.within), self.unit(&home));
        if from.is_empty() || from == to {
            return None;
        }
        let to = Some(to).filter(|to| !to.is_empty());
        Some(Naming { from, to, file: file.path.clone(), line: name.line, name: home.join("::") })
    }

    /// Where the crate's root gets another name, under which names would pass unseen.
    pub(crate) fn names_for_root(&self) -> Vec<String> {
        let told = |file: &File, name: &Name| {
            format!("the crate's root must not have another name: {}:{}", file.path, name.line)
        };
        self.files
            .iter()
            .flat_map(|file| file.contents.names.iter().map(move |name| (file, name)))
            .filter(|(_, name)| gives_root_a_name(name))
            .map(|(file, name)| told(file, name))
            .collect()
    }

    /// Methods on a type of another module: lower modules could call them without naming who wrote them.
    pub(crate) fn foreign_impls(&self) -> Vec<ForeignImpl> {
        let mut foreign = Vec::new();
        for file in &self.files {
            for block in
                file.contents.impls.iter().filter(|block| !self.is_own(block, &file.contents))
            {
                foreign.push(ForeignImpl {
                    file: file.path.clone(),
                    line: block.line,
                    of: block.of.join("::"),
                });
            }
        }
        foreign
    }

    fn is_own(&self, block: &InherentImpl, contents: &Contents) -> bool {
        let own = self.unit(&block.within);
        let target = self.target(block, contents);
        self.unit(&target) == own
            && self
                .types()
                .any(|(module, name)| self.unit(module) == own && Some(name) == target.last())
    }

    /// The path from the crate's root of the type that an `impl` is for.
    fn target(&self, block: &InherentImpl, contents: &Contents) -> Segments {
        let imported = contents
            .names
            .iter()
            .filter(|name| {
                name.within == block.within && name.imported_as.as_ref() == block.of.first()
            })
            .find_map(|name| self.home(name));
        if let Some(imported) = imported {
            return [&imported, &block.of[1..]].concat();
        }
        let mut trail = Trail::from(&block.within);
        block.of.iter().for_each(|word| trail.step(word));
        trail.segments()
    }

    fn types(&self) -> impl Iterator<Item = &(Segments, String)> {
        self.files.iter().flat_map(|file| &file.contents.types)
    }

    /// Where a name of this crate leads, seen through what the root re-exports.
    fn home(&self, name: &Name) -> Option<Segments> {
        let segments = &name.segments;
        if name.relative && !self.modules.contains(&segments[..=name.within.len()]) {
            return None;
        }
        match segments.split_first() {
            Some((first, rest)) if !self.modules.contains(&segments[..1]) => {
                match self.exported.get(first) {
                    Some(exported) => Some([exported, rest].concat()),
                    None => Some(segments.clone()),
                }
            }
            _ => Some(segments.clone()),
        }
    }

    fn exported(&self) -> BTreeMap<String, Segments> {
        let mut exported = BTreeMap::new();
        for contents in self.files.iter().map(|file| &file.contents) {
            for (module, name) in &contents.exported_macros {
                let home = module.iter().chain([name]).cloned().collect();
                exported.insert(name.clone(), home);
            }
            for name in contents.names.iter().filter(|name| name.within.is_empty()) {
                if let (Some(called), Some(home)) = (&name.imported_as, self.home(name))
                    && home.len() > 1
                {
                    exported.insert(called.clone(), home);
                }
            }
        }
        exported
    }

    /// The module, at most so deep as layers go, that a path lies in; empty for the root.
    fn unit(&self, path: &[String]) -> String {
        let mut length = 0;
        while length < path.len().min(self.depth) && self.modules.contains(&path[..=length]) {
            length += 1;
        }
        path[..length].join("::")
    }
}

/// `use crate as name`, `use crate::{self as name}`, `extern crate self as name`.
fn gives_root_a_name(name: &Name) -> bool {
    name.segments.is_empty() && !name.relative && name.imported_as.is_some()
}

/// A `main.rs` beside a `lib.rs` is a crate of its own: the library cannot name it, and it names the library as any
/// other crate would.
fn root_once(sources: &[(String, String)]) -> impl Iterator<Item = &(String, String)> {
    let has_library = sources.iter().any(|(path, _)| path == "lib.rs");
    sources.iter().filter(move |(path, _)| !(has_library && path == "main.rs"))
}

fn module_of(path: &str) -> Segments {
    if path == "lib.rs" || path == "main.rs" {
        return Segments::new();
    }
    let path = path.strip_suffix(".rs").unwrap_or(path);
    let path = path.strip_suffix("/mod").unwrap_or(path);
    path.split('/').map(str::to_owned).collect()
}

fn modules(files: &[File]) -> BTreeSet<Segments> {
    let declared = files.iter().flat_map(|file| file.contents.inline_modules.iter().cloned());
    files
        .iter()
        .map(|file| file.module.clone())
        .chain(declared)
        .filter(|module| !module.is_empty())
        .collect()
}

fn is_below_any(module: &[String], above: &BTreeSet<Segments>) -> bool {
    (0..=module.len()).any(|length| above.contains(&module[..length]))
}
