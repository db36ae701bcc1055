//! Requests and responses about review: points, answers, the receiver's checks.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The points of a plan.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PointsRequest {
    /// The plan's id.
    pub id: String,
    /// Only those that are not resolved.
    #[serde(default)]
    pub open: bool,
}

/// What a reviewer says of a place in a plan (指摘), and its answer.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PointView {
    /// Its id.
    pub id: String,
    /// The place, a path of the vocabulary; empty where a requirement is meant as a whole.
    pub field: String,
    /// The place in words.
    pub label: String,
    /// The requirement that it concerns.
    pub requirement: Option<String>,
    /// `comment` or `return` (差戻し).
    pub origin: String,
    /// What is said.
    pub text: String,
    /// Who says it.
    pub author: String,
    /// When (RFC 3339).
    pub at: String,
    /// The day of the return that it belongs to (ISO).
    pub returned_on: Option<String>,
    /// The answer.
    pub answer: Option<String>,
    /// Who answered.
    pub answered_by: Option<String>,
    /// When (RFC 3339).
    pub answered_at: Option<String>,
    /// `open`, `answered`, `resolved`.
    pub state: String,
}

/// The points of a plan.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PointsList {
    /// In the order of their coming, open ones first.
    pub points: Vec<PointView>,
    /// How many are not resolved.
    pub open: u64,
}

/// A point to write; of a field, or of a requirement as a whole.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PointRequest {
    /// The plan's id.
    pub id: String,
    /// The place, a path of the vocabulary.
    #[serde(default)]
    #[ts(optional)]
    pub field: Option<String>,
    /// The requirement; that of the field, where it is not given.
    #[serde(default)]
    #[ts(optional)]
    pub requirement: Option<String>,
    /// What is to be said.
    pub text: String,
    /// The day on which the plan was sent back (ISO); then it is a point of that return.
    #[serde(default)]
    #[ts(optional)]
    pub returned_on: Option<String>,
}

/// A point that was written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PointWritten {
    /// The point.
    pub point: PointView,
    /// The action's id; `null` when nothing changed.
    pub action: Option<String>,
}

/// An answer to a point.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AnswerRequest {
    /// The plan's id.
    pub id: String,
    /// The point's id.
    pub point: String,
    /// The answer.
    pub text: String,
}

/// A point to resolve, or to open again.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ResolveRequest {
    /// The plan's id.
    pub id: String,
    /// The point's id.
    pub point: String,
    /// Open it again.
    #[serde(default)]
    pub reopen: bool,
}

/// A point of a plan.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PointIdRequest {
    /// The plan's id.
    pub id: String,
    /// The point's id.
    pub point: String,
}

/// The receiver's word on a requirement (受領側チェック).
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReceiveRequest {
    /// The plan's id.
    pub id: String,
    /// The requirement's id.
    pub requirement: String,
    /// `ok` or `not_ok`; not needed when it is taken back.
    #[serde(default)]
    #[ts(optional)]
    pub verdict: Option<String>,
    /// What is noted.
    #[serde(default)]
    #[ts(optional)]
    pub note: Option<String>,
    /// Take an earlier check back.
    #[serde(default)]
    pub withdraw: bool,
}

/// The receiver's word on a requirement.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReceiverView {
    /// Who.
    pub by: String,
    /// When (RFC 3339).
    pub at: String,
    /// `ok` or `not_ok`.
    pub verdict: String,
    /// What they noted.
    pub note: String,
    /// Whether the answers have changed since.
    pub lapsed: bool,
}

/// An attachment that somebody looked at when they confirmed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct EvidenceView {
    /// Its id.
    pub id: String,
    /// Its name; `null` where nobody knows it any more.
    pub name: Option<String>,
    /// Whether it has been taken out since.
    pub removed: bool,
}
