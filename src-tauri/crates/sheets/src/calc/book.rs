//! The workbook around its formulas: sheets, defined names and tables, by which a reference
//! becomes cells.

use std::collections::{BTreeMap, HashMap};

use super::formula::Formula;
use super::reference::{Corner, Reference, Sheets};
use super::scan::references;
use super::words::{moved_column, moved_row};
use crate::limits::{MAX_COLUMNS, MAX_ROWS};
use crate::place::Region;

/// The most places that a name may stand for before it counts as everything.
const MOST_REACHES: usize = 1_000;
/// How deep names may stand for names.
const DEEPEST: usize = 32;

/// Cells to which something refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Reach {
    /// A region on the sheets from one number to another.
    Cells { first: usize, last: usize, region: Place },
    /// Whatever there is.
    Everything,
}

/// A region that can be a key: first row, first column, last row, last column.
pub(super) type Place = (u32, u32, u32, u32);

/// A table of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    /// The sheet's number in the workbook.
    pub(crate) sheet: usize,
    pub(crate) name: String,
    /// All of it, with its headings and totals.
    pub(crate) region: Region,
    /// How many rows of headings and of totals it has.
    pub(crate) headings: u32,
    pub(crate) totals: u32,
    /// Its columns' names, from left to right.
    pub(crate) columns: Vec<String>,
}

/// Names with what is written in their formulas.
type Written = BTreeMap<(Option<usize>, String), Vec<Reference>>;

/// What references are looked up in. Names are compared without regard to case.
#[derive(Debug, Default)]
pub(crate) struct Book {
    sheets: HashMap<String, usize>,
    /// What each name stands for; the first part is the sheet of a name that one sheet has.
    names: HashMap<(Option<usize>, String), Vec<Reach>>,
    tables: HashMap<String, Table>,
}

impl Book {
    /// A workbook of those sheets and tables, and defined names: the number of the sheet whose
    /// name it is, if one's, the name, and the formula that it stands for.
    pub(crate) fn new(
        sheets: &[&str],
        tables: Vec<Table>,
        names: &[(Option<usize>, String, String)],
    ) -> Self {
        let mut book = Self::default();
        for (number, sheet) in sheets.iter().enumerate() {
            book.sheets.entry(sheet.to_lowercase()).or_insert(number);
        }
        for table in tables {
            book.tables.insert(table.name.to_lowercase(), table);
        }
        let mut written = Written::new();
        for (sheet, name, formula) in names {
            written.insert((*sheet, name.to_lowercase()), references(formula));
        }
        for key in written.keys() {
            book.settle(key, &written, 0);
        }
        book
    }

    /// Works out what a name stands for, after the names by which it is written.
    fn settle(&mut self, key: &(Option<usize>, String), written: &Written, depth: usize) {
        if self.names.contains_key(key) {
            return;
        }
        // What refers to itself, however far around, refers to everything.
        self.names.insert(key.clone(), vec![Reach::Everything]);
        let Some(references) = written.get(key).filter(|_| depth < DEEPEST) else { return };
        for reference in references {
            if let Reference::Name { sheet, name } = reference {
                let scope = sheet.as_ref().and_then(|sheet| self.sheet(sheet)).or(key.0);
                for scope in [scope, None] {
                    self.settle_known((scope, name.to_lowercase()), written, depth + 1);
                }
            }
        }
        let mut reaches = Vec::new();
        for reference in references {
            self.reach(reference, &Stand::of_name(key.0), &mut reaches);
        }
        if reaches.len() > MOST_REACHES {
            reaches = vec![Reach::Everything];
        }
        self.names.insert(key.clone(), reaches);
    }

    fn settle_known(&mut self, key: (Option<usize>, String), written: &Written, depth: usize) {
        if written.contains_key(&key) {
            self.settle(&key, written, depth);
        }
    }

    fn sheet(&self, name: &str) -> Option<usize> {
        self.sheets.get(&name.to_lowercase()).copied()
    }

