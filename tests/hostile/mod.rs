//! A site all of whose words are hostile at once: every string of the sample's plan, rosters, tables and records, and of
//! a few pages of study material, carries the same addition before and after it.
//! In: the repository's sample, what to add. Out: a site folder that builds like the sample itself.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Words that would run, close, open or load something wherever they are not taken as plain words.
pub(crate) const HOSTILE: Addition = Addition {
    before: "=",
    after: "\"><img src=x onerror=window.__pwned=1>'</script></title></textarea></style>{{7*7}}{%x%}&lt]]>\u{2028}<svg/onload=window.__pwned=2>\\",
    in_file_names: "\"><img src=x onerror=window.__pwned=3>' --><script>window.__pwned=4<",
};

/// Words of the same shape that mean nothing: a sign before, which search passes over as it does the hostile one.
pub(crate) const HARMLESS: Addition =
    Addition { before: "※", after: "样例", in_file_names: "样例" };

#[derive(Clone, Copy)]
pub(crate) struct Addition {
    before: &'static str,
    after: &'static str,
    in_file_names: &'static str,
}

/// Words of the plan's language that have a meaning of their own.
const KEPT: &str = "有效票 方案 首页 规定 自选 人 负责人 全镇 单位 是 否 公开 内部 不发布 已审核 报送 退回 草稿 有 无 \
    一般 会议 免除 测评 补课 把关 单位方案 组织机构 联系点 上级指导 问题 实事 建议 意见 走访 调研 分析报告 制度 论证 \
    赛事 典型 简报 总结 选题 进展 宣传 成果 题库 说明 文字 数字 日期 是否 人员";
const BETWEEN: [char; 11] = ['、', '，', ',', '；', ';', '\n', '：', ':', '（', '）', '('];

/// Writes the site and returns the folder of its campaign.
pub(crate) fn write_site(folder: &Path, addition: Addition) {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let campaign = subfolder(&content, "07-");
    let words = Words::of(&campaign, addition);
    let quoted = |word: &str| toml::Value::String(words.one(word)).to_string();
    let settings = format!(
        "format = 1\ndate = \"2026-11-23\"\nbase_url = \"https://example.com/xx/\"\ntitle = {}\ndescription = {}\nfooter = {}\n",
        quoted("样站"),
        quoted("一句话"),
        quoted("页脚")
    );
    put(&folder.join("yanxi.toml"), &settings);
    for path in files(&campaign) {
        let from = campaign.join(&path);
        let to = folder.join("content/活动").join(&path);
        let name = path.to_string_lossy();
        if name.ends_with(".toml") {
            put(&to, &words.in_quotes(&read(&from)));
        } else if name.ends_with(".csv") {
            put(&to, &words.in_table(&read(&from), &path));
        } else if name.ends_with(".md") {
            put(&to, &words.in_keys(&read(&from)));
        } else if !name.ends_with(".xlsx") {
            fs::create_dir_all(to.parent().expect("a parent")).expect("folders");
            fs::copy(from, to).expect("a copy");
        }
    }
    write_study_material(&folder.join("content"), addition, &words);
}

fn write_study_material(content: &Path, addition: Addition, words: &Words) {
    // A backslash before punctuation makes it a plain word of Markdown.
    let word = |word: &str| -> String {
        let mut escaped = String::new();
        for character in words.one(word).chars() {
            if character.is_ascii_punctuation() {
                escaped.push('\\');
            }
            escaped.push(character);
        }
        escaped
    };
    let raw = |word: &str| words.one(word).replace('`', "");
    let key = |word: &str| format!("\"{}\"", escaped(&words.one(word)));
    let named = format!("资料{}", addition.in_file_names).replace('/', "");
    let page = format!(
        "---\n标题: {}\n描述: {}\n来源: {}\n作者: {}\n级别: {}\n标签: [{}, {}]\n日期: 2026-11-20\n别名: old/a.html\n---\n\n\
         ## {}\n\n{}[^一] **{}** `{}` ==甲==\n\n![{}](图.png \"{}\")\n\n[{}](乙.md \"{}\") [[乙|{}]]\n\n| {} | 乙 |\n|---|---|\n| {} | `乙` |\n\n\
         > [!note] {}\n> {}\n\n::: source {}\n{}\n:::\n\n``` {}\n{}\n```\n\n- [ ] {}\n\n一、先写一句。后面还有很长的一段话，说明这件事从头到尾是怎样办的，一直写到这里才算完。{}\n\n{}\n: {}\n\n[^一]: {}\n",
        key("甲题"),
        key("甲述"),
        key("甲源"),
        key("甲作"),
        key("甲级"),
        key("甲签"),
        key("乙签"),
        word("甲节"),
        word("甲文"),
        word("甲重"),
        raw("甲码"),
        word("甲图"),
        word("甲图题"),
        word("甲链"),
        word("甲链题"),
        word("甲维").replace('|', ""),
        word("甲头"),
        word("甲格"),
        word("甲注"),
        word("甲注文"),
        raw("甲块"),
        word("甲块文"),
        raw("甲语"),
        raw("甲代码"),
        word("甲项"),
        word("甲行"),
        word("甲词"),
        word("甲释"),
        word("甲脚"),
    );
    let section = content.join(&named);
    put(&section.join(format!("甲{}.md", named)), &page);
    put(&section.join("乙.md"), &format!("# {}\n\n{}\n", word("乙题"), word("乙文")));
    put(&section.join("图.png"), "x");
    put(&section.join(format!("{named}.txt")), "附件");
    put(&content.join("_index.md"), &format!("# {}\n\n{}\n", word("首页"), word("首文")));
}

