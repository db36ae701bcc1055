//! 国民の祝日 and office days. The rules are those of 国民の祝日に関する法律 as it stands in 2026;
//! for years before 2022 (moved days of the Olympics, older names) they are not meant.
//!
//! The equinoxes are announced each February for the year after (暦要項); later ones are worked
//! out by the usual approximation, which holds from 1980 to 2099, and marked as such.

use jiff::civil::{Date, Weekday, date};

/// The last year whose equinoxes have been announced (暦要項 of February 2026).
const LAST_ANNOUNCED: i16 = 2027;
/// The years for which the approximation of the equinoxes holds.
const EQUINOXES: std::ops::RangeInclusive<i16> = 1980..=2099;

/// Which holiday a day is; the name is `holiday.<code>` in the text catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holiday {
    /// `new_year`, `vernal_equinox`, `substitute`, `between` …
    pub code: &'static str,
    /// Whether it hangs on an equinox that has not been announced yet (計算による予定).
    pub computed: bool,
}

/// Why offices are closed on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// 土曜日
    Saturday,
    /// 日曜日
    Sunday,
    /// 国民の祝日・休日
    Holiday(Holiday),
    /// 年末年始, 12-29 to 1-3: office practice, not the law on holidays (origin: app).
    YearEnd,
}

impl Closed {
    /// The name in the text catalogue (`holiday.<code>`).
    pub fn code(self) -> &'static str {
        match self {
            Self::Saturday => "saturday",
            Self::Sunday => "sunday",
            Self::Holiday(holiday) => holiday.code,
            Self::YearEnd => "year_end",
        }
    }

    /// Whether it is only expected, by computation.
    pub fn computed(self) -> bool {
        matches!(self, Self::Holiday(Holiday { computed: true, .. }))
    }
}

/// The holiday on that day, if it is one: named days, 振替休日, and 国民の休日 between two.
pub fn holiday(day: Date) -> Option<Holiday> {
    if let Some(code) = named(day) {
        let computed = code.ends_with("_equinox") && day.year() > LAST_ANNOUNCED;
        return Some(Holiday { code, computed });
    }
    substitute(day).or_else(|| between(day))
}

/// Why offices are closed on that day; `None` on an office day.
pub fn closed(day: Date) -> Option<Closed> {
    if let Some(holiday) = holiday(day) {
        return Some(Closed::Holiday(holiday));
    }
    match (day.month(), day.day(), day.weekday()) {
        (12, 29..=31, _) | (1, 2 | 3, _) => Some(Closed::YearEnd),
        (_, _, Weekday::Saturday) => Some(Closed::Saturday),
        (_, _, Weekday::Sunday) => Some(Closed::Sunday),
        _ => None,
    }
}

/// The office day on that day or before it.
pub fn office_day_by(day: Date) -> Date {
    let mut day = day;
    while closed(day).is_some()
        && let Ok(before) = day.yesterday()
    {
        day = before;
    }
    day
}

/// The day that is so many office days before an office day; negative numbers count on.
pub fn office_days_from(day: Date, count: i32) -> Date {
    let mut day = day;
    for _ in 0..count.unsigned_abs() {
        loop {
            let next = if count > 0 { day.yesterday() } else { day.tomorrow() };
            match next {
                Ok(next) => day = next,
                // The calendar's end: nobody plans there.
                Err(_) => return day,
            }
            if closed(day).is_none() {
                break;
            }
        }
    }
    day
}

/// How many office days lie after `from` and up to `to`; 0 when `to` is not later.
pub fn office_days_between(from: Date, to: Date) -> u32 {
    let mut count = 0;
    let mut day = from;
    while day < to
        && let Ok(next) = day.tomorrow()
    {
        day = next;
        count += u32::from(closed(day).is_none());
    }
    count
}

/// The name of a day that the law itself names.
fn named(day: Date) -> Option<&'static str> {
    // Which Monday of its month the day is.
    let monday = (day.weekday() == Weekday::Monday).then(|| (day.day() + 6) / 7);
    match (day.month(), day.day(), monday) {
        (1, 1, _) => Some("new_year"),
        (1, _, Some(2)) => Some("coming_of_age"),
        (2, 11, _) => Some("foundation"),
        (2, 23, _) => Some("emperors_birthday"),
        (3, d, _) if equinox(day.year(), 20_843_100) == Some(d) => Some("vernal_equinox"),
        (4, 29, _) => Some("showa"),
        (5, 3, _) => Some("constitution"),
        (5, 4, _) => Some("greenery"),
        (5, 5, _) => Some("children"),
        (7, _, Some(3)) => Some("marine"),
        (8, 11, _) => Some("mountain"),
        (9, _, Some(3)) => Some("respect_for_the_aged"),
        (9, d, _) if equinox(day.year(), 23_248_800) == Some(d) => Some("autumnal_equinox"),
        (10, _, Some(2)) => Some("sports"),
        (11, 3, _) => Some("culture"),
        (11, 23, _) => Some("labour_thanksgiving"),
        _ => None,
    }
}

/// The day of the month of an equinox: `start` in 1980, in millionths of a day.
fn equinox(year: i16, start: i32) -> Option<i8> {
    if !EQUINOXES.contains(&year) {
        return None;
    }
    let years = i32::from(year) - 1980;
    i8::try_from((start + 242_194 * years) / 1_000_000 - years / 4).ok()
}

/// 振替休日: a holiday fell on a Sunday; the first day after it that is no holiday itself.
fn substitute(day: Date) -> Option<Holiday> {
    let mut before = day.yesterday().ok()?;
    let mut computed = false;
    while let Some(code) = named(before) {
        computed |= code.ends_with("_equinox") && before.year() > LAST_ANNOUNCED;
        if before.weekday() == Weekday::Sunday {
            return Some(Holiday { code: "substitute", computed });
        }
        before = before.yesterday().ok()?;
    }
    None
}

/// 国民の休日: the day before and the day after are both named holidays.
fn between(day: Date) -> Option<Holiday> {
    let (before, after) = (day.yesterday().ok()?, day.tomorrow().ok()?);
    let code = named(before).and(named(after))?;
    let computed = code.ends_with("_equinox") && after.year() > LAST_ANNOUNCED;
    Some(Holiday { code: "between", computed })
}

/// The holidays of a year in order.
pub fn holidays_of(year: i16) -> Vec<(Date, Holiday)> {
    let mut found = Vec::new();
    let mut day = date(year.clamp(1, 9998), 1, 1);
    let last = day.year();
    while day.year() == last {
        found.extend(holiday(day).map(|holiday| (day, holiday)));
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    found
}
