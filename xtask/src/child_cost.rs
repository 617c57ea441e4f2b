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
    /// How much of one core other programs took meanwhile; where the system does not tell, nothing.
    pub(crate) others_share: f64,
}

/// More of a core than this and what was measured says little.
const QUIET_SHARE: f64 = 0.2;

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
    // What others have written is not to be brought to the disk at this one's expense.
    Command::new("sync").status().context("sync cannot be run")?;
    let started = Instant::now();
    let before = busy_seconds();
    let status = Command::new(program)
        .args(rest)
        .stdout(Stdio::null())
        .status()
        .with_context(|| format!("{} cannot be run", program.display()))?;
    let wall_seconds = started.elapsed().as_secs_f64();
    ensure!(status.success(), "{} failed", program.display());
    let after = busy_seconds();
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let processor = usage.user_time() + usage.system_time();
    let processor_seconds = processor.num_microseconds() as f64 / 1e6;
    let busy = after.zip(before).map_or(0.0, |(after, before)| after - before);
    let cost = ChildCost {
        wall_seconds,
        processor_seconds,
        peak_bytes: usage.max_rss() * 1024,
        others_share: (busy - processor_seconds).max(0.0) / wall_seconds.max(0.01),
    };
    println!("{}", serde_json::to_string(&cost)?);
    Ok(())
}

/// What all processors together have worked since the system began.
fn busy_seconds() -> Option<f64> {
    /// The kernel's unit for programs, whatever its own is.
    const TICKS_A_SECOND: f64 = 100.0;
    let told = std::fs::read_to_string("/proc/stat").ok()?;
    let all = told.lines().next()?.strip_prefix("cpu")?;
    let ticks: Vec<f64> = all.split_whitespace().map_while(|ticks| ticks.parse().ok()).collect();
    // user, nice, system, idle, waiting, interrupts of both sorts.
    let [user, nice, system, _, _, hard, soft, ..] = ticks[..] else {
        return None;
    };
    Some((user + nice + system + hard + soft) / TICKS_A_SECOND)
}

impl ChildCost {
    /// What to put beside a figure that others may have spoilt.
    pub(crate) fn mark(&self) -> &'static str {
        if self.others_share > QUIET_SHARE { " (not quiet)" } else { "" }
    }

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
