//! Text as typists indent and paste it.

use super::html;

fn paragraphs(text: &str) -> Vec<String> {
    html(text)
        .split("<p>")
        .skip(1)
        .map(|paragraph| paragraph.split("</p>").next().unwrap_or_default().to_string())
        .collect()
}

#[test]
fn an_indented_table_is_one_like_all_others() {
    let table = html("    | 甲 | 乙 |\n    |---|---|\n    | 丙 | 丁 |\n");
    assert!(table.contains("<th>甲</th>") && table.contains("<td>丙</td>"), "{table}");
    let code = html("    | 甲 | 乙 |\n    x = 1\n");
    assert!(code.contains("<pre><code>"), "{code}");
}

#[test]
fn an_indented_paragraph_is_one_like_all_others() {
    for (text, expected) in [
        ("    一段正文。\n\n\t又一段。\n", vec!["一段正文。", "又一段。"]),
        ("    见**重点**和[甲](b.md)。\n", vec!["见<strong>重点</strong>和<a LINK0>甲</a>。"]),
        ("    **重点**在前。\n", vec!["<strong>重点</strong>在前。"]),
        ("    “引文”开头。\n    （又一段）。\n", vec!["“引文”开头。", "（又一段）。"]),
        ("    2026年工作要点\n    1.提高认识\n", vec!["2026年工作要点", "1.提高认识"]),
        (
            "基本原则\n    坚持实事求是\n    坚持群众路线\n",
            vec!["基本原则", "坚持实事求是", "坚持群众路线"],
        ),
        (
            "基本原则\n　　坚持实事求是\n　　坚持群众路线\n\n　　末段。\n",
            vec!["基本原则", "坚持实事求是", "坚持群众路线", "末段。"],
        ),
        ("&emsp;&emsp;用符号缩进。\n", vec!["用符号缩进。"]),
        ("> 引文\n\n    甲乙丙。\n", vec!["引文", "甲乙丙。"]),
        ("　　1. 不是列表\n", vec!["1. 不是列表"]),
        (
            "    全镇上下要把学习摆在突出位置，一级抓一级，层\n    层抓落实，做到学习和工作两不误、两促进、两提\n    高。\n",
            vec![
                "全镇上下要把学习摆在突出位置，一级抓一级，层层抓落实，做到学习和工作两不误、两促进、两提高。",
            ],
        ),
    ] {
        assert_eq!(paragraphs(text), expected, "{text}");
    }
    assert!(html("###　　（一）甲\n\n### 　　（二）乙\n").contains("</span>（二）乙</h3>"));
}

#[test]
fn real_code_stays_code() {
    for text in [
        "    let 甲 = 1;\n",
        "    # 注释\n    cp a b\n",
        "    a = 1\n\n    注释说明\n\n    b = 2\n",
        "    姓名    单位    电话\n    张样    甲嘎查  略\n",
        "    ├── 资料\n    └── 通知\n",
        "```\n    中文缩进\n```\n",
        "~~~\n　　中文\n~~~\n",
    ] {
        assert!(html(text).starts_with("<pre><code"), "{text}: {}", html(text));
    }
    assert!(html("```\n　　中文\n```\n").contains("　　中文"));
}

#[test]
fn lists_quotes_and_notes_keep_their_own_texts() {
    let list = html("- 甲\n\n    列表里的一段。\n- 乙\n");
    assert_eq!(list.matches("<li>").count(), 2, "{list}");
    assert!(list.contains("<p>列表里的一段。</p>\n</li>"), "{list}");
    let note = html("见[^1]。\n\n[^1]: 注\n\n    注的第二段。\n");
    assert!(note.find("<section") < note.find("注的第二段"), "{note}");
    assert!(html(">     引文里的代码\n").contains("<code>"));
}

#[test]
fn short_first_lines_stay_lines_of_their_own() {
    for (text, expected) in [
        (
            "在学习动员大会上的讲话\n（2026年10月9日）\n张样泉\n同志们，今天开会。\n",
            vec!["在学习动员大会上的讲话", "（2026年10月9日）", "张样泉", "同志们，今天开会。"],
        ),
        (
            "# 甲\n\n来源：样例日报\n时间：2026年10月9日\n正文从这里开始，一直写下去。\n",
            vec!["来源：样例日报", "时间：2026年10月9日", "正文从这里开始，一直写下去。"],
        ),
        ("学习动员会\n10月9日\n", vec!["学习动员会", "10月9日"]),
        // Broken by a window.
        ("第一行文字\n第二行文字\n", vec!["第一行文字第二行文字"]),
        (
            "全镇上下要把学习摆在突出位置，一级抓一级，层\n层抓落实，做到学习和工作两不误、两促进、两提\n高。\n",
            vec![
                "全镇上下要把学习摆在突出位置，一级抓一级，层层抓落实，做到学习和工作两不误、两促进、两提高。",
            ],
        ),
        // A sentence that goes on.
        ("我们要学习，\n要调研，\n也要抓紧整改。\n", vec!["我们要学习，要调研，也要抓紧整改。"]),
        ("前文。\n\n第一行\n第二行文字长\n", vec!["前文。", "第一行第二行文字长"]),
        ("words of\na line\n", vec!["words of\na line"]),
    ] {
        assert_eq!(paragraphs(text), expected, "{text}");
    }
    let five = "标题一\n时间二二\n来源三三三\n作者四四四四\n导语五五五五五\n第六行六六六六六六\n第七行七\n";
    assert_eq!(paragraphs(five).len(), 6, "{:?}", paragraphs(five));
}

#[test]
fn a_numbered_line_ends_a_table() {
    assert_eq!(html("| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n二、说明\n").matches("<tr>").count(), 2);
}
