//! `yanxi serve`: builds, serves on this machine, rebuilds on change.
//! In: a folder, an edition, a port. Out: a preview until it is stopped.

use super::site_arguments::{ExtentArguments, SiteArguments};
use crate::build::Request;
use crate::exit_status::ExitStatus;
use crate::serve;
use crate::terminal::Terminal;

/// The port unless another is asked for.
pub(super) const PORT: u16 = 1111;

#[derive(clap::Args)]
pub(super) struct ServeArguments {
    #[command(flatten)]
    site: SiteArguments,
    #[command(flatten)]
    extent: ExtentArguments,
    /// 端口 Port on this machine
    #[arg(long, short, default_value_t = PORT)]
    port: u16,
    /// 打开浏览器 Open the browser
    #[arg(long, short)]
    open: bool,
}

pub(super) fn run(arguments: &ServeArguments, terminal: Terminal) -> ExitStatus {
    let terminal = arguments.extent.on(terminal);
    preview(&arguments.site.request(terminal), arguments.port, arguments.open, terminal)
}

pub(super) fn preview(request: &Request, port: u16, open: bool, terminal: Terminal) -> ExitStatus {
    match serve::run(request, port, open, terminal) {
        Ok(ending) => ending,
        Err(error) => {
            eprintln!("{}: {error:#}", terminal.pick("预览没有开起来", "the preview failed"));
            ExitStatus::CannotReadOrWrite
        }
    }
}
