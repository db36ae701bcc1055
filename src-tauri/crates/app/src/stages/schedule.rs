//! Planning the days of a plan's stages.

use jiff::civil::Date;
use shirube_domain::answers::LONGEST_TEXT;
use shirube_domain::catalogue::Stage;
use shirube_domain::plan::Plan;
use shirube_domain::stages::{PlannedStage, Why, fix, is_open, lacking, plan_backward};
use shirube_store::ActionKind;

use super::words;
use crate::api::stages::{ScheduleRequest, Scheduled, ScheduledStage, StageWarning};
use crate::fault::Fault;
use crate::parse;
use crate::plans::catalogue;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

/// More office days for one stage than a year has are surely a slip.
const MOST_OFFICE_DAYS: u16 = 250;

pub(crate) fn schedule(
    session: &Session,
    request: ScheduleRequest,
    _progress: &dyn Progress,
) -> Outcome<Scheduled> {
    let id = parse::plan_id(&request.id)?;
    let submit = request.submit.as_deref().map(words::day).transpose()?;
    session.with_ledger(|ledger| {
        let mut plan = ledger.plan(id)?;
        let catalogue = catalogue::of_plan(session, ledger, &plan)?;
        let stages: Vec<_> = catalogue.stages(plan.kind).collect();
        write_beside(session, &mut plan, &stages, &request)?;
        let fixed = fixed(session, &stages, &request)?;
        if request.clear {
            plan.schedule.values_mut().for_each(|record| record.planned = None);
        }
        let planned = plan_days(&plan, &stages, submit, &fixed);
        for stage in &planned {
            if let Some(day) = stage.day {
                plan.schedule.entry(stage.id.clone()).or_default().planned = Some(day);
            }
        }
        for (id, _) in fixed.iter().filter(|(_, day)| day.is_none()) {
            plan.schedule.entry(id.clone()).or_default().planned = None;
        }
        plan.schedule.retain(|_, record| *record != shirube_domain::plan::StageRecord::default());
        let action =
            session.action(ActionKind::SchedulePlan).with("title", plan.title.as_str()).of_plan(id);
        let action = match request.dry_run {
            true => None,
            false => ledger.write(action, |tx| tx.update_plan(&plan))?.action,
        };
        Ok(Scheduled {
            warnings: warnings(session, &plan, &stages, &planned, submit),
            stages: views(session, &plan, &stages, &planned),
            action: action.map(|id| id.to_string()),
        })
    })
}

/// The days that a person gave single stages; `None` takes a day away.
type Fixed = Vec<(String, Option<Date>)>;

fn fixed(session: &Session, stages: &[&Stage], request: &ScheduleRequest) -> Outcome<Fixed> {
    let mut fixed = Fixed::new();
    for one in &request.set {
        let stage = words::find(session, stages, &one.stage)?;
        if fixed.iter().any(|(id, _)| *id == stage.id) {
            return Err(Fault::usage("stage_twice").with("stage", words::label(session, stage)));
        }
        let day = parse::given(one.on.as_ref()).map(words::day).transpose()?;
        fixed.push((stage.id.clone(), day));
    }
    Ok(fixed)
}

/// Who acts, notes and durations.
fn write_beside(
    session: &Session,
    plan: &mut Plan,
    stages: &[&Stage],
    request: &ScheduleRequest,
) -> Outcome<()> {
    for one in &request.office_days {
        let stage = words::find(session, stages, &one.stage)?;
        if one.days.is_some_and(|days| days > MOST_OFFICE_DAYS) {
            return Err(Fault::usage("office_days_too_many")
                .with("stage", words::label(session, stage))
                .with("most", MOST_OFFICE_DAYS));
        }
        let own = one.days.filter(|days| Some(*days) != stage.office_days);
        plan.schedule.entry(stage.id.clone()).or_default().office_days = own;
    }
    for (texts, is_note) in [(&request.who, false), (&request.notes, true)] {
        for one in texts {
            let stage = words::find(session, stages, &one.stage)?;
            let text = one.text.trim();
            if text.chars().count() > LONGEST_TEXT {
                return Err(Fault::usage("text_too_long"));
            }
            let record = plan.schedule.entry(stage.id.clone()).or_default();
            match is_note {
                true => text.clone_into(&mut record.note),
                false if text == stage.who => record.who.clear(),
                false => text.clone_into(&mut record.who),
            }
        }
    }
    Ok(())
}

