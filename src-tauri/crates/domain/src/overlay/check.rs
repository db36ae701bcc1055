//! Checking an overlay: the file by itself, and against the catalogue that it was written for.

use std::collections::BTreeMap;

use super::read::read;
use super::references::references;
use super::spans::Lines;
use super::threshold::{Comparator, Part, StartsFrom};
use super::{Metric, Overlay, Problem};
use crate::catalogue::{Catalogue, Needed};

/// The catalogue of a version, if there is one.
pub type Bases<'a> = dyn Fn(&str) -> Option<&'a Catalogue> + 'a;

/// Reads and checks the text of an overlay.
///
/// # Errors
/// Everything that is wrong with it, in the order of the lines: one with a problem is not taken,
/// not even in part.
pub fn check(text: &str, bases: &Bases<'_>) -> Result<Overlay, Vec<Problem>> {
    let (overlay, lines, mut problems) = read(text);
    let overlay = match overlay {
        Some(overlay) => {
            if problems.is_empty() {
                problems.extend(contradictions(&overlay, &lines));
            }
            match bases(&overlay.base) {
                Some(catalogue) => problems.extend(references(&overlay, catalogue, &lines)),
                None if overlay.base.is_empty() => {}
                None => problems
                    .push(lines.problem("base_unknown", "base").with("version", &overlay.base)),
            }
            Some(overlay)
        }
        None => None,
    };
    match overlay {
        Some(overlay) if problems.is_empty() => Ok(overlay),
        _ => {
            problems.sort_by(|a, b| a.line.cmp(&b.line).then_with(|| a.path.cmp(&b.path)));
            problems.dedup();
            Err(problems)
        }
    }
}

/// What one number is asked for: from which bound up, up to which.
#[derive(Default)]
struct Bounds<'a> {
    low: Option<(&'a Part, usize)>,
    high: Option<(&'a Part, usize)>,
}

type Asked<'a> = (&'a str, &'a Metric, &'a str, StartsFrom);

/// Numbers that are asked to be above one bound and below a smaller one.
fn contradictions(overlay: &Overlay, lines: &Lines) -> Vec<Problem> {
    let mut asked: BTreeMap<Asked<'_>, Bounds<'_>> = BTreeMap::new();
    let mut problems = Vec::new();
    for (index, threshold) in overlay.threshold.iter().enumerate() {
        // Where any part will do, none of them must hold; a single part must.
        if threshold.needed == Needed::Any && threshold.parts.len() > 1 {
            continue;
        }
        let list = if threshold.needed == Needed::All { "all_of" } else { "any_of" };
        for (at, part) in threshold.parts.iter().enumerate() {
            let start = part.baseline.unwrap_or_default();
            let key =
                (threshold.requirement.as_str(), &part.metric, part.indicator.as_str(), start);
            let bounds = asked.entry(key).or_default();
            if let Some((other, first)) = bounds.narrow(part, index) {
                let code =
                    if first == index { "threshold_min_over_max" } else { "thresholds_contradict" };
                let path = format!("threshold[{index}].{list}[{at}]");
                problems.push(
                    lines
                        .problem(code, path)
                        .with("metric", part.metric.to_text())
                        .with("value", super::plain(part.value))
                        .with("other", super::plain(other.value)),
                );
            }
        }
    }
    problems
}

impl<'a> Bounds<'a> {
    /// Takes one more part; gives an earlier one that can't hold together with it.
    fn narrow(&mut self, part: &'a Part, index: usize) -> Option<(&'a Part, usize)> {
        let (low, high) = (self.low, self.high);
        let lower = !matches!(part.comparator, Comparator::Le | Comparator::Lt);
        let upper = !matches!(part.comparator, Comparator::Ge | Comparator::Gt);
        if lower && low.is_none_or(|(known, _)| in_base(part) >= in_base(known)) {
            self.low = Some((part, index));
        }
        if upper && high.is_none_or(|(known, _)| in_base(part) <= in_base(known)) {
            self.high = Some((part, index));
        }
        let against_low = low.filter(|(known, _)| upper && !meet(known, part));
        let against_high = high.filter(|(known, _)| lower && !meet(part, known));
        against_low.or(against_high)
    }
}

/// Whether a number can be above `low` and below `high`.
fn meet(low: &Part, high: &Part) -> bool {
    let (from, to) = (in_base(low), in_base(high));
    let open = low.comparator == Comparator::Gt || high.comparator == Comparator::Lt;
    if open { from < to } else { from <= to }
}

/// A value in the smallest unit of its kind, so that 1億円 and 100百万円 are one.
fn in_base(part: &Part) -> rust_decimal::Decimal {
    super::threshold::in_base_unit(part.value, &part.unit).unwrap_or(part.value)
}

#[cfg(test)]
mod tests;
