//! Requests and responses about revisions and their comparison.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::api::stages::StageWarning;

/// A revision that is worth keeping.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OfferedRevision {
    /// `submitted` or `approved`.
    pub status: String,
    /// A name for it.
    pub label: String,
}

/// A plan to keep as it is.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReviseRequest {
    /// The plan's id.
    pub id: String,
    /// `kept`, `submitted`, `approved`.
    pub status: String,
    /// The day that counts, ISO.
    pub on: String,
    /// A name for it.
    pub label: String,
}

/// A plan that was kept.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Revised {
    /// The action's id.
    pub action: Option<String>,
    /// The revision's number.
    pub revision: i64,
}

/// A revision of a plan.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RevisionView {
    /// Its number.
    pub number: i64,
    /// `kept`, `submitted`, `approved`.
    pub status: String,
    /// The status in words.
    pub status_label: String,
    /// The day that counts, ISO.
    pub on: String,
    /// Its name.
    pub label: String,
    /// When it was kept (RFC 3339).
    pub at: String,
}

/// The revisions of a plan.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RevisionsList {
    /// By number.
    pub revisions: Vec<RevisionView>,
}

/// A revision by its number.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RevisionRequest {
    /// The plan's id.
    pub id: String,
    /// The revision's number.
    pub number: i64,
}

/// Two states of a plan to compare, or two plans.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CompareRequest {
    /// The plan's id.
    pub id: String,
    /// The older revision; the latest approved one when none is given, else the latest.
    #[serde(default)]
    #[ts(optional)]
    pub from: Option<i64>,
    /// The newer revision; the plan as it is when none is given.
    #[serde(default)]
    #[ts(optional)]
    pub to: Option<i64>,
    /// Another plan, to be the newer one: then `from` and `to` are the plans as they are, unless
    /// a revision of theirs is given.
    #[serde(default)]
    #[ts(optional)]
    pub with: Option<String>,
}

/// One side of a comparison.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ComparedSide {
    /// The plan's id.
    pub plan: String,
    /// Its title then.
    pub title: String,
    /// The revision's number; `null` for the plan as it is.
    pub revision: Option<i64>,
    /// The status of the revision.
    pub status: Option<String>,
    /// The day of the revision, ISO.
    pub on: Option<String>,
    /// What it is called.
    pub label: String,
    /// The catalogue's version then.
    pub catalogue: String,
}

/// The rule by which a change was judged.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RuleView {
    /// Its id.
    pub id: String,
    /// The rule in words.
    pub text: String,
    /// Who says so: `app`, or `policy`.
    pub origin: String,
}

/// A difference.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PlanChange {
    /// The place (`kpi[0].targets.2027`).
    pub field: String,
    /// The place in words.
    pub label: String,
    /// `changed`, `added`, `removed`, `moved`.
    pub kind: String,
    /// The value or row as it was.
    #[ts(type = "unknown")]
    pub before: serde_json::Value,
    /// The value or row as it is.
    #[ts(type = "unknown")]
    pub after: serde_json::Value,
    /// The value as it was, for people.
    pub before_text: String,
    /// The value as it is, for people.
    pub after_text: String,
    /// Whether it is a minor change by the rules.
    pub minor: bool,
    /// The rule; `null` between two plans.
    pub rule: Option<RuleView>,
}

/// What differs.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Compared {
    /// The differences in the order of the form.
    pub changes: Vec<PlanChange>,
    /// The older side.
    pub from: ComparedSide,
    /// The newer side.
    pub to: ComparedSide,
    /// Whether there are changes, and all of them are minor.
    pub minor_only: bool,
    /// How many are minor.
    pub minor: u64,
    /// How many need approval again.
    pub approval: u64,
    /// `none`, `notification`, `approval`; `plans` between two plans.
    pub verdict: String,
    /// The same in words, with the counts.
    pub verdict_text: String,
    /// Whose reading that is, and what to do.
    pub advice: String,
    /// What is doubtful: another catalogue, for example.
    pub warnings: Vec<StageWarning>,
}

/// A 新旧対照表 to write.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ComparisonRequest {
    /// What is compared.
    pub compare: CompareRequest,
    /// A new `.xlsx` file, or an existing folder.
    pub to: String,
}

/// A 新旧対照表 that was written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ComparisonWritten {
    /// The file.
    pub path: String,
    /// How many changes it lists.
    pub rows: u64,
    /// Whether it was read again and holds what was meant.
    pub verified: bool,
}
