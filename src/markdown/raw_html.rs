//! Raw HTML in Markdown, for sites that turn it on.
//! In: a page's HTML. Out: the same with everything not on the allow-list taken out; nothing may run, load from outside,
//! style itself or lead out of the site's folder.

use std::collections::HashSet;

use ammonia::Builder;

use crate::html_text::decode_percent;

/// Schemes a reader may follow out of the site.
const OUTSIDE_SCHEMES: [&str; 5] = ["http", "https", "mailto", "tel", "ftp"];

/// Cleans the HTML of a whole page body, ours and the author's alike. `depth` counts the folders the page lies in,
/// `hole` is the name of the attribute that stands for a link's.
pub(super) fn clean(html: &str, depth: usize, hole: &str) -> String {
    Builder::default()
        .add_tags([
            "section",
            "input",
            "figure",
            "figcaption",
            "mark",
            "details",
            "summary",
            "u",
            "ins",
            "del",
        ])
        .add_generic_attributes(["id", "class", "title", "lang", "tabindex", "role", hole])
        .add_generic_attribute_prefixes(["data-", "aria-"])
        .add_tag_attributes("input", ["type", "checked", "disabled"])
        .add_tag_attributes("td", ["align"])
        .add_tag_attributes("th", ["align"])
        .add_tag_attributes("ol", ["start", "type"])
        .add_tag_attributes("li", ["value"])
        .add_tag_attributes("details", ["open"])
        .url_schemes(HashSet::from(OUTSIDE_SCHEMES))
        .attribute_filter(move |_, attribute, value| {
            let stays = match attribute {
                "href" => is_address(value, depth, true),
                "src" | "cite" | "longdesc" => is_address(value, depth, false),
                _ => true,
            };
            stays.then(|| value.into())
        })
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(None)
        .strip_comments(true)
        .clean(html)
        .to_string()
}

/// Whether an address leads to a place on the page, to a file of the site or, for links, to the web. It is judged as
/// browsers read it: they drop tabs and line breaks and take `\` for `/`.
fn is_address(written: &str, depth: usize, may_leave: bool) -> bool {
    let address: String = decode_percent(written)
        .chars()
        .filter(|character| !character.is_whitespace() && !is_invisible(*character))
        .map(|character| if character == '\\' { '/' } else { character })
        .collect();
    let path = address.split(['?', '#']).next().unwrap_or_default();
    if path.starts_with('/') {
        return false;
    }
    if let Some((scheme, _)) = path.split_once(':')
        && !scheme.contains('/')
    {
        return may_leave && OUTSIDE_SCHEMES.contains(&scheme.to_ascii_lowercase().as_str());
    }
    let mut above = depth;
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => match above.checked_sub(1) {
                Some(left) => above = left,
                None => return false,
            },
            _ => above += 1,
        }
    }
    true
}

/// Control characters and those without width, behind which a scheme could hide.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn scripts_handlers_and_outside_pictures_are_taken_out() {
        assert_eq!(
            clean(
                "<p onclick=\"x()\">甲<script>x()</script><img src=\"http://example.com/a.png\" alt=\"乙\"></p>",
                0,
                "h"
            ),
            "<p>甲<img alt=\"乙\"></p>"
        );
        assert_eq!(
            clean("<u>丙</u><a href=\"javascript:x()\">丁</a>", 0, "h"),
            "<u>丙</u><a>丁</a>"
        );
    }

    #[test]
    fn no_spelling_of_an_address_runs_or_loads_from_outside() {
        for address in [
            "javascript:x()",
            "JaVaScRiPt:x()",
            " javascript:x()",
            "java\tscript:x()",
            "java&#10;script:x()",
            "java&Tab;script:x()",
            "&#106;avascript:x()",
            "&#1;javascript:x()",
            "\u{200b}javascript:x()",
            "vbscript:x",
            "data:text/html,<script>x()</script>",
            "view-source:x",
            "file:///etc/passwd",
            "blob:x",
            "ms-word:ofe|u|x",
            "../../../etc/passwd",
            "/etc/passwd",
            "\\\\server\\share\\a",
            "C:\\a.docx",
            "c:/a.docx",
        ] {
            let html = clean(&format!("<a href=\"{address}\">甲</a>"), 2, "h");
            assert_eq!(html, "<a>甲</a>", "{address}");
        }
        for address in [
            "//example.com/a.png",
            "/\\example.com/a.png",
            "\\\\example.com\\a.png",
            "/\t/example.com/a.png",
            "&#9;//example.com/a.png",
            "https://example.com/a.png",
            "https&colon;//example.com/a.png",
            "data:image/svg+xml,<svg onload=x()>",
        ] {
            let html = clean(&format!("<img src=\"{address}\">"), 2, "h");
            assert_eq!(html, "<img>", "{address}");
        }
        for (kept, address) in [
            ("https://example.com/?a=b", "a href"),
            ("mailto:a@example.com", "a href"),
            ("#s-1", "a href"),
            ("../a.html", "a href"),
            ("../../a.png", "img src"),
        ] {
            let html = clean(&format!("<{address}=\"{kept}\">"), 2, "h");
            assert!(html.starts_with(&format!("<{address}=\"{kept}\">")), "{html}");
        }
    }

    #[test]
    fn nothing_of_a_style_or_of_a_form_stays() {
        for html in [
            "<table><tr><td style=\"text-align:left;background:url(//example.com/a)\">甲</td></tr></table>",
            "<p style=\"position:fixed\">甲</p>",
            "<form action=\"https://example.com\"><p formaction=\"x\">甲</p></form>",
            "<style>*{background:url(//example.com)}</style>甲",
            "<svg><script>x()</script><a xlink:href=\"javascript:x()\">甲</a></svg>",
            "<math><mtext><style><img src=x onerror=x()></style></mtext></math>",
            "<iframe srcdoc=\"<script>x()</script>\"></iframe><base href=\"//example.com\"><meta http-equiv=refresh content=0>",
            "<noscript><p title=\"</noscript><img src=x onerror=x()>\"></noscript>",
            "<p background=\"//example.com/a\" ping=\"//example.com\" srcset=\"//example.com/a 1x\">甲</p>",
        ] {
            let cleaned = clean(html, 0, "h");
            for bad in [
                "style",
                "example.com",
                "<script",
                "onerror=",
                "javascript",
                "<form",
                "<svg",
                "<iframe",
                "<base",
                "<meta",
                "action",
            ] {
                let in_text = scraper::Html::parse_fragment(&cleaned)
                    .root_element()
                    .descendent_elements()
                    .any(|element| {
                        format!("<{}", element.value().name()).starts_with(bad)
                            || element.value().attrs().any(|(name, value)| {
                                format!("{name}={value}").contains(bad) && name != "title"
                            })
                    });
                assert!(!in_text, "{bad} in {cleaned}");
            }
        }
    }
}
