//! Requests and responses about selections: choosing firms by criteria.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::api::hubs::{DenominatorsView, RankFilter, Thresholds, WeightsView};
use crate::api::ledger::ActionEntry;

/// How many firms of an industry come in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct QuotaView {
    /// JSIC section or division.
    pub industry: String,
    /// At least so many.
    #[serde(default)]
    #[ts(optional)]
    pub at_least: Option<u32>,
    /// At most so many.
    #[serde(default)]
    #[ts(optional)]
    pub at_most: Option<u32>,
}

/// A firm that stays out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExclusionView {
    /// A firm's id or 法人番号; the ledger keeps the id.
    pub firm: String,
    /// Why.
    pub reason: String,
}

/// By what firms are chosen.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct Criteria {
    /// As in a ranking.
    #[ts(optional)]
    pub by: Option<String>,
    /// As in a ranking.
    #[ts(optional)]
    pub weights: Option<WeightsView>,
    /// Only these firms.
    pub filter: RankFilter,
    /// The least degrees.
    pub thresholds: Thresholds,
    /// Whether one of the thresholds is enough.
    pub either: bool,
    /// At most so many firms.
    #[ts(optional)]
    pub most: Option<u32>,
    /// By industry.
    pub quotas: Vec<QuotaView>,
    /// Firms that come in whatever their degrees: ids or 法人番号; the ledger keeps the ids.
    pub must_have: Vec<String>,
    /// Firms that stay out.
    pub excluded: Vec<ExclusionView>,
}

/// A selection to be begun.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SelectionNewRequest {
    /// What it is called.
    pub name: String,
    /// Two digits.
    pub prefecture: String,
    /// The fiscal year of the figures.
    pub year: i64,
    /// As in a ranking.
    #[serde(default)]
    #[ts(optional)]
    pub basis: Option<String>,
    /// By what.
    #[serde(default)]
    pub criteria: Criteria,
}

/// A selection that was begun.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SelectionCreated {
    /// Its id.
    pub id: String,
    /// The action.
    pub action: Option<String>,
}

/// A selection by its id.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SelectionRequest {
    /// A UUID.
    pub id: String,
}

/// A selection and a page of its firms.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SelectionShowRequest {
    /// A UUID.
    pub id: String,
    /// At most so many firms; 100 if not given.
    #[serde(default)]
    #[ts(optional)]
    pub limit: Option<u32>,
    /// So many are left out first.
    #[serde(default)]
    #[ts(optional)]
    pub offset: Option<u32>,
}

/// New criteria for a selection, or a new name.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SelectionCriteriaRequest {
    /// A UUID.
    pub id: String,
    /// They replace the old ones whole.
    #[serde(default)]
    #[ts(optional)]
    pub criteria: Option<Criteria>,
    /// What it is called from now on.
    #[serde(default)]
    #[ts(optional)]
    pub name: Option<String>,
}

/// A decision on firms.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SelectionDecideRequest {
    /// The selection's id.
    pub id: String,
    /// Ids or 法人番号.
    #[serde(default)]
    pub firms: Vec<String>,
    /// All that the criteria propose and nobody has decided on.
    #[serde(default)]
    pub all_proposed: bool,
    /// `in`, `out` or `undecided`.
    pub verdict: String,
    /// Why; not asked for `undecided`.
    #[serde(default)]
    pub reason: String,
    /// Who decided; whoever works here if not given.
    #[serde(default)]
    #[ts(optional)]
    pub decider: Option<String>,
}

/// Criteria as they might be: what is given replaces the selection's own, key by key.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SelectionWhatifRequest {
    /// The selection's id.
    pub id: String,
    /// Some of the keys of the criteria; `null` takes one back.
    #[ts(type = "Partial<Criteria>")]
    pub criteria: serde_json::Value,
}

/// A firm by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NamedFirm {
    /// Its id.
    pub id: String,
    /// 13 digits.
    pub corporate_number: Option<String>,
    /// Its name.
    pub name: String,
}

/// Who would come in, and who would fall out.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SelectionDifference {
    /// How many are proposed now.
    pub before: u64,
    /// How many would be.
    pub after: u64,
    /// How many would come in.
    pub comes_in_count: u64,
    /// How many would fall out.
    pub falls_out_count: u64,
    /// Who would come in, best first; the first thousand.
    pub comes_in: Vec<NamedFirm>,
    /// Who would fall out; the first thousand.
    pub falls_out: Vec<NamedFirm>,
}

