//! Rules over the rows of tables and the parts of records.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde_json::Value;

use super::{Judged, Outcome, blank, cell_blank, table_empty};
use crate::answers::{self, Row, is_blank};
use crate::catalogue::{Needed, Routes, TableNeed};
use crate::finding::{Finding, Param};
use crate::plan::FirmRole;

/// At least one row, and every row has the required columns.
pub(super) fn every_row(judged: &Judged<'_>, table: &str, required: &[String]) -> Outcome {
    let mut outcome = Outcome::default();
    let mut any = false;
    for (index, row) in judged.plan.answers.rows(table) {
        any = true;
        require(&mut outcome, table, index, row, required);
    }
    if !any {
        outcome.blank.push(table_empty(table));
    }
    outcome
}

fn require(outcome: &mut Outcome, table: &str, index: usize, row: Row<'_>, required: &[String]) {
    let blanks = required.iter().filter(|column| row.blank(column));
    outcome.blank.extend(blanks.map(|column| cell_blank(table, index, column)));
}

pub(super) fn each_choice_has_row(
    judged: &Judged<'_>,
    list: &str,
    table: &str,
    key: &str,
    required: &[String],
) -> Outcome {
    let answers = &judged.plan.answers;
    if is_blank(answers.get(list)) {
        let mut outcome = Outcome::default();
        outcome.blank.push(blank(list));
        if answers.rows(table).next().is_none() {
            outcome.blank.push(table_empty(table));
        }
        return outcome;
    }
    let mut outcome = every_row(judged, table, required);
    let explained: BTreeSet<i64> =
        answers.rows(table).filter_map(|(_, row)| row.integer(key)).collect();
    let chosen: BTreeSet<i64> = answers.list(list).iter().filter_map(Value::as_i64).collect();
    for choice in chosen.difference(&explained) {
        outcome.failed.push(
            Finding::new("choice_without_row", table)
                .with("table", Param::Field(table.to_owned()))
                .with("choice", Param::StrategicField(*choice)),
        );
    }
    for (index, row) in answers.rows(table) {
        match row.integer(key) {
            None => outcome.blank.push(cell_blank(table, index, key)),
            Some(choice) if !chosen.contains(&choice) => outcome.warnings.push(
                Finding::new("row_without_choice", format!("{table}[{index}].{key}"))
                    .with("table", Param::Field(table.to_owned()))
                    .text("row", index + 1)
                    .with("choice", Param::StrategicField(choice)),
            ),
            Some(_) => {}
        }
    }
    outcome
}

pub(super) fn consultations_started(
    judged: &Judged<'_>,
    table: &str,
    [date, status, amount]: [&String; 3],
    not_started: &str,
) -> Outcome {
    let mut outcome = every_row(judged, table, &[]);
    for (index, row) in judged.plan.answers.rows(table) {
        if row.integer(amount).unwrap_or(0) == 0 {
            continue;
        }
        let place = |column: &str| format!("{table}[{index}].{column}");
        if row.text(status) == not_started {
            outcome.failed.push(
                Finding::new("consultation_not_started", place(status)).text("row", index + 1),
            );
            continue;
        }
        require(&mut outcome, table, index, row, &[date.clone(), status.clone()]);
        if let Some(day) = row.date(date)
            && day > judged.context.today
        {
            outcome.failed.push(
                Finding::new("consultation_in_future", place(date))
                    .text("row", index + 1)
                    .with("date", Param::Date(day)),
            );
        }
    }
    outcome
}

