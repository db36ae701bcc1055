//! Units in headers and beside tables.

use shirube_domain::money::Unit;

use crate::fold::{bracketed, fold};
use crate::words::Words;
use crate::years::find_year;

/// The unit that a folded header states, and the header without it. Marks such as ※ and 必須 go
/// as well.
pub(crate) fn take_unit(folded: &str, words: &Words) -> (String, Option<Unit>) {
    let mut text = folded.trim_matches(['※', '*', ':', '●', '○', '・', '|']).to_owned();
    let mut unit = None;
    for (from, to, inner) in bracketed(&text.clone()).into_iter().rev() {
        if let Some(found) = stated(inner, words) {
            unit = Some(found);
            text.replace_range(from..to, &years_in(inner));
        } else if inner.ends_with("現在") || inner.ends_with("時点") {
            // A day on which something was counted is no part of what was counted.
            text.replace_range(from..to, "");
        } else if matches!(inner, "必須" | "任意" | "※" | "税抜" | "税込" | "税抜き" | "税込み")
        {
            text.replace_range(from..to, "");
        }
    }
    if unit.is_none() {
        // Without brackets only units that no word ends with: 円 and 人 may belong to it.
        for (word, found) in words.units.iter().filter(|(word, _)| word.chars().count() > 1) {
            if let Some(rest) = text.strip_suffix(word.as_str()).filter(|rest| !rest.is_empty()) {
                (text, unit) = (rest.to_owned(), Some(*found));
                break;
            }
        }
    }
    let text = text.trim_matches(['※', '*', ':', '、', ',']).to_owned();
    (text, unit)
}

/// A column title in the form in which titles are compared, without its unit, and that unit:
/// 「金額（千円）」 is 「金額」 and 千円.
pub fn header_unit(title: &str, words: &Words) -> (String, Option<Unit>) {
    take_unit(&fold(title), words)
}

/// Whether a folded text is a unit and nothing else.
pub(crate) fn is_unit(folded: &str, words: &Words) -> bool {
    stated(folded, words).is_some()
        || matches!(take_unit(folded, words), (rest, Some(_)) if rest.is_empty())
}

impl Words {
    /// The unit that a folded text is, with or without brackets around it.
    pub(crate) fn unit_in(&self, folded: &str) -> Option<Unit> {
        stated(folded, self).or_else(|| take_unit(folded, self).1)
    }
}

/// The unit that the content of a bracket is: `千円`, `単位:千円`, `百万円、税抜`.
fn stated(inner: &str, words: &Words) -> Option<Unit> {
    let inner = inner.strip_prefix("単位").unwrap_or(inner).trim_start_matches([':', '=', '/']);
    inner.split(PARTS).find_map(|part| words.unit(part))
}

/// What parts the words in a bracket: 「(R6、千円)」.
const PARTS: [char; 5] = ['、', ',', '・', '/', ';'];

/// Of what stands in a bracket beside a unit, the years.
fn years_in(inner: &str) -> String {
    let years: Vec<&str> = inner.split(PARTS).filter(|part| find_year(part).is_some()).collect();
    if years.is_empty() { String::new() } else { format!("({})", years.join(",")) }
}

/// The unit of money that a folded text beside a table states: 「単位:千円」「金額単位:円」
/// 「(千円)」「金額は百万円」.
pub(crate) fn table_unit(folded: &str, words: &Words) -> Option<Unit> {
    for marker in ["単位", "金額は"] {
        let mut rest = folded;
        while let Some(at) = rest.find(marker) {
            rest = rest[at + marker.len()..].trim_start_matches([':', '=', 'は', '/', '(', '.']);
            let mut list = rest;
            while let Some((unit, after)) = words.unit_prefix(list) {
                if unit.is_money() {
                    return Some(unit);
                }
                list = after.trim_start_matches(['、', ',', '・', '/', '及', 'び', ';']);
            }
        }
    }
    let pieces = bracketed(folded);
    pieces.into_iter().find_map(|(_, _, inner)| stated(inner, words).filter(|unit| unit.is_money()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold;
    use crate::words::shipped;

    #[test]
    fn a_header_loses_its_unit() {
        let words = shipped();
        for (header, rest, unit) in [
            ("売上高（千円）", "売上高", Some(Unit::ThousandYen)),
            ("売上高\n[単位：百万円]", "売上高", Some(Unit::MillionYen)),
            ("従業員数（人）", "従業員数", Some(Unit::Persons)),
            ("資本金 万円", "資本金", Some(Unit::TenThousandYen)),
            ("企業名（カナ）", "企業名(カナ)", None),
            ("※売上高（百万円、税抜）", "売上高", Some(Unit::MillionYen)),
            ("法人", "法人", None),
            ("従業員数（令和6年4月1日現在）", "従業員数", None),
        ] {
            assert_eq!(take_unit(&fold(header), &words), (rest.to_owned(), unit), "{header}");
        }
    }

    #[test]
    fn a_unit_beside_the_table_is_found() {
        let words = shipped();
        for (text, unit) in [
            ("（単位：千円）", Some(Unit::ThousandYen)),
            ("金額単位：円 ／ FY2024＝2024年4月～", Some(Unit::Yen)),
            ("単位：人、百万円", Some(Unit::MillionYen)),
            ("（億円）", Some(Unit::HundredMillionYen)),
            ("単位：人", None),
            ("見本商工会議所（架空）", None),
        ] {
            assert_eq!(table_unit(&fold(text), &words), unit, "{text}");
        }
    }
}
