//! What the elements of HTML mean on a page of ours.
//! In: the name of an element. Out: how its tags go into the page's HTML before it is read as one tree, and what becomes of
//! it then.

/// What becomes of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Stays what it is, on lines of its own.
    Block,
    /// Stays what it is, inside a line. The name is that under which it goes out.
    Inline(&'static str),
    /// Only what is inside stays, on lines of its own.
    Division,
    /// Only what is inside stays.
    Wrapping,
    /// A heading of this level.
    Heading(u8),
    Paragraph,
    Link,
    Picture,
    LineBreak,
    /// Sound, films and other pages: a link to them stays.
    Medium,
    /// Part of a form: the words inside stay, and it is told.
    Control,
    /// Styles and programs: all of it goes, and it is told.
    Program,
    /// Browsers do not show what is inside.
    Hidden,
    /// The tag goes, the words stay, and it is told.
    Unknown,
}

/// Put before the name of every element that is to be no more than a pair of brackets while the tree is built. Browsers
/// carry an open `<b>` into all later paragraphs, take everything behind `<title>` as its words, and so on.
pub(super) const PLAIN: &str = "x-";

/// What the name of an author's element means, in lower case and without [`PLAIN`].
pub(super) fn meaning(name: &str) -> Meaning {
    match name {
        "table" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" | "caption" | "ul" | "ol"
        | "li" | "dl" | "dt" | "dd" | "blockquote" | "pre" | "hr" | "figure" | "figcaption"
        | "details" | "summary" => Meaning::Block,
        "p" => Meaning::Paragraph,
        "h1" => Meaning::Heading(1),
        "h2" => Meaning::Heading(2),
        "h3" => Meaning::Heading(3),
        "h4" => Meaning::Heading(4),
        "h5" => Meaning::Heading(5),
        "h6" => Meaning::Heading(6),
        "div" | "center" | "section" | "article" | "header" | "footer" | "main" | "nav"
        | "aside" | "fieldset" | "legend" | "address" | "tabs" | "tabitem" | "codegroup"
        | "codegroupitem" => Meaning::Division,
        "b" | "strong" => Meaning::Inline("strong"),
        "i" | "em" => Meaning::Inline("em"),
        "s" | "strike" | "del" => Meaning::Inline("del"),
        "ins" => Meaning::Inline("ins"),
        "u" => Meaning::Inline("u"),
        "sub" => Meaning::Inline("sub"),
        "sup" => Meaning::Inline("sup"),
        "code" | "tt" => Meaning::Inline("code"),
        "kbd" => Meaning::Inline("kbd"),
        "samp" => Meaning::Inline("samp"),
        "mark" => Meaning::Inline("mark"),
        "small" => Meaning::Inline("small"),
        "ruby" => Meaning::Inline("ruby"),
        "rt" => Meaning::Inline("rt"),
        "rp" => Meaning::Inline("rp"),
        "a" => Meaning::Link,
        "img" => Meaning::Picture,
        "br" => Meaning::LineBreak,
        "span" | "font" | "big" | "label" | "q" | "cite" | "abbr" | "acronym" | "dfn" | "var"
        | "time" | "data" | "bdi" | "bdo" | "nobr" | "wbr" | "rb" | "rtc" | "colgroup" | "col"
        | "picture" | "noscript" | "output" | "basefont" | "html" | "head" | "body" => {
            Meaning::Wrapping
        }
        "video" | "audio" | "iframe" | "embed" | "object" | "source" => Meaning::Medium,
        "input" | "button" | "select" | "option" | "optgroup" | "textarea" | "form"
        | "progress" | "meter" => Meaning::Control,
        "script" | "style" | "link" | "meta" | "base" | "xml" => Meaning::Program,
        "template" | "title" | "datalist" | "noembed" | "noframes" | "track" | "param" => {
            Meaning::Hidden
        }
        // Word's own, such as `o:p`.
        _ if name.contains(':') => Meaning::Wrapping,
        _ => Meaning::Unknown,
    }
}

/// The name under which an element stands while the tree is built; nothing for one whose tags mean nothing inside a page.
pub(super) fn name_in_tree(name: &str) -> Option<String> {
    Some(match name {
        "html" | "head" | "body" => return None,
        "table" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" | "caption" | "colgroup"
        | "col" | "ul" | "ol" | "li" | "dl" | "dt" | "dd" | "blockquote" | "pre" | "hr"
        | "figure" | "figcaption" | "details" | "summary" | "p" | "h1" | "h2" | "h3" | "h4"
        | "h5" | "h6" | "div" | "section" | "article" | "header" | "footer" | "main" | "nav"
        | "aside" | "fieldset" | "address" | "center" | "br" | "img" | "wbr" | "ruby" | "rb"
        | "rt" | "rtc" | "rp" => name.to_string(),
        "listing" => "pre".into(),
        "menu" | "dir" => "ul".into(),
        "form" | "dialog" | "hgroup" | "marquee" | "search" => "div".into(),
        _ => format!("{PLAIN}{name}"),
    })
}

/// The attributes of a component of Docusaurus or VuePress that label what is in it, the first that is there.
pub(super) fn labelling(name: &str) -> &'static [&'static str] {
    match name {
        "tabitem" => &["label", "value"],
        "codegroupitem" => &["title"],
        _ => &[],
    }
}

/// Elements that hold nothing.
pub(super) fn is_empty(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "basefont"
            | "bgsound"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "img"
            | "input"
            | "keygen"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements that end without an end tag, and so do not stand ever deeper in each other.
pub(super) fn ends_by_itself(name: &str) -> bool {
    matches!(
        name,
        "p" | "li"
            | "dt"
            | "dd"
            | "tr"
            | "td"
            | "th"
            | "thead"
            | "tbody"
            | "tfoot"
            | "colgroup"
            | "option"
            | "optgroup"
            | "rt"
            | "rp"
            | "rb"
            | "rtc"
    )
}

/// Whether a tag of this name means something where it stands alone, without attributes and end tag: people leave end tags
/// out. All others are blanks to fill in, such as `<name>` or `<date>`.
pub(in crate::markdown) fn means_something_alone(name: &str) -> bool {
    matches!(
        meaning(name),
        Meaning::Block
            | Meaning::Inline(_)
            | Meaning::Heading(_)
            | Meaning::Paragraph
            | Meaning::Picture
            | Meaning::LineBreak
    ) || matches!(
        name,
        "a" | "div"
            | "center"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "nav"
            | "aside"
            | "fieldset"
            | "legend"
            | "span"
            | "font"
            | "big"
            | "nobr"
            | "wbr"
            | "q"
            | "cite"
            | "abbr"
            | "colgroup"
            | "col"
            | "html"
            | "head"
            | "body"
            | "form"
            | "script"
            | "style"
            | "xml"
            | "option"
    ) || name.contains(':')
}
