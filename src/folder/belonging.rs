//! What lies in a folder of material and is none: programs, settings, what editors keep beside a file.
//! In: a name. Out: whether it is such a file or folder.

use yanxi_reading::content_path::extension;

/// Whether a folder holds parts of programs, or what a system keeps of deleted files: nothing that anybody wrote to be read.
pub(super) fn is_of_programs(name: &str) -> bool {
    const FOLDERS: [&str; 13] = [
        "#recycle",
        "$recycle.bin",
        "@eadir",
        "__pycache__",
        "bower_components",
        "dist-packages",
        "jspm_packages",
        "lost+found",
        "node_modules",
        "recycler",
        "site-packages",
        "system volume information",
        "venv",
    ];
    FOLDERS.contains(&name.to_ascii_lowercase().as_str())
}

/// Whether a file goes out only where a page names it: settings and keys hold secrets, databases what nobody has looked
/// through, and readers have no use for programs. What editors left behind goes out never.
pub fn is_no_material(name: &str) -> bool {
    const PROGRAMS: [&str; 33] = [
        "apk", "bat", "bin", "class", "cmd", "com", "cpl", "dll", "exe", "jar", "js", "jse", "lnk",
        "mjs", "msi", "php", "ps1", "py", "pyc", "rb", "reg", "scr", "sh", "so", "sys", "ts",
        "url", "vb", "vbe", "vbs", "vue", "wsf", "wsh",
    ];
    const SETTINGS: [&str; 12] = [
        "cfg",
        "conf",
        "config",
        "env",
        "ini",
        "json",
        "json5",
        "lock",
        "properties",
        "toml",
        "yaml",
        "yml",
    ];
    const KEYS: [&str; 12] =
        ["asc", "gpg", "jks", "kdbx", "key", "keystore", "ovpn", "p12", "pem", "pfx", "ppk", "rdp"];
    const DATA: [&str; 10] =
        ["accdb", "db", "laccdb", "ldf", "log", "mdb", "mdf", "sql", "sqlite", "sqlite3"];
    const SOURCES: [&str; 6] = ["c", "cpp", "css", "go", "ipynb", "java"];
    /// Of programmers' folders, without an ending that tells.
    const NAMES: [&str; 12] = [
        "copying",
        "dockerfile",
        "gemfile",
        "go.mod",
        "go.sum",
        "id_dsa",
        "id_ecdsa",
        "id_ed25519",
        "id_rsa",
        "licence",
        "license",
        "makefile",
    ];
    let name = name.to_ascii_lowercase();
    let extension = extension(&name);
    let kinds: [&[&str]; 5] = [&PROGRAMS, &SETTINGS, &KEYS, &DATA, &SOURCES];
    is_left_behind(&name)
        || NAMES.contains(&name.as_str())
        || kinds.iter().any(|kind| kind.contains(&extension.as_str()))
}

/// Whether a file is an editor's or a program's copy of another one, as it was at some time: it may hold what was taken
/// out since.
pub fn is_left_behind(name: &str) -> bool {
    const ENDINGS: [&str; 16] = [
        "asd",
        "backup",
        "bak",
        "bkp",
        "crdownload",
        "download",
        "old",
        "orig",
        "part",
        "rej",
        "sav",
        "swo",
        "swp",
        "tmp",
        "wbk",
        "xlk",
    ];
    let lower = name.to_ascii_lowercase();
    lower.ends_with('~')
        || lower.starts_with("~wrl")
        || (lower.starts_with('#') && lower.ends_with('#'))
        || ENDINGS.contains(&extension(&lower).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_system_keeps_of_deleted_files_is_no_material() {
        for name in ["$RECYCLE.BIN", "System Volume Information", "node_modules", "#recycle"] {
            assert!(is_of_programs(name), "{name}");
        }
        assert!(!is_of_programs("回收"));
    }

    #[test]
    fn programs_settings_and_older_states_are_no_material() {
        for name in [
            "同步.bat",
            "config.yaml",
            "package-lock.json",
            "yarn.lock",
            "页.md.bak",
            "页.md~",
            "台账.mdb",
            "内网.ovpn",
            "机房.rdp",
            "名单.XLSX.old",
            "~WRL0001.tmp",
            "讲话.docx.tmp",
            ".页.md.swp",
            "打印.lnk",
            "id_rsa",
            "密钥.PEM",
            "签名.p12",
            "台账.sqlite",
            "备份.sql",
            "Makefile",
            "LICENSE",
            "运行.log",
        ] {
            assert!(is_no_material(name), "{name}");
        }
        for name in [
            "讲话.docx",
            "名单.xlsx",
            "照片.jpg",
            "a.csv",
            "资料.zip",
            "旧.doc",
            "a.html",
            "录音.mp3",
            "#1.pdf",
            "无扩展名",
        ] {
            assert!(!is_no_material(name), "{name}");
        }
    }
}
