//! Which cell styles show a number as a date.

use std::collections::BTreeMap;

use crate::archive::Archive;
use crate::error::SheetError;
use crate::limits::Limits;
use crate::xml::{Token, Xml};

/// Whether each cell style is a date's.
#[derive(Default)]
pub(super) struct Styles {
    dates: Vec<bool>,
}

impl Styles {
    /// Whether a number in that style is a date.
    pub(super) fn is_date(&self, style: usize) -> bool {
        self.dates.get(style).copied().unwrap_or(false)
    }

    /// Reads the part; a workbook may have none.
    pub(super) fn read(archive: &Archive, part: &str, limits: &Limits) -> Result<Self, SheetError> {
        Ok(super::scan(archive, part, limits, Self::scan)?.unwrap_or_default())
    }

    fn scan(mut xml: Xml<'_>) -> Result<Self, SheetError> {
        let mut formats = BTreeMap::new();
        let mut styles = Self::default();
        let mut cells = false;
        loop {
            match xml.next()? {
                Token::End => return Ok(styles),
                Token::Open { name: b"numFmt", attributes, .. } => {
                    if let (Some(id), Some(code)) =
                        (attributes.number(b"numFmtId"), attributes.text(b"formatCode"))
                    {
                        formats.insert(id, shows_date(&code));
                    }
                }
                Token::Open { name: b"cellXfs", empty, .. } => cells = !empty,
                Token::Close(b"cellXfs") => cells = false,
                Token::Open { name: b"xf", attributes, .. } if cells => {
                    let id = attributes.number(b"numFmtId").unwrap_or(0);
                    let date = formats.get(&id).copied().unwrap_or_else(|| builtin_date(id));
                    styles.dates.push(date);
                }
                _ => {}
            }
        }
    }
}

/// The formats that need no definition; 27–36 and 50–58 are dates in Japanese Excel.
fn builtin_date(id: u32) -> bool {
    matches!(id, 14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58)
}

/// Whether a number format shows a calendar date: it has a year, an era, or a day, outside of
/// quotes and brackets. Times alone are no dates.
pub(crate) fn shows_date(code: &str) -> bool {
    let first = code.split(';').next().unwrap_or(code);
    if first.trim().eq_ignore_ascii_case("general") || first.contains("G/") {
        return false;
    }
    let mut chars = first.chars().peekable();
    let (mut month, mut clock, mut digits) = (false, false, false);
    while let Some(c) = chars.next() {
        match c {
            '"' => while chars.next_if(|c| *c != '"').is_some() {},
            '[' => {
                // `[h]` counts hours; any other bracket is a language, a colour or a condition.
                clock |= matches!(chars.peek(), Some('h' | 'H' | 'm' | 'M' | 's' | 'S'));
                while chars.next_if(|c| *c != ']').is_some() {}
            }
            '\\' | '_' | '*' => {
                chars.next();
            }
            'E' if digits && matches!(chars.peek(), Some('+' | '-')) => {}
            'y' | 'Y' | 'd' | 'D' | 'e' | 'g' => return true,
            'm' | 'M' => month = true,
            'h' | 'H' | 's' | 'S' => clock = true,
            '0' | '#' | '?' => digits = true,
            _ => {}
        }
        if matches!(c, '"' | '[') {
            chars.next();
        }
    }
    month && !clock && !digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_with_a_year_an_era_or_a_day_shows_a_date() {
        for code in [
            "yyyy/m/d",
            "[$-411]ggge\"年\"m\"月\"d\"日\";@",
            "ge.m.d",
            "ggge\"年度\"",
            "m\"月\"",
            "yyyy/m/d h:mm",
            "[Red]d-mmm",
        ] {
            assert!(shows_date(code), "{code}");
        }
        for code in [
            "General",
            "G/標準",
            "#,##0;[Red]\"▲\"#,##0",
            "0.00E+00",
            "h:mm:ss",
            "[h]:mm",
            "mm:ss.0",
            "0.0\"day\"",
            "#,##0_);(#,##0)",
            "@",
        ] {
            assert!(!shows_date(code), "{code}");
        }
    }
}
