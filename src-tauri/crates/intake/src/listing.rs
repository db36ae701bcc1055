//! Which columns of a list of items hold values and units, and what the items are.

use std::collections::BTreeMap;

use shirube_domain::draft::MappedField;
use shirube_domain::money::Unit;

use crate::amount::{Amount, parse_amount};
use crate::around::Around;
use crate::columns::Body;
use crate::items::{Item, ItemReader, Items, ValueColumn};
use crate::mapping::ColumnGuess;
use crate::sample::SampleCell;
use crate::units::is_unit;
use crate::words::Words;

/// The items in that column with their values; `None` where no column holds values. The columns
/// that belong to the list are marked so.
pub(crate) fn items_of(
    columns: &mut [ColumnGuess],
    column: u32,
    year_column: Option<u32>,
    body: &Body<'_>,
    around: Around,
    words: &Words,
) -> Option<Items> {
    let (mut unit_column, mut values) = (None, Vec::new());
    for guess in columns.iter_mut() {
        let taken = matches!(guess.field, Some(MappedField::Firm(_)));
        if taken || guess.column == column || Some(guess.column) == year_column {
            continue;
        }
        let cells = body.cells(guess.column, words);
        if holds_units(&cells, words) {
            unit_column = unit_column.or(Some(guess.column));
            mark(guess, "unit_column");
        } else if holds_amounts(&cells, words) && guess.reason != "known_other" {
            values.push(value_column(guess, year_column.is_some(), around));
            mark(guess, "value_column");
        }
    }
    if values.is_empty() {
        return None;
    }
    let guess = columns.iter_mut().find(|guess| guess.column == column)?;
    mark(guess, "item_column");
    let header = guess.header.clone();
    let mut items = Items { column, header, unit_column, values, named: BTreeMap::new() };
    items.named = named(&items, body, words);
    Some(items)
}

fn mark(guess: &mut ColumnGuess, reason: &'static str) {
    (guess.field, guess.reason, guess.confidence) = (None, reason, 0.95);
}

fn value_column(guess: &ColumnGuess, years_by_row: bool, around: Around) -> ValueColumn {
    let unit = if guess.unit.is_money() { Some(guess.unit) } else { around.unit };
    ValueColumn {
        column: guess.column,
        header: guess.header.clone(),
        year: guess.year.or(around.year.filter(|_| !years_by_row)),
        unit: unit.unwrap_or(Unit::None),
    }
}

fn holds_units(cells: &[&SampleCell], words: &Words) -> bool {
    let units = cells.iter().filter(|cell| is_unit(&cell.folded, words)).count();
    units > 0 && units * 5 >= cells.len() * 4
}

fn holds_amounts(cells: &[&SampleCell], words: &Words) -> bool {
    let mut numbers = 0;
    let readable = cells.iter().filter(|cell| match parse_amount(&cell.text, words) {
        Amount::Number { .. } => {
            numbers += 1;
            true
        }
        Amount::Absent(_) => true,
        Amount::Unreadable => false,
    });
    // Among the items may be some of text: an address, a name.
    readable.count() * 2 > cells.len() && numbers > 0
}

/// The items of the sample by their folded text. One whose meaning hangs on the item above is
/// left to the reading.
fn named(items: &Items, body: &Body<'_>, words: &Words) -> BTreeMap<String, Item> {
    let (mut reader, mut named) = (ItemReader::default(), BTreeMap::new());
    for cell in body.cells(items.column, words) {
        let item = reader.next(&cell.text, items, words);
        let alone = Item::of(&cell.folded, "", words);
        if item == alone {
            named.insert(cell.folded.clone(), item);
        }
    }
    named
}
