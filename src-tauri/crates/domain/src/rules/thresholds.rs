//! What overlays ask: that answers are written, and that numbers are reached.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Judged, Outcome, blank, written};
use crate::answers::{Row, decimal, is_blank};
use crate::catalogue::{Needed, Requirement};
use crate::finding::{Finding, Param};
use crate::overlay::{
    ANSWERS_KEY, Comparator, Metric, OverlayMark, Part, StartsFrom, in_base_unit, with_unit,
};
use crate::reason::Reason;
use crate::truth::Truth;

/// Each of these answers says something.
pub(super) fn filled(judged: &Judged<'_>, fields: &[String]) -> Outcome {
    let mut outcome = Outcome::default();
    for field in fields {
        let there = match field.as_str() {
            "selected_firms" => !judged.plan.selected.is_empty(),
            path => !is_blank(judged.plan.answers.at(path)),
        };
        if there { outcome.holds(written(field)) } else { outcome.unknown(blank(field)) }
    }
    outcome
}

/// Every threshold that overlays put on the requirement.
pub(super) fn thresholds(judged: &Judged<'_>, requirement: &Requirement) -> Outcome {
    let mut outcome = Outcome::default();
    for (mark, threshold) in &requirement.added.thresholds {
        let parts: Vec<Reason> =
            threshold.parts.iter().map(|part| reached(judged, mark, part)).collect();
        if threshold.needed == Needed::All || parts.len() == 1 {
            outcome.reasons.extend(parts);
            continue;
        }
        let field = parts.first().map_or(String::new(), |part| part.finding.field.clone());
        let wanted = threshold.parts.iter().map(Part::wanted).collect();
        let found = Finding::new("threshold_any", field)
            .with("wanted", Param::List(wanted))
            .with("overlay", mark.said());
        outcome.reasons.push(Reason::made_of(Reason::any(&parts), found, parts));
    }
    outcome
}

