//! The number formats of the cell styles, and which of them show a number as a date.

use std::collections::BTreeMap;

use crate::archive::Archive;
use crate::error::SheetError;
use crate::limits::Limits;
use crate::xml::{Attributes, Token, Xml};

/// The styles of cells, in the order in which cells refer to them.
#[derive(Default)]
pub(super) struct Styles {
    /// The codes that the workbook defines, by their number.
    codes: BTreeMap<u32, String>,
    styles: Vec<Style>,
}

/// What is known of one style.
struct Style {
    format: u32,
    date: bool,
}

impl Styles {
    /// Whether a number in that style is a date.
    pub(super) fn is_date(&self, style: u32) -> bool {
        self.styles.get(style as usize).is_some_and(|style| style.date)
    }

    /// The code of the style's number format; `None` for a style or a format that is not there.
    pub(super) fn number_format(&self, style: u32) -> Option<&str> {
        let format = self.styles.get(style as usize)?.format;
        self.codes.get(&format).map(String::as_str).or_else(|| builtin_code(format))
    }

    /// Reads the part; a workbook may have none.
    pub(super) fn read(archive: &Archive, part: &str, limits: &Limits) -> Result<Self, SheetError> {
        Ok(super::scan(archive, part, limits, Self::scan)?.unwrap_or_default())
    }

    fn scan(mut xml: Xml<'_>) -> Result<Self, SheetError> {
        let mut styles = Self::default();
        let mut cells = false;
        loop {
            match xml.next()? {
                Token::End => return Ok(styles),
                // Differential formats (dxfs) define codes of their own, after the styles.
                Token::Open { name: b"numFmt", attributes, .. } if styles.styles.is_empty() => {
                    styles.define(attributes);
                }
                Token::Open { name: b"cellXfs", empty, .. } => cells = !empty,
                Token::Close(b"cellXfs") => cells = false,
                Token::Open { name: b"xf", attributes, .. } if cells => {
                    let format = attributes.number(b"numFmtId").unwrap_or(0);
                    let code = styles.codes.get(&format);
                    let date = code.map_or_else(|| builtin_date(format), |code| shows_date(code));
                    styles.styles.push(Style { format, date });
                }
                _ => {}
            }
        }
    }

    fn define(&mut self, attributes: Attributes<'_>) {
        if let (Some(id), Some(code)) =
            (attributes.number(b"numFmtId"), attributes.text(b"formatCode"))
        {
            self.codes.insert(id, code);
        }
    }
}

/// The codes that need no definition and are the same everywhere (ECMA-376, 18.8.30), and the
/// dates of Japanese Excel.
pub(super) fn builtin_code(id: u32) -> Option<&'static str> {
    Some(match id {
        0 => "General",
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        5 | 6 => "\"¥\"#,##0;\"¥\"-#,##0",
        7 | 8 => "\"¥\"#,##0.00;\"¥\"-#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14 => "yyyy/m/d",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "yyyy/m/d h:mm",
        27 | 36 | 50 | 57 => "ge.m.d",
        28 | 29 | 51 | 54 | 58 => "ggge\"年\"m\"月\"d\"日\"",
        30 => "m/d/yy",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        37 => "#,##0;-#,##0",
        38 => "#,##0;[Red]-#,##0",
        39 => "#,##0.00;-#,##0.00",
        40 => "#,##0.00;[Red]-#,##0.00",
        41 => "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ",
        42 => "_ \"¥\"* #,##0_ ;_ \"¥\"* -#,##0_ ;_ \"¥\"* \"-\"_ ;_ @_ ",
        43 => "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
        44 => "_ \"¥\"* #,##0.00_ ;_ \"¥\"* -#,##0.00_ ;_ \"¥\"* \"-\"??_ ;_ @_ ",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss.0",
        48 => "##0.0E+0",
        49 => "@",
        52 => "yyyy\"年\"m\"月\"",
        53 => "m\"月\"d\"日\"",
        _ => return None,
    })
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
