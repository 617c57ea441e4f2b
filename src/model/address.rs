//! Addresses in the site: ASCII names that stay when other files come and go.
//! In: source paths and addresses chosen by hand. Out: the output path of every page and section.
//!
//! An address is made from the source path alone, so that no later file changes an earlier one: a name that is ASCII
//! already stays; any other becomes pinyin of at most 60 characters and a short hash of its path. Where folders in
//! folders make a path too long for Windows, a hash of them stands for the last ones.

use std::collections::BTreeMap;

use super::Site;
use super::page::Page;
use super::problem::AddressProblem;
use crate::slug::{RESERVED, component, is_plain, path_within};
use yanxi_problem::{Diagnostic, Name, Place};

/// The folder of the site that a source folder becomes, empty at the top, else ending in `/`.
pub fn folder(path: &str) -> String {
    let mut out = String::new();
    let mut so_far = String::new();
    for name in path.split('/').filter(|name| !name.is_empty()) {
        if !so_far.is_empty() {
            so_far.push('/');
        }
        so_far.push_str(name);
        out.push_str(&component(name, &so_far));
        out.push('/');
    }
    out
}

/// The output path of an attachment or picture.
pub fn file(path: &str) -> String {
    let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let extension = extension.to_ascii_lowercase();
    // A page of our own may have the same name.
    let page_like = matches!(extension.as_str(), "html" | "htm" | "xml");
    let name = if is_plain(name) && !page_like {
        component(name, path)
    } else if extension.is_empty() || !is_plain(&extension) {
        component(&format!("{stem} {extension}"), path)
    } else {
        let marked = if page_like { format!("{stem} file") } else { stem.to_string() };
        format!("{}.{extension}", component(&marked, &format!("{above}/{marked}.{extension}")))
    };
    path_within(above, &folder(above), &name)
}

/// Gives every page and section its output path.
pub(super) fn assign(site: &mut Site, diagnostics: &mut Vec<Diagnostic>) {
    for (path, section) in &mut site.sections {
        section.output = path_within(path, &folder(path), "index.html");
    }
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for id in 0..site.pages.len() {
        let page = &site.pages[id];
        let is_own_section =
            site.sections.get(&page.folder).is_some_and(|section| section.page == Some(id));
        let made = if page.is_plan_text {
            path_within(&page.folder, &folder(&page.folder), "plan.html")
        } else if is_own_section {
            site.sections[&page.folder].output.clone()
        } else {
            let stem_path = yanxi_reading::content_path::stem(&page.file.path);
            let name = format!("{}.html", component(page.stem(), stem_path));
            path_within(&page.folder, &folder(&page.folder), &name)
        };
        let chosen = page.meta.address.as_deref().filter(|_| !is_own_section);
        let output = match chosen {
            None => made,
            Some(address) => match chosen_address(page, address) {
                Some(output) => output,
                None => {
                    let problem = AddressProblem::Unusable { address: address.into() };
                    diagnostics.push(Diagnostic::of(address_place(page), &problem));
                    made
                }
            },
        };
        if let Some(first) = taken.get(&output.to_ascii_lowercase()) {
            let first = Name::from(&site.pages[*first].file.shown_path);
            let free = free_name(&output, &taken);
            let problem = AddressProblem::Taken { address: Name::from(&output), first, free };
            diagnostics.push(Diagnostic::of(address_place(page), &problem));
        } else {
            taken.insert(output.to_ascii_lowercase(), id);
        }
        site.pages[id].output = output;
    }
}

/// A name in the same folder that no page has yet.
fn free_name(output: &str, taken: &BTreeMap<String, usize>) -> Name {
    let stem = output.strip_suffix(".html").unwrap_or(output);
    let name = stem.rsplit('/').next().unwrap_or(stem);
    let free = (2..)
        .map(|number| format!("-{number}"))
        .find(|end| !taken.contains_key(&format!("{stem}{end}.html").to_ascii_lowercase()));
    Name(format!("{name}{}", free.unwrap_or_default()))
}

