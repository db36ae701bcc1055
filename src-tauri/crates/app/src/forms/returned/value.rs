//! What a box says, as a value of its field.

use rust_decimal::Decimal;
use serde_json::{Value, json};
use shirube_domain::answers::{decimal, is_blank};
use shirube_domain::fields::FieldType;
use shirube_domain::money::Unit;
use shirube_domain::names::search_form;
use shirube_forms::{Answer, Said};
use shirube_sheets::Content;

use crate::session::Session;
use crate::values::meaning::{Meaning, Remark};
use crate::values::read::Reader;
use crate::values::show::show;

/// What was sent, as the plan would hold it.
pub(super) fn sent(ty: FieldType, said: Option<&Said>) -> Value {
    match said {
        None => Value::Null,
        Some(Said::Text(text)) => json!(text),
        Some(Said::Date(day)) => json!(day.to_string()),
        Some(Said::Number(number)) => as_number(*number),
        Some(Said::Code(code, _)) => match ty {
            FieldType::Bool => json!(code == "true"),
            FieldType::StrategicField => code.parse().map_or(Value::Null, as_number),
            _ => json!(code),
        },
        Some(Said::List(all)) => {
            let element = if let FieldType::List(element) = ty { *element } else { ty };
            Value::Array(all.iter().map(|one| sent(element, Some(one))).collect())
        }
    }
}

fn as_number(number: Decimal) -> Value {
    serde_json::from_str(&number.normalize().to_string()).unwrap_or(Value::Null)
}

/// What came back, as a value of the type.
pub(super) fn returned(reader: &Reader<'_>, ty: FieldType, answer: &Answer) -> Meaning {
    let said = answer.home.as_ref().and_then(|home| home.said.as_ref());
    match ty {
        FieldType::List(element) => list(reader, *element, &answer.text, said),
        FieldType::Bool => {
            let own = answer.home.as_ref().is_some_and(|home| home.label == answer.text.trim());
            if own { Meaning::value(true) } else { plain(reader, ty, answer) }
        }
        _ => plain(reader, ty, answer),
    }
}

fn plain(reader: &Reader<'_>, ty: FieldType, answer: &Answer) -> Meaning {
    let unit = if answer.thousands { Unit::ThousandYen } else { Unit::Yen };
    let text = answer.text.replace("\r\n", "\n");
    let number = (answer.content == Content::Number).then(|| text.parse::<Decimal>().ok());
    match (ty, number.flatten()) {
        // 45 typed as 45 % is 0.45 in the cell.
        (FieldType::Percent, Some(part)) if answer.percent => {
            let hundredth = part.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(part);
            reader.read(ty, &hundredth.round_dp(10).normalize().to_string(), unit)
        }
        (FieldType::Industry | FieldType::StrategicField, _) => coded(reader, ty, &text),
        (FieldType::Choice(words), _) => chosen(reader, words, &text),
        _ => reader.read(ty, text.trim_end(), unit),
    }
}

/// A choice by its whole label: in a form that comes back 「輸出以外」 is not 「輸出」.
fn chosen(reader: &Reader<'_>, words: &[&'static str], text: &str) -> Meaning {
    let wanted = search_form(text);
    if wanted.is_empty() {
        return Meaning::Blank;
    }
    let label = |word: &&str| reader.session.say(&format!("choice.{word}"), &[]);
    match words.iter().find(|word| search_form(&label(word)) == wanted || wanted == ***word) {
        Some(word) => Meaning::value(*word),
        None => {
            let labels: Vec<String> = words.iter().map(label).collect();
            let separator = reader.session.say("list.separator", &[]);
            Meaning::Unread(Remark::new("choice_unread").with("choices", labels.join(&separator)))
        }
    }
}

/// A code as the forms show it: with its name behind it.
fn coded(reader: &Reader<'_>, ty: FieldType, text: &str) -> Meaning {
    match reader.read(ty, text, Unit::Yen) {
        Meaning::Unread(why) => {
            let code = text.split_whitespace().next().unwrap_or_default();
            match reader.read(ty, code, Unit::Yen) {
                found @ Meaning::Value(..) => found,
                _ => Meaning::Unread(why),
            }
        }
        found => found,
    }
}

/// Several values in one box: as they were sent where they are the same, else read one by one.
fn list(reader: &Reader<'_>, element: FieldType, text: &str, said: Option<&Said>) -> Meaning {
    let known: Vec<(&str, &str)> = match said {
        Some(Said::List(all)) => all
            .iter()
            .filter_map(|one| match one {
                Said::Code(code, label) => Some((label.as_str(), code.as_str())),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    };
    let (mut values, mut remark): (Vec<Value>, Option<Remark>) = (Vec::new(), None);
    for part in text.split(['、', '，', ',', '\n', ';', '；']) {
        let part = part.trim();
        if part.is_empty() {
            continue;
        }
        let same = known.iter().find(|(label, code)| part == *label || part == *code);
        let value = match same {
            Some((_, code)) => sent(element, Some(&Said::Code((*code).to_owned(), String::new()))),
            None => match coded(reader, element, part) {
                Meaning::Value(value, said) => {
                    remark = remark.or(said);
                    value
                }
                Meaning::Blank => continue,
                Meaning::Unread(why) => return Meaning::Unread(why),
            },
        };
        if !values.contains(&value) {
            values.push(value);
        }
    }
    if values.is_empty() { Meaning::Blank } else { Meaning::Value(Value::Array(values), remark) }
}

/// Whether two values say the same.
pub(super) fn same(one: &Value, other: &Value) -> bool {
    if is_blank(Some(one)) && is_blank(Some(other)) {
        return true;
    }
    match (one, other) {
        (Value::Number(_), Value::Number(_)) => decimal(one) == decimal(other),
        (Value::String(one), Value::String(other)) => even(one) == even(other),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| same(a, b))
        }
        // An unanswered yes-or-no is not ticked.
        (Value::Bool(false), other) | (other, Value::Bool(false)) if is_blank(Some(other)) => true,
        _ => one == other,
    }
}

fn even(text: &str) -> String {
    text.replace("\r\n", "\n").trim_end().to_owned()
}

/// A value in words; a row as its parts.
pub(super) fn words(session: &Session, ty: Option<FieldType>, value: &Value) -> String {
    let separator = session.say("list.separator", &[]);
    match (value, ty) {
        (Value::Null, _) => String::new(),
        (Value::Array(all), Some(FieldType::List(element))) => {
            let words: Vec<String> =
                all.iter().map(|one| words(session, Some(*element), one)).collect();
            words.join(&separator)
        }
        (Value::Object(parts), Some(FieldType::Record(columns))) => {
            let told: Vec<String> = columns
                .iter()
                .filter_map(|column| {
                    let part = parts.get(column.name)?;
                    let text = words(session, Some(column.ty), part);
                    (!text.is_empty()).then_some(text)
                })
                .collect();
            told.join(&separator)
        }
        (value, Some(ty)) => show(session, ty, value),
        (value, None) => value.as_str().map_or_else(|| value.to_string(), str::to_owned),
    }
}
