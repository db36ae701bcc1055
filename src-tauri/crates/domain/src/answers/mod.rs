//! A plan's answers: JSON values by field key, always checked against the declaration.

mod cells;
mod check;

pub use cells::texts;
pub(crate) use cells::{Cell, cells};
pub(crate) use check::check_plain as check_one;
use check::{check_value, push};
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::fields;
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
    /// The word is none of those that an overlay offers.
    UnknownWord(Vec<String>),
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
            Self::UnknownChoice(_) | Self::UnknownWord(_) => "answer_unknown_choice",
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
        let mut steps = Self::steps(path);
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

    /// The text at a path of the vocabulary; `None` where no text stands.
    pub fn text_at(&self, path: &str) -> Option<&str> {
        self.at(path)?.as_str()
    }

    /// Puts another text in the place of one; `false` where none stands at that path, or the
    /// same.
    pub fn put_text(&mut self, path: &str, text: &str) -> bool {
        let path = path.strip_prefix("plan.").unwrap_or(path);
        let mut steps = Self::steps(path);
        let Some(mut value) = steps.next().and_then(|key| self.0.get_mut(key)) else {
            return false;
        };
        for step in steps {
            let inner = match value {
                Value::Object(map) => map.get_mut(step),
                Value::Array(rows) => step.parse().ok().and_then(|row: usize| rows.get_mut(row)),
                _ => None,
            };
            let Some(inner) = inner else { return false };
            value = inner;
        }
        match value {
            Value::String(old) if old != text => {
                text.clone_into(old);
                true
            }
            _ => false,
        }
    }

    /// The steps of a path: `products[0].name` is `products`, `0`, `name`.
    pub(crate) fn steps(path: &str) -> impl Iterator<Item = &str> {
        path.split(['.', '[', ']']).filter(|step| !step.is_empty())
    }

    /// The text of that key, `""` where nothing is written.
    pub fn text(&self, key: &str) -> &str {
        self.0.get(key).and_then(Value::as_str).unwrap_or("")
    }

    /// The yes or no of that key; `None` while unanswered.
    pub fn bool(&self, key: &str) -> Option<bool> {
        self.at(key).and_then(Value::as_bool)
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
