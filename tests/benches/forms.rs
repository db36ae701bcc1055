//! Export of the sample plans' forms against the same cells written by rust_xlsxwriter alone.

use std::path::Path;

use calamine::{Data, Range, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use serde_json::{Value, json};

use crate::measure::{fastest, median};
use crate::session::{call, session};

const ROUNDS: usize = 5;
const RUNS: usize = 5;

/// Prints the ratio for each of the three plans.
pub(crate) fn bench() {
    let folder = tempfile::tempdir().unwrap();
    let session = session();
    let demo = call(&session, "demo", json!({ "to": folder.path() }));
    call(&session, "ledger_open", json!({ "path": demo["ledger"] }));
    for plan in demo["plans"].as_array().unwrap() {
        let sheets = cells_of(&plan["files"]);
        let bare = folder.path().join("bare.xlsx");
        let out = tempfile::tempdir().unwrap();
        let request = json!({ "id": plan["id"], "to": out.path() });
        let (mut ours, mut floor) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            floor.push(milliseconds(|| write(&sheets, &bare).unwrap()));
            ours.push(milliseconds(|| {
                call(&session, "forms_export", request.clone());
            }));
        }
        let ratio = median(ours.iter().zip(&floor).map(|(a, b)| a / b).collect());
        println!(
            "plan {}: {} sheets, {} cells: export with verification {:6.1} ms, \
             floor {:6.1} ms, ratio {ratio:.2}",
            plan["kind"].as_str().unwrap(),
            sheets.len(),
            sheets.iter().map(|(_, cells)| cells.used_cells().count()).sum::<usize>(),
            median(ours),
            median(floor),
        );
    }
}

fn milliseconds(work: impl FnMut()) -> f64 {
    fastest(RUNS, work).as_secs_f64() * 1e3
}

/// The cells of every sheet of the exported files.
fn cells_of(files: &Value) -> Vec<(String, Range<Data>)> {
    let paths = files.as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap());
    let sheets = paths.flat_map(|path| {
        let mut book: Xlsx<_> = open_workbook(path).unwrap();
        book.worksheets()
    });
    sheets.collect()
}

/// The floor: the same values in as many sheets, with one format.
fn write(sheets: &[(String, Range<Data>)], path: &Path) -> Result<(), XlsxError> {
    let mut book = Workbook::new();
    let format = Format::new().set_text_wrap();
    for (_, cells) in sheets {
        let sheet = book.add_worksheet();
        let (top, left) = cells.start().unwrap_or_default();
        for (row, column, value) in cells.used_cells() {
            let (row, column) = (top + row as u32, (left as usize + column) as u16);
            match value {
                Data::Float(number) => sheet.write_with_format(row, column, *number, &format)?,
                Data::Int(number) => sheet.write_with_format(row, column, *number, &format)?,
                other => sheet.write_with_format(row, column, other.to_string(), &format)?,
            };
        }
    }
    book.save(path)
}
