//! ASCII names of addresses, that stay when other files come and go.
//! In: a file's name and its source path, or a tag. Out: a part of an address: the name itself where it is ASCII, else
//! pinyin of at most 60 characters and a short hash of the path.

/// Longest readable part of a made-up name.
pub(crate) const LONGEST: usize = 60;

/// Names at the top of the site that the program itself uses.
pub(crate) const RESERVED: [&str; 8] =
    ["assets", "search", "tags", "404", "feed", "sitemap", "static", "index"];

/// Names that Windows reserves for devices.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// One folder or file name of an address; `path` is the whole source path, from which the hash is made.
pub(crate) fn component(name: &str, path: &str) -> String {
    let top = !path.contains('/');
    if is_plain(name) && !(top && RESERVED.contains(&name.to_ascii_lowercase().as_str())) {
        return name.to_string();
    }
    let mut readable = yanxi_text::pinyin::slug(name);
    if readable.len() > LONGEST {
        let cut = readable[..LONGEST].rfind('-').unwrap_or(LONGEST);
        readable.truncate(cut);
    }
    let hash = short_hash(path);
    if readable.is_empty() { format!("p-{hash}") } else { format!("{readable}-{hash}") }
}

/// Five letters and digits of a path's hash: 33 million values, so that homophones in one folder hardly ever meet.
fn short_hash(path: &str) -> String {
    const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstvwxyz0123456789";
    blake3::hash(path.as_bytes()).as_bytes()[..5]
        .iter()
        .map(|byte| ALPHABET[usize::from(byte % 32)] as char)
        .collect()
}

/// ASCII that every file system and server takes as it is.
pub(crate) fn is_plain(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let base = lower.split('.').next().unwrap_or_default();
    let device = DEVICES.iter().any(|device| {
        base == *device
            || (base.len() == 4 && base.starts_with(device) && base.as_bytes()[3].is_ascii_digit())
    });
    !name.is_empty()
        && name.len() <= LONGEST
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
        && !name.starts_with('.')
        && !name.ends_with('.')
        && !device
}

/// Where the page of a tag is.
pub(crate) fn tag_path(name: &str) -> String {
    format!("tags/{}.html", component(name, name))
}
