//! Values that the participating firms' own figures suggest for an indicator.
//!
//! Only what has been: baselines and past years. A target is never suggested. What the figures
//! mean for an indicator is this software's reading, and its label says so.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::{Decimal, RoundingStrategy};

use crate::figures::{Basis, FigureField};
use crate::fiscal_year::FiscalYear;
use crate::money::Unit;

/// What is worked out from the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// 売上額の合計
    Sales,
    /// 域内仕入額の合計, an approximation of 域内取引額
    InRegionPurchases,
    /// 従業者数の合計
    Employees,
    /// 給与総額の合計
    TotalPayroll,
    /// 給与総額 ÷ 従業者数, over the firms that have both
    AveragePay,
}

impl Measure {
    /// What suits a head of indicators (`sales`, `in_region_transactions`, `labour`).
    pub fn of_head(head: &str) -> &'static [Self] {
        match head {
            "sales" => &[Self::Sales],
            "in_region_transactions" => &[Self::InRegionPurchases],
            "labour" => &[Self::Employees, Self::TotalPayroll, Self::AveragePay],
            _ => &[],
        }
    }

    /// The name in JSON and in the text catalogue (`suggestion.<name>`).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sales => "sales",
            Self::InRegionPurchases => "in_region_purchases",
            Self::Employees => "employees",
            Self::TotalPayroll => "total_payroll",
            Self::AveragePay => "average_pay",
        }
    }

    /// The figures that it is made of.
    pub fn figures(self) -> &'static [FigureField] {
        match self {
            Self::Sales => &[FigureField::Sales],
            Self::InRegionPurchases => &[FigureField::InRegionPurchases],
            Self::Employees => &[FigureField::Employees],
            Self::TotalPayroll => &[FigureField::TotalPayroll],
            Self::AveragePay => &[FigureField::TotalPayroll, FigureField::Employees],
        }
    }

    /// The unit in which it is shown for an indicator of that unit, or for one that has none yet;
    /// `None` where it does not suit the unit.
    pub fn unit_for(self, unit: Option<Unit>) -> Option<Unit> {
        let money = self != Self::Employees;
        match unit {
            Some(unit) if unit.is_money() && money => Some(unit),
            Some(Unit::Persons) if !money => Some(Unit::Persons),
            Some(_) => None,
            None if !money => Some(Unit::Persons),
            None if self == Self::AveragePay => Some(Unit::ThousandYen),
            None => Some(Unit::MillionYen),
        }
    }
}

/// A figure of a firm, with where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Stated<S> {
    /// Which figure.
    pub field: FigureField,
    /// Of which year.
    pub year: FiscalYear,
    /// What it counts.
    pub basis: Basis,
    /// Yen or persons.
    pub value: i64,
    /// Where it stands.
    pub source: S,
}

/// A participating firm with its figures; of one field and year the first counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Participant<S> {
    /// Its name.
    pub name: String,
    /// Its figures.
    pub figures: Vec<Stated<S>>,
}

impl<S> Participant<S> {
    /// The figures that a measure needs of a year, or `None` where one is missing.
    fn figures(&self, measure: Measure, year: FiscalYear) -> Option<Vec<&Stated<S>>> {
        let of = |field| self.figures.iter().find(|f| f.field == field && f.year == year);
        measure.figures().iter().map(|field| of(*field)).collect()
    }
}

/// A value that the figures suggest.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion<'a, S> {
    /// What it is.
    pub measure: Measure,
    /// Of which year.
    pub year: FiscalYear,
    /// In yen, persons, or yen a person (rounded to whole yen).
    pub value: Decimal,
    /// The figures that went in, firm by firm.
    pub counted: Vec<(&'a str, Vec<&'a Stated<S>>)>,
    /// The firms without that figure in that year.
    pub missing: Vec<&'a str>,
    /// Whether figures of head offices and of establishments went in together.
    pub mixed_bases: bool,
}

/// What the firms' figures suggest for a head of indicators: by measure, latest year first.
/// A year in which no firm has the figures gives nothing.
pub fn suggest<'a, S>(head: &str, firms: &'a [Participant<S>]) -> Vec<Suggestion<'a, S>> {
    let measures = Measure::of_head(head).iter();
    measures.flat_map(|measure| of_measure(*measure, firms)).collect()
}

fn of_measure<S>(measure: Measure, firms: &[Participant<S>]) -> Vec<Suggestion<'_, S>> {
    let fields = measure.figures();
    let years: BTreeSet<FiscalYear> = firms
        .iter()
        .flat_map(|firm| &firm.figures)
        .filter(|figure| fields.contains(&figure.field))
        .map(|figure| figure.year)
        .collect();
    years.into_iter().rev().filter_map(|year| of_year(measure, year, firms)).collect()
}

