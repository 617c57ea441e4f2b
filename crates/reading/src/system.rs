//! What the system says when it does not give, take or start something, in our own words.
//! In: an error of the system. Out: [`SystemFault`], said in both languages, and the one remedy for it.
//!
//! The system's own text is never shown: it comes in the system's language, says "parameter" where it means a name, and
//! knows no remedy. Numbers are told apart by system, since 5 is a forbidden file on Windows and a broken disk elsewhere.
//! Sources of the numbers: Microsoft's list of system error codes; errno.h of Linux and macOS.

use std::error::Error;
use std::io::{self, ErrorKind};

use yanxi_problem::{Say, Wording, worded};

/// Why the system refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Say)]
pub enum SystemFault {
    #[zh("别的程序正打开着它")]
    #[en("another program holds it open")]
    HeldOpen,
    #[zh("找不到，可能刚刚改了名或移走了")]
    #[en("it is not there; perhaps it was just renamed or moved")]
    NotThere,
    #[zh("没有权限")]
    #[en("permission is lacking")]
    NoPermission,
    /// Windows says the same of a file in use and of one that is forbidden.
    #[zh("系统不让动它，可能正被别的程序打开，也可能没有权限")]
    #[en("the system refuses: another program may hold it open, or permission is lacking")]
    RefusedOnWindows,
    #[zh("磁盘是只读的，写不进去")]
    #[en("the disk is read-only")]
    ReadOnlyDisk,
    #[zh("磁盘满了")]
    #[en("the disk is full")]
    DiskFull,
    #[zh("分给这个用户的空间用完了")]
    #[en("the space allotted to this user is used up")]
    QuotaUsedUp,
    #[zh("文件太大，这里放不下")]
    #[en("the file is too large for this place")]
    FileTooLarge,
    #[zh("名字里有系统不认的符号，或是系统自己要用的名字")]
    #[en("its name holds signs that the system does not take, or is one of the system's own")]
    NameRefused,
    #[zh("名字或路径太长")]
    #[en("its name or path is too long")]
    NameTooLong,
    #[zh("这里要的是文件夹，却是一个文件")]
    #[en("a file stands where a folder should")]
    NoFolder,
    #[zh("这里要的是文件，却是一个文件夹")]
    #[en("a folder stands where a file should")]
    IsFolder,
    #[zh("已经有同名的文件")]
    #[en("there is a file of that name already")]
    AlreadyThere,
    #[zh("文件夹里还有东西")]
    #[en("the folder still holds something")]
    NotEmpty,
    #[zh("不能在两个磁盘之间移动")]
    #[en("it cannot be moved from one disk to another")]
    OtherDisk,
    #[zh("盘没有插好，或拔掉了")]
    #[en("the disk is not plugged in, or was pulled out")]
    DiskAway,
    #[zh("磁盘读写出错")]
    #[en("the disk has a fault")]
    DiskFault,
    #[zh("网络连不上，或共享文件夹断开了")]
    #[en("the network or the shared folder cannot be reached")]
    NetworkDown,
    #[zh("对方断开了连接")]
    #[en("the other side closed the connection")]
    Disconnected,
    #[zh("等了太久，没有回应")]
    #[en("there was no answer for too long")]
    NoAnswer,
    #[zh("端口已经被占用")]
    #[en("the port is taken")]
    PortTaken,
    #[zh("内存不够")]
    #[en("there is not enough memory")]
    NoMemory,
    #[zh("同时打开的文件太多")]
    #[en("too many files are open")]
    TooManyOpen,
    #[zh("快捷链接绕圈")]
    #[en("a link leads to itself")]
    LinkLoop,
    #[zh("杀毒软件把它拦下了")]
    #[en("a virus scanner stopped it")]
    StoppedByScanner,
    #[zh("它还在网盘上，没有下载到这台电脑")]
    #[en("it lies in a cloud drive and is not on this machine")]
    InTheCloud,
    #[zh("文件不完整")]
    #[en("the file is not whole")]
    NotWhole,
    #[zh("内容不对，可能已经损坏")]
    #[en("its content is wrong; it may be damaged")]
    Damaged,
    #[zh("系统没有答应，代码 {number}")]
    #[en("the system refused with code {number}")]
    Numbered { number: i32 },
    #[zh("系统没有答应")]
    #[en("the system refused")]
    Unnamed,
}

