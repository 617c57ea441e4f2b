//! What one changed line or one new page renews of a built site: what rsync, a netdisk or a stick carries anew.
//! In: a folder of Markdown, the program. Out: shares of the files of each sort, on standard output.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::files_below::files_ending_in;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The corpus, a folder of Markdown; it is copied
    #[arg(long)]
    corpus: PathBuf,
    /// The program that builds
    #[arg(long)]
    program: PathBuf,
    /// Pages that get a line, spread over the corpus
    #[arg(long, default_value_t = 3)]
    pages: usize,
    /// Folder for the copy and what is built; a new one in the system's place for such if not given
    #[arg(long)]
    work: Option<PathBuf>,
}

/// What a line reads that is added, with two words that no law has.
const LINE: &str =
    "样例镇甲嘎查补充一行，说明本页在二〇二六年十一月由样例办公室核对过，内容没有变化。";
/// Later than any page of a corpus.
const DATE: &str = "2026-12-30";

/// Every file of a site with its hash.
type Files = BTreeMap<String, String>;

/// The files of a site by who reads them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    /// Of the index, as a server sends them.
    Index,
    /// The same as scripts, for pages opened from a disk.
    Twins,
    Others,
}

impl Sort {
    fn of(path: &str) -> Sort {
        let Some(path) = path.strip_prefix("search/") else {
            return Sort::Others;
        };
        let is_script = path.ends_with(".JS") || path.ends_with(".bin.js");
        match path {
            _ if path.starts_with("client/") || !path.contains('/') => Sort::Others,
            _ if is_script => Sort::Twins,
            _ => Sort::Index,
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let work = match &arguments.work {
        Some(work) => work.clone(),
        None => std::env::temp_dir().join("yanxi-measure-changes"),
    };
    let (copy, site) = (work.join("corpus"), work.join("site"));
    for folder in [&copy, &site] {
        if folder.exists() {
            std::fs::remove_dir_all(folder)?;
        }
    }
    copy_folder(&arguments.corpus, &copy)?;
    let build = || build(&arguments.program, &copy, &site);
    let before = build()?;
    println!(
        "| what is new | of the index, {} files | of its copies for file://, {} files | of what a server gets, {} files |\n|---|---|---|---|",
        count(&before, &[Sort::Index]),
        count(&before, &[Sort::Twins]),
        count(&before, &[Sort::Index, Sort::Others])
    );
    let pages = files_ending_in(&copy, "md")?;
    ensure!(pages.len() > arguments.pages, "too few pages");
    for number in 0..arguments.pages {
        let page = &pages[(number * 2 + 1) * pages.len() / (arguments.pages * 2)];
        let text = std::fs::read_to_string(page)?;
        for (place, changed) in changed(&text) {
            std::fs::write(page, changed)?;
            let name = page.strip_prefix(&copy)?.display();
            print_row(&format!("a line at the {place} of {name}"), &before, &build()?);
        }
        std::fs::write(page, text)?;
    }
    let folder = pages[pages.len() / 2].parent().context("a folder")?;
    for (which, dated) in [("dated", true), ("undated", false)] {
        let page = folder.join("样例新页.md");
        let head = if dated { format!("---\ndate: {DATE}\n---\n\n") } else { String::new() };
        let body = format!("{LINE}\n\n").repeat(8);
        std::fs::write(&page, format!("{head}# 样例镇新发的一页\n\n{body}"))?;
        print_row(&format!("a new page in the middle, {which}"), &before, &build()?);
        std::fs::remove_file(&page)?;
    }
    Ok(())
}

/// A text with a line more at its end, in its middle and at its top, each as a paragraph.
fn changed(text: &str) -> [(&'static str, String); 3] {
    let ends: Vec<usize> = text.match_indices("\n\n").map(|(end, _)| end).collect();
    let at = |share: usize| ends.get(ends.len() * share / 4).copied().unwrap_or(text.len());
    let with = |place: usize| format!("{}\n\n{LINE}{}", &text[..place], &text[place..]);
    let end = format!("{}\n\n{LINE}\n", text.trim_end());
    // The first paragraphs of a page may be its title and keys.
    [
        ("end", end),
        ("middle", with(at(2))),
        ("top", with(ends.get(2).copied().unwrap_or(text.len()))),
    ]
}

fn print_row(what: &str, before: &Files, after: &Files) {
    let share = |sorts: &[Sort]| {
        let of_sort = after.iter().filter(|(path, _)| sorts.contains(&Sort::of(path)));
        let (mut all, mut new) = (0, 0);
        for (path, hash) in of_sort {
            all += 1;
            new += usize::from(before.get(path) != Some(hash));
        }
        format!("{new} = {:.1} %", new as f64 * 100.0 / f64::from(all.max(1)))
    };
    println!(
        "| {what} | {} | {} | {} |",
        share(&[Sort::Index]),
        share(&[Sort::Twins]),
        share(&[Sort::Index, Sort::Others])
    );
}

fn count(files: &Files, sorts: &[Sort]) -> usize {
    files.keys().filter(|path| sorts.contains(&Sort::of(path))).count()
}

fn build(program: &Path, corpus: &Path, site: &Path) -> Result<Files> {
    let status = Command::new(program)
        .arg("build")
        .arg(corpus)
        .arg("--output-dir")
        .arg(site)
        .args(["--quiet", "--date", "2026-11-29"])
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .status()?;
    ensure!(status.success(), "the corpus was not built");
    #[derive(serde::Deserialize)]
    struct Manifest {
        files: Files,
    }
    let manifest = std::fs::read(site.join(".yanxi-manifest.json"))?;
    Ok(serde_json::from_slice::<Manifest>(&manifest)?.files)
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => copy_folder(&entry.path(), &target)?,
            false => std::fs::copy(entry.path(), target).map(drop)?,
        }
    }
    Ok(())
}
