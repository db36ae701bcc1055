//! Rules over the rows of tables and the parts of records.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde_json::Value;

use super::{
    Judged, Outcome, blank, blank_cells, cell_blank, row_finding, row_reason, table_empty, written,
};
use crate::answers::{self, Row, is_blank};
use crate::catalogue::TableNeed;
use crate::fields::{self, FieldType};
use crate::finding::{Finding, Param};
use crate::reason::Reason;
use crate::truth::Truth;

/// At least one row, and every row has the required columns.
pub(super) fn every_row(judged: &Judged<'_>, table: &str, required: &[String]) -> Outcome {
    let mut outcome = Outcome::default();
    for (index, row) in judged.plan.answers.rows(table) {
        let parts = blank_cells(table, index, row, required);
        let held = row_finding("row_complete", table, index);
        outcome.reasons.push(row_reason(table, index, parts, held));
    }
    if outcome.reasons.is_empty() {
        outcome.unknown(table_empty(table));
    }
    outcome
}

/// At least one choice, and each has a row with the required columns.
pub(super) fn each_choice_has_row(
    judged: &Judged<'_>,
    list: &str,
    table: &str,
    key: &str,
    required: &[String],
) -> Outcome {
    let answers = &judged.plan.answers;
    let mut outcome = Outcome::default();
    let chosen: BTreeSet<i64> = answers.list(list).iter().filter_map(Value::as_i64).collect();
    let empty = answers.rows(table).next().is_none();
    if chosen.is_empty() {
        outcome.unknown(blank(list));
    } else {
        outcome.holds(Finding::new("choices_made", list).with(
            "choices",
            Param::List(chosen.iter().map(|c| Param::StrategicField(*c)).collect()),
        ));
    }
    if empty {
        outcome.unknown(table_empty(table));
    }
    for (index, row) in answers.rows(table) {
        match row.integer(key) {
            None => outcome.unknown(cell_blank(table, index, key)),
            Some(choice) if !chosen.contains(&choice) => outcome.warnings.push(
                Finding::new("row_without_choice", format!("{table}[{index}].{key}"))
                    .with("table", Param::Field(table.to_owned()))
                    .text("row", index + 1)
                    .with("choice", Param::StrategicField(choice)),
            ),
            Some(_) => {}
        }
    }
    for choice in chosen {
        outcome.add(explained(judged, table, key, choice, required));
    }
    outcome
}

/// Whether one of the rows for that choice has all of the required columns.
fn explained(
    judged: &Judged<'_>,
    table: &str,
    key: &str,
    choice: i64,
    required: &[String],
) -> Outcome {
    let named = |code, place: &str| {
        Finding::new(code, place)
            .with("table", Param::Field(table.to_owned()))
            .with("choice", Param::StrategicField(choice))
    };
    let rows = judged.plan.answers.rows(table).filter(|(_, row)| row.integer(key) == Some(choice));
    let reasons: Vec<Reason> = rows
        .map(|(index, row)| {
            let held = named("choice_explained", &format!("{table}[{index}]"));
            row_reason(table, index, blank_cells(table, index, row, required), held)
        })
        .collect();
    let mut outcome = Outcome::default();
    if reasons.is_empty() {
        outcome.fails(named("choice_without_row", table));
    } else {
        outcome.one_of(reasons);
    }
    outcome
}

impl Outcome {
    /// Takes the reasons that hold and, if there are none, all of them: one good row is enough,
    /// and what is open in the others is worth a look.
    fn one_of(&mut self, reasons: Vec<Reason>) {
        if Reason::any(&reasons) != Truth::Yes {
            return self.reasons.extend(reasons);
        }
        let (held, open): (Vec<_>, Vec<_>) =
            reasons.into_iter().partition(|reason| reason.truth == Truth::Yes);
        self.reasons.extend(held);
        for truth in [Truth::Unknown, Truth::No] {
            self.warnings.extend(open.iter().flat_map(|r| r.open(truth)).cloned());
        }
    }
}

