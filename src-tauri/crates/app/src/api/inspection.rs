//! What was understood of a file of firms.

use serde::Serialize;
use ts_rs::TS;

use crate::api::mappings::MappingUsed;

/// A sheet of the file.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SheetView {
    /// Its name.
    pub name: String,
    /// How many rows it uses.
    pub rows: u32,
    /// How many columns it uses.
    pub columns: u32,
    /// Whether it is hidden.
    pub hidden: bool,
    /// `worksheet`, `chart` …
    pub kind: String,
}

/// What a column was taken for.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ColumnView {
    /// `A`
    pub column: String,
    /// Its header, group heads before it.
    pub header: String,
    /// The field's name; `null` for none of ours.
    pub field: Option<String>,
    /// The unit's name.
    pub unit: String,
    /// The fiscal year of a figure.
    pub year: Option<i16>,
    /// 0–1; under 0.5 means that we ask.
    pub confidence: f64,
    /// Why, in words.
    pub reason: String,
}

/// A column of values beside the items of a list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ValueColumnView {
    /// `D`
    pub column: String,
    /// Its header.
    pub header: String,
    /// The fiscal year of its figures; `null` where each row names it, or nobody does.
    pub year: Option<i16>,
    /// The unit of money of items that name none.
    pub unit: String,
}

/// What an item of a list was taken for.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ItemView {
    /// Its text as it is compared.
    pub text: String,
    /// The field's name; `null` for none of ours.
    pub field: Option<String>,
    /// The unit that its own text names.
    pub unit: Option<String>,
}

/// How a list of items is understood: a firm goes on over several rows.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ItemsView {
    /// The column of the items, `C`.
    pub column: String,
    /// Its header.
    pub header: String,
    /// The column that names the unit row by row.
    pub unit_column: Option<String>,
    /// The columns of values.
    pub values: Vec<ValueColumnView>,
    /// The items that were seen.
    pub named: Vec<ItemView>,
}

/// A table that was found.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TableView {
    /// The sheet.
    pub sheet: String,
    /// Where it lies: `A3:K120`.
    pub range: String,
    /// Whether an import takes it.
    pub taken: bool,
    /// `table`, `turned` (the items stand below each other) or `list` (of items).
    pub layout: String,
    /// Whether the items stand below each other and the firms side by side. Rows are the sheet's
    /// columns then, counted from 1, and a column is named by the sheet's row, `3`.
    pub turned: bool,
    /// The rows of the header.
    pub header_rows: Vec<u32>,
    /// The first row of data.
    pub first_row: u32,
    /// The last row of data.
    pub last_row: u32,
    /// How many of its rows are firms, once it was read.
    pub rows: u32,
    /// The municipality after which the sheet is named, for firms that name none.
    pub municipality: Option<String>,
    /// The column that says of which year a row's figures are.
    pub year_column: Option<String>,
    /// The items, where it is a list of them.
    pub items: Option<ItemsView>,
    /// Its columns.
    pub columns: Vec<ColumnView>,
}

/// How many rows are data, and how many are left out.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RowCounts {
    /// Rows read as firms.
    pub data: u64,
    /// Rows left out, each with its reason.
    pub skipped: u64,
}

/// A row that is left out.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SkippedView {
    /// The sheet.
    pub sheet: String,
    /// Excel's own number.
    pub row: u32,
    /// The column, `E`, where one of a table on its side is left out; the row is 1 then.
    pub column: Option<String>,
    /// `title`, `header`, `note`, `total`, `subtotal`, `blank`, `repeated_header`, `hidden`.
    pub reason: String,
    /// What the row says.
    pub text: String,
}

/// A problem with a cell.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ProblemView {
    /// The sheet.
    pub sheet: String,
    /// The cell; `null` when it concerns no single one.
    pub cell: Option<String>,
    /// The stable name.
    pub code: String,
    /// The 機械可読性ルール that it breaks.
    pub rule: Option<String>,
    /// What the cell says.
    pub raw: String,
    /// What was understood.
    pub understood: Option<String>,
    /// `error` (the field stays empty), `warning` (a person should look) or `note`.
    pub severity: String,
    /// What, and what would be right, in words.
    pub message: String,
}

/// A row of the sheet as it looks.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PreviewRow {
    /// Excel's own number.
    pub row: u32,
    /// `data`, or the reason why it is left out.
    pub kind: String,
    /// The texts of its cells, from column A.
    pub cells: Vec<String>,
}

/// What was understood of a file.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Inspection {
    /// The file.
    pub file: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Its sheets.
    pub sheets: Vec<SheetView>,
    /// The first table, if one was found.
    pub table: Option<TableView>,
    /// All tables that were found.
    pub tables: Vec<TableView>,
    /// How many rows.
    pub rows: RowCounts,
    /// The rows that are left out.
    pub skipped: Vec<SkippedView>,
    /// What is wrong or doubtful.
    pub problems: Vec<ProblemView>,
    /// How many problems there are, also beyond those that are listed.
    pub problem_count: u64,
    /// The first rows of the sheet as they look.
    pub preview: Vec<PreviewRow>,
    /// The kept mapping with which it was read.
    pub mapping_used: Option<MappingUsed>,
}
