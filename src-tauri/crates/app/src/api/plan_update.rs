//! Request and response about a plan's own data: title, area, period.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::plans::FieldMessage;

/// What shall change in a plan's own data; what is not given stays.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PlanUpdateRequest {
    /// The plan's id.
    pub id: String,
    /// 名称, one line.
    #[serde(default)]
    #[ts(optional)]
    pub title: Option<String>,
    /// Two digits each, in their order; at least one.
    #[serde(default)]
    #[ts(optional)]
    pub prefectures: Option<Vec<String>>,
    /// Six digits each.
    #[serde(default)]
    #[ts(optional)]
    pub municipalities: Option<Vec<String>>,
    /// The first day, ISO.
    #[serde(default)]
    #[ts(optional)]
    pub start: Option<String>,
    /// The last day, ISO.
    #[serde(default)]
    #[ts(optional)]
    pub end: Option<String>,
    /// Only says what would fall outside; nothing is written.
    #[serde(default)]
    #[ts(as = "Option<bool>", optional)]
    pub dry_run: bool,
}

/// A plan's own data as it was changed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PlanUpdated {
    /// The action's id; `null` when nothing changed.
    pub action: Option<String>,
    /// What lies outside the new period or area; it stays as it is.
    pub warnings: Vec<FieldMessage>,
}
