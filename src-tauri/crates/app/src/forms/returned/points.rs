//! The review points of a returned form.

use shirube_domain::plan::Plan;
use shirube_forms::{Point, PointSort};
use shirube_store::{Ledger, PointOrigin, ReviewPoint};

use crate::api::returned::ReturnedPoint;
use crate::plans::catalogue;
use crate::plans::review::label;
use crate::session::{Outcome, Session};

pub(super) fn views(
    session: &Session,
    ledger: &Ledger,
    plan: &Plan,
    points: &[Point],
) -> Outcome<Vec<ReturnedPoint>> {
    let known = ledger.review_points(plan.id)?;
    let catalogue = catalogue::of_plan(session, ledger, plan)?;
    let mut views: Vec<ReturnedPoint> = Vec::new();
    for point in points {
        let key = point.field.as_deref().and_then(|field| label::key_of(plan.kind, field));
        let asked = key.and_then(|key| {
            catalogue.required_by(plan.kind, key).first().map(|id| (*id).to_owned())
        });
        let mut view = ReturnedPoint {
            kind: point.sort.as_str().to_owned(),
            sheet: point.sheet.clone(),
            cell: point.cell.clone(),
            text: text(session, point),
            author: Some(point.author.clone()).filter(|author| !author.is_empty()),
            field: key.and(point.field.clone()),
            requirement: point.requirement.clone().or(asked),
            label: String::new(),
            known: false,
        };
        view.label = match (&view.field, &view.requirement) {
            (Some(field), _) => label::of_path(session, plan.kind, field),
            (None, Some(id)) => id.clone(),
            (None, None) => format!("{} {}", view.sheet, view.cell),
        };
        view.known = known.iter().any(|old| is(session, &view, old));
        views.push(view);
    }
    Ok(views)
}

fn text(session: &Session, point: &Point) -> String {
    let params = [("sheet", point.sheet.as_str()), ("cell", &point.cell), ("text", &point.text)];
    match point.sort {
        PointSort::Colour => session.say("returned.point.colour", &params),
        PointSort::Check => session.say("returned.point.check", &params),
        _ => point.text.clone(),
    }
}

/// What the plan keeps of a point: a place that no field has stands in the text.
pub(super) fn kept_text(session: &Session, point: &ReturnedPoint) -> String {
    if point.field.is_some() || point.requirement.is_some() {
        return point.text.clone();
    }
    let place = [("sheet", point.sheet.as_str()), ("cell", &point.cell), ("text", &point.text)];
    session.say("returned.point.at", &place)
}

/// Who said it, as the plan keeps it.
pub(super) fn kept_author(session: &Session, point: &ReturnedPoint) -> String {
    point.author.clone().unwrap_or_else(|| session.say("returned.point.no_author", &[]))
}

/// Whether a point of the plan is this one.
fn is(session: &Session, view: &ReturnedPoint, old: &ReviewPoint) -> bool {
    old.origin == PointOrigin::Return
        && old.field == view.field.as_deref().unwrap_or_default()
        && old.text == kept_text(session, view)
        && old.author == kept_author(session, view)
}
