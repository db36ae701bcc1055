//! A plan of one of the three kinds, with its answers, confirmations and selected firms.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::answers::Answers;
use crate::codes::{LocalGovernmentCode, PrefectureCode};
use crate::fiscal_year::FiscalYear;

/// Which of the three plans of the 地域未来戦略 this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PlanKind {
    /// A 戦略産業クラスター計画 (a prefecture's project proposal)
    #[serde(rename = "a")]
    StrategicCluster,
    /// B 地域産業クラスター計画
    #[serde(rename = "b")]
    RegionalCluster,
    /// C 地場産業成長プラン
    #[serde(rename = "c")]
    LocalGrowth,
}

impl PlanKind {
    /// The three kinds in order.
    pub const ALL: [Self; 3] = [Self::StrategicCluster, Self::RegionalCluster, Self::LocalGrowth];

    /// `a`, `b` or `c`, as on the command line and in the text catalogue (`kind.<letter>`).
    pub fn letter(self) -> &'static str {
        match self {
            Self::StrategicCluster => "a",
            Self::RegionalCluster => "b",
            Self::LocalGrowth => "c",
        }
    }

    /// The kind of that letter, upper or lower case.
    pub fn parse(letter: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.letter().eq_ignore_ascii_case(letter.trim()))
    }
}

/// The days of a plan, both inclusive; the start is never after the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawPeriod", into = "RawPeriod")]
pub struct Period {
    start: Date,
    end: Date,
}

#[derive(Serialize, Deserialize)]
struct RawPeriod {
    start: Date,
    end: Date,
}

/// A period whose end is before its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the period ends before it starts")]
pub struct ReversedPeriod;

impl Period {
    /// The days from `start` to `end`, both inclusive.
    ///
    /// # Errors
    /// An end before the start.
    pub fn new(start: Date, end: Date) -> Result<Self, ReversedPeriod> {
        if end < start { Err(ReversedPeriod) } else { Ok(Self { start, end }) }
    }

    /// The first day.
    pub fn start(self) -> Date {
        self.start
    }

    /// The last day.
    pub fn end(self) -> Date {
        self.end
    }

    /// Every fiscal year that the period touches, in order.
    pub fn fiscal_years(self) -> Vec<FiscalYear> {
        FiscalYear::touched(self.start, self.end)
    }
}

impl TryFrom<RawPeriod> for Period {
    type Error = ReversedPeriod;
    fn try_from(raw: RawPeriod) -> Result<Self, ReversedPeriod> {
        Self::new(raw.start, raw.end)
    }
}

impl From<Period> for RawPeriod {
    fn from(period: Period) -> Self {
        Self { start: period.start, end: period.end }
    }
}

/// What a firm is in a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FirmRole {
    /// 中核
    Core,
    /// 重点支援
    PrioritySupport,
    /// 参画
    Participant,
    /// 誘致
    Incoming,
}

impl FirmRole {
    /// The name in JSON and in the text catalogue (`role.<name>`).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Core => "core",
            Self::PrioritySupport => "priority_support",
            Self::Participant => "participant",
            Self::Incoming => "incoming",
        }
    }

    /// The role of that name, if there is one.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Core, Self::PrioritySupport, Self::Participant, Self::Incoming]
            .into_iter()
            .find(|role| role.as_str() == name)
    }
}

/// A firm that a plan names, with the reason a person wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelectedFirm {
    /// The firm's id in the ledger.
    pub firm: Uuid,
    /// What it is in this plan.
    pub role: FirmRole,
    /// Why it was chosen; where a degree can't be worked out, also why not.
    pub reason: String,
}

/// What a person decides when they overrule the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Overrule {
    /// 充足 although the rule does not hold.
    Met,
    /// 不足 although the rule holds.
    Unmet,
    /// 該当なし
    NotApplicable,
}

impl Overrule {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Unmet => "unmet",
            Self::NotApplicable => "not_applicable",
        }
    }

    /// The decision of that name, if there is one.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Met, Self::Unmet, Self::NotApplicable].into_iter().find(|o| o.as_str() == name)
    }
}

