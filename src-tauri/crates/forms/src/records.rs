//! Where the rows of a table and the boxes of a form come from.

use std::collections::BTreeMap;

use shirube_domain::answers::Row;
use shirube_domain::fields::{self, Column, FieldType};
use shirube_domain::fiscal_year::FiscalYear;

use crate::input::FormInput;
use crate::value::{Value, label_of};
use crate::{area, checklist, firms, funding, kpi};

/// The column that every table can have: the row's number from 1.
pub(crate) const NUMBER: &str = "number";

/// A row of a table by the keys of its columns.
pub(crate) type Record = BTreeMap<String, Value>;

/// The sources that are no table among the answers, with their columns.
const SOURCES: &[(&str, &[&str])] = &[
    ("authors", &["lead", "code", "place", "name"]),
    ("area", &["code", "prefecture", "district", "municipality"]),
    ("unmet", &["id", "question", "state"]),
    (
        "requirements",
        &[
            "id",
            "source",
            "question",
            "summary",
            "state",
            "missing",
            "evidence",
            "applicant_check",
            "receiver_check",
        ],
    ),
    ("kpi_years", &["name", "unit", "series", "year"]),
    ("measures_wanted", &["name"]),
    ("attachments", &["name"]),
    (
        "funding_matrix",
        &["fiscal_year", "state", "prefecture", "municipality", "private", "other", "sum"],
    ),
    (
        "selected_firms",
        &[
            "role",
            "corporate_number",
            "name",
            "address",
            "capital",
            "employees",
            "connector_degree",
            "hub_degree",
            "degree_note",
            "reason",
        ],
    ),
    (
        "degrees",
        &[
            "name",
            "degree",
            "value",
            "share",
            "numerator",
            "denominator",
            "year",
            "basis",
            "denominator_year",
            "denominator_source",
            "note",
        ],
    ),
];

/// The boxes that are neither an answer nor the plan's own.
const BOXES: &[&str] = &["submitted_on", "period_years", "area_names"];

/// The columns of a source, `None` where there is no such source.
pub(crate) fn columns_of(rows: &str) -> Option<Vec<&'static str>> {
    if let Some((_, columns)) = SOURCES.iter().find(|(name, _)| *name == rows) {
        return Some(columns.to_vec());
    }
    match fields::answer(rows)?.ty {
        FieldType::Table(columns) => Some(columns.iter().map(|column| column.name).collect()),
        _ => None,
    }
}

/// Whether a box of that name can be filled.
pub(crate) fn check_field(name: &str) -> Result<(), String> {
    let plan = fields::PLAN.iter().any(|column| column.name == name);
    if BOXES.contains(&name) || plan || answer_type(name).is_some() {
        Ok(())
    } else {
        Err(format!("there is no field {name}"))
    }
}

/// The part of a record that no column shows: the number of its row among the answers, from 0.
pub(crate) const ROW: &str = "row";

/// The part of a record of [`kpi`] that no column shows: the name of its values by year.
pub(crate) const SERIES: &str = "series_word";

/// The boxes of the checklist that people tick.
const CHECKS: [&str; 2] = ["applicant_check", "receiver_check"];

/// Whether a box shows an answer, and not what is worked out from several.
pub(crate) fn is_answer(name: &str) -> bool {
    !BOXES.contains(&name)
}

/// The answer that a cell of a table shows, as a place in the vocabulary.
pub(crate) fn home_of(
    rows: &str,
    record: &Record,
    key: &str,
    year: Option<FiscalYear>,
) -> Option<String> {
    if rows == "requirements" {
        let Some(Value::Text(id)) = record.get("id") else { return None };
        return CHECKS.contains(&key).then(|| format!("requirement[{id}].{key}"));
    }
    let Some(Value::Number(row)) = record.get(ROW) else { return None };
    match (rows, year) {
        ("kpi_years", Some(year)) => match record.get(SERIES)? {
            Value::Text(series) => {
                Some(format!("kpi[{row}].{}[{year}]", series.trim_end_matches('s')))
            }
            _ => None,
        },
        // These tables say again of which row they are.
        ("kpi_years", None) => ["name", "unit"].contains(&key).then(|| format!("kpi[{row}].{key}")),
        ("degrees", _) => (key == "name").then(|| format!("selected_firms[{row}].{key}")),
        ("selected_firms", _) => fields::SELECTED_FIRMS
            .iter()
            .any(|column| column.name == key)
            .then(|| format!("{rows}[{row}].{key}")),
        _ => {
            let field = fields::answer(rows)?;
            match field.ty {
                FieldType::Table(columns) => columns
                    .iter()
                    .any(|column| column.name == key)
                    .then(|| format!("{}[{row}].{key}", field.name)),
                FieldType::List(_) => (key == "name").then(|| format!("{}[{row}]", field.name)),
                _ => None,
            }
        }
    }
}

/// The text key of a box's label.
pub(crate) fn label_key(name: &str) -> String {
    if BOXES.contains(&name) {
        return format!("forms.field.{name}");
    }
    match answer_type(name) {
        Some((Answer { key, part: Some(part) }, _)) => format!("field.{key}.{part}"),
        Some((Answer { key, part: None }, _)) => format!("field.{key}"),
        None => format!("field.{name}"),
    }
}

