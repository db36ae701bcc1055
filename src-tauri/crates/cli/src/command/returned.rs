//! What is asked about forms that come back.

use std::path::Path;

use serde_json::json;

use super::{Needs, Task, path};
use crate::args::returned::ReadReturned;
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
