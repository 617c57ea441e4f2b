//! Every code with its weight, its group, its name and what it is for. E and W are rules of the check, R is what goes
//! wrong while the folder is read, the site is made and published.
//! In: nothing, or a code as somebody typed it. Out: [`Code`].

use std::fmt::{self, Display};
use std::str::FromStr;

use crate::group::Group;
use crate::language::{Language, Words};
use crate::severity::Severity;
use crate::stops::Stops;

/// Of each: usual severity, usual group, what it stops, whether an entry closes it, then name and purpose in Chinese and in English.
macro_rules! codes {
    ($($code:ident $severity:ident $group:ident $stops:ident $($closable:ident)?
        $name_zh:literal $name_en:literal $purpose_zh:literal $purpose_en:literal;)*) => {
        /// What is wrong, for lists, settings and searches.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $name_en] $code),*
        }

        impl Code {
            /// All of them, in the order E, W, R.
            pub const ALL: &[Code] = &[$(Code::$code),*];

            /// Such as `E13`.
            pub const fn name(self) -> &'static str {
                match self { $(Code::$code => stringify!($code)),* }
            }

            /// How much it usually weighs.
            pub const fn severity(self) -> Severity {
                match self { $(Code::$code => Severity::$severity),* }
            }

            /// What usually has to be done about it.
            pub const fn group(self) -> Group {
                match self { $(Code::$code => Group::$group),* }
            }

            /// What an open problem of it stops, as long as it is an error.
            pub const fn stops(self) -> Stops {
                match self { $(Code::$code => Stops::$stops),* }
            }

            /// Whether a past fact that breaks it can be closed by an entry 说明.
            pub const fn is_closable(self) -> bool {
                match self { $(Code::$code => false $(|| { let $closable = true; $closable })?),* }
            }

            const fn titles(self) -> Words {
                match self { $(Code::$code => Words::new($name_zh, $name_en)),* }
            }

            const fn purposes(self) -> Words {
                match self { $(Code::$code => Words::new($purpose_zh, $purpose_en)),* }
            }
        }
    };
}

