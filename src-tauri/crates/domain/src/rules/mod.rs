//! The rules: what of a requirement holds, what fails, what is not yet known, what is doubtful.

mod coverage;
mod kpi;
mod kpi_doubts;
mod routes;
mod selection;
mod tables;
mod thresholds;

pub(crate) use tables::warn_blank;

use crate::answers::Row;
use crate::assess::AssessContext;
use crate::catalogue::{Requirement, Rule};
use crate::finding::{Finding, Param};
use crate::plan::Plan;
use crate::reason::Reason;
use crate::truth::Truth;

/// What a rule found. It holds when all of its reasons do.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// What holds, what fails, what is not written yet.
    pub(crate) reasons: Vec<Reason>,
    /// Worth a look, nothing more.
    pub(crate) warnings: Vec<Finding>,
}

/// What a rule may look at.
pub(crate) struct Judged<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) context: &'a AssessContext,
}

/// Works out the rule of a requirement for a plan, and what overlays ask beyond it.
pub(crate) fn of_requirement(requirement: &Requirement, judged: &Judged<'_>) -> Outcome {
    let mut outcome = evaluate(&requirement.rule, judged);
    outcome.add(thresholds::thresholds(judged, requirement));
    outcome
}

/// Works out one rule for a plan.
fn evaluate(rule: &Rule, judged: &Judged<'_>) -> Outcome {
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
            let taken = routes::Taken { route, routes, fill: *fill, both, mode: *mode };
            routes::routes(judged, table, &required, &taken)
        }
        Rule::CoversYears { table, year, any_of, required_text, .. } => {
            coverage::covers_years(judged, table, year, any_of, required_text)
        }
        Rule::KpiHeads { table, heads, .. } => kpi::kpi_heads(judged, table, heads),
        Rule::CoversPeriod { table, from, to, .. } => {
            coverage::covers_period(judged, table, from, to)
        }
        Rule::Selection { .. } => selection::selection(judged),
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
            let taken = routes::Taken { route, routes, fill: *fill, both, mode: *mode };
            outcome.add(routes::routes(judged, comparisons, required, &taken));
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
        self.reasons.extend(other.reasons);
        self.warnings.extend(other.warnings);
    }

    fn holds(&mut self, finding: Finding) {
        self.reasons.push(Reason::plain(Truth::Yes, finding));
    }

    fn fails(&mut self, finding: Finding) {
        self.reasons.push(Reason::plain(Truth::No, finding));
    }

    pub(crate) fn unknown(&mut self, finding: Finding) {
        self.reasons.push(Reason::plain(Truth::Unknown, finding));
    }
}

/// Nothing is written in that answer.
pub(crate) fn blank(key: &str) -> Finding {
    Finding::new("blank", key).with("field", Param::Field(key.to_owned()))
}

/// Something is written in that answer.
fn written(key: &str) -> Finding {
    Finding::new("written", key).with("field", Param::Field(key.to_owned()))
}

/// A table has no row yet.
fn table_empty(table: &str) -> Finding {
    Finding::new("table_empty", table).with("table", Param::Field(table.to_owned()))
}

/// A cell of a table is blank; rows are counted from 1 for people.
fn cell_blank(table: &str, index: usize, column: &str) -> Finding {
    cell("cell_blank", table, index, column)
}

/// What that code says of a cell.
fn cell(code: &'static str, table: &str, index: usize, column: &str) -> Finding {
    Finding::new(code, format!("{table}[{index}].{column}"))
        .with("table", Param::Field(table.to_owned()))
        .text("row", index + 1)
        .with("column", Param::Field(format!("{table}.{column}")))
}

/// What that code says of a row.
fn row_finding(code: &'static str, table: &str, index: usize) -> Finding {
    Finding::new(code, format!("{table}[{index}]"))
        .with("table", Param::Field(table.to_owned()))
        .text("row", index + 1)
}

/// A row as a group of its parts, all of which must hold; `held` is what it says then.
fn row_reason(table: &str, index: usize, parts: Vec<Reason>, held: Finding) -> Reason {
    let truth = Reason::all(&parts);
    let said = if truth == Truth::Yes { held } else { row_finding("row_incomplete", table, index) };
    Reason::group(truth, said, parts)
}

/// The required cells of a row that are blank, each as not known.
fn blank_cells(
    table: &str,
    index: usize,
    row: Row<'_>,
    required: &[impl AsRef<str>],
) -> Vec<Reason> {
    let blanks = required.iter().map(AsRef::as_ref).filter(|column| row.blank(column));
    blanks.map(|column| Reason::plain(Truth::Unknown, cell_blank(table, index, column))).collect()
}
