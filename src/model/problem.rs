//! What is wrong with pages, folders and files, and how to mend it; what is wrong with links stands beside them.
//! In: the steps that understand a folder. Out: problems of the codes E03, E04, E13, E14, R04, R05, R07, R08 and R17.

use std::fmt::{self, Formatter};

use yanxi_problem::{FileName, Language, Name, Problem, Quoted, Said, Say, plural};

/// What is wrong with a key above a page's text.
#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(super) enum MetaProblem {
    #[code(R05)]
    #[zh("没有“{key}”这一项", "把“{key}”改成“{known}”")]
    #[en("there is no key “{key}”", "write “{known}” for “{key}”")]
    #[edit(key, known)]
    UnknownKeyNear { key: Quoted, known: &'static str },
    #[code(R05, Warning)]
    #[zh(
        "不认识“{key}”这一项，没有使用；最接近的是“{known}”",
        "把“{key}”改成“{known}”；另有意思的，移到“其他:”下面"
    )]
    #[en(
        "the key “{key}” is not known and was passed over; the nearest is “{known}”",
        "write “{known}” for “{key}”; if it means something else, move the line below “extra:”"
    )]
    UnknownKeyAlike { key: Quoted, known: &'static str },
    #[code(R05, Warning)]
    #[zh("不认识“{key}”这一项，没有使用", "移到“其他:”下面，或删去这一行")]
    #[en(
        "the key “{key}” is not known and was passed over",
        "move the line below “extra:”, or delete it"
    )]
    UnknownKey { key: Quoted },
    #[code(R05, Warning)]
    #[zh(
        "不认识“{key}”这一项；看意思是只给内部看，这一页已经当作内部的",
        "把这一行改成 公开: 内部"
    )]
    #[en(
        "the key “{key}” is not known; it seems to keep the page internal, and the page is taken for internal",
        "write visibility: internal for this line"
    )]
    MeansInternal { key: Quoted },
    #[code(R05, Warning)]
    #[zh(
        "不认识“{key}”这一项，没有使用",
        "只给内部看的，把这一行改成 公开: 内部；大家都能看的，移到“其他:”下面"
    )]
    #[en(
        "the key “{key}” is not known and was passed over",
        "if the page is internal, write visibility: internal for this line; otherwise move it below “extra:”"
    )]
    MayMeanInternal { key: Quoted },
    #[code(R05)]
    #[zh("“{key}”写了两次", "只留一行")]
    #[en("“{key}” stands here for the second time", "keep one line")]
    Repeated { key: Name },
    #[code(E03)]
    #[zh("“{key}”的内容不对", "“{key}”后面写{expected}")]
    #[en("the value of “{key}” is wrong", "after “{key}” write {expected}")]
    WrongValue { key: Name, expected: Expected },
    #[code(E04)]
    #[zh("“{key}”的内容不对", "“{key}”后面写真实的日期，如 2008-11-18")]
    #[en("the value of “{key}” is wrong", "after “{key}” write a real date such as 2008-11-18")]
    WrongDate { key: Name },
}

/// What a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Say)]
pub(super) enum Expected {
    #[zh("一行文字")]
    #[en("a line of text")]
    Text,
    #[zh("用顿号隔开的几个词，或 [甲, 乙]")]
    #[en("words with 、 between them, or a list such as [a, b]")]
    Texts,
    #[zh("是 或 否")]
    #[en("true or false")]
    YesOrNo,
    #[zh("英文、繁体，或语言代号，如 mn")]
    #[en("a language tag such as en, zh-Hant or mn")]
    Language,
    #[zh("整数，如 10")]
    #[en("a whole number such as 10")]
    Number,
    #[zh("公开 或 内部")]
    #[en("public or internal")]
    Visibility,
    #[zh("{{人: 姓名, 日期: 2008-11-18}}，或用 yanxi review 来写")]
    #[en("{{by: name, on: 2008-11-18}}, or let yanxi review write it")]
    Review,
    #[zh(
        "{{人: 姓名, 日期: 2008-11-18, 标志: [秘密★1年 2处]}}，用 yanxi review 文件 --by 姓名 --secrecy 来写"
    )]
    #[en(
        "{{by: name, on: 2008-11-18, marks: [秘密★1年 2处]}}; let yanxi review FILE --by NAME --secrecy write it"
    )]
    SecrecyReview,
    #[zh(
        "[{{种类: 手机号, 遮盖: \"199****1234\", 理由: 设备编号, 核对人: 姓名, 日期: 2008-11-18}}]，用 yanxi review 文件 --by 姓名 --number 199****1234 --reason 理由 来写"
    )]
    #[en(
        "[{{kind: mobile, mask: \"199****1234\", reason: why, by: name, on: 2008-11-18}}]; let yanxi review FILE --by NAME --number 199****1234 --reason WHY write it"
    )]
    Checked,
}

