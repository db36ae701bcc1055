//! A whole look at a file before anything is imported: sheets, tables, rows, problems, preview.

use std::ops::ControlFlow;

use shirube_domain::draft::DraftFirm;
use shirube_sheets::{Extent, Region, Row, SheetError, SheetKind, Workbook};

use crate::classify::Classifier;
use crate::codes::Codes;
use crate::error::IntakeError;
use crate::fill::{Filler, with};
use crate::fold::beginning;
use crate::grid::Grid;
use crate::mapping::{Table, TableMapping};
use crate::problem::{Problem, RowKind, SkippedRow};
use crate::read::{DraftSink, Hidden, Options};
use crate::recognise::{Recognised, find_tables};
use crate::tables::read_tables;
use crate::words::Words;

/// A sheet as the report shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetSummary {
    /// Its name.
    pub name: String,
    /// The last row with content.
    pub rows: u32,
    /// The last column with content, counted from 1.
    pub columns: u32,
    /// Whether the workbook hides it.
    pub hidden: bool,
    /// What kind of sheet it is.
    pub kind: SheetKind,
}

/// Everything that can be said of a file without a ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct Inspection {
    /// The sheets, in their order.
    pub sheets: Vec<SheetSummary>,
    /// The tables, the one that an import takes first; none where nothing looks like a table.
    pub tables: Vec<Table>,
    /// Rows of the first table that are firms.
    pub data: u32,
    /// Rows of its sheet that are not.
    pub skipped_count: u32,
    /// Those rows, as many as a report can hold.
    pub skipped: Vec<SkippedRow>,
    /// The problems, as many as a report can hold.
    pub problems: Vec<Problem>,
    /// How many problems there are in all.
    pub problem_count: u64,
}

/// Rows and problems that a report holds; what goes beyond is counted.
const REPORTED: usize = 10_000;

/// Reads the file through and reports on it.
///
/// # Errors
/// The file can't be read, or has no sheet of that name.
pub fn inspect(
    workbook: &Workbook,
    sheet: Option<&str>,
    options: &Options,
    words: &Words,
    codes: &Codes<'_>,
) -> Result<Inspection, IntakeError> {
    let found = find_tables(workbook, sheet, options, words, codes)?;
    inspect_tables(workbook, found, options, words, codes)
}

/// The same with tables that are known already, so that a person may have changed the first one.
///
/// # Errors
/// The file can't be read, or the first table names a sheet that is not there.
pub fn inspect_tables(
    workbook: &Workbook,
    found: Recognised,
    options: &Options,
    words: &Words,
    codes: &Codes<'_>,
) -> Result<Inspection, IntakeError> {
    let Recognised { mut tables, problems } = found;
    let mut report = Report::default();
    problems.into_iter().for_each(|problem| report.problem(problem));
    if let Some(first) = tables.first_mut().filter(|first| !first.names_firms()) {
        // It is looked at, though nothing of it can be imported.
        first.taken = true;
    }
    let file = read_tables(workbook, &mut tables, options, words, codes, &mut report)?;
    let sheets = summaries(workbook, &file.sheets)?;
    Ok(Inspection {
        sheets,
        tables,
        data: file.data,
        skipped_count: file.skipped,
        skipped: report.skipped,
        problems: report.problems,
        problem_count: report.problem_count,
    })
}

fn summaries(
    workbook: &Workbook,
    read: &[(String, Extent)],
) -> Result<Vec<SheetSummary>, SheetError> {
    let sheets = workbook.sheets().iter().enumerate();
    sheets
        .map(|(index, sheet)| {
            let known = read.iter().find(|(name, _)| *name == sheet.name);
            let extent = match known {
                Some((_, extent)) => *extent,
                // A damaged sheet beside the table is no reason to refuse the table.
                None => match workbook.extent(index) {
                    Err(SheetError::TruncatedOrBroken { .. }) if !read.is_empty() => {
                        Extent::default()
                    }
                    extent => extent?,
                },
            };
            Ok(SheetSummary {
                name: sheet.name.clone(),
                rows: extent.rows,
                columns: extent.columns,
                hidden: sheet.hidden,
                kind: sheet.kind,
            })
        })
        .collect()
}