/// What would change if a figure were off.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Scenario {
    /// `connector_denominator_less` and the like.
    pub code: String,
    /// The same in words.
    pub label: String,
    /// Why it can't be worked out, in words.
    pub impossible: Option<String>,
    /// How many would be proposed.
    pub after: u64,
    /// How many would come in.
    pub comes_in_count: u64,
    /// How many would fall out.
    pub falls_out_count: u64,
    /// Who would come in; the first thousand.
    pub comes_in: Vec<NamedFirm>,
    /// Who would fall out; the first thousand.
    pub falls_out: Vec<NamedFirm>,
}

/// How much a selection hangs on its figures.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Sensitivity {
    /// How many are proposed now.
    pub before: u64,
    /// What would change.
    pub scenarios: Vec<Scenario>,
    /// The firms of the proposal that stay in under every scenario that can be worked out.
    pub steady: u64,
}

/// A selection in a list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SelectionSummary {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Two digits.
    pub prefecture: String,
    /// The prefecture's name.
    pub prefecture_name: String,
    /// The fiscal year of the figures.
    pub year: i16,
    /// `either`, `head_office` or `establishment`.
    pub basis: String,
    /// On how many firms somebody decided.
    pub decided: u64,
    /// How many of them are in.
    pub chosen: u64,
    /// The plan that it was last put into.
    pub plan: Option<String>,
    /// When it was begun (RFC 3339).
    pub at: String,
}

/// All selections.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SelectionsList {
    /// Newest first.
    pub selections: Vec<SelectionSummary>,
}

/// What was decided of a firm.
#[derive(Debug, Clone, Serialize, TS)]
// Matching has decisions of another shape under the same name.
#[ts(rename = "SelectionDecision")]
pub struct DecisionView {
    /// `in` or `out`.
    pub verdict: String,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub decider: String,
    /// When (RFC 3339).
    pub at: String,
}

/// A firm of a selection.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SelectionFirm {
    /// Its id.
    pub id: String,
    /// 13 digits.
    pub corporate_number: Option<String>,
    /// Its name.
    pub name: String,
    /// Its place by the criteria.
    pub rank: Option<u64>,
    /// Twelve places.
    pub connector_degree: Option<String>,
    /// Twelve places.
    pub hub_degree: Option<String>,
    /// Why a degree is absent.
    pub missing: Vec<String>,
    /// What is doubtful.
    pub warnings: Vec<String>,
    /// JSIC code.
    pub industry: Option<String>,
    /// The industry's name.
    pub industry_name: Option<String>,
    /// The municipality's name.
    pub municipality_name: Option<String>,
    /// Whether the criteria propose it.
    pub proposed: bool,
    /// Why, or why not: `thresholds_reached`, `below_threshold` …
    pub why: String,
    /// Why it was excluded.
    pub exclusion_reason: Option<String>,
    /// What was decided.
    pub decision: Option<DecisionView>,
}

/// A selection with a page of its firms.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SelectionView {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Two digits.
    pub prefecture: String,
    /// The prefecture's name.
    pub prefecture_name: String,
    /// The fiscal year of the figures.
    pub year: i16,
    /// `either`, `head_office` or `establishment`.
    pub basis: String,
    /// On how many firms somebody decided.
    pub decided: u64,
    /// How many of them are in.
    pub chosen: u64,
    /// The plan that it was last put into.
    pub plan: Option<String>,
    /// When it was begun (RFC 3339).
    pub at: String,
    /// By what firms are chosen.
    pub criteria: Criteria,
    /// The firms that the criteria name.
    pub named: Vec<NamedFirm>,
    /// What stands below the line.
    pub denominators: DenominatorsView,
    /// How many firms the criteria propose.
    pub proposed: u64,
    /// How many firms there are on all pages.
    pub total: u64,
    /// Those that are proposed or decided on first.
    pub firms: Vec<SelectionFirm>,
    /// Firms that were decided on or named, and are not among the prefecture's firms any more.
    pub lost: Vec<NamedFirm>,
    /// What was done with it, newest first.
    pub history: Vec<ActionEntry>,
}

/// Into which plan.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SelectionApplyRequest {
    /// The selection's id.
    pub id: String,
    /// The plan's id.
    pub plan: String,
}

/// What came of putting the chosen into a plan.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SelectionApplied {
    /// The action; `null` when nothing changed.
    pub action: Option<String>,
    /// Firms that the plan did not name.
    pub added: u64,
    /// Firms that it named in another role or with another reason.
    pub changed: u64,
    /// Firms that it named just so.
    pub unchanged: u64,
    /// 重点支援企業 of the plan that the selection does not choose; they are left as they are.
    pub left: Vec<NamedFirm>,
}
