//! Which prefectures and years have figures that a degree needs.

use shirube_domain::codes::PrefectureCode;
use shirube_domain::figures::Basis;
use shirube_domain::fiscal_year::FiscalYear;
use shirube_domain::hubs::region::NONE;

use crate::columns::FirmColumns;
use crate::error::Result;
use crate::figure_columns::{FigureColumns, YearColumns};
use crate::open::Ledger;

/// A prefecture that has firms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrefectureScope {
    /// Which.
    pub prefecture: PrefectureCode,
    /// How many firms.
    pub firms: u64,
    /// How many of them have a figure that a degree needs, in any year.
    pub with_figures: u64,
    /// The years that have any, newest first.
    pub years: Vec<YearScope>,
}

/// How many firms of a prefecture have the figures of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearScope {
    /// Which.
    pub year: FiscalYear,
    /// With 域外販売額, and with 域内仕入額, whatever the basis.
    pub firms: [u64; 2],
}

/// By the prefecture's number: 1 to 47, and 0 where none is known. A column holds one byte, so that
/// whatever a file says has its place.
type Counts = [[u64; 2]; 256];

impl Ledger {
    /// The prefectures that have firms, in the order of their codes, with the years of their
    /// figures.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn figure_scope(&self) -> Result<Vec<PrefectureScope>> {
        self.with_figures(|firms, figures| Ok(scope(firms, figures)))
    }
}

fn scope(firms: &FirmColumns, figures: &FigureColumns) -> Vec<PrefectureScope> {
    let (mut all, mut with_figures) = ([0; 256], [0; 256]);
    let mut has_any = vec![false; firms.keys.len()];
    let years: Vec<(FiscalYear, Counts)> =
        figures.years().into_iter().map(|y| (y, count(firms, figures, y, &mut has_any))).collect();
    for place in firms.places() {
        let prefecture = usize::from(firms.prefecture[place]);
        all[prefecture] += 1;
        with_figures[prefecture] += u64::from(has_any[place]);
    }
    let of = |number: usize| {
        let years =
            years.iter().map(|(year, counts)| YearScope { year: *year, firms: counts[number] });
        Some(PrefectureScope {
            prefecture: PrefectureCode::parse(&format!("{number:02}")).ok()?,
            firms: all[number],
            with_figures: with_figures[number],
            years: years.filter(|year| year.firms != [0; 2]).collect(),
        })
    };
    (1..48).filter(|number| all[*number] > 0).filter_map(of).collect()
}

/// Counts a year's firms by prefecture, and marks those that have a figure.
fn count(
    firms: &FirmColumns,
    figures: &FigureColumns,
    year: FiscalYear,
    has_any: &mut [bool],
) -> Counts {
    let of = |basis| figures.of(year, basis);
    let bases = [of(Basis::HeadOffice), of(Basis::Establishment)];
    let has = |columns: &Option<&YearColumns>, field: usize, place: usize| {
        columns.is_some_and(|columns| columns.values[field][place] != NONE)
    };
    let mut counts = [[0; 2]; 256];
    for place in firms.places() {
        let counts = &mut counts[usize::from(firms.prefecture[place])];
        for (field, count) in counts.iter_mut().enumerate() {
            if bases.iter().any(|columns| has(columns, field, place)) {
                *count += 1;
                has_any[place] = true;
            }
        }
    }
    counts
}