/// What helps against a fault of the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Say)]
pub enum SystemRemedy {
    #[zh("关掉正在打开它的 WPS 或 Word，再试")]
    #[en("close the program that has it open, such as WPS or Word, and try again")]
    CloseIt,
    #[zh("看看名字写得对不对，再运行一次")]
    #[en("check its name, and run it again")]
    CheckName,
    #[zh("检查这个文件或文件夹的权限，或把它移出资料文件夹")]
    #[en("check its permissions, or move it out of the folder")]
    CheckPermission,
    #[zh("检查文件夹的权限，再试")]
    #[en("check the folder's permissions, and try again")]
    CheckWriting,
    #[zh("关掉正在打开它的 WPS、Word 或文件夹窗口，再试；还是不行，检查权限")]
    #[en(
        "close the program or window that has it open, such as WPS or Word, and try again; if that does not help, check its permissions"
    )]
    CloseItOrCheck,
    #[zh("关掉 U 盘的写保护，或换一个能写的盘，再试")]
    #[en("switch off the write protection, or use another disk, and try again")]
    MakeWritable,
    #[zh("删去这个盘上不要的文件，腾出空间，再试")]
    #[en("make room on this disk, and try again")]
    MakeRoom,
    #[zh("换一个放得下的盘，再试")]
    #[en("use a disk that takes such large files, and try again")]
    OtherDisk,
    #[zh("给它改名：去掉 \\ / : * ? \" < > | 和末尾的点、空格，不用 CON、NUL、COM1 这类名字")]
    #[en(
        "rename it: without \\ / : * ? \" < > | and without a dot or blank at the end, and not CON, NUL, COM1 or the like"
    )]
    Rename,
    #[zh("把名字改短，或把资料文件夹移到路径短的地方，如 D:\\资料")]
    #[en("shorten its name, or move the folder to a place with a short path, such as D:\\study")]
    Shorten,
    #[zh("把同名的那一个移走，再试")]
    #[en("move the other one of that name away, and try again")]
    MoveAway,
    #[zh("插好这个盘，再试")]
    #[en("plug the disk in, and try again")]
    PlugIn,
    #[zh("先把资料备份到别的盘，再检查这个盘")]
    #[en("first copy the material to another disk, then have this one checked")]
    SaveAndCheckDisk,
    #[zh("连好网络和共享文件夹，再试")]
    #[en("connect the network and the shared folder, and try again")]
    Connect,
    #[zh("加 --port 另写一个号，如 --port 2222")]
    #[en("name another with --port, such as --port 2222")]
    OtherPort,
    #[zh("关掉几个别的程序，再试")]
    #[en("close some other programs, and try again")]
    CloseOthers,
    #[zh("删去这个链接")]
    #[en("delete the link")]
    DeleteLink,
    #[zh("在杀毒软件里看看为什么拦下它，放行以后再试")]
    #[en("see in the virus scanner why it was stopped, let it pass, and try again")]
    LetPass,
    #[zh("先在网盘软件里把它下载到这台电脑，再试")]
    #[en("have the cloud drive bring it to this machine, and try again")]
    Download,
    #[zh("重新拷贝一份完整的，再试")]
    #[en("copy it afresh, and try again")]
    CopyAgain,
    #[zh("再试一次；还是不行，把这句话告诉管电脑的人")]
    #[en("try again; if it fails again, pass this sentence on to whoever looks after the machine")]
    TryAgain,
}

/// Whose numbers an error has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum System {
    Windows,
    Linux,
    /// macOS and the BSDs.
    Bsd,
}

impl System {
    const OWN: System = if cfg!(windows) {
        System::Windows
    } else if cfg!(any(target_os = "linux", target_os = "android")) {
        System::Linux
    } else {
        System::Bsd
    };
}

impl SystemFault {
    /// What an error of the system means; none for one that a library made with words of its own.
    pub fn of(error: &io::Error) -> Option<SystemFault> {
        if let Some(number) = number_of(error) {
            return Some(Self::of_number(number, System::OWN).unwrap_or_else(|| {
                // The number's own kind: what wraps it says "other".
                let kind = io::Error::from_raw_os_error(number).kind();
                Self::of_kind(kind).unwrap_or(SystemFault::Numbered { number })
            }));
        }
        match (Self::of_kind(error.kind()), error.get_ref()) {
            (Some(fault), _) => Some(fault),
            (None, None) => Some(SystemFault::Unnamed),
            (None, Some(_)) => None,
        }
    }

