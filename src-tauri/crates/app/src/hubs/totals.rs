//! A prefecture's totals: set by hand, listed, chosen, taken out.

use shirube_domain::codes::PrefectureCode;
use shirube_domain::degree::DegreeKind;
use shirube_domain::figures::Basis;
use shirube_store::{ActionKind, Ledger, RegionalTotal, StoredTotal, Tx};
use uuid::Uuid;

use crate::api::ActionDone;
use crate::api::totals::{
    TotalProvenanceView, TotalRequest, TotalView, TotalsList, TotalsListRequest, TotalsSetRequest,
};
use crate::fault::Fault;
use crate::parse::{self, given};
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn set(
    session: &Session,
    request: TotalsSetRequest,
    _progress: &dyn Progress,
) -> Outcome<ActionDone> {
    let prefecture = parse::prefecture(&request.prefecture)?;
    let year = parse::year(request.year)?;
    let basis = match given(request.basis.as_ref()) {
        None => Basis::default(),
        Some(name) => {
            Basis::parse(name).ok_or_else(|| Fault::usage("basis_unknown").with("value", name))?
        }
    };
    let source = request.source.trim();
    if source.is_empty() {
        return Err(Fault::usage("source_empty"));
    }
    let mut totals = Vec::new();
    for (degree, value) in [
        (DegreeKind::Connector, request.out_of_region_sales),
        (DegreeKind::Hub, request.in_region_purchases),
    ] {
        let Some(value) = value else { continue };
        if value < 0 {
            return Err(Fault::usage("amount_negative").with("value", value));
        }
        let (prefecture, source) = (prefecture.clone(), source.to_owned());
        totals.push(RegionalTotal { prefecture, year, basis, degree, value, source });
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

/// A prefecture's name, or its code where the list does not have it.
pub(crate) fn place_name(session: &Session, code: &PrefectureCode) -> String {
    let known = session.assets().places.prefecture(code);
    known.map_or_else(|| code.to_string(), |place| place.name.clone())
}

pub(crate) fn list(
    session: &Session,
    request: TotalsListRequest,
    _progress: &dyn Progress,
) -> Outcome<TotalsList> {
    let prefecture = given(request.prefecture.as_ref()).map(parse::prefecture).transpose()?;
    let year = request.year.map(parse::year).transpose()?;
    session.with_ledger(|ledger| {
        let all = ledger.stored_totals()?;
        let fits = |stored: &&StoredTotal| {
            prefecture.as_ref().is_none_or(|code| stored.total.prefecture == *code)
                && year.is_none_or(|year| stored.total.year == year)
        };
        let totals = all.iter().filter(fits).map(|stored| view(session, stored, &all)).collect();
        Ok(TotalsList { totals })
    })
}

fn view(session: &Session, stored: &StoredTotal, all: &[StoredTotal]) -> TotalView {
    let total = &stored.total;
    let slot =
        |total: &RegionalTotal| (total.prefecture.clone(), total.year, total.basis, total.degree);
    let same = all.iter().filter(|other| slot(&other.total) == slot(total)).count();
    TotalView {
        id: stored.id.to_string(),
        prefecture: total.prefecture.to_string(),
        prefecture_name: Some(place_name(session, &total.prefecture)),
        year: total.year.year(),
        figure: total.degree.figure().as_str().to_owned(),
        basis: total.basis.as_str().to_owned(),
        value: total.value,
        source: total.source.clone(),
        counts: stored.counts,
        chosen: stored.preferred,
        others: same as u64 - 1,
        provenance: stored.provenance.clone().map(|stands| TotalProvenanceView {
            file: stands.file,
            sha256: stands.sha256,
            sheet: stands.sheet,
            cell: stands.cell,
            raw: stands.raw,
        }),
    }
}

pub(crate) fn choose(
    session: &Session,
    request: TotalRequest,
    _progress: &dyn Progress,
) -> Outcome<ActionDone> {
    change(session, &request, ActionKind::ChooseTotal, |tx, id| tx.prefer_total(id).map(drop))
}

pub(crate) fn remove(
    session: &Session,
    request: TotalRequest,
    _progress: &dyn Progress,
) -> Outcome<ActionDone> {
    change(session, &request, ActionKind::RemoveTotal, |tx, id| tx.remove_total(id))
}

fn change(
    session: &Session,
    request: &TotalRequest,
    kind: ActionKind,
    work: impl FnOnce(&mut Tx<'_>, Uuid) -> shirube_store::Result<()>,
) -> Outcome<ActionDone> {
    session.with_ledger(|ledger| {
        let stored = find(ledger, &request.id)?;
        let action = session
            .action(kind)
            .with("prefecture", place_name(session, &stored.total.prefecture))
            .with("year", stored.total.year.to_string())
            .with("source", stored.total.source.as_str());
        let written = ledger.write(action, |tx| work(tx, stored.id))?;
        Ok(ActionDone { action: written.action.map(|id| id.to_string()) })
    })
}

fn find(ledger: &Ledger, id: &str) -> Outcome<StoredTotal> {
    let wanted = Uuid::try_parse(id.trim()).ok();
    let found = ledger.stored_totals()?.into_iter().find(|stored| Some(stored.id) == wanted);
    found.ok_or_else(|| Fault::usage("total_not_found").with("id", id))
}
