//! `yanxi review`: writes review entries into the files of a site folder, or lists what lacks one.
//! In: files and folders, who reviewed and when. Out: what was done with each file; nothing else of a file changes.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use yanxi_campaign::Record;
use yanxi_campaign::record::Review;

use super::edit::{self, Refusal};
use super::{ReviewState, entry_of, is_usable_name, state};
use crate::build;
use crate::campaign::{self, PLAN_FILES};
use crate::config;
use crate::diagnostic::{Diagnostic, Place};
use crate::language::Wording;
use crate::model::page::Page;
use crate::model::{self, Edition, Selection, Site};
use crate::source::{self, Layout, cannot_read};

/// Whom the command writes down, and where.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The site's folder; found above the first path where it is not given.
    pub folder: Option<PathBuf>,
    pub paths: Vec<PathBuf>,
    /// Name or id.
    pub by: String,
    /// Overrides what stands for today.
    pub date: Option<Date>,
}

/// What became of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Handled {
    Written,
    /// It has an entry for the text as it is, and lies in a folder that was given, so the entry stays.
    AlreadyReviewed,
    Internal,
    Draft,
    /// A record that says that it goes into no edition.
    NotPublished,
    /// A record whose 状态 says something else.
    NotApproved(&'static str),
    /// A record with errors.
    Faulty,
    /// Its rows are approved by their own columns.
    Table,
}

/// What the command did.
#[derive(Debug, Default)]
pub struct Reviewed {
    /// As it was written: the roster's id where it knows the name.
    pub by: String,
    /// By path below the site folder.
    pub files: BTreeMap<String, Handled>,
    pub diagnostics: Vec<Diagnostic>,
}

/// A public page that has no review for the text as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub file: String,
    pub state: ReviewState,
}

/// A site folder, understood with everything that lies in it.
struct Opened {
    layout: Layout,
    site: Site,
    /// Registers and ledgers by path below the content folder, as shown.
    tables: BTreeMap<String, String>,
    today: Date,
}

/// Writes the entries.
pub fn run(request: &Request) -> Result<Reviewed, Vec<Diagnostic>> {
    if !is_usable_name(&request.by) {
        return Err(vec![unusable_name(&request.by)]);
    }
    let opened = open(request)?;
    let mut reviewed = Reviewed {
        by: opened.reviewer(request.by.trim())?,
        ..Reviewed::default()
    };
    let on = request.date.unwrap_or(opened.today);
    for path in &request.paths {
        if let Err(problem) = opened.review_path(path, on, &mut reviewed) {
            reviewed.diagnostics.push(problem);
        }
    }
    Ok(reviewed)
}

/// The public pages that have no review for the text as it is; all of the site where no path is given.
pub fn list(request: &Request) -> Result<Vec<Listed>, Vec<Diagnostic>> {
    let opened = open(request)?;
    let mut chosen = Vec::new();
    for path in &request.paths {
        chosen.push(
            opened
                .below_content(path)
                .map_err(|problem| vec![problem])?,
        );
    }
    let pages = opened.site.pages.iter().filter(|page| {
        let path = page.file.path.as_str();
        (chosen.is_empty() || chosen.iter().any(|chosen| is_at_or_below(path, chosen)))
            && opened.standing(page).is_none()
    });
    Ok(pages
        .map(|page| Listed {
            file: page.file.shown_path.clone(),
            state: state(page),
        })
        .filter(|listed| !matches!(listed.state, ReviewState::Reviewed { .. }))
        .collect())
}

