//! Spans of days: what they leave open, where they lie over one another, which months they touch.

use jiff::ToSpan;
use jiff::civil::Date;

/// The first and the last day, both inclusive.
pub type Span = (Date, Date);

/// The days from `start` to `end` that no span covers, as spans of their own.
pub fn holes(spans: &[Span], start: Date, end: Date) -> Vec<Span> {
    let mut spans = spans.to_vec();
    spans.sort();
    let mut holes = Vec::new();
    // The first day that is not yet known to be covered; none once the end of time is covered.
    let mut open = Some(start);
    for (first, last) in spans {
        let Some(day) = open.filter(|day| *day <= end) else { break };
        if first > day {
            let before = first.checked_sub(1.day()).unwrap_or(first).min(end);
            holes.push((day, before));
        }
        if last >= day {
            open = last.checked_add(1.day()).ok();
        }
    }
    if let Some(day) = open.filter(|day| *day <= end) {
        holes.push((day, end));
    }
    holes
}

/// The days that at least two of the spans cover, as spans of their own.
pub fn overlaps(spans: &[Span]) -> Vec<Span> {
    let mut spans = spans.to_vec();
    spans.sort();
    let mut found: Vec<Span> = Vec::new();
    // The last day that an earlier span covers.
    let mut covered: Option<Date> = None;
    for (first, last) in spans {
        if let Some(until) = covered.filter(|until| *until >= first) {
            let over = (first, last.min(until));
            match found.last_mut() {
                Some(before) if touches(before.1, over.0) => before.1 = before.1.max(over.1),
                _ => found.push(over),
            }
        }
        covered = Some(covered.map_or(last, |until| until.max(last)));
    }
    found
}

/// Whether `next` lies inside what ends with `last`, or on the day after.
fn touches(last: Date, next: Date) -> bool {
    last.checked_add(1.day()).map_or(true, |after| next <= after)
}

/// The first days of all months that a span touches.
pub fn months((first, last): Span) -> Vec<Date> {
    let count = (i32::from(last.year()) - i32::from(first.year())) * 12 + i32::from(last.month())
        - i32::from(first.month());
    let month = |n: i32| first.first_of_month().checked_add(n.months()).ok();
    (0..=count).filter_map(month).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn holes_are_found_by_day_and_overlaps_are_fine() {
        let (start, end) = (date(2027, 4, 1), date(2030, 3, 31));
        let spans = [
            (date(2028, 12, 1), date(2031, 1, 1)),
            (date(2027, 1, 1), date(2028, 6, 30)),
            (date(2027, 5, 1), date(2028, 9, 30)),
        ];
        assert_eq!(holes(&spans, start, end), [(date(2028, 10, 1), date(2028, 11, 30))]);
        assert_eq!(overlaps(&spans), [(date(2027, 5, 1), date(2028, 6, 30))]);
        assert_eq!(holes(&[(start, end)], start, end), []);
        assert_eq!(holes(&[], start, end), [(start, end)]);
        let one_day = [(start, date(2028, 1, 1)), (date(2028, 1, 3), end)];
        assert_eq!(holes(&one_day, start, end), [(date(2028, 1, 2), date(2028, 1, 2))]);
        assert_eq!(holes(&[(start, Date::MAX)], start, end), []);
    }

    #[test]
    fn months_are_named_by_their_first_days() {
        let found = months((date(2028, 10, 15), date(2029, 1, 2)));
        assert_eq!(
            found,
            [date(2028, 10, 1), date(2028, 11, 1), date(2028, 12, 1), date(2029, 1, 1)]
        );
        assert_eq!(months((date(2028, 1, 31), date(2028, 1, 31))), [date(2028, 1, 1)]);
    }

    /// Days of a small calendar, so that every day can be looked at.
    fn day(n: i64) -> Date {
        date(2027, 4, 1).checked_add(n.days()).unwrap()
    }

    proptest! {
        /// Day by day: in a hole exactly when no span covers it, in an overlap when two do.
        #[test]
        fn every_day_is_where_it_belongs(
            spans in prop::collection::vec((0_i64..60, 0_i64..20), 0..8), end in 0_i64..60,
        ) {
            let spans: Vec<Span> =
                spans.into_iter().map(|(first, length)| (day(first), day(first + length))).collect();
            let (open, over) = (holes(&spans, day(0), day(end)), overlaps(&spans));
            let within = |all: &[Span], day: Date| all.iter().filter(|s| s.0 <= day && day <= s.1).count();
            for n in 0..100 {
                let covered = within(&spans, day(n));
                prop_assert_eq!(within(&open, day(n)), usize::from(covered == 0 && n <= end));
                prop_assert_eq!(within(&over, day(n)), usize::from(covered >= 2));
            }
        }
    }
}
