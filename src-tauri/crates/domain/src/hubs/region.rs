//! The firms of one prefecture in one fiscal year, as flat columns: a row for each firm.

use std::cmp::Reverse;
use std::collections::HashSet;

use crate::degree::{Degree, DegreeKind, Missing, degree};
use crate::hubs::confidentiality::Confidentiality;

/// No value, in a column of amounts.
pub const NONE: i64 = i64::MIN;

/// What is to be noted of the figure above the line, as bits; those of the hub degree lie four
/// places higher.
pub mod mark {
    /// The establishment's figure stands in for the head office's, or was asked for.
    pub const ESTABLISHMENT: u8 = 1;
    /// The ledger has a figure of the other basis as well.
    pub const BOTH_BASES: u8 = 2;
    /// It is a thousand times the firm's own figure of another year, or a thousandth.
    pub const OUTLIER: u8 = 4;
    /// One import alone states it.
    pub const SINGLE_SOURCE: u8 = 8;
}

/// The figures whose 取扱区分 a row keeps, in the order of their two bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// 域外販売額
    Connector,
    /// 域内仕入額
    Hub,
    /// 売上額
    Sales,
    /// 輸出額
    Exports,
}

/// The columns. Rows are in the order in which firms with equal numbers stand: by 法人番号, those
/// without one last, then by name, then by id.
#[derive(Debug, Clone, Default)]
pub struct Region {
    /// The firm's place in the ledger's own columns.
    pub places: Vec<u32>,
    /// 域外販売額 and 域内仕入額 in yen, by [`DegreeKind`].
    pub figures: [Vec<i64>; 2],
    /// 売上額, yen.
    pub sales: Vec<i64>,
    /// 売上額 of the earlier year that growth is counted from, yen.
    pub earlier_sales: Vec<i64>,
    /// 輸出額, yen.
    pub exports: Vec<i64>,
    /// 資本金, yen.
    pub capital: Vec<i64>,
    /// Persons: of that year, or as the firm's record has it.
    pub employees: Vec<i64>,
    /// Six digits as a number; 0 for none.
    pub municipality: Vec<u32>,
    /// JSIC code, padded with zeros.
    pub industry: Vec<[u8; 4]>,
    /// See [`mark`].
    pub marks: Vec<u8>,
    /// Two bits for each of [`Kept`].
    pub levels: Vec<u8>,
    /// The rows whose firm lists of other prefectures name as well: few.
    pub elsewhere: HashSet<u32>,
    /// The rows whose figure is not negative, greatest first, by [`DegreeKind`].
    pub by: [Vec<u32>; 2],
    /// The sums of those figures, yen, by [`DegreeKind`].
    pub sums: [i128; 2],
}

/// The money below the line of both degrees, in yen, by [`DegreeKind`].
pub type Bounds = [Option<i64>; 2];

/// The place of a degree in arrays.
pub fn index(kind: DegreeKind) -> usize {
    match kind {
        DegreeKind::Connector => 0,
        DegreeKind::Hub => 1,
    }
}

impl Region {
    /// How many firms.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Makes room for so many rows.
    pub fn reserve(&mut self, rows: usize) {
        let Self { figures: [outside, inside], sales, earlier_sales, exports, .. } = self;
        for column in [outside, inside, sales, earlier_sales, exports] {
            column.reserve(rows);
        }
        self.capital.reserve(rows);
        self.employees.reserve(rows);
        self.municipality.reserve(rows);
        self.industry.reserve(rows);
        self.marks.reserve(rows);
        self.levels.reserve(rows);
    }

    /// Puts the rows in the order of their figures, once they are all there.
    pub fn put_in_order(&mut self) {
        self.sums = self.figures.each_ref().map(|figures| {
            figures.iter().filter(|value| **value >= 0).map(|value| i128::from(*value)).sum()
        });
        for (by, figures) in self.by.iter_mut().zip(&self.figures) {
            let mut keyed: Vec<(Reverse<i64>, u32)> = (0u32..)
                .zip(figures)
                .filter(|(_, value)| **value >= 0)
                .map(|(row, value)| (Reverse(*value), row))
                .collect();
            keyed.sort_unstable();
            *by = keyed.into_iter().map(|(_, row)| row).collect();
        }
    }

