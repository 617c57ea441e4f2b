//! Whole builds of small folders: what lies in the site, what is found, what is said about mistakes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};

mod attached;
mod attached_text;
mod dates;
mod found;
mod html;
mod long_lists;
mod office_files;
mod sinks;
#[path = "../../xtask/src/eval/visible_text.rs"]
mod visible_text;
mod whole_text;
mod word;
mod workbook;

use attached_text::attached_texts;
use scraper::{Html, Selector};
use tempfile::TempDir;
use visible_text::{led_to, links, other_names, visible_text};
use yanxi::build::{Outcome, Request, build};
use yanxi::exit_status::ExitStatus;
use yanxi::model::{Edition, Selection};
use yanxi_problem::Language;
use yanxi_problem::print::line;
use yanxi_search::{SearchOptions, Session};
use yanxi_text::counts::spellings;
use yanxi_text::normal_form::NormalForm;
use zip::ZipArchive;

/// A folder of files and what a build makes of it.
struct Site {
    folder: TempDir,
    request: Request,
}

impl Site {
    fn of(files: &[(&str, &str)]) -> Site {
        let folder = tempfile::tempdir().expect("a folder");
        let site = folder.path().join("资料");
        fs::create_dir(&site).expect("a folder");
        for (path, text) in files {
            write(&site.join(path), text.as_bytes());
        }
        let request = Request {
            folder: site,
            output: Some(folder.path().join("out")),
            date: Some(jiff::civil::date(2026, 11, 23)),
            ..Request::default()
        };
        Site { folder, request }
    }

    fn output(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    fn build(&self) -> Outcome {
        build(&self.request, &|_| {})
    }

    fn built(&self) -> Outcome {
        let outcome = self.build();
        assert_eq!(outcome.ending, ExitStatus::Done, "{:#?}", messages(&outcome));
        outcome
    }

    /// The page whose title is given.
    fn page(&self, title: &str) -> String {
        let pages = all_pages(&self.output());
        pages
            .into_values()
            .find(|html| {
                html.contains(&format!("<title>{title} -"))
                    || html.contains(&format!("<title>{title}</title>"))
            })
            .unwrap_or_else(|| panic!("no page {title}"))
    }

    fn search(&self, query: &str) -> Vec<String> {
        search(&self.output(), query)
    }
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
    fs::write(path, bytes).expect("a file");
}

fn messages(outcome: &Outcome) -> Vec<String> {
    outcome.diagnostics.iter().map(|problem| line(problem, Language::Chinese)).collect()
}

fn all_files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    walk(folder, folder)
}

fn walk(root: &Path, folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(walk(root, &path));
        } else {
            let name = path.strip_prefix(root).expect("inside").to_string_lossy().into_owned();
            files.insert(name, fs::read(&path).expect("a file"));
        }
    }
    files
}

/// What stands in a site, packed files unpacked.
fn everything(site: &Site) -> String {
    let mut all = String::new();
    for (path, bytes) in all_files(&site.output()) {
        all.push_str(&path);
        all.push_str(&String::from_utf8_lossy(&bytes));
        if let Ok(mut archive) = ZipArchive::new(Cursor::new(&bytes)) {
            for number in 0..archive.len() {
                let mut part = Vec::new();
                let _ = archive.by_index(number).map(|mut file| file.read_to_end(&mut part));
                all.push_str(&String::from_utf8_lossy(&part));
            }
        }
    }
    all
}

/// A bare folder with these files.
fn with(files: &[(&str, Vec<u8>)]) -> Site {
    let site = Site::of(&[]);
    for (path, bytes) in files {
        write(&site.request.folder.join(path), bytes);
    }
    site
}

fn all_pages(folder: &Path) -> BTreeMap<String, String> {
    all_files(folder)
        .into_iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (path, String::from_utf8(bytes).expect("UTF-8")))
        .collect()
}

