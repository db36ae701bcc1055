//! 元号 of a fiscal year, for showing: 令和9年度. Days get theirs from the cell's number format.

use jiff::civil::Date;
use shirube_domain::fiscal_year::FiscalYear;

/// The eras since 1868 by the day on which each began, newest first.
const ERAS: [(i16, i8, i8, &str); 5] = [
    (2019, 5, 1, "reiwa"),
    (1989, 1, 8, "heisei"),
    (1926, 12, 25, "showa"),
    (1912, 7, 30, "taisho"),
    (1868, 1, 25, "meiji"),
];

/// The key of the era in which `day` lies and its year there, from 1; none before 明治.
pub(crate) fn era_of(day: Date) -> Option<(&'static str, i16)> {
    ERAS.into_iter().find_map(|(year, month, first, name)| {
        let begins = (year, month, first);
        ((day.year(), day.month(), day.day()) >= begins).then_some((name, day.year() - year + 1))
    })
}

/// The era of a fiscal year is that of its December: 2019年度 is 令和元年度.
pub(crate) fn era_of_year(year: FiscalYear) -> Option<(&'static str, i16)> {
    let december = Date::new(year.year(), 12, 31).ok()?;
    era_of(december)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_has_the_era_in_which_it_lies() {
        assert_eq!(era_of(date(2019, 4, 30)), Some(("heisei", 31)));
        assert_eq!(era_of(date(2019, 5, 1)), Some(("reiwa", 1)));
        assert_eq!(era_of(date(1926, 12, 24)), Some(("taisho", 15)));
        assert_eq!(era_of(date(1867, 12, 31)), None);
    }

    #[test]
    fn a_fiscal_year_has_the_era_of_its_december() {
        let year = |year| era_of_year(FiscalYear::new(year).unwrap());
        assert_eq!(year(2019), Some(("reiwa", 1)));
        assert_eq!(year(2027), Some(("reiwa", 9)));
        assert_eq!(year(1988), Some(("showa", 63)));
    }
}
