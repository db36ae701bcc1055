//! Requests and responses about 提出前点検.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One thing that a reviewer would remark on.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RemarkView {
    /// The stable name of this kind of remark.
    pub code: String,
    /// `error`, `warning` or `note`.
    pub severity: String,
    /// The field to go to, in the vocabulary of the fields; empty for the plan as a whole.
    pub field: String,
    /// The field in words.
    pub label: String,
    /// What it is and what would be right, as a sentence.
    pub message: String,
    /// The form on which it shows.
    pub form: Option<String>,
    /// The sheet of the form; `null` where no cell shows the field.
    pub sheet: Option<String>,
    /// The cell, `C5`.
    pub cell: Option<String>,
    /// What stands there now; only where it can be put right.
    pub before: Option<String>,
    /// What the field's text would be when it is put right; `null` where a person must decide.
    pub mended: Option<String>,
}

/// What was found before the forms leave the office.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Preflight {
    /// The gravest first, each in the order of the form.
    pub findings: Vec<RemarkView>,
    /// How many are errors.
    pub errors: u64,
    /// How many are warnings.
    pub warnings: u64,
    /// How many are notes.
    pub notes: u64,
}

/// What is to be put right without asking.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MendRequest {
    /// The plan's id.
    pub id: String,
    /// Only remarks of this code.
    #[serde(default)]
    #[ts(optional)]
    pub code: Option<String>,
    /// Only remarks on this field.
    #[serde(default)]
    #[ts(optional)]
    pub field: Option<String>,
}

/// A text that was put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MendView {
    /// The field.
    pub field: String,
    /// The field in words.
    pub label: String,
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub after: String,
}

/// What was put right.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Mended {
    /// The action; `null` when nothing was to be put right.
    pub action: Option<String>,
    /// The texts, in the order of the form.
    pub mended: Vec<MendView>,
}
