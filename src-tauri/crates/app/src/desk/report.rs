//! Proof: what the desk did, by month, channel, topic, industry, municipality, plan and measure.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use shirube_domain::consultation::{Consultation, tally};
use shirube_store::ConsultationFilter;

use super::around::Around;
use super::write::day;
use crate::api::desk::{DeskCount, DeskReport, DeskReportRequest};
use crate::parse;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn report(
    session: &Session,
    request: DeskReportRequest,
    _progress: &dyn Progress,
) -> Outcome<DeskReport> {
    let date = |text: &Option<String>| parse::given(text.as_ref()).map(day).transpose();
    let filter = ConsultationFilter {
        from: date(&request.from)?,
        to: date(&request.to)?,
        plan: parse::given(request.plan.as_ref()).map(parse::plan_id).transpose()?,
        ..ConsultationFilter::default()
    };
    session.with_ledger(|ledger| {
        let all = ledger.consultations(&filter)?;
        let around = Around::of(ledger, &all)?;
        let industry = |one: &Consultation| {
            let code = around.firm(one).and_then(|firm| firm.record.industry.as_ref());
            code.map(|code| code.division().to_owned()).into_iter().collect()
        };
        let municipality = |one: &Consultation| {
            let code = around.firm(one).and_then(|firm| firm.record.municipality.as_ref());
            code.map(|code| code.to_string()).into_iter().collect()
        };
        let assets = session.assets();
        let language = session.language();
        let said = |counts: Vec<(String, u64)>, label: &dyn Fn(&str) -> Option<String>| {
            counts
                .into_iter()
                .map(|(key, count)| DeskCount {
                    label: match key.as_str() {
                        "" => session.say("desk.not_said", &[]),
                        key => label(key).unwrap_or_else(|| key.to_owned()),
                    },
                    key,
                    count,
                })
                .collect::<Vec<_>>()
        };
        let measure = |id: &str| {
            let found = assets.catalogue.measures.iter().find(|measure| measure.id == id)?;
            Some(language.pick(&found.title, &found.title_en).to_owned())
        };
        let industry_name = |code: &str| {
            assets.industries.iter().find(|one| one.code == code).map(|one| one.name.clone())
        };
        let place = |code: &str| {
            let code = parse::municipality(code, &assets.places).ok()?;
            assets.places.municipality(&code).map(|found| found.name.clone())
        };
        let follow_ups = all.iter().filter_map(|one| one.next.as_ref());
        let done = follow_ups.clone().filter(|next| next.done_on.is_some()).count() as u64;
        Ok(DeskReport {
            total: all.len() as u64,
            firms: distinct_firms(&all),
            follow_ups: follow_ups.count() as u64,
            done,
            months: months(&all),
            channels: said(tally(&all, |one| vec![one.channel.as_str()]), &|key| {
                Some(session.say(&format!("channel.{key}"), &[]))
            }),
            topics: said(tally(&all, |one| one.topics.clone()), &|_| None),
            industries: said(tally(&all, industry), &industry_name),
            municipalities: said(tally(&all, municipality), &place),
            plans: said(
                tally(&all, |one| one.plan.map(|id| id.to_string()).into_iter().collect()),
                &|key| around.title(key.parse().ok()?).map(str::to_owned),
            ),
            measures: said(tally(&all, |one| one.measures.clone()), &measure),
        })
    })
}

fn distinct_firms(all: &[Consultation]) -> u64 {
    let key = |one: &Consultation| match one.firm {
        Some(id) => id.to_string(),
        None => shirube_domain::names::matching_form(&one.firm_name),
    };
    all.iter().map(key).filter(|key| !key.is_empty()).collect::<BTreeSet<_>>().len() as u64
}

/// Every month from the first to the last, those without a consultation too.
fn months(all: &[Consultation]) -> Vec<DeskCount> {
    let mut counts: BTreeMap<Date, u64> = BTreeMap::new();
    for one in all {
        *counts.entry(one.on.first_of_month()).or_default() += 1;
    }
    let (Some(first), Some(last)) = (counts.keys().next(), counts.keys().next_back()) else {
        return Vec::new();
    };
    let (mut month, last) = (*first, *last);
    let mut months = Vec::new();
    while month <= last {
        let key = month.strftime("%Y-%m").to_string();
        let count = counts.get(&month).copied().unwrap_or(0);
        months.push(DeskCount { label: key.clone(), key, count });
        match month.checked_add(1.month()) {
            Ok(next) => month = next,
            Err(_) => break,
        }
    }
    months
}
