//! The same questions put to Pagefind, in the browser it is made for.
//! In: the built site, a folder with npm's `pagefind`, Chromium on the search path. Out: what they cost and the pages found.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use super::browser::{self, Asking};
use super::outcome::Listed;
use super::page_texts::PageTruth;
use super::report::Run;

const ASKING: &str = include_str!("asking_pagefind.js");

/// Where the program lies that npm installed.
pub(crate) fn program(tools: &Path) -> PathBuf {
    tools.join("node_modules/.bin/pagefind")
}

/// How it is told to index Chinese pages.
pub(crate) const LANGUAGE: [&str; 2] = ["--force-language", "zh"];

pub(crate) fn run(
    tools: &Path,
    site: &Path,
    work: &Path,
    pages: &[PageTruth],
    asking: &Asking,
) -> Result<(Run, Vec<Listed>)> {
    let copy = work.join("pagefind-site");
    copy_pages(site, &copy, pages)?;
    let program = program(tools);
    let started = Instant::now();
    let output = Command::new(&program)
        .args(["--root-selector", "main"])
        .args(LANGUAGE)
        .arg("--site")
        .arg(&copy)
        .output()
        .with_context(|| format!("{} cannot be run", program.display()))?;
    ensure!(
        output.status.success(),
        "pagefind failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let seconds = started.elapsed().as_secs_f64();
    println!("\nPagefind has indexed the same pages in {seconds:.1} s");
    let script = browser::SCRIPT;
    let page = format!(
        "<!DOCTYPE html><meta charset=\"utf-8\"><title>Pagefind</title><ol id=\"list\"></ol><script src=\"/{script}\"></script>"
    );
    browser::ask("Pagefind, Chromium", &copy, ("eval.html", page.into_bytes()), ASKING, asking)
}

/// Only what can be found, so that both search the same.
fn copy_pages(site: &Path, copy: &Path, pages: &[PageTruth]) -> Result<()> {
    if copy.exists() {
        std::fs::remove_dir_all(copy)?;
    }
    for page in pages {
        let target = copy.join(&page.path);
        if let Some(folder) = target.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::copy(site.join(&page.path), target)?;
    }
    Ok(())
}
