//! What is asked about a plan's stages, days and revisions.

use serde_json::{Value, json};
use shirube_app::Fault;

use super::{Needs, Task, path};
use crate::args::{Compared, StagesVerb, word};
use crate::print::{self, stages};

pub(super) fn task(verb: &StagesVerb) -> Result<Task, Fault> {
    use Needs::{ToRead, ToWrite};
    Ok(match verb {
        StagesVerb::Stages { id } => {
            Task::new("plans_stages", ToRead, json!({ "id": id }), stages::stages)
        }
        StagesVerb::Stage { id, to, on, note } => {
            let request = json!({ "id": id, "to": to, "on": on, "note": note });
            Task::new("plans_stage", ToWrite, request, stages::reached)
        }
        StagesVerb::Schedule { dry_run, .. } => {
            let needs = if *dry_run { ToRead } else { ToWrite };
            Task::new("plans_schedule", needs, schedule(verb)?, stages::scheduled)
        }
        StagesVerb::Due { on, days } => {
            Task::new("plans_due", ToRead, json!({ "on": on, "days": days }), stages::due)
        }
        StagesVerb::Calendar { id, to } => {
            let request = json!({ "id": id, "to": path(to) });
            Task::new("plans_calendar", ToRead, request, stages::calendar)
        }
        StagesVerb::Revise { id, status, on, label } => {
            let request = json!({ "id": id, "status": word(*status), "on": on, "label": label });
            Task::new("plans_revise", ToWrite, request, stages::revised)
        }
        StagesVerb::Revisions { id, drop: None } => {
            Task::new("plans_revisions", ToRead, json!({ "id": id }), stages::revisions)
        }
        StagesVerb::Revisions { id, drop: Some(number) } => {
            let request = json!({ "id": id, "number": number });
            Task::new("plans_revision_drop", ToWrite, request, print::action)
        }
        StagesVerb::Compare { compared } => Task {
            answer_is_no: |response| response["changes"] != json!([]),
            ..Task::new("plans_compare", ToRead, compare(compared), stages::compared)
        },
        StagesVerb::Comparison { id, from, until, with, to } => {
            let compare = json!({ "id": id, "from": from, "to": until, "with": with });
            let request = json!({ "compare": compare, "to": path(to) });
            Task::new("plans_comparison", ToRead, request, stages::comparison)
        }
    })
}

fn compare(compared: &Compared) -> Value {
    json!({
        "id": compared.id,
        "from": compared.from,
        "to": compared.to,
        "with": compared.with,
    })
}

fn schedule(verb: &StagesVerb) -> Result<Value, Fault> {
    let StagesVerb::Schedule { id, submit, set, office_days, who, note, clear, dry_run } = verb
    else {
        return Ok(Value::Null);
    };
    let text = |stage: &str, text: &str| json!({ "stage": stage, "text": text });
    Ok(json!({
        "id": id,
        "submit": submit,
        "set": pairs(set, |stage, on| Some(json!({ "stage": stage, "on": on })))?,
        "office_days": pairs(office_days, |stage, days| {
            let days = if days.is_empty() { None } else { Some(days.parse::<u16>().ok()?) };
            Some(json!({ "stage": stage, "days": days }))
        })?,
        "who": pairs(who, |stage, who| Some(text(stage, who)))?,
        "notes": pairs(note, |stage, note| Some(text(stage, note)))?,
        "clear": clear,
        "dry_run": dry_run,
    }))
}

/// The parts of `STAGE=VALUE`.
fn pairs(
    texts: &[String],
    make: impl Fn(&str, &str) -> Option<Value>,
) -> Result<Vec<Value>, Fault> {
    texts
        .iter()
        .map(|text| {
            let made = text.split_once('=').and_then(|(stage, value)| make(stage, value.trim()));
            made.ok_or_else(|| Fault::usage("stage_pair").with("value", text))
        })
        .collect()
}
