//! The rules: what of a requirement is blank, what does not hold, what is doubtful.

mod coverage;
mod kpi;
mod tables;
mod thresholds;

pub(crate) use tables::warn_blank;

use crate::assess::AssessContext;
use crate::catalogue::Rule;
use crate::finding::{Finding, Param};
use crate::plan::Plan;

/// What a rule found. Without blanks and failures it holds.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// Something required is not written.
    pub(crate) blank: Vec<Finding>,
    /// Everything is written, but it is not enough.
    pub(crate) failed: Vec<Finding>,
    /// Worth a look, nothing more.
    pub(crate) warnings: Vec<Finding>,
}

/// What a rule may look at.
pub(crate) struct Judged<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) context: &'a AssessContext,
}

/// Works out one rule for a plan.
pub(crate) fn evaluate(rule: &Rule, judged: &Judged<'_>) -> Outcome {
    match rule {
        Rule::EachChoiceHasRow { list, table, key, required, .. } => {
            tables::each_choice_has_row(judged, list, table, key, required)
        }
        Rule::ConsultationsStarted { table, date, status, not_started, amount, .. } => {
            tables::consultations_started(judged, table, [date, status, amount], not_started)
        }
        Rule::Rows { tables, .. } => tables::rows(judged, tables),
        Rule::HasKinds { table, column, must, other_min, required, .. } => {
            tables::has_kinds(judged, table, column, must, *other_min, required)
        }
        Rule::Routes { table, name, route, source, routes, fill, both, mode, .. } => {
            let required = [name.clone(), source.clone()];
            let taken = tables::Taken { route, routes, fill: *fill, both, mode: *mode };
            tables::routes(judged, table, &required, &taken)
        }
        Rule::CoversYears { table, year, any_of, required_text, .. } => {
            coverage::covers_years(judged, table, year, any_of, required_text)
        }
        Rule::KpiHeads { table, heads, .. } => kpi::kpi_heads(judged, table, heads),
        Rule::CoversPeriod { table, from, to, .. } => {
            coverage::covers_period(judged, table, from, to)
        }
        Rule::Selection { .. } => tables::selection(judged),
        Rule::Comparison {
            resources,
            resource_required,
            comparisons,
            required,
            route,
            routes,
            fill,
            both,
            mode,
            ..
        } => {
            let mut outcome = tables::every_row(judged, resources, resource_required);
            let taken = tables::Taken { route, routes, fill: *fill, both, mode: *mode };
            outcome.add(tables::routes(judged, comparisons, required, &taken));
            outcome
        }
        Rule::Desk { record, required, any_of, opens, .. } => {
            tables::desk(judged, record, required, any_of, opens)
        }
        Rule::Filled { fields, .. } => thresholds::filled(judged, fields),
        Rule::Thresholds { .. } => Outcome::default(),
    }
}

impl Outcome {
    fn add(&mut self, other: Self) {
        self.blank.extend(other.blank);
        self.failed.extend(other.failed);
        self.warnings.extend(other.warnings);
    }
}

/// Nothing is written in that answer.
pub(crate) fn blank(key: &str) -> Finding {
    Finding::new("blank", key).with("field", Param::Field(key.to_owned()))
}

/// A table has no row yet.
fn table_empty(table: &str) -> Finding {
    Finding::new("table_empty", table).with("table", Param::Field(table.to_owned()))
}

/// A cell of a table is blank; rows are counted from 1 for people.
fn cell_blank(table: &str, index: usize, column: &str) -> Finding {
    Finding::new("cell_blank", format!("{table}[{index}].{column}"))
        .with("table", Param::Field(table.to_owned()))
        .text("row", index + 1)
        .with("column", Param::Field(format!("{table}.{column}")))
}
