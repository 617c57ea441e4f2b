//! What the walk through the folder passes over and has to tell.
//! In: a link or a name on the disk. Out: problems R03, R09, R17 and R35.

use yanxi_problem::{FileName, Problem};

use crate::windows_name::NameFault;

/// What on the disk was not followed or cannot be named.
#[derive(Problem)]
pub(super) enum FolderProblem {
    #[code(R09)]
    #[zh("这个快捷链接指向资料文件夹之外，没有读取", "把所指的文件复制进来，删去链接")]
    #[en(
        "this link leads out of the folder and was not read",
        "copy what it points to here and delete the link"
    )]
    LinkLeavesFolder,

    #[code(R09, Warning)]
    #[zh("这个快捷链接指向资料文件夹里的另一个文件夹，没有重复读取", "不需要时删去这个链接")]
    #[en(
        "this link leads to another folder inside, which is not read twice",
        "delete the link if it is not needed"
    )]
    LinkToFolder,

    #[code(R09)]
    #[zh("这个快捷链接绕圈或指向不存在的文件", "删去这个链接")]
    #[en("this link loops or leads nowhere", "delete the link")]
    LinkLeadsNowhere,

    #[code(R17, Warning)]
    #[zh("这是程序用的文件夹，里面的文件都没有放进网站", "把它移出资料文件夹；不移也不影响网站")]
    #[en(
        "this folder holds parts of programs; nothing in it goes into the site",
        "move it out of the folder of material, or leave it where it is"
    )]
    OfPrograms,

    #[code(R18, Warning)]
    #[zh(
        "这个文件夹里有一个做好的网站，同在里面的“{file}”就没有当作材料读",
        "运行 yanxi clean --output-dir {folder}，只删去网站的文件，材料留下"
    )]
    #[en(
        "a built site lies in this folder, so that “{file}” beside it is not read as material",
        "run yanxi clean --output-dir {folder}: it removes the files of the site and leaves the material"
    )]
    MaterialInBuiltSite { file: FileName, folder: FileName },

    #[code(R35, Warning)]
    #[zh("这个名字在 Windows 上不能用：{fault}", "改名为“{better}”")]
    #[en("this name cannot be used on Windows: {fault}", "rename it “{better}”")]
    RefusedByWindows { fault: NameFault, better: FileName },

    #[code(R35, Warning)]
    #[zh("和“{other}”只差大小写，在 Windows 和 U 盘上是同一个，拷过去会丢一个", "给其中一个改名")]
    #[en(
        "its name differs from “{other}” in capitals only; on Windows and on a stick they are one, and one would be lost",
        "rename one of the two"
    )]
    DiffersInCapitals { other: FileName },

    #[code(R17, Warning)]
    #[zh(
        "审核和核对的表要放在有 yanxi.toml 的那个文件夹里，这里的没有用，也没有放进网站",
        "把它移到上一层文件夹"
    )]
    #[en(
        "tables of reviews and of checked numbers belong beside yanxi.toml; this one has no effect and does not go into the site",
        "move it into the folder above"
    )]
    EntriesElsewhere,

    #[code(R03)]
    #[zh("文件名的编码认不出来", "重新给文件起名")]
    #[en("the file name is in an unknown encoding", "rename the file")]
    NameNotUnicode,
}
