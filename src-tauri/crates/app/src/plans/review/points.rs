//! Review points: listing, writing, dropping them.

use shirube_domain::answers::LONGEST_TEXT;
use shirube_domain::catalogue::Catalogue;
use shirube_domain::plan::{Plan, PlanKind};
use shirube_store::{ActionKind, PointOrigin, PointState, ReviewPoint};
use uuid::Uuid;

use crate::api::ActionDone;
use crate::api::review::{
    PointIdRequest, PointRequest, PointView, PointWritten, PointsList, PointsRequest,
};
use crate::fault::Fault;
use crate::parse;
use crate::plans::catalogue;
use crate::plans::evidence::attach::requirement_id;
use crate::plans::review::label;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn list(
    session: &Session,
    request: PointsRequest,
    _progress: &dyn Progress,
) -> Outcome<PointsList> {
    let id = parse::plan_id(&request.id)?;
    session.with_ledger(|ledger| {
        let plan = ledger.plan(id)?;
        let mut points = ledger.review_points(id)?;
        let open = points.iter().filter(|point| point.state != PointState::Resolved).count();
        if request.open {
            points.retain(|point| point.state != PointState::Resolved);
        }
        // Stable: inside a state they stay in the order of their coming.
        points.sort_by_key(|point| point.state as u8);
        let points = points.iter().map(|point| view(session, plan.kind, point)).collect();
        Ok(PointsList { points, open: open as u64 })
    })
}

pub(crate) fn add(
    session: &Session,
    request: PointRequest,
    _progress: &dyn Progress,
) -> Outcome<PointWritten> {
    let id = parse::plan_id(&request.id)?;
    let text = said(&request.text)?;
    let returned_on = parse::given(request.returned_on.as_ref()).map(parse::date).transpose()?;
    session.with_ledger(|ledger| {
        let plan = ledger.plan(id)?;
        let catalogue = catalogue::of_plan(session, ledger, &plan)?;
        let (field, requirement) = place(session, &catalogue, &plan, &request)?;
        let action =
            session.action(ActionKind::AddPoint).with("title", plan.title.as_str()).of_plan(id);
        let point = ReviewPoint {
            id: ledger.new_id(action.at),
            plan: id,
            field,
            requirement,
            origin: if returned_on.is_some() { PointOrigin::Return } else { PointOrigin::Comment },
            text,
            author: action.actor.clone(),
            at: action.at,
            returned_on,
            answer: None,
            answered_by: None,
            answered_at: None,
            state: PointState::Open,
        };
        let written = ledger.write(action, |tx| tx.add_review_point(&point))?;
        Ok(PointWritten {
            point: view(session, plan.kind, &point),
            action: written.action.map(|id| id.to_string()),
        })
    })
}

/// The field and the requirement that a point is about; at least one of them is named.
fn place(
    session: &Session,
    catalogue: &Catalogue,
    plan: &Plan,
    request: &PointRequest,
) -> Outcome<(String, Option<String>)> {
    let field = parse::given(request.field.as_ref());
    let requirement = parse::given(request.requirement.as_ref())
        .map(|wanted| requirement_id(session, catalogue, plan.kind, wanted))
        .transpose()?;
    let Some(field) = field else {
        return match requirement {
            Some(id) => Ok((String::new(), Some(id))),
            None => Err(Fault::usage("point_without_place")),
        };
    };
    let key = label::key_of(plan.kind, field)
        .ok_or_else(|| Fault::usage("field_unknown").with("field", field))?;
    let asking = || catalogue.required_by(plan.kind, key).first().map(|id| (*id).to_owned());
    Ok((field.to_owned(), requirement.or_else(asking)))
}

pub(crate) fn drop_point(
    session: &Session,
    request: PointIdRequest,
    _progress: &dyn Progress,
) -> Outcome<ActionDone> {
    let id = parse::plan_id(&request.id)?;
    let point = point_id(&request.point)?;
    session.with_ledger(|ledger| {
        let plan = ledger.plan(id)?;
        ledger.review_point(id, point)?;
        let action = session.action(ActionKind::RemovePoint).with("title", plan.title).of_plan(id);
        let written = ledger.write(action, |tx| tx.remove_review_point(point))?;
        Ok(ActionDone { action: written.action.map(|id| id.to_string()) })
    })
}

/// What a person says: not blank, not endless.
pub(crate) fn said(text: &str) -> Outcome<String> {
    let text = text.trim();
    if text.is_empty() {
        Err(Fault::usage("text_missing"))
    } else if text.chars().count() > LONGEST_TEXT {
        Err(Fault::usage("text_too_long"))
    } else {
        Ok(text.to_owned())
    }
}

/// The id of a point.
pub(crate) fn point_id(text: &str) -> Outcome<Uuid> {
    Uuid::try_parse(text.trim()).map_err(|_| Fault::usage("point_not_found").with("id", text))
}

/// A point as it goes over the border.
pub(crate) fn view(session: &Session, kind: PlanKind, point: &ReviewPoint) -> PointView {
    PointView {
        id: point.id.to_string(),
        label: match (&point.requirement, point.field.as_str()) {
            (Some(id), "") => id.clone(),
            (_, field) => label::of_path(session, kind, field),
        },
        field: point.field.clone(),
        requirement: point.requirement.clone(),
        origin: point.origin.as_str().to_owned(),
        text: point.text.clone(),
        author: point.author.clone(),
        at: point.at.to_string(),
        returned_on: point.returned_on.map(|day| day.to_string()),
        answer: point.answer.clone(),
        answered_by: point.answered_by.clone(),
        answered_at: point.answered_at.map(|at| at.to_string()),
        state: point.state.as_str().to_owned(),
    }
}
