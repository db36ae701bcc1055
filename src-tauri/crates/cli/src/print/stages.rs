//! Stages, days and revisions in words.

use serde_json::Value;
use shirube_app::Session;

use super::{rows, say, text};

pub(crate) fn stages(session: &Session, answer: &Value) -> String {
    let mut lines = Vec::new();
    for stage in rows(answer, "stages") {
        let state = session.say(&format!("stages.state.{}", text(&stage["state"])), &[]);
        let sign = match stage["state"].as_str() {
            Some("done") => "✓",
            Some("current") => "▶",
            Some("overdue") => "✗",
            Some("skipped") => "–",
            _ => " ",
        };
        let [id, label, who] = ["id", "label", "who"].map(|key| text(&stage[key]));
        let days = ["planned", "actual"]
            .into_iter()
            .filter(|key| !stage[*key].is_null())
            .map(|key| session.say(&format!("cli.stage_{key}"), &[("day", &text(&stage[key]))]));
        let days: Vec<String> = days.collect();
        lines.push(format!("{sign} {state}  {label} ({id})  {who}  {}", days.join("  ")));
    }
    if !answer["submission_days"].is_null() {
        let names = ["submission", "submission_days"];
        lines.push(say(session, "cli.submission", answer, &names));
    }
    if answer["open_points"] != 0 {
        lines.push(say(session, "cli.open_points", answer, &["open_points"]));
    }
    lines.join("\n")
}

pub(crate) fn reached(session: &Session, answer: &Value) -> String {
    if answer["action"].is_null() {
        return session.say("cli.unchanged", &[]);
    }
    let label = text(&answer["label"]);
    let mut lines = vec![session.say("cli.stage_reached", &[("stage", &label)])];
    lines.extend(warnings(answer));
    if !answer["offer"].is_null() {
        lines.push(say(session, "cli.stage_offer", &answer["offer"], &["status", "label"]));
    }
    lines.join("\n")
}

fn warnings(answer: &Value) -> Vec<String> {
    rows(answer, "warnings").iter().map(|one| format!("! {}", text(&one["message"]))).collect()
}

pub(crate) fn scheduled(_session: &Session, answer: &Value) -> String {
    let line = |stage: &Value| {
        let planned = stage["planned"].as_str().unwrap_or("–         ");
        format!("{planned}  {}  {}", text(&stage["label"]), text(&stage["reason"]))
    };
    let mut lines: Vec<String> = rows(answer, "stages").iter().map(line).collect();
    lines.extend(warnings(answer));
    lines.join("\n")
}

pub(crate) fn due(session: &Session, answer: &Value) -> String {
    let mut lines: Vec<String> = rows(answer, "due")
        .iter()
        .map(|one| {
            let late = if one["overdue"] == true {
                format!("  {}", session.say("cli.overdue", &[]))
            } else {
                String::new()
            };
            format!(
                "{}  {}  {}{late}",
                text(&one["planned"]),
                text(&one["label"]),
                text(&one["title"])
            )
        })
        .collect();
    lines.extend(
        rows(answer, "unread")
            .iter()
            .map(|plan| say(session, "cli.due_unread", plan, &["title", "problem"])),
    );
    if lines.is_empty() { session.say("cli.due_none", &[]) } else { lines.join("\n") }
}

pub(crate) fn calendar(session: &Session, answer: &Value) -> String {
    say(session, "cli.calendar", answer, &["path", "events"])
}

pub(crate) fn revised(session: &Session, answer: &Value) -> String {
    say(session, "cli.revised", answer, &["revision"])
}

pub(crate) fn revisions(session: &Session, answer: &Value) -> String {
    let line = |one: &Value| {
        let [number, on, status, label] =
            ["number", "on", "status_label", "label"].map(|key| text(&one[key]));
        format!("{number}  {on}  {status}  {label}")
    };
    let lines: Vec<String> = rows(answer, "revisions").iter().map(line).collect();
    if lines.is_empty() { session.say("cli.revisions_empty", &[]) } else { lines.join("\n") }
}

pub(crate) fn compared(session: &Session, answer: &Value) -> String {
    let mut lines =
        vec![format!("{} → {}", text(&answer["from"]["label"]), text(&answer["to"]["label"]))];
    for change in rows(answer, "changes") {
        let mark = match (&change["rule"], &change["minor"]) {
            (Value::Null, _) => String::new(),
            (_, Value::Bool(true)) => session.say("cli.minor", &[]),
            _ => session.say("cli.approval", &[]),
        };
        lines.push(format!("■ {}  {mark}", text(&change["label"])));
        for (sign, key) in [("-", "before_text"), ("+", "after_text")] {
            let shown = change[key].as_str().unwrap_or("").lines();
            lines.extend(shown.map(|line| format!("  {sign} {line}")));
        }
    }
    lines.push(text(&answer["verdict_text"]));
    lines.push(text(&answer["advice"]));
    lines.extend(warnings(answer));
    lines.join("\n")
}

pub(crate) fn comparison(session: &Session, answer: &Value) -> String {
    say(session, "cli.comparison", answer, &["path", "rows"])
}
