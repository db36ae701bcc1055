//! The tables of one sheet, in whatever way they lie there.

use shirube_domain::draft::MappedField;
use shirube_domain::firm::FirmField;
use shirube_domain::money::Unit;
use shirube_sheets::{Region, SheetError, Workbook, column_name};

use crate::around::{Around, unit_around, year_around};
use crate::codes::Codes;
use crate::columns::{Body, guesses, settle_all, unit_column, year_column};
use crate::formats::by_format;
use crate::grid::Grid;
use crate::layout::{list_column, two_rows, vertical};
use crate::listing::items_of;
use crate::mapping::{ColumnGuess, Table};
use crate::official::official_layout;
use crate::problem::{Problem, RowKind, SkippedRow};
use crate::read::Options;
use crate::sample::{SAMPLE_COLUMNS, Sample};
use crate::sections::{Section, fields, sections, side_by_side};
use crate::table::{
    HeaderBlock, find_any_header, find_header, find_item_header, read_block, widened,
};
use crate::words::Words;

/// What recognition knows beside the sheet.
#[derive(Clone, Copy)]
pub(crate) struct Finder<'a> {
    pub(crate) workbook: &'a Workbook,
    pub(crate) options: &'a Options,
    pub(crate) words: &'a Words,
    pub(crate) codes: &'a Codes<'a>,
}

/// What one sheet holds.
#[derive(Default)]
pub(crate) struct OnSheet {
    /// Its tables from top to bottom and from left to right, and how much speaks for each.
    pub(crate) tables: Vec<(Table, f64)>,
    /// What is to be said about their layout.
    pub(crate) problems: Vec<Problem>,
}

/// What a person's word is worth beside what is found.
pub(crate) const WANTED: f64 = 100.0;

/// How far above its header the title of a table may stand.
const TITLES: u32 = 30;