    /// What the system says of a file, in our own words; what a library says in words of its own stays.
    pub fn wording(error: &io::Error) -> Wording {
        SystemFault::of(error).map_or_else(|| Wording::untranslated(error), |fault| worded(&fault))
    }

    /// Whether another program may have the file open, so that trying again helps.
    pub fn may_be_held(error: &io::Error) -> bool {
        matches!(Self::of(error), Some(SystemFault::HeldOpen | SystemFault::RefusedOnWindows))
    }

    /// What helps whoever wants to read it.
    pub fn remedy(self) -> SystemRemedy {
        use SystemFault as F;
        match self {
            F::HeldOpen => SystemRemedy::CloseIt,
            F::NotThere => SystemRemedy::CheckName,
            F::NoPermission => SystemRemedy::CheckPermission,
            F::RefusedOnWindows => SystemRemedy::CloseItOrCheck,
            F::ReadOnlyDisk => SystemRemedy::MakeWritable,
            F::DiskFull | F::QuotaUsedUp => SystemRemedy::MakeRoom,
            F::FileTooLarge => SystemRemedy::OtherDisk,
            F::NameRefused => SystemRemedy::Rename,
            F::NameTooLong => SystemRemedy::Shorten,
            F::NoFolder | F::IsFolder | F::AlreadyThere | F::NotEmpty => SystemRemedy::MoveAway,
            F::DiskAway => SystemRemedy::PlugIn,
            F::DiskFault => SystemRemedy::SaveAndCheckDisk,
            F::NetworkDown | F::Disconnected | F::NoAnswer => SystemRemedy::Connect,
            F::PortTaken => SystemRemedy::OtherPort,
            F::NoMemory | F::TooManyOpen => SystemRemedy::CloseOthers,
            F::LinkLoop => SystemRemedy::DeleteLink,
            F::StoppedByScanner => SystemRemedy::LetPass,
            F::InTheCloud => SystemRemedy::Download,
            F::NotWhole | F::Damaged => SystemRemedy::CopyAgain,
            F::OtherDisk | F::Numbered { .. } | F::Unnamed => SystemRemedy::TryAgain,
        }
    }

    /// What helps whoever wants to write there.
    pub fn remedy_for_writing(self) -> SystemRemedy {
        match self {
            SystemFault::NoPermission => SystemRemedy::CheckWriting,
            other => other.remedy(),
        }
    }

    fn of_kind(kind: ErrorKind) -> Option<SystemFault> {
        Some(match kind {
            ErrorKind::NotFound => SystemFault::NotThere,
            ErrorKind::PermissionDenied => SystemFault::NoPermission,
            ErrorKind::ReadOnlyFilesystem => SystemFault::ReadOnlyDisk,
            ErrorKind::StorageFull => SystemFault::DiskFull,
            ErrorKind::QuotaExceeded => SystemFault::QuotaUsedUp,
            ErrorKind::FileTooLarge => SystemFault::FileTooLarge,
            ErrorKind::InvalidFilename => SystemFault::NameRefused,
            ErrorKind::NotADirectory => SystemFault::NoFolder,
            ErrorKind::IsADirectory => SystemFault::IsFolder,
            ErrorKind::DirectoryNotEmpty => SystemFault::NotEmpty,
            ErrorKind::AlreadyExists => SystemFault::AlreadyThere,
            ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => SystemFault::HeldOpen,
            ErrorKind::CrossesDevices => SystemFault::OtherDisk,
            ErrorKind::StaleNetworkFileHandle
            | ErrorKind::NetworkDown
            | ErrorKind::NetworkUnreachable
            | ErrorKind::HostUnreachable => SystemFault::NetworkDown,
            ErrorKind::ConnectionRefused
            | ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::NotConnected
            | ErrorKind::BrokenPipe => SystemFault::Disconnected,
            ErrorKind::TimedOut => SystemFault::NoAnswer,
            ErrorKind::AddrInUse => SystemFault::PortTaken,
            ErrorKind::OutOfMemory => SystemFault::NoMemory,
            ErrorKind::UnexpectedEof => SystemFault::NotWhole,
            ErrorKind::InvalidData => SystemFault::Damaged,
            _ => return None,
        })
    }

