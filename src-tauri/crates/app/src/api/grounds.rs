//! Requests and responses about the grounds of a selection (算出根拠).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::api::firms::ProvenanceView;
use crate::api::selections::DecisionView;
use crate::api::totals::TotalProvenanceView;

/// How the figures of a selection were worked out.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SelectionExplainRequest {
    /// The selection's id.
    pub id: String,
    /// A new workbook to be written.
    #[serde(default)]
    #[ts(optional)]
    pub to: Option<String>,
}

/// One degree of one firm, with everything that it was worked out from.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GroundView {
    /// The firm's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// 13 digits.
    pub corporate_number: Option<String>,
    /// `connector` or `hub`.
    pub degree: String,
    /// Yen.
    pub numerator: Option<i64>,
    /// `head_office` or `establishment`.
    pub numerator_basis: Option<String>,
    /// The fiscal year of the numerator.
    pub numerator_year: i16,
    /// Where it stands.
    pub numerator_source: Option<ProvenanceView>,
    /// Its 取扱区分.
    pub confidentiality: String,
    /// How many other sources state a value.
    pub alternatives: u64,
    /// Yen.
    pub denominator: Option<i64>,
    /// `statistic` or `registered_sum`.
    pub denominator_kind: Option<String>,
    /// The fiscal year of the denominator.
    pub denominator_year: Option<i16>,
    /// `head_office` or `establishment`.
    pub denominator_basis: Option<String>,
    /// Who published it, or that it is the registered firms' sum.
    pub denominator_source: Option<String>,
    /// Where it stands; `null` where it was typed in or summed up.
    pub denominator_cell: Option<TotalProvenanceView>,
    /// Twelve places.
    pub value: Option<String>,
    /// Why there is none.
    pub missing: Option<String>,
    /// What is doubtful.
    pub warnings: Vec<String>,
    /// Whether the criteria propose the firm.
    pub proposed: bool,
    /// Why, or why not.
    pub why: String,
    /// What was decided.
    pub decision: Option<DecisionView>,
}

/// 算出根拠
#[derive(Debug, Clone, Serialize, TS)]
pub struct Grounds {
    /// How many firms.
    pub firms: u64,
    /// A row for each firm and degree: those that are proposed or decided on.
    pub rows: Vec<GroundView>,
    /// The workbook that was written.
    pub path: Option<String>,
    /// Whether it was opened again and found equal.
    pub verified: Option<bool>,
}
