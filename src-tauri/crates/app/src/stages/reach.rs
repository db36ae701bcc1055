//! A plan reaches a stage.

use jiff::Timestamp;
use jiff::civil::Date;
use shirube_domain::answers::LONGEST_TEXT;
use shirube_domain::catalogue::Stage;
use shirube_domain::plan::Plan;
use shirube_domain::stages::reach as reached;
use shirube_store::ActionKind;
use uuid::Uuid;

use super::words;
use crate::api::revisions::OfferedRevision;
use crate::api::stages::{StageChanged, StageRequest, StageWarning};
use crate::clock;
use crate::fault::Fault;
use crate::parse;
use crate::plans::catalogue;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn reach(
    session: &Session,
    request: StageRequest,
    _progress: &dyn Progress,
) -> Outcome<StageChanged> {
    let id = parse::plan_id(&request.id)?;
    let on = words::day(&request.on)?;
    let note = parse::given(request.note.as_ref()).unwrap_or("");
    if note.chars().count() > LONGEST_TEXT {
        return Err(Fault::usage("text_too_long"));
    }
    session.with_ledger(|ledger| {
        let mut plan = ledger.plan(id)?;
        let catalogue = catalogue::of_plan(session, ledger, &plan)?;
        let stages: Vec<_> = catalogue.stages(plan.kind).collect();
        let stage = words::find(session, &stages, &request.to)?;
        let warnings = warnings(session, &plan, &stages, stage, on);
        let moved = plan.stage != stage.id;
        reached(&mut plan, &stages, stage, (on, begun(id, on)), note);
        let action = session
            .action(ActionKind::ChangeStage)
            .with("title", plan.title.as_str())
            .with("stage", words::label(session, stage))
            .of_plan(id);
        let written = ledger.write(action, |tx| tx.update_plan(&plan))?;
        Ok(StageChanged {
            action: written.action.map(|id| id.to_string()),
            stage: stage.id.clone(),
            label: words::label(session, stage),
            warnings,
            offer: if moved { offer(session, stage) } else { None },
        })
    })
}

/// The revision that is worth keeping when a plan reaches the stage.
fn offer(session: &Session, stage: &Stage) -> Option<OfferedRevision> {
    stage.keeps.map(|status| OfferedRevision {
        status: status.as_str().to_owned(),
        label: words::label(session, stage),
    })
}

/// The day on which the plan was begun, as its id tells; `otherwise` where it does not.
fn begun(id: Uuid, otherwise: Date) -> Date {
    let seconds = id.get_timestamp().map(|time| time.to_unix().0);
    let moment = seconds.and_then(|s| Timestamp::from_second(i64::try_from(s).ok()?).ok());
    moment.map_or(otherwise, clock::day_of)
}

fn warnings(
    session: &Session,
    plan: &Plan,
    stages: &[&Stage],
    stage: &Stage,
    on: Date,
) -> Vec<StageWarning> {
    let mut found = Vec::new();
    let mut add = |code: &str, params: &[(&str, &str)]| {
        found.push(words::warning(session, code, Some(&stage.id), params));
    };
    let actual = |stage: &Stage| plan.schedule.get(&stage.id).and_then(|record| record.actual);
    let before = stages.iter().take_while(|other| other.id != stage.id && !other.returns);
    let latest =
        before.filter_map(|other| Some((actual(other)?, *other))).max_by_key(|pair| pair.0);
    if let Some((day, other)) = latest.filter(|(day, _)| on < *day) {
        let (name, day) = (words::label(session, other), words::say_day(session, day));
        add("before_earlier", &[("stage", &name), ("on", &day)]);
    }
    if on > session.now().1 {
        add("in_future", &[("on", &words::say_day(session, on))]);
    }
    found
}