    /// The figure above the line, if there is one.
    pub fn figure(&self, kind: DegreeKind, row: u32) -> Option<i64> {
        value(&self.figures[index(kind)], row)
    }

    /// The degree of a row, or why there is none.
    ///
    /// # Errors
    /// As [`degree`].
    pub fn degree(&self, kind: DegreeKind, row: u32, bounds: &Bounds) -> Result<Degree, Missing> {
        degree(self.figure(kind, row), bounds[index(kind)])
    }

    /// The rows that have that degree, greatest first.
    pub fn with_degree(&self, kind: DegreeKind, bounds: &Bounds) -> &[u32] {
        let by = &self.by[index(kind)];
        match bounds[index(kind)] {
            Some(bound) if bound > 0 => {
                let figures = &self.figures[index(kind)];
                let above = by.partition_point(|row| figures[*row as usize] > bound);
                &by[above..]
            }
            _ => &[],
        }
    }

    /// Whether a row has that degree.
    pub fn has_degree(&self, kind: DegreeKind, row: u32, bounds: &Bounds) -> bool {
        let figure = self.figures[index(kind)][row as usize];
        bounds[index(kind)].is_some_and(|bound| bound > 0 && (0..=bound).contains(&figure))
    }

    /// The sum of the figures above the line that are not negative; `None` where no firm has one,
    /// or it is more than a ledger can hold.
    pub fn sum(&self, kind: DegreeKind) -> Option<i64> {
        let any = !self.by[index(kind)].is_empty();
        any.then(|| i64::try_from(self.sums[index(kind)]).ok()).flatten()
    }

    /// The sum of the figures that have a degree under that denominator.
    pub fn sum_within(&self, kind: DegreeKind, bound: i64) -> i128 {
        let figures = &self.figures[index(kind)];
        let of = |row: &u32| i128::from(figures[*row as usize]);
        let by = &self.by[index(kind)];
        let above: i128 = by.iter().map(of).take_while(|figure| *figure > bound.into()).sum();
        self.sums[index(kind)] - above
    }

    /// The marks of a row's figure.
    pub fn marks(&self, kind: DegreeKind, row: u32) -> u8 {
        self.marks[row as usize] >> (4 * index(kind)) & 15
    }

    /// The 取扱区分 of one of a row's figures.
    pub fn level(&self, kept: Kept, row: u32) -> Confidentiality {
        Confidentiality::from_bits(self.levels[row as usize] >> (2 * kept as u8))
    }

    /// JSIC's 中分類 of a row; `None` where the code says no more than the section.
    pub fn division(&self, row: u32) -> Option<u8> {
        let code = self.industry[row as usize];
        std::str::from_utf8(&code[..2]).ok()?.parse().ok()
    }

    /// Growth of sales from the earlier year as part and whole: `(sales − earlier, earlier)`.
    pub fn growth(&self, row: u32) -> Option<(i128, i128)> {
        let (now, before) = (value(&self.sales, row)?, value(&self.earlier_sales, row)?);
        (before > 0).then_some((i128::from(now) - i128::from(before), i128::from(before)))
    }

    /// Exports as a share of sales: `(exports, sales)`; none where that is no share.
    pub fn export_share(&self, row: u32) -> Option<(i128, i128)> {
        let (exports, sales) = (value(&self.exports, row)?, value(&self.sales, row)?);
        (sales > 0 && (0..=sales).contains(&exports))
            .then_some((i128::from(exports), i128::from(sales)))
    }
}

/// The value of a row in a column of amounts.
pub fn value(column: &[i64], row: u32) -> Option<i64> {
    column.get(row as usize).copied().filter(|value| *value != NONE)
}
