//! Layouts that are no table of one row per firm, told apart so that they are never read as one.

use std::collections::BTreeSet;

use shirube_domain::draft::MappedField;
use shirube_domain::firm::FirmField;

use crate::header::guess;
use crate::problem::Problem;
use crate::sample::{Sample, SampleCell};
use crate::table::{HeaderBlock, HeaderColumn};
use crate::words::Words;

/// In how many of the first columns items may stand below each other.
const ITEM_COLUMNS: u32 = 8;
/// How many rows are enough to see it.
const ITEM_ROWS: usize = 60;
/// A header that names as many fields is one, whatever stands below.
const SURE_HEADER: usize = 6;
/// How many different items make a vertical layout.
const FEWEST_ITEMS: usize = 3;

/// The items below each other and the firms side by side: more fields stand down one column than
/// in any row.
pub(crate) fn vertical(sample: &Sample, words: &Words, in_header: usize) -> Option<Problem> {
    if in_header >= SURE_HEADER {
        return None;
    }
    for column in 0..ITEM_COLUMNS {
        let (mut fields, mut first) = (BTreeSet::new(), None);
        let (mut known, mut all, mut with_values) = (0, 0, 0);
        for row in sample.rows.iter().take(ITEM_ROWS) {
            let Some(cell) = row.cell(column) else { continue };
            all += 1;
            if let Some(field) = item(cell, words) {
                known += 1;
                first = first.or(Some((row.number, cell.text.clone())));
                with_values += usize::from(row.cells.last().is_some_and(|c| c.column > column));
                fields.insert(field);
            }
        }
        // In a long list the same items come again and again, and in a column of texts few of
        // them are items.
        let once = known < fields.len() * 3 && known * 3 >= all && with_values * 2 > known;
        if fields.len() >= FEWEST_ITEMS && fields.len() > in_header && once {
            let (row, text) = first?;
            return Some(Problem::new("layout_vertical", "").at(row, column).raw(text));
        }
    }
    None
}

/// A column that names the item of which another column has the value: several rows for one firm.
pub(crate) fn long(sample: &Sample, block: &HeaderBlock, words: &Words) -> Option<Problem> {
    let first = block.rows.last().map_or(1, |row| row + 1);
    let figures = |field| matches!(field, Some(MappedField::Figure(_)));
    if block.columns.iter().any(|column| figures(column.guess.field)) {
        return None;
    }
    for column in 0..ITEM_COLUMNS {
        let header = block.columns.iter().find(|header| header.column == column);
        if header.is_some_and(|header| header.guess.field.is_some()) {
            continue;
        }
        let below = sample.rows.iter().filter(|row| row.number >= first);
        let cells: Vec<_> = below.take(ITEM_ROWS).filter_map(|row| row.cell(column)).collect();
        let mut items: Vec<_> = cells.iter().filter_map(|cell| item(cell, words)).collect();
        let amounts = items.iter().filter(|field| is_amount(**field)).count();
        let many = amounts >= 2 && amounts * 5 >= cells.len() * 4;
        items.sort_unstable();
        items.dedup();
        if many && items.len() >= 2 {
            let row = block.rows.last().copied().unwrap_or(1);
            let text = header.map(HeaderColumn::text).unwrap_or_default();
            return Some(Problem::new("layout_long", "").at(row, column).raw(&*text).about(&*text));
        }
    }
    None
}

/// The field that a cell names, if it is the name of one and nothing else.
fn item(cell: &SampleCell, words: &Words) -> Option<MappedField> {
    if cell.numeric {
        return None;
    }
    let found = guess(std::slice::from_ref(&cell.folded), words);
    found.field.filter(|_| found.confidence >= 0.85)
}

fn is_amount(field: MappedField) -> bool {
    matches!(
        field,
        MappedField::Figure(_) | MappedField::Firm(FirmField::Employees | FirmField::Capital)
    )
}
