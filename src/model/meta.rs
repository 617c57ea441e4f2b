//! What a page's front matter says.
//! In: its entries. Out: [`Meta`], and a diagnostic for each key or value that is not understood.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::problem::{Expected, MetaProblem};
use crate::entries::{self, CheckedNumber, SecrecyReview};
use crate::folder::MarkdownFile;
use crate::internal_words::{is_said_by_key, may_be_said_by_key};
use crate::review_entry::{self, ReviewEntry};
use crate::slip::{NearKey, is_slip_of, near_key};
use yanxi_problem::{Diagnostic, Name, Places, Quoted};
use yanxi_reading::front_matter::{Entry, FrontMatter};
use yanxi_reading::value::Value;

/// A page's own statements about itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Meta {
    pub title: Option<String>,
    pub description: String,
    pub date: Option<Date>,
    pub updated: Option<Date>,
    pub tags: Vec<String>,
    pub source: String,
    pub author: String,
    /// The level of authority that issued the material, such as 镇 or 市.
    pub level: String,
    /// The language of the page's own words as a tag of BCP 47; empty: the site's.
    pub language: String,
    pub weight: Option<i64>,
    pub draft: bool,
    pub visibility: Option<Visibility>,
    /// Address in the site that the author chose.
    pub address: Option<String>,
    /// Earlier addresses that lead here, and other names by which `[[…]]` finds the page.
    pub aliases: Vec<String>,
    /// Attachments named by hand.
    pub attachments: Vec<String>,
    /// Lines of the keys that later steps report on.
    pub address_line: usize,
    pub aliases_line: usize,
    pub attachments_line: usize,
}

/// Who may see a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    Public,
    Internal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Title,
    Description,
    Date,
    Updated,
    Tags,
    Source,
    Author,
    Level,
    Language,
    Weight,
    Draft,
    Visibility,
    Address,
    Aliases,
    Attachments,
    Review,
    SecrecyReview,
    Checked,
    Extra,
}

/// Every key with its names; the first is the English one, the second the Chinese one.
const KEYS: [(Key, &[&str]); 19] = [
    (Key::Title, &["title", "标题", "题目"]),
    (Key::Description, &["description", "描述", "摘要", "简介"]),
    (Key::Date, &["date", "日期", "发布日期"]),
    (Key::Updated, &["updated", "更新", "更新日期"]),
    (Key::Tags, &["tags", "标签", "关键词"]),
    (Key::Source, &["source", "来源"]),
    (Key::Author, &["author", "作者"]),
    (Key::Level, &["level", "级别", "层级"]),
    (Key::Language, &["language", "语言", "文种"]),
    (Key::Weight, &["weight", "权重", "排序"]),
    (Key::Draft, &["draft", "草稿"]),
    (Key::Visibility, &["visibility", "公开"]),
    (Key::Address, &["slug", "地址"]),
    (Key::Aliases, &["aliases", "别名", "旧地址"]),
    (Key::Attachments, &["attachments", "附件"]),
    (Key::Review, &review_entry::KEYS),
    (Key::SecrecyReview, &entries::SECRECY_KEYS),
    (Key::Checked, &entries::CHECKED_KEYS),
    (Key::Extra, &["extra", "其他", "附加"]),
];

/// Reads the entries; wrong ones are reported and passed over.
pub(super) fn read(
    file: &MarkdownFile,
    front_matter: &FrontMatter,
    diagnostics: &mut Vec<Diagnostic>,
) -> Meta {
    let mut meta = Meta::default();
    let mut seen: Vec<Key> = Vec::new();
    let mut places = Places::of(&file.shown_path, &file.text);
    let mut told = |entry: &Entry, problem: &MetaProblem| {
        diagnostics.push(Diagnostic::of(places.at_line(entry.line), problem));
    };
    let mut said_internal = false;
    for entry in &front_matter.entries {
        let Some(key) = key_named(&entry.key) else {
            said_internal |= means_internal(entry);
            told(entry, &unknown_key(entry));
            continue;
        };
        if seen.contains(&key) {
            told(entry, &MetaProblem::Repeated { key: Name::from(&entry.key) });
            continue;
        }
        seen.push(key);
        if let Err(problem) = meta.set(key, entry) {
            told(entry, &problem);
        }
    }
    if said_internal {
        meta.visibility = Some(Visibility::Internal);
    }
    meta
}

/// Whether a key that is not known says that the page is not for everybody.
fn means_internal(entry: &Entry) -> bool {
    entry.value.as_text().is_some_and(|value| is_said_by_key(&entry.key, &value))
}

/// Reads the entries of a record: what it has in common with other pages; the campaign's reader answers for the rest.
pub(super) fn read_record(front_matter: &FrontMatter) -> Meta {
    let mut meta = Meta::default();
    for entry in &front_matter.entries {
        if let Some(
            key @ (Key::Title | Key::Date | Key::Tags | Key::Attachments | Key::Description),
        ) = key_named(&entry.key)
        {
            // A value that cannot be read is reported by the campaign's reader.
            let _ = meta.set(key, entry);
        }
    }
    meta
}

fn key_named(name: &str) -> Option<Key> {
    let lower = name.to_lowercase();
    KEYS.iter().find(|(_, names)| names.contains(&lower.as_str())).map(|(key, _)| *key)
}

/// All names of the key that `name` stands for; none where it stands for none.
pub(super) fn names_of(name: &str) -> &'static [&'static str] {
    let lower = name.to_lowercase();
    KEYS.iter().find(|(_, names)| names.contains(&lower.as_str())).map_or(&[], |(_, names)| names)
}

