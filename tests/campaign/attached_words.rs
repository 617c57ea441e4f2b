//! Words of attachments in the index: those that are seen, of files that go out, and no others in any form.

use std::fs;

use yanxi::model::Edition;

#[path = "../site/office_files.rs"]
#[expect(dead_code, reason = "other tests need the other kinds")]
mod office_files;

use super::built::{Built, folder_of};
use super::taking_apart::texts;
use office_files::{doc, docx, ods, odt, ofd, pptx, rtf, xlsx};

const PLAN: &str = "[活动]\n名称 = \"样例活动\"\n开始 = 2026-09-01\n结束 = 2026-12-31\n\n[[记录类型]]\n名称 = \"通讯\"\n公开 = \"公开\"\n";

fn record(title: &str, status: &str, file: &str) -> String {
    format!(
        "---\n类型: 通讯\n标题: {title}\n单位: 甲嘎查\n日期: 2026-10-10\n状态: {status}\n附件: [{file}]\n---\n\n{title}的正文。\n"
    )
}

/// What the index of an edition says, in every form that it has.
fn index_of(built: &Built) -> String {
    assert!(built.outcome.published, "{:#?}", built.messages());
    let texts = texts(&built.output).into_iter();
    let of_index = texts.filter(|(place, _)| place.contains("search"));
    of_index.map(|(_, text)| text + "\n").collect()
}

#[test]
fn only_what_is_seen_of_files_that_go_out_is_in_the_index() {
    let files = [
        ("yanxi.toml", "format = 1\ntitle = \"样例\"\n".to_string()),
        ("content/_index.md", "---\n标题: 样例\n---\n\n正文。\n".to_string()),
        (
            "content/资料/甲.md",
            "# 甲\n\n[一](一.docx)、[二](二.xlsx)、[三](三.pptx)、[四](四.odt)、[五](五.ods)、[六](六.ofd)、[七](七.rtf)、[八](八.doc)\n".to_string(),
        ),
        ("content/资料/密/_index.md", "---\n公开: 内部\n---\n\n内部栏目。\n".to_string()),
        ("content/资料/密/乙.md", "# 乙\n\n[册](册.docx)\n".to_string()),
        ("content/活动/计划.toml", PLAN.to_string()),
        ("content/活动/_index.md", "---\n标题: 方案\n---\n\n方案正文。\n".to_string()),
        (
            "content/活动/单位.csv",
            "编号,名称,类别,第一责任人,领导机构\nu1,甲嘎查,村,样例甲,领导小组\n".to_string(),
        ),
        ("content/活动/人员.csv", "编号,姓名,单位\np1,样例甲,甲嘎查\n".to_string()),
        ("content/活动/记录/一.md", record("审过的通讯", "已审核", "审过.docx")),
        ("content/活动/记录/二.md", record("没审的通讯", "报送", "没审.docx")),
    ];
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let folder = folder_of(&files);
    let put = |path: &str, bytes: Vec<u8>| {
        fs::write(folder.path().join("content").join(path), bytes).expect("a file");
    };
    put("资料/一.docx", docx(&["公开丙话"], "貂"));
    put("资料/二.xlsx", xlsx(["公开丁话", "同行"], "貂"));
    put("资料/三.pptx", pptx(["公开戊话", "后页"], "貂"));
    put("资料/四.odt", odt(["公开己话", "脚注"], "貂"));
    put("资料/五.ods", ods("公开庚话", "貂"));
    put("资料/六.ofd", ofd("公开辛话", "貂"));
    put("资料/七.rtf", rtf("公开壬话", "貂"));
    put("资料/八.doc", doc("公开子话", "貂"));
    put("资料/密/册.docx", docx(&["鼋的册子"], "貂"));
    put("活动/记录/审过.docx", docx(&["公开癸话"], "貂"));
    put("活动/记录/没审.docx", docx(&["鼍的稿子"], "貂"));

    let public = index_of(&Built::of(folder.path(), Edition::Public));
    for seen in ["丙话", "丁话", "戊话", "己话", "庚话", "辛话", "壬话", "癸话", "子话"]
    {
        assert!(public.contains(seen), "{seen}");
    }
    for word in ["貂", "鼋", "鼍"] {
        assert!(!public.contains(word), "{word} is in the public index");
    }
    let internal = index_of(&Built::of(folder.path(), Edition::Internal));
    assert!(!internal.contains('貂'), "an unseen word is in the internal index");
    for word in ["鼋的册子", "鼍的稿子"] {
        assert!(internal.contains(word), "{word}");
    }
}
