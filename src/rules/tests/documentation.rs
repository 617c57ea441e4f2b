//! The documentation lists the codes as the program has them.

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
        let text = std::fs::read_to_string(path).expect("the page");
        let tables =
            [(RULES, explain::table(language)), (OTHERS, explain::table_of_others(language))];
        for ([begin, end], wanted) in tables {
            let (_, rest) = text.split_once(begin).expect("the beginning");
            let (table, _) = rest.split_once(end).expect("the end");
            assert!(table == wanted, "put this into {file}:\n{wanted}");
        }
    }
}
