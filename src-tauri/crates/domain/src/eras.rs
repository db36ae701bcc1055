//! 元号: the era of a day, and whether a day that was written with an era lies in it.

use jiff::civil::Date;

/// The eras since 明治 by the day on which each began, newest first.
const ERAS: [(Date, &str); 5] = [
    (Date::constant(2019, 5, 1), "reiwa"),
    (Date::constant(1989, 1, 8), "heisei"),
    (Date::constant(1926, 12, 25), "showa"),
    (Date::constant(1912, 7, 30), "taisho"),
    (Date::constant(1868, 10, 23), "meiji"),
];

/// The signs by which an era is named, as they stand in compared text (NFKC, lower case).
const SIGNS: [(&str, &str); 10] = [
    ("令和", "reiwa"),
    ("平成", "heisei"),
    ("昭和", "showa"),
    ("大正", "taisho"),
    ("明治", "meiji"),
    ("r", "reiwa"),
    ("h", "heisei"),
    ("s", "showa"),
    ("t", "taisho"),
    ("m", "meiji"),
];

/// The name of the era in which `day` lies (`reiwa`; its word is `era.<name>` in the text
/// catalogue) and its year there, from 1; none before 明治.
pub fn era_of(day: Date) -> Option<(&'static str, i16)> {
    ERAS.into_iter()
        .find_map(|(first, name)| (day >= first).then(|| (name, day.year() - first.year() + 1)))
}

/// The era that a compared text (NFKC, lower case) begins with, if it names one.
pub fn era_named(text: &str) -> Option<&'static str> {
    SIGNS.into_iter().find_map(|(sign, name)| text.starts_with(sign).then_some(name))
}

/// The Gregorian year of an era's year, counted from 1; `None` for no such era.
pub fn year_of(era: &str, year: i16) -> Option<i16> {
    let (first, _) = ERAS.into_iter().find(|(_, name)| *name == era)?;
    first.year().checked_add(year.checked_sub(1)?)
}

/// How the era is written in Japanese, 令和.
pub fn name_of(era: &str) -> Option<&'static str> {
    SIGNS.into_iter().find_map(|(sign, name)| (name == era).then_some(sign))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_lies_in_one_era() {
        assert_eq!(era_of(date(2019, 4, 30)), Some(("heisei", 31)));
        assert_eq!(era_of(date(2019, 5, 1)), Some(("reiwa", 1)));
        assert_eq!(era_of(date(1989, 1, 7)), Some(("showa", 64)));
        assert_eq!(era_of(date(1868, 10, 22)), None);
        assert_eq!(era_named("平成31年5月1日"), Some("heisei"));
        assert_eq!(era_named("r9.4.1"), Some("reiwa"));
        assert_eq!(era_named("2027/4/1"), None);
    }
}
