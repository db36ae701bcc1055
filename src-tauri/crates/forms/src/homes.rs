//! The home of each answer, and the formulas by which other boxes repeat what stands there.
//!
//! An answer is written once. Every other box that shows it refers to that place, so that who
//! changes it changes it everywhere, and a returned workbook says one thing only.

use std::collections::HashMap;

use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::ExcelDateTime;
use shirube_sheets::cell_name;

use crate::value::Value;
use crate::written::Found;

/// The longest text of a cell, in UTF-16 units; `&` joins no more.
const LONGEST_TEXT: usize = 32_767;
/// The longest formula that Excel takes is 8,192 letters.
const LONGEST_FORMULA: usize = 8_000;

/// The boxes in which answers stand.
#[derive(Debug, Default)]
pub(crate) struct Homes(HashMap<String, Home>);

#[derive(Debug)]
struct Home {
    value: Value,
    /// The texts of its rows, and where each stands (`'表紙'!B3`).
    parts: Vec<(Value, String)>,
}

impl Homes {
    pub(crate) fn has(&self, field: &str) -> bool {
        self.0.contains_key(field)
    }

    /// A box of one or several rows becomes the answer's home.
    pub(crate) fn settle(
        &mut self,
        field: &str,
        value: &Value,
        parts: &[Value],
        sheet: &str,
        (row, column): (u32, u16),
    ) {
        let place = |(part, value): (usize, &Value)| {
            let row = row + 1 + u32::try_from(part).unwrap_or(0);
            (value.clone(), format!("'{sheet}'!{}", cell_name(row, u32::from(column))))
        };
        let parts = parts.iter().enumerate().map(place).collect();
        self.0.insert(field.to_owned(), Home { value: value.clone(), parts });
    }

    /// The formulas for the rows of another box of the answer. `None` where the box says it in
    /// other words or another unit, or says what a formula's result can't hold.
    pub(crate) fn repeat(
        &self,
        field: &str,
        value: &Value,
        parts: &[Value],
    ) -> Option<Vec<String>> {
        let home = self.0.get(field).filter(|home| home.value == *value)?;
        if parts.iter().any(|part| result_of(part).is_none()) {
            return None;
        }
        let same = parts.iter().eq(home.parts.iter().map(|(part, _)| part));
        let formulas: Vec<String> = match same {
            true => home.parts.iter().map(|(_, cell)| whole(cell)).collect(),
            false => pieces(home, parts)?,
        };
        formulas.iter().all(|one| one.len() <= LONGEST_FORMULA).then_some(formulas)
    }
}

/// What stands in a cell; an empty one stays empty and does not become 0.
fn whole(cell: &str) -> String {
    format!("IF({cell}=\"\",\"\",{cell})")
}

/// The text of several rows, cut where the rows of a narrower or wider box are cut.
fn pieces(home: &Home, parts: &[Value]) -> Option<Vec<String>> {
    let cells: Vec<&str> = home.parts.iter().map(|(_, cell)| cell.as_str()).collect();
    let text = cells.join("&");
    let mut start = 1;
    let mut formulas = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        let Value::Text(part) = part else { return None };
        let length = part.encode_utf16().count();
        // What somebody adds at the end belongs to the last row.
        let taken = if index + 1 == parts.len() { LONGEST_TEXT } else { length };
        formulas.push(format!("MID({text},{start},{taken})"));
        start += length;
    }
    (start <= LONGEST_TEXT).then_some(formulas)
}

/// The result of a formula as the writer takes it, and what is read again. `None` for a text
/// that the writer would take for a number, a truth value or an error, or write otherwise.
pub(crate) fn result_of(value: &Value) -> Option<(String, Found)> {
    let number = |number: f64| (number.to_string(), Found::Number(number));
    Some(match value {
        Value::Blank => (String::new(), Found::Text(String::new())),
        Value::Text(text) => {
            let other = text.parse::<f64>().is_ok()
                || matches!(text.as_str(), "TRUE" | "FALSE")
                || text.starts_with('#')
                || text.contains("_x")
                || text.chars().any(|c| c.is_control() && c != '\n');
            return (!other).then(|| (text.clone(), Found::Text(text.clone())));
        }
        Value::Number(one) => number(one.to_f64()?),
        Value::Year(year) => number(*year as f64),
        Value::Date(day) => (serial(*day)?.to_string(), Found::Date(*day)),
    })
}

/// The serial number of a day from 1900-03-01 on.
pub(crate) fn serial(day: Date) -> Option<f64> {
    let year = u16::try_from(day.year()).ok()?;
    let moment =
        ExcelDateTime::from_ymd(year, day.month().unsigned_abs(), day.day().unsigned_abs()).ok()?;
    Some(moment.to_excel()).filter(|serial| *serial >= 61.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(value: &Value, parts: &[Value]) -> Homes {
        let mut homes = Homes::default();
        homes.settle("plan.summary", value, parts, "計画概要", (2, 1));
        homes
    }

    #[test]
    fn a_box_refers_to_the_home_and_an_empty_one_stays_empty() {
        for value in [Value::text("概要"), Value::Blank, Value::whole(3)] {
            let parts = [value.clone()];
            let formulas = settled(&value, &parts).repeat("plan.summary", &value, &parts).unwrap();
            assert_eq!(formulas, ["IF('計画概要'!B3=\"\",\"\",'計画概要'!B3)"]);
        }
        let homes = settled(&Value::whole(3_000), &[Value::whole(3_000)]);
        assert_eq!(homes.repeat("plan.summary", &Value::whole(3), &[Value::whole(3)]), None);
    }

    #[test]
    fn a_long_text_is_cut_anew_for_another_width() {
        let value = Value::text("𠮷い。ろは。");
        let homes = settled(&value, &[Value::text("𠮷い。"), Value::text("ろは。")]);
        let parts = [Value::text("𠮷"), Value::text("い。ろ"), Value::text("は。")];
        assert_eq!(
            homes.repeat("plan.summary", &value, &parts).unwrap(),
            [
                "MID('計画概要'!B3&'計画概要'!B4,1,2)",
                "MID('計画概要'!B3&'計画概要'!B4,3,3)",
                "MID('計画概要'!B3&'計画概要'!B4,6,32767)",
            ]
        );
    }

    #[test]
    fn what_a_result_would_change_is_written_as_it_is() {
        for text in ["2027", "1e5", "inf", "TRUE", "#N/A", "_x0041_"] {
            let value = Value::text(text);
            let parts = [value.clone()];
            let repeat = settled(&value, &parts).repeat("plan.summary", &value, &parts);
            assert_eq!(repeat, None, "{text}");
        }
    }
}
