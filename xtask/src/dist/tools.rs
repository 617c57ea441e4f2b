//! What building for other systems takes besides the compiler.
//! In: the package registries. Out: zig, from PyPI, and cargo-zigbuild, from crates.io, in `target/dist/tools`; the
//! targets of rustup. The compiler of mingw-w64 is the system's.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

const ZIG: &str = "ziglang==0.14.1";
const ZIGBUILD: &str = "0.24.1";
const MINGW: [&str; 2] = ["x86_64-w64-mingw32-gcc", "x86_64-w64-mingw32-windres"];

pub(super) struct Tools {
    folder: PathBuf,
}

impl Tools {
    /// Brings what is missing.
    pub(super) fn ready(root: &Path, with_zig: bool) -> Result<Tools> {
        let tools = Tools { folder: root.join("target").join("dist").join("tools") };
        for tool in MINGW {
            let found = Command::new(tool).arg("--version").output();
            ensure!(found.is_ok(), "{tool} is missing: install gcc-mingw-w64-x86-64");
        }
        let targets: Vec<&str> = super::SYSTEMS.iter().map(|system| system.target).collect();
        done(Command::new("rustup").args(["target", "add"]).args(targets))?;
        if !with_zig {
            return Ok(tools);
        }
        if !tools.python().is_file() {
            done(Command::new("python3").args(["-m", "venv"]).arg(tools.folder.join("zig")))?;
        }
        done(Command::new(tools.python()).args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            ZIG,
        ]))?;
        if !tools.folder.join("bin/cargo-zigbuild").is_file() {
            done(
                Command::new("cargo")
                    .args(["install", "cargo-zigbuild", "--locked", "--version"])
                    .arg(format!("={ZIGBUILD}"))
                    .arg("--root")
                    .arg(&tools.folder)
                    .arg("--target-dir")
                    .arg(tools.folder.join("build")),
            )?;
        }
        Ok(tools)
    }

    fn python(&self) -> PathBuf {
        self.folder.join("zig/bin/python3")
    }

    pub(super) fn cargo(&self, command: &str) -> Command {
        let mut cargo = Command::new("cargo");
        cargo.arg(command);
        cargo
    }

    pub(super) fn zigbuild(&self) -> Command {
        let mut cargo = Command::new(self.folder.join("bin/cargo-zigbuild"));
        cargo.arg("zigbuild").env("CARGO_ZIGBUILD_PYTHON_PATH", self.python());
        cargo
    }
}

fn done(command: &mut Command) -> Result<()> {
    let shown = format!("{command:?}");
    let status = command.status().with_context(|| shown.clone())?;
    ensure!(status.success(), "failed: {shown}");
    Ok(())
}