fn open(request: &Request) -> Result<Opened, Vec<Diagnostic>> {
    for path in &request.paths {
        if let Err(error) = fs::metadata(path) {
            return Err(vec![cannot_read(&path.display().to_string(), &error)]);
        }
    }
    let folder = site_folder(request);
    let layout = Layout::of(&folder);
    let config = build::read_config(&layout.site).map_err(|(_, problems)| problems)?;
    let today = build::today(&layout.site, None)?;
    let sources = source::load(&layout, &[]);
    if sources.unreadable {
        return Err(sources.diagnostics);
    }
    let campaigns = campaign::folders(&sources.files);
    let tables: BTreeMap<String, String> = sources
        .files
        .iter()
        .filter(|file| {
            campaigns
                .iter()
                .any(|folder| campaign::is_record_table_path(folder, &file.path))
        })
        .map(|file| (file.path.clone(), file.shown_path.clone()))
        .collect();
    let everything = Selection {
        edition: Edition::Internal,
        drafts: true,
    };
    let reading = model::read(sources, &config, today);
    let site = model::understand(reading, &config, everything, "", today).site;
    Ok(Opened {
        layout,
        site,
        tables,
        today,
    })
}

/// The folder given, else the nearest one above with settings, else the folder that holds the campaign, else the path.
fn site_folder(request: &Request) -> PathBuf {
    if let Some(folder) = &request.folder {
        return folder.clone();
    }
    let Some(first) = request.paths.first() else {
        return PathBuf::from(".");
    };
    let first = first.canonicalize().unwrap_or_else(|_| first.clone());
    let of_settings = first
        .ancestors()
        .find(|folder| folder.join(config::FILE_NAME).is_file());
    let of_campaign = || {
        let campaign = first
            .ancestors()
            .find(|folder| PLAN_FILES.iter().any(|name| folder.join(name).is_file()))?;
        (campaign != first).then_some(campaign)
    };
    let itself = || {
        if first.is_dir() {
            Some(first.as_path())
        } else {
            first.parent()
        }
    };
    of_settings
        .or_else(of_campaign)
        .or_else(itself)
        .unwrap_or(&first)
        .to_path_buf()
}

impl Opened {
    /// The roster's id where it knows the name; who is in no roster is written down by name.
    fn reviewer(&self, by: &str) -> Result<String, Vec<Diagnostic>> {
        let people = || {
            self.site
                .campaigns
                .iter()
                .flat_map(|campaign| &campaign.campaign.roster.people)
        };
        if people().any(|person| person.id == by) {
            return Ok(by.to_string());
        }
        let same_name: BTreeMap<&str, &str> = people()
            .filter(|person| person.name == by)
            .map(|person| (person.id.as_str(), person.unit.as_str()))
            .collect();
        let ids: Vec<&str> = same_name.keys().copied().collect();
        match ids.as_slice() {
            [] => Ok(by.to_string()),
            [only] if is_usable_name(only) => Ok((*only).to_string()),
            [_] => Ok(by.to_string()),
            several => Err(vec![several_of_that_name(by, several)]),
        }
    }

    /// A path as it is called below the content folder; the folder itself is empty.
    fn below_content(&self, path: &Path) -> Result<String, Diagnostic> {
        let shown = path.display().to_string();
        let absolute = path
            .canonicalize()
            .map_err(|error| cannot_read(&shown, &error))?;
        let canonical = |folder: &Path| folder.canonicalize().unwrap_or_else(|_| folder.into());
        let (site, content) = (
            canonical(&self.layout.site),
            canonical(&self.layout.content),
        );
        if absolute == site {
            return Ok(String::new());
        }
        let relative = absolute
            .strip_prefix(&content)
            .map_err(|_| outside(&shown))?;
        let parts: Vec<_> = relative
            .components()
            .map(|part| part.as_os_str().to_string_lossy())
            .collect();
        Ok(parts.join("/"))
    }

