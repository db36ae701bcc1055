//! An indicator of the plan, worked out from its row of `kpi`: never stored, always exact.
//!
//! A percentage is kept as a ratio and rounded only to be shown. Where there is no number there
//! is a reason. How achievement is measured is this software's reading: the source asks for
//! targets, it names no formula.

mod growth;
mod ratio;

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::answers::Row;
use crate::fiscal_year::FiscalYear;
use crate::money::Unit;

pub use growth::{annual_growth, evenly};
pub use ratio::Ratio;

/// Why a number can't be worked out. The sentence is `reason.<code>` in the text catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Absent {
    /// No baseline is written.
    BaselineMissing,
    /// The year of the baseline is not written.
    BaselineYearMissing,
    /// No target is written.
    TargetsMissing,
    /// The baseline is zero or negative: nothing can be a percentage of it.
    BaselineNotPositive,
    /// The last target is negative: no yearly rate leads there.
    TargetNegative,
    /// The last target is not of a later year than the baseline.
    NoYearsBetween,
    /// The year has no target.
    TargetMissing,
    /// The value that would stand below the line is zero or negative.
    NotPositive,
    /// The target equals the baseline: there is no planned change to have a share of.
    NoPlannedChange,
    /// The number is too large to be worked out exactly.
    TooLarge,
}

impl Absent {
    /// The stable name of this reason.
    pub fn code(self) -> &'static str {
        match self {
            Self::BaselineMissing => "baseline_missing",
            Self::BaselineYearMissing => "baseline_year_missing",
            Self::TargetsMissing => "targets_missing",
            Self::BaselineNotPositive => "baseline_not_positive",
            Self::TargetNegative => "target_negative",
            Self::NoYearsBetween => "no_years_between",
            Self::TargetMissing => "target_missing",
            Self::NotPositive => "not_positive",
            Self::NoPlannedChange => "no_planned_change",
            Self::TooLarge => "too_large",
        }
    }
}

/// Which way is better.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Direction {
    /// More is better; also where nothing is chosen yet.
    #[default]
    Up,
    /// Less is better.
    Down,
}

/// One fiscal year of an indicator, its values in the row's unit.
#[derive(Debug, Clone, PartialEq)]
pub struct IndicatorYear {
    /// The fiscal year.
    pub year: FiscalYear,
    /// Whether the year lies outside the plan.
    pub outside: bool,
    /// 目標値
    pub target: Option<Decimal>,
    /// 実績
    pub actual: Option<Decimal>,
}

/// One indicator as its row states it.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    /// Which way is better.
    pub direction: Direction,
    /// The unit of all its values; `None` where nothing is chosen.
    pub unit: Option<Unit>,
    /// The fiscal year of the baseline.
    pub baseline_year: Option<FiscalYear>,
    /// 基準値
    pub baseline: Option<Decimal>,
    /// Every year of the plan, and any other year that has a value, in order.
    pub years: Vec<IndicatorYear>,
}

impl Indicator {
    /// Reads a row of `kpi` of a plan that touches those fiscal years.
    pub fn of(row: Row<'_>, plan_years: &[FiscalYear]) -> Self {
        let (targets, actuals) = (row.years("targets"), row.years("actuals"));
        let stated = targets.iter().chain(&actuals).map(|(year, _)| *year);
        let years: BTreeSet<FiscalYear> = plan_years.iter().copied().chain(stated).collect();
        let of = |values: &[(FiscalYear, Decimal)], year: FiscalYear| {
            values.iter().find(|(stated, _)| *stated == year).map(|(_, value)| *value)
        };
        Self {
            direction: if row.text("direction") == "down" {
                Direction::Down
            } else {
                Direction::Up
            },
            unit: Unit::parse(row.text("unit")),
            baseline_year: row.integer("baseline_year").and_then(|year| FiscalYear::new(year).ok()),
            baseline: row.decimal("baseline"),
            years: years
                .into_iter()
                .map(|year| IndicatorYear {
                    year,
                    outside: !plan_years.contains(&year),
                    target: of(&targets, year),
                    actual: of(&actuals, year),
                })
                .collect(),
        }
    }

    /// The last year that has a target, with it.
    pub fn last(&self) -> Option<(FiscalYear, Decimal)> {
        self.years.iter().rev().find_map(|year| Some((year.year, year.target?)))
    }