    /// What a number means where its kind does not say it, or says too little.
    fn of_number(number: i32, system: System) -> Option<SystemFault> {
        Some(match (system, number) {
            // ERROR_FILE_NOT_FOUND, ERROR_PATH_NOT_FOUND.
            (System::Windows, 2 | 3) => SystemFault::NotThere,
            // ERROR_TOO_MANY_OPEN_FILES.
            (System::Windows, 4) => SystemFault::TooManyOpen,
            // ERROR_ACCESS_DENIED.
            (System::Windows, 5) => SystemFault::RefusedOnWindows,
            // ERROR_INVALID_HANDLE of a device's name, ERROR_INVALID_PARAMETER, ERROR_INVALID_NAME, ERROR_BAD_PATHNAME.
            (System::Windows, 6 | 87 | 123 | 161) => SystemFault::NameRefused,
            (System::Windows, 8 | 14) => SystemFault::NoMemory,
            // ERROR_INVALID_DRIVE, ERROR_NOT_READY, ERROR_DEV_NOT_EXIST, ERROR_DEVICE_NOT_CONNECTED.
            (System::Windows, 15 | 20 | 21 | 55 | 433 | 1167) => SystemFault::DiskAway,
            // ERROR_WRITE_PROTECT.
            (System::Windows, 19) => SystemFault::ReadOnlyDisk,
            // ERROR_CRC, ERROR_SEEK, ERROR_SECTOR_NOT_FOUND, write and read faults, ERROR_GEN_FAILURE, ERROR_IO_DEVICE,
            // ERROR_DISK_CORRUPT, ERROR_FILE_CORRUPT.
            (System::Windows, 23 | 25 | 27 | 29 | 30 | 31 | 1117 | 1392 | 1393) => {
                SystemFault::DiskFault
            }
            // ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION, ERROR_BUSY, ERROR_USER_MAPPED_FILE, ERROR_DELETE_PENDING.
            (System::Windows, 32 | 33 | 170 | 1224 | 303) => SystemFault::HeldOpen,
            // ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL.
            (System::Windows, 39 | 112) => SystemFault::DiskFull,
            // ERROR_BAD_NETPATH, ERROR_NETNAME_DELETED, ERROR_BAD_NET_NAME, ERROR_UNEXP_NET_ERR, ERROR_SEM_TIMEOUT,
            // ERROR_NETWORK_UNREACHABLE and its kin.
            (System::Windows, 51 | 53 | 54 | 59 | 64 | 67 | 121 | 1203 | 1222 | 1231..=1233) => {
                SystemFault::NetworkDown
            }
            // ERROR_FILENAME_EXCED_RANGE; ERROR_MORE_DATA, of a path longer than what asks for it has room for.
            (System::Windows, 111 | 206 | 234) => SystemFault::NameTooLong,
            (System::Windows, 145) => SystemFault::NotEmpty,
            (System::Windows, 80 | 183) => SystemFault::AlreadyThere,
            // ERROR_FILE_TOO_LARGE.
            (System::Windows, 223) => SystemFault::FileTooLarge,
            // ERROR_VIRUS_INFECTED, ERROR_VIRUS_DELETED.
            (System::Windows, 225 | 226) => SystemFault::StoppedByScanner,
            // ERROR_DIRECTORY.
            (System::Windows, 267) => SystemFault::NoFolder,
            // ERROR_CLOUD_FILE_… and ERROR_CANT_ACCESS_FILE of a place-holder.
            (System::Windows, 358..=404 | 1920) => SystemFault::InTheCloud,
            (System::Windows, 1295 | 1816) => SystemFault::QuotaUsedUp,
            (System::Windows, 1921) => SystemFault::LinkLoop,
            // EIO.
            (System::Linux | System::Bsd, 5) => SystemFault::DiskFault,
            // ENXIO, ENODEV.
            (System::Linux | System::Bsd, 6 | 19) => SystemFault::DiskAway,
            // ENFILE, EMFILE.
            (System::Linux | System::Bsd, 23 | 24) => SystemFault::TooManyOpen,
            // EINVAL, as file systems of Windows answer to a name that they do not take.
            (System::Linux | System::Bsd, 22) => SystemFault::NameRefused,
            // ENAMETOOLONG.
            (System::Linux, 36) | (System::Bsd, 63) => SystemFault::NameTooLong,
            // ELOOP.
            (System::Linux, 40) | (System::Bsd, 62) => SystemFault::LinkLoop,
            // EILSEQ.
            (System::Linux, 84) | (System::Bsd, 92) => SystemFault::NameRefused,
            // EHOSTDOWN, ESTALE, EREMOTEIO and ENOMEDIUM.
            (System::Linux, 112 | 116) | (System::Bsd, 64 | 70) => SystemFault::NetworkDown,
            (System::Linux, 121) => SystemFault::DiskFault,
            (System::Linux, 123) => SystemFault::DiskAway,
            // EUCLEAN, of a damaged file system; EBADMSG.
            (System::Linux, 117 | 74) => SystemFault::DiskFault,
            // EAGAIN, of a file locked for writing on a share; ETXTBSY.
            (System::Linux, 11 | 26) | (System::Bsd, 35 | 26) => SystemFault::HeldOpen,
            _ => return None,
        })
    }
}