impl Finder<'_> {
    /// The tables of a sheet as they are found.
    ///
    /// # Errors
    /// The sheet can't be read.
    pub(crate) fn on_sheet(&self, index: usize) -> Result<OnSheet, SheetError> {
        let sample = Sample::read(&Grid::open(self.workbook, index, false)?, 1)?;
        let sheet = &self.workbook.sheets()[index].name;
        if let Some(table) = official_layout(&sample, sheet, self.words) {
            return Ok(OnSheet { tables: vec![(table, 10.0)], problems: Vec::new() });
        }
        let found = sections(&sample, self.words);
        let widest = found.iter().map(|section| fields(&section.block)).max().unwrap_or(0);
        let list = found.iter().any(|s| list_column(&sample, &s.block, self.words).is_some());
        if let Some(first) = vertical(&sample, self.words, widest).filter(|_| !list) {
            let mut turned = self.on_its_side(index, None)?;
            if turned.tables.iter().any(|(table, _)| table.names_firms()) {
                let problem = Problem::new("layout_vertical", sheet).at(first.0, first.1);
                turned.problems.push(problem);
                return Ok(turned);
            }
        }
        Ok(self.tables(&sample, found, sheet))
    }

    /// The table of a sheet as a person wants it: under those header rows, or turned.
    ///
    /// # Errors
    /// The sheet can't be read.
    pub(crate) fn as_wanted(&self, index: usize, turned: bool) -> Result<OnSheet, SheetError> {
        let rows = self.options.header_rows.as_deref();
        let mut found = match (turned, rows) {
            (true, rows) => self.on_its_side(index, rows)?,
            (false, None) => {
                let sample = Sample::read(&Grid::open(self.workbook, index, false)?, 1)?;
                let found = sections(&sample, self.words);
                self.tables(&sample, found, &self.workbook.sheets()[index].name)
            }
            (false, Some(rows)) => {
                let from = rows.iter().min().map_or(1, |row| row.saturating_sub(TITLES));
                let sample = Sample::read(&Grid::open(self.workbook, index, false)?, from)?;
                let table = self.under_header(&sample, rows, &self.workbook.sheets()[index].name);
                OnSheet { tables: vec![(table, 0.0)], problems: Vec::new() }
            }
        };
        for (_, score) in &mut found.tables {
            *score += WANTED;
        }
        Ok(found)
    }

    /// The tables of a sheet that is read turned, under those header rows where some are named.
    fn on_its_side(&self, index: usize, rows: Option<&[u32]>) -> Result<OnSheet, SheetError> {
        let grid = Grid::open(self.workbook, index, true)?;
        let sample = Sample::read(&grid, 1)?;
        let sheet = &self.workbook.sheets()[index].name;
        let (around, beside) = self.around_items(index, sheet)?;
        let block = match rows {
            Some(rows) => Some(self.forced(&sample, rows)),
            None => find_header(&sample, 0..sample.rows.len(), self.words)
                .or_else(|| find_item_header(&sample, self.words)),
        };
        let tables = block.map(|block| {
            let (score, within) = (block.score, (0, SAMPLE_COLUMNS));
            let mut table = self.table_in(&sample, block.clone(), sheet, within, around);
            corner_names(&mut table.columns, &Body::of(&sample, &block, within), self.words);
            // The rows beside the items are no items.
            let note = |column: u32| beside.iter().any(|row| row.row == column + 1);
            table.columns.retain(|guess| !note(guess.column));
            (Table { turned: true, beside: beside.clone(), ..table }, score)
        });
        Ok(OnSheet { tables: tables.into_iter().collect(), problems: Vec::new() })
    }

    /// What stands around a table on its side, as the sheet lies: above its first item, and the
    /// rows that are titles and notes.
    fn around_items(
        &self,
        index: usize,
        sheet: &str,
    ) -> Result<(Around, Vec<SkippedRow>), SheetError> {
        let straight = Sample::read(&Grid::open(self.workbook, index, false)?, 1)?;
        let first = vertical(&straight, self.words, 0).map_or(1, |(row, _)| row);
        let block = HeaderBlock { rows: vec![first], columns: Vec::new(), score: 0.0 };
        let around = self.around(&straight, &block, sheet);
        let notes = &self.words.rows.note;
        let beside = straight.rows.iter().filter_map(|row| {
            let text = row.cells.first().map(|cell| cell.folded.as_str()).unwrap_or_default();
            let note = notes.iter().any(|word| text.starts_with(word.as_str()));
            let title = row.number < first && row.cells.len() <= 2;
            let reason = match (note, title) {
                (true, _) => RowKind::Note,
                (false, true) => RowKind::Title,
                (false, false) => return None,
            };
            let texts: Vec<&str> = row.cells.iter().map(|cell| cell.text.trim()).collect();
            Some(SkippedRow {
                sheet: sheet.to_owned(),
                row: row.number,
                column: None,
                reason,
                text: texts.join(" "),
            })
        });
        Ok((around, beside.collect()))
    }

    /// The table whose header rows a person named.
    fn under_header(&self, sample: &Sample, rows: &[u32], sheet: &str) -> Table {
        self.table(sample, self.forced(sample, rows), sheet, (0, SAMPLE_COLUMNS))
    }

    /// The block of rows that a person named.
    fn forced(&self, sample: &Sample, rows: &[u32]) -> HeaderBlock {
        let own = sample.rows.iter().filter(|row| rows.contains(&row.number));
        let own: Vec<_> = own.cloned().collect();
        let mut block = read_block(sample, &own, self.words);
        block.rows = rows.to_vec();
        block.rows.sort_unstable();
        block
    }

    fn tables(&self, sample: &Sample, mut found: Vec<Section>, sheet: &str) -> OnSheet {
        if found.is_empty() {
            let block = crate::headerless::block(sample, self.words, self.codes)
                .or_else(|| find_any_header(sample, self.words));
            found.extend(block.map(|block| Section { block, from: 1, to: None }));
        }
        let alone = found.len() == 1;
        let mut out = OnSheet::default();
        for section in found {
            let own = (!alone).then(|| sample.between(section.from, section.to));
            let sample = own.as_ref().unwrap_or(sample);
            let parts = side_by_side(&section.block);
            let shared = !alone || parts.len() > 1;
            for (block, within) in parts {
                let score = block.score;
                if two_rows(&widened(sample, &block, self.words), self.words) {
                    let row = block.rows.first().copied().unwrap_or(1);
                    let problem = Problem::new("layout_two_rows", sheet);
                    out.problems.push(Problem { row: Some(row), ..problem });
                    continue;
                }
                let beside = shared.then(|| sample.columns(within));
                let table = self.table(beside.as_ref().unwrap_or(sample), block, sheet, within);
                if is_chance(&table, sample, self.words) {
                    continue;
                }
                let area = Region {
                    first_row: section.from,
                    last_row: section.to.unwrap_or(u32::MAX),
                    first_column: within.0,
                    last_column: within.1,
                };
                if table.items.is_some() {
                    out.problems.push(list_problem(&table));
                }
                let (last_row, area) = (section.to, shared.then_some(area));
                out.tables.push((Table { last_row, area, ..table }, score));
            }
        }
        out
    }

    /// What stands under one header.
    pub(crate) fn table(
        &self,
        sample: &Sample,
        block: HeaderBlock,
        sheet: &str,
        within: (u32, u32),
    ) -> Table {
        let around = self.around(sample, &block, sheet);
        self.table_in(sample, block, sheet, within, around)
    }

    /// What stands around a table.
    fn around(&self, sample: &Sample, block: &HeaderBlock, sheet: &str) -> Around {
        let (words, file) = (self.words, self.workbook.file_name());
        let year = self.options.year.or_else(|| year_around(sample, block, sheet, file));
        Around { unit: unit_around(sample, block, words), year }
    }

    fn table_in(
        &self,
        sample: &Sample,
        block: HeaderBlock,
        sheet: &str,
        within: (u32, u32),
        around: Around,
    ) -> Table {
        let words = self.words;
        let body = Body::of(sample, &block, within);
        let mut columns = guesses(&block, &body, words, self.codes);
        let list = list_column(sample, &block, words);
        let year_column = year_column(&mut columns, &body, list.is_some(), words);
        let unit_column = unit_column(&mut columns, &body, list.is_some(), words);
        let items = list.and_then(|c| items_of(&mut columns, c, year_column, &body, around, words));
        let around = Around { unit: around.unit.filter(|_| unit_column.is_none()), ..around };
        settle_all(&mut columns, around, year_column.is_some(), unit_column.is_some());
        let shown_otherwise = by_format(&mut columns, &body, self.workbook, words);
        let municipality = self.codes.of_sheet_name(sheet, self.options.prefecture.as_ref());
        let first_row = block.first_data_row();
        let first_row = match block.rows.is_empty() {
            true => sample.rows.first().map_or(1, |row| row.number),
            false => first_row,
        };
        Table {
            header_rows: block.rows,
            first_row,
            year_column,
            unit_column,
            items,
            municipality,
            shown_otherwise,
            columns,
            ..Table::on(sheet)
        }
    }
}

