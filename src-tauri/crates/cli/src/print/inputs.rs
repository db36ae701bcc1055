//! Answers about a plan's own data, in words.

use serde_json::Value;
use shirube_app::Session;

use super::{action, rows, text};

pub(crate) fn updated(session: &Session, answer: &Value) -> String {
    let mut lines = vec![action(session, answer)];
    for warning in rows(answer, "warnings") {
        lines.push(format!("  {}: {}", text(&warning["field"]), text(&warning["message"])));
    }
    lines.join("\n")
}