fn search(output: &Path, query: &str) -> Vec<String> {
    let fetch =
        |path: &str| fs::read(output.join("search").join(path)).map_err(|error| error.to_string());
    let (mut session, _) = Session::load(fetch).expect("an index");
    let options = SearchOptions { limit: usize::MAX, ..SearchOptions::default() };
    let (answer, _) = session.run(query, options, fetch).expect("an answer");
    assert_eq!(answer.total_pages, answer.pages.len());
    // A row of a page is found on its own; what counts here is the page it is on.
    let urls: BTreeSet<String> = answer
        .pages
        .into_iter()
        .map(|page| page.url.split('#').next().unwrap_or_default().to_string())
        .collect();
    urls.into_iter().collect()
}

/// Random phrases are found on exactly the pages whose visible text holds them: of the sample site, or of the folder in
/// `YANXI_ORACLE_FOLDER`.
#[test]
fn search_agrees_with_the_text_of_the_public_pages() {
    search_agrees_with_the_text(Edition::Public);
}

/// Here rows of ledgers are found on their own, on pages that search reads from data and readers from HTML.
#[test]
fn search_agrees_with_the_text_of_the_internal_pages() {
    search_agrees_with_the_text(Edition::Internal);
}

fn search_agrees_with_the_text(edition: Edition) {
    let folder = tempfile::tempdir().expect("a folder");
    let output = folder.path().join("out");
    let request = Request {
        folder: std::env::var_os("YANXI_ORACLE_FOLDER")
            .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from),
        output: Some(output.clone()),
        selection: Selection { edition, ..Selection::default() },
        ..Request::default()
    };
    let outcome = build(&request, &|_| {});
    assert_eq!(outcome.ending, ExitStatus::Done, "{:#?}", messages(&outcome));
    agrees_with_the_text(&output, 1000);
    every_link_leads_to_a_place(&output);
}

/// Also where a page is in one edition alone.
fn every_link_leads_to_a_place(output: &Path) {
    let [linked, named] = ["a[href]", "[id]"].map(|it| Selector::parse(it).expect("a selector"));
    let pages = all_pages(output);
    let mut places: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut addresses: BTreeSet<(&str, String)> = BTreeSet::new();
    for (path, html) in &pages {
        let document = Html::parse_document(html);
        let ids = document.select(&named).filter_map(|element| element.value().id());
        places.insert(path, ids.map(str::to_string).collect());
        // The page for wrong addresses is shown at any of them.
        for link in document.select(&linked).filter(|_| path != "404.html") {
            addresses.insert((path, link.value().attr("href").unwrap_or_default().to_string()));
        }
    }
    for (path, address) in addresses.iter().filter(|(_, address)| !address.contains(':')) {
        let to = led_to(path, address);
        let place = address.split_once('#').map_or("", |(_, place)| place);
        if let Some(known) = places.get(to.as_str()) {
            // Browsers know the top of a page without being told.
            let is_top = ["", "top"].contains(&place);
            assert!(is_top || known.contains(place), "{path}: {address}");
        } else {
            assert!(output.join(&to).is_file(), "{path}: {address}");
        }
    }
}

/// Asks for random phrases of a built site and compares with a plain search through its pages.
fn agrees_with_the_text(output: &Path, phrases: usize) {
    let all = all_pages(output);
    let mut called: BTreeMap<String, String> = BTreeMap::new();
    for (path, html) in &all {
        for (address, words) in links(html) {
            let to = led_to(path, &address);
            if to != *path {
                called.entry(to).or_default().push_str(&format!("\n{words}"));
            }
        }
    }
    let attached = attached_texts(output, &all);
    let pages: BTreeMap<String, NormalForm> = all
        .into_iter()
        .filter(|(path, html)| {
            !path.starts_with("tags")
                && path != "search.html"
                && path != "404.html"
                && !html.contains("http-equiv=\"refresh\"")
        })
        .map(|(path, html)| {
            let name = other_names(&html);
            let links = called.get(&path).map_or("", String::as_str);
            let files = attached.get(&path).map_or("", String::as_str);
            let text = format!("{}\n{name}\n{links}\n{files}", visible_text(&html));
            (path, NormalForm::of(&text))
        })
        .collect();
    let texts: Vec<(String, String)> =
        pages.iter().map(|(path, form)| (path.clone(), form.text())).collect();
    let mut number = 12345u64;
    let mut draw = |below: usize| {
        number = number.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (number >> 33) as usize % below.max(1)
    };
    let mut asked = 0;
    while asked < phrases {
        let (_, text) = &texts[draw(texts.len())];
        let characters: Vec<char> = text.chars().collect();
        let length = 2 + draw(7);
        let start = draw(characters.len());
        let Some(phrase) = characters.get(start..start + length) else {
            continue;
        };
        if phrase.iter().any(|character| !character.is_alphanumeric()) {
            continue;
        }
        let phrase: String = phrase.iter().collect();
        let spelled = spellings(NormalForm::of_query(&phrase));
        let expected: Vec<String> = texts
            .iter()
            .filter(|(_, text)| spelled.iter().any(|way| way.is_in(text)))
            .map(|(path, _)| path.clone())
            .collect();
        let found = search(output, &phrase);
        let missed: Vec<_> = expected.iter().filter(|path| !found.contains(path)).collect();
        let wrong: Vec<_> = found.iter().filter(|path| !expected.contains(path)).collect();
        assert!(
            missed.is_empty() && wrong.is_empty(),
            "{phrase}: missed {missed:?}, wrong {wrong:?}"
        );
        asked += 1;
    }
}

