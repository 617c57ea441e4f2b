//! What is wrong with a link, and how to mend it.
//! In: the link and its page. Out: diagnostics E13, E14, R10, R12 and R14, with the nearest target where there is one.

use super::names::Names;
use crate::markdown::{Link, LinkKind};
use crate::model::PageId;
use crate::model::page::Page;
use crate::nearest::nearest;
use yanxi_problem::{Code, Diagnostic, Place, Wording};
use yanxi_reading::content_path::relative;

/// What is wrong with a link.
pub(super) enum Problem {
    NotFound,
    NoSuchHeading {
        page: PageId,
        heading: String,
    },
    LeftOut {
        title: String,
        draft: bool,
    },
    InternalFile(String),
    Ambiguous(Vec<String>),
    LeavesFolder,
    OfThisComputer,
    /// From a disk, browsers look for `//name` on the computer of that name.
    WithoutScheme,
    UnsafeScheme(String),
    OutsidePicture,
}

impl Names<'_> {
    pub(super) fn report(
        &self,
        page: &Page,
        link: &Link,
        problem: Problem,
        searches_left: &mut usize,
    ) -> Diagnostic {
        let place = Place::at_line(&page.file.shown_path, &page.file.text, link.line);
        let target = &link.target;
        match problem {
            Problem::NotFound => {
                let suggestion = if *searches_left > 0 {
                    *searches_left -= 1;
                    self.nearest_target(page, link)
                } else {
                    None
                };
                let (chinese, english, remedy) = match suggestion {
                    Some(near) => (
                        format!("没有“{target}”，最接近的是“{near}”"),
                        format!("there is no “{target}”; the nearest is “{near}”"),
                        Wording::new(
                            format!("把“{target}”改成“{near}”"),
                            format!("write “{near}” for “{target}”"),
                        ),
                    ),
                    None => (
                        format!("没有“{target}”"),
                        format!("there is no “{target}”"),
                        Wording::new(
                            "改成已有的文件名，或删去这个链接",
                            "name an existing file, or remove the link",
                        ),
                    ),
                };
                Diagnostic::error(Code::E13, place, Wording::new(chinese, english), remedy)
            }
            Problem::NoSuchHeading { page: id, heading } => {
                let there = &self.site.pages[id];
                let headings =
                    || there.document.headings.iter().map(|heading| heading.text.as_str());
                let near =
                    nearest(&heading, headings()).or_else(|| headings().next()).unwrap_or_default();
                Diagnostic::error(
                    Code::E13,
                    place,
                    Wording::new(
                        format!("“{}”里没有标题“{heading}”", there.title),
                        format!("“{}” has no heading “{heading}”", there.title),
                    ),
                    Wording::new(
                        format!("把 # 后面改成“{near}”，或删去 # 和后面的字"),
                        format!("after # write “{near}”, or remove it"),
                    ),
                )
            }
            Problem::LeftOut { title, draft: true } => Diagnostic::error(
                Code::E13,
                place,
                Wording::new(
                    format!("“{title}”还是草稿，不在网站里"),
                    format!("“{title}” is a draft and not in the site"),
                ),
                Wording::new(
                    "删去那一篇的“草稿: 是”，或删去这个链接",
                    "remove “draft: true” there, or remove the link",
                ),
            ),
            Problem::LeftOut { title, draft: false } => Diagnostic::error(
                Code::E14,
                place,
                Wording::new(
                    format!("公开的页面引用了内部页面“{title}”"),
                    format!("a public page refers to the internal page “{title}”"),
                ),
                Wording::new(
                    "删去这个链接，或把本页也标为 公开: 内部",
                    "remove the link, or make this page internal too",
                ),
            ),
            Problem::InternalFile(path) => internal_file(place, &path),
            Problem::Ambiguous(candidates) => Diagnostic::error(
                Code::R10,
                place,
                Wording::new(
                    format!("“{target}”有 {} 个：{}", candidates.len(), candidates.join("、")),
                    format!(
                        "“{target}” may be any of {}: {}",
                        candidates.len(),
                        candidates.join(", ")
                    ),
                ),
                Wording::new(
                    format!("写出文件夹，如 [[{}]]", candidates[0].trim_end_matches(".md")),
                    format!(
                        "name the folder too, such as [[{}]]",
                        candidates[0].trim_end_matches(".md")
                    ),
                ),
            ),
            Problem::LeavesFolder => Diagnostic::error(
                Code::E13,
                place,
                Wording::new(
                    format!("“{target}”指到资料文件夹外面去了"),
                    format!("“{target}” leads out of the folder"),
                ),
                Wording::new(
                    "把文件复制到资料文件夹里，再改链接",
                    "copy the file into the folder and link to it there",
                ),
            ),
            Problem::OfThisComputer => Diagnostic::error(
                Code::E13,
                place,
                Wording::new(
                    format!("“{target}”是这台电脑上的地址，别人打不开"),
                    format!("“{target}” is a path of this computer that nobody else can open"),
                ),
                Wording::new(
                    "把文件复制到这一页旁边，只写文件名",
                    "copy the file beside this page and write its name only",
                ),
            ),
            Problem::WithoutScheme => Diagnostic::error(
                Code::E13,
                place,
                Wording::new(
                    format!("“{target}”从U盘打开时会指到别的电脑上"),
                    format!("opened from a disk, “{target}” leads to another computer"),
                ),
                Wording::new(
                    "网址写全，如 https://www.example.com；共享文件夹里的文件，复制到这一页旁边，只写文件名",
                    "write https:// before an address; copy a file from a shared folder beside this page and write its name only",
                ),
            ),
            Problem::UnsafeScheme(scheme) => Diagnostic::error(
                Code::R12,
                place,
                Wording::new(
                    format!("“{scheme}:”开头的链接不安全，没有放进网站"),
                    format!("links with “{scheme}:” are not safe and were left out"),
                ),
                Wording::new("改成普通网址或文件名", "write an ordinary address or a file name"),
            ),
            Problem::OutsidePicture => Diagnostic::warning(
                Code::R14,
                place,
                Wording::new(
                    "图片在别的网站上，内网和U盘上看不到，没有放进网站",
                    "the picture lies on another site and was left out, so that nothing is fetched from outside",
                ),
                Wording::new(
                    "把图片下载到这一页旁边，只写文件名",
                    "save the picture beside this page and write its name",
                ),
            ),
        }
    }

    /// What the author may have meant, written as he would have to write it.
    fn nearest_target(&self, page: &Page, link: &Link) -> Option<String> {
        let written = link.target.replace('\\', "/");
        let written = written.split('#').next().unwrap_or_default();
        let name = written.rsplit('/').next().filter(|name| !name.is_empty())?;
        if matches!(link.kind, LinkKind::Wiki) {
            return nearest(name, self.site.pages.iter().map(|page| page.title.as_str()))
                .map(str::to_string);
        }
        let paths: Vec<&str> =
            self.pages.keys().copied().chain(self.files.iter().copied()).collect();
        let near = nearest(name, paths.iter().map(|path| path.rsplit('/').next().unwrap_or(path)))?;
        paths
            .iter()
            .filter(|path| path.rsplit('/').next() == Some(near))
            .map(|path| relative(&page.folder, path))
            .min_by_key(String::len)
    }
}

/// Something public uses a file that is internal.
pub(in crate::model) fn internal_file(place: Place, path: &str) -> Diagnostic {
    let name = path.rsplit('/').next().unwrap_or(path);
    Diagnostic::error(
        Code::E14,
        place,
        Wording::new(
            format!("公开的内容用了内部文件“{name}”"),
            format!("something public uses the internal file “{name}”"),
        ),
        Wording::new(
            "这个文件在内部文件夹里，或者跟着一篇内部页面，或者是名册、计划；不能公开就删去这里的链接，能公开就把它移到公开的文件夹、改个名字",
            "it lies in an internal folder, bears the name of an internal page, or is a roster or plan; remove the reference here, or, if it may go out, move it to a public folder under another name",
        ),
    )
}
