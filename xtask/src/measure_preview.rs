//! One page edited while a preview runs: how long until the browser would show it, and until search is new.
//! In: numbers of pages. Out: seconds and processor seconds of each edit, on standard output.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::made_up_pages::{path_of, text_of, write_site};
use crate::measure_build::given_or_built;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Numbers of pages, each of about 1 KB
    #[arg(long, value_delimiter = ',', default_values_t = [1_000, 10_000])]
    pages: Vec<usize>,
    #[arg(long, default_value_t = 3)]
    edits: usize,
    /// A program that is there already, instead of one built from this workspace
    #[arg(long)]
    program: Option<PathBuf>,
    #[arg(long, default_value_t = 18_911)]
    port: u16,
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let program = given_or_built(arguments.program.as_deref())?;
    println!(
        "| pages | edit | page seen, s | search new, s | search new, CPU s | written |\n|---|---|---|---|---|---|"
    );
    for count in &arguments.pages {
        measure(&program, *count, arguments)?;
    }
    Ok(())
}

fn measure(program: &Path, count: usize, arguments: &Arguments) -> Result<()> {
    let site = &std::env::temp_dir().join("yanxi-measure-preview");
    write_site(site, count)?;
    let mut preview = Preview::start(program, site, arguments.port)?;
    // What was just written may change again within the same tick of the clock; this has passed when people edit.
    std::thread::sleep(Duration::from_secs(4));
    for edit in 0..arguments.edits {
        let number = (count / 2 + edit * 7) % count;
        let word = format!("改到第{edit}次");
        let text = format!("{}\n{word}。\n", text_of(number));
        preview.edit(site, number, &text, &word, &format!("text {}", edit + 1), count)?;
        std::thread::sleep(Duration::from_secs(1));
    }
    let number = count / 3;
    let text = text_of(number).replacen("# ", "# 新题 ", 1);
    preview.edit(site, number, &text, "新题", "title", count)?;
    drop(preview);
    Ok(fs::remove_dir_all(site)?)
}

struct Preview {
    child: Child,
    address: String,
    said: Receiver<String>,
}

impl Preview {
    fn start(program: &Path, site: &Path, port: u16) -> Result<Preview> {
        let mut child = Command::new(program)
            .args(["serve", "--port", &port.to_string(), "--lang", "zh"])
            .current_dir(site)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let mut out = BufReader::new(child.stdout.take().context("its output")?).lines();
        let address = out.by_ref().map_while(Result::ok).find_map(|line| {
            Some(line.strip_prefix("网址：http://")?.trim_end_matches('/').to_string())
        });
        let address = address.context("it names no address")?;
        std::thread::spawn(move || out.map_while(Result::ok).for_each(drop));
        let (sender, said) = channel();
        let lines = BufReader::new(child.stderr.take().context("its messages")?).lines();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        Ok(Preview { child, address, said })
    }

    fn edit(
        &mut self,
        site: &Path,
        number: usize,
        text: &str,
        word: &str,
        name: &str,
        count: usize,
    ) -> Result<()> {
        while self.said.try_recv().is_ok() {}
        let path = self.page_with(number)?;
        let written_before = written(self.child.id())?;
        let before = processor_seconds(self.child.id())?;
        let started = Instant::now();
        fs::write(site.join(path_of(number)), text)?;
        while !self.get(&path)?.contains(word) {
            ensure!(started.elapsed() < Duration::from_secs(120), "the page does not appear");
            std::thread::sleep(Duration::from_millis(10));
        }
        let seen = started.elapsed().as_secs_f64();
        loop {
            match self.said.recv_timeout(Duration::from_secs(120)) {
                Ok(line) if line.contains("搜索已更新") => break,
                Ok(_) => {}
                Err(_) => bail!("search is not renewed"),
            }
        }
        let whole = started.elapsed().as_secs_f64();
        let spent = processor_seconds(self.child.id())? - before;
        let bytes = written(self.child.id())?.saturating_sub(written_before);
        println!(
            "| {count} | {name} | {seen:.2} | {whole:.2} | {spent:.2} | {:.1} MB |",
            bytes as f64 / 1e6
        );
        Ok(())
    }

    /// The path of a page in the site, found by its section's list.
    fn page_with(&self, number: usize) -> Result<String> {
        let title = format!("第{number:05}篇");
        let script = self.get("/search/titles.js")?;
        let at = script.find(&title).with_context(|| format!("no page {title}"))?;
        let before = &script[..at];
        let start = before.rfind("[\"").context("a row")? + 2;
        let path = before[start..].split('"').next().unwrap_or_default();
        ensure!(path.ends_with(".html"), "{path} is no page");
        Ok(format!("/{path}"))
    }

    fn get(&self, path: &str) -> Result<String> {
        let mut stream = TcpStream::connect(&self.address)?;
        let address = &self.address;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nReferer: http://{address}/\r\nConnection: close\r\n\r\n"
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a running process has used of the processor.
fn processor_seconds(id: u32) -> Result<f64> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat"))?;
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|ticks| ticks.parse::<f64>().ok());
    let (user, system) = (ticks(11).context("user time")?, ticks(12).context("system time")?);
    // Linux tells processes 100 ticks a second.
    Ok((user + system) / 100.0)
}

/// Bytes that a running process has handed to the system to be written.
fn written(id: u32) -> Result<u64> {
    let io = fs::read_to_string(format!("/proc/{id}/io"))?;
    let line = io.lines().find_map(|line| line.strip_prefix("wchar: "));
    Ok(line.and_then(|bytes| bytes.parse().ok()).unwrap_or_default())
}
