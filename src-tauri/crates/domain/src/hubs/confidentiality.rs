//! 取扱区分: who may see a figure, and for whom a list is made.

use crate::hubs::portion::Portion;

/// Who may see a figure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidentiality {
    /// 公開: anybody.
    Public,
    /// 庁内: the office. What nobody has said anything of is internal.
    #[default]
    Internal,
    /// 秘: the office, and it leaves it in no form.
    Confidential,
}

impl Confidentiality {
    /// All of them, the most open first.
    pub const ALL: [Self; 3] = [Self::Public, Self::Internal, Self::Confidential];

    /// The name in JSON and in the text catalogue (`confidentiality.<name>`).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Internal => "internal",
            Self::Confidential => "confidential",
        }
    }

    /// The level of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == name)
    }

    /// The level of that number, as it is kept in two bits.
    pub fn from_bits(bits: u8) -> Self {
        match bits & 3 {
            0 => Self::Public,
            1 => Self::Internal,
            _ => Self::Confidential,
        }
    }
}

/// For whom a list or a plot is made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Audience {
    /// The office itself.
    #[default]
    Internal,
    /// Firms: what is internal is shown as a band.
    Firms,
    /// Everybody: only what is public.
    Publication,
}

impl Audience {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Internal, Self::Firms, Self::Publication];

    /// The name in JSON and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Firms => "firms",
            Self::Publication => "publication",
        }
    }

    /// The audience of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|audience| audience.as_str() == name)
    }

    /// How a figure of that level is shown to this audience.
    pub fn sees(self, level: Confidentiality) -> Shown {
        use Confidentiality::{Confidential, Internal, Public};
        match (self, level) {
            (Self::Internal, _) | (_, Public) => Shown::Exact,
            (Self::Firms, Internal) => Shown::Band,
            (Self::Firms, Confidential) | (Self::Publication, _) => Shown::Nothing,
        }
    }
}

/// How much of a figure is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shown {
    /// The number.
    Exact,
    /// Between which powers of ten it lies.
    Band,
    /// Nothing: the firm is left out.
    Nothing,
}

/// Fewer firms than this in a group, and its sums would tell of a single firm.
pub const FEWEST_IN_GROUP: usize = 3;

/// The powers of ten between which a degree lies, from inclusive, to exclusive (but 1 itself).
pub fn degree_band(degree: Portion) -> (Portion, Portion) {
    let mut from = crate::hubs::portion::WHOLE / 10;
    if degree.0 <= 0 {
        return (Portion(0), Portion(0));
    }
    while from > degree.0 && from > 1 {
        from /= 10;
    }
    (Portion(from), Portion(from.saturating_mul(10)))
}

/// The powers of ten between which an amount lies; `(0, 0)` for one that is not positive.
pub fn amount_band(amount: i64) -> (i64, i64) {
    if amount <= 0 {
        return (0, 0);
    }
    let mut from = 1;
    while amount / from >= 10 {
        from *= 10;
    }
    (from, from.saturating_mul(10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_holds_what_lies_in_it() {
        for parts in [1, 9, 10, 123_456, 99_999_999_999, 100_000_000_000, 1_000_000_000_000] {
            let (from, to) = degree_band(Portion(parts));
            assert!(from.0 <= parts && parts <= to.0, "{parts}: {from} {to}");
        }
        assert_eq!(amount_band(999), (100, 1_000));
        assert_eq!(amount_band(1_000), (1_000, 10_000));
        assert_eq!(amount_band(-5), (0, 0));
        assert_eq!(amount_band(i64::MAX).0, 1_000_000_000_000_000_000);
    }

    #[test]
    fn only_the_office_sees_everything() {
        for level in Confidentiality::ALL {
            assert_eq!(Audience::Internal.sees(level), Shown::Exact);
            assert_eq!(Confidentiality::from_bits(level as u8), level);
        }
        assert_eq!(Audience::Firms.sees(Confidentiality::Internal), Shown::Band);
        assert_eq!(Audience::Publication.sees(Confidentiality::Internal), Shown::Nothing);
    }
}
