//! Asks in the browser which folder to open, or what a new site is to be.
//! In: requests of the page that asks. Out: folders to choose from; a new site; at the end the preview of what was chosen.
//!
//! Nothing of this is answered any more once a site is shown: its pages, which may hold scripts of their own, are of the
//! same origin and have no business in other folders.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use yanxi_reading::SystemFault;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State as Shared;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tokio::sync::watch as channel;

use super::preview::Preview;
use super::server::Shown;
use super::{State, display, running};
use crate::authoring::{self, Answers};
use crate::build::Request;
use crate::campaign::units_of;
use crate::folder::is_markdown;
use crate::html_text::decode_percent;
use crate::own_files::SETTINGS;
use crate::terminal::Terminal;
use yanxi_campaign::Unit;
use yanxi_problem::{Language, Severity, Wording, print, worded};
use yanxi_reading::OtherFile;
use yanxi_reading::value::parse_date;

const PAGE: &str = include_str!("chooser.html");
const SCRIPT: &str = include_str!("chooser.js");

/// Tables of units are small; what is larger is something else.
const MOST_BYTES: usize = 20 << 20;
/// Folders that one list shows.
const MOST_FOLDERS: usize = 500;

pub(super) struct Chooser {
    /// Where to begin.
    at: PathBuf,
    sender: Arc<channel::Sender<State>>,
    terminal: Terminal,
    /// A preview was begun; a second click begins no second one.
    is_chosen: Mutex<bool>,
}

impl Chooser {
    pub(super) fn new(
        at: PathBuf,
        sender: Arc<channel::Sender<State>>,
        terminal: Terminal,
    ) -> Self {
        Chooser { at, sender, terminal, is_chosen: Mutex::new(false) }
    }

    fn say(&self, wording: &Wording) -> String {
        wording.in_language(self.terminal.language).to_string()
    }

    /// Builds what was chosen and follows it from now on.
    fn open(&self, folder: &Path) {
        let Ok(mut is_chosen) = self.is_chosen.lock() else { return };
        if std::mem::replace(&mut *is_chosen, true) {
            return;
        }
        let request = Request { folder: folder.to_path_buf(), ..Request::default() };
        let identity = running::identity_of_site(&request);
        self.sender.send_if_modified(|state| {
            state.identities.push(identity);
            false
        });
        let (sender, terminal) = (Arc::clone(&self.sender), self.terminal);
        std::thread::spawn(move || {
            let (preview, _) = Preview::begin(request, sender, terminal);
            preview.follow();
        });
    }
}

pub(super) fn routes() -> Router<Shown> {
    Router::new()
        .route("/__yanxi/chooser.js", get(script))
        .route("/__yanxi/places", get(places))
        .route("/__yanxi/open", post(open))
        .route("/__yanxi/new", post(begin))
        .layer(axum::extract::DefaultBodyLimit::max(MOST_BYTES * 2))
}

/// The page that asks.
pub(super) fn page(shown: &Shown) -> Response {
    let language = match shown.chooser.as_ref().map(|chooser| chooser.terminal.language) {
        Some(Language::English) => "en",
        _ => "zh-CN",
    };
    let page = PAGE.replace("%LANGUAGE%", language);
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
}

async fn script(Shared(shown): Shared<Shown>) -> Response {
    if shown.chooser.is_none() {
        return StatusCode::NOT_FOUND.into_response();
    }
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], SCRIPT).into_response()
}

/// The chooser as long as nothing was chosen.
fn asking(shown: &Shown) -> Option<Arc<Chooser>> {
    shown.chooser.clone().filter(|_| shown.is_to_be_chosen())
}

fn answer(value: &impl Serialize) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/json; charset=utf-8")];
    (kind, serde_json::to_string(value).unwrap_or_default()).into_response()
}

/// A folder and what lies in it.
#[derive(Serialize)]
struct Listing {
    path: String,
    above: Option<String>,
    /// It has settings of a site.
    is_site: bool,
    /// Texts that lie in it.
    texts: usize,
    /// Nothing lies in it.
    is_empty: bool,
    folders: Vec<Listed>,
    /// Where to look else: drives, sticks, the desk.
    places: Vec<Listed>,
    /// Why it cannot be looked into.
    trouble: String,
}

#[derive(Serialize)]
struct Listed {
    name: String,
    path: String,
    is_site: bool,
}

async fn places(Shared(shown): Shared<Shown>, uri: Uri) -> Response {
    let Some(chooser) = asking(&shown) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let asked = uri.query().and_then(|query| query.strip_prefix("at=")).map(decode_percent);
    let at = asked.filter(|at| !at.is_empty()).map_or_else(|| chooser.at.clone(), PathBuf::from);
    let listed = tokio::task::spawn_blocking(move || listing(&at, &chooser)).await;
    listed.map_or_else(
        |_| StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        |listing| answer(&listing),
    )
}

