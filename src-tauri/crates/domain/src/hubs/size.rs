//! 中小企業, 中堅企業 and larger ones, by capital, employees and industry.
//!
//! 中小企業基本法第2条 for the first; 産業競争力強化法 for the second (up to 2,000 employees and no
//! 中小企業). Which of the four kinds of trade a division is of is read off the division alone.

/// How large a firm is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Size {
    /// 中小企業
    Sme,
    /// 中堅企業
    MidSized,
    /// Larger than that.
    Large,
}

impl Size {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Sme, Self::MidSized, Self::Large];

    /// The name in JSON and in the text catalogue (`size.<name>`).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sme => "sme",
            Self::MidSized => "mid_sized",
            Self::Large => "large",
        }
    }

    /// The size of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.as_str() == name)
    }
}

/// The most capital (yen) and employees of a 中小企業 of that division.
fn bounds(division: Option<u8>) -> [(i64, i64); 2] {
    const MANUFACTURING: (i64, i64) = (300_000_000, 300);
    const WHOLESALE: (i64, i64) = (100_000_000, 100);
    const SERVICE: (i64, i64) = (50_000_000, 100);
    const RETAIL: (i64, i64) = (50_000_000, 50);
    match division {
        Some(50..=55) => [WHOLESALE; 2],
        Some(56..=61 | 76 | 77) => [RETAIL; 2],
        Some(38 | 39 | 70..=75 | 78..=96) => [SERVICE; 2],
        Some(_) => [MANUFACTURING; 2],
        // Unknown: what holds under the widest and the narrowest bound.
        None => [MANUFACTURING, RETAIL],
    }
}

/// A 中小企業 keeps to one of the two bounds; `None` where that is not known.
fn is_sme(capital: Option<i64>, employees: Option<i64>, bound: (i64, i64)) -> Option<bool> {
    let capital = capital.map(|capital| capital <= bound.0);
    let employees = employees.map(|employees| employees <= bound.1);
    match (capital, employees) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    }
}

/// How large a firm is; `None` where what is known of it does not say. `division` is JSIC's
/// 中分類, capital is in yen.
pub fn size(capital: Option<i64>, employees: Option<i64>, division: Option<u8>) -> Option<Size> {
    let [wide, narrow] = bounds(division);
    let sme = is_sme(capital, employees, wide)?;
    if sme != is_sme(capital, employees, narrow)? {
        return None;
    }
    match employees {
        _ if sme => Some(Size::Sme),
        Some(..=2_000) => Some(Size::MidSized),
        Some(_) => Some(Size::Large),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bounds_are_those_of_the_acts() {
        let million = 1_000_000;
        assert_eq!(size(Some(300 * million), Some(900), Some(24)), Some(Size::Sme));
        assert_eq!(size(Some(301 * million), Some(301), Some(24)), Some(Size::MidSized));
        assert_eq!(size(Some(301 * million), Some(2_001), Some(24)), Some(Size::Large));
        assert_eq!(size(Some(60 * million), Some(60), Some(58)), Some(Size::MidSized));
        assert_eq!(size(Some(60 * million), Some(60), Some(50)), Some(Size::Sme));
        assert_eq!(size(None, Some(40), None), Some(Size::Sme));
        assert_eq!(size(None, Some(80), None), None);
        assert_eq!(size(None, None, Some(24)), None);
        assert_eq!(size(Some(301 * million), None, Some(24)), None);
    }
}
