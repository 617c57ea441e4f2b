//! Pictures of a Word document.
//! In: their paths in it. Out: cleaned, as addresses that hold them; what browsers do not show is counted.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use yanxi_attachments::clean;
use yanxi_reading::content_path::extension;

/// Larger pictures stay in the document that readers download.
const LARGEST: usize = 20 << 20;

pub(super) struct Pictures<'a> {
    document: &'a [u8],
    /// Addresses by path; nothing of those that are not shown.
    known: BTreeMap<String, Option<String>>,
    /// So many places show a picture that browsers do not.
    pub(super) unshown: usize,
    /// The line of the first of them.
    pub(super) first_unshown: Option<usize>,
}

impl<'a> Pictures<'a> {
    pub(super) fn of(document: &'a [u8]) -> Self {
        Pictures { document, known: BTreeMap::new(), unshown: 0, first_unshown: None }
    }

    /// The address of a picture without what cameras write into it.
    pub(super) fn address(&mut self, part: &str, line: usize) -> Option<String> {
        if !self.known.contains_key(part) {
            let address = self.read(part);
            self.known.insert(part.to_string(), address);
        }
        let address = self.known.get(part).cloned().flatten();
        if address.is_none() {
            self.unshown += 1;
            self.first_unshown.get_or_insert(line);
        }
        address
    }

    fn read(&self, part: &str) -> Option<String> {
        let ending = extension(part).to_ascii_lowercase();
        if !matches!(ending.as_str(), "png" | "jpg" | "jpeg" | "jpe" | "gif" | "webp") {
            return None;
        }
        let bytes = yanxi_word::picture(self.document, part)?;
        if bytes.len() > LARGEST {
            return None;
        }
        let cleaned = clean(part, &bytes);
        if cleaned.left.is_some() {
            return None;
        }
        let bytes = cleaned.bytes.unwrap_or(bytes);
        Some(format!("data:image/{ending};base64,{}", STANDARD.encode(bytes)))
    }
}

/// What is said of a picture, where somebody said it: programs write paths of files and names of cameras there.
pub(super) fn description(alt: &str) -> &str {
    let alt = alt.trim();
    let says_something = alt.chars().any(yanxi_text::han::is_han)
        && !alt.contains(['\\', '/'])
        && !alt.contains("自动生成")
        && !["图片", "图像", "图形"].iter().any(|word| {
            alt.strip_prefix(word)
                .is_some_and(|rest| rest.trim().chars().all(|c| c.is_ascii_digit()))
        });
    if says_something { alt } else { "" }
}
