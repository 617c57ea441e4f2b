//! What is wrong with a link, and how to mend it.
//! In: the link and its page. Out: problems E13, E14, R10, R12 and R14, with the nearest target where there is one.

use super::names::Names;
use crate::markdown::{Link, LinkKind};
use crate::model::PageId;
use crate::model::page::Page;
use crate::slip::nearest;
use yanxi_problem::{FileName, List, Name, Problem, Quoted};
use yanxi_reading::content_path::{extension, file_name, relative, stem};
use yanxi_text::fold::fold;

/// How many headings of a page a message names.
const SHOWN_HEADINGS: usize = 8;

/// What is wrong with a link.
#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(in crate::model) enum LinkProblem {
    #[code(E13)]
    #[zh("没有“{target}”", "改成已有的文件名，或删去这个链接")]
    #[en("there is no “{target}”", "name an existing file, or remove the link")]
    NotFound { target: FileName },
    #[code(E13)]
    #[zh("没有“{target}”，最接近的是“{near}”", "把“{target}”改成“{near}”")]
    #[en("there is no “{target}”; the nearest is “{near}”", "write “{near}” for “{target}”")]
    #[edit(target, near)]
    NotFoundNear { target: FileName, near: FileName },
    #[code(E13)]
    #[zh("“{page}”里没有标题“{heading}”", "把 # 后面改成“{near}”，或删去 # 和后面的字")]
    #[en(
        "“{page}” has no heading “{heading}”",
        "after # write “{near}”, or remove # and what follows it"
    )]
    #[edit(heading, near)]
    NoSuchHeading { page: Quoted, heading: Quoted, near: Quoted },
    #[code(E13)]
    #[zh(
        "“{page}”里没有标题“{heading}”",
        "把 # 后面改成那一页的一个标题：{headings}；或删去 # 和后面的字"
    )]
    #[en(
        "“{page}” has no heading “{heading}”",
        "after # write one of its headings: {headings}; or remove # and what follows it"
    )]
    NoneOfHeadings { page: Quoted, heading: Quoted, headings: List<Quoted> },
    #[code(E13)]
    #[zh("“{page}”里没有标题“{heading}”", "删去 # 和后面的字")]
    #[en("“{page}” has no heading “{heading}”", "remove # and what follows it")]
    NoHeadings { page: Quoted, heading: Quoted },
    #[code(E13)]
    #[zh("“{page}”里没有标着“{mark}”的段落", "在那一段末尾空一格写 {mark}，或删去 # 和后面的字")]
    #[en(
        "no paragraph of “{page}” is marked “{mark}”",
        "write {mark} behind a blank at its end, or remove # and what follows it"
    )]
    NoSuchBlock { page: Quoted, mark: Quoted },
    #[code(E13)]
    #[zh("“{title}”还是草稿，不在网站里", "删去这个链接，等那一篇写完了再加上")]
    #[en("“{title}” is a draft and not in the site", "remove the link until that page is finished")]
    IsDraft { title: Quoted },
    #[code(E14)]
    #[zh("公开的页面引用了内部页面“{title}”", "删去这个链接，或把本页也标为 公开: 内部")]
    #[en(
        "a public page refers to the internal page “{title}”",
        "remove the link, or make this page internal too with visibility: internal"
    )]
    IsInternal { title: Quoted },
    #[code(E14)]
    #[zh(
        "公开的内容用了内部文件“{name}”",
        "删去这里的链接；它在内部文件夹里、跟着一篇内部页面，或者是名册、计划、备份和它们的副本，这些都不公开"
    )]
    #[en(
        "something public uses the internal file “{name}”",
        "remove the reference here; the file lies in an internal folder, bears the name of an internal page, or is a roster, a plan, a backup or a copy of one, none of which go out"
    )]
    InternalFile { name: Name },
    #[code(R10)]
    #[zh("“{target}”有 {count} 个：{candidates}", "写出文件夹，如 [[{first}]]")]
    #[en(
        "“{target}” may be any of {count}: {candidates}",
        "name the folder too, such as [[{first}]]"
    )]
    Ambiguous { target: Quoted, count: usize, candidates: List<Name>, first: Name },
    #[code(E13)]
    #[zh("“{target}”指到资料文件夹外面去了", "把文件复制到资料文件夹里，再改链接")]
    #[en(
        "“{target}” leads out of the folder",
        "copy the file into the folder and link to it there"
    )]
    LeavesFolder { target: FileName },
    #[code(E13)]
    #[zh("“{target}”是这台电脑上的地址，别人打不开", "把文件复制到这一页旁边，只写文件名")]
    #[en(
        "“{target}” is a path of this computer that nobody else can open",
        "copy the file beside this page and write its name only"
    )]
    OfThisComputer { target: Quoted },
    /// From a disk, browsers look for `//name` on the computer of that name.
    #[code(E13)]
    #[zh(
        "“{target}”从U盘打开时会指到别的电脑上",
        "网址写全，如 https://www.example.com；共享文件夹里的文件，复制到这一页旁边，只写文件名"
    )]
    #[en(
        "opened from a disk, “{target}” leads to another computer",
        "write https:// before an address; copy a file from a shared folder beside this page and write its name only"
    )]
    WithoutScheme { target: Quoted },
    #[code(R12)]
    #[zh("“{scheme}:”开头的链接不安全，没有放进网站", "改成普通网址或文件名")]
    #[en(
        "links with “{scheme}:” are not safe and were left out",
        "write an ordinary address or a file name"
    )]
    UnsafeScheme { scheme: Quoted },
    #[code(R14)]
    #[zh("图片在别的网站上，内网和U盘上看不到，没有放进网站", "把图片下载到这一页旁边，只写文件名")]
    #[en(
        "the picture lies on another site, where no reader of an office network or a disk can see it, and was left out",
        "save the picture beside this page and write its name only"
    )]
    OutsidePicture,
    #[code(R12, Warning)]
    #[zh(
        "写在文字里的图片是 SVG，里面可以带程序，没有放进网站",
        "把图片另存为 PNG 放在这一页旁边，只写文件名"
    )]
    #[en(
        "the picture in the text is an SVG, which may hold programs, and was left out",
        "save the picture as PNG beside this page and write its name only"
    )]
    EmbeddedSvg,
    #[code(R12, Warning)]
    #[zh(
        "写在文字里的图片（{target}）不完整，或不是 PNG、JPEG、GIF、WebP，没有放进网站",
        "把图片另存为 PNG 放在这一页旁边，只写文件名"
    )]
    #[en(
        "the picture in the text ({target}) is damaged or no PNG, JPEG, GIF or WebP, and was left out",
        "save the picture as PNG beside this page and write its name only"
    )]
    EmbeddedUnreadable { target: Quoted },
}

