//! The program knows stage, activity, item, record and unit; what a campaign calls them is data.

use std::fs;
use std::path::Path;

use super::built::files;

/// What only the sample's plan may say.
const SLOGANS: [&str; 14] = [
    "五学",
    "三个一",
    "五查",
    "四访四问",
    "献一策",
    "五个原则",
    "七个新目标",
    "八个问题",
    "四个着力解决",
    "六个机制",
    "学习调研阶段",
    "16个环节",
    "认识关",
    "深入关",
];

#[test]
fn no_slogan_stands_in_the_program() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["src", "crates", "theme"] {
        for path in files(&root.join(folder)) {
            let Ok(text) = fs::read_to_string(root.join(folder).join(&path)) else {
                continue;
            };
            for slogan in SLOGANS {
                if text.contains(slogan) {
                    found.push(format!("{folder}/{path}: {slogan}"));
                }
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
    let plan = files(&root.join("content"))
        .into_iter()
        .find(|path| path.ends_with("计划.toml"))
        .and_then(|path| fs::read_to_string(root.join("content").join(path)).ok())
        .expect("the sample's plan");
    let missing: Vec<&str> = SLOGANS
        .into_iter()
        .filter(|slogan| !plan.contains(slogan) && !matches!(*slogan, "学习调研阶段" | "16个环节"))
        .collect();
    assert_eq!(missing, Vec::<&str>::new(), "the sample says these no more");
}
