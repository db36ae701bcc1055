//! The answers of a plan as observations.

use serde_json::Value as Json;
use shirube_domain::answers::{Row, decimal, is_blank, iso_date};
use shirube_domain::codes::{LocalGovernmentCode, PrefectureCode};
use shirube_domain::fields::{self, FieldType};

use crate::input::FormInput;
use crate::observation::{Observation, Said};
use crate::value::label_of;

/// Everything that has been answered, in the order of the form.
pub(crate) fn answers(input: &FormInput<'_>) -> Vec<Observation> {
    let mut all = Vec::new();
    for field in fields::answers_of(input.plan.kind) {
        let Some(answer) = input.plan.answers.get(field.key) else { continue };
        let place = Place {
            field: field.name.to_owned(),
            label: format!("field.{}", field.key),
            ..Place::default()
        };
        observe(&mut all, input, &place, field.ty, answer);
    }
    all
}

/// Where an answer stands, and what its row says for it.
#[derive(Debug, Clone, Default)]
struct Place {
    field: String,
    label: String,
    item: Option<usize>,
    year: Option<i64>,
    unit: Option<String>,
    unit_label: Option<String>,
}

impl Place {
    fn at(&self, input: &FormInput<'_>) -> Observation {
        Observation {
            field: self.field.clone(),
            item: self.item,
            label: input.word(&self.label),
            year: self.year,
            unit: self.unit.clone(),
            unit_label: self.unit_label.clone(),
            said: Said::Nothing,
        }
    }

    fn part(&self, name: &str) -> Self {
        Self {
            field: format!("{}.{name}", self.field),
            label: format!("{}.{name}", self.label),
            ..self.clone()
        }
    }

    fn element(&self, index: usize) -> Self {
        Self { field: format!("{}[{index}]", self.field), item: Some(index + 1), ..self.clone() }
    }
}

fn observe(
    all: &mut Vec<Observation>,
    input: &FormInput<'_>,
    place: &Place,
    ty: FieldType,
    answer: &Json,
) {
    if is_blank(Some(answer)) {
        return;
    }
    match ty {
        FieldType::List(element) => {
            for (index, value) in answer.as_array().into_iter().flatten().enumerate() {
                observe(all, input, &place.element(index), *element, value);
            }
        }
        FieldType::Record(columns) => {
            for column in columns {
                let Some(value) = answer.get(column.name) else { continue };
                observe(all, input, &place.part(column.name), column.ty, value);
            }
        }
        FieldType::Table(columns) => {
            for (index, row) in input.plan.answers.rows(&place.field) {
                for column in columns {
                    let Some(value) = row.get(column.name) else { continue };
                    let cell = table_cell(input, place, index, row, column.name);
                    observe(all, input, &cell, column.ty, value);
                }
            }
        }
        FieldType::YearValues => {
            let one = place.field.trim_end_matches('s');
            for (year, value) in answer.as_object().into_iter().flatten() {
                let Some(number) = decimal(value) else { continue };
                let place = Place {
                    field: format!("{one}[{year}]"),
                    year: year.parse().ok(),
                    ..place.clone()
                };
                all.push(place.at(input).number(number));
            }
        }
        FieldType::Keyed => {
            for field in &input.catalogue.own_fields {
                let Some(value) = answer.get(&field.id) else { continue };
                let mut place = place.part(&field.id);
                place.unit_label = (!field.unit.is_empty()).then(|| field.unit.clone());
                observe(all, input, &place, field.ty.field_type(), value);
            }
        }
        _ => all.push(plain(input, place, ty, answer)),
    }
}

/// A cell of a table, with the year and the unit that its row gives it.
fn table_cell(
    input: &FormInput<'_>,
    table: &Place,
    index: usize,
    row: Row<'_>,
    column: &str,
) -> Place {
    let mut cell = table.element(index).part(column);
    cell.year = match (table.field.as_str(), column) {
        ("kpi", "baseline") => row.integer("baseline_year"),
        (_, "fiscal_year") => None,
        _ => row.integer("fiscal_year"),
    };
    match (table.field.as_str(), column) {
        ("kpi", "baseline" | "targets" | "actuals") if !row.blank("unit") => {
            cell.unit = Some(row.text("unit").to_owned());
            cell.unit_label = Some(input.word(&format!("unit.{}", row.text("unit"))));
        }
        ("product_comparisons", "before" | "after") if !row.blank("unit") => {
            cell.unit_label = Some(row.text("unit").to_owned());
        }
        ("support_system", "persons") => {
            cell.unit = Some("persons".to_owned());
            cell.unit_label = Some(input.word("unit.persons"));
        }
        _ => {}
    }
    cell
}

fn plain(input: &FormInput<'_>, place: &Place, ty: FieldType, answer: &Json) -> Observation {
    let at = place.at(input);
    let number = decimal(answer).unwrap_or_default();
    let text = answer.as_str().unwrap_or_default();
    let label = || label_of(input, ty, answer).filter(|label| label != text);
    match ty {
        FieldType::Money | FieldType::Percent => {
            at.number(number).unit(input, ty.unit().unwrap_or("none"))
        }
        FieldType::Integer(..) | FieldType::Decimal | FieldType::FiscalYear => at.number(number),
        FieldType::StrategicField => at.code(&number.normalize().to_string(), label()),
        FieldType::Bool => {
            at.code(if answer.as_bool() == Some(true) { "true" } else { "false" }, label())
        }
        FieldType::Date => match iso_date(text) {
            Some(day) => Observation { said: Said::Date(day), ..at },
            None => at,
        },
        FieldType::Municipality
            if LocalGovernmentCode::parse(text).is_err()
                && PrefectureCode::parse(text).is_err() =>
        {
            at.text(text)
        }
        FieldType::Choice(_)
        | FieldType::LocalGovernment
        | FieldType::Municipality
        | FieldType::CorporateNumber
        | FieldType::Industry
        | FieldType::Measure => at.code(text, label()),
        _ => at.text(text),
    }
}
