//! The closed set of rules, and which answers each of them reads.

use serde::{Deserialize, Serialize};

use super::Origin;

/// A table and the columns that a row of it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableNeed {
    /// The table's key.
    pub table: String,
    /// The columns that must be filled.
    pub required: Vec<String>,
}

/// Which columns give a route its figure.
pub type Routes = std::collections::BTreeMap<String, Vec<String>>;

/// How many of several are needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Needed {
    /// One is enough.
    Any,
    /// Every one.
    All,
}

/// The closed set of rules.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Rule {
    /// At least one value in `list`, and for each a row of `table` whose `key` is that value.
    EachChoiceHasRow {
        /// Whose reading this is.
        origin: Origin,
        /// The list of chosen values.
        list: String,
        /// The table that explains each of them.
        table: String,
        /// The column that names the choice.
        key: String,
        /// The columns that each such row needs.
        required: Vec<String>,
    },
    /// At least one row, and every row with money has a consultation that has started.
    ConsultationsStarted {
        /// Whose reading this is.
        origin: Origin,
        /// The table.
        table: String,
        /// The column with the day of the first consultation.
        date: String,
        /// The column with its state.
        status: String,
        /// The word for "not started".
        not_started: String,
        /// The column with the money, yen.
        amount: String,
    },
    /// Each table has at least one row with the required columns, numbers above zero.
    Rows {
        /// Whose reading this is.
        origin: Origin,
        /// The tables.
        tables: Vec<TableNeed>,
    },
    /// A row of each kind in `must`, and `other_min` rows of another kind.
    HasKinds {
        /// Whose reading this is.
        origin: Origin,
        /// The table.
        table: String,
        /// The column that names the kind.
        column: String,
        /// The kinds that must be there.
        must: Vec<String>,
        /// How many rows of other kinds are needed.
        other_min: usize,
        /// The columns that each row needs.
        required: Vec<String>,
    },
    /// Each row takes a route and has the figures of that route, with a source.
    Routes {
        /// Whose reading this is.
        origin: Origin,
        /// The table.
        table: String,
        /// The column that names the row.
        name: String,
        /// The column that names the route.
        route: String,
        /// The column with the figures' source.
        source: String,
        /// The figures of each route.
        routes: Routes,
        /// How many figures of a route are needed.
        fill: Needed,
        /// The word for "all routes at once".
        both: String,
        /// How many of the routes need figures then.
        mode: Needed,
    },
    /// The rows cover every fiscal year of the plan, and some texts are written.
    CoversYears {
        /// Whose reading this is.
        origin: Origin,
        /// The table.
        table: String,
        /// The column with the fiscal year.
        year: String,
        /// A row counts when one of these columns is filled.
        any_of: Vec<String>,
        /// The texts that must be written.
        required_text: Vec<String>,
    },
    /// Each head has an indicator with baseline, unit, source and a target for every fiscal year.
    KpiHeads {
        /// Whose reading this is.
        origin: Origin,
        /// The table.
        table: String,
        /// The heads that must be there.
        heads: Vec<String>,
    },
    /// The rows' days together cover the plan's period without a hole.
    CoversPeriod {
        /// Whose reading this is.
        origin: Origin,
        /// The table.
        table: String,
        /// The column with the first day.
        from: String,
        /// The column with the last day.
        to: String,
    },
    /// At least one firm is selected; each has both degrees, or a written reason why not.
    Selection {
        /// Whose reading this is.
        origin: Origin,
    },
    /// A resource, and a comparison of old and new product with the figures of its route.
    Comparison {
        /// Whose reading this is.
        origin: Origin,
        /// The table of resources.
        resources: String,
        /// The columns that each resource needs.
        resource_required: Vec<String>,
        /// The table of comparisons.
        comparisons: String,
        /// The columns that each comparison needs.
        required: Vec<String>,
        /// The column that names the route.
        route: String,
        /// The columns of each route.
        routes: Routes,
        /// How many columns of a route are needed.
        fill: Needed,
        /// The word for "all routes at once".
        both: String,
        /// How many of the routes need their columns then.
        mode: Needed,
    },
    /// A desk with its place and a way to reach it, open when the plan starts.
    Desk {
        /// Whose reading this is.
        origin: Origin,
        /// The record.
        record: String,
        /// The parts that must be filled.
        required: Vec<String>,
        /// One of these parts must be filled.
        any_of: Vec<String>,
        /// The part with the day of opening.
        opens: String,
    },
    /// Each of these answers says something.
    Filled {
        /// Whose reading this is.
        origin: Origin,
        /// The keys of the answers; `overlay_answers.<id>` for an own field.
        fields: Vec<String>,
    },
    /// Nothing beyond the thresholds that stand on the requirement.
    Thresholds {
        /// Whose reading this is.
        origin: Origin,
    },
}

