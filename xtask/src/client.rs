//! Builds the browser's search client so that browsers of 2017 run it, and once more as a script for those of 2016 and
//! for sites whose policy forbids WebAssembly.
//! In: the workspace, the pinned compiler, binaryen. Out: `crates/search-wasm/dist/`, or a comparison with it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::client_glue;
use crate::client_inputs::{
    BINARYEN, INPUT_FEATURES, LOWERING, PROOF, RUST, RUST_FLAGS, TARGET, TRANSLATION, inputs_hash,
};

const DIST: &str = "crates/search-wasm/dist";
const PACKED_FILE: &str = "client.wasm.deflate";
const SCRIPT_FILE: &str = "client.js";
const WITHOUT_WASM_FILE: &str = "client-without-wasm.js.deflate";
const RECIPE_FILE: &str = "recipe.json";
/// Goes behind the bindings: what unpacks the client in the browser.
const UNPACK: &str = include_str!("../../crates/search-wasm/src/unpack.js");
/// The name the script gives to the bindings.
const GLOBAL: &str = "yanxiSearchClient";

/// Builds the client, or with `check` compares a new one with the committed files.
pub(crate) fn run(check: bool) -> Result<()> {
    let workspace = workspace()?;
    let wasm_opt = find_wasm_opt(&workspace)?;
    check_compiler()?;
    let scratch = target_directory(&workspace).join("client");
    std::fs::create_dir_all(&scratch)?;

    let compiled = compile(&workspace, &scratch)?;
    let (bound, script) = bind(without_new_features(&std::fs::read(compiled)?)?)?;
    let wasm = lower(&wasm_opt, &bound, &scratch)?;
    let script =
        client_glue::for_old_engines(&without_comments(&script))? + &without_comments(UNPACK);
    let without_wasm = client_glue::as_function(&translate(&wasm_opt, &scratch)?)?;
    let recipe = recipe(&workspace, &wasm, &script, &without_wasm)?;
    ensure!(!names_a_place(&wasm, &workspace), "the client names a folder of this machine");

    let files = [
        (PACKED_FILE, pack(&wasm)?),
        (SCRIPT_FILE, script.into_bytes()),
        (WITHOUT_WASM_FILE, pack(without_wasm.as_bytes())?),
        (RECIPE_FILE, recipe.into_bytes()),
    ];
    let dist = workspace.join(DIST);
    for (name, bytes) in &files {
        if check {
            let committed = std::fs::read(dist.join(name)).unwrap_or_default();
            ensure!(
                committed == *bytes,
                "{DIST}/{name} differs from a new build: run `cargo xtask client` and commit it"
            );
        } else {
            std::fs::create_dir_all(&dist)?;
            std::fs::write(dist.join(name), bytes)?;
        }
        eprintln!("{DIST}/{name}: {} bytes", bytes.len());
    }
    Ok(())
}

fn workspace() -> Result<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    Ok(own.parent().context("the workspace is above xtask")?.to_path_buf())
}

fn target_directory(workspace: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace.join("target"), PathBuf::from)
}

/// `WASM_OPT`, then the search path, then npm's folder here.
fn find_wasm_opt(workspace: &Path) -> Result<PathBuf> {
    let named = std::env::var_os("WASM_OPT").map(PathBuf::from);
    let local = workspace.join("node_modules/.bin/wasm-opt");
    for candidate in named.into_iter().chain([PathBuf::from("wasm-opt"), local]) {
        let Ok(output) = Command::new(&candidate).arg("--version").output() else {
            continue;
        };
        let version = String::from_utf8_lossy(&output.stdout).into_owned();
        if version.split_whitespace().any(|word| word == BINARYEN) {
            return Ok(candidate);
        }
    }
    bail!(
        "wasm-opt {BINARYEN} was not found: run `npm install --no-save binaryen@{BINARYEN}` here \
         or name it in WASM_OPT"
    )
}

fn check_compiler() -> Result<()> {
    let output = Command::new("rustc").arg("--version").output().context("rustc cannot be run")?;
    let version = String::from_utf8_lossy(&output.stdout).into_owned();
    ensure!(
        version.split_whitespace().nth(1) == Some(RUST),
        "the client is built with Rust {RUST}, this is {}: run `rustup toolchain install {RUST} \
         --target {TARGET}` and `cargo +{RUST} xtask client`",
        version.trim()
    );
    Ok(())
}

/// Folders whose names must not get into the file, and what stands for them.
fn places(workspace: &Path) -> Vec<(PathBuf, &'static str)> {
    let mut places = vec![(workspace.to_path_buf(), "yanxi")];
    let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"));
    let cargo_home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let default = home.map(|home| PathBuf::from(home).join(".cargo"));
    if let Some(cargo_home) = cargo_home.or(default) {
        // Registries are named after their address and a hash, the same everywhere.
        places.push((cargo_home, "cargo"));
    }
    places
}

fn names_a_place(wasm: &[u8], workspace: &Path) -> bool {
    places(workspace).iter().any(|(place, _)| {
        let place = place.to_string_lossy();
        let place = place.as_bytes();
        wasm.windows(place.len()).any(|window| window == place)
    })
}

