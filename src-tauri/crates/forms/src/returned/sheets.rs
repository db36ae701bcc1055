//! Which sheet of the returned workbook is which sheet that was sent.

use std::collections::{BTreeSet, HashSet};

use shirube_sheets::{Template, TemplateSheet, Workbook};

use super::columns::Shift;
use super::read::{Returned, Trouble, TroubleSort};
use super::rows::{FARTHEST, NEAR, Rows, place_rows, settle};
use super::sent::{Home, Sent};

/// Below this part of what could be found a sheet is not taken for the one that was sent.
const LEAST_LIKENESS: f64 = 0.25;
/// A sheet that fits worse than this is also tried with columns that moved.
const GOOD_LIKENESS: f64 = 0.7;
/// A sheet with more boxes is not tried with columns that moved.
const MOST_SHIFTED: usize = 3_000;
/// A sheet of another name has to fit at least so well.
const RENAMED_LIKENESS: f64 = 0.5;

/// A sheet that was sent, where it is now.
pub(super) struct Placed<'t> {
    pub(super) name: String,
    pub(super) index: usize,
    pub(super) sheet: &'t TemplateSheet,
    pub(super) rows: Rows,
    pub(super) shift: Shift,
    /// The rows that hold boxes now.
    pub(super) boxes: BTreeSet<u32>,
    /// Cells that were read as answers.
    pub(super) read: HashSet<(u32, u32)>,
}

/// The boxes of a sheet.
pub(super) fn homes_of<'s>(sent: &'s Sent, sheet: &str) -> Vec<&'s Home> {
    sent.homes.iter().filter(|home| home.sheet == sheet).collect()
}

fn part((found, most): (f64, f64)) -> f64 {
    if most == 0.0 { 1.0 } else { found / most }
}

/// Finds the sheets that were sent, and where their rows and columns are.
pub(super) fn place_sheets<'t>(
    book: &Workbook,
    template: &'t Template,
    sent: &Sent,
    returned: &mut Returned,
) -> Vec<Placed<'t>> {
    let names: BTreeSet<&str> = sent
        .filled
        .keys()
        .map(String::as_str)
        .chain(sent.homes.iter().map(|home| home.sheet.as_str()))
        .collect();
    let mut free: Vec<&TemplateSheet> =
        template.sheets.iter().filter(|sheet| !names.contains(sheet.name.as_str())).collect();
    free.retain(|sheet| sheet.name != sent.data_sheet);
    let mut all = Vec::new();
    for name in names {
        let homes = homes_of(sent, name);
        let mut trouble = |sort, text: &str| {
            returned.troubles.push(Trouble {
                sort,
                sheet: name.to_owned(),
                cell: None,
                field: None,
                text: text.to_owned(),
            });
        };
        let found = match template.sheet(name) {
            Some(sheet) => Some((sheet, fit(sheet, &homes))),
            None => {
                let fits = free.iter().map(|sheet| (*sheet, fit(sheet, &homes)));
                let best = fits
                    .filter(|(_, (rows, _))| {
                        rows.likeness.1 > 0.0 && part(rows.likeness) >= RENAMED_LIKENESS
                    })
                    .max_by(|(_, (a, _)), (_, (b, _))| {
                        part(a.likeness).total_cmp(&part(b.likeness))
                    });
                if let Some((sheet, _)) = &best {
                    trouble(TroubleSort::SheetRenamed, &sheet.name);
                    free.retain(|other| other.name != sheet.name);
                }
                best
            }
        };
        let Some((sheet, (mut rows, shift))) = found else {
            trouble(TroubleSort::SheetGone, "");
            continue;
        };
        let unlike = rows.likeness.1 >= 4.0 && part(rows.likeness) < LEAST_LIKENESS;
        if unlike && !is_labelled(sheet, &homes) {
            trouble(TroubleSort::SheetUnlike, "");
            continue;
        }
        if let Some(filled) = sent.filled.get(name) {
            settle(&mut rows, sheet, filled, &homes, shift);
        }
        let index = book.sheet_index(&sheet.name).unwrap_or_default();
        all.push(Placed {
            name: name.to_owned(),
            index,
            sheet,
            rows: rows.done(),
            shift,
            boxes: BTreeSet::new(),
            read: HashSet::new(),
        });
    }
    all
}

/// Whether most labels of the boxes stand in the sheet: then it is ours, however much of it
/// somebody has written anew.
fn is_labelled(sheet: &TemplateSheet, homes: &[&Home]) -> bool {
    let labels: BTreeSet<&str> =
        homes.iter().map(|home| home.label.as_str()).filter(|label| !label.is_empty()).collect();
    let there = |label: &&&str| sheet.cells.iter().any(|cell| cell.text.starts_with(**label));
    let found = labels.iter().filter(there).count();
    found > 0 && found * 3 >= labels.len() * 2
}

/// The rows of a sheet, and the columns where they have moved.
fn fit(sheet: &TemplateSheet, homes: &[&Home]) -> (Rows, Shift) {
    let straight = place_rows(sheet, homes, Shift::default(), FARTHEST);
    let mut best = (straight, Shift::default());
    if part(best.0.likeness) >= GOOD_LIKENESS || homes.len() > MOST_SHIFTED {
        return best;
    }
    let columns = homes.iter().map(|home| home.column).max().unwrap_or(0).min(60);
    for shift in Shift::tried(columns) {
        let rows = place_rows(sheet, homes, shift, NEAR);
        if rows.likeness.0 > best.0.likeness.0 + 1.0 {
            best = (rows, shift);
        }
    }
    best
}
