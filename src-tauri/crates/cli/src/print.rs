//! Answers in words, for people. The sentences are in the text catalogue (`cli.*`).

pub(crate) mod catalogues;
pub(crate) mod desk;
pub(crate) mod hubs;
mod inputs;
mod inspection;
mod matching;
pub(crate) mod official;
pub(crate) mod overlays;
pub(crate) mod preflight;
mod profiles;
pub(crate) mod reports;
pub(crate) mod returned;
pub(crate) mod review;
pub(crate) mod stages;
pub(crate) mod timelines;

use serde_json::Value;
use shirube_app::Session;

pub(crate) use inputs::updated;
pub(crate) use inspection::inspection;
use shirube_app::api::failure::Failure;

pub(crate) use matching::{decided, decisions, mapping, mapping_written, mappings, pairs};
pub(crate) use profiles::profiles;

/// Puts an answer into words.
pub(crate) type Printer = fn(&Session, &Value) -> String;

/// How many problems or skipped rows are listed before the rest is only counted.
const LISTED: usize = 20;

pub(crate) fn nothing(_session: &Session, _answer: &Value) -> String {
    String::new()
}

pub(crate) fn failure(session: &Session, failure: &Failure) -> String {
    let mut lines = vec![failure.message.clone()];
    if let Some(place) = &failure.place {
        let parts = [&place.file, &place.sheet, &place.cell];
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        if !parts.is_empty() {
            lines.push(session.say("cli.place", &[("place", &parts.join(" / "))]));
        }
    }
    lines.extend(failure.hints.iter().map(|hint| format!("→ {hint}")));
    lines.join("\n")
}

/// The sentence of a key with facts taken from the answer by their names.
fn say(session: &Session, key: &str, answer: &Value, names: &[&str]) -> String {
    let facts: Vec<(&str, String)> =
        names.iter().map(|name| (*name, text(&answer[name]))).collect();
    let facts: Vec<(&str, &str)> =
        facts.iter().map(|(name, fact)| (*name, fact.as_str())).collect();
    session.say(key, &facts)
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Number(number) => grouped(&number.to_string()),
        Value::Array(values) => values.iter().map(text).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// A whole number with its digits in groups of three; years and other numbers as they are.
fn grouped(number: &str) -> String {
    let digits = number.strip_prefix('-').unwrap_or(number);
    if digits.len() <= 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return number.to_owned();
    }
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if number.starts_with('-') { format!("-{out}") } else { out }
}

fn rows(answer: &Value, key: &str) -> Vec<Value> {
    answer[key].as_array().cloned().unwrap_or_default()
}

pub(crate) fn ledger_new(session: &Session, answer: &Value) -> String {
    say(session, "cli.ledger_new", answer, &["path"])
}

pub(crate) fn ledger_info(session: &Session, answer: &Value) -> String {
    let names = ["path", "plans", "firms", "actions", "bytes", "schema_version", "app_version"];
    say(session, "cli.ledger_info", answer, &names)
}

pub(crate) fn ledger_verify(session: &Session, answer: &Value) -> String {
    if answer["ok"] == true {
        return say(session, "cli.ledger_whole", answer, &["actions_checked"]);
    }
    let mut lines = vec![session.say("cli.ledger_problems", &[])];
    lines.extend(rows(answer, "problems").iter().map(|p| format!("✗ {}", text(&p["message"]))));
    lines.join("\n")
}

pub(crate) fn ledger_copy(session: &Session, answer: &Value) -> String {
    let written = say(session, "cli.ledger_copy", answer, &["path", "bytes"]);
    if answer["kept_aside"].is_null() {
        return written;
    }
    format!("{written}\n{}", say(session, "cli.ledger_aside", answer, &["kept_aside"]))
}

pub(crate) fn ledger_history(session: &Session, answer: &Value) -> String {
    let lines: Vec<String> = rows(answer, "actions")
        .iter()
        .map(|action| {
            let mark = if action["undone"] == true {
                session.say("cli.undone_mark", &[])
            } else {
                String::new()
            };
            format!(
                "{}  {}  {}{mark}",
                text(&action["at"]),
                text(&action["actor"]),
                text(&action["label"])
            )
        })
        .collect();
    if lines.is_empty() { session.say("cli.history_empty", &[]) } else { lines.join("\n") }
}

