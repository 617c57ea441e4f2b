//! Habits of other programs that stay on the page as typed: formulas, diagrams, shortcodes, marks for a list of contents.
//! In: the lines of a page before parsing. Out: what there is and how often, for one warning a page.

use std::fmt::{Formatter, Result};
use std::ops::Range;

use yanxi_problem::{Language, Say};

use super::formulas;
use super::source_lines::{Fence, Line};

/// A habit of another program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Habit {
    Formula,
    Diagram,
    Shortcode,
    Template,
    Contents,
    PictureSize,
    Attributes,
    Components,
    Inclusion,
}

impl Habit {
    const ALL: [(Habit, &'static str, &'static str); 9] = [
        (Habit::Formula, "数学公式 $…$", "formulas $…$"),
        (Habit::Diagram, "代码画的图（mermaid 等）", "diagrams in code (mermaid and the like)"),
        (Habit::Shortcode, "短代码 {{< … >}}", "shortcodes {{< … >}}"),
        (Habit::Template, "模板标记 {% … %} 或 {{ … }}", "template marks {% … %} or {{ … }}"),
        (Habit::Contents, "目录标记 [TOC]", "the contents mark [TOC]"),
        (Habit::PictureSize, "图片尺寸 =300x200", "picture sizes =300x200"),
        (Habit::Attributes, "属性 {width=300}", "attributes {width=300}"),
        (Habit::Components, "组件的 import、export 行", "lines import and export of components"),
        (Habit::Inclusion, "嵌入别的文件的标记", "marks that include other files"),
    ];
}

/// The habits of a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Habits {
    /// Each with how often, and the first line of the page's text that has any.
    found: Vec<(Habit, usize)>,
    pub(super) first_line: usize,
}

/// Languages of fences that other programs draw as a picture, or fill in.
const DRAWN: [&str; 13] = [
    "mermaid",
    "plantuml",
    "puml",
    "flow",
    "flowchart",
    "sequence",
    "mindmap",
    "markmap",
    "echarts",
    "graphviz",
    "dot",
    "dataview",
    "dataviewjs",
];

/// Looks through a page.
pub(super) fn find(lines: &[Line]) -> Habits {
    let mut counts = [0_usize; Habit::ALL.len()];
    let mut first_line = 0;
    let mut fence = Fence::default();
    let mut in_fence = false;
    for line in lines {
        let was_in_fence = std::mem::replace(&mut in_fence, fence.takes(&line.text));
        let mut meet = |habit: Habit, times: usize| {
            if times > 0 {
                counts[habit as usize] += times;
                if first_line == 0 {
                    first_line = line.number;
                }
            }
        };
        if in_fence {
            if !was_in_fence {
                let language = language_of(&line.text);
                meet(Habit::Formula, usize::from(language == formulas::LANGUAGE));
                meet(Habit::Diagram, usize::from(DRAWN.contains(&language.as_str())));
            }
            continue;
        }
        if line.is_code {
            continue;
        }
        let text = without_code(&line.text);
        let trimmed = text.trim();
        let in_line = formulas::in_line(&text);
        meet(Habit::Formula, in_line.len());
        let text = without(&text, &in_line);
        let shortcodes = pairs(&text, "{{<", ">}}");
        let per_cent = pairs(&text, "{{%", "%}}");
        let templates = pairs(&text, "{%", "%}").saturating_sub(per_cent);
        let filled_in = pairs(&text, "{{", "}}").saturating_sub(shortcodes + per_cent);
        meet(Habit::Shortcode, shortcodes + per_cent);
        meet(Habit::Template, templates + filled_in);
        meet(Habit::Contents, usize::from(is_contents_mark(trimmed)));
        meet(Habit::PictureSize, picture_sizes(&text));
        meet(Habit::Attributes, attributes(&text));
        meet(Habit::Components, usize::from(is_of_components(&text)));
        let includes = trimmed.starts_with("--8<--")
            || trimmed.starts_with("<<< @")
            || trimmed.starts_with("<!--@include:");
        meet(Habit::Inclusion, usize::from(includes));
    }
    let found = Habit::ALL
        .iter()
        .map(|(habit, _, _)| (*habit, counts[*habit as usize]))
        .filter(|(_, count)| *count > 0)
        .collect();
    Habits { found, first_line }
}

impl Habits {
    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }
}

impl Say for Habits {
    fn say(&self, language: Language, out: &mut Formatter<'_>) -> Result {
        for (place, (habit, count)) in self.found.iter().enumerate() {
            let (_, chinese, english) = Habit::ALL[*habit as usize];
            match language {
                Language::Chinese => {
                    let comma = if place > 0 { "、" } else { "" };
                    write!(out, "{comma}{chinese} {count} 处")?;
                }
                Language::English => {
                    let comma = if place > 0 { ", " } else { "" };
                    write!(out, "{comma}{english} ({count})")?;
                }
            }
        }
        Ok(())
    }

