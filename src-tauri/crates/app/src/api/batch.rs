//! Requests and responses about the forms of several plans at once.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::failure::Failure;

/// The plans whose forms are to be written. At least one of `plans`, `prefecture`, `all` is given.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FormsBatchRequest {
    /// Plans by their ids.
    #[serde(default)]
    #[ts(as = "Option<Vec<String>>", optional)]
    pub plans: Vec<String>,
    /// All plans of this prefecture that are not put away.
    #[serde(default)]
    #[ts(optional)]
    pub prefecture: Option<String>,
    /// All plans that are not put away.
    #[serde(default)]
    #[ts(as = "Option<bool>", optional)]
    pub all: bool,
    /// The folder, which must exist.
    pub to: String,
    /// A new `.zip` for the same files with a manifest.
    #[serde(default)]
    #[ts(optional)]
    pub zip: Option<String>,
    /// PDF copies as well, made by LibreOffice where it is installed.
    #[serde(default)]
    #[ts(as = "Option<bool>", optional)]
    pub pdf: bool,
    /// The rule for file names, `{code}_{plan}_{form}_{date}` if not given; `{id}` is the plan's id.
    #[serde(default)]
    #[ts(optional)]
    pub name: Option<String>,
}

/// A file of a batch.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BatchFile {
    /// The form's id.
    pub form: String,
    /// `xlsx` or `pdf`.
    pub format: String,
    /// The file.
    pub path: String,
    /// Its name by the rule, which the zip and its manifest have too.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: String,
    /// How many sheets; 0 for a PDF.
    pub sheets: u64,
    /// How many cells with content; 0 for a PDF.
    pub cells: u64,
    /// Whether it was read again and found equal.
    pub verified: bool,
}

/// A plan of a batch.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BatchPlan {
    /// Its id.
    pub plan: String,
    /// Its title; empty where there is no such plan.
    pub title: String,
    /// Its files.
    pub files: Vec<BatchFile>,
    /// Why it has none.
    pub error: Option<Failure>,
}

/// The zip of a batch.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BatchZip {
    /// The file.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// How many files are in it, the manifest among them.
    pub entries: u64,
    /// Whether it was read again and found equal.
    pub verified: bool,
}

/// What became of the PDF copies.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BatchPdf {
    /// `not_asked`, `made`, `not_installed` or `failed` (some or all).
    pub state: String,
    /// How many were made.
    pub made: u64,
    /// The same in words; empty where none were asked for.
    pub message: String,
}

/// The forms of several plans, written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FormsBatchDone {
    /// The plans, in the order of the request.
    pub plans: Vec<BatchPlan>,
    /// How many plans failed.
    pub failed: u64,
    /// How many sheets were written.
    pub sheets: u64,
    /// How many cells with content.
    pub cells: u64,
    /// Whether every file was read again and found equal.
    pub verified: bool,
    /// The same in words.
    pub message: String,
    /// The PDF copies.
    pub pdf: BatchPdf,
    /// The zip, where one was asked for.
    pub zip: Option<BatchZip>,
}
