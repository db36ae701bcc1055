//! Filling somebody's workbook against what cannot be spared: its changed sheets inflated and
//! deflated again.

use std::io::{Cursor, Read, Write};

use shirube_sheets::{Put, PutValue, fill_cells};
use shirube_tests::shared_data;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::measure::{fastest, median};

const TEMPLATE: &str = "workbooks/kobe_fiscal_tables_2014.xlsx";
const SHEETS: [&str; 3] =
    ["総括表", "普通会計の状況", "各会計、関係団体の財政状況及び健全化判断比率"];
const ROUNDS: usize = 7;
const RUNS: usize = 5;

/// Prints the time of filling 39 cells on three sheets, and its ratio.
pub(crate) fn bench() {
    let Some(path) = shared_data(TEMPLATE) else { return };
    let bytes = std::fs::read(path).unwrap();
    let puts = puts();
    let filled = fill_cells(&bytes, &puts).unwrap();
    let (mut ours, mut floor) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        floor.push(milliseconds(|| repack(&bytes, &filled.changed_parts)));
        ours.push(milliseconds(|| drop(fill_cells(&bytes, &puts).unwrap())));
    }
    let ratio = median(ours.iter().zip(&floor).map(|(a, b)| a / b).collect());
    println!(
        "{} cells, {} of {} parts changed, {} kB: {:6.1} ms, floor {:6.1} ms, ratio {ratio:.2}",
        puts.len(),
        filled.changed_parts.len(),
        filled.changed_parts.len() as u64 + filled.untouched_parts,
        bytes.len() / 1000,
        median(ours),
        median(floor),
    );
}

fn milliseconds(work: impl FnMut()) -> f64 {
    fastest(RUNS, work).as_secs_f64() * 1e3
}

/// Thirteen numbers on each sheet, where numbers stand and no formula does.
fn puts() -> Vec<Put> {
    let cells = [
        ["BN4", "BN5", "BN6", "BN7", "BN8", "BN9", "BV4", "BV5", "BV6", "BV7", "BV8", "CT4", "CT5"],
        ["R5", "R6", "R7", "R8", "Z5", "Z6", "Z7", "AD5", "AD6", "AD7", "BG5", "BG6", "BG7"],
        ["Q7", "Q8", "Q9", "V7", "V8", "V9", "AK7", "AK8", "AP7", "AP8", "CH7", "CH8", "CM7"],
    ];
    let named =
        SHEETS.iter().zip(cells).flat_map(|(sheet, cells)| cells.map(|cell| (*sheet, cell)));
    let put = |(sheet, cell): (&str, &str)| {
        let (row, column) = shirube_sheets::parse_cell(cell).unwrap();
        Put { sheet: sheet.to_owned(), row, column, value: PutValue::Number("1234".to_owned()) }
    };
    named.map(put).collect()
}

/// The floor: those parts inflated and deflated, nothing read.
fn repack(bytes: &[u8], parts: &[String]) {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for part in parts {
        let mut text = Vec::new();
        zip.by_name(part).unwrap().read_to_end(&mut text).unwrap();
        out.start_file(part.as_str(), SimpleFileOptions::default()).unwrap();
        out.write_all(&text).unwrap();
    }
    out.finish().unwrap();
}
