//! Official forms and bindings in words.

use serde_json::Value;
use shirube_app::Session;

use super::{rows, say, text};

pub(crate) fn inspected(session: &Session, answer: &Value) -> String {
    let mut lines = vec![say(session, "cli.form_inspected", answer, &["file", "sha256"])];
    for sheet in rows(answer, "sheets") {
        let (name, cells) = (text(&sheet["name"]), rows(&sheet, "cells").len().to_string());
        lines.push(session.say("cli.form_sheet", &[("name", &name), ("cells", &cells)]));
    }
    for one in rows(answer, "suggestions") {
        let names = ["sheet", "cell", "field", "format", "confidence", "message"];
        lines.push(say(session, "cli.form_suggestion", &one, &names));
    }
    lines.join("\n")
}

pub(crate) fn suggested(session: &Session, answer: &Value) -> String {
    say(session, "cli.binding_suggested", answer, &["path", "cells", "tables", "unsure"])
}

pub(crate) fn checked(session: &Session, answer: &Value) -> String {
    if answer["ok"] == true {
        let mut lines = vec![say(session, "cli.binding_ok", answer, &["cells", "tables"])];
        if answer["same_template"] == false {
            lines.push(session.say("cli.binding_other_template", &[]));
        }
        return lines.join("\n");
    }
    let problems = rows(answer, "problems");
    let count = problems.len().to_string();
    let mut lines = vec![session.say("cli.binding_problems", &[("count", &count)])];
    for problem in problems {
        lines.push(say(session, "cli.binding_problem", &problem, &["line", "path", "message"]));
    }
    lines.join("\n")
}

pub(crate) fn filled(session: &Session, answer: &Value) -> String {
    let count = rows(answer, "written").len().to_string();
    let (path, untouched) = (text(&answer["path"]), text(&answer["untouched_parts"]));
    let key = if answer["verified"] == true { "cli.form_filled" } else { "cli.form_not_verified" };
    let facts =
        [("path", path.as_str()), ("count", count.as_str()), ("untouched_parts", &untouched)];
    let mut lines = vec![session.say(key, &facts)];
    if !answer["annex"].is_null() {
        lines.push(say(session, "cli.form_annex", answer, &["annex"]));
    }
    for one in rows(answer, "overflow").iter().chain(&rows(answer, "notes")) {
        lines.push(format!("! {}", text(&one["message"])));
    }
    let blank = rows(answer, "blank").len();
    if blank > 0 {
        lines.push(session.say("cli.form_blank", &[("count", &blank.to_string())]));
    }
    lines.join("\n")
}

pub(crate) fn rebound(session: &Session, answer: &Value) -> String {
    let names = ["path", "kept", "moved", "lost", "unchecked"];
    let mut lines = vec![say(session, "cli.binding_rebound", answer, &names)];
    for one in rows(answer, "changes").iter().filter(|one| one["state"] != "kept") {
        lines.push(format!("  {}", text(&one["message"])));
    }
    lines.join("\n")
}
