//! Evidence, review and the start of plans, in words.

use serde_json::Value;
use shirube_app::Session;

use super::{rows, say, text};

/// A name from outside on one line: no control letter reaches the terminal.
fn line(value: &Value) -> String {
    text(value).chars().map(|letter| if letter.is_control() { '·' } else { letter }).collect()
}

pub(crate) fn attached(session: &Session, answer: &Value) -> String {
    let key = if answer["action"].is_null() { "cli.attached_already" } else { "cli.attached" };
    let file = &answer["attachment"];
    session.say(
        key,
        &[
            ("name", &line(&file["name"])),
            ("bytes", &text(&file["bytes"])),
            ("id", &text(&file["id"])),
        ],
    )
}

pub(crate) fn attachments(session: &Session, answer: &Value) -> String {
    let list = rows(answer, "attachments");
    if list.is_empty() {
        return session.say("cli.attachments_empty", &[]);
    }
    let one = |file: &Value| {
        let parts = ["id", "requirement", "name", "media_label", "bytes", "at", "by", "note"];
        parts.map(|part| line(&file[part])).join("  ")
    };
    list.iter().map(one).collect::<Vec<_>>().join("\n")
}

pub(crate) fn extracted(session: &Session, answer: &Value) -> String {
    say(session, "cli.extracted", answer, &["path", "bytes"])
}

pub(crate) fn points(session: &Session, answer: &Value) -> String {
    let mut lines = vec![say(session, "cli.points", answer, &["open"])];
    lines.extend(rows(answer, "points").iter().map(|point| written(session, point)));
    lines.join("\n")
}

pub(crate) fn point(session: &Session, answer: &Value) -> String {
    written(session, &answer["point"])
}

fn written(session: &Session, point: &Value) -> String {
    let state = session.say(&format!("point.state.{}", text(&point["state"])), &[]);
    let mut out = format!(
        "{}  {state}  {}  {}: {}",
        text(&point["id"]),
        line(&point["label"]),
        line(&point["author"]),
        text(&point["text"])
    );
    if !point["answer"].is_null() {
        let answer = [line(&point["answered_by"]), text(&point["answer"])].join(": ");
        out.push_str(&format!("\n    → {answer}"));
    }
    out
}

pub(crate) fn guide(session: &Session, answer: &Value) -> String {
    let mut lines = vec![text(&answer["message"])];
    for kind in rows(answer, "recommendations") {
        let fit = session.say(&format!("guide.fit.{}", text(&kind["fit"])), &[]);
        lines.push(format!("{}  {fit}", text(&kind["name"])));
        for reason in rows(&kind, "reasons") {
            let sign = if reason["favours"] == true { "○" } else { "×" };
            lines.push(format!("    {sign} {}", text(&reason["text"])));
            if !reason["source"].is_null() {
                lines.push(format!("      「{}」", text(&reason["source"]["text"])));
            }
        }
        lines.extend(
            rows(&kind, "missing").iter().map(|gap| format!("    ? {}", text(&gap["text"]))),
        );
        lines.extend(rows(&kind, "bring").iter().map(|thing| {
            format!("    {}", session.say("cli.guide_bring", &[("text", &text(thing))]))
        }));
    }
    if rows(answer, "recommendations").is_empty() {
        for question in rows(answer, "questions") {
            lines.push(format!("{}  {}", text(&question["id"]), text(&question["text"])));
            for choice in rows(&question, "choices") {
                lines.push(format!("    {}  {}", text(&choice["id"]), text(&choice["text"])));
            }
        }
    }
    lines.join("\n")
}

pub(crate) fn copied(session: &Session, answer: &Value) -> String {
    let mut lines = vec![say(session, "cli.copied", answer, &["id", "carried"])];
    for left in rows(answer, "left") {
        lines.push(format!("  {}: {}", text(&left["label"]), text(&left["reason"])));
    }
    lines.join("\n")
}

pub(crate) fn deleted(session: &Session, answer: &Value) -> String {
    let key = if answer["action"].is_null() { "cli.plan_going" } else { "cli.plan_deleted" };
    let names = ["title", "answers", "confirmations", "attachments", "points", "revisions"];
    say(session, key, answer, &names)
}
