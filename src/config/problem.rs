//! What can be wrong with the settings.
//! In: keys and values as they stand in `yanxi.toml`. Out: problems R01, and R02 where there is no folder at all.

use yanxi_problem::{Code, List, Name, Problem, Quoted, Say, Wording};

use super::NEWEST_FORMAT;

/// What is wrong with a setting.
#[derive(Problem)]
pub(crate) enum SettingsProblem {
    #[code(R01)]
    #[zh("设置文件这里写错了（{fault}）", "按 键 = \"值\" 的样子改这一行，引号和等号用半角")]
    #[en(
        "the settings are wrong here ({fault})",
        "write this line as key = \"value\", with half-width quotes and ="
    )]
    Unreadable { fault: ValueFault },

    #[code(R01)]
    #[zh("“{key}”写了两次", "只留一处；一组设置只写一次 [{key}]，都写在它下面")]
    #[en(
        "“{key}” stands here twice",
        "keep one; a table such as [{key}] is written once, with all its keys below it"
    )]
    TableWrittenTwice { key: Quoted },

    #[code(R01)]
    #[zh("“{key}”写了两次", "只留一行 {key} = ……；有几个值的，写在同一个方括号里，用逗号隔开")]
    #[en(
        "“{key}” stands here twice",
        "keep one line {key} = ...; of several values make one list in square brackets, with commas between them"
    )]
    KeyWrittenTwice { key: Quoted },

    #[code(R01)]
    #[zh("没有 format = 0", "改成 format = {newest}", newest = NEWEST_FORMAT)]
    #[en("there is no format = 0", "write format = {newest}", newest = NEWEST_FORMAT)]
    UnknownFormat,

    #[code(R01)]
    #[zh(
        "这个网站要用更新的程序来做：它是 format = {found}，本程序（{version}）只认识到 {newest}",
        "换用更新的研习程序；不要改小这个数",
        newest = NEWEST_FORMAT,
        version = env!("CARGO_PKG_VERSION")
    )]
    #[en(
        "this site needs a newer program: its format is {found}, this program ({version}) knows up to {newest}",
        "use a newer yanxi; do not lower this number",
        newest = NEWEST_FORMAT,
        version = env!("CARGO_PKG_VERSION")
    )]
    NewerFormat { found: i64 },

    #[code(R01)]
    #[zh("“{name}”下面要写一组设置", "删去这一行，换成单独一行 [{name}]，设置写在它下面")]
    #[en(
        "“{name}” takes a table of settings",
        "put a line [{name}] in the place of this line, with the settings below it"
    )]
    NotATable { name: Name },

    #[code(R01)]
    #[zh("没有“{key}”这个设置", "改成可用的键：{known}；都不是的，删去这一行")]
    #[en(
        "there is no setting “{key}”",
        "write one of the known keys: {known}; if it is none of them, delete the line"
    )]
    UnknownKey { key: Quoted, known: List<Name> },

    #[code(R01)]
    #[zh("没有“{key}”这个设置", "把“{key}”改成“{near}”")]
    #[en("there is no setting “{key}”", "write “{near}” for “{key}”")]
    #[edit(key, near)]
    UnknownKeyNear { key: Quoted, near: Name },

    #[code(R01)]
    #[zh("date = \"{text}\" 不是真实的日期", "写成 date = \"2008-11-18\" 的样子")]
    #[en("date = \"{text}\" is no real date", "write it as date = \"2008-11-18\"")]
    NoDate { text: Quoted },

    #[code(R02)]
    #[zh("没有这个文件夹", "检查文件夹的名字和位置")]
    #[en("there is no such folder", "check its name and place")]
    NoFolder,
}

/// What the reader of TOML refuses.
#[derive(Say)]
pub(crate) enum ValueFault {
    #[zh("不能写 {value}，要写 {expected}")]
    #[en("it cannot be {value}; write {expected}")]
    Wrong { value: Quoted, expected: Expected },
    /// It quotes no value: what it says stands for one in Chinese.
    #[zh("不能写 {said}，要写 {expected}")]
    #[en("{message}")]
    NoValue {
        #[unsaid(en)]
        said: Wording,
        #[unsaid(en)]
        expected: Expected,
        #[unsaid(zh)]
        message: Wording,
    },
    #[zh("{message}")]
    #[en("{message}")]
    Other { message: Wording },
}

