//! A plan on its axis of time, with its totals.

use jiff::civil::Date;
use shirube_domain::codes::LocalGovernmentCode;
use shirube_domain::finding::Param;
use shirube_domain::fiscal_year::FiscalYear;
use shirube_domain::plan::Plan;
use shirube_domain::spans::{self, Span};
use shirube_domain::timeline::{self, Bar, RoadmapYear, Stretch};
use shirube_domain::totals::{self, Share, TooLarge};

use crate::api::failure::Exit;
use crate::api::plans::PeriodView;
use crate::api::timeline::{
    BarView, BudgetView, FundingView, InvestmentsView, PlanTimeline, PlanTimelineRequest,
    RoadmapYearView, ShareView, StretchView,
};
use crate::fault::Fault;
use crate::parse;
use crate::plans::kpi::put_in;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn timeline(
    session: &Session,
    request: PlanTimelineRequest,
    _progress: &dyn Progress,
) -> Outcome<PlanTimeline> {
    let id = parse::plan_id(&request.id)?;
    let mut plan = session.with_ledger(|ledger| Ok(ledger.plan(id)?))?;
    if let Some(answers) = &request.answers {
        put_in(&mut plan, answers)?;
    }
    let found = timeline::timeline(&plan);
    Ok(PlanTimeline {
        period: PeriodView {
            start: plan.period.start().to_string(),
            end: plan.period.end().to_string(),
        },
        fiscal_years: years(&plan.period.fiscal_years()),
        bars: found.bars.iter().map(|bar| bar_view(session, bar)).collect(),
        holes: found.holes.iter().map(|hole| stretch(session, hole)).collect(),
        overlaps: found.overlaps.iter().map(|over| stretch(session, over)).collect(),
        funding: funding(&plan)?,
        investments: investments(session, &plan)?,
        budget: budget(session, &plan)?,
        roadmap: timeline::roadmap(&plan).iter().map(roadmap_year).collect(),
    })
}

fn years(years: &[FiscalYear]) -> Vec<i16> {
    years.iter().map(|year| year.year()).collect()
}

fn too_large(_: TooLarge) -> Fault {
    Fault::new("total_too_large", Exit::No)
}

fn bar_view(session: &Session, bar: &Bar<'_>) -> BarView {
    let label = if bar.label.is_empty() {
        session.say("timeline.row", &[("row", &(bar.index + 1).to_string())])
    } else {
        bar.label.to_owned()
    };
    let days = match (bar.from, bar.to) {
        (Some(from), Some(to)) => days(session, (from, to)),
        _ => session.say("timeline.lie.undated", &[]),
    };
    BarView {
        table: bar.table.to_owned(),
        index: bar.index,
        label,
        from: bar.from.map(|day| day.to_string()),
        to: bar.to.map(|day| day.to_string()),
        lead: bar.lead.to_owned(),
        lie: bar.lie.as_str().to_owned(),
        days,
    }
}

fn stretch(session: &Session, found: &Stretch) -> StretchView {
    StretchView {
        table: found.table.to_owned(),
        from: found.days.0.to_string(),
        to: found.days.1.to_string(),
        months: spans::months(found.days)
            .iter()
            .map(|day| format!("{}-{:02}", day.year(), day.month()))
            .collect(),
        label: days(session, found.days),
    }
}

/// Days in words: by month where whole months are meant, else by day.
fn days(session: &Session, (from, to): Span) -> String {
    let word = |param: Param| {
        let assets = session.assets();
        assets.text.param(session.language(), &assets.catalogue, &param)
    };
    if from.day() != 1 || to != to.last_of_month() || to < from {
        let (from, to) = (word(Param::Date(from)), word(Param::Date(to)));
        return session.say("timeline.days", &[("from", &from), ("to", &to)]);
    }
    let same = |of: fn(Date) -> i16| of(from) == of(to);
    if same(Date::year) && from.month() == to.month() {
        return word(Param::Month(from));
    }
    if same(Date::year) {
        let month = |day: Date| format!("{:02}", day.month());
        let facts = [
            ("year", from.year().to_string()),
            ("month", from.month().to_string()),
            ("to_month", to.month().to_string()),
            ("month2", month(from)),
            ("to_month2", month(to)),
        ];
        let facts: Vec<(&str, &str)> = facts.iter().map(|(n, v)| (*n, v.as_str())).collect();
        return session.say("timeline.months", &facts);
    }
    let (from, to) = (word(Param::Month(from)), word(Param::Month(to)));
    session.say("timeline.days", &[("from", &from), ("to", &to)])
}

fn funding(plan: &Plan) -> Outcome<FundingView> {
    let found = totals::funding(plan).map_err(too_large)?;
    Ok(FundingView {
        years: years(&found.years),
        sources: totals::SOURCES.map(str::to_owned).to_vec(),
        cells: found.cells.iter().map(|cells| cells.to_vec()).collect(),
        by_year: found.by_year,
        by_source: found.by_source.to_vec(),
        total: found.total,
        missing_years: years(&found.missing_years),
        outside_years: years(&found.outside_years),
        incomplete: found.incomplete,
        unfunded_action_years: years(&timeline::years_of(plan, "actions", &found.missing_years)),
        undertakings: totals::undertakings(plan).map_err(too_large)?,
    })
}

fn investments(session: &Session, plan: &Plan) -> Outcome<InvestmentsView> {
    let found = totals::investments(plan).map_err(too_large)?;
    Ok(InvestmentsView {
        total: found.total,
        count: found.count,
        without_amount: found.without_amount,
        by_certainty: shares(session, found.by_certainty, |key| {
            session.say(&format!("choice.{key}"), &[])
        }),
        by_municipality: shares(session, found.by_municipality, |key| place_name(session, key)),
        by_year: shares(session, found.by_year, |key| fiscal_year(session, key)),
    })
}

fn budget(session: &Session, plan: &Plan) -> Outcome<BudgetView> {
    let found = totals::budget(plan).map_err(too_large)?;
    Ok(BudgetView {
        total: found.total,
        by_ministry: shares(session, found.by_ministry, str::to_owned),
        by_year: shares(session, found.by_year, |key| fiscal_year(session, key)),
    })
}

fn shares(session: &Session, found: Vec<Share>, label: impl Fn(&str) -> String) -> Vec<ShareView> {
    let named = |key: &str| {
        if key.is_empty() { session.say("totals.not_said", &[]) } else { label(key) }
    };
    found
        .into_iter()
        .map(|share| ShareView {
            label: named(&share.key),
            key: share.key,
            amount: share.amount,
            count: share.count,
        })
        .collect()
}

fn fiscal_year(session: &Session, year: &str) -> String {
    session.say("period.year", &[("year", year)])
}

/// The municipality's name for its code; a name is shown as it was written.
fn place_name(session: &Session, text: &str) -> String {
    LocalGovernmentCode::parse(text)
        .ok()
        .and_then(|code| Some(session.assets().places.municipality(&code)?.name.clone()))
        .unwrap_or_else(|| text.to_owned())
}

fn roadmap_year(year: &RoadmapYear<'_>) -> RoadmapYearView {
    RoadmapYearView {
        fiscal_year: year.year.year(),
        labour: year.labour.join("\n"),
        technology: year.technology.join("\n"),
        milestone: year.milestone.join("\n"),
        missing: year.is_missing(),
        outside: year.outside,
        rows: year.rows.clone(),
    }
}
