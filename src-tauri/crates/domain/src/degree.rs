//! コネクター度 and ハブ度: shares of money, as exact ratios of whole yen.
//!
//! The two formulas are the policy's; how a missing or doubtful figure is treated is our reading.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::codes::CorporateNumber;
use crate::figures::FigureField;
use crate::fiscal_year::FiscalYear;

/// Which of the two degrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DegreeKind {
    /// コネクター度：企業の域外販売額／企業が所在する都道府県の域外販売額
    Connector,
    /// ハブ度：企業の域内仕入額／企業が所在する都道府県の域内仕入額
    Hub,
}

impl DegreeKind {
    /// Both degrees.
    pub const ALL: [Self; 2] = [Self::Connector, Self::Hub];

    /// The figure of the firm that stands above the line, and that of the prefecture below it.
    pub fn figure(self) -> FigureField {
        match self {
            Self::Connector => FigureField::OutOfRegionSales,
            Self::Hub => FigureField::InRegionPurchases,
        }
    }

    /// The name in JSON and in the text catalogue (`degree.<name>`).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Connector => "connector",
            Self::Hub => "hub",
        }
    }
}

/// An exact share: `0 ≤ numerator ≤ denominator`, `denominator > 0`, both in yen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Degree {
    numerator: i64,
    denominator: i64,
}

impl Degree {
    /// The firm's money, in yen.
    pub fn numerator(self) -> i64 {
        self.numerator
    }

    /// The prefecture's money, in yen.
    pub fn denominator(self) -> i64 {
        self.denominator
    }

    /// The share with twelve decimal places, rounded half up: `0.012345678901`.
    pub fn to_decimal_string(self) -> String {
        const SCALE: i128 = 1_000_000_000_000;
        let (n, d) = (i128::from(self.numerator), i128::from(self.denominator));
        let rounded = (2 * n * SCALE + d) / (2 * d);
        format!("{}.{:012}", rounded / SCALE, rounded % SCALE)
    }
}

impl Ord for Degree {
    fn cmp(&self, other: &Self) -> Ordering {
        let left = i128::from(self.numerator) * i128::from(other.denominator);
        left.cmp(&(i128::from(other.numerator) * i128::from(self.denominator)))
    }
}

impl PartialOrd for Degree {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Where a denominator comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DenominatorKind {
    /// A statistic of the prefecture, with its source.
    Statistic,
    /// The sum over the registered firms, a stand-in: 登録企業合計を分母とする参考値.
    RegisteredSum,
}

impl DenominatorKind {
    /// The name in JSON and in the text catalogue (`denominator.<name>`).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Statistic => "statistic",
            Self::RegisteredSum => "registered_sum",
        }
    }
}

/// The prefecture's money, below the line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Denominator {
    /// Whole yen.
    pub value: i64,
    /// The fiscal year that it is of.
    pub year: FiscalYear,
    /// Who published it; empty for the registered sum.
    pub source: String,
    /// Statistic or stand-in.
    pub kind: DenominatorKind,
}

/// Why there is no degree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Missing {
    /// The firm has no prefecture.
    NoPrefecture,
    /// The firm has no such figure in that year.
    NoNumerator,
    /// The firm's figure is negative.
    NegativeNumerator,
    /// No denominator is known.
    NoDenominator,
    /// The denominator is zero or negative.
    ZeroDenominator,
    /// The firm's figure is greater than the whole prefecture's.
    AboveDenominator,
}

impl Missing {
    /// The stable name, with the degree that it concerns (`connector_numerator_missing`).
    pub fn code(self, kind: DegreeKind) -> &'static str {
        match (kind, self) {
            (_, Self::NoPrefecture) => "no_prefecture",
            (DegreeKind::Connector, Self::NoNumerator) => "connector_numerator_missing",
            (DegreeKind::Connector, Self::NegativeNumerator) => "connector_numerator_negative",
            (DegreeKind::Connector, Self::NoDenominator) => "connector_denominator_missing",
            (DegreeKind::Connector, Self::ZeroDenominator) => "connector_denominator_zero",
            (DegreeKind::Connector, Self::AboveDenominator) => "connector_above_denominator",
            (DegreeKind::Hub, Self::NoNumerator) => "hub_numerator_missing",
            (DegreeKind::Hub, Self::NegativeNumerator) => "hub_numerator_negative",
            (DegreeKind::Hub, Self::NoDenominator) => "hub_denominator_missing",
            (DegreeKind::Hub, Self::ZeroDenominator) => "hub_denominator_zero",
            (DegreeKind::Hub, Self::AboveDenominator) => "hub_above_denominator",
        }
    }
}