    fn example(_: &'static str) -> Self {
        Habits { found: vec![(Habit::Formula, 3), (Habit::Contents, 1)], first_line: 1 }
    }
}

/// `[TOC]` and its like, alone on a line.
pub(super) fn is_contents_mark(text: &str) -> bool {
    ["[TOC]", "[[TOC]]", "[[_TOC_]]", "{:toc}", "${toc}", "@[TOC]"]
        .iter()
        .any(|mark| text.eq_ignore_ascii_case(mark))
}

/// `import Tabs from '@theme/Tabs';` and `export const …` at the start of a line, as MDX has them.
fn is_of_components(line: &str) -> bool {
    let imports = line.starts_with("import ")
        && (line.contains(" from '") || line.contains(" from \""))
        && line.trim_end().ends_with([';', '\'', '"']);
    imports || (line.starts_with("export const ") && line.contains('='))
}

/// The language that the first line of a fence names.
fn language_of(fence: &str) -> String {
    let info = fence.trim().trim_start_matches(['`', '~', '>', ' ']);
    info.split([' ', '{', ',']).next().unwrap_or_default().to_ascii_lowercase()
}

fn without(text: &str, ranges: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for range in ranges {
        out.push_str(&text[at..range.start]);
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}

/// The line with its inline code blanked.
fn without_code(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find('`') {
        let (before, code) = rest.split_at(at);
        let run = code.len() - code.trim_start_matches('`').len();
        let (marks, inside) = code.split_at(run);
        out.push_str(before);
        rest = match inside.find(marks) {
            Some(end) => &inside[end + run..],
            None => {
                out.push_str(marks);
                inside
            }
        };
    }
    out.push_str(rest);
    out
}

fn pairs(text: &str, open: &str, close: &str) -> usize {
    let mut count = 0;
    let mut rest = text;
    while let Some(at) = rest.find(open) {
        let inside = &rest[at + open.len()..];
        let Some(end) = inside.find(close) else {
            break;
        };
        // `{{}}` is said of such marks, not one.
        count += usize::from(!inside[..end].trim().is_empty());
        rest = &inside[end + close.len()..];
    }
    count
}

/// `![…](图.png =300x200)`
fn picture_sizes(text: &str) -> usize {
    text.match_indices(" =")
        .filter(|(at, _)| {
            let rest = &text[at + 2..];
            let size = rest.split(')').next().unwrap_or_default();
            rest.contains(')')
                && size.chars().any(|sign| sign.is_ascii_digit())
                && size.contains('x')
                && size.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, 'x' | '%' | '*'))
        })
        .count()
}

/// `{width=300}`, `{.class}`, `{: #id}` directly behind a picture, a link or the end of a line.
fn attributes(text: &str) -> usize {
    text.match_indices('{')
        .filter(|(at, _)| {
            let before = text[..*at].trim_end().chars().next_back();
            let inside = text[at + 1..].split('}').next().unwrap_or_default();
            let is_heading = text.trim_start().starts_with('#');
            let is_attribute = inside.starts_with([':', '.', '#'])
                || ["width=", "height=", "align=", "style=", "class=", "target="]
                    .iter()
                    .any(|name| inside.trim_start().starts_with(name));
            text[*at..].contains('}')
                && is_attribute
                && !is_heading
                && matches!(before, None | Some(')' | ']' | '*' | '`'))
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::source_lines::lines_of;

    fn found(text: &str) -> Habits {
        find(&formulas::fence_blocks(lines_of(text)))
    }

    fn said(text: &str) -> String {
        yanxi_problem::worded(&found(text)).chinese.to_string()
    }

    #[test]
    fn habits_are_named_and_counted() {
        assert_eq!(
            said("设 $a_1$ 和 $b^2$。\n\n$$\nx\n$$\n\n```mermaid\ngraph\n```\n\n[TOC]\n"),
            "数学公式 $…$ 3 处、代码画的图（mermaid 等） 1 处、目录标记 [TOC] 1 处"
        );
        assert_eq!(
            said(
                "{{< note >}}\n\n{% hint %}\n\n{{ site.x }}\n\n![](a.png =300x200)\n\n![](a.png){width=300}\n"
            ),
            "短代码 {{< … >}} 1 处、模板标记 {% … %} 或 {{ … }} 2 处、图片尺寸 =300x200 1 处、属性 {width=300} 1 处"
        );
        assert_eq!(
            said("import Tabs from '@theme/Tabs';\n\n一段文字。 ^ac1e88\n\n--8<-- \"a.md\"\n"),
            "组件的 import、export 行 1 处、嵌入别的文件的标记 1 处"
        );
    }

    #[test]
    fn text_and_code_are_no_habits() {
        for text in [
            "花了$5和$6。\n",
            "每人 $100，共 $300。\n",
            "`$a_1$` 和 `{% x %}`\n",
            "```\n{{< x >}} $a_1$\n```\n",
            "10^4 和 x = 3\n",
            "## 标题 {#id}\n",
            "集合 {甲, 乙}\n",
            "用{{}}插入数据\n",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
