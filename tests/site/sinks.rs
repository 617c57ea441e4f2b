//! One test for each place that words of others flow into: what an author, a setting or a reader's address can hold must
//! stay a word there.

use std::collections::BTreeSet;
use std::fs;

use scraper::{Html, Selector};
use yanxi::exit_status::ExitStatus;
use yanxi_problem::{Diagnostic, Language, Place, Problem, Quoted, report};

use super::{Site, all_files, all_pages, messages};

const WORDS: &str = "\"><img src=x onerror=alert(1)>'</title><script>alert(1)</script>&lt;{{7*7}}";

/// Elements and attributes of a page that no page of the theme has.
fn foreign(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for element in Html::parse_document(html).root_element().descendent_elements() {
        let name = element.value().name();
        for (attribute, value) in element.value().attrs() {
            if attribute.starts_with("on")
                || attribute == "style"
                || value.trim_start().starts_with("javascript:")
            {
                found.push(format!("{name} {attribute}={value}"));
            }
        }
        let is_own_script = element.value().attr("src").is_some_and(|src| src.contains("assets/"));
        if name == "script" && !is_own_script || element.value().attr("src") == Some("x") {
            found.push(element.html());
        }
    }
    found
}

fn settings(key: &str, value: &str) -> String {
    let value = toml::Value::String(value.into());
    format!("format = 1\nbase_url = \"https://example.com/xx/\"\n{key} = {value}\n")
}

#[test]
fn settings_stay_words() {
    for key in ["title", "description", "footer", "language"] {
        let settings = settings(key, &format!("zh-CN{WORDS}"));
        let site = Site::of(&[("yanxi.toml", &settings), ("content/甲.md", "# 甲\n\n正文。")]);
        site.built();
        for (path, html) in all_pages(&site.output()) {
            assert_eq!(foreign(&html), Vec::<String>::new(), "{key} in {path}");
        }
        for name in ["feed.xml", "sitemap.xml"] {
            let text = fs::read_to_string(site.output().join(name)).expect("a file");
            roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{key}: {error}"));
        }
    }
}

#[test]
fn an_address_of_the_site_that_is_none_of_the_web_is_refused() {
    for address in [
        "javascript://example.com/%0aalert(1)",
        "data:text/html,x",
        "//example.com",
        "https://",
        "https:///example.com",
        "https://a.example//b.example/",
        "https://a.example/\"><script>",
        "https://a.example/ b",
        "https://a.example/?q=",
        "https://a.example/../",
        "ftp://a.example/",
    ] {
        let settings = format!("format = 1\nbase_url = {}\n", toml::Value::String(address.into()));
        let site = Site::of(&[("yanxi.toml", &settings), ("content/甲.md", "# 甲")]);
        let outcome = site.build();
        assert_eq!(outcome.ending, ExitStatus::WrongUse, "{address}");
        assert_eq!(
            messages(&outcome),
            [format!(
                "错误 R01 yanxi.toml —— “{address}”不能做网站的网址。改法：写成 https://www.example.com/study/ 的样子，没有问号和井号"
            )]
        );
    }
    let settings = "format = 1\nbase_url = \"https://www.例子.example:8080/xx/%E7%94%B2\"\n";
    Site::of(&[("yanxi.toml", settings), ("content/甲.md", "# 甲")]).built();
}

#[test]
fn characters_that_xml_forbids_reach_no_feed() {
    let hidden = "甲\\u0001乙\\u0085\\uFFFE\\uFFFF丙";
    let page = format!(
        "+++\ntitle = \"{hidden}\"\ndescription = \"{hidden}\"\ndate = 2026-11-20\n+++\n正文&#1;。\n"
    );
    let settings =
        format!("format = 1\nbase_url = \"https://example.com\"\ntitle = \"{hidden}\"\n");
    let heading = "---\ndate: 2026-11-20\n---\n# 乙&#1;&#x8;\n\n正文。\n";
    let site = Site::of(&[
        ("yanxi.toml", &settings),
        ("content/甲.md", &page),
        ("content/乙.md", heading),
    ]);
    site.built();
    let text = fs::read_to_string(site.output().join("feed.xml")).expect("a feed");
    let feed = roxmltree::Document::parse(&text).expect("well-formed");
    let titles: BTreeSet<&str> = feed
        .descendants()
        .filter(|node| node.has_tag_name("title"))
        .filter_map(|node| node.text())
        .collect();
    assert_eq!(titles, BTreeSet::from(["甲乙丙", "乙"]));
}

#[test]
fn every_dangerous_link_is_refused_and_leaves_no_address() {
    let addresses = [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&Tab;script:alert(1)",
        "java&#10;script:alert(1)",
        "&#106;avascript:alert(1)",
        "%6Aavascript:alert(1)",
        "java\u{200b}script:alert(1)",
        "vbscript:x",
        "data:text/html;base64,PHNjcmlwdD4=",
        "file:///etc/passwd",
        "C:\\\\a.docx",
        "\\\\\\\\server\\\\share\\\\a.docx",
        "../../etc/passwd",
        "/../etc/passwd",
        "%2e%2e/%2e%2e/etc/passwd",
        "..%5c..%5cetc/passwd",
    ];
    let mut text = String::from("# 甲\n\n");
    for address in addresses {
        text.push_str(&format!(
            "[链]({address})\n\n<{address}>\n\n[[{address}]]\n\n![图]({address})\n\n"
        ));
    }
    let site = Site::of(&[("资料/甲.md", &text)]);
    let outcome = site.build();
    assert_eq!(outcome.ending, ExitStatus::ContentErrors);
    let said = messages(&outcome);
    for (line, address) in addresses.iter().enumerate() {
        let first = 3 + line * 8;
        assert!(
            said.iter().any(|message| message.contains(&format!(" 第{first}行 "))),
            "{} is not named: {said:#?}",
            address
        );
    }
}

