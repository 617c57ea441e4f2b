//! The program built for Windows, under wine, as a clerk meets it.
//! In: `YANXI_WINDOWS`, the path of `yanxi.exe`; wine. Without them every test says that it was skipped; with `CI` set it
//! fails.
//!
//! What wine cannot show, and nobody has seen yet: Explorer, WPS and Word themselves, virus scanners, the notices of change
//! of a real Windows, its console window and its browser.

#![cfg(target_os = "linux")]

mod wine;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use wine::{Running, ask, text, wine};

const DAY: &str = "2026-11-23";

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
    fs::write(path, text).expect("a file");
}

/// Every file below a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .flatten()
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("below");
            (path.to_string_lossy().into_owned(), fs::read(entry.path()).expect("a file"))
        })
        .collect()
}

/// The answer of the program built for this system.
fn here(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_yanxi"))
        .args(arguments)
        .current_dir(folder)
        .env("LC_ALL", "C.UTF-8")
        .output()
        .expect("the program starts");
    (output.status.code(), text(&output.stdout) + &text(&output.stderr))
}

/// A copy of the sample site.
fn sample() -> tempfile::TempDir {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("a folder");
    for (path, bytes) in files(&root.join("content")) {
        let path = folder.path().join("content").join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, bytes).expect("a file");
    }
    fs::copy(root.join("yanxi.toml"), folder.path().join("yanxi.toml")).expect("settings");
    folder
}

fn site(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        write(folder.path(), path, text);
    }
    folder
}

fn no_words_of_the_system(said: &str) {
    for word in ["os error", "denied", "violation", "cannot find", "not found", "incorrect"] {
        assert!(!said.to_lowercase().contains(word), "{said}");
    }
}

fn settings(target: &str) -> String {
    format!("title = \"样例\"\n[check]\nE12 = {{severity = \"off\", reason = \"样例\"}}\n{target}")
}

#[test]
fn the_sample_is_built_byte_for_byte_as_on_linux() {
    let Some(wine) = wine() else { return };
    let sample = sample();
    for (edition, name) in [("public", "public"), ("internal", "public-internal")] {
        let arguments = ["build", "--edition", edition];
        let said = wine.run(sample.path(), &arguments);
        assert!(said.out.contains("网站已更新"), "{}{}", said.out, said.error);
        let on_windows = files(&sample.path().join(name));
        assert!(on_windows.len() > 100);
        fs::remove_dir_all(sample.path().join(name)).expect("removed");
        here(sample.path(), &arguments);
        let on_linux = files(&sample.path().join(name));
        let differing: Vec<&String> = on_linux
            .iter()
            .filter(|(path, bytes)| on_windows.get(*path) != Some(bytes))
            .map(|(path, _)| path)
            .collect();
        assert_eq!(differing, Vec::<&String>::new());
        assert_eq!(on_windows.len(), on_linux.len());
    }
    let found = wine.run(sample.path(), &["search", "学习"]);
    assert!(found.code == Some(0) && found.out.contains("学习"), "{}{}", found.out, found.error);
}

#[test]
fn a_review_is_written_also_where_paths_are_long() {
    let Some(wine) = wine() else { return };
    // Windows programs without long paths see no more than 259 characters.
    let deep = format!("content/{0}/{0}/{0}/{0}/讲话.md", "很长的文件夹名字".repeat(8));
    let site = site(&[
        ("yanxi.toml", "title = \"样例\"\n"),
        ("content/_index.md", "# 首页\n"),
        (&deep, "# 讲话\n\n正文。\n"),
    ]);
    assert!(deep.chars().count() > 260);
    let said = wine.run(site.path(), &["review", "content", "--by", "样例甲", "--date", DAY]);
    assert_eq!(said.code, Some(0), "{}{}", said.out, said.error);
    let reviewed = fs::read_to_string(site.path().join(&deep)).expect("a page");
    assert!(reviewed.starts_with("---\n审核: {人: 样例甲, 日期: 2026-11-23, 校验: "), "{reviewed}");
    let said = wine.run(site.path(), &["check"]);
    assert_eq!(said.code, Some(0), "{}{}", said.out, said.error);
}

