//! What there is to say about a file that holds more than one table.

use shirube_sheets::Region;

use crate::mapping::{Table, region_name};
use crate::problem::Problem;

/// Tables that are taken together, and tables that are left.
pub(crate) fn besides(tables: &[Table]) -> Vec<Problem> {
    let Some((first, others)) = tables.split_first().filter(|(first, _)| first.names_firms())
    else {
        return Vec::new();
    };
    let taken = || others.iter().filter(|other| other.taken);
    let on_sheet: Vec<String> =
        taken().filter(|other| other.sheet == first.sheet).map(Table::range).collect();
    let mut sheets: Vec<&str> = taken()
        .filter(|other| other.sheet != first.sheet)
        .map(|other| other.sheet.as_str())
        .collect();
    sheets.dedup();
    let mut left: Vec<String> = others
        .iter()
        .filter(|other| !other.taken)
        .map(|other| match other.sheet == first.sheet {
            true => other.range(),
            false => format!("{}!{}", other.sheet, other.range()),
        })
        .collect();
    left.dedup();
    let said = |code, raw: String, about: &str| {
        let row = first.header_rows.first().copied().unwrap_or(first.first_row);
        let (row, column) = first.place(row, leftmost(first));
        (!raw.is_empty())
            .then(|| Problem::new(code, &first.sheet).raw(raw).about(about).at(row, column))
    };
    [
        said("tables_several", on_sheet.join("、"), &first.range()),
        said("tables_on_sheets", sheets.join("、"), &first.sheet),
        said("tables_left", left.join("、"), &first.range()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn leftmost(table: &Table) -> u32 {
    let headed = table.columns.iter().filter(|column| !column.header.is_empty());
    headed.map(|column| column.column).min().unwrap_or(0)
}

impl Table {
    /// The cells of the table as the sheet has them, `A12:D20`; up to its first row where its end
    /// was not seen.
    pub fn range(&self) -> String {
        let first_row = self.header_rows.first().copied().unwrap_or(self.first_row);
        let last_column = self.columns.iter().map(|column| column.column).max().unwrap_or(0);
        let last_row = self.last_row.unwrap_or(self.first_row.max(first_row));
        let region = Region { first_row, first_column: leftmost(self), last_row, last_column };
        region_name(self.turned, &region)
    }
}
