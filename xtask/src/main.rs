//! Commands for yanxi's maintainers.
//! In: arguments. Out: generated files in the workspace, or figures on standard output.

mod client;
mod client_glue;
mod client_inputs;
mod eval;
mod fold_table;
mod measure_browser;
mod measure_search;
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
    /// Build the browser's search client into crates/search-wasm/dist
    Client {
        /// Compare a new build with the committed files instead
        #[arg(long)]
        check: bool,
    },
    /// How well a corpus is searched, by class of question
    Eval(eval::Arguments),
    /// Generate the table of folded characters in crates/text
    FoldTable,
    /// Milliseconds from a question to its results on the screen of a browser
    MeasureBrowser(measure_browser::Arguments),
    /// Bytes, requests and time of searches in a built site
    MeasureSearch(measure_search::Arguments),
    /// Write a made-up site of any size, the same for the same seed
    Sample(sample::Arguments),
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Command::Client { check } => client::run(check),
        Command::Eval(arguments) => eval::run(&arguments),
        Command::FoldTable => fold_table::run(),
        Command::MeasureBrowser(arguments) => measure_browser::run(&arguments),
        Command::MeasureSearch(arguments) => measure_search::run(&arguments),
        Command::Sample(arguments) => sample::run(&arguments),
    }
}