codes! {
    E01 Error Mistyped Publish
        "没有这个单位、人员、事项、类型或阶段"
        "unknown unit, person, item, type or stage"
        "登记的名字要和名册、方案里的一样，才知道算在谁的名下。写错一个字，这一条就没有人认领，统计也会少一条。"
        "A record counts for the unit, person and item it names; a name that the roster and the plan do not have counts for nobody.";
    E02 Error Mistyped Publish
        "编号或记录重复"
        "an id or a record for the second time"
        "两条用同一个编号就分不开；同一条记录登记两次，就会多算一次。"
        "Two things of one id cannot be told apart, and a record written twice counts twice.";
    E03 Error Mistyped Publish
        "缺必填项，或内容写得不对"
        "a required value is missing or wrong"
        "方案规定某种记录要填什么、能填什么，缺了或写错了，台账和统计就不能用。字数不够方案要求的，也归这一条。"
        "The plan says what a record of a type must hold; without it ledgers and counts are of no use. Texts shorter than the plan asks for belong here too.";
    E04 Error Mistyped Publish closable
        "日期不可能"
        "an impossible date"
        "不是真实的日期、登记的是还没有发生的事、时限早于日期，多半是写错了。预告还没有举行的会议和活动，状态写 预告，不算错。"
        "No real date, a record of what has not yet happened, or a due day before the start: most often a slip. Notices of what is to come have the status notice and are spared.";
    E05 Error Mistyped PublicBuild
        "公开的内容里有密级标志"
        "a secrecy mark in public matter"
        "带“密级★期限”或“内部资料”“注意保存”字样的材料不能上网。正文、页首各项、表格、文件名和附件里的都算；文章里讲到秘密、机密不算。只是讲解的，由单位定下的人写 保密审查（见 docs/privacy）。"
        "Material marked as secret or as internal must not go online: in texts, the lines above them, tables, file names and attachments. Prose that speaks of secrets is no mark. What is only explained is released by an entry 保密审查 of somebody whom the settings name (see docs/privacy).";
    E06 Error Mistyped PublicBuild
        "有身份证号码"
        "an ID number"
        "资料里不该有完整的身份证号码，内部版也一样：校验码和出生日期都对的十八位号码，夹着空格、横线、全角数字的也算，表格和附件里的也算。看过不是的，写 核对（见 docs/privacy）。"
        "No edition should hold a whole ID number: eighteen digits with valid check digit and birth date, through spaces, hyphens and full-width digits, in tables and attachments too. What was looked at and is none is released by an entry 核对 (see docs/privacy).";
    E07 Error Mistyped PublicBuild
        "公开的内容里有手机号、银行卡号或住址"
        "a mobile number, bank card or home address in public matter"
        "公开的页面、台账和附件里不写个人的手机号、银行卡号和门牌一级的住址。看过不是的，写 核对（见 docs/privacy）。"
        "Public pages, ledgers and attachments hold no person's mobile number, bank card or address down to the door. What was looked at and is none is released by an entry 核对 (see docs/privacy).";
    E08 Error State Publish closable
        "测评没有达标，又没有补课计划和期限"
        "a failed rating without a make-up and a last day for it"
        "满意度没有达到合格线的要补课、重测：补课怎样做、做到哪一天，要写出来。重测达标以后，这一条自然就消了。"
        "What fails its pass mark is made up and tested again; how and by which day has to be laid down. A re-test that passes settles it.";
    E09 Error State Publish closable
        "测评的代表比例不够"
        "too few representatives at a rating"
        "方案规定测评时服务对象、群众代表要占多少，不够的，结果说服不了人。要么重测，要么写一条说明，照实说清楚为什么。"
        "The plan says which share of those at a rating represents the public; below it the result convinces nobody. Either it is repeated, or an entry explains why.";
    E10 Error State Publish closable
        "单位方案没有审批，或审批前就实施"
        "a unit's plan not approved, or acted on before approval"
        "单位的工作方案先报送，审批以后再实施，从审批日期算起。已经先做了的，改不了日期，写一条说明。"
        "A unit hands its plan in and acts on it once it is approved, counted from the day of approval. What was done before cannot be undone: an entry explains it.";
    E11 Error Mistyped Publish closable
        "票数对不上"
        "ballots that do not add up"
        "有效票不能多于收回的，收回的不能多于发出的，各等次加起来要等于有效票。对不上的测评不计算结果。"
        "Valid ballots cannot exceed those returned, nor those those issued, and the grades add up to the valid ones. A rating that does not add up has no result.";
    E12 Error State Publish
        "公开的页面或附件没有审核，或审核以后改动过"
        "a public page or attachment without a review, or changed since"
        "公开的页面和附件，发布以前要有人看过，写下谁、哪天看的：页面写在正文上面，附件写在 审核.csv 里。校验记着看的是哪一份，改一个字就要重新审核。程序自己生成的页面不用审核，表格按各行的“状态”“审核”两列。"
        "Somebody looks through a public page or attachment before it goes out and is written down with the day: above the text of a page, for attachments in 审核.csv. The hash keeps what was looked through; one changed letter asks for a new review. Pages that the program makes need none, tables go by their columns.";
    E13 Error Mistyped EveryBuild
        "链接打不开，或附件不在"
        "a broken link or a missing attachment"
        "读者点了打不开的链接、附件，什么也得不到；写成本机地址的，别人的电脑上更没有。"
        "Readers of a broken link get nothing, and a path of one's own computer exists nowhere else.";
    E14 Error Mistyped PublicBuild
        "公开的页面引用了内部的页面"
        "a public page refers to an internal one"
        "公开版里没有内部页面，链接和链接上的字却会把它的名字带出去。"
        "The public edition has no internal page, but a link to one would carry its name out.";
    E15 Error Mistyped PublicBuild
        "活动的资料没有计划来读，会当作公开的"
        "matter of a campaign that no plan reads and that would go out"
        "计划改了名、丢了，或名册、台账、记录放错了地方，程序就不知道它们是活动的，里面的内部资料会和普通材料一样公开。改好以前，公开版不生成，这些文件按内部处理。"
        "When a plan was renamed or lost, or rosters, ledgers and records lie where no campaign reads them, what is internal in them would go out like any other material. Until it is mended the public edition is not built, and these files count as internal.";
    W01 Warning Mistyped Nothing closable
        "日期不在规定的时间里"
        "a date outside its stage"
        "早于规定时间的不算完成，晚于规定时间和宽限天数的按迟交计。多半是日期写错了。"
        "What is dated before the days of its item does not count, what is dated after them counts as late. Most often the date is wrong.";
    W02 Warning State Nothing
        "规定的事项没有交"
        "a required item is missing"
        "规定的时间和宽限天数都过了，还没有交的，按单位列出来，好催办。不用交的，登记一条免除记录。"
        "When the days of an item and its grace are over, whoever has not handed in is named by unit. An exemption record excuses.";
    W03 Warning Mistyped Nothing closable
        "文字雷同"
        "texts of different people that are alike"
        "心得、报告要自己写。同一类记录里，两个人的文字有一半以上相同的，多半是抄来改了姓名。引号里的话、引用的段落和不到 120 字的不比。确属合写的，写一条说明。"
        "Essays and reports are to be one's own. Records of one type by different people that share half of their text are most often copied with the names changed. Quotations and texts below 120 characters are not compared.";
    W04 Warning Mistyped Nothing
        "外地地名，或没有填完的 XX、某某、20*年"
        "a name of another place, or a gap such as XX or 20*年 left open"
        "照着别处的材料改，最容易漏改地名，留下 XX、×月×日、某某镇、20*年。外地地名写在 词表/外地地名.txt 里，一行一个。张某、张××这样隐去名字的不算。"
        "A text adapted from elsewhere easily keeps a foreign name or an unfilled gap. Foreign places are listed in 词表/外地地名.txt, one a line. Names hidden on purpose, such as 张××, are spared.";
    W05 Warning Mistyped Nothing
        "说有多少，和列出来的对不上"
        "a declared count that differs from what is listed"
        "方案说“十六个环节”，列出来的就应当是那么多。没有收到内容的，来源写 待补充，也占一个位置。"
        "Where a plan says how many there are, so many should be listed. What is not yet known is listed too, with the source pending.";
    W06 Warning Mistyped Nothing
        "像身份证号、银行卡号的数字"
        "digits like an ID or card number"
        "十八位数字校验不对，可能是抄错的身份证号；像银行卡号的也请看一眼。旧字体留下的自造字在别的电脑上显示不出来。"
        "Eighteen digits that fail the check may be a mistyped ID number; digits like a bank card deserve a look. Private characters of old fonts are not shown on other machines.";
    W07 Warning State Nothing closable
        "台账逾期，或销了号没有结果"
        "a ledger item overdue, or closed without a result"
        "过了时限还没有办结的，要催办或写明原因；已经销号的，要写出办成了什么样，光改状态不算数。"
        "What is not closed by its due day is to be pressed or explained; what is closed has to say with which result.";
    W08 Warning State Nothing closable
        "补课到期没有重测"
        "a make-up whose last day passed without a re-test"
        "补课期限到了，要按原来的范围再测一次。还没有测的，提醒一下，免得不了了之。"
        "When the last day of a make-up comes, the rating is repeated. This keeps it from being forgotten.";
    W09 Warning Mistyped Nothing closable
        "简报期号跳号或重号"
        "briefing numbers skipped or repeated"
        "同一家编的简报，一年里的期号要连着。跳了一号，读者会以为少收了一期；重了号，引用时分不清。"
        "Within a year the briefings of one publisher are numbered without gaps: a number skipped looks like an issue lost, one repeated cannot be cited.";
    W10 Warning State Nothing
        "单位没有第一责任人或领导机构"
        "a unit without a person first responsible or a leading group"
        "每个单位要有一名第一责任人和一个领导机构，没有的，事情落不到人头上。"
        "Every unit has one person first responsible and a leading group, or nobody answers for it.";
    W11 Warning State Nothing
        "选题多了或少了"
        "a unit with too many topics or too few"
        "方案规定每个单位选几个课题；多选了做不完，少选了没有落实。"
        "The plan says how many topics of a set each unit claims.";
    W12 Warning Mistyped Nothing
        "与规范用语不一致，或外部链接只有网址"
        "a word that the wording list replaces, or a bare outside address"
        "词表里写着“规范词 = 不规范的说法”，材料里用了等号右边的说法就提醒。链接到别的网站，要写明是什么，读者才知道点开是哪里。"
        "Wordlists say which term stands for which others; the others are pointed out. A link to another site says what it leads to, so that readers know before they open it.";
    W13 Warning Mistyped Nothing
        "程序看不到里面的内容"
        "contents that no program can see"
        "扫描件、照片、加密文件和老格式的文件，程序看不到里面写了什么，发布前要有人逐个打开看。图片还要写一句说明，给看不见图的人用。"
        "What stands in scans, photographs, encrypted files and files of old forms is seen by no program: a person has to open each before publishing. Pictures also need a line for those who cannot see them.";
    W14 Warning State Nothing
        "有人一次也没有参加，又没有免除"
        "somebody takes part in nothing and is not exempt"
        "规定的时间过了，一条记录也没有的人，就是没有覆盖到的人。年老体弱、外出流动的，登记一条免除记录，写明原因。"
        "Whoever has no record at all when the days of an item are over was not reached. Those who are old, ill or away get an exemption with its reason.";
    W15 Warning Mistyped Nothing
        "公开的页面写了名册里的人名"
        "a person of the roster named in a public page"
        "名册里的人写进公开的页面，要本人同意、单位审过。可以公开的名字写进 yanxi.toml 的 [privacy] names。"
        "A person of the roster is named in a public page only with consent and review. Names that may be shown stand in names below [privacy] in yanxi.toml.";
    W16 Warning Mistyped Nothing
        "附件里藏着批注、修订、隐藏的内容或脚本"
        "an attachment that holds more than it shows"
        "附件照原样发出去，里面的批注、修订痕迹、隐藏的工作表和行列、隐藏的幻灯片、演讲备注也跟着出去，打开文件的人一下子看不见，懂的人一点就看见。程序只提醒，不替人删。网页、图形里的脚本会在读者的电脑上运行。"
        "An attachment goes out as it is, with its comments, tracked changes, hidden sheets, rows, columns and slides and its speaker notes: not seen at first sight, and found with a click. They are named, never deleted. Scripts in pages and drawings run on the reader's machine.";
    W17 Warning Mistyped Nothing
        "出处对不上原文"
        "a quotation that its page does not hold"
        "计划的一条写了出处，就能从这一条点到原文，从原文看到做到了哪一步。讲话、方案改过以后，抄下来的那句话可能已经不在了，或者有好几处，就连不上。"
        "An entry of the plan that quotes a passage is linked with it, and the page shows how far it is. When the page was changed, or says it in several places, there is nothing to link with.";
    R01 Error Mistyped EveryBuild
        "设置写错了"
        "a wrong setting"
        "yanxi.toml 里有程序不认识的设置，或值写得不对；命令后面写的网址不能用，也归这一条。"
        "A setting of yanxi.toml is not known or has a wrong value. An address of the site that cannot be used belongs here too.";
    R02 Error Mistyped EveryBuild
        "文件读不出来，或写不进去"
        "something that cannot be read or written"
        "文件或文件夹找不到、没有权限、正被占用，或磁盘满了，程序做不下去。要新建的文件夹里已经有东西的，也归这一条：不覆盖别人的文件。"
        "A file or folder is not there, may not be opened, is in use, or the disk is full. A folder for a new site that is not empty belongs here too: nothing of anybody's is overwritten.";
    R03 Error Mistyped EveryBuild
        "文字编码认不出来"
        "text in an unknown encoding"
        "文件里的字或文件名是乱码，认不出是哪种编码。猜错了，满篇都是错字，所以不猜。"
        "The characters of a file or of its name make no sense in any known encoding. A guess could make every character wrong, so none is made.";
    R04 Error Mistyped EveryBuild
        "计划或页首的一行写法不对，读不懂"
        "a line of a plan or at the top of a page that cannot be understood"
        "计划里的各项写成 键 = 值，文章的各项写成 键: 值，放在开头两行 --- 之间。写法不对的不起作用，还会被当作正文登出来。"
        "Plans take key = value; pages take key: value between two lines --- at the top. What is written otherwise has no effect, and may go out as text.";
    R05 Error Mistyped EveryBuild
        "不认识的项，或一项写了两次"
        "an unknown key, or one written twice"
        "名字写错一个字的项不起作用，写的人却不知道；一项写了两次，分不清以哪一次为准。名称认不出来的工作表也归这一条。"
        "A key with a slip in its name has no effect, and nobody notices; of a key written twice nobody knows which counts. Sheets of an unknown name belong here too.";
    R07 Error Mistyped EveryBuild
        "网页地址不能用，或和别的重了"
        "an address that cannot be used, or is taken"
        "每个网页、文件在网站里要有自己的地址，一个地址不能给两处用。地址只用小写字母、数字、- 和 /，在哪里都打得开。"
        "Every page and file of the site has an address of its own. Lower-case letters, digits, - and / work everywhere.";
    R08 Error Mistyped EveryBuild
        "只能有一份的，有了两份"
        "two where there can be one"
        "一个活动只有一份计划、一份名册，一个栏目只有一个首页。有两份，不知道以哪一份为准。"
        "A campaign has one plan and one roster, a folder one page of its own. Of two nobody knows which counts.";
    R09 Error Mistyped EveryBuild
        "快捷链接没有读"
        "a link on the disk that was not followed"
        "资料文件夹里的快捷链接指到了外面，绕了圈，或什么也没有指到。外面的东西换一台电脑就没有了，所以不读；指到里面另一个文件夹的，也不重复读。"
        "A link in the folder leads out of it, loops or leads nowhere. What lies outside is not there on another machine, so it is not read; a folder inside is not read twice.";
    R10 Error Mistyped EveryBuild
        "同名的不止一个"
        "a name that several have"
        "写的名字有几个都对得上，程序不替人选。写全了或写编号，就分得开。"
        "Several things have the name that is written, and none is chosen for the author. A folder or an id tells them apart.";
    R11 Warning Mistyped EveryBuild
        "有内容没有照样显示"
        "something that is not shown as written"
        "多出来的格子、带空格的链接、直接写的网页代码、Word 里的图形和公式，网页上显示不出来或显示成别的样子，读者看不到。"
        "Cells too many, links with blanks, raw HTML, drawings and formulas of Word are not shown on the page, or shown as something else.";
    R12 Error Mistyped EveryBuild
        "链接不安全"
        "an unsafe link"
        "有的链接一点开就会运行程序，不能放进网站，已经去掉了。"
        "Some links run a program when they are opened; they were left out of the site.";
    R13 Error Mistyped EveryBuild
        "界面文字或模板写错了"
        "a mistake in the theme's words or templates"
        "theme 文件夹里自己改过的界面文字或模板有错，网页做不出来。"
        "Words or templates that a site has changed in its folder theme are wrong, and no page can be made with them.";
    R14 Warning Mistyped EveryBuild
        "图片在别的网站上"
        "a picture of another site"
        "内网和 U 盘上看不到别的网站的图片，读者一打开还会连到外面去，所以没有放进网站。"
        "Without the internet such a picture is not seen, and with it the reader's browser would fetch from outside. It was left out.";
    R15 Error Mistyped EveryBuild
        "文件夹里没有材料"
        "a folder without material"
        "没有一篇 .md、Word 或表格材料，做不成网站；多半是文件夹选错了。"
        "Without any .md file, Word document or workbook there is nothing to make a site of; most often it is the wrong folder.";
    R16 Note Mistyped EveryBuild
        "文件不是 UTF-8 编码"
        "a file in another encoding"
        "老软件存的文件多半是别的编码，程序认得出来，已经照样读了。"
        "Old programs save in other encodings. This one was recognised and read.";
    R17 Warning Mistyped EveryBuild
        "文件没有用到"
        "a file that no page uses"
        "哪一页也没有链接到的文件，读者找不到，所以没有放进网站。"
        "Readers would never find a file that no page links to; it was left out of the site.";
    R18 Error Mistyped EveryBuild
        "输出文件夹选错了地方"
        "an output folder in the wrong place"
        "网站不能做进资料文件夹里面或它的上级，免得盖住原来的资料。"
        "The site is not written over the folder it is made from, or over one that holds it.";
    R19 Error Mistyped EveryBuild
        "搜索没有做成"
        "the search could not be made"
        "网站的搜索资料没有做成，是程序自己的毛病，不是材料写错了。"
        "The index of the site's search could not be made. The fault is the program's, not the material's.";
    R20 Error Mistyped EveryBuild
        "表格打不开，或太大"
        "a spreadsheet that cannot be opened or is too large"
        "加了密码、损坏了、太大的表格，或名字像表格其实不是的文件，程序读不了，里面登记的就不会算数。"
        "What has a password, is damaged, too large or no spreadsheet at all cannot be read, and nothing in it counts.";
    R21 Error Mistyped EveryBuild
        "表头不对"
        "a header that is missing or wrong"
        "程序按表头认每一列。没有表头、表头读不出来、两列同名的，那些内容就没有读。"
        "Columns are known by their header. Without one, with an unreadable one, or with two of one name, what stands below is not read.";
    R22 Error Mistyped EveryBuild
        "公式没有结果"
        "a formula without a result"
        "程序读表格里存下的结果，自己不计算。公式没有结果或算错了，这一格就是空的。"
        "Stored results are read, formulas are not computed. Without a result the cell is empty.";
    R23 Error Mistyped EveryBuild
        "这一行和表头对不上"
        "a row that does not fit its header"
        "一行比表头长，或引号只有一半，后面的内容就会错到别的列里去。有内容没有列名的列，没有读取。"
        "A row longer than its header, or with half a pair of quotes, puts values into the wrong columns. A column without a name is not read.";
    R30 Error Mistyped EveryBuild
        "发布或审核的命令做不了"
        "a release or a review that cannot be begun"
        "发布要写明发到哪里，审核要写明谁审、审哪一页，页首的各项也要写得对。不明白的不动手，什么也没有改。"
        "A release needs to know where to, a review by whom and of which page, and the keys of that page have to be in order. In doubt nothing is done, and nothing was changed.";
    R31 Error Mistyped EveryBuild
        "发布的地方用不了"
        "a target that cannot be published to"
        "U 盘没有插好、共享文件夹或网络连不上、存储桶没有钥匙，或目标选在了资料文件夹里，就发布不了。"
        "The stick is not plugged in, the share or the network is down, a bucket has no keys, or the target lies in the folder itself.";
    R32 Error Mistyped EveryBuild
        "正在发布"
        "a release that is under way"
        "同一个地方，同一时候只能有一个人发布，免得两版混在一起。"
        "Only one release at a time goes to a place, so that two do not mix.";
    R33 Error Mistyped EveryBuild
        "别处刚发布了另一版"
        "another release came in between"
        "做网站的时候，别人往同一个地方发布了。接着发会盖住别人的，所以停下来。"
        "While the site was being made somebody else published to the same place. To go on would overwrite that release.";
    R34 Error Mistyped EveryBuild
        "那里有别人的同名文件"
        "files of others in the way"
        "发布的地方有同名的文件，却不是本程序发布的。不是自己的文件不改、不删。"
        "Files of the same name lie at the target that this program did not publish. What is not ours is neither changed nor deleted.";
    R35 Error Mistyped EveryBuild
        "文件名在 U 盘或 Windows 上不能用"
        "names that a stick or Windows does not take"
        "有些字符和名字在 U 盘或 Windows 上不能用，大小写不同的名字在那里也算同一个，拷过去会丢文件。"
        "Some characters and names are not allowed there, and names that differ in capitals only are one. Files would be lost.";
    R36 Error Mistyped EveryBuild
        "网页正开着，没有换上新的"
        "pages held open, not replaced"
        "有人开着的文件换不掉。新的已经放在旁边，关掉以后再发布一次就换上了。"
        "A file that somebody holds open cannot be replaced. The new one lies beside it until the next release.";
    R37 Error Mistyped EveryBuild
        "没有可以退回的一版"
        "no release to go back to"
        "退回、接着发布要靠本机保存的旧版。没有保存，或读不出来，只能重新发布。"
        "To go back or to go on takes what this machine kept of a release. Where that is missing or cannot be read, only a new release helps.";
    R38 Error Mistyped EveryBuild
        "和发布的不一样"
        "not what was published"
        "拷走、挂出去的网站，每个文件都应当和发布时一样。不一样的，可能没有拷全，也可能被人改过。"
        "Every file of a copy or of a site in its place is to be the one that was published. Otherwise it was not copied whole, or somebody changed it.";
    R39 Error Mistyped EveryBuild
        "发布记录对不上"
        "a log of releases that does not hold"
        "发布记录一条接一条，改了哪一条都看得出来。对不上的，不能用来证明发布过什么。"
        "Every line of the log holds to the one before it, so that a change shows. A log that does not hold proves nothing.";
}

