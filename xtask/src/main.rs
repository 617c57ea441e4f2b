//! Commands for yanxi's maintainers.
//! In: arguments. Out: generated files in the workspace, or figures on standard output.

#[cfg(unix)]
mod child_cost;
mod client;
mod client_glue;
mod client_inputs;
mod dist;
mod eval;
mod files_below;
mod fold_table;
mod headless;
mod homophones;
#[cfg(unix)]
mod made_up_pages;
mod measure_browser;
#[cfg(unix)]
mod measure_build;
mod measure_changes;
#[cfg(unix)]
mod measure_growth;
#[cfg(target_os = "linux")]
mod measure_preview;
mod measure_search;
mod page_server;
mod random;
mod sample;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Commands for yanxi's maintainers")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run a program and print what it cost, for the commands that measure
    #[cfg(unix)]
    #[command(hide = true)]
    ChildCost(child_cost::Arguments),
    /// Build the browser's search client into crates/search-wasm/dist
    Client {
        /// Compare a new build with the committed files instead
        #[arg(long)]
        check: bool,
    },
    /// Build what people download, for Windows and Linux, into target/dist
    Dist(dist::Arguments),
    /// How well a corpus is searched, by class of question
    Eval(eval::Arguments),
    /// Generate the table of folded characters in crates/text
    FoldTable,
    /// Generate the list of common characters that are read alike in crates/text
    Homophones,
    /// Milliseconds from a question to its results on the screen of a browser
    MeasureBrowser(measure_browser::Arguments),
    /// Time, memory and bytes of building a searchable site, beside Hugo with Pagefind
    #[cfg(unix)]
    MeasureBuild(measure_build::Arguments),
    /// Files of a built site that one changed or new page renews
    MeasureChanges(measure_changes::Arguments),
    /// Time, memory and bytes of building sites of more and more pages
    #[cfg(unix)]
    MeasureGrowth(measure_growth::Arguments),
    /// One page edited while a preview runs: seconds until it is seen and until search is new
    #[cfg(target_os = "linux")]
    MeasurePreview(measure_preview::Arguments),
    /// Bytes, requests and time of searches in a built site
    MeasureSearch(measure_search::Arguments),
    /// Write a made-up site of any size, the same for the same seed
    Sample(sample::Arguments),
    /// Write a folder of Word documents and workbooks alone, the same for the same seed
    SampleOffice(sample::office::Arguments),
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        #[cfg(unix)]
        Command::ChildCost(arguments) => child_cost::run(&arguments),
        Command::Client { check } => client::run(check),
        Command::Dist(arguments) => dist::run(&arguments),
        Command::Eval(arguments) => eval::run(&arguments),
        Command::FoldTable => fold_table::run(),
        Command::Homophones => homophones::run(),
        Command::MeasureBrowser(arguments) => measure_browser::run(&arguments),
        #[cfg(unix)]
        Command::MeasureBuild(arguments) => measure_build::run(&arguments),
        Command::MeasureChanges(arguments) => measure_changes::run(&arguments),
        #[cfg(unix)]
        Command::MeasureGrowth(arguments) => measure_growth::run(&arguments),
        #[cfg(target_os = "linux")]
        Command::MeasurePreview(arguments) => measure_preview::run(&arguments),
        Command::MeasureSearch(arguments) => measure_search::run(&arguments),
        Command::Sample(arguments) => sample::run(&arguments),
        Command::SampleOffice(arguments) => sample::office::run(&arguments),
    }
}
