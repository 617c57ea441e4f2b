//! Tests of reading campaigns: files as offices write them in, a campaign and the exact messages out.
//! Every name is invented.

mod bad_input;
mod ballots;
mod days_of_records;
mod items_of_registers;
mod keys_of_plans;
mod office_tables;
mod people_and_units;
mod plans;
mod records_from_tables;
mod records_from_texts;
mod roles;
mod whole;
mod written_twice;

use std::path::PathBuf;

use jiff::civil::{Date, date};

use super::{Input, PageSource, ReadCampaign, is_record_path, read};
use yanxi_problem::Language;
use yanxi_problem::print::line;
use yanxi_reading::{OtherFile, front_matter};

/// A campaign's folder in the making.
pub(super) struct Site {
    folder: tempfile::TempDir,
    files: Vec<OtherFile>,
    pages: Vec<(String, String)>,
    today: Date,
}

pub(super) const PLAN: &str = r#"
[活动]
名称 = "样例活动"
开始 = 2008-10-01
结束 = 2008-12-31

[[单位类别]]
名称 = "嘎查"

[[记录类型]]
名称 = "心得体会"

[[事项]]
编号 = "xie"
名称 = "写体会"
记录类型 = "心得体会"
"#;

pub(super) const UNITS: &str = "编号,名称,类别,第一责任人,领导机构\nj,甲嘎查,嘎查,样例甲,领导小组\ny,乙嘎查,嘎查,样例乙,领导小组\n";

pub(super) const PEOPLE: &str = "编号,姓名,单位,身份\np1,样例甲,甲嘎查,党员\np2,样例乙,乙嘎查,党员\np3,样例丙,甲嘎查,党员、群众\np4,样例丙,乙嘎查,党员\n";

impl Site {
    /// A folder with nothing in it.
    pub(super) fn empty() -> Self {
        Site {
            folder: tempfile::tempdir().expect("a folder"),
            files: Vec::new(),
            pages: Vec::new(),
            today: date(2008, 12, 31),
        }
    }

    /// The plan with two units and four people.
    pub(super) fn sample() -> Self {
        Site::with_plan(PLAN)
    }

    pub(super) fn with_plan(plan: &str) -> Self {
        Site::empty()
            .file("活动/计划.toml", plan)
            .file("活动/单位.csv", UNITS)
            .file("活动/人员.csv", PEOPLE)
    }

    pub(super) fn file(self, path: &str, text: &str) -> Self {
        self.bytes(path, text.as_bytes())
    }

    pub(super) fn bytes(mut self, path: &str, bytes: &[u8]) -> Self {
        let absolute: PathBuf = self.folder.path().join(path);
        if let Some(folder) = absolute.parent() {
            std::fs::create_dir_all(folder).expect("a folder");
        }
        std::fs::write(&absolute, bytes).expect("a file");
        self.files.push(OtherFile {
            path: path.to_string(),
            shown_path: path.to_string(),
            absolute,
            size: bytes.len() as u64,
        });
        self.files.sort_by(|a, b| a.path.cmp(&b.path));
        self
    }

    pub(super) fn page(mut self, path: &str, text: &str) -> Self {
        assert!(is_record_path("活动", path), "{path} is a record");
        self.pages.push((path.to_string(), text.to_string()));
        self
    }

    pub(super) fn on(mut self, today: Date) -> Self {
        self.today = today;
        self
    }

    pub(super) fn read(&self) -> ReadCampaign {
        let texts: Vec<_> = self
            .pages
            .iter()
            .map(|(path, text)| (path, text, front_matter::read(path, text)))
            .collect();
        let pages: Vec<PageSource<'_>> = texts
            .iter()
            .map(|(path, text, front_matter)| PageSource {
                path,
                shown_path: path,
                text,
                entries: &front_matter.entries,
                heading: None,
                characters: 0,
            })
            .collect();
        read(&Input {
            folder: "活动",
            files: &self.files,
            pages: &pages,
            internal_files: &std::collections::BTreeSet::new(),
            unread: &crate::folder::Unread::default(),
            today: self.today,
        })
    }

    /// The errors as lines.
    pub(super) fn errors(&self) -> Vec<String> {
        lines(&self.read(), "错误")
    }

    /// The warnings of one code as lines.
    pub(super) fn warnings(&self, code: &str) -> Vec<String> {
        lines(&self.read(), &format!("提醒 {code}"))
    }
}

pub(super) fn lines(read: &ReadCampaign, beginning: &str) -> Vec<String> {
    let mut diagnostics = read.diagnostics.clone();
    yanxi_problem::sort(&mut diagnostics);
    diagnostics
        .iter()
        .map(|diagnostic| line(diagnostic, Language::Chinese))
        .filter(|line| line.starts_with(beginning))
        .collect()
}