fn listing(at: &Path, chooser: &Chooser) -> Listing {
    let at = at.canonicalize().unwrap_or_else(|_| at.to_path_buf());
    let mut listing = Listing {
        path: display(&at),
        above: at.parent().map(display),
        is_site: at.join(SETTINGS).is_file(),
        texts: 0,
        is_empty: false,
        folders: Vec::new(),
        places: usual_places(chooser.terminal.language),
        trouble: String::new(),
    };
    let entries = match std::fs::read_dir(&at) {
        Ok(entries) => entries,
        Err(error) => {
            let fault = SystemFault::of(&error).unwrap_or(SystemFault::Unnamed);
            listing.trouble = chooser.say(&worded(&fault));
            return listing;
        }
    };
    let mut is_empty = true;
    for entry in entries.flatten() {
        is_empty = false;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(['.', '$']) {
            continue;
        }
        let path = entry.path();
        if path.is_dir() {
            let is_site = path.join(SETTINGS).is_file();
            listing.folders.push(Listed { name, path: display(&path), is_site });
        } else if is_markdown(&name) {
            listing.texts += 1;
        }
    }
    listing.is_empty = is_empty;
    listing.folders.sort_by(|a, b| a.name.cmp(&b.name));
    listing.folders.truncate(MOST_FOLDERS);
    listing
}

/// Drives and sticks, and the folders where people keep their things.
fn usual_places(language: Language) -> Vec<Listed> {
    let is_chinese = language == Language::Chinese;
    let mut places = Vec::new();
    let mut add = |name: String, path: PathBuf| {
        if path.is_dir() {
            let is_site = path.join(SETTINGS).is_file();
            places.push(Listed { name, path: display(&path), is_site });
        }
    };
    let home = std::env::var_os(if cfg!(windows) { "USERPROFILE" } else { "HOME" });
    if let Some(home) = home.map(PathBuf::from) {
        for (folder, chinese) in
            [("Desktop", "桌面"), ("桌面", "桌面"), ("Documents", "文档"), ("文档", "文档")]
        {
            let name = if is_chinese { chinese } else { folder };
            add(name.to_string(), home.join(folder));
        }
    }
    if cfg!(windows) {
        for letter in 'A'..='Z' {
            let drive = format!("{letter}:\\");
            let name = if is_chinese { format!("{letter} 盘") } else { format!("{letter}:") };
            add(name, PathBuf::from(drive));
        }
        return places;
    }
    // Where systems on Linux and macOS show sticks: some by user, some not.
    for above in ["/media", "/run/media", "/mnt", "/Volumes"] {
        let folders = |path: &Path| -> Vec<PathBuf> {
            let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
            entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
        };
        let user = std::env::var_os("USER").unwrap_or_default();
        for folder in folders(Path::new(above)) {
            let is_users = folder.file_name() == Some(user.as_os_str());
            let sticks = if is_users { folders(&folder) } else { vec![folder] };
            for stick in sticks {
                let name = stick.file_name().unwrap_or_default().to_string_lossy().into_owned();
                add(name, stick);
            }
        }
    }
    places
}

#[derive(Deserialize)]
struct Chosen {
    folder: String,
}

async fn open(Shared(shown): Shared<Shown>, body: Bytes) -> Response {
    let (Some(chooser), Ok(chosen)) = (asking(&shown), serde_json::from_slice::<Chosen>(&body))
    else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let folder = PathBuf::from(chosen.folder);
    if !folder.is_dir() {
        return StatusCode::NOT_FOUND.into_response();
    }
    chooser.open(&folder);
    StatusCode::NO_CONTENT.into_response()
}

/// A site to be made.
#[derive(Deserialize)]
struct NewSite {
    /// The folder that it will lie in, and its name there.
    at: String,
    folder: String,
    title: String,
    campaign: String,
    /// Days as typed; empty if not.
    from: String,
    to: String,
    /// Name and bytes of a table of units; empty if none.
    units_name: String,
    units: String,
}

/// What became of it: three lines and where it lies, or what is wrong.
#[derive(Serialize, Default)]
struct Made {
    lines: Vec<String>,
    folder: String,
    trouble: Vec<String>,
}

impl Made {
    fn trouble(trouble: Vec<String>) -> Made {
        Made { trouble, ..Made::default() }
    }
}

async fn begin(Shared(shown): Shared<Shown>, body: Bytes) -> Response {
    let (Some(chooser), Ok(asked)) = (asking(&shown), serde_json::from_slice::<NewSite>(&body))
    else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let made = tokio::task::spawn_blocking(move || make(&asked, &chooser)).await;
    made.map_or_else(
        |_| StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        |made| answer(&made.unwrap_or_else(Made::trouble)),
    )
}

