//! Sites of any number of short pages, for measuring.
//! In: a number. Out: the pages' paths and texts, the same each time, or a site of them on disk.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::random::Random;

const SECTIONS: usize = 13;

/// Words that the made-up pages are put together from.
const WORDS: [&str; 24] = [
    "学习",
    "草场",
    "合作社",
    "会议",
    "记录",
    "样例镇",
    "甲嘎查",
    "整改",
    "走访",
    "牧户",
    "方案",
    "活动",
    "党员",
    "水井",
    "道路",
    "接羔",
    "饲草",
    "培训",
    "意见",
    "建议",
    "台账",
    "巡查",
    "防火",
    "宣讲",
];

/// From the folder of the site.
pub(crate) fn path_of(number: usize) -> String {
    format!("content/{:02}-栏目/第{number:05}篇.md", number % SECTIONS)
}

fn word(random: &mut Random) -> &'static str {
    random.pick::<&str>(&WORDS)
}

/// About 1 KB.
pub(crate) fn text_of(number: usize) -> String {
    let mut random = Random::new(number as u64 + 1);
    let mut text = format!("# 第{number:05}篇 {}的{}\n", word(&mut random), word(&mut random));
    while text.len() < 1_000 {
        text.push('\n');
        for _ in 0..random.between(3, 6) {
            for _ in 0..random.between(4, 9) {
                text.push_str(word(&mut random));
            }
            text.push('，');
        }
        text.push_str("完成。\n");
    }
    text
}

/// Writes a site of so many pages, in place of what was there.
pub(crate) fn write_site(site: &Path, count: usize) -> Result<()> {
    if site.exists() {
        fs::remove_dir_all(site)?;
    }
    fs::create_dir_all(site.join("content"))?;
    fs::write(site.join("yanxi.toml"), "title = \"样例镇\"\n")?;
    fs::write(site.join("content/_index.md"), "# 首页\n")?;
    for number in 0..count {
        let path = site.join(path_of(number));
        fs::create_dir_all(path.parent().context("a folder")?)?;
        fs::write(path, text_of(number))?;
    }
    Ok(())
}
