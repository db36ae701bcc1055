//! Requests and responses about a plan's timelines and totals.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::plans::PeriodView;

/// Which plan, and what is still unsaved of it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PlanTimelineRequest {
    /// The plan's id.
    pub id: String,
    /// Answers as they stand on the screen, instead of those in the ledger.
    #[serde(default)]
    #[ts(optional, type = "Record<string, unknown>")]
    pub answers: Option<serde_json::Value>,
}

/// A row of a table as a bar.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BarView {
    /// `support_system`, `actions`, `investments`, `infrastructure`.
    pub table: String,
    /// The row's place, from 0.
    pub index: usize,
    /// What runs; the row's number where it has no name.
    pub label: String,
    /// ISO date.
    pub from: Option<String>,
    /// ISO date.
    pub to: Option<String>,
    /// Who answers for it, as written.
    pub lead: String,
    /// `inside`, `crossing`, `outside`, `reversed`, `undated`: how it lies to the plan's period.
    pub lie: String,
    /// The days in words.
    pub days: String,
}

/// Days that belong together.
#[derive(Debug, Clone, Serialize, TS)]
pub struct StretchView {
    /// The table's key.
    pub table: String,
    /// ISO date.
    pub from: String,
    /// ISO date.
    pub to: String,
    /// The months that it touches, `2028-10`.
    pub months: Vec<String>,
    /// The days in words.
    pub label: String,
}

/// 資金計画 by year and source; rows and columns add up.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FundingView {
    /// The rows.
    pub years: Vec<i16>,
    /// The columns: `state`, `prefecture`, `municipality`, `private`, `other`.
    pub sources: Vec<String>,
    /// Whole yen by row and column; `null` where nothing is written.
    pub cells: Vec<Vec<Option<i64>>>,
    /// The sum of each row.
    pub by_year: Vec<Option<i64>>,
    /// The sum of each column.
    pub by_source: Vec<Option<i64>>,
    /// The sum of everything.
    pub total: i64,
    /// The years of the plan without any amount.
    pub missing_years: Vec<i16>,
    /// The years outside the plan with one.
    pub outside_years: Vec<i16>,
    /// The rows that lack year, source or amount: no sum holds them.
    pub incomplete: Vec<usize>,
    /// The years of the plan in which an action runs, but without any amount.
    pub unfunded_action_years: Vec<i16>,
    /// The amounts of 投資 and インフラ together, to be compared; no rule asks for equality.
    pub undertakings: i64,
}

/// A sum under a name.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ShareView {
    /// The word, code or name as stored; empty for rows that do not say.
    pub key: String,
    /// For people.
    pub label: String,
    /// Whole yen.
    pub amount: i64,
    /// How many rows.
    pub count: usize,
}

/// The plan's investments, summed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct InvestmentsView {
    /// Whole yen.
    pub total: i64,
    /// How many rows.
    pub count: usize,
    /// How many of them have no amount.
    pub without_amount: usize,
    /// By 確度.
    pub by_certainty: Vec<ShareView>,
    /// By municipality.
    pub by_municipality: Vec<ShareView>,
    /// By the fiscal year of their start.
    pub by_year: Vec<ShareView>,
}

/// The plan's budget consultations, summed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BudgetView {
    /// Whole yen.
    pub total: i64,
    /// By ministry.
    pub by_ministry: Vec<ShareView>,
    /// By fiscal year.
    pub by_year: Vec<ShareView>,
}

/// One fiscal year of the 現地化ロードマップ.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RoadmapYearView {
    /// The fiscal year.
    pub fiscal_year: i16,
    /// 労働の現地化
    pub labour: String,
    /// 技術の現地化
    pub technology: String,
    /// 節目
    pub milestone: String,
    /// Whether a year of the plan says nothing.
    pub missing: bool,
    /// Whether it lies outside the plan.
    pub outside: bool,
    /// The rows that say it, by their places.
    pub rows: Vec<usize>,
}

/// A plan on its axis of time, with its totals.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PlanTimeline {
    /// 計画期間
    pub period: PeriodView,
    /// The fiscal years that it touches.
    pub fiscal_years: Vec<i16>,
    /// The rows that run from a day to a day.
    pub bars: Vec<BarView>,
    /// Where the support system leaves days open.
    pub holes: Vec<StretchView>,
    /// Where several of its rows run at once.
    pub overlaps: Vec<StretchView>,
    /// 資金計画
    pub funding: FundingView,
    /// 投資
    pub investments: InvestmentsView,
    /// 予算措置の事前調整
    pub budget: BudgetView,
    /// 現地化ロードマップ
    pub roadmap: Vec<RoadmapYearView>,
}
