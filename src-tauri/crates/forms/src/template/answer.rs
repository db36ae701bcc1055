//! The value of any field of the vocabulary, with what it takes to write it in any format.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::Value as Json;
use shirube_domain::answers::{decimal, is_blank, iso_date};
use shirube_domain::degree::DegreeKind;
use shirube_domain::fields::{FieldType, type_at};
use shirube_domain::overlay::own_field;

use crate::input::{FormInput, SelectedFirmView};
use crate::value::{label_of, place_name};

/// What a plan says at a place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Answer {
    /// Nothing.
    Blank,
    Text(String),
    Number(Decimal),
    /// From 0 to 100.
    Percent(Decimal),
    /// A number and how many yen one of it is.
    Money(Decimal, Decimal),
    Date(Date),
    /// A fiscal year.
    Year(i64),
    /// A word of the vocabulary and what it is called.
    Word {
        word: String,
        label: String,
    },
    List(Vec<Answer>),
}

impl Answer {
    fn text(text: impl Into<String>) -> Self {
        let text = text.into().replace("\r\n", "\n").replace('\r', "\n");
        if text.trim().is_empty() { Self::Blank } else { Self::Text(text) }
    }

    fn number(value: Option<Decimal>) -> Self {
        value.map_or(Self::Blank, Self::Number)
    }

    /// The value of a field; blank where nothing has been answered.
    pub(crate) fn at(input: &FormInput<'_>, path: &str) -> Self {
        if let Some(own) = of_plan(input, path) {
            return own;
        }
        if let Some(firm) = path.strip_prefix("selected_firms[") {
            return of_firm(input, firm);
        }
        let Some(json) = input.plan.answers.at(path).filter(|json| !is_blank(Some(json))) else {
            return Self::Blank;
        };
        let own = own_field(input.catalogue, path).map(|field| field.ty.field_type());
        let Some(ty) = own.or_else(|| type_at(input.plan.kind, path)) else { return Self::Blank };
        if let (FieldType::Decimal, Some(factor)) = (ty, indicator_factor(input, path)) {
            return decimal(json).map_or(Self::Blank, |number| Self::Money(number, factor));
        }
        of_answer(input, ty, json)
    }
}

fn of_answer(input: &FormInput<'_>, ty: FieldType, json: &Json) -> Answer {
    let label = || label_of(input, ty, json);
    match ty {
        FieldType::Money => {
            decimal(json).map_or(Answer::Blank, |yen| Answer::Money(yen, Decimal::ONE))
        }
        FieldType::Percent => decimal(json).map_or(Answer::Blank, Answer::Percent),
        FieldType::Integer(..) | FieldType::Decimal => Answer::number(decimal(json)),
        FieldType::FiscalYear => json.as_f64().map_or(Answer::Blank, |y| Answer::Year(y as i64)),
        FieldType::Date => json.as_str().and_then(iso_date).map_or(Answer::Blank, Answer::Date),
        FieldType::Bool => word(json.as_bool().unwrap_or_default().to_string(), label()),
        FieldType::StrategicField => word(json.to_string(), label()),
        FieldType::Choice(_)
        | FieldType::LocalGovernment
        | FieldType::Municipality
        | FieldType::Industry
        | FieldType::Measure => word(json.as_str().unwrap_or_default().to_owned(), label()),
        FieldType::List(element) => {
            let values = json.as_array().into_iter().flatten();
            Answer::List(values.map(|value| of_answer(input, *element, value)).collect())
        }
        FieldType::Record(_) | FieldType::Table(_) | FieldType::YearValues | FieldType::Keyed => {
            Answer::Blank
        }
        FieldType::Text | FieldType::LongText | FieldType::CorporateNumber | FieldType::Path => {
            Answer::text(json.as_str().unwrap_or_default())
        }
    }
}

fn word(word: String, label: Option<String>) -> Answer {
    let label = label.unwrap_or_else(|| word.clone());
    Answer::Word { word, label }
}

