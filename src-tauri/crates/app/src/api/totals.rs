//! Requests and responses about a prefecture's totals: the money below the line.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A prefecture's totals of one year to be set.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TotalsSetRequest {
    /// Two digits.
    pub prefecture: String,
    /// The fiscal year.
    pub year: i64,
    /// Yen.
    #[ts(optional)]
    pub out_of_region_sales: Option<i64>,
    /// Yen.
    #[ts(optional)]
    pub in_region_purchases: Option<i64>,
    /// Who published it.
    pub source: String,
    /// `head_office` (the default) or `establishment`.
    #[serde(default)]
    #[ts(optional)]
    pub basis: Option<String>,
}

/// Which totals.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct TotalsListRequest {
    /// Two digits; all prefectures if not given.
    #[ts(optional)]
    pub prefecture: Option<String>,
    /// The fiscal year; all if not given.
    #[ts(optional)]
    pub year: Option<i64>,
}

/// A total of the ledger.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TotalView {
    /// Its id.
    pub id: String,
    /// Two digits.
    pub prefecture: String,
    /// The prefecture's name.
    pub prefecture_name: Option<String>,
    /// The fiscal year.
    pub year: i16,
    /// `out_of_region_sales` or `in_region_purchases`.
    pub figure: String,
    /// `head_office` or `establishment`.
    pub basis: String,
    /// Whole yen.
    pub value: i64,
    /// Who published it.
    pub source: String,
    /// Whether it counts among those that state the same.
    pub counts: bool,
    /// Whether a person chose it.
    pub chosen: bool,
    /// How many other sources state the same.
    pub others: u64,
    /// Where it stands; `null` where it was typed in.
    pub provenance: Option<TotalProvenanceView>,
}

/// The cell that a total comes from.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TotalProvenanceView {
    /// The file's name.
    pub file: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// The sheet.
    pub sheet: String,
    /// The cell.
    pub cell: String,
    /// What the cell says.
    pub raw: String,
}

/// Totals of the ledger.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TotalsList {
    /// By prefecture, latest year first; of those that state the same the one that counts first.
    pub totals: Vec<TotalView>,
}

/// A total by its id.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TotalRequest {
    /// A UUID.
    pub id: String,
}

/// A workbook of totals to be taken in.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TotalsImportRequest {
    /// The file.
    pub file: String,
    /// The sheet; the first that holds such a table if not given.
    #[serde(default)]
    #[ts(optional)]
    pub sheet: Option<String>,
    /// Who published it, for rows that do not say; the file's name if neither says.
    #[serde(default)]
    #[ts(optional)]
    pub source: Option<String>,
    /// Write nothing.
    #[serde(default)]
    pub dry_run: bool,
}

/// What came of an import of totals.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TotalsImported {
    /// The action; `null` when nothing changed.
    pub action: Option<String>,
    /// How many totals the file states.
    pub read: u64,
    /// How many of them the ledger did not have as they are.
    pub changed: u64,
    /// What could not be used, cell by cell.
    pub problems: Vec<TotalProblem>,
    /// The totals as they were understood, in the file's order.
    pub understood: Vec<TotalUnderstood>,
}

/// A total as a workbook states it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TotalUnderstood {
    /// The prefecture's name.
    pub prefecture_name: String,
    /// The fiscal year.
    pub year: i16,
    /// `out_of_region_sales` or `in_region_purchases`.
    pub figure: String,
    /// `head_office` or `establishment`.
    pub basis: String,
    /// Whole yen.
    pub value: i64,
    /// Who published it.
    pub source: String,
    /// The cell that it comes from.
    pub provenance: TotalProvenanceView,
}

/// A row of a workbook of totals that could not be used.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TotalProblem {
    /// The sheet.
    pub sheet: String,
    /// The cell.
    pub cell: String,
    /// What is wrong.
    pub code: String,
    /// What the cell says.
    pub raw: String,
    /// What is wrong, in words.
    pub message: String,
}
