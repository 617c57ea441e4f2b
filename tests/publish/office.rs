//! An office with a folder of material and one place to publish it to.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

pub(crate) const DAY: &str = "2026-11-23";

/// Files by path.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

pub(crate) struct Office {
    pub(crate) folder: TempDir,
    pub(crate) environment: Vec<(String, String)>,
}

impl Office {
    /// A site with one page and the given target `[publish.t]`.
    pub(crate) fn with_target(target: &str) -> Office {
        let office =
            Office { folder: tempfile::tempdir().expect("a folder"), environment: Vec::new() };
        office.write("yanxi.toml", &format!("title = \"样例镇资料\"\n\n[publish.t]\n{target}\n"));
        office.write("content/_index.md", "# 首页\n\n样例。");
        office
    }

    pub(crate) fn with_folder() -> Office {
        Office::with_target("kind = \"folder\"\npath = \"../目标\"")
    }

    pub(crate) fn site(&self) -> PathBuf {
        self.folder.path().join("资料")
    }

    /// The folder that the settings name.
    pub(crate) fn top(&self) -> PathBuf {
        self.folder.path().join("目标")
    }

    /// Where the site lies in it.
    pub(crate) fn target(&self) -> PathBuf {
        self.top().join("site")
    }

    /// A file of the site; pages and attachments have been looked through by somebody.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let text = if path.ends_with(".md") { reviewed(text) } else { text.to_owned() };
        if path.starts_with("content/") && !path.ends_with(".md") {
            self.review_file(path, text.as_bytes());
        }
        let path = self.site().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, text).expect("a file");
    }

    fn review_file(&self, path: &str, bytes: &[u8]) {
        let table = self.site().join("审核.csv");
        let old = fs::read_to_string(&table).unwrap_or_else(|_| "文件,审核人,日期,校验\n".into());
        let others = old.lines().filter(|line| !line.starts_with(&format!("{path},")));
        let mut rows: Vec<String> = others.map(str::to_string).collect();
        rows.push(format!("{path},样例审核员,{DAY},b3-{}", yanxi::entries::hash(bytes)));
        fs::write(table, rows.join("\n") + "\n").expect("a table");
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.site().join(path)).expect("removed");
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yanxi"));
        command
            .current_dir(self.site())
            .args(arguments)
            .envs(self.environment.iter().cloned())
            .env_remove("LANG")
            .env_remove("LC_ALL")
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program starts")
    }

    /// Publishes and says what came on stdout.
    pub(crate) fn publish(&self) -> String {
        let output = self.run(&["publish", "--date", DAY]);
        assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
        text(&output.stdout)
    }

    /// Runs a command that is to fail and gives its code and what came on stderr.
    pub(crate) fn refused(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let output = self.run(arguments);
        (output.status.code(), errors(&output))
    }
}

/// A page's text with an entry that says who looked through it.
fn reviewed(text: &str) -> String {
    let hash = yanxi::review::hash(text);
    let entry = format!("审核: {{人: 样例审核员, 日期: {DAY}, 校验: {hash}}}\n");
    match text.strip_prefix("---\n") {
        Some(rest) => format!("---\n{entry}{rest}"),
        None => format!("---\n{entry}---\n{text}"),
    }
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

pub(crate) fn errors(output: &Output) -> String {
    text(&output.stderr)
}

/// Every file below a folder, but those whose name begins with a dot.
pub(crate) fn files(folder: &Path) -> Files {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .flatten()
        .filter(|entry| {
            entry.file_type().is_file() && !entry.file_name().to_string_lossy().starts_with('.')
        })
        .filter_map(|entry| {
            let path = entry.path().strip_prefix(folder).ok()?;
            // A file may go while the folder is read.
            let bytes = fs::read(entry.path()).ok()?;
            Some((path.to_string_lossy().into_owned(), bytes))
        })
        .collect()
}

/// The names of a folder's files.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    files(folder).into_keys().collect()
}