/// What the plan says of itself.
fn of_plan(input: &FormInput<'_>, path: &str) -> Option<Answer> {
    let plan = input.plan;
    let place = |code: &str| word(code.to_owned(), Some(place_name(input, code)));
    Some(match path {
        "plan.title" => Answer::text(&plan.title),
        "plan.kind" => {
            let letter = plan.kind.letter();
            word(letter.to_owned(), Some(input.word(&format!("kind.{letter}"))))
        }
        "plan.period.start" => Answer::Date(plan.period.start()),
        "plan.period.end" => Answer::Date(plan.period.end()),
        "plan.prefecture" => {
            Answer::List(plan.prefectures.iter().map(|code| place(code.as_str())).collect())
        }
        "plan.municipalities" => {
            Answer::List(plan.municipalities.iter().map(|code| place(code.as_str())).collect())
        }
        _ => return None,
    })
}

/// `0].name`: what is known of a firm of the plan.
fn of_firm(input: &FormInput<'_>, rest: &str) -> Answer {
    let found = rest.split_once("].").and_then(|(index, column)| {
        Some((input.selected.get(index.parse::<usize>().ok()?)?, column))
    });
    let Some((firm, column)) = found else { return Answer::Blank };
    let record = &firm.record;
    let text = |text: Option<&str>| Answer::text(text.unwrap_or_default());
    match column {
        "corporate_number" => text(record.corporate_number.as_ref().map(|number| number.as_str())),
        "name" => text(Some(&record.name)),
        "address" => text(record.address.as_deref()),
        "capital" => record
            .capital
            .map_or(Answer::Blank, |yen| Answer::Money(Decimal::from(yen), Decimal::ONE)),
        "employees" => Answer::number(record.employees.map(Decimal::from)),
        "role" => {
            let role = firm.role.as_str();
            word(role.to_owned(), Some(input.word(&format!("role.{role}"))))
        }
        "reason" => text(Some(&firm.reason)),
        "connector_degree" => degree(firm, DegreeKind::Connector),
        "hub_degree" => degree(firm, DegreeKind::Hub),
        _ => Answer::Blank,
    }
}

fn degree(firm: &SelectedFirmView, kind: DegreeKind) -> Answer {
    let degree = firm.degree(kind).degree;
    Answer::number(degree.and_then(|degree| degree.to_decimal_string().parse().ok()))
}

/// How many yen one of an indicator's numbers is; none where it does not count money.
fn indicator_factor(input: &FormInput<'_>, path: &str) -> Option<Decimal> {
    let end = path.starts_with("kpi[").then(|| path.find(']')).flatten()?;
    let unit = input.plan.answers.text_at(&format!("{}.unit", &path[..=end]))?;
    let yen = match unit {
        "yen" => 1,
        "thousand_yen" => 1_000,
        "million_yen" => 1_000_000,
        "hundred_million_yen" => 100_000_000,
        _ => return None,
    };
    Some(Decimal::from(yen))
}

/// The places of the records of an array that say anything.
pub(crate) fn records(input: &FormInput<'_>, source: &str) -> Vec<usize> {
    if source == "selected_firms" {
        return (0..input.selected.len()).collect();
    }
    let key = source.strip_prefix("plan.").unwrap_or(source);
    input.plan.answers.rows(key).map(|(index, _)| index).collect()
}

/// What a field is called: `products[0].name` has the label of `products.name`.
pub(crate) fn label(input: &FormInput<'_>, path: &str) -> String {
    if let Some(field) = own_field(input.catalogue, path) {
        return field.label.clone();
    }
    let mut key = String::from("field.");
    let is_own = path.starts_with("plan.title")
        || ["plan.kind", "plan.period", "plan.prefecture", "plan.municipalities"]
            .iter()
            .any(|own| path.starts_with(own));
    let path = if is_own { path } else { path.strip_prefix("plan.").unwrap_or(path) };
    let mut inside = false;
    for letter in path.chars() {
        match letter {
            '[' => inside = true,
            ']' => inside = false,
            letter if !inside => key.push(letter),
            _ => {}
        }
    }
    if let Some(column) = key.strip_prefix("field.kpi.") {
        match column {
            "target" => return input.word("field.kpi.targets"),
            "actual" => return input.word("field.kpi.actuals"),
            _ => {}
        }
    }
    input.word(&key)
}
