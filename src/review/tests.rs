use std::fs;
use std::path::Path;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::edit::{Refusal, with_entry};
use super::*;
use yanxi_problem::Language;
use yanxi_problem::print::line;
use yanxi_reading::encoding;

fn day() -> Date {
    date(2026, 11, 20)
}

fn gbk(text: &str) -> Vec<u8> {
    encoding_rs::GBK.encode(text).0.into_owned()
}

fn utf16(text: &str) -> Vec<u8> {
    let units = std::iter::once('\u{FEFF}').chain(text.chars());
    let text: String = units.collect();
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn text_of(bytes: &[u8]) -> String {
    encoding::decode("a.md", bytes).expect("a text").text
}

/// The new bytes are the old ones with `added` put in after `before`.
fn adds(old: &[u8], before: usize, added: &str, encode: &dyn Fn(&str) -> Vec<u8>) {
    let new = with_entry(old, "张三", day()).expect("an entry");
    let hash = hash(&text_of(&new));
    let added = encode(&added.replace("HASH", &hash));
    let mut wanted = old[..before].to_vec();
    wanted.extend(&added);
    wanted.extend(&old[before..]);
    assert_eq!(String::from_utf8_lossy(&new), String::from_utf8_lossy(&wanted));
    assert_eq!(new, wanted);
    assert_eq!(
        state_of(&text_of(&new)),
        ReviewState::Reviewed { by: "张三".into(), on: day(), hash: hash.clone() }
    );
    // Once more by somebody else: only the entry is another one.
    let again = with_entry(&new, "李四", date(2026, 11, 21)).expect("an entry");
    let exchanged = encode("李四");
    assert!(again.windows(exchanged.len()).any(|window| window == exchanged));
    assert_eq!(with_entry(&again, "张三", day()).expect("an entry"), new);
}

const UTF8: fn(&str) -> Vec<u8> = |text| text.as_bytes().to_vec();

#[test]
fn an_entry_goes_below_the_other_keys_and_nothing_else_changes() {
    let head = "---\n标题: 甲\n";
    adds(
        format!("{head}---\n正文\n\n末行").as_bytes(),
        head.len(),
        "审核: {人: 张三, 日期: 2026-11-20, 校验: HASH}\n",
        &UTF8,
    );
    let head = "\u{FEFF}---\r\n标题：甲\r\n";
    adds(
        format!("{head}---\r\n正文\r\n").as_bytes(),
        head.len(),
        "审核: {人: 张三, 日期: 2026-11-20, 校验: HASH}\r\n",
        &UTF8,
    );
    let head = "---\r标题: 甲\r";
    adds(
        format!("{head}---\r正文\r").as_bytes(),
        head.len(),
        "审核: {人: 张三, 日期: 2026-11-20, 校验: HASH}\r",
        &UTF8,
    );
}

#[test]
fn a_file_without_keys_gets_a_head() {
    for (mark, body, end) in [
        ("", "# 甲\n\n正文", "\n"),
        ("\u{FEFF}", "# 甲\r\n\r\n正文\r\n", "\r\n"),
        ("", "", "\n"),
        ("", "---\n\n开头是一条线。\n", "\n"),
    ] {
        let added =
            format!("---{end}审核: {{人: 张三, 日期: 2026-11-20, 校验: HASH}}{end}---{end}");
        adds(format!("{mark}{body}").as_bytes(), mark.len(), &added, &UTF8);
    }
}

#[test]
fn other_encodings_stay_what_they_are() {
    let head = "---\r\n标题: 草原生态\r\n";
    let old = gbk(&format!("{head}---\r\n学习资料：民生\r\n"));
    let added = "审核: {人: 张三, 日期: 2026-11-20, 校验: HASH}\r\n";
    adds(&old, gbk(head).len(), added, &gbk);

    let old = utf16(&format!("{head}---\r\n学习资料：民生\r\n"));
    let bare = |text: &str| utf16(text)[2..].to_vec();
    adds(&old, utf16(head).len(), added, &bare);

    let old = gbk("学习资料：草原生态\n没有说明项\n");
    adds(&old, 0, "---\n审核: {人: 张三, 日期: 2026-11-20, 校验: HASH}\n---\n", &gbk);
}

#[test]
fn toml_keys_get_an_entry_above_their_tables() {
    let head = "+++\ntitle = \"甲\"\n";
    adds(
        format!("{head}+++\n正文\n").as_bytes(),
        head.len(),
        "review = { by = \"张三\", on = 2026-11-20, hash = \"HASH\" }\n",
        &UTF8,
    );
    adds(
        format!("{head}[extra]\nreview = 1\n+++\n正文\n").as_bytes(),
        head.len(),
        "review = { by = \"张三\", on = 2026-11-20, hash = \"HASH\" }\n",
        &UTF8,
    );
    let old = "+++\ntitle = \"甲\"\n[extra]\nk = 1\n[review]\nby = \"旧\"\n# 注\n+++\n正文\n";
    let new = text_of(&with_entry(old.as_bytes(), "张三", day()).expect("an entry"));
    let hash = hash(&new);
    assert_eq!(
        new,
        format!(
            "+++\ntitle = \"甲\"\nreview = {{ by = \"张三\", on = 2026-11-20, hash = \"{hash}\" }}\n[extra]\nk = 1\n# 注\n+++\n正文\n"
        )
    );
}

#[test]
fn an_old_entry_of_any_form_is_replaced_where_it_stands() {
    for old in [
        "审核: {人: p0003, 日期: 2008-11-20}\n",
        "审核：｛人：p0003，日期：2008-11-20｝\n",
        "审核:\n  人: p0003\n  日期: 2008-11-20\n",
        "审核: {\n  人: p0003,\n  日期: 2008-11-20\n}\n",
        "审核: 张三\n",
        "审核:\n",
    ] {
        let old = format!("---\n标题: 甲\n{old}日期: 2008-11-18\n---\n正文\n");
        let new = text_of(&with_entry(old.as_bytes(), "张三", day()).expect("an entry"));
        let hash = hash(&new);
        assert_eq!(
            new,
            format!(
                "---\n标题: 甲\n审核: {{人: 张三, 日期: 2026-11-20, 校验: {hash}}}\n日期: 2008-11-18\n---\n正文\n"
            )
        );
    }
    let english = with_entry(b"---\nreview: {by: x}\n---\ntext\n", "p1", day()).expect("an entry");
    assert!(text_of(&english).starts_with("---\nreview: {by: p1, on: 2026-11-20, hash: "));
}

#[test]
fn what_cannot_be_written_safely_is_refused() {
    for (text, refusal) in [
        ("---\n标题 甲\n---\n", Refusal::BrokenHead(2)),
        ("---\n标题: 甲\n正文\n", Refusal::BrokenHead(1)),
        ("---\n审核: 甲\nreview: 乙\n---\n", Refusal::TwoEntries(3)),
    ] {
        assert_eq!(with_entry(text.as_bytes(), "张三", day()), Err(refusal));
    }
    let mut broken = "第一行\n第二行，学习资料，草原生态，民生".as_bytes().to_vec();
    broken.insert(13, 0xE6);
    assert_eq!(with_entry(&broken, "张三", day()), Err(Refusal::Unreadable));
}

#[test]
fn a_review_without_a_hash_or_of_another_text_does_not_count() {
    assert_eq!(state_of("正文"), ReviewState::Unreviewed);
    assert_eq!(
        state_of("---\n审核: {人: 张三, 日期: 2008-11-20}\n---\n正文\n"),
        ReviewState::Unreviewed
    );
    let reviewed = text_of(&with_entry(b"text\n", "p1", day()).expect("an entry"));
    assert!(matches!(state_of(&reviewed), ReviewState::Reviewed { .. }));
    assert_eq!(state_of(&reviewed.replace("text", "texts")), ReviewState::Changed);
    // A second entry would leave it open which of them counts.
    let twice = reviewed.replacen("---\n", "---\nreview: {by: p2}\n", 1);
    assert_eq!(state_of(&twice), ReviewState::Unreviewed);
}

fn write(folder: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
    fs::write(path, bytes).expect("a file");
}

const PLAN: &str = "record_type = [{id = \"xd\", name = \"心得体会\", visibility = \"公开\"}]\n";

fn office() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let site = folder.path();
    write(site, "yanxi.toml", "format = 1\ndate = \"2026-11-23\"\n");
    write(site, "content/_index.md", "# 首页\n");
    write(site, "content/讲话.md", gbk("# 讲话\r\n\r\n学习资料：草原生态。\r\n"));
    write(site, "content/草稿.md", "---\n草稿: 是\n---\n未完\n");
    write(site, "content/内/_index.md", "---\n公开: 内部\n---\n# 内\n");
    write(site, "content/内/名单.md", "# 名单\n");
    write(site, "content/活动/计划.toml", PLAN);
    write(site, "content/活动/单位.csv", "编号,名称\nj,甲嘎查\n");
    write(
        site,
        "content/活动/人员.csv",
        "编号,姓名,单位\np1,样例甲,甲嘎查\np2,样例乙,甲嘎查\np3,样例乙,甲嘎查\n",
    );
    let record = |more: &str| {
        format!("---\n类型: 心得体会\n单位: 甲嘎查\n日期: 2026-11-01\n{more}---\n体会。\n")
    };
    write(site, "content/活动/记录/无状态.md", record("标题: 一\n"));
    write(site, "content/活动/记录/报送.md", record("标题: 二\n状态: 报送\n"));
    write(site, "content/活动/记录/已审.md", record("标题: 三\n状态: 已审核\n"));
    write(site, "content/活动/记录/有误.md", record("标题: 四\n状态: 已审核\n人员: 无此人\n"));
    write(site, "content/活动/记录/不发.md", record("标题: 五\n公开: 不发布\n"));
    write(site, "content/活动/记录/内部.md", record("标题: 六\n公开: 内部\n"));
    write(
        site,
        "content/活动/台账/心得体会.csv",
        "单位,标题,日期,状态\n甲嘎查,七,2026-11-02,已审核\n",
    );
    folder
}

