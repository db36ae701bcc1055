//! One thing that the 「データ」 sheet says: a value with all that is needed to read it alone.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::input::FormInput;
use crate::value::Value;

/// The longest text of a cell, in UTF-16 units.
const LONGEST_CELL: usize = 32_767;

/// A value, its place in the vocabulary, and its year and unit.
#[derive(Debug, Clone, Default)]
pub(crate) struct Observation {
    pub(crate) field: String,
    pub(crate) item: Option<usize>,
    pub(crate) label: String,
    pub(crate) year: Option<i64>,
    pub(crate) unit: Option<String>,
    pub(crate) unit_label: Option<String>,
    pub(crate) said: Said,
}

#[derive(Debug, Clone, Default)]
pub(crate) enum Said {
    #[default]
    Nothing,
    /// A box that is to be filled: a row without a value.
    Unanswered,
    Number(Decimal),
    Date(Date),
    Code(String, Option<String>),
    Text(String),
}

impl Observation {
    pub(crate) fn number(mut self, number: Decimal) -> Self {
        self.said = Said::Number(number);
        self
    }

    pub(crate) fn unit(mut self, input: &FormInput<'_>, unit: &str) -> Self {
        self.unit_label = Some(input.word(&format!("unit.{unit}")));
        self.unit = Some(unit.to_owned());
        self
    }

    pub(crate) fn text(mut self, text: &str) -> Self {
        self.said = Said::Text(text.to_owned());
        self
    }

    pub(crate) fn code(mut self, code: &str, label: Option<String>) -> Self {
        self.said = Said::Code(code.to_owned(), label);
        self
    }

    /// The rows of the table: one, or several parts where a text is longer than a cell.
    pub(crate) fn rows(self, plan: &str, kind: &str) -> Vec<Vec<Value>> {
        let number = |n: usize| Value::whole(n as i64);
        let row = |part: Option<usize>, ty: &str, said: [Value; 5]| {
            let [value, date, code, code_label, text] = said;
            vec![
                Value::text(plan),
                Value::text(kind),
                Value::text(&self.field),
                self.item.map_or(Value::Blank, number),
                part.map_or(Value::Blank, number),
                Value::text(&self.label),
                Value::opt_whole(self.year),
                Value::text(ty),
                value,
                date,
                Value::opt_text(self.unit.as_ref()),
                Value::opt_text(self.unit_label.as_ref()),
                code,
                code_label,
                text,
            ]
        };
        let blank = || Value::Blank;
        match &self.said {
            Said::Nothing => Vec::new(),
            Said::Unanswered => {
                vec![row(None, "", [blank(), blank(), blank(), blank(), blank()])]
            }
            Said::Number(n) => {
                vec![row(None, "number", [Value::Number(*n), blank(), blank(), blank(), blank()])]
            }
            Said::Date(day) => {
                vec![row(None, "date", [blank(), Value::Date(*day), blank(), blank(), blank()])]
            }
            Said::Code(code, label) => {
                let label = Value::opt_text(label.as_ref());
                vec![row(None, "code", [blank(), blank(), Value::text(code), label, blank()])]
            }
            Said::Text(text) => {
                let Value::Text(text) = Value::text(text) else { return Vec::new() };
                let parts = cell_parts(&text);
                let many = parts.len() > 1;
                parts
                    .into_iter()
                    .enumerate()
                    .map(|(index, part)| {
                        let part = Value::Text(part.to_owned());
                        let number = many.then_some(index + 1);
                        row(number, "text", [blank(), blank(), blank(), blank(), part])
                    })
                    .collect()
            }
        }
    }
}

/// A text in parts that each fit a cell; nearly always one.
fn cell_parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut units) = (0, 0);
    for (at, letter) in text.char_indices() {
        if units + letter.len_utf16() > LONGEST_CELL {
            parts.push(&text[start..at]);
            (start, units) = (at, 0);
        }
        units += letter.len_utf16();
    }
    parts.push(&text[start..]);
    parts
}

/// An observation with the label of that text key.
pub(crate) fn named(input: &FormInput<'_>, field: impl Into<String>, label: &str) -> Observation {
    Observation { field: field.into(), label: input.word(label), ..Observation::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_longer_than_a_cell_is_told_in_parts() {
        assert_eq!(cell_parts("短い").len(), 1);
        let long = "𠮷".repeat(30_000);
        let parts = cell_parts(&long);
        assert_eq!(parts.concat(), long);
        assert!(parts.iter().all(|part| part.encode_utf16().count() <= LONGEST_CELL));
        assert_eq!(parts.len(), 2);
    }
}
