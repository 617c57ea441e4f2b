//! The page that lies above a site in its folder, so that readers find what to double-click.
//! In: the title of the site. Out: the page's name and bytes; whether a file is such a page of ours.

use crate::html_text::escape;
use crate::windows_name;

/// Where the site lies, seen from the page. Plain letters: old Windows unpacks no others.
pub const SITE: &str = "site";

/// By this a page of ours is known among others.
const MARK: &str = "<meta name=\"generator\" content=\"yanxi-opening\">";

/// Longer names are cut in the windows that show them.
const MOST_CHARACTERS: usize = 40;

/// The name of the page, such as `打开-样例镇学习资料库.html`.
pub fn name(title: &str) -> String {
    let title: String = title.chars().filter(|sign| *sign != '/').take(MOST_CHARACTERS).collect();
    let title = windows_name::better(title.trim());
    format!("{BEGINNING}{title}{END}")
}

const BEGINNING: &str = "打开-";
const END: &str = ".html";

/// Whether a file may be such a page by its name.
pub fn is_name(name: &str) -> bool {
    name.starts_with(BEGINNING) && name.ends_with(END)
}

/// Whether a file of that name is ours.
pub fn is_ours(bytes: &[u8]) -> bool {
    String::from_utf8_lossy(bytes).contains(MARK)
}

/// Leads to the site's first page at once, and by a link where a browser does not.
pub fn page(title: &str) -> Vec<u8> {
    let title = escape(title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n{MARK}\n\
         <meta http-equiv=\"refresh\" content=\"0; url={SITE}/index.html\">\n\
         <title>{title}</title>\n</head>\n<body><p><a href=\"{SITE}/index.html\">{title}</a></p></body>\n</html>\n"
    )
    .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_title_gives_a_name_that_every_system_takes() {
        for (title, wanted) in [
            ("样例镇学习资料库", "打开-样例镇学习资料库.html"),
            ("学习/资料: 2026?", "打开-学习资料： 2026？.html"),
            ("", "打开-_.html"),
            ("CON", "打开-CON_.html"),
        ] {
            assert_eq!(name(title), wanted);
            assert!(is_name(wanted) && windows_name::fault(wanted).is_none());
        }
        assert!(name(&"长".repeat(300)).chars().count() < 50);
        assert!(is_ours(&page("<样例>")) && !is_ours(b"<html>"));
    }
}
