//! How something that is owed stands.
//! In: nothing. Out: [`State`]s with their names and signs.

/// How an obligation or a cell stands. The order is that in which the worst is found: later ones ask for more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// 免除
    Exempt,
    /// 完成
    Done,
    /// 迟交
    Late,
    /// 未到期
    NotDue,
    /// 待审
    Pending,
    /// 退回
    Returned,
    /// 有误
    Faulty,
    /// 未知: it may stand in a file that was not read.
    Unknown,
    /// 未交
    Missing,
}

impl State {
    /// Every state with its English and Chinese name and a sign that needs no colour.
    pub const ALL: [(State, &'static str, &'static str, &'static str); 9] = [
        (State::Done, "done", "完成", "✓"),
        (State::Late, "late", "迟交", "▲"),
        (State::Pending, "pending", "待审", "◐"),
        (State::Returned, "returned", "退回", "↩"),
        (State::Faulty, "faulty", "有误", "！"),
        (State::Missing, "missing", "未交", "✗"),
        (State::Unknown, "unknown", "未知", "？"),
        (State::NotDue, "not-due", "未到期", "○"),
        (State::Exempt, "exempt", "免除", "－"),
    ];

    fn row(self) -> (&'static str, &'static str, &'static str) {
        Self::ALL
            .iter()
            .find(|(state, ..)| *state == self)
            .map_or(("", "", ""), |(_, english, chinese, sign)| (english, chinese, sign))
    }

    pub fn english(self) -> &'static str {
        self.row().0
    }

    pub fn chinese(self) -> &'static str {
        self.row().1
    }

    pub fn sign(self) -> &'static str {
        self.row().2
    }
}
