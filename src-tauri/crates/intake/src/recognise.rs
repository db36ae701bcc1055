//! Which sheets hold tables, which of them an import takes, and what there is to say about it.

use shirube_sheets::{SheetError, SheetKind, Workbook};

use crate::besides::besides;
use crate::codes::Codes;
use crate::continued::continued;
use crate::error::IntakeError;
use crate::mapping::Table;
use crate::on_sheet::{Finder, OnSheet, WANTED};
use crate::problem::Problem;
use crate::read::{Hidden, Options};
use crate::words::Words;

/// What was found in a workbook.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Recognised {
    /// The tables, the best one first, then those that are taken with it in their order; none
    /// where nothing looks like a table.
    pub tables: Vec<Table>,
    /// What is to be said about their layout, and about tables that are not taken.
    pub problems: Vec<Problem>,
}

impl Recognised {
    /// The table that an import takes first.
    ///
    /// # Errors
    /// There is none.
    pub fn first(&self) -> Result<&Table, IntakeError> {
        self.tables.first().ok_or(IntakeError::NoTable)
    }

    /// The tables that an import takes, in their order.
    pub fn taken(&self) -> impl Iterator<Item = &Table> {
        self.tables.iter().filter(|table| table.taken)
    }
}

/// The tables of a workbook, the best first; only that sheet's where one is named. None where
/// nothing looks like a table.
///
/// # Errors
/// The file can't be read, or has no sheet of that name.
pub fn recognise(
    workbook: &Workbook,
    sheet: Option<&str>,
    options: &Options,
    words: &Words,
    codes: &Codes<'_>,
) -> Result<Vec<Table>, SheetError> {
    Ok(find_tables(workbook, sheet, options, words, codes)?.tables)
}

/// As [`recognise`], with what there is to say about them.
///
/// # Errors
/// The file can't be read, or has no sheet of that name.
pub fn find_tables(
    workbook: &Workbook,
    sheet: Option<&str>,
    options: &Options,
    words: &Words,
    codes: &Codes<'_>,
) -> Result<Recognised, SheetError> {
    let finder = Finder { workbook, options, words, codes };
    let named = sheet.map(|name| workbook.sheet_index(name)).transpose()?;
    let mut sheets = finder.sheets(named)?;
    if options.header_rows.is_some() || options.turned.is_some() {
        finder.wanted(&mut sheets)?;
    }
    let sheets = sheets.into_iter().map(|(_, sheet)| sheet).collect::<Vec<_>>();
    let mut problems: Vec<Problem> =
        sheets.iter().flat_map(|sheet| sheet.problems.clone()).collect();
    let mut found: Vec<(Table, f64)> = sheets.into_iter().flat_map(|sheet| sheet.tables).collect();
    let firms = found.iter().any(|(table, _)| table.names_firms());
    if firms && sheet.is_none() {
        found.retain(|(table, _)| table.names_firms());
    }
    let best = best(found.iter().map(|(_, score)| *score));
    let mut tables: Vec<Table> = found.into_iter().map(|(table, _)| table).collect();
    if let Some(best) = best {
        choose(&mut tables, best);
        if named.is_none() {
            continued(&finder, &mut tables)?;
        }
        areas(&mut tables);
        let kept: Vec<&str> = tables.iter().map(|table| table.sheet.as_str()).collect();
        problems.retain(|problem| kept.contains(&problem.sheet.as_str()));
        problems.extend(besides(&tables));
    }
    problems.extend(finder.hidden_tables(named)?);
    Ok(Recognised { tables, problems })
}

/// The place of the highest score; of equals, the first.
fn best(scores: impl Iterator<Item = f64>) -> Option<usize> {
    let best = scores.enumerate().max_by(|(n, a), (m, b)| a.total_cmp(b).then(m.cmp(n)));
    best.map(|(place, _)| place)
}

impl Finder<'_> {
    /// Reads the sheet of the best table as a person wants it, if it was not found so already.
    fn wanted(&self, sheets: &mut [(usize, OnSheet)]) -> Result<(), SheetError> {
        let scores = sheets.iter().map(|(_, sheet)| {
            let firms = |(table, score): &(Table, f64)| {
                if table.names_firms() { *score + 10.0 } else { *score }
            };
            sheet.tables.iter().map(firms).fold(0.0, f64::max)
        });
        let Some((index, sheet)) = best(scores).and_then(|place| sheets.get_mut(place)) else {
            return Ok(());
        };
        let turned = self
            .options
            .turned
            .unwrap_or_else(|| sheet.tables.first().is_some_and(|(table, _)| table.turned));
        let so = |(table, _): &&mut (Table, f64)| {
            let rows = self.options.header_rows.as_ref();
            table.turned == turned && rows.is_none_or(|rows| *rows == table.header_rows)
        };
        match sheet.tables.iter_mut().find(so) {
            Some((_, score)) => *score += WANTED,
            None => *sheet = self.as_wanted(*index, turned)?,
        }
        Ok(())
    }

    /// What each sheet holds that may be taken, with the sheet's place.
    fn sheets(&self, named: Option<usize>) -> Result<Vec<(usize, OnSheet)>, SheetError> {
        let mut found = Vec::new();
        for (index, info) in self.workbook.sheets().iter().enumerate() {
            // A hidden sheet is taken only when somebody says so.
            let shown = !info.hidden || self.options.hidden == Some(Hidden::Take);
            let wanted = named.map_or(shown, |named| named == index);
            if wanted && info.kind == SheetKind::Worksheet {
                found.push((index, self.on_sheet(index)?));
            }
        }
        Ok(found)
    }

    /// Hidden sheets that hold tables of firms, which nobody said to take.
    fn hidden_tables(&self, named: Option<usize>) -> Result<Option<Problem>, SheetError> {
        if self.options.hidden == Some(Hidden::Take) || named.is_some() {
            return Ok(None);
        }
        let mut names = Vec::new();
        for (index, info) in self.workbook.sheets().iter().enumerate() {
            if info.hidden && info.kind == SheetKind::Worksheet {
                let found = self.on_sheet(index)?;
                if found.tables.iter().any(|(table, _)| table.names_firms()) {
                    names.push(info.name.as_str());
                }
            }
        }
        let names = names.join("、");
        Ok((!names.is_empty()).then(|| Problem::new("sheets_hidden", &names).about(&*names)))
    }
}

/// Puts the best table first and takes with it those of its kind.
fn choose(tables: &mut [Table], best: usize) {
    tables[..=best].rotate_right(1);
    let (first, others) = tables.split_at_mut(1);
    first[0].taken = true;
    for other in others {
        other.taken = other.is_like(&first[0]);
    }
}

/// Gives the tables that are taken from one sheet all of its rows between them: each has its own,
/// and those of tables that are not taken below it.
fn areas(tables: &mut [Table]) {
    for index in 0..tables.len() {
        let Some(area) = tables[index].area.filter(|_| tables[index].taken) else { continue };
        let rows = |table: &Table| table.area.map(|area| area.first_row);
        let others =
            || tables.iter().filter(|other| other.taken && other.sheet == tables[index].sheet);
        let above = others().any(|other| rows(other) < Some(area.first_row));
        let below = others().filter_map(rows).filter(|row| *row > area.first_row).min();
        let mut own = area;
        if !above {
            own.first_row = 1;
        }
        own.last_row = below.map_or(u32::MAX, |row| row - 1);
        tables[index].area = Some(own);
    }
}
