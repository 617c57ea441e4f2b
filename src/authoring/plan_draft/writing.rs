//! Writes a draft as a plan: every entry with its source and the words it stands on, what is not said as 待补充.
//! In: a text and what was found in it. Out: the text of a `计划.toml`, and at its end the sentences that nothing took up.

use std::fmt::Write;

use yanxi_campaign::plan::PENDING;

use super::dates::Span;
use super::duties::Answering;
use super::found::{Draft, Words};
use super::paragraphs::{Paragraph, SENTENCE, Text, cut, plain_words};
use yanxi_text::width::han_count;

/// What the page is called that the text is a page of.
pub(super) struct Names<'a> {
    pub(super) campaign: &'a str,
    /// Name of the file without its ending.
    pub(super) page: &'a str,
}

struct Writer<'a> {
    paragraphs: &'a [Paragraph],
    page: &'a str,
    out: String,
}

/// Sentences that ask for something or count something.
const ASKING: [&str; 10] =
    ["要", "应", "须", "必须", "确保", "不得", "不准", "力争", "负责", "落实"];

pub(super) fn write(text: &Text, draft: &Draft, names: &Names<'_>) -> String {
    let mut writer = Writer { paragraphs: &text.paragraphs, page: names.page, out: String::new() };
    writer.head(draft, names);
    writer.counts(draft);
    writer.stages(draft);
    writer.gates(draft);
    writer.activities(draft);
    writer.targets(draft);
    writer.lists(draft);
    writer.left(draft);
    writer.out
}

/// What Markdown shows as the mark of an item, `1. ` and `1) `, is no text of the page.
fn without_item_mark(text: &str) -> &str {
    let rest = text.trim_start_matches(|sign: char| sign.is_ascii_digit());
    match rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") ")) {
        Some(words) if rest.len() < text.len() => words.trim_start(),
        _ => text,
    }
}

