//! Listing, searching and ranking firms: flat columns in memory, loaded once, kept in step by the
//! write door.
//!
//! A search is a substring of any length in one buffer of normalized text; SQLite's own trigram
//! index finds nothing for two characters.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use memchr::memmem;
use rusqlite::{Connection, OptionalExtension};
use shirube_domain::codes::{IndustryCode, LocalGovernmentCode, PrefectureCode};
use shirube_domain::degree::Candidate;
use shirube_domain::figures::{Basis, FigureField};
use shirube_domain::fiscal_year::FiscalYear;
use shirube_domain::hubs::region::{Region, value};
use shirube_domain::names::search_form;

use crate::choices::{Choices, counting_value};
use crate::columns::{FirmColumns, Order};
use crate::error::Result;
use crate::figure_columns::FigureColumns;
use crate::firms::FirmSummary;
use crate::open::Ledger;
use crate::regions::RegionQuery;

/// Which firms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FirmFilter {
    /// Words that must all occur in name, kana, number, address or representative; any spelling
    /// of width, kana and case.
    pub search: String,
    /// In one of these prefectures.
    pub prefectures: Vec<PrefectureCode>,
    /// In one of these municipalities.
    pub municipalities: Vec<LocalGovernmentCode>,
    /// Of one of these industries, or of a part of one (`32` finds `321`).
    pub industries: Vec<IndustryCode>,
}

/// In which order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum FirmSort {
    /// As they came.
    Entered,
    /// By reading, or by the name where no reading is known.
    #[default]
    Kana,
    /// By 法人番号, firms without one last.
    CorporateNumber,
    /// By 売上額 of the latest year that has one, largest first, firms without one last.
    LatestSales,
}

/// A page of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FirmQuery {
    /// Which firms.
    pub filter: FirmFilter,
    /// In which order.
    pub sort: FirmSort,
    /// The order turned round; firms without a value stay last.
    pub reversed: bool,
    /// How many at most.
    pub limit: usize,
    /// How many to leave out at the start.
    pub offset: usize,
}

/// A page of a list, and how long the list is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirmPage {
    /// How many firms the filter lets through.
    pub total: usize,
    /// Those of the page.
    pub firms: Vec<FirmSummary>,
}

/// What a write touched, for the columns to follow.
#[derive(Debug, Default)]
pub(crate) struct Touched {
    firms: Vec<i64>,
    many: bool,
    /// The firms whose figures changed, where they are few.
    figures: Vec<i64>,
    all_figures: bool,
}

/// More firms than this in one action, and the columns are loaded again instead of patched.
const PATCHED: usize = 64;

impl Touched {
    pub(crate) fn firm(&mut self, key: Option<i64>) {
        match key {
            Some(key) if self.firms.len() < PATCHED => self.firms.push(key),
            _ => self.many = true,
        }
    }

    pub(crate) fn many_firms(&mut self) {
        self.many = true;
    }

    /// Figures of many firms, or of firms that nobody has counted.
    pub(crate) fn figures(&mut self) {
        self.all_figures = true;
    }

    /// The figures of one firm.
    pub(crate) fn figures_of(&mut self, firm: i64) {
        if self.figures.len() < PATCHED {
            self.figures.push(firm);
        } else {
            self.all_figures = true;
        }
    }
}

/// The columns in memory, each loaded when first asked for.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    firms: RefCell<Option<FirmColumns>>,
    pub(crate) figures: RefCell<Option<FigureColumns>>,
    pub(crate) regions: RefCell<Vec<(RegionQuery, Arc<Region>)>>,
    orders: RefCell<HashMap<FirmSort, Order>>,
    /// How many firms are of no known prefecture.
    pub(crate) unplaced: Cell<Option<usize>>,
}

impl Columns {
    /// Follows a committed action.
    pub(crate) fn follow(&mut self, conn: &Connection, touched: Touched) {
        let figures = touched.all_figures || !touched.figures.is_empty();
        if figures || touched.many || !touched.firms.is_empty() {
            self.orders.get_mut().clear();
            self.regions.get_mut().clear();
            self.unplaced.set(None);
        }
        let firms = self.firms.get_mut();
        let patched = firms.as_mut().is_none_or(|firms| {
            !touched.many
                && touched.firms.iter().all(|key| firms.patch(conn, *key).unwrap_or(false))
        });
        if !patched {
            *firms = None;
        }
        let columns = self.figures.get_mut();
        // A firm that was entered has a place of its own; one that went takes its figures along.
        let changed: Vec<i64> = touched.figures.iter().chain(&touched.firms).copied().collect();
        let kept = match (firms, columns.as_mut()) {
            (Some(firms), Some(figures)) if !touched.all_figures => {
                changed.is_empty() || figures.patch(conn, firms, &changed).is_ok()
            }
            _ => false,
        };
        if !kept {
            *columns = None;
        }
    }
}

