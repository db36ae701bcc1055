//! Requests and responses about the ranking of firms and its plot.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How much each degree counts.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WeightsView {
    /// Of the connector degree, in parts.
    pub connector: u32,
    /// Of the hub degree, in parts.
    pub hub: u32,
}

/// Which firms of the prefecture; what is left out asks for nothing. Bounds are inclusive.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct RankFilter {
    /// Text in name, kana, address or 法人番号.
    #[ts(optional)]
    pub search: Option<String>,
    /// Six digits each.
    pub municipalities: Vec<String>,
    /// JSIC codes: sections (`E`) or divisions (`09`).
    pub industries: Vec<String>,
    /// `sme`, `mid_sized`, `large`.
    pub sizes: Vec<String>,
    /// Yen.
    #[ts(optional)]
    pub capital_from: Option<i64>,
    /// Yen.
    #[ts(optional)]
    pub capital_to: Option<i64>,
    /// Persons.
    #[ts(optional)]
    pub employees_from: Option<i64>,
    /// Persons.
    #[ts(optional)]
    pub employees_to: Option<i64>,
    /// Growth of sales since the earlier year: `0.1` or `10%`.
    #[ts(optional)]
    pub growth_from: Option<String>,
    /// As above.
    #[ts(optional)]
    pub growth_to: Option<String>,
    /// Exports as a share of sales.
    #[ts(optional)]
    pub export_share_from: Option<String>,
    /// As above.
    #[ts(optional)]
    pub export_share_to: Option<String>,
}

/// The lines that part the plot into quarters: `0.001` or `0.1%`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct Thresholds {
    /// Of the connector degree.
    #[ts(optional)]
    pub connector: Option<String>,
    /// Of the hub degree.
    #[ts(optional)]
    pub hub: Option<String>,
}

/// A rectangle of the plot, inclusive; a side that is not given is open.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct Rectangle {
    /// The least connector degree.
    #[ts(optional)]
    pub connector_from: Option<String>,
    /// The greatest connector degree.
    #[ts(optional)]
    pub connector_to: Option<String>,
    /// The least hub degree.
    #[ts(optional)]
    pub hub_from: Option<String>,
    /// The greatest hub degree.
    #[ts(optional)]
    pub hub_to: Option<String>,
}

/// Which ranking, and which part of it.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct RankRequest {
    /// Two digits.
    pub prefecture: String,
    /// The fiscal year.
    pub year: i64,
    /// `connector` (the default), `hub`, `rank_sum`, `weighted` or `pareto`.
    #[ts(optional)]
    pub by: Option<String>,
    /// For `weighted`; one part each if not given.
    #[ts(optional)]
    pub weights: Option<WeightsView>,
    /// `either` (the default: the head office's figure, or the establishments' where there is
    /// none), `head_office` or `establishment`.
    #[ts(optional)]
    pub basis: Option<String>,
    /// The year that growth is counted from; the year before if not given.
    #[ts(optional)]
    pub earlier_year: Option<i64>,
    /// Which firms.
    pub filter: RankFilter,
    /// The lines between the quarters.
    pub thresholds: Thresholds,
    /// Only firms of these quarters: `both`, `connector`, `hub`, `neither`; all if empty.
    pub quadrants: Vec<String>,
    /// Only firms inside this part of the plot.
    #[ts(optional)]
    pub rectangle: Option<Rectangle>,
    /// For whom: `internal` (the default), `firms` or `publication`.
    #[serde(rename = "for")]
    #[ts(optional)]
    pub audience: Option<String>,
    /// Only the first so many.
    #[ts(optional)]
    pub top: Option<u32>,
    /// So many are left out first.
    #[ts(optional)]
    pub offset: Option<u32>,
}

/// A denominator as it is shown.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DenominatorView {
    /// Whole yen; `null` when none is known.
    pub value: Option<i64>,
    /// The fiscal year that it is of.
    pub year: Option<i16>,
    /// Its source in words.
    pub source: Option<String>,
    /// `statistic` or `registered_sum`.
    pub kind: Option<String>,
}

/// Both denominators.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DenominatorsView {
    /// 都道府県の域外販売額
    pub connector: DenominatorView,
    /// 都道府県の域内仕入額
    pub hub: DenominatorView,
}

/// What else is to be known of a denominator.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct DenominatorDetail {
    /// The total's id; `null` for the registered sum.
    pub id: Option<String>,
    /// `head_office` or `establishment`.
    pub basis: Option<String>,
    /// Whether a person chose it among several sources.
    pub chosen: bool,
    /// How many other sources state the same total.
    pub others: u64,
    /// The sum of the registered firms' figures, yen.
    pub registered_sum: Option<i64>,
    /// Twelve places: how much of the denominator the registered firms make up.
    pub covered: Option<String>,
}

