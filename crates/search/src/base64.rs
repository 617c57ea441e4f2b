//! Files as scripts, for pages opened from a disk, which can load nothing else: a call for each file, its bytes in base64.
//! In: files, or a script. Out: the script, or a file's bytes out of it.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn opening(path: &str) -> String {
    ["YanxiSearch.chunk(\"", path, "\",\""].concat()
}

const CLOSING: &str = "\")";

/// The line of a script that brings a file. A path holds nothing that a script would escape.
#[cfg(feature = "write")]
pub(crate) fn script(path: &str, bytes: &[u8]) -> String {
    [&opening(path), &base64(bytes), CLOSING, "\n"].concat()
}

/// What a script brings of the file at a path.
pub(crate) fn in_script(script: &[u8], path: &str) -> Option<Vec<u8>> {
    let opening = opening(path);
    let mut lines = std::str::from_utf8(script).ok()?.lines();
    let text = lines.find_map(|line| line.strip_prefix(&opening)?.strip_suffix(CLOSING))?;
    decoded(text)
}

#[cfg(feature = "write")]
fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |index: usize| u32::from(group.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for index in 0..4 {
            text.push(if index <= group.len() {
                char::from(ALPHABET[(bits >> (18 - 6 * index) & 63) as usize])
            } else {
                '='
            });
        }
    }
    text
}

fn decoded(text: &str) -> Option<Vec<u8>> {
    let letters = text.trim_end_matches('=').as_bytes();
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    for group in letters.chunks(4) {
        let mut bits = 0u32;
        for at in 0..4 {
            let value = match group.get(at) {
                Some(letter) => ALPHABET.iter().position(|of| of == letter)?,
                None => 0,
            };
            bits = bits << 6 | value as u32;
        }
        let [_, whole @ ..] = bits.to_be_bytes();
        bytes.extend_from_slice(whole.get(..group.len() * 3 / 4)?);
    }
    Some(bytes)
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use super::*;

    #[test]
    fn paddings() {
        for (bytes, text) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")]
        {
            assert_eq!(base64(bytes.as_bytes()), text);
            assert_eq!(decoded(text), Some(bytes.as_bytes().to_vec()));
        }
        assert_eq!(decoded("Z§=="), None);
    }

    #[test]
    fn a_script_brings_several_files() {
        let all: Vec<u8> = (0..=255).collect();
        let script = [script("0/0A.BIN", b"one"), script("1/1B.BIN", &all)].concat();
        assert_eq!(in_script(script.as_bytes(), "0/0A.BIN"), Some(b"one".to_vec()));
        assert_eq!(in_script(script.as_bytes(), "1/1B.BIN"), Some(all));
        assert_eq!(in_script(script.as_bytes(), "1/1C.BIN"), None);
        assert_eq!(in_script(&script.as_bytes()[..30], "1/1B.BIN"), None);
        assert_eq!(in_script(b"\xff", "1/1B.BIN"), None);
    }
}
