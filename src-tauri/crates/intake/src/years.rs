//! Fiscal years in headers, titles, names of sheets and files.

use shirube_domain::fiscal_year::FiscalYear;

use crate::fold::fold;

/// The eras by sign, each with the year before its first.
pub(crate) const ERAS: [(&[&str], i16); 5] = [
    (&["令和", "r"], 2018),
    (&["平成", "h"], 1988),
    (&["昭和", "s"], 1925),
    (&["大正", "t"], 1911),
    (&["明治", "m"], 1867),
];

/// A year found in a text, and where it stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FoundYear {
    pub(crate) year: FiscalYear,
    /// Byte offsets in the folded text.
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// It says 年度, FY or 期, so it is a fiscal year beyond doubt.
    pub(crate) fiscal: bool,
}

/// The first fiscal year in a folded text: one that is surely fiscal before any other. Days and
/// months of a date are no years.
pub(crate) fn find_year(folded: &str) -> Option<FoundYear> {
    let mut plain = None;
    let mut at = 0;
    while at < folded.len() {
        match year_at(folded, at) {
            Some(found) if found.fiscal => return Some(found),
            Some(found) => {
                plain = plain.or(Some(found));
                at = found.to;
            }
            None => at += folded[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
    plain
}

/// The fiscal year that a text states: 「令和9年度」, 「R9」, 「2027」; `None` for anything else.
pub fn fiscal_year_of(text: &str) -> Option<FiscalYear> {
    cell_year(&fold(text), "")
}

/// The fiscal year that a cell of a column of years states: 「令和5年度」, 2023, R5, FY2023; under a
/// header that names the era also 5.
pub(crate) fn cell_year(folded: &str, header: &str) -> Option<FiscalYear> {
    if let Some(found) = find_year(folded) {
        return (found.fiscal || found.from == 0).then_some(found.year);
    }
    let number: i16 = folded.trim_end_matches('度').trim_end_matches('年').parse().ok()?;
    let era = ERAS.iter().find(|(signs, _)| header.contains(signs[0]));
    let (_, base) = era.filter(|_| (1..=64).contains(&number))?;
    FiscalYear::new((base + number).into()).ok()
}

/// The text with the era of the one to its left, where it leaves that out: 「5年度」 right of
/// 「令和4年度」. `era` is what stood there, and becomes what stands here.
pub(crate) fn with_era(folded: String, era: &mut Option<&'static str>) -> String {
    let named = ERAS.iter().map(|(signs, _)| signs[0]).find(|sign| folded.contains(sign));
    if named.is_some() {
        *era = named;
        return folded;
    }
    let (number, rest) = digits(&folded);
    let year = (1..=2).contains(&number.len()) && (rest.starts_with("年度") || rest == "年");
    match era.filter(|_| year) {
        Some(era) => format!("{era}{folded}"),
        None => folded,
    }
}

/// The text without the first year in it.
pub(crate) fn without_year(folded: &str) -> (String, Option<FoundYear>) {
    match find_year(folded) {
        Some(found) => (format!("{}{}", &folded[..found.from], &folded[found.to..]), Some(found)),
        None => (folded.to_owned(), None),
    }
}

fn digits(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.split_at(end)
}

fn year_at(folded: &str, at: usize) -> Option<FoundYear> {
    let before = folded[..at].chars().next_back();
    let rest = &folded[at..];
    if let Some(after) = rest.strip_prefix("fy") {
        let (number, after) = digits(after);
        let year = western(number)?;
        let to = folded.len() - after.trim_start_matches("年度").len();
        return found(year, at, to, true);
    }
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        if before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-') {
            return None;
        }
        let (number, after) = digits(rest);
        return if number.len() == 4 { ending(folded, at, western(number)?, after) } else { None };
    }
    for (signs, base) in ERAS {
        for sign in signs {
            let Some(after) = rest.strip_prefix(sign) else { continue };
            // One letter is a sign only where no word is around it.
            if sign.is_ascii() && before.is_some_and(char::is_alphanumeric) {
                return None;
            }
            let (number, after) = match after.strip_prefix('元') {
                Some(after) => ("1", after),
                None => digits(after),
            };
            if number.is_empty() || number.len() > 2 {
                return None;
            }
            if sign.is_ascii() && after.starts_with(|c: char| c.is_ascii_alphabetic()) {
                return None;
            }
            let number: i16 = number.parse().ok().filter(|number| *number > 0)?;
            return ending(folded, at, base + number, after);
        }
    }
    None
}

fn western(number: &str) -> Option<i16> {
    match number.len() {
        4 => number.parse().ok().filter(|year| (1900..=2200).contains(year)),
        2 => number.parse().ok().map(|year: i16| 2000 + year),
        _ => None,
    }
}

/// What follows the year decides: 年度, a month with 期, a month (then it is a date), or nothing.
fn ending(folded: &str, from: usize, year: i16, after: &str) -> Option<FoundYear> {
    let to = |rest: &str| folded.len() - rest.len();
    if let Some(rest) = after.strip_prefix("年度").or_else(|| after.strip_prefix("年期")) {
        return found(year, from, to(rest), true);
    }
    if let Some(rest) = after.strip_prefix("fy").or_else(|| after.strip_prefix("期")) {
        return found(year, from, to(rest), true);
    }
    let month = after.strip_prefix('年').or_else(|| after.strip_prefix(['/', '.', '-']));
    if let Some(month) = month {
        let (number, rest) = digits(month);
        if !number.is_empty() {
            let rest = rest.strip_prefix('月').unwrap_or(rest).strip_prefix('期')?;
            let month: i16 = number.parse().ok().filter(|month| (1..=12).contains(month))?;
            // A period is named by its last day: one that ends in March belongs to the year before.
            return found(if month <= 3 { year - 1 } else { year }, from, to(rest), true);
        }
        if after.starts_with('年') {
            return found(year, from, to(month), false);
        }
    }
    found(year, from, to(after), false)
}

fn found(year: i16, from: usize, to: usize, fiscal: bool) -> Option<FoundYear> {
    Some(FoundYear { year: FiscalYear::new(year.into()).ok()?, from, to, fiscal })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_found_in_every_way_they_are_written() {
        for (text, year) in [
            ("令和６年度　会員企業一覧表", 2024),
            ("Ｒ６年度実績", 2024),
            ("R6", 2024),
            ("R6実績", 2024),
            ("令和元年度", 2019),
            ("平成30年度", 2018),
            ("H30", 2018),
            ("2024年度", 2024),
            ("FY2024", 2024),
            ("FY24", 2024),
            ("売上高 2023年3月期", 2022),
            ("2023/12期", 2023),
            ("R5.3期", 2022),
            ("令和5年", 2023),
            ("2024", 2024),
            ("作成 令和7年5月20日 令和6年度末", 2024),
            ("2023 決算 2024年度", 2024),
        ] {
            let found = find_year(&fold(text)).map(|found| i64::from(found.year));
            assert_eq!(found, Some(year), "{text}");
        }
        for text in [
            "作成日：令和７年５月２０日",
            "2025/06/30",
            "CR6",
            "No.2024001",
            "20240401",
            "r6x",
            "H",
            "企業名",
            "令和0年度",
        ] {
            assert_eq!(find_year(&fold(text)), None, "{text}");
        }
    }

    #[test]
    fn a_cell_of_years_is_read_as_people_write_it() {
        for (text, header, year) in [
            ("令和5年度", "年度", Some(2023)),
            ("2023", "年度", Some(2023)),
            ("Ｒ５", "年度", Some(2023)),
            ("FY2023", "FY", Some(2023)),
            ("令和6年3月期", "決算期", Some(2023)),
            ("5", "年度（令和）", Some(2023)),
            ("５年度", "令和年度", Some(2023)),
            ("5", "年度", None),
            ("3月", "決算期", None),
            ("2023/4/1", "年度", None),
        ] {
            let found = cell_year(&fold(text), &fold(header)).map(i64::from);
            assert_eq!(found, year, "{text}");
        }
    }

    #[test]
    fn an_era_goes_on_to_the_right() {
        let mut era = None;
        let texts = ["5年度", "令和4年度", "5年度", "6年", "10年保証", "2024年度"];
        let found = texts.map(|text| with_era(fold(text), &mut era));
        let expected = ["5年度", "令和4年度", "令和5年度", "令和6年", "10年保証", "2024年度"];
        assert_eq!(found, expected);
    }

    #[test]
    fn the_rest_of_a_header_stays_without_its_year() {
        assert_eq!(without_year("令和5年度売上高").0, "売上高");
        assert_eq!(without_year("salesfy2024").0, "sales");
    }
}
