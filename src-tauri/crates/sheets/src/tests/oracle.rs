//! Our own reader against calamine, cell by cell, on real files where they are.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use calamine::{Data, DataRef, Reader, Xlsx};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Formula, Workbook as Writer};

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
    let from_1904 = book.has_1904_epoch();
    let mut reader = book.worksheet_cells_reader(sheet).unwrap();
    while let Some(cell) = reader.next_cell().unwrap() {
        let value: DataRef<'_> = cell.get_value().clone();
        let value: Data = value.into();
        let text = match crate::foreign::value(&value, from_1904) {
            Some(value) => value.to_text().into_owned(),
            None => continue,
        };
        cells.insert(cell_name(cell.get_position().0 + 1, cell.get_position().1), text);
    }
    cells
}

/// Whether both readers say the same of every sheet.
fn compare(named: &str, bytes: Vec<u8>) {
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
                "{named} {} {cell}",
                sheet.name
            );
        }
        assert_eq!(ours.len(), theirs.len(), "{named} {}", sheet.name);
        let merged = other.merge_cells_by_sheet_name(&sheet.name).unwrap();
        assert_eq!(book.layout(index).unwrap().merged.len(), merged.len());
    }
}

#[test]
fn every_cell_of_real_workbooks_reads_as_calamine_reads_it() {
    for folder in ["../shared/data/workbooks", "assets/samples", "tests/fixtures/workbooks"] {
        for path in files(&root().join(folder), "xlsx") {
            compare(&path.display().to_string(), std::fs::read(&path).unwrap());
        }
    }
}

/// A cell as a program may write it.
#[derive(Debug, Clone)]
enum Written {
    Nothing,
    Text(String),
    Number(f64),
    Day(u16),
    Bool(bool),
    Formula(String),
}

fn written() -> impl Strategy<Value = Written> {
    prop_oneof![
        Just(Written::Nothing),
        "[ -~ぁ-んァ-ン一-龥㈱①髙&<>\"\\n_x0-9]{1,12}".prop_map(Written::Text),
        any::<i32>().prop_map(|number| Written::Number(number.into())),
        (-1e12..1e12).prop_map(Written::Number),
        any::<f64>().prop_filter("finite", |n| n.is_finite()).prop_map(Written::Number),
        (61..60_000u16).prop_map(Written::Day),
        any::<bool>().prop_map(Written::Bool),
        "[a-z0-9]{1,5}".prop_map(Written::Formula),
    ]
}

fn workbook(rows: &[Vec<Written>], inline: bool) -> Vec<u8> {
    let mut book = Writer::new();
    let sheet = if inline {
        book.add_worksheet_with_constant_memory().unwrap()
    } else {
        book.add_worksheet()
    };
    let day = Format::new().set_num_format("yyyy/m/d");
    for (row, cells) in (0u32..).zip(rows) {
        for (column, cell) in (0u16..).zip(cells) {
            match cell {
                Written::Nothing => continue,
                Written::Text(text) => sheet.write_string(row, column, text),
                Written::Number(number) => sheet.write_number(row, column, *number),
                Written::Day(number) => sheet.write_number_with_format(row, column, *number, &day),
                Written::Bool(yes) => sheet.write_boolean(row, column, *yes),
                Written::Formula(result) => {
                    sheet.write_formula(row, column, Formula::new("A1").set_result(result))
                }
            }
            .unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn every_cell_of_made_workbooks_reads_as_calamine_reads_it(
        rows in prop::collection::vec(prop::collection::vec(written(), 0..8), 0..8),
        inline in any::<bool>(),
    ) {
        compare("made", workbook(&rows, inline));
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
