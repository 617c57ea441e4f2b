//! Raw HTML in Markdown, for sites that turn it on.
//! In: a page's HTML. Out: the same with everything not on the allow-list taken out; nothing may load from outside.

use ammonia::Builder;

/// Cleans the HTML of a whole page body, ours and the author's alike.
pub(super) fn clean(html: &str) -> String {
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
        .add_generic_attributes([
            "id",
            "class",
            "title",
            "lang",
            "tabindex",
            "role",
            super::HOLE_TEXT,
        ])
        .add_generic_attribute_prefixes(["data-", "aria-"])
        .add_tag_attributes("input", ["type", "checked", "disabled"])
        .add_tag_attributes("td", ["align", "style"])
        .add_tag_attributes("th", ["align", "style"])
        .add_tag_attributes("ol", ["start"])
        .add_tag_attributes("details", ["open"])
        .attribute_filter(|element, attribute, value| match (element, attribute) {
            (_, "src") if value.contains(':') || value.starts_with("//") => None,
            ("td" | "th", "style") if !value.starts_with("text-align") => None,
            _ => Some(value.into()),
        })
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(None)
        .strip_comments(true)
        .clean(html)
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn scripts_handlers_and_outside_pictures_are_taken_out() {
        assert_eq!(
            clean(
                "<p onclick=\"x()\">甲<script>x()</script><img src=\"http://example.com/a.png\" alt=\"乙\"></p>"
            ),
            "<p>甲<img alt=\"乙\"></p>"
        );
        assert_eq!(
            clean("<u>丙</u><a href=\"javascript:x()\">丁</a>"),
            "<u>丙</u><a>丁</a>"
        );
    }
}
