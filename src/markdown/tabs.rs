//! Tabs of other programs: `@tab 甲` of VuePress and `== 甲` of VitePress inside `::: tabs`, and the labels of fenced code.
//! In: lines of a page, or its tree. Out: each tab as a `:::` block under its label, one below the other.

use comrak::Arena;
use comrak::nodes::{AstNode, NodeBlockDirective, NodeValue};

use super::boxes::{TAB, longest_colons};
use super::source_lines::{Fence, Line};
use super::tree::new_node;

/// Blocks that hold tabs.
const GROUPS: [&str; 3] = ["tabs", "code-tabs", "code-group"];

pub(super) fn as_directives(lines: Vec<Line>) -> Vec<Line> {
    if !lines.iter().any(|line| label_of(&line.text).is_some()) {
        return lines;
    }
    let mut out = Vec::with_capacity(lines.len());
    let mut fence = Fence::default();
    let mut at = 0;
    while at < lines.len() {
        let line = &lines[at];
        let opens = !fence.takes(&line.text) && !line.is_code && opens_group(&line.text);
        let end = opens.then(|| group_end(&lines, at)).flatten();
        match end {
            Some(end) => {
                let inside = as_directives(lines[at + 1..end].to_vec());
                push_group(&mut out, &lines[at], inside, &lines[end]);
                at = end + 1;
            }
            None => {
                out.push(line.clone());
                at += 1;
            }
        }
    }
    out
}

fn colons(line: &str) -> usize {
    line.trim_start().chars().take_while(|sign| *sign == ':').count()
}

fn opens_group(line: &str) -> bool {
    let name = line.trim_start().trim_start_matches(':').trim_start();
    let name: String =
        name.chars().take_while(|sign| sign.is_ascii_lowercase() || *sign == '-').collect();
    colons(line) >= 3 && GROUPS.contains(&name.as_str())
}

/// `@tab 甲`, `@tab:active 甲#id`, `== 甲`
fn label_of(line: &str) -> Option<&str> {
    let text = line.trim();
    let label = match text.strip_prefix("@tab") {
        Some(rest) => rest.strip_prefix(":active").unwrap_or(rest).strip_prefix([' ', '\t'])?,
        None => text.strip_prefix("== ").filter(|rest| !rest.ends_with("=="))?,
    };
    let label = label.trim();
    let label = match label.rsplit_once('#') {
        Some((words, id)) if !words.trim().is_empty() && id.is_ascii() => words.trim_end(),
        _ => label,
    };
    (!label.is_empty()).then_some(label)
}

/// The line that closes the group which opens here.
fn group_end(lines: &[Line], start: usize) -> Option<usize> {
    let own = colons(&lines[start].text);
    let mut fence = Fence::default();
    let mut open = vec![own];
    for (at, line) in lines.iter().enumerate().skip(start + 1) {
        if fence.takes(&line.text) {
            continue;
        }
        let colons = colons(&line.text);
        if colons < 3 {
            continue;
        }
        let closes = line.text.trim().chars().all(|sign| sign == ':');
        if !closes {
            open.push(colons);
        } else if let Some(outer) = open.iter().rposition(|open| *open <= colons) {
            open.truncate(outer);
            if open.is_empty() {
                return Some(at);
            }
        }
    }
    None
}

/// Writes a group whose tabs are blocks of their own, longer fences around shorter ones.
fn push_group(out: &mut Vec<Line>, head: &Line, inside: Vec<Line>, end: &Line) {
    let inner = ":".repeat(longest_colons(&inside) + 1);
    let outer = format!("{inner}:");
    let name = head.text.trim_start().trim_start_matches(':').trim_start();
    let name: String =
        name.chars().take_while(|sign| !sign.is_whitespace() && *sign != '#').collect();
    out.push(Line::new("", head.number));
    out.push(Line::new(format!("{outer} {name}"), head.number));
    let mut fence = Fence::default();
    let mut is_open = false;
    for line in inside {
        let label = if fence.takes(&line.text) { None } else { label_of(&line.text) };
        match label {
            Some(label) => {
                if is_open {
                    out.push(Line::new(inner.clone(), line.number));
                }
                out.push(Line::new("", line.number));
                out.push(Line::new(format!("{inner} {TAB} {label}"), line.number));
                is_open = true;
            }
            None => out.push(line),
        }
    }
    if is_open {
        out.push(Line::new(inner, end.number));
    }
    out.push(Line::new(outer, end.number));
    out.push(Line::new("", end.number));
}

/// Puts fenced code that bears a label, `js [甲.js]` or `js title="甲"`, under it as a tab.
pub(super) fn label_code<'a>(arena: &'a Arena<'a>, node: &'a AstNode<'a>) {
    let label = match &node.data().value {
        NodeValue::CodeBlock(code) if code.fenced => label_of_code(&code.info),
        _ => None,
    };
    let Some(label) = label else {
        return;
    };
    let info = format!("{TAB} {label}");
    let block = NodeBlockDirective { fence_length: 3, fence_offset: 0, info };
    let block = new_node(arena, NodeValue::BlockDirective(Box::new(block)), node);
    node.insert_before(block);
    block.append(node);
}

fn label_of_code(info: &str) -> Option<String> {
    let quoted = ["title=", "filename=", "caption="].iter().find_map(|name| {
        let (_, rest) = info.split_once(name)?;
        let mark = rest.chars().next().filter(|mark| matches!(mark, '"' | '\''))?;
        rest[1..].split_once(mark).map(|(label, _)| label)
    });
    let in_brackets = || {
        let (language, rest) = info.split_once('[')?;
        let (label, behind) = rest.split_once(']')?;
        // `{1,3}` and the like may stand behind.
        let is_label = !language.contains(['=', '"']) && !behind.contains(']');
        is_label.then_some(label)
    };
    quoted.or_else(in_brackets).map(str::trim).filter(|label| !label.is_empty()).map(str::to_string)
}
