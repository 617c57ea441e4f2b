//! The documentation lists the codes as the program has them.
//!
//! `GOLDEN=write cargo test --lib documentation` writes the tables anew.

use std::path::Path;

use crate::rules::explain;
use yanxi_problem::Language;

const RULES: [&str; 2] =
    ["<!-- rules: held to the program by a test -->\n", "<!-- end of rules -->"];
const OTHERS: [&str; 2] =
    ["<!-- other codes: held to the program by a test -->\n", "<!-- end of other codes -->"];

#[test]
fn the_tables_of_codes_are_those_of_the_program() {
    for (file, language) in
        [("docs/check.md", Language::English), ("docs/check.zh-CN.md", Language::Chinese)]
    {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let text = std::fs::read_to_string(&path).expect("the page");
        let mut wanted = text.clone();
        for ([begin, end], table) in
            [(RULES, explain::table(language)), (OTHERS, explain::table_of_others(language))]
        {
            let (before, rest) = wanted.split_once(begin).expect("the beginning");
            let (_, after) = rest.split_once(end).expect("the end");
            wanted = format!("{before}{begin}{table}{end}{after}");
        }
        if std::env::var_os("GOLDEN").is_some_and(|asked| asked == "write") {
            std::fs::write(&path, wanted).expect("written");
        } else {
            assert!(
                text == wanted,
                "{file} is behind: GOLDEN=write cargo test --lib documentation"
            );
        }
    }
}