fn compile(workspace: &Path, scratch: &Path) -> Result<PathBuf> {
    let mut flags: Vec<String> = RUST_FLAGS.iter().map(|flag| flag.to_string()).collect();
    for (place, stand_in) in places(workspace) {
        flags.push(format!("--remap-path-prefix={}={stand_in}", place.display()));
    }
    let status = Command::new("cargo")
        .current_dir(workspace)
        .args(["build", "--locked", "--package", "yanxi-search-wasm", "--lib"])
        .args(["--profile", "client", "--target", TARGET])
        // An empty variable keeps the caller's own flags out.
        .env_remove("RUSTFLAGS")
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"))
        .env("CARGO_TARGET_DIR", scratch)
        .env("SOURCE_DATE_EPOCH", "0")
        .status()
        .context("cargo cannot be run")?;
    ensure!(status.success(), "the client was not compiled");
    Ok(scratch.join(TARGET).join("client/yanxi_search_wasm.wasm"))
}

/// Takes what the precompiled standard library announces but the client does not use out of the
/// section that wasm-bindgen goes by.
fn without_new_features(wasm: &[u8]) -> Result<Vec<u8>> {
    const SECTION: &str = "target_features";
    const REMOVED: [&str; 2] = ["reference-types", "multivalue"];
    let mut output = wasm.get(..8).context("no WebAssembly")?.to_vec();
    for payload in wasmparser::Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        if let wasmparser::Payload::CustomSection(section) = &payload
            && section.name() == SECTION
        {
            let mut reader = wasmparser::BinaryReader::new(section.data(), 0);
            let mut kept = Vec::new();
            for _ in 0..reader.read_var_u32()? {
                let prefix = reader.read_u8()?;
                let name = reader.read_string()?;
                if !REMOVED.contains(&name) {
                    kept.push((prefix, name));
                }
            }
            let mut data = Vec::new();
            write_string(&mut data, SECTION);
            write_number(&mut data, kept.len());
            for (prefix, name) in kept {
                data.push(prefix);
                write_string(&mut data, name);
            }
            output.push(0);
            write_number(&mut output, data.len());
            output.extend(data);
        } else if let Some((id, range)) = payload.as_section() {
            output.push(id);
            let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
            write_number(&mut output, range.len());
            output.extend(wasm.get(range).context("a section beyond the end")?);
        }
    }
    Ok(output)
}

fn write_number(output: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        output.push(number as u8 | 0x80);
        number >>= 7;
    }
    output.push(number as u8);
}

fn write_string(output: &mut Vec<u8>, text: &str) {
    write_number(output, text.len());
    output.extend(text.as_bytes());
}

fn bind(wasm: Vec<u8>) -> Result<(Vec<u8>, String)> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_bytes("client", wasm)
        .no_modules(true)?
        .no_modules_global(GLOBAL)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true);
    let mut output = bindgen.generate_output()?;
    let script = output.js().to_string();
    Ok((output.wasm_mut().emit_wasm(), script))
}

fn lower(wasm_opt: &Path, wasm: &[u8], scratch: &Path) -> Result<Vec<u8>> {
    let bound = scratch.join("bound.wasm");
    let lowered = scratch.join("lowered.wasm");
    let proven = scratch.join("proven.wasm");
    std::fs::write(&bound, wasm)?;
    let mut first: Vec<&str> = INPUT_FEATURES.to_vec();
    first.extend(LOWERING);
    for (flags, from, to) in [(first, &bound, &lowered), (PROOF.to_vec(), &lowered, &proven)] {
        let status = Command::new(wasm_opt).args(flags).arg(from).arg("-o").arg(to).status()?;
        ensure!(status.success(), "wasm-opt refused the client");
    }
    Ok(std::fs::read(proven)?)
}

/// The client that [`lower`] left behind, as a module of JavaScript.
fn translate(wasm_opt: &Path, scratch: &Path) -> Result<String> {
    let translated = scratch.join("translated.js");
    // The tools of one package lie side by side.
    let status = Command::new(wasm_opt.with_file_name("wasm2js"))
        .args(TRANSLATION)
        .arg(scratch.join("proven.wasm"))
        .arg("-o")
        .arg(&translated)
        .status()
        .context("wasm2js, of the same package as wasm-opt, cannot be run")?;
    ensure!(status.success(), "wasm2js refused the client");
    Ok(std::fs::read_to_string(translated)?)
}

/// The script without its comments and the white space in front of its lines. None of its strings spans lines.
fn without_comments(script: &str) -> String {
    let mut kept = String::new();
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        in_comment |= line.starts_with("/*");
        if !in_comment && !line.is_empty() && !line.starts_with("//") {
            kept.push_str(line);
            kept.push('\n');
        }
        in_comment &= !line.ends_with("*/");
    }
    kept
}

fn adler32(bytes: &[u8]) -> u32 {
    let (low, high) = bytes.iter().fold((1u32, 0u32), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65521;
        (low, (high + low) % 65521)
    });
    high << 16 | low
}

/// Length and checksum, then raw deflate, as small as it gets.
fn pack(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut packed = u32::try_from(wasm.len())?.to_le_bytes().to_vec();
    packed.extend(adler32(wasm).to_le_bytes());
    zopfli::compress(zopfli::Options::default(), zopfli::Format::Deflate, wasm, &mut packed)?;
    eprintln!("{} bytes unpacked", wasm.len());
    Ok(packed)
}

fn recipe(workspace: &Path, wasm: &[u8], script: &str, without_wasm: &str) -> Result<String> {
    let recipe = serde_json::json!({
        "rust": RUST,
        "binaryen": BINARYEN,
        "target": TARGET,
        "inputs": inputs_hash(workspace)?,
        "wasm": blake3::hash(wasm).to_hex().as_str(),
        "script": blake3::hash(script.as_bytes()).to_hex().as_str(),
        "without_wasm": blake3::hash(without_wasm.as_bytes()).to_hex().as_str(),
    });
    Ok(format!("{}\n", serde_json::to_string_pretty(&recipe)?))
}
