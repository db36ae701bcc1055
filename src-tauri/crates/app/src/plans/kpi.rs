//! The indicators of a plan, worked out.

mod suggestions;

use rust_decimal::Decimal;
use serde_json::json;
use shirube_domain::answers::{Answers, Row};
use shirube_domain::fiscal_year::FiscalYear;
use shirube_domain::indicator::{Direction, Indicator, IndicatorYear, Ratio, evenly};
use shirube_domain::money::Unit;
use shirube_domain::plan::Plan;

use crate::api::indicators::{
    Amount, IndicatorView, IndicatorYearView, PlanKpi, PlanKpiRequest, YearAmount,
};
use crate::fault::Fault;
use crate::parse;
use crate::progress::Progress;
use crate::session::{Outcome, Session};
use suggestions::Suggestions;

/// Places of a percentage, as it is shown.
const PLACES: u32 = 2;

/// The heads that the source names.
const HEADS: [&str; 3] = ["in_region_transactions", "sales", "labour"];

pub(crate) fn kpi(
    session: &Session,
    request: PlanKpiRequest,
    _progress: &dyn Progress,
) -> Outcome<PlanKpi> {
    let id = parse::plan_id(&request.id)?;
    session.with_ledger(|ledger| {
        let mut plan = ledger.plan(id)?;
        if let Some(rows) = &request.kpi {
            put_in(&mut plan, &json!({ "kpi": rows }))?;
        }
        let suggestions = match request.suggest {
            Some(false) => None,
            _ => Some(Suggestions::of(session, ledger, &plan, request.sources != Some(false))?),
        };
        Ok(worked_out(&plan, suggestions.as_ref(), request.index))
    })
}

/// Lets a plan say what stands on the screen.
pub(crate) fn put_in(plan: &mut Plan, answers: &serde_json::Value) -> Outcome<()> {
    let given =
        Answers::check(plan.kind, answers).map_err(|mut errors| Fault::from(errors.remove(0)))?;
    plan.answers.replace_with(&given);
    Ok(())
}

fn worked_out(plan: &Plan, suggestions: Option<&Suggestions<'_>>, only: Option<usize>) -> PlanKpi {
    let years = plan.period.fiscal_years();
    let rows: Vec<(usize, Row<'_>)> = plan.answers.rows("kpi").collect();
    let indicators = rows
        .iter()
        .map(|(index, row)| {
            let indicator = Indicator::of(*row, &years);
            let asked = suggestions.filter(|_| only.is_none_or(|only| only == *index));
            let suggested = asked.map(|found| found.of_row(row.text("head"), &indicator, &years));
            view(*index, *row, &indicator, suggested.unwrap_or_default())
        })
        .collect();
    // A kind of plan without indicators has no heads to fill.
    let has_heads =
        shirube_domain::fields::answer("kpi").is_some_and(|field| field.kinds.contains(&plan.kind));
    let empty = HEADS.iter().filter(|head| rows.iter().all(|(_, row)| row.text("head") != **head));
    let of_head = |head: &&str| Some(((*head).to_owned(), suggestions?.of_head(head)));
    PlanKpi {
        fiscal_years: years.iter().map(|year| year.year()).collect(),
        indicators,
        suggestions_by_head: empty.filter(|_| has_heads).filter_map(of_head).collect(),
    }
}

fn view(
    index: usize,
    row: Row<'_>,
    found: &Indicator,
    suggestions: Vec<crate::api::indicators::SuggestionView>,
) -> IndicatorView {
    let text = |column: &str| Some(row.text(column).to_owned()).filter(|text| !text.is_empty());
    let base =
        |value: Option<Decimal>| value.and_then(|value| found.in_base_unit(value)).map(Amount);
    IndicatorView {
        index,
        head: text("head"),
        name: row.text("name").to_owned(),
        unit: text("unit"),
        base_unit: found.unit.map(base_unit).map(|unit| unit.as_str().to_owned()),
        direction: if found.direction == Direction::Down { "down" } else { "up" }.to_owned(),
        baseline_year: found.baseline_year.map(FiscalYear::year),
        baseline: found.baseline.map(Amount),
        baseline_in_base: base(found.baseline),
        last_year: found.last().map(|(year, _)| year.year()),
        last_target: found.last().map(|(_, value)| Amount(value)),
        increase: found.increase().ok().map(Amount),
        growth_percent: percent(found.growth().ok()),
        cagr_percent: found.annual_growth().ok().map(Amount),
        on_track: found.on_track(),
        years: found.years.iter().map(|year| year_view(found, year)).collect(),
        evenly: even_steps(found),
        reasons: found.reasons().into_iter().map(|reason| reason.code().to_owned()).collect(),
        suggestions,
    }
}

fn year_view(found: &Indicator, year: &IndicatorYear) -> IndicatorYearView {
    let base =
        |value: Option<Decimal>| value.and_then(|value| found.in_base_unit(value)).map(Amount);
    let achievement = found.achievement(year);
    IndicatorYearView {
        year: year.year.year(),
        outside: year.outside,
        target: year.target.map(Amount),
        target_in_base: base(year.target),
        actual: year.actual.map(Amount),
        actual_in_base: base(year.actual),
        achievement_percent: percent(achievement.and_then(Result::ok)),
        change_percent: percent(found.share_of_change(year).and_then(Result::ok)),
        reached: found.reached(year),
        reason: achievement.and_then(Result::err).map(|reason| reason.code().to_owned()),
    }
}

/// The steps that fall into the years of the plan.
fn even_steps(found: &Indicator) -> Vec<YearAmount> {
    let Some(start) = found.baseline_year.zip(found.baseline) else { return Vec::new() };
    let Some(end) = found.last() else { return Vec::new() };
    let in_plan = |year: FiscalYear| found.years.iter().any(|y| y.year == year && !y.outside);
    evenly(start, end)
        .into_iter()
        .filter(|(year, _)| in_plan(*year))
        .map(|(year, value)| YearAmount { year: year.year(), value: Amount(value) })
        .collect()
}

fn percent(ratio: Option<Ratio>) -> Option<Amount> {
    ratio.and_then(|ratio| ratio.percent(PLACES)).map(Amount)
}

/// Yen for money, the unit itself for everything else.
fn base_unit(unit: Unit) -> Unit {
    if unit.is_money() { Unit::Yen } else { unit }
}
