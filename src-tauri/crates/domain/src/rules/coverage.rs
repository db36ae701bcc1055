//! Rules about time: every fiscal year, every day of the plan.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Judged, Outcome, blank, cell_blank, table_empty};
use crate::answers::is_blank;
use crate::finding::{Finding, Param};
use crate::fiscal_year::FiscalYear;

pub(super) fn covers_years(
    judged: &Judged<'_>,
    table: &str,
    year: &str,
    any_of: &[String],
    required_text: &[String],
) -> Outcome {
    let mut outcome = Outcome::default();
    let mut covered = Vec::new();
    let mut any = false;
    for (index, row) in judged.plan.answers.rows(table) {
        any = true;
        match row.integer(year).and_then(|y| FiscalYear::new(y).ok()) {
            None => outcome.blank.push(cell_blank(table, index, year)),
            Some(_) if any_of.iter().all(|column| row.blank(column)) => {
                if let Some(column) = any_of.first() {
                    outcome.blank.push(cell_blank(table, index, column));
                }
            }
            Some(year) => covered.push(year),
        }
    }
    let years = judged.plan.period.fiscal_years();
    let missing: Vec<_> = years.iter().filter(|y| !covered.contains(y)).collect();
    if !any {
        outcome.blank.push(table_empty(table));
    }
    if !missing.is_empty() {
        outcome.failed.push(
            Finding::new("years_missing", table)
                .with("table", Param::Field(table.to_owned()))
                .with("years", Param::List(missing.into_iter().map(|y| Param::Year(*y)).collect())),
        );
    }
    let outside: Vec<_> = covered.iter().filter(|y| !years.contains(y)).collect();
    if !outside.is_empty() {
        outcome.warnings.push(
            Finding::new("years_outside", table)
                .with("table", Param::Field(table.to_owned()))
                .with("years", Param::List(outside.into_iter().map(|y| Param::Year(*y)).collect())),
        );
    }
    for key in required_text.iter().filter(|key| is_blank(judged.plan.answers.get(key))) {
        outcome.blank.push(blank(key));
    }
    outcome
}

pub(super) fn covers_period(judged: &Judged<'_>, table: &str, from: &str, to: &str) -> Outcome {
    let mut outcome = Outcome::default();
    let mut spans = Vec::new();
    let mut any = false;
    for (index, row) in judged.plan.answers.rows(table) {
        any = true;
        for column in [from, to].into_iter().filter(|column| row.blank(column)) {
            outcome.blank.push(cell_blank(table, index, column));
        }
        if let (Some(first), Some(last)) = (row.date(from), row.date(to)) {
            if last < first {
                outcome.warnings.push(
                    Finding::new("period_reversed", format!("{table}[{index}].{to}"))
                        .with("from", Param::Date(first))
                        .with("to", Param::Date(last)),
                );
            } else {
                spans.push((first, last));
            }
        }
    }
    if !any {
        outcome.blank.push(table_empty(table));
        return outcome;
    }
    let period = judged.plan.period;
    let months: Vec<Param> = holes(&mut spans, period.start(), period.end())
        .into_iter()
        .map(|(first, last)| months_of(first, last))
        .collect();
    if !months.is_empty() {
        outcome.failed.push(
            Finding::new("period_uncovered", table)
                .with("table", Param::Field(table.to_owned()))
                .with("months", Param::List(months)),
        );
    }
    outcome
}

/// The days from `start` to `end` that no span covers, as spans of their own.
fn holes(spans: &mut [(Date, Date)], start: Date, end: Date) -> Vec<(Date, Date)> {
    spans.sort();
    let mut holes = Vec::new();
    // The first day that is not yet known to be covered; none once the end of time is covered.
    let mut open = Some(start);
    for (first, last) in spans.iter() {
        let Some(day) = open.filter(|day| *day <= end) else { break };
        if *first > day {
            let before = first.checked_sub(1.day()).unwrap_or(*first).min(end);
            holes.push((day, before));
        }
        if *last >= day {
            open = last.checked_add(1.day()).ok();
        }
    }
    if let Some(day) = open.filter(|day| *day <= end) {
        holes.push((day, end));
    }
    holes
}

/// The months that a hole touches: each by its name, or first and last when there are many.
fn months_of(first: Date, last: Date) -> Param {
    let months = (i32::from(last.year()) - i32::from(first.year())) * 12 + i32::from(last.month())
        - i32::from(first.month());
    if months >= 12 {
        return Param::Months(first, last);
    }
    let named = (0..=months).filter_map(|n| {
        let day = Date::new(first.year(), first.month(), 1).ok()?.checked_add(n.months()).ok()?;
        Some(Param::Month(day))
    });
    Param::List(named.collect())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn holes_are_found_by_day_and_overlaps_are_fine() {
        let (start, end) = (date(2027, 4, 1), date(2030, 3, 31));
        let mut spans = vec![
            (date(2028, 12, 1), date(2031, 1, 1)),
            (date(2027, 1, 1), date(2028, 6, 30)),
            (date(2027, 5, 1), date(2028, 9, 30)),
        ];
        assert_eq!(holes(&mut spans, start, end), [(date(2028, 10, 1), date(2028, 11, 30))]);
        assert_eq!(holes(&mut [(start, end)], start, end), []);
        assert_eq!(holes(&mut [], start, end), [(start, end)]);
        let mut one_day = [(start, date(2028, 1, 1)), (date(2028, 1, 3), end)];
        assert_eq!(holes(&mut one_day, start, end), [(date(2028, 1, 2), date(2028, 1, 2))]);
        assert_eq!(holes(&mut [(start, Date::MAX)], start, end), []);
    }
}