/// At least one row, and every row with money has a consultation that has begun.
pub(super) fn consultations_started(
    judged: &Judged<'_>,
    table: &str,
    [date, status, amount]: [&String; 3],
    not_started: &str,
) -> Outcome {
    let mut outcome = Outcome::default();
    for (index, row) in judged.plan.answers.rows(table) {
        let place = |column: &str| format!("{table}[{index}].{column}");
        if row.integer(amount).unwrap_or(0) == 0 {
            outcome.holds(row_finding("consultation_not_needed", table, index));
            continue;
        }
        let mut parts = Vec::new();
        if row.text(status) == not_started {
            let found = Finding::new("consultation_not_started", place(status));
            parts.push(Reason::plain(Truth::No, found.text("row", index + 1)));
        } else {
            parts.extend(blank_cells(table, index, row, &[date.clone(), status.clone()]));
        }
        let mut held = row_finding("consultation_started", table, index);
        if let Some(day) = row.date(date) {
            held = held.with("date", Param::Date(day));
            if day > judged.context.today && row.text(status) != not_started {
                let found = Finding::new("consultation_in_future", place(date))
                    .text("row", index + 1)
                    .with("date", Param::Date(day));
                parts.push(Reason::plain(Truth::No, found));
            }
        }
        outcome.reasons.push(row_reason(table, index, parts, held));
    }
    if outcome.reasons.is_empty() {
        outcome.unknown(table_empty(table));
    }
    outcome
}

/// At least one row of each table has the required columns, numbers above zero.
pub(super) fn rows(judged: &Judged<'_>, needs: &[TableNeed]) -> Outcome {
    let mut outcome = Outcome::default();
    for need in needs {
        let table = &need.table;
        let reasons: Vec<Reason> = judged
            .plan
            .answers
            .rows(table)
            .map(|(index, row)| {
                let mut parts = blank_cells(table, index, row, &need.required);
                parts.extend(zeros(table, index, row, &need.required));
                row_reason(table, index, parts, row_finding("row_complete", table, index))
            })
            .collect();
        if reasons.is_empty() {
            outcome.unknown(table_empty(table));
        } else {
            outcome.one_of(reasons);
            outcome.reasons.extend(totals(judged, need));
        }
    }
    outcome
}

/// The required numbers of a row that are zero or less, each as failing.
fn zeros(table: &str, index: usize, row: Row<'_>, required: &[String]) -> Vec<Reason> {
    let below = |column: &&String| row.decimal(column).is_some_and(|v| v <= Decimal::ZERO);
    required
        .iter()
        .filter(below)
        .map(|column| {
            let found = Finding::new("amount_is_zero", format!("{table}[{index}].{column}"))
                .text("row", index + 1)
                .with("column", Param::Field(format!("{table}.{column}")));
            Reason::plain(Truth::No, found)
        })
        .collect()
}

/// The sums of the required money: the source gives no threshold, so the total is only shown.
fn totals(judged: &Judged<'_>, need: &TableNeed) -> Vec<Reason> {
    let columns = fields::answer(&need.table).map_or(&[][..], |field| field.ty.columns());
    let money =
        |name: &&String| columns.iter().any(|c| c.name == **name && c.ty == FieldType::Money);
    need.required
        .iter()
        .filter(money)
        .filter_map(|column| {
            let amounts = judged.plan.answers.rows(&need.table);
            let amounts = amounts.filter_map(|(_, row)| row.integer(column));
            let total = amounts.fold(0_i64, i64::saturating_add);
            let found = Finding::new("amount_total", need.table.as_str())
                .with("table", Param::Field(need.table.clone()))
                .with("total", Param::Money(total));
            (total > 0).then(|| Reason::plain(Truth::Yes, found))
        })
        .collect()
}

