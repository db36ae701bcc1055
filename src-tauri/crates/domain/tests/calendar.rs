//! Holidays against the published lists, office days, and the calendar file read by a reader of
//! the tests' own.
#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use jiff::Timestamp;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use shirube_domain::calendar::{Event, plain, read, write};
use shirube_domain::holidays::{
    Closed, closed, holiday, holidays_of, office_day_by, office_days_between, office_days_from,
};

/// The published lists (国民の祝日, with 振替休日 and 国民の休日), as month and day.
const PUBLISHED: [(i16, &[(i8, i8)]); 4] = [
    (
        2024,
        &[
            (1, 1),
            (1, 8),
            (2, 11),
            (2, 12),
            (2, 23),
            (3, 20),
            (4, 29),
            (5, 3),
            (5, 4),
            (5, 5),
            (5, 6),
            (7, 15),
            (8, 11),
            (8, 12),
            (9, 16),
            (9, 22),
            (9, 23),
            (10, 14),
            (11, 3),
            (11, 4),
            (11, 23),
        ],
    ),
    (
        2025,
        &[
            (1, 1),
            (1, 13),
            (2, 11),
            (2, 23),
            (2, 24),
            (3, 20),
            (4, 29),
            (5, 3),
            (5, 4),
            (5, 5),
            (5, 6),
            (7, 21),
            (8, 11),
            (9, 15),
            (9, 23),
            (10, 13),
            (11, 3),
            (11, 23),
            (11, 24),
        ],
    ),
    (
        2026,
        &[
            (1, 1),
            (1, 12),
            (2, 11),
            (2, 23),
            (3, 20),
            (4, 29),
            (5, 3),
            (5, 4),
            (5, 5),
            (5, 6),
            (7, 20),
            (8, 11),
            (9, 21),
            (9, 22),
            (9, 23),
            (10, 12),
            (11, 3),
            (11, 23),
        ],
    ),
    (
        2027,
        &[
            (1, 1),
            (1, 11),
            (2, 11),
            (2, 23),
            (3, 21),
            (3, 22),
            (4, 29),
            (5, 3),
            (5, 4),
            (5, 5),
            (7, 19),
            (8, 11),
            (9, 20),
            (9, 23),
            (10, 11),
            (11, 3),
            (11, 23),
        ],
    ),
];

#[test]
fn the_holidays_are_those_that_were_published() {
    for (year, days) in PUBLISHED {
        let found: Vec<(i8, i8)> =
            holidays_of(year).iter().map(|(day, _)| (day.month(), day.day())).collect();
        assert_eq!(found, days, "{year}");
    }
}

#[test]
fn kinds_of_holidays_are_told_apart() {
    let code = |y, m, d| holiday(date(y, m, d)).unwrap().code;
    assert_eq!(code(2026, 9, 22), "between");
    assert_eq!(code(2026, 5, 6), "substitute");
    assert_eq!(code(2027, 3, 21), "vernal_equinox");
    assert!(!holiday(date(2027, 3, 22)).unwrap().computed, "announced");
    assert!(holiday(date(2028, 3, 20)).unwrap().computed, "not announced yet");
    assert!(!holiday(date(2028, 11, 3)).unwrap().computed);
    // 2032: 敬老の日 on the 20th, 秋分の日 on the 22nd, so the 21st is 国民の休日, by computation.
    let between = holiday(date(2032, 9, 21)).unwrap();
    assert_eq!((between.code, between.computed), ("between", true));
    assert_eq!(closed(date(2026, 12, 29)), Some(Closed::YearEnd));
    assert_eq!(closed(date(2026, 12, 28)), None);
    assert_eq!(closed(date(2027, 1, 4)), None);
    // Beyond the formula no equinox is made up.
    assert!(holidays_of(2150).iter().all(|(_, h)| !h.code.ends_with("_equinox")));
}

#[test]
fn office_days_are_counted_over_holidays() {
    // Golden Week of 2026: 5-02 Saturday to 5-06 振替休日.
    assert_eq!(office_day_by(date(2026, 5, 6)), date(2026, 5, 1));
    assert_eq!(office_days_from(date(2026, 5, 7), 1), date(2026, 5, 1));
    assert_eq!(office_days_from(date(2026, 5, 1), -1), date(2026, 5, 7));
    assert_eq!(office_days_between(date(2026, 5, 1), date(2026, 5, 8)), 2);
    assert_eq!(office_days_between(date(2026, 12, 28), date(2027, 1, 4)), 1);
    assert_eq!(office_days_between(date(2027, 1, 4), date(2026, 12, 28)), 0);
}