fn of_year<S>(
    measure: Measure,
    year: FiscalYear,
    firms: &[Participant<S>],
) -> Option<Suggestion<'_, S>> {
    let (mut counted, mut missing) = (Vec::new(), Vec::new());
    for firm in firms {
        match firm.figures(measure, year) {
            Some(figures) => counted.push((firm.name.as_str(), figures)),
            None => missing.push(firm.name.as_str()),
        }
    }
    let stated = || counted.iter().flat_map(|(_, figures)| figures.iter().copied());
    let sums = sums(stated());
    let mut sums = measure.figures().iter().map(|field| sums.get(field.as_str()).copied());
    let first = sums.next()??;
    let value = match sums.next() {
        None => first,
        Some(persons) => first
            .checked_div(persons?)?
            .round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero),
    };
    let basis = stated().next().map(|figure| figure.basis);
    let mixed_bases = stated().any(|figure| Some(figure.basis) != basis);
    Some(Suggestion { measure, year, value, counted, missing, mixed_bases })
}

/// The sum of each figure by its name; a decimal holds far more than all firms' yen.
fn sums<'a, S: 'a>(
    figures: impl Iterator<Item = &'a Stated<S>>,
) -> BTreeMap<&'static str, Decimal> {
    let mut sums = BTreeMap::new();
    for figure in figures {
        *sums.entry(figure.field.as_str()).or_insert(Decimal::ZERO) += Decimal::from(figure.value);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    fn firm(name: &str, figures: &[(FigureField, i64, Basis, i64)]) -> Participant<()> {
        let stated = |&(field, year, basis, value): &(FigureField, i64, Basis, i64)| Stated {
            field,
            year: FiscalYear::new(year).unwrap(),
            basis,
            value,
            source: (),
        };
        Participant { name: name.to_owned(), figures: figures.iter().map(stated).collect() }
    }

    #[test]
    fn sales_are_summed_by_year_and_the_missing_are_named() {
        use FigureField::{Employees, Sales};
        let firms = [
            firm(
                "甲",
                &[
                    (Sales, 2024, Basis::HeadOffice, 10),
                    (Sales, 2024, Basis::Establishment, 99),
                    (Sales, 2025, Basis::HeadOffice, 12),
                ],
            ),
            firm("乙", &[(Sales, 2024, Basis::Establishment, 5)]),
            firm("丙", &[(Employees, 2024, Basis::HeadOffice, 3)]),
        ];
        let found = suggest("sales", &firms);
        let said: Vec<_> = found
            .iter()
            .map(|s| (s.year.year(), s.value.to_string(), s.missing.clone(), s.mixed_bases))
            .collect();
        assert_eq!(
            said,
            [
                (2025, "12".to_owned(), vec!["乙", "丙"], false),
                (2024, "15".to_owned(), vec!["丙"], true),
            ]
        );
        assert!(suggest("custom", &firms).is_empty());
        assert!(suggest::<()>("sales", &[]).is_empty());
    }

    #[test]
    fn average_pay_counts_only_firms_with_both_figures() {
        use FigureField::{Employees, TotalPayroll};
        let office = Basis::HeadOffice;
        let firms = [
            firm("甲", &[(TotalPayroll, 2024, office, 1000), (Employees, 2024, office, 3)]),
            firm("乙", &[(TotalPayroll, 2024, office, 9_999)]),
            firm("丙", &[(Employees, 2024, office, 7)]),
        ];
        let found = suggest("labour", &firms);
        let said: Vec<_> =
            found.iter().map(|s| (s.measure.as_str(), s.value.to_string())).collect();
        let of = |name, value: &str| (name, value.to_owned());
        assert_eq!(
            said,
            [of("employees", "10"), of("total_payroll", "10999"), of("average_pay", "333")]
        );
        assert_eq!(found[2].missing, ["乙", "丙"]);
        let nobody = [firm("甲", &[(TotalPayroll, 2024, office, 9), (Employees, 2024, office, 0)])];
        assert!(suggest("labour", &nobody).iter().all(|s| s.measure != Measure::AveragePay));
    }

    #[test]
    fn a_measure_is_offered_in_the_indicators_unit_or_not_at_all() {
        use Measure::{AveragePay, Employees, Sales};
        assert_eq!(Sales.unit_for(Some(Unit::ThousandYen)), Some(Unit::ThousandYen));
        assert_eq!(Sales.unit_for(Some(Unit::Percent)), None);
        assert_eq!(Sales.unit_for(None), Some(Unit::MillionYen));
        assert_eq!(Employees.unit_for(Some(Unit::Yen)), None);
        assert_eq!(AveragePay.unit_for(None), Some(Unit::ThousandYen));
    }
}
