//! Checking one value of an answers file against what the declaration says of it.

use rust_decimal::Decimal;
use serde_json::Value;

use super::{AnswerError, AnswerProblem, LONGEST_TEXT, decimal, iso_date, whole};
use crate::codes::{IndustryCode, LocalGovernmentCode, PrefectureCode};
use crate::fields::{Column, FieldType};
use crate::fiscal_year::FiscalYear;

pub(super) fn push(errors: &mut Vec<AnswerError>, path: &str, problem: AnswerProblem) {
    errors.push(AnswerError { path: path.to_owned(), problem });
}

pub(super) fn check_value(errors: &mut Vec<AnswerError>, path: &str, ty: FieldType, value: &Value) {
    if value.is_null() {
        return;
    }
    match ty {
        FieldType::List(element) => match value.as_array() {
            Some(values) => {
                for (index, value) in values.iter().enumerate() {
                    check_element(errors, &format!("{path}[{index}]"), *element, value);
                }
            }
            None => push(errors, path, AnswerProblem::WrongType("list")),
        },
        FieldType::Table(columns) => match value.as_array() {
            Some(rows) => {
                for (index, row) in rows.iter().enumerate() {
                    check_row(errors, &format!("{path}[{index}]"), columns, row);
                }
            }
            None => push(errors, path, AnswerProblem::WrongType("table")),
        },
        FieldType::Record(columns) => check_row(errors, path, columns, value),
        FieldType::YearValues => check_years(errors, path, value),
        FieldType::Keyed => check_keyed(errors, path, value),
        _ => {
            if let Some(problem) = check_plain(ty, value) {
                push(errors, path, problem);
            }
        }
    }
}

/// An element of a list is never null: a hole in a list means nothing.
fn check_element(errors: &mut Vec<AnswerError>, path: &str, ty: FieldType, value: &Value) {
    if value.is_null() {
        push(errors, path, AnswerProblem::WrongType(ty.name()));
    } else {
        check_value(errors, path, ty, value);
    }
}

fn check_row(errors: &mut Vec<AnswerError>, path: &str, columns: &[Column], value: &Value) {
    let Some(map) = value.as_object() else {
        return push(errors, path, AnswerProblem::WrongType("record"));
    };
    for (key, value) in map {
        let path = format!("{path}.{key}");
        match columns.iter().find(|column| column.name == key) {
            Some(column) => check_value(errors, &path, column.ty, value),
            None => push(errors, &path, AnswerProblem::UnknownKey),
        }
    }
}

fn check_years(errors: &mut Vec<AnswerError>, path: &str, value: &Value) {
    let Some(map) = value.as_object() else {
        return push(errors, path, AnswerProblem::WrongType("year_values"));
    };
    for (year, value) in map {
        let path = format!("{path}.{year}");
        if year.len() != 4 || year.parse().ok().and_then(|y| FiscalYear::new(y).ok()).is_none() {
            push(errors, &path, AnswerProblem::UnknownKey);
        } else if !value.is_null() && decimal(value).is_none() {
            push(errors, &path, number_problem(value, "decimal"));
        }
    }
}

/// Plain values by id; what each id takes is for the plan's overlays to say.
fn check_keyed(errors: &mut Vec<AnswerError>, path: &str, value: &Value) {
    let Some(map) = value.as_object() else {
        return push(errors, path, AnswerProblem::WrongType("record"));
    };
    for (id, value) in map {
        let path = format!("{path}.{id}");
        match value {
            Value::String(text) => {
                if let Some(problem) = check_text(FieldType::LongText, text) {
                    push(errors, &path, problem);
                }
            }
            Value::Array(_) | Value::Object(_) => {
                push(errors, &path, AnswerProblem::WrongType("text"));
            }
            _ => {}
        }
    }
}

fn number_problem(value: &Value, expected: &'static str) -> AnswerProblem {
    if value.is_number() { AnswerProblem::OutOfRange } else { AnswerProblem::WrongType(expected) }
}

/// What is wrong with a value of a type that has no parts; `None` when it fits.
pub(crate) fn check_plain(ty: FieldType, value: &Value) -> Option<AnswerProblem> {
    match ty {
        FieldType::Bool => (!value.is_boolean()).then_some(AnswerProblem::WrongType("bool")),
        FieldType::Integer(least, most) => check_whole(value, least, most),
        FieldType::Money => check_whole(value, 0, 1_000_000_000_000_000),
        FieldType::FiscalYear => check_whole(value, 1900, 2200),
        FieldType::StrategicField => check_whole(value, 1, 17),
        FieldType::Decimal => decimal(value).is_none().then(|| number_problem(value, "decimal")),
        FieldType::Percent => match decimal(value) {
            Some(share) if share >= Decimal::ZERO && share <= Decimal::ONE_HUNDRED => None,
            Some(_) => Some(AnswerProblem::OutOfRange),
            None => Some(number_problem(value, "percent")),
        },
        _ => match value.as_str() {
            Some(text) => check_text(ty, text),
            None => Some(AnswerProblem::WrongType(ty.name())),
        },
    }
}

fn check_whole(value: &Value, least: i64, most: i64) -> Option<AnswerProblem> {
    match whole(value) {
        Some(number) if (least..=most).contains(&number) => None,
        Some(_) => Some(AnswerProblem::OutOfRange),
        None if value.as_u64().is_some() || value.as_f64().is_some_and(|f| f.abs() >= 9.0e15) => {
            Some(AnswerProblem::OutOfRange)
        }
        None => Some(AnswerProblem::WrongType("integer")),
    }
}

fn check_text(ty: FieldType, text: &str) -> Option<AnswerProblem> {
    if text.chars().count() > LONGEST_TEXT {
        return Some(AnswerProblem::TooLong);
    }
    let lines = matches!(ty, FieldType::LongText | FieldType::Text);
    if text.chars().any(|c| c.is_control() && !(lines && matches!(c, '\n' | '\r' | '\t'))) {
        return Some(AnswerProblem::BadCharacter);
    }
    // A blank text is a blank answer, whatever the type.
    if text.trim().is_empty() {
        return None;
    }
    match ty {
        FieldType::Date => iso_date(text).is_none().then_some(AnswerProblem::ImpossibleDate),
        FieldType::Choice(words) => {
            (!words.contains(&text)).then_some(AnswerProblem::UnknownChoice(words))
        }
        FieldType::LocalGovernment => {
            let known =
                PrefectureCode::parse(text).is_ok() || LocalGovernmentCode::parse(text).is_ok();
            (!known).then_some(AnswerProblem::BadCode("local_government"))
        }
        FieldType::Industry => {
            IndustryCode::parse(text).err().map(|_| AnswerProblem::BadCode("industry"))
        }
        _ => None,
    }
}
