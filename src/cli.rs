//! The command line.
//! In: arguments. Out: results on stdout, everything else on stderr, and the exit code: 0 fine, 1 content errors,
//! 2 wrong use or settings, 3 cannot read or write.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;

use crate::authoring::{self, DraftRequest, NewRecord};
use crate::build::{self, Ending, Outcome, Progress, Request};
use crate::diagnostic::{self, Severity, print, report};
use crate::language::Language;
use crate::model::{Edition, Selection};
use crate::publish;
use crate::search_command::{self, SearchArguments};
use crate::serve;
use crate::source::Layout;
use crate::source::value::parse_date;

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
}

#[derive(ValueEnum, Clone, Copy)]
enum EditionArgument {
    Public,
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
    json: bool,
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
    let arguments = Arguments::parse();
    let environment = std::env::var("LC_ALL")
        .or_else(|_| std::env::var("LANG"))
        .ok();
    let voice = Voice {
        language: Language::choose(arguments.lang.as_deref(), environment.as_deref()),
        quiet: arguments.quiet,
        json: arguments.format == Format::Json,
    };
    let ending = match arguments.command {
        Some(Command::Build { site }) => build_once(&site.request(), voice),
        Some(Command::Serve { site, port, open }) => serve_site(&site.request(), port, open, voice),
        Some(Command::Search { search }) => search_command::run(&search, voice.json, voice),
        Some(Command::Init { folder }) => init(&folder, voice),
        Some(Command::New {
            record_type,
            unit,
            item,
            person,
            title,
            campaign,
            folder,
            date,
        }) => {
            let asked = NewRecord {
                folder,
                kind: record_type,
                unit,
                items: item,
                people: person,
                title,
                campaign,
            };
            new_record_file(&asked, date, voice)
        }
        Some(Command::Digest {
            from,
            to,
            campaign,
            folder,
            date,
        }) => {
            let asked = DraftRequest {
                folder,
                from,
                to,
                campaign,
            };
            print_briefing_draft(&asked, date, voice)
        }
        Some(Command::Clean { site }) => clean(&site.request(), voice),
        Some(Command::Completion { shell }) => {
            clap_complete::generate(
                shell,
                &mut Arguments::command(),
                "yanxi",
                &mut std::io::stdout(),
            );
            Ending::Done
        }
        None => without_arguments(voice),
    };
    ExitCode::from(match ending {
        Ending::Done => 0,
        Ending::ContentErrors => 1,
        Ending::WrongUse => 2,
        Ending::CannotReadOrWrite => 3,
    })
}

fn init(folder: &Path, voice: Voice) -> Ending {
    match authoring::init(folder, voice.language, jiff::Zoned::now().date()) {
        Ok(_) => {
            let folder = folder.display();
            println!(
                "{}",
                voice.pick(
                    &format!("写好了。预览：yanxi serve {folder}"),
                    &format!("done. Preview: yanxi serve {folder}")
                )
            );
            Ending::Done
        }
        Err(problem) => {
            eprintln!("{}", print::line(&problem, voice.language));
            Ending::CannotReadOrWrite
        }
    }
}

fn new_record_file(asked: &NewRecord, date: Option<Date>, voice: Voice) -> Ending {
    let made =
        build::today(&asked.folder, date).and_then(|today| authoring::new_record(asked, today));
    match made {
        Ok(path) => {
            println!("{}", path.display());
            Ending::Done
        }
        Err(problems) => {
            for problem in &problems {
                eprintln!("{}", print::line(problem, voice.language));
            }
            Ending::WrongUse
        }
    }
}

