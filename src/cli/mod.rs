//! The command line.
//! In: arguments. Out: results on stdout, everything else on stderr, and the exit code: 0 fine, 1 content errors,
//! 2 wrong use or settings, 3 cannot read or write.

mod authoring;
mod check;
mod outcome;
mod publish;
mod review;
mod start;
mod usage;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::authoring::{DraftRequest, NewRecord};
use crate::build::{self, Ending, Request};
use crate::model::{Edition, Selection};
use crate::search_command::{self, SearchArguments};
use crate::serve;
use crate::source::Layout;
use crate::source::value::parse_date;
use outcome::{progress_bar, show_progress};
use yanxi_problem::{Language, print};

pub use outcome::print_outcome;

/// 研习：把一个资料文件夹变成能搜索的网站。 Turns a folder of study material into a searchable static site.
#[derive(Parser)]
#[command(name = "yanxi", version)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// 消息的语言 Language of messages: zh or en
    #[arg(long, global = true)]
    lang: Option<String>,
    /// 只显示错误 Show errors only
    #[arg(long, short, global = true)]
    quiet: bool,
    /// 消息的格式 Format of messages and results
    #[arg(long, global = true, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Subcommand)]
enum Command {
    /// 生成网站 Build the site
    Build {
        #[command(flatten)]
        site: SiteArguments,
    },
    /// 生成、预览，文件一改自动更新 Build, preview, rebuild on change
    Serve {
        #[command(flatten)]
        site: SiteArguments,
        /// 端口 Port on this machine
        #[arg(long, short, default_value_t = 1111)]
        port: u16,
        /// 打开浏览器 Open the browser
        #[arg(long, short)]
        open: bool,
    },
    /// 检查资料文件夹 Check the folder
    Check {
        #[command(flatten)]
        check: check::CheckArguments,
    },
    /// 说明一条检查规则 Explain a rule of the check
    Explain {
        /// 代码，如 E01；不写就列出全部 Code such as E01; none: list all
        code: Option<String>,
    },
    /// 在生成好的网站里搜索 Search a built site
    Search {
        #[command(flatten)]
        search: SearchArguments,
    },
    /// 写一个带说明的小站点 Write a small commented site to begin with
    Init {
        /// 新文件夹 A new folder
        folder: PathBuf,
    },
    /// 写一份空白记录 Write a record to fill in
    New {
        /// 记录类型 Record type
        record_type: String,
        /// 单位 Unit
        #[arg(long)]
        unit: Option<String>,
        /// 事项，可写几次 Item, may be repeated
        #[arg(long)]
        item: Vec<String>,
        /// 人员，可写几次 Person, may be repeated
        #[arg(long)]
        person: Vec<String>,
        /// 标题 Title
        #[arg(long)]
        title: Option<String>,
        /// 活动，只有一个时不用写 Campaign, where there are several
        #[arg(long)]
        campaign: Option<String>,
        /// 资料文件夹 The site's folder
        #[arg(long, default_value = ".")]
        folder: PathBuf,
        /// 当作今天的日期 The date that stands for today
        #[arg(long, value_parser = read_date)]
        date: Option<Date>,
    },
    /// 起草下一期简报：只有事实和数字 Draft the next briefing from facts and counts
    Digest {
        /// 从哪一天起 First day
        #[arg(long, value_parser = read_date)]
        from: Date,
        /// 到哪一天止 Last day
        #[arg(long, value_parser = read_date)]
        to: Date,
        /// 活动，只有一个时不用写 Campaign, where there are several
        #[arg(long)]
        campaign: Option<String>,
        /// 资料文件夹 The site's folder
        #[arg(long, default_value = ".")]
        folder: PathBuf,
        /// 当作今天的日期 The date that stands for today
        #[arg(long, value_parser = read_date)]
        date: Option<Date>,
    },
    /// 写下谁在什么时候审核了哪些页面 Write down who reviewed which pages
    Review {
        #[command(flatten)]
        review: review::ReviewArguments,
    },
    /// 发布到 U 盘、共享文件夹或存储桶 Publish to a stick, a shared folder or a bucket
    Publish {
        #[command(flatten)]
        publish: publish::PublishArguments,
    },
    /// 退回上一次发布 Go back to the release before
    Rollback {
        #[command(flatten)]
        rollback: publish::RollbackArguments,
    },
    /// 核对发布记录和发布出去的文件 Check the log and what was published
    Verify {
        #[command(flatten)]
        verify: publish::VerifyArguments,
    },
    /// 删去生成的文件 Remove the built files
    Clean {
        #[command(flatten)]
        site: SiteArguments,
    },
    /// 输出命令补全脚本 Print a completion script
    Completion {
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
}

#[derive(clap::Args, Clone)]
struct SiteArguments {
    /// 资料文件夹 The site's folder
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// 网站放在哪里 Where the site goes
    #[arg(long)]
    output_dir: Option<PathBuf>,
    /// 公开版或内部版 Which edition
    #[arg(long, value_enum, default_value_t = EditionArgument::Public)]
    edition: EditionArgument,
    /// 网站的网址，只用于订阅和站点地图 Address of the site, for feed and sitemap only
    #[arg(long)]
    base_url: Option<String>,
    /// 草稿也放进去 Include drafts
    #[arg(long)]
    drafts: bool,
    /// 当作今天的日期 The date that stands for today
    #[arg(long, value_parser = read_date)]
    date: Option<Date>,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq)]
