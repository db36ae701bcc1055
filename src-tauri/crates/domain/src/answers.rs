//! A plan's answers: JSON values by field key, always checked against the declaration.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::codes::{CorporateNumber, IndustryCode, LocalGovernmentCode, PrefectureCode};
use crate::fields::{self, Column, FieldType};
use crate::fiscal_year::FiscalYear;
use crate::plan::PlanKind;

/// The longest text of one field, in characters: a cell of a workbook holds 32,767.
pub const LONGEST_TEXT: usize = 30_000;

/// Why an answers file is refused; `path` names the place (`kpi[0].targets.2029`).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {problem:?}")]
pub struct AnswerError {
    /// The place inside the file; empty for the file itself.
    pub path: String,
    /// What is wrong there.
    pub problem: AnswerProblem,
}

/// What is wrong with one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerProblem {
    /// The file is no JSON object.
    NotAnObject,
    /// No plan has such a key.
    UnknownKey,
    /// Another plan kind has that key, this one has not.
    KeyOfOtherKind,
    /// The value has another type than the one named.
    WrongType(&'static str),
    /// The word is none of these.
    UnknownChoice(&'static [&'static str]),
    /// The number is outside the range.
    OutOfRange,
    /// There is no such day, or it is not written as 2027-04-01.
    ImpossibleDate,
    /// The text is no such code.
    BadCode(&'static str),
    /// The text is longer than [`LONGEST_TEXT`].
    TooLong,
    /// The text has a line break where one line is meant, or a control character.
    BadCharacter,
}

impl AnswerProblem {
    /// The stable name of this problem, in `snake_case`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAnObject => "answers_not_an_object",
            Self::UnknownKey => "answer_unknown_key",
            Self::KeyOfOtherKind => "answer_key_of_other_kind",
            Self::WrongType(_) => "answer_wrong_type",
            Self::UnknownChoice(_) => "answer_unknown_choice",
            Self::OutOfRange => "answer_out_of_range",
            Self::ImpossibleDate => "answer_impossible_date",
            Self::BadCode(_) => "answer_bad_code",
            Self::TooLong => "answer_too_long",
            Self::BadCharacter => "answer_bad_character",
        }
    }
}

/// What a plan says, by field key. Only values that fit the declaration get in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(Map<String, Value>);

impl Answers {
    /// Checks an answers file for a plan of that kind.
    ///
    /// # Errors
    /// Every place where the file does not fit, in the order of the file.
    pub fn check(kind: PlanKind, value: &Value) -> Result<Self, Vec<AnswerError>> {
        let mut errors = Vec::new();
        let Value::Object(map) = value else {
            return Err(vec![AnswerError {
                path: String::new(),
                problem: AnswerProblem::NotAnObject,
            }]);
        };
        for (key, value) in map {
            match fields::answer(key) {
                None => push(&mut errors, key, AnswerProblem::UnknownKey),
                Some(field) if !field.kinds.contains(&kind) => {
                    push(&mut errors, key, AnswerProblem::KeyOfOtherKind);
                }
                Some(field) => check_value(&mut errors, key, field.ty, value),
            }
        }
        if errors.is_empty() { Ok(Self(map.clone())) } else { Err(errors) }
    }

    /// Replaces each value that `other` has, whole; a null takes the answer away.
    pub fn replace_with(&mut self, other: &Self) {
        for (key, value) in &other.0 {
            if value.is_null() {
                self.0.remove(key);
            } else {
                self.0.insert(key.clone(), value.clone());
            }
        }
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing has been written.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of that key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.get(key)
    }

    /// All answers as a JSON object.
    pub fn as_map(&self) -> &Map<String, Value> {
        &self.0
    }

    /// The value at a path of the vocabulary (`consultation_desk.telephone`, `products[0].name`,
    /// `kpi[sales].target[2029]`, `plan.summary`).
    pub fn at(&self, path: &str) -> Option<&Value> {
        let path = path.strip_prefix("plan.").unwrap_or(path);
        let mut steps = path.split(['.', '[', ']']).filter(|step| !step.is_empty());
        let first = steps.next()?;
        let mut value = self.0.get(first)?;
        for step in steps {
            value = match value {
                Value::Object(map) => map.get(step).or_else(|| match step {
                    "target" => map.get("targets"),
                    "actual" => map.get("actuals"),
                    _ => None,
                })?,
                Value::Array(rows) => match step.parse::<usize>() {
                    Ok(index) => rows.get(index)?,
                    Err(_) => rows
                        .iter()
                        .find(|row| row.get("head").and_then(Value::as_str) == Some(step))?,
                },
                _ => return None,
            };
        }
        Some(value)
    }