/// The degree of one figure of a firm, or the reason why there is none.
///
/// # Errors
/// A missing or negative numerator, a missing, zero or negative denominator, or a numerator
/// above its denominator.
pub fn degree(numerator: Option<i64>, denominator: Option<i64>) -> Result<Degree, Missing> {
    let numerator = numerator.ok_or(Missing::NoNumerator)?;
    let denominator = denominator.ok_or(Missing::NoDenominator)?;
    if numerator < 0 {
        Err(Missing::NegativeNumerator)
    } else if denominator <= 0 {
        Err(Missing::ZeroDenominator)
    } else if numerator > denominator {
        Err(Missing::AboveDenominator)
    } else {
        Ok(Degree { numerator, denominator })
    }
}

/// A firm that may be ranked, with its figures of one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The firm's id.
    pub id: Uuid,
    /// Its 法人番号.
    pub corporate_number: Option<CorporateNumber>,
    /// Its name.
    pub name: String,
    /// 域外販売額, yen.
    pub out_of_region_sales: Option<i64>,
    /// 域内仕入額, yen.
    pub in_region_purchases: Option<i64>,
}

impl Candidate {
    /// The figure that stands above the line of that degree, in yen.
    pub fn numerator(&self, kind: DegreeKind) -> Option<i64> {
        match kind {
            DegreeKind::Connector => self.out_of_region_sales,
            DegreeKind::Hub => self.in_region_purchases,
        }
    }
}

/// The denominators of both degrees.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Denominators {
    /// 都道府県の域外販売額
    pub connector: Option<Denominator>,
    /// 都道府県の域内仕入額
    pub hub: Option<Denominator>,
}

impl Denominators {
    /// The denominator of that degree.
    pub fn of(&self, kind: DegreeKind) -> Option<&Denominator> {
        match kind {
            DegreeKind::Connector => self.connector.as_ref(),
            DegreeKind::Hub => self.hub.as_ref(),
        }
    }
}

/// The sum of the candidates' figures as a stand-in denominator; `None` when no firm has one.
/// Negative figures are no part of it.
pub fn registered_sum(
    candidates: &[Candidate],
    kind: DegreeKind,
    year: FiscalYear,
) -> Option<Denominator> {
    let sum = candidates
        .iter()
        .filter_map(|firm| firm.numerator(kind))
        .filter(|value| *value >= 0)
        .try_fold((0_i64, 0_usize), |(sum, n), value| Some((sum.checked_add(value)?, n + 1)))?;
    (sum.1 > 0).then_some(Denominator {
        value: sum.0,
        year,
        source: String::new(),
        kind: DenominatorKind::RegisteredSum,
    })
}

/// A firm's two degrees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Degrees {
    /// コネクター度
    pub connector: Result<Degree, Missing>,
    /// ハブ度
    pub hub: Result<Degree, Missing>,
}

impl Degrees {
    /// Both degrees of a firm under those denominators.
    pub fn of(firm: &Candidate, denominators: &Denominators) -> Self {
        let one =
            |kind: DegreeKind| degree(firm.numerator(kind), denominators.of(kind).map(|d| d.value));
        Self { connector: one(DegreeKind::Connector), hub: one(DegreeKind::Hub) }
    }

    /// One of the two.
    pub fn get(&self, kind: DegreeKind) -> Result<Degree, Missing> {
        match kind {
            DegreeKind::Connector => self.connector,
            DegreeKind::Hub => self.hub,
        }
    }

    /// The codes of everything that stands in the way of a number.
    pub fn missing(&self) -> Vec<&'static str> {
        let mut codes: Vec<_> = DegreeKind::ALL
            .into_iter()
            .filter_map(|kind| self.get(kind).err().map(|missing| missing.code(kind)))
            .collect();
        codes.dedup();
        codes
    }
}

/// Warnings that hold for every degree worked out with these denominators in a year:
/// `connector_registered_sum`, `hub_year_mismatch` and the like.
pub fn denominator_warnings(denominators: &Denominators, year: FiscalYear) -> Vec<&'static str> {
    let mut codes = Vec::new();
    for kind in DegreeKind::ALL {
        let Some(denominator) = denominators.of(kind) else { continue };
        let connector = kind == DegreeKind::Connector;
        if denominator.kind == DenominatorKind::RegisteredSum {
            codes.push(if connector { "connector_registered_sum" } else { "hub_registered_sum" });
        }
        if denominator.year != year {
            codes.push(if connector { "connector_year_mismatch" } else { "hub_year_mismatch" });
        }
    }
    codes
}