/// A row of each kind that must be there, and some of another kind.
pub(super) fn has_kinds(
    judged: &Judged<'_>,
    table: &str,
    column: &str,
    must: &[String],
    other_min: usize,
    required: &[String],
) -> Outcome {
    let mut outcome = Outcome::default();
    let mut kinds = Vec::new();
    let with_kind: Vec<String> = required.iter().cloned().chain([column.to_owned()]).collect();
    let mut any = false;
    for (index, row) in judged.plan.answers.rows(table) {
        any = true;
        let parts = blank_cells(table, index, row, &with_kind);
        if !parts.is_empty() {
            let held = row_finding("row_complete", table, index);
            outcome.reasons.push(row_reason(table, index, parts, held));
        }
        if !row.blank(column) {
            kinds.push(row.text(column));
        }
    }
    if !any {
        outcome.unknown(table_empty(table));
    }
    if kinds.is_empty() {
        return outcome;
    }
    let named = |code| Finding::new(code, table).with("table", Param::Field(table.to_owned()));
    for kind in must {
        let word = Param::Word(format!("choice.{kind}"));
        if kinds.contains(&kind.as_str()) {
            outcome.holds(named("kind_there").with("kind", word));
        } else {
            outcome.fails(named("kind_missing").with("kind", word));
        }
    }
    let others = kinds.iter().filter(|kind| !must.iter().any(|m| m == *kind)).count();
    let words = must.iter().map(|kind| Param::Word(format!("choice.{kind}"))).collect();
    if others < other_min {
        let found = named("other_kind_missing").with("kinds", Param::List(words));
        outcome.fails(found.text("count", other_min - others));
    } else if other_min > 0 {
        let found = named("other_kind_there").with("kinds", Param::List(words));
        outcome.holds(found.text("count", others));
    }
    outcome
}

/// A desk with its place and a way to reach it, open when the plan starts.
pub(super) fn desk(
    judged: &Judged<'_>,
    record: &str,
    required: &[String],
    any_of: &[String],
    opens: &str,
) -> Outcome {
    let mut outcome = Outcome::default();
    let Some(row) = judged.plan.answers.record(record).filter(|row| !row.is_blank()) else {
        outcome.unknown(blank(record));
        return outcome;
    };
    let part = |name: &str| format!("{record}.{name}");
    for name in required {
        if row.blank(name) {
            outcome.unknown(blank(&part(name)));
        } else {
            outcome.holds(written(&part(name)));
        }
    }
    let start = judged.plan.period.start();
    match row.date(opens) {
        None => outcome.unknown(blank(&part(opens))),
        Some(day) => {
            let found = |code| {
                Finding::new(code, part(opens))
                    .with("date", Param::Date(day))
                    .with("start", Param::Date(start))
            };
            if day > start {
                outcome.fails(found("desk_opens_late"));
            } else {
                outcome.holds(found("desk_open_in_time"));
            }
        }
    }
    outcome.reasons.push(one_of(row, record, any_of));
    outcome
}

/// One of these parts of a record is written.
fn one_of(row: Row<'_>, record: &str, any_of: &[String]) -> Reason {
    let part = |name: &String| format!("{record}.{name}");
    let parts: Vec<Reason> = any_of
        .iter()
        .map(|name| {
            if row.blank(name) {
                Reason::plain(Truth::Unknown, blank(&part(name)))
            } else {
                Reason::plain(Truth::Yes, written(&part(name)))
            }
        })
        .collect();
    let truth = Reason::any(&parts);
    let (code, known) = match truth {
        Truth::Yes => ("one_of_written", Truth::Yes),
        _ => ("one_of_blank", Truth::Unknown),
    };
    let first = parts.iter().find(|p| p.truth == known).map(|p| p.finding.field.clone());
    let named = any_of
        .iter()
        .filter(|name| truth != Truth::Yes || !row.blank(name))
        .map(|name| Param::Field(part(name)))
        .collect();
    let found = Finding::new(code, first.unwrap_or_else(|| record.to_owned()));
    Reason::made_of(truth, found.with("fields", Param::List(named)), parts)
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
