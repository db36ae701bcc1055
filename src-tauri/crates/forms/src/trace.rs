//! What a returned form is read by: which cells were filled, which are the boxes of answers.
//!
//! It stands in 「データ」 as a few rows of text (`form.cells[表紙]` …), so that it comes back with
//! the file whatever program saved it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use shirube_sheets::{cell_name, parse_cell};

use crate::input::FormInput;
use crate::observation::{Observation, named};
use crate::value::Value;
use crate::written::{Found, Written};

/// Cells that hold something.
pub(crate) const CELLS: &str = "form.cells";
/// Boxes that no other row names: lists that one box shows, and boxes to tick.
pub(crate) const BOXES: &str = "form.boxes";
/// Boxes that show thousands of yen.
pub(crate) const THOUSANDS: &str = "form.thousands";
/// Texts that go on in the rows below.
pub(crate) const CONTINUED: &str = "form.continued";
/// What tells whether somebody changed the table.
pub(crate) const CHECKSUM: &str = "form.checksum";

/// Every kind of trace with its label's text key.
pub(crate) const TRACES: [(&str, &str); 5] = [
    (CELLS, "forms.data.form_cells"),
    (BOXES, "forms.data.form_boxes"),
    (THOUSANDS, "forms.data.form_thousands"),
    (CONTINUED, "forms.data.form_continued"),
    (CHECKSUM, "forms.data.form_checksum"),
];

/// The traces of what was written, a row for each sheet and kind that has any.
pub(crate) fn traces(
    input: &FormInput<'_>,
    written: &[Written],
    named_already: &dyn Fn(&str) -> bool,
) -> Vec<Observation> {
    let mut sheets: Vec<&str> = Vec::new();
    for one in written {
        if sheets.last() != Some(&one.sheet.as_str()) {
            sheets.push(&one.sheet);
        }
    }
    let mut all = Vec::new();
    for sheet in sheets {
        let here = || written.iter().filter(move |one| one.sheet == sheet);
        let filled = here().filter(|one| one.value != Found::Nothing);
        let boxes = here().filter_map(|one| {
            let field = one.field.as_deref().filter(|field| !named_already(field))?;
            match &one.value {
                // A tick is told nowhere else.
                Found::Text(tick) if field.starts_with("requirement[") => {
                    Some(format!("{} {field} {tick}", one.cell))
                }
                _ => Some(format!("{} {field}", one.cell)),
            }
        });
        let goes_on = here().filter_map(|one| Some(format!("{}:{}", one.cell, one.last.as_ref()?)));
        for (kind, text) in [
            (CELLS, runs(filled.map(|one| one.cell.as_str()))),
            (BOXES, boxes.collect::<Vec<_>>().join("\n")),
            (THOUSANDS, runs(here().filter(|one| one.thousands).map(|one| one.cell.as_str()))),
            (CONTINUED, goes_on.collect::<Vec<_>>().join(" ")),
        ] {
            if !text.is_empty() {
                all.push(named(input, format!("{kind}[{sheet}]"), label(kind)).text(&text));
            }
        }
    }
    all
}

/// The text key of a trace's label.
pub(crate) fn label(kind: &str) -> &'static str {
    TRACES.iter().find(|(name, _)| *name == kind).map_or("", |(_, label)| label)
}

/// Cells as runs down a column: `A1 C3:C9`.
fn runs<'c>(cells: impl Iterator<Item = &'c str>) -> String {
    let mut columns: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (row, column) in cells.filter_map(parse_cell) {
        columns.entry(column).or_default().push(row);
    }
    let mut out: Vec<String> = Vec::new();
    for (column, mut rows) in columns {
        rows.sort_unstable();
        rows.dedup();
        let mut rest = rows.as_slice();
        while let Some(first) = rest.first() {
            let next_to = |(at, row): &(usize, &u32)| **row == first + *at as u32;
            let length = rest.iter().enumerate().take_while(next_to).count();
            let last = rest[length - 1];
            let begin = cell_name(*first, column);
            out.push(match length {
                1 => begin,
                _ => format!("{begin}:{}", cell_name(last, column)),
            });
            rest = &rest[length..];
        }
    }
    out.join(" ")
}

/// The most cells that one run may have: as many rows as a sheet has.
const LONGEST_RUN: u32 = 1_048_576;
/// The most cells of all runs of one text.
const MOST_CELLS: usize = 500_000;

/// The cells of [`runs`], by row and column; what is no run is passed over.
pub(crate) fn cells_of(runs: &str) -> Vec<(u32, u32)> {
    let mut cells = Vec::new();
    for run in runs.split_whitespace() {
        let (first, last) = run.split_once(':').unwrap_or((run, run));
        let (Some((from, column)), Some((to, _))) = (parse_cell(first), parse_cell(last)) else {
            continue;
        };
        let length = to.checked_sub(from).map_or(0, |more| more + 1);
        if length > LONGEST_RUN || cells.len() + length as usize > MOST_CELLS {
            break;
        }
        cells.extend((from..from + length).map(|row| (row, column)));
    }
    cells
}

/// A hash over the rows of the table, the one of the hash itself left out.
pub(crate) fn checksum<'r>(
    rows: impl Iterator<Item = impl Iterator<Item = Cow<'r, str>>>,
) -> String {
    let mut hash = Sha256::new();
    for row in rows {
        for cell in row {
            hash.update(cell.as_bytes());
            hash.update([0x1f]);
        }
        hash.update([0x1e]);
    }
    let digest = hash.finalize();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A value as it will be read again.
pub(crate) fn as_read(value: &Value) -> Cow<'_, str> {
    use rust_decimal::prelude::ToPrimitive;
    match value {
        Value::Blank => Cow::Borrowed(""),
        Value::Text(text) => Cow::Borrowed(text),
        Value::Number(number) => {
            let number = number.to_f64().unwrap_or_default();
            shirube_sheets::Value::Number(number).to_text().into_owned().into()
        }
        Value::Year(year) => year.to_string().into(),
        Value::Date(day) => day.to_string().into(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cells_are_told_as_runs() {
        assert_eq!(runs(["C4", "A1", "C3", "C5", "C9"].into_iter()), "A1 C3:C5 C9");
        assert_eq!(cells_of("A1 C3:C4 nonsense 9:9"), [(1, 0), (3, 2), (4, 2)]);
        assert!(cells_of("A5:A2").is_empty());
    }

    proptest! {
        #[test]
        fn runs_are_read_as_they_were_told(
            cells in prop::collection::btree_set((1u32..60, 0u32..30), 0..80)
        ) {
            let names: Vec<String> = cells.iter().map(|(r, c)| cell_name(*r, *c)).collect();
            let mut read = cells_of(&runs(names.iter().map(String::as_str)));
            read.sort_unstable();
            prop_assert_eq!(read, cells.into_iter().collect::<Vec<_>>());
        }

        #[test]
        fn no_text_costs_more_than_its_bound(text in "[A-Z0-9: ]{0,60}") {
            prop_assert!(cells_of(&text).len() <= MOST_CELLS);
        }
    }
}
