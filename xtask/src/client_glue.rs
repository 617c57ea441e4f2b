//! Fits the scripts around the client to the browsers of old offices.
//! In: wasm-bindgen's bindings without comments, the module that wasm2js wrote. Out: the bindings for any engine of 2016
//! or later, and a function that stands for the instance of the WebAssembly.

use anyhow::{Context, Result, ensure};

/// How the bindings see that the memory has grown, and how they see it here. Engines before Chrome 65 leave the buffer
/// of before attached when the memory grows from within, and so does the client without WebAssembly in all engines:
/// stale bytes were read. Whether a buffer is still the memory's own always tells.
const GROWTH: [(&str, &str); 2] = [
    (
        "cachedUint8ArrayMemory0.byteLength === 0",
        "cachedUint8ArrayMemory0.buffer !== wasm.memory.buffer",
    ),
    (
        "cachedDataViewMemory0.buffer.detached === true || (cachedDataViewMemory0.buffer.detached === undefined && \
         cachedDataViewMemory0.buffer !== wasm.memory.buffer)",
        "cachedDataViewMemory0.buffer !== wasm.memory.buffer",
    ),
];

/// Where the functions begin that fetch and start the client. They wait in a form that no engine before 2017 can read,
/// and the loader does both itself.
const STARTING: &str = "\nasync function __wbg_load(";
/// What stands there instead: the loader instantiates with `imports` and hands the instance to `attach`.
const ENDING: &str = "
exports.imports = __wbg_get_imports;
exports.attach = __wbg_finalize_init;
return exports;
})({ __proto__: null });
";

/// A global that other scripts can look for.
const OPENING: (&str, &str) = ("let yanxiSearchClient", "var yanxiSearchClient");

/// The bindings without what old engines do wrongly or cannot read.
pub(crate) fn for_old_engines(script: &str) -> Result<String> {
    let (kept, _) =
        script.split_once(STARTING).context("wasm-bindgen's way of starting looks different")?;
    let kept = kept.strip_prefix(OPENING.0).context("wasm-bindgen's opening looks different")?;
    let mut fitted = OPENING.1.to_string() + kept + ENDING;
    for (test, better) in GROWTH {
        ensure!(fitted.contains(test), "wasm-bindgen's test for a grown memory looks different");
        fitted = fitted.replace(test, better);
    }
    Ok(fitted)
}

const IMPORT: &str = "import * as $_client_bg_js from './client_bg.js';";
const EXPORT: &str = "export var ";

/// The module as a function from imports to exports; the white space in front of its lines, a fifth of it, is left out.
pub(crate) fn as_function(module: &str) -> Result<String> {
    ensure!(module.starts_with(IMPORT), "wasm2js's import looks different");
    let mut function =
        "function yanxiClientWithoutWasm(imports) {\nvar $_client_bg_js = imports['./client_bg.js'];\n"
            .to_string();
    for line in module.lines().skip(1).map(str::trim) {
        if !line.is_empty() && !line.starts_with(EXPORT) {
            function.push_str(line);
            function.push('\n');
        }
    }
    function.push_str("return retasmFunc;\n}\n");
    Ok(function)
}