fn make(asked: &NewSite, chooser: &Chooser) -> Result<Made, Vec<String>> {
    let name = asked.folder.trim();
    if name.is_empty() || name.contains(['/', '\\']) || crate::windows_name::fault(name).is_some() {
        let wording = Wording::new(
            "文件夹名不能用：不能空着，不能有 \\ / : * ? \" < > |，末尾不能是点",
            "this name of a folder cannot be used: it must not be empty, hold \\ / : * ? \" < > | or end in a dot",
        );
        return Err(vec![chooser.say(&wording)]);
    }
    let answers = Answers {
        title: Some(asked.title.clone()),
        campaign: Some(asked.campaign.clone()),
        from: day(&asked.from, chooser)?,
        to: day(&asked.to, chooser)?,
        units: units(asked, chooser)?,
    };
    let folder = Path::new(&asked.at).join(name);
    let language = chooser.terminal.language;
    let today = jiff::Zoned::now().date();
    let begun = authoring::init(&folder, language, today, &answers)
        .map_err(|problem| vec![print::line(&problem, language)])?;
    let next = chooser
        .say(&Wording::new("保存以后，网页会自己更新", "and the pages follow each time you save"));
    let lines: Vec<String> =
        begun.told(language, &next).into_iter().chain(begun.not_taken(language)).collect();
    for line in &lines {
        chooser.terminal.say(line, line);
    }
    Ok(Made { lines, folder: display(&folder), trouble: Vec::new() })
}

fn day(typed: &str, chooser: &Chooser) -> Result<Option<Date>, Vec<String>> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    parse_date(typed.trim()).map(Some).ok_or_else(|| {
        let wording = Wording::new(
            format!("“{typed}”不是日期，写成 2008-11-18 的样子"),
            format!("“{typed}” is no day; write it as 2008-11-18"),
        );
        vec![chooser.say(&wording)]
    })
}

fn units(asked: &NewSite, chooser: &Chooser) -> Result<Vec<Unit>, Vec<String>> {
    if asked.units.is_empty() {
        return Ok(Vec::new());
    }
    let read = STANDARD.decode(&asked.units).ok().and_then(|bytes| {
        let mut file = tempfile::NamedTempFile::new().ok()?;
        file.write_all(&bytes).ok()?;
        let table = OtherFile {
            path: asked.units_name.clone(),
            shown_path: asked.units_name.clone(),
            absolute: file.path().to_path_buf(),
            size: bytes.len() as u64,
        };
        Some(units_of(&table))
    });
    let (units, problems) = read.unwrap_or_default();
    let is_wrong = problems.iter().any(|problem| problem.severity == Severity::Error);
    if !is_wrong && !units.is_empty() {
        return Ok(units);
    }
    let language = chooser.terminal.language;
    let mut trouble: Vec<String> =
        problems.iter().map(|problem| print::line(problem, language)).collect();
    trouble.push(chooser.say(&Wording::new(
        "没有读出单位。表格第一行写上列名，至少有“名称”一列，每个单位一行",
        "no units were read. Give the table a first line of names with a column “name”, and a line for each unit",
    )));
    Err(trouble)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
        let all = walkdir::WalkDir::new(folder).into_iter().flatten();
        let files = all.filter(|entry| entry.file_type().is_file()).map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("below").to_path_buf();
            (path, std::fs::read(entry.path()).expect("a file"))
        });
        files.collect()
    }

    #[test]
    fn begun_by_the_page_in_an_empty_place_a_site_is_that_of_init() {
        let place = tempfile::tempdir().expect("a folder");
        let terminal = Terminal {
            language: Language::Chinese,
            quiet: true,
            format: crate::terminal::Format::Human,
            all: false,
        };
        let (sender, _) = channel::channel(State::default());
        let chooser = Chooser::new(place.path().to_path_buf(), Arc::new(sender), terminal);
        let asked = NewSite {
            at: place.path().display().to_string(),
            folder: "资料站".into(),
            title: String::new(),
            campaign: String::new(),
            from: String::new(),
            to: String::new(),
            units_name: String::new(),
            units: String::new(),
        };
        make(&asked, &chooser).expect("a site");
        let today = jiff::Zoned::now().date();
        let beside = place.path().join("init");
        authoring::init(&beside, Language::Chinese, today, &Answers::default()).expect("a site");
        let begun = files(&place.path().join("资料站"));
        assert!(begun.contains_key(Path::new("yanxi.toml")));
        assert_eq!(begun, files(&beside));
    }
}
