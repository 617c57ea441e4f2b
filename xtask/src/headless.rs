//! A Chromium without a window, for measuring.
//! In: an address. Out: a browser that shows it until it is dropped.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

pub(crate) struct Browser {
    process: Child,
    profile: PathBuf,
}

impl Browser {
    /// A new one, that has nothing in its cache.
    pub(crate) fn open(address: &str) -> Result<Browser> {
        let name: String = address.chars().filter(char::is_ascii_digit).collect();
        let profile = std::env::temp_dir().join(format!("yanxi-measure-{name}"));
        let process = Command::new("chromium")
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--remote-debugging-port=0",
            ])
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg(address)
            .stderr(Stdio::null())
            .spawn()
            .context("chromium cannot be run")?;
        Ok(Browser { process, profile })
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // One that has ended by itself is as good; what it leaves is in the system's place for such.
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}
