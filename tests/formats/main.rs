//! What programs of different versions do with each other's files; see docs/formats.md.
//! In: `site/` and `published/`, made by version 0.2.0 (the published folder without what the search needs); the same
//! with higher numbers. Out: messages and folders.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const DAY: &str = "2026-11-28";

/// A copy of the site and the folder beside it that it was published to.
struct Office {
    folder: tempfile::TempDir,
}

impl Office {
    fn of_0_2_0() -> Office {
        let folder = tempfile::tempdir().expect("a folder");
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats");
        for part in ["site", "published"] {
            for entry in walkdir::WalkDir::new(from.join(part)).into_iter().flatten() {
                let below = entry.path().strip_prefix(&from).expect("below");
                let to = folder.path().join(below);
                match entry.file_type().is_dir() {
                    true => fs::create_dir_all(to).expect("a folder"),
                    false => fs::copy(entry.path(), to).map(|_| ()).expect("a file"),
                }
            }
        }
        Office { folder }
    }

    fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    fn published(&self) -> PathBuf {
        self.folder.path().join("published/site")
    }

    fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_yanxi"))
            .args(arguments)
            .current_dir(self.site())
            .env_remove("LANG")
            .env_remove("LC_ALL")
            .output()
            .expect("the program starts");
        let said = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8_lossy(&said).into_owned())
    }

    fn raise_format(&self, path: &Path) {
        let text = fs::read_to_string(path).expect("a text");
        let raised = text.replacen("format = 1", "format = 2\nnew_setting = 1", 1).replacen(
            "\"format\": 1",
            "\"format\": 2",
            1,
        );
        assert_ne!(raised, text);
        fs::write(path, raised).expect("written");
    }
}

#[test]
fn a_site_of_an_earlier_program_is_built_without_a_word_about_it() {
    let office = Office::of_0_2_0();
    let (code, said) = office.run(&["build", "--date", DAY]);
    assert_eq!(code, Some(0), "{said}");
    assert!(!said.contains("R01") && !said.contains("format"), "{said}");
    let pages = ["index.html", "a.html", "campaign/index.html"];
    assert!(pages.iter().all(|page| office.site().join("public").join(page).is_file()));
}

#[test]
fn a_folder_published_by_an_earlier_program_is_published_to_and_gone_back_from() {
    let office = Office::of_0_2_0();
    let first = fs::read_to_string(office.published().join("a.html")).expect("a page");
    let (code, said) = office.run(&["publish", "--date", DAY, "--all"]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(office.run(&["verify"]).0, Some(0));
    let page = fs::read_to_string(office.published().join("a.html")).expect("a page");
    // Its address is the same, its words too.
    assert!(first.contains("样例正文") && page.contains("样例正文"));
    assert!(office.published().join("search/entry.js").is_file());
}

#[test]
fn a_site_of_a_later_program_is_told_as_such_and_nothing_else_is() {
    let office = Office::of_0_2_0();
    office.raise_format(&office.site().join("yanxi.toml"));
    for command in ["build", "check"] {
        let (code, said) = office.run(&[command]);
        assert_eq!(code, Some(2));
        assert_eq!(said.matches("错误 R").count(), 1, "{said}");
        assert!(said.contains("R01 yanxi.toml") && said.contains("要用更新的程序"), "{said}");
        assert!(said.contains("换用更新的研习程序") && !said.contains("new_setting"), "{said}");
    }
    assert!(!office.site().join("public").exists());
}

#[test]
fn a_release_of_a_later_program_is_left_alone() {
    let office = Office::of_0_2_0();
    let record = office.published().join("yanxi-release.json");
    office.raise_format(&record);
    let before = fs::read(&record).expect("the record");
    for arguments in [&["publish", "--date", DAY][..], &["rollback"], &["verify"]] {
        let (code, said) = office.run(arguments);
        assert_eq!(code, Some(3), "{said}");
        assert!(said.contains("R31") && said.contains("更新的程序发布的"), "{arguments:?}: {said}");
    }
    assert_eq!(fs::read(&record).expect("the record"), before);
}

#[test]
fn an_index_of_another_program_is_told_in_chinese() {
    let office = Office::of_0_2_0();
    assert_eq!(office.run(&["build", "--date", DAY]).0, Some(0));
    let hot = walkdir::WalkDir::new(office.site().join("public/search"))
        .into_iter()
        .flatten()
        .find(|entry| {
            entry.path().extension().is_some_and(|ending| ending == "BIN")
                && entry.path().parent().is_some_and(|folder| folder.ends_with("hot"))
        })
        .expect("an index");
    let mut bytes = fs::read(hot.path()).expect("bytes");
    // Behind four letters that say what it is.
    bytes[4] += 1;
    fs::write(hot.path(), bytes).expect("written");
    let (code, said) = office.run(&["search", "样例"]);
    assert_eq!(code, Some(3), "{said}");
    assert!(said.contains("别的版本的程序") || said.contains("和做网站时不一样"), "{said}");
}
