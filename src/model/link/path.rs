//! Paths below the content folder, joined to a folder or seen from it.
//! In: a folder and a path. Out: the other path.

/// Joins a link to the folder it stands in; a leading `/` counts from the top. `None` when it leads out.
pub(super) fn join(folder: &str, path: &str) -> Option<String> {
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
    let shared = from
        .iter()
        .zip(&to[..to.len().saturating_sub(1)])
        .take_while(|(a, b)| a == b)
        .count();
    let mut parts = vec![".."; from.len() - shared];
    parts.extend(&to[shared..]);
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_join_and_relate() {
        assert_eq!(
            join("资料/一", "../二/a.md").as_deref(),
            Some("资料/二/a.md")
        );
        assert_eq!(join("资料", "/a.md").as_deref(), Some("a.md"));
        assert_eq!(join("资料", "../../a.md"), None);
        assert_eq!(relative("资料/一", "资料/二/a.md"), "../二/a.md");
        assert_eq!(relative("", "a.md"), "a.md");
        assert_eq!(relative("资料", "资料/a.md"), "a.md");
    }
}
