//! Units: how a number that a person reads becomes the base unit that is stored.

use serde::{Deserialize, Serialize};

/// The unit in which a number is written. Money is stored in yen, all else as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// 円
    Yen,
    /// 千円
    ThousandYen,
    /// 万円
    TenThousandYen,
    /// 百万円
    MillionYen,
    /// 億円
    HundredMillionYen,
    /// 人
    Persons,
    /// %
    Percent,
    /// 社
    Companies,
    /// 件
    Items,
    /// No unit, or none stated.
    None,
}

impl Unit {
    /// The units in which money is written, from the smallest.
    pub const MONEY: [Self; 5] = [
        Self::Yen,
        Self::ThousandYen,
        Self::TenThousandYen,
        Self::MillionYen,
        Self::HundredMillionYen,
    ];

    /// How many base units one of this unit is: 円 for money, 1 for everything else.
    pub fn scale(self) -> i64 {
        match self {
            Self::ThousandYen => 1_000,
            Self::TenThousandYen => 10_000,
            Self::MillionYen => 1_000_000,
            Self::HundredMillionYen => 100_000_000,
            _ => 1,
        }
    }

    /// Whether this is a unit of money.
    pub fn is_money(self) -> bool {
        Self::MONEY.contains(&self)
    }

    /// The name in JSON and in the text catalogue (`unit.<name>`).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Yen => "yen",
            Self::ThousandYen => "thousand_yen",
            Self::TenThousandYen => "ten_thousand_yen",
            Self::MillionYen => "million_yen",
            Self::HundredMillionYen => "hundred_million_yen",
            Self::Persons => "persons",
            Self::Percent => "percent",
            Self::Companies => "companies",
            Self::Items => "items",
            Self::None => "none",
        }
    }

    /// The unit of that name, if there is one.
    pub fn parse(name: &str) -> Option<Self> {
        [
            Self::Yen,
            Self::ThousandYen,
            Self::TenThousandYen,
            Self::MillionYen,
            Self::HundredMillionYen,
            Self::Persons,
            Self::Percent,
            Self::Companies,
            Self::Items,
            Self::None,
        ]
        .into_iter()
        .find(|unit| unit.as_str() == name)
    }
}
