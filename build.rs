//! Gives the Windows program its icon, its version and its manifest (long paths, UTF-8).
//! In: `packaging/windows/`. Out: a resource that the linker takes along; nothing for other systems.

use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

const FOLDER: &str = "packaging/windows";

fn main() {
    println!("cargo::rerun-if-changed={FOLDER}");
    let is = |variable: &str, value: &str| env::var(variable).is_ok_and(|is| is == value);
    if !is("CARGO_CFG_TARGET_OS", "windows") {
        return;
    }
    if !is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo::warning=icon and version are added by the linker of mingw-w64 only");
        return;
    }
    let version = env::var("CARGO_PKG_VERSION").unwrap_or_default();
    let numbers = version.replace('.', ",");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    for name in ["yanxi.rc", "yanxi.manifest"] {
        let text = fs::read_to_string(PathBuf::from(FOLDER).join(name)).expect("a file of ours");
        let text = text.replace("%VERSION%", &version).replace("%NUMBERS%", &numbers);
        fs::write(out.join(name), text).expect("cargo's own folder can be written");
    }
    fs::copy(PathBuf::from(FOLDER).join("yanxi.ico"), out.join("yanxi.ico")).expect("the icon");
    let tool = if cfg!(windows) { "windres" } else { "x86_64-w64-mingw32-windres" };
    let made = Command::new(tool)
        .args(["--input", "yanxi.rc", "--output", "yanxi.res.o", "--output-format", "coff"])
        .current_dir(&out)
        .status();
    match made {
        Ok(status) if status.success() => {
            println!("cargo::rustc-link-arg-bins={}", out.join("yanxi.res.o").display());
        }
        _ => {
            println!("cargo::warning={tool} is missing: the program has no icon and no long paths")
        }
    }
}
