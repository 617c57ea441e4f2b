//! Publishing to a bucket of a store that speaks S3.

use std::fs;

use object_store::{Attribute, GetOptions, ObjectStore, ObjectStoreExt};

use crate::office::{DAY, Office, files, names, text};
use crate::store::{Store, key};

#[test]
fn a_bucket_holds_the_site_with_headers_for_browsers_and_a_cdn() {
    let store = Store::start();
    let office = store.office();
    office.write("content/a.md", "# 甲");
    assert!(office.publish().starts_with("第 1 版已发布到 study/town/site/：新增 "));
    let headers = |path: &str| {
        let object = store
            .wait(store.client().get_opts(&key(path), GetOptions::default()))
            .expect("the object");
        let header = |name| {
            let value = object.attributes.get(&name).expect("a header");
            value.to_string()
        };
        (header(Attribute::ContentType), header(Attribute::CacheControl))
    };
    let html = "text/html; charset=utf-8".to_string();
    let short = "public, max-age=60".to_string();
    let forever = "public, max-age=31536000, immutable".to_string();
    assert_eq!(headers("index.html"), (html, short));
    let style = names(&store.objects())
        .into_iter()
        .find(|path| path.ends_with("/yanxi.css"))
        .expect("the style");
    assert_eq!(headers(&style), ("text/css; charset=utf-8".into(), forever));
    assert_eq!(headers("search/entry.js").1, "no-cache");
}

#[test]
fn releases_follow_each_other_and_can_be_taken_back() {
    let store = Store::start();
    let office = store.office();
    office.write("content/a.md", "# 甲");
    office.publish();
    let first = files(&store.objects());
    office.write("content/a.md", "# 甲\n\n二。");
    office.publish();
    let second = files(&store.objects());
    assert_ne!(first, second);
    assert_eq!(office.run(&["verify"]).status.code(), Some(0));
    assert_eq!(office.publish(), "study/town/site/ 已经是第 2 版，没有变化\n");
    assert_eq!(office.run(&["rollback"]).status.code(), Some(0));
    assert_eq!(files(&store.objects()), first);
    assert_eq!(office.run(&["verify"]).status.code(), Some(0));
}

#[test]
fn what_differs_in_a_bucket_is_named_and_mended() {
    let store = Store::start();
    let office = store.office();
    office.write("content/a.md", "# 甲");
    office.publish();
    let page = key("a.html");
    let right = fs::read(store.objects().join("a.html")).expect("the page");
    let wrong = vec![b'x'; right.len()];
    store.wait(store.client().put(&page, wrong.into())).expect("put");
    store.wait(store.client().put(&key("mine.txt"), "x".into())).expect("put");
    let (code, said) = office.refused(&["verify"]);
    assert_eq!(code, Some(1));
    assert_eq!(
        said,
        "错误 R38 study/town/site/a.html —— 和发布时不一样。改法：用 yanxi publish 加 --all 再发布一次\n\
         说明 R38 study/town/site/mine.txt —— 不是本程序发布的文件。改法：不需要时自己删去\n"
    );
    let output = office.run(&["publish", "--all", "--date", DAY]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(text(&output.stderr), "保留了不是本程序发布的文件：mine.txt\n");
    assert_eq!(fs::read(store.objects().join("a.html")).expect("the page"), right);
    assert_eq!(office.run(&["verify"]).status.code(), Some(0));
}

#[test]
fn without_keys_or_with_wrong_ones_nothing_is_published() {
    let store = Store::start();
    let mut office = store.office();
    office.environment[1].1 = "wrong".into();
    let (code, said) = office.refused(&["publish", "--date", DAY]);
    assert_eq!(code, Some(3));
    assert!(
        said.starts_with("错误 R31 study/town/site/yanxi-release.json —— 没有写入权限。"),
        "{said}"
    );
    office.environment.clear();
    assert_eq!(
        office.refused(&["publish", "--date", DAY]),
        (
            Some(2),
            "错误 R31 yanxi.toml —— 没有存储桶“t”的钥匙。改法：设好环境变量 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY\n".into()
        )
    );
    assert_eq!(names(&store.objects()), Vec::<String>::new());
}

/// Two machines: the store itself lets only one of them begin.
#[test]
fn a_release_under_way_elsewhere_is_not_disturbed() {
    let store = Store::start();
    let office = store.office();
    office.publish();
    store
        .wait(store.client().put(
            &key("yanxi-publishing.json"),
            r#"{"owner":"elsewhere","run":"1","ours":[]}"#.into(),
        ))
        .expect("put");
    office.write("content/a.md", "# 甲");
    let before = files(&store.objects());
    let (code, said) = office.refused(&["publish", "--date", DAY]);
    assert_eq!(code, Some(3));
    // What is coming was named before.
    assert!(said.ends_with(
        "\n错误 R32 study/town/site/ —— 另一台电脑或另一个资料文件夹正在往这里发布，或上次发布中断了。改法：等它结束；确知没有人在发布时，加 --take-over 再发布\n"
    ), "{said}");
    assert_eq!(files(&store.objects()), before);
    let output = office.run(&["publish", "--take-over", "--date", DAY]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(office.run(&["verify"]).status.code(), Some(0));
}

/// A second machine knows the release before from the bucket alone.
#[test]
fn another_machine_goes_on_from_what_the_bucket_holds() {
    let store = Store::start();
    let (one, other): (Office, Office) = (store.office(), store.office());
    one.publish();
    other.write("content/a.md", "# 甲");
    assert!(other.publish().starts_with("第 2 版"));
    let news = fs::read_to_string(store.objects().join("whats-new.html")).expect("news");
    assert!(news.contains("<a href=\"a.html\">甲</a>"));
    one.write("content/b.md", "# 乙");
    assert!(one.publish().starts_with("第 3 版"));
}