    /// The text of that key, `""` where nothing is written.
    pub fn text(&self, key: &str) -> &str {
        self.0.get(key).and_then(Value::as_str).unwrap_or("")
    }

    /// The yes or no of that key; `None` while unanswered.
    pub fn bool(&self, key: &str) -> Option<bool> {
        self.0.get(key).and_then(Value::as_bool)
    }

    /// The rows of a table, or the values of a list; none where nothing is written.
    pub fn list(&self, key: &str) -> &[Value] {
        self.0.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// The rows of a table that say anything at all, with their places.
    pub fn rows(&self, key: &str) -> impl Iterator<Item = (usize, Row<'_>)> {
        self.list(key)
            .iter()
            .enumerate()
            .filter_map(|(index, row)| Some((index, Row(row.as_object()?))))
            .filter(|(_, row)| !row.is_blank())
    }

    /// The record of that key, if one is there.
    pub fn record(&self, key: &str) -> Option<Row<'_>> {
        self.0.get(key).and_then(Value::as_object).map(Row)
    }
}

/// Whether a value says nothing: absent, null, blank text, an empty list or record.
pub fn is_blank(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.trim().is_empty(),
        Some(Value::Array(values)) => values.iter().all(|v| is_blank(Some(v))),
        Some(Value::Object(map)) => map.values().all(|v| is_blank(Some(v))),
        Some(_) => false,
    }
}

/// One row of a table, or a record.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a>(&'a Map<String, Value>);

impl<'a> Row<'a> {
    /// Whether nothing is written in it.
    pub fn is_blank(self) -> bool {
        self.0.values().all(|value| is_blank(Some(value)))
    }

    /// Whether that column is blank.
    pub fn blank(self, column: &str) -> bool {
        is_blank(self.0.get(column))
    }

    /// The value of that column.
    pub fn get(self, column: &str) -> Option<&'a Value> {
        self.0.get(column)
    }

    /// The text of that column, `""` where nothing is written.
    pub fn text(self, column: &str) -> &'a str {
        self.0.get(column).and_then(Value::as_str).unwrap_or("")
    }

    /// The whole number of that column.
    pub fn integer(self, column: &str) -> Option<i64> {
        self.0.get(column).and_then(whole)
    }

    /// The decimal number of that column.
    pub fn decimal(self, column: &str) -> Option<Decimal> {
        self.0.get(column).and_then(decimal)
    }

    /// The day of that column.
    pub fn date(self, column: &str) -> Option<Date> {
        self.0.get(column).and_then(Value::as_str).and_then(iso_date)
    }

    /// The values by fiscal year of that column, in the order of the years.
    pub fn years(self, column: &str) -> Vec<(FiscalYear, Decimal)> {
        let Some(map) = self.0.get(column).and_then(Value::as_object) else { return Vec::new() };
        let mut years: Vec<_> = map
            .iter()
            .filter_map(|(year, value)| {
                Some((FiscalYear::new(year.parse().ok()?).ok()?, decimal(value)?))
            })
            .collect();
        years.sort_by_key(|(year, _)| *year);
        years
    }
}

/// The exact decimal of a JSON number.
pub fn decimal(value: &Value) -> Option<Decimal> {
    let Value::Number(number) = value else { return None };
    let text = number.to_string();
    Decimal::from_str_exact(&text).or_else(|_| Decimal::from_scientific(&text)).ok()
}

/// The day of a text written as `2027-04-01`.
pub fn iso_date(text: &str) -> Option<Date> {
    let shape = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    if shape { text.parse().ok() } else { None }
}

/// A JSON number that is a whole number.
fn whole(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| {
        let float = value.as_f64()?;
        (float.fract() == 0.0 && float.abs() < 9.0e15).then_some(float as i64)
    })
}

fn push(errors: &mut Vec<AnswerError>, path: &str, problem: AnswerProblem) {
    errors.push(AnswerError { path: path.to_owned(), problem });
}

