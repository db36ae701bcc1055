//! Amounts as people write them: 「1億2,300万円」「△1,250」「約120」「（3.5）」.

use rust_decimal::Decimal;
use shirube_domain::money::Unit;

use crate::fold::{fold, narrow};
use crate::words::Words;

/// Why there is no value where a mark stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absence {
    /// Nothing there is (－, なし). It is not zero.
    None,
    /// Not known or not answered (…, 未回答).
    Unknown,
    /// Kept secret (x, ***, 秘匿).
    Secret,
}

/// What a text in a column of numbers means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amount {
    /// A number.
    Number {
        /// The number, in the text's own unit where it states one.
        value: Decimal,
        /// The unit that the text itself states.
        unit: Option<Unit>,
        /// 約, 程度, 以上 and the like.
        approximate: bool,
        /// A footnote mark hung on it.
        footnote: bool,
    },
    /// A mark for a missing value.
    Absent(Absence),
    /// Neither.
    Unreadable,
}

/// Multipliers inside a group of four digits, and those of the groups; the larger first.
const SMALL: [(char, i64); 3] = [('千', 1_000), ('百', 100), ('十', 10)];
const LARGE: [(char, i64); 3] = [('兆', 1_000_000_000_000), ('億', 100_000_000), ('万', 10_000)];
const APPROXIMATE_BEFORE: [&str; 8] =
    ["約", "およそ", "おおよそ", "概ね", "ほぼ", "推定", "概算", "凡そ"];
const APPROXIMATE_AFTER: [&str; 10] =
    ["程度", "前後", "余り", "余", "以上", "未満", "以下", "強", "弱", "超"];

/// The absence for which `text` stands, if it is such a mark.
pub(crate) fn absence(text: &str, words: &Words) -> Option<Absence> {
    let folded = fold(text);
    if folded.is_empty() || words.absent.none.contains(&folded) {
        Some(Absence::None)
    } else if words.absent.unknown.contains(&folded) {
        Some(Absence::Unknown)
    } else if words.absent.secret.contains(&folded) {
        Some(Absence::Secret)
    } else {
        None
    }
}

/// Reads an amount.
pub fn parse_amount(text: &str, words: &Words) -> Amount {
    if let Some(plain) = plain_number(text) {
        return Amount::Number { value: plain, unit: None, approximate: false, footnote: false };
    }
    if let Some(absence) = absence(text, words) {
        return Amount::Absent(absence);
    }
    let narrowed: String = narrow(text).chars().filter(|c| !c.is_whitespace()).collect();
    let (rest, footnote) = without_footnote(&narrowed);
    let (rest, negative, approximate) = signs(rest);
    match figures(rest, words) {
        Some((value, unit)) => {
            let value = if negative { -value } else { value };
            Amount::Number { value, unit, approximate, footnote }
        }
        None => Amount::Unreadable,
    }
}

/// ASCII digits, perhaps with separators in their places.
fn plain_number(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let digits = text.strip_prefix('-').unwrap_or(text);
    if !digits.starts_with(|c: char| c.is_ascii_digit()) || digits.len() > 28 {
        return None;
    }
    number(text)
}

/// A number with separators in groups of three, or none.
fn number(text: &str) -> Option<Decimal> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let mut groups = digits.split(',');
    let first = groups.next()?;
    let mut grouped = groups.clone();
    let fine = first.bytes().all(|b| b.is_ascii_digit())
        && !first.is_empty()
        && fraction.bytes().all(|b| b.is_ascii_digit())
        && !fraction.is_empty()
        && grouped.all(|group| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit()));
    if !fine || (groups.next().is_some() && first.len() > 3) || text.len() > 40 {
        return None;
    }
    text.replace(',', "").parse().ok()
}

