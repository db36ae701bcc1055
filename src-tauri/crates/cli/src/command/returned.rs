//! What is asked about forms that come back.

use std::path::Path;

use serde_json::json;

use super::{Needs, Task, path};
use crate::args::returned::{Batch, ReadReturned};
use crate::print::returned;

pub(super) fn read(words: &ReadReturned) -> Task {
    let request = json!({
        "file": path(&words.file),
        "plan": words.plan,
        "apply": words.apply,
        "fields": words.field,
        "without_points": words.without_points,
    });
    let needs = if words.apply { Needs::ToWrite } else { Needs::ToRead };
    Task::new("forms_read", needs, request, returned::read)
}

pub(super) fn answers(id: &str, to: &Path, from: Option<i64>) -> Task {
    let request = json!({ "id": id, "to": path(to), "from": from });
    Task::new("forms_answers", Needs::ToRead, request, returned::answers)
}

pub(super) fn batch(words: &Batch) -> Task {
    let request = json!({
        "plans": words.plan,
        "prefecture": words.prefecture,
        "all": words.all,
        "to": path(&words.to),
        "zip": words.zip.as_deref().map(path),
        "pdf": words.pdf,
        "name": words.name,
    });
    Task {
        answer_is_no: |response| response["failed"] != 0 || response["verified"] != true,
        ..Task::new("forms_batch", Needs::ToRead, request, returned::batch)
    }
}

pub(super) fn verify(file: &Path) -> Task {
    let request = json!({ "file": path(file) });
    Task {
        answer_is_no: |response| response["ok"] != true,
        ..Task::new("forms_verify", Needs::Nothing, request, returned::verified)
    }
}
