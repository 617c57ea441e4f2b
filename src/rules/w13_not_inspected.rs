//! W13: what no program can look into, properties that stay in an attachment, pictures without a description.
//! In: the matter of the public edition. Out: a warning for each file; pictures of one folder are told together.

use std::collections::BTreeMap;

use crate::markdown::Segment;
use crate::model::Page;
use crate::own_files::is_markdown;
use crate::rules::Subject;
use crate::rules::parts::Row;
use crate::rules::{Example, Found, Rule};
use yanxi_attachments::{Left, Why};
use yanxi_problem::{Code, Diagnostic, Name, Place, Problem, Say, plural, problems};

pub(super) const RULE: Rule = Rule {
    code: Code::W13,
    bad: Example {
        files: &[("资料/讲话.md", "# 讲话\n\n样例正文。\n"), ("资料/讲话-原件.rar", "样例")],
    },
    good: Example {
        files: &[("资料/讲话.md", "# 讲话\n\n样例正文。\n"), ("资料/讲话-原件.txt", "样例")],
    },
    found: Found::By(find, problems::<UnseenProblem>),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let matter = subject.disclosure();
    let mut found = Vec::new();
    let mut pictures: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for unseen in &matter.unseen {
        match NotInspected::of(&unseen.why) {
            None => {
                let (folder, name) =
                    unseen.place.file.rsplit_once('/').unwrap_or(("", &unseen.place.file));
                pictures.entry(folder).or_default().push(name);
            }
            Some(what) => found
                .push(Diagnostic::of(unseen.place.clone(), &UnseenProblem::NotInspected { what })),
        }
    }
    for (folder, names) in pictures {
        let count = names.len();
        let names = Row { all: names.into_iter().map(Name::from).collect(), english_joint: ", " };
        let what = NotInspected::Pictures { count, names };
        found.push(Diagnostic::of(Place::file(folder), &UnseenProblem::NotInspected { what }));
    }
    for left in &matter.left {
        // A file that cannot be read at all was told above.
        let told = matter.unseen.iter().any(|unseen| {
            unseen.place == left.place
                && matches!(
                    unseen.why,
                    Why::Encrypted
                        | Why::Damaged
                        | Why::TooLarge
                        | Why::NoPermission
                        | Why::Unreadable
                )
        });
        if !told {
            let kept = Kept::of(left.why);
            found.push(Diagnostic::of(left.place.clone(), &UnseenProblem::Kept { kept }));
        }
    }
    found.extend(subject.editions.public.pages.iter().flat_map(without_description));
    found
}

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
enum UnseenProblem {
    #[code(W13)]
    #[zh("{what}", "请人打开看一遍，确认没有密级标志、个人信息再发布")]
    #[en(
        "{what}",
        "have a person open it and see before publishing that it holds no secrecy mark and nothing personal"
    )]
    NotInspected { what: NotInspected },
    #[code(W13)]
    #[zh(
        "{kept}",
        "在 WPS 或 Office 里清除文件属性（文件—信息—检查文档），或另存为 docx、xlsx、pdf"
    )]
    #[en(
        "{kept}",
        "remove the properties in WPS or Office (File, Info, Inspect Document), or save it as docx, xlsx or pdf"
    )]
    Kept { kept: Kept },
    #[code(W13)]
    #[zh(
        "图片没有说明",
        "在方括号里写一句话，如 ![会场照片](照片.jpg)；网页代码里写 alt=\"会场照片\""
    )]
    #[en(
        "a picture without a description",
        "write a few words in the brackets, such as ![the hall](hall.jpg); in HTML write alt=\"the hall\""
    )]
    WithoutDescription,
    #[code(W13)]
    #[zh(
        "图片没有说明",
        "用 Word 打开，右键点这张图片，选“编辑替换文字”，写一句话；用 WPS 的，在“设置对象格式”的“可选文字”里写"
    )]
    #[en(
        "a picture without a description",
        "open it in Word, right-click the picture, choose Edit Alt Text and write a few words; in WPS it is Alternative Text in the picture's format"
    )]
    WithoutDescriptionInDocument,
}

