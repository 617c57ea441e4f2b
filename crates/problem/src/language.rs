//! The languages of messages.
//! In: `--lang`, `LANG`. Out: a choice, and texts in both languages.

use std::fmt::Display;

/// A fault of the disk itself.
const EIO: i32 = 5;
/// What Windows says of a file that another program holds open.
const ERROR_SHARING_VIOLATION: i32 = 32;
const ERROR_LOCK_VIOLATION: i32 = 33;

/// A language the program speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    #[default]
    Chinese,
    English,
}

impl Language {
    /// The language asked for on the command line, else by the environment; Chinese unless `LANG` begins with `en`.
    pub fn choose(asked: Option<&str>, environment: Option<&str>) -> Self {
        let wanted = asked.or(environment).unwrap_or_default();
        if wanted.to_ascii_lowercase().starts_with("en") {
            Language::English
        } else {
            Language::Chinese
        }
    }
}

/// One text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wording {
    pub chinese: String,
    pub english: String,
}

impl Wording {
    pub fn new(chinese: impl Into<String>, english: impl Into<String>) -> Self {
        Wording { chinese: chinese.into(), english: english.into() }
    }

    /// What the system says of a file, in Chinese as far as it says what people know.
    pub fn of_system(error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let chinese = match error.kind() {
            ErrorKind::NotFound => "找不到",
            ErrorKind::PermissionDenied => "没有权限",
            ErrorKind::ReadOnlyFilesystem => "磁盘是只读的，写不进去",
            ErrorKind::StorageFull => "磁盘满了",
            ErrorKind::QuotaExceeded => "分给这个用户的空间用完了",
            ErrorKind::FileTooLarge => "文件太大",
            ErrorKind::InvalidFilename => "文件名太长，或有不能用的符号",
            ErrorKind::NotADirectory => "这里要的是文件夹，却是一个文件",
            ErrorKind::IsADirectory => "这里要的是文件，却是一个文件夹",
            ErrorKind::DirectoryNotEmpty => "文件夹里还有东西",
            ErrorKind::AlreadyExists => "已经有同名的文件",
            ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "文件正被别的程序占用",
            ErrorKind::CrossesDevices => "不能在两个磁盘之间移动",
            ErrorKind::StaleNetworkFileHandle
            | ErrorKind::NetworkDown
            | ErrorKind::NetworkUnreachable
            | ErrorKind::HostUnreachable => "网络连不上",
            ErrorKind::ConnectionRefused
            | ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::NotConnected
            | ErrorKind::BrokenPipe => "对方断开了连接",
            ErrorKind::TimedOut => "等了太久，没有回应",
            ErrorKind::AddrInUse => "端口已经被占用",
            ErrorKind::OutOfMemory => "内存不够",
            ErrorKind::UnexpectedEof => "文件不完整",
            ErrorKind::InvalidData => "内容不对，可能已经损坏",
            _ => match error.raw_os_error() {
                Some(EIO) if cfg!(unix) => "磁盘读写出错",
                Some(ERROR_SHARING_VIOLATION | ERROR_LOCK_VIOLATION) if cfg!(windows) => {
                    "文件正被别的程序打开"
                }
                _ => return Wording::untranslated(error),
            },
        };
        Wording::new(chinese, error.to_string())
    }

    /// What the system or a library says, in its own language only.
    pub fn untranslated(text: impl Display) -> Self {
        let text = text.to_string();
        Wording::new(text.clone(), text)
    }

    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.chinese,
            Language::English => &self.english,
        }
    }
}

/// One fixed text in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    pub chinese: &'static str,
    pub english: &'static str,
}

impl Words {
    pub const fn new(chinese: &'static str, english: &'static str) -> Self {
        Words { chinese, english }
    }

    pub const fn in_language(self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.chinese,
            Language::English => self.english,
        }
    }
}