/// What is wrong with keys outside the lines `---`.
#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(super) enum StrayKeyProblem {
    #[code(R04)]
    #[zh("“{key}：{value}”不在开头两行 --- 之间，没有起作用，这一页照样会公开", "{remedy}")]
    #[en(
        "“{key}: {value}” does not stand between two lines --- at the top and has no effect; the page goes out all the same",
        "{remedy}"
    )]
    HidesNothing { key: Quoted, value: Quoted, remedy: Enclosing },
    #[code(R04)]
    #[zh(
        "开头的这几项不在两行 --- 之间，没有起作用，当作正文了",
        "在这几项的上面和下面各写一行 ---（三个半角减号），上面那一行写在文件的最开头"
    )]
    #[en(
        "the keys here do not stand between two lines --- at the top, have no effect and are taken for text",
        "write a line --- (three hyphens) above and one below the keys, the first at the very top of the file"
    )]
    TextOfRecord,
    #[code(R04, Warning)]
    #[zh(
        "开头的这几项不在两行 --- 之间，没有起作用，当作正文了",
        "在这几项的上面和下面各写一行 ---（三个半角减号），上面那一行写在文件的最开头"
    )]
    #[en(
        "the keys here do not stand between two lines --- at the top, have no effect and are taken for text",
        "write a line --- (three hyphens) above and one below the keys, the first at the very top of the file"
    )]
    Text,
    #[code(R04, Warning)]
    #[zh(
        "开头的这几项不在文件的最开头，没有起作用，当作正文了",
        "删去 +++ 前面的空行和空格，使文件的第一行就是 +++"
    )]
    #[en(
        "the keys here do not stand at the very top, have no effect and are taken for text",
        "remove the empty lines above the first +++, so that it is the first line of the file"
    )]
    TextOfToml,
}

/// How such keys come between the lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Say)]
pub(super) enum Enclosing {
    #[zh("把这一行移到开头的两行 --- 之间")]
    #[en("move the line between the two lines --- at the top")]
    MoveLine,
    #[zh("在文件的最开头写三行：---、公开: 内部、---（三个半角减号）")]
    #[en(
        "write three lines at the very top of the file: --- (three hyphens), visibility: internal, ---"
    )]
    WriteAtTop,
    #[zh("在这几项的上面和下面各写一行 ---（三个半角减号），上面那一行写在文件的最开头")]
    #[en(
        "write a line --- (three hyphens) above and one below the keys, the first at the very top of the file"
    )]
    AddLines,
}

/// What is wrong with a folder.
#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(super) enum SectionProblem {
    #[code(R08)]
    #[zh("这个文件夹已经有栏目首页“{first}”", "_index.md、index.md、README.md 只留一个，其余改名")]
    #[en(
        "the folder already has its page “{first}”",
        "keep one of _index.md, index.md, README.md and rename the others"
    )]
    TwoPages { first: Name },
}

/// What is wrong with an address of one's own.
#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(super) enum AddressProblem {
    #[code(R07)]
    #[zh("“{address}”不能做地址", "只用小写字母、数字、- 和 /，如 地址: jianghua")]
    #[en(
        "“{address}” cannot be an address",
        "use only lower-case letters, digits, - and /, such as slug: speech"
    )]
    Unusable { address: Quoted },
    #[code(R07)]
    #[zh("地址“{address}”已被“{first}”用了", "把这一篇的地址改成 地址: {free}")]
    #[en("the address “{address}” is taken by “{first}”", "write slug: {free} in this one")]
    Taken { address: Name, first: Name, free: Name },
}