/// The same for both.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct DenominatorDetails {
    /// 都道府県の域外販売額
    pub connector: DenominatorDetail,
    /// 都道府県の域内仕入額
    pub hub: DenominatorDetail,
}

/// Between which numbers something lies, as decimal strings.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BandView {
    /// The least.
    pub from: String,
    /// What is not reached.
    pub to: String,
}

/// A firm in its place of the ranking.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RankedFirm {
    /// From 1; `null` without a number.
    pub rank: Option<u64>,
    /// Its id.
    pub id: String,
    /// 13 digits.
    pub corporate_number: Option<String>,
    /// The name.
    pub name: String,
    /// Twelve places, rounded half up.
    pub connector_degree: Option<String>,
    /// Twelve places, rounded half up.
    pub hub_degree: Option<String>,
    /// Why a degree is absent.
    pub missing: Vec<String>,
    /// What is doubtful.
    pub warnings: Vec<String>,
    /// What is good to know: figures that one import alone states.
    pub notes: Vec<String>,
    /// The place by connector degree among the firms that the filters let through.
    pub connector_rank: Option<u64>,
    /// The place by hub degree.
    pub hub_rank: Option<u64>,
    /// The Pareto front, from 1.
    pub front: Option<u64>,
    /// The sum of both places.
    pub rank_sum: Option<u64>,
    /// The weighted mean of both degrees, twelve places.
    pub score: Option<String>,
    /// 域外販売額, yen.
    pub out_of_region_sales: Option<i64>,
    /// 域内仕入額, yen.
    pub in_region_purchases: Option<i64>,
    /// 売上額, yen.
    pub sales: Option<i64>,
    /// Growth of sales since the earlier year, twelve places.
    pub growth: Option<String>,
    /// Exports as a share of sales, twelve places.
    pub export_share: Option<String>,
    /// Six digits.
    pub municipality: Option<String>,
    /// The municipality's name.
    pub municipality_name: Option<String>,
    /// JSIC code.
    pub industry: Option<String>,
    /// The industry's name.
    pub industry_name: Option<String>,
    /// `sme`, `mid_sized` or `large`.
    pub size: Option<String>,
    /// `both`, `connector`, `hub` or `neither`: against the thresholds.
    pub quadrant: Option<String>,
    /// The strictest 取扱区分 of the figures of its degrees.
    pub confidentiality: String,
    /// The powers of ten between which a degree lies that is not shown.
    pub connector_band: Option<BandView>,
    /// As above.
    pub hub_band: Option<BandView>,
    /// As above, yen.
    pub sales_band: Option<BandView>,
}

/// How many firms stand in each quarter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
pub struct QuadrantCounts {
    /// Both thresholds are reached.
    pub both: u64,
    /// That of the connector degree alone.
    pub connector: u64,
    /// That of the hub degree alone.
    pub hub: u64,
    /// Neither.
    pub neither: u64,
}

/// The ranking.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Ranking {
    /// What stands below the line.
    pub denominators: DenominatorsView,
    /// The firms, best first.
    pub firms: Vec<RankedFirm>,
    /// More about the denominators.
    pub denominator_details: DenominatorDetails,
    /// How many firms fit, on all pages.
    pub total: u64,
    /// How many of them have a number.
    pub ranked: u64,
    /// How many firms of the filter stand in each quarter.
    pub quadrants: QuadrantCounts,
    /// For whom it was made.
    #[serde(rename = "for")]
    pub audience: String,
    /// How many firms are left out because of their 取扱区分.
    pub withheld: u64,
    /// How many are shown as bands because of it.
    pub banded: u64,
    /// How many firms of the ledger are of no known prefecture, and so in no ranking.
    pub without_prefecture: u64,
    /// How many firms some list has named in this prefecture that stand in another one now: they
    /// are ranked there.
    pub in_other_prefectures: u64,
    /// The year that growth is counted from.
    pub earlier_year: i16,
}

/// A plot as raw arrays: the firms with a number, in the order of the same request's ranking.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Points {
    /// How many points.
    pub count: u64,
    /// Connector degrees: 32-bit floats, little end first, as base64; NaN for none.
    pub connector: String,
    /// Hub degrees, as above.
    pub hub: String,
    /// 売上額 in yen, as above.
    pub sales: String,
    /// A byte each: 0 both, 1 connector, 2 hub, 3 neither, 255 without both degrees; as base64.
    pub quadrant: String,
    /// What stands below the line.
    pub denominators: DenominatorsView,
    /// How many firms stand in each quarter.
    pub quadrants: QuadrantCounts,
    /// How many firms have no number, and so no point.
    pub without_number: u64,
    /// How many firms are left out because of their 取扱区分.
    pub withheld: u64,
}
