//! Sheets that go on where the one before ended, without a header of their own.

use shirube_domain::draft::MappedField;
use shirube_sheets::{SheetError, SheetKind};

use crate::content::fitting_share;
use crate::grid::Grid;
use crate::mapping::Table;
use crate::on_sheet::Finder;
use crate::read::Hidden;
use crate::sample::{Sample, SampleCell};

/// The share of cells that must fit the fields of the first table.
const FITTING: f64 = 0.8;

/// Adds the sheets whose columns, from their first row on, hold what those of the first table do.
///
/// # Errors
/// A sheet can't be read.
pub(crate) fn continued(finder: &Finder<'_>, tables: &mut Vec<Table>) -> Result<(), SheetError> {
    let Some(first) = tables.first().filter(|first| may_go_on(first)).cloned() else {
        return Ok(());
    };
    let sheets = finder.workbook.sheets();
    let after = sheets.iter().position(|sheet| sheet.name == first.sheet).unwrap_or(0);
    for (index, info) in sheets.iter().enumerate().skip(after + 1) {
        let shown = !info.hidden || finder.options.hidden == Some(Hidden::Take);
        // What has no header of its own goes on with the first table before it is one by itself.
        let headed = |table: &Table| table.sheet == info.name && !table.header_rows.is_empty();
        if !shown || tables.iter().any(headed) || info.kind != SheetKind::Worksheet {
            continue;
        }
        let sample = Sample::read(&Grid::open(finder.workbook, index, false)?, 1)?;
        if let Some(row) = goes_on(finder, &first, &sample) {
            tables.retain(|table| table.sheet != info.name);
            let own = Table { header_rows: Vec::new(), first_row: row, ..first.clone() };
            tables.push(Table { sheet: info.name.clone(), last_row: None, area: None, ..own });
        }
    }
    Ok(())
}

fn may_go_on(first: &Table) -> bool {
    !first.turned && first.names_firms() && !first.header_rows.is_empty()
}

/// The row from which the sheet goes on with the table's columns, if it does.
fn goes_on(finder: &Finder<'_>, first: &Table, sample: &Sample) -> Option<u32> {
    let row = sample.rows.iter().find(|row| row.cells.len() > 1)?;
    let taken: Vec<_> = first.columns.iter().filter(|column| column.field.is_some()).collect();
    let (mut fitting, mut told) = (0, 0);
    for column in &taken {
        let Some(field) = column.field else { continue };
        let below = sample.rows.iter().filter(|below| below.number >= row.number);
        let cells: Vec<&SampleCell> = below.filter_map(|below| below.cell(column.column)).collect();
        let Some(share) = fitting_share(field, &cells, finder.words, finder.codes) else {
            continue;
        };
        told += 1;
        // The first row must fit too: a header of other words does not.
        let head = row
            .cell(column.column)
            .map(|cell| fitting_share(field, &[cell], finder.words, finder.codes));
        let headed = head.flatten().is_some_and(|share| share < 1.0);
        fitting += u32::from(share >= FITTING && !(headed && is_amount(field)));
    }
    let width = taken.iter().map(|column| column.column).max().unwrap_or(0);
    let wider =
        sample.rows.iter().flat_map(|row| row.cells.last()).any(|cell| {
            cell.column > width.max(first.columns.last().map_or(0, |last| last.column))
        });
    (told >= 2 && fitting == told && !wider).then_some(row.number)
}

fn is_amount(field: MappedField) -> bool {
    matches!(field, MappedField::Figure(_))
}
