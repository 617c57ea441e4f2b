//! `yanxi search`: the site's own index, asked from the command line.
//! In: words, what to narrow by, the built site. Out: results on stdout, as text or JSON.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;
use yanxi_reading::SystemFault;

use clap::ValueEnum;
use yanxi_search::{
    Answer, ExtraKind, Facet, FacetKind, Filters, Order, PageHit, SearchError, SearchOptions,
    Session,
};

use super::site_arguments::site_of;
use crate::attached_text::IN_FILE;
use crate::exit_status::ExitStatus;
use crate::terminal::{Format, Terminal};
use yanxi_problem::Language;

#[derive(clap::Args)]
pub(super) struct SearchArguments {
    /// 要找的词；只筛选时可以不写 Words to find; none to list what passes the filters
    words: Vec<String>,
    /// 生成好的网站文件夹，默认是 public Folder of the built site, public by default
    #[arg(long)]
    site: Option<PathBuf>,
    /// 最多显示几篇，0 为全部 Pages to show, 0 for all
    #[arg(long, default_value_t = 10)]
    limit: usize,
    /// 只看这些种类 Only these kinds
    #[arg(long)]
    kind: Vec<String>,
    /// 只看这些栏目 Only these sections
    #[arg(long)]
    section: Vec<String>,
    /// 只看这些活动 Only these campaigns
    #[arg(long)]
    campaign: Vec<String>,
    /// 只看这些阶段 Only these stages
    #[arg(long)]
    stage: Vec<String>,
    /// 只看这些单位 Only these units
    #[arg(long)]
    unit: Vec<String>,
    /// 只看有这些标签的 Only these tags
    #[arg(long)]
    tag: Vec<String>,
    /// 从哪一天（月、年）起 From this day, month or year on
    #[arg(long, value_parser = read_period)]
    from: Option<String>,
    /// 到哪一天（月、年）止 Up to this day, month or year
    #[arg(long, value_parser = read_period)]
    to: Option<String>,
    /// 按相关程度或日期排列 Order by relevance or date
    #[arg(long, value_enum, default_value_t = Sort::Relevance)]
    sort: Sort,
}

#[derive(ValueEnum, Clone, Copy)]
enum Sort {
    Relevance,
    Date,
}

/// `2008`, `2008-11` or `2008-11-18`.
fn read_period(text: &str) -> Result<String, String> {
    let parts: Vec<&str> = text.split('-').collect();
    let right = parts.len() <= 3
        && parts.iter().zip([4, 2, 2]).all(|(part, length)| {
            part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
        });
    if right {
        Ok(text.to_string())
    } else {
        Err("写成 2008、2008-11 或 2008-11-18 的样子 / write it as 2008, 2008-11 or 2008-11-18"
            .into())
    }
}

impl SearchArguments {
    fn options(&self) -> SearchOptions {
        let chosen = [
            (FacetKind::Kind, &self.kind),
            (FacetKind::Section, &self.section),
            (FacetKind::Campaign, &self.campaign),
            (FacetKind::Stage, &self.stage),
            (FacetKind::Unit, &self.unit),
            (FacetKind::Tag, &self.tag),
        ];
        let facets = chosen
            .into_iter()
            .flat_map(|(kind, values)| values.iter().map(move |value| Facet::new(kind, value)));
        SearchOptions {
            limit: if self.limit == 0 { usize::MAX } else { self.limit },
            offset: 0,
            filters: Filters {
                facets: facets.collect(),
                from: self.from.clone(),
                to: self.to.clone(),
            },
            order: match self.sort {
                Sort::Relevance => Order::Relevance,
                Sort::Date => Order::Date,
            },
            counts: false,
            mixed: false,
        }
    }
}

/// The built site here, or that of the site which this folder is a part of.
fn built_site(terminal: Terminal) -> PathBuf {
    let (folder, here) = (Path::new("."), PathBuf::from("public"));
    if here.join("search").is_dir() {
        return here;
    }
    match site_of(folder, terminal) {
        site if site == folder => here,
        site => site.join(here),
    }
}

pub(super) fn run(arguments: &SearchArguments, terminal: Terminal) -> ExitStatus {
    let json = terminal.format == Format::Json;
    let started = Instant::now();
    let options = arguments.options();
    if arguments.words.is_empty() && options.filters.is_empty() {
        eprintln!(
            "{}",
            terminal.pick(
                "写上要找的词，例如 yanxi search 学习",
                "name the words to find, such as yanxi search word"
            )
        );
        return ExitStatus::WrongUse;
    }
    let site = arguments.site.clone().unwrap_or_else(|| built_site(terminal));
    let folder = site.join("search");
    if !folder.is_dir() {
        let site = site.display();
        match terminal.language {
            Language::Chinese => eprintln!(
                "{site} 里没有生成好的网站。改法：先用 yanxi build 生成，再用 --site 指明它的文件夹"
            ),
            Language::English => {
                eprintln!(
                    "no built site in {site}. Fix: build it, then name its folder with --site"
                )
            }
        }
        return ExitStatus::CannotReadOrWrite;
    }
    let fetch = |path: &str| {
        std::fs::read(folder.join(path)).map_err(|error| SystemFault::wording(&error).english)
    };
    let found = Session::load(fetch).and_then(|(mut session, opening)| {
        let (answer, traffic) = session.run(&arguments.words.join(" "), options, fetch)?;
        Ok((answer, opening.requests + traffic.requests, opening.bytes + traffic.bytes))
    });
    let (answer, requests, bytes) = match found {
        Ok(found) => found,
        Err(error) => {
            let why = match (&error, terminal.language) {
                (SearchError::Version { .. }, Language::Chinese) => {
                    "这个网站的搜索是别的版本的程序做的".to_string()
                }
                (SearchError::Version { .. }, Language::English) => {
                    "another version of the program made this site's search".to_string()
                }
                (SearchError::Load { path, .. }, Language::Chinese) => {
                    format!("文件 {path} 读不出来，网站可能没有拷全")
                }
                (SearchError::Corrupt { path, .. }, Language::Chinese) => {
                    format!("文件 {path} 和做网站时不一样，可能没有拷全")
                }
                _ => error.to_string(),
            };
            eprintln!("{} {}: {why}", terminal.pick("不能搜索", "cannot search"), site.display());
            eprintln!(
                "{}",
                terminal.pick(
                    "先用 yanxi build 生成网站，再用 --site 指明它的文件夹",
                    "build the site first and name its folder with --site"
                )
            );
            return ExitStatus::CannotReadOrWrite;
        }
    };
    // A closed pipe is the reader's choice, not our error.
    if json {
        let mut value: serde_json::Value =
            serde_json::from_str(&answer.to_json()).unwrap_or_default();
        value["requests"] = requests.into();
        value["bytes"] = bytes.into();
        value["ms"] = (started.elapsed().as_micros() as f64 / 1000.0).into();
        let _ = writeln!(std::io::stdout().lock(), "{value}");
    } else {
        let _ = print(&answer, terminal);
    }
    ExitStatus::Done
}

