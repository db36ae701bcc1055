//! Dates as people write them: 令和6年4月1日, R6.4.1, 2024/4/1, 昭和62年, serial numbers.

use jiff::civil::Date;

use crate::fold::fold;
use crate::years::ERAS;

/// A date that was understood, and what was doubtful about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// The date; the first of the month or of the year where no more was written.
    pub date: Date,
    /// The month or the day was not written.
    pub incomplete: bool,
    /// The era had ended by then (平成31年5月1日).
    pub past_era: bool,
}

/// The last day of each era of [`ERAS`], in its order.
const ERA_ENDS: [Option<Date>; 5] = [
    None,
    Some(Date::constant(2019, 4, 30)),
    Some(Date::constant(1989, 1, 7)),
    Some(Date::constant(1926, 12, 25)),
    Some(Date::constant(1912, 7, 30)),
];

/// Reads a date from text; `None` where it is none, or one that does not exist.
pub fn parse_day(text: &str) -> Option<Day> {
    let folded = fold(text);
    let folded = folded.trim_end_matches(['生', '頃']).to_owned();
    for ((signs, base), end) in ERAS.iter().zip(ERA_ENDS) {
        for sign in *signs {
            let Some(rest) = folded.strip_prefix(sign) else { continue };
            let rest = rest.trim_start_matches('.');
            let (year, rest) = match rest.strip_prefix('元') {
                Some(rest) => (1, rest),
                None => leading(rest, 2)?,
            };
            if year == 0 {
                return None;
            }
            let mut day = month_and_day(base + year, rest)?;
            // An incomplete date stands for its first day, which may lie before the era's end.
            day.past_era = end.is_some_and(|end| day.date > end);
            return Some(day);
        }
    }
    if folded.len() == 8 && folded.bytes().all(|b| b.is_ascii_digit()) {
        return ymd(
            folded[..4].parse().ok()?,
            folded[4..6].parse().ok()?,
            folded[6..].parse().ok()?,
        );
    }
    // 2024-04-01t00:00:00 and the like: the time is let go.
    let date = folded.split_once('t').map_or(folded.as_str(), |(date, _)| date);
    let (year, rest) = leading(date, 4)?;
    if year < 1000 {
        return None;
    }
    month_and_day(year, rest)
}

/// Reads a date from a number: a serial number, `19870401`, or a year alone.
pub fn day_of_number(number: f64) -> Option<Day> {
    if number.fract() != 0.0 || !(1.0..1e8).contains(&number) {
        return None;
    }
    let whole = number as i64;
    match whole {
        1_000..=2_200 => ymd(whole as i16, 1, 1).map(|day| Day { incomplete: true, ..day }),
        10_000_000..=99_999_999 => {
            ymd((whole / 10_000) as i16, (whole / 100 % 100) as i8, (whole % 100) as i8)
        }
        2_201..=80_000 => {
            let date = Date::constant(1899, 12, 30)
                .checked_add(jiff::Span::new().try_days(whole).ok()?)
                .ok()?;
            Some(Day { date, incomplete: false, past_era: false })
        }
        _ => None,
    }
}

fn ymd(year: i16, month: i8, day: i8) -> Option<Day> {
    let date = Date::new(year, month, day).ok()?;
    Some(Day { date, incomplete: false, past_era: false })
}

/// Up to `most` digits at the start, and the rest.
fn leading(text: &str, most: usize) -> Option<(i16, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if end == 0 || end > most {
        return None;
    }
    Some((text[..end].parse().ok()?, &text[end..]))
}

fn month_and_day(year: i16, rest: &str) -> Option<Day> {
    let incomplete = |day: Day| Day { incomplete: true, ..day };
    let rest = rest.strip_prefix(['年', '/', '.', '-']).unwrap_or(rest);
    if matches!(rest, "" | "度") {
        return ymd(year, 1, 1).map(incomplete);
    }
    let (month, rest) = leading(rest, 2)?;
    let rest = rest.strip_prefix(['月', '/', '.', '-']).unwrap_or(rest);
    if rest.is_empty() {
        return ymd(year, i8::try_from(month).ok()?, 1).map(incomplete);
    }
    let (day, rest) = leading(rest, 2)?;
    if !matches!(rest, "" | "日" | "日設立" | "設立" | "日創業") {
        return None;
    }
    ymd(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        for (text, date) in [
            ("令和6年4月1日", "2024-04-01"),
            ("令和元年５月１日", "2019-05-01"),
            ("R6.4.1", "2024-04-01"),
            ("R06.04.01", "2024-04-01"),
            ("S2.2.9", "1927-02-09"),
            ("H24.3.2", "2012-03-02"),
            ("昭和３１年１０月２４日", "1956-10-24"),
            ("2024/4/1", "2024-04-01"),
            ("2024-04-01T00:00:00", "2024-04-01"),
            ("２０２４年４月１日", "2024-04-01"),
            ("2024.4.1", "2024-04-01"),
            ("20240401", "2024-04-01"),
            ("T15.1.2", "1926-01-02"),
        ] {
            let day = parse_day(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((day.date.to_string().as_str(), day.incomplete), (date, false), "{text}");
            assert!(!day.past_era);
        }
        assert!(parse_day("昭和62年").unwrap().incomplete);
        assert!(parse_day("昭和62年4月").unwrap().incomplete);
        assert!(parse_day("平成31年5月1日").unwrap().past_era);
        assert!(!parse_day("昭和64年").unwrap().past_era);
        for text in ["令和0年4月1日", "2024/13/1", "令和6年2月30日", "4月1日", "R6x", "abc", "12/3"]
        {
            assert_eq!(parse_day(text), None, "{text}");
        }
        assert_eq!(day_of_number(45_383.0).unwrap().date.to_string(), "2024-04-01");
        assert_eq!(day_of_number(19_870_401.0).unwrap().date.to_string(), "1987-04-01");
        assert!(day_of_number(1987.0).unwrap().incomplete);
        assert_eq!(day_of_number(0.5), None);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[令和平成昭大正明治元0-9０-９年月日./\\-RHS]{0,16}") {
            let _ = parse_day(&text);
        }
    }
}
