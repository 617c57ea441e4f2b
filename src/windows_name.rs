//! Names of files and folders that Windows refuses or changes, on whatever system they were given.
//! In: one part of a path. Out: what is wrong with it, and a name like it that works everywhere.
//!
//! Source: Microsoft, "Naming Files, Paths, and Namespaces". The stricter reading counts, of Windows 10: later ones take
//! a device's name with an ending, and a stick goes to both.

use yanxi_problem::Say;

/// Why Windows does not take a name as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Say)]
pub(crate) enum NameFault {
    #[zh("里面有 Windows 不收的符号")]
    #[en("it holds a sign that Windows refuses")]
    Sign,
    #[zh("末尾是点或空格，Windows 会去掉它")]
    #[en("Windows drops the dot or blank at its end")]
    End,
    #[zh("是 Windows 留给设备的名字")]
    #[en("Windows keeps this name for a device")]
    Device,
}

/// Signs that have a meaning of their own in paths and patterns, each with the full-width one that looks like it.
const SIGNS: [(char, char); 8] = [
    ('<', '＜'),
    ('>', '＞'),
    (':', '：'),
    ('"', '＂'),
    ('|', '｜'),
    ('?', '？'),
    ('*', '＊'),
    ('\\', '＼'),
];

const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// What is wrong with a name, if anything.
pub(crate) fn fault(name: &str) -> Option<NameFault> {
    let is_sign = |sign: char| (sign as u32) < 32 || SIGNS.iter().any(|(bad, _)| *bad == sign);
    if name.chars().any(is_sign) {
        Some(NameFault::Sign)
    } else if is_device(name) {
        Some(NameFault::Device)
    } else if name.ends_with(['.', ' ']) {
        Some(NameFault::End)
    } else {
        None
    }
}

/// Whether the part before the first dot is a device's, whatever blanks follow it.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end_matches(' ').to_lowercase();
    let is_numbered = || {
        let number = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"))?;
        let mut digits = number.chars();
        let only = digits.next().filter(|_| digits.next().is_none())?;
        Some(matches!(only, '1'..='9' | '¹' | '²' | '³'))
    };
    DEVICES.contains(&stem.as_str()) || is_numbered().unwrap_or(false)
}

/// A name like it that every system takes.
pub(crate) fn better(name: &str) -> String {
    let signs = name
        .chars()
        .filter(|sign| (*sign as u32) >= 32)
        .map(|sign| SIGNS.iter().find(|(bad, _)| *bad == sign).map_or(sign, |(_, like)| *like));
    let name: String = signs.collect();
    let name = name.trim_end_matches(['.', ' ']);
    match name.split_once('.') {
        _ if name.is_empty() => "_".into(),
        Some((stem, rest)) if is_device(name) => format!("{}_.{rest}", stem.trim_end()),
        None if is_device(name) => format!("{name}_"),
        _ => name.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_windows_refuses_or_changes_have_a_better_one() {
        for (name, wanted, like) in [
            ("甲?乙.md", NameFault::Sign, "甲？乙.md"),
            ("9:30会议.docx", NameFault::Sign, "9：30会议.docx"),
            ("甲\u{7}乙", NameFault::Sign, "甲乙"),
            ("资料.", NameFault::End, "资料"),
            ("资料 ", NameFault::End, "资料"),
            ("CON", NameFault::Device, "CON_"),
            ("nul.md", NameFault::Device, "nul_.md"),
            ("Com1.tar.gz", NameFault::Device, "Com1_.tar.gz"),
            ("LPT² .txt", NameFault::Device, "LPT²_.txt"),
            ("...", NameFault::End, "_"),
        ] {
            assert_eq!(fault(name), Some(wanted), "{name}");
            assert_eq!(better(name), like);
            assert_eq!(fault(like), None, "{like}");
        }
        for name in [
            "资料",
            "甲 乙.md",
            ".隐藏",
            "CONTENT.md",
            "com0.txt",
            "COM10",
            "a.con",
            "第1.5稿.docx",
            "“引”.md",
        ] {
            assert_eq!(fault(name), None, "{name}");
            assert_eq!(better(name), name);
        }
    }
}