fn plan_days(
    plan: &Plan,
    stages: &[&Stage],
    submit: Option<Date>,
    fixed: &Fixed,
) -> Vec<PlannedStage> {
    let own = |stage: &Stage| {
        plan.schedule.get(&stage.id).and_then(|record| record.office_days).or(stage.office_days)
    };
    let given = |id: &str| fixed.iter().find(|(other, _)| other == id).and_then(|(_, day)| *day);
    match submit {
        Some(submit) => plan_backward(stages, submit, &given, &own),
        None => {
            let mut planned = Vec::new();
            for stage in stages {
                planned.extend(given(&stage.id).map(|day| fix(&stage.id, day, own(stage))));
            }
            planned
        }
    }
}

/// Every stage of the way with its day; those that were not planned now as they stand.
fn views(
    session: &Session,
    plan: &Plan,
    stages: &[&Stage],
    planned: &[PlannedStage],
) -> Vec<ScheduledStage> {
    let way = stages.iter().filter(|stage| !stage.returns);
    way.map(|stage| {
        let now = planned.iter().find(|one| one.id == stage.id);
        let record = plan.schedule.get(&stage.id);
        let own = record.and_then(|record| record.office_days);
        ScheduledStage {
            id: stage.id.clone(),
            label: words::label(session, stage),
            planned: record.and_then(|record| record.planned).map(|day| day.to_string()),
            office_days: own.or(stage.office_days),
            reason: now.map_or_else(
                || session.say("stages.reason.untouched", &[]),
                |one| reason(session, one),
            ),
        }
    })
    .collect()
}

fn reason(session: &Session, stage: &PlannedStage) -> String {
    let why = match stage.why {
        None => session.say("stages.reason.none", &[]),
        Some(Why::Submission) => session.say("stages.reason.submission", &[]),
        Some(Why::Fixed) => session.say("stages.reason.fixed", &[]),
        Some(Why::Before(days)) => {
            session.say("stages.reason.before", &[("days", &days.to_string())])
        }
        Some(Why::After(days)) => {
            session.say("stages.reason.after", &[("days", &days.to_string())])
        }
    };
    match stage.moved {
        None => why,
        Some((wanted, closed)) => {
            let (day, name) = (words::say_day(session, wanted), words::say_closed(session, closed));
            let moved = session.say("stages.reason.moved", &[("on", &day), ("why", &name)]);
            session.say("stages.reason.both", &[("why", &why), ("moved", &moved)])
        }
    }
}

fn warnings(
    session: &Session,
    plan: &Plan,
    stages: &[&Stage],
    planned: &[PlannedStage],
    submit: Option<Date>,
) -> Vec<StageWarning> {
    let today = session.now().1;
    let mut found = Vec::new();
    if let Some(submit) = submit.filter(|day| *day < today) {
        let day = words::say_day(session, submit);
        found.push(words::warning(session, "submission_past", None, &[("on", &day)]));
    }
    let label = |id: &str| {
        let stage = stages.iter().find(|stage| stage.id == id);
        stage.map_or_else(String::new, |stage| words::label(session, stage))
    };
    let way: Vec<(&str, Date)> = stages
        .iter()
        .filter(|stage| !stage.returns)
        .filter_map(|stage| Some((stage.id.as_str(), plan.schedule.get(&stage.id)?.planned?)))
        .collect();
    for pair in way.windows(2) {
        if let [(first, before), (second, after)] = pair
            && after < before
        {
            let params = [("first", &*label(first)), ("second", &*label(second))];
            found.push(words::warning(session, "reversed", Some(second), &params));
        }
    }
    // What is done already needs no time any more.
    let open =
        planned.iter().find(|one| one.day.is_some() && is_open(plan, stages, &one.id, today));
    if let Some((one, lacking)) = open.map(|one| (one, lacking(one, today)))
        && lacking > 0
    {
        let params = [("stage", &*label(&one.id)), ("days", &*lacking.to_string())];
        found.push(words::warning(session, "too_late", Some(&one.id), &params));
    }
    found
}
