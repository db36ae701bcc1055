//! Request and response about the answers to what reviewers said.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An answer letter (指摘事項対応表) to write.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FormsAnswersRequest {
    /// The plan's id.
    pub id: String,
    /// A new `.xlsx`, or an existing folder.
    pub to: String,
    /// The revision since which changes are shown; the latest, if not given.
    #[serde(default)]
    #[ts(optional)]
    pub from: Option<i64>,
}

/// An answer letter that was written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FormsAnswersWritten {
    /// The file.
    pub path: String,
    /// How many points it has.
    pub points: u64,
    /// How many of them have no answer and are not resolved.
    pub unanswered: u64,
    /// How many changes stand beside them.
    pub changes: u64,
    /// How many cells hold something.
    pub cells: u64,
    /// Whether it was opened again and found equal.
    pub verified: bool,
}