fn asked(path: std::path::PathBuf, by: &str) -> Request {
    Request { paths: vec![path], by: by.into(), ..Request::default() }
}

#[test]
fn a_folder_is_reviewed_where_it_is_public_and_written_by_people() {
    let office = office();
    let content = office.path().join("content");
    let reviewed = run(&asked(content.clone(), "样例甲")).expect("reviewed");
    assert_eq!(reviewed.diagnostics, []);
    assert_eq!(reviewed.by, "p1");
    let files: Vec<(&str, &Handled)> =
        reviewed.files.iter().map(|(file, handled)| (file.as_str(), handled)).collect();
    assert_eq!(
        files,
        [
            ("content/_index.md", &Handled::Written),
            ("content/内/_index.md", &Handled::Internal),
            ("content/内/名单.md", &Handled::Internal),
            ("content/活动/台账/心得体会.csv", &Handled::Table),
            ("content/活动/记录/内部.md", &Handled::Internal),
            ("content/活动/记录/已审.md", &Handled::Written),
            ("content/活动/记录/报送.md", &Handled::NotApproved("报送")),
            ("content/活动/记录/无状态.md", &Handled::Written),
            ("content/活动/记录/有误.md", &Handled::Faulty),
            ("content/草稿.md", &Handled::Draft),
            ("content/讲话.md", &Handled::Written),
        ]
    );
    let request = Request { paths: vec![content.clone()], ..Request::default() };
    assert_eq!(list(&request).expect("a list"), []);
    let before = fs::read(content.join("讲话.md")).expect("a file");
    assert!(before.starts_with(&gbk("---\r\n审核: {人: p1, 日期: 2026-11-23, 校验: ")));

    // The folder once more, by somebody else: who reviewed it first stays.
    let again = run(&asked(content.clone(), "p2")).expect("reviewed");
    assert!(again.files.values().all(|handled| *handled != Handled::Written));
    assert_eq!(fs::read(content.join("讲话.md")).expect("a file"), before);
    // The file by its name: he means it.
    let named = run(&asked(content.join("讲话.md"), "p2")).expect("reviewed");
    assert_eq!(named.files["content/讲话.md"], Handled::Written);
    assert!(text_of(&fs::read(content.join("讲话.md")).expect("a file")).contains("{人: p2, "));

    let mut changed = fs::read(content.join("讲话.md")).expect("a file");
    changed.extend(gbk("又一句。\r\n"));
    fs::write(content.join("讲话.md"), changed).expect("written");
    assert_eq!(
        list(&request).expect("a list"),
        [Listed { file: "content/讲话.md".into(), state: ReviewState::Changed }]
    );
}

