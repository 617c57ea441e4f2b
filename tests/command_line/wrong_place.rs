//! Started in a place that is not quite the right one: inside a site's content, in a folder without settings.

use std::fs;

use super::{folder_with, run, text};

const PLAN: &str = "[活动]\n编号 = \"a\"\n名称 = \"秋季学习活动\"\n\n[[记录类型]]\n名称 = \"学习心得\"\n\n[[记录类型]]\n名称 = \"会议 记录\"\n";

fn site() -> tempfile::TempDir {
    folder_with(&[
        ("yanxi.toml", "title = \"样例\""),
        ("content/_index.md", "# 样例\n"),
        ("content/资料/甲.md", "# 甲\n\n见[乙](../乙.md)\n"),
        ("content/乙.md", "# 乙\n"),
    ])
}

#[test]
fn in_a_part_of_a_site_the_whole_site_is_meant() {
    let folder = site();
    for (part, shown) in [("content", ".."), ("content/资料", "../..")] {
        let output = run(&folder.path().join(part), &["build", "--date", "2026-11-23"]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        assert_eq!(text(&output.stderr), format!("这里是网站的一部分，按整个网站来做：{shown}\n"));
        assert!(folder.path().join("public/index.html").is_file());
        assert!(!folder.path().join("content-public").exists());
        fs::remove_dir_all(folder.path().join("public")).expect("removed");
    }
    // A section by its name, from the site: its links lead to the rest of the site.
    let check = run(folder.path(), &["check", "content/资料", "--date", "2026-11-23"]);
    assert!(!text(&check.stdout).contains("E13"), "{}", text(&check.stdout));
    assert!(text(&check.stdout).contains("检查了 3 篇"));
    // A site folder inside another one is its own.
    fs::create_dir_all(folder.path().join("content/里面")).expect("a folder");
    fs::write(folder.path().join("content/里面/yanxi.toml"), "").expect("settings");
    fs::write(folder.path().join("content/里面/丙.md"), "# 丙\n").expect("a page");
    let own = run(&folder.path().join("content/里面"), &["check", "--date", "2026-11-23"]);
    assert!(text(&own.stdout).contains("检查了 1 篇"));
}

#[test]
fn a_site_is_not_made_among_its_material() {
    let folder = site();
    fs::create_dir_all(folder.path().join("static")).expect("a folder");
    let built = |output: &str| run(folder.path(), &["build", "--output-dir", output, "."]);
    for output in ["content/资料", "content", "content/新", "content/新/里", "static", "."] {
        let refused = built(output);
        assert_eq!(refused.status.code(), Some(2), "{output}");
        assert!(
            text(&refused.stderr).contains("错误 R18 ")
                && text(&refused.stderr)
                    .contains("用 --output-dir 另指一个文件夹，放在资料文件夹旁边"),
            "{}",
            text(&refused.stderr)
        );
    }
    assert_eq!(built("网站").status.code(), Some(0));
    // All of a bare folder is material: an empty place in it may be given up, one that holds some is not.
    let bare = folder_with(&[("甲.md", "# 甲\n"), ("资料/乙.md", "# 乙\n")]);
    let built = |output: &str| run(bare.path(), &["build", "--output-dir", output, "."]);
    for _ in 0..2 {
        assert_eq!(built("网站").status.code(), Some(0));
    }
    let refused = built("资料");
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("空的或还没有的"), "{}", text(&refused.stderr));
}

#[test]
fn material_in_a_built_site_is_told_and_freed() {
    let folder = site();
    // As earlier programs left it.
    run(folder.path(), &["build", "--output-dir", "网站", "."]);
    fs::rename(folder.path().join("网站"), folder.path().join("content/网站")).expect("moved");
    fs::write(folder.path().join("content/网站/丙.md"), "# 丙\n").expect("a page");
    let check = run(folder.path(), &["check"]);
    assert!(
        text(&check.stdout).contains(
            "提醒 R18 content/网站 —— 这个文件夹里有一个做好的网站，同在里面的“丙.md”就没有当作材料读。改法：运行 yanxi clean --output-dir content/网站，"
        ),
        "{}",
        text(&check.stdout)
    );
    let cleaned = run(folder.path(), &["clean", "--output-dir", "content/网站"]);
    assert_eq!(cleaned.status.code(), Some(0), "{}", text(&cleaned.stderr));
    let check = run(folder.path(), &["check"]);
    assert!(text(&check.stdout).contains("检查了 4 篇"), "{}", text(&check.stdout));
}

