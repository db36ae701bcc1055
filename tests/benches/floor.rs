//! Floors: the least that a job can cost with the libraries that we build on.

use std::io::{self, Cursor};
use std::path::Path;

use calamine::{Cell, DataRef, Reader, Xlsx, open_workbook};
use rusqlite::{Connection, Statement};
use zip::ZipArchive;

use crate::data::COLUMNS;

/// Reads the first sheet cell by cell with calamine, and counts the cells that hold something.
pub(crate) fn read(workbook: &Path) -> u64 {
    let mut count = 0;
    each_cell(workbook, |cell| count += u64::from(*cell.get_value() != DataRef::Empty));
    count
}

/// Inflates every part of the file, keeping nothing: the least that any reader must do. Gives the
/// bytes that came out.
pub(crate) fn inflate(workbook: &Path) -> u64 {
    let mut zip = ZipArchive::new(Cursor::new(std::fs::read(workbook).unwrap())).unwrap();
    let parts = 0..zip.len();
    parts.map(|part| io::copy(&mut zip.by_index(part).unwrap(), &mut io::sink()).unwrap()).sum()
}

/// Reads as above, and inserts each row as it stands into one table without an index.
pub(crate) fn read_and_insert(workbook: &Path, database: &Path) -> u64 {
    let mut connection = Connection::open(database).unwrap();
    let columns: Vec<String> = (0..COLUMNS).map(|n| format!("c{n}")).collect();
    connection.execute(&format!("CREATE TABLE firm ({})", columns.join(", ")), ()).unwrap();
    let transaction = connection.transaction().unwrap();
    let marks = vec!["?"; COLUMNS].join(", ");
    // The header is a row too; ours counts firms.
    let mut row = 0;
    {
        let mut insert =
            transaction.prepare(&format!("INSERT INTO firm VALUES ({marks})")).unwrap();
        each_cell(workbook, |cell| {
            let (at, column) = cell.get_position();
            if at != row {
                insert.raw_execute().unwrap();
                insert.clear_bindings();
                row = at;
            }
            bind(&mut insert, column as usize + 1, cell.get_value()).unwrap();
        });
        insert.raw_execute().unwrap();
    }
    transaction.commit().unwrap();
    u64::from(row)
}

fn bind(insert: &mut Statement<'_>, at: usize, value: &DataRef<'_>) -> rusqlite::Result<()> {
    match value {
        DataRef::String(text) => insert.raw_bind_parameter(at, text),
        DataRef::SharedString(text) => insert.raw_bind_parameter(at, text),
        DataRef::Float(number) => insert.raw_bind_parameter(at, number),
        DataRef::Int(number) => insert.raw_bind_parameter(at, number),
        DataRef::DateTime(date) => insert.raw_bind_parameter(at, date.as_f64()),
        _ => insert.raw_bind_parameter(at, rusqlite::types::Null),
    }
}

fn each_cell(workbook: &Path, mut work: impl FnMut(&Cell<DataRef<'_>>)) {
    let mut book: Xlsx<_> = open_workbook(workbook).unwrap();
    let sheet = book.sheet_names()[0].clone();
    let mut cells = book.worksheet_cells_reader(&sheet).unwrap();
    while let Some(cell) = cells.next_cell().unwrap() {
        work(&cell);
    }
}
