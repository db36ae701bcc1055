//! What was recognised of a table, and the mapping that a person may change and keep.

use std::collections::BTreeSet;

use shirube_domain::codes::LocalGovernmentCode;
use shirube_domain::draft::{ColumnMapping, MappedField, turned_place};
use shirube_domain::figures::Basis;
use shirube_domain::firm::FirmField;
use shirube_domain::fiscal_year::FiscalYear;
use shirube_domain::money::Unit;
use shirube_sheets::{Region, column_name};

use crate::error::IntakeError;
use crate::items::Items;
use crate::problem::{Problem, SkippedRow};

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
pub const COLUMN_REASONS: [&str; 16] = [
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
    "item_column",
    "value_column",
    "unit_column",
];

/// A table that was recognised on a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The sheet's name.
    pub sheet: String,
    /// The table lies on its side: the items stand below each other and the firms side by side.
    /// Rows here are the sheet's columns then, and columns its rows.
    pub turned: bool,
    /// The part of the sheet that is this table's, titles and notes included; rows from 1,
    /// columns from 0. `None` where it has the sheet for itself.
    pub area: Option<Region>,
    /// Whether an import takes it.
    pub taken: bool,
    /// The header rows, from 1; none for a layout that comes without.
    pub header_rows: Vec<u32>,
    /// The first row below the header.
    pub first_row: u32,
    /// The last row that may be a firm, where a person says so; after an inspection the last row
    /// that is one.
    pub last_row: Option<u32>,
    /// The column that says of which year a row's figures are, where there is one.
    pub year_column: Option<u32>,
    /// The column that says in which unit a row's money is, for columns that name none.
    pub unit_column: Option<u32>,
    /// The column that says which item each row states, where the table is a list of items.
    pub items: Option<Items>,
    /// The municipality after which the sheet is named, for firms that name none.
    pub municipality: Option<LocalGovernmentCode>,
    /// Of a table on its side, the sheet's rows above and below its items: titles and notes.
    pub beside: Vec<SkippedRow>,
    /// The columns whose header names the unit in which their numbers are shown, while the cells
    /// hold them in another.
    pub shown_otherwise: Vec<u32>,
    /// How many of its rows are firms; known after an inspection.
    pub rows: u32,
    /// Its columns from left to right.
    pub columns: Vec<ColumnGuess>,
}

impl Table {
    /// An empty table that begins in the first row of a sheet.
    pub(crate) fn on(sheet: &str) -> Self {
        Self {
            sheet: sheet.to_owned(),
            turned: false,
            area: None,
            taken: false,
            header_rows: Vec::new(),
            first_row: 1,
            last_row: None,
            year_column: None,
            unit_column: None,
            items: None,
            municipality: None,
            beside: Vec::new(),
            shown_otherwise: Vec::new(),
            rows: 0,
            columns: Vec::new(),
        }
    }

    /// Whether a column holds names of firms or their numbers: without one nothing is imported.
    pub fn names_firms(&self) -> bool {
        self.columns.iter().any(|column| {
            matches!(
                column.field,
                Some(MappedField::Firm(FirmField::Name | FirmField::CorporateNumber))
            )
        })
    }

    /// Whether another table is one more of this kind: of its fields, years aside, most are the
    /// same.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        let (mine, theirs) = (self.kinds(), other.kinds());
        let shared = mine.intersection(&theirs).count();
        let all = mine.union(&theirs).count();
        self.names_firms() && other.names_firms() && shared >= 2 && shared * 5 >= all * 3
    }

    /// The cell of the sheet at a row (from 1) and column (from 0) of the table.
    pub(crate) fn place(&self, row: u32, column: u32) -> (u32, u32) {
        turned_place(self.turned, row, column)
    }

    /// What it says of a firm, whatever the year.
    fn kinds(&self) -> BTreeSet<MappedField> {
        let own = self.columns.iter().filter_map(|column| column.field);
        let items = self.items.iter().flat_map(|items| items.named.values());
        own.chain(items.filter_map(|item| item.field)).collect()
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
        for column in &self.shown_otherwise {
            let guess = self.columns.iter().find(|guess| guess.column == *column);
            let problem = Problem::new("unit_by_format", &self.sheet).at(*row, *column);
            let unit = guess.map_or(Unit::None, |guess| guess.unit);
            let header = self.header(*column);
            problems.push(problem.raw(header).understood(unit.as_str()).about(header));
        }
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
                turned: self.turned,
            })
        });
        TableMapping {
            sheet: self.sheet.clone(),
            turned: self.turned,
            area: self.area,
            header_rows: self.header_rows.clone(),
            first_row: self.first_row,
            last_row: self.last_row,
            year_column: self
                .year_column
                .map(|column| YearColumn { column, header: self.header(column).to_owned() }),
            unit_column: self.unit_column,
            items: self.items.clone(),
            municipality: self.municipality.clone(),
            columns: columns.collect(),
        }
    }
}

/// A column that says, row by row, of which year the figures are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearColumn {
    /// The column, counted from 0.
    pub column: u32,
    /// Its header as written; it may name the era.
    pub header: String,
}

/// How a table is to be read: what was recognised, and what a person decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableMapping {
    /// The sheet's name.
    pub sheet: String,
    /// The table lies on its side, see [`Table::turned`].
    pub turned: bool,
    /// The part of the sheet that is this table's; all of it where none is given.
    pub area: Option<Region>,
    /// The header rows, from 1.
    pub header_rows: Vec<u32>,
    /// The first row that may be a firm.
    pub first_row: u32,
    /// The last row that may be one; to the end of the sheet where it is not given.
    pub last_row: Option<u32>,
    /// The column that says of which year the figures of a row are; it holds for columns of
    /// figures that name no year themselves.
    pub year_column: Option<YearColumn>,
    /// The column that says in which unit a row's money is, for columns that name none.
    pub unit_column: Option<u32>,
    /// The column that says which item each row states, where the table is a list of items.
    pub items: Option<Items>,
    /// The municipality of firms that name none.
    pub municipality: Option<LocalGovernmentCode>,
    /// The columns that are taken, those of the items' values aside.
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

    /// The columns as an import keeps them, so that the cell of every figure can be found again:
    /// a column of an item list's values stands there once for each figure.
    pub fn source_columns(&self) -> Vec<ColumnMapping> {
        let values = self.items.iter().flat_map(|items| items.source_columns(self.turned));
        self.columns.iter().cloned().chain(values).collect()
    }

    /// The name of a part of the table as the sheet has it.
    pub(crate) fn region_name(&self, region: &Region) -> String {
        region_name(self.turned, region)
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

/// The name of a region of a table, `A1:C2`, as the sheet has it.
pub(crate) fn region_name(turned: bool, region: &Region) -> String {
    let (first_row, first_column) = turned_place(turned, region.first_row, region.first_column);
    let (last_row, last_column) = turned_place(turned, region.last_row, region.last_column);
    Region { first_row, first_column, last_row, last_column }.name()
}
