//! Inputs that once were found wrong by the fuzz targets `query` and `index`, and the inputs those begin with, run again.

#[path = "../../../fuzz/fuzz_targets/search_cases.rs"]
mod search_cases;

use std::path::Path;

fn replay(target: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus-seeds").join(target);
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        run(&bytes);
        count += 1;
    }
    assert!(count > 10, "{count} inputs of {target}");
}

#[test]
fn questions() {
    replay("query", search_cases::question);
}

#[test]
fn damages() {
    replay("index", search_cases::damage);
}
