//! What keeps a review from being written, in words.
//! In: what happened, and to which file. Out: diagnostics R02, R03 and R30.

use std::io;

use crate::model::page::Page;
use crate::review::edit::Refusal;
use crate::review::entry_of;
use yanxi_problem::{Code, Diagnostic, Place, Wording};

pub(super) fn unusable_name(by: &str) -> Diagnostic {
    Diagnostic::error(
        Code::R30,
        Place::file(format!("--by {by}")),
        Wording::new("审核人的姓名或编号写得不对", "this is no name or id of a reviewer"),
        Wording::new(
            "写成 --by 张三 或名册里的编号",
            "write --by and a name, or an id of the roster",
        ),
    )
}

pub(super) fn several_of_that_name(by: &str, ids: &[&str]) -> Diagnostic {
    Diagnostic::error(
        Code::R30,
        Place::file(format!("--by {by}")),
        Wording::new(
            format!("名册里有 {} 个“{by}”：{}", ids.len(), ids.join("、")),
            format!("the roster has {} people of that name: {}", ids.len(), ids.join(", ")),
        ),
        Wording::new(
            format!("写编号，如 --by {}", ids[0]),
            format!("write the id, such as --by {}", ids[0]),
        ),
    )
}

pub(super) fn outside(shown: &str) -> Diagnostic {
    Diagnostic::error(
        Code::R30,
        Place::file(shown),
        Wording::new("不在这个站点的资料文件夹里", "it lies outside the site's folder"),
        Wording::new(
            "一次只写同一个站点里的文件，或用 --folder 指明站点",
            "name files of one site only, or say which with --folder",
        ),
    )
}

pub(super) fn not_a_page(shown: &str) -> Diagnostic {
    Diagnostic::error(
        Code::R30,
        Place::file(shown),
        Wording::new("不是页面，不能写审核", "it is no page and takes no review"),
        Wording::new(
            "附件随引用它的页面审核：写那一页的文件名",
            "attachments are reviewed with the page that refers to them: name that page",
        ),
    )
}

pub(super) fn refused(page: &Page, refusal: &Refusal) -> Diagnostic {
    let at = |line: usize| Place::at_line(&page.file.shown_path, &page.file.text, line);
    match refusal {
        Refusal::Unreadable => Diagnostic::error(
            Code::R03,
            Place::file(&page.file.shown_path),
            Wording::new(
                "文字编码认不出来，没有写审核",
                "its encoding is unknown; nothing was written",
            ),
            Wording::new("另存为 UTF-8 再审核", "save it as UTF-8 and review it again"),
        ),
        Refusal::BrokenHead(line) => Diagnostic::error(
            Code::R30,
            at(*line),
            Wording::new(
                "正文上面的说明项这里有错，没有写审核",
                "the keys above the text have a mistake here; nothing was written",
            ),
            Wording::new("改正这一行再审核", "mend the line and review it again"),
        ),
        Refusal::TwoEntries(line) => Diagnostic::error(
            Code::R30,
            at(*line),
            Wording::new(
                "“审核”写了两次，没有写审核",
                "there are two review entries; nothing was written",
            ),
            Wording::new("只留一行再审核", "keep one and review it again"),
        ),
        Refusal::NotTheSame => Diagnostic::error(
            Code::R30,
            entry_of(&page.file.text)
                .map_or_else(|| Place::file(&page.file.shown_path), |(_, line)| at(line)),
            Wording::new(
                "这一页的说明项写法特殊，写进审核会改变别的内容，没有写",
                "an entry would change something else of this file; nothing was written",
            ),
            Wording::new(
                "把说明项改成每行一个“键: 值”的样子再审核",
                "write the keys as one “key: value” a line and review it again",
            ),
        ),
    }
}

pub(super) fn cannot_replace(shown: &str, error: &io::Error) -> Diagnostic {
    let (chinese, english) = match error.kind() {
        io::ErrorKind::PermissionDenied => (
            "文件是只读的，没有写审核".to_string(),
            "the file is read-only; nothing was written".to_string(),
        ),
        _ => (
            format!("写不进去（{error}），文件没有改动"),
            format!("it cannot be written ({error}); the file is as it was"),
        ),
    };
    Diagnostic::error(
        Code::R02,
        Place::file(shown),
        Wording::new(chinese, english),
        Wording::new(
            "检查权限和磁盘空间，再运行一次",
            "check permissions and space, and run it again",
        ),
    )
}
