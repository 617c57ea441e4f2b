//! The words for what keeps a release from its target, stops it on its way, or was found by verifying.
//! In: names of targets and files, what the system says. Out: problems R30 to R39.

use std::fmt::{Formatter, Result};
use yanxi_reading::{SystemFault, SystemRemedy};

use yanxi_problem::{Language, List, Name, Problem, Quoted, Say, Wording};

use crate::own_files::{RELEASE_MEMORY, SETTINGS};

/// A release that cannot be begun.
#[derive(Problem)]
pub(super) enum ReleaseProblem {
    #[code(R30)]
    #[zh("没有叫“{name}”的发布目标", "用已有的名字：{known}")]
    #[en("there is no target “{name}”", "use a known name: {known}")]
    NoTarget { name: Quoted, known: List<Name> },

    #[code(R30)]
    #[zh("没有叫“{name}”的发布目标", "写成 yanxi publish {near}")]
    #[en("there is no target “{name}”", "write yanxi publish {near}")]
    NoTargetNear { name: Quoted, near: Name },

    #[code(R30)]
    #[zh(
        "没有叫“{name}”的发布目标",
        "在 {settings} 末尾加上 [publish.{name}]、kind = \"folder\"、path = \"E:/学习资料\" 三行",
        settings = SETTINGS
    )]
    #[en(
        "there is no target “{name}”",
        "add the lines [publish.{name}], kind = \"folder\", path = \"E:/study\" to the end of {settings}",
        settings = SETTINGS
    )]
    NoTargetAtAll { name: Quoted },

    #[code(R30)]
    #[zh(
        "还没有写发布到哪里",
        "在 {settings} 末尾加上 [publish.usb]、kind = \"folder\"、path = \"E:/学习资料\" 三行",
        settings = SETTINGS
    )]
    #[en(
        "it does not say where to publish to",
        "add the lines [publish.usb], kind = \"folder\", path = \"E:/study\" to the end of {settings}",
        settings = SETTINGS
    )]
    NothingSaid,

    #[code(R30)]
    #[zh("发布目标不止一个：{names}", "写明发布到哪一个，如 yanxi publish 名字")]
    #[en("there is more than one target: {names}", "name one, such as yanxi publish NAME")]
    SeveralTargets { names: List<Name> },

    #[code(R31)]
    #[zh("找不到这个位置，没有发布到“{name}”", "插好 U 盘或连上共享文件夹，再发布一次")]
    #[en(
        "this place is not there; nothing was published to “{name}”",
        "plug in the stick or connect the share, then publish again"
    )]
    NotThere { name: Name },

    #[code(R31)]
    #[zh(
        "“{name}”指向资料文件夹里面或它的上级，不能发布到这里",
        "把 path 改成资料文件夹之外的位置"
    )]
    #[en(
        "“{name}” lies in the site's own folder or holds it, and cannot be published to",
        "set path to a place outside the folder"
    )]
    InsideSite { name: Name },

    #[code(R31)]
    #[zh("没有存储桶“{name}”的钥匙", "设好环境变量 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY")]
    #[en(
        "there are no keys to the bucket “{name}”",
        "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment"
    )]
    NoKeys { name: Name },

    #[code(R31)]
    #[zh(
        "钥匙文件 {file} 在资料文件夹里，可能被传出去",
        "把它移到资料文件夹之外，再改 credentials"
    )]
    #[en(
        "the file of keys {file} lies in the site's folder and could be passed on",
        "move it out of the folder and set credentials to its new place"
    )]
    KeysInside { file: Name },

    #[code(R31)]
    #[zh("读不出钥匙文件 {file}", "检查 credentials 写的位置和文件的权限")]
    #[en(
        "the file of keys {file} cannot be read",
        "check the place that credentials names, and the file's permissions"
    )]
    KeysUnreadable { file: Name },

    #[code(R31)]
    #[zh("文件 {file} 里没有钥匙", "写上 aws_access_key_id = … 和 aws_secret_access_key = … 两行")]
    #[en(
        "the file {file} holds no keys",
        "give it the lines aws_access_key_id = … and aws_secret_access_key = …"
    )]
    NoKeysInFile { file: Name },

    /// Said by programs made without them only.
    #[code(R31)]
    #[zh("这个程序制作时没有带存储桶功能，不能发布到“{name}”", "换用带存储桶功能的程序")]
    #[en(
        "this program was made without buckets and cannot publish to “{name}”",
        "use a program made with the feature `bucket`"
    )]
    NoBuckets { name: Name },

    #[code(R32)]
    #[zh("这台电脑上正在发布同一个资料文件夹", "等那一次结束，再发布")]
    #[en(
        "this folder is being published on this machine already",
        "wait until that ends, then publish"
    )]
    BusyHere,

    #[code(R31)]
    #[zh(
        "“{name}”发布过第 {number} 版，现在那里却没有发布的网站，可能 U 盘没有插好，或换了一个盘",
        "插好原来的 U 盘或连上共享文件夹，再发布一次；确实要发到这个空的地方，加 --all"
    )]
    #[en(
        "release {number} was published to “{name}”, and no release lies there now: perhaps the stick is not plugged in, or it is another one",
        "plug in the right stick or connect the share, then publish again; to publish to this empty place, add --all"
    )]
    NoReleaseThere { name: Name, number: u64 },

    #[code(R39)]
    #[zh(
        "发布记录在这一行或它以前被改动过，没有发布",
        "从备份里取回原来的 log.jsonl 再发布；没有备份的，把 {memory} 文件夹改名留存，再发布一次",
        memory = RELEASE_MEMORY
    )]
    #[en(
        "the log was changed at this line or before it; nothing was published",
        "restore log.jsonl from a backup and publish again; without one, rename the folder {memory} to keep it, then publish again",
        memory = RELEASE_MEMORY
    )]
    LogChanged,

    #[code(R37)]
    #[zh("“{name}”没有可以退回的上一版", "改好资料后用 yanxi publish 发布新的一版")]
    #[en(
        "there is no release of “{name}” to go back to",
        "correct the material and publish a new release with yanxi publish"
    )]
    NothingBefore { name: Name },
}