/// A firm in its place of the ranking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranked {
    /// Its place from 1; equal degrees share a place; `None` without a number.
    pub rank: Option<usize>,
    /// The firm.
    pub firm: Candidate,
    /// Its degrees.
    pub degrees: Degrees,
}

/// The firms by one degree, greatest first; those without a number last. Equal ones are in the
/// order of 法人番号, then name, then id, so the order never depends on chance.
pub fn rank(firms: Vec<Candidate>, denominators: &Denominators, by: DegreeKind) -> Vec<Ranked> {
    let mut ranked: Vec<Ranked> = firms
        .into_iter()
        .map(|firm| Ranked { rank: None, degrees: Degrees::of(&firm, denominators), firm })
        .collect();
    ranked.sort_by(|a, b| {
        let by_degree = match (a.degrees.get(by), b.degrees.get(by)) {
            (Ok(a), Ok(b)) => b.cmp(&a),
            (Ok(_), Err(_)) => Ordering::Less,
            (Err(_), Ok(_)) => Ordering::Greater,
            (Err(_), Err(_)) => Ordering::Equal,
        };
        by_degree.then_with(|| tie(&a.firm).cmp(&tie(&b.firm)))
    });
    let mut previous: Option<(Degree, usize)> = None;
    for (index, entry) in ranked.iter_mut().enumerate() {
        let Ok(degree) = entry.degrees.get(by) else { break };
        let rank = match previous {
            Some((same, rank)) if same.cmp(&degree) == Ordering::Equal => rank,
            _ => index + 1,
        };
        entry.rank = Some(rank);
        previous = Some((degree, rank));
    }
    ranked
}

fn tie(firm: &Candidate) -> (bool, Option<&CorporateNumber>, &str, Uuid) {
    (firm.corporate_number.is_none(), firm.corporate_number.as_ref(), &firm.name, firm.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn firm(name: &str, sales: Option<i64>) -> Candidate {
        Candidate {
            id: Uuid::nil(),
            corporate_number: None,
            name: name.to_owned(),
            out_of_region_sales: sales,
            in_region_purchases: None,
        }
    }

    #[test]
    fn a_degree_has_twelve_places_rounded_half_up() {
        assert_eq!(degree(Some(1), Some(3)).unwrap().to_decimal_string(), "0.333333333333");
        assert_eq!(degree(Some(2), Some(3)).unwrap().to_decimal_string(), "0.666666666667");
        assert_eq!(
            degree(Some(1), Some(2_000_000_000_000)).unwrap().to_decimal_string(),
            "0.000000000001"
        );
        assert_eq!(degree(Some(7), Some(7)).unwrap().to_decimal_string(), "1.000000000000");
    }

    #[test]
    fn without_a_number_there_is_a_reason() {
        assert_eq!(degree(None, Some(1)), Err(Missing::NoNumerator));
        assert_eq!(degree(Some(-1), Some(1)), Err(Missing::NegativeNumerator));
        assert_eq!(degree(Some(1), None), Err(Missing::NoDenominator));
        assert_eq!(degree(Some(0), Some(0)), Err(Missing::ZeroDenominator));
        assert_eq!(degree(Some(2), Some(1)), Err(Missing::AboveDenominator));
    }

    #[test]
    fn the_registered_firms_add_up_to_one_and_rank_by_exact_shares() {
        let year = FiscalYear::new(2024).unwrap();
        let firms = vec![
            firm("乙", Some(30)),
            firm("甲", Some(30)),
            firm("丙", None),
            firm("丁", Some(40)),
        ];
        let sum = registered_sum(&firms, DegreeKind::Connector, year).unwrap();
        assert_eq!(sum.value, 100);
        let denominators = Denominators { connector: Some(sum), hub: None };
        let ranked = rank(firms, &denominators, DegreeKind::Connector);
        let order: Vec<_> = ranked.iter().map(|r| (r.firm.name.as_str(), r.rank)).collect();
        assert_eq!(order, [("丁", Some(1)), ("乙", Some(2)), ("甲", Some(2)), ("丙", None)]);
        assert_eq!(
            ranked[3].degrees.missing(),
            ["connector_numerator_missing", "hub_numerator_missing"]
        );
        assert_eq!(denominator_warnings(&denominators, year), ["connector_registered_sum"]);
    }
}