pub(super) fn rows(judged: &Judged<'_>, needs: &[TableNeed]) -> Outcome {
    let mut outcome = Outcome::default();
    for need in needs {
        let (mut any, mut good) = (false, false);
        let mut blanks = Outcome::default();
        let mut zeros = Vec::new();
        for (index, row) in judged.plan.answers.rows(&need.table) {
            any = true;
            let before = blanks.blank.len();
            require(&mut blanks, &need.table, index, row, &need.required);
            let zero = need
                .required
                .iter()
                .find(|column| row.decimal(column).is_some_and(|value| value <= Decimal::ZERO));
            if let Some(column) = zero {
                zeros.push(
                    Finding::new("amount_is_zero", format!("{}[{index}].{column}", need.table))
                        .text("row", index + 1)
                        .with("column", Param::Field(format!("{}.{column}", need.table))),
                );
            }
            good |= zero.is_none() && blanks.blank.len() == before;
        }
        if good {
            // One good row is enough; what is open in the others is worth a look.
            outcome.warnings.extend(blanks.blank.into_iter().chain(zeros));
        } else if any {
            outcome.blank.extend(blanks.blank);
            outcome.failed.extend(zeros);
        } else {
            outcome.blank.push(table_empty(&need.table));
        }
    }
    outcome
}

pub(super) fn has_kinds(
    judged: &Judged<'_>,
    table: &str,
    column: &str,
    must: &[String],
    other_min: usize,
    required: &[String],
) -> Outcome {
    let mut outcome = every_row(judged, table, required);
    let kinds: Vec<&str> = judged
        .plan
        .answers
        .rows(table)
        .map(|(index, row)| {
            if row.blank(column) {
                outcome.blank.push(cell_blank(table, index, column));
            }
            row.text(column)
        })
        .filter(|kind| !kind.is_empty())
        .collect();
    if kinds.is_empty() {
        return outcome;
    }
    for kind in must.iter().filter(|kind| !kinds.contains(&kind.as_str())) {
        outcome.failed.push(
            Finding::new("kind_missing", table)
                .with("table", Param::Field(table.to_owned()))
                .with("kind", Param::Word(format!("choice.{kind}"))),
        );
    }
    let others = kinds.iter().filter(|kind| !must.iter().any(|m| m == *kind)).count();
    if others < other_min {
        let named = must.iter().map(|kind| Param::Word(format!("choice.{kind}"))).collect();
        outcome.failed.push(
            Finding::new("other_kind_missing", table)
                .with("table", Param::Field(table.to_owned()))
                .with("kinds", Param::List(named))
                .text("count", other_min - others),
        );
    }
    outcome
}

/// How rows take their routes.
pub(super) struct Taken<'a> {
    pub(super) route: &'a str,
    pub(super) routes: &'a Routes,
    pub(super) fill: Needed,
    pub(super) both: &'a str,
    pub(super) mode: Needed,
}

pub(super) fn routes(
    judged: &Judged<'_>,
    table: &str,
    required: &[String],
    taken: &Taken<'_>,
) -> Outcome {
    let mut outcome = every_row(judged, table, required);
    for (index, row) in judged.plan.answers.rows(table) {
        let route = row.text(taken.route);
        let wanted: Vec<&Vec<String>> = if route == taken.both {
            taken.routes.values().collect()
        } else {
            taken.routes.get(route).into_iter().collect()
        };
        if wanted.is_empty() {
            outcome.blank.push(cell_blank(table, index, taken.route));
            continue;
        }
        let open: Vec<Finding> = wanted
            .iter()
            .filter_map(|columns| open_route(table, index, row, columns, taken.fill))
            .collect();
        let enough = match taken.mode {
            Needed::All => open.is_empty(),
            Needed::Any => open.len() < wanted.len(),
        };
        if !enough {
            outcome.blank.extend(open);
        }
    }
    outcome
}

/// What is open in the columns of one route; `None` when enough are filled.
fn open_route(
    table: &str,
    index: usize,
    row: Row<'_>,
    columns: &[String],
    fill: Needed,
) -> Option<Finding> {
    let open: Vec<&String> = columns.iter().filter(|column| row.blank(column)).collect();
    let enough = match fill {
        Needed::All => open.is_empty(),
        Needed::Any => open.len() < columns.len(),
    };
    if enough {
        return None;
    }
    let first = open.first()?;
    let named = open.iter().map(|column| Param::Field(format!("{table}.{column}"))).collect();
    let code = if fill == Needed::Any { "route_needs_one_of" } else { "route_needs_all_of" };
    Some(
        Finding::new(code, format!("{table}[{index}].{first}"))
            .with("table", Param::Field(table.to_owned()))
            .text("row", index + 1)
            .with("columns", Param::List(named)),
    )
}

