//! Text files as offices leave them: UTF-8 and UTF-16 with or without BOM, GBK/GB18030.
//! In: bytes. Out: text with `\n` line ends and no control characters, or one diagnostic with the line.

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

use yanxi_problem::{Diagnostic, Place, Problem};

/// What is said of a file's encoding.
#[derive(Problem)]
pub(crate) enum EncodingProblem {
    #[code(R16)]
    #[zh("这个文件是 {encoding} 编码，已按 {encoding} 读取", "不改也可以；另存为 UTF-8 更稳妥")]
    #[en(
        "this file is in {encoding} and was read as such",
        "it may stay as it is; saved as UTF-8 it is safer"
    )]
    NotUtf8 { encoding: &'static str },

    #[code(R03)]
    #[zh("这一行有损坏的文字（既不是 UTF-8 也不是 GBK）", "重新输入这一行的乱码字，另存为 UTF-8")]
    #[en(
        "this line holds broken text (neither UTF-8 nor GBK)",
        "retype the garbled characters and save as UTF-8"
    )]
    Broken,
}

/// A decoded text, and a note when it was not UTF-8.
#[derive(Debug)]
pub struct Decoded {
    pub text: String,
    pub note: Option<Diagnostic>,
}

/// Decodes a whole file.
pub fn decode(shown_path: &str, bytes: &[u8]) -> Result<Decoded, Box<Diagnostic>> {
    let (text, encoding) = match bytes {
        [0xFF, 0xFE, ..] => (UTF_16LE.decode_with_bom_removal(bytes).0.into_owned(), "UTF-16"),
        [0xFE, 0xFF, ..] => (UTF_16BE.decode_with_bom_removal(bytes).0.into_owned(), "UTF-16"),
        _ => {
            let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
            let utf8 = std::str::from_utf8(bytes);
            let may_be_utf16 = utf8.is_err() || bytes.contains(&0);
            match (may_be_utf16.then(|| unmarked_utf16(bytes)).flatten(), utf8) {
                (Some(text), _) => (text, "UTF-16"),
                (None, Ok(text)) => (text.to_string(), "UTF-8"),
                (None, Err(error)) => match decode_gb18030(bytes) {
                    Some(text) => (text, "GBK"),
                    None => return Err(Box::new(broken(shown_path, bytes, error.valid_up_to()))),
                },
            }
        }
    };
    let note = (encoding != "UTF-8")
        .then(|| Diagnostic::of(Place::file(shown_path), &EncodingProblem::NotUtf8 { encoding }));
    Ok(Decoded { text: clean(&text), note })
}

/// UTF-16 without a byte-order mark, if almost all of it is Han, letters, digits and punctuation then, and not so in GBK.
fn unmarked_utf16(bytes: &[u8]) -> Option<String> {
    if bytes.len() < 4
        || !bytes.len().is_multiple_of(2)
        || decode_gb18030(bytes).is_some_and(is_usual)
    {
        return None;
    }
    [UTF_16LE, UTF_16BE].into_iter().find_map(|encoding| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        is_usual(&text).then(|| text.into_owned())
    })
}

/// Whether a text is made of what people in an office type.
fn is_usual(text: impl AsRef<str>) -> bool {
    let is_typed = |c: char| {
        matches!(c, '\n' | '\r' | '\t' | ' '..='~' | '\u{3000}'..='\u{303F}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}')
            || matches!(c, '“' | '”' | '‘' | '’' | '…' | '—' | '·' | '①'..='⑳')
    };
    let whole = text.as_ref().chars().count();
    text.as_ref().chars().filter(|c| is_typed(*c)).count() * 20 >= whole * 19
}

/// GB18030 if the bytes are that and not UTF-8 with a few broken bytes in it.
fn decode_gb18030(bytes: &[u8]) -> Option<String> {
    let text = GB18030.decode_without_bom_handling_and_without_replacement(bytes)?;
    let mut lossy_breaks = 0usize;
    let mut multibyte = 0usize;
    for chunk in bytes.utf8_chunks() {
        multibyte += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        lossy_breaks += usize::from(!chunk.invalid().is_empty());
    }
    (multibyte < lossy_breaks * 4).then(|| text.into_owned())
}

/// Characters that no text needs and XML forbids: control characters, byte-order marks in the middle, noncharacters.
pub fn is_no_text(character: char) -> bool {
    character.is_control() || matches!(character, '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

/// One kind of line end; control characters that no text needs are dropped.
fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' => {
                if characters.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\n' | '\t' => out.push(character),
            other if is_no_text(other) => {}
            other => out.push(other),
        }
    }
    out
}

fn broken(shown_path: &str, bytes: &[u8], offset: usize) -> Diagnostic {
    let lossy = String::from_utf8_lossy(bytes);
    let line = bytes[..offset].iter().filter(|byte| **byte == b'\n').count() + 1;
    Diagnostic::of(Place::at_line(shown_path, &lossy, line), &EncodingProblem::Broken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use yanxi_problem::print::line;
    use yanxi_problem::{Code, Language};

    #[test]
    fn byte_order_mark_and_line_ends_leave_no_trace() {
        let decoded = decode("a.md", b"\xEF\xBB\xBF# \xE7\x94\xB2\r\n\r\nx\ry").expect("UTF-8");
        assert_eq!(decoded.text, "# 甲\n\nx\ny");
        assert!(decoded.note.is_none());
    }

    #[test]
    fn gbk_is_read_with_a_note() {
        let (bytes, _, _) = encoding_rs::GBK.encode("学习资料：草原生态");
        let decoded = decode("旧.md", &bytes).expect("GBK");
        assert_eq!(decoded.text, "学习资料：草原生态");
        assert_eq!(
            line(&decoded.note.expect("a note"), Language::Chinese),
            "说明 R16 旧.md —— 这个文件是 GBK 编码，已按 GBK 读取。改法：不改也可以；另存为 UTF-8 更稳妥"
        );
    }

    #[test]
    fn utf16_without_a_mark_is_read_with_a_note() {
        for text in ["# 讲话\n\n正文，2026年。\n", "学习资料：草原生态"] {
            for big in [false, true] {
                let bytes: Vec<u8> = text
                    .encode_utf16()
                    .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
                    .collect();
                let decoded = decode("a.md", &bytes).expect("UTF-16");
                assert_eq!(decoded.text, text);
                assert!(decoded.note.is_some());
            }
        }
        for text in ["学习资料：草原生态，民生改善。\n", "丂丄丅丆丏"] {
            let (bytes, _, _) = encoding_rs::GBK.encode(text);
            assert_eq!(decode("a.md", &bytes).expect("GBK").text, text);
        }
        assert_eq!(
            decode("a.md", b"Bush hid the facts").expect("ASCII").text,
            "Bush hid the facts"
        );
    }

    #[test]
    fn broken_utf8_is_one_error_with_its_line() {
        let mut bytes = "第一行\n第二行，学习资料，草原生态，民生".as_bytes().to_vec();
        bytes.insert(13, 0xE6);
        let problem = decode("坏.md", &bytes).expect_err("broken");
        assert_eq!(problem.place.line, Some(2));
        assert_eq!(problem.code, Code::R03);
    }
}
