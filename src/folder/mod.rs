//! Step 1, load: the folder as it lies on disk.
//! In: a folder. Out: its files in a fixed order with their texts decoded, and every problem met on the way.

mod belonging;
mod kept;
mod named_files;
mod problem;
mod unread;
mod walk;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use yanxi_problem::{Diagnostic, Entry, Place, Saying};

use crate::entries;
pub use crate::own_files::is_markdown;
pub use belonging::{is_left_behind, is_no_material};
pub use kept::{KeptTexts, Stamp, stamp};
pub use named_files::NamedFiles;
pub use unread::Unread;
pub(crate) use unread::may_be_folder;

use problem::FolderProblem;
use yanxi_reading::{OtherFile, cannot_read, encoding};

/// Every problem of this folder, for the catalogue.
pub fn problems() -> Vec<Entry> {
    yanxi_problem::problems::<problem::FolderProblem>()
}

/// Every part of this folder's messages, for the catalogue.
pub fn sayings() -> Vec<Saying> {
    yanxi_problem::sayings::<crate::windows_name::NameFault>()
}

/// A Markdown file, decoded.
#[derive(Debug, Clone)]
pub struct MarkdownFile {
    /// Path below the content folder with `/`.
    pub path: String,
    /// Path shown in messages, below the site folder.
    pub shown_path: String,
    /// The whole text, without byte-order mark, lines ending in `\n`.
    /// Shared by all that was understood from it.
    pub text: Arc<str>,
}

/// What a site folder holds.
#[derive(Debug, Default)]
pub struct Sources {
    pub pages: Vec<MarkdownFile>,
    pub files: Vec<OtherFile>,
    /// Files of `static/`, copied as they are.
    pub static_files: Vec<OtherFile>,
    /// What the system did not give: nothing is known of it.
    pub unread: Unread,
    /// Tables of entries at the site's root, as bytes; none of them is content.
    pub reviews: Option<Vec<u8>>,
    pub checked: Option<Vec<u8>>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Where the parts of a site folder lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The folder given.
    pub site: PathBuf,
    /// Markdown and attachments; the site folder itself when it has no settings file.
    pub content: PathBuf,
    /// Prefix of content paths in messages, such as `content/`.
    pub content_prefix: String,
    pub static_folder: Option<PathBuf>,
    pub theme_folder: Option<PathBuf>,
}

impl Layout {
    /// A folder with `yanxi.toml` holds `content/` (or is itself the content when it has none); a bare one is the content.
    pub fn of(site: &Path) -> Layout {
        let has_settings = site.join(crate::own_files::SETTINGS).is_file();
        let content = site.join("content");
        let own_content = has_settings && content.is_dir();
        let existing =
            |name: &str| Some(site.join(name)).filter(|folder| has_settings && folder.is_dir());
        Layout {
            site: site.to_path_buf(),
            content: if own_content { content } else { site.to_path_buf() },
            content_prefix: if own_content { "content/".into() } else { String::new() },
            static_folder: existing("static"),
            theme_folder: existing("theme"),
        }
    }
}

impl Layout {
    /// Whether something that is made there would lie among what the site is made from, or around it. Of a bare folder,
    /// of which all is content, a part may be given up for it.
    pub fn is_own(&self, path: &Path) -> bool {
        let target = to_be(path);
        let site = to_be(&self.site);
        let content = to_be(&self.content);
        site.starts_with(&target)
            || (content != site && target.starts_with(&content))
            || ["theme", "static"].iter().any(|own| target.starts_with(site.join(own)))
    }

    /// Whether a place lies in what the site remembers of its releases.
    pub fn is_in_memory(&self, path: &Path) -> bool {
        to_be(path).starts_with(to_be(&self.site).join(crate::own_files::RELEASE_MEMORY))
    }

    /// Whether a place lies in the content.
    pub fn is_in_content(&self, path: &Path) -> bool {
        to_be(path).starts_with(to_be(&self.content))
    }
}

/// A path without links in it, of which the end need not be there yet.
fn to_be(path: &Path) -> PathBuf {
    for above in path.ancestors() {
        let above_or_here = if above.as_os_str().is_empty() { Path::new(".") } else { above };
        if let (Ok(resolved), Ok(rest)) = (above_or_here.canonicalize(), path.strip_prefix(above)) {
            return resolved.join(rest);
        }
    }
    path.to_path_buf()
}

/// A path without links in it. Of a path that is too long for the system to resolve at once, what lies above is
/// resolved and the rest taken as it stands.
pub fn resolved(path: &Path) -> std::io::Result<PathBuf> {
    let refused = match path.canonicalize() {
        Ok(resolved) => return Ok(resolved),
        Err(error) => error,
    };
    // What is not there, or is a link that leads nowhere, is not made up.
    if !std::fs::symlink_metadata(path)?.is_file() {
        return Err(refused);
    }
    for above in path.ancestors().skip(1) {
        let above_or_here = if above.as_os_str().is_empty() { Path::new(".") } else { above };
        if let (Ok(resolved), Ok(rest)) = (above_or_here.canonicalize(), path.strip_prefix(above)) {
            return Ok(resolved.join(rest));
        }
    }
    Err(refused)
}

