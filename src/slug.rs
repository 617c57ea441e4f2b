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

/// Longest path of a file below the output folder that is made up here. Windows takes 260 characters in all, and a site
/// is copied into folders that have long names themselves.
pub(crate) const LONGEST_PATH: usize = 180;

/// The path of a file in an output folder: `source` is the folder that it was made from, of which the hash is taken
/// where the path would be too long. Such a file lies in a folder of its own beside those that it would lie in.
pub(crate) fn path_within(source: &str, folder: &str, name: &str) -> String {
    let whole = format!("{folder}{name}");
    if whole.len() <= LONGEST_PATH {
        return whole;
    }
    let instead = format!("p-{}/{name}", hash(source, 8));
    let room = LONGEST_PATH.saturating_sub(instead.len());
    let above = folder.match_indices('/').map(|(at, _)| at + 1).rfind(|end| *end <= room);
    format!("{}{instead}", &folder[..above.unwrap_or_default()])
}

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
    // Five letters and digits: 33 million values, so that homophones in one folder hardly ever meet.
    let hash = hash(path, 5);
    if readable.is_empty() { format!("p-{hash}") } else { format!("{readable}-{hash}") }
}

/// Letters and digits of a path's hash.
pub(crate) fn hash(path: &str, length: usize) -> String {
    const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstvwxyz0123456789";
    blake3::hash(path.as_bytes()).as_bytes()[..length]
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