#[test]
fn two_folders_with_the_same_files_give_the_same_bytes() {
    let files = [
        (
            "一/讲话.md",
            "---\n标签: [学习]\n日期: 2008-11-18\n---\n# 讲话\n\n一、总体要求\n\n正文。",
        ),
        ("一/讲话-签到.csv", "姓名,单位\n样例甲,甲嘎查\n"),
        ("README.md", "# 首页\n\n见[讲话](一/讲话.md)。"),
    ];
    let (first, second) = (Site::of(&files), Site::of(&files));
    first.built();
    second.built();
    assert_eq!(all_files(&first.output()), all_files(&second.output()));
    first.built();
    assert_eq!(all_files(&first.output()), all_files(&second.output()));
}

#[test]
fn no_page_refers_to_the_outside_and_every_link_leads_somewhere() {
    let site = Site::of(&[
        ("讲话 一.md", "# 讲话\n\n见[[方案]]与[方案](方案/a.md#一、目标)。![图](图.png)"),
        ("方案/a.md", "# 方案\n\n一、目标\n\n[回](../讲话%20一.md)"),
        ("图.png", "x"),
    ]);
    site.built();
    let output = site.output();
    for (path, html) in all_pages(&output) {
        if path == "404.html" {
            continue;
        }
        let document = Html::parse_document(&html);
        for (selector, attribute) in [("a[href]", "href"), ("[src]", "src"), ("link[href]", "href")]
        {
            for element in document.select(&Selector::parse(selector).expect("a selector")) {
                let address = element.value().attr(attribute).unwrap_or_default();
                assert!(!address.starts_with('/') && !address.contains("://"), "{path}: {address}");
                let file = address.split(['#', '?']).next().unwrap_or_default();
                if !file.is_empty() {
                    let target = output.join(&path).parent().expect("a folder").join(file);
                    assert!(target.is_file(), "{path}: {address}");
                }
            }
        }
    }
}

#[test]
fn internal_pages_and_drafts_leave_no_trace_in_the_public_edition() {
    let site = Site::of(&[
        ("甲.md", "# 公开讲话\n\n正文。"),
        (
            "乙.md",
            "---\n公开: 内部\n标签: [密标签]\n---\n# 独秘标题\n\n独秘正文。[表](独秘名单.csv)",
        ),
        ("独秘名单.csv", "独秘"),
        ("密夹/_index.md", "---\n公开: 内部\n---\n独秘栏目"),
        ("密夹/丙.md", "独秘内页"),
        ("丁.md", "---\n草稿: 是\n---\n独秘草稿"),
    ]);
    let outcome = site.built();
    assert_eq!((outcome.pages, outcome.left_out), (1, 4));
    for (path, bytes) in all_files(&site.output()) {
        if path.ends_with(".html") {
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains("独秘") && !text.contains("密标签"), "{path}");
        }
        assert!(!path.contains("csv"), "{path}");
    }
    assert_eq!(site.search("独秘"), Vec::<String>::new());
    let internal = Site {
        request: Request {
            selection: Selection { edition: Edition::Internal, drafts: true },
            ..site.request.clone()
        },
        ..site
    };
    assert_eq!(internal.built().pages, 5);
    assert_eq!(internal.search("独秘正文").len(), 1);
}