#[test]
fn a_site_goes_to_a_folder_a_zip_file_a_drive_and_its_root() {
    let Some(wine) = wine() else { return };
    let places = tempfile::tempdir().expect("a folder");
    let drive = places.path().join("盘");
    fs::create_dir(&drive).expect("a folder");
    wine.drive(&drive);
    let targets = "[publish.a]\nkind = \"folder\"\npath = \"../目标\"\n[publish.b]\nkind = \"zip\"\npath = \"E:/学习资料.zip\"\n\
        [publish.c]\nkind = \"folder\"\npath = \"E:/学习资料\"\n[publish.d]\nkind = \"folder\"\npath = \"E:/\"\n\
        [publish.e]\nkind = \"folder\"\npath = \"Q:/学习资料\"\n";
    write(places.path(), "站/yanxi.toml", &settings(targets));
    write(places.path(), "站/content/_index.md", "# 首页\n\n样例。\n");
    let office = places.path().join("站");
    for name in ["a", "b", "c", "d"] {
        let said = wine.run(&office, &["publish", name, "--date", DAY]);
        assert_eq!(said.code, Some(0), "{name}: {}{}", said.out, said.error);
    }
    let top = |folder: &Path| -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .expect("a folder")
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    };
    assert_eq!(top(&drive), ["site", "学习资料", "学习资料.zip", "打开-样例.html"]);
    assert_eq!(top(&drive.join("学习资料")), ["site", "打开-样例.html"]);
    assert_eq!(files(&drive.join("site")).len(), files(&places.path().join("目标/site")).len());
    let said = wine.run(&office, &["verify", "d"]);
    assert_eq!(said.code, Some(0), "{}{}", said.out, said.error);
    let away = wine.run(&office, &["publish", "e", "--date", DAY]);
    assert!(away.error.contains("R31") && away.error.contains("插好 U 盘"), "{}", away.error);
    no_words_of_the_system(&away.error);
}

#[test]
fn a_release_cut_off_at_a_third_is_completed() {
    let Some(wine) = wine() else { return };
    let office = sample();
    let settings = fs::read_to_string(office.path().join("yanxi.toml")).expect("settings");
    let target = format!(
        "{settings}\n[check]\nE12 = {{severity = \"off\", reason = \"样例\"}}\n[publish.t]\nkind = \"folder\"\npath = \"../{}\"\n",
        name(&office, "目标")
    );
    write(office.path(), "yanxi.toml", &target);
    let place = office.path().with_file_name(name(&office, "目标"));
    let arguments = ["publish", "t", "--date", DAY];
    let said = wine.run(office.path(), &arguments);
    let is_stopped = said.code != Some(0);
    assert!(!is_stopped, "the sample can be published: {}{}", said.out, said.error);
    let whole = files(&place.join("site"));
    fs::remove_dir_all(&place).expect("removed");
    fs::remove_dir_all(office.path().join("publish-log")).expect("removed");
    let mut running = wine.start(office.path(), &arguments);
    let third = whole.len() / 3;
    let reached = (0..1200).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        walkdir::WalkDir::new(place.join("site")).into_iter().flatten().count() >= third
    });
    running.kill();
    let cut = files(&place.join("site"));
    assert!(reached && cut.len() < whole.len() && !cut.contains_key("index.html"), "{}", cut.len());
    let again = wine.run(office.path(), &["publish", "t", "--date", DAY]);
    assert_eq!(again.code, Some(0), "{}{}", again.out, again.error);
    let now = files(&place.join("site"));
    assert_eq!(now.keys().collect::<Vec<_>>(), whole.keys().collect::<Vec<_>>());
    assert_eq!(wine.run(office.path(), &["verify"]).code, Some(0));
    let _ = fs::remove_dir_all(&place);
}

/// A neighbour's name that no other test uses.
fn name(folder: &tempfile::TempDir, what: &str) -> String {
    let own = folder.path().file_name().unwrap_or_default().to_string_lossy().into_owned();
    format!("{own}-{what}")
}

const PLAN: &str = "[活动]\n名称 = \"样例活动\"\n开始 = 2026-09-01\n结束 = 2026-12-31\n\n[[阶段]]\n名称 = \"学习\"\n\
    开始 = 2026-09-01\n结束 = 2026-10-31\n\n[[主题活动]]\n名称 = \"自学\"\n阶段 = \"学习\"\n\n[[人员类别]]\n名称 = \"党员\"\n\n\
    [[记录类型]]\n名称 = \"心得体会\"\n\n[[事项]]\n名称 = \"写心得\"\n主题活动 = \"自学\"\n记录类型 = \"心得体会\"\n按 = \"人\"\n\
    要求 = [{ 人员类别 = \"党员\", 次数 = 1 }]\n";