    /// Everything to which a formula refers.
    pub(super) fn reaches(&self, formula: &Formula) -> Vec<Reach> {
        let mut out = Vec::new();
        let place = Some((formula.row, formula.column));
        let stand = Stand { sheet: Some(formula.sheet), place, way: formula.way };
        for reference in formula.references.iter() {
            self.reach(reference, &stand, &mut out);
        }
        out
    }

    fn reach(&self, reference: &Reference, stand: &Stand, out: &mut Vec<Reach>) {
        match reference {
            Reference::Unknown => out.push(Reach::Everything),
            Reference::Cells { sheets, from, to } => {
                let region = stand.region(from, to);
                let reach = self.numbers(sheets, stand).map(|(first, last)| Reach::Cells {
                    first,
                    last,
                    region,
                });
                out.push(reach.unwrap_or(Reach::Everything));
            }
            Reference::Name { sheet, name } => {
                let scope = match sheet {
                    Some(sheet) => self.sheet(sheet),
                    None => stand.sheet,
                };
                match self.name(scope, &name.to_lowercase()) {
                    Some(reaches) => out.extend(reaches),
                    None => out.push(self.whole_table(name).unwrap_or(Reach::Everything)),
                }
            }
            Reference::Table { name, inside } => {
                out.push(self.table(name, inside, stand).unwrap_or(Reach::Everything));
            }
        }
    }

    fn name(&self, scope: Option<usize>, name: &str) -> Option<&Vec<Reach>> {
        let own = scope.and_then(|sheet| self.names.get(&(Some(sheet), name.to_owned())));
        own.or_else(|| self.names.get(&(None, name.to_owned())))
    }

    fn numbers(&self, sheets: &Sheets, stand: &Stand) -> Option<(usize, usize)> {
        match sheets {
            Sheets::Own => stand.sheet.map(|sheet| (sheet, sheet)),
            Sheets::Named(name) => self.sheet(name).map(|sheet| (sheet, sheet)),
            Sheets::Between(first, last) => {
                let (first, last) = (self.sheet(first)?, self.sheet(last)?);
                Some((first.min(last), first.max(last)))
            }
        }
    }

    /// The cells of a table by its name alone: those between headings and totals.
    fn whole_table(&self, name: &str) -> Option<Reach> {
        let table = self.tables.get(&name.to_lowercase())?;
        Some(reach(table, table.rows("#data")?))
    }

    /// The cells of a part of a table.
    fn table(&self, name: &str, inside: &str, stand: &Stand) -> Option<Reach> {
        let table = match name {
            "" => self.tables.values().find(|table| {
                let inside = |(row, column)| table.region.contains(row, column);
                stand.sheet == Some(table.sheet) && stand.place.is_some_and(inside)
            })?,
            name => self.tables.get(&name.to_lowercase())?,
        };
        let pieces = pieces(inside)?;
        let mut rows: Option<(u32, u32)> = None;
        let mut columns = Vec::new();
        for piece in &pieces {
            if piece.starts_with('#') {
                let more = match piece.to_lowercase().as_str() {
                    "#this row" => stand.place.map(|(row, _)| (row, row)),
                    part => table.rows(part),
                }?;
                rows = Some(rows.map_or(more, |rows| (rows.0.min(more.0), rows.1.max(more.1))));
            } else {
                columns.push(table.column(piece)?);
            }
        }
        let rows = match rows {
            Some(rows) => rows,
            None => table.rows("#data")?,
        };
        let mut region = table.region;
        if let (Some(first), Some(last)) = (columns.iter().min(), columns.iter().max()) {
            (region.first_column, region.last_column) = (*first, *last);
        }
        let sheet = table.sheet;
        let region = (rows.0, region.first_column, rows.1, region.last_column);
        Some(Reach::Cells { first: sheet, last: sheet, region })
    }
}

