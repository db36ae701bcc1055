//! The rule about the choice of firms (B-S): each with both degrees, or a reason why not.

use super::{Judged, Outcome};
use crate::finding::{Finding, Param};
use crate::plan::{FirmRole, SelectedFirm};

pub(super) fn selection(judged: &Judged<'_>) -> Outcome {
    let mut outcome = Outcome::default();
    // A firm that only takes part, or comes from outside, is no part of the selection.
    let chosen = judged.plan.selected.iter().enumerate().filter(|(_, selected)| {
        matches!(selected.role, FirmRole::Core | FirmRole::PrioritySupport)
    });
    let mut any = false;
    for (index, selected) in chosen {
        any = true;
        firm(&mut outcome, judged, index, selected);
    }
    if !any {
        outcome.unknown(Finding::new("selection_empty", "selected_firms"));
    }
    outcome
}

fn firm(outcome: &mut Outcome, judged: &Judged<'_>, index: usize, selected: &SelectedFirm) {
    let degrees = judged.context.degrees.get(&selected.firm);
    let name = degrees.map_or("", |d| d.name.as_str());
    let about = |code, part: &str| {
        Finding::new(code, format!("selected_firms[{index}].{part}")).text("name", name)
    };
    let missing = degrees.map_or(&["firm_not_found"][..], |d| &d.missing);
    if missing.is_empty() {
        outcome.holds(about("firm_with_degrees", "connector_degree"));
        if degrees.is_some_and(|d| d.registered_sum) {
            outcome.warnings.push(about("degrees_by_registered_sum", "connector_degree"));
        }
        return;
    }
    let reasons =
        Param::List(missing.iter().map(|code| Param::Word(format!("missing.{code}"))).collect());
    if selected.reason.trim().is_empty() {
        outcome.unknown(about("degrees_without_reason", "reason").with("reasons", reasons));
    } else {
        outcome.holds(about("firm_with_reason", "reason"));
        let found = about("degrees_by_reason_only", "connector_degree");
        outcome.warnings.push(found.with("reasons", reasons));
    }
}
