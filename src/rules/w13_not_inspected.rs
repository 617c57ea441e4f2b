//! W13: what no program can look into, properties that stay in an attachment, pictures without a description.
//! In: the matter of the public edition. Out: a warning for each file; pictures of one folder are told together.

use std::collections::BTreeMap;

use crate::markdown::{LinkKind, Segment};
use crate::model::Page;
use crate::rules::Subject;
use crate::rules::{Example, Found, Rule};
use yanxi_attachments::{Left, Why};
use yanxi_problem::{Code, Diagnostic, Place, Wording};

pub(super) const RULE: Rule = Rule {
    code: Code::W13,
    bad: Example {
        files: &[("资料/讲话.md", "# 讲话\n\n样例正文。\n"), ("资料/讲话-原件.rar", "样例")],
    },
    good: Example {
        files: &[("资料/讲话.md", "# 讲话\n\n样例正文。\n"), ("资料/讲话-原件.txt", "样例")],
    },
    found: Found::By(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let matter = subject.disclosure();
    let mut found = Vec::new();
    let mut pictures: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for unseen in &matter.unseen {
        match unseen.why {
            Why::Picture => {
                let (folder, name) =
                    unseen.place.file.rsplit_once('/').unwrap_or(("", &unseen.place.file));
                pictures.entry(folder).or_default().push(name);
            }
            why => found.push(warning(unseen.place.clone(), why_wording(why))),
        }
    }
    for (folder, names) in pictures {
        found.push(warning(Place::file(folder), pictures_wording(&names)));
    }
    for left in &matter.left {
        // A file that cannot be read at all was told above.
        let told = matter.unseen.iter().any(|unseen| {
            unseen.place == left.place
                && matches!(unseen.why, Why::Encrypted | Why::Damaged | Why::TooLarge)
        });
        if !told {
            found.push(left_wording(left.place.clone(), left.why));
        }
    }
    found.extend(subject.editions.public.pages.iter().flat_map(without_description));
    found
}

fn warning(place: Place, message: Wording) -> Diagnostic {
    Diagnostic::warning(
        RULE.code,
        place,
        message,
        Wording::new(
            "请人打开看一遍，确认没有密级标志、个人信息再发布",
            "have a person open it and see that it holds no mark and nothing personal",
        ),
    )
}

fn pictures_wording(names: &[&str]) -> Wording {
    const SHOWN: usize = 8;
    let shown = names[..names.len().min(SHOWN)].join("、");
    let more = if names.len() > SHOWN { " 等" } else { "" };
    Wording::new(
        format!("图片里的内容没有检查，共 {} 张：{shown}{more}", names.len()),
        format!("{} pictures were not inspected: {shown}", names.len()),
    )
}

fn why_wording(why: Why) -> Wording {
    match why {
        Why::Picture => Wording::new("图片里的内容没有检查", "the picture was not inspected"),
        Why::PicturesInside(count) => Wording::new(
            format!("里面有 {count} 张图片，图片里的内容没有检查"),
            format!("{count} pictures inside were not inspected"),
        ),
        Why::PagesWithoutText(count) => Wording::new(
            format!("有 {count} 页读不出文字（多半是扫描件），没有检查"),
            format!("{count} pages without text (scans, it seems) were not inspected"),
        ),
        Why::OldBinary => Wording::new(
            "老格式的文件，只粗略看过，没有检查完全",
            "a file of an old form, only looked through roughly",
        ),
        Why::Encrypted => {
            Wording::new("文件加了密码，没有检查", "the file has a password and was not inspected")
        }
        Why::TooLarge => {
            Wording::new("文件太大，没有检查完全", "the file is too large to be inspected whole")
        }
        Why::TooDeep => Wording::new(
            "压缩包套了太多层，没有检查",
            "archives inside archives, too deep to be inspected",
        ),
        Why::Damaged => Wording::new(
            "文件损坏，读不出来，没有检查",
            "the file is damaged and was not inspected",
        ),
        Why::Macros => Wording::new("文件里有宏，没有检查", "macros in it were not inspected"),
        Why::OtherKind => {
            Wording::new("这种文件程序不会读，没有检查", "a kind of file that was not inspected")
        }
    }
}

fn left_wording(place: Place, why: Left) -> Diagnostic {
    let message = match why {
        Left::Form => Wording::new(
            "文件属性里可能有作者、单位，这种格式程序不会清除",
            "its properties may name author and office; they are not removed from this form of file",
        ),
        Left::Signed => Wording::new(
            "文件有电子签名，属性里的作者没有清除",
            "the file is signed, and its properties were left as they are",
        ),
        Left::Damaged => Wording::new(
            "文件属性读不出来，没有清除",
            "its properties cannot be read and were left as they are",
        ),
        Left::InArchive => Wording::new(
            "压缩包里的文件带有作者或拍摄地点，没有清除",
            "files in the archive name authors or places, and were left as they are",
        ),
    };
    Diagnostic::warning(
        RULE.code,
        place,
        message,
        Wording::new(
            "在 WPS 或 Office 里清除文件属性（文件—信息—检查文档），或另存为 docx、xlsx、pdf",
            "remove the properties in WPS or Office (File, Info, Inspect), or save it as docx, xlsx or pdf",
        ),
    )
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
        .filter(|link| link.kind == LinkKind::Image)
        .map(|link| {
            Diagnostic::warning(
                RULE.code,
                Place::at_line(&page.file.shown_path, &page.file.text, link.line),
                Wording::new("图片没有说明", "a picture without a description"),
                Wording::new(
                    "在方括号里写一句话，如 ![会场照片](照片.jpg)",
                    "write a few words in the brackets, such as ![the hall](hall.jpg)",
                ),
            )
        })
        .collect()
}