impl Rule {
    /// The keys of the answers that the rule reads.
    pub(crate) fn keys(&self) -> Vec<&str> {
        match self {
            Self::EachChoiceHasRow { list, table, .. } => vec![list, table],
            Self::ConsultationsStarted { table, .. }
            | Self::HasKinds { table, .. }
            | Self::Routes { table, .. }
            | Self::KpiHeads { table, .. }
            | Self::CoversPeriod { table, .. } => vec![table],
            Self::Rows { tables, .. } => tables.iter().map(|need| need.table.as_str()).collect(),
            Self::CoversYears { table, required_text, .. } => {
                std::iter::once(table).chain(required_text).map(String::as_str).collect()
            }
            Self::Selection { .. } => vec!["selected_firms"],
            Self::Comparison { resources, comparisons, .. } => vec![resources, comparisons],
            Self::Desk { record, .. } => vec![record],
            Self::Filled { fields, .. } => fields.iter().map(String::as_str).collect(),
            Self::Thresholds { .. } => Vec::new(),
        }
    }

    /// The columns that the rule reads, with their table or record.
    pub(crate) fn columns(&self) -> Vec<(&str, &str)> {
        fn of<'a>(
            table: &'a str,
            columns: impl IntoIterator<Item = &'a String>,
        ) -> Vec<(&'a str, &'a str)> {
            columns.into_iter().map(|column| (table, column.as_str())).collect()
        }
        match self {
            Self::EachChoiceHasRow { table, key, required, .. } => {
                of(table, required.iter().chain([key]))
            }
            Self::ConsultationsStarted { table, date, status, amount, .. } => {
                of(table, [date, status, amount])
            }
            Self::Rows { tables, .. } => {
                tables.iter().flat_map(|need| of(&need.table, &need.required)).collect()
            }
            Self::HasKinds { table, column, required, .. } => {
                of(table, required.iter().chain([column]))
            }
            Self::Routes { table, name, route, source, routes, .. } => {
                of(table, routes.values().flatten().chain([name, route, source]))
            }
            Self::CoversYears { table, year, any_of, .. } => of(table, any_of.iter().chain([year])),
            Self::CoversPeriod { table, from, to, .. } => of(table, [from, to]),
            Self::Comparison {
                resources,
                resource_required,
                comparisons,
                required,
                route,
                routes,
                ..
            } => {
                let mut columns = of(resources, resource_required);
                let compared = required.iter().chain([route]).chain(routes.values().flatten());
                columns.extend(of(comparisons, compared));
                columns
            }
            Self::Desk { record, required, any_of, opens, .. } => {
                of(record, required.iter().chain(any_of).chain([opens]))
            }
            Self::KpiHeads { .. }
            | Self::Selection { .. }
            | Self::Filled { .. }
            | Self::Thresholds { .. } => Vec::new(),
        }
    }

    /// The words that the rule looks for, with the column where they are chosen.
    pub(super) fn words(&self) -> Vec<(&str, &str, &str)> {
        fn of<'a>(
            table: &'a str,
            column: &'a str,
            words: impl IntoIterator<Item = &'a String>,
        ) -> Vec<(&'a str, &'a str, &'a str)> {
            words.into_iter().map(|word| (table, column, word.as_str())).collect()
        }
        match self {
            Self::ConsultationsStarted { table, status, not_started, .. } => {
                of(table, status, [not_started])
            }
            Self::HasKinds { table, column, must, .. } => of(table, column, must),
            Self::Routes { table, route, routes, both, .. } => {
                of(table, route, routes.keys().chain([both]))
            }
            Self::Comparison { comparisons, route, routes, both, .. } => {
                of(comparisons, route, routes.keys().chain([both]))
            }
            Self::KpiHeads { table, heads, .. } => of(table, "head", heads),
            Self::EachChoiceHasRow { .. }
            | Self::Rows { .. }
            | Self::CoversYears { .. }
            | Self::CoversPeriod { .. }
            | Self::Selection { .. }
            | Self::Desk { .. }
            | Self::Filled { .. }
            | Self::Thresholds { .. } => Vec::new(),
        }
    }

    /// The columns that the rule reads as days.
    pub(super) fn days(&self) -> Vec<(&str, &str)> {
        match self {
            Self::ConsultationsStarted { table, date, .. } => vec![(table, date)],
            Self::CoversPeriod { table, from, to, .. } => vec![(table, from), (table, to)],
            Self::Desk { record, opens, .. } => vec![(record, opens)],
            _ => Vec::new(),
        }
    }
}