impl Code {
    /// The code as somebody typed it, in capitals or not.
    pub fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        Code::ALL.iter().copied().find(|code| code.name().eq_ignore_ascii_case(text))
    }

    /// Whether it is a rule of the check, whose severity a site may set: E and W are, R is not.
    pub fn is_rule(self) -> bool {
        !self.name().starts_with('R')
    }

    /// A few words.
    pub const fn title(self, language: Language) -> &'static str {
        self.titles().in_language(language)
    }

    /// What it is for, in a sentence or two.
    pub const fn purpose(self, language: Language) -> &'static str {
        self.purposes().in_language(language)
    }
}

impl Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.name())
    }
}

/// No code has this name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownCode;

impl Display for UnknownCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("there is no such code")
    }
}

impl std::error::Error for UnknownCode {}

impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        Code::of(text).ok_or(UnknownCode)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stand_in_order_and_are_found_by_name() {
        let rank = |code: &Code| {
            (["E", "W", "R"].iter().position(|letter| code.name().starts_with(letter)), code.name())
        };
        assert!(Code::ALL.is_sorted_by_key(rank));
        assert!(Code::ALL.is_sorted());
        for code in Code::ALL {
            assert_eq!(Code::of(&code.name().to_lowercase()), Some(*code));
            assert_eq!(code.name().len(), 3);
        }
        assert_eq!(" w02 ".parse(), Ok(Code::W02));
        assert_eq!("R06".parse::<Code>(), Err(UnknownCode));
        assert_eq!(format!("{}", Code::E13), "E13");
    }

    #[test]
    fn letters_tell_the_usual_weight() {
        for code in Code::ALL {
            match &code.name()[..1] {
                "E" => assert_eq!(code.severity(), Severity::Error),
                "W" => assert_eq!(code.severity(), Severity::Warning),
                _ => assert_eq!(code.group(), Group::Mistyped),
            }
        }
    }

    #[test]
    fn names_are_no_sentences_and_purposes_are() {
        for code in Code::ALL {
            let english = code.title(Language::English);
            assert!(
                !english.ends_with('.') && !code.title(Language::Chinese).ends_with('。'),
                "{code}"
            );
            assert!(code.purpose(Language::English).ends_with('.'), "{code}");
            assert!(code.purpose(Language::Chinese).ends_with('。'), "{code}");
        }
    }
}
