//! What is worth a look in a plan's answers: characters, line breaks, doubtful values.

use std::collections::BTreeMap;

use serde_json::Value;
use shirube_domain::characters::{Doubt, Doubtful, doubtful};
use shirube_domain::doubts::WRONG;
use shirube_domain::fields::{self, FieldType};
use shirube_domain::finding::Finding;
use shirube_domain::plan::Plan;

use crate::api::plans::PlanRequest;
use crate::api::values::{NoticeView, NoticesList};
use crate::parse;
use crate::plans::check::messages;
use crate::plans::doubts;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

/// How many characters a sentence names.
const NAMED: usize = 5;

pub(crate) fn notices(
    session: &Session,
    request: PlanRequest,
    _progress: &dyn Progress,
) -> Outcome<NoticesList> {
    let id = parse::plan_id(&request.id)?;
    session.with_ledger(|ledger| {
        let plan = ledger.plan(id)?;
        let found = doubts::of_plan(session, ledger, &plan, &BTreeMap::new())?;
        let mut notices = doubtful_values(session, &found);
        notices.extend(written(session, &plan));
        Ok(NoticesList { notices })
    })
}

fn doubtful_values(session: &Session, found: &[Finding]) -> Vec<NoticeView> {
    messages(session, found)
        .into_iter()
        .map(|one| NoticeView {
            doubt: WRONG.contains(&one.code.as_str()),
            field: one.field,
            code: one.code,
            message: one.message,
            mendable: false,
        })
        .collect()
}

/// What is doubtful in how the texts are written.
pub(crate) fn written(session: &Session, plan: &Plan) -> Vec<NoticeView> {
    let mut notices = Vec::new();
    for field in fields::answers_of(plan.kind) {
        if let Some(value) = plan.answers.get(field.key) {
            look(session, &mut notices, field.key, field.ty, value);
        }
    }
    notices
}

fn look(
    session: &Session,
    notices: &mut Vec<NoticeView>,
    path: &str,
    ty: FieldType,
    value: &Value,
) {
    match (ty, value) {
        (FieldType::Table(columns), Value::Array(rows)) => {
            for (index, row) in rows.iter().enumerate() {
                let path = format!("{path}[{index}]");
                look(session, notices, &path, FieldType::Record(columns), row);
            }
        }
        (FieldType::Record(columns), Value::Object(row)) => {
            for column in columns {
                if let Some(value) = row.get(column.name) {
                    look(session, notices, &format!("{path}.{}", column.name), column.ty, value);
                }
            }
        }
        (FieldType::Text | FieldType::LongText | FieldType::Municipality, Value::String(text)) => {
            characters(session, notices, path, text);
        }
        _ => {}
    }
}

/// One notice for each kind of doubt in a text, with the characters and where the first stands.
fn characters(session: &Session, notices: &mut Vec<NoticeView>, path: &str, text: &str) {
    let mut kinds: BTreeMap<Doubt, Vec<Doubtful>> = BTreeMap::new();
    for one in doubtful(text) {
        kinds.entry(one.doubt).or_default().push(one);
    }
    for (doubt, found) in kinds {
        let Some(first) = found.first() else { continue };
        let before = &text[..first.at];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |rest| rest.chars().count()) + 1;
        let params = [
            ("characters", named(session, &found)),
            ("count", found.len().to_string()),
            ("line", line.to_string()),
            ("column", column.to_string()),
        ];
        let params: Vec<(&str, &str)> = params.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let mendable = found.iter().any(Doubtful::is_mendable);
        notices.push(notice(session, path, doubt.code(), &params, mendable));
    }
}

/// 「㈱」→「株式会社」、「①」→「(1)」, each once, so many at most.
fn named(session: &Session, found: &[Doubtful]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for one in found {
        let shown = if one.doubt == Doubt::Invisible {
            one.text.chars().map(|c| format!("U+{:04X}", c as u32)).collect()
        } else {
            one.text.clone()
        };
        let part = match one.instead.as_deref().filter(|text| !text.trim().is_empty()) {
            Some(instead) => {
                session.say("notice.instead", &[("text", &shown), ("instead", instead)])
            }
            None => session.say("quote", &[("text", &shown)]),
        };
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    let more = parts.len() > NAMED;
    parts.truncate(NAMED);
    let list = parts.join(&session.say("list.separator", &[]));
    if more { session.say("notice.and_more", &[("list", &list)]) } else { list }
}

fn notice(
    session: &Session,
    path: &str,
    code: &str,
    params: &[(&str, &str)],
    mendable: bool,
) -> NoticeView {
    NoticeView {
        field: path.to_owned(),
        code: code.to_owned(),
        message: session.say(&format!("notice.{code}"), params),
        mendable,
        doubt: false,
    }
}
