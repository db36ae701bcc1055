//! Export of the sample plans' forms against the same cells written by rust_xlsxwriter alone, and
//! plans with 50 firms without ledger and disk: drawing alone, and drawing with verification.

#[path = "../../src-tauri/crates/forms/tests/it/fixture.rs"]
#[allow(dead_code, reason = "the forms' own tests use more of it")]
mod fixture;

use std::path::Path;

use calamine::{Data, Range, Reader, Xlsx, open_workbook};
use fixture::{Case, Fullness, World};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use serde_json::{Value, json};
use shirube_domain::plan::PlanKind;
use shirube_forms::{FormBook, Found, verify};
use shirube_sheets::parse_cell;

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
    let world = World::new(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets"), "ja");
    for kind in PlanKind::ALL {
        drawn(&world, &with_firms(world.case(kind, Fullness::Complete), 50));
    }
}

/// A case with so many firms, the same few again and again.
fn with_firms(mut case: Case, count: usize) -> Case {
    let (firms, selected) = (case.firms.clone(), case.plan.selected.clone());
    case.firms = firms.iter().cycle().take(count).cloned().collect();
    case.plan.selected = selected.iter().cycle().take(count).cloned().collect();
    case
}

/// Prints drawing alone, and drawing with verification, beside the same cells in memory.
fn drawn(world: &World, case: &Case) {
    let book = world.render(case);
    let (mut floor, mut draw, mut both) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS * 2 {
        floor.push(milliseconds(|| drop(write_again(&book).unwrap())));
        draw.push(milliseconds(|| drop(world.render(case))));
        both.push(milliseconds(|| {
            let book = world.render(case);
            verify(&book.bytes, &book.written).unwrap();
        }));
    }
    let ratio = |ours: &[f64]| median(ours.iter().zip(&floor).map(|(a, b)| a / b).collect());
    println!(
        "50 firms, plan {}: {} sheets, {} cells: drawing {:5.1} ms (ratio {:.2}), \
         with verification {:5.1} ms (ratio {:.2}), floor {:5.1} ms",
        case.plan.kind.letter(),
        book.sheets.len(),
        book.cells,
        median(draw.clone()),
        ratio(&draw),
        median(both.clone()),
        ratio(&both),
        median(floor.clone()),
    );
}

/// The floor in memory: the cells of a book written again, with one format.
fn write_again(book: &FormBook) -> Result<Vec<u8>, XlsxError> {
    let mut again = Workbook::new();
    let format = Format::new().set_text_wrap();
    for cells in book.written.chunk_by(|one, next| one.sheet == next.sheet) {
        let sheet = again.add_worksheet();
        for one in cells {
            let (row, column) = parse_cell(&one.cell).unwrap_or((1, 0));
            let (row, column) = (row - 1, column as u16);
            match &one.value {
                Found::Nothing => continue,
                Found::Number(number) => sheet.write_with_format(row, column, *number, &format)?,
                Found::Date(day) => {
                    sheet.write_with_format(row, column, day.to_string(), &format)?
                }
                Found::Text(text) => sheet.write_with_format(row, column, text, &format)?,
            };
        }
    }
    again.save_to_buffer()
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