#[test]
fn keys_that_name_files_and_addresses_cannot_leave_the_folder() {
    for (key, value) in [
        ("地址", "../../x"),
        ("地址", "/../x"),
        ("地址", "con"),
        ("地址", "a\\b"),
        ("地址", "x."),
        ("地址", "search/x"),
        ("别名", "../x.html"),
        ("别名", "/../../x.html"),
        ("别名", "a/..%2f..%2fx.html"),
        ("别名", "nul/x.html"),
        ("别名", "search/entry.js"),
        ("附件", "../../../etc/passwd"),
        ("附件", "/etc/passwd"),
        ("附件", "C:\\\\a.docx"),
    ] {
        let page = format!("---\n{key}: {value}\n---\n# 甲\n");
        let site = Site::of(&[("甲.md", &page)]);
        let outcome = site.build();
        assert_eq!(outcome.ending, ExitStatus::ContentErrors, "{key}: {value}");
        assert!(!site.output().exists());
    }
}

#[test]
fn file_names_of_every_system_become_names_of_every_system() {
    let long = "长".repeat(70);
    let names = [
        "con",
        "CON",
        "nul.txt",
        "aux",
        "com1",
        "lpt9",
        "prn.a",
        "尾点.",
        "尾空格 ",
        "a<b>",
        "引\"号",
        "冒:号",
        "竖|线",
        "问?号",
        "星*号",
        "a%2e%2e",
        "..a",
        "~tmp",
        "a&b='c'",
        "<script>alert(1)<",
        "\u{202e}gpj.exe",
        "零\u{200b}宽",
        "x\u{1}y",
        "=1+1",
        "-rf",
        "$(id)",
        &long,
    ];
    let mut files: Vec<(String, String)> = Vec::new();
    for (number, name) in names.iter().enumerate() {
        files.push((format!("夹{number}/{name}.md"), format!("# 页{number}\n")));
        files.push((format!("夹{number}/{name}.docx"), "x".into()));
        files.push((format!("{name}/{name}.md"), format!("# 里{number}\n")));
    }
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let site = Site::of(&files);
    site.built();
    let written = all_files(&site.output());
    for path in written.keys() {
        for name in path.split('/').filter(|name| !name.starts_with('.')) {
            let plain =
                name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
            let base = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
            let is_device = ["con", "prn", "aux", "nul", "com1", "lpt9"].contains(&base.as_str());
            assert!(plain && !is_device && !name.ends_with('.') && name.len() < 90, "{path}");
        }
    }
    let lower: BTreeSet<String> = written.keys().map(|path| path.to_lowercase()).collect();
    assert_eq!(lower.len(), written.len(), "names that differ by case alone");
    for (path, html) in all_pages(&site.output()) {
        assert_eq!(foreign(&html), Vec::<String>::new(), "{path}");
    }
}

#[test]
fn the_report_page_shows_words_as_words() {
    #[derive(Problem)]
    enum Sample {
        #[code(E01)]
        #[zh("{words}", "{words}")]
        #[en("{words}", "{words}")]
        Words { words: Quoted },
    }
    let place = Place { source: WORDS.into(), ..Place::file(WORDS) };
    let problem = Diagnostic::of(place, &Sample::Words { words: WORDS.into() });
    for language in [Language::Chinese, Language::English] {
        let html = report::page(std::slice::from_ref(&problem), language);
        assert_eq!(foreign(&html), Vec::<String>::new());
        let page = Html::parse_document(&html);
        let cells = Selector::parse("td").expect("a selector");
        assert_eq!(
            page.select(&cells).filter(|cell| cell.text().collect::<String>() == WORDS).count(),
            4
        );
    }
}

#[test]
fn the_preview_shows_errors_as_words() {
    let script = include_str!("../../src/serve/reload.js");
    for way in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("] {
        assert!(!script.contains(way), "{way}");
    }
    assert!(script.contains("overlay.textContent = errors"));
}

#[test]
fn raw_html_that_is_let_through_runs_nothing() {
    let page = "# 甲\n\n<p onclick=\"alert(1)\" style=\"color:red\">甲</p><script>alert(1)</script>\n\n<img src=\"https://example.com/x\" onerror=\"alert(1)\">\n\n<p title=\"&#1;=&quot;0&quot; onerror=&quot;alert(1)&quot;\">丙</p>\n";
    for raw in ["true", "false"] {
        let settings = format!("format = 1\nraw_html = {raw}\n");
        let site = Site::of(&[("yanxi.toml", &settings), ("content/资料/甲.md", page)]);
        site.built();
        let html = site.page("甲");
        assert_eq!(foreign(&html), Vec::<String>::new());
        assert!(!html.contains("src=\"https") && !html.contains('\u{1}'));
        assert!(html.contains("<p>甲</p>"));
        for address in ["java&#9;script:alert(1)", "/\\example.com/x", "C:\\a.docx"] {
            let page = format!("# 甲\n\n<a href=\"{address}\">乙</a>\n\n<img src=\"{address}\">\n");
            let site = Site::of(&[("yanxi.toml", &settings), ("content/资料/甲.md", &page)]);
            let outcome = site.build();
            assert_eq!(outcome.ending, ExitStatus::ContentErrors);
            for line in [3, 5] {
                assert!(
                    messages(&outcome).iter().any(|said| said.contains(&format!(" 第{line}行 "))),
                    "{address} {line}"
                );
            }
        }
    }
}
