//! Lists that grow with the site: split over pages that work without script, none of them heavy.

use super::*;

/// What the program may put on one page of a list.
const HEAVIEST: usize = 150_000;

fn refs(files: &[(String, String)]) -> Vec<(&str, &str)> {
    files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect()
}

/// Links in a part of a page, as paths of the site with their words.
fn links_in(site: &Site, path: &str, part: &str) -> Vec<(String, String)> {
    let html = fs::read_to_string(site.output().join(path)).expect("a page");
    let above = path.rsplit_once('/').map_or("", |(above, _)| above);
    Html::parse_document(&html)
        .select(&Selector::parse(part).expect("a selector"))
        .map(|link| {
            let mut parts: Vec<&str> = above.split('/').filter(|name| !name.is_empty()).collect();
            for name in link.value().attr("href").expect("an address").split('/') {
                match name {
                    ".." => drop(parts.pop()),
                    name => parts.push(name),
                }
            }
            (parts.join("/"), link.text().collect::<String>().trim().to_string())
        })
        .collect()
}

/// Follows 下一页 from a page to the last.
fn pages_of_list(site: &Site, first: &str, of: &str) -> Vec<String> {
    let mut all = vec![first.to_string()];
    loop {
        let next = links_in(site, &all[all.len() - 1], &format!("{of} a[rel=next]"));
        match next.into_iter().next() {
            Some((path, _)) => all.push(path),
            None => return all,
        }
    }
}

fn assert_light(site: &Site) {
    for (path, html) in all_pages(&site.output()) {
        assert!(html.len() < HEAVIEST, "{path}: {}", html.len());
    }
}

#[test]
fn a_large_folder_is_listed_on_many_light_pages_in_its_order() {
    let count = 720;
    let mut files: Vec<(String, String)> = (0..count)
        .map(|number| {
            let summary = "这一篇讲的是怎样把学习的成果变成工作的办法，".repeat(4);
            (
                format!("通知/{number:05}-关于第{number}次学习的通知.md"),
                format!("---\n标题: 第{number}次\n简介: {summary}\n标签: [常用, 少用{number}]\n---\n\n见[总则](../总则.md)。\n"),
            )
        })
        .collect();
    files.push(("总则.md".into(), "# 总则\n\n正文。\n".into()));
    // The names that the pages of the list would have.
    files.push(("通知/index-3.md".into(), "# 占了名字\n\n正文。\n".into()));
    let site = Site::of(&refs(&files));
    site.built();
    assert_light(&site);

    let first = links_in(&site, "index.html", ".shelf-title a")[0].0.clone();
    let pages = pages_of_list(&site, &first, ".list-pages");
    assert_eq!(pages.len(), 8, "{pages:?}");
    let entries: Vec<String> = pages
        .iter()
        .flat_map(|path| links_in(&site, path, "a.entry-title"))
        .map(|(_, title)| title)
        .collect();
    let mut expected: Vec<String> = (0..count).map(|number| format!("第{number}次")).collect();
    expected.push("占了名字".into());
    assert_eq!(entries, expected);
    // Each page of the list says where it is, leads back, and has a title of its own.
    let third = fs::read_to_string(site.output().join(&pages[2])).expect("a page");
    assert!(third.contains("第 3/8 页") && third.contains("<title>通知（第3页）"), "{third}");
    assert_eq!(links_in(&site, &pages[2], "a[rel=prev]")[0].0, pages[1]);
    let numbers = links_in(&site, &pages[2], ".list-pages a:not([rel])");
    assert_eq!(
        numbers.iter().map(|(path, _)| path).collect::<Vec<_>>(),
        pages.iter().collect::<Vec<_>>()
    );
    assert!(!third.contains("<script>"), "what leads on needs no script");

    // A page in the middle shows those around it and leads to the whole.
    let (middle, _) = links_in(&site, &pages[4], "a.entry-title")[30].clone();
    let around = links_in(&site, &middle, ".nav-open .nav-list a");
    assert!(around.len() < 60 && around.iter().any(|(path, _)| *path == middle), "{around:?}");
    assert_eq!(links_in(&site, &middle, ".nav-more")[0].0, first);

    // A tag, all tags by their letters, and what links to a page.
    let tag = links_in(&site, &middle, "a[rel=tag]")[0].0.clone();
    let of_tag: usize = pages_of_list(&site, &tag, ".list-pages")
        .iter()
        .map(|path| links_in(&site, path, "a.entry-title").len())
        .sum();
    assert_eq!(of_tag, count);
    let tags = pages_of_list(&site, "tags.html", ".list-pages");
    let all: BTreeSet<String> =
        tags.iter().flat_map(|path| links_in(&site, path, "a.tag")).map(|(path, _)| path).collect();
    assert_eq!((tags.len(), all.len()), (4, count + 1));
    let rules = links_in(&site, "index.html", "a.entry-title")[0].0.clone();
    let linking: BTreeSet<String> = pages_of_list(&site, &rules, ".backlinks .list-pages")
        .iter()
        .flat_map(|path| links_in(&site, path, ".backlinks li > a:not([rel])"))
        .map(|(_, title)| title)
        .filter(|title| title.starts_with('第'))
        .collect();
    assert_eq!(linking.len(), count);
}

#[test]
fn many_sections_pages_and_files_at_the_top_are_listed_in_pages_too() {
    let count = 310;
    let mut files: Vec<(String, String)> = (0..count)
        .flat_map(|number| {
            [
                (format!("{number:04}栏/一.md"), format!("# 第{number}栏的材料\n\n正文。\n")),
                (format!("{number:04}页.md"), format!("# 第{number}页\n\n正文。\n")),
                (format!("文件/{number:04}.txt"), "表".to_string()),
            ]
        })
        .collect();
    files.push(("文件/index.md".into(), "# 全部文件\n\n都在下面。\n".into()));
    let site = Site::of(&refs(&files));
    site.built();
    assert_light(&site);
    let home = pages_of_list(&site, "index.html", ".list-pages");
    let entries: Vec<String> = home
        .iter()
        .flat_map(|path| links_in(&site, path, "a.entry-title"))
        .map(|(_, title)| title)
        .collect();
    assert_eq!(entries.len(), 2 * count + 1);
    assert_eq!(home[1], "index-2.html");
    assert!(links_in(&site, &home[1], ".sidebar > .nav-more")[0].0.ends_with("index.html"));
    let (section, _) = home
        .iter()
        .flat_map(|path| links_in(&site, path, "a.entry-title"))
        .find(|(_, title)| title == "全部文件")
        .expect("the section");
    let listed: usize = pages_of_list(&site, &section, ".attachments .list-pages")
        .iter()
        .map(|path| links_in(&site, path, ".attachments a[download]").len())
        .sum();
    assert_eq!(listed, count);
}