    /// The last target less the baseline, in the row's unit.
    ///
    /// # Errors
    /// A baseline or every target is missing.
    pub fn increase(&self) -> Result<Decimal, Absent> {
        let baseline = self.baseline.ok_or(Absent::BaselineMissing)?;
        let (_, last) = self.last().ok_or(Absent::TargetsMissing)?;
        last.checked_sub(baseline).ok_or(Absent::TooLarge)
    }

    /// The increase as a share of the baseline.
    ///
    /// # Errors
    /// Something is missing, or the baseline is zero or negative.
    pub fn growth(&self) -> Result<Ratio, Absent> {
        let increase = self.increase()?;
        let baseline = self.baseline.ok_or(Absent::BaselineMissing)?;
        Ratio::new(increase, baseline).ok_or(Absent::BaselineNotPositive)
    }

    /// The yearly growth in percent that leads from the baseline to the last target (CAGR),
    /// rounded half up to two places.
    ///
    /// # Errors
    /// Something is missing, no year lies between, or a value is out of its domain.
    pub fn annual_growth(&self) -> Result<Decimal, Absent> {
        let baseline = self.baseline.ok_or(Absent::BaselineMissing)?;
        let (year, last) = self.last().ok_or(Absent::TargetsMissing)?;
        let from = self.baseline_year.ok_or(Absent::BaselineYearMissing)?;
        let years = u32::try_from(year.year() - from.year()).unwrap_or(0);
        annual_growth(baseline, last, years)
    }

    /// How far the actual value of a year fulfils its target: actual ÷ target where more is
    /// better, target ÷ actual where less is.
    ///
    /// # Errors
    /// `None` without an actual value; a reason where the two can't be divided.
    pub fn achievement(&self, year: &IndicatorYear) -> Option<Result<Ratio, Absent>> {
        let actual = year.actual?;
        let Some(target) = year.target else { return Some(Err(Absent::TargetMissing)) };
        let ratio = match self.direction {
            Direction::Up => Ratio::new(actual, target),
            Direction::Down => Ratio::new(target, actual),
        };
        Some(ratio.ok_or(Absent::NotPositive))
    }

    /// Which share of the change planned for a year has been made.
    ///
    /// # Errors
    /// `None` without an actual value; a reason where no change is planned.
    pub fn share_of_change(&self, year: &IndicatorYear) -> Option<Result<Ratio, Absent>> {
        let actual = year.actual?;
        let Some(target) = year.target else { return Some(Err(Absent::TargetMissing)) };
        let Some(baseline) = self.baseline else { return Some(Err(Absent::BaselineMissing)) };
        let changes = actual.checked_sub(baseline).zip(target.checked_sub(baseline));
        let Some((made, planned)) = changes else { return Some(Err(Absent::TooLarge)) };
        let ratio = if planned.is_sign_negative() {
            Ratio::new(-made, -planned)
        } else {
            Ratio::new(made, planned)
        };
        Some(ratio.ok_or(Absent::NoPlannedChange))
    }

    /// Whether a year's actual value reaches its target; `None` where one of them is missing.
    pub fn reached(&self, year: &IndicatorYear) -> Option<bool> {
        let (actual, target) = year.actual.zip(year.target)?;
        Some(match self.direction {
            Direction::Up => actual >= target,
            Direction::Down => actual <= target,
        })
    }

    /// Whether the latest year with target and actual value reached its target.
    pub fn on_track(&self) -> Option<bool> {
        self.years.iter().rev().find_map(|year| self.reached(year))
    }

    /// A value of this indicator in the base unit; `None` without a unit or where it is too large.
    pub fn in_base_unit(&self, value: Decimal) -> Option<Decimal> {
        value.checked_mul(Decimal::from(self.unit?.scale()))
    }