#[test]
fn mistakes_are_all_named_with_their_remedies_and_nothing_is_written() {
    let site = Site::of(&[
        (
            "讲话.md",
            "---\n标提: 甲\n日期: 2008-13-01\n---\n见[方案](实施方暗.md)，[甲](javascript:x)，[[学习]]。",
        ),
        ("一/学习.md", "甲"),
        ("二/学习.md", "乙"),
        ("实施方案.md", "丙"),
        ("三/_index.md", "丁"),
        ("三/README.md", "戊"),
    ]);
    let outcome = site.build();
    assert_eq!(outcome.ending, ExitStatus::ContentErrors);
    assert_eq!(
        messages(&outcome),
        [
            "错误 R08 三/_index.md —— 这个文件夹已经有栏目首页“README.md”。改法：_index.md、index.md、README.md 只留一个，其余改名",
            "错误 R05 讲话.md 第2行 标提: 甲 —— 没有“标提”这一项。改法：把“标提”改成“标题”",
            "错误 E04 讲话.md 第3行 日期: 2008-13-01 —— “日期”的内容不对。改法：“日期”后面写真实的日期，如 2008-11-18",
            "错误 E13 讲话.md 第5行 见[方案](实施方暗.md)，[甲](javascript:x)，[[学习]]。 —— 没有“实施方暗.md”，最接近的是“实施方案.md”。改法：把“实施方暗.md”改成“实施方案.md”",
            "错误 R10 讲话.md 第5行 见[方案](实施方暗.md)，[甲](javascript:x)，[[学习]]。 —— “学习”有 2 个：一/学习.md、二/学习.md。改法：写出文件夹，如 [[一/学习]]",
            "错误 R12 讲话.md 第5行 见[方案](实施方暗.md)，[甲](javascript:x)，[[学习]]。 —— “javascript:”开头的链接不安全，没有放进网站。改法：改成普通网址或文件名",
        ]
    );
    assert!(!site.output().exists());
}

#[test]
fn a_failed_build_keeps_the_last_good_site() {
    let site = Site::of(&[("讲话.md", "# 讲话\n\n正文")]);
    site.built();
    let before = all_files(&site.output());
    write(&site.request.folder.join("讲话.md"), "# 讲话\n\n[坏](没有.md)".as_bytes());
    assert_eq!(site.build().ending, ExitStatus::ContentErrors);
    assert_eq!(all_files(&site.output()), before);
}

#[test]
fn foreign_files_are_carried_over_and_named_and_stale_ones_of_ours_go() {
    let site = Site::of(&[("甲.md", "# 甲\n\n正文"), ("old.md", "# 旧\n\n正文")]);
    write(&site.output().join("CNAME"), b"example.com");
    assert_eq!(site.built().foreign, ["CNAME"]);
    fs::remove_file(site.request.folder.join("old.md")).expect("removed");
    assert_eq!(site.built().foreign, ["CNAME"]);
    assert!(site.output().join("CNAME").is_file());
    assert!(!site.output().join("old.html").exists());
}

#[test]
fn strange_names_work() {
    let site = Site::of(&[
        ("a \"b\" 'c'.md", "# 引号\n\n正文"),
        ("😀.md", "表情正文"),
        ("贾嘎查.md", "一"),
        ("甲嘎查.md", "二"),
        ("search.md", "搜索页同名"),
        ("con.md", "保留名"),
        ("~$讲话.md", "锁文件"),
    ]);
    assert_eq!(site.built().pages, 6);
    assert_eq!(site.search("表情正文").len(), 1);
    assert!(site.page("引号").contains("正文"));
}

#[test]
fn homophones_added_later_change_no_address() {
    let site = Site::of(&[("甲嘎查.md", "一")]);
    site.built();
    let before = site.search("甲嘎查");
    write(&site.request.folder.join("贾嘎查.md"), "二".as_bytes());
    site.built();
    assert_eq!(site.search("甲嘎查"), before);
}