/// Whether a table of names alone is none: a word such as 「名称」 on a form, with little or only
/// other labels below it.
fn is_chance(table: &Table, sample: &Sample, words: &Words) -> bool {
    let mut taken = table.columns.iter().filter(|column| column.field.is_some());
    let (Some(only), None) = (taken.next(), taken.next()) else { return false };
    let names = only.field == Some(MappedField::Firm(FirmField::Name));
    if !names || table.items.is_some() || table.header_rows.is_empty() {
        return false;
    }
    let below = sample.rows.iter().filter(|row| row.number >= table.first_row);
    let (rows, cells): (Vec<_>, Vec<_>) =
        below.map(|row| (row.number, row.cell(only.column))).unzip();
    let cells: Vec<_> = cells.into_iter().flatten().collect();
    let labels = cells.iter().filter(|cell| crate::layout::item(cell, words).is_some()).count();
    cells.len() * 2 < rows.len() || labels * 2 >= cells.len().max(1)
}

fn list_problem(table: &Table) -> Problem {
    let (column, header) =
        table.items.as_ref().map_or((0, ""), |items| (items.column, items.header.as_str()));
    let row = table.header_rows.last().copied().unwrap_or(1);
    Problem::new("layout_long", &table.sheet).at(row, column).raw(header).about(match header {
        "" => column_name(column),
        header => header.to_owned(),
    })
}

/// Where no item of a table on its side names the firms, the texts beside a corner such as 「項目」
/// do. In any other table 「区分」 is a heading of something else.
fn corner_names(columns: &mut [ColumnGuess], body: &Body<'_>, words: &Words) {
    let names = [FirmField::Name, FirmField::CorporateNumber].map(MappedField::Firm);
    if columns.iter().any(|guess| guess.field.is_some_and(|field| names.contains(&field))) {
        return;
    }
    let Some(first) = columns.first_mut().filter(|guess| guess.field.is_none()) else { return };
    let header = crate::fold::fold(&first.header);
    let cells = body.cells(first.column, words);
    let texts = cells.iter().filter(|cell| !cell.numeric && !cell.folded.is_empty()).count();
    if words.corner.contains(&header) && texts > 0 && texts == cells.len() {
        (first.field, first.confidence) = (Some(names[0]), 0.6);
        (first.reason, first.unit) = ("content", Unit::None);
    }
}
