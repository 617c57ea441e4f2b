//! Tells a mark from text that explains marks.
//! In: characters of a line and where the mark lies in them. Out: whether it is only spoken of.

use super::characters::Mark;

/// Text that explains marks: in quotes, with words that say that a mark is spoken of.
pub(super) fn is_quoted_as_example(characters: &[Mark], start: usize, end: usize) -> bool {
    let opens = start > 0 && "“\"‘'「『《`".contains(characters[start - 1].c);
    // The quotation may hold a few characters more: “秘密★1年” or “机密★1年、秘密★1年”.
    let Some(close) =
        characters[end..].iter().take(4).position(|mark| "”\"’'」』》`".contains(mark.c))
    else {
        return false;
    };
    let after: String = characters[end + close + 1..].iter().take(5).map(|mark| mark.c).collect();
    let ahead = &characters[..start - usize::from(opens)];
    let clause_start =
        ahead.iter().rposition(|mark| "。！？；!?;\n\u{B}".contains(mark.c)).map_or(0, |at| at + 1);
    let clause: String = ahead[clause_start..].iter().map(|mark| mark.c).collect();
    let before = clause.trim_end_matches(['*', '_', '`', '：', ':', ' ']);
    if says_it_of_itself(before) {
        return false;
    }
    opens
        && ([
            "字样",
            "标志",
            "标识",
            "标记",
            "的标",
            "等字",
            "是密级",
            "的格式",
            "的形式",
            "这样的",
            "之类",
            "一类",
            "表示",
            "指的",
            "的文件",
            "的意思",
        ]
        .iter()
        .any(|word| after.starts_with(word) || after.contains("字样"))
            || [
                "标",
                "标注",
                "标注为",
                "标为",
                "标成",
                "标出",
                "标明",
                "标有",
                "标志为",
                "标识",
                "标识为",
                "标记为",
                "格式为",
                "格式是",
                "形式为",
                "写法是",
                "写法为",
                "写明",
                "写作",
                "写成",
                "加盖",
                "印有",
                "注明",
                "例如",
                "比如",
                "举例",
                "示例",
                "如",
            ]
            .iter()
            .any(|word| before.ends_with(word)))
}

/// `本件标“机密★5年”` says what the document itself is, in quotes or not.
fn says_it_of_itself(clause: &str) -> bool {
    const PAPERS: [&str; 16] = [
        "件", "文", "稿", "表", "页", "册", "材料", "资料", "通知", "报告", "简报", "方案", "讲话",
        "名单", "纪要", "内容",
    ];
    let names_one = |this: &str| {
        clause.match_indices(this).any(|(at, _)| {
            let rest = &clause[at + this.len()..];
            PAPERS.iter().any(|paper| rest.starts_with(paper))
        })
    };
    ["本", "此", "以下"].into_iter().any(names_one)
}
