//! Publishing to a zip file for a stick.

use std::fs;
use std::process::Command;

use crate::office::{DAY, Office, names, text};

fn office() -> Office {
    let office = Office::with_target("kind = \"zip\"\npath = \"../资料.zip\"");
    office.write("content/学习/讲话.md", "# 讲话\n\n正文。");
    office
}

fn unpack(office: &Office) -> std::path::PathBuf {
    let folder = office.folder.path().join("U盘");
    let file = fs::File::open(office.folder.path().join("资料.zip")).expect("the bundle");
    let mut archive = zip::ZipArchive::new(file).expect("a zip file");
    archive.extract(&folder).expect("unpacked");
    folder
}

#[test]
fn it_is_plain_what_to_open() {
    let office = office();
    office.publish();
    let folder = unpack(&office);
    let mut top: Vec<String> = fs::read_dir(&folder)
        .expect("the folder")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    top.sort();
    assert_eq!(top, ["SHA256SUMS", "site", "打开-学习资料.html", "说明.txt"]);
    let opening = fs::read_to_string(folder.join("打开-学习资料.html")).expect("the page");
    assert!(opening.contains("url=site/index.html") && opening.contains("样例镇资料"));
    assert!(folder.join("site/index.html").is_file());
    let note = fs::read_to_string(folder.join("说明.txt")).expect("the note");
    assert!(note.starts_with("\u{feff}双击“打开-学习资料.html”，用浏览器打开学习资料。"));
}

/// Pages opened by double-click load scripts alone, a server's pages fetch files: each is given what it reads.
#[test]
fn each_kind_of_target_carries_what_its_readers_read() {
    for (target, files, scripts) in [
        ("kind = \"folder\"\npath = \"../目标\"", false, true),
        ("kind = \"folder\"\npath = \"../目标\"\nweb = true", true, false),
        ("kind = \"folder\"\npath = \"../目标\"\nsearch = \"都要\"", true, true),
        ("kind = \"folder\"\npath = \"../目标\"\nsearch = \"server\"", true, false),
        ("kind = \"zip\"\npath = \"../资料.zip\"", false, true),
        ("kind = \"zip\"\npath = \"../资料.zip\"\nsearch = \"both\"", true, true),
    ] {
        let office = Office::with_target(target);
        office.write("content/学习/讲话.md", "# 讲话\n\n正文里的一句话。");
        office.publish();
        let folder = match target.contains("zip") {
            true => unpack(&office).join("site"),
            false if target.contains("web") => office.top(),
            false => office.target(),
        };
        let there = names(&folder);
        let any = |end: &str| there.iter().any(|path| path.ends_with(end));
        assert_eq!((any(".BIN"), any("-client.bin")), (files, files), "{target}");
        assert_eq!((any(".JS"), any("-client.bin.js")), (scripts, scripts), "{target}");
        // What is read on a stick, `yanxi search` reads as well.
        let site = folder.to_string_lossy().into_owned();
        let found = office.run(&["search", "一句话", "--site", &site]);
        assert!(text(&found.stdout).contains("找到 1 篇"), "{target}: {}", text(&found.stderr));
        let verified = office.run(&["verify"]);
        assert_eq!(verified.status.code(), Some(0), "{target}: {}", text(&verified.stdout));
    }
}

#[test]
fn entries_are_sorted_times_fixed_and_bytes_the_same_every_time() {
    let (one, other) = (office(), office());
    one.publish();
    other.publish();
    let bytes = |office: &Office| fs::read(office.folder.path().join("资料.zip")).expect("a file");
    assert_eq!(bytes(&one), bytes(&other));
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes(&one))).expect("a zip file");
    let names: Vec<String> =
        archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect();
    let (sums, rest) = names.split_last().expect("entries");
    assert_eq!(sums, "SHA256SUMS");
    assert!(rest.is_sorted());
    let first = archive.by_index(0).expect("an entry");
    let time = first.last_modified().expect("a time");
    assert_eq!((time.year(), time.month(), time.day(), time.hour()), (1980, 1, 1, 0));
}

#[test]
fn the_holder_of_a_copy_can_see_that_it_is_whole() {
    let office = office();
    office.publish();
    let folder = unpack(&office);
    let sums = Command::new("sha256sum")
        .args(["--check", "--quiet", "SHA256SUMS"])
        .current_dir(&folder)
        .status()
        .expect("sha256sum");
    assert!(sums.success());
    for copy in ["../资料.zip", "../U盘"] {
        let output = office.run(&["verify", copy]);
        assert_eq!(output.status.code(), Some(0));
        assert!(text(&output.stdout).ends_with(" 个文件都完好\n"));
    }
    assert_eq!(office.run(&["verify"]).status.code(), Some(0));
    fs::write(folder.join("site/index.html"), "x").expect("changed");
    assert_eq!(
        office.refused(&["verify", "../U盘"]),
        (
            Some(1),
            "错误 R38 site/index.html —— 和发布时不一样。改法：重新拷贝一份，不要用这一份\n".into()
        )
    );
    let zip = office.folder.path().join("资料.zip");
    let mut bytes = fs::read(&zip).expect("the bundle");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&zip, bytes).expect("changed");
    assert_eq!(office.run(&["verify", "../资料.zip"]).status.code(), Some(1));
    // Publishing again mends it.
    office.publish();
    assert_eq!(office.run(&["verify", "../资料.zip"]).status.code(), Some(0));
}

#[test]
fn rollback_gives_the_same_bundle_again() {
    let office = office();
    office.publish();
    let zip = office.folder.path().join("资料.zip");
    let first = fs::read(&zip).expect("the bundle");
    office.write("content/b.md", "# 乙");
    office.publish();
    assert_ne!(fs::read(&zip).expect("the bundle"), first);
    assert_eq!(office.run(&["rollback"]).status.code(), Some(0));
    assert_eq!(fs::read(&zip).expect("the bundle"), first);
}

#[test]
fn a_file_of_another_maker_is_not_replaced() {
    let office = office();
    fs::write(office.folder.path().join("资料.zip"), "别的").expect("a file");
    let (code, said) = office.refused(&["publish", "--date", DAY]);
    assert_eq!(code, Some(3));
    assert!(said.contains("\n错误 R34 "), "{said}");
    assert_eq!(names(&office.folder.path().join("U盘")), Vec::<String>::new());
}
