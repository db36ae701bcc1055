//! What was recognised of a table, and the mapping that a person may change and keep.

use serde::{Deserialize, Serialize};
use shirube_domain::draft::{ColumnMapping, MappedField};
use shirube_domain::figures::Basis;
use shirube_domain::firm::FirmField;
use shirube_domain::fiscal_year::FiscalYear;
use shirube_domain::money::Unit;
use shirube_sheets::column_name;

use crate::error::IntakeError;
use crate::problem::Problem;

/// What one column was taken for, how surely, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnGuess {
    /// The column, counted from 0.
    pub column: u32,
    /// Its header as written, group heads before it: 「令和5年度｜売上高」.
    pub header: String,
    /// What it holds; `None` for a column that is none of ours.
    pub field: Option<MappedField>,
    /// The unit in which the sheet states it.
    pub unit: Unit,
    /// The fiscal year of a figure.
    pub year: Option<FiscalYear>,
    /// What a figure counts.
    pub basis: Basis,
    /// From 0 to 1; under 0.5 we ask.
    pub confidence: f64,
    /// Why, by the name under which the text catalogue has it (`reason.<name>`).
    pub reason: &'static str,
}

/// Every reason a column may have, for the text catalogue's test.
pub const COLUMN_REASONS: [&str; 13] = [
    "header_exact",
    "header_combined",
    "header_part",
    "content",
    "official_layout",
    "known_other",
    "duplicate_field",
    "no_header",
    "person",
    "kept",
    "kept_year",
    "unknown",
    "year_column",
];

/// A table that was recognised on a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The sheet's name.
    pub sheet: String,
    /// The header rows, from 1; none for a layout that comes without.
    pub header_rows: Vec<u32>,
    /// The first row below the header.
    pub first_row: u32,
    /// The last row that may be a firm, where a person says so; after an inspection the last row
    /// that is one.
    pub last_row: Option<u32>,
    /// The column that says of which year a row's figures are, where there is one.
    pub year_column: Option<u32>,
    /// Its columns from left to right.
    pub columns: Vec<ColumnGuess>,
}

impl Table {
    /// Whether a column holds names of firms or their numbers: without one nothing is imported.
    pub fn names_firms(&self) -> bool {
        self.columns.iter().any(|column| {
            matches!(
                column.field,
                Some(MappedField::Firm(FirmField::Name | FirmField::CorporateNumber))
            )
        })
    }

    /// Whether another table has the same fields in the same columns.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        let fields = |table: &Self| -> Vec<_> {
            let taken = table.columns.iter().filter(|column| column.field.is_some());
            taken.map(|column| (column.column, column.field)).collect()
        };
        fields(self) == fields(other)
    }

    fn header(&self, column: u32) -> &str {
        let guess = self.columns.iter().find(|guess| guess.column == column);
        guess.map(|guess| guess.header.as_str()).unwrap_or_default()
    }

    /// What is wrong with its header: columns without one, and one header twice. The problems of
    /// the rows come while they are read.
    pub fn problems(&self) -> Vec<Problem> {
        let Some(row) = self.header_rows.last() else { return Vec::new() };
        let mut problems = Vec::new();
        for (index, column) in self.columns.iter().enumerate() {
            let twice = self.columns[..index].iter().any(|other| other.header == column.header);
            let code = match (column.header.is_empty(), twice) {
                (true, _) => "header_missing",
                (false, true) => "header_twice",
                (false, false) => continue,
            };
            let problem = Problem::new(code, &self.sheet).at(*row, column.column);
            problems.push(problem.raw(&*column.header).about(&*column.header));
        }
        problems
    }

    /// The mapping that this table amounts to.
    pub fn mapping(&self) -> TableMapping {
        let columns = self.columns.iter().filter_map(|column| {
            Some(ColumnMapping {
                column: column.column,
                header: column.header.clone(),
                field: column.field?,
                year: column.year,
                basis: column.basis,
                unit: column.unit,
            })
        });
        TableMapping {
            sheet: self.sheet.clone(),
            header_rows: self.header_rows.clone(),
            first_row: self.first_row,
            last_row: self.last_row,
            year_column: self
                .year_column
                .map(|column| YearColumn { column, header: self.header(column).to_owned() }),
            columns: columns.collect(),
        }
    }
}

/// A column that says, row by row, of which year the figures are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearColumn {
    /// The column, counted from 0.
    pub column: u32,
    /// Its header as written; it may name the era.
    pub header: String,
}

/// How a sheet is to be read: what a person decides, and what can be kept and used again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableMapping {
    /// The sheet's name.
    pub sheet: String,
    /// The header rows, from 1.
    #[serde(default)]
    pub header_rows: Vec<u32>,
    /// The first row that may be a firm.
    pub first_row: u32,
    /// The last row that may be one; to the end of the sheet where it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_row: Option<u32>,
    /// The column that says of which year the figures of a row are; it holds for columns of
    /// figures that name no year themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year_column: Option<YearColumn>,
    /// The columns that are taken.
    pub columns: Vec<ColumnMapping>,
}

impl TableMapping {
    /// The header of a column, where it is known.
    pub(crate) fn header(&self, column: u32) -> &str {
        let years = self.year_column.as_ref().filter(|years| years.column == column);
        let mapped = self.columns.iter().find(|mapped| mapped.column == column);
        let header = mapped.map(|mapped| mapped.header.as_str());
        header.or(years.map(|years| years.header.as_str())).unwrap_or_default()
    }

    /// Checks what a person or a file may have got wrong.
    ///
    /// # Errors
    /// A column or a field twice, rows in the wrong order, or nothing that names a firm.
    pub fn check(&self) -> Result<(), IntakeError> {
        let wrong = |what, place| Err(IntakeError::MappingWrong { what, place });
        if self.last_row.is_some_and(|last| last < self.first_row) {
            return wrong("rows_reversed", self.first_row.to_string());
        }
        for (index, column) in self.columns.iter().enumerate() {
            for other in &self.columns[..index] {
                if other.column == column.column {
                    return wrong("column_twice", column_name(column.column));
                }
                let same = (other.field, other.year, other.basis)
                    == (column.field, column.year, column.basis);
                let firm =
                    matches!(column.field, MappedField::Firm(_)) && other.field == column.field;
                // An address may go on in further columns.
                let address = column.field == MappedField::Firm(FirmField::Address);
                if (same || firm) && !address {
                    return wrong("field_twice", column_name(column.column));
                }
            }
        }
        if self.names_firms() {
            Ok(())
        } else {
            Err(IntakeError::NoNameColumn { sheet: self.sheet.clone() })
        }
    }

    /// Whether a column holds names of firms or their numbers.
    pub(crate) fn names_firms(&self) -> bool {
        use FirmField::{CorporateNumber, Name};
        let fields = self.columns.iter().map(|column| column.field);
        fields.into_iter().any(|f| matches!(f, MappedField::Firm(Name | CorporateNumber)))
    }
}
