//! Requests and responses about sending back what is wrong with a file, and about taking many
//! files in at once.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::failure::Failure;
use super::imports::{HiddenChoice, InspectRequest, MappingChoice};
use super::inspection::ProblemView;

/// A file whose problems are to be reported to whoever made it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReportRequest {
    /// How to read the file.
    pub reading: InspectRequest,
    /// An existing folder, or the `.xlsx` file to be made.
    pub to: String,
}

/// The report that was written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReportFile {
    /// Where it lies.
    pub path: String,
    /// How many lines it has; cells with one problem in one column share a line.
    pub rows: u64,
    /// Whether it was opened again and held what was meant.
    pub verified: bool,
}

/// The copy of the file in which the cells are marked.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MarkedFile {
    /// Where it lies.
    pub path: String,
    /// How many cells are marked.
    pub cells: u64,
    /// Whether it was opened again and held the same cells as the file.
    pub verified: bool,
    /// Whether it is a new workbook with the file's cells, not a copy of the file itself.
    pub fresh: bool,
}

/// What was written for whoever made the file.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Reported {
    /// The report.
    pub report: ReportFile,
    /// The copy with marks; `null` where there is none.
    pub marked: Option<MarkedFile>,
    /// Why there is none: `no_cells` (nothing to be marked) or `too_large`.
    pub unmarked: Option<String>,
    /// The problems.
    pub problems: Vec<ProblemView>,
    /// How many problems there are, also beyond those that are listed.
    pub problem_count: u64,
}

/// Files to import, one action each.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ImportManyRequest {
    /// Files, and folders with files.
    pub paths: Vec<String>,
    /// The sheet; the best one of each file if not given.
    #[serde(default)]
    #[ts(optional)]
    pub sheet: Option<String>,
    /// What a person changed, the same for every file.
    #[serde(default)]
    #[ts(optional)]
    pub mapping: Option<MappingChoice>,
    /// The fiscal year of columns that do not say.
    #[serde(default)]
    #[ts(optional)]
    pub year: Option<i64>,
    /// The prefecture of firms that do not say.
    #[serde(default)]
    #[ts(optional)]
    pub prefecture: Option<String>,
    /// The tables that are taken of each file, by their place in its inspection, from 0; those of
    /// the first one's kind if not given.
    #[serde(default)]
    #[ts(optional)]
    pub tables: Option<Vec<u32>>,
    /// What to do with hidden rows, columns and sheets.
    #[serde(default)]
    #[ts(optional)]
    pub hidden: Option<HiddenChoice>,
    /// 取扱区分 of the figures: `public`, `internal` (the default) or `confidential`.
    #[serde(default)]
    #[ts(optional)]
    pub confidentiality: Option<String>,
    /// From whom the files come; their mappings are kept under that name.
    #[serde(default)]
    #[ts(optional)]
    pub sender: Option<String>,
    /// Do without the mappings that the ledger keeps.
    #[serde(default)]
    pub no_kept_mapping: bool,
    /// Whether a blank cell takes away what the ledger has.
    #[serde(default)]
    pub erase_blanks: bool,
    /// Work out the numbers only, write nothing.
    #[serde(default)]
    pub dry_run: bool,
}

/// What the import of one of several files did, or would do.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct ImportedFile {
    /// The file.
    pub file: String,
    /// The action's id; `null` when nothing was written.
    pub action: Option<String>,
    /// Rows read as firms.
    pub rows_read: u64,
    /// Firms that are new.
    pub new: u64,
    /// Firms of which something changed.
    pub updated: u64,
    /// Firms of which nothing changed.
    pub unchanged: u64,
    /// Rows left out.
    pub skipped: u64,
    /// How many problems there are.
    pub problem_count: u64,
    /// Why the file can't be used; nothing of it was taken then.
    pub error: Option<Failure>,
}

/// All files together.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct ImportTotal {
    /// How many files were looked at.
    pub files: u64,
    /// How many of them could not be used.
    pub failed: u64,
    /// Rows read as firms.
    pub rows_read: u64,
    /// Firms that are new.
    pub new: u64,
    /// Firms of which something changed.
    pub updated: u64,
    /// Firms of which nothing changed.
    pub unchanged: u64,
    /// Rows left out.
    pub skipped: u64,
    /// How many problems there are.
    pub problem_count: u64,
}

/// A file of a folder that was not looked at.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PassedFile {
    /// The file.
    pub file: String,
    /// `lock_file` (of a program that has the workbook open), `report` (one of our own), `folder`
    /// or `other_kind`.
    pub reason: String,
}

/// What the import of several files did, or would do.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportManyDone {
    /// The files in the order in which they were taken.
    pub files: Vec<ImportedFile>,
    /// Files of a folder that were not looked at.
    pub passed: Vec<PassedFile>,
    /// All together.
    pub total: ImportTotal,
    /// Whether somebody stopped it; the files above stay imported.
    pub cancelled: bool,
}