pub(crate) fn undone(session: &Session, answer: &Value) -> String {
    say(session, "cli.undone", answer, &["label"])
}

pub(crate) fn redone(session: &Session, answer: &Value) -> String {
    say(session, "cli.redone", answer, &["label"])
}

pub(crate) fn action(session: &Session, answer: &Value) -> String {
    let key = if answer["action"].is_null() { "cli.unchanged" } else { "cli.saved" };
    session.say(key, &[])
}

fn problems(session: &Session, answer: &Value) -> Vec<String> {
    let problems = rows(answer, "problems");
    if problems.is_empty() {
        return Vec::new();
    }
    let count = problems.len().to_string();
    let mut lines = vec![session.say("cli.problems", &[("count", &count)])];
    for problem in problems.iter().take(LISTED) {
        let cell = text(&problem["cell"]);
        lines.push(format!("  {} {cell}: {}", text(&problem["sheet"]), text(&problem["message"])));
    }
    lines.extend(more(session, problems.len()));
    lines
}

fn more(session: &Session, count: usize) -> Option<String> {
    let rest = count.checked_sub(LISTED).filter(|rest| *rest > 0)?.to_string();
    Some(format!("  {}", session.say("cli.more", &[("count", &rest)])))
}

pub(crate) fn import(session: &Session, answer: &Value) -> String {
    let names = ["rows_read", "new", "updated", "unchanged", "skipped"];
    let mut lines = vec![say(session, "cli.import", answer, &names)];
    lines.extend(matching::mapping_used(session, answer));
    lines.extend(matching::changes(session, answer));
    lines.extend(matching::proposals(session, answer));
    lines.extend(problems(session, answer));
    lines.join("\n")
}

pub(crate) fn firms(session: &Session, answer: &Value) -> String {
    let mut lines = vec![say(session, "cli.firms", answer, &["total"])];
    for firm in rows(answer, "firms") {
        let parts =
            ["corporate_number", "name", "prefecture_name", "municipality_name", "industry_name"];
        lines.push(parts.map(|part| text(&firm[part])).join("  "));
    }
    lines.join("\n")
}

pub(crate) fn firm(session: &Session, answer: &Value) -> String {
    let mut lines = Vec::new();
    for part in [
        "corporate_number",
        "name",
        "kana",
        "postal_code",
        "address",
        "industry",
        "capital",
        "employees",
        "established",
        "representative",
        "telephone",
        "url",
        "note",
    ] {
        if !answer[part].is_null() {
            let label = session.say(&format!("field.firm.{part}"), &[]);
            let code = part == "corporate_number";
            let value = if code {
                answer[part].as_str().unwrap_or("").to_owned()
            } else {
                text(&answer[part])
            };
            lines.push(format!("{label}: {value}"));
        }
    }
    for figure in rows(answer, "figures") {
        let label = session.say(&format!("field.figure.{}", text(&figure["field"])), &[]);
        let source = &figure["provenance"];
        let chosen = figure["choice"].as_str().map(|choice| format!("cli.choice_{choice}"));
        let chosen = chosen.map(|key| session.say(&key, &[])).unwrap_or_default();
        lines.push(format!(
            "{} {label}: {}  ({} {} {} 「{}」){chosen}",
            text(&figure["year"]),
            text(&figure["value"]),
            text(&source["file"]),
            text(&source["sheet"]),
            text(&source["cell"]),
            text(&source["raw"]),
        ));
    }
    lines.extend(hubs::kept_of_firm(session, answer));
    lines.join("\n")
}

pub(crate) fn firms_exported(session: &Session, answer: &Value) -> String {
    let mut lines = vec![say(session, "cli.firms_exported", answer, &["path", "rows"])];
    if answer["for"] != "internal" {
        lines.push(say(session, "cli.exported_kept", answer, &["withheld", "banded"]));
    }
    lines.join("\n")
}

pub(crate) fn plan_created(session: &Session, answer: &Value) -> String {
    say(session, "cli.plan_created", answer, &["id"])
}

