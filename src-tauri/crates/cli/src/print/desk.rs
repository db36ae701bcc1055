//! The help desk in words.

use serde_json::Value;
use shirube_app::Session;

use super::{rows, say, text};

/// Text from outside on one line: no control letter reaches the terminal.
fn line(value: &Value) -> String {
    text(value).chars().map(|letter| if letter.is_control() { '·' } else { letter }).collect()
}

pub(crate) fn written(session: &Session, answer: &Value) -> String {
    let mut lines = vec![say(session, "cli.consultation_written", answer, &["id"])];
    let warnings = rows(&answer["consultation"], "warnings");
    lines.extend(warnings.iter().map(|one| format!("    ! {}", text(&one["message"]))));
    lines.join("\n")
}

pub(crate) fn list(session: &Session, answer: &Value) -> String {
    let mut lines = vec![say(session, "cli.consultations", answer, &["total"])];
    lines.extend(rows(answer, "consultations").iter().map(short));
    lines.join("\n")
}

fn short(one: &Value) -> String {
    let parts = ["id", "on", "channel_label", "firm_name"].map(|part| line(&one[part]));
    let topics: Vec<String> = rows(one, "topics").iter().map(line).collect();
    format!("{}  {}", parts.join("  "), topics.join("・"))
}

pub(crate) fn show(_session: &Session, answer: &Value) -> String {
    let mut lines = vec![short(answer)];
    for part in ["people", "text", "answer"] {
        if answer[part].as_str().is_some_and(|text| !text.is_empty()) {
            lines.push(format!("    {}", text(&answer[part])));
        }
    }
    if !answer["next"].is_null() {
        let next = ["on", "step", "who", "done_on"].map(|part| line(&answer["next"][part]));
        lines.push(format!("    → {}", next.join("  ")));
    }
    let warnings = rows(answer, "warnings");
    lines.extend(warnings.iter().map(|one| format!("    ! {}", text(&one["message"]))));
    lines.join("\n")
}

pub(crate) fn due(session: &Session, answer: &Value) -> String {
    let mut lines = vec![say(session, "cli.follow_ups", answer, &["overdue", "today", "week"])];
    lines.extend(rows(answer, "due").iter().map(|one| {
        ["id", "on", "firm_name", "step", "who"].map(|part| line(&one[part])).join("  ")
    }));
    lines.join("\n")
}

pub(crate) fn report(session: &Session, answer: &Value) -> String {
    let counts = ["total", "firms", "follow_ups", "done"];
    let mut lines = vec![say(session, "cli.desk_report", answer, &counts)];
    for part in
        ["months", "channels", "topics", "industries", "municipalities", "plans", "measures"]
    {
        lines.push(session.say(&format!("desk.report.{part}"), &[]));
        lines.extend(
            rows(answer, part)
                .iter()
                .map(|one| format!("    {}  {}", line(&one["label"]), line(&one["count"]))),
        );
    }
    lines.join("\n")
}