/// What is wrong with a file that is no page.
#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(super) enum AttachmentProblem {
    #[code(E14)]
    #[zh(
        "这个文件夹里有内部页面，这里的 {count} 个附件没有写明属于哪一页，分不清能不能公开",
        "能公开的，在公开的页面里写上链接；不能公开的，和内部页面一起移到另一个文件夹，那里的 _index.md 写 公开: 内部"
    )]
    #[en(
        "there are internal pages in this folder, and {count} {attachments} here {belong} to no page: it is not clear whether {they} may go out",
        "link those that may go out from a public page; move the others and the internal pages to a folder whose _index.md says visibility: internal",
        attachments = plural(*count, "attachment", "attachments"),
        belong = plural(*count, "belongs", "belong"),
        they = plural(*count, "it", "they"),
    )]
    OfUnclearOwner { count: usize },
    #[code(E13)]
    #[zh("没有附件“{named}”", "把文件放到这一页旁边，或改正文件名")]
    #[en("there is no attachment “{named}”", "put the file beside this page, or correct the name")]
    Missing { named: FileName },
    #[code(R17)]
    #[zh("像是一篇材料，名字的末尾却不是 .md，没有做成网页", "改名为 {right}")]
    #[en("it looks like a page, but its name does not end in .md", "rename it to {right}")]
    LikeAPage { right: Name },
    #[code(R17)]
    #[zh("没有页面用到这个文件，没有放进网站", "在要用的页面里写上链接，或把它放到那一页旁边")]
    #[en(
        "no page uses this file; it was left out",
        "link to it from a page, or put it beside that page"
    )]
    UsedNowhere,
    #[code(R17)]
    #[zh(
        "没有页面用到这个旧格式的文件，没有放进网站",
        "用 Word 或 WPS 打开，另存为 .docx 放在这里，就成为网页；只作附件的，在页面里写上链接"
    )]
    #[en(
        "no page uses this file of the old form; it was left out",
        "save it as .docx and it becomes a page; link to it from a page where it is an attachment"
    )]
    OldDocument,
    #[code(R17)]
    #[zh(
        "这份 Word 文件放在附件一类的文件夹里，没有页面用到它，没有放进网站",
        "要做成网页的，移出这个文件夹；只作附件的，在要用的页面里写上链接"
    )]
    #[en(
        "this Word document lies in a folder for attachments and no page uses it; it was left out",
        "move it out of the folder and it becomes a page; link to it from a page where it is an attachment"
    )]
    WordAmongOthers,
    #[code(R17)]
    #[zh(
        "这个文件放在登记表的文件夹里，却不是表格，没有读取，也没有放进网站",
        "是登记表的，用 WPS 把表存成 .xlsx 放在这里；是附件的，在那条记录的“附件”里写上文件名"
    )]
    #[en(
        "this file lies among the registers and is no spreadsheet: it was neither read nor put into the site",
        "save a register as .xlsx here; name an attachment under attachments (附件) of its record"
    )]
    AmongTables,
    #[code(E14)]
    #[zh(
        "这个文件里有链接指到内部文件“{name}”，路径会随文件公开",
        "在原文件里删去这个链接，再放进来；{name} 可以公开的，在公开的页面里写上链接"
    )]
    #[en(
        "this file links to the internal file “{name}”, whose path would go out with it",
        "remove the link from the file and put it here again; where {name} may go out, link it from a public page"
    )]
    LeadsToInternal { name: Name },
    #[code(R17, Warning)]
    #[zh(
        "{count} 个文件是程序、设置或者编辑时留下的旧文件，没有放进网站：{names}",
        "不用管，或移出资料文件夹；程序和设置确实要给读者的，在页面里写上链接"
    )]
    #[en(
        "{count} {files} programs, settings or what editors left behind; left out: {names}",
        "leave them, or move them out of the folder; link programs and settings that readers are to have from a page",
        files = plural(*count, "file is", "files are")
    )]
    NoMaterial { count: usize, names: FirstNames },
}

/// The first names of many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FirstNames(pub(super) Vec<Name>);

impl Say for FirstNames {
    fn say(&self, language: Language, out: &mut Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 5;
        let (joint, more) = match language {
            Language::Chinese => ("、", "……"),
            Language::English => (", ", ", ..."),
        };
        for (number, name) in self.0.iter().take(SHOWN).enumerate() {
            let joint = if number == 0 { "" } else { joint };
            write!(out, "{joint}{}", Said(name, language))?;
        }
        out.write_str(if self.0.len() > SHOWN { more } else { "" })
    }

    fn example(name: &'static str) -> Self {
        FirstNames(vec![Name::example(name)])
    }
}
