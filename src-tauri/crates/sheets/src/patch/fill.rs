//! A copy with values put into some cells. What depends on them loses its stored result, and
//! nothing else changes.

use std::collections::{BTreeMap, BTreeSet};

use super::content::Content;
use super::filler::Filler;
use super::package::{Change, Package, Rewritten};
use super::rows::Places;
use super::sheet::Sheet;
use super::survey::Survey;
use super::{frame, tables};
use crate::calc::{Book, Formula, Table, dependents};
use crate::error::{SheetError, Unfillable};
use crate::limits::{MAX_COLUMNS, MAX_ROWS};
use crate::place::cell_name;

/// A value for a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Put {
    /// The sheet's name.
    pub sheet: String,
    /// The row, from 1.
    pub row: u32,
    /// The column, from 0.
    pub column: u32,
    /// What the cell is to hold.
    pub value: PutValue,
}

/// What a cell is to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PutValue {
    /// Text; a line end of any kind becomes `\n`, empty text is [`PutValue::Empty`].
    Text(String),
    /// A number in plain digits with a point, written as it is.
    Number(String),
    /// A day, written as its serial number; how it is shown is the cell's number format.
    Date(jiff::civil::Date),
    /// A truth value.
    Bool(bool),
    /// Nothing.
    Empty,
}

/// A filled copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The workbook.
    pub bytes: Vec<u8>,
    /// The parts that were changed; all others are the same, packed bytes and all.
    pub changed_parts: Vec<String>,
    /// How many parts were copied as they are.
    pub untouched_parts: u64,
    /// Cells whose stored result went, as a changed cell may change it: sheet and cell each. They
    /// show it again once the workbook has been calculated, as it asks for when it is opened.
    pub uncached: Vec<(String, String)>,
}

/// Puts values into cells of an `.xlsx` or `.xlsm`. A cell keeps its format; one that is not there
/// is put in, in the format of its row or column. The same bytes and values give the same copy.
///
/// A workbook with a digital signature is refused: any change makes the signature invalid, and who
/// gets the file would be told that it was tampered with.
///
/// # Errors
/// It is no `.xlsx`, encrypted, signed or damaged; a sheet is not there; a cell can't be filled
/// ([`Unfillable`]).
pub fn fill_cells(bytes: &[u8], puts: &[Put]) -> Result<Filled, SheetError> {
    if bytes.starts_with(crate::cfb::SIGNATURE) {
        // A workbook that is locked with Excel's own password opens for reading, but the copy
        // would not be locked any more.
        let found = Package::of(bytes);
        return Err(found.err().unwrap_or(SheetError::Encrypted));
    }
    let package = Package::of(bytes)?;
    if package.archive.names().any(|name| name.starts_with("_xmlsignatures/")) {
        return Err(SheetError::Signed);
    }
    Filling::of(package, puts)?.fill()
}

/// The contents that are meant for the cells of a sheet.
type Contents = BTreeMap<(u32, u32), Content>;

/// A sheet that is looked at while filling.
#[derive(Default)]
struct Page {
    /// What is put into it.
    puts: Contents,
    /// Its formulas' cells whose results go.
    stale: Vec<usize>,
    /// Its part, if it is held.
    bytes: Option<Vec<u8>>,
}

/// A package that is being filled.
struct Filling {
    package: Package,
    /// As many as there are sheets.
    pages: Vec<Page>,
    tables: Vec<Table>,
    formulas: Vec<Formula>,
    uncached: Vec<(String, String)>,
}

impl Filling {
    fn of(package: Package, puts: &[Put]) -> Result<Self, SheetError> {
        let mut pages: Vec<Page> = package.sheets.iter().map(|_| Page::default()).collect();
        for put in puts {
            package.part_of(&put.sheet)?;
            let index = package.sheets.iter().position(|sheet| sheet.name == put.sheet);
            let Some(page) = index.and_then(|index| pages.get_mut(index)) else { continue };
            let place = (put.row, put.column);
            let not = |why| refused(&put.sheet, place, why);
            if !(1..=MAX_ROWS).contains(&put.row) || put.column >= MAX_COLUMNS {
                return Err(not(Unfillable::Outside));
            }
            let content = Content::of(&put.value, package.from_1904).map_err(not)?;
            if page.puts.insert(place, content).is_some() {
                return Err(not(Unfillable::Twice));
            }
        }
        let (tables, formulas, uncached) = (Vec::new(), Vec::new(), Vec::new());
        Ok(Self { package, pages, tables, formulas, uncached })
    }