#[test]
fn what_is_held_open_is_not_told_as_missing() {
    let Some(wine) = wine() else { return };
    let office = site(&[
        ("yanxi.toml", &format!("date = \"{DAY}\"\n{}", settings(""))),
        ("content/_index.md", "# 首页\n\n[讲话](讲话.md)、[[讲话稿]]\n"),
        ("content/讲话.md", "---\n标题: 讲话稿\n---\n\n正文。\n"),
        ("content/活动/计划.toml", PLAN),
        ("content/活动/单位.csv", "名称,第一责任人,领导机构\n甲村,样例甲,小组\n"),
        ("content/活动/人员.csv", "姓名,单位\n样例甲,甲村\n样例乙,甲村\n"),
        (
            "content/活动/记录/心得.csv",
            "类型,事项,单位,人员,日期\n心得体会,写心得,甲村,样例甲,2026-10-01\n",
        ),
    ]);
    for path in ["content/讲话.md", "content/活动/记录/心得.csv", "content/活动/人员.csv"]
    {
        let held = wine.hold(0, &office.path().join(path));
        let said = wine.run(office.path(), &["check", "--all"]);
        drop(held);
        let told = format!("{}{}", said.out, said.error);
        assert_eq!(said.code, Some(3), "{told}");
        assert!(told.contains(&format!("错误 R02 {path}")), "{told}");
        assert!(
            told.contains("别的程序正打开着它") && told.contains("关掉正在打开它的 WPS 或 Word"),
            "{told}"
        );
        assert!(!told.contains("E13") && !told.contains("E01"), "{told}");
        assert_eq!(told.contains("W02"), path.ends_with("讲话.md"), "{told}");
        no_words_of_the_system(&told);
    }
}

#[test]
fn an_old_site_held_open_stops_no_preview_and_is_named_by_a_build() {
    let Some(wine) = wine() else { return };
    let office = site(&[
        ("yanxi.toml", &settings("")),
        ("content/_index.md", "# 首页\n"),
        ("content/a.md", "# 甲\n\n旧正文。\n"),
    ]);
    assert_eq!(wine.run(office.path(), &["build"]).code, Some(0));
    let public = office.path().join("public");
    for (held, named) in [("a.html", "a.html"), ("", "文件夹窗口")] {
        let holding = wine.hold(1, &public.join(held));
        let said = wine.run(office.path(), &["build"]);
        drop(holding);
        // Wine moves a folder whoever has a file in it open, Windows does not.
        if said.code != Some(0) {
            assert_eq!(said.code, Some(3), "{held}: {}{}", said.out, said.error);
            assert!(said.error.contains("R02") && said.error.contains(named), "{}", said.error);
        }
        no_words_of_the_system(&said.error);
    }
    let _holding = wine.hold(1, &public.join("a.html"));
    let mut preview = wine.start(office.path(), &["serve", "--port", "18211"]);
    let address = preview.address();
    write(office.path(), "content/a.md", "# 甲\n\n新正文。\n");
    let follows = within(&address, "/a.html", "新正文");
    assert!(follows, "the preview shows the change");
    write(office.path(), "content/a.md", "# 甲\n\n又改了。\n");
    assert!(within(&address, "/a.html", "又改了"));
    drop(preview);
    drop(_holding);
    assert_eq!(wine.run(office.path(), &["build"]).code, Some(0));
}

fn within(address: &str, path: &str, words: &str) -> bool {
    (0..60).any(|_| {
        std::thread::sleep(Duration::from_millis(500));
        ask(address, "GET", path, "").contains(words)
    })
}

