//! How a build grows with the number of pages.
//! In: numbers of pages. Out: for each time, memory and bytes of a site of so many short pages, on standard output.

use std::ffi::OsStr;
use std::path::PathBuf;

use anyhow::Result;

use crate::child_cost::ChildCost;
use crate::files_below::files_below;
use crate::made_up_pages::write_site;
use crate::measure_build::given_or_built;
use crate::measure_search::index_sizes;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Numbers of pages, each of about 1 KB
    #[arg(long, value_delimiter = ',', default_values_t = [10_000, 30_000, 100_000])]
    pages: Vec<usize>,
    /// A program that is there already, instead of one built from this workspace
    #[arg(long)]
    program: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let program = given_or_built(arguments.program.as_deref())?;
    let work = std::env::temp_dir().join("yanxi-measure-growth");
    let (site, out) = (work.join("site"), work.join("out"));
    println!(
        "| pages | text, MB | wall, s | CPU, s | peak memory, MB | files | hot file, KB | chunks, MB | scripts, MB |\n|---|---|---|---|---|---|---|---|---|"
    );
    for count in &arguments.pages {
        write_site(&site, *count)?;
        if out.exists() {
            std::fs::remove_dir_all(&out)?;
        }
        let texts = files_below(&site)?;
        let text: u64 = texts.iter().map(|path| path.metadata().map_or(0, |file| file.len())).sum();
        let os = OsStr::new;
        let cost = ChildCost::of(
            &program,
            &[os("build"), site.as_os_str(), os("--output-dir"), out.as_os_str(), os("--quiet")],
        )?;
        let sizes = index_sizes(&out.join("search"))?;
        let bytes = |kind: &str| sizes.get(kind).map_or(0, |(_, bytes)| *bytes) as f64;
        println!(
            "| {count} | {:.0} | {:.1}{} | {:.1} | {:.0} | {} | {:.0} | {:.1} | {:.1} |",
            text as f64 / 1e6,
            cost.wall_seconds,
            cost.mark(),
            cost.processor_seconds,
            cost.peak_bytes as f64 / 1e6,
            files_below(&out)?.len(),
            bytes("hot file") / 1e3,
            bytes("chunks") / 1e6,
            bytes("twins") / 1e6,
        );
    }
    Ok(std::fs::remove_dir_all(&work)?)
}