/// What a value is to be.
#[derive(Say)]
pub(crate) enum Expected {
    #[zh("true 或 false")]
    #[en("true or false")]
    TrueOrFalse,
    #[zh("两头有引号的文字")]
    #[en("a text in quotes")]
    Text,
    #[zh("数字")]
    #[en("a number")]
    Number,
    #[zh("{choices}")]
    #[en("{choices}")]
    OneOf { choices: List<Name> },
}

/// What is wrong with the severity of a rule.
#[derive(Problem)]
pub(crate) enum SeverityProblem {
    #[code(R01)]
    #[zh("没有“{code}”这条规则", "改成 yanxi explain 列出的代码，或删去这一行")]
    #[en("there is no rule “{code}”", "write a code that yanxi explain lists, or delete the line")]
    NoRule { code: Quoted },

    #[code(R01)]
    #[zh(
        "没有“{code}”这条规则",
        "把“{code}”改成“{near}”，或删去这一行；yanxi explain 列出全部代码"
    )]
    #[en(
        "there is no rule “{code}”",
        "write “{near}” for “{code}”, or delete the line; yanxi explain lists all codes"
    )]
    #[edit(code, near)]
    NoRuleNear { code: Quoted, near: &'static str },

    #[code(R01)]
    #[zh("{code} 的级别不能改", "删去这一行，按消息里的改法处理")]
    #[en("the severity of {code} cannot be set", "delete the line, and do as its message says")]
    Fixed { code: Code },

    #[code(R01)]
    #[zh("“{code}”要写级别和理由", "写成 {code} = {{severity = \"off\", reason = \"……\"}} 的样子")]
    #[en(
        "“{code}” takes a severity and a reason",
        "write it as {code} = {{severity = \"off\", reason = \"...\"}}"
    )]
    NotATable { code: Code },

    #[code(R01)]
    #[zh("改“{code}”的级别要写理由", "在大括号里加上 reason = \"……\"")]
    #[en("the severity of “{code}” needs a reason", "add reason = \"...\" inside the braces")]
    NoReason { code: Code },

    #[code(R01)]
    #[zh("“{code}”没有“{severity}”这个级别", "severity 写 off、warning、error 之一")]
    #[en("“{code}” has no severity “{severity}”", "severity is one of off, warning, error")]
    NotASeverity { code: Code, severity: Quoted },
}

/// What is wrong with a table `[publish.NAME]`.
#[derive(Debug, PartialEq, Eq, Problem)]
pub(crate) enum TargetProblem {
    #[code(R01)]
    #[zh(
        "[publish.{name}] 的名字里有不能用的符号",
        "名字只用字母、汉字、数字、- 和 _，如 [publish.usb]"
    )]
    #[en(
        "[publish.{name}] has a sign in its name that cannot be used",
        "use only letters, Chinese characters, digits, - and _, such as [publish.usb]"
    )]
    NameWithSigns { name: Quoted },

    #[code(R01)]
    #[zh("[publish.{name}] 没有写存储桶的名字", "加一行 bucket = \"存储桶的名字\"")]
    #[en("[publish.{name}] names no bucket", "add a line bucket = \"NAME\"")]
    NoBucket { name: Name },

    #[code(R01)]
    #[zh("[publish.{name}] 没有写发布到哪里", "加一行 path = \"E:/学习资料\" 的样子")]
    #[en("[publish.{name}] does not say where to", "add a line such as path = \"E:/study\"")]
    NoPath { name: Name },

    #[code(R01)]
    #[zh(
        "[publish.{name}] 的 endpoint 不是 https 地址，钥匙和材料会被旁人看到",
        "写成 endpoint = \"https://…\""
    )]
    #[en(
        "[publish.{name}] has an endpoint without https: keys and pages could be read on the way",
        "write endpoint = \"https://…\""
    )]
    PlainHttp { name: Name },

    #[code(R01)]
    #[zh("[publish.{name}] 的 prefix 不能有 . 或 ..", "写成 prefix = \"study\" 的样子")]
    #[en("[publish.{name}] has a prefix with . or ..", "write it as prefix = \"study\"")]
    PrefixLeadsOut { name: Name },

    #[code(R01)]
    #[zh(
        "[publish.{name}] 是要传出去的，不能用内部版",
        "删去 edition = \"internal\" 这一行，或改用 kind = \"folder\" 发到内网文件夹"
    )]
    #[en(
        "[publish.{name}] is made to be passed on and cannot hold the internal edition",
        "delete the line edition = \"internal\", or publish with kind = \"folder\" to a folder of the intranet"
    )]
    InternalPassedOn { name: Name },
}
