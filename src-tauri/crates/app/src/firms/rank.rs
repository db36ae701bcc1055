//! Ranking firms by their degrees, and the denominators of the prefectures.

use std::collections::BTreeMap;

use shirube_domain::codes::PrefectureCode;
use shirube_domain::degree::{
    self, Candidate, DegreeKind, Denominator, DenominatorKind, Denominators, Ranked,
    denominator_warnings, registered_sum,
};
use shirube_domain::figures::Basis;
use shirube_domain::fiscal_year::FiscalYear;
use shirube_store::{ActionKind, Ledger, RegionalTotal};

use crate::api::ActionDone;
use crate::api::firms::{
    DenominatorView, DenominatorsView, RankRequest, RankedFirm, Ranking, TotalsSetRequest,
};
use crate::fault::Fault;
use crate::parse;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn rank(
    session: &Session,
    request: RankRequest,
    _progress: &dyn Progress,
) -> Outcome<Ranking> {
    let prefecture = parse::prefecture(&request.prefecture)?;
    let year = parse::year(request.year)?;
    let by = match request.by.as_deref() {
        None | Some("connector") => DegreeKind::Connector,
        Some("hub") => DegreeKind::Hub,
        Some(other) => return Err(Fault::usage("degree_unknown").with("value", other)),
    };
    session.with_ledger(|ledger| {
        let candidates = candidates(ledger, &prefecture, year)?;
        let denominators = denominators(ledger, &prefecture, year, &candidates)?;
        let warnings = denominator_warnings(&denominators, year);
        let mut ranked = degree::rank(candidates, &denominators, by);
        if let Some(top) = request.top {
            ranked.truncate(top as usize);
        }
        Ok(Ranking {
            denominators: DenominatorsView {
                connector: denominator(session, denominators.connector.as_ref()),
                hub: denominator(session, denominators.hub.as_ref()),
            },
            firms: ranked.into_iter().map(|entry| ranked_firm(entry, &warnings)).collect(),
        })
    })
}

pub(crate) fn totals_set(
    session: &Session,
    request: TotalsSetRequest,
    _progress: &dyn Progress,
) -> Outcome<ActionDone> {
    let prefecture = parse::prefecture(&request.prefecture)?;
    let year = parse::year(request.year)?;
    let source = request.source.trim();
    if source.is_empty() {
        return Err(Fault::usage("source_empty"));
    }
    let mut totals = Vec::new();
    for (kind, value) in [
        (DegreeKind::Connector, request.out_of_region_sales),
        (DegreeKind::Hub, request.in_region_purchases),
    ] {
        let Some(value) = value else { continue };
        if value < 0 {
            return Err(Fault::usage("amount_negative").with("value", value));
        }
        totals.push(RegionalTotal {
            prefecture: prefecture.clone(),
            year,
            basis: Basis::HeadOffice,
            degree: kind,
            value,
            source: source.to_owned(),
        });
    }
    if totals.is_empty() {
        return Err(Fault::usage("totals_empty"));
    }
    let action = session
        .action(ActionKind::SetTotals)
        .with("prefecture", place_name(session, &prefecture))
        .with("year", year.to_string());
    session.with_ledger(|ledger| {
        let written = ledger.write(action, |tx| {
            totals.iter().try_for_each(|total| tx.set_total(total).map(drop))
        })?;
        Ok(ActionDone { action: written.action.map(|id| id.to_string()) })
    })
}

fn place_name(session: &Session, code: &PrefectureCode) -> String {
    let known = session.assets().places.prefecture(code);
    known.map_or_else(|| code.to_string(), |place| place.name.clone())
}

/// The denominators of prefectures and years that have been worked out already.
#[derive(Debug, Default)]
pub(crate) struct Denominated(BTreeMap<(PrefectureCode, FiscalYear), Denominators>);

impl Denominated {
    /// The denominators of that prefecture and year.
    pub(crate) fn of(
        &mut self,
        ledger: &mut Ledger,
        prefecture: &PrefectureCode,
        year: FiscalYear,
    ) -> Outcome<&Denominators> {
        let key = (prefecture.clone(), year);
        if !self.0.contains_key(&key) {
            let candidates = candidates(ledger, prefecture, year)?;
            let found = denominators(ledger, prefecture, year, &candidates)?;
            self.0.insert(key.clone(), found);
        }
        Ok(self.0.entry(key).or_default())
    }
}

/// The firms of a prefecture with their figures of one year: the head office's figure, or the
/// establishment's where there is none.
fn candidates(
    ledger: &Ledger,
    prefecture: &PrefectureCode,
    year: FiscalYear,
) -> Outcome<Vec<Candidate>> {
    let mut firms = ledger.candidates(prefecture, year, Basis::HeadOffice)?;
    let establishments = ledger.candidates(prefecture, year, Basis::Establishment)?;
    for (firm, other) in firms.iter_mut().zip(establishments) {
        firm.out_of_region_sales = firm.out_of_region_sales.or(other.out_of_region_sales);
        firm.in_region_purchases = firm.in_region_purchases.or(other.in_region_purchases);
    }
    Ok(firms)
}

/// A statistic of that year; else of the nearest other year, the earlier one of two; else the
/// registered firms' sum.
fn denominators(
    ledger: &Ledger,
    prefecture: &PrefectureCode,
    year: FiscalYear,
    candidates: &[Candidate],
) -> Outcome<Denominators> {
    let totals = ledger.totals()?;
    let of = |kind: DegreeKind| {
        let statistic = totals
            .iter()
            .filter(|total| total.prefecture == *prefecture && total.degree == kind)
            .min_by_key(|total| {
                let distance = i32::from(total.year.year()) - i32::from(year.year());
                (distance.abs(), distance)
            })
            .map(|total| Denominator {
                value: total.value,
                year: total.year,
                source: total.source.clone(),
                kind: DenominatorKind::Statistic,
            });
        statistic.or_else(|| registered_sum(candidates, kind, year))
    };
    Ok(Denominators { connector: of(DegreeKind::Connector), hub: of(DegreeKind::Hub) })
}

fn denominator(session: &Session, denominator: Option<&Denominator>) -> DenominatorView {
    let Some(denominator) = denominator else {
        return DenominatorView { value: None, year: None, source: None, kind: None };
    };
    let source = match denominator.kind {
        DenominatorKind::Statistic => denominator.source.clone(),
        DenominatorKind::RegisteredSum => session.say("denominator.registered_sum", &[]),
    };
    DenominatorView {
        value: Some(denominator.value),
        year: Some(denominator.year.year()),
        source: Some(source),
        kind: Some(denominator.kind.as_str().to_owned()),
    }
}

fn ranked_firm(entry: Ranked, warnings: &[&str]) -> RankedFirm {
    let missing = entry.degrees.missing();
    let degree = |kind| entry.degrees.get(kind).ok().map(|d| d.to_decimal_string());
    let (connector, hub) = (degree(DegreeKind::Connector), degree(DegreeKind::Hub));
    // A warning about a denominator concerns only firms that have that degree.
    let concerns = |code: &&&str| {
        (code.starts_with("connector") && connector.is_some())
            || (code.starts_with("hub") && hub.is_some())
    };
    RankedFirm {
        rank: entry.rank.map(|rank| rank as u64),
        id: entry.firm.id.to_string(),
        corporate_number: entry.firm.corporate_number.map(String::from),
        name: entry.firm.name,
        warnings: warnings.iter().filter(concerns).map(|code| (*code).to_owned()).collect(),
        connector_degree: connector,
        hub_degree: hub,
        missing: missing.into_iter().map(str::to_owned).collect(),
    }
}