/// What stops a release on its way.
#[derive(Problem)]
pub(super) enum StopProblem {
    #[code(R31)]
    #[zh("{fault}。读者看到的仍是完整的旧页面或新页面", "排除故障后再发布一次，会自动补齐")]
    #[en(
        "{fault}; readers still see whole pages, old or new",
        "remove the cause and publish again; what is missing is then added"
    )]
    Failed { fault: Fault },

    #[code(R31)]
    #[zh("{fault}。读者看到的仍是完整的旧页面或新页面", "{remedy}；再发布一次，会自动补齐")]
    #[en(
        "{fault}; readers still see whole pages, old or new",
        "{remedy}; publish again, and what is missing is then added"
    )]
    Refused { fault: SystemFault, remedy: SystemRemedy },

    #[code(R31)]
    #[zh("这里的一版是更新的程序发布的，本程序读不懂，没有动它", "换用更新的研习程序再发布")]
    #[en(
        "a newer program published what lies there; this one cannot read it and left it alone",
        "use a newer yanxi to publish"
    )]
    NewerRelease,

    #[code(R37)]
    #[zh("本机保存的发布内容读不出来（{error}）", "运行 yanxi publish 重新发布")]
    #[en(
        "what this machine remembers of the release cannot be read ({error})",
        "run yanxi publish to publish afresh"
    )]
    MemoryUnreadable { error: Wording },

    #[code(R32)]
    #[zh(
        "另一台电脑或另一个资料文件夹正在往这里发布，或上次发布中断了",
        "等它结束；确知没有人在发布时，加 --take-over 再发布"
    )]
    #[en(
        "another machine or another folder is publishing here, or was cut off doing so",
        "wait until that ends; if surely nobody is at it, publish with --take-over"
    )]
    Taken,

    #[code(R33)]
    #[zh("生成网站的时候，别处刚往这里发布了另一版", "核对两边的资料后再发布一次")]
    #[en(
        "another release was published here while this one was being built",
        "compare the two folders, then publish again"
    )]
    Overtaken,

    #[code(R34)]
    #[zh(
        "这里已有不是本程序发布的同名文件：{files}。没有改动它们",
        "把这些文件移走，或换一个空文件夹"
    )]
    #[en(
        "files of the same name that this program did not publish lie there, untouched: {files}",
        "move them away, or use an empty folder"
    )]
    InTheWay { files: Files },

    #[code(R35)]
    #[zh("这些文件名在 U 盘或 Windows 上不能用，或分不清大小写：{files}", "给这些文件改名")]
    #[en(
        "these names cannot be used on a stick or on Windows, or differ in capitals only: {files}",
        "rename these files"
    )]
    Names { files: Files },

    #[code(R36)]
    #[zh(
        "有人正打开着这些网页，没能换上新的：{files}。新的放在旁边，名字末尾是 .yanxi-new",
        "关掉打开这些网页的窗口，再发布一次"
    )]
    #[en(
        "these pages are held open and were not replaced; the new ones lie beside them, ending in .yanxi-new: {files}",
        "close the windows that show them, then publish again"
    )]
    Held { files: Files },
}