#[test]
fn names_that_say_too_little_are_asked_for() {
    let office = office();
    let said = |by: &str| {
        let problems = run(&asked(office.path().into(), by)).expect_err("a problem");
        line(&problems[0], Language::Chinese)
    };
    assert_eq!(
        said("样例乙"),
        "错误 R30 --by 样例乙 —— 名册里有 2 个“样例乙”：p2、p3。改法：写编号，如 --by p2"
    );
    assert_eq!(
        said("甲, 日期: 2000-01-01}"),
        "错误 R30 --by 甲, 日期: 2000-01-01} —— 审核人的姓名或编号写得不对。改法：写成 --by 张三 或名册里的编号"
    );
    let attached = office.path().join("content/内/图.png");
    fs::write(&attached, b"x").expect("a file");
    let reviewed = run(&asked(attached, "外来的人")).expect("run");
    assert_eq!(reviewed.diagnostics.len(), 1);
    assert!(line(&reviewed.diagnostics[0], Language::Chinese).ends_with(
        "content/内/图.png —— 公开版里没有这个文件，不用审核。改法：要公开的，先在公开的页面里写上链接，再审核"
    ));
}

#[cfg(unix)]
#[test]
fn permissions_stay_and_what_is_read_only_stays_as_it_is() {
    use std::os::unix::fs::PermissionsExt;
    let office = office();
    let speech = office.path().join("content/讲话.md");
    let mode =
        |mode: u32| fs::set_permissions(&speech, fs::Permissions::from_mode(mode)).expect("a mode");
    mode(0o640);
    run(&asked(speech.clone(), "p1")).expect("reviewed");
    let metadata = fs::metadata(&speech).expect("a file");
    assert_eq!(metadata.permissions().mode() & 0o777, 0o640);
    mode(0o440);
    let before = fs::read(&speech).expect("a file");
    let reviewed = run(&asked(speech.clone(), "p2")).expect("run");
    assert_eq!(
        line(&reviewed.diagnostics[0], Language::Chinese),
        "错误 R02 content/讲话.md —— 文件是只读的，没有写审核。改法：检查权限和磁盘空间，再运行一次"
    );
    assert_eq!(fs::read(&speech).expect("a file"), before);
    let left: Vec<_> = fs::read_dir(office.path().join("content"))
        .expect("a folder")
        .map_while(Result::ok)
        .filter(|entry| entry.file_name().to_string_lossy().starts_with('.'))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

/// A page as it may be written: head lines, body lines.
fn pages() -> impl Strategy<Value = (Vec<String>, Vec<String>)> {
    let head = proptest::collection::vec("(标题|日期|来源|x)[:：] ?[甲乙a1 ]{0,6}", 0..4);
    let body = proptest::collection::vec("[-甲乙审核: #a+]{0,8}", 0..6);
    (head, body)
}

/// Spellings of the entry; none at all is one of them.
const SPELLINGS: [&[&str]; 6] = [
    &[],
    &["审核: {人: 张三, 日期: 2026-11-20, 校验: 0123456789abcdef0123456789abcdef}"],
    &["审核：｛人：p1，日期：2026年11月20日，校验：0123456789abcdef0123456789abcdef｝"],
    &["审核:", "  人: 张三", "  日期: 2026-11-20"],
    &["review: {by: p1,", "  on: 2026-11-20", "}"],
    &["审核: 张三 2026-11-20"],
];

fn file(
    head: &[String],
    body: &[String],
    spelling: usize,
    at: usize,
    end: &str,
    mark: bool,
) -> String {
    let mut lines: Vec<&str> = head.iter().map(String::as_str).collect();
    let at = at.min(lines.len());
    lines.splice(at..at, SPELLINGS[spelling].iter().copied());
    let mut file = String::from(if mark { "\u{FEFF}" } else { "" });
    if !lines.is_empty() {
        for line in ["---"].iter().chain(&lines).chain(&["---"]) {
            file.push_str(line);
            file.push_str(end);
        }
    }
    file.push_str(&body.iter().map(|line| format!("{line}{end}")).collect::<String>());
    file
}

proptest! {
    #[test]
    fn the_hash_is_the_same_for_any_line_ends_mark_encoding_and_entry(
        (head, body) in pages(),
        spelling in 0..SPELLINGS.len(),
        at in 0..5usize,
        end in prop_oneof![Just("\n"), Just("\r\n"), Just("\r")],
        mark in any::<bool>(),
        as_gbk in any::<bool>(),
    ) {
        // Without keys of its own such a text would gain some by the entry's head.
        prop_assume!(!head.is_empty() || !body.first().is_some_and(|line| line.starts_with("---") || line.starts_with("+++")));
        let plain = file(&head, &body, 0, 0, "\n", false);
        let other = file(&head, &body, spelling, at, end, mark && !as_gbk);
        let bytes = if as_gbk { gbk(&other) } else { other.into_bytes() };
        prop_assert_eq!(hash(&text_of(&bytes)), hash(&plain), "{}", text_of(&bytes));
    }

    #[test]
    fn any_other_change_changes_the_hash(
        (head, body) in pages(),
        spelling in 0..SPELLINGS.len(),
        place in any::<prop::sample::Index>(),
        inserted in prop_oneof![Just('甲'), Just('x'), Just('。'), Just('\n'), Just(' ')],
    ) {
        let plain = file(&head, &body, 0, 0, "\n", false);
        let reviewed = file(&head, &body, spelling, head.len(), "\n", false);
        // Anywhere in the body: of the head, the fences may move.
        let body_at = reviewed.len() - body.iter().map(|line| line.len() + 1).sum::<usize>();
        let offsets: Vec<usize> = (body_at..=reviewed.len()).filter(|at| reviewed.is_char_boundary(*at)).collect();
        let mut changed = reviewed.clone();
        changed.insert(offsets[place.index(offsets.len())], inserted);
        prop_assert_ne!(hash(&changed), hash(&plain));
        // Of the head: any line's end.
        for line in head.iter().filter(|line| !line.is_empty()) {
            let changed = reviewed.replacen(&format!("\n{line}\n"), &format!("\n{line}甲\n"), 1);
            prop_assert_ne!(hash(&changed), hash(&plain), "{}", changed);
        }
    }

    #[test]
    fn writing_never_changes_anything_else(text in "(---\n|\\+\\+\\+\n)?[-+:：\\[\\]{}\"' \r\n#a=甲审核，]{0,60}(\n---\n)?[甲\n-]{0,10}") {
        if let Ok(new) = with_entry(text.as_bytes(), "张三", day()) {
            prop_assert!(
                matches!(state_of(&text_of(&new)), ReviewState::Reviewed { .. }),
                "{}", text_of(&new)
            );
            prop_assert!(new.len() > 60);
            let again = with_entry(&new, "张三", day());
            prop_assert_eq!(again.as_deref(), Ok(new.as_slice()));
        }
    }
}
