//! What can be wrong with a record or a table of records, beside its names, keys and values.
//! In: what is wrong. Out: [`RecordProblem`].

use std::fmt::{self, Formatter};

use yanxi_problem::{Figure, Language, List, Name, Problem, Quoted, Say, plural};

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(super) enum RecordProblem {
    #[code(E04)]
    #[zh(
        "日期 {day} 在今天（{today}）之后",
        "改成实际发生的日期；还没有举行、先发预告的，写 状态: 预告"
    )]
    #[en(
        "the date {day} lies after today ({today})",
        "write the day on which it took place; what is still to come has status: notice"
    )]
    AfterToday { day: Figure, today: Figure },
    #[code(E04)]
    #[zh("时限 {due} 早于日期 {start}", "改正时限或日期")]
    #[en("the due day {due} lies before the date {start}", "correct one of the two days")]
    DueBeforeStart { due: Figure, start: Figure },
    #[code(E04)]
    #[zh(
        "“{key}”{day} 在今天（{today}）之后",
        "改成实际的日期；还没有办成的，删去这个日期，状态照实写"
    )]
    #[en(
        "“{key}” is {day}, after today ({today})",
        "write the day on which it was done; if it is not done, delete the day and write the status as it is"
    )]
    DoneAfterToday { key: Name, day: Figure, today: Figure },
    #[code(E04)]
    #[zh("“{key}”{day} 早于“{earlier}”{start}", "核对这两个日期，改正写错的一个")]
    #[en(
        "“{key}” is {day}, before “{earlier}” {start}",
        "look both days up and correct the wrong one"
    )]
    DoneBefore { key: Name, day: Figure, earlier: Name, start: Figure },
    #[code(E03)]
    #[zh("事项“{item}”要的是{wanted}，这一条是“{kind}”", "把类型改成{wanted}，或删去这个事项")]
    #[en(
        "item “{item}” asks for {wanted}, this is “{kind}”",
        "write the type {wanted}, or delete the item"
    )]
    ItemOfOtherType { item: Name, wanted: OneOf, kind: Name },
    #[code(E03)]
    #[zh("事项“{item}”要的是{wanted}，这一条是“{kind}”", "删去这个事项，或换到那种记录的表里")]
    #[en(
        "item “{item}” asks for {wanted}, this is “{kind}”",
        "delete the item, or move the row to a table of that type"
    )]
    ItemOfOtherTable { item: Name, wanted: OneOf, kind: Name },
    #[code(E03)]
    #[group(State)]
    #[zh("正文 {characters} 字，少于方案要求的 {needed} 字", "补写到 {needed} 字，或写明 字数: ……")]
    #[en(
        "the text has {characters} characters, fewer than the {needed} that the plan asks for",
        "bring it up to {needed} characters, or state the number as words: …"
    )]
    TooShort { characters: u32, needed: u32 },
    #[code(E13)]
    #[zh("没有附件“{name}”", "把文件放到这张表旁边，或改正文件名")]
    #[en("there is no attachment “{name}”", "put the file beside this table, or correct the name")]
    NoAttachment { name: Quoted },
    #[code(E01)]
    #[zh(
        "看不出这张表里是哪一种记录，没有读取",
        "把工作表“{sheet}”改名为记录类型的名称，如“{near}”"
    )]
    #[en(
        "it does not show which type of record this table holds; it was not read",
        "rename the sheet “{sheet}” to a record type, such as “{near}”"
    )]
    SheetOfNoType { sheet: Name, near: Name },
    #[code(E01)]
    #[zh(
        "看不出这张表里是哪一种记录，没有读取",
        "把文件名改成记录类型的名称，如“{near}.{extension}”"
    )]
    #[en(
        "it does not show which type of record this table holds; it was not read",
        "name the file after a record type, such as “{near}.{extension}”"
    )]
    TableOfNoType { near: Name, extension: Name },
    #[code(E01)]
    #[zh(
        "“{text}”是{other}的测评，这一条是{own}的",
        "写{own}自己上一次测评的编号；单位写错的，改正单位"
    )]
    #[en(
        "“{text}” is a rating of {other}, this is of {own}",
        "write the id of the rating of {own} before; if the unit is wrong, correct it"
    )]
    RatingOfOtherUnit { text: Quoted, other: Name, own: Name },
    #[code(E04)]
    #[zh(
        "日期 {day} 早于它对应的测评“{text}”（{held}）",
        "日期写错的，改成实际日期；编号写错的，改正编号"
    )]
    #[en(
        "the date {day} lies before the rating “{text}” ({held}) that it follows",
        "correct the date or the id, whichever is wrong"
    )]
    BeforeTheRating { text: Quoted, day: Figure, held: Figure },
    #[code(R05, Note)]
    #[zh(
        "{columns} 不是程序和计划认得的列，内容照样留着，只在内部版里显示",
        "不改也可以；要检查、要公开的，在计划里给这种记录加上这个字段"
    )]
    #[en(
        "neither the program nor the plan knows {columns}: the columns are kept, and shown in the internal edition only",
        "nothing has to be changed; what is to be checked or made public becomes a field of the type in the plan"
    )]
    KeptColumns { columns: List<Name> },
    #[code(R05)]
    #[zh("表头有几列写错了：{slips}", "照着改表头")]
    #[en("some columns of the head are misspelt: {slips}", "mend the head so")]
    SlipsInHead { slips: Slips },
    #[code(E03)]
    #[zh("这张表没有“{key}”这一列，{rows} 行都缺少“{key}”", "在表头加上“{key}”一列并填好")]
    #[en(
        "the table has no column “{key}”, needed in {rows} {of_rows}",
        "add a column “{key}” and fill it in",
        of_rows = plural(*rows, "row", "rows"),
    )]
    LacksColumn { key: Name, rows: usize },
}

/// Columns, each with the one that is meant: `“学习內容”应是“学习内容”、“主持”…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slips(pub(super) Vec<(Quoted, Name)>);

impl Say for Slips {
    fn say(&self, language: Language, out: &mut Formatter<'_>) -> fmt::Result {
        let (means, and) = match language {
            Language::Chinese => ("”应是“", "、"),
            Language::English => ("” for “", ", "),
        };
        for (number, (slip, meant)) in self.0.iter().enumerate() {
            out.write_str(if number > 0 { and } else { "" })?;
            out.write_str("“")?;
            slip.say(language, out)?;
            out.write_str(means)?;
            meant.say(language, out)?;
            out.write_str("”")?;
        }
        Ok(())
    }

    fn example(name: &'static str) -> Self {
        Slips(vec![(Quoted::example("key"), Name::example(name))])
    }
}

/// Names of which any will do: `“甲”或“乙”`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OneOf(pub(super) Vec<Name>);

impl Say for OneOf {
    fn say(&self, language: Language, out: &mut Formatter<'_>) -> fmt::Result {
        for (number, name) in self.0.iter().enumerate() {
            if number > 0 {
                out.write_str(match language {
                    Language::Chinese => "或",
                    Language::English => " or ",
                })?;
            }
            out.write_str("“")?;
            name.say(language, out)?;
            out.write_str("”")?;
        }
        Ok(())
    }

    fn example(name: &'static str) -> Self {
        OneOf(vec![Name::example(name), Name::example(name)])
    }
}