fn check_value(errors: &mut Vec<AnswerError>, path: &str, ty: FieldType, value: &Value) {
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

fn number_problem(value: &Value, expected: &'static str) -> AnswerProblem {
    if value.is_number() { AnswerProblem::OutOfRange } else { AnswerProblem::WrongType(expected) }
}

/// What is wrong with a value of a type that has no parts; `None` when it fits.
fn check_plain(ty: FieldType, value: &Value) -> Option<AnswerProblem> {
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

/// What is doubtful in answers that fit: places to look at, not failures.
pub fn doubts(answers: &Answers) -> Vec<crate::finding::Finding> {
    use crate::finding::Finding;
    let mut findings = Vec::new();
    for field in fields::ANSWERS {
        for (index, row) in answers.rows(field.key) {
            let path = format!("{}[{index}]", field.key);
            for column in field.ty.columns() {
                let text = row.text(column.name).trim();
                if column.ty == FieldType::CorporateNumber
                    && !text.is_empty()
                    && CorporateNumber::parse(text).is_err()
                {
                    findings.push(
                        Finding::new("corporate_number_invalid", format!("{path}.{}", column.name))
                            .text("raw", text),
                    );
                }
            }
            if let (Some(from), Some(to)) = (row.date("from"), row.date("to"))
                && to < from
            {
                findings.push(
                    Finding::new("period_reversed", format!("{path}.to"))
                        .with("from", crate::finding::Param::Date(from))
                        .with("to", crate::finding::Param::Date(to)),
                );
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn first_error(kind: PlanKind, value: Value) -> (String, &'static str) {
        let error = Answers::check(kind, &value).unwrap_err().remove(0);
        (error.path, error.problem.code())
    }

    #[test]
    fn what_does_not_fit_is_named_by_its_path() {
        let b = PlanKind::RegionalCluster;
        for (value, path, code) in [
            (json!([1]), "", "answers_not_an_object"),
            (json!({"summry": "x"}), "summry", "answer_unknown_key"),
            (json!({"investments": []}), "investments", "answer_key_of_other_kind"),
            (json!({"summary": 5}), "summary", "answer_wrong_type"),
            (
                json!({"products": [{"route": "exprt"}]}),
                "products[0].route",
                "answer_unknown_choice",
            ),
            (
                json!({"products": [{"share_now": 120}]}),
                "products[0].share_now",
                "answer_out_of_range",
            ),
            (json!({"strategic_fields": [18]}), "strategic_fields[0]", "answer_out_of_range"),
            (
                json!({"support_system": [{"from": "2027-02-30"}]}),
                "support_system[0].from",
                "answer_impossible_date",
            ),
            (
                json!({"support_system": [{"from": "2027-4-1"}]}),
                "support_system[0].from",
                "answer_impossible_date",
            ),
            (json!({"kpi": [{"targets": {"R9": 1}}]}), "kpi[0].targets.R9", "answer_unknown_key"),
            (
                json!({"kpi": [{"targets": {"2029": "x"}}]}),
                "kpi[0].targets.2029",
                "answer_wrong_type",
            ),
            (json!({"funding": [{"amount": 1.5}]}), "funding[0].amount", "answer_wrong_type"),
            (json!({"funding": [{"amount": -1}]}), "funding[0].amount", "answer_out_of_range"),
            (json!({"industries": ["製造"]}), "industries[0]", "answer_bad_code"),
            (json!({"contact": "x"}), "contact", "answer_wrong_type"),
        ] {
            assert_eq!(first_error(b, value), (path.to_owned(), code));
        }
    }

    #[test]
    fn a_given_key_replaces_its_value_whole_and_absent_keys_stay() {
        let b = PlanKind::RegionalCluster;
        let mut answers =
            Answers::check(b, &json!({"summary": "a", "industries": ["32", "09"]})).unwrap();
        answers.replace_with(&Answers::check(b, &json!({"industries": ["24"]})).unwrap());
        assert_eq!(answers.text("summary"), "a");
        assert_eq!(answers.list("industries"), [json!("24")]);
        answers.replace_with(&Answers::check(b, &json!({"summary": null})).unwrap());
        assert_eq!(answers.get("summary"), None);
    }

    #[test]
    fn a_path_of_the_vocabulary_finds_its_value() {
        let c = PlanKind::LocalGrowth;
        let answers = Answers::check(
            c,
            &json!({"consultation_desk": {"telephone": "0778"}, "summary": "s",
                    "kpi": [{"head": "sales", "targets": {"2029": 2.5}}]}),
        )
        .unwrap();
        assert_eq!(answers.at("consultation_desk.telephone"), Some(&json!("0778")));
        assert_eq!(answers.at("plan.summary"), Some(&json!("s")));
        assert_eq!(answers.at("kpi[sales].target[2029]"), Some(&json!(2.5)));
        assert_eq!(answers.at("kpi[0].targets.2029"), Some(&json!(2.5)));
        assert_eq!(answers.at("kpi[labour].baseline"), None);
    }

    #[test]
    fn decimals_are_exact() {
        assert_eq!(decimal(&json!(0.1)).unwrap() * Decimal::from(3), Decimal::new(3, 1));
        assert_eq!(decimal(&json!(1e-7)).unwrap(), Decimal::new(1, 7));
    }
}