/// The site whose content a folder is, or is a part of; none for a folder with settings of its own.
pub fn site_above(folder: &Path) -> Option<PathBuf> {
    if folder.join(crate::own_files::SETTINGS).is_file() {
        return None;
    }
    let folder = folder.canonicalize().ok()?;
    let site = folder.ancestors().find(|above| above.join(crate::own_files::SETTINGS).is_file())?;
    let content = Layout::of(site).content;
    (content != site && folder.starts_with(&content)).then(|| site.to_path_buf())
}

/// Reads the whole folder; folders in `passed_over` (such as the output) are not entered.
pub fn load(layout: &Layout, passed_over: &[PathBuf]) -> Sources {
    load_again(layout, passed_over, None)
}

/// The same, but for texts that were read before and have not changed since. Without `kept` nothing is kept.
pub fn load_again(
    layout: &Layout,
    passed_over: &[PathBuf],
    kept: Option<&mut KeptTexts>,
) -> Sources {
    let mut passed_over = passed_over.to_vec();
    passed_over.push(layout.site.join(crate::own_files::RELEASE_MEMORY));
    for name in [entries::REVIEWS, entries::CHECKED] {
        passed_over.push(layout.site.join(name));
        passed_over.push(layout.content.join(name));
    }
    if layout.content == layout.site {
        passed_over.extend(layout.theme_folder.clone());
        passed_over.extend(layout.static_folder.clone());
    }
    let walked = walk::walk(&layout.content, &layout.content_prefix, &passed_over);
    let mut sources =
        Sources { unread: walked.unread, diagnostics: walked.diagnostics, ..Sources::default() };
    let (markdown, files): (Vec<_>, Vec<_>) =
        walked.files.into_iter().partition(|file| is_markdown(&file.path));
    sources.files = files
        .into_iter()
        .filter(|file| !(layout.content == layout.site && file.path == crate::own_files::SETTINGS))
        .collect();
    sources.reviews = sources.entries_in(layout, entries::REVIEWS);
    sources.checked = sources.entries_in(layout, entries::CHECKED);
    let nothing = KeptTexts::default();
    let before = kept.as_deref().unwrap_or(&nothing);
    let decoded: Vec<_> =
        markdown.into_par_iter().map(|file| before.or(file, read_markdown)).collect();
    if let Some(kept) = kept {
        *kept = KeptTexts::of(&decoded);
    }
    sources.pages.reserve_exact(decoded.len());
    for (_, _, read) in decoded {
        match read {
            Read::Page(page, note) => {
                sources.pages.push(page);
                sources.diagnostics.extend(note);
            }
            Read::NotUnderstood(path, problem) => {
                sources.unread.insert(path);
                sources.diagnostics.push(problem);
            }
            Read::Refused(path, problem) => {
                sources.unread.refuse(path);
                sources.diagnostics.push(problem);
            }
        }
    }
    if let Some(folder) = &layout.static_folder {
        let walked = walk::walk(folder, "static/", &[]);
        sources.static_files = walked.files;
        sources.unread.refuse_further(&walked.unread);
        sources.diagnostics.extend(walked.diagnostics);
    }
    sources
}

impl Sources {
    /// A table of entries, which lies at the site's root and nowhere else.
    fn entries_in(&mut self, layout: &Layout, name: &str) -> Option<Vec<u8>> {
        if layout.content != layout.site && layout.content.join(name).exists() {
            let place = Place::file(format!("{}{name}", layout.content_prefix));
            self.diagnostics.push(Diagnostic::of(place, &FolderProblem::EntriesElsewhere));
        }
        match entries::table_at(&layout.site.join(name)) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.diagnostics.push(cannot_read(name, &error));
                self.unread.refuse(name.to_string());
                None
            }
        }
    }
}

/// What came of reading a page's file.
#[derive(Debug, Clone)]
enum Read {
    /// With a note on its encoding.
    Page(MarkdownFile, Option<Diagnostic>),
    /// Its bytes are there, and still nobody knows what stands in it.
    NotUnderstood(String, Diagnostic),
    Refused(String, Diagnostic),
}

fn read_markdown(file: OtherFile) -> Read {
    let bytes = match std::fs::read(&file.absolute) {
        Ok(bytes) => bytes,
        Err(error) => return Read::Refused(file.path, cannot_read(&file.shown_path, &error)),
    };
    match encoding::decode(&file.shown_path, &bytes) {
        Ok(decoded) => {
            let OtherFile { path, shown_path, .. } = file;
            Read::Page(MarkdownFile { path, shown_path, text: decoded.text.into() }, decoded.note)
        }
        Err(problem) => Read::NotUnderstood(file.path, *problem),
    }
}
