//! Rules about routes: each row takes one of several ways and has the figures of that way.

use super::{Judged, Outcome, blank_cells, cell, cell_blank, row_finding, row_reason, table_empty};
use crate::answers::Row;
use crate::catalogue::{Needed, Routes};
use crate::finding::{Finding, Param};
use crate::reason::Reason;
use crate::truth::Truth;

/// How rows take their routes.
pub(super) struct Taken<'a> {
    pub(super) route: &'a str,
    pub(super) routes: &'a Routes,
    pub(super) fill: Needed,
    pub(super) both: &'a str,
    pub(super) mode: Needed,
}

impl Needed {
    fn of(self, parts: &[Reason]) -> Truth {
        match self {
            Self::Any => Reason::any(parts),
            Self::All => Reason::all(parts),
        }
    }
}

pub(super) fn routes(
    judged: &Judged<'_>,
    table: &str,
    required: &[String],
    taken: &Taken<'_>,
) -> Outcome {
    let mut outcome = Outcome::default();
    for (index, row) in judged.plan.answers.rows(table) {
        let mut parts = blank_cells(table, index, row, required);
        parts.push(taken.reason(table, index, row));
        let held = row_finding("row_complete", table, index);
        outcome.reasons.push(row_reason(table, index, parts, held));
    }
    if outcome.reasons.is_empty() {
        outcome.unknown(table_empty(table));
    }
    outcome
}

impl Taken<'_> {
    /// Whether the row has the figures of the routes that it takes.
    fn reason(&self, table: &str, index: usize, row: Row<'_>) -> Reason {
        let route = row.text(self.route);
        let wanted: Vec<&Vec<String>> = if route == self.both {
            self.routes.values().collect()
        } else {
            self.routes.get(route).into_iter().collect()
        };
        if wanted.is_empty() {
            return Reason::plain(Truth::Unknown, cell_blank(table, index, self.route));
        }
        let parts: Vec<Reason> =
            wanted.iter().map(|columns| self.backed(table, index, row, columns)).collect();
        let truth = self.mode.of(&parts);
        let code = if truth == Truth::Yes { "row_complete" } else { "row_incomplete" };
        Reason::group(truth, row_finding(code, table, index), parts)
    }

    /// Whether enough of one route's columns are filled.
    fn backed(&self, table: &str, index: usize, row: Row<'_>, columns: &[String]) -> Reason {
        let parts: Vec<Reason> = columns
            .iter()
            .map(|column| {
                let (truth, code) = if row.blank(column) {
                    (Truth::Unknown, "cell_blank")
                } else {
                    (Truth::Yes, "cell_written")
                };
                Reason::plain(truth, cell(code, table, index, column))
            })
            .collect();
        let truth = self.fill.of(&parts);
        let code = match (truth, self.fill) {
            (Truth::Yes, _) => "route_backed",
            (_, Needed::Any) => "route_needs_one_of",
            (_, Needed::All) => "route_needs_all_of",
        };
        // Those that hold are named once it holds, those that are open until then.
        let named = |column: &&String| row.blank(column) != (truth == Truth::Yes);
        let named: Vec<&String> = columns.iter().filter(named).collect();
        let first = named.first().map_or("", |column| column.as_str());
        let list = named.iter().map(|column| Param::Field(format!("{table}.{column}"))).collect();
        let found = Finding::new(code, format!("{table}[{index}].{first}"))
            .with("table", Param::Field(table.to_owned()))
            .text("row", index + 1)
            .with("columns", Param::List(list));
        Reason::made_of(truth, found, parts)
    }
}