/// The text without a mark such as ※1 or (注) at its end.
fn without_footnote(text: &str) -> (&str, bool) {
    for mark in ["※", "*", "(注", "注", "†"] {
        if let Some(at) = text.find(mark).filter(|at| *at > 0) {
            let tail = text[at + mark.len()..].trim_end_matches([')', ']']);
            if tail.len() <= 2 && tail.bytes().all(|b| b.is_ascii_digit()) {
                return (&text[..at], true);
            }
        }
    }
    (text, false)
}

/// The text without its sign and its words of approximation.
fn signs(text: &str) -> (&str, bool, bool) {
    let (mut rest, mut negative, mut approximate) = (text, false, false);
    for word in APPROXIMATE_BEFORE {
        if let Some(after) = rest.strip_prefix(word) {
            (rest, approximate) = (after, true);
        }
    }
    for word in APPROXIMATE_AFTER {
        if let Some(before) = rest.strip_suffix(word) {
            (rest, approximate) = (before, true);
        }
    }
    if let Some(inner) = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        (rest, negative) = (inner, true);
    }
    if let Some(after) = rest.strip_prefix(['△', '▲', '-', '−', '–', '▼', '‐', '―', 'ー'])
    {
        (rest, negative) = (after, true);
    }
    (rest.trim_start_matches('+'), negative, approximate)
}

/// Numbers with multipliers and a unit: `1億2,300万円`, `3.5百万円`, `¥1,000`, `120人`.
fn figures(text: &str, words: &Words) -> Option<(Decimal, Option<Unit>)> {
    let (mut rest, mut yen) = (text, false);
    for sign in ["¥", "\\", "金"] {
        if let Some(after) = rest.strip_prefix(sign) {
            (rest, yen) = (after, true);
        }
    }
    let (total, multiplied, rest) = groups(rest)?;
    let unit = match rest {
        "" if multiplied || yen => Some(Unit::Yen),
        "" => None,
        // The dash of ¥1,000-.
        "-" | "ー" if yen => Some(Unit::Yen),
        word => Some(words.unit(&fold(word)).filter(|unit| match unit {
            Unit::Yen | Unit::Persons => true,
            Unit::Percent | Unit::Companies | Unit::Items => !multiplied && !yen,
            _ => false,
        })?),
    };
    Some((total, unit))
}