    fn review_path(
        &self,
        path: &Path,
        on: Date,
        reviewed: &mut Reviewed,
    ) -> Result<(), Diagnostic> {
        let below = self.below_content(path)?;
        let is_file = path.is_file();
        let mut found = false;
        for page in &self.site.pages {
            if !is_at_or_below(&page.file.path, &below) {
                continue;
            }
            found = true;
            let handled = match self.standing(page) {
                Some(skipped) => skipped,
                None if !is_file && matches!(state(page), ReviewState::Reviewed { .. }) => {
                    Handled::AlreadyReviewed
                }
                None => match self.write(page, &reviewed.by, on) {
                    Ok(()) => Handled::Written,
                    Err(problem) => {
                        reviewed.diagnostics.push(*problem);
                        continue;
                    }
                },
            };
            reviewed.files.insert(page.file.shown_path.clone(), handled);
        }
        for (table, shown) in &self.tables {
            if is_at_or_below(table, &below) {
                found = true;
                reviewed.files.insert(shown.clone(), Handled::Table);
            }
        }
        if is_file && !found {
            if source::is_markdown(&below) {
                let shown = format!("{}{below}", self.layout.content_prefix);
                reviewed.files.insert(shown, Handled::NotPublished);
            } else {
                return Err(not_a_page(&path.display().to_string()));
            }
        }
        Ok(())
    }

    /// Why a page needs no review, or cannot have one now; nothing for a page that needs one.
    fn standing(&self, page: &Page) -> Option<Handled> {
        if page.meta.draft && !page.is_record {
            return Some(Handled::Draft);
        }
        if !page.awaits_approval {
            return page.internal.then_some(Handled::Internal);
        }
        let record = self.record_of(page)?;
        let says_otherwise = page.record_entries.iter().any(|entry| {
            ["status", "状态", "draft", "草稿"].contains(&entry.key.to_lowercase().as_str())
                && entry.value.as_text().is_none_or(|text| !text.is_empty())
        });
        if record.is_faulty() {
            return Some(Handled::Faulty);
        }
        // Without a status the review is what approves a record.
        (record.review != Review::Approved && says_otherwise)
            .then(|| Handled::NotApproved(record.review.chinese()))
    }

    fn record_of(&self, page: &Page) -> Option<&Record> {
        self.site
            .campaigns
            .iter()
            .flat_map(|campaign| &campaign.campaign.records)
            .find(|record| record.page.as_deref() == Some(page.file.path.as_str()))
    }

    fn write(&self, page: &Page, by: &str, on: Date) -> Result<(), Box<Diagnostic>> {
        let shown = &page.file.shown_path;
        let path = self.layout.content.join(&page.file.path);
        let bytes = fs::read(&path).map_err(|error| cannot_read(shown, &error))?;
        let new = edit::with_entry(&bytes, by, on).map_err(|refusal| refused(page, &refusal))?;
        replace(&path, &bytes, &new).map_err(|error| cannot_replace(shown, &error))?;
        Ok(())
    }
}

/// Writes a file beside the old one and puts it in its place, with the same permissions and, where allowed, owner.
fn replace(path: &Path, old: &[u8], new: &[u8]) -> io::Result<()> {
    if old == new {
        return Ok(());
    }
    // A link stays a link; the file it leads to is replaced.
    let path = path.canonicalize()?;
    let metadata = fs::metadata(&path)?;
    if metadata.permissions().readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut beside = tempfile::Builder::new()
        .prefix(".yanxi-review-")
        .tempfile_in(folder)?;
    beside.write_all(new)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        // Only a privileged user may give a file away; anyone else keeps what he writes.
        let _ = std::os::unix::fs::chown(beside.path(), Some(metadata.uid()), Some(metadata.gid()));
    }
    fs::set_permissions(beside.path(), metadata.permissions())?;
    beside.as_file().sync_all()?;
    if fs::read(&path)? != old {
        return Err(io::Error::other(
            "it was changed by somebody else meanwhile",
        ));
    }
    beside.persist(&path).map_err(|error| error.error)?;
    Ok(())
}