/// The system's number, also of an error that a library wrapped.
fn number_of(error: &io::Error) -> Option<i32> {
    if let Some(number) = error.raw_os_error() {
        return Some(number);
    }
    let mut cause: Option<&dyn Error> = error.get_ref().map(|inner| inner as &dyn Error);
    while let Some(inner) = cause {
        if let Some(number) = inner.downcast_ref::<io::Error>().and_then(number_of) {
            return Some(number);
        }
        cause = inner.source();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use yanxi_problem::{Language, Said};

    #[test]
    fn numbers_of_windows_have_their_faults_and_remedies() {
        use SystemFault as F;
        use SystemRemedy as R;
        for (number, fault, remedy) in [
            (2, F::NotThere, R::CheckName),
            (3, F::NotThere, R::CheckName),
            (5, F::RefusedOnWindows, R::CloseItOrCheck),
            (32, F::HeldOpen, R::CloseIt),
            (33, F::HeldOpen, R::CloseIt),
            (87, F::NameRefused, R::Rename),
            (112, F::DiskFull, R::MakeRoom),
            (123, F::NameRefused, R::Rename),
            (206, F::NameTooLong, R::Shorten),
            (234, F::NameTooLong, R::Shorten),
            (267, F::NoFolder, R::MoveAway),
            (1117, F::DiskFault, R::SaveAndCheckDisk),
        ] {
            assert_eq!(F::of_number(number, System::Windows), Some(fault), "{number}");
            assert_eq!(fault.remedy(), remedy, "{number}");
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn numbers_of_linux_have_their_faults() {
        use SystemFault as F;
        for (number, fault) in [
            (2, F::NotThere),
            (5, F::DiskFault),
            (13, F::NoPermission),
            (16, F::HeldOpen),
            (20, F::NoFolder),
            (21, F::IsFolder),
            (24, F::TooManyOpen),
            (28, F::DiskFull),
            (30, F::ReadOnlyDisk),
            (36, F::NameTooLong),
            (40, F::LinkLoop),
            (110, F::NoAnswer),
            (122, F::QuotaUsedUp),
        ] {
            assert_eq!(F::of(&io::Error::from_raw_os_error(number)), Some(fault), "{number}");
        }
    }

    #[test]
    fn the_systems_text_is_never_said() {
        for number in 1..2000 {
            let error = io::Error::from_raw_os_error(number);
            let text = error.to_string();
            let text = text.split(" (os error").next().unwrap_or_default();
            let said = SystemFault::wording(&error);
            assert!(!said.chinese.contains(text) && !said.english.contains(text), "{number}");
            assert!(!said.chinese.contains("os error"), "{number}");
        }
        let unknown = SystemFault::Numbered { number: 9999 };
        assert_eq!(Said(&unknown, Language::Chinese).to_string(), "系统没有答应，代码 9999");
    }

    #[test]
    fn an_error_that_a_library_wrapped_keeps_its_number() {
        let inner = io::Error::from_raw_os_error(if cfg!(windows) { 112 } else { 28 });
        let wrapped = io::Error::other(inner);
        assert_eq!(SystemFault::of(&wrapped), Some(SystemFault::DiskFull));
        assert_eq!(SystemFault::of(&io::Error::other("words of a library")), None);
    }
}
