//! `yanxi serve`: builds, serves on this machine, rebuilds on change.
//! In: a folder, an edition, a port. Out: a preview until it is stopped.

use super::site_arguments::{ExtentArguments, SiteArguments};
use crate::exit_status::ExitStatus;
use crate::serve::{self, Beginning, Way};
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
    let request = arguments.site.request(terminal);
    let way = Way { port: arguments.port, open: arguments.open, by_double_click: false };
    serve::run(Beginning::Site(Box::new(request)), way, terminal)
}
