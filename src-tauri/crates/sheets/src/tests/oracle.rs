//! Our own reader against calamine, cell by cell, on real files where they are.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use calamine::{Data, DataRef, Reader, Xlsx};

use crate::{Limits, Value, Workbook, cell_name};

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        println!("skipped: {} is not there", folder.display());
        return Vec::new();
    };
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.extension().is_some_and(|e| e == extension));
    found.sort();
    found
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

fn ours(book: &Workbook, sheet: usize) -> BTreeMap<String, String> {
    let mut cells = BTreeMap::new();
    book.rows(sheet, &mut |row| {
        for cell in row.cells.iter().filter(|cell| cell.value != Value::Uncalculated) {
            let text = cell.value.to_text().into_owned();
            cells.insert(cell_name(row.number, cell.column), text);
        }
        ControlFlow::Continue(())
    })
    .unwrap();
    cells
}

fn theirs(book: &mut Xlsx<std::io::Cursor<Vec<u8>>>, sheet: &str) -> BTreeMap<String, String> {
    let mut cells = BTreeMap::new();
    let mut reader = book.worksheet_cells_reader(sheet).unwrap();
    while let Some(cell) = reader.next_cell().unwrap() {
        let value: DataRef<'_> = cell.get_value().clone();
        let value: Data = value.into();
        let text = match crate::foreign::value(&value, false) {
            Some(value) => value.to_text().into_owned(),
            None => continue,
        };
        cells.insert(cell_name(cell.get_position().0 + 1, cell.get_position().1), text);
    }
    cells
}

#[test]
fn every_cell_of_real_workbooks_reads_as_calamine_reads_it() {
    let folders = [root().join("../shared/data/workbooks"), root().join("assets/samples")];
    for path in folders.iter().flat_map(|folder| files(folder, "xlsx")) {
        let bytes = std::fs::read(&path).unwrap();
        let book = Workbook::from_bytes("a.xlsx", bytes.clone(), &Limits::default()).unwrap();
        let mut other = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
        for (index, sheet) in book.sheets().iter().enumerate() {
            if sheet.kind != crate::SheetKind::Worksheet {
                continue;
            }
            let (ours, theirs) = (ours(&book, index), theirs(&mut other, &sheet.name));
            for (cell, text) in &theirs {
                let own = ours.get(cell);
                // Text is compared without carriage returns, which XML drops.
                assert_eq!(
                    own.map(|t| t.replace('\r', "")),
                    Some(text.replace('\r', "")),
                    "{path:?} {} {cell}",
                    sheet.name
                );
            }
            assert_eq!(ours.len(), theirs.len(), "{path:?} {}", sheet.name);
            let merged = other.merge_cells_by_sheet_name(&sheet.name).unwrap();
            assert_eq!(book.layout(index).unwrap().merged.len(), merged.len());
        }
    }
}

#[test]
fn every_real_file_reads_without_a_crash() {
    let data = root().join("../shared/data");
    for folder in ["workbooks", "firms", "codes"] {
        for extension in ["xlsx", "csv"] {
            for path in files(&data.join(folder), extension) {
                let book = Workbook::open(&path, &Limits::default()).unwrap();
                for sheet in 0..book.sheets().len() {
                    let extent = book.extent(sheet).unwrap();
                    println!(
                        "{path:?} {} {:?} {extent:?}",
                        book.sheets()[sheet].name,
                        book.format()
                    );
                }
            }
        }
    }
}
