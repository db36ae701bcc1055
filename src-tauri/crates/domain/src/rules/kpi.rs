//! The rule about indicators (B-3, C-2): each head with baseline, unit, source and targets.

use super::{
    Judged, Outcome, blank_cells, cell_blank, kpi_doubts, row_finding, row_reason, table_empty,
};
use crate::answers::Row;
use crate::finding::{Finding, Param};
use crate::fiscal_year::FiscalYear;
use crate::reason::Reason;
use crate::truth::Truth;

/// What an indicator needs to count.
const REQUIRED: [&str; 5] = ["name", "unit", "baseline_year", "baseline", "source"];

pub(super) fn kpi_heads(judged: &Judged<'_>, table: &str, heads: &[String]) -> Outcome {
    let mut outcome = Outcome { warnings: kpi_doubts::doubts(judged, table), ..Outcome::default() };
    let years = judged.plan.period.fiscal_years();
    let mut indicators = Vec::new();
    for (index, row) in judged.plan.answers.rows(table) {
        if row.blank("head") {
            outcome.unknown(cell_blank(table, index, "head"));
        }
        if let Some(outside) = outside_years(table, index, row, &years) {
            outcome.fails(outside);
        }
        indicators.push((row.text("head"), indicator(table, index, row, &years)));
    }
    if indicators.is_empty() {
        outcome.unknown(table_empty(table));
        return outcome;
    }
    let mut of_head = heads.iter().map(|head| (head.as_str(), Vec::new())).collect::<Vec<_>>();
    for (head, reason) in indicators {
        match of_head.iter_mut().find(|(needed, _)| *needed == head) {
            Some((_, reasons)) => reasons.push(reason),
            // An indicator under no such head is nobody's requirement.
            None => outcome.worth_a_look(&reason),
        }
    }
    for (head, reasons) in of_head {
        outcome.head(table, head, reasons, years.last().copied());
    }
    outcome
}

impl Outcome {
    /// One complete indicator is enough for a head; what is open in the others is worth a look.
    fn head(&mut self, table: &str, head: &str, parts: Vec<Reason>, last: Option<FiscalYear>) {
        let named =
            |code| Finding::new(code, table).with("head", Param::Word(format!("choice.{head}")));
        if parts.is_empty() {
            return self.fails(named("kpi_head_missing"));
        }
        let truth = Reason::any(&parts);
        let found = if truth == Truth::Yes {
            parts.iter().for_each(|part| self.worth_a_look(part));
            let held = named("kpi_head_there");
            last.map_or(held.clone(), |year| held.with("year", Param::Year(year)))
        } else {
            named("kpi_head_incomplete")
        };
        self.reasons.push(Reason::group(truth, found, parts));
    }

    fn worth_a_look(&mut self, reason: &Reason) {
        for truth in [Truth::Unknown, Truth::No] {
            self.warnings.extend(reason.open(truth).into_iter().cloned());
        }
    }
}

/// Whether one indicator has all that it needs, and a target for every fiscal year of the plan.
fn indicator(table: &str, index: usize, row: Row<'_>, years: &[FiscalYear]) -> Reason {
    let mut parts = blank_cells(table, index, row, &REQUIRED);
    let targets = row.years("targets");
    if targets.is_empty() {
        parts.push(Reason::plain(Truth::Unknown, cell_blank(table, index, "targets")));
    } else {
        let has = |year: &FiscalYear| targets.iter().any(|(y, _)| y == year);
        let missing = years.iter().filter(|year| !has(year)).copied().collect();
        let found = named_years("kpi_target_missing", table, index, row, missing);
        parts.extend(found.map(|found| Reason::plain(Truth::No, found)));
    }
    let held = row_finding("kpi_complete", table, index).text("name", row.text("name"));
    row_reason(table, index, parts, held)
}

fn outside_years(table: &str, index: usize, row: Row<'_>, years: &[FiscalYear]) -> Option<Finding> {
    let targets = row.years("targets");
    let outside = targets.iter().map(|(y, _)| *y).filter(|y| !years.contains(y)).collect();
    named_years("kpi_target_outside", table, index, row, outside)
}

/// What that code says of those years of an indicator, none if there are none.
fn named_years(
    code: &'static str,
    table: &str,
    index: usize,
    row: Row<'_>,
    years: Vec<FiscalYear>,
) -> Option<Finding> {
    let first = years.first()?;
    Some(
        Finding::new(code, format!("{table}[{index}].targets.{first}"))
            .text("row", index + 1)
            .text("name", row.text("name"))
            .with("years", Param::List(years.into_iter().map(Param::Year).collect())),
    )
}