    /// Why growth or yearly growth have no number, each reason once.
    pub fn reasons(&self) -> Vec<Absent> {
        let found = [self.growth().err(), self.annual_growth().err()];
        found.into_iter().flatten().collect::<BTreeSet<_>>().into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::answers::Answers;
    use crate::plan::PlanKind;

    fn years(range: std::ops::RangeInclusive<i64>) -> Vec<FiscalYear> {
        range.map(|year| FiscalYear::new(year).unwrap()).collect()
    }

    fn indicator(row: Value) -> Indicator {
        let answers = Answers::check(PlanKind::RegionalCluster, &json!({ "kpi": [row] })).unwrap();
        let (_, row) = answers.rows("kpi").next().unwrap();
        Indicator::of(row, &years(2027..=2031))
    }

    fn percent(found: Result<Ratio, Absent>) -> Result<String, Absent> {
        found.map(|ratio| ratio.percent(2).unwrap().to_string())
    }

    #[test]
    fn growth_is_that_of_the_last_target() {
        let found = indicator(json!({
            "unit": "million_yen", "baseline_year": 2025, "baseline": 48200,
            "targets": { "2027": 49800, "2031": 58000 }
        }));
        assert_eq!(found.increase(), Ok(Decimal::from(9800)));
        assert_eq!(percent(found.growth()), Ok("20.33".to_owned()));
        assert_eq!(found.annual_growth().unwrap().to_string(), "3.13");
        assert_eq!(
            found.in_base_unit(Decimal::from(58000)),
            Some(Decimal::from(58_000_000_000_i64))
        );
        assert_eq!(found.years.len(), 5);
        assert!(found.reasons().is_empty());
    }

    #[test]
    fn where_there_is_no_number_there_is_a_reason() {
        use Absent::{
            BaselineMissing, BaselineNotPositive, BaselineYearMissing, NoYearsBetween,
            TargetNegative, TargetsMissing,
        };
        for (row, reasons) in [
            (json!({ "name": "x" }), &[BaselineMissing][..]),
            (json!({ "baseline": 5 }), &[TargetsMissing]),
            (json!({ "baseline": 5, "targets": { "2031": 6 } }), &[BaselineYearMissing]),
            (
                json!({ "baseline": 0, "baseline_year": 2025, "targets": { "2031": 6 } }),
                &[BaselineNotPositive],
            ),
            (
                json!({ "baseline": -5, "baseline_year": 2025, "targets": { "2031": 6 } }),
                &[BaselineNotPositive],
            ),
            (
                json!({ "baseline": 5, "baseline_year": 2031, "targets": { "2031": 6 } }),
                &[NoYearsBetween],
            ),
            (
                json!({ "baseline": 5, "baseline_year": 2025, "targets": { "2031": -6 } }),
                &[TargetNegative],
            ),
        ] {
            assert_eq!(indicator(row.clone()).reasons(), reasons, "{row}");
        }
    }

    #[test]
    fn achievement_goes_by_the_direction() {
        let up = indicator(json!({
            "baseline": 100, "targets": { "2027": 120, "2028": 140 },
            "actuals": { "2027": 110, "2028": 150, "2029": 160 }
        }));
        let of = |found: &Indicator, index: usize| {
            let year = &found.years[index];
            (
                found.achievement(year).map(percent),
                found.share_of_change(year).map(percent),
                found.reached(year),
            )
        };
        let said = |text: &str| Some(Ok(text.to_owned()));
        assert_eq!(of(&up, 0), (said("91.67"), said("50"), Some(false)));
        assert_eq!(of(&up, 1), (said("107.14"), said("125"), Some(true)));
        let missing = Some(Err(Absent::TargetMissing));
        assert_eq!(of(&up, 2), (missing.clone(), missing, None));
        assert_eq!(of(&up, 3), (None, None, None));
        assert_eq!(up.on_track(), Some(true));
        let down = indicator(json!({
            "direction": "down", "baseline": 100, "targets": { "2027": 80 }, "actuals": { "2027": 90 }
        }));
        assert_eq!(of(&down, 0), (said("88.89"), said("50"), Some(false)));
        let none = indicator(json!({
            "direction": "down", "baseline": 100, "targets": { "2027": 100 },
            "actuals": { "2027": 0 }
        }));
        assert_eq!(
            of(&none, 0),
            (Some(Err(Absent::NotPositive)), Some(Err(Absent::NoPlannedChange)), Some(true))
        );
    }

    #[test]
    fn a_year_outside_the_plan_is_kept_and_marked() {
        let found = indicator(json!({ "targets": { "2033": 1 }, "actuals": { "2024": 1 } }));
        let outside: Vec<String> = found
            .years
            .iter()
            .filter(|year| year.outside)
            .map(|year| year.year.to_string())
            .collect();
        assert_eq!(outside, ["2024", "2033"]);
    }
}