/// The value of the digits and multipliers with which `text` begins, whether there were
/// multipliers, and what follows: 「1億2千3百万円」 is 123,000,000 and 「円」.
fn groups(text: &str) -> Option<(Decimal, bool, &str)> {
    let (mut rest, mut multiplied) = (text, false);
    let (mut total, mut group) = (Decimal::ZERO, Decimal::ZERO);
    // Each multiplier is smaller than the one before it: 「5千5千」 is no number.
    let (mut last_large, mut last_small) = (i64::MAX, i64::MAX);
    loop {
        let end = rest
            .find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.'))
            .unwrap_or(rest.len());
        let value = if end > 0 { Some(number(&rest[..end])?) } else { None };
        rest = &rest[end..];
        let sign = rest.chars().next();
        let scale = |known: [(char, i64); 3]| {
            known.into_iter().find(|(of, _)| Some(*of) == sign).map(|(_, scale)| scale)
        };
        if let Some(small) = scale(SMALL).filter(|small| *small < last_small) {
            group = group.checked_add(value?.checked_mul(small.into())?)?;
            last_small = small;
        } else if let Some(large) = scale(LARGE).filter(|large| *large < last_large) {
            group = group.checked_add(value.unwrap_or_default())?;
            if group.is_zero() && value.is_none() {
                return None;
            }
            total = total.checked_add(group.checked_mul(large.into())?)?;
            (group, last_large, last_small) = (Decimal::ZERO, large, i64::MAX);
        } else {
            if value.is_none() && !multiplied {
                return None;
            }
            total = total.checked_add(group.checked_add(value.unwrap_or_default())?)?;
            return Some((total, multiplied, rest));
        }
        multiplied = true;
        rest = &rest[sign.map_or(0, char::len_utf8)..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::shipped;
    use proptest::prelude::*;

    fn read(text: &str) -> Amount {
        parse_amount(text, &shipped())
    }

    fn value(text: &str) -> (String, Option<Unit>) {
        match read(text) {
            Amount::Number { value, unit, .. } => (value.normalize().to_string(), unit),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, expected, unit) in [
            ("1234", "1234", None),
            ("1,234,567", "1234567", None),
            ("１，２３４", "1234", None),
            (" ４５ ", "45", None),
            ("△1,250", "-1250", None),
            ("▲１２．５", "-12.5", None),
            ("−3", "-3", None),
            ("(1,234)", "-1234", None),
            ("（５）", "-5", None),
            ("1億2,300万円", "123000000", Some(Unit::Yen)),
            ("１億２３００万", "123000000", Some(Unit::Yen)),
            ("3.5百万円", "3500000", Some(Unit::Yen)),
            ("500千円", "500000", Some(Unit::Yen)),
            ("2兆1億円", "2000100000000", Some(Unit::Yen)),
            ("1億2千3百万円", "123000000", Some(Unit::Yen)),
            ("5千万", "50000000", Some(Unit::Yen)),
            ("3千5百人", "3500", Some(Unit::Persons)),
            ("1万2,345円", "12345", Some(Unit::Yen)),
            ("¥1,000-", "1000", Some(Unit::Yen)),
            ("1,234円", "1234", Some(Unit::Yen)),
            ("120人", "120", Some(Unit::Persons)),
            ("0", "0", None),
            ("1,234※1", "1234", None),
            ("12.50", "12.5", None),
        ] {
            assert_eq!(value(text), (expected.to_owned(), unit), "{text}");
        }
        assert!(matches!(read("約120"), Amount::Number { approximate: true, .. }));
        assert!(matches!(read("１２０名程度"), Amount::Number { approximate: true, .. }));
        assert!(matches!(read("1,234(注)"), Amount::Number { footnote: true, .. }));
    }

    #[test]
    fn marks_for_missing_values_are_told_apart_and_are_not_zero() {
        for (text, kind) in [
            ("－", Absence::None),
            ("ー", Absence::None),
            ("", Absence::None),
            ("…", Absence::Unknown),
            ("‥", Absence::Unknown),
            ("n/a", Absence::Unknown),
            ("x", Absence::Secret),
            ("Ｘ", Absence::Secret),
            ("***", Absence::Secret),
        ] {
            assert_eq!(read(text), Amount::Absent(kind), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_not_guessed() {
        for text in [
            "1,23,4",
            "12,34",
            "1万2億",
            "100/200",
            "100（うち域外50）",
            "abc",
            "1.2.3",
            "4.5%超え",
            "100～200",
            "1,234.5,6",
            "万",
            "5千5千",
        ] {
            assert_eq!(read(text), Amount::Unreadable, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_integer_survives_being_written_by_hand(n in -9_999_999_999_999_i64..9_999_999_999_999, style in 0..4) {
            let digits = n.unsigned_abs().to_string();
            let mut grouped = String::new();
            for (i, c) in digits.chars().enumerate() {
                if i > 0 && (digits.len() - i) % 3 == 0 {
                    grouped.push(',');
                }
                grouped.push(c);
            }
            let wide: String = grouped.chars().map(|c| match c {
                ',' => '，',
                c => char::from_u32(c as u32 + 0xfee0).unwrap(),
            }).collect();
            let text = match (n < 0, style) {
                (false, 0) => digits,
                (false, 1) => grouped,
                (false, _) => wide,
                (true, 0) => format!("-{digits}"),
                (true, 1) => format!("△{grouped}"),
                (true, 2) => format!("（{wide}）"),
                (true, _) => format!("▲ {wide}"),
            };
            prop_assert_eq!(value(&text), (n.to_string(), None));
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,24}") {
            let _ = read(&text);
        }

        #[test]
        fn no_text_of_its_own_signs_makes_it_panic(text in "[0-9０-９億万千百十円.,，()（）△▲-約※注]{0,30}") {
            let _ = read(&text);
        }
    }
}