pub(crate) fn plans(session: &Session, answer: &Value) -> String {
    let lines: Vec<String> = rows(answer, "plans")
        .iter()
        .map(|plan| {
            let kind = text(&plan["kind"]).to_uppercase();
            let done = format!("{}/{}", text(&plan["done"]), text(&plan["total"]));
            format!("{}  {kind}  {}  {done}", text(&plan["id"]), text(&plan["title"]))
        })
        .collect();
    if lines.is_empty() { session.say("cli.plans_empty", &[]) } else { lines.join("\n") }
}

pub(crate) fn plan(session: &Session, answer: &Value) -> String {
    let plan = &answer["plan"];
    let kind = session.say(&format!("kind.{}", text(&plan["kind"])), &[]);
    let mut lines = vec![
        format!("{kind}: {}", text(&plan["title"])),
        format!("{} – {}", text(&plan["period"]["start"]), text(&plan["period"]["end"])),
    ];
    for firm in rows(plan, "selected_firms") {
        let role = session.say(&format!("role.{}", text(&firm["role"])), &[]);
        lines.push(format!("{role}: {}  {}", text(&firm["name"]), text(&firm["reason"])));
    }
    let answers = serde_json::to_string_pretty(&answer["answers"]).unwrap_or_default();
    lines.push(answers);
    lines.join("\n")
}

pub(crate) fn fields(_session: &Session, answer: &Value) -> String {
    let line = |field: &Value| {
        let required = text(&field["required_by"]);
        format!(
            "{}  {}  {}  {required}",
            text(&field["name"]),
            text(&field["label"]),
            text(&field["type"])
        )
    };
    rows(answer, "fields").iter().map(line).collect::<Vec<_>>().join("\n")
}

pub(crate) fn filled(session: &Session, answer: &Value) -> String {
    let mut lines = vec![say(session, "cli.filled", answer, &["set"])];
    for problem in rows(answer, "problems") {
        lines.push(format!("  {}: {}", text(&problem["field"]), text(&problem["message"])));
    }
    lines.join("\n")
}

pub(crate) fn checklist(session: &Session, answer: &Value) -> String {
    let mut lines = vec![say(session, "cli.checklist", answer, &["done", "total", "catalogue"])];
    for requirement in rows(answer, "requirements") {
        let sign = match requirement["state"].as_str() {
            Some("met") => "✓",
            Some("not_applicable") => "–",
            Some("needs_review") => "?",
            _ => "✗",
        };
        let [id, label, question] =
            ["id", "state_label", "question"].map(|k| text(&requirement[k]));
        lines.push(format!("{sign} {id}  {label}  {question}"));
        lines.extend(overlays::origin(session, &requirement));
        for missing in rows(&requirement, "missing") {
            lines.push(format!("    → {}", text(&missing["message"])));
        }
        for warning in rows(&requirement, "warnings") {
            lines.push(format!("    ! {}", text(&warning["message"])));
        }
    }
    let findings = rows(answer, "findings");
    if !findings.is_empty() {
        lines.push(session.say("cli.findings", &[]));
        lines.extend(findings.iter().map(|found| format!("    ! {}", text(&found["message"]))));
    }
    lines.join("\n")
}

pub(crate) fn forms(_session: &Session, answer: &Value) -> String {
    let line = |form: &Value| {
        format!("{}  {}  ({})", text(&form["id"]), text(&form["title"]), text(&form["version"]))
    };
    rows(answer, "forms").iter().map(line).collect::<Vec<_>>().join("\n")
}

pub(crate) fn forms_exported(session: &Session, answer: &Value) -> String {
    files(session, answer).join("\n")
}

fn files(session: &Session, answer: &Value) -> Vec<String> {
    let line = |file: &Value| say(session, "cli.form_file", file, &["path", "sheets", "cells"]);
    rows(answer, "files").iter().map(line).collect()
}

pub(crate) fn demo(session: &Session, answer: &Value) -> String {
    let mut lines = vec![say(session, "cli.demo_ledger", answer, &["ledger"])];
    for done in rows(answer, "imports") {
        lines.push(format!("\n■ {}", text(&done["file"])));
        lines.push(import(session, &done));
    }
    for plan in rows(answer, "plans") {
        let kind = session.say(&format!("choice.{}", text(&plan["kind"])), &[]);
        lines.push(format!("\n■ {kind}: {}", text(&plan["title"])));
        lines.push(checklist(session, &plan["check"]));
        lines.extend(files(session, &plan));
    }
    lines.join("\n")
}
