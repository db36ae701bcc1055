//! Requests and responses about forms.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A form.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FormView {
    /// Its id.
    pub id: String,
    /// 様式の名前
    pub title: String,
    /// `app`: a reference form of ours, until an official one exists.
    pub origin: String,
    /// Its version.
    pub version: String,
}

/// The forms of a kind of plan.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FormsList {
    /// The forms.
    pub forms: Vec<FormView>,
}

/// A plan's forms to write.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FormsExportRequest {
    /// The plan's id.
    pub id: String,
    /// The folder, which must exist.
    pub to: String,
    /// One form only.
    #[serde(default)]
    #[ts(optional)]
    pub form: Option<String>,
}

/// A file that was written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FormFile {
    /// The form's id.
    pub form: String,
    /// The file.
    pub path: String,
    /// How many sheets.
    pub sheets: u64,
    /// How many cells with content.
    pub cells: u64,
    /// Whether it was opened again and found equal.
    pub verified: bool,
}

/// The files that were written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FormsExported {
    /// The files.
    pub files: Vec<FormFile>,
}

/// Where to write the demonstration.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DemoRequest {
    /// The folder, which must exist.
    pub to: String,
}

/// What the import of one sample did.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DemoImport {
    /// The sample's file name.
    pub file: String,
    /// What it did.
    #[serde(flatten)]
    pub done: super::imports::ImportDone,
}

/// One plan of the demonstration.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DemoPlan {
    /// Its id.
    pub id: String,
    /// `a`, `b` or `c`.
    pub kind: String,
    /// 名称
    pub title: String,
    /// Its checklist.
    pub check: super::plans::PlanChecked,
    /// Its forms.
    pub files: Vec<FormFile>,
}

/// The whole main job, done on the built-in sample.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DemoDone {
    /// The sample ledger.
    pub ledger: String,
    /// What the imports did.
    pub imports: Vec<DemoImport>,
    /// The three plans.
    pub plans: Vec<DemoPlan>,
}
