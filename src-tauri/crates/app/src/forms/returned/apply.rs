//! Writing what was chosen of a returned form into the plan, as one action.

use serde_json::Value;
use shirube_domain::answers::LONGEST_TEXT;
use shirube_domain::plan::Plan;
use shirube_store::{ActionKind, Ledger, PointOrigin, PointState, ReviewPoint};

use super::compare::Found;
use super::points::{kept_author, kept_text};
use super::set::put_all;
use crate::api::returned::{FormsReadRequest, ReturnApplied, ReturnedChange, ReturnedPoint};
use crate::fault::Fault;
use crate::session::{Outcome, Session};

pub(super) fn apply(
    session: &Session,
    ledger: &mut Ledger,
    before: &Plan,
    request: &FormsReadRequest,
    found: &Found,
    points: &[ReturnedPoint],
) -> Outcome<ReturnApplied> {
    let chosen = chosen(&request.fields, &found.changes)?;
    let values: Vec<(&str, &Value, bool)> = chosen
        .iter()
        .map(|change| (change.field.as_str(), &change.after, change.kind == "removed"))
        .collect();
    let plan = put_all(before.clone(), &values)?;
    let new: Vec<&ReturnedPoint> = match request.without_points {
        true => Vec::new(),
        false => points.iter().filter(|point| !point.known).collect(),
    };
    let action = session
        .action(ActionKind::ReadReturn)
        .with("title", before.title.as_str())
        .with("count", chosen.len())
        .with("points", new.len())
        .of_plan(before.id);
    let mut kept: Vec<ReviewPoint> = Vec::new();
    for point in new {
        let id = ledger.new_id(action.at);
        kept.push(ReviewPoint {
            id,
            plan: before.id,
            field: point.field.clone().unwrap_or_default(),
            requirement: point.requirement.clone(),
            origin: PointOrigin::Return,
            text: kept_text(session, point).chars().take(LONGEST_TEXT).collect(),
            author: kept_author(session, point),
            at: action.at,
            returned_on: Some(session.now().1),
            answer: None,
            answered_by: None,
            answered_at: None,
            state: PointState::Open,
        });
    }
    let written = ledger.write(action, |tx| {
        for point in &kept {
            tx.add_review_point(point)?;
        }
        tx.update_plan(&plan)
    })?;
    let left = found
        .changes
        .iter()
        .filter(|change| change.conflict && !chosen.iter().any(|one| one.field == change.field));
    Ok(ReturnApplied {
        action: written.action.map(|id| id.to_string()),
        conflicts: left.map(|change| change.field.clone()).collect(),
        fields: chosen.into_iter().map(|change| change.field.clone()).collect(),
        points: kept.len() as u64,
    })
}

/// The changes that are named, or all that are no conflict.
fn chosen<'c>(
    fields: &[String],
    changes: &'c [ReturnedChange],
) -> Outcome<Vec<&'c ReturnedChange>> {
    if fields.is_empty() {
        return Ok(changes.iter().filter(|change| !change.conflict).collect());
    }
    let names = |wanted: &str, change: &ReturnedChange| {
        let rest = change.field.strip_prefix(wanted.trim());
        // `products[2]` is the whole row, `products[2].name` one box of it.
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    for wanted in fields {
        if !changes.iter().any(|change| names(wanted, change)) {
            return Err(Fault::usage("returned_not_changed").with("field", wanted));
        }
    }
    let named = |change: &&ReturnedChange| fields.iter().any(|wanted| names(wanted, change));
    Ok(changes.iter().filter(named).collect())
}