enum Format {
    Human,
    Json,
    /// 每个问题一行，供编辑器用 One line a problem, for editors
    Short,
}

#[derive(ValueEnum, Clone, Copy)]
enum EditionArgument {
    #[value(aliases = ["公开", "公开版"])]
    Public,
    #[value(aliases = ["内部", "内部版"])]
    Internal,
}

fn read_date(text: &str) -> Result<Date, String> {
    parse_date(text).ok_or_else(|| "写成 2008-11-18 的样子 / write it as 2008-11-18".into())
}

impl SiteArguments {
    fn request(&self) -> Request {
        Request {
            folder: self.folder.clone(),
            output: self.output_dir.clone(),
            selection: Selection {
                edition: match self.edition {
                    EditionArgument::Public => Edition::Public,
                    EditionArgument::Internal => Edition::Internal,
                },
                drafts: self.drafts,
            },
            base_url: self.base_url.clone(),
            date: self.date,
            ..Request::default()
        }
    }
}

/// How messages are written.
#[derive(Clone, Copy)]
pub struct Voice {
    pub language: Language,
    pub quiet: bool,
    format: Format,
}

impl Voice {
    /// Says something on stderr unless asked to be quiet.
    pub fn say(self, chinese: &str, english: &str) {
        if !self.quiet {
            eprintln!("{}", self.pick(chinese, english));
        }
    }

    pub fn pick<'a>(self, chinese: &'a str, english: &'a str) -> &'a str {
        match self.language {
            Language::Chinese => chinese,
            Language::English => english,
        }
    }
}

