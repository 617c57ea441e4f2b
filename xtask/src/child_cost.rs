//! What a program costs: time, processor and memory, its own children's included.
//! In: a program with arguments. Out: the cost, told by a process of its own that has no other children.

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct ChildCost {
    pub(crate) wall_seconds: f64,
    pub(crate) processor_seconds: f64,
    /// Of the largest process among them.
    pub(crate) peak_bytes: i64,
}

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The program and its arguments
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
    command: Vec<OsString>,
}

/// Runs the program and prints what it cost. The system keeps one figure for all children of a
/// process, so that a process is needed for each.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let (program, rest) = arguments.command.split_first().context("a program")?;
    let started = Instant::now();
    let status = Command::new(program)
        .args(rest)
        .stdout(Stdio::null())
        .status()
        .with_context(|| format!("{} cannot be run", program.display()))?;
    let wall_seconds = started.elapsed().as_secs_f64();
    ensure!(status.success(), "{} failed", program.display());
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let processor = usage.user_time() + usage.system_time();
    let cost = ChildCost {
        wall_seconds,
        processor_seconds: processor.num_microseconds() as f64 / 1e6,
        peak_bytes: usage.max_rss() * 1024,
    };
    println!("{}", serde_json::to_string(&cost)?);
    Ok(())
}

impl ChildCost {
    pub(crate) fn of(program: &Path, arguments: &[&OsStr]) -> Result<ChildCost> {
        let output = Command::new(std::env::current_exe()?)
            .arg("child-cost")
            .arg(program)
            .args(arguments)
            .stderr(Stdio::inherit())
            .output()?;
        ensure!(output.status.success(), "{} was not measured", program.display());
        Ok(serde_json::from_slice(&output.stdout)?)
    }
}
