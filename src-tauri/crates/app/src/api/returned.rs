//! Requests and responses about forms that come back.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

/// A form that came back.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FormsReadRequest {
    /// The file, `.xlsx` or `.xlsm`.
    pub file: String,
    /// The plan's id; the file tells, if not given.
    #[serde(default)]
    #[ts(optional)]
    pub plan: Option<String>,
    /// Writes what was chosen into the plan.
    #[serde(default)]
    #[ts(as = "Option<bool>", optional)]
    pub apply: bool,
    /// The changes that are chosen, by their fields (`products[2]` is the whole row); all that are
    /// no conflict, if none is given.
    #[serde(default)]
    #[ts(as = "Option<Vec<String>>", optional)]
    pub fields: Vec<String>,
    /// Leaves the review points out.
    #[serde(default)]
    #[ts(as = "Option<bool>", optional)]
    pub without_points: bool,
}

/// A returned form, read.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FormsRead {
    /// The file.
    pub file: String,
    /// Its SHA-256.
    pub sha256: String,
    /// The plan's id.
    pub plan: String,
    /// Its title.
    pub title: String,
    /// The day on which the form was made, ISO.
    pub made_on: Option<String>,
    /// The version of its layout.
    pub version: String,
    /// `file`: what was sent stands in the file; `plan`: the file does not tell any more, and the
    /// plan as it is now was taken for it.
    pub baseline: String,
    /// What differs from what was sent and is not in the plan yet.
    pub changes: Vec<ReturnedChange>,
    /// How many differences the plan has already.
    pub already: u64,
    /// What people wrote beside it.
    pub review_points: Vec<ReturnedPoint>,
    /// What could not be read, and what somebody should know of how it was read.
    pub problems: Vec<ReturnedProblem>,
    /// What was written; `null` where nothing was asked for.
    pub applied: Option<ReturnApplied>,
}

/// A difference between what was sent and what came back.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReturnedChange {
    /// The answer, a path of the vocabulary.
    pub field: String,
    /// The same in words.
    pub label: String,
    /// `changed`, `added` (in a row that came in) or `removed` (a whole row).
    pub kind: String,
    /// The sheet.
    pub sheet: String,
    /// The cell.
    pub cell: String,
    /// What was sent.
    #[ts(type = "unknown")]
    pub before: Value,
    /// What came back.
    #[ts(type = "unknown")]
    pub after: Value,
    /// What the plan says now.
    #[ts(type = "unknown")]
    pub now: Value,
    /// What was sent, in words.
    pub before_text: String,
    /// What came back, in words.
    pub after_text: String,
    /// What the plan says now, in words.
    pub now_text: String,
    /// The plan says something else now than what was sent: only taken over when named.
    pub conflict: bool,
    /// What is worth a look in what came back.
    pub message: Option<String>,
}

/// A review point out of a returned form.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReturnedPoint {
    /// `comment`, `thread`, `colour`, `text` or `check` (the receiver's box).
    pub kind: String,
    /// The sheet.
    pub sheet: String,
    /// The cell or the cells.
    pub cell: String,
    /// What is said.
    pub text: String,
    /// Who said it, where the file tells.
    pub author: Option<String>,
    /// The answer that it is about.
    pub field: Option<String>,
    /// The requirement that it is about.
    pub requirement: Option<String>,
    /// The place in words.
    pub label: String,
    /// Whether the plan has that point already.
    pub known: bool,
}

/// Something to be looked at.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReturnedProblem {
    /// The stable name.
    pub code: String,
    /// `problem`: was not read; `notice`: was read, and this is worth knowing.
    pub severity: String,
    /// The sheet, where there is one.
    pub sheet: Option<String>,
    /// The cell, where there is one.
    pub cell: Option<String>,
    /// The answer, where there is one.
    pub field: Option<String>,
    /// What stands there.
    pub raw: String,
    /// What it is, and what would be right.
    pub message: String,
}

/// What was written into the plan.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReturnApplied {
    /// The action's id; `null` when nothing was to be written.
    pub action: Option<String>,
    /// The changes that were written, by their fields.
    pub fields: Vec<String>,
    /// The conflicts that were left.
    pub conflicts: Vec<String>,
    /// How many review points are new.
    pub points: u64,
}

/// A reference form to read again.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FormVerifyRequest {
    /// The file.
    pub file: String,
}

/// A reference form, read again.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FormVerified {
    /// The file.
    pub file: String,
    /// Its SHA-256.
    pub sha256: String,
    /// The plan's id, as the file says.
    pub plan: String,
    /// How many sheets it has.
    pub sheets: u64,
    /// How many boxes hold an answer.
    pub items: u64,
    /// How many of them differ, or could not be read.
    pub different: u64,
    /// Whether 「データ」 is as it was written.
    pub data_intact: bool,
    /// Whether everything is as it was written.
    pub ok: bool,
    /// The same in words.
    pub message: String,
}
