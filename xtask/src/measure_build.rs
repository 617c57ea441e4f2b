//! Building a searchable site from one corpus, side by side: yanxi, and Hugo with Pagefind.
//! In: a folder of Markdown; `hugo` on the search path, a folder with npm's `pagefind`. Out: time, memory, bytes and ratios, on standard output;
//! runs in which other programs took more than a fifth of a core are marked.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::child_cost::ChildCost;
use crate::eval::{pagefind, workspace};
use crate::files_below::{files_below, files_ending_in};
use crate::measure_search::index_sizes;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The corpus, a folder of Markdown
    #[arg(long)]
    corpus: PathBuf,
    /// The folder with npm's node_modules
    #[arg(long)]
    pagefind: PathBuf,
    /// A program that is there already, instead of one built from this workspace
    #[arg(long)]
    program: Option<PathBuf>,
    /// How often both are run, in turn
    #[arg(long, default_value_t = 3)]
    runs: usize,
    /// Folder for what is built; a new one in the system's place for such if not given
    #[arg(long)]
    work: Option<PathBuf>,
}

/// The least that gives every page a title, its text and a way to it.
const LAYOUTS: [(&str, &str); 3] = [
    (
        "config.toml",
        "baseURL = \"/\"\nlanguageCode = \"zh-cn\"\ntitle = \"corpus\"\nhasCJKLanguage = true\ndisableKinds = [\"taxonomy\", \"term\", \"RSS\"]\n",
    ),
    (
        "layouts/_default/list.html",
        "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>{{ .Title }}</title></head><body><main><h1>{{ .Title }}</h1>{{ .Content }}<ul>{{ range .Pages }}<li><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></li>{{ end }}</ul></main></body></html>\n",
    ),
    (
        "layouts/_default/single.html",
        "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>{{ .Title }}</title></head><body><nav>{{ range .Site.Sections }}<a href=\"{{ .RelPermalink }}\">{{ .Title }}</a> {{ end }}</nav><main data-pagefind-body><h1>{{ .Title }}</h1>{{ .Content }}</main></body></html>\n",
    ),
];

/// What one run of each cost.
struct Round {
    yanxi: ChildCost,
    hugo: ChildCost,
    pagefind: ChildCost,
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let work = match &arguments.work {
        Some(work) => work.clone(),
        None => std::env::temp_dir().join("yanxi-measure-build"),
    };
    let corpus = std::path::absolute(&arguments.corpus)?;
    let program = given_or_built(arguments.program.as_deref())?;
    let hugo = work.join("hugo");
    prepare(&hugo)?;
    let inner = corpus.join("content");
    let content = if inner.is_dir() { &inner } else { &corpus };
    let (site, public) = (work.join("site"), hugo.join("public"));
    let mut rounds = Vec::new();
    println!("| run | program | wall, s | CPU, s | peak memory, MB |\n|---|---|---|---|---|");
    for number in 1..=arguments.runs.max(1) {
        for folder in [&site, &public] {
            if folder.exists() {
                std::fs::remove_dir_all(folder)?;
            }
        }
        let os = OsStr::new;
        let round = Round {
            yanxi: ChildCost::of(
                &program,
                &[
                    os("build"),
                    corpus.as_os_str(),
                    os("--output-dir"),
                    site.as_os_str(),
                    os("--quiet"),
                ],
            )?,
            hugo: ChildCost::of(
                Path::new("hugo"),
                &[
                    os("--source"),
                    hugo.as_os_str(),
                    os("--contentDir"),
                    content.as_os_str(),
                    os("--quiet"),
                ],
            )?,
            pagefind: ChildCost::of(
                &pagefind::program(&arguments.pagefind),
                &[
                    os(pagefind::LANGUAGE[0]),
                    os(pagefind::LANGUAGE[1]),
                    os("--site"),
                    public.as_os_str(),
                ],
            )?,
        };
        for (name, cost) in
            [("yanxi", &round.yanxi), ("Hugo", &round.hugo), ("Pagefind", &round.pagefind)]
        {
            println!(
                "| {number} | {name} | {:.2}{} | {:.2} | {:.0} |",
                cost.wall_seconds,
                cost.mark(),
                cost.processor_seconds,
                cost.peak_bytes as f64 / 1e6
            );
        }
        rounds.push(round);
    }
    print_ratios(&rounds);
    let sizes = index_sizes(&site.join("search"))?;
    let ours: u64 = ["hot file", "chunks"]
        .iter()
        .filter_map(|kind| sizes.get(kind))
        .map(|(_, bytes)| *bytes)
        .sum();
    let theirs = pagefind_index(&public.join("pagefind"))?;
    println!(
        "\nindex: yanxi {:.1} MB (without clients and copies for file://), Pagefind {:.1} MB (without its scripts), {:.2} times as much",
        ours as f64 / 1e6,
        theirs as f64 / 1e6,
        theirs as f64 / ours as f64
    );
    let pages = |folder: &Path| files_ending_in(folder, "html").map(|pages| pages.len());
    println!("pages with a file: yanxi {}, Hugo {}", pages(&site)?, pages(&public)?);
    Ok(())
}

/// The program to measure: one that is there, or this workspace's in release form.
pub(crate) fn given_or_built(program: Option<&Path>) -> Result<PathBuf> {
    if let Some(program) = program {
        return Ok(std::path::absolute(program)?);
    }
    let output = Command::new("cargo")
        .current_dir(workspace()?)
        .args(["build", "--release", "--quiet", "--package", "yanxi", "--bin", "yanxi"])
        .args(["--message-format", "json"])
        .stderr(std::process::Stdio::inherit())
        .output()?;
    ensure!(output.status.success(), "the program was not built");
    let messages = String::from_utf8(output.stdout)?;
    let program = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter_map(|message| message.get("executable")?.as_str().map(PathBuf::from))
        .next_back();
    program.context("cargo names no program")
}

fn prepare(folder: &Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    for (path, text) in LAYOUTS {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().context("a folder")?)?;
        std::fs::write(path, text)?;
    }
    Ok(())
}

fn print_ratios(rounds: &[Round]) {
    let median = |value: &dyn Fn(&Round) -> f64| {
        let mut values: Vec<f64> = rounds.iter().map(value).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    let ratio = |name: &str, ours: f64, theirs: f64| {
        println!(
            "{name}: yanxi {ours:.2}, Hugo and Pagefind {theirs:.2}, {:.1} times as much",
            theirs / ours
        );
    };
    println!("\nmedians of {} runs", rounds.len());
    ratio(
        "wall, s",
        median(&|round| round.yanxi.wall_seconds),
        median(&|round| round.hugo.wall_seconds + round.pagefind.wall_seconds),
    );
    ratio(
        "CPU, s",
        median(&|round| round.yanxi.processor_seconds),
        median(&|round| round.hugo.processor_seconds + round.pagefind.processor_seconds),
    );
    // They run one after the other: the larger one counts.
    ratio(
        "peak memory, MB",
        median(&|round| round.yanxi.peak_bytes as f64 / 1e6),
        median(&|round| round.hugo.peak_bytes.max(round.pagefind.peak_bytes) as f64 / 1e6),
    );
}

/// Bytes of what is read to search, without scripts and styles.
fn pagefind_index(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for path in files_below(folder)? {
        let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        if ending.starts_with("pf_") {
            bytes += path.metadata()?.len();
        }
    }
    Ok(bytes)
}
