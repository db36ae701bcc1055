//! Versions of the catalogue in words.

use serde_json::Value;
use shirube_app::Session;

use super::{action, rows, say, text};

pub(crate) fn catalogues(session: &Session, answer: &Value) -> String {
    let line = |one: &Value| {
        let key = format!("cli.catalogue_{}", text(&one["origin"]));
        say(session, &key, one, &["version", "requirements", "plans"])
    };
    rows(answer, "catalogues").iter().map(line).collect::<Vec<_>>().join("\n")
}

pub(crate) fn shown(_session: &Session, answer: &Value) -> String {
    let line = |one: &Value| format!("{}  {}", text(&one["id"]), text(&one["question"]));
    let mut lines: Vec<String> = rows(answer, "requirements").iter().map(line).collect();
    for moved in rows(answer, "moved") {
        lines.push(format!("{} → {}", text(&moved["from"]), text(&moved["to"])));
    }
    lines.join("\n")
}

pub(crate) fn kept(session: &Session, answer: &Value) -> String {
    let key = if answer["action"].is_null() { "cli.catalogue_same" } else { "cli.catalogue_added" };
    say(session, key, answer, &["version"])
}

pub(crate) fn compared(session: &Session, answer: &Value) -> String {
    let mut lines = vec![say(session, "cli.compared", answer, &["from", "to"])];
    for (list, key) in [("added", "cli.compared_added"), ("withdrawn", "cli.compared_withdrawn")] {
        for one in rows(answer, list) {
            lines.push(say(session, key, &one, &["id", "question"]));
        }
    }
    for one in rows(answer, "moved") {
        lines.push(say(session, "cli.compared_moved", &one, &["from", "to", "note"]));
    }
    for one in rows(answer, "changed") {
        let parts: Vec<String> = rows(&one, "parts").iter().map(|p| text(&p["label"])).collect();
        let parts = parts.join(&session.say("list.separator", &[]));
        let id = text(&one["id"]);
        lines.push(session.say("cli.compared_changed", &[("id", &id), ("parts", &parts)]));
    }
    if lines.len() == 1 {
        lines.push(session.say("cli.compared_same", &[]));
    }
    lines.join("\n")
}

pub(crate) fn upgraded(session: &Session, answer: &Value) -> String {
    let mut lines = vec![compared(session, answer)];
    for one in rows(answer, "carried") {
        let key = if one["lapsed"] == true { "cli.carried_lapsed" } else { "cli.carried" };
        lines.push(say(session, key, &one, &["from", "to"]));
    }
    for one in rows(answer, "kept") {
        let key = if one["field"].is_null() { "cli.kept_word" } else { "cli.kept_answer" };
        lines.push(say(session, key, &one, &["requirement", "label"]));
    }
    for one in rows(answer, "overlays") {
        lines.push(say(session, "cli.overlay_exchanged", &one, &["name", "from", "to"]));
    }
    if answer["action"].is_null() {
        lines.push(session.say("cli.unchanged", &[]));
    } else {
        lines.push(action(session, answer));
    }
    lines.join("\n")
}