#[derive(Debug, Clone, PartialEq, Eq, Say)]
pub(super) enum NotInspected {
    #[zh("图片里的内容没有检查，共 {count} 张：{names}")]
    #[en(
        "{count} {pictures} not inspected: {names}",
        pictures = plural(*count, "picture was", "pictures were")
    )]
    Pictures { count: usize, names: Row<Name> },
    #[zh("里面有 {count} 张图片，图片里的内容没有检查")]
    #[en(
        "{count} {pictures} not inspected",
        pictures = plural(*count, "picture inside was", "pictures inside were")
    )]
    PicturesInside { count: usize },
    #[zh("有 {count} 页读不出文字，或只有一行字和一张大图（多半是扫描件），没有检查")]
    #[en(
        "{count} {pages} not inspected",
        pages = plural(
            *count,
            "page without text, or with a line of it and a large picture (a scan, it seems), was",
            "pages without text, or with a line of it and a large picture (scans, it seems), were"
        )
    )]
    PagesWithoutText { count: usize },
    #[zh("老格式的文件，只粗略看过，没有检查完全")]
    #[en("a file of an old form, only looked through roughly and not inspected whole")]
    OldBinary,
    #[zh("文件加了密码，没有检查")]
    #[en("the file has a password and was not inspected")]
    Encrypted,
    #[zh("文件太大，没有检查完全")]
    #[en("the file is too large to be inspected whole")]
    TooLarge,
    #[zh("压缩包套了太多层，没有检查")]
    #[en("archives inside archives, too deep to be inspected")]
    TooDeep,
    #[zh("文件损坏，读不出来，没有检查")]
    #[en("the file is damaged and cannot be read; it was not inspected")]
    Damaged,
    #[zh("文件里有宏，没有检查")]
    #[en("macros in it were not inspected")]
    Macros,
    #[zh("这种文件程序不会读，没有检查")]
    #[en("a kind of file that the program cannot read; it was not inspected")]
    OtherKind,
    #[zh("里面有 {count} 个部分程序不认识（如“{first}”），没有检查")]
    #[en(
        "{count} {parts} inside that the program does not know, such as “{first}”, {were} not inspected",
        parts = plural(*count, "part", "parts"),
        were = plural(*count, "was", "were")
    )]
    UnknownParts { count: usize, first: Name },
    #[zh("没有读取权限，没有检查")]
    #[en("no permission to read it; it was not inspected")]
    NoPermission,
    #[zh("读不出来（可能正被别的程序打开），没有检查")]
    #[en("it cannot be read (another program may have it open); it was not inspected")]
    Unreadable,
}

impl NotInspected {
    /// Nothing for a picture: those of a folder are told together.
    fn of(why: &Why) -> Option<Self> {
        Some(match why {
            Why::Picture => return None,
            Why::PicturesInside(count) => NotInspected::PicturesInside { count: *count },
            Why::PagesWithoutText(count) => NotInspected::PagesWithoutText { count: *count },
            Why::OldBinary => NotInspected::OldBinary,
            Why::Encrypted => NotInspected::Encrypted,
            Why::TooLarge => NotInspected::TooLarge,
            Why::TooDeep => NotInspected::TooDeep,
            Why::Damaged => NotInspected::Damaged,
            Why::Macros => NotInspected::Macros,
            Why::OtherKind => NotInspected::OtherKind,
            Why::UnknownParts { count, first } => {
                NotInspected::UnknownParts { count: *count, first: first.clone() }
            }
            Why::NoPermission => NotInspected::NoPermission,
            Why::Unreadable => NotInspected::Unreadable,
        })
    }
}

/// Why a file keeps what it says of its author.
#[derive(Debug, Clone, PartialEq, Eq, Say)]
pub(super) enum Kept {
    #[zh("文件属性里可能有作者、单位，这种格式程序不会清除")]
    #[en("its properties may name author and office; they are not removed from this form of file")]
    Form,
    #[zh("文件有电子签名，属性里的作者没有清除")]
    #[en("the file is signed, so the author in its properties was not removed")]
    Signed,
    #[zh("文件属性读不出来，没有清除")]
    #[en("its properties cannot be read and were left as they are")]
    Damaged,
    #[zh("压缩包里的文件带有作者或拍摄地点，没有清除")]
    #[en("files in the archive name authors or places of pictures, and were left as they are")]
    InArchive,
}

impl Kept {
    fn of(why: Left) -> Self {
        match why {
            Left::Form => Kept::Form,
            Left::Signed => Kept::Signed,
            Left::Damaged => Kept::Damaged,
            Left::InArchive => Kept::InArchive,
        }
    }
}

/// Pictures in a page that say nothing to those who cannot see them.
fn without_description(page: &Page) -> Vec<Diagnostic> {
    let document = &page.document;
    document
        .html
        .windows(2)
        .filter_map(|two| match two {
            [Segment::LinkAttributes(number), Segment::Html(html)]
                if html.starts_with(" alt=\"\"") =>
            {
                document.links.get(*number)
            }
            _ => None,
        })
        .filter(|link| link.is_picture())
        .map(|link| {
            let place = Place::at_line(&page.file.shown_path, &page.file.text, link.line);
            let problem = match is_markdown(&page.file.path) {
                true => UnseenProblem::WithoutDescription,
                false => UnseenProblem::WithoutDescriptionInDocument,
            };
            Diagnostic::of(place, &problem)
        })
        .collect()
}
