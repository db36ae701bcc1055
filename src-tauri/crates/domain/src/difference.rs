//! The difference of two documents, place by place: values by path, tables row by row (matched by
//! what names a row, so that a row that moved is a move), yearly values per year.
//!
//! Blank is nothing: a blank cell, row or list on either side is as if it were not there
//! ([`normal`]); the numbers of rows in a path count the rows that say something.

mod rows;

use std::collections::BTreeSet;
use std::fmt;

use serde_json::{Map, Value};

use crate::answers::{decimal, is_blank};
use crate::fields::{self, FieldType};
use crate::revision::SELECTED_FIRMS;

/// What a plan says, by the first part of the path (`plan.title`, `kpi`, `selected_firms`).
pub type Document = Map<String, Value>;

/// A place in a document: `kpi[2].targets.2027`, `contact.name`, `plan.title`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The document's key.
    pub key: String,
    /// Which row of a table, from 0: of the newer document, or of the older for a row that went.
    pub row: Option<usize>,
    /// Which column or part.
    pub column: Option<String>,
    /// Which fiscal year of yearly values.
    pub year: Option<String>,
}

impl Place {
    fn of(key: &str) -> Self {
        Self { key: key.to_owned(), row: None, column: None, year: None }
    }

    fn row(&self, row: usize) -> Self {
        Self { row: Some(row), ..self.clone() }
    }

    fn column(&self, column: &str) -> Self {
        Self { column: Some(column.to_owned()), ..self.clone() }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.key)?;
        if let Some(row) = self.row {
            write!(f, "[{row}]")?;
        }
        for part in [&self.column, &self.year].into_iter().flatten() {
            write!(f, ".{part}")?;
        }
        Ok(())
    }
}

/// What happened at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// The value is another one; null where there is none.
    Changed,
    /// The row is new.
    Added,
    /// The row is gone.
    Removed,
    /// The row has another place among the others; it was the one of that number.
    Moved(usize),
}

impl Op {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Moved(_) => "moved",
        }
    }
}

/// One difference.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Where.
    pub place: Place,
    /// What happened there.
    pub op: Op,
    /// The value or row as it was; null where there was none.
    pub before: Value,
    /// The value or row as it is; null where there is none. Of a move, the row.
    pub after: Value,
}

/// What differs between two documents, in the order of the form. Nothing, where they say the same.
pub fn compare(before: &Document, after: &Document) -> Vec<Change> {
    let (before, after) = (normal(before), normal(after));
    let mut changes = Vec::new();
    for key in keys(&before, &after) {
        let place = Place::of(key);
        match shape(key) {
            Shape::Table(naming) => match (rows::of(before.get(key)), rows::of(after.get(key))) {
                (Some(was), Some(is)) => rows::compare(&mut changes, &place, naming, &was, &is),
                _ => values(&mut changes, place, before.get(key), after.get(key)),
            },
            Shape::Record => match (part(before.get(key)), part(after.get(key))) {
                (Some(was), Some(is)) => columns(&mut changes, &place, &was, &is),
                _ => values(&mut changes, place, before.get(key), after.get(key)),
            },
            Shape::Value => values(&mut changes, place, before.get(key), after.get(key)),
        }
    }
    changes
}

/// The newer document, in its normal form, from the older one and their difference.
pub fn apply(before: &Document, changes: &[Change]) -> Document {
    let mut document = normal(before);
    let keys: BTreeSet<&str> = changes.iter().map(|change| change.place.key.as_str()).collect();
    for key in keys {
        let here: Vec<&Change> = changes.iter().filter(|change| change.place.key == key).collect();
        if here.iter().any(|change| change.place.row.is_some()) {
            let list = rows::of(document.get(key)).unwrap_or_default();
            document.insert(key.to_owned(), rows::apply(list, &here));
        } else {
            let mut value = document.get(key).cloned().unwrap_or(Value::Null);
            for change in here {
                set(&mut value, change);
            }
            document.insert(key.to_owned(), value);
        }
    }
    normal(&document)
}

/// The document without what says nothing: blank texts, rows, lists and records.
pub fn normal(document: &Document) -> Document {
    let pruned = document.iter().filter_map(|(key, value)| Some((key.clone(), prune(value)?)));
    pruned.collect()
}