#[test]
fn encodings_line_ends_and_slips_are_read() {
    let site = Site::of(&[("crlf.md", "\u{FEFF}---\r\n标题：回车\r\n---\r\n正文一\r\n正文二\r\n")]);
    write(
        &site.request.folder.join("gbk.md"),
        &encoding_rs::GBK.encode("# 国标\n\n草原生态保护").0,
    );
    let outcome = site.built();
    assert_eq!(
        messages(&outcome),
        [
            "说明 R16 gbk.md —— 这个文件是 GBK 编码，已按 GBK 读取。改法：不改也可以；另存为 UTF-8 更稳妥"
        ]
    );
    assert!(site.page("回车").contains("正文一正文二"));
    assert_eq!(site.search("原生态保"), ["gbk.html"]);
}

#[test]
fn an_empty_folder_and_a_missing_one_are_said() {
    let empty = Site::of(&[]);
    assert_eq!(
        messages(&empty.build()),
        [
            "错误 R15 . —— 文件夹里没有一篇材料（.md、Word 文件或表格文件）。改法：放进至少一个 .md、.docx、.doc、.wps 或 .xlsx 文件再试"
        ]
    );
    let mut missing = Site::of(&[]);
    missing.request.folder = "没有".into();
    assert_eq!(missing.build().ending, ExitStatus::CannotReadOrWrite);
    assert_eq!(
        messages(&missing.build()),
        ["错误 R02 没有 —— 没有这个文件夹。改法：检查文件夹的名字和位置"]
    );
}

#[test]
fn two_files_with_one_explicit_address_are_an_error() {
    let site = Site::of(&[("甲.md", "---\n地址: x\n---\n一"), ("乙.md", "---\n地址: x\n---\n二")]);
    assert_eq!(
        messages(&site.build()),
        [
            "错误 R07 甲.md 第2行 地址: x —— 地址“x.html”已被“乙.md”用了。改法：把这一篇的地址改成 地址: x-2"
        ]
    );
}

#[cfg(unix)]
#[test]
fn links_that_loop_or_leave_the_folder_are_named() {
    let site = Site::of(&[("甲.md", "正文")]);
    let folder = &site.request.folder;
    std::os::unix::fs::symlink(folder.join("环"), folder.join("环")).expect("a link");
    std::os::unix::fs::symlink("/etc", folder.join("外")).expect("a link");
    assert_eq!(
        messages(&site.build()),
        [
            "错误 R09 外 —— 这个快捷链接指向资料文件夹之外，没有读取。改法：把所指的文件复制进来，删去链接",
            "错误 R09 环 —— 这个快捷链接绕圈或指向不存在的文件。改法：删去这个链接",
        ]
    );
}

#[test]
fn a_ten_megabyte_page_builds() {
    let text = "草原生态保护是一件长远的事。\n".repeat(250_000);
    let site = Site::of(&[("长.md", &text)]);
    site.built();
    assert_eq!(site.search("长远的事").len(), 1);
}

#[test]
fn order_is_weight_then_number_then_pinyin() {
    let site = Site::of(&[
        ("重庆.md", "一"),
        ("阿里.md", "一"),
        ("02-乙.md", "一"),
        ("01-丙.md", "一"),
        ("尾.md", "---\n权重: 1\n---\n一"),
        ("第十二章.md", "一"),
        ("第二章.md", "一"),
    ]);
    site.built();
    let home = site.page("资料");
    let document = Html::parse_document(&home);
    let titles: Vec<String> = document
        .select(&Selector::parse(".entries .entry-title").expect("a selector"))
        .map(|element| element.text().collect())
        .collect();
    assert_eq!(titles, ["尾", "丙", "乙", "第二章", "第十二章", "阿里", "重庆"]);
}

