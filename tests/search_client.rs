//! The committed search client: made from these sources, fit for browsers of 2018, silent about
//! the machine that built it.

use std::path::Path;

#[path = "../xtask/src/client_inputs.rs"]
mod client_inputs;

const PACKED: &[u8] = include_bytes!("../crates/search-wasm/dist/client.wasm.deflate");
const SCRIPT: &str = include_str!("../crates/search-wasm/dist/client.js");
const RECIPE: &str = include_str!("../crates/search-wasm/dist/recipe.json");
const LOADER: &str = concat!(
    include_str!("../theme/assets/search-files.js"),
    include_str!("../theme/assets/search-client.js")
);

/// As the browser has it: after its length and checksum comes raw deflate.
fn wasm() -> Vec<u8> {
    let (length, rest) = PACKED.split_at(4);
    let wasm = miniz_oxide::inflate::decompress_to_vec(&rest[4..]).unwrap();
    assert_eq!(length, u32::try_from(wasm.len()).unwrap().to_le_bytes());
    wasm
}

/// What a plain server sends.
#[test]
fn the_client_is_small() {
    let sent = PACKED.len() + SCRIPT.len();
    assert!(sent < 220_000, "{sent} bytes");
}

fn recorded(key: &str) -> String {
    let recipe: serde_json::Value = serde_json::from_str(RECIPE).unwrap();
    recipe[key].as_str().unwrap_or_default().to_string()
}

#[test]
fn the_client_is_made_from_these_sources() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"));
    let inputs = client_inputs::inputs_hash(workspace).unwrap();
    assert_eq!(
        recorded("inputs"),
        inputs,
        "the search client is stale: run `cargo xtask client` and commit crates/search-wasm/dist"
    );
    assert_eq!(recorded("wasm"), blake3::hash(&wasm()).to_hex().as_str());
    assert_eq!(
        recorded("script"),
        blake3::hash(SCRIPT.as_bytes()).to_hex().as_str()
    );
}

/// Chromium 69, Firefox 60 and Safari 12 know WebAssembly's first version and nothing else of
/// what the validator below could allow.
#[test]
fn the_client_is_webassembly_of_the_first_version() {
    let mut first = wasmparser::Validator::new_with_features(wasmparser::WasmFeatures::MVP);
    first.validate_all(&wasm()).unwrap();
    for payload in wasmparser::Parser::new(0).parse_all(&wasm()) {
        if let wasmparser::Payload::CustomSection(section) = payload.unwrap() {
            assert_ne!(section.name(), "target_features");
        }
    }
}

#[test]
fn the_client_names_no_folder_of_its_builder() {
    let here = env!("CARGO_MANIFEST_DIR");
    let registry = std::env::var("CARGO_HOME")
        .or_else(|_| std::env::var("HOME"))
        .unwrap_or_else(|_| here.into());
    let wasm = wasm();
    for place in [here, &registry, "/home/", "/Users/", "C:\\"] {
        if place.len() < 2 {
            continue;
        }
        assert!(
            !wasm
                .windows(place.len())
                .any(|window| window == place.as_bytes()),
            "{place}"
        );
        assert!(!SCRIPT.contains(place), "{place}");
    }
}

/// wasm-bindgen's script may use what the browsers above know: functions that wait, but nothing
/// of 2019 or later.
#[test]
fn the_scripts_are_old_enough() {
    for newer in [
        "?.",
        "??",
        "BigInt",
        "import(",
        "import.meta",
        "catch {",
        "#private",
        "static {",
    ] {
        assert!(!SCRIPT.contains(newer), "{newer}");
    }
    for newer in [
        "=>",
        "let ",
        "const ",
        "`",
        "async function",
        "await ",
        "class ",
        "...",
    ] {
        assert!(!LOADER.contains(newer), "{newer}");
    }
}

#[test]
fn loader_and_index_have_one_format() {
    assert!(LOADER.contains(&format!("var FORMAT = {};", yanxi_search::FORMAT)));
}