/// Why a link leads nowhere, before it is said with the link's own words.
pub(super) enum Fault {
    NotFound,
    /// What it names may be among what was not read.
    Unread,
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
    WithoutScheme,
    UnsafeScheme(String),
    OutsidePicture,
    EmbeddedSvg,
    EmbeddedUnreadable,
}

impl Names<'_> {
    /// Nothing of a link that may lead to what was not read. The nearest target is looked for as long as searches are
    /// left.
    pub(super) fn problem(
        &self,
        page: &Page,
        link: &Link,
        fault: Fault,
        searches_left: &mut usize,
    ) -> Option<LinkProblem> {
        let target = || FileName::from(&link.target);
        Some(match fault {
            Fault::Unread => return None,
            Fault::NotFound => {
                let near = (*searches_left > 0).then(|| self.nearest_target(page, link)).flatten();
                *searches_left = searches_left.saturating_sub(1);
                match near {
                    Some(near) => {
                        LinkProblem::NotFoundNear { target: target(), near: FileName(near) }
                    }
                    None => LinkProblem::NotFound { target: target() },
                }
            }
            Fault::NoSuchHeading { page, heading } => {
                let there = &self.site.pages[page];
                let headings =
                    || there.document.headings.iter().map(|heading| heading.text.as_str());
                let page = Quoted::from(&there.title);
                if heading.starts_with('^') {
                    return Some(LinkProblem::NoSuchBlock { page, mark: Quoted::from(&heading) });
                }
                let near = nearest(&heading, headings());
                let heading = Quoted::from(&heading);
                match (near, headings().next()) {
                    (Some(near), _) => {
                        LinkProblem::NoSuchHeading { page, near: near.into(), heading }
                    }
                    (None, Some(_)) => {
                        let headings = List::cut(headings(), SHOWN_HEADINGS);
                        LinkProblem::NoneOfHeadings { page, heading, headings }
                    }
                    (None, None) => LinkProblem::NoHeadings { page, heading },
                }
            }
            Fault::LeftOut { title, draft: true } => LinkProblem::IsDraft { title: Quoted(title) },
            Fault::LeftOut { title, draft: false } => {
                LinkProblem::IsInternal { title: Quoted(title) }
            }
            Fault::InternalFile(path) => internal_file(&path),
            Fault::Ambiguous(candidates) => LinkProblem::Ambiguous {
                target: Quoted::from(&link.target),
                count: candidates.len(),
                first: candidates[0].trim_end_matches(".md").into(),
                candidates: List::whole(candidates),
            },
            Fault::LeavesFolder => LinkProblem::LeavesFolder { target: target() },
            Fault::OfThisComputer => {
                LinkProblem::OfThisComputer { target: Quoted::from(&link.target) }
            }
            Fault::WithoutScheme => {
                LinkProblem::WithoutScheme { target: Quoted::from(&link.target) }
            }
            Fault::UnsafeScheme(scheme) => LinkProblem::UnsafeScheme { scheme: Quoted(scheme) },
            Fault::OutsidePicture => LinkProblem::OutsidePicture,
            Fault::EmbeddedSvg => LinkProblem::EmbeddedSvg,
            Fault::EmbeddedUnreadable => {
                LinkProblem::EmbeddedUnreadable { target: Quoted::from(&link.target) }
            }
        })
    }

    /// What the author may have meant, written as he would have to write it.
    fn nearest_target(&self, page: &Page, link: &Link) -> Option<String> {
        let written = link.target.replace('\\', "/");
        // A name may hold the sign itself.
        let written = match written.split_once('#') {
            Some((path, fragment)) if !fragment.contains('.') => path,
            _ => &written,
        };
        let name = written.rsplit('/').next().filter(|name| !name.is_empty())?;
        if matches!(link.kind, LinkKind::Wiki) {
            return nearest(name, self.site.pages.iter().map(|page| page.title.as_str()))
                .map(str::to_string);
        }
        // Endings are alike by themselves, so that the names before them have to be near.
        let stem_of = |path: &str| stem(path.rsplit('/').next().unwrap_or(path)).to_string();
        let wanted = stem_of(name);
        let ending = extension(name);
        // Of another kind only what is called the same: `方案.doc` for `方案.docx`, not `list.json` for `lists.php`.
        let may_be_meant = |path: &&str| {
            let other = extension(path);
            other == ending
                || is_of_page(&other) && is_of_page(&ending)
                || fold(&stem_of(path)) == fold(&wanted)
        };
        let paths: Vec<&str> = self
            .pages
            .keys()
            .copied()
            .chain(self.files.iter().copied())
            .filter(may_be_meant)
            .collect();
        let stems: Vec<String> = paths.iter().map(|path| stem_of(path)).collect();
        let near = nearest(&wanted, stems.iter().map(String::as_str))?;
        let written = link.target.replace('\\', "/");
        paths
            .iter()
            .zip(&stems)
            .filter(|(_, stem)| stem.as_str() == near)
            .map(|(path, _)| relative(&page.folder, path))
            .filter(|path| *path != written)
            .min_by_key(|path| (extension(path) != extension(&written), path.len()))
    }
}

/// Whether a name with this ending leads to a page.
fn is_of_page(ending: &str) -> bool {
    matches!(ending, "" | "md" | "markdown" | "html" | "htm" | "docx")
}

/// Something public uses a file that is internal.
pub(in crate::model) fn internal_file(path: &str) -> LinkProblem {
    LinkProblem::InternalFile { name: file_name(path).into() }
}
