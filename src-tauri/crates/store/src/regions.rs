//! The firms of one prefecture as the columns that rankings scan: put together once, kept until
//! something changes.

use std::sync::Arc;

use rusqlite::Connection;
use shirube_domain::codes::{CorporateNumber, PrefectureCode};
use shirube_domain::figures::Basis;
use shirube_domain::fiscal_year::FiscalYear;
use shirube_domain::hubs::region::{NONE, Region, mark};
use uuid::Uuid;

use crate::columns::FirmColumns;
use crate::error::Result;
use crate::figure_columns::{FigureColumns, YearColumns};
use crate::former::of_several_prefectures;
use crate::open::Ledger;
use crate::search::{FirmFilter, chosen, prefecture_number};

/// Which of a firm's two kinds of figures counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BasisRule {
    /// The head office's, or the establishments' where there is none.
    #[default]
    Either,
    /// The head office's alone.
    HeadOffice,
    /// The establishments' alone.
    Establishment,
}

impl BasisRule {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Either => "either",
            Self::HeadOffice => Basis::HeadOffice.as_str(),
            Self::Establishment => Basis::Establishment.as_str(),
        }
    }

    /// The rule of that name.
    pub fn parse(name: &str) -> Option<Self> {
        let all = [Self::Either, Self::HeadOffice, Self::Establishment];
        all.into_iter().find(|rule| rule.as_str() == name)
    }

    /// The basis that a denominator should have.
    pub fn basis(self) -> Basis {
        if self == Self::Establishment { Basis::Establishment } else { Basis::HeadOffice }
    }

    /// The bases in the order in which they are looked at.
    fn bases(self) -> &'static [Basis] {
        match self {
            Self::Either => &[Basis::HeadOffice, Basis::Establishment],
            Self::HeadOffice => &[Basis::HeadOffice],
            Self::Establishment => &[Basis::Establishment],
        }
    }
}

/// Which firms with which figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionQuery {
    /// The firms of this prefecture.
    pub prefecture: PrefectureCode,
    /// Their figures of this fiscal year.
    pub year: FiscalYear,
    /// Of which kind.
    pub basis: BasisRule,
    /// The year that growth of sales is counted from.
    pub earlier: FiscalYear,
}

/// How many prefectures' columns are kept put together: one that is shown, and the year before,
/// the other basis and another year, for what-ifs.
const KEPT: usize = 4;

/// A firm at a place of the columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirmAt {
    /// Its id.
    pub id: Uuid,
    /// 法人番号
    pub corporate_number: Option<CorporateNumber>,
    /// Its name.
    pub name: String,
}

impl Ledger {
    /// The columns of a prefecture.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn region(&self, query: &RegionQuery) -> Result<Arc<Region>> {
        let known = |kept: &(RegionQuery, Arc<Region>)| kept.0 == *query;
        if let Some((_, region)) = self.columns.regions.borrow().iter().find(|kept| known(kept)) {
            return Ok(Arc::clone(region));
        }
        let region =
            Arc::new(self.with_figures(|firms, figures| build(&self.conn, firms, figures, query))?);
        let mut kept = self.columns.regions.borrow_mut();
        kept.truncate(KEPT - 1);
        kept.insert(0, (query.clone(), Arc::clone(&region)));
        Ok(region)
    }

    /// The firms at those places of the columns.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn firms_at(&self, places: &[u32]) -> Result<Vec<FirmAt>> {
        self.with_firms(|firms| {
            let firm = |place: &u32| {
                Ok(FirmAt {
                    id: firms.ids[*place as usize],
                    corporate_number: firms.number(*place as usize),
                    name: firms.name(&self.conn, *place as usize)?,
                })
            };
            places.iter().map(firm).collect()
        })
    }

    /// For each place of the columns, whether the firm there fits the search.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn places_with(&self, search: &str) -> Result<Vec<bool>> {
        let filter = FirmFilter { search: search.to_owned(), ..FirmFilter::default() };
        self.with_firms(|firms| chosen(&self.conn, firms, &filter))
    }

    /// The places of those firms, as far as they are there.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn places_of(&self, ids: &[Uuid]) -> Result<Vec<Option<u32>>> {
        let sql = "SELECT key FROM firm WHERE id = ?1";
        let mut select = self.conn.prepare_cached(sql)?;
        self.with_firms(|firms| {
            let mut place = |id: &Uuid| -> Result<Option<u32>> {
                let mut rows = select.query([id.as_bytes()])?;
                let Some(row) = rows.next()? else { return Ok(None) };
                let place = firms.keys.binary_search(&row.get(0)?);
                Ok(place.ok().map(|place| place as u32))
            };
            ids.iter().map(&mut place).collect()
        })
    }

    /// How many firms are of no known prefecture.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn firms_without_prefecture(&self) -> Result<usize> {
        if let Some(known) = self.columns.unplaced.get() {
            return Ok(known);
        }
        let count = self.with_firms(|firms| {
            Ok(firms.places().filter(|place| firms.prefecture[*place] == 0).count())
        })?;
        self.columns.unplaced.set(Some(count));
        Ok(count)
    }
}