#[derive(Default)]
struct Report {
    skipped: Vec<SkippedRow>,
    problems: Vec<Problem>,
    problem_count: u64,
}

impl DraftSink for Report {
    fn firm(&mut self, _: DraftFirm) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    fn problem(&mut self, problem: Problem) {
        self.problem_count += 1;
        if self.problems.len() < REPORTED {
            self.problems.push(problem);
        }
    }

    fn skipped(&mut self, row: SkippedRow) {
        if self.skipped.len() < REPORTED {
            self.skipped.push(row);
        }
    }
}

/// A row of the sheet as it looks, with what it was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewRow {
    /// The row, from 1.
    pub row: u32,
    /// What it is.
    pub kind: RowKind,
    /// The texts of its cells, column by column, empty where there is none.
    pub cells: Vec<String>,
}

/// The first rows of the first table's sheet as they look: `rows` of them from row `from` on, each
/// cut after `columns` cells. Rows are told apart by the tables that are taken from that sheet; of
/// a table on its side they are the sheet's columns.
///
/// # Errors
/// The file can't be read, or has no such sheet.
pub fn preview(
    workbook: &Workbook,
    tables: &[Table],
    options: &Options,
    words: &Words,
    from: u32,
    rows: usize,
    columns: usize,
) -> Result<Vec<PreviewRow>, IntakeError> {
    let Some(first) = tables.first() else { return Ok(Vec::new()) };
    let sheet = workbook.sheet_index(&first.sheet)?;
    let grid = Grid::open(workbook, sheet, first.turned)?;
    let on_sheet = tables.iter().enumerate().filter(|(index, table)| {
        let alike = table.sheet == first.sheet && table.turned == first.turned;
        alike && (*index == 0 || table.taken)
    });
    let mappings: Vec<TableMapping> = on_sheet.map(|(_, table)| table.mapping()).collect();
    let merged = &grid.layout()?.merged;
    let mut judges: Vec<Judge<'_>> =
        mappings.iter().map(|mapping| Judge::new(mapping, options, words, merged)).collect();
    let mut found = Vec::new();
    grid.rows(&mut |row| {
        let kinds = judges.iter_mut().filter_map(|judge| judge.kind(row));
        let kind = kinds.min_by_key(|kind| rank(*kind)).unwrap_or(RowKind::Note);
        if row.number >= from && found.len() < rows {
            found.push(PreviewRow { row: row.number, kind, cells: texts(row, columns) });
        }
        if found.len() < rows { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok(found)
}

/// Tells the rows of one table apart, from top to bottom.
struct Judge<'m> {
    area: Option<Region>,
    classifier: Classifier<'m>,
    filler: Filler<'m>,
}

impl<'m> Judge<'m> {
    fn new(
        mapping: &'m TableMapping,
        options: &Options,
        words: &'m Words,
        merged: &[Region],
    ) -> Self {
        Self {
            area: mapping.area,
            classifier: Classifier::new(mapping, words, options.hidden == Some(Hidden::Take)),
            filler: Filler::new(mapping, words, merged),
        }
    }

    /// What the row is to the table, if it lies in its area.
    fn kind(&mut self, row: &Row<'_>) -> Option<RowKind> {
        let inside = |area: Region| (area.first_row..=area.last_row).contains(&row.number);
        if !self.area.is_none_or(inside) {
            return None;
        }
        let marks = self.filler.fill(row);
        let filled = with(row, marks.as_ref());
        let kind = self.classifier.kind(&filled);
        if kind == RowKind::Data {
            self.filler.remember(&filled);
        }
        Some(kind)
    }
}

/// Of what tables beside each other say of a row, the first in this order counts.
fn rank(kind: RowKind) -> u8 {
    match kind {
        RowKind::Data => 0,
        RowKind::Header => 1,
        RowKind::Blank => 3,
        _ => 2,
    }
}

fn texts(row: &Row<'_>, columns: usize) -> Vec<String> {
    let mut cells = Vec::new();
    for cell in row.cells.iter().filter(|cell| (cell.column as usize) < columns) {
        cells.resize(cell.column as usize, String::new());
        cells.push(beginning(&cell.value.to_text()).to_owned());
    }
    cells
}
