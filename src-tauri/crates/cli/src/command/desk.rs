//! What is asked about the help desk.

use serde_json::{Map, Value, json};
use shirube_app::Fault;

use super::{Needs, Task, path, read_json};
use crate::args::desk::{ConsultationsVerb, Wanted, Written};
use crate::args::word;
use crate::print;

pub(super) fn consultations(verb: &ConsultationsVerb) -> Result<Task, Fault> {
    use Needs::{ToRead, ToWrite};
    use print::desk::{due, list, report, show, written};
    Ok(match verb {
        ConsultationsVerb::Add(words) => {
            Task::new("consultations_add", ToWrite, draft(words), written)
        }
        ConsultationsVerb::Change { id, written: words } => {
            let request = json!({ "id": id, "draft": draft(words) });
            Task::new("consultations_change", ToWrite, request, written)
        }
        ConsultationsVerb::List(words) => {
            Task::new("consultations_list", ToRead, wanted(words), list)
        }
        ConsultationsVerb::Show { id } => {
            Task::new("consultations_show", ToRead, json!({ "id": id }), show)
        }
        ConsultationsVerb::Due { on, who } => {
            Task::new("consultations_due", ToRead, json!({ "on": on, "who": who }), due)
        }
        ConsultationsVerb::Done { id, on, reopen } => {
            let request = json!({ "id": id, "on": on, "reopen": reopen });
            Task::new("consultations_done", ToWrite, request, written)
        }
        ConsultationsVerb::HandOver { from, to } => {
            let request = json!({ "from": from, "to": to });
            Task::new("consultations_hand_over", ToWrite, request, print::action)
        }
        ConsultationsVerb::Calendar { to, who } => {
            let request = json!({ "to": path(to), "who": who });
            Task::new("consultations_calendar", ToRead, request, print::stages::calendar)
        }
        ConsultationsVerb::Delete { id } => {
            Task::new("consultations_remove", ToWrite, json!({ "id": id }), print::action)
        }
        ConsultationsVerb::Report { from, to, plan } => {
            let request = json!({ "from": from, "to": to, "plan": plan });
            Task::new("consultations_report", ToRead, request, report)
        }
        ConsultationsVerb::Guide { answers } => {
            let answers = match answers {
                Some(file) => read_json(file, "answers")?,
                None => json!({}),
            };
            let request = json!({ "answers": answers });
            Task::new("consultations_guide", Needs::Nothing, request, print::review::guide)
        }
    })
}

/// What is said, and nothing of what is not.
fn draft(words: &Written) -> Value {
    let mut draft = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            draft.insert(key.to_owned(), value);
        }
    };
    let text = |text: &Option<String>| text.clone().map(Value::from);
    let list = |list: &Vec<String>| (!list.is_empty()).then(|| json!(list));
    put("firm", text(&words.firm));
    if words.new_firm {
        put(
            "new_firm",
            Some(json!({
                "name": words.firm_name,
                "corporate_number": words.corporate_number,
                "municipality": words.municipality,
            })),
        );
    } else {
        put("firm_name", text(&words.firm_name));
    }
    put("on", text(&words.on));
    put("channel", words.channel.map(|channel| word(channel).into()));
    put("people", text(&words.people));
    put("topics", list(&words.topic));
    put("text", text(&words.text));
    put("answer", text(&words.answer));
    put("measures", list(&words.measure));
    put("plan", text(&words.plan));
    put("confidentiality", words.confidentiality.map(|level| word(level).into()));
    let next = words
        .next
        .as_ref()
        .map(|step| json!({ "step": step, "on": words.next_on, "who": words.next_who }));
    put("next", next);
    Value::Object(draft)
}

fn wanted(words: &Wanted) -> Value {
    json!({
        "search": words.search,
        "firm": words.firm,
        "plan": words.plan,
        "topic": words.topic,
        "from": words.from,
        "to": words.to,
        "open": words.open,
        "limit": words.limit,
        "offset": words.offset,
    })
}