pub(super) fn selection(judged: &Judged<'_>) -> Outcome {
    let mut outcome = Outcome::default();
    let mut any = false;
    for (index, selected) in judged.plan.selected.iter().enumerate() {
        // A firm that only takes part, or comes from outside, is no part of the selection.
        if !matches!(selected.role, FirmRole::Core | FirmRole::PrioritySupport) {
            continue;
        }
        any = true;
        let degrees = judged.context.degrees.get(&selected.firm);
        let place = format!("selected_firms[{index}]");
        let name = degrees.map_or_else(String::new, |d| d.name.clone());
        let missing = degrees.map_or_else(|| vec!["firm_not_found"], |d| d.missing.clone());
        if !missing.is_empty() {
            let codes = missing.iter().map(|code| Param::Word(format!("missing.{code}"))).collect();
            let finding = |code, part: &str| {
                Finding::new(code, format!("{place}.{part}"))
                    .text("name", &name)
                    .with("reasons", Param::List(codes))
            };
            if selected.reason.trim().is_empty() {
                outcome.blank.push(finding("degrees_without_reason", "reason"));
            } else {
                outcome.warnings.push(finding("degrees_by_reason_only", "connector_degree"));
            }
        } else if degrees.is_some_and(|d| d.registered_sum) {
            outcome.warnings.push(
                Finding::new("degrees_by_registered_sum", format!("{place}.connector_degree"))
                    .text("name", &name),
            );
        }
    }
    if !any {
        outcome.blank.push(Finding::new("selection_empty", "selected_firms"));
    }
    outcome
}

pub(super) fn desk(
    judged: &Judged<'_>,
    record: &str,
    required: &[String],
    any_of: &[String],
    opens: &str,
) -> Outcome {
    let mut outcome = Outcome::default();
    let Some(row) = judged.plan.answers.record(record).filter(|row| !row.is_blank()) else {
        outcome.blank.push(blank(record));
        return outcome;
    };
    let part = |name: &str| format!("{record}.{name}");
    for name in required.iter().map(String::as_str).chain([opens]) {
        if row.blank(name) {
            outcome.blank.push(blank(&part(name)));
        }
    }
    if any_of.iter().all(|name| row.blank(name)) {
        let named = any_of.iter().map(|name| Param::Field(part(name))).collect();
        let first = any_of.first().map_or_else(|| record.to_owned(), |name| part(name));
        outcome.blank.push(Finding::new("one_of_blank", first).with("fields", Param::List(named)));
    }
    let start = judged.plan.period.start();
    if let Some(day) = row.date(opens)
        && day > start
    {
        outcome.failed.push(
            Finding::new("desk_opens_late", part(opens))
                .with("date", Param::Date(day))
                .with("start", Param::Date(start)),
        );
    }
    outcome
}

/// Warnings for answers whose absence is only worth a look: `local_benefit`, or a column of every
/// row as `roadmap_fits[].draft_outline_ref`.
pub(crate) fn warn_blank(answers: &answers::Answers, paths: &[String]) -> Vec<Finding> {
    let mut warnings = Vec::new();
    for path in paths {
        match path.split_once("[].") {
            Some((table, column)) => warnings.extend(
                answers
                    .rows(table)
                    .filter(|(_, row)| row.blank(column))
                    .map(|(index, _)| cell_blank(table, index, column)),
            ),
            None if is_blank(answers.get(path)) => warnings.push(blank(path)),
            None => {}
        }
    }
    warnings
}
