//! `yanxi init`: a small commented site with a plan to fill in.
//! In: a folder that is empty or does not exist yet, and what is said of the site. Out: the starter files, and what was
//! written in them.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use rust_embed::RustEmbed;

use super::answers::{Answers, Filled};
use super::problem::AuthoringProblem;
use crate::staging::{WriteRemedy, write_problem};
use yanxi_problem::{Diagnostic, Figure, Language, Place};

#[derive(RustEmbed)]
#[folder = "src/authoring/starter/"]
struct Starter;

/// A site that was begun.
#[derive(Debug, Clone)]
pub struct Begun {
    pub folder: PathBuf,
    pub files: usize,
    pub title: String,
    pub campaign: String,
    pub from: Date,
    pub to: Date,
    pub units: usize,
    /// Columns of the table of units that the roster does not have.
    pub left_out: Vec<String>,
}

/// Writes the starter files; refuses a folder with anything in it.
pub fn init(
    folder: &Path,
    language: Language,
    today: Date,
    answers: &Answers,
) -> Result<Begun, Diagnostic> {
    let is_used = std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if is_used || folder.is_file() {
        let place = Place::file(folder.to_string_lossy());
        return Err(Diagnostic::of(place, &AuthoringProblem::NotEmpty));
    }
    let filled = Filled::of(answers, language, today);
    if filled.to < filled.from {
        let (from, to) = (Figure::of(filled.from), Figure::of(filled.to));
        let problem = AuthoringProblem::DatesReversed { from, to };
        return Err(Diagnostic::of(Place::file("--from"), &problem));
    }
    let prefix = match language {
        Language::Chinese => "zh/",
        Language::English => "en/",
    };
    let mut files = 0;
    for name in Starter::iter() {
        let (Some(path), Some(file)) = (name.strip_prefix(prefix), Starter::get(&name)) else {
            continue;
        };
        let target = folder.join(path);
        let text = filled.file(path, &String::from_utf8_lossy(&file.data));
        let written = match target.parent() {
            Some(above) => std::fs::create_dir_all(above),
            None => Ok(()),
        }
        .and_then(|()| match &text {
            // Office programs take a table for UTF-8 only when it begins with the mark.
            Some(text) if path.ends_with(".csv") => {
                std::fs::write(&target, format!("\u{feff}{text}"))
            }
            Some(text) => std::fs::write(&target, text),
            // Its folder is there, to be filled.
            None => Ok(()),
        });
        if let Err(error) = written {
            return Err(not_written(&target, &error));
        }
        files += usize::from(text.is_some());
    }
    let left_out = filled.left_out();
    Ok(Begun {
        folder: folder.to_path_buf(),
        files,
        title: filled.title,
        campaign: filled.campaign,
        from: filled.from,
        to: filled.to,
        units: answers.units.len(),
        left_out,
    })
}

impl Begun {
    /// Which columns of the table of units were not taken.
    pub fn not_taken(&self, language: Language) -> Option<String> {
        if self.left_out.is_empty() {
            return None;
        }
        Some(match language {
            Language::Chinese => format!(
                "名单里的这几列没有用：{}。名册的列名是 类别、第一责任人、领导机构、联系领导、曾用名：是其中哪一列的，把名单里的列名改成它，另起一个文件夹名再运行一次",
                self.left_out.join("、")
            ),
            Language::English => format!(
                "these columns of the list were not taken: {}. The roster has class, first_responsible, leading_group, contact_leader, aliases: rename a column that is one of these and run this again with another folder",
                self.left_out.join(", ")
            ),
        })
    }

    /// What was written and what comes next, in three lines. `next` says how to see the site.
    pub fn told(&self, language: Language, next: &str) -> [String; 3] {
        let Begun { files, title, campaign, from, to, units, .. } = self;
        let folder = self.folder.display();
        match language {
            Language::Chinese => [
                format!(
                    "写好了 {files} 个文件，在 {folder}；网站叫“{title}”，名字在 yanxi.toml 里改"
                ),
                match units {
                    0 => format!(
                        "活动叫“{campaign}”，{from} 至 {to}；content/学习活动 里的 计划.toml、单位.csv、人员.csv 是样例，照自己的改"
                    ),
                    units => format!(
                        "活动叫“{campaign}”，{from} 至 {to}，{units} 个单位；content/学习活动 里的 计划.toml 照方案改，人员.csv 填上人员"
                    ),
                },
                format!("下一步：把材料放进 content/学习资料，{next}"),
            ],
            Language::English => [
                format!(
                    "{files} files written to {folder}; the site is called “{title}”, which yanxi.toml says"
                ),
                match units {
                    0 => format!(
                        "the campaign “{campaign}” runs from {from} to {to}; plan.toml, units.csv and people.csv in content/campaign are samples to be changed"
                    ),
                    units => format!(
                        "the campaign “{campaign}” runs from {from} to {to} with {units} units; in content/campaign mend plan.toml and fill in people.csv"
                    ),
                },
                format!("next: put material into content/materials, {next}"),
            ],
        }
    }
}

/// A file of the admin's folder that could not be written.
pub(super) fn not_written(path: &Path, error: &std::io::Error) -> Diagnostic {
    write_problem(path, error, WriteRemedy::CheckFolder)
}
