//! What kinds of boxes there are, by the names that authors bring along from other programs.
//! In: the name of a block. Out: the template that draws it and its label in the site's words.

use std::collections::BTreeMap;

use crate::markdown::TAB;

/// A kind of box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BoxKind {
    /// Drawn by this template, labelled by this word of the theme.
    Known { template: &'static str, word: &'static str },
    /// One of several tabs, under its label.
    Tab,
    /// Places or styles what it holds; only a title that its author gave it is said.
    Bare,
    /// Of no known name.
    Other,
}

/// Names, the template that draws them, and the word that labels them. They are those of GitHub, Obsidian, MkDocs,
/// Docusaurus, VuePress and VitePress, and the Chinese ones of this program.
const KINDS: [(&[&str], &str, &str); 20] = [
    (&["note", "info", "说明", "备注"], "note", "block_note"),
    (&["abstract", "summary", "tldr", "摘要"], "note", "block_abstract"),
    (&["todo", "待办"], "note", "block_todo"),
    (&["question", "help", "faq", "问题"], "note", "block_question"),
    (&["example", "示例"], "note", "block_example"),
    (&["definition", "定义"], "note", "block_definition"),
    (&["theorem", "lemma", "corollary", "proposition", "axiom", "定理"], "note", "block_theorem"),
    (&["proof", "证明"], "note", "block_proof"),
    (&["exercise", "练习"], "note", "block_exercise"),
    (&["answer", "solution", "答案"], "note", "block_answer"),
    (&["tip", "hint", "提示"], "tip", "block_tip"),
    (&["success", "check", "done", "完成"], "tip", "block_success"),
    (&["important", "重点", "重要"], "important", "block_important"),
    (&["warning", "attention", "注意"], "warning", "block_warning"),
    (&["caution", "danger", "error", "警告", "小心"], "caution", "block_caution"),
    (&["failure", "fail", "missing", "失败"], "caution", "block_failure"),
    (&["bug", "缺陷"], "caution", "block_bug"),
    (&["source", "资料", "出处"], "source", "block_source"),
    (&["details", "collapse", "折叠", "展开"], "details", "block_details"),
    (&["quote", "cite", "引文", "引用"], "quote", "block_quote"),
];

/// Blocks of VuePress and VitePress that are no boxes.
const BARE: [&str; 15] = [
    "center",
    "left",
    "right",
    "justify",
    "raw",
    "v-pre",
    "slot",
    "only",
    "grid",
    "cards",
    "card",
    "code-group",
    "code-tabs",
    "tabs",
    "steps",
];

impl BoxKind {
    pub(super) fn of(name: &str) -> Self {
        if name == TAB {
            return BoxKind::Tab;
        }
        if BARE.contains(&name) {
            return BoxKind::Bare;
        }
        KINDS
            .iter()
            .find(|(names, _, _)| names.contains(&name))
            .map_or(BoxKind::Other, |(_, template, word)| BoxKind::Known { template, word })
    }

    pub(super) fn template(self) -> &'static str {
        match self {
            BoxKind::Known { template, .. } => template,
            BoxKind::Tab => "tab",
            BoxKind::Bare | BoxKind::Other => "generic",
        }
    }

    /// A Chinese name of its author's own is its label; an English one says nothing to readers.
    pub(super) fn label(self, name: &str, words: &BTreeMap<String, String>) -> String {
        let word = |key: &str| words.get(key).cloned().unwrap_or_default();
        match self {
            BoxKind::Known { word: key, .. } => word(key),
            _ if name.is_ascii() => word("block_other"),
            _ => name.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_template_and_a_word_in_both_languages() {
        for language in ["zh-CN", "en"] {
            let theme = crate::theme::load(None, language).unwrap_or_else(|_| panic!("{language}"));
            for (names, template, word) in KINDS {
                assert!(theme.words.contains_key(word), "{word}");
                let path = format!("blocks/{template}.html");
                assert!(theme.templates.get_template_names().any(|name| name == path), "{path}");
                for name in names {
                    assert_eq!(BoxKind::of(name).template(), template, "{name}");
                }
            }
            assert_ne!(BoxKind::of("vault-thing").label("vault-thing", &theme.words), "");
        }
        assert_eq!(BoxKind::of("经验").label("经验", &BTreeMap::new()), "经验");
        assert_eq!(BoxKind::of("center"), BoxKind::Bare);
    }
}
