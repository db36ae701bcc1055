//! What is asked about plans.

use serde_json::json;
use shirube_app::Fault;

use super::{Needs, Task, path, read_json, review};
use crate::args::{PlansVerb, word};
use crate::print;

pub(super) fn task(verb: &PlansVerb) -> Result<Task, Fault> {
    use Needs::{Nothing, ToRead, ToWrite};
    Ok(match verb {
        PlansVerb::Create { kind, title, prefecture, municipality, start, end } => {
            let request = json!({
                "kind": kind.letter(),
                "title": title,
                "prefectures": prefecture,
                "municipalities": municipality,
                "start": start,
                "end": end,
            });
            Task::new("plans_create", ToWrite, request, print::plan_created)
        }
        PlansVerb::Update {
            id,
            title,
            prefecture,
            municipality,
            no_municipality,
            start,
            end,
            dry_run,
        } => {
            let given = |codes: &Vec<String>| (!codes.is_empty()).then(|| codes.clone());
            let towns = if *no_municipality { Some(Vec::new()) } else { given(municipality) };
            let request = json!({
                "id": id,
                "title": title,
                "prefectures": given(prefecture),
                "municipalities": towns,
                "start": start,
                "end": end,
                "dry_run": dry_run,
            });
            Task::new("plans_update", ToWrite, request, print::updated)
        }
        PlansVerb::List { archived } => {
            Task::new("plans_list", ToRead, json!({ "archived": archived }), print::plans)
        }
        PlansVerb::Profiles => Task::new("plans_profiles", Nothing, json!({}), print::profiles),
        PlansVerb::Show { id } => Task::new("plans_show", ToRead, json!({ "id": id }), print::plan),
        PlansVerb::Fields { kind, plan } => {
            let request = json!({ "kind": kind.letter(), "plan": plan });
            let needs = if plan.is_some() { ToRead } else { Nothing };
            Task::new("plans_fields", needs, request, print::fields)
        }
        PlansVerb::Upgrade { id, to, dry_run } => {
            let request = json!({ "id": id, "to": to, "dry_run": dry_run });
            let needs = if *dry_run { ToRead } else { ToWrite };
            Task::new("plans_upgrade", needs, request, print::catalogues::upgraded)
        }
        PlansVerb::Overlays { id, add, remove } => {
            let request = json!({ "id": id, "add": add, "remove": remove });
            let needs = if add.is_empty() && remove.is_empty() { ToRead } else { ToWrite };
            Task::new("plans_overlays", needs, request, print::overlays::of_plan)
        }
        PlansVerb::Fill { id, file } => {
            let answers = read_json(file, "answers")?;
            let request = json!({ "id": id, "answers": answers, "file": path(file) });
            Task::new("plans_fill", ToWrite, request, print::filled)
        }
        PlansVerb::Check { id } => Task {
            answer_is_no: |response| response["done"] != response["total"],
            ..Task::new("plans_check", ToRead, json!({ "id": id }), print::checklist)
        },
        PlansVerb::Kpi { id, sources } => {
            let print =
                if *sources { print::timelines::kpi_sources } else { print::timelines::kpi };
            Task::new("plans_kpi", ToRead, json!({ "id": id }), print)
        }
        PlansVerb::Timeline { id } => {
            let request = json!({ "id": id });
            Task::new("plans_timeline", ToRead, request, print::timelines::timeline)
        }
        PlansVerb::Confirm { id, requirement, overrule, reason, with, note } => {
            let request = json!({
                "id": id,
                "requirement": requirement,
                "overrule": overrule.map(word),
                "reason": reason,
                "with": with,
                "note": note,
            });
            Task::new("plans_confirm", ToWrite, request, print::action)
        }
        PlansVerb::Select { id, firm, role, reason } => {
            let request = json!({ "id": id, "firm": firm, "role": word(*role), "reason": reason });
            Task::new("plans_select", ToWrite, request, print::action)
        }
        PlansVerb::Stages(verb) => super::stages::task(verb)?,
        PlansVerb::Attach(words) => review::attach(words),
        PlansVerb::Attachments { id } => review::attachments(id),
        PlansVerb::Detach { id, attachment } => review::detach(id, attachment),
        PlansVerb::Extract(words) => review::extract(words),
        PlansVerb::Points { id, open } => review::points(id, *open),
        PlansVerb::Point(words) => review::point(words),
        PlansVerb::Answer { id, point, text } => review::answer(id, point, text),
        PlansVerb::Resolve { id, point, reopen } => review::resolve(id, point, *reopen),
        PlansVerb::DropPoint { id, point } => review::drop_point(id, point),
        PlansVerb::Receive(words) => review::receive(words),
        PlansVerb::Guide { answers } => review::guide(answers.as_ref())?,
        PlansVerb::Copy(words) => review::copy(words),
        PlansVerb::Archive { id, back } => review::archive(id, *back),
        PlansVerb::Delete { id, dry_run } => review::delete(id, *dry_run),
    })
}
