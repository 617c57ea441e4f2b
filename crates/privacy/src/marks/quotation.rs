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
    let before: String = characters[..start]
        .iter()
        .rev()
        .skip(usize::from(opens))
        .take(8)
        .map(|mark| mark.c)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
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
                "标为",
                "标成",
                "标明",
                "标有",
                "标志为",
                "格式为",
                "形式为",
                "写明",
                "加盖",
                "注明",
                "例如",
                "比如",
                "如",
                "格式是",
                "写作",
                "印有",
                "写成",
            ]
            .iter()
            .any(|word| before.ends_with(word) || before.ends_with(&format!("{word}："))))
}
