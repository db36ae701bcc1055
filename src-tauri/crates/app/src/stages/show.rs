//! The stages of a plan as they stand today.

use jiff::civil::Date;
use shirube_domain::catalogue::Catalogue;
use shirube_domain::holidays::office_days_between;
use shirube_domain::plan::Plan;
use shirube_domain::stages::{StageState, StageView, standing};
use shirube_store::{Attachment, PointOrigin, PointState, ReviewPoint};

use super::words;
use crate::api::plans::PlanRequest;
use crate::api::stages::{PlanStageView, StageAttachment, StageVisitView, StagesShown};
use crate::parse;
use crate::plans::catalogue;
use crate::plans::evidence::attach::STAGE;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn show(
    session: &Session,
    request: PlanRequest,
    _progress: &dyn Progress,
) -> Outcome<StagesShown> {
    let id = parse::plan_id(&request.id)?;
    let today = session.now().1;
    session.with_ledger(|ledger| {
        let plan = ledger.plan(id)?;
        let catalogue = catalogue::of_plan(session, ledger, &plan)?;
        let stages: Vec<_> = catalogue.stages(plan.kind).collect();
        let standing = standing(&plan, &stages, today);
        let planned = submission(&standing);
        let handed_in = standing
            .iter()
            .find(|one| one.stage.submission)
            .and_then(|one| one.record.actual.filter(|_| is_reached(one)));
        Ok(StagesShown {
            stage: plan.stage.clone(),
            submission: handed_in.or(planned).map(|day| day.to_string()),
            submission_days: planned.map(|day| days(today, day)),
            submission_office_days: planned.map(|day| office_days_between(today, day)),
            open_points: open_points(&ledger.review_points(id)?),
            stages: {
                let files = ledger.attachments(Some(id))?;
                standing.iter().map(|one| view(session, one, &files, today)).collect()
            },
        })
    })
}

/// The planned day of submission of a plan that is not handed in yet.
fn submission(standing: &[StageView<'_>]) -> Option<Date> {
    let stage = standing.iter().find(|one| one.stage.submission)?;
    stage.record.planned.filter(|_| !is_reached(stage))
}

/// The planned day of submission of a plan, while it is not handed in.
pub(crate) fn submission_of(plan: &Plan, catalogue: &Catalogue, today: Date) -> Option<Date> {
    let stages: Vec<_> = catalogue.stages(plan.kind).collect();
    submission(&standing(plan, &stages, today))
}

/// Whether nothing more is to be done about the stage.
fn is_reached(one: &StageView<'_>) -> bool {
    matches!(one.state, StageState::Done | StageState::Current | StageState::Skipped)
}

/// Calendar days from one day to another.
pub(crate) fn days(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

/// How many points of a return nobody has answered.
fn open_points(points: &[ReviewPoint]) -> u64 {
    let open = |point: &&ReviewPoint| {
        point.origin == PointOrigin::Return && point.state == PointState::Open
    };
    points.iter().filter(open).count() as u64
}

fn attachments(files: &[Attachment], stage: &str) -> Vec<StageAttachment> {
    let here = |file: &&Attachment| {
        file.requirement.as_deref().and_then(|of| of.strip_prefix(STAGE)) == Some(stage)
    };
    files
        .iter()
        .filter(here)
        .map(|file| StageAttachment {
            id: file.id.to_string(),
            name: file.name.clone(),
            bytes: file.bytes,
        })
        .collect()
}

fn view(
    session: &Session,
    one: &StageView<'_>,
    files: &[Attachment],
    today: Date,
) -> PlanStageView {
    let StageView { stage, record, state } = one;
    let open = record.planned.filter(|_| !is_reached(one));
    PlanStageView {
        id: stage.id.clone(),
        label: words::label(session, stage),
        who: if record.who.is_empty() { stage.who.clone() } else { record.who.clone() },
        origin: stage.origin.as_str().to_owned(),
        source: stage.verbatim.clone(),
        returns: stage.returns,
        submission: stage.submission,
        planned: record.planned.map(|day| day.to_string()),
        actual: record.actual.map(|day| day.to_string()),
        note: record.note.clone(),
        office_days: record.office_days.or(stage.office_days),
        usual_office_days: stage.office_days,
        attachments: attachments(files, &stage.id),
        state: state.as_str().to_owned(),
        days: open.map(|day| days(today, day)),
        visits: record
            .visits
            .iter()
            .map(|visit| StageVisitView { on: visit.on.to_string(), note: visit.note.clone() })
            .collect(),
    }
}
