//! Concentration: how much of a prefecture's money the largest firms carry.

use crate::hubs::portion::Portion;

/// The tops whose share is told.
pub const TOPS: [usize; 5] = [1, 5, 10, 20, 50];
/// At most so many points of a Lorenz curve, besides its start.
const POINTS: usize = 100;

/// How a quantity is spread over the firms that have one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Concentration {
    /// How many firms have a figure that is not negative.
    pub firms: usize,
    /// Their sum, yen.
    pub sum: i128,
    /// The share of the largest of [`TOPS`], for as many of them as there are firms.
    pub tops: Vec<(usize, Portion)>,
    /// Herfindahl index: the sum of the squared shares, from 1 ÷ firms to 1.
    pub herfindahl: Option<Portion>,
    /// Gini coefficient: 0 where all are equal.
    pub gini: Option<Portion>,
    /// Lorenz curve, smallest firms first: share of the firms, share of the sum; from (0, 0).
    pub lorenz: Vec<(Portion, Portion)>,
}

impl Concentration {
    /// Of figures in any order. Negative ones are no part of it; without a sum above zero there
    /// are no shares.
    pub fn of(figures: impl IntoIterator<Item = i64>) -> Self {
        let mut figures: Vec<i64> = figures.into_iter().filter(|figure| *figure >= 0).collect();
        figures.sort_unstable();
        let sum: i128 = figures.iter().map(|figure| i128::from(*figure)).sum();
        let firms = figures.len();
        if sum == 0 {
            return Self { firms, ..Self::default() };
        }
        let share = |part: i128| Portion::of(part, sum);
        let tops = TOPS.into_iter().filter(|top| *top <= firms).filter_map(|top| {
            let largest = figures[firms - top..].iter().map(|figure| i128::from(*figure)).sum();
            Some((top, share(largest)?))
        });
        Self {
            firms,
            sum,
            tops: tops.collect(),
            herfindahl: herfindahl(&figures, sum),
            gini: gini(&figures, sum),
            lorenz: lorenz(&figures, sum),
        }
    }
}

fn herfindahl(figures: &[i64], sum: i128) -> Option<Portion> {
    let square = |figure: &i64| u128::from(figure.unsigned_abs()).pow(2);
    let squares = figures.iter().map(square).try_fold(0, u128::checked_add)?;
    quotient(squares, sum.unsigned_abs().checked_pow(2)?)
}

/// `part ÷ whole` with twelve places, rounded half up, digit by digit: the product with the scale
/// would be too large for a number.
fn quotient(part: u128, whole: u128) -> Option<Portion> {
    let (mut parts, mut rest) = (part / whole, part % whole);
    for _ in 0..12 {
        rest = rest.checked_mul(10)?;
        parts = parts.checked_mul(10)? + rest / whole;
        rest %= whole;
    }
    let parts = if rest >= whole - rest { parts + 1 } else { parts };
    i64::try_from(parts).ok().map(Portion)
}

/// (2 Σ i·xᵢ − (n + 1) Σ x) ÷ (n Σ x), with x in ascending order and i from 1.
fn gini(figures: &[i64], sum: i128) -> Option<Portion> {
    let n = figures.len() as i128;
    let ranked = (1i128..)
        .zip(figures)
        .try_fold(0i128, |all, (i, figure)| all.checked_add(i.checked_mul((*figure).into())?))?;
    let over = ranked.checked_mul(2)?.checked_sub((n + 1).checked_mul(sum)?)?;
    Portion::of(over, n.checked_mul(sum)?)
}

fn lorenz(figures: &[i64], sum: i128) -> Vec<(Portion, Portion)> {
    let n = figures.len();
    let step = n.div_ceil(POINTS).max(1);
    let mut points = vec![(Portion(0), Portion(0))];
    let mut below = 0i128;
    for (at, figure) in (1..).zip(figures) {
        below += i128::from(*figure);
        if at % step == 0 || at == n {
            let firms = Portion::of(at as i128, n as i128);
            points.extend(firms.zip(Portion::of(below, sum)));
        }
    }
    points
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn equal_firms_are_not_concentrated_and_one_firm_is_all() {
        let equal = Concentration::of([25; 4]);
        assert_eq!(equal.herfindahl.unwrap().to_string(), "0.250000000000");
        assert_eq!(equal.gini, Some(Portion(0)));
        assert_eq!(equal.tops, [(1, Portion(250_000_000_000))]);
        let one = Concentration::of([7, -3]);
        assert_eq!(
            (one.firms, one.herfindahl.unwrap().to_string().as_str()),
            (1, "1.000000000000")
        );
        let none = Concentration::of([0, 0]);
        assert_eq!((none.firms, none.herfindahl, none.gini), (2, None, None));
    }

    proptest! {
        #[test]
        fn it_is_what_the_definitions_say(
            figures in prop::collection::vec(0_i64..1_000_000_000_000, 1..120)
        ) {
            let found = Concentration::of(figures.clone());
            let sum: f64 = figures.iter().map(|f| *f as f64).sum();
            prop_assume!(sum > 0.0);
            let n = figures.len() as f64;
            let number = |portion: Portion| portion.0 as f64 / 1e12;
            let squares: f64 = figures.iter().map(|f| (*f as f64 / sum).powi(2)).sum();
            prop_assert!((number(found.herfindahl.unwrap()) - squares).abs() < 1e-9);
            let mut pairs = 0.0;
            for a in &figures {
                for b in &figures {
                    pairs += (a - b).abs() as f64;
                }
            }
            let gini = pairs / (2.0 * n * sum);
            prop_assert!((number(found.gini.unwrap()) - gini).abs() < 1e-9);
            let mut descending = figures.clone();
            descending.sort_unstable_by(|a, b| b.cmp(a));
            for (top, share) in &found.tops {
                let top: f64 = descending.iter().take(*top).map(|f| *f as f64).sum();
                prop_assert!((number(*share) - top / sum).abs() < 1e-9);
            }
            let last = *found.lorenz.last().unwrap();
            prop_assert_eq!(last, (Portion(1_000_000_000_000), Portion(1_000_000_000_000)));
        }

        #[test]
        fn a_unit_changes_nothing(
            figures in prop::collection::vec(0_i64..1_000_000_000, 1..60)
        ) {
            let thousand = Concentration::of(figures.iter().map(|f| f * 1000));
            let found = Concentration::of(figures);
            prop_assert_eq!((found.tops, found.herfindahl, found.gini, found.lorenz),
                (thousand.tops, thousand.herfindahl, thousand.gini, thousand.lorenz));
        }
    }
}