    fn fill(mut self) -> Result<Filled, SheetError> {
        self.tables = tables::tables(&self.package)?;
        for index in 0..self.pages.len() {
            self.look(index)?;
        }
        let changed: Vec<(usize, u32, u32)> = self
            .pages
            .iter()
            .enumerate()
            .flat_map(|(index, page)| page.puts.keys().map(move |(row, col)| (index, *row, *col)))
            .collect();
        let sheets: Vec<&str> =
            self.package.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        let names = frame::names(&self.package)?;
        let book = Book::new(&sheets, std::mem::take(&mut self.tables), &names);
        for number in dependents(&book, &self.formulas, &changed) {
            self.pages[self.formulas[number].sheet].stale.push(number);
        }
        for index in 0..self.pages.len() {
            self.write(index)?;
        }
        if !self.uncached.is_empty() {
            frame::ask_for_calculation(&mut self.package)?;
        }
        let Rewritten { bytes, changed, copied } = self.package.finish()?;
        let uncached = self.uncached;
        Ok(Filled { bytes, changed_parts: changed, untouched_parts: copied, uncached })
    }

    /// Looks through a sheet: whether its cells can be filled, and what formulas it has.
    fn look(&mut self, index: usize) -> Result<(), SheetError> {
        let listed = &self.package.sheets[index];
        let Some(part) = listed.part.clone() else { return Ok(()) };
        let wanted: Places = self.pages[index].puts.keys().copied().collect();
        let bytes = self.package.whole(&part)?;
        let formulas = memchr::memmem::find(&bytes, b"<f").is_some()
            || memchr::memmem::find(&bytes, b":f").is_some();
        if wanted.is_empty() && !formulas {
            return Ok(());
        }
        let sheet = Sheet::read(&bytes, &part)?;
        let mut survey = Survey::of(&sheet, index, &wanted)?;
        let not = |place, why| Err(refused(&listed.name, place, why));
        if let Some(place) = survey.formula_at(&wanted) {
            return not(place, Unfillable::Formula);
        }
        for (place, (row, column)) in sheet.first_cells(&wanted, self.package.limits.merged)? {
            if place != (row, column) {
                return not(place, Unfillable::Merged { first: cell_name(row, column) });
            }
        }
        if let Some((place, table)) = tables::heading_at(&self.tables, index, &wanted) {
            return not(place, Unfillable::TableHeading { table: table.to_owned() });
        }
        self.formulas.append(&mut survey.formulas);
        let page = &mut self.pages[index];
        // Nothing in the place of nothing is no change.
        page.puts.retain(|place, content| {
            *content != Content::Nothing || survey.filled.get(place) == Some(&true)
        });
        page.bytes = (!page.puts.is_empty()).then_some(bytes);
        Ok(())
    }

    /// Writes what has changed in a sheet.
    fn write(&mut self, index: usize) -> Result<(), SheetError> {
        let page = &mut self.pages[index];
        let listed = &self.package.sheets[index];
        let Some(part) = &listed.part else { return Ok(()) };
        if page.puts.is_empty() && page.stale.is_empty() {
            return Ok(());
        }
        let bytes = match page.bytes.take() {
            Some(bytes) => bytes,
            None => self.package.whole(part)?,
        };
        let (mut stale, mut stale_regions) = (BTreeSet::new(), Vec::new());
        for number in &page.stale {
            let formula = &self.formulas[*number];
            stale.insert((formula.row, formula.column));
            let covers = formula.covers;
            if (covers.first_row, covers.first_column) != (covers.last_row, covers.last_column) {
                stale_regions.push(covers);
            }
        }
        let (puts, uncached) = (&page.puts, Vec::new());
        let mut filler = Filler { part, puts, stale, stale_regions, uncached, steps: 0 };
        let new: Places = page.puts.keys().copied().collect();
        let mut sheet = Sheet::read(&bytes, part)?;
        sheet.write(&new, &mut filler)?;
        sheet.widen(&new);
        for (row, column) in filler.uncached {
            self.uncached.push((listed.name.clone(), cell_name(row, column)));
        }
        let edits = sheet.finish();
        if !edits.is_empty() {
            let written = edits.apply(&bytes, part)?;
            let part = part.clone();
            self.package.changed.insert(part, Change::Whole(written));
        }
        Ok(())
    }
}

fn refused(sheet: &str, (row, column): (u32, u32), why: Unfillable) -> SheetError {
    SheetError::Unfillable { sheet: sheet.to_owned(), cell: cell_name(row, column), why }
}
