//! The figures of all firms as flat columns, by fiscal year and basis: what rankings scan.
//!
//! One pass over the figures' table, which lies in the order of firms and years, fills them all,
//! in parts that can be read side by side; a firm whose figures change is read again alone.

use std::collections::HashSet;

use rusqlite::{Connection, Row};
use shirube_domain::figures::{Basis, FigureField};
use shirube_domain::fiscal_year::FiscalYear;
use shirube_domain::hubs::confidentiality::Confidentiality;
use shirube_domain::hubs::outlier::stands_out;
use shirube_domain::hubs::region::{NONE, mark};

use crate::choices::{Choices, counting, lines_of};
use crate::columns::FirmColumns;
use crate::confidentiality::Levels;
use crate::error::Result;
use crate::figures::{FigureLine, basis_number, basis_of};

/// The figures that the columns hold, the two that stand above a line first.
const FIELDS: [FigureField; 5] = [
    FigureField::OutOfRegionSales,
    FigureField::InRegionPurchases,
    FigureField::Sales,
    FigureField::Exports,
    FigureField::Employees,
];
const SELECT: &str = "SELECT firm, year, basis, import, out_of_region_sales, in_region_purchases, \
                      sales, exports, employees FROM figure";

/// The columns of one year and basis, by the firms' places.
#[derive(Debug)]
pub(crate) struct YearColumns {
    pub(crate) values: [Vec<i64>; FIELDS.len()],
    /// Outliers and single sources, as [`mark`] has them, four bits for each degree.
    pub(crate) marks: Vec<u8>,
    /// Two bits for each of the first four fields.
    pub(crate) levels: Vec<u8>,
}

impl YearColumns {
    fn new(firms: usize) -> Self {
        Self {
            values: std::array::from_fn(|_| vec![NONE; firms]),
            marks: vec![0; firms],
            levels: vec![EVERYTHING_INTERNAL; firms],
        }
    }

    fn stretch(&mut self, firms: usize) {
        self.values.iter_mut().for_each(|column| column.resize(firms, NONE));
        self.marks.resize(firms, 0);
        self.levels.resize(firms, EVERYTHING_INTERNAL);
    }

    /// Takes the values of a part; `places` says where each of its firms stands.
    fn take(&mut self, part: &Self, places: &[Option<usize>]) {
        for (own, place) in places.iter().enumerate() {
            let Some(place) = *place else { continue };
            for (to, from) in self.values.iter_mut().zip(&part.values) {
                to[place] = from[own];
            }
            self.marks[place] = part.marks[own];
            self.levels[place] = part.levels[own];
        }
    }

    fn clear(&mut self, place: usize) {
        self.values.iter_mut().for_each(|column| column[place] = NONE);
        self.marks[place] = 0;
        self.levels[place] = EVERYTHING_INTERNAL;
    }
}

/// Four times [`Confidentiality::Internal`].
const EVERYTHING_INTERNAL: u8 = 0b0101_0101;

/// All figures.
#[derive(Debug, Default)]
pub(crate) struct FigureColumns {
    firms: usize,
    years: Vec<((FiscalYear, Basis), YearColumns)>,
    /// Room for the years and values of one firm, kept from one to the next.
    years_of_a_firm: Vec<(i64, i64)>,
}

/// What a row of the table says.
#[derive(Debug, Clone, Copy)]
struct Line {
    year: i64,
    basis: i64,
    import: i64,
    values: [i64; FIELDS.len()],
}

fn read(row: &Row<'_>) -> rusqlite::Result<Line> {
    let mut values = [NONE; FIELDS.len()];
    for (at, value) in values.iter_mut().enumerate() {
        *value = row.get::<_, Option<i64>>(4 + at)?.unwrap_or(NONE);
    }
    Ok(Line { year: row.get(1)?, basis: row.get(2)?, import: row.get(3)?, values })
}

/// What decides which value counts and who may see it.
struct Terms<'c> {
    conn: &'c Connection,
    choices: Choices,
    /// The firms of which a person chose a value.
    chosen: HashSet<i64>,
    levels: Levels,
}

impl<'c> Terms<'c> {
    fn load(conn: &'c Connection) -> Result<Self> {
        let choices = Choices::load(conn)?;
        let of = |field| choices.firms(field, None);
        let chosen = FIELDS.into_iter().flat_map(of).collect();
        Ok(Self { conn, choices, chosen, levels: Levels::load(conn)? })
    }
}