/// `地址: jianghua` names the page in its folder; with a `/` it counts from the top.
fn chosen_address(page: &Page, address: &str) -> Option<String> {
    let address = address.strip_suffix(".html").unwrap_or(address);
    let (base, rest) = match address.strip_prefix('/') {
        Some(rest) => (String::new(), rest),
        None if address.contains('/') => (String::new(), address),
        None => (folder(&page.folder), address),
    };
    let usable = rest.split('/').all(is_plain) && !RESERVED.contains(&rest.split('/').next()?);
    usable.then(|| format!("{base}{rest}.html"))
}

/// Whether an alias is another name of the page rather than an address it had: no path, no name of a file.
pub fn is_name(alias: &str) -> bool {
    !alias.contains('/') && !alias.ends_with(".html") && !alias.ends_with(".htm")
}

/// Checks an alias and returns it as an output path.
pub fn alias(alias: &str) -> Option<String> {
    let path = alias.trim().trim_start_matches('/');
    let path = match path.strip_suffix('/') {
        Some(folder) => format!("{folder}/index.html"),
        None if path.ends_with(".html") || path.ends_with(".htm") => path.to_string(),
        None => format!("{path}.html"),
    };
    path.split('/').all(is_plain).then_some(path)
}

fn address_place(page: &Page) -> Place {
    match page.meta.address_line {
        0 => Place::file(&page.file.shown_path),
        line => Place::at_line(&page.file.shown_path, &page.file.text, line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_stays_and_chinese_becomes_pinyin_with_a_hash() {
        assert_eq!(component("speech-2", "speech-2"), "speech-2");
        let name = component("学习讲话", "资料/学习讲话");
        assert!(name.starts_with("xue-xi-jiang-hua-") && name.len() == 22, "{name}");
        assert_ne!(component("search", "search"), "search");
        assert_ne!(component("con", "a/con"), "con");
    }

    #[test]
    fn homophones_do_not_meet_and_long_names_are_cut() {
        assert_ne!(component("甲嘎查", "甲嘎查"), component("贾嘎查", "贾嘎查"));
        assert!(component(&"草原".repeat(60), "x").len() <= crate::slug::LONGEST + 6);
        assert!(component("😀", "😀").starts_with("p-"));
    }

    #[test]
    fn paths_stay_short_and_differ_and_short_ones_do_not_change() {
        use crate::slug::LONGEST_PATH;
        let deep = |name: &str| {
            format!("{}/{name}", ["学习实践活动分析检查阶段有关材料汇编"; 4].join("/"))
        };
        let (one, other) = (file(&deep("甲.docx")), file(&deep("乙.docx")));
        assert!(folder(&deep("")).len() > LONGEST_PATH);
        for path in [&one, &other] {
            assert!(path.len() <= LONGEST_PATH && path.ends_with(".docx"), "{path}");
            assert!(path.starts_with("xue-xi-shi-jian-"), "{path}");
        }
        assert_ne!(one, other);
        assert_ne!(one.rsplit_once('/'), file(&deep("戊/甲.docx")).rsplit_once('/'));
        // As long as the whole is short, nothing is shortened.
        let folders = format!("{}/{}", "a".repeat(60), "b".repeat(60));
        let name = "c".repeat(LONGEST_PATH - folders.len() - 1);
        assert_eq!(file(&format!("{folders}/{name}")), format!("{folders}/{name}"));
        assert!(file(&format!("{folders}/{name}d")).len() <= LONGEST_PATH);
    }

    #[test]
    fn attachments_keep_their_extension_and_never_look_like_pages() {
        assert!(file("资料/签到表.XLSX").ends_with(".xlsx"));
        assert_eq!(file("a/b.png"), "a/b.png");
        assert_ne!(file("a/index.html"), "a/index.html");
    }

    #[test]
    fn aliases_are_paths_of_plain_names() {
        assert_eq!(alias("/old/a.html").as_deref(), Some("old/a.html"));
        assert_eq!(alias("old/").as_deref(), Some("old/index.html"));
        assert_eq!(alias("../x"), None);
    }
}
