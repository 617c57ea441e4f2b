//! Characters as a scanner reads them: digits of any script, look-alikes, gaps, and what nobody sees.
//! In: one character. Out: its [`Sign`].

/// What a character is to a scanner of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// A digit in any script.
    Digit(u8),
    /// Chinese and circled digits, letters that look like digits.
    LookAlike(u8),
    Gap(Gap),
    /// Shown as nothing.
    Invisible,
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    Space,
    NewLine,
    Hyphen,
    Dot,
    Bracket,
    Comma,
    Star,
    /// The end of a line inside a run, as `<br>` writes it.
    Break,
}

/// First code points of ten digits each: Arabic, Persian, Devanagari, Thai, Tibetan, Khmer, Mongolian, full-width.
const ZEROS: [u32; 8] = [0x0660, 0x06F0, 0x0966, 0x0E50, 0x0F20, 0x17E0, 0x1810, 0xFF10];

pub(super) fn sign(c: char) -> Sign {
    match c {
        '0'..='9' => Sign::Digit(c as u8 - b'0'),
        ' ' => Sign::Gap(Gap::Space),
        // Cells.
        '\t' => Sign::Other,
        '\u{B}' => Sign::Gap(Gap::Break),
        '\n' | '\r' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Sign::Gap(Gap::NewLine),
        '-' | '_' | '/' | '~' | '\\' => Sign::Gap(Gap::Hyphen),
        '.' => Sign::Gap(Gap::Dot),
        '(' | ')' | '[' | ']' | '\'' | '`' => Sign::Gap(Gap::Bracket),
        ',' | ';' => Sign::Gap(Gap::Comma),
        '*' => Sign::Gap(Gap::Star),
        'O' | 'o' => Sign::LookAlike(0),
        'l' | 'I' => Sign::LookAlike(1),
        '\0'..='\x7F' => Sign::Other,
        // Nearly every character of a Chinese text.
        '\u{4E00}'..='\u{9FFF}' => han_digit(c).map_or(Sign::Other, Sign::LookAlike),
        _ => rare_sign(c),
    }
}

fn rare_sign(c: char) -> Sign {
    let code = u32::from(c);
    if let Some(zero) = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code)) {
        return Sign::Digit((code - zero) as u8);
    }
    match c {
        '\u{1D7CE}'..='\u{1D7FF}' => Sign::Digit(((code - 0x1D7CE) % 10) as u8),
        '\u{1FBF0}'..='\u{1FBF9}' => Sign::Digit((code - 0x1FBF0) as u8),
        '〇' | '○' | '◯' | '⓪' | '⓿' | 'О' | 'о' | 'Ｏ' | 'ｏ' | 'Ο' | 'ο' | '⁰' | '₀' => {
            Sign::LookAlike(0)
        }
        'ｌ' | 'Ｉ' | '¹' => Sign::LookAlike(1),
        '²' => Sign::LookAlike(2),
        '³' => Sign::LookAlike(3),
        '⁴'..='⁹' => Sign::LookAlike((code - 0x2070) as u8),
        '₁'..='₉' => Sign::LookAlike((code - 0x2080) as u8),
        '①'..='⑨' => Sign::LookAlike((code - 0x245F) as u8),
        '⑴'..='⑼' => Sign::LookAlike((code - 0x2473) as u8),
        '❶'..='❾' => Sign::LookAlike((code - 0x2775) as u8),
        '➀'..='➈' => Sign::LookAlike((code - 0x277F) as u8),
        '➊'..='➒' => Sign::LookAlike((code - 0x2789) as u8),
        '㈠'..='㈨' => Sign::LookAlike((code - 0x321F) as u8),
        '㊀'..='㊈' => Sign::LookAlike((code - 0x327F) as u8),
        '‐'..='―'
        | '−'
        | '－'
        | '﹣'
        | '﹘'
        | '⁃'
        | '＿'
        | '～'
        | '〜'
        | '／'
        | '＼'
        | '┄'
        | '─' => Sign::Gap(Gap::Hyphen),
        '·' | '•' | '●' | '◆' | '▪' | '．' | '・' | '‧' | '∙' | '⋅' | '﹒' => {
            Sign::Gap(Gap::Dot)
        }
        '（' | '）' | '［' | '］' | '【' | '】' | '〔' | '〕' | '‘' | '’' => {
            Sign::Gap(Gap::Bracket)
        }
        '，' | '、' | '；' => Sign::Gap(Gap::Comma),
        '＊' => Sign::Gap(Gap::Star),
        _ if is_invisible(c) => Sign::Invisible,
        '\u{2800}' => Sign::Gap(Gap::Space),
        _ if c.is_whitespace() => Sign::Gap(Gap::Space),
        _ => Sign::Other,
    }
}

fn han_digit(c: char) -> Option<u8> {
    Some(match c {
        '零' => 0,
        '一' | '壹' | '幺' => 1,
        '二' | '贰' | '貳' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// Characters shown as nothing, and marks that sit on the character before them.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{3164}' | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{0}'..='\u{8}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{84}' | '\u{86}'..='\u{9F}'
        | '\u{300}'..='\u{36F}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{20D0}'..='\u{20FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether a character stands for the X at the end of an ID number.
pub(super) fn is_ex(c: char) -> bool {
    matches!(c, 'X' | 'x' | 'Ｘ' | 'ｘ' | '×' | 'Χ' | 'χ' | 'Х' | 'х' | 'Ⅹ' | 'ⅹ' | '✕' | '✖' | '╳')
}

/// The part of `text` before `at` on the same line, without gaps, at most `most` characters, nearest last.
pub(super) fn words_before(text: &str, at: usize, most: usize) -> String {
    let mut words: Vec<char> = text[..at]
        .chars()
        .rev()
        .take_while(|c| *c != '\n')
        .filter(|c| !c.is_whitespace() && !is_invisible(*c))
        .take(most)
        .collect();
    words.reverse();
    words.into_iter().collect()
}

/// The part of `text` from `at` on the same line, without gaps, at most `most` characters.
pub(super) fn words_after(text: &str, at: usize, most: usize) -> String {
    text[at..]
        .chars()
        .take_while(|c| *c != '\n')
        .filter(|c| !c.is_whitespace() && !is_invisible(*c))
        .take(most)
        .collect()
}