/// Whether a key says who may see a page.
pub(super) fn of_visibility(name: &str) -> bool {
    key_named(name) == Some(Key::Visibility)
}

/// Whether a key says that a page is a draft.
pub(super) fn of_draft(name: &str) -> bool {
    key_named(name) == Some(Key::Draft)
}

impl Meta {
    /// Sets what a cell of a sheet beside the pages says, by its column. Columns that are no statements of a page, and
    /// those that only the text itself can make, are passed over.
    pub(super) fn set_by_name(&mut self, name: &str, text: &str) -> Result<(), MetaProblem> {
        let Some(key) = key_named(name.trim()) else {
            return Ok(());
        };
        if matches!(key, Key::Review | Key::Extra | Key::Attachments | Key::Aliases | Key::Address)
        {
            return Ok(());
        }
        let value = Value::Text(text.to_string());
        self.set(key, &Entry { key: name.trim().to_string(), value, line: 0, lines: Vec::new() })
    }

    fn set(&mut self, key: Key, entry: &Entry) -> Result<(), MetaProblem> {
        let value = &entry.value;
        let wrong = |expected| MetaProblem::WrongValue { key: Name::from(&entry.key), expected };
        let text = || value.as_text().ok_or_else(|| wrong(Expected::Text));
        let texts = || value.as_texts().ok_or_else(|| wrong(Expected::Texts));
        let date = || {
            if value.as_text().is_some_and(|text| text.is_empty()) {
                return Ok(None);
            }
            let wrong = || MetaProblem::WrongDate { key: Name::from(&entry.key) };
            value.as_date().map(Some).ok_or_else(wrong)
        };
        let yes_or_no = || value.as_yes_or_no().ok_or_else(|| wrong(Expected::YesOrNo));
        match key {
            Key::Title => self.title = Some(text()?).filter(|title| !title.trim().is_empty()),
            Key::Description => self.description = text()?,
            Key::Date => self.date = date()?,
            Key::Updated => self.updated = date()?,
            Key::Tags => {
                self.tags = texts()?;
                let mut known = BTreeSet::new();
                self.tags.retain(|tag| !tag.is_empty() && known.insert(tag.clone()));
            }
            Key::Source => self.source = text()?,
            Key::Author => self.author = text()?,
            Key::Level => self.level = text()?,
            Key::Language => {
                self.language = language_tag(&text()?).ok_or_else(|| wrong(Expected::Language))?;
            }
            Key::Weight => {
                self.weight = Some(value.as_number().ok_or_else(|| wrong(Expected::Number))?);
            }
            Key::Draft => {
                // A page that may be a draft must not go out.
                self.draft = true;
                self.draft = yes_or_no()?;
            }
            Key::Visibility => {
                let text = text()?;
                self.visibility = match text.to_lowercase().as_str() {
                    "" => None,
                    "public" | "公开" | "是" => Some(Visibility::Public),
                    "internal" | "内部" | "否" | "不公开" => Some(Visibility::Internal),
                    _ => {
                        // A page whose visibility is unclear must not go out.
                        self.visibility = Some(Visibility::Internal);
                        return Err(wrong(Expected::Visibility));
                    }
                };
            }
            Key::Address => {
                self.address = Some(text()?).filter(|address| !address.is_empty());
                self.address_line = entry.line;
            }
            Key::Aliases => {
                self.aliases = texts()?;
                self.aliases_line = entry.line;
            }
            Key::Attachments => {
                self.attachments = texts()?;
                self.attachments_line = entry.line;
            }
            // What it says counts when the site goes out; here only its form does.
            Key::Review => {
                ReviewEntry::of_value(value).ok_or_else(|| wrong(Expected::Review))?;
            }
            Key::SecrecyReview => {
                SecrecyReview::of_value(value).ok_or_else(|| wrong(Expected::SecrecyReview))?;
            }
            Key::Checked => {
                CheckedNumber::of_value(value).ok_or_else(|| wrong(Expected::Checked))?;
            }
            Key::Extra => {}
        }
        Ok(())
    }
}

/// A language by its tag or by what people here call it.
fn language_tag(written: &str) -> Option<String> {
    let tag = match written.trim() {
        "中文" | "简体" | "简体中文" => "zh-CN",
        "繁体" | "繁體" | "繁体中文" => "zh-Hant",
        "英文" | "英语" => "en",
        tag => tag,
    };
    let mut parts = tag.split('-');
    let first_is_language = parts.next().is_some_and(|first| {
        matches!(first.len(), 2 | 3) && first.bytes().all(|byte| byte.is_ascii_alphabetic())
    });
    let rest_are_subtags = parts.all(|part| {
        matches!(part.len(), 1..=8) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    (tag.is_empty() || (first_is_language && rest_are_subtags)).then(|| tag.to_string())
}

fn unknown_key(entry: &Entry) -> MetaProblem {
    let known: Vec<&'static str> =
        KEYS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
    let word = entry.key.to_lowercase();
    let slip_of = known.iter().copied().find(|name| is_slip_of(&word, name));
    let key = Quoted::from(&entry.key);
    // Pages may carry keys of their own: half a likeness to one of ours says nothing.
    match (slip_of, near_key(&word, &known)) {
        _ if means_internal(entry) => MetaProblem::MeansInternal { key },
        (Some(known), _) => MetaProblem::UnknownKeyNear { key, known },
        _ if may_be_said_by_key(&entry.key) => MetaProblem::MayMeanInternal { key },
        (None, Some(NearKey::Meant(known))) => MetaProblem::UnknownKeyAlike { key, known },
        (None, _) => MetaProblem::UnknownKey { key },
    }
}
