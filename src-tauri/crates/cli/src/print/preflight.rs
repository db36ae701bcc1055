//! 提出前点検 in words.

use serde_json::Value;
use shirube_app::Session;

use super::{rows, say, text};

pub(crate) fn found(session: &Session, answer: &Value) -> String {
    let findings = rows(answer, "findings");
    if findings.is_empty() {
        return session.say("cli.preflight_clean", &[]);
    }
    let line = |one: &Value| {
        let severity = session.say(&format!("severity.{}", text(&one["severity"])), &[]);
        let place = match one["cell"].as_str() {
            Some(cell) => format!("  [{} {cell}]", text(&one["sheet"])),
            None => String::new(),
        };
        format!("{severity}  {}{place}\n    {}", text(&one["label"]), text(&one["message"]))
    };
    let mut lines = vec![say(session, "cli.preflight", answer, &["errors", "warnings", "notes"])];
    lines.extend(findings.iter().map(line));
    lines.join("\n")
}

pub(crate) fn mended(session: &Session, answer: &Value) -> String {
    let mended = rows(answer, "mended");
    if mended.is_empty() {
        return session.say("cli.mended_nothing", &[]);
    }
    let mut lines = vec![session.say("cli.mended", &[("count", &mended.len().to_string())])];
    lines.extend(mended.iter().map(|one| {
        format!(
            "{}\n    {}\n  → {}",
            text(&one["label"]),
            text(&one["before"]),
            text(&one["after"])
        )
    }));
    lines.join("\n")
}