impl Ledger {
    /// A page of the firms.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn firms(&self, query: &FirmQuery) -> Result<FirmPage> {
        self.with_firms(|firms| {
            let chosen = chosen(&self.conn, firms, &query.filter)?;
            let total = chosen.iter().filter(|chosen| **chosen).count();
            let places = self.page(firms, query, &chosen)?;
            let summaries = places.into_iter().map(|place| self.summary(firms, place));
            Ok(FirmPage { total, firms: summaries.collect::<Result<_>>()? })
        })
    }

    /// The firms of a prefecture with the figures of one year that a degree needs, in the order
    /// in which they came; the values are those that count.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn candidates(
        &self,
        prefecture: &PrefectureCode,
        year: FiscalYear,
        basis: Basis,
    ) -> Result<Vec<Candidate>> {
        self.with_figures(|firms, figures| {
            let wanted = prefecture_number(prefecture);
            let figures = figures.of(year, basis);
            let of_prefecture = firms.places().filter(|place| firms.prefecture[*place] == wanted);
            of_prefecture
                .map(|place| {
                    let figure = |at: usize| value(&figures?.values[at], place as u32);
                    Ok(Candidate {
                        id: firms.ids[place],
                        corporate_number: firms.number(place),
                        name: firms.name(&self.conn, place)?,
                        out_of_region_sales: figure(0),
                        in_region_purchases: figure(1),
                    })
                })
                .collect()
        })
    }

    /// The years and bases for which the ledger has any figure, latest first.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn figure_years(&self) -> Result<Vec<(FiscalYear, Basis)>> {
        let sql = "SELECT DISTINCT year, basis FROM figure ORDER BY year DESC, basis";
        let mut select = self.conn.prepare_cached(sql)?;
        let rows = select.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))?;
        let pairs = rows.collect::<rusqlite::Result<Vec<(i64, i64)>>>()?;
        Ok(pairs
            .into_iter()
            .filter_map(|(year, basis)| {
                Some((FiscalYear::new(year).ok()?, crate::figures::basis_of(basis)))
            })
            .collect())
    }

    /// Runs `work` on the columns of firms and figures, which are loaded if they are not there.
    pub(crate) fn with_figures<T>(
        &self,
        work: impl FnOnce(&FirmColumns, &FigureColumns) -> Result<T>,
    ) -> Result<T> {
        if self.columns.figures.borrow().is_none() {
            let (firms, figures) = self.load_columns(self.columns.firms.borrow().as_ref())?;
            if firms.is_some() {
                *self.columns.firms.borrow_mut() = firms;
            }
            *self.columns.figures.borrow_mut() = Some(figures);
        }
        let figures = self.columns.figures.borrow();
        self.with_firms(|firms| match &*figures {
            Some(figures) => work(firms, figures),
            None => work(firms, &FigureColumns::default()),
        })
    }

    pub(crate) fn with_firms<T>(&self, work: impl FnOnce(&FirmColumns) -> Result<T>) -> Result<T> {
        if let Some(firms) = &*self.columns.firms.borrow() {
            return work(firms);
        }
        let loaded = FirmColumns::load(&self.conn)?;
        *self.columns.firms.borrow_mut() = Some(loaded);
        match &*self.columns.firms.borrow() {
            Some(firms) => work(firms),
            None => work(&FirmColumns::default()),
        }
    }

    /// The places of the firms on the page.
    fn page(&self, firms: &FirmColumns, query: &FirmQuery, chosen: &[bool]) -> Result<Vec<usize>> {
        let mut orders = self.columns.orders.borrow_mut();
        let order = match orders.entry(query.sort) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(firms.order(&self.conn, query.sort)?),
        };
        let (with, without) = order.places.split_at(order.valued);
        let (front, back): (&[u32], &[u32]) =
            if query.reversed { (&[], with) } else { (with, &[]) };
        let in_order = front.iter().chain(back.iter().rev()).chain(without);
        Ok(in_order
            .map(|place| *place as usize)
            .filter(|place| chosen[*place])
            .skip(query.offset)
            .take(query.limit)
            .collect())
    }

    fn summary(&self, firms: &FirmColumns, place: usize) -> Result<FirmSummary> {
        let sql = "SELECT kana, prefecture, municipality, industry FROM firm WHERE key = ?1";
        let mut select = self.conn.prepare_cached(sql)?;
        let key = firms.keys[place];
        let (kana, prefecture, municipality, industry) = select.query_row([key], |row| {
            let code = |n| row.get::<_, Option<String>>(n);
            Ok((code(0)?, code(1)?, code(2)?, code(3)?))
        })?;
        Ok(FirmSummary {
            id: firms.ids[place],
            corporate_number: firms.number(place),
            name: firms.name(&self.conn, place)?,
            kana,
            prefecture: prefecture.and_then(|code| PrefectureCode::parse(&code).ok()),
            municipality: municipality.and_then(|code| LocalGovernmentCode::parse(&code).ok()),
            industry: industry.and_then(|code| IndustryCode::parse(&code).ok()),
            latest_sales: self.latest_sales(key)?,
        })
    }

    fn latest_sales(&self, firm: i64) -> Result<Option<(FiscalYear, i64)>> {
        let sql = "SELECT year, sales FROM figure WHERE firm = ?1 AND sales IS NOT NULL \
                   ORDER BY year DESC, basis, import DESC, row LIMIT 1";
        let mut select = self.conn.prepare_cached(sql)?;
        let newest: Option<(i64, i64)> =
            select.query_row([firm], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let chosen = "SELECT 1 FROM figure_choice WHERE firm = ?1 AND field = 'sales'";
        let found = if self.conn.prepare_cached(chosen)?.exists([firm])? {
            let choices = Choices::load(&self.conn)?;
            counting_value(&self.conn, &choices, firm, FigureField::Sales, None)?
        } else {
            newest
        };
        Ok(found.and_then(|(year, value)| Some((FiscalYear::new(year).ok()?, value))))
    }
}

