//! Small folders to check.
//! In: `mistakes.txt`, and what `yanxi explain` shows. Out: cases, each a name and its files.
//!
//! A case begins with `== name`, a file with `-- path`; `-= path` is the file that the last case with such a path had, a
//! last line `\` says that the text before it ends without a line break, and `@file name` is a file of `fixtures/files`.

use std::collections::BTreeMap;

pub(crate) struct Case {
    pub(crate) name: String,
    files: BTreeMap<String, String>,
}

impl Case {
    pub(crate) fn written(&self) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in &self.files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
            match text.strip_prefix("@file ") {
                Some(name) => {
                    let fixture = crate::root().join("tests/fixtures/files").join(name.trim());
                    std::fs::copy(fixture, path).expect("a fixture");
                }
                None => std::fs::write(path, text).expect("a file"),
            }
        }
        folder
    }
}

pub(crate) fn of_text(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    let mut file: Option<String> = None;
    for line in text.split_inclusive('\n') {
        let whole = line.trim_end_matches('\n');
        if let Some(name) = whole.strip_prefix("== ") {
            cases.push(Case { name: name.to_string(), files: BTreeMap::new() });
            file = None;
            continue;
        }
        let case = cases.last_mut().expect("a case before its files");
        if let Some(path) = whole.strip_prefix("-= ") {
            case.files.insert(path.to_string(), known[path].clone());
            file = None;
        } else if let Some(path) = whole.strip_prefix("-- ") {
            case.files.insert(path.to_string(), String::new());
            known.insert(path.to_string(), String::new());
            file = Some(path.to_string());
        } else {
            let path = file.as_ref().expect("a file before its text");
            let content = case.files.get_mut(path).expect("the file");
            if whole == "\\" {
                content.pop();
            } else {
                content.push_str(line);
            }
            known.insert(path.clone(), content.clone());
        }
    }
    cases
}

/// The examples of every rule, added to the base: to its plan, or in the place of its other files.
pub(crate) fn of_rules(base: &Case, explain: impl Fn(&[&str]) -> String) -> Vec<Case> {
    let list = explain(&["explain", "--lang", "zh"]);
    let codes = list
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .filter(|word| word.starts_with(['E', 'W']) && word.len() == 3);
    let mut cases = Vec::new();
    for code in codes {
        let text = explain(&["explain", code, "--lang", "zh"]);
        for (kind, example) in examples(&text) {
            let mut files = base.files.clone();
            for (path, content) in example {
                if path == "计划.toml" {
                    files.entry(path).or_default().push_str(&content);
                } else {
                    files.insert(path, content);
                }
            }
            if code == "E12" {
                files.insert("yanxi.toml".into(), "format = 1\ntitle = \"样例\"\n".into());
            }
            cases.push(Case { name: format!("{code} {kind}"), files });
        }
    }
    assert!(cases.len() >= 60, "{} examples", cases.len());
    cases
}

/// The two examples that an explanation shows: their files, each line behind `    | `.
fn examples(explained: &str) -> Vec<(&'static str, Vec<(String, String)>)> {
    let mut found: Vec<(&'static str, Vec<(String, String)>)> = Vec::new();
    for line in explained.lines() {
        if line == "不对的例子" {
            found.push(("bad", Vec::new()));
        } else if line == "对的例子" {
            found.push(("good", Vec::new()));
        } else if let Some((_, files)) = found.last_mut() {
            if let Some(text) = line.strip_prefix("    |") {
                let (_, content) = files.last_mut().expect("a file's name before its text");
                content.push_str(text.strip_prefix(' ').unwrap_or(text));
                content.push('\n');
            } else if let Some(path) = line.strip_prefix("  ").filter(|_| !line.contains('=')) {
                files.push((path.to_string(), String::new()));
            }
        }
    }
    found
}
