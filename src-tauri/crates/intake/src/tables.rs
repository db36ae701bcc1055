//! Reading all tables of a file that are taken, one after the other.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use shirube_domain::draft::DraftFirm;
use shirube_sheets::{Extent, Region, SheetError, Workbook};

use crate::codes::Codes;
use crate::error::IntakeError;
use crate::grid::Grid;
use crate::mapping::{Table, TableMapping};
use crate::on_sheet::Finder;
use crate::problem::{Problem, SkippedRow};
use crate::read::{DraftSink, Options, read};
use crate::sample::{SAMPLE_COLUMNS, Sample};
use crate::sections::sections;
use crate::words::Words;

/// The most tables of a file, after which what lies below one is no longer looked at.
const MOST_TABLES: usize = 200;

/// What the reading of a file came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileRead {
    /// Rows that are firms, also those that name none and are in the problems.
    pub data: u32,
    /// Rows that were left out.
    pub skipped: u32,
    /// The sheets that were read, and how far each reaches.
    pub sheets: Vec<(String, Extent)>,
}

/// Reads the tables that are taken, handing everything to `sink` as it comes. A table that was
/// not known before, because it begins far below another, is added to them.
///
/// # Errors
/// The file can't be read, or a table names a sheet that is not there.
pub fn read_tables(
    workbook: &Workbook,
    tables: &mut Vec<Table>,
    options: &Options,
    words: &Words,
    codes: &Codes<'_>,
    sink: &mut dyn DraftSink,
) -> Result<FileRead, IntakeError> {
    let finder = Finder { workbook, options, words, codes };
    let mut told = Told { sink, rows: BTreeSet::new(), skipped: 0, ended: false };
    let mut file = FileRead::default();
    let mut index = 0;
    while let Some(table) = tables.get_mut(index).filter(|_| !told.ended) {
        index += 1;
        if !table.taken {
            continue;
        }
        let found = finder.read_table(table, &mut told)?;
        file.data += found.data;
        file.reached(&table.sheet, found.extent);
        let Some(row) = found.another else { continue };
        let table = table.clone();
        // Each table below is looked for from the beginning of the sheet: not without end.
        let next = if index < MOST_TABLES { finder.table_at(&table, row)? } else { None };
        if !next.as_ref().is_some_and(|next| next.taken) {
            let rest = finder.read_table(&mut rest(&table, row), &mut told)?;
            file.reached(&table.sheet, rest.extent);
        }
        tables.extend(next);
    }
    file.skipped = told.skipped;
    Ok(file)
}

impl FileRead {
    fn reached(&mut self, sheet: &str, extent: Extent) {
        match self.sheets.iter_mut().find(|(name, _)| name == sheet) {
            Some((_, known)) => {
                known.rows = known.rows.max(extent.rows);
                known.columns = known.columns.max(extent.columns);
            }
            None => self.sheets.push((sheet.to_owned(), extent)),
        }
    }
}

impl Finder<'_> {
    fn read_table(
        &self,
        table: &mut Table,
        told: &mut Told<'_>,
    ) -> Result<crate::read::ReadSummary, IntakeError> {
        let mapping = table.mapping();
        if told.table(&mapping).is_break() {
            return Ok(crate::read::ReadSummary::default());
        }
        for problem in table.problems() {
            told.problem(if table.turned { problem.turned() } else { problem });
        }
        for row in &table.beside {
            told.skipped(row.clone());
        }
        let found = read(self.workbook, &mapping, self.options, self.words, self.codes, told)?;
        table.last_row = found.last_row.or(table.last_row);
        table.rows = found.data;
        Ok(found)
    }

    /// The table that begins in a row below another one; it is taken if it is one more of that
    /// kind.
    fn table_at(&self, above: &Table, row: u32) -> Result<Option<Table>, SheetError> {
        let sheet = self.workbook.sheet_index(&above.sheet)?;
        let sample = Sample::read(&Grid::open(self.workbook, sheet, above.turned)?, row)?;
        let found = sections(&sample, self.words).into_iter().next();
        Ok(found.map(|section| {
            let table = self.table(&sample, section.block, &above.sheet, (0, SAMPLE_COLUMNS));
            let taken = table.is_like(above);
            Table { turned: above.turned, area: Some(from(row)), taken, ..table }
        }))
    }
}

/// What lies below a table, as notes.
fn rest(table: &Table, row: u32) -> Table {
    let last_row = Some(row.saturating_sub(1));
    let area = Some(from(row));
    Table { area, header_rows: Vec::new(), first_row: 1, last_row, ..table.clone() }
}

fn from(row: u32) -> Region {
    Region { first_row: row, first_column: 0, last_row: u32::MAX, last_column: SAMPLE_COLUMNS }
}

/// Hands everything on, each row that is left out once: tables beside each other share their
/// titles.
struct Told<'s> {
    sink: &'s mut dyn DraftSink,
    rows: BTreeSet<(String, u32, Option<u32>)>,
    skipped: u32,
    ended: bool,
}

impl DraftSink for Told<'_> {
    fn table(&mut self, mapping: &TableMapping) -> ControlFlow<()> {
        let flow = self.sink.table(mapping);
        self.ended |= flow.is_break();
        flow
    }

    fn firm(&mut self, firm: DraftFirm) -> ControlFlow<()> {
        let flow = self.sink.firm(firm);
        self.ended |= flow.is_break();
        flow
    }

    fn problem(&mut self, problem: Problem) {
        self.sink.problem(problem);
    }

    fn wants_blanks(&self) -> bool {
        self.sink.wants_blanks()
    }

    fn blanks(&mut self, row: u32, columns: &[u32]) {
        self.sink.blanks(row, columns);
    }

    fn skipped(&mut self, row: SkippedRow) {
        if self.rows.insert((row.sheet.clone(), row.row, row.column)) {
            self.skipped += 1;
            self.sink.skipped(row);
        }
    }
}