fn any_day() -> impl Strategy<Value = Date> {
    (2022i16..2100, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| date(y, m, d))
}

/// Another reader of calendar files: names with their values, unfolded and unescaped.
fn fields(text: &str) -> Vec<(String, String)> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "{line}");
        match line.strip_prefix(' ') {
            Some(rest) => lines.last_mut().unwrap().push_str(rest),
            None => lines.push(line.to_owned()),
        }
    }
    assert_eq!(lines.pop().as_deref(), Some(""), "the last line ends as well");
    lines
        .iter()
        .map(|line| {
            let (name, value) = line.split_once(':').unwrap();
            let mut out = String::new();
            let mut escape = false;
            for c in value.chars() {
                match (escape, c) {
                    (false, '\\') => escape = true,
                    (true, 'n') => {
                        out.push('\n');
                        escape = false;
                    }
                    (_, c) => {
                        out.push(c);
                        escape = false;
                    }
                }
            }
            (name.to_owned(), out)
        })
        .collect()
}

proptest! {
    #[test]
    fn counting_back_and_on_comes_home(day in any_day(), count in 0i32..200) {
        let start = office_day_by(day);
        let back = office_days_from(start, count);
        prop_assert_eq!(closed(back), None);
        prop_assert_eq!(office_days_from(back, -count), start);
        prop_assert_eq!(office_days_between(back, start), count.unsigned_abs());
    }

    #[test]
    fn no_sunday_holiday_goes_without_a_substitute(day in any_day()) {
        let code = holiday(day).map(|h| h.code);
        if day.weekday() == jiff::civil::Weekday::Sunday && code.is_some() {
            let mut next = day;
            while holiday(next).is_some_and(|h| h.code != "substitute") {
                next = next.tomorrow().unwrap();
            }
            prop_assert_eq!(holiday(next).map(|h| h.code), Some("substitute"));
        }
    }

    #[test]
    fn a_calendar_is_read_as_it_was_meant(
        events in prop::collection::vec(
            ("[ -~]{1,90}", any_day(), "\\PC{0,120}", "[\\PC\n\r;,\\\\]{0,120}"), 0..4),
        name in "\\PC{0,60}",
    ) {
        let events: Vec<Event> = events
            .into_iter()
            .map(|(uid, day, summary, description)| Event {
                uid: plain(&uid),
                day,
                summary: plain(&summary),
                description: plain(&description),
            })
            .collect();
        let now: Timestamp = "2026-11-25T01:02:03Z".parse().unwrap();
        let text = write(&name, &events, now);
        prop_assert_eq!(&text, &write(&name, &events, now));
        let again = read(&text);
        prop_assert_eq!(again.as_ref(), Some(&events));
        let found = fields(&text);
        let all = |wanted: &str| -> Vec<String> {
            found.iter().filter(|(n, _)| n == wanted).map(|(_, v)| v.clone()).collect()
        };
        let summaries: Vec<String> = events.iter().map(|e| e.summary.clone()).collect();
        prop_assert_eq!(all("SUMMARY"), summaries);
        prop_assert_eq!(all("DTSTAMP").len(), events.len());
        prop_assert!(found.iter().all(|(n, _)| n != "METHOD"));
    }
}

#[test]
fn a_calendar_file_looks_like_this() {
    let event = Event {
        uid: "1@shirube".to_owned(),
        day: date(2027, 3, 31),
        summary: "公表・提出：試しの計画、その1; その2".to_owned(),
        description: "だれが：県, 市\n急ぐ".to_owned(),
    };
    let text = write("計画", &[event], "2026-11-25T01:02:03Z".parse().unwrap());
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "BEGIN:VCALENDAR");
    assert!(lines.contains(&"DTSTAMP:20261125T010203Z"));
    assert!(lines.contains(&"DTSTART;VALUE=DATE:20270331"));
    assert!(lines.contains(&"DTEND;VALUE=DATE:20270401"));
    assert!(lines.contains(&"DESCRIPTION:だれが：県\\, 市\\n急ぐ"));
    assert_eq!(read("nonsense"), None);
}
