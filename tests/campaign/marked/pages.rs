//! Pages, folders, attachments and pictures, public and internal ones side by side.
//! In: words. Out: files of the content folder.

use rust_xlsxwriter::{Note, Workbook};

use super::packed::{docx, png, xlsx};
use super::words::Words;
use super::{Files, put};

pub(super) fn add(files: &mut Files, words: &mut Words) {
    public_pages(files, words);
    for number in 0..words.times() {
        internal_page(files, words, number, "资料", "公开: 内部");
        internal_page(files, words, number, "资料", "草稿: 是");
        internal_page(files, words, number, "", "公开: 内部");
    }
    for number in 0..words.times() {
        internal_folder(files, words, number);
    }
    let others = words.han("people of a roster that no campaign reads");
    put(files, "content/人员.csv", format!("编号,姓名,单位\np1,{others},甲嘎查\n"));
}

fn public_pages(files: &mut Files, words: &mut Words) {
    let comment = words.han("HTML comment in a public page");
    let line_comment = words.han("HTML comment in a line of a public page");
    let unused = words.han("title of a link definition that nothing uses");
    let target = words.letters("target of a link definition that nothing uses");
    let unknown = words.han("value of a key that is not known");
    let extra = words.han("value below extra");
    let footnote = words.han("footnote that nothing refers to");
    put(
        files,
        "content/_index.md",
        format!(
            "---\n标题: 样例站\n备忘: {unknown}\n其他:\n  备注: {extra}\n---\n\n公开的首页。\n\n<!-- {comment} -->\n\n\
             一段<!-- {line_comment} -->话。\n\n[无]: http://{target}.example/ \"{unused}\"\n\n[^无]: {footnote}\n"
        ),
    );
    put(files, "content/资料/_index.md", "---\n标题: 资料\n---\n\n公开的栏目。\n");
    put(
        files,
        "content/资料/甲.md",
        "---\n标题: 甲讲话\n日期: 2026-10-01\n标签: [公开标签, 共用标签]\n别名: [old/jia]\n附件: [名单.docx, 名册.xlsx]\n---\n\n\
         公开的正文。见[乙](乙.md)和[[丙讲话]]。\n\n![公开的图](图.png)\n\n## 第二节\n\n公开的第二节。\n",
    );
    put(
        files,
        "content/资料/乙.md",
        format!(
            "---\n标题: 乙讲话\n日期: 2026-10-02\n标签: 公开标签\n审核: {{人: {}, 日期: {}, 校验: {}}}\n---\n\n公开的乙。\n",
            words.han("reviewer of a public page"),
            words.date("day of review of a public page"),
            words.letters("hash of the review of a public page"),
        ),
    );
    put(
        files,
        "content/资料/丙.md",
        format!(
            "---\n标题: 丙讲话\n日期: 2026-10-03\n审核: {}\n---\n\n公开的丙。\n",
            words.han("reviewer of a public page, as text"),
        ),
    );
    // The page of its folder is a draft, so that the folder has no name but its own.
    let draft = words.han("title of a draft that is a folder's page");
    put(
        files,
        "content/资料二/_index.md",
        format!("---\n标题: {draft}\n描述: {draft}\n草稿: 是\n---\n\n{draft}\n"),
    );
    put(files, "content/资料二/丁.md", "# 丁讲话\n\n公开的丁。\n");
    // Public files that name their authors, who are in no copy.
    let author = words.han("author of a public attachment");
    put(files, "content/资料/名单.docx", docx("公开的附件", &author));
    put(
        files,
        "content/资料/甲-附表.docx",
        docx("公开的附表", &words.han("author of a public attachment")),
    );
    put(
        files,
        "content/资料/名册.xlsx",
        xlsx("公开的名册", &words.han("author of a public workbook")),
    );
    put(files, "content/资料三/统计.xlsx", workbook(words));
    put(files, "content/资料/图.png", png(&words.han("comment in a public picture")));
    put(files, "static/公告.txt", "公开的文件");
}

/// A workbook that is a page, with something in every place that its readers do not see.
fn workbook(words: &mut Words) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("公开的表").expect("a name");
    let column = words.han("cell of a hidden column of a workbook that is a page");
    let row = words.han("cell of a hidden row of a workbook that is a page");
    for (number, cells) in
        (0u32..).zip([["项目", "数量", "备注"], ["公开的项目", "3", &column], [&row, "4", ""]])
    {
        sheet.write_row(number, 0, cells).expect("a row");
    }
    sheet.set_column_hidden(2).expect("hidden");
    sheet.set_row_hidden(2).expect("hidden");
    let note = words.han("note in a workbook that is a page");
    let author = words.han("author of a note in a workbook that is a page");
    sheet.insert_note(0, 0, &Note::new(note).set_author(author)).expect("a note");
    let hidden = workbook.add_worksheet();
    let name = words.han("name of a hidden sheet of a workbook that is a page");
    hidden.set_name(name).expect("a name").set_hidden(true);
    let cell = words.han("cell of a hidden sheet of a workbook that is a page");
    hidden.write(0, 0, cell).expect("a cell");
    workbook.save_to_buffer().expect("a workbook")
}