/// The words of a campaign, and what is added to them.
struct Words {
    addition: Addition,
    kept: BTreeSet<String>,
}

impl Words {
    fn of(campaign: &Path, addition: Addition) -> Words {
        let mut kept: BTreeSet<String> = KEPT.split_whitespace().map(String::from).collect();
        for path in files(campaign) {
            let text = match path.extension().and_then(|extension| extension.to_str()) {
                Some("csv" | "md" | "toml") => read(&campaign.join(&path)),
                _ => continue,
            };
            let name = path.to_string_lossy();
            if name.ends_with(".csv") {
                kept.extend(text.lines().next().unwrap_or_default().split(',').map(String::from));
            } else if name.ends_with(".md") {
                kept.extend(text.lines().filter_map(|line| Some(key_of(line)?.0.to_string())));
            } else {
                let keys = text.split('=').filter_map(|before| before.split_whitespace().last());
                kept.extend(keys.map(|key| key.trim_matches('{').to_string()));
            }
        }
        Words { addition, kept }
    }

    /// One word with its addition.
    fn one(&self, word: &str) -> String {
        format!("{}{word}{}", self.addition.before, self.addition.after)
    }

    /// A value: each of its words, unless it names a file, a number or something the plan's language knows.
    fn value(&self, value: &str) -> String {
        let is_file = value.contains('/')
            || [".md", ".docx", ".png", ".jpg", ".xlsx", ".csv"]
                .iter()
                .any(|ending| value.contains(ending));
        if is_file {
            return value.to_string();
        }
        value
            .split_inclusive(BETWEEN)
            .map(|part| {
                let word = part.trim_end_matches(BETWEEN).trim();
                let is_number = word.chars().all(|character| {
                    character.is_ascii_digit()
                        || "0123456789０１２３４５６７８９.-%％年月日 ".contains(character)
                });
                if word.is_empty() || is_number || self.kept.contains(word) {
                    part.to_string()
                } else {
                    part.replacen(word, &self.one(word), 1)
                }
            })
            .collect()
    }

    /// Every string of a plan.
    fn in_quotes(&self, text: &str) -> String {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let text: String = lines.map(|line| format!("{line}\n")).collect();
        text.split('"')
            .enumerate()
            .map(|(number, part)| match number % 2 {
                1 => format!("\"{}\"", escaped(&self.value(part))),
                _ => part.to_string(),
            })
            .collect()
    }

    /// Every cell of a table; the type, which its file name would say, becomes a column.
    fn in_table(&self, text: &str, path: &Path) -> String {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let heads = reader.headers().expect("heads").clone();
        let in_records = path.starts_with("台账") || path.starts_with("记录");
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let kind =
            (in_records && !heads.iter().any(|head| head == "类型")).then(|| self.value(stem));
        let mut writer = csv::Writer::from_writer(Vec::new());
        let head = kind.as_ref().map(|_| "类型");
        writer.write_record(heads.iter().chain(head)).expect("a line");
        for row in reader.records() {
            let row = row.expect("a row");
            let cells = row.iter().map(|cell| self.value(cell)).chain(kind.clone());
            writer.write_record(cells).expect("a line");
        }
        String::from_utf8(writer.into_inner().expect("a table")).expect("a text")
    }

    /// Every value above a text.
    fn in_keys(&self, text: &str) -> String {
        let Some((head, body)) =
            text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---"))
        else {
            return text.to_string();
        };
        let quoted = |value: &str| {
            let new = self.value(value);
            if new == value { new } else { format!("\"{}\"", escaped(&new)) }
        };
        let mut out = String::from("---\n");
        for line in head.lines() {
            let line = match key_of(line) {
                Some(("审核", _)) => continue,
                Some((_, value)) if value.starts_with('{') || value.is_empty() => line.to_string(),
                Some((key, value)) if value.starts_with('[') => {
                    let items =
                        value.trim_matches(['[', ']']).split([',', '，', '、']).map(str::trim);
                    let items: Vec<String> =
                        items.filter(|item| !item.is_empty()).map(quoted).collect();
                    format!("{key}: [{}]", items.join(", "))
                }
                Some((key, value)) => format!("{key}: {}", quoted(value)),
                // Tables of one line each, as units' own items are.
                None => line
                    .split_inclusive([':', ',', '}'])
                    .scan(false, |is_value, part| {
                        let was_value = std::mem::replace(is_value, part.ends_with(':'));
                        let end = part.len() - 1;
                        Some(if was_value && part.ends_with([',', '}']) {
                            format!(" {}{}", quoted(part[..end].trim()), &part[end..])
                        } else {
                            part.to_string()
                        })
                    })
                    .collect(),
            };
            out.push_str(&line);
            out.push('\n');
        }
        out.push_str("---");
        out.push_str(body);
        out
    }
}

/// The key and value of a line above a text.
fn key_of(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once([':', '：'])?;
    let is_key = !key.is_empty() && key.chars().all(char::is_alphanumeric);
    is_key.then_some((key, value.trim()))
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

fn subfolder(folder: &Path, prefix: &str) -> PathBuf {
    fs::read_dir(folder)
        .expect("a folder")
        .map_while(Result::ok)
        .find(|entry| entry.file_name().to_string_lossy().starts_with(prefix))
        .map(|entry| entry.path())
        .expect("the sample's campaign")
}

fn read(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a text");
    text.trim_start_matches('\u{feff}').replace("\r\n", "\n")
}

fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
    fs::write(path, text).expect("a file");
}

/// Paths of all files below a folder, in order.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name();
    let found = entries.into_iter().filter_map(Result::ok);
    found
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| Some(entry.path().strip_prefix(folder).ok()?.to_path_buf()))
        .collect()
}