fn prune(value: &Value) -> Option<Value> {
    if is_blank(Some(value)) {
        return None;
    }
    Some(match value {
        Value::Array(values) => values.iter().filter_map(prune).collect(),
        Value::Object(map) => Value::Object(normal(map)),
        other => other.clone(),
    })
}

/// How the values of a key are compared.
enum Shape {
    Value,
    Record,
    /// The columns that name a row; with one that is an id, no other row is the same.
    Table(&'static [&'static str]),
}

fn shape(key: &str) -> Shape {
    if key == SELECTED_FIRMS {
        return Shape::Table(&["firm"]);
    }
    match fields::answer(key).map(|field| field.ty) {
        Some(FieldType::Table(columns)) => Shape::Table(match key {
            "authors" => &["code"],
            "budget_consultations" => &["measure"],
            "labour_measures" => &["text"],
            "kpi" => &["head", "name"],
            "funding" => &["fiscal_year", "source"],
            _ if columns.iter().any(|column| column.name == "name") => &["name"],
            _ => columns.first().map_or(&[], |first| std::slice::from_ref(&first.name)),
        }),
        Some(FieldType::Record(_)) => Shape::Record,
        _ => Shape::Value,
    }
}

/// The keys of either document: what the plan says of itself, the answers in the order of the
/// form, the firms, and whatever no form knows.
fn keys<'a>(before: &'a Document, after: &'a Document) -> Vec<&'a str> {
    let mut keys: Vec<&str> = before.keys().chain(after.keys()).map(String::as_str).collect();
    let rank = |key: &str| match fields::ANSWERS.iter().position(|field| field.key == key) {
        Some(place) => 100 + place,
        None => match fields::PLAN.iter().position(|column| column.name == key) {
            Some(place) => place,
            None if key == SELECTED_FIRMS => 10_000,
            None => 10_001,
        },
    };
    keys.sort_by_key(|key| (rank(key), *key));
    keys.dedup();
    keys
}

/// The parts of a record; no parts where there is none, `None` for something else.
fn part(value: Option<&Value>) -> Option<Document> {
    match value {
        None => Some(Document::new()),
        Some(Value::Object(map)) => Some(map.clone()),
        Some(_) => None,
    }
}

/// Compares the columns of two rows or records, yearly values per year.
fn columns(changes: &mut Vec<Change>, place: &Place, before: &Document, after: &Document) {
    let mut names: Vec<&String> = before.keys().collect();
    names.extend(after.keys().filter(|name| !before.contains_key(*name)));
    names.sort_by_key(|name| column_rank(&place.key, name));
    for name in names {
        let here = place.column(name);
        match (part(before.get(name)), part(after.get(name))) {
            (Some(was), Some(is)) => {
                let years: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
                for year in years {
                    let place = Place { year: Some(year.clone()), ..here.clone() };
                    values(changes, place, was.get(year), is.get(year));
                }
            }
            _ => values(changes, here, before.get(name), after.get(name)),
        }
    }
}

fn column_rank(key: &str, name: &str) -> usize {
    let columns = fields::answer(key).map_or(&[][..], |field| field.ty.columns());
    columns.iter().position(|column| column.name == name).unwrap_or(columns.len())
}

fn values(changes: &mut Vec<Change>, place: Place, before: Option<&Value>, after: Option<&Value>) {
    let same = match (before, after) {
        (Some(before), Some(after)) => same(before, after),
        (None, None) => true,
        _ => false,
    };
    if !same {
        let given = |value: Option<&Value>| value.cloned().unwrap_or(Value::Null);
        changes.push(Change { place, op: Op::Changed, before: given(before), after: given(after) });
    }
}

/// Whether two values say the same: 1 and 1.0 do.
fn same(before: &Value, after: &Value) -> bool {
    match (decimal(before), decimal(after)) {
        (Some(before), Some(after)) => before == after,
        _ => before == after,
    }
}

/// Sets what a change of a value says, inside the value of its key or row.
fn set(value: &mut Value, change: &Change) {
    let steps = [&change.place.column, &change.place.year];
    let mut here = value;
    for step in steps.into_iter().flatten() {
        if !here.is_object() {
            *here = Value::Object(Map::new());
        }
        here = &mut here[step.as_str()];
    }
    *here = change.after.clone();
}