/// A page with something in every place that a page has.
fn internal_page(files: &mut Files, words: &mut Words, number: usize, folder: &str, how: &str) {
    let at = |what: &str| format!("{what} ({how})");
    let name = words.han(&at("file name of a page"));
    let path = |name: &str| match folder {
        "" => format!("content/{name}"),
        folder => format!("content/{folder}/{name}"),
    };
    let picture = words.letters(&at("file name of a picture"));
    let attached = words.han(&at("file name of an attachment"));
    let named_alike = words.han(&at("file name of an attachment named like the page"));
    let public = if folder.is_empty() { "资料/甲.md" } else { "甲.md" };
    let mut text = format!("---\n{how}\n");
    for (key, value) in [
        ("标题", words.han(&at("title"))),
        ("描述", words.han(&at("description"))),
        ("日期", words.date(&at("date"))),
        ("更新", words.date(&at("day of change"))),
        ("来源", words.han(&at("source"))),
        ("作者", words.han(&at("author"))),
        ("级别", words.han(&at("level"))),
        ("权重", format!("{}", number + 1)),
        ("地址", words.letters(&at("address"))),
        ("别名", format!("[{}]", words.letters(&at("alias")))),
        ("附件", format!("[{attached}.docx]")),
    ] {
        text.push_str(&format!("{key}: {value}\n"));
    }
    let tag = words.han(&at("tag"));
    text.push_str(&format!("标签: [{tag}, 共用标签]\n"));
    text.push_str(&format!("其他:\n  备注: {}\n---\n\n", words.han(&at("extra"))));
    let heading = words.han(&at("heading"));
    let body = words.han(&at("text"));
    let alt = words.han(&at("words for a picture"));
    let cell = words.han(&at("cell of a table"));
    let code = words.letters(&at("code"));
    let note = words.han(&at("footnote"));
    let comment = words.han(&at("comment"));
    let outside = words.letters(&at("outside address"));
    // What they call public pages, and an internal one, is found in the internal edition alone.
    let called = words.han(&at("words of a link to a public page"));
    let wiki = words.han(&at("words of a link to a public page by its name"));
    text.push_str(&format!(
        "## {heading}\n\n{body}，见[{called}]({public})、[[乙讲话|{wiki}]]，[外](http://{outside}.example/)。[^注]\n\n\
         ![{alt}]({picture}.png)\n\n| 一 | 二 |\n|---|---|\n| {cell} | 二 |\n\n```\n{code}\n```\n\n\
         <!-- {comment} -->\n\n[^注]: {note}\n"
    ));
    put(files, path(&format!("{name}.md")), text);
    put(files, path(&format!("{picture}.png")), png(&words.han(&at("words in a picture"))));
    for (file, what) in [
        (attached, "attachment"),
        (format!("{name}-{named_alike}"), "attachment named like the page"),
    ] {
        let inside = words.han(&at(&format!("text of an {what}")));
        let author = words.han(&at(&format!("author of an {what}")));
        put(files, path(&format!("{file}.docx")), docx(&inside, &author));
    }
}

fn internal_folder(files: &mut Files, words: &mut Words, number: usize) {
    let folder = format!("{}{number}", words.han("name of an internal folder"));
    let title = words.han("title of an internal folder");
    let text = words.han("text of an internal folder");
    put(
        files,
        format!("content/资料/{folder}/_index.md"),
        format!("---\n标题: {title}\n公开: 内部\n---\n\n{text}\n"),
    );
    let inner = words.han("name of a folder in an internal folder");
    let page = words.han("name of a page in an internal folder");
    let text = words.han("text of a page in an internal folder");
    put(files, format!("content/资料/{folder}/{inner}/{page}.md"), format!("# 甲讲话\n\n{text}\n"));
    let loose = words.han("name of a file in an internal folder");
    let inside = words.han("text of a file in an internal folder");
    put(files, format!("content/资料/{folder}/{loose}.docx"), docx(&inside, "某人"));
    // Of the same name as a public one.
    put(files, format!("content/资料/{folder}/图.png"), png(&inside));
}