/// Whether a path is the one given or lies below it.
fn is_at_or_below(path: &str, chosen: &str) -> bool {
    chosen.is_empty()
        || path
            .strip_prefix(chosen)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn unusable_name(by: &str) -> Diagnostic {
    Diagnostic::error(
        "R30",
        Place::file(format!("--by {by}")),
        Wording::new(
            "审核人的姓名或编号写得不对",
            "this is no name or id of a reviewer",
        ),
        Wording::new(
            "写成 --by 张三 或名册里的编号",
            "write --by and a name, or an id of the roster",
        ),
    )
}

fn several_of_that_name(by: &str, ids: &[&str]) -> Diagnostic {
    Diagnostic::error(
        "R30",
        Place::file(format!("--by {by}")),
        Wording::new(
            format!("名册里有 {} 个“{by}”：{}", ids.len(), ids.join("、")),
            format!(
                "the roster has {} people of that name: {}",
                ids.len(),
                ids.join(", ")
            ),
        ),
        Wording::new(
            format!("写编号，如 --by {}", ids[0]),
            format!("write the id, such as --by {}", ids[0]),
        ),
    )
}

fn outside(shown: &str) -> Diagnostic {
    Diagnostic::error(
        "R30",
        Place::file(shown),
        Wording::new(
            "不在这个站点的资料文件夹里",
            "it lies outside the site's folder",
        ),
        Wording::new(
            "一次只写同一个站点里的文件，或用 --folder 指明站点",
            "name files of one site only, or say which with --folder",
        ),
    )
}

fn not_a_page(shown: &str) -> Diagnostic {
    Diagnostic::error(
        "R30",
        Place::file(shown),
        Wording::new("不是页面，不能写审核", "it is no page and takes no review"),
        Wording::new(
            "附件随引用它的页面审核：写那一页的文件名",
            "attachments are reviewed with the page that refers to them: name that page",
        ),
    )
}

fn refused(page: &Page, refusal: &Refusal) -> Diagnostic {
    let at = |line: usize| Place::at_line(&page.file.shown_path, &page.file.text, line);
    match refusal {
        Refusal::Unreadable => Diagnostic::error(
            "R03",
            Place::file(&page.file.shown_path),
            Wording::new(
                "文字编码认不出来，没有写审核",
                "its encoding is unknown; nothing was written",
            ),
            Wording::new(
                "另存为 UTF-8 再审核",
                "save it as UTF-8 and review it again",
            ),
        ),
        Refusal::BrokenHead(line) => Diagnostic::error(
            "R30",
            at(*line),
            Wording::new(
                "正文上面的说明项这里有错，没有写审核",
                "the keys above the text have a mistake here; nothing was written",
            ),
            Wording::new("改正这一行再审核", "mend the line and review it again"),
        ),
        Refusal::TwoEntries(line) => Diagnostic::error(
            "R30",
            at(*line),
            Wording::new(
                "“审核”写了两次，没有写审核",
                "there are two review entries; nothing was written",
            ),
            Wording::new("只留一行再审核", "keep one and review it again"),
        ),
        Refusal::NotTheSame => Diagnostic::error(
            "R30",
            entry_of(&page.file.text)
                .map_or_else(|| Place::file(&page.file.shown_path), |(_, line)| at(line)),
            Wording::new(
                "这一页的说明项写法特殊，写进审核会改变别的内容，没有写",
                "an entry would change something else of this file; nothing was written",
            ),
            Wording::new(
                "把说明项改成每行一个“键: 值”的样子再审核",
                "write the keys as one “key: value” a line and review it again",
            ),
        ),
    }
}

fn cannot_replace(shown: &str, error: &io::Error) -> Diagnostic {
    let (chinese, english) = match error.kind() {
        io::ErrorKind::PermissionDenied => (
            "文件是只读的，没有写审核".to_string(),
            "the file is read-only; nothing was written".to_string(),
        ),
        _ => (
            format!("写不进去（{error}），文件没有改动"),
            format!("it cannot be written ({error}); the file is as it was"),
        ),
    };
    Diagnostic::error(
        "R02",
        Place::file(shown),
        Wording::new(chinese, english),
        Wording::new(
            "检查权限和磁盘空间，再运行一次",
            "check permissions and space, and run it again",
        ),
    )
}
