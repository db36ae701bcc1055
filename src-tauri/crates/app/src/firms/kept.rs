//! Mappings that the ledger keeps: found by the layout of a table, and laid over it.

use shirube_domain::draft::MappedField;
use shirube_intake::{Item, Table};
use shirube_store::KeptMapping;

use crate::api::imports::{ColumnChoice, ItemChoice, MappingChoice};
use crate::api::mappings::MappingUsed;
use crate::firms::reading::{Reading, Wanted, change_all, column_label, header_rows};
use crate::session::{Outcome, Session};

/// How sure a year is that comes from the last file and not from this one: it is asked about.
const LAST_FILES_YEAR: f64 = 0.4;

/// Lays the kept mapping of the table's layout over it, if the ledger that is open keeps one and
/// the request brings none of its own. The mapping that was used.
///
/// # Errors
/// The ledger can't be read, or the mapping says what can't be.
pub(crate) fn apply(
    session: &Session,
    reading: &mut Reading<'_>,
    wanted: &Wanted<'_>,
) -> Outcome<Option<KeptMapping>> {
    if wanted.mapping.is_some() || wanted.no_kept_mapping {
        return Ok(None);
    }
    let (Some(layout), Some(table)) = (&reading.layout, reading.found.tables.first_mut()) else {
        return Ok(None);
    };
    let found = session
        .with_open_ledger(|ledger| Ok(ledger.mapping_for(&layout.fingerprint, wanted.sender)?))?;
    let Some(kept) = found.flatten() else { return Ok(None) };
    // What a newer version keeps and this one does not understand is left alone.
    let Ok(choice) = serde_json::from_value(kept.choice.clone()) else { return Ok(None) };
    let choice = moved(choice, i64::from(layout.first_row) - i64::from(kept.first_row));
    if reads_otherwise(table, &choice) {
        let sheet = table.sheet.clone();
        reading.options.header_rows = header_rows(&choice);
        reading.options.turned = choice.turned;
        let found = reading.recognise(session.assets(), Some(&sheet));
        found.map_err(|fault| fault.at_file(wanted.file))?;
    }
    lay_over(&mut reading.found.tables, &choice)?;
    Ok(Some(kept))
}

/// Whether the choice has other header rows than were found, or turns the table.
fn reads_otherwise(table: &Table, choice: &MappingChoice) -> bool {
    header_rows(choice).is_some_and(|rows| rows != table.header_rows)
        || choice.turned.is_some_and(|turned| turned != table.turned)
}

/// The choice for a table that begins so many rows further down.
fn moved(mut choice: MappingChoice, by: i64) -> MappingChoice {
    let moved = |row: u32| u32::try_from(i64::from(row) + by).unwrap_or(row).max(1);
    for row in choice.header_rows.iter_mut().flatten() {
        *row = moved(*row);
    }
    choice.first_row = choice.first_row.map(moved);
    choice
}

/// Changes the tables as the choice says; but a year that this file states is the one that counts,
/// and one that it does not state is asked about.
fn lay_over(tables: &mut [Table], choice: &MappingChoice) -> Outcome<()> {
    let Some(before) = tables.first().cloned() else { return Ok(()) };
    change_all(tables, choice)?;
    let Some(table) = tables.first_mut() else { return Ok(()) };
    for column in &mut table.columns {
        let old = before.columns.iter().find(|old| old.column == column.column);
        if let Some(old) = old.filter(|old| old.field == column.field && old.unit == column.unit) {
            (column.confidence, column.reason) = (old.confidence, old.reason);
        } else {
            column.reason = "kept";
        }
        let own = old.and_then(|old| old.year);
        if matches!(column.field, Some(MappedField::Figure(_))) && column.year != own {
            column.year = own.or(column.year);
            if own.is_none() {
                (column.confidence, column.reason) = (LAST_FILES_YEAR, "kept_year");
            }
        }
    }
    Ok(())
}

/// The table as a choice that says everything. The last row is of this one file, and left out
/// where the choice is to be kept.
pub(crate) fn choice_of(table: &Table, with_last_row: bool) -> MappingChoice {
    let column = |guess: &shirube_intake::ColumnGuess| ColumnChoice {
        column: column_label(table.turned, guess.column),
        field: guess.field.map(|field| field.as_str().to_owned()),
        year: guess.year.map(|year| year.year().into()),
        unit: Some(guess.unit.as_str().to_owned()),
        basis: guess
            .field
            .filter(|field| matches!(field, MappedField::Figure(_)))
            .map(|_| guess.basis.as_str().to_owned()),
    };
    MappingChoice {
        header_rows: Some(table.header_rows.clone()),
        first_row: Some(table.first_row),
        last_row: table.last_row.filter(|_| with_last_row),
        turned: table.turned.then_some(true),
        columns: table.columns.iter().map(column).collect(),
        items: table.items.iter().flat_map(|items| items.named.iter().map(item)).collect(),
    }
}

fn item((text, item): (&String, &Item)) -> ItemChoice {
    ItemChoice {
        text: text.clone(),
        field: item.field.map(|field| field.as_str().to_owned()),
        unit: item.unit.map(|unit| unit.as_str().to_owned()),
    }
}

/// What a response says of the mapping that was used.
pub(crate) fn used(kept: &KeptMapping) -> MappingUsed {
    MappingUsed {
        id: kept.id.to_string(),
        sender: kept.sender.clone(),
        saved_at: kept.saved_at.to_string(),
    }
}
