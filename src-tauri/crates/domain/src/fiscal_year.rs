//! 年度: the Japanese fiscal year, 1 April to 31 March, named by the year in which it begins.

use std::fmt;

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

/// A fiscal year from 1900 to 2200.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct FiscalYear(i16);

/// A year outside 1900–2200, which is surely a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the fiscal year {0} is outside 1900 to 2200")]
pub struct YearOutOfRange(pub i64);

impl FiscalYear {
    /// The fiscal year that begins in April of `year`.
    ///
    /// # Errors
    /// A year outside 1900–2200.
    pub fn new(year: i64) -> Result<Self, YearOutOfRange> {
        match i16::try_from(year) {
            Ok(short @ 1900..=2200) => Ok(Self(short)),
            _ => Err(YearOutOfRange(year)),
        }
    }

    /// The fiscal year in which `day` lies, kept inside 1900–2200.
    pub fn of(day: Date) -> Self {
        let year = if day.month() >= 4 { day.year() } else { day.year() - 1 };
        Self(year.clamp(1900, 2200))
    }

    /// The calendar year in which it begins.
    pub fn year(self) -> i16 {
        self.0
    }

    /// 1 April of its first calendar year.
    pub fn first_day(self) -> Date {
        date(self.0, 4, 1)
    }

    /// 31 March of the calendar year after.
    pub fn last_day(self) -> Date {
        date(self.0 + 1, 3, 31)
    }

    /// All fiscal years that the days from `start` to `end` touch, in order; none if reversed.
    pub fn touched(start: Date, end: Date) -> Vec<Self> {
        if end < start {
            return Vec::new();
        }
        (Self::of(start).0..=Self::of(end).0).map(Self).collect()
    }
}

impl TryFrom<i64> for FiscalYear {
    type Error = YearOutOfRange;
    fn try_from(year: i64) -> Result<Self, YearOutOfRange> {
        Self::new(year)
    }
}

impl From<FiscalYear> for i64 {
    fn from(year: FiscalYear) -> i64 {
        i64::from(year.0)
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fiscal_year_runs_from_april_to_march() {
        assert_eq!(FiscalYear::of(date(2027, 3, 31)).to_string(), "2026");
        assert_eq!(FiscalYear::of(date(2027, 4, 1)).to_string(), "2027");
        let years = FiscalYear::touched(date(2027, 4, 1), date(2030, 3, 31));
        assert_eq!(
            years.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["2027", "2028", "2029"]
        );
        assert!(FiscalYear::touched(date(2028, 1, 1), date(2027, 1, 1)).is_empty());
        assert!(FiscalYear::new(20270).is_err());
    }
}
