//! Signs of symbol fonts as the signs that every font has: boxes and ticks of forms for the most part.
//! In: a font's name and a place in it. Out: the sign, or nothing where there is no counterpart.

/// Whether a font draws signs in the places of letters.
pub(crate) fn is_symbol_font(font: &str) -> bool {
    let font = font.to_ascii_lowercase();
    font.starts_with("wingdings") || font.starts_with("webdings") || font == "symbol"
}

/// The sign at a place of a font, with or without the offset F000 under which programs keep it.
pub(crate) fn sign(font: &str, place: u32) -> Option<char> {
    let place = if (0xF000..=0xF0FF).contains(&place) { place - 0xF000 } else { place };
    let font = font.to_ascii_lowercase();
    match font.as_str() {
        "wingdings 2" => of_wingdings_2(place),
        "wingdings 3" => of_wingdings_3(place),
        "symbol" => of_symbol(place),
        "webdings" => match place {
            0x61 => Some('✓'),
            0x72 => Some('✗'),
            0x63 => Some('□'),
            0x67 => Some('■'),
            _ => None,
        },
        _ => of_wingdings(place),
    }
}

fn of_wingdings(place: u32) -> Option<char> {
    let sign = match place {
        0x20 => ' ',
        0x21 => '✏',
        0x28 => '☎',
        0x2A => '✉',
        0x46 => '☞',
        0x6C | 0x9F => '●',
        0x6D => '❍',
        0x6E | 0xA7 => '■',
        0x6F | 0x70 | 0x71 | 0xA8 => '□',
        0x72 | 0x74 | 0x75 => '◆',
        0x76 => '❖',
        0x77 => '◆',
        0x80 => '⓪',
        0x81..=0x8A => return char::from_u32(0x2460 + place - 0x81),
        0x8C..=0x95 => return char::from_u32(0x2776 + place - 0x8C),
        0x9E => '·',
        0xA1 => '○',
        0xA2 | 0xA4 | 0xA5 => '◎',
        0xAB | 0xAF => '★',
        0xD8 => '➢',
        0xDF => '←',
        0xE0 => '→',
        0xE1 => '↑',
        0xE2 => '↓',
        0xE8 => '➔',
        0xF0 => '⇨',
        0xFB => '✗',
        0xFC => '✓',
        0xFD | 0x78 => '☒',
        0xFE => '☑',
        _ => return None,
    };
    Some(sign)
}

fn of_wingdings_2(place: u32) -> Option<char> {
    let sign = match place {
        0x20 => ' ',
        0x2A | 0xA3 | 0x35 => '□',
        0x4F => '✗',
        0x50 => '✓',
        0x51 | 0x53 | 0x54 => '☒',
        0x52 => '☑',
        0x6A..=0x73 => return char::from_u32(0x2460 + place - 0x6A),
        0x97 | 0x98 => '●',
        0xA2 => '■',
        _ => return None,
    };
    Some(sign)
}

fn of_wingdings_3(place: u32) -> Option<char> {
    let sign = match place {
        0x7D => '▶',
        0x84 => '◀',
        0x70 => '▲',
        0x71 => '▼',
        _ => return None,
    };
    Some(sign)
}

fn of_symbol(place: u32) -> Option<char> {
    const CAPITALS: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
    const SMALL: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
    let nth = |row: &str, first: u32| row.chars().nth(usize::try_from(place - first).ok()?);
    match place {
        0x41..=0x5A => nth(CAPITALS, 0x41),
        0x61..=0x7A => nth(SMALL, 0x61),
        0xA3 => Some('≤'),
        0xA5 => Some('∞'),
        0xAE => Some('→'),
        0xB0 => Some('°'),
        0xB1 => Some('±'),
        0xB3 => Some('≥'),
        0xB4 => Some('×'),
        0xB7 => Some('·'),
        0xB8 => Some('÷'),
        0xB9 => Some('≠'),
        0xBB => Some('≈'),
        0xD6 => Some('√'),
        0x20..=0x7E => char::from_u32(place),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_and_ticks_of_forms() {
        assert_eq!(sign("Wingdings", 0xF0A8), Some('□'));
        assert_eq!(sign("Wingdings", 0xFE), Some('☑'));
        assert_eq!(sign("Wingdings 2", 0x52), Some('☑'));
        assert_eq!(sign("Wingdings 2", 0xF050), Some('✓'));
        assert_eq!(sign("Symbol", 0xF061), Some('α'));
        assert_eq!(sign("Wingdings", 0x01), None);
        assert!(is_symbol_font("Wingdings 2") && !is_symbol_font("宋体"));
    }
}
