//! What a cell holds.

use std::borrow::Cow;
use std::fmt::Write;

use jiff::civil::{Date, DateTime};

/// What a cell holds. Text is borrowed from the workbook where it can be.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// Text, as written. Everything in a text file is text.
    Text(Cow<'a, str>),
    /// A number; also a time of day or a duration, as a fraction of days.
    Number(f64),
    /// A truth value.
    Bool(bool),
    /// A date, told by the cell's number format, with midnight where no time is stored.
    Date(DateTime),
    /// An error such as `#N/A`.
    Error(Cow<'a, str>),
    /// A formula whose result was never stored.
    Uncalculated,
}

impl Value<'_> {
    /// The value as plain text: a number without format, a date as ISO 8601.
    pub fn to_text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) | Self::Error(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(number_text(*number)),
            Self::Bool(true) => Cow::Borrowed("TRUE"),
            Self::Bool(false) => Cow::Borrowed("FALSE"),
            Self::Date(moment) if moment.time() == jiff::civil::Time::midnight() => {
                Cow::Owned(moment.date().to_string())
            }
            Self::Date(moment) => Cow::Owned(moment.to_string()),
            Self::Uncalculated => Cow::Borrowed(""),
        }
    }

    /// Whether it is text of nothing but spaces.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.chars().all(char::is_whitespace),
            _ => false,
        }
    }
}

/// The shortest digits that mean this number, never in scientific notation.
pub(crate) fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 9e15 {
        return (number as i64).to_string();
    }
    let mut text = String::new();
    // Writing into a String does not fail.
    let _ = write!(text, "{number}");
    text
}

/// A cell with content.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell<'a> {
    /// The column, counted from 0.
    pub column: u32,
    /// What it holds.
    pub value: Value<'a>,
    /// Whether a formula gave the value.
    pub formula: bool,
    /// The cell's style, by which [`crate::Workbook::number_format`] tells how it is shown; 0
    /// where the format has none.
    pub style: u32,
}

/// The phonetic guide (ふりがな) of a cell's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phonetic<'a> {
    /// The column of the cell, counted from 0.
    pub column: u32,
    /// The runs of the guide, joined.
    pub text: Cow<'a, str>,
}

/// A row that has content.
#[derive(Debug, PartialEq)]
pub struct Row<'a> {
    /// The row's own number, from 1.
    pub number: u32,
    /// Whether the row is hidden.
    pub hidden: bool,
    /// Its cells with content, from left to right.
    pub cells: &'a [Cell<'a>],
    /// The phonetic guides of its cells, from left to right; mostly none.
    pub phonetics: &'a [Phonetic<'a>],
}

impl<'a> Row<'a> {
    /// What the cell in that column holds.
    pub fn value(&self, column: u32) -> Option<&Value<'a>> {
        let index = self.cells.binary_search_by_key(&column, |cell| cell.column).ok()?;
        Some(&self.cells[index].value)
    }

    /// The phonetic guide of the cell in that column, which is no part of its text (`.xlsx`,
    /// `.ods`).
    pub fn phonetic(&self, column: u32) -> Option<&str> {
        let index = self.phonetics.binary_search_by_key(&column, |guide| guide.column).ok()?;
        Some(&self.phonetics[index].text)
    }
}

/// The moment that a serial number means: days since 1899-12-30, with Excel's belief that
/// 1900 was a leap year; or days since 1904-01-01.
pub(crate) fn serial_date(serial: f64, from_1904: bool) -> Option<DateTime> {
    let serial = if from_1904 { serial + 1462.0 } else { serial };
    if !(1.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let days = serial.floor();
    let seconds = ((serial - days) * 86_400.0).round() as i64;
    let days = days as i64 + i64::from(days < 60.0);
    let epoch = Date::constant(1899, 12, 30).to_datetime(jiff::civil::Time::midnight());
    epoch
        .checked_add(jiff::Span::new().try_days(days).ok()?)
        .ok()?
        .checked_add(jiff::Span::new().try_seconds(seconds).ok()?)
        .ok()
}

/// The serial number of a day, [`serial_date`] the other way; `None` before the first day.
pub(crate) fn date_serial(date: Date, from_1904: bool) -> Option<i64> {
    let days = Date::constant(1899, 12, 30).until(date).ok()?.get_days();
    let days = i64::from(days);
    if from_1904 {
        return (days >= 1462).then_some(days - 1462);
    }
    // Excel has a 29 February 1900.
    let serial = days - i64::from(days < 61);
    (serial >= 1).then_some(serial)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_serial_number_is_a_day_in_either_date_system() {
        let day = |serial, from_1904| serial_date(serial, from_1904).unwrap().date().to_string();
        assert_eq!(day(1.0, false), "1900-01-01");
        assert_eq!(day(59.0, false), "1900-02-28");
        assert_eq!(day(61.0, false), "1900-03-01");
        assert_eq!(day(45_383.0, false), "2024-04-01");
        assert_eq!(day(43_921.0, true), "2024-04-01");
        assert_eq!(serial_date(45_383.5, false).unwrap().to_string(), "2024-04-01T12:00:00");
        assert_eq!(serial_date(0.5, false), None);
        assert_eq!(serial_date(f64::NAN, false), None);
    }

    #[test]
    fn a_day_has_the_serial_number_from_which_it_is_read() {
        for (serial, from_1904) in [(1, false), (59, false), (61, false), (45_383, false)]
            .into_iter()
            .chain([(1, true), (43_921, true), (2_000_000, true)])
        {
            let day = serial_date(serial as f64, from_1904).unwrap().date();
            assert_eq!(date_serial(day, from_1904), Some(serial), "{day}");
        }
        assert_eq!(date_serial(Date::constant(1899, 12, 31), false), None);
        assert_eq!(date_serial(Date::constant(1904, 1, 1), true), Some(0));
        assert_eq!(date_serial(Date::constant(1903, 12, 31), true), None);
    }

    #[test]
    fn a_number_is_written_as_digits() {
        assert_eq!(number_text(4_000_020_182_079.0), "4000020182079");
        assert_eq!(number_text(0.1), "0.1");
        assert_eq!(number_text(-3.0), "-3");
        assert_eq!(number_text(1e20), "100000000000000000000");
    }
}
