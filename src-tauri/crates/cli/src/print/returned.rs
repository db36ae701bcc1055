//! Forms that come back, in words.

use serde_json::Value;
use shirube_app::Session;

use super::{rows, say, text};

/// A text from outside on one line: no control letter reaches the terminal.
fn line(value: &Value) -> String {
    text(value).chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

fn told(session: &Session, key: &str, of: &Value, names: &[(&str, &str)]) -> String {
    let words: Vec<String> = names.iter().map(|(_, part)| line(&of[*part])).collect();
    let params: Vec<(&str, &str)> =
        names.iter().zip(&words).map(|((name, _), word)| (*name, word.as_str())).collect();
    session.say(key, &params)
}

pub(crate) fn read(session: &Session, answer: &Value) -> String {
    let count = |name: &str| rows(answer, name).len().to_string();
    let (changes, points, problems) = (count("changes"), count("review_points"), count("problems"));
    let title = line(&answer["title"]);
    let facts = [
        ("title", title.as_str()),
        ("changes", &changes),
        ("points", &points),
        ("problems", &problems),
    ];
    let mut lines = vec![session.say("cli.returned", &facts)];
    for change in rows(answer, "changes") {
        let names = [
            ("sheet", "sheet"),
            ("cell", "cell"),
            ("label", "label"),
            ("before", "before_text"),
            ("after", "after_text"),
        ];
        lines.push(told(session, "cli.returned_change", &change, &names));
        if change["conflict"] == true {
            let names = [("now", "now_text"), ("field", "field")];
            lines.push(told(session, "cli.returned_conflict", &change, &names));
        }
    }
    for point in rows(answer, "review_points") {
        let names = ["sheet", "cell", "label", "author", "text"].map(|name| (name, name));
        lines.push(told(session, "cli.returned_point", &point, &names));
    }
    for problem in rows(answer, "problems") {
        lines.push(format!("! {}", line(&problem["message"])));
    }
    lines.extend(applied(session, &answer["applied"]));
    lines.join("\n")
}

fn applied(session: &Session, applied: &Value) -> Vec<String> {
    if applied.is_null() {
        return Vec::new();
    }
    if applied["action"].is_null() {
        return vec![session.say("cli.returned_nothing", &[])];
    }
    let (count, points) = (rows(applied, "fields").len().to_string(), text(&applied["points"]));
    let params = [("count", count.as_str()), ("points", &points)];
    let mut lines = vec![session.say("cli.returned_applied", &params)];
    let left: Vec<String> = rows(applied, "conflicts").iter().map(line).collect();
    if !left.is_empty() {
        lines.push(session.say("cli.returned_left", &[("fields", &left.join(", "))]));
    }
    lines
}

pub(crate) fn answers(session: &Session, answer: &Value) -> String {
    say(session, "cli.answers", answer, &["path", "points", "unanswered", "changes"])
}

pub(crate) fn batch(_session: &Session, answer: &Value) -> String {
    let mut lines = Vec::new();
    for plan in rows(answer, "plans") {
        lines.extend(rows(&plan, "files").iter().map(|file| line(&file["path"])));
        if !plan["error"].is_null() {
            let name = if plan["title"] == "" { &plan["plan"] } else { &plan["title"] };
            lines.push(format!("! {}: {}", line(name), line(&plan["error"]["message"])));
        }
    }
    if !answer["zip"].is_null() {
        lines.push(line(&answer["zip"]["path"]));
    }
    lines.push(text(&answer["message"]));
    let pdf = text(&answer["pdf"]["message"]);
    lines.extend(Some(pdf).filter(|pdf| !pdf.is_empty()));
    lines.join("\n")
}

pub(crate) fn verified(_session: &Session, answer: &Value) -> String {
    text(&answer["message"])
}