/// The figures of the firms whose keys lie in a range, at places of their own: they can be read
/// before anybody knows where a firm stands.
#[derive(Debug, Default)]
pub(crate) struct Part {
    keys: Vec<i64>,
    columns: FigureColumns,
}

/// For so many firms at a time columns are made longer.
const BLOCK: usize = 4096;

impl Part {
    /// Reads the figures of the firms behind `after`, up to `last`.
    pub(crate) fn load(conn: &Connection, after: i64, last: i64) -> Result<Self> {
        let terms = Terms::load(conn)?;
        let mut part = Self::default();
        // The order of the table's own key: nothing is sorted.
        let mut select = conn.prepare_cached(&format!(
            "{SELECT} WHERE firm > ?1 AND firm <= ?2 ORDER BY firm, year, basis, import, row"
        ))?;
        let mut rows = select.query([after, last])?;
        let (mut firm, mut lines) = (after, Vec::new());
        while let Some(row) = rows.next()? {
            let key = row.get(0)?;
            if key != firm {
                part.put(&terms, firm, &lines)?;
                lines.clear();
                firm = key;
            }
            lines.push(read(row)?);
        }
        part.put(&terms, firm, &lines)?;
        Ok(part)
    }

    fn put(&mut self, terms: &Terms<'_>, firm: i64, lines: &[Line]) -> Result<()> {
        if lines.is_empty() {
            return Ok(());
        }
        let place = self.keys.len();
        if place == self.columns.firms {
            self.columns.stretch(place + BLOCK);
        }
        self.keys.push(firm);
        self.columns.put(terms, firm, place, lines)
    }

    /// Where each of its firms stands; none for one that is no firm of the ledger.
    fn places(&self, firms: &FirmColumns) -> Vec<Option<usize>> {
        let mut place = 0;
        let of = |key: &i64| {
            while firms.keys.get(place).is_some_and(|known| known < key) {
                place += 1;
            }
            (firms.keys.get(place) == Some(key)).then_some(place)
        };
        self.keys.iter().map(of).collect()
    }
}

impl FigureColumns {
    /// The parts together, each firm at its place.
    pub(crate) fn of_parts([first, second]: [Part; 2], firms: &FirmColumns) -> Self {
        let mut all = Self { firms: firms.keys.len(), ..Self::default() };
        // Where every firm has figures, the first part's places are the firms' own.
        if firms.keys.starts_with(&first.keys) {
            all = first.columns;
            all.stretch(firms.keys.len());
        } else {
            all.take(&first, firms);
        }
        all.take(&second, firms);
        all
    }

    fn take(&mut self, part: &Part, firms: &FirmColumns) {
        let places = part.places(firms);
        for (at, columns) in &part.columns.years {
            self.columns(*at).take(columns, &places);
        }
    }

    fn stretch(&mut self, firms: usize) {
        self.firms = firms;
        self.years.iter_mut().for_each(|(_, columns)| columns.stretch(firms));
    }

    /// Reads the figures of those firms again.
    pub(crate) fn patch(
        &mut self,
        conn: &Connection,
        firms: &FirmColumns,
        keys: &[i64],
    ) -> Result<()> {
        let terms = Terms::load(conn)?;
        self.stretch(firms.keys.len());
        let sql = format!("{SELECT} WHERE firm = ?1 ORDER BY year, basis, import, row");
        for key in keys {
            let Ok(place) = firms.keys.binary_search(key) else { continue };
            self.years.iter_mut().for_each(|(_, columns)| columns.clear(place));
            let mut select = conn.prepare_cached(&sql)?;
            let lines = select.query_map([key], read)?.collect::<rusqlite::Result<Vec<_>>>()?;
            self.put(&terms, *key, place, &lines)?;
        }
        Ok(())
    }

    pub(crate) fn of(&self, year: FiscalYear, basis: Basis) -> Option<&YearColumns> {
        self.years.iter().find(|(at, _)| *at == (year, basis)).map(|(_, columns)| columns)
    }

    /// The years that any figure is of, newest first.
    pub(crate) fn years(&self) -> Vec<FiscalYear> {
        let mut years: Vec<FiscalYear> = self.years.iter().map(|((year, _), _)| *year).collect();
        years.sort_unstable_by(|a, b| b.cmp(a));
        years.dedup();
        years
    }

