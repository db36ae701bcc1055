//! Whether the amounts are as large as amounts of that kind are: a slip of the unit is a thousand
//! times off.

use std::collections::BTreeMap;

use shirube_domain::draft::{ColumnMapping, MappedField};
use shirube_domain::figures::{FigureField, FigureRow};
use shirube_domain::money::Unit;

use super::Reader;

/// How many amounts of a column are kept.
const KEPT: usize = 500;
/// How few amounts say nothing.
const FEWEST: usize = 5;
/// What the middle firm of a list sells in a year lies between these, in yen; beyond them the
/// unit is most likely another.
const PLAUSIBLE: std::ops::RangeInclusive<i64> = 200_000..=200_000_000_000;
/// The same for each person who works there.
const PLAUSIBLE_EACH: std::ops::RangeInclusive<i64> = 50_000..=2_000_000_000;

/// The first amounts of each column of money.
#[derive(Debug, Default)]
pub(super) struct Sizes {
    amounts: BTreeMap<u32, Vec<i64>>,
    employees: Vec<(u32, i64)>,
    rows: usize,
}

impl Sizes {
    /// Whether enough is known; a row more has come.
    fn enough(&mut self) -> bool {
        self.rows += 1;
        self.rows > KEPT
    }

    /// Keeps an amount of money that is not zero.
    pub(super) fn add(&mut self, column: u32, value: i64) {
        if self.rows > KEPT {
            return;
        }
        let amounts = self.amounts.entry(column).or_default();
        if value != 0 && amounts.len() < KEPT {
            amounts.push(value.saturating_abs());
        }
    }

    /// Keeps what each person of a firm stands for.
    pub(super) fn add_each(&mut self, column: u32, value: i64, employees: i64) {
        if value != 0 && employees > 0 && self.employees.len() < KEPT {
            self.employees.push((column, value.saturating_abs() / employees));
        }
    }

    fn is_plausible(&self, column: u32) -> bool {
        let each = self.employees.iter().filter(|(of, _)| *of == column).map(|(_, each)| *each);
        let each = middle(each.collect());
        let all = middle(self.amounts.get(&column).cloned().unwrap_or_default());
        match (each, all) {
            (Some(each), _) => PLAUSIBLE_EACH.contains(&each),
            (None, Some(all)) => PLAUSIBLE.contains(&all),
            (None, None) => true,
        }
    }
}

fn middle(mut amounts: Vec<i64>) -> Option<i64> {
    amounts.sort_unstable();
    (amounts.len() >= FEWEST).then(|| amounts[amounts.len() / 2])
}

impl Reader<'_> {
    /// Says of a column of sales or purchases whose amounts are out of all proportion.
    pub(super) fn about_sizes(&mut self) {
        let mapping = self.mapping;
        for column in mapping.columns.iter().filter(|column| is_whole(column)) {
            if !self.sizes.is_plausible(column.column) {
                let row = mapping.header_rows.last().copied().unwrap_or(mapping.first_row);
                let unit = if column.unit == Unit::None { Unit::Yen } else { column.unit };
                let problem = self.problem("unit_implausible").at(row, column.column);
                let problem = problem.raw(&*column.header).understood(unit.as_str());
                self.sink.problem(problem.about(&*column.header));
            }
        }
    }

    /// Keeps how large the firm's figures are, and says of parts that are larger than their whole.
    pub(super) fn compare(&mut self, row: u32, figures: &[FigureRow], employees: Option<i64>) {
        use FigureField::{
            Employees, Exports, InRegionPurchases, OutOfRegionSales, Purchases, Sales,
        };
        let enough = self.sizes.enough();
        for figures in figures {
            for whole in [Sales, Purchases].into_iter().filter(|_| !enough) {
                let employees = figures.value(Employees).or(employees);
                if let (Some(value), Some(employees), Some(column)) =
                    (figures.value(whole), employees, self.column_of(whole, figures))
                {
                    self.sizes.add_each(column.column, value, employees);
                }
            }
            for (part, whole) in
                [(OutOfRegionSales, Sales), (Exports, Sales), (InRegionPurchases, Purchases)]
            {
                let (Some(of), Some(all)) = (figures.value(part), figures.value(whole)) else {
                    continue;
                };
                if of > all
                    && let Some(column) = self.column_of(part, figures)
                {
                    let problem = self.problem("part_exceeds_whole").at(row, column.column);
                    let problem = problem.raw(of.to_string()).understood(all.to_string());
                    self.sink.problem(problem.about(&*column.header));
                }
            }
        }
    }

    fn column_of(&self, field: FigureField, figures: &FigureRow) -> Option<&ColumnMapping> {
        let columns = &self.mapping.columns;
        columns.iter().find(|column| {
            column.field == MappedField::Figure(field)
                && column.basis == figures.basis
                && column.year.is_none_or(|year| year == figures.year)
        })
    }
}

fn is_whole(column: &ColumnMapping) -> bool {
    matches!(column.field, MappedField::Figure(FigureField::Sales | FigureField::Purchases))
}
