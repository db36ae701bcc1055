//! What is asked about official forms.

use serde_json::json;

use super::{Needs, Task, path};
use crate::args::OfficialVerb;
use crate::print::official;

pub(super) fn task(verb: &OfficialVerb) -> Task {
    match verb {
        OfficialVerb::Inspect { template, kind } => {
            let kind = kind.map(|kind| kind.letter());
            let request = json!({ "file": path(template), "kind": kind });
            Task::new("forms_inspect", Needs::Nothing, request, official::inspected)
        }
        OfficialVerb::Suggest { template, kind, to, least } => {
            let kind = kind.map(|kind| kind.letter());
            let (file, to) = (path(template), path(to));
            let request = json!({ "file": file, "kind": kind, "to": to, "least": least });
            Task::new("forms_suggest", Needs::Nothing, request, official::suggested)
        }
        OfficialVerb::Check { binding, template, kind } => {
            let kind = kind.map(|kind| kind.letter());
            let template = template.as_deref().map(path);
            let request = json!({ "binding": path(binding), "template": template, "kind": kind });
            Task {
                answer_is_no: |response| response["ok"] != true,
                ..Task::new("forms_check", Needs::Nothing, request, official::checked)
            }
        }
        OfficialVerb::Fill { id, template, binding, to } => {
            let request = json!({
                "id": id,
                "template": path(template),
                "binding": path(binding),
                "to": path(to),
            });
            Task::new("forms_fill", Needs::ToRead, request, official::filled)
        }
        OfficialVerb::Rebind { template, binding, to, from } => {
            let request = json!({
                "template": path(template),
                "binding": path(binding),
                "to": path(to),
                "from": from.as_deref().map(path),
            });
            Task::new("forms_rebind", Needs::Nothing, request, official::rebound)
        }
    }
}