/// Which places of the columns the filter lets through.
pub(crate) fn chosen(
    conn: &Connection,
    firms: &FirmColumns,
    filter: &FirmFilter,
) -> Result<Vec<bool>> {
    let mut chosen = firms.alive.clone();
    let mut words: Vec<String> = filter.search.split_whitespace().map(search_form).collect();
    words.retain(|word| !word.is_empty());
    // The longest word is the rarest: the others are looked for in its firms only.
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    if let Some((first, rest)) = words.split_first() {
        let mut found = vec![false; chosen.len()];
        let finder = memmem::Finder::new(first.as_bytes());
        let text = firms.text(conn)?;
        text.each_match(&finder, |place| found[place] = true);
        for (place, keep) in chosen.iter_mut().enumerate() {
            *keep &= found[place]
                && rest.iter().all(|word| memmem::find(text.of(place), word.as_bytes()).is_some());
        }
    }
    let mut keep = |test: &dyn Fn(usize) -> bool| {
        for (place, keep) in chosen.iter_mut().enumerate() {
            *keep = *keep && test(place);
        }
    };
    if !filter.prefectures.is_empty() {
        let wanted: Vec<u8> = filter.prefectures.iter().map(prefecture_number).collect();
        keep(&|place| wanted.contains(&firms.prefecture[place]));
    }
    if !filter.municipalities.is_empty() {
        let wanted: Vec<u32> =
            filter.municipalities.iter().map(|code| code.as_str().parse().unwrap_or(0)).collect();
        keep(&|place| wanted.contains(&firms.municipality[place]));
    }
    if !filter.industries.is_empty() {
        let wanted: Vec<&[u8]> = filter.industries.iter().map(|c| c.as_str().as_bytes()).collect();
        keep(&|place| wanted.iter().any(|code| firms.industry[place].starts_with(code)));
    }
    Ok(chosen)
}

/// A prefecture as its number, 1–47.
pub(crate) fn prefecture_number(code: &PrefectureCode) -> u8 {
    code.as_str().parse().unwrap_or(0)
}
