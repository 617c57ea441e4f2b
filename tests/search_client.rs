//! The committed search client: made from these sources, fit for browsers of 2016, silent about
//! the machine that built it.

use std::path::Path;

#[path = "../xtask/src/client_inputs.rs"]
mod client_inputs;

const PACKED: &[u8] = include_bytes!("../crates/search-wasm/dist/client.wasm.deflate");
const PACKED_WITHOUT_WASM: &[u8] =
    include_bytes!("../crates/search-wasm/dist/client-without-wasm.js.deflate");
const SCRIPT: &str = include_str!("../crates/search-wasm/dist/client.js");
const RECIPE: &str = include_str!("../crates/search-wasm/dist/recipe.json");
const LOADER: &str = concat!(
    include_str!("../theme/assets/search-files.js"),
    include_str!("../theme/assets/search-code.js"),
    include_str!("../theme/assets/search-client.js")
);

/// After length and checksum comes raw deflate.
fn unpacked(packed: &[u8]) -> Vec<u8> {
    let (length, rest) = packed.split_at(4);
    let bytes = miniz_oxide::inflate::decompress_to_vec(&rest[4..]).unwrap();
    assert_eq!(length, u32::try_from(bytes.len()).unwrap().to_le_bytes());
    bytes
}

/// As the browser has it.
fn wasm() -> Vec<u8> {
    unpacked(PACKED)
}

fn without_wasm() -> String {
    String::from_utf8(unpacked(PACKED_WITHOUT_WASM)).unwrap()
}

/// What a plain server sends.
#[test]
fn the_client_is_small() {
    let sent = PACKED.len() + SCRIPT.len();
    assert!(sent < 228_000, "{sent} bytes");
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
    assert_eq!(recorded("script"), blake3::hash(SCRIPT.as_bytes()).to_hex().as_str());
    assert_eq!(recorded("without_wasm"), blake3::hash(without_wasm().as_bytes()).to_hex().as_str());
}

/// A workspace with the client's crate, which depends on another member, and these shared dependencies.
fn inputs_of(shared: &str) -> String {
    let workspace = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = workspace.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let members = "own = { path = \"crates/own\" }\n";
    write("Cargo.toml", &format!("[workspace.dependencies]\n{members}{shared}"));
    write("Cargo.lock", "");
    write("crates/search-wasm/Cargo.toml", "[dependencies]\nown.workspace = true\n");
    write("crates/search-wasm/src/lib.rs", "");
    let own = "[dependencies]\nnear = { workspace = true }\n[dev-dependencies]\nof_tests.workspace = true\n";
    write("crates/own/Cargo.toml", own);
    write("crates/own/src/lib.rs", "");
    client_inputs::inputs_hash(workspace.path()).unwrap()
}

#[test]
fn the_client_goes_stale_by_what_it_inherits_alone() {
    let inputs = inputs_of("near = \"1\"");
    assert_eq!(inputs, inputs_of("near = \"1\"\nother = \"1\"\nof_tests = \"1\""));
    assert_ne!(inputs, inputs_of("near = \"2\""));
    assert_ne!(inputs, inputs_of("near = { version = \"1\", default-features = false }"));
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
        assert!(!wasm.windows(place.len()).any(|window| window == place.as_bytes()), "{place}");
        assert!(!SCRIPT.contains(place), "{place}");
    }
}

/// The bindings may use what Chrome 49 knows, such as classes; loader and translated client what any browser with typed
/// arrays knows.
#[test]
fn the_scripts_are_old_enough() {
    let newer_than_2016 = [
        "?.",
        "??",
        "BigInt",
        "import(",
        "import.meta",
        "async function",
        "await ",
        "catch {",
        "#private",
        "static {",
    ];
    for newer in newer_than_2016 {
        assert!(!SCRIPT.contains(newer), "{newer}");
    }
    let translated = without_wasm();
    for newer in ["=>", "let ", "const ", "`", "class ", "..."].iter().chain(&newer_than_2016) {
        assert!(!LOADER.contains(newer), "{newer}");
        assert!(!translated.contains(newer), "{newer}");
    }
}

#[test]
fn loader_and_index_have_one_format() {
    assert!(LOADER.contains(&format!("var FORMAT = {};", yanxi_search::FORMAT)));
}
