//! Growth over several years: the yearly rate, and targets at equal steps.

use rust_decimal::Decimal;

use super::Absent;
use super::ratio::round;
use crate::fiscal_year::FiscalYear;

/// Hundredths of a percent in one.
const STEPS: i64 = 10_000;

/// The yearly growth in percent that leads from `baseline` to `last` in so many years, rounded
/// half up to two places. Found by halving, with exact multiplications: the same on every machine.
///
/// # Errors
/// A baseline that is not positive, a negative last value, no years, or too large a number.
pub fn annual_growth(baseline: Decimal, last: Decimal, years: u32) -> Result<Decimal, Absent> {
    if baseline <= Decimal::ZERO {
        return Err(Absent::BaselineNotPositive);
    }
    if last.is_sign_negative() && !last.is_zero() {
        return Err(Absent::TargetNegative);
    }
    if years == 0 {
        return Err(Absent::NoYearsBetween);
    }
    // Twice the steps, less one half step: the largest rate that still rounds to `low`.
    let (mut low, mut high) = (-STEPS, highest(baseline, last)?);
    while low < high {
        let middle = low + (high - low + 1) / 2;
        let lower_edge = Decimal::from(2 * (STEPS + middle) - 1) / Decimal::from(2 * STEPS);
        if grown(baseline, lower_edge, years).is_some_and(|value| value <= last) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    Ok((Decimal::from(low) / Decimal::ONE_HUNDRED).normalize())
}

/// A rate that is surely not too low: all of the growth in one year.
fn highest(baseline: Decimal, last: Decimal) -> Result<i64, Absent> {
    let whole = last.checked_div(baseline).ok_or(Absent::TooLarge)?.ceil();
    let steps = whole.checked_mul(Decimal::from(STEPS)).ok_or(Absent::TooLarge)?;
    i64::try_from(steps).ok().filter(|steps| *steps < i64::MAX / 4).ok_or(Absent::TooLarge)
}

/// `baseline` after so many years at that factor; `None` where it is too large.
fn grown(baseline: Decimal, factor: Decimal, years: u32) -> Option<Decimal> {
    (0..years).try_fold(baseline, |value, _| value.checked_mul(factor))
}

/// The values of the years after `from` up to `to` when the way between the two values is cut
/// into equal steps, rounded to as many places as they themselves have; the last is `last` itself.
/// None where `to` is not after `from`, or where a number is too large.
pub fn evenly(
    (from, baseline): (FiscalYear, Decimal),
    (to, last): (FiscalYear, Decimal),
) -> Vec<(FiscalYear, Decimal)> {
    let places = baseline.normalize().scale().max(last.normalize().scale());
    let steps = i64::from(to.year()) - i64::from(from.year());
    let values = (1..=steps).map(|step| {
        let year = FiscalYear::new(i64::from(from.year()) + step).ok()?;
        if step == steps {
            return Some((year, last));
        }
        let way = last.checked_sub(baseline)?.checked_mul(Decimal::from(step))?;
        let value = baseline.checked_add(way.checked_div(Decimal::from(steps))?)?;
        Some((year, round(value, places)))
    });
    values.collect::<Option<_>>().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn year(year: i64) -> FiscalYear {
        FiscalYear::new(year).unwrap()
    }

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn the_yearly_rate_is_the_one_of_the_textbook() {
        for (baseline, last, years, expected) in [
            ("100", "121", 2, "10"),
            ("100", "100", 5, "0"),
            ("48200", "58000", 6, "3.13"),
            ("100", "50", 1, "-50"),
            ("100", "0", 3, "-100"),
            ("0.001", "1", 3, "900"),
            ("3", "2", 7, "-5.63"),
        ] {
            let found = annual_growth(decimal(baseline), decimal(last), years).unwrap();
            assert_eq!(found, decimal(expected), "{baseline} → {last} in {years}");
        }
        let tiny = decimal("0.0000000000000000000000000001");
        assert_eq!(annual_growth(tiny, Decimal::MAX, 1), Err(Absent::TooLarge));
    }

    #[test]
    fn equal_steps_end_at_the_last_target() {
        let found = evenly((year(2025), decimal("100")), (year(2028), decimal("110")));
        let values: Vec<String> = found.iter().map(|(_, value)| value.to_string()).collect();
        assert_eq!(values, ["103", "107", "110"]);
        assert_eq!(found.first().map(|(year, _)| year.year()), Some(2026));
        assert!(evenly((year(2028), decimal("1")), (year(2028), decimal("2"))).is_empty());
    }

    proptest! {
        /// The rate, compounded, lies on the last value as closely as two places allow.
        #[test]
        fn the_rate_leads_to_the_last_value(
            baseline in 1_i64..10_000_000, last in 0_i64..10_000_000, years in 1_u32..20,
        ) {
            let (start, end) = (Decimal::from(baseline), Decimal::from(last));
            let rate = annual_growth(start, end, years).unwrap();
            let half = decimal("0.00005");
            let factor = Decimal::ONE + rate / Decimal::ONE_HUNDRED;
            prop_assert!(grown(start, (factor - half).max(Decimal::ZERO), years).unwrap() <= end);
            prop_assert!(grown(start, factor + half, years).unwrap() > end);
        }

        /// Steps are monotone, as many as years, and inside the two ends.
        #[test]
        fn steps_are_monotone(
            baseline in -1_000_000_i64..1_000_000, last in -1_000_000_i64..1_000_000, n in 1_i64..40,
        ) {
            let (start, end) = (Decimal::new(baseline, 1), Decimal::new(last, 2));
            let found = evenly((year(2000), start), (year(2000 + n), end));
            prop_assert_eq!(found.len() as i64, n);
            prop_assert_eq!(found.last().map(|(_, value)| *value), Some(end));
            let mut all = vec![start];
            all.extend(found.iter().map(|(_, value)| *value));
            let ordered = all.windows(2).all(|pair| if end >= start {
                pair[0] <= pair[1]
            } else {
                pair[0] >= pair[1]
            });
            prop_assert!(ordered);
        }
    }
}