/// A person's word on one requirement: always the last word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// Who confirmed.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// SHA-256 of the inputs as they were confirmed: when they change, the confirmation lapses.
    pub inputs: String,
    /// The decision against the rule, if any.
    pub overrule: Option<Overrule>,
    /// The reason of an overrule; empty otherwise.
    pub reason: String,
    /// The attachments that they looked at, by their ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<Uuid>,
    /// What they noted.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// The days of one stage of a plan's process.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageRecord {
    /// When it is to be done.
    pub planned: Option<Date>,
    /// When it was done.
    pub actual: Option<Date>,
    /// Who acts; empty for whom the catalogue names.
    #[serde(default)]
    pub who: String,
    /// What a person noted.
    #[serde(default)]
    pub note: String,
    /// How many office days it takes here; `None` for what the catalogue says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office_days: Option<u16>,
    /// The times that the plan was here before: it came back, or was sent back more than once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub visits: Vec<StageVisit>,
}

/// A time that a plan was at a stage, before it came there again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageVisit {
    /// The day.
    pub on: Date,
    /// What a person noted.
    #[serde(default)]
    pub note: String,
}

/// What a revision is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RevisionStatus {
    /// 保存: somebody wanted to keep it.
    Kept,
    /// 提出: it was handed in.
    Submitted,
    /// 承認: it was approved.
    Approved,
}

impl RevisionStatus {
    /// The name in JSON and in the text catalogue (`revision.<name>`).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Submitted => "submitted",
            Self::Approved => "approved",
        }
    }

    /// The status of that name, if there is one.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Kept, Self::Submitted, Self::Approved].into_iter().find(|s| s.as_str() == name)
    }
}

/// What the receiving office says of one requirement (受領側チェック).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiverCheck {
    /// Who checked.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Whether it is in order.
    pub in_order: bool,
    /// What they noted.
    #[serde(default)]
    pub note: String,
    /// SHA-256 of the inputs as they were checked: when they change, the check lapses.
    pub inputs: String,
}

/// A plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Its id (UUIDv7), the same in every office that holds the plan.
    pub id: Uuid,
    /// Which of the three plans it is.
    pub kind: PlanKind,
    /// 名称, without line breaks.
    pub title: String,
    /// The prefectures of its area; in kind A the order is the block's.
    pub prefectures: Vec<PrefectureCode>,
    /// The municipalities of its area, in code order.
    pub municipalities: Vec<LocalGovernmentCode>,
    /// 計画期間
    pub period: Period,
    /// The catalogue version that it was started with.
    pub catalogue: String,
    /// The id of the stage that it has reached.
    pub stage: String,
    /// What has been written so far.
    pub answers: Answers,
    /// Confirmations by requirement id.
    pub confirmations: BTreeMap<String, Confirmation>,
    /// The firms that it names, in the order in which they were chosen.
    pub selected: Vec<SelectedFirm>,
    /// The overlays that it takes on, by their ids in the ledger, in the order of their taking.
    pub overlays: Vec<Uuid>,
    /// The days of its stages, by stage id.
    pub schedule: BTreeMap<String, StageRecord>,
    /// The receiving office's checks, by requirement id.
    pub receiver_checks: BTreeMap<String, ReceiverCheck>,
    /// When it was put away; `None` while it is worked on.
    pub archived_at: Option<Timestamp>,
}

/// Plans for the tests of this crate.
#[cfg(test)]
pub(crate) mod samples {
    use jiff::civil::date;
    use serde_json::Value;

    use super::{Period, Plan, PlanKind};
    use crate::answers::Answers;

    /// A plan of five fiscal years, 2027 to 2031, with those answers.
    pub(crate) fn plan(kind: PlanKind, answers: &Value) -> Plan {
        Plan {
            id: uuid::Uuid::nil(),
            kind,
            title: "試しの計画".to_owned(),
            prefectures: Vec::new(),
            municipalities: Vec::new(),
            period: Period::new(date(2027, 4, 1), date(2032, 3, 31)).unwrap(),
            catalogue: String::new(),
            stage: String::new(),
            answers: Answers::check(kind, answers).unwrap(),
            confirmations: std::collections::BTreeMap::new(),
            selected: Vec::new(),
            overlays: Vec::new(),
            schedule: std::collections::BTreeMap::new(),
            receiver_checks: std::collections::BTreeMap::new(),
            archived_at: None,
        }
    }
}