/// What was read of a plan for one part.
enum Found {
    /// A number in the base unit of its kind, and where it stands.
    Number(Decimal, String),
    /// Nothing is written there yet; a number so far, if more can only make it larger.
    Blank(String, Option<Decimal>),
    /// Something is written that can't be compared.
    Odd(&'static str, String),
}

fn reached(judged: &Judged<'_>, mark: &OverlayMark, part: &Part) -> Reason {
    let Some(value) = in_base_unit(part.value, &part.unit) else {
        return unreadable(mark, part, "threshold_too_large", "");
    };
    let holds = |found: Decimal| part.comparator.holds(found, value);
    match read(judged, part) {
        Found::Number(found, field) => {
            let truth = Truth::from(holds(found));
            let code =
                if truth == Truth::Yes { "threshold_reached" } else { "threshold_not_reached" };
            Reason::plain(
                truth,
                said(code, field, mark, part).with("found", number(found, part, value)),
            )
        }
        Found::Blank(field, Some(found))
            if matches!(part.comparator, Comparator::Ge | Comparator::Gt) && holds(found) =>
        {
            let finding = said("threshold_reached", field, mark, part);
            Reason::plain(Truth::Yes, finding.with("found", number(found, part, value)))
        }
        Found::Blank(field, _) => {
            Reason::plain(Truth::Unknown, said("threshold_unknown", field, mark, part))
        }
        Found::Odd(code, field) => unreadable(mark, part, code, &field),
    }
}

fn unreadable(mark: &OverlayMark, part: &Part, code: &'static str, field: &str) -> Reason {
    Reason::plain(Truth::No, said(code, field.to_owned(), mark, part))
}

fn said(code: &'static str, field: String, mark: &OverlayMark, part: &Part) -> Finding {
    Finding::new(code, field).with("wanted", part.wanted()).with("overlay", mark.said())
}

/// A number found, in the unit of what is wanted, with two places; with more where two would show
/// it as what is wanted although it is not.
fn number(found: Decimal, part: &Part, value: Decimal) -> Param {
    let factor = in_base_unit(Decimal::ONE, &part.unit).unwrap_or(Decimal::ONE);
    let shown = found.checked_div(factor).unwrap_or(found);
    let short = shown.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    let misleading = short == part.value && found != value;
    with_unit(if misleading { shown.round_dp(12) } else { short }, &part.unit)
}

fn read(judged: &Judged<'_>, part: &Part) -> Found {
    let answers = &judged.plan.answers;
    match &part.metric {
        Metric::InvestmentsTotal => total(judged, "investments"),
        Metric::FundingTotal => total(judged, "funding"),
        Metric::Rows(table) => counted(answers.rows(table).count(), table),
        Metric::SelectedFirms(role) => {
            let firms = judged.plan.selected.iter();
            let count = firms.filter(|firm| role.is_none_or(|role| firm.role == role)).count();
            counted(count, "selected_firms")
        }
        Metric::Answer(path) => at(judged, path),
        Metric::Own(id) => at(judged, &format!("{ANSWERS_KEY}.{id}")),
        _ => indicator(judged, part),
    }
}

/// Nothing there is nothing written yet, not a zero.
fn counted(count: usize, field: &str) -> Found {
    let number = Decimal::from(count);
    if count == 0 {
        Found::Blank(field.to_owned(), Some(number))
    } else {
        Found::Number(number, field.to_owned())
    }
}

fn at(judged: &Judged<'_>, path: &str) -> Found {
    match judged.plan.answers.at(path).and_then(decimal) {
        Some(number) => Found::Number(number, path.to_owned()),
        None => Found::Blank(path.to_owned(), None),
    }
}

/// The sum of a table's amounts; while one is blank it can still grow.
fn total(judged: &Judged<'_>, table: &str) -> Found {
    let (mut sum, mut blank, mut any) = (Decimal::ZERO, None, false);
    for (index, row) in judged.plan.answers.rows(table) {
        match row.decimal("amount") {
            Some(amount) => {
                let Some(more) = sum.checked_add(amount) else {
                    return Found::Odd("threshold_too_large", table.to_owned());
                };
                (sum, any) = (more, true);
            }
            None => blank = blank.or(Some(format!("{table}[{index}].amount"))),
        }
    }
    match blank {
        Some(field) => Found::Blank(field, Some(sum)),
        None if any => Found::Number(sum, table.to_owned()),
        None => Found::Blank(table.to_owned(), None),
    }
}

/// The number of an indicator: its last target, or how that compares with an earlier number.
fn indicator(judged: &Judged<'_>, part: &Part) -> Found {
    let head = part.metric.head().unwrap_or("");
    let named = |row: &Row<'_>| part.indicator.is_empty() || row.text("name") == part.indicator;
    let mut rows = judged.plan.answers.rows("kpi").filter(|(_, row)| row.text("head") == head);
    let Some((index, row)) = rows.find(|(_, row)| named(row)) else {
        return Found::Blank("kpi".to_owned(), None);
    };
    let Some(last) = judged.plan.period.fiscal_years().last().copied() else {
        return Found::Blank("kpi".to_owned(), None);
    };
    let place = format!("kpi[{index}].targets.{last}");
    let targets = row.years("targets");
    let Some(target) = targets.iter().find(|(year, _)| *year == last).map(|(_, value)| *value)
    else {
        return Found::Blank(place, None);
    };
    if let Some(problem) = unit_problem(index, row, part) {
        return problem;
    }
    let in_base = |value| in_base_unit(value, row.text("unit"));
    if matches!(part.metric, Metric::KpiTarget(_)) {
        return match in_base(target) {
            Some(value) => Found::Number(value, place),
            None => Found::Odd("threshold_too_large", place),
        };
    }
    let (from, start) = match part.baseline.unwrap_or_default() {
        StartsFrom::BaselineYear => {
            let Some(baseline) = row.decimal("baseline") else {
                return Found::Blank(format!("kpi[{index}].baseline"), None);
            };
            (row.integer("baseline_year"), baseline)
        }
        StartsFrom::FirstTarget => match targets.first() {
            Some((year, value)) => (Some(i64::from(year.year())), *value),
            None => return Found::Blank(place, None),
        },
    };
    let moved = match part.metric {
        Metric::KpiIncrease(_) => target.checked_sub(start).and_then(in_base),
        Metric::KpiGrowth(_) if start > Decimal::ZERO => growth(start, target),
        Metric::KpiCagr(_) if start > Decimal::ZERO => {
            let Some(from) = from else {
                return Found::Blank(format!("kpi[{index}].baseline_year"), None);
            };
            match u32::try_from(i64::from(last.year()) - from) {
                Ok(years) if years > 0 && target >= Decimal::ZERO => {
                    return yearly(start, target, years, part, place);
                }
                _ => {
                    return Found::Odd("threshold_no_years", format!("kpi[{index}].baseline_year"));
                }
            }
        }
        _ => return Found::Odd("threshold_start_not_positive", format!("kpi[{index}].baseline")),
    };
    moved.map_or(Found::Odd("threshold_too_large", place.clone()), |value| {
        Found::Number(value, place)
    })
}

/// The indicator counts in another kind of unit than the one that is wanted.
fn unit_problem(index: usize, row: Row<'_>, part: &Part) -> Option<Found> {
    let unit = row.text("unit");
    let place = format!("kpi[{index}].unit");
    let relative = matches!(part.metric, Metric::KpiGrowth(_) | Metric::KpiCagr(_));
    if relative || unit == part.unit {
        return None;
    }
    if unit.is_empty() {
        return Some(Found::Blank(place, None));
    }
    let money = |unit: &str| unit.ends_with("yen");
    (!(money(unit) && money(&part.unit))).then_some(Found::Odd("threshold_unit_differs", place))
}

/// How much more the end is than the start, percent of the start.
fn growth(start: Decimal, end: Decimal) -> Option<Decimal> {
    end.checked_sub(start)?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(start)
}

/// The growth per year. It is compared without a root: the start grown by the wanted rate for so
/// many years against the end; what is shown is the rate to four places.
fn yearly(start: Decimal, end: Decimal, years: u32, part: &Part, place: String) -> Found {
    let grown = |rate: Decimal| {
        let factor = Decimal::ONE.checked_add(rate.checked_div(Decimal::ONE_HUNDRED)?)?;
        (0..years).try_fold(start, |value, _| value.checked_mul(factor))
    };
    let Some(wanted) = grown(part.value) else {
        return Found::Odd("threshold_too_large", place);
    };
    if wanted == end {
        return Found::Number(part.value, place);
    }
    // Ten-thousandths of a percent, found by halving; the rate lies just above `low`.
    let (mut low, mut high) = (-1_000_000_i64, 1_000_000_000_i64);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        match grown(Decimal::new(middle, 4)) {
            Some(value) if value <= end => low = middle,
            _ => high = middle,
        }
    }
    let rate = Decimal::new(low, 4);
    // The shown rate must lie on the same side of the wanted one as the end itself.
    let aside = match (end > wanted, rate <= part.value, rate >= part.value) {
        (true, true, _) => part.value.checked_add(Decimal::new(1, 4)),
        (false, _, true) => part.value.checked_sub(Decimal::new(1, 4)),
        _ => Some(rate),
    };
    match aside {
        Some(rate) => Found::Number(rate, place),
        None => Found::Odd("threshold_too_large", place),
    }
}
