//! Doubts about time: periods the wrong way round or outside the plan's, years outside it.

use crate::fields::{self, FieldType};
use crate::finding::{Finding, Param};
use crate::fiscal_year::FiscalYear;
use crate::plan::Plan;

/// A year that belongs inside the plan's period: the columns where that is so.
const YEARS: [(&str, &str); 2] = [("funding", "fiscal_year"), ("labour_measures", "year")];

/// Rows from one day to another.
pub(super) fn rows(found: &mut Vec<Finding>, plan: &Plan) {
    let (start, end) = (plan.period.start(), plan.period.end());
    let has_days = |ty: FieldType| {
        ["from", "to"].iter().all(|name| ty.columns().iter().any(|c| c.name == *name))
    };
    for field in fields::answers_of(plan.kind).filter(|field| has_days(field.ty)) {
        for (index, row) in plan.answers.rows(field.key) {
            let (from, to) = (row.date("from"), row.date("to"));
            let at = |code, part: &str| {
                Finding::new(code, format!("{}[{index}].{part}", field.key))
                    .with("table", Param::Field(field.name.to_owned()))
                    .text("row", index + 1)
            };
            if let (Some(from), Some(to)) = (from, to)
                && to < from
            {
                found.push(
                    at("period_reversed", "to")
                        .with("from", Param::Date(from))
                        .with("to", Param::Date(to)),
                );
                continue;
            }
            let outside = |day| day < start || day > end;
            let parts = [("from", from), ("to", to)];
            let first = parts
                .into_iter()
                .find_map(|(part, day)| day.filter(|day| outside(*day)).map(|day| (part, day)));
            if let Some((part, day)) = first {
                found.push(
                    at("period_outside_plan", part)
                        .with("date", Param::Date(day))
                        .with("start", Param::Date(start))
                        .with("end", Param::Date(end)),
                );
            }
        }
    }
}

/// Fiscal years of rows.
pub(super) fn years(found: &mut Vec<Finding>, plan: &Plan) {
    let inside = plan.period.fiscal_years();
    for (table, column) in YEARS {
        for (index, row) in plan.answers.rows(table) {
            let year = row.integer(column).and_then(|year| FiscalYear::new(year).ok());
            if let Some(year) = year.filter(|year| !inside.contains(year)) {
                found.push(
                    Finding::new("year_outside_plan", format!("{table}[{index}].{column}"))
                        .with("table", Param::Field(table.to_owned()))
                        .text("row", index + 1)
                        .with("year", Param::Year(year)),
                );
            }
        }
    }
}
