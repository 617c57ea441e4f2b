//! The theme: templates, assets and fixed words.
//! In: the theme built into the program, and a site's own `theme/` folder that overrides it file by file.
//! Out: a loaded template engine, the assets, the words of one language.

use std::collections::BTreeMap;
use std::path::Path;

use rust_embed::RustEmbed;
use tera::Tera;

use yanxi_problem::{Diagnostic, Entry, Place, Problem, Wording};
use yanxi_reading::{OtherFile, cannot_read};

#[derive(RustEmbed)]
#[folder = "theme/"]
struct BuiltIn;

/// The folder above the assets of every release.
pub const ASSETS: &str = "assets/";

/// A theme ready for use.
#[derive(Clone)]
pub struct Theme {
    pub templates: Tera,
    /// Of the sources of all templates.
    pub templates_hash: String,
    /// Asset bytes by path below `assets/`.
    pub assets: BTreeMap<String, Vec<u8>>,
    /// The fixed words of the interface by key.
    pub words: BTreeMap<String, String>,
}

impl Theme {
    /// Where the assets lie in the site: a folder named by their contents, so that a page keeps its own assets while
    /// and after a newer site takes its place.
    pub fn asset_folder(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for (name, bytes) in &self.assets {
            hasher.update(&(name.len() as u64).to_le_bytes());
            hasher.update(name.as_bytes());
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        }
        format!("{ASSETS}{}/", &hasher.finalize().to_hex()[..16])
    }
}

impl Theme {
    /// A static file may stand in for an asset; it then lies where the asset would, and is no static file any more.
    pub fn take_replacements(
        &mut self,
        static_files: &mut Vec<OtherFile>,
    ) -> Result<(), Vec<Diagnostic>> {
        let mut problems = Vec::new();
        static_files.retain(|file| {
            let asset = file.path.strip_prefix(ASSETS).and_then(|name| self.assets.get_mut(name));
            let Some(asset) = asset else {
                return true;
            };
            match std::fs::read(&file.absolute) {
                Ok(bytes) => *asset = bytes,
                Err(error) => problems.push(cannot_read(&file.shown_path, &error)),
            }
            false
        });
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }
}

/// Loads the theme for pages in `site_language` (`zh-CN`, `en`).
pub fn load(own_folder: Option<&Path>, site_language: &str) -> Result<Theme, Vec<Diagnostic>> {
    let mut files: BTreeMap<String, Vec<u8>> = BuiltIn::iter()
        .filter_map(|path| Some((path.to_string(), BuiltIn::get(&path)?.data.into_owned())))
        .collect();
    let mut own_words = Vec::new();
    if let Some(folder) = own_folder {
        for (path, bytes) in own_files(folder)? {
            if path.starts_with("strings/") {
                own_words.push((path, bytes));
            } else {
                files.insert(path, bytes);
            }
        }
    }
    let language = if site_language.to_lowercase().starts_with("en") { "en" } else { "zh" };
    let words_path = format!("strings/{language}.toml");
    let mut words = BTreeMap::new();
    if let Some(bytes) = files.get(&words_path) {
        words = read_words(&words_path, bytes)?;
    }
    for (path, bytes) in own_words.iter().filter(|(path, _)| *path == words_path) {
        words.extend(read_words(path, bytes)?);
    }
    let mut templates = Tera::new();
    templates.autoescape_on(vec![".html", ".xml"]);
    let sources: Vec<(String, String)> = files
        .iter()
        .filter_map(|(path, bytes)| {
            let name = path.strip_prefix("templates/")?;
            Some((name.to_string(), String::from_utf8_lossy(bytes).into_owned()))
        })
        .collect();
    templates
        .add_raw_templates(sources.iter().map(|(name, text)| (name.as_str(), text.as_str())))
        .map_err(|error| vec![template_problem("theme/templates", &error)])?;
    let mut hasher = blake3::Hasher::new();
    for (name, text) in &sources {
        hasher.update(format!("{}\n{name}\n{}\n{text}", name.len(), text.len()).as_bytes());
    }
    let templates_hash = hasher.finalize().to_hex().to_string();
    let assets = files
        .into_iter()
        .filter_map(|(path, bytes)| Some((path.strip_prefix(ASSETS)?.to_string(), bytes)))
        .collect();
    Ok(Theme { templates, templates_hash, assets, words })
}

fn own_files(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, Vec<Diagnostic>> {
    let mut found = Vec::new();
    let mut problems = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten() {
        if !entry.file_type().is_file() {
            continue;
        }
        let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let path = relative
            .components()
            .map(|part| part.as_os_str().to_string_lossy())
            .collect::<Vec<_>>()
            .join("/");
        match std::fs::read(entry.path()) {
            Ok(bytes) => found.push((path, bytes)),
            Err(error) => problems.push(cannot_read(&format!("theme/{path}"), &error)),
        }
    }
    if problems.is_empty() { Ok(found) } else { Err(problems) }
}

fn read_words(path: &str, bytes: &[u8]) -> Result<BTreeMap<String, String>, Vec<Diagnostic>> {
    let text = String::from_utf8_lossy(bytes);
    toml::from_str(&text).map_err(|error| {
        let place = match error.span() {
            Some(span) => Place::at_offset(&format!("theme/{path}"), &text, span.start),
            None => Place::file(format!("theme/{path}")),
        };
        let detail = Wording::untranslated(error.message());
        vec![Diagnostic::of(place, &ThemeProblem::Words { detail })]
    })
}

/// A template that cannot be loaded or rendered, with the engine's own explanation.
pub fn template_problem(file: &str, error: &tera::Error) -> Diagnostic {
    let mut detail = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        detail.push_str("; ");
        detail.push_str(&cause.to_string());
        source = cause.source();
    }
    let detail = Wording::untranslated(detail);
    Diagnostic::of(Place::file(file), &ThemeProblem::Template { detail })
}

/// What is wrong with a site's own theme.
#[derive(Debug, Clone, PartialEq, Eq, Problem)]
enum ThemeProblem {
    #[code(R13)]
    #[zh("界面文字这里写错了（{detail}）", "每行写成 键 = \"文字\"")]
    #[en("the words of the theme are wrong here ({detail})", "write each line as key = \"text\"")]
    Words { detail: Wording },
    #[code(R13)]
    #[zh("主题模板有错：{detail}", "按提示改 theme/ 里的模板，或先移走它")]
    #[en(
        "a template is wrong: {detail}",
        "correct the template in theme/ as it says there, or take it out for the time being"
    )]
    Template { detail: Wording },
}

/// Every problem of this file, for the catalogue.
pub fn problems() -> Vec<Entry> {
    yanxi_problem::problems::<ThemeProblem>()
}
