//! Layouts of other shapes than one row per firm: tables on their side, and lists of items.

use std::collections::BTreeSet;

use shirube_domain::draft::MappedField;
use shirube_domain::firm::FirmField;

use crate::fold::fold;
use crate::header::guess;
use crate::sample::{Sample, SampleCell};
use crate::table::HeaderBlock;
use crate::words::Words;

/// In how many of the first columns items may stand below each other.
const ITEM_COLUMNS: u32 = 8;
/// How many rows are enough to see it.
const ITEM_ROWS: usize = 60;
/// A header that names as many fields is one, whatever stands below.
const SURE_HEADER: usize = 6;
/// How many different items make a vertical layout.
const FEWEST_ITEMS: usize = 3;

/// Whether the items stand below each other and the firms side by side: more fields stand down
/// one column than in any row. Gives the cell of the first item, row from 1 and column from 0.
pub(crate) fn vertical(sample: &Sample, words: &Words, in_header: usize) -> Option<(u32, u32)> {
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
                first = first.or(Some(row.number));
                with_values += usize::from(row.cells.last().is_some_and(|c| c.column > column));
                fields.insert(field);
            }
        }
        // In a long list the same items come again and again, and in a column of texts few of
        // them are items.
        let once = known < fields.len() * 3 && known * 3 >= all && with_values * 2 > known;
        if fields.len() >= FEWEST_ITEMS && fields.len() > in_header && once {
            return first.map(|row| (row, column));
        }
    }
    None
}

/// Whether each firm stands on two rows: in more than one column the header names two different
/// things, one above the other, neither of them the head of a group.
pub(crate) fn two_rows(block: &HeaderBlock, words: &Words) -> bool {
    let fields = |path: &[String]| -> Vec<MappedField> {
        let exact = |part: &String| {
            let found = guess(&[fold(part)], words);
            // A figure below another is a part of it.
            let firm = matches!(found.field, Some(MappedField::Firm(_)));
            found.field.filter(|_| firm && found.reason == "header_exact")
        };
        path.iter().filter_map(exact).collect()
    };
    let shared = |head: &String| block.columns.iter().filter(|c| c.path.contains(head)).count() > 1;
    let pairs = block.columns.iter().filter(|column| {
        let found = fields(&column.path);
        let own = column.path.first().is_some_and(|head| !shared(head));
        own && found.len() > 1 && found[0] != found[1]
    });
    pairs.count() > 1
}

/// The column that names the item of which another column has the value, where a firm goes on
/// over several rows.
pub(crate) fn list_column(sample: &Sample, block: &HeaderBlock, words: &Words) -> Option<u32> {
    let figures = |field| matches!(field, Some(MappedField::Figure(_)));
    if block.columns.iter().any(|column| figures(column.guess.field)) {
        return None;
    }
    let first = block.first_data_row();
    (0..ITEM_COLUMNS).find(|&column| {
        let header = block.columns.iter().find(|header| header.column == column);
        if header.is_some_and(|header| header.guess.field.is_some()) {
            return false;
        }
        let below = sample.rows.iter().filter(|row| row.number >= first);
        let cells: Vec<_> = below.take(ITEM_ROWS).filter_map(|row| row.cell(column)).collect();
        let mut items: Vec<_> = cells.iter().filter_map(|cell| item(cell, words)).collect();
        let amounts = items.iter().filter(|field| is_amount(**field)).count();
        let many = amounts >= 2 && amounts * 3 >= cells.len() * 2;
        items.sort_unstable();
        items.dedup();
        let called = header.is_some_and(|header| words.item_column.contains(&fold(&header.text())));
        many && (items.len() >= 2 || called)
    })
}

/// The field that a cell names, if it is the name of one and nothing else.
pub(crate) fn item(cell: &SampleCell, words: &Words) -> Option<MappedField> {
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
