//! A share kept as it is: numerator and denominator, rounded only to be shown.

use rust_decimal::{Decimal, RoundingStrategy};

/// A ratio of two decimals with a positive denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratio {
    numerator: Decimal,
    denominator: Decimal,
}

impl Ratio {
    /// `numerator` ÷ `denominator`; `None` unless the denominator is positive.
    pub fn new(numerator: Decimal, denominator: Decimal) -> Option<Self> {
        (denominator > Decimal::ZERO).then_some(Self { numerator, denominator })
    }

    /// What stands above the line.
    pub fn numerator(self) -> Decimal {
        self.numerator
    }

    /// What stands below the line.
    pub fn denominator(self) -> Decimal {
        self.denominator
    }

    /// The ratio in percent with so many places, rounded half away from zero and without
    /// trailing zeros; `None` where it is too large.
    pub fn percent(self, places: u32) -> Option<Decimal> {
        let hundredfold = self.numerator.checked_mul(Decimal::ONE_HUNDRED)?;
        let percent = hundredfold.checked_div(self.denominator)?;
        Some(round(percent, places))
    }
}

/// Rounds half away from zero, as people do it by hand, without trailing zeros.
pub(crate) fn round(value: Decimal, places: u32) -> Decimal {
    value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero).normalize()
}