    fn columns(&mut self, at: (FiscalYear, Basis)) -> &mut YearColumns {
        let known = self.years.iter().position(|(known, _)| *known == at);
        let index = known.unwrap_or_else(|| {
            self.years.push((at, YearColumns::new(self.firms)));
            self.years.len() - 1
        });
        &mut self.years[index].1
    }

    /// Takes in all lines of one firm.
    fn put(&mut self, terms: &Terms<'_>, firm: i64, place: usize, lines: &[Line]) -> Result<()> {
        if lines.is_empty() {
            return Ok(());
        }
        let chosen = !terms.chosen.is_empty() && terms.chosen.contains(&firm);
        let said = !terms.levels.is_empty();
        let all = if chosen { lines_of(terms.conn, firm)? } else { Vec::new() };
        let same = |a: &Line, b: &Line| (a.year, a.basis) == (b.year, b.basis);
        for group in lines.chunk_by(same) {
            let Ok(year) = FiscalYear::new(group[0].year) else { continue };
            let (mut marks, mut levels) = (0, if said { 0 } else { EVERYTHING_INTERNAL });
            let mut values = [NONE; FIELDS.len()];
            for (at, field) in FIELDS.into_iter().enumerate() {
                let (mut value, mut import, sources) = newest(group, at);
                if chosen && let Some((v, i)) = counts(terms, firm, &all, &group[0], field) {
                    (value, import) = (v, i);
                }
                values[at] = value;
                if at < 4 && said {
                    let level = if value == NONE {
                        Confidentiality::default()
                    } else {
                        terms.levels.of(firm, field, import)
                    };
                    levels |= (level as u8) << (2 * at);
                }
                if at < 2 && sources == 1 {
                    marks |= mark::SINGLE_SOURCE << (4 * at);
                }
            }
            let columns = self.columns((year, basis_of(group[0].basis)));
            for (column, value) in columns.values.iter_mut().zip(values) {
                column[place] = value;
            }
            columns.marks[place] = marks;
            columns.levels[place] = levels;
        }
        if lines.len() > 1 {
            self.mark_outliers(place, lines, same);
        }
        Ok(())
    }

    /// Compares the values of a firm's years with each other, basis by basis.
    fn mark_outliers(&mut self, place: usize, lines: &[Line], same: impl Fn(&Line, &Line) -> bool) {
        let mut values = std::mem::take(&mut self.years_of_a_firm);
        for basis in [Basis::HeadOffice, Basis::Establishment] {
            for at in 0..2 {
                values.clear();
                for group in lines.chunk_by(&same).filter(|g| g[0].basis == basis_number(basis)) {
                    let year = FiscalYear::new(group[0].year).ok();
                    let columns = year.and_then(|year| self.of(year, basis));
                    values.extend(columns.map(|c| (group[0].year, c.values[at][place])));
                }
                if values.len() < 2 {
                    continue;
                }
                for (year, value) in values.iter().copied() {
                    if stands_out(year, value, &values)
                        && let Ok(year) = FiscalYear::new(year)
                    {
                        self.columns((year, basis)).marks[place] |= mark::OUTLIER << (4 * at);
                    }
                }
            }
        }
        self.years_of_a_firm = values;
    }
}

/// The value of the newest import that states one (of several of its rows the first), that
/// import, and how many imports state one.
fn newest(group: &[Line], at: usize) -> (i64, i64, usize) {
    let (mut value, mut import, mut sources) = (NONE, i64::MIN, 0);
    for line in group.iter().filter(|line| line.values[at] != NONE) {
        if line.import != import {
            (value, import, sources) = (line.values[at], line.import, sources + 1);
        }
    }
    (value, import, sources)
}

/// The same where a person may have chosen another value.
fn counts(
    terms: &Terms<'_>,
    firm: i64,
    all: &[FigureLine],
    of: &Line,
    field: FigureField,
) -> Option<(i64, i64)> {
    let at = (of.year, of.basis);
    let lines: Vec<&FigureLine> = all.iter().filter(|line| (line.year, line.basis) == at).collect();
    let line = counting(&lines, field.index(), terms.choices.of(firm, at, field.index()))?;
    Some((line.values[field.index()]?, line.import))
}
