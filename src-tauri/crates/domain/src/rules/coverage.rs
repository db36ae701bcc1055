//! Rules about time: every fiscal year, every day of the plan.

use super::{Judged, Outcome, blank, cell_blank, table_empty, written};
use crate::answers::is_blank;
use crate::finding::{Finding, Param};
use crate::fiscal_year::FiscalYear;
use crate::plan::Period;
use crate::reason::Reason;
use crate::spans::{self, Span};
use crate::truth::Truth;

/// The rows cover every fiscal year of the plan, and some texts are written.
pub(super) fn covers_years(
    judged: &Judged<'_>,
    table: &str,
    year: &str,
    any_of: &[String],
    required_text: &[String],
) -> Outcome {
    let mut outcome = Outcome::default();
    let mut known = Vec::new();
    let mut any = false;
    for (index, row) in judged.plan.answers.rows(table) {
        any = true;
        let Some(of) = row.integer(year).and_then(|y| FiscalYear::new(y).ok()) else {
            outcome.unknown(cell_blank(table, index, year));
            continue;
        };
        let empty = any_of.iter().all(|column| row.blank(column));
        if let Some(column) = any_of.first().filter(|_| empty) {
            outcome.unknown(cell_blank(table, index, column));
        }
        known.push((of, if empty { Truth::Unknown } else { Truth::Yes }));
    }
    if !any {
        outcome.unknown(table_empty(table));
    }
    let years = judged.plan.period.fiscal_years();
    outcome.years(table, &years, &known);
    for key in required_text {
        if is_blank(judged.plan.answers.get(key)) {
            outcome.unknown(blank(key));
        } else {
            outcome.holds(written(key));
        }
    }
    outcome
}

impl Outcome {
    /// Whether each of the years has a row that says something.
    fn years(&mut self, table: &str, years: &[FiscalYear], known: &[(FiscalYear, Truth)]) {
        let said = |code, years: Vec<FiscalYear>| {
            Finding::new(code, table)
                .with("table", Param::Field(table.to_owned()))
                .with("years", Param::List(years.into_iter().map(Param::Year).collect()))
        };
        let of_year = |year: &FiscalYear| {
            Truth::any(known.iter().filter(|(of, _)| of == year).map(|(_, truth)| *truth))
        };
        let with = |wanted: Truth| -> Vec<FiscalYear> {
            years.iter().copied().filter(|year| of_year(year) == wanted).collect()
        };
        let (covered, missing) = (with(Truth::Yes), with(Truth::No));
        let outside: Vec<_> =
            known.iter().map(|(of, _)| *of).filter(|of| !years.contains(of)).collect();
        if !outside.is_empty() {
            self.warnings.push(said("years_outside", outside));
        }
        let held = (!covered.is_empty())
            .then(|| Reason::plain(Truth::Yes, said("years_covered", covered)));
        if missing.is_empty() {
            self.reasons.extend(held);
        } else {
            let parts = held.into_iter().collect();
            let found = said("years_missing", missing);
            self.reasons.push(Reason::made_of(Truth::No, found, parts));
        }
    }
}

/// The rows' days together cover the plan's period without a hole.
pub(super) fn covers_period(judged: &Judged<'_>, table: &str, from: &str, to: &str) -> Outcome {
    let mut outcome = Outcome::default();
    let mut spans = Vec::new();
    let mut any = false;
    for (index, row) in judged.plan.answers.rows(table) {
        any = true;
        for column in [from, to].into_iter().filter(|column| row.blank(column)) {
            outcome.unknown(cell_blank(table, index, column));
        }
        if let (Some(first), Some(last)) = (row.date(from), row.date(to)) {
            // A row the wrong way round covers nothing; the doubts tell of it.
            if last >= first {
                spans.push((first, last));
            }
        }
    }
    if any {
        outcome.reasons.push(coverage(table, &spans, judged.plan.period));
    } else {
        outcome.unknown(table_empty(table));
    }
    outcome
}

/// Whether the spans cover the period; its parts are the holes.
fn coverage(table: &str, spans: &[Span], period: Period) -> Reason {
    let said = |code, months| {
        Finding::new(code, table)
            .with("table", Param::Field(table.to_owned()))
            .with("months", months)
    };
    let holes = spans::holes(spans, period.start(), period.end());
    if holes.is_empty() {
        let whole = Param::Months(period.start(), period.end());
        return Reason::plain(Truth::Yes, said("period_covered", whole));
    }
    let months: Vec<Param> = holes.into_iter().map(months_of).collect();
    let hole = |months: &Param| Reason::plain(Truth::No, said("period_uncovered", months.clone()));
    // A single hole is said once.
    let parts = if months.len() > 1 { months.iter().map(hole).collect() } else { Vec::new() };
    Reason::made_of(Truth::No, said("period_uncovered", Param::List(months)), parts)
}

/// The months that a hole touches: each by its name, or first and last when there are many.
fn months_of(hole: Span) -> Param {
    let months = spans::months(hole);
    if months.len() > 12 {
        return Param::Months(hole.0, hole.1);
    }
    Param::List(months.into_iter().map(Param::Month).collect())
}