/// The text key of a column's label.
pub(crate) fn column_label_key(rows: &str, key: &str) -> String {
    let own = SOURCES.iter().any(|(name, _)| *name == rows);
    match (key, rows) {
        (NUMBER, _) => "forms.column.number".to_owned(),
        ("degree_note", _) => "forms.column.degree_note".to_owned(),
        (_, "selected_firms") => format!("field.selected_firms.{key}"),
        _ if own => format!("forms.column.{rows}.{key}"),
        _ => format!("field.{rows}.{key}"),
    }
}

/// An answer, or one part of an answer that is a record.
struct Answer {
    key: &'static str,
    part: Option<&'static str>,
}

/// The answer of that name in the vocabulary, and its type.
fn answer_type(name: &str) -> Option<(Answer, FieldType)> {
    for field in fields::ANSWERS {
        let Some(rest) = name.strip_prefix(field.name) else { continue };
        if rest.is_empty() {
            return Some((Answer { key: field.key, part: None }, field.ty));
        }
        if let (Some(part), FieldType::Record(columns)) = (rest.strip_prefix('.'), field.ty) {
            let column = columns.iter().find(|column| column.name == part)?;
            return Some((Answer { key: field.key, part: Some(column.name) }, column.ty));
        }
    }
    None
}

/// Whether a box is for text of several lines.
pub(crate) fn is_long(name: &str) -> bool {
    answer_type(name).is_some_and(|(_, ty)| ty == FieldType::LongText)
}

/// What stands in a box.
pub(crate) fn field_value(input: &FormInput<'_>, name: &str) -> Value {
    let plan = input.plan;
    match name {
        "submitted_on" => Value::Date(input.today),
        "period_years" => Value::text(area::period_years(input)),
        "area_names" => Value::text(area::area_names(input)),
        "plan.title" => Value::text(&plan.title),
        "plan.kind" => Value::text(input.word(&format!("kind.{}", plan.kind.letter()))),
        "plan.period.start" => Value::Date(plan.period.start()),
        "plan.period.end" => Value::Date(plan.period.end()),
        _ => answer_type(name)
            .and_then(|(_, ty)| Some(Value::of_answer(input, ty, plan.answers.at(name)?)))
            .unwrap_or_default(),
    }
}

/// The rows of a source.
pub(crate) fn rows_of(input: &FormInput<'_>, rows: &str) -> Vec<Record> {
    let mut records = match rows {
        "authors" => area::authors(input),
        "area" => area::area(input),
        "unmet" => checklist::unmet(input),
        "requirements" => checklist::requirements(input),
        "kpi_years" => kpi::kpi_years(input),
        "measures_wanted" => list(input, rows),
        "attachments" => attachments(input),
        "funding_matrix" => funding::funding_matrix(input),
        "selected_firms" => firms::firms(input),
        "degrees" => firms::degrees(input),
        _ => table(input, rows),
    };
    if rows != "kpi_years" && rows != "degrees" {
        for (index, record) in records.iter_mut().enumerate() {
            record.insert(NUMBER.to_owned(), Value::whole(index as i64 + 1));
        }
    }
    records
}

pub(crate) fn record<const N: usize>(parts: [(&str, Value); N]) -> Record {
    parts.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

pub(crate) fn row_record(input: &FormInput<'_>, columns: &[Column], row: Row<'_>) -> Record {
    columns
        .iter()
        .filter_map(|column| {
            let value = Value::of_answer(input, column.ty, row.get(column.name)?);
            Some((column.name.to_owned(), value))
        })
        .collect()
}

/// The rows of an answer table.
fn table(input: &FormInput<'_>, key: &str) -> Vec<Record> {
    let columns = fields::answer(key).map_or(&[][..], |field| field.ty.columns());
    let numbered = |(index, row): (usize, Row<'_>)| {
        let mut record = row_record(input, columns, row);
        record.insert(ROW.to_owned(), Value::whole(index as i64));
        record
    };
    input.plan.answers.rows(key).map(numbered).collect()
}

/// The values of an answer list, one a row.
fn list(input: &FormInput<'_>, key: &str) -> Vec<Record> {
    let Some(FieldType::List(element)) = fields::answer(key).map(|field| field.ty) else {
        return Vec::new();
    };
    let values = input.plan.answers.list(key).iter();
    values
        .enumerate()
        .map(|(index, value)| {
            let name = Value::opt_text(label_of(input, *element, value));
            record([(ROW, Value::whole(index as i64)), ("name", name)])
        })
        .collect()
}

/// The files that the answers name, and those that are attached besides.
fn attachments(input: &FormInput<'_>) -> Vec<Record> {
    let named = input.plan.answers.list("attachments");
    let known = |name: &str| {
        let last = |path: &str| path.rsplit(['/', '\\']).next() == Some(name);
        named.iter().filter_map(|value| value.as_str()).any(last)
    };
    let attached = input.beside.attached.iter().filter(|(_, name)| !known(name));
    let mut records = list(input, "attachments");
    records.extend(attached.map(|(_, name)| record([("name", Value::text(name))])));
    records
}
