//! Requests and responses about the ledger itself.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A file by its path.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PathRequest {
    /// The path.
    pub path: String,
}

/// Which ledger to open: the default one when no path is given.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct OpenRequest {
    /// The path, if not the default.
    #[ts(optional)]
    pub path: Option<String>,
}

/// Where a new ledger lies.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LedgerPath {
    /// The path.
    pub path: String,
}

/// What a ledger holds.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LedgerInfo {
    /// The file.
    pub path: String,
    /// The version of its tables.
    pub schema_version: u32,
    /// The version of this application.
    pub app_version: String,
    /// How many plans.
    pub plans: u64,
    /// How many firms.
    pub firms: u64,
    /// How many actions its history has.
    pub actions: u64,
    /// The size of the file.
    pub bytes: u64,
    /// Whether it can only be read.
    pub read_only: bool,
    /// What 元に戻す would undo now.
    pub undo: Option<String>,
    /// What やり直す would do again now.
    pub redo: Option<String>,
    /// When the last automatic backup was made (RFC 3339), if there is one.
    pub last_backup: Option<String>,
    /// The folder in which automatic backups lie, where there is one.
    pub backups: Option<String>,
}

/// Something that the examination of a ledger found.
#[derive(Debug, Clone, Serialize, TS)]
pub struct VerifyProblem {
    /// The stable name.
    pub code: String,
    /// The sentence.
    pub message: String,
}

/// The result of examining a ledger.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LedgerVerify {
    /// Whether nothing was found.
    pub ok: bool,
    /// What was found.
    pub problems: Vec<VerifyProblem>,
    /// How many actions' hashes were checked.
    pub actions_checked: u64,
}

/// A backup that was written, or restored.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LedgerCopy {
    /// The file: of the backup, or of the restored ledger.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// Whether it was opened again and found whole.
    pub verified: bool,
    /// Where the ledger that a restore replaced is kept.
    pub kept_aside: Option<String>,
}

/// Which part of the history.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct HistoryRequest {
    /// Only actions on that plan.
    #[ts(optional)]
    pub plan: Option<String>,
    /// At most so many, newest first; 50 if not given.
    #[ts(optional)]
    pub limit: Option<u32>,
}

/// One action of the history.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ActionEntry {
    /// Its id.
    pub id: String,
    /// When (RFC 3339).
    pub at: String,
    /// Who.
    pub actor: String,
    /// What kind of action.
    pub kind: String,
    /// What it was, in words.
    pub label: String,
    /// Whether it has been undone.
    pub undone: bool,
}

/// The history, newest first.
#[derive(Debug, Clone, Serialize, TS)]
pub struct History {
    /// The actions.
    pub actions: Vec<ActionEntry>,
}

/// An undo or redo that was done.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UndoDone {
    /// The id of the action that the undo itself became.
    pub action: String,
    /// What was undone or done again, in words.
    pub label: String,
}

/// Who works here: written into the history.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ActorRequest {
    /// The name.
    pub name: String,
}

/// In which language sentences come.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LanguageRequest {
    /// `ja` or `en`.
    pub language: String,
}

/// What the window needs to know when it starts.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SessionInfo {
    /// The version of this application.
    pub app_version: String,
    /// Who works here.
    pub actor: String,
    /// Where the default ledger lies.
    pub default_ledger: String,
    /// The open ledger, if one is open.
    pub ledger: Option<LedgerInfo>,
}
