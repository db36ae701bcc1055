//! A failure as the border sees it: a code, a sentence, the place, and hints.

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;

/// What the command line exits with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done, and the answer is no.
    No = 1,
    /// Wrong usage, or an id that is not there.
    Usage = 2,
    /// A file or a place that can't be used.
    File = 3,
    /// The ledger can't be used.
    Ledger = 4,
    /// Cancelled or interrupted.
    Cancelled = 5,
}

/// Where something went wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FailurePlace {
    /// The file.
    pub file: Option<String>,
    /// The sheet.
    pub sheet: Option<String>,
    /// The cell (`C12`), or the path inside an answers file (`kpi[0].unit`).
    pub cell: Option<String>,
}

/// A call that failed. Nothing was changed.
#[derive(Debug, Clone, Serialize, TS, thiserror::Error)]
#[error("{code}: {message}")]
pub struct Failure {
    /// The stable name of the failure.
    pub code: String,
    /// What happened, in the language of the session.
    pub message: String,
    /// What the sentence names.
    pub params: BTreeMap<String, String>,
    /// Where.
    pub place: Option<FailurePlace>,
    /// What would be right.
    pub hints: Vec<String>,
    /// The command line's exit status.
    #[serde(skip)]
    #[ts(skip)]
    pub exit: Exit,
}
