//! Runs the program built for Windows.
//! In: `YANXI_WINDOWS`, the path of `yanxi.exe`; wine and the compiler of mingw-w64. Out: what it says, and files held
//! open beside it.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

const COMPILER: &str = "x86_64-w64-mingw32-gcc";

pub(crate) struct Wine {
    loader: PathBuf,
    program: PathBuf,
    folder: tempfile::TempDir,
}

/// Wine with the program, or nothing where a part is missing, which is said. In the gate nothing may be missing.
pub(crate) fn wine() -> Option<&'static Wine> {
    static WINE: OnceLock<Result<Wine, String>> = OnceLock::new();
    match WINE.get_or_init(Wine::new) {
        Ok(wine) => Some(wine),
        Err(missing) if std::env::var_os("CI").is_some() => panic!("{missing}"),
        Err(missing) => {
            eprintln!("skipped: {missing}");
            None
        }
    }
}

impl Wine {
    fn new() -> Result<Wine, String> {
        let program = std::env::var_os("YANXI_WINDOWS").map(PathBuf::from);
        let program = program.filter(|program| program.is_file()).ok_or(
            "YANXI_WINDOWS names no yanxi.exe (cargo build --target x86_64-pc-windows-gnu)",
        )?;
        let loaders = ["/usr/lib/wine/wine64", "/usr/bin/wine64", "/usr/bin/wine"];
        let loader = loaders.iter().map(PathBuf::from).find(|loader| loader.is_file());
        let loader = loader.ok_or("wine is missing (Debian: wine64)")?;
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let beside = folder.path().join("yanxi.exe");
        std::fs::copy(&program, &beside).map_err(|error| error.to_string())?;
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/windows");
        let compile = |arguments: &[&str], source: &str, made: &str, libraries: &[&str]| {
            let status = Command::new(COMPILER)
                .args(arguments)
                .arg("-o")
                .arg(folder.path().join(made))
                .arg(sources.join(source))
                .args(libraries)
                .status();
            match status {
                Ok(status) if status.success() => Ok(()),
                _ => Err(format!("{COMPILER} is missing (Debian: gcc-mingw-w64-x86-64)")),
            }
        };
        compile(&["-shared"], "bcryptprimitives.c", "bcryptprimitives.dll", &["-ladvapi32"])?;
        compile(&["-municode"], "hold.c", "hold.exe", &[])?;
        let wine = Wine { loader, program: beside, folder };
        // Makes the folders of a Windows; takes some seconds once.
        let said = wine.command(&wine.program, Path::new("/"), &["--version"]).output();
        match said {
            Ok(output) if output.status.success() => Ok(wine),
            Ok(output) => Err(format!("wine does not run the program: {}", said_of(&output))),
            Err(error) => Err(error.to_string()),
        }
    }

    fn command(&self, program: &Path, folder: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.loader);
        command
            .arg(program)
            .args(arguments)
            .current_dir(folder)
            .env("WINEPREFIX", self.folder.path().join("prefix"))
            .env("WINEDEBUG", "-all")
            // Nothing is downloaded or shown.
            .env("WINEDLLOVERRIDES", "mscoree,mshtml=;winebrowser.exe=")
            .env("LC_ALL", "C.UTF-8")
            .env_remove("DISPLAY")
            .stdin(Stdio::null());
        let server = self.loader.with_file_name("wineserver64");
        if server.is_file() {
            command.env("WINESERVER", server);
        }
        command
    }

    /// The program's answer, in Chinese.
    pub(crate) fn run(&self, folder: &Path, arguments: &[&str]) -> Answer {
        let output = self.command(&self.program, folder, arguments).output().expect("wine starts");
        Answer {
            code: output.status.code(),
            out: text(&output.stdout),
            error: text(&output.stderr),
        }
    }

    pub(crate) fn start(&self, folder: &Path, arguments: &[&str]) -> Running {
        let mut child = self
            .command(&self.program, folder, arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("wine starts");
        let lines = BufReader::new(child.stdout.take().expect("stdout"));
        Running { child, lines }
    }

    /// Holds a file or folder open; others may do with it what `share` says.
    pub(crate) fn hold(&self, share: u32, path: &Path) -> Holding {
        let program = self.folder.path().join("hold.exe");
        let path = path.to_string_lossy().replace('/', "\\");
        let mut child = self
            .command(&program, Path::new("/"), &[&share.to_string(), &format!("Z:{path}")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("wine starts");
        let mut line = String::new();
        let mut lines = BufReader::new(child.stdout.take().expect("stdout"));
        lines.read_line(&mut line).expect("a line");
        assert_eq!(line.trim(), "held", "{path}");
        Holding { child }
    }

    /// Makes a folder the drive `E:`.
    pub(crate) fn drive(&self, folder: &Path) {
        let drive = self.folder.path().join("prefix/dosdevices/e:");
        let _ = std::fs::remove_file(&drive);
        std::os::unix::fs::symlink(folder, drive).expect("a drive");
    }
}

pub(crate) struct Answer {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) error: String,
}

/// A program that goes on, ended with the value.
pub(crate) struct Running {
    pub(crate) child: Child,
    lines: BufReader<std::process::ChildStdout>,
}

impl Running {
    /// The address of a preview.
    pub(crate) fn address(&mut self) -> String {
        let mut line = String::new();
        while self.lines.read_line(&mut line).expect("a line") > 0 {
            if let Some(address) = line.trim().strip_prefix("网址：http://") {
                return address.trim_end_matches('/').to_string();
            }
            line.clear();
        }
        panic!("no address was said");
    }

    pub(crate) fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Whether it ended by itself.
    pub(crate) fn ends_within(&mut self, most: Duration) -> bool {
        let started = Instant::now();
        while started.elapsed() < most {
            if let Ok(Some(_)) = self.child.try_wait() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        false
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A file that is held open as long as the value is there.
pub(crate) struct Holding {
    child: Child,
}

impl Drop for Holding {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn said_of(output: &Output) -> String {
    format!("{}{}", text(&output.stdout), text(&output.stderr))
}

/// One answer of a preview.
pub(crate) fn ask(address: &str, method: &str, path: &str, body: &str) -> String {
    use std::io::Write;
    let mut stream = std::net::TcpStream::connect(address).expect("the preview answers");
    stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a time-out");
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nX-Yanxi-Asked: 1\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
    .expect("sent");
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    text(&answer)
}
