//! What stands around a table and holds for its columns: the unit of its money, its year.

use shirube_domain::fiscal_year::FiscalYear;
use shirube_domain::money::Unit;

use crate::fold::fold;
use crate::sample::{Sample, SampleCell};
use crate::table::HeaderBlock;
use crate::units::table_unit;
use crate::words::Words;
use crate::years::find_year;

/// What stands around a table and holds for its columns.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Around {
    pub(crate) unit: Option<Unit>,
    pub(crate) year: Option<FiscalYear>,
}

/// The unit of money beside the table: above it before below it.
pub(crate) fn unit_around(sample: &Sample, block: &HeaderBlock, words: &Words) -> Option<Unit> {
    let below = block.first_data_row();
    let mut cells =
        sample.rows.iter().flat_map(|row| row.cells.iter().map(move |c| (row.number, c)));
    let above = cells.clone().filter(|(row, _)| *row < below);
    let stated = |cell: &SampleCell| table_unit(&cell.folded, words);
    let header = |cell: &SampleCell| {
        // A unit in a column's own header is that column's.
        block.columns.iter().any(|column| {
            column.guess.unit.is_some() && column.path.iter().any(|part| fold(part) == cell.folded)
        })
    };
    above.filter(|(_, cell)| !header(cell)).find_map(|(_, cell)| stated(cell)).or_else(|| {
        cells
            .by_ref()
            .filter(|(row, cell)| *row >= below && says_unit(&cell.folded))
            .find_map(|(_, cell)| stated(cell))
    })
}

/// Whether a note below a table speaks of its unit.
fn says_unit(folded: &str) -> bool {
    ["単位", "金額は"].iter().any(|word| folded.contains(word))
}

/// The year of the titles, else of the sheet's name, else of the file's.
pub(crate) fn year_around(
    sample: &Sample,
    block: &HeaderBlock,
    sheet: &str,
    file: &str,
) -> Option<FiscalYear> {
    let first = block.rows.first().copied().unwrap_or(1);
    let titles = sample.rows.iter().take_while(|row| row.number < first);
    let found: Vec<_> =
        titles.flat_map(|row| &row.cells).filter_map(|cell| find_year(&cell.folded)).collect();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    found
        .iter()
        .find(|found| found.fiscal)
        .or(found.first())
        .copied()
        .or_else(|| find_year(&fold(sheet)))
        .or_else(|| find_year(&fold(stem)))
        .map(|found| found.year)
}