#[test]
fn a_heading_that_is_not_the_title_stays_and_both_are_found() {
    let site = Site::of(&[
        ("yanxi.toml", "title = \"资料库\"\n"),
        ("content/index.md", "# 欢迎光临\n\n正文\n"),
        (
            "content/a.md",
            "---\n标题: 动员讲话\n---\n\n某年某月\n\n# 在全镇大会上的致辞\n\n同志们。\n\n## 一节\n",
        ),
        (
            "content/b.md",
            "---\n标题: 总结\n---\n\n# **总结**\n\n见[[动员讲话#在全镇大会上的致辞]]。\n",
        ),
        ("content/c.md", "# 方案\n\n正文\n"),
    ]);
    site.built();
    let page = site.page("动员讲话");
    let body = page.split("<h1").nth(1).expect("a title");
    assert!(body.contains("动员讲话</h1>"), "{body}");
    assert!(body.contains("在全镇大会上的致辞</h2>") && body.contains("一节</h3>"), "{body}");
    assert!(page.contains(">在全镇大会上的致辞</a>"), "in the contents: {page}");
    for question in ["动员讲话", "在全镇大会上的致辞", "标题:致辞"] {
        assert!(
            site.search(question).iter().any(|path| path == "a.html"),
            "{question}: {:?}",
            site.search(question)
        );
    }
    assert!(site.page("资料库").contains("欢迎光临</h2>"));
    for (title, heading) in [("总结", "总结</strong></h2>"), ("方案", "方案</h2>")] {
        assert!(!site.page(title).contains(heading), "{title}");
    }
}

#[test]
fn a_page_in_another_language_says_so() {
    let site = Site::of(&[
        ("甲.md", "---\n语言: 英文\n---\n# Wells\n\nA page.\n"),
        ("乙.md", "---\n语言: mn\n---\n# Худаг\n\nХуудас.\n"),
        ("丙.md", "# 井\n\n一页。\n"),
    ]);
    site.built();
    for (name, language) in [("Wells", Some("en")), ("Худаг", Some("mn")), ("井", None)] {
        let document = Html::parse_document(&site.page(name));
        for part in ["h1", "#yanxi-content"] {
            let element = document
                .select(&Selector::parse(part).expect("a selector"))
                .next()
                .expect("the part");
            assert_eq!(element.value().attr("lang"), language, "{name} {part}");
        }
        let whole = document.root_element();
        assert_eq!(whole.value().attr("lang"), Some("zh-CN"), "{name}");
    }

    let wrong = Site::of(&[("甲.md", "---\n语言: 西班牙话\n---\n一\n")]);
    let messages = messages(&wrong.build());
    assert!(
        messages
            .iter()
            .any(|message| message.contains("“语言”后面写英文、繁体，或语言代号，如 mn")),
        "{messages:?}"
    );
}

#[test]
fn feed_and_sitemap_need_a_base_address() {
    let mut site = Site::of(&[("甲.md", "---\n日期: 2008-11-18\n---\n正文")]);
    site.built();
    assert!(!site.output().join("feed.xml").exists());
    site.request.base_url = Some("https://example.com/xuexi".into());
    site.built();
    let feed = fs::read_to_string(site.output().join("feed.xml")).expect("a feed");
    assert!(feed.contains("https://example.com/xuexi/") && feed.contains("2008-11-18T00:00:00Z"));
    let sitemap = fs::read_to_string(site.output().join("sitemap.xml")).expect("a sitemap");
    assert!(sitemap.contains("https://example.com/xuexi/index.html") || sitemap.contains("<loc>"));
}

/// Pages of the old release keep their own style and scripts while the new one takes its place.
#[test]
fn assets_lie_in_a_folder_named_by_their_contents() {
    let site = Site::of(&[("yanxi.toml", ""), ("content/甲.md", "# 甲")]);
    site.built();
    let style = |page: &str| {
        page.split("href=\"")
            .find_map(|rest| rest.split('"').next().filter(|href| href.ends_with("/yanxi.css")))
            .expect("the style")
            .to_string()
    };
    let before = style(&site.page("甲"));
    assert!(site.output().join(&before).is_file(), "{before}");
    write(&site.request.folder.join("static/assets/yanxi.css"), b"body { color: teal }");
    site.built();
    let after = style(&site.page("甲"));
    assert_ne!(before, after);
    let bytes = fs::read(site.output().join(&after)).expect("the site's own style");
    assert_eq!(bytes, b"body { color: teal }");
    assert!(!site.output().join("assets/yanxi.css").exists());
}
