//! Draft firms: what a sheet says, before anybody decided to keep it.

use serde::{Deserialize, Serialize};

use crate::figures::{Basis, FigureField, FigureRow};
use crate::firm::{FirmField, FirmRecord};
use crate::fiscal_year::FiscalYear;
use crate::money::Unit;

/// What a column of a sheet holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MappedField {
    /// Something about the firm itself.
    Firm(FirmField),
    /// A figure of one year.
    Figure(FigureField),
}

impl MappedField {
    /// The field's own name, as in the command line's contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Firm(field) => field.as_str(),
            Self::Figure(field) => field.as_str(),
        }
    }
}

/// What one column of an imported sheet was taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnMapping {
    /// The column, counted from 0 (`A`).
    pub column: u32,
    /// Its header as written, group heads before it.
    pub header: String,
    /// What it holds.
    pub field: MappedField,
    /// The fiscal year of a figure.
    pub year: Option<FiscalYear>,
    /// What a figure counts.
    #[serde(default)]
    pub basis: Basis,
    /// The unit in which the sheet states it.
    pub unit: Unit,
    /// The table lies on its side: its columns are the sheet's rows, and its rows the sheet's
    /// columns.
    #[serde(default, skip_serializing_if = "is_false")]
    pub turned: bool,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

impl ColumnMapping {
    /// The cell of this column that belongs to a row of the table: the sheet's row, from 1, and
    /// column, from 0.
    pub fn place(&self, row: u32) -> (u32, u32) {
        turned_place(self.turned, row, self.column)
    }
}

/// The place on the sheet of a table's row (from 1) and column (from 0), and the other way round.
pub fn turned_place(turned: bool, row: u32, column: u32) -> (u32, u32) {
    if turned { (column.saturating_add(1), row.saturating_sub(1)) } else { (row, column) }
}

/// Where an import came from: enough to point at the cell of every figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportSource {
    /// The file's name, without folder.
    pub file_name: String,
    /// SHA-256 of the file's bytes, lower-case hexadecimal.
    pub sha256: String,
    /// The sheet's name.
    pub sheet: String,
    /// What its columns were taken for.
    pub columns: Vec<ColumnMapping>,
}

impl ImportSource {
    /// The column from which a figure of that year and basis came, counted from 0.
    pub fn column_of(
        &self,
        field: FigureField,
        year: FiscalYear,
        basis: Basis,
    ) -> Option<&ColumnMapping> {
        let holds = |column: &&ColumnMapping| {
            column.field == MappedField::Figure(field) && column.basis == basis
        };
        let mut columns = self.columns.iter().filter(holds);
        // A column without a year is of the year that each row names.
        columns
            .clone()
            .find(|column| column.year == Some(year))
            .or_else(|| columns.find(|column| column.year.is_none()))
    }
}

/// One row of a sheet, understood as a firm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftFirm {
    /// The row of the table, from 1: Excel's own number; of a table that lies on its side, the
    /// number of the sheet's column.
    pub row: u32,
    /// What the row says of the firm.
    pub record: FirmRecord,
    /// What it says for each year and basis, empty rows left out.
    pub figures: Vec<FigureRow>,
}