fn reach(table: &Table, rows: (u32, u32)) -> Reach {
    let region = (rows.0, table.region.first_column, rows.1, table.region.last_column);
    Reach::Cells { first: table.sheet, last: table.sheet, region }
}

impl Table {
    /// The first and last row of a part of the table.
    fn rows(&self, part: &str) -> Option<(u32, u32)> {
        let Region { first_row: top, last_row: bottom, .. } = self.region;
        let (headings, totals) = (self.headings, self.totals);
        match part {
            "#all" => Some((top, bottom)),
            "#data" => Some((top + headings, bottom.saturating_sub(totals).max(top))),
            "#headers" if headings > 0 => Some((top, top + headings - 1)),
            "#totals" if totals > 0 => Some(((bottom + 1).saturating_sub(totals).max(1), bottom)),
            _ => None,
        }
    }

    fn column(&self, name: &str) -> Option<u32> {
        let name = name.to_lowercase();
        let found = self.columns.iter().position(|column| column.to_lowercase() == name)?;
        Some(self.region.first_column + u32::try_from(found).ok()?)
    }
}

/// The pieces of `[#All],[a]:[b]`, `a` or `@a`, without brackets and escapes.
fn pieces(inside: &str) -> Option<Vec<String>> {
    let inside = inside.trim();
    if inside.is_empty() {
        return Some(Vec::new());
    }
    let (inside, this_row) = match inside.strip_prefix('@') {
        Some(rest) => (rest, true),
        None => (inside, false),
    };
    let mut found: Vec<String> = this_row.then(|| "#This Row".to_owned()).into_iter().collect();
    if !inside.starts_with('[') {
        if !inside.is_empty() {
            found.push(unescaped(inside));
        }
        return Some(found);
    }
    let (mut start, mut escaped) = (None, false);
    for (at, letter) in inside.char_indices() {
        match (letter, start) {
            _ if escaped => escaped = false,
            ('\'', _) => escaped = true,
            ('[', None) => start = Some(at + 1),
            (']', Some(from)) => {
                found.push(unescaped(&inside[from..at]));
                start = None;
            }
            (',' | ':' | ' ', None) | (_, Some(_)) => {}
            _ => return None,
        }
    }
    Some(found)
}

/// A column's name without the `'` before signs that mean something in brackets.
fn unescaped(name: &str) -> String {
    let (mut out, mut letters) = (String::new(), name.chars());
    while let Some(letter) = letters.next() {
        if letter == '\'' {
            out.extend(letters.next());
        } else {
            out.push(letter);
        }
    }
    out
}

/// From where a reference is looked at.
struct Stand {
    sheet: Option<usize>,
    /// The formula's cell; a name has none.
    place: Option<(u32, u32)>,
    way: (i64, i64),
}

impl Stand {
    fn of_name(sheet: Option<usize>) -> Self {
        Self { sheet, place: None, way: (0, 0) }
    }

    /// The cells between two corners. Where a name does not fix a line, it can be any.
    fn region(&self, from: &Corner, to: &Corner) -> Place {
        let any = self.place.is_none();
        let loose = |lines: [Option<super::reference::Line>; 2]| {
            lines.iter().any(|line| line.is_none_or(|line| any && !line.fixed))
        };
        let rows = match (from.row, to.row) {
            (Some(a), Some(b)) if !loose([Some(a), Some(b)]) => {
                let (a, b) = (moved_row(a, self.way.0), moved_row(b, self.way.0));
                (a.min(b), a.max(b))
            }
            _ => (1, MAX_ROWS),
        };
        let columns = match (from.column, to.column) {
            (Some(a), Some(b)) if !loose([Some(a), Some(b)]) => {
                let (a, b) = (moved_column(a, self.way.1), moved_column(b, self.way.1));
                (a.min(b), a.max(b))
            }
            _ => (0, MAX_COLUMNS - 1),
        };
        (rows.0, columns.0, rows.1, columns.1)
    }
}