#[test]
fn new_lists_what_can_be_made_and_makes_pages() {
    let folder = folder_with(&[
        ("yanxi.toml", "title = \"样例\""),
        ("content/_index.md", "# 样例\n"),
        ("content/活动/计划.toml", PLAN),
        ("content/资料/甲.md", "# 甲\n"),
    ]);
    let list = run(folder.path(), &["new"]);
    assert_eq!(list.status.code(), Some(0));
    assert_eq!(
        text(&list.stdout),
        "可以新建的：\nyanxi new 材料\nyanxi new 学习心得\nyanxi new \"会议 记录\"\n"
    );
    let here = folder.path().join("content/资料");
    let made = run(&here, &["new", "材料", "--title", "动员/讲话", "--date", "2026-11-23"]);
    assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
    assert_eq!(
        fs::read_to_string(here.join("动员-讲话.md")).expect("a page"),
        "---\n标题: 动员/讲话\n日期: 2026-11-23\n---\n\n在这里写正文。\n"
    );
    let top = run(folder.path(), &["new", "材料"]);
    assert_eq!(top.status.code(), Some(0), "{}", text(&top.stderr));
    assert!(folder.path().join("content/新材料.md").is_file());
    let near = run(folder.path(), &["new", "学习心得", "--campaign", "秋季学习"]);
    assert_eq!(
        text(&near.stderr),
        "错误 E01 秋季学习 —— 没有叫“秋季学习”的活动。改法：改成 --campaign 秋季学习活动 再试\n"
    );
    let far = run(folder.path(), &["new", "学习心得", "--campaign", "冬季测评"]);
    assert_eq!(
        text(&far.stderr),
        "错误 E01 冬季测评 —— 没有叫“冬季测评”的活动，现有的是：秋季学习活动。改法：写其中一个，如 --campaign 秋季学习活动\n"
    );
}

#[test]
fn settings_written_twice_or_as_no_table_say_what_has_to_go() {
    let folder = site();
    for (settings, wanted) in [
        (
            "[privacy]\nmask = true\n\n[privacy]\nnames = []\n",
            "错误 R01 yanxi.toml 第4行 [privacy] —— “privacy”写了两次。改法：只留一处；一组设置只写一次 [privacy]，都写在它下面\n",
        ),
        (
            "[privacy]\nsecrecy_reviewers = [\"张样\"]\nsecrecy_reviewers = [\"李例\"]\n",
            "错误 R01 yanxi.toml 第3行 secrecy_reviewers = [\"李例\"] —— “secrecy_reviewers”写了两次。改法：只留一行 secrecy_reviewers = ……；有几个值的，写在同一个方括号里，用逗号隔开\n",
        ),
        (
            "privacy = true\n",
            "错误 R01 yanxi.toml 第1行 privacy = true —— “privacy”下面要写一组设置。改法：删去这一行，换成单独一行 [privacy]，设置写在它下面\n",
        ),
    ] {
        fs::write(folder.path().join("yanxi.toml"), settings).expect("settings");
        let output = run(folder.path(), &["build", "--date", "2026-11-23"]);
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(text(&output.stderr), wanted);
    }
}

#[test]
fn a_further_reviewer_of_secrecy_is_written_beside_those_who_are_named() {
    let folder = folder_with(&[
        ("yanxi.toml", "[privacy]\nsecrecy_reviewers = [\"张样\"]\n"),
        ("content/课.md", "# 保密知识\n\n这一课讲标志怎么写。\n\n有的写 秘密★1年 几个字。\n"),
    ]);
    let review = || run(folder.path(), &["review", "content/课.md", "--secrecy", "--by", "李例"]);
    let refused = text(&review().stderr);
    let line = "secrecy_reviewers = [\"张样\", \"李例\"]";
    assert!(refused.ends_with(&format!("把那一行改成 {line}\n")), "{refused}");
    fs::write(folder.path().join("yanxi.toml"), format!("[privacy]\n{line}\n")).expect("settings");
    assert_eq!(review().status.code(), Some(0), "{}", text(&review().stderr));
}
