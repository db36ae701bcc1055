//! Requests and responses about reading firm data from files.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::inspection::ProblemView;

use crate::api::mappings::MappingUsed;
use crate::api::matching::ProposalView;

/// What a person says a column is; what they leave out stays as it was understood.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ColumnChoice {
    /// The column, `A`.
    pub column: String,
    /// The field's name; `null` for none of ours.
    pub field: Option<String>,
    /// The fiscal year of a figure.
    #[serde(default)]
    #[ts(optional)]
    pub year: Option<i64>,
    /// The unit's name.
    #[serde(default)]
    #[ts(optional)]
    pub unit: Option<String>,
    /// `head_office` or `establishment`.
    #[serde(default)]
    #[ts(optional)]
    pub basis: Option<String>,
}

/// What a person says an item of a list is.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ItemChoice {
    /// The item's text.
    pub text: String,
    /// The field's name; `null` for none of ours.
    pub field: Option<String>,
    /// The unit's name.
    #[serde(default)]
    #[ts(optional)]
    pub unit: Option<String>,
}

/// A mapping of columns and fields, as a person changed or saved it.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct MappingChoice {
    /// The rows of the header, Excel's own numbers.
    #[ts(optional)]
    pub header_rows: Option<Vec<u32>>,
    /// The first row of data.
    #[ts(optional)]
    pub first_row: Option<u32>,
    /// The last row of data.
    #[ts(optional)]
    pub last_row: Option<u32>,
    /// Whether the items stand below each other and the firms side by side. Rows are the sheet's
    /// columns then, counted from 1, and a column is named by the sheet's row, `3`.
    #[ts(optional)]
    pub turned: Option<bool>,
    /// The columns.
    pub columns: Vec<ColumnChoice>,
    /// The items of a list.
    pub items: Vec<ItemChoice>,
}

/// What to do with hidden rows, columns and sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HiddenChoice {
    /// Read them as if they were shown.
    Take,
    /// Leave them out.
    Leave,
}

/// Which file to look at.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct InspectRequest {
    /// The file.
    pub file: String,
    /// The sheet; the best one if not given.
    #[serde(default)]
    #[ts(optional)]
    pub sheet: Option<String>,
    /// What a person changed.
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
    /// The tables that an import takes, by their place in the answer, from 0; those of the first
    /// one's kind if not given.
    #[serde(default)]
    #[ts(optional)]
    pub tables: Option<Vec<u32>>,
    /// What to do with hidden rows, columns and sheets; if not given, hidden columns are read,
    /// rows and sheets are not, and both are reported.
    #[serde(default)]
    #[ts(optional)]
    pub hidden: Option<HiddenChoice>,
    /// How many rows of the sheet to show as they look; none if not given.
    #[serde(default)]
    #[ts(optional)]
    pub preview_rows: Option<u32>,
    /// The row that they begin with; the first if not given.
    #[serde(default)]
    #[ts(optional)]
    pub preview_from: Option<u32>,
    /// From whom the file comes: their kept mapping is taken first.
    #[serde(default)]
    #[ts(optional)]
    pub sender: Option<String>,
    /// Do without the mappings that the ledger keeps.
    #[serde(default)]
    pub no_kept_mapping: bool,
}

/// A file to import.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ImportRequest {
    /// The file.
    pub file: String,
    /// The sheet; the best one if not given.
    #[serde(default)]
    #[ts(optional)]
    pub sheet: Option<String>,
    /// What a person changed.
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
    /// The tables that are taken, by their place in the inspection, from 0; those of the first
    /// one's kind if not given.
    #[serde(default)]
    #[ts(optional)]
    pub tables: Option<Vec<u32>>,
    /// What to do with hidden rows, columns and sheets; if not given, hidden columns are read,
    /// rows and sheets are not, and both are reported.
    #[serde(default)]
    #[ts(optional)]
    pub hidden: Option<HiddenChoice>,
    /// Work out the numbers only, write nothing.
    #[serde(default)]
    pub dry_run: bool,
    /// A blank cell of a mapped column takes the value away.
    #[serde(default)]
    pub erase_blanks: bool,
    /// 取扱区分 of the figures: `public`, `internal` (the default) or `confidential`.
    #[serde(default)]
    #[ts(optional)]
    pub confidentiality: Option<String>,
    /// From whom the file comes: the mapping is kept for their next one.
    #[serde(default)]
    #[ts(optional)]
    pub sender: Option<String>,
    /// Do without the mappings that the ledger keeps.
    #[serde(default)]
    pub no_kept_mapping: bool,
}

/// A field of a firm that an import changes.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FieldChangeView {
    /// The field's name.
    pub field: String,
    /// The fiscal year of a figure.
    pub year: Option<i16>,
    /// `head_office` or `establishment`, of a figure.
    pub basis: Option<String>,
    /// The value that counted before: text, or a number in yen or persons.
    #[ts(type = "string | number | null")]
    pub before: serde_json::Value,
    /// The value that counts afterwards.
    #[ts(type = "string | number | null")]
    pub after: serde_json::Value,
    /// A person had chosen the value before; the new one counts instead.
    pub over_choice: bool,
}

/// The firm that a change is about.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ChangedFirm {
    /// Its id; `null` for a new one in a trial.
    pub id: Option<String>,
    /// The name.
    pub name: String,
    /// 13 digits.
    pub corporate_number: Option<String>,
}

/// A firm that is new, changed, or named no longer.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ChangeView {
    /// The firm.
    pub firm: ChangedFirm,
    /// The row that says so; `null` for one that is gone.
    pub row: Option<u32>,
    /// The sheet.
    pub sheet: String,
    /// `new`, `changed`, or `gone`.
    pub kind: String,
    /// What changes, figure by figure.
    pub fields: Vec<FieldChangeView>,
}

/// What an import did, or would do.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportDone {
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
    /// What is new (in a trial), changed or gone, firm by firm: the first of them.
    pub changes: Vec<ChangeView>,
    /// How many firms are new, changed or gone.
    pub change_count: u64,
    /// Firms that an earlier file of the same origin brought and that this one no longer names;
    /// they stay.
    pub gone: Vec<ChangedFirm>,
    /// How many those are.
    pub gone_count: u64,
    /// Rows that may be a firm of the ledger, taken as new until somebody decides.
    pub proposals: Vec<ProposalView>,
    /// How many those are.
    pub proposal_count: u64,
    /// The kept mapping with which it was read.
    pub mapping_used: Option<MappingUsed>,
    /// Rows left out.
    pub skipped: u64,
    /// What is wrong or doubtful.
    pub problems: Vec<ProblemView>,
    /// How many problems there are, also beyond those that are listed.
    pub problem_count: u64,
}