/// The columns of the bases that a rule looks at.
struct Source<'c> {
    bases: Vec<(Basis, Option<&'c YearColumns>)>,
    /// The basis that the rule does not look at, or looks at second.
    all: [Option<&'c YearColumns>; 2],
}

impl<'c> Source<'c> {
    fn new(figures: &'c FigureColumns, year: FiscalYear, rule: BasisRule) -> Self {
        let of = |basis| figures.of(year, basis);
        Self {
            bases: rule.bases().iter().map(|basis| (*basis, of(*basis))).collect(),
            all: [of(Basis::HeadOffice), of(Basis::Establishment)],
        }
    }

    /// The first value that is there, with its basis and columns.
    fn value(&self, field: usize, place: usize) -> Option<(i64, Basis, &'c YearColumns)> {
        self.bases.iter().find_map(|(basis, columns)| {
            let columns = (*columns)?;
            let value = columns.values[field][place];
            (value != NONE).then_some((value, *basis, columns))
        })
    }

    fn plain(&self, field: usize, place: usize) -> i64 {
        self.value(field, place).map_or(NONE, |(value, ..)| value)
    }

    fn in_both(&self, field: usize, place: usize) -> bool {
        self.all.iter().all(|columns| columns.is_some_and(|c| c.values[field][place] != NONE))
    }
}

fn build(
    conn: &Connection,
    firms: &FirmColumns,
    figures: &FigureColumns,
    query: &RegionQuery,
) -> Result<Region> {
    let wanted = prefecture_number(&query.prefecture);
    let mut places: Vec<u32> = firms
        .places()
        .filter(|place| firms.prefecture[*place] == wanted)
        .map(|place| place as u32)
        .collect();
    firms.put_in_order(conn, &mut places)?;
    let now = Source::new(figures, query.year, query.basis);
    let before = Source::new(figures, query.earlier, query.basis);
    let mut region = Region::default();
    region.reserve(places.len());
    for place in places.iter().map(|place| *place as usize) {
        let (mut marks, mut levels) = (0, 0);
        for field in 0..2 {
            let found = now.value(field, place);
            region.figures[field].push(found.map_or(NONE, |(value, ..)| value));
            if let Some((_, basis, columns)) = found {
                marks |= columns.marks[place] & (15 << (4 * field));
                let establishment = basis == Basis::Establishment;
                let own = if establishment { mark::ESTABLISHMENT } else { 0 };
                let both = if now.in_both(field, place) { mark::BOTH_BASES } else { 0 };
                marks |= (own | both) << (4 * field);
            }
        }
        for field in 0..4 {
            // Without a value there is nothing to keep secret but that: as what is internal.
            let level = now
                .value(field, place)
                .map_or(1, |(.., columns)| columns.levels[place] >> (2 * field) & 3);
            levels |= level << (2 * field);
        }
        region.marks.push(marks);
        region.levels.push(levels);
        region.sales.push(now.plain(2, place));
        region.exports.push(now.plain(3, place));
        region.earlier_sales.push(before.plain(2, place));
        let employees = now.plain(4, place);
        let record = firms.employees[place];
        region.employees.push(if employees == NONE { record } else { employees });
        region.capital.push(firms.capital[place]);
        region.municipality.push(firms.municipality[place]);
        region.industry.push(firms.industry[place]);
    }
    let elsewhere = of_several_prefectures(conn)?;
    if !elsewhere.is_empty() {
        let rows = (0..).zip(&places);
        let named = rows.filter(|(_, place)| elsewhere.contains(&firms.keys[**place as usize]));
        region.elsewhere = named.map(|(row, _)| row).collect();
    }
    region.places = places;
    region.put_in_order();
    Ok(region)
}
