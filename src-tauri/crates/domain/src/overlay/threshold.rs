//! A threshold: numbers that a plan must reach, all of them or any.

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use super::metric::Metric;
use crate::catalogue::Needed;

/// How the number found is compared with the number wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparator {
    /// 以上
    Ge,
    /// より大きい
    Gt,
    /// 以下
    Le,
    /// 未満
    Lt,
    /// ちょうど
    Eq,
}

impl Comparator {
    /// Every comparator, by its name in a file.
    pub const ALL: [(&'static str, Self); 5] =
        [("ge", Self::Ge), ("gt", Self::Gt), ("le", Self::Le), ("lt", Self::Lt), ("eq", Self::Eq)];

    /// The name in a file and in the text catalogue (`comparator.<name>`).
    pub fn name(self) -> &'static str {
        Self::ALL.into_iter().find(|(_, one)| *one == self).map_or("", |(name, _)| name)
    }

    /// Whether `found` compares with `wanted` in this way.
    pub fn holds(self, found: Decimal, wanted: Decimal) -> bool {
        match self {
            Self::Ge => found >= wanted,
            Self::Gt => found > wanted,
            Self::Le => found <= wanted,
            Self::Lt => found < wanted,
            Self::Eq => found == wanted,
        }
    }
}

/// What growth is counted from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StartsFrom {
    /// The baseline of the indicator.
    #[default]
    BaselineYear,
    /// The target of the first year that has one.
    FirstTarget,
}

impl StartsFrom {
    /// Both, by their names in a file.
    pub const ALL: [(&'static str, Self); 2] =
        [("baseline_year", Self::BaselineYear), ("first_target", Self::FirstTarget)];
}

/// One number that is wanted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// Which number.
    #[serde(serialize_with = "as_text")]
    pub metric: Metric,
    /// Which of several indicators of a head, by its name; the first, if absent.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub indicator: String,
    /// How it is compared.
    pub comparator: Comparator,
    /// With what.
    #[serde(serialize_with = "as_decimal")]
    pub value: Decimal,
    /// In which unit; empty where the number has none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// What growth is counted from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<StartsFrom>,
}

/// Numbers that a requirement asks for beyond its own rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Threshold {
    /// The requirement.
    pub requirement: String,
    /// Whether all parts are needed, or one.
    pub needed: Needed,
    /// The parts, never none.
    pub parts: Vec<Part>,
}

impl Serialize for Threshold {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("requirement", &self.requirement)?;
        let list = if self.needed == Needed::All { "all_of" } else { "any_of" };
        map.serialize_entry(list, &self.parts)?;
        map.end()
    }
}

fn as_text<S: Serializer>(metric: &Metric, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&metric.to_text())
}

fn as_decimal<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&super::plain(*value))
}

/// A value in the base unit of its kind: money in yen, anything else as it is; `None` where it
/// grows past what a number can hold.
pub(crate) fn in_base_unit(value: Decimal, unit: &str) -> Option<Decimal> {
    let factor = match unit {
        "thousand_yen" => 1_000,
        "million_yen" => 1_000_000,
        "hundred_million_yen" => 100_000_000,
        _ => 1,
    };
    value.checked_mul(Decimal::from(factor))
}
