//! Pictures written into the text itself, as `data:` addresses.
//! In: the address of a picture. Out: the picture's bytes for a file of its own, or why there is none.

use std::sync::Arc;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Where such pictures lie, from the top of the site.
const FOLDER: &str = "pictures";

/// What stands in the address of a picture instead of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Embedded {
    Picture(EmbeddedPicture),
    /// It may hold programs.
    Svg,
    /// Damaged, or of a kind that not all browsers show.
    Unreadable,
}

/// A picture of a kind that browsers show and that runs nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmbeddedPicture {
    pub bytes: Arc<[u8]>,
    ending: &'static str,
}

impl EmbeddedPicture {
    /// Path in the site, by the picture's content, so that a picture used twice is one file.
    pub fn path(&self) -> String {
        let hash = blake3::hash(&self.bytes).to_hex();
        format!("{FOLDER}/{}.{}", &hash[..16], self.ending)
    }
}

/// Reads an address; none for one that does not begin with `data:`.
pub(super) fn read(address: &str) -> Option<Embedded> {
    let (scheme, rest) = address.trim_start().split_at_checked("data:".len())?;
    if !scheme.eq_ignore_ascii_case("data:") {
        return None;
    }
    let (kind, data) = rest.split_once(',').unwrap_or((rest, ""));
    let kind = kind.to_ascii_lowercase();
    if kind.starts_with("image/svg") {
        return Some(Embedded::Svg);
    }
    let bytes = kind.ends_with(";base64").then(|| decoded(data)).flatten().unwrap_or_default();
    let picture = ending_of(&bytes)
        .map(|ending| Embedded::Picture(EmbeddedPicture { bytes: bytes.into(), ending }));
    Some(picture.unwrap_or(Embedded::Unreadable))
}

/// What kind of address it is, for messages: `data:image/png`.
pub(super) fn kind_of(address: &str) -> String {
    address.trim_start().split([';', ',']).next().unwrap_or_default().chars().take(40).collect()
}

fn decoded(data: &str) -> Option<Vec<u8>> {
    let config =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let data: String = data
        .chars()
        .filter(|character| !character.is_whitespace())
        // The alphabet of addresses says the same.
        .map(|character| match character {
            '-' => '+',
            '_' => '/',
            other => other,
        })
        .collect();
    GeneralPurpose::new(&STANDARD, config).decode(data).ok()
}

/// The ending of a picture's name by its first bytes, whatever its address says.
fn ending_of(bytes: &[u8]) -> Option<&'static str> {
    let is_webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    match bytes {
        _ if bytes.starts_with(b"\x89PNG\r\n\x1A\n") => Some("png"),
        _ if bytes.starts_with(b"\xFF\xD8\xFF") => Some("jpg"),
        _ if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") => Some("gif"),
        _ if is_webp => Some("webp"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_told_by_their_bytes() {
        let path = |address: &str| match read(address) {
            Some(Embedded::Picture(picture)) => {
                picture.path().rsplit('.').next().unwrap_or_default().to_string()
            }
            other => format!("{other:?}"),
        };
        assert_eq!(path("data:image/png;base64,iVBORw0KGgo="), "png");
        assert_eq!(path("DATA:image/jpeg;charset=x;base64,_9j_\n"), "jpg");
        assert_eq!(path("data:text/html;base64,R0lGODlh"), "gif");
        assert_eq!(path("data:image/webp;base64,UklGRgAAAABXRUJQ"), "webp");
        assert_eq!(path("data:image/svg+xml;utf8,<svg/>"), "Some(Svg)");
        assert_eq!(path("data:image/png;base64,!!"), "Some(Unreadable)");
        assert_eq!(path("data:image/bmp;base64,Qk0="), "Some(Unreadable)");
        assert_eq!(path("data:image/png,iVBORw0KGgo="), "Some(Unreadable)");
        assert_eq!(path("data"), "None");
        assert_eq!(path("图.png"), "None");
    }
}