/// Runs the program.
pub fn run() -> ExitCode {
    let environment = std::env::var("LC_ALL").or_else(|_| std::env::var("LANG")).ok();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return misused(&error, environment.as_deref()),
    };
    let voice = Voice {
        language: Language::choose(arguments.lang.as_deref(), environment.as_deref()),
        quiet: arguments.quiet,
        format: arguments.format,
    };
    let ending = match arguments.command {
        Some(Command::Build { site }) => build_once(&site.request(), voice),
        Some(Command::Serve { site, port, open }) => serve_site(&site.request(), port, open, voice),
        Some(Command::Check { check }) => check::run(&check, voice),
        Some(Command::Explain { code }) => check::explain(code.as_deref(), voice),
        Some(Command::Search { search }) => {
            search_command::run(&search, voice.format == Format::Json, voice)
        }
        Some(Command::Init { folder }) => authoring::init(&folder, voice),
        Some(Command::New { record_type, unit, item, person, title, campaign, folder, date }) => {
            let asked = NewRecord {
                folder,
                kind: record_type,
                unit,
                items: item,
                people: person,
                title,
                campaign,
            };
            authoring::new_record_file(&asked, date, voice)
        }
        Some(Command::Digest { from, to, campaign, folder, date }) => {
            let asked = DraftRequest { folder, from, to, campaign };
            authoring::print_briefing_draft(&asked, date, voice)
        }
        Some(Command::Review { review }) => review::review(review, voice),
        Some(Command::Publish { publish }) => publish::publish(&publish, voice),
        Some(Command::Rollback { rollback }) => publish::rollback(&rollback, voice),
        Some(Command::Verify { verify }) => publish::verify(&verify, voice),
        Some(Command::Clean { site }) => clean(&site.request(), voice),
        Some(Command::Completion { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "yanxi", &mut script);
            print!("{}", String::from_utf8_lossy(&script));
            Ending::Done
        }
        None => start::without_arguments(voice),
    };
    ExitCode::from(match ending {
        Ending::Done => 0,
        Ending::ContentErrors => 1,
        Ending::WrongUse => 2,
        Ending::CannotReadOrWrite => 3,
    })
}

/// Says what is wrong with the arguments, or shows the help that they ask for.
fn misused(error: &clap::Error, environment: Option<&str>) -> ExitCode {
    let asked = std::env::args_os().map(|argument| argument.to_string_lossy().into_owned());
    let said = match usage::language_of(asked, environment) {
        Language::Chinese => usage::in_chinese(error),
        Language::English => None,
    };
    match said {
        Some(said) => {
            eprintln!("{said}");
            ExitCode::from(2)
        }
        None => error.exit(),
    }
}

fn build_once(request: &Request, voice: Voice) -> Ending {
    let started = Instant::now();
    let bar = progress_bar(voice);
    let outcome = build::build(request, &|progress| show_progress(&bar, progress, voice));
    bar.finish_and_clear();
    print_outcome(&outcome, started, voice);
    outcome.ending
}

fn serve_site(request: &Request, port: u16, open: bool, voice: Voice) -> Ending {
    match serve::run(request, port, open, voice) {
        Ok(ending) => ending,
        Err(error) => {
            eprintln!("{}: {error:#}", voice.pick("预览没有开起来", "the preview failed"));
            Ending::CannotReadOrWrite
        }
    }
}

fn clean(request: &Request, voice: Voice) -> Ending {
    let layout = Layout::of(&request.folder);
    let internal = Request {
        selection: Selection { edition: Edition::Internal, ..request.selection },
        ..request.clone()
    };
    let internal = build::output_folder(&internal, &layout)
        .ok()
        .filter(|folder| request.selection.edition == Edition::Public && folder.is_dir());
    let output = match build::output_folder(request, &layout) {
        Ok(output) => output,
        Err((ending, problems)) => {
            eprint!("{}", print::for_terminal(&problems, voice.language).text);
            return ending;
        }
    };
    match crate::publish::clean(&output) {
        Ok(removed) => {
            match voice.language {
                Language::Chinese => println!("删去 {removed} 个文件"),
                Language::English => println!("{removed} files removed"),
            }
            if let Some(left) = internal.filter(|left| *left != output) {
                let left = left.display();
                voice.say(
                    &format!("内部版还在 {left}，要删去，加 --edition internal"),
                    &format!(
                        "the internal edition is still in {left}; --edition internal removes it"
                    ),
                );
            }
            Ending::Done
        }
        Err(error) => {
            eprintln!("{}: {error}", output.display());
            Ending::CannotReadOrWrite
        }
    }
}
