//! Reading the small things of a request: ids, codes, dates, kinds.

use jiff::civil::Date;
use shirube_domain::answers::iso_date;
use shirube_domain::codes::{IndustryCode, LocalGovernmentCode, PrefectureCode};
use shirube_domain::fiscal_year::FiscalYear;
use shirube_domain::places::Places;
use shirube_domain::plan::PlanKind;
use uuid::Uuid;

use crate::fault::Fault;
use crate::session::Outcome;

pub(crate) fn kind(text: &str) -> Outcome<PlanKind> {
    PlanKind::parse(text).ok_or_else(|| Fault::usage("kind_unknown").with("value", text))
}

pub(crate) fn plan_id(text: &str) -> Outcome<Uuid> {
    Uuid::try_parse(text.trim()).map_err(|_| Fault::usage("plan_not_found").with("id", text))
}

pub(crate) fn date(text: &str) -> Outcome<Date> {
    iso_date(text.trim()).ok_or_else(|| Fault::usage("date_invalid").with("value", text))
}

pub(crate) fn year(year: i64) -> Outcome<FiscalYear> {
    FiscalYear::new(year).map_err(|_| Fault::usage("year_invalid").with("value", year))
}

pub(crate) fn prefecture(text: &str) -> Outcome<PrefectureCode> {
    PrefectureCode::parse(text).map_err(|_| Fault::usage("prefecture_invalid").with("value", text))
}

pub(crate) fn municipality(text: &str, places: &Places) -> Outcome<LocalGovernmentCode> {
    LocalGovernmentCode::parse(text)
        .ok()
        .filter(|code| places.municipality(code).is_some())
        .ok_or_else(|| Fault::usage("municipality_invalid").with("value", text))
}

pub(crate) fn industry(text: &str) -> Outcome<IndustryCode> {
    IndustryCode::parse(text).map_err(|_| Fault::usage("industry_invalid").with("value", text))
}

/// The text if it says anything, for options that a person left blank.
pub(crate) fn given(text: Option<&String>) -> Option<&str> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty())
}
