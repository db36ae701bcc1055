//! What a filled cell holds, as the sheet's part writes it.

use super::fill::PutValue;
use crate::error::Unfillable;
use crate::value::date_serial;

/// The longest text of a cell, in UTF-16 units.
const LONGEST_TEXT: usize = 32_767;

/// What a cell is to hold.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Content {
    Nothing,
    /// Text, escaped.
    Text(String),
    /// A value with the kind that the cell's tag names.
    Value {
        kind: Option<&'static str>,
        text: String,
    },
}

impl Content {
    /// How a value is written in a workbook whose days count from 1900 or 1904.
    pub(super) fn of(value: &PutValue, from_1904: bool) -> Result<Self, Unfillable> {
        let plain = |text: &str| Self::Value { kind: None, text: text.to_owned() };
        let not = |value: &dyn ToString| Unfillable::Value { value: value.to_string() };
        Ok(match value {
            PutValue::Empty => Self::Nothing,
            PutValue::Text(text) if text.is_empty() => Self::Nothing,
            PutValue::Text(text) => {
                let text = text.replace("\r\n", "\n").replace('\r', "\n");
                if text.encode_utf16().count() > LONGEST_TEXT {
                    return Err(Unfillable::TooLong { limit: LONGEST_TEXT });
                }
                Self::Text(written(&text))
            }
            PutValue::Number(number) if is_decimal(number) => plain(number),
            PutValue::Number(number) => return Err(not(number)),
            PutValue::Date(date) => match date_serial(*date, from_1904) {
                Some(serial) => plain(&serial.to_string()),
                None => return Err(not(date)),
            },
            PutValue::Bool(yes) => {
                Self::Value { kind: Some("b"), text: u8::from(*yes).to_string() }
            }
        })
    }

    /// The kind that the cell's tag names.
    pub(super) fn kind(&self) -> Option<&'static str> {
        match self {
            Self::Nothing => None,
            Self::Text(_) => Some("inlineStr"),
            Self::Value { kind, .. } => *kind,
        }
    }

    /// What stands between the cell's tags.
    pub(super) fn inner(&self, prefix: &str) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Text(text) => {
                let space = if keeps_space(text) { " xml:space=\"preserve\"" } else { "" };
                format!("<{prefix}is><{prefix}t{space}>{text}</{prefix}t></{prefix}is>")
            }
            Self::Value { text, .. } => format!("<{prefix}v>{text}</{prefix}v>"),
        }
    }
}

/// Whether a reader might drop spaces of this text.
fn keeps_space(text: &str) -> bool {
    let edge = |letter: Option<char>| letter.is_some_and(char::is_whitespace);
    edge(text.chars().next())
        || edge(text.chars().next_back())
        || text.contains(['\n', '\t'])
        || text.contains("  ")
}

/// Text with what XML and the file format read otherwise escaped: markup, characters that XML
/// can't hold, and words that look like the escape of such a character.
fn written(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' | '\t' => out.push(letter),
            '_' if is_escape(&text.as_bytes()[at..]) => out.push_str("_x005F_"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                out.push_str(&format!("_x{:04X}_", u32::from(letter)));
            }
            letter => out.push(letter),
        }
    }
    out
}

/// Whether it begins like `_x000D_`.
fn is_escape(text: &[u8]) -> bool {
    text.len() > 6
        && text[1] == b'x'
        && text[2..6].iter().all(u8::is_ascii_hexdigit)
        && text[6] == b'_'
}

/// Whether it is a number as a cell holds it: digits with a point and perhaps an exponent.
fn is_decimal(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let mantissa = mantissa.strip_prefix('-').unwrap_or(mantissa);
    let sound = match mantissa.split_once('.') {
        Some((whole, rest)) => digits(whole) && digits(rest),
        None => digits(mantissa),
    };
    let exponent = exponent.map(|exponent| exponent.strip_prefix(['-', '+']).unwrap_or(exponent));
    sound && exponent.is_none_or(digits) && text.parse::<f64>().is_ok_and(f64::is_finite)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inner(text: &str) -> String {
        Content::of(&PutValue::Text(text.to_owned()), false).unwrap().inner("")
    }

    #[test]
    fn text_is_escaped_and_keeps_its_spaces() {
        assert_eq!(inner("a<b>&\"'"), "<is><t>a&lt;b&gt;&amp;\"'</t></is>");
        assert_eq!(inner(" 甲"), "<is><t xml:space=\"preserve\"> 甲</t></is>");
        assert_eq!(inner("甲\r\n乙\r丙"), "<is><t xml:space=\"preserve\">甲\n乙\n丙</t></is>");
        assert_eq!(inner("\u{1}_x0041_ _x"), "<is><t>_x0001__x005F_x0041_ _x</t></is>");
        assert_eq!(inner(""), "");
    }

    #[test]
    fn text_is_counted_in_units_of_utf_16() {
        let most = "𠮷".repeat(LONGEST_TEXT / 2) + "吉";
        assert!(Content::of(&PutValue::Text(most.clone()), false).is_ok());
        let over = Content::of(&PutValue::Text(most + "a"), false);
        assert_eq!(over, Err(Unfillable::TooLong { limit: LONGEST_TEXT }));
    }

    #[test]
    fn numbers_are_written_as_they_are_and_others_refused() {
        for number in ["0", "-1", "0.10", "123456789012345678", "1.5E-7"] {
            let content = Content::of(&PutValue::Number(number.to_owned()), false).unwrap();
            assert_eq!(content.inner("x:"), format!("<x:v>{number}</x:v>"));
        }
        for wrong in ["", "-", "1,000", "１", ".5", "1.", "NaN", "inf", "1e999", "0x10", " 1"] {
            assert!(Content::of(&PutValue::Number(wrong.to_owned()), false).is_err(), "{wrong}");
        }
    }
}
