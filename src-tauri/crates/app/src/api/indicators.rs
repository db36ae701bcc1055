//! Requests and responses about indicators: what is worked out from them, what the firms' figures
//! suggest.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize, Serializer};
use ts_rs::TS;

/// An exact decimal that goes over the border as a JSON number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, TS)]
#[ts(type = "number")]
pub struct Amount(pub Decimal);

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let whole = self.0.is_integer().then(|| self.0.to_i64()).flatten();
        match (whole, self.0.to_f64()) {
            (Some(whole), _) => serializer.serialize_i64(whole),
            (None, Some(number)) => serializer.serialize_f64(number),
            (None, None) => serializer.serialize_none(),
        }
    }
}

/// Which indicators to work out.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PlanKpiRequest {
    /// The plan's id.
    pub id: String,
    /// The rows of `kpi` as they stand on the screen, instead of those in the ledger.
    #[serde(default)]
    #[ts(optional, type = "unknown[]")]
    pub kpi: Option<serde_json::Value>,
    /// Suggestions for this row only.
    #[serde(default)]
    #[ts(optional)]
    pub index: Option<usize>,
    /// Whether suggestions are asked for (they are unless `false`).
    #[serde(default)]
    #[ts(optional)]
    pub suggest: Option<bool>,
    /// Whether each suggestion lists its sources (it does unless `false`).
    #[serde(default)]
    #[ts(optional)]
    pub sources: Option<bool>,
}

/// One fiscal year of an indicator, in the row's unit.
#[derive(Debug, Clone, Serialize, TS)]
pub struct IndicatorYearView {
    /// The fiscal year.
    pub year: i16,
    /// Whether it lies outside the plan.
    pub outside: bool,
    /// 目標値
    pub target: Option<Amount>,
    /// 目標値 in the base unit.
    pub target_in_base: Option<Amount>,
    /// 実績
    pub actual: Option<Amount>,
    /// 実績 in the base unit.
    pub actual_in_base: Option<Amount>,
    /// Actual ÷ target where more is better, target ÷ actual where less is; two places.
    pub achievement_percent: Option<Amount>,
    /// The share of the planned change since the baseline that was made; two places.
    pub change_percent: Option<Amount>,
    /// Whether the actual value reaches the target.
    pub reached: Option<bool>,
    /// Why an actual value has no achievement.
    pub reason: Option<String>,
}

/// A value for one fiscal year.
#[derive(Debug, Clone, Serialize, TS)]
pub struct YearAmount {
    /// The fiscal year.
    pub year: i16,
    /// The value.
    pub value: Amount,
}

/// A figure that went into a suggestion, with its source.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SuggestionSource {
    /// The firm's name.
    pub firm: String,
    /// The firm's id.
    pub id: String,
    /// `sales`, `total_payroll` …
    pub field: String,
    /// `head_office` or `establishment`.
    pub basis: String,
    /// Yen or persons.
    pub value: i64,
    /// The file's name.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// The cell.
    pub cell: String,
    /// What the cell says.
    pub raw: String,
}

/// A value that the participating firms' figures suggest.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SuggestionView {
    /// `sales`, `in_region_purchases`, `employees`, `total_payroll`, `average_pay`.
    pub measure: String,
    /// What it is, in words.
    pub label: String,
    /// The fiscal year of the figures.
    pub year: i16,
    /// The value in `unit`.
    pub value: Amount,
    /// The indicator's own unit, or the one that suits.
    pub unit: String,
    /// The value in yen or persons.
    pub value_in_base: Amount,
    /// How many firms went in.
    pub firms: usize,
    /// How many firms the plan names.
    pub participants: usize,
    /// The firms that have no such figure in that year.
    pub missing: Vec<String>,
    /// Whether figures of head offices and of establishments are mixed.
    pub mixed_bases: bool,
    /// What the plan's field for the source can say.
    pub text: String,
    /// Always `app`: no source asks for this reading.
    pub origin: String,
    /// Where each figure stands; empty when not asked for.
    pub provenance: Vec<SuggestionSource>,
}

/// One indicator, worked out.
#[derive(Debug, Clone, Serialize, TS)]
pub struct IndicatorView {
    /// Its place in `kpi`, from 0.
    pub index: usize,
    /// `in_region_transactions`, `sales`, `labour`, `custom`.
    pub head: Option<String>,
    /// 指標
    pub name: String,
    /// The row's unit.
    pub unit: Option<String>,
    /// The unit in which the values `…_in_base` are.
    pub base_unit: Option<String>,
    /// `up` or `down`.
    pub direction: String,
    /// 基準の年度
    pub baseline_year: Option<i16>,
    /// 基準値
    pub baseline: Option<Amount>,
    /// 基準値 in the base unit.
    pub baseline_in_base: Option<Amount>,
    /// The last year with a target.
    pub last_year: Option<i16>,
    /// Its target.
    pub last_target: Option<Amount>,
    /// The last target less the baseline.
    pub increase: Option<Amount>,
    /// The increase in percent of the baseline, two places.
    pub growth_percent: Option<Amount>,
    /// The yearly growth in percent, two places.
    pub cagr_percent: Option<Amount>,
    /// Whether the latest year with target and actual value reached its target.
    pub on_track: Option<bool>,
    /// Every year of the plan, and any other with a value.
    pub years: Vec<IndicatorYearView>,
    /// Targets at equal steps from the baseline to the last target, for a person to take over.
    pub evenly: Vec<YearAmount>,
    /// Why growth or yearly growth have no number.
    pub reasons: Vec<String>,
    /// What the firms' figures suggest: for the baseline's year, or the latest; and for the years
    /// of the plan that have figures.
    pub suggestions: Vec<SuggestionView>,
}

/// The indicators of a plan, worked out.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PlanKpi {
    /// The fiscal years of the plan.
    pub fiscal_years: Vec<i16>,
    /// The indicators in the order of the table.
    pub indicators: Vec<IndicatorView>,
    /// What the figures suggest for a head without an indicator, latest year only.
    pub suggestions_by_head: BTreeMap<String, Vec<SuggestionView>>,
}
