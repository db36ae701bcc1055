//! A figure that is a thousand times its neighbours: 円 taken for 千円, or the other way round.

/// A change of this many times from one year to another is no growth but a slip. A slip of units
/// is a thousandfold; a growth or fall of up to three times must not hide it.
pub const SLIP: i64 = 300;

/// Whether the value stands out against the firm's own values of other years: against the
/// nearest one above zero.
pub fn stands_out(year: i64, value: i64, others: &[(i64, i64)]) -> bool {
    let positive = others.iter().filter(|(other, value)| *other != year && *value > 0);
    let nearest = positive.min_by_key(|(other, _)| ((other - year).abs(), *other));
    match nearest {
        Some((_, other)) if value > 0 => {
            let (small, large) = (value.min(*other), value.max(*other));
            large / small >= SLIP
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousandfold_stands_out_and_growth_does_not() {
        assert!(stands_out(2024, 1_200_000, &[(2023, 1_000)]));
        assert!(stands_out(2024, 1_000, &[(2023, 900_000), (2022, 1_000)]));
        assert!(!stands_out(2024, 90_000, &[(2023, 1_000)]));
        assert!(!stands_out(2024, 1_000_000, &[(2024, 1), (2023, 0), (2022, -5)]));
        assert!(!stands_out(2024, 0, &[(2023, 1_000_000)]));
    }
}
