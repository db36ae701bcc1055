//! Requests and responses about firms, their figures and their degrees.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::api::hubs::BandView;

/// Which firms, and which part of the list.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct FirmsListRequest {
    /// Text in name, kana, address or 法人番号.
    #[ts(optional)]
    pub search: Option<String>,
    /// Two digits.
    #[ts(optional)]
    pub prefecture: Option<String>,
    /// Six digits.
    #[ts(optional)]
    pub municipality: Option<String>,
    /// JSIC code: a section letter or a division.
    #[ts(optional)]
    pub industry: Option<String>,
    /// `name` (by kana, the default), `sales` (latest first), `corporate_number`.
    #[ts(optional)]
    pub sort: Option<String>,
    /// At most so many; 100 if not given.
    #[ts(optional)]
    pub limit: Option<u32>,
    /// So many are left out first.
    #[ts(optional)]
    pub offset: Option<u32>,
}

/// A figure with its year.
#[derive(Debug, Clone, Serialize, TS)]
pub struct YearFigure {
    /// The fiscal year.
    pub year: i16,
    /// Yen or persons.
    pub value: i64,
}

/// A firm in a list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FirmSummary {
    /// Its id.
    pub id: String,
    /// 13 digits.
    pub corporate_number: Option<String>,
    /// The name as written.
    pub name: String,
    /// Two digits.
    pub prefecture: Option<String>,
    /// Six digits.
    pub municipality: Option<String>,
    /// JSIC code.
    pub industry: Option<String>,
    /// The prefecture's name.
    pub prefecture_name: Option<String>,
    /// The municipality's name.
    pub municipality_name: Option<String>,
    /// The industry's name.
    pub industry_name: Option<String>,
    /// 売上額 of the latest year that has one.
    pub latest_sales: Option<YearFigure>,
}

/// A page of the list of firms.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FirmsList {
    /// How many firms fit, on all pages.
    pub total: u64,
    /// The firms of this page.
    pub firms: Vec<FirmSummary>,
}

/// A firm by its id or 法人番号.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FirmRequest {
    /// A UUID or 13 digits.
    pub id: String,
    /// For whom: `internal` (the default), `firms` or `publication`.
    #[serde(default, rename = "for")]
    #[ts(optional)]
    pub audience: Option<String>,
}

/// 出典: the cell that a figure comes from.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ProvenanceView {
    /// The import that brought it.
    pub import: String,
    /// When that was (RFC 3339).
    pub at: String,
    /// The file's name.
    pub file: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// The sheet.
    pub sheet: String,
    /// The cell.
    pub cell: String,
    /// What the cell says.
    pub raw: String,
}

/// A value that another source gives for the same figure.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AlternativeView {
    /// Yen or persons.
    pub value: i64,
    /// The unit in which the file states it.
    pub unit_in_file: String,
    /// Where it stands.
    pub provenance: ProvenanceView,
}

/// One figure of a firm: the chosen value, and the others.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FigureView {
    /// `sales`, `out_of_region_sales` …
    pub field: String,
    /// The fiscal year.
    pub year: i16,
    /// `head_office` or `establishment`.
    pub basis: String,
    /// Yen or persons.
    pub value: i64,
    /// The unit in which the file states it.
    pub unit_in_file: String,
    /// Where it stands.
    pub provenance: ProvenanceView,
    /// Other sources' values.
    pub alternatives: Vec<AlternativeView>,
    /// `in_force` where a person chose this value, `superseded` where a later import brought one
    /// that was not there when they chose; `null` for the newest as it came.
    pub choice: Option<String>,
    /// 取扱区分: `public`, `internal` or `confidential`.
    pub confidentiality: String,
}

/// A firm with everything known of it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FirmView {
    /// Its id.
    pub id: String,
    /// 13 digits.
    pub corporate_number: Option<String>,
    /// The name as written.
    pub name: String,
    /// フリガナ
    pub kana: Option<String>,
    /// `916-0000`
    pub postal_code: Option<String>,
    /// 所在地
    pub address: Option<String>,
    /// Two digits.
    pub prefecture: Option<String>,
    /// Six digits.
    pub municipality: Option<String>,
    /// JSIC code.
    pub industry: Option<String>,
    /// Yen.
    pub capital: Option<i64>,
    /// Persons.
    pub employees: Option<i64>,
    /// ISO date.
    pub established: Option<String>,
    /// 代表者
    pub representative: Option<String>,
    /// 電話番号
    pub telephone: Option<String>,
    /// ウェブサイト
    pub url: Option<String>,
    /// 備考
    pub note: Option<String>,
    /// The prefecture's name.
    pub prefecture_name: Option<String>,
    /// The municipality's name.
    pub municipality_name: Option<String>,
    /// The industry's name.
    pub industry_name: Option<String>,
    /// The figures by year, as far as the audience may see them exactly.
    pub figures: Vec<FigureView>,
    /// For whom it was made.
    #[serde(rename = "for")]
    pub audience: String,
    /// The figures of which the audience may see a band.
    pub banded: Vec<BandedFigure>,
    /// How many figures are left out because of their 取扱区分.
    pub withheld: u64,
}

/// A figure of which only the powers of ten are shown between which it lies.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BandedFigure {
    /// `sales`, `out_of_region_sales` …
    pub field: String,
    /// The fiscal year.
    pub year: i16,
    /// `head_office` or `establishment`.
    pub basis: String,
    /// Yen or persons; from 0 to 0 for what is not above zero.
    pub band: BandView,
}

/// Which firms to write into which file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FirmsExportRequest {
    /// The new workbook.
    pub file: String,
    /// Which firms; limit and offset are ignored.
    #[serde(default)]
    pub filter: FirmsListRequest,
    /// For whom: `internal` (the default), `firms` or `publication`.
    #[serde(default, rename = "for")]
    #[ts(optional)]
    pub audience: Option<String>,
}

/// A list of firms that was written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FirmsExported {
    /// The file.
    pub path: String,
    /// How many firms.
    pub rows: u64,
    /// Whether it was opened again and found equal.
    pub verified: bool,
    /// For whom it was made.
    #[serde(rename = "for")]
    pub audience: String,
    /// How many firms are left out because of their figures' 取扱区分.
    pub withheld: u64,
    /// How many firms have figures that are written as bands because of it.
    pub banded: u64,
}