#[test]
fn a_published_page_held_open_is_brought_by_the_next_release() {
    let Some(wine) = wine() else { return };
    let places = tempfile::tempdir().expect("a folder");
    let target = "[publish.t]\nkind = \"folder\"\npath = \"../目标\"\n[publish.z]\nkind = \"zip\"\npath = \"../包.zip\"\n";
    write(places.path(), "站/yanxi.toml", &settings(target));
    write(places.path(), "站/content/_index.md", "# 首页\n");
    write(places.path(), "站/content/a.md", "# 甲\n\n旧。\n");
    let office = places.path().join("站");
    for name in ["t", "z"] {
        assert_eq!(wine.run(&office, &["publish", name, "--date", DAY]).code, Some(0));
    }
    write(places.path(), "站/content/a.md", "# 甲\n\n新。\n");
    let page = places.path().join("目标/site/a.html");
    for (name, share, path) in [("t", 0, page.clone()), ("z", 0, places.path().join("包.zip"))] {
        let holding = wine.hold(share, &path);
        let said = wine.run(&office, &["publish", name, "--date", DAY]);
        drop(holding);
        assert_eq!(said.code, Some(3), "{}{}", said.out, said.error);
        assert!(said.error.contains("关掉"), "{}", said.error);
        no_words_of_the_system(&said.error);
        let again = wine.run(&office, &["publish", name, "--date", DAY]);
        assert_eq!(again.code, Some(0), "{}{}", again.out, again.error);
    }
    assert!(fs::read_to_string(page).expect("a page").contains("新。"));
}

#[test]
fn names_that_windows_refuses_are_told_alike_on_both_systems() {
    let Some(wine) = wine() else { return };
    let office = site(&[
        ("_index.md", "# 首页\n"),
        ("甲?乙.md", "# 甲\n"),
        ("CON.md", "# 丁\n"),
        ("资料./丙.md", "# 丙\n"),
        ("末尾有空格 /戊.md", "# 戊\n"),
        ("表格.txt", "一"),
        ("表格.TXT", "二"),
        ("中文 名字.md", "# 好\n"),
    ]);
    let (_, on_linux) = here(office.path(), &["check", "--format", "short"]);
    for name in ["甲?乙.md", "CON.md", "资料.", "末尾有空格 ", "表格.txt"] {
        let told = on_linux.lines().any(|line| line.starts_with(name) && line.contains("R35"));
        assert!(told, "{name}: {on_linux}");
    }
    assert_eq!(on_linux.matches("R35").count(), 5, "{on_linux}");
    let said = wine.run(office.path(), &["check", "--format", "short"]);
    for name in ["甲?乙.md", "CON.md", "资料.", "末尾有空格 "] {
        assert!(said.out.contains(&format!("{name}:1:1: R35")), "{name}: {}", said.out);
    }
    no_words_of_the_system(&said.out);
}

#[test]
fn started_without_arguments_it_serves_what_is_there_and_ends_by_a_button() {
    let Some(wine) = wine() else { return };
    let empty = tempfile::tempdir().expect("a folder");
    let mut started: Running = wine.start(empty.path(), &[]);
    let address = started.address();
    assert!(ask(&address, "GET", "/", "").contains("chooser.js"));
    let places = ask(&address, "GET", "/__yanxi/places?at=", "");
    assert!(places.contains("\"is_empty\":true") && places.contains("C 盘"), "{places}");
    let at: PathBuf = empty.path().to_path_buf();
    let at = format!("Z:{}", at.to_string_lossy()).replace('/', "\\\\");
    let body = format!(
        "{{\"at\":\"{at}\",\"folder\":\"我的站点\",\"title\":\"样例库\",\"campaign\":\"样例活动\",\"from\":\"2026-11-01\",\"to\":\"2027-01-31\",\"units_name\":\"\",\"units\":\"\"}}"
    );
    let made = ask(&address, "POST", "/__yanxi/new", &body);
    assert!(made.contains("样例活动") && made.contains("\"trouble\":[]"), "{made}");
    let opened = format!("{{\"folder\":\"{at}\\\\我的站点\"}}");
    assert!(ask(&address, "POST", "/__yanxi/open", &opened).starts_with("HTTP/1.1 204"));
    assert!(within(&address, "/", "样例库"), "the site appears");
    // Other folders are nobody's business any more.
    assert!(ask(&address, "GET", "/__yanxi/places?at=", "").starts_with("HTTP/1.1 404"));
    // A second start finds the first.
    let second = wine.run(&empty.path().join("我的站点"), &[]);
    assert!(second.out.contains(&address) && second.code == Some(0), "{}", second.out);
    assert!(ask(&address, "POST", "/__yanxi/end", "").starts_with("HTTP/1.1 204"));
    assert!(started.ends_within(Duration::from_secs(10)));
}
