//! 元号: years that never were, 令和0年 or 平成40年, in what people wrote.

use jiff::civil::Date;

use super::Remark;
use crate::answers::Cell;
use crate::eras::{era_named, era_of, name_of, year_of};

/// An era's year as it is written, and what it would rightly be called.
#[derive(Debug, PartialEq, Eq)]
struct Slip {
    /// The bytes that it takes in the text.
    from: usize,
    to: usize,
    /// What should stand there; `None` where the year is none at all (令和0年).
    instead: Option<String>,
}

pub(super) fn remarks(remarks: &mut Vec<Remark>, cell: &Cell<'_>) {
    for slip in slips(cell.text) {
        let written = &cell.text[slip.from..slip.to];
        let finding = match &slip.instead {
            Some(instead) => cell.says("era_year_past").text("instead", instead),
            None => cell.says("era_year_none"),
        };
        let mended = slip.instead.map(|instead| {
            format!("{}{instead}{}", &cell.text[..slip.from], &cell.text[slip.to..])
        });
        remarks.push(Remark { mended, ..Remark::warning(finding.text("written", written)) });
    }
}

fn slips(text: &str) -> Vec<Slip> {
    let names = ["明治", "大正", "昭和", "平成", "令和"];
    let mut starts: Vec<usize> =
        names.iter().flat_map(|name| text.match_indices(name).map(|(at, _)| at)).collect();
    starts.sort_unstable();
    starts.into_iter().filter_map(|at| slip(text, at)).collect()
}

/// The slip of an era's name that begins at that byte, if the year after it is one.
fn slip(text: &str, from: usize) -> Option<Slip> {
    let era = era_named(&text[from..])?;
    // Every name is two letters of three bytes.
    let mut at = from + 6;
    let year = number(text, &mut at)?;
    if !text[at..].starts_with('年') {
        return None;
    }
    let to = at;
    at += '年'.len_utf8();
    let month = number(text, &mut at).filter(|_| text[at..].starts_with('月'));
    if year == 0 {
        return Some(Slip { from, to, instead: None });
    }
    let first = year_of(era, year)?;
    let months = match month.and_then(|month| i8::try_from(month).ok()) {
        Some(month) => (month, month),
        None => (1, 12),
    };
    let days = [Date::new(first, months.0, 1).ok()?, last_of(first, months.1)?];
    if days.iter().any(|day| era_of(*day).is_some_and(|(name, _)| name == era)) {
        return None;
    }
    let (right, year) = era_of(days[0])?;
    let year = if year == 1 { "元".to_owned() } else { year.to_string() };
    Some(Slip { from, to, instead: Some(format!("{}{year}", name_of(right)?)) })
}

fn last_of(year: i16, month: i8) -> Option<Date> {
    Date::new(year, month, 1).ok().map(Date::last_of_month)
}

/// The number at a place of the text, which moves behind it; 元 is 1, digits may be wide.
fn number(text: &str, at: &mut usize) -> Option<i16> {
    if text[*at..].starts_with('元') {
        *at += '元'.len_utf8();
        return Some(1);
    }
    let mut value: Option<i16> = None;
    for letter in text[*at..].chars() {
        let digit = match letter {
            '0'..='9' => letter as u32 - '0' as u32,
            '０'..='９' => letter as u32 - '０' as u32,
            _ => break,
        };
        let digit = i16::try_from(digit).ok()?;
        value = Some(value.unwrap_or(0).checked_mul(10)?.checked_add(digit)?);
        *at += letter.len_utf8();
    }
    value
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::slips;

    fn instead(text: &str) -> Vec<Option<String>> {
        slips(text).into_iter().map(|slip| slip.instead).collect()
    }

    #[test]
    fn a_year_that_never_was_is_named_with_the_right_one() {
        for (text, right) in [
            ("平成40年までに", "令和10"),
            ("平成３２年度", "令和2"),
            ("昭和65年", "平成2"),
            ("平成31年5月から", "令和元"),
            ("大正16年", "昭和2"),
        ] {
            assert_eq!(instead(text), [Some(right.to_owned())], "{text}");
        }
        assert_eq!(instead("令和0年"), [None]);
    }

    #[test]
    fn a_year_that_was_is_left_alone() {
        for text in [
            "平成31年度",
            "平成31年4月",
            "令和元年度から令和12年度",
            "昭和64年",
            "平成元年創業",
            "令和の里づくり",
            "平成",
            "大正15年12月",
            "平成31年99月",
        ] {
            assert_eq!(instead(text), [], "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(令和|平成|昭和|元|[0-9０-９]{0,6}|年|月|あ){0,12}") {
            for slip in slips(&text) {
                prop_assert!(text.is_char_boundary(slip.from) && text.is_char_boundary(slip.to));
            }
        }
    }
}
