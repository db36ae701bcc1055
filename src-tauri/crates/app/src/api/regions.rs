//! Requests and responses about a prefecture's sums: concentration and industries.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which concentration or which industries.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct RegionRequest {
    /// Two digits.
    pub prefecture: String,
    /// The fiscal year.
    pub year: i64,
    /// As in a ranking.
    #[ts(optional)]
    pub basis: Option<String>,
    /// The year that is compared with; the year before if not given.
    #[ts(optional)]
    pub earlier_year: Option<i64>,
    /// Concentration of each group: `industry` (by division) or `municipality`.
    #[ts(optional)]
    pub by: Option<String>,
    /// For whom: `internal` (the default), `firms` or `publication`.
    #[serde(rename = "for")]
    #[ts(optional)]
    pub audience: Option<String>,
}

/// The share of the largest firms.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TopShare {
    /// How many firms.
    pub top: u64,
    /// Twelve places.
    pub share: String,
}

/// A point of a Lorenz curve.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LorenzPoint {
    /// The share of the firms, the smallest first; twelve places.
    pub firms: String,
    /// Their share of the sum; twelve places.
    pub share: String,
}

/// How a figure is spread over the firms.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConcentrationView {
    /// How many firms have a figure that is not negative.
    pub firms: u64,
    /// Their sum, yen, as decimal digits.
    pub sum: String,
    /// The shares of the largest 1, 5, 10, 20 and 50, as far as there are so many.
    pub tops: Vec<TopShare>,
    /// Herfindahl index, twelve places.
    pub herfindahl: Option<String>,
    /// Gini coefficient, twelve places.
    pub gini: Option<String>,
    /// The Lorenz curve from (0, 0) to (1, 1); of groups it is left out.
    pub lorenz: Vec<LorenzPoint>,
}

/// The concentration of both figures.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BothConcentrations {
    /// 域外販売額
    pub out_of_region_sales: ConcentrationView,
    /// 域内仕入額
    pub in_region_purchases: ConcentrationView,
}

/// The concentration of a group of firms.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GroupConcentration {
    /// The division or municipality; empty where it is not known.
    pub code: String,
    /// Its name.
    pub name: Option<String>,
    /// How many firms.
    pub firms: u64,
    /// This year.
    pub now: BothConcentrations,
    /// The earlier year.
    pub earlier: BothConcentrations,
}

/// How concentrated a prefecture's money is.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Concentrations {
    /// The fiscal year.
    pub year: i16,
    /// The year that it is compared with.
    pub earlier_year: i16,
    /// This year.
    pub now: BothConcentrations,
    /// The earlier year.
    pub earlier: BothConcentrations,
    /// Group by group.
    pub groups: Vec<GroupConcentration>,
    /// How many groups are left out, because they have fewer than three firms and it is not for
    /// the office.
    pub withheld: u64,
    /// What it is worked out from, in words.
    pub computed_from: String,
}

/// An industry of the registered firms.
#[derive(Debug, Clone, Serialize, TS)]
pub struct IndustryView {
    /// JSIC division; empty where it is not known.
    pub code: String,
    /// Its name.
    pub name: Option<String>,
    /// Its section's letter.
    pub section: Option<String>,
    /// How many firms.
    pub firms: u64,
    /// 売上額 in yen of those that state it, as decimal digits.
    pub sales: String,
    /// How many do not state it.
    pub without_sales: u64,
    /// 域外販売額 in yen, as decimal digits.
    pub out_of_region_sales: String,
    /// How many do not state it.
    pub without_out_of_region_sales: u64,
    /// 域内仕入額 in yen, as decimal digits.
    pub in_region_purchases: String,
    /// How many do not state it.
    pub without_in_region_purchases: u64,
    /// Its share of the registered firms' 域外販売額, twelve places.
    pub share: Option<String>,
    /// Its 域外販売額 as a share of the prefecture's, where a statistic is known; twelve places.
    pub share_of_prefecture: Option<String>,
    /// Growth of sales of the firms that state both years, twelve places.
    pub growth: Option<String>,
    /// How many firms state both years.
    pub firms_compared: u64,
}

/// The industries of a prefecture.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Industries {
    /// The fiscal year.
    pub year: i16,
    /// The year that growth is counted from.
    pub earlier_year: i16,
    /// By 域外販売額, largest first; without a known division last.
    pub industries: Vec<IndustryView>,
    /// How many industries are left out, because they have fewer than three firms and it is not
    /// for the office.
    pub withheld: u64,
    /// What it is worked out from, in words.
    pub computed_from: String,
}
