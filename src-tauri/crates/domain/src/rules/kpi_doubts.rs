//! What is doubtful in the numbers of indicators: targets that do not move, or the wrong way,
//! a unit that is a thousand times off its neighbours, a rate over 100 %.

use rust_decimal::Decimal;

use super::Judged;
use crate::answers::Row;
use crate::finding::{Finding, Param};
use crate::fiscal_year::FiscalYear;

/// Heads whose indicators are all sums of money, so that two of them can be compared.
const SUMS: [&str; 2] = ["in_region_transactions", "sales"];

/// An indicator's row.
struct Indicator<'a> {
    table: &'a str,
    index: usize,
    row: Row<'a>,
    baseline: Option<Decimal>,
    targets: Vec<(FiscalYear, Decimal)>,
}

impl Indicator<'_> {
    fn says(&self, code: &'static str, part: &str) -> Finding {
        Finding::new(code, format!("{}[{}].{part}", self.table, self.index))
            .text("row", self.index + 1)
            .text("name", self.row.text("name"))
    }

    fn of_year(&self, code: &'static str, year: FiscalYear) -> Finding {
        self.says(code, &format!("targets.{year}")).with("year", Param::Year(year))
    }

    /// The baseline in yen, of an indicator that is a sum of money.
    fn yen(&self) -> Option<Decimal> {
        if !SUMS.contains(&self.row.text("head")) {
            return None;
        }
        let unit = match self.row.text("unit") {
            "yen" => 1,
            "thousand_yen" => 1_000,
            "million_yen" => 1_000_000,
            "hundred_million_yen" => 100_000_000,
            _ => return None,
        };
        self.baseline?.checked_mul(Decimal::from(unit))
    }
}

pub(super) fn doubts(judged: &Judged<'_>, table: &str) -> Vec<Finding> {
    let rows = judged.plan.answers.rows(table);
    let indicators: Vec<Indicator<'_>> = rows
        .map(|(index, row)| Indicator {
            table,
            index,
            row,
            baseline: row.decimal("baseline"),
            targets: row.years("targets"),
        })
        .collect();
    let mut found = Vec::new();
    for indicator in &indicators {
        direction(&mut found, indicator);
        leap(&mut found, indicator);
        rate(&mut found, indicator);
    }
    neighbours(&mut found, &indicators);
    found
}

/// The last target equals the baseline, or lies on the wrong side of it.
fn direction(found: &mut Vec<Finding>, indicator: &Indicator<'_>) {
    let (Some(baseline), Some((year, last))) = (indicator.baseline, indicator.targets.last())
    else {
        return;
    };
    let down = indicator.row.text("direction") == "down";
    if *last == baseline {
        found.push(indicator.of_year("kpi_target_equals_baseline", *year));
    } else if (*last < baseline) != down {
        found.push(indicator.of_year("kpi_wrong_direction", *year));
    }
}

/// A target far off the baseline, or off the year before: the slip between 円 and 千円, or 千円
/// and 百万円, is a factor of a thousand. The first such year is named.
fn leap(found: &mut Vec<Finding>, indicator: &Indicator<'_>) {
    let targets = indicator.targets.iter().copied();
    if let Some(baseline) = indicator.baseline
        && let Some((year, _)) = targets.clone().find(|(_, target)| is_far(baseline, *target))
    {
        return found.push(indicator.of_year("kpi_thousandfold", year));
    }
    let mut pairs = targets.clone().zip(targets.skip(1));
    if let Some((_, (year, _))) = pairs.find(|((_, before), (_, after))| is_far(*before, *after)) {
        found.push(indicator.of_year("kpi_thousandfold_year", year));
    }
}

/// Whether two numbers differ by a factor of 500 or more.
fn is_far(a: Decimal, b: Decimal) -> bool {
    let (small, large) = (a.abs().min(b.abs()), a.abs().max(b.abs()));
    small > Decimal::ZERO && small.checked_mul(Decimal::from(500)).is_some_and(|f| large >= f)
}

/// A rate over 100 %, in the baseline or in a target.
fn rate(found: &mut Vec<Finding>, indicator: &Indicator<'_>) {
    if indicator.row.text("unit") != "percent" {
        return;
    }
    let over = |value: &Decimal| *value > Decimal::ONE_HUNDRED;
    if indicator.baseline.as_ref().is_some_and(over) {
        found.push(indicator.says("kpi_baseline_over_hundred", "baseline"));
    }
    if let Some((year, _)) = indicator.targets.iter().find(|(_, target)| over(target)) {
        found.push(indicator.of_year("kpi_rate_over_hundred", *year));
    }
}

/// Two sums of one head that differ by about a thousand, or a million: one of the units is
/// probably wrong. The later one is named.
fn neighbours(found: &mut Vec<Finding>, indicators: &[Indicator<'_>]) {
    for (place, indicator) in indicators.iter().enumerate() {
        let Some(yen) = indicator.yen() else { continue };
        let before = indicators.iter().take(place).find(|other| {
            other.row.text("head") == indicator.row.text("head")
                && other.yen().is_some_and(|other| is_slip(yen, other))
        });
        if let Some(other) = before {
            found.push(
                indicator
                    .says("kpi_unit_off_neighbour", "unit")
                    .text("other", other.row.text("name"))
                    .text("other_row", other.index + 1),
            );
        }
    }
}

/// Whether the larger is about a thousand times, or about a million times, the smaller.
fn is_slip(a: Decimal, b: Decimal) -> bool {
    let (small, large) = (a.abs().min(b.abs()), a.abs().max(b.abs()));
    let Some(factor) = large.checked_div(small) else { return false };
    [1_000, 1_000_000].into_iter().any(|slip| {
        let slip = Decimal::from(slip);
        factor >= slip / Decimal::TWO && factor <= slip * Decimal::TWO
    })
}
