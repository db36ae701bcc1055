//! A portion: a decimal with twelve places, exact, for thresholds, growth and shares.

use std::fmt;

/// How many parts of a whole a [`Portion`] counts.
pub const WHOLE: i64 = 1_000_000_000_000;

/// A decimal with twelve places, as whole trillionths: `0.001` is 1,000,000,000.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Portion(pub i64);

/// A text that is no decimal with at most twelve places, or one past nine million.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a decimal with at most twelve places")]
pub struct NotAPortion;

impl Portion {
    /// Reads `0.001`, `0.1%`, `-12.5 %`.
    ///
    /// # Errors
    /// Anything that is no decimal, has more than twelve places, or is out of range.
    pub fn parse(text: &str) -> Result<Self, NotAPortion> {
        let text = text.trim();
        let (number, hundredths) = match text.strip_suffix(['%', '％']) {
            Some(number) => (number.trim_end(), true),
            None => (text, false),
        };
        let (negative, number) = match number.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, number.strip_prefix('+').unwrap_or(number)),
        };
        let (whole, places) = number.split_once('.').unwrap_or((number, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let longest = if hundredths { 10 } else { 12 };
        if whole.is_empty() || whole.len() > 9 || !digits(whole) || !digits(places) {
            return Err(NotAPortion);
        }
        if places.len() > longest || (number.contains('.') && places.is_empty()) {
            return Err(NotAPortion);
        }
        let parts = format!("{whole}{places:0<12}").parse::<i128>().map_err(|_| NotAPortion)?;
        let parts = if hundredths { parts / 100 } else { parts };
        let parts = i64::try_from(parts).map_err(|_| NotAPortion)?;
        Ok(Self(if negative { -parts } else { parts }))
    }

    /// The ratio of two whole numbers, rounded half up (away from zero); `None` when the divisor
    /// is not positive or the ratio is out of range.
    pub fn of(part: i128, whole: i128) -> Option<Self> {
        if whole <= 0 {
            return None;
        }
        let scaled = part.checked_abs()?.checked_mul(i128::from(WHOLE) * 2)?.checked_add(whole)?;
        let parts = i64::try_from(scaled / (2 * whole)).ok()?;
        Some(Self(if part < 0 { -parts } else { parts }))
    }

    /// The smallest whole number that is at least this portion of `whole`; never below 0.
    pub fn least_of(self, whole: i64) -> i64 {
        let parts = i128::from(self.0.max(0)) * i128::from(whole.max(0));
        let least = (parts + i128::from(WHOLE) - 1) / i128::from(WHOLE);
        i64::try_from(least).unwrap_or(i64::MAX)
    }
}

impl fmt::Display for Portion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let parts = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:012}", parts / WHOLE as u64, parts % WHOLE as u64)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn decimals_and_percents_are_read() {
        for (text, shown) in [
            ("0.001", "0.001000000000"),
            ("0.1%", "0.001000000000"),
            ("-12.5 %", "-0.125000000000"),
            ("1", "1.000000000000"),
            ("+0.000000000001", "0.000000000001"),
            ("5％", "0.050000000000"),
        ] {
            assert_eq!(Portion::parse(text).unwrap().to_string(), shown, "{text}");
        }
        for text in
            ["", ".", "1.", ".5", "1e3", "0.0000000000001", "99999999999", "x", "--1", "1,5"]
        {
            assert!(Portion::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_ratio_is_rounded_half_up() {
        assert_eq!(Portion::of(1, 3).unwrap().to_string(), "0.333333333333");
        assert_eq!(Portion::of(2, 3).unwrap().to_string(), "0.666666666667");
        assert_eq!(Portion::of(-2, 3).unwrap().to_string(), "-0.666666666667");
        assert_eq!(Portion::of(1, 0), None);
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_again(parts in any::<i64>().prop_filter("abs", |p| *p != i64::MIN)) {
            prop_assert_eq!(Portion::parse(&Portion(parts).to_string()), Ok(Portion(parts)));
        }

        #[test]
        fn the_least_whole_number_reaches_the_threshold(
            parts in 0..=WHOLE, whole in 1_i64..=1_000_000_000_000_000, n in 0_i64..=1_000_000_000_000_000
        ) {
            let reached = i128::from(n) * i128::from(WHOLE) >= i128::from(parts) * i128::from(whole);
            prop_assert_eq!(n >= Portion(parts).least_of(whole), reached);
        }
    }
}
