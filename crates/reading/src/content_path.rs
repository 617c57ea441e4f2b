//! Paths below the content folder, with `/`: their parts, joined to a folder or seen from it.
//! In: paths and folders. Out: a part, another path, or whether one lies below the other.

/// The folder a file lies in, empty at the top.
pub fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

pub fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// In lower case and without the dot; empty where there is none.
pub fn extension(path: &str) -> String {
    file_name(path)
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase())
        .unwrap_or_default()
}

/// A file name without its last extension.
pub fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Whether a path is a folder or lies below it; everything lies below the top.
pub fn is_within(path: &str, folder: &str) -> bool {
    folder.is_empty()
        || path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Joins a link to the folder it stands in; a leading `/` counts from the top. `None` when it leads out.
pub fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = match path.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|part| !part.is_empty()).collect(),
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// A path as seen from a folder, both from the top.
pub fn relative(folder: &str, path: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = path.split('/').collect();
    let shared =
        from.iter().zip(&to[..to.len().saturating_sub(1)]).take_while(|(a, b)| a == b).count();
    let mut parts = vec![".."; from.len() - shared];
    parts.extend(&to[shared..]);
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_join_and_relate() {
        assert_eq!(join("资料/一", "../二/a.md").as_deref(), Some("资料/二/a.md"));
        assert_eq!(join("资料", "/a.md").as_deref(), Some("a.md"));
        assert_eq!(join("资料", "../../a.md"), None);
        assert_eq!(relative("资料/一", "资料/二/a.md"), "../二/a.md");
        assert_eq!(relative("", "a.md"), "a.md");
        assert_eq!(relative("资料", "资料/a.md"), "a.md");
    }

    #[test]
    fn parts_of_a_path_are_told() {
        assert_eq!(folder_of("资料/一/a.MD"), "资料/一");
        assert_eq!(folder_of("a.md"), "");
        assert_eq!(file_name("资料/一/a.MD"), "a.MD");
        assert_eq!(extension("资料/一.二/a.MD"), "md");
        assert_eq!(extension("资料.x/a"), "");
        assert!(is_within("资料/一", "资料") && is_within("资料", "资料") && is_within("a", ""));
        assert!(!is_within("资料汇编/一", "资料"));
    }
}