/// Why an operation of a place failed.
#[derive(Say)]
pub(super) enum Fault {
    #[zh("没有写入权限")]
    #[en("no permission to write there")]
    NoPermission,
    #[zh("空间不够了")]
    #[en("there is no space left")]
    NoSpace,
    #[zh("文件太大，这里放不下")]
    #[en("the file is too large for this place")]
    TooLarge,
    #[zh("目标不见了，可能是 U 盘被拔掉或网络断开")]
    #[en("the target is gone; perhaps the stick was pulled out or the network is down")]
    Gone,
    #[zh("出错（{error}）")]
    #[en("it failed ({error})")]
    Other { error: Wording },
}

/// Files of one kind, of which the first are named; Chinese counts them all, English the rest.
pub(super) struct Files(pub(super) List<Name>);

impl Files {
    /// Files of one kind that a message names.
    const NAMED: usize = 10;

    pub(super) fn of(files: Vec<String>) -> Self {
        Files(List::cut(files, Self::NAMED))
    }
}

impl Say for Files {
    fn say(&self, language: Language, out: &mut Formatter<'_>) -> Result {
        let Files(list) = self;
        if language == Language::English || list.all.len() <= list.shown {
            return list.say(language, out);
        }
        List { all: list.all[..list.shown].to_vec(), shown: list.shown }.say(language, out)?;
        write!(out, " 等 {} 个", list.all.len())
    }

    fn example(name: &'static str) -> Self {
        Files(List::example(name))
    }
}

/// What verifying finds.
#[derive(Problem)]
pub(super) enum VerifyProblem {
    #[code(R38)]
    #[zh("和发布时不一样", "{remedy}")]
    #[en("it differs from what was published", "{remedy}")]
    Changed { remedy: VerifyRemedy },

    #[code(R38)]
    #[zh("发布过，现在没有了", "{remedy}")]
    #[en("it was published and is gone", "{remedy}")]
    Missing { remedy: VerifyRemedy },

    #[code(R38)]
    #[zh("有一次发布没有做完", "{remedy}")]
    #[en("a release was not finished", "{remedy}")]
    Unfinished { remedy: VerifyRemedy },

    #[code(R38, Note)]
    #[zh("不是本程序发布的文件", "不需要时自己删去")]
    #[en("it was not published by this program", "delete it if it is not wanted")]
    Further,

    #[code(R38)]
    #[zh("读不出核对用的 SHA256SUMS（{error}），这不是完整的发布包", "重新拷贝一份再核对")]
    #[en(
        "its SHA256SUMS cannot be read ({error}): this is no whole bundle",
        "copy it afresh and verify again"
    )]
    NoSums { error: Wording },

    #[code(R38)]
    #[zh("这里没有发布过的网站", "{remedy}")]
    #[en("no release lies there", "{remedy}")]
    NoRelease { remedy: VerifyRemedy },

    #[code(R38)]
    #[zh(
        "这里的一版和“{name}”的发布记录对不上：不是从这个资料文件夹发布的，或记录被改过",
        "核对是谁发布的；要以本机为准，再发布一次"
    )]
    #[en(
        "the release there is not the one that the log of “{name}” tells of: it was not published from this folder, or the log was changed",
        "find out who published it; to put this folder's there, publish again"
    )]
    OtherRelease { name: Name },

    #[code(R39)]
    #[zh("第 {number} 次发布的记录里没有这一页", "{remedy}")]
    #[en("the log of release {number} does not tell of this page", "{remedy}")]
    PageNotLogged { number: u64, remedy: VerifyRemedy },

    #[code(R39)]
    #[zh("发布记录在这一行或它以前被改动过", "从备份里取回原来的 log.jsonl，并查明是谁改的")]
    #[en(
        "the log was changed at this line or before it",
        "restore log.jsonl from a backup and find out who changed it"
    )]
    LogChanged,
}

/// What helps, by what was verified.
#[derive(Debug, Clone, Copy, Say)]
pub(super) enum VerifyRemedy {
    /// A target.
    #[zh("用 yanxi publish 加 --all 再发布一次")]
    #[en("publish again with yanxi publish --all")]
    PublishAgain,
    /// A copy that was carried about.
    #[zh("重新拷贝一份，不要用这一份")]
    #[en("copy it afresh; do not use this one")]
    CopyAgain,
}

#[cfg(test)]
mod tests {
    use super::*;
    use yanxi_problem::worded;

    #[test]
    fn ten_files_are_named_and_the_rest_is_counted() {
        let files = |count: usize| Files::of((1..=count).map(|file| file.to_string()).collect());
        let all = worded(&files(10));
        assert_eq!(all.chinese, "1、2、3、4、5、6、7、8、9、10");
        let cut = worded(&files(12));
        assert_eq!(cut.chinese, "1、2、3、4、5、6、7、8、9、10 等 12 个");
        assert_eq!(cut.english, "1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more");
    }
}
