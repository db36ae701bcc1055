//! Overlays and catalogues in words.

use serde_json::Value;
use shirube_app::Session;

use super::{action, rows, say, text};

pub(crate) fn overlays(session: &Session, answer: &Value) -> String {
    let lines: Vec<String> = rows(answer, "overlays")
        .iter()
        .map(|one| {
            let plans = rows(one, "plans").len().to_string();
            let facts = [
                ("name", text(&one["name"])),
                ("version", text(&one["version"])),
                ("issuer", text(&one["issuer"])),
                ("plans", plans),
            ];
            let facts: Vec<(&str, &str)> = facts.iter().map(|(n, v)| (*n, v.as_str())).collect();
            let line = session.say("cli.overlay", &facts);
            match one["problem"].as_str() {
                Some(problem) => format!("{line}\n    ✗ {problem}"),
                None => line,
            }
        })
        .collect();
    if lines.is_empty() { session.say("cli.overlays_empty", &[]) } else { lines.join("\n") }
}

pub(crate) fn checked(session: &Session, answer: &Value) -> String {
    if answer["ok"] == true {
        return say(session, "cli.overlay_ok", answer, &["name", "version"]);
    }
    let problems = rows(answer, "problems");
    let count = problems.len().to_string();
    let mut lines = vec![session.say("cli.overlay_problems", &[("count", &count)])];
    for problem in problems {
        lines.push(say(session, "cli.overlay_problem", &problem, &["line", "path", "message"]));
    }
    lines.join("\n")
}

pub(crate) fn kept(session: &Session, answer: &Value) -> String {
    let key = if answer["action"].is_null() { "cli.overlay_same" } else { "cli.overlay_kept" };
    say(session, key, answer, &["name", "version"])
}

pub(crate) fn shown(_session: &Session, answer: &Value) -> String {
    answer["text"].as_str().unwrap_or("").to_owned()
}

pub(crate) fn exported(session: &Session, answer: &Value) -> String {
    say(session, "cli.overlay_exported", answer, &["path"])
}

pub(crate) fn of_plan(session: &Session, answer: &Value) -> String {
    let mut lines = Vec::new();
    if !answer["action"].is_null() {
        lines.push(action(session, answer));
    }
    lines.push(say(session, "cli.plan_catalogue", answer, &["catalogue"]));
    for one in rows(answer, "overlays") {
        let key = if one["gone"] == true { "cli.plan_overlay_gone" } else { "cli.plan_overlay" };
        lines.push(say(session, key, &one, &["id", "name", "version", "issuer"]));
        if !one["newer"].is_null() {
            lines.push(session.say("cli.plan_overlay_newer", &[]));
        }
    }
    for one in rows(answer, "offered") {
        lines.push(say(session, "cli.plan_overlay_offered", &one, &["name", "version", "issuer"]));
    }
    lines.join("\n")
}

/// Whose a requirement is, and what overlays want beyond it: a line for each.
pub(super) fn origin(session: &Session, requirement: &Value) -> Vec<String> {
    let mark = |overlay: &Value| say(session, "overlay.mark", overlay, &["issuer", "version"]);
    let mut lines = Vec::new();
    if !requirement["overlay"].is_null() {
        lines.push(format!("    [{}]", mark(&requirement["overlay"])));
    }
    for threshold in rows(requirement, "thresholds") {
        let needed = session.say(&format!("threshold.{}", text(&threshold["needed"])), &[]);
        let parts: Vec<String> = rows(&threshold, "parts").iter().map(text).collect();
        let separator = session.say("list.separator", &[]);
        let parts = parts.join(&separator);
        lines.push(format!("    [{}] {needed}{parts}", mark(&threshold["overlay"])));
    }
    lines
}
