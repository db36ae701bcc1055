//! The boxes that nobody has filled, as observations without a value: 「データ」 names their
//! cells, so that what a colleague writes into one is found when the form comes back.

use std::collections::HashSet;

use crate::input::FormInput;
use crate::observation::{Observation, Said};
use crate::records::{column_label_key, label_key};
use crate::written::{Found, Written};

/// One observation for each blank box that no other row tells of.
pub(crate) fn blanks(
    input: &FormInput<'_>,
    written: &[Written],
    told: &HashSet<String>,
) -> Vec<Observation> {
    let blank = written.iter().filter(|one| one.value == Found::Nothing);
    let fields = blank.filter_map(|one| one.field.as_deref());
    fields
        // A tick is no answer.
        .filter(|field| !told.contains(*field) && !field.starts_with("requirement["))
        .map(|field| unanswered(input, field))
        .collect()
}

fn unanswered(input: &FormInput<'_>, field: &str) -> Observation {
    let Place { table, item, column, year } = Place::of(field);
    let label = match column {
        _ if item.is_none() => label_key(field),
        "" => format!("field.{table}"),
        "target" | "actual" if table == "kpi" => format!("field.kpi.{column}s"),
        column => column_label_key(table, column),
    };
    Observation {
        field: field.to_owned(),
        item: item.map(|item| item + 1),
        label: input.word(&label),
        year,
        said: Said::Unanswered,
        ..Observation::default()
    }
}

/// A place in the vocabulary, taken apart: `kpi[0].target[2027]`.
#[derive(Debug, PartialEq, Eq)]
struct Place<'f> {
    table: &'f str,
    item: Option<usize>,
    column: &'f str,
    year: Option<i64>,
}

impl<'f> Place<'f> {
    fn of(field: &'f str) -> Self {
        let (table, rest) = field.split_once('[').unwrap_or((field, ""));
        let (item, rest) = rest.split_once(']').unwrap_or(("", ""));
        let rest = rest.trim_start_matches('.');
        let (column, year) = rest.split_once('[').unwrap_or((rest, ""));
        Self {
            table,
            item: item.parse().ok(),
            column,
            year: year.strip_suffix(']').and_then(|year| year.parse().ok()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_taken_apart() {
        let place = |table, item, column, year| Place { table, item, column, year };
        assert_eq!(Place::of("kpi[0].target[2027]"), place("kpi", Some(0), "target", Some(2027)));
        assert_eq!(Place::of("products[3].name"), place("products", Some(3), "name", None));
        assert_eq!(Place::of("attachments[1]"), place("attachments", Some(1), "", None));
        assert_eq!(Place::of("plan.contact.email").item, None);
    }
}