impl Writer<'_> {
    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn key(&mut self, key: &str, value: &str) {
        let _ = writeln!(self.out, "{key} = {}", quoted(value));
    }

    fn table(&mut self, name: &str) {
        let _ = writeln!(self.out, "\n[[{name}]]");
    }

    /// Source and passage, the last lines of an entry.
    fn source(&mut self, words: &Words) {
        self.key("来源", self.page.to_string().as_str());
        if let Some(passage) = self.passage(words) {
            self.key("出处", &passage);
        }
    }

    /// The words as they stand, where they stand once in the text.
    fn passage(&self, words: &Words) -> Option<String> {
        let paragraph = self.paragraphs.get(words.paragraph)?;
        let own = without_item_mark(paragraph.text.get(words.range.clone())?.trim());
        let own = own.trim_end_matches(['：', ':', '，']);
        // As the site looks for it: signs do not matter.
        let times = |wanted: &str| {
            let wanted = plain_words(wanted);
            let found = |next: &Paragraph| plain_words(&next.text).matches(&wanted).count();
            self.paragraphs.iter().map(found).sum::<usize>()
        };
        if !own.is_empty() && times(own) == 1 {
            return Some(own.to_string());
        }
        let sentences = cut(&paragraph.text, &SENTENCE);
        let around = sentences.iter().find(|part| part.contains(&words.range.start))?;
        let whole = without_item_mark(paragraph.text[around.clone()].trim());
        if times(whole) == 1 {
            return Some(whole.to_string());
        }
        // A short heading stands elsewhere too; with the sentence behind it it does not.
        let next = sentences.iter().find(|part| part.start >= around.end)?;
        let both = without_item_mark(paragraph.text[around.start..next.end].trim());
        (times(both) == 1).then(|| both.to_string())
    }

    fn answering(&mut self, answering: &Answering) {
        for (key, names) in [
            ("牵头领导", &answering.leaders),
            ("责任单位", &answering.units),
            ("配合单位", &answering.partners),
        ] {
            if !names.is_empty() {
                let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
                let _ = writeln!(self.out, "{key} = [{}]", names.join(", "));
            }
        }
        if !answering.due.is_empty() {
            self.key("时限", &answering.due);
        }
    }

    fn span(&mut self, span: Option<&Span>) {
        let Some(span) = span else {
            return;
        };
        for (key, day) in [("开始", span.from), ("结束", span.to)] {
            if let Some(day) = day {
                let _ = writeln!(self.out, "{key} = {day}");
            }
        }
        self.key("时间说明", &span.words);
    }

    fn head(&mut self, draft: &Draft, names: &Names<'_>) {
        self.line("# 照讲话或方案起草的计划，请逐条核对：每一条的“出处”是原文里的话；原文没有说的，没有写，或者写成了 待补充。");
        self.line(
            "# 放在活动的文件夹里，改名为 计划.toml；原文要是网站里的一篇，“出处”才点得过去。",
        );
        self.line("\n[活动]");
        self.key("名称", names.campaign);
        if let Some(time) = &draft.time {
            self.span(time.span.as_ref());
            if let Some(passage) = self.passage(&time.words) {
                self.key("出处", &passage);
            }
        }
        self.key("来源", names.page);
        self.key("出处页", names.page);
    }

    fn counts(&mut self, draft: &Draft) {
        let general = ["阶段", "环节", "把关"];
        let own: Vec<_> =
            draft.counts.iter().filter(|count| general.contains(&&*count.of)).collect();
        if !own.is_empty() {
            self.line("\n[应列]");
        }
        for count in own {
            let _ = writeln!(self.out, "{} = {}", count.of, count.count);
        }
    }

    fn stages(&mut self, draft: &Draft) {
        for stage in &draft.stages {
            self.table("阶段");
            self.key("名称", &stage.name);
            self.span(stage.span.as_ref());
            self.source(&stage.words);
        }
        for step in &draft.steps {
            self.table("环节");
            self.key("名称", &step.own.name);
            if !step.stage.is_empty() {
                self.key("阶段", &step.stage);
            }
            self.span(step.own.span.as_ref());
            self.source(&step.own.words);
        }
    }

    fn gates(&mut self, draft: &Draft) {
        for gate in &draft.gates {
            self.table("把关");
            self.key("名称", &gate.name);
            if !gate.stage.is_empty() {
                self.key("把关对象", &gate.stage);
            }
            if !gate.other.is_empty() {
                self.key("对象说明", &gate.other);
            }
            self.source(&gate.words);
        }
    }

    fn activities(&mut self, draft: &Draft) {
        for (number, activity) in draft.activities.iter().enumerate() {
            let twice = draft.activities.iter().filter(|own| own.name == activity.name).count() > 1;
            self.table("主题实践活动");
            if twice {
                self.key("编号", &format!("huodong{}", number + 1));
            }
            self.key("名称", &activity.name);
            if !activity.stage.is_empty() {
                self.key("阶段", &activity.stage);
                if twice {
                    self.key("区分", &activity.stage);
                }
            }
            if let Some(items) = activity.items {
                let _ = writeln!(self.out, "应列事项 = {items}");
            }
            self.source(&activity.words);
        }
    }

    fn targets(&mut self, draft: &Draft) {
        let mut seen: Vec<&str> = Vec::new();
        for target in &draft.targets {
            let times = seen.iter().filter(|name| **name == target.name).count();
            seen.push(&target.name);
            self.table("指标");
            match times {
                0 => self.key("名称", &target.name),
                _ => self.key("名称", &format!("{}（{}）", target.name, times + 1)),
            }
            let _ = writeln!(self.out, "数值 = {}", target.value);
            self.key("单位", &target.unit);
            self.answering(&target.answering);
            self.source(&target.words);
        }
    }

    fn lists(&mut self, draft: &Draft) {
        for list in &draft.lists {
            self.table("清单");
            self.key("名称", &list.name);
            self.key("来源", self.page.to_string().as_str());
            for entry in &list.entries {
                self.line("[[清单.条目]]");
                self.key("名称", &entry.name);
                self.answering(&entry.answering);
                if let Some(passage) = self.passage(&entry.words) {
                    self.key("出处", &passage);
                }
            }
        }
        let general = ["阶段", "环节", "把关"];
        for count in draft.counts.iter().filter(|count| !general.contains(&&*count.of)) {
            if draft.lists.iter().any(|list| list.name == count.of) {
                continue;
            }
            self.table("清单");
            self.key("名称", &count.of);
            let _ = writeln!(self.out, "应列 = {}", count.count);
            self.key("条目", PENDING[0]);
            self.source(&count.words);
        }
    }

    /// What asks for something and went into nothing above.
    fn left(&mut self, draft: &Draft) {
        let passages = draft.passages();
        let mut left = Vec::new();
        for (number, paragraph) in self.paragraphs.iter().enumerate() {
            for part in cut(&paragraph.text, &SENTENCE) {
                let sentence = paragraph.text[part.clone()].trim();
                let asks = ASKING.iter().any(|word| sentence.contains(word))
                    || sentence.contains(|character: char| character.is_ascii_digit());
                let is_taken = passages.iter().any(|words| {
                    words.paragraph == number
                        && words.range.start < part.end
                        && part.start < words.range.end
                });
                if asks && !is_taken && han_count(sentence) >= 6 {
                    left.push(format!("# 第{}行 {sentence}", paragraph.line));
                }
            }
        }
        if !left.is_empty() {
            self.line("\n# 下面这些话没有放进计划，请看一看要不要补：");
            for line in left {
                self.line(&line);
            }
        }
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            character if character.is_control() => out.push(' '),
            character => out.push(character),
        }
    }
    out.push('"');
    out
}