fn print(answer: &Answer, terminal: Terminal) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    match terminal.language {
        Language::Chinese => writeln!(out, "找到 {} 篇", answer.total_pages)?,
        Language::English => writeln!(out, "{} pages", answer.total_pages)?,
    }
    let left_out = answer.unfiltered_pages - answer.total_pages.min(answer.unfiltered_pages);
    if left_out > 0 {
        match terminal.language {
            Language::Chinese => writeln!(out, "另有 {left_out} 篇不合筛选条件")?,
            Language::English => writeln!(out, "{left_out} more do not pass the filters")?,
        }
    }
    if let Some(guess) = &answer.guess {
        match terminal.language {
            Language::Chinese => writeln!(out, "没有“{}”，这是猜您要找的“{guess}”", answer.query)?,
            Language::English => {
                writeln!(
                    out,
                    "nothing holds “{}”; a guess at what was meant: {guess}",
                    answer.query
                )?;
            }
        }
    }
    if answer.by_pinyin {
        writeln!(out, "{}", terminal.pick("（按拼音找到）", "(by pinyin)"))?;
    }
    if !answer.nearest.is_empty() {
        let words = answer.nearest.join("  ");
        match terminal.language {
            Language::Chinese => writeln!(out, "您要找的是不是：{words}")?,
            Language::English => writeln!(out, "did you mean: {words}")?,
        }
    }
    for page in &answer.pages {
        print_page(&mut out, page, terminal)?;
    }
    if let Some(looser) = &answer.looser {
        match terminal.language {
            Language::Chinese => {
                writeln!(out, "\n含有其中一部分的：{} 篇", looser.total_pages)?;
            }
            Language::English => {
                writeln!(out, "\nwith a part of it: {} pages", looser.total_pages)?;
            }
        }
        for page in &looser.pages {
            print_page(&mut out, page, terminal)?;
        }
    }
    Ok(())
}

/// What stands before words that a page is found by and that are no text of it.
fn source_words(source: ExtraKind, terminal: Terminal) -> &'static str {
    match source {
        ExtraKind::Tag => terminal.pick("标签：", "tag: "),
        ExtraKind::Attachment => terminal.pick("附件：", "attachment: "),
        ExtraKind::FileName => terminal.pick("文件名：", "file name: "),
        ExtraKind::Link => terminal.pick("链接上的字：", "words of a link: "),
        ExtraKind::Alias => terminal.pick("别名：", "also called: "),
        ExtraKind::Count => terminal.pick("条数：", "number of entries: "),
    }
}

fn print_page(out: &mut impl Write, page: &PageHit, terminal: Terminal) -> std::io::Result<()> {
    let file = page.url.split_once(IN_FILE);
    writeln!(out, "\n{}  {}", page.title, file.map_or(page.url.as_str(), |(_, file)| file))?;
    let facets = page.facets.iter().map(|facet| facet.value.as_str());
    let about: Vec<&str> = page.date.as_deref().into_iter().chain(facets).collect();
    if !about.is_empty() {
        writeln!(out, "  {}", about.join(" · "))?;
    }
    if let Some((above, _)) = file {
        writeln!(out, "  {}{above}", terminal.pick("所在页面：", "attached to: "))?;
    }
    for section in &page.sections {
        let place = place_in_file(&section.anchor, terminal);
        let heading = format!("{place}{}", section.heading);
        let plain = section.snippet.replace("<mark>", "【").replace("</mark>", "】");
        match section.source {
            Some(source) => writeln!(out, "  {}{plain}", source_words(source, terminal))?,
            None => writeln!(out, "  {heading}  {plain}")?,
        }
    }
    Ok(())
}

/// The page or slide of a file that an anchor such as `file=a/b.pdf&page=3` names.
fn place_in_file(anchor: &str, terminal: Terminal) -> String {
    let Some((_, place)) = anchor.rsplit_once('&').filter(|(file, _)| file.starts_with("file="))
    else {
        return String::new();
    };
    match place.split_once('=') {
        Some(("page", number)) => match terminal.language {
            Language::Chinese => format!("第{number}页"),
            Language::English => format!("page {number}"),
        },
        Some(("slide", number)) => match terminal.language {
            Language::Chinese => format!("第{number}张"),
            Language::English => format!("slide {number}"),
        },
        _ => String::new(),
    }
}
