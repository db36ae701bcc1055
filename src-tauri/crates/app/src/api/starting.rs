//! Requests and responses about starting well: the guide, copies, putting away, taking out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Answers to the guide's questions, by question id.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GuideRequest {
    /// The choices so far; none yet gives the questions alone.
    #[serde(default)]
    #[ts(optional, as = "Option<BTreeMap<String, String>>")]
    pub answers: BTreeMap<String, String>,
}

/// What can be answered.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GuideChoice {
    /// Its id.
    pub id: String,
    /// In words.
    pub text: String,
}

/// A question of the guide.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GuideQuestion {
    /// Its id.
    pub id: String,
    /// In words (ours).
    pub text: String,
    /// What can be answered.
    pub choices: Vec<GuideChoice>,
    /// The id of the choice so far.
    pub answer: Option<String>,
}

/// The policy's own words, and where they stand.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Quote {
    /// Verbatim.
    pub text: String,
    /// The column of the policy's table.
    pub column: String,
    /// The row's heading.
    pub row: String,
}

/// Why a kind of plan fits, or does not.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GuideReason {
    /// In words (ours).
    pub text: String,
    /// Whether it speaks for the kind.
    pub favours: bool,
    /// The policy's words that it rests on; `null` where it is ours alone.
    pub source: Option<Quote>,
    /// `policy` where it rests on the policy's words, else `app`.
    pub origin: String,
}

/// How far a kind of plan fits.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Recommendation {
    /// `a`, `b` or `c`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// `good`, `possible`, `poor`.
    pub fit: String,
    /// Why.
    pub reasons: Vec<GuideReason>,
    /// The questions whose answer would tell more.
    pub missing: Vec<GuideGap>,
    /// What a firm brings next time; nothing for who writes a plan.
    pub bring: Vec<String>,
}

/// A question that is still open.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GuideGap {
    /// The question's id.
    pub question: String,
    /// The question.
    pub text: String,
}

/// What the source says of a kind of plan.
#[derive(Debug, Clone, Serialize, TS)]
pub struct KindProfile {
    /// `a`, `b` or `c`.
    pub kind: String,
    /// Its name, verbatim.
    pub name: String,
    /// The source's words about it.
    pub overview: Vec<Quote>,
    /// Who makes it, in plain words (ours).
    pub leads: String,
}

/// The guide: its questions, and what the answers say.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Guide {
    /// The questions.
    pub questions: Vec<GuideQuestion>,
    /// The three kinds, the best first; empty while nothing is answered.
    pub recommendations: Vec<Recommendation>,
    /// Whether none of the three fits.
    pub none_fits: bool,
    /// What the answers come to, in words.
    pub message: String,
    /// What the source says of each kind.
    pub kinds: Vec<KindProfile>,
}

/// A plan to begin from another one, or from the built-in sample.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PlanCopyRequest {
    /// The id of the plan to copy; `sample-a`, `sample-b`, `sample-c` for the built-in sample.
    pub id: String,
    /// 名称 of the new plan.
    pub title: String,
    /// Another kind: what that kind does not ask stays behind.
    #[serde(default)]
    #[ts(optional)]
    pub kind: Option<String>,
    /// The first day, ISO; that of the other plan, if absent.
    #[serde(default)]
    #[ts(optional)]
    pub start: Option<String>,
    /// The last day, ISO; that of the other plan, if absent.
    #[serde(default)]
    #[ts(optional)]
    pub end: Option<String>,
    /// Two digits each; those of the other plan, if empty.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub prefectures: Vec<String>,
    /// Six digits each; those of the other plan, if no prefecture is given either.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub municipalities: Vec<String>,
}

/// Something of a plan that needs a look in its copy.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LeftBehind {
    /// The place.
    pub field: String,
    /// The place in words.
    pub label: String,
    /// The stable name of the reason.
    pub code: String,
    /// Why, in words.
    pub reason: String,
    /// Whether it was copied all the same.
    pub kept: bool,
}

/// A plan that was copied.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PlanCopied {
    /// The new plan's id.
    pub id: String,
    /// How many answers were copied.
    pub carried: u64,
    /// What was left behind, or was copied and needs a look.
    pub left: Vec<LeftBehind>,
}

/// A plan to put away, or to take out again.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PlanArchiveRequest {
    /// The plan's id.
    pub id: String,
    /// Take it out again.
    #[serde(default)]
    pub back: bool,
}

/// A plan to take out of the ledger.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PlanDeleteRequest {
    /// The plan's id.
    pub id: String,
    /// Only say what would go.
    #[serde(default)]
    pub dry_run: bool,
}

/// What goes with a plan that is taken out.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PlanDeleted {
    /// The action's id; `null` for a trial.
    pub action: Option<String>,
    /// 名称
    pub title: String,
    /// How many answers.
    pub answers: u64,
    /// How many confirmations and receiver's checks.
    pub confirmations: u64,
    /// How many attachments.
    pub attachments: u64,
    /// How many review points.
    pub points: u64,
    /// How many revisions.
    pub revisions: u64,
}

/// Which plans to list.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PlansListRequest {
    /// Also those that were put away.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub archived: bool,
}
