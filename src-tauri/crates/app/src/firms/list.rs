//! A page of the list of firms.

use shirube_store::{FirmFilter, FirmQuery, FirmSort, FirmSummary as Stored};

use crate::api::firms::{FirmSummary, FirmsList, FirmsListRequest, YearFigure};
use crate::assets::Assets;
use crate::fault::Fault;
use crate::parse::{self, given};
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn list(
    session: &Session,
    request: FirmsListRequest,
    _progress: &dyn Progress,
) -> Outcome<FirmsList> {
    let filter = filter(session.assets(), &request)?;
    let query = FirmQuery {
        filter,
        sort: sort(request.sort.as_deref())?,
        reversed: false,
        limit: request.limit.unwrap_or(100) as usize,
        offset: request.offset.unwrap_or(0) as usize,
    };
    session.with_ledger(|ledger| {
        let page = ledger.firms(&query)?;
        let firms = page.firms.into_iter().map(|firm| summary(session.assets(), firm)).collect();
        Ok(FirmsList { total: page.total as u64, firms })
    })
}

/// The filter of a request; a municipality need not be in our list, for old codes stay in use.
pub(crate) fn filter(assets: &Assets, request: &FirmsListRequest) -> Outcome<FirmFilter> {
    let prefecture = given(request.prefecture.as_ref()).map(parse::prefecture).transpose()?;
    let municipality = given(request.municipality.as_ref())
        .map(|code| parse::municipality(code, &assets.places))
        .transpose()?;
    let industry = given(request.industry.as_ref()).map(parse::industry).transpose()?;
    // A section stands for all its divisions.
    let industries = industry.map(|code| match code.as_str().bytes().next() {
        Some(b'A'..=b'Z') => assets
            .industries
            .iter()
            .filter(|industry| industry.section == code.as_str())
            .filter_map(|industry| parse::industry(&industry.code).ok())
            .collect(),
        _ => vec![code],
    });
    Ok(FirmFilter {
        search: request.search.clone().unwrap_or_default(),
        prefectures: prefecture.into_iter().collect(),
        municipalities: municipality.into_iter().collect(),
        industries: industries.unwrap_or_default(),
    })
}

fn sort(name: Option<&str>) -> Outcome<FirmSort> {
    match name {
        None | Some("name") => Ok(FirmSort::Kana),
        Some("sales") => Ok(FirmSort::LatestSales),
        Some("corporate_number") => Ok(FirmSort::CorporateNumber),
        Some(other) => Err(Fault::usage("sort_unknown").with("value", other)),
    }
}

fn summary(assets: &Assets, firm: Stored) -> FirmSummary {
    let places = &assets.places;
    FirmSummary {
        id: firm.id.to_string(),
        prefecture_name: firm
            .prefecture
            .as_ref()
            .and_then(|code| Some(places.prefecture(code)?.name.clone())),
        municipality_name: firm
            .municipality
            .as_ref()
            .and_then(|code| Some(places.municipality(code)?.name.clone())),
        industry_name: firm
            .industry
            .as_ref()
            .and_then(|code| assets.industry_name(code.as_str()).map(str::to_owned)),
        corporate_number: firm.corporate_number.map(String::from),
        name: firm.name,
        prefecture: firm.prefecture.map(String::from),
        municipality: firm.municipality.map(String::from),
        industry: firm.industry.map(String::from),
        latest_sales: firm
            .latest_sales
            .map(|(year, value)| YearFigure { year: year.year(), value }),
    }
}