fn print_briefing_draft(asked: &DraftRequest, date: Option<Date>, voice: Voice) -> Ending {
    let drafted =
        build::today(&asked.folder, date).and_then(|today| authoring::briefing_draft(asked, today));
    match drafted {
        Ok(draft) => {
            print!("{draft}");
            Ending::Done
        }
        Err(problems) => {
            for problem in &problems {
                eprintln!("{}", print::line(problem, voice.language));
            }
            Ending::WrongUse
        }
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

fn progress_bar(voice: Voice) -> ProgressBar {
    if voice.quiet || voice.json || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(0).with_style(style)
}

fn show_progress(bar: &ProgressBar, progress: Progress, voice: Voice) {
    let (message, done, of) = match progress {
        Progress::Reading => (voice.pick("读取", "reading"), 0, 0),
        Progress::Rendering { done, of } => (voice.pick("写页面", "pages"), done, of),
        Progress::Indexing { done, of } => (voice.pick("做索引", "index"), done, of),
        Progress::Publishing => (voice.pick("换上新网站", "publishing"), 0, 0),
    };
    bar.set_message(message.to_string());
    bar.set_length(of as u64);
    bar.set_position(done as u64);
}

/// Prints the problems, then one line that counts pages, pages left out, warnings, errors and seconds.
pub fn print_outcome(outcome: &Outcome, started: Instant, voice: Voice) {
    let errors = diagnostic::count(&outcome.diagnostics, Severity::Error);
    let warnings = diagnostic::count(&outcome.diagnostics, Severity::Warning);
    let seconds = started.elapsed().as_secs_f64();
    let shown: Vec<_> = outcome
        .diagnostics
        .iter()
        .filter(|problem| !voice.quiet || problem.severity == Severity::Error)
        .cloned()
        .collect();
    if voice.json {
        for problem in &shown {
            println!("{}", print::json(problem, voice.language));
        }
        let summary = serde_json::json!({
            "pages": outcome.pages, "left_out": outcome.left_out, "warnings": warnings, "errors": errors,
            "seconds": (seconds * 100.0).round() / 100.0, "output": outcome.output.to_string_lossy(), "foreign": outcome.foreign,
        });
        println!("{summary}");
        return;
    }
    let for_terminal = print::for_terminal(&shown, voice.language);
    eprint!("{}", for_terminal.text);
    if for_terminal.left_to_report > 0 {
        write_report(outcome, voice);
    }
    for path in &outcome.foreign {
        voice.say(
            &format!("保留了不是本程序生成的文件：{path}"),
            &format!("kept a file that is not ours: {path}"),
        );
    }
    if voice.quiet && outcome.ending == Ending::Done {
        return;
    }
    let (left_out, pages) = (outcome.left_out, outcome.pages);
    match voice.language {
        Language::Chinese => {
            println!(
                "{pages} 篇，未收 {left_out} 篇，提醒 {warnings} 条，错误 {errors} 条，用时 {seconds:.1} 秒"
            );
        }
        Language::English => {
            println!(
                "{pages} pages, {left_out} left out, {warnings} warnings, {errors} errors, {seconds:.1} s"
            );
        }
    }
}

/// The page with all problems, beside the output folder.
fn write_report(outcome: &Outcome, voice: Voice) {
    let mut name = outcome.output.clone().into_os_string();
    name.push("-report.html");
    let page = report::page(&outcome.diagnostics, voice.language);
    match std::fs::write(&name, page) {
        Ok(()) => voice.say(
            &format!("全部问题见 {}", Path::new(&name).display()),
            &format!("all problems: {}", Path::new(&name).display()),
        ),
        Err(error) => voice.say(
            &format!("报告页没有写成：{error}"),
            &format!("the report page failed: {error}"),
        ),
    }
}

fn serve_site(request: &Request, port: u16, open: bool, voice: Voice) -> Ending {
    match serve::run(request, port, open, voice) {
        Ok(ending) => ending,
        Err(error) => {
            eprintln!(
                "{}: {error:#}",
                voice.pick("预览没有开起来", "the preview failed")
            );
            Ending::CannotReadOrWrite
        }
    }
}

fn clean(request: &Request, voice: Voice) -> Ending {
    let layout = Layout::of(&request.folder);
    let output = match build::output_folder(request, &layout) {
        Ok(output) => output,
        Err((ending, problems)) => {
            eprint!("{}", print::for_terminal(&problems, voice.language).text);
            return ending;
        }
    };
    match publish::clean(&output) {
        Ok(removed) => {
            match voice.language {
                Language::Chinese => println!("删去 {removed} 个文件"),
                Language::English => println!("{removed} files removed"),
            }
            Ending::Done
        }
        Err(error) => {
            eprintln!("{}: {error}", output.display());
            Ending::CannotReadOrWrite
        }
    }
}

/// Double-clicked: inside a site folder build, open the browser and wait; elsewhere offer to make a site.
fn without_arguments(voice: Voice) -> Ending {
    let here = PathBuf::from(".");
    let request = Request {
        folder: here.clone(),
        ..Request::default()
    };
    if here.join(crate::config::FILE_NAME).is_file() {
        return serve_site(&request, 1111, true, voice);
    }
    if !std::io::stdin().is_terminal() {
        eprintln!(
            "{}",
            voice.pick(
                "这里没有 yanxi.toml。用法：yanxi build 资料文件夹；yanxi --help 看全部命令",
                "there is no yanxi.toml here. Usage: yanxi build FOLDER; yanxi --help lists all commands",
            )
        );
        return Ending::WrongUse;
    }
    eprint!(
        "{}",
        voice.pick(
            "这里还不是网站文件夹。要在这里新建一个吗？[是/否] ",
            "This is no site folder yet. Make one here? [y/n] ",
        )
    );
    let mut answer = String::new();
    if std::io::stdin().read_line(&mut answer).is_err()
        || !matches!(answer.trim(), "是" | "y" | "Y" | "yes" | "shi")
    {
        return Ending::Done;
    }
    if let Err(error) = start_site(&here, voice.language) {
        eprintln!("{}: {error}", voice.pick("没有建成", "failed"));
        return Ending::CannotReadOrWrite;
    }
    serve_site(&request, 1111, true, voice)
}

/// A smallest site: settings and a home page; nothing that exists is touched.
fn start_site(folder: &Path, language: Language) -> std::io::Result<()> {
    let (settings, home) = match language {
        Language::Chinese => (
            "# 网站的设置，每一项都可以不写\nformat = 1\ntitle = \"学习资料\"\n",
            "# 学习资料\n\n把 .md 文件放进 content 文件夹，保存后网页自动更新。\n",
        ),
        Language::English => (
            "# Settings of the site, each optional\nformat = 1\ntitle = \"Study material\"\nlanguage = \"en\"\n",
            "# Study material\n\nPut .md files into the folder content; the pages follow when you save.\n",
        ),
    };
    std::fs::create_dir_all(folder.join("content"))?;
    for (path, text) in [("yanxi.toml", settings), ("content/_index.md", home)] {
        match std::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(folder.join(path))
        {
            Ok(mut file) => file.write_all(text.as_bytes())?,
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
