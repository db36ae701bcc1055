//! What is asked about evidence, review, and starting plans well.

use std::path::PathBuf;

use serde_json::json;
use shirube_app::Fault;

use super::{Needs, Task, path, read_json};
use crate::args::review::{Attach, Copy, Extract, Point, Receive};
use crate::args::word;
use crate::print;

pub(super) fn attach(words: &Attach) -> Task {
    let request = json!({
        "id": words.id,
        "file": path(&words.file),
        "requirement": words.requirement,
        "note": words.note,
    });
    Task::new("plans_attach", Needs::ToWrite, request, print::review::attached)
}

pub(super) fn attachments(id: &str) -> Task {
    let request = json!({ "id": id });
    Task::new("plans_attachments", Needs::ToRead, request, print::review::attachments)
}

pub(super) fn detach(id: &str, attachment: &str) -> Task {
    let request = json!({ "id": id, "attachment": attachment });
    Task::new("plans_detach", Needs::ToWrite, request, print::action)
}

pub(super) fn extract(words: &Extract) -> Task {
    let request = json!({ "id": words.id, "attachment": words.attachment, "to": path(&words.to) });
    Task::new("plans_extract", Needs::ToRead, request, print::review::extracted)
}

pub(super) fn points(id: &str, open: bool) -> Task {
    let request = json!({ "id": id, "open": open });
    Task::new("plans_points", Needs::ToRead, request, print::review::points)
}

pub(super) fn point(words: &Point) -> Task {
    let request = json!({
        "id": words.id,
        "field": words.field,
        "requirement": words.requirement,
        "text": words.text,
        "returned_on": words.returned_on,
    });
    Task::new("plans_point", Needs::ToWrite, request, print::review::point)
}

pub(super) fn answer(id: &str, point: &str, text: &str) -> Task {
    let request = json!({ "id": id, "point": point, "text": text });
    Task::new("plans_answer", Needs::ToWrite, request, print::review::point)
}

pub(super) fn resolve(id: &str, point: &str, reopen: bool) -> Task {
    let request = json!({ "id": id, "point": point, "reopen": reopen });
    Task::new("plans_resolve", Needs::ToWrite, request, print::review::point)
}

pub(super) fn drop_point(id: &str, point: &str) -> Task {
    let request = json!({ "id": id, "point": point });
    Task::new("plans_drop_point", Needs::ToWrite, request, print::action)
}

pub(super) fn receive(words: &Receive) -> Task {
    let request = json!({
        "id": words.id,
        "requirement": words.requirement,
        "verdict": words.verdict.map(word),
        "note": words.note,
        "withdraw": words.withdraw,
    });
    Task::new("plans_receive", Needs::ToWrite, request, print::action)
}

pub(super) fn guide(answers: Option<&PathBuf>) -> Result<Task, Fault> {
    let answers = match answers {
        Some(file) => read_json(file, "answers")?,
        None => json!({}),
    };
    let request = json!({ "answers": answers });
    Ok(Task::new("plans_guide", Needs::Nothing, request, print::review::guide))
}

pub(super) fn copy(words: &Copy) -> Task {
    let request = json!({
        "id": words.id,
        "title": words.title,
        "kind": words.kind.map(|kind| kind.letter()),
        "start": words.start,
        "end": words.end,
        "prefectures": words.prefecture,
        "municipalities": words.municipality,
    });
    Task::new("plans_copy", Needs::ToWrite, request, print::review::copied)
}

pub(super) fn archive(id: &str, back: bool) -> Task {
    let request = json!({ "id": id, "back": back });
    Task::new("plans_archive", Needs::ToWrite, request, print::action)
}

pub(super) fn delete(id: &str, dry_run: bool) -> Task {
    let request = json!({ "id": id, "dry_run": dry_run });
    let needs = if dry_run { Needs::ToRead } else { Needs::ToWrite };
    Task::new("plans_delete", needs, request, print::review::deleted)
}
