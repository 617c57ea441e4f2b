//! The documentation lists the rules as the program has them.

use std::path::Path;

use crate::check::explain;
use crate::language::Language;

const BEGIN: &str = "<!-- rules: held to the program by a test -->\n";
const END: &str = "<!-- end of rules -->";

#[test]
fn the_tables_of_rules_are_those_of_the_program() {
    for (file, language) in
        [("docs/check.md", Language::English), ("docs/check.zh-CN.md", Language::Chinese)]
    {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let text = std::fs::read_to_string(path).expect("the page");
        let (_, rest) = text.split_once(BEGIN).expect("the beginning");
        let (table, _) = rest.split_once(END).expect("the end");
        let wanted = explain::table(language);
        assert!(table == wanted, "put this into {file}:\n{wanted}");
    }
}
