//! The rule about indicators (B-3, C-2): each head with baseline, unit, source and targets.

use rust_decimal::Decimal;

use super::{Judged, Outcome, cell_blank, table_empty};
use crate::answers::Row;
use crate::finding::{Finding, Param};
use crate::fiscal_year::FiscalYear;

/// What an indicator needs to count.
const REQUIRED: [&str; 5] = ["name", "unit", "baseline_year", "baseline", "source"];

/// What one indicator lacks.
struct Indicator<'a> {
    head: &'a str,
    blank: Vec<Finding>,
    missing_years: Option<Finding>,
    outside_years: Option<Finding>,
}

impl Indicator<'_> {
    fn is_complete(&self) -> bool {
        self.blank.is_empty() && self.missing_years.is_none() && self.outside_years.is_none()
    }
}

pub(super) fn kpi_heads(judged: &Judged<'_>, table: &str, heads: &[String]) -> Outcome {
    let mut outcome = Outcome::default();
    let years = judged.plan.period.fiscal_years();
    let mut indicators = Vec::new();
    for (index, row) in judged.plan.answers.rows(table) {
        if row.blank("head") {
            outcome.blank.push(cell_blank(table, index, "head"));
        }
        indicators.push(indicator(table, index, row, &years));
        outcome.warnings.extend(doubts(table, index, row));
    }
    if indicators.is_empty() {
        outcome.blank.push(table_empty(table));
        return outcome;
    }
    for head in heads {
        let of_head = || indicators.iter().filter(|i| i.head == head);
        if of_head().next().is_none() {
            outcome.failed.push(
                Finding::new("kpi_head_missing", table)
                    .with("head", Param::Word(format!("choice.{head}"))),
            );
        }
    }
    for indicator in indicators {
        let needed = heads.iter().any(|head| head == indicator.head);
        outcome.failed.extend(indicator.outside_years.clone());
        if indicator.is_complete() || !needed {
            outcome.warnings.extend(indicator.blank);
            outcome.warnings.extend(indicator.missing_years.filter(|_| !needed));
        } else {
            outcome.blank.extend(indicator.blank);
            outcome.failed.extend(indicator.missing_years);
        }
    }
    outcome
}

fn indicator<'a>(table: &str, index: usize, row: Row<'a>, years: &[FiscalYear]) -> Indicator<'a> {
    let mut blank: Vec<Finding> = REQUIRED
        .iter()
        .filter(|column| row.blank(column))
        .map(|column| cell_blank(table, index, column))
        .collect();
    let targets = row.years("targets");
    if targets.is_empty() {
        blank.push(cell_blank(table, index, "targets"));
    }
    let name = row.text("name");
    let named = |code, wrong: Vec<FiscalYear>| {
        let first = wrong.first()?;
        Some(
            Finding::new(code, format!("{table}[{index}].targets.{first}"))
                .text("row", index + 1)
                .text("name", name)
                .with("years", Param::List(wrong.iter().map(|y| Param::Year(*y)).collect())),
        )
    };
    let has = |year: &FiscalYear| targets.iter().any(|(y, _)| y == year);
    let missing = if targets.is_empty() {
        Vec::new()
    } else {
        years.iter().filter(|year| !has(year)).copied().collect()
    };
    let outside = targets.iter().map(|(y, _)| *y).filter(|y| !years.contains(y)).collect();
    Indicator {
        head: row.text("head"),
        blank,
        missing_years: named("kpi_target_missing", missing),
        outside_years: named("kpi_target_outside", outside),
    }
}

/// What is doubtful in an indicator's numbers.
fn doubts(table: &str, index: usize, row: Row<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Some(baseline) = row.decimal("baseline") else { return findings };
    let targets = row.years("targets");
    let doubt = |code, year: FiscalYear| {
        Finding::new(code, format!("{table}[{index}].targets.{year}"))
            .text("row", index + 1)
            .text("name", row.text("name"))
            .with("year", Param::Year(year))
    };
    if let Some((year, last)) = targets.last() {
        let down = row.text("direction") == "down";
        if *last == baseline {
            findings.push(doubt("kpi_target_equals_baseline", *year));
        } else if (*last < baseline) != down {
            findings.push(doubt("kpi_wrong_direction", *year));
        }
    }
    let far = Decimal::from(500);
    for (year, target) in &targets {
        let (small, large) = (baseline.abs().min(target.abs()), baseline.abs().max(target.abs()));
        // The slip between 円 and 千円, or 千円 and 百万円, is a factor of a thousand.
        if small > Decimal::ZERO && small.checked_mul(far).is_some_and(|limit| large >= limit) {
            findings.push(doubt("kpi_thousandfold", *year));
            break;
        }
    }
    if row.text("unit") == "percent" && row.text("head") != "custom" {
        let over = targets.iter().find(|(_, target)| *target > Decimal::ONE_HUNDRED);
        findings.extend(over.map(|(year, _)| doubt("kpi_rate_over_hundred", *year)));
    }
    findings
}
