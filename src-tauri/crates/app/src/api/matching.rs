//! Requests and responses about 名寄せ: pairs that may be one firm, decisions, chosen figures.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A firm as one side of a pair.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SideView {
    /// Its id; `null` for a row that is not in the ledger.
    pub id: Option<String>,
    /// 13 digits.
    pub corporate_number: Option<String>,
    /// The name as written.
    pub name: String,
    /// フリガナ
    pub kana: Option<String>,
    /// Two digits.
    pub prefecture: Option<String>,
    /// Six digits.
    pub municipality: Option<String>,
    /// The municipality's name.
    pub municipality_name: Option<String>,
    /// 所在地
    pub address: Option<String>,
    /// 電話番号
    pub telephone: Option<String>,
    /// 代表者
    pub representative: Option<String>,
}

/// A row of a sheet and a firm of the ledger that may be one. The row was taken as a new firm.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ProposalView {
    /// The sheet.
    pub sheet: String,
    /// Excel's own row number.
    pub row: u32,
    /// What a decision on the row is kept by: for `firms_decide`.
    pub identity: String,
    /// The firm that it may be.
    pub candidate: SideView,
    /// What the row says; its id is that of the new firm, `null` in a trial.
    pub draft: SideView,
    /// Why: `same_name_same_prefecture` …
    pub reasons: Vec<String>,
    /// The reasons in words.
    pub reason_labels: Vec<String>,
    /// 0–1: how likely, for the order.
    pub score: f64,
}

/// Which pairs inside the ledger.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct DuplicatesRequest {
    /// At most so many; 200 if not given.
    #[ts(optional)]
    pub limit: Option<u32>,
}

/// Two firms of the ledger that may be one.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PairView {
    /// The one that came first.
    pub first: SideView,
    /// The other.
    pub second: SideView,
    /// Why.
    pub reasons: Vec<String>,
    /// The reasons in words.
    pub reason_labels: Vec<String>,
    /// 0–1: how likely, for the order.
    pub score: f64,
}

/// The pairs that nobody has decided on, the likeliest first.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DuplicatesList {
    /// How many there are.
    pub total: u64,
    /// The first of them.
    pub pairs: Vec<PairView>,
}

/// What a person says of a pair.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DecideRequest {
    /// The row's `identity`, or the id or 法人番号 of a firm of the ledger.
    pub subject: String,
    /// The id or 法人番号 of the firm that it may be.
    pub candidate: String,
    /// `same`, `different`, or `later`: the pair is open again.
    pub verdict: String,
}

/// A decision that was kept.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Decided {
    /// The action; `null` when nothing changed.
    pub action: Option<String>,
    /// The firm that two firms became one in; `null` when none was taken out.
    pub united: Option<String>,
}

/// A decision of the ledger.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DecisionView {
    /// Its id.
    pub id: String,
    /// What the row is known by.
    pub identity: String,
    /// The name that the row gives.
    pub name: String,
    /// The firm's id.
    pub firm: String,
    /// The firm's name; `null` when it is no longer there.
    pub firm_name: Option<String>,
    /// `same` or `different`.
    pub verdict: String,
    /// When (RFC 3339).
    pub at: String,
}

/// All decisions, newest first.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DecisionsList {
    /// The decisions.
    pub decisions: Vec<DecisionView>,
}

/// Which value of a figure is to count.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChooseFigureRequest {
    /// The firm's id or 法人番号.
    pub firm: String,
    /// `sales` …
    pub field: String,
    /// The fiscal year.
    pub year: i64,
    /// `head_office` (the default) or `establishment`.
    #[serde(default)]
    #[ts(optional)]
    pub basis: Option<String>,
    /// The value of this import (its id).
    #[serde(default)]
    #[ts(optional)]
    pub import: Option<String>,
    /// This value, in yen or persons, which some source states.
    #[serde(default)]
    #[ts(optional)]
    pub value: Option<i64>,
    /// The newest: an earlier choice is taken back.
    #[serde(default)]
    pub newest: bool,
}
