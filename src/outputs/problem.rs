//! What is wrong with the paths of a site's files.
//! In: the list of outputs. Out: problems R07.

use yanxi_problem::{Name, Problem, Quoted};

/// What is wrong with the path of a file of the site.
#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(super) enum OutputProblem {
    #[code(R07)]
    #[zh("网站里的地址“{path}”已经有了", "改一个名字或地址")]
    #[en("the site already has a file at “{path}”", "choose another name or address")]
    Taken { path: Name },
    #[code(R07, Warning)]
    #[zh(
        "网站里的路径“{path}”有 {length} 个字符，复制到 Windows 电脑上可能打不开",
        "把文件夹、文件或地址改短，总共不超过 {most} 个字符"
    )]
    #[en(
        "the path “{path}” in the site has {length} characters; copied to a computer with Windows it may not open",
        "shorten its folders, its name or its address to {most} characters in all"
    )]
    TooLong { path: Name, length: usize, most: usize },
    #[code(R07)]
    #[zh("别名“{alias}”不能做地址", "别名只用小写字母、数字、- 和 /，如 old/jianghua.html")]
    #[en(
        "the alias “{alias}” cannot be an address",
        "use only lower-case letters, digits, - and / in it, such as old/speech.html"
    )]
    UnusableAlias { alias: Quoted },
}
