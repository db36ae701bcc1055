//! 名寄せ, differences and kept mappings in words.

use serde_json::Value;
use shirube_app::Session;

use super::{LISTED, more, rows, say, text};

pub(super) fn mapping_used(session: &Session, answer: &Value) -> Option<String> {
    let used = &answer["mapping_used"];
    (!used.is_null()).then(|| say(session, "cli.mapping_used", used, &["sender", "saved_at"]))
}

/// What changes, figure by figure, and which firms are named no longer.
pub(super) fn changes(session: &Session, answer: &Value) -> Vec<String> {
    let changed: Vec<Value> =
        rows(answer, "changes").into_iter().filter(|c| c["kind"] == "changed").collect();
    let mut lines = Vec::new();
    if !changed.is_empty() {
        lines.push(say(session, "cli.changes", answer, &["change_count"]));
        lines.extend(changed.iter().take(LISTED).map(|change| change_line(session, change)));
        lines.extend(more(session, changed.len()));
    }
    let gone = rows(answer, "gone");
    if !gone.is_empty() {
        lines.push(say(session, "cli.gone", answer, &["gone_count"]));
        lines.extend(gone.iter().take(LISTED).map(|firm| format!("  {}", text(&firm["name"]))));
        lines.extend(more(session, gone.len()));
    }
    lines
}

fn change_line(session: &Session, change: &Value) -> String {
    let none = session.say("cli.empty_value", &[]);
    let value = |value: &Value| if value.is_null() { none.clone() } else { text(value) };
    let fields = rows(change, "fields").into_iter().map(|field| {
        let kind = if field["year"].is_null() { "firm" } else { "figure" };
        let label = session.say(&format!("field.{kind}.{}", text(&field["field"])), &[]);
        let year = field["year"].as_i64().map_or_else(String::new, |year| format!("{year} "));
        format!("{year}{label} {} → {}", value(&field["before"]), value(&field["after"]))
    });
    let fields: Vec<String> = fields.collect();
    format!("  {} {}: {}", text(&change["row"]), text(&change["firm"]["name"]), fields.join("; "))
}

pub(super) fn proposals(session: &Session, answer: &Value) -> Vec<String> {
    let proposals = rows(answer, "proposals");
    if proposals.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![say(session, "cli.proposals", answer, &["proposal_count"])];
    for pair in proposals.iter().take(LISTED) {
        let subject =
            if pair["draft"]["id"].is_null() { &pair["identity"] } else { &pair["draft"]["id"] };
        lines.push(format!("  {} {}", text(&pair["sheet"]), text(&pair["row"])));
        lines.push(format!("    {}  [{}]", side(&pair["draft"]), text(subject)));
        lines.push(format!(
            "    {}  [{}]",
            side(&pair["candidate"]),
            text(&pair["candidate"]["id"])
        ));
        lines.push(format!("    {}", text(&pair["reason_labels"])));
    }
    lines.extend(more(session, proposals.len()));
    lines
}

fn side(side: &Value) -> String {
    let number = side["corporate_number"].as_str().unwrap_or("–").to_owned();
    let rest = ["name", "municipality_name", "address"].map(|part| text(&side[part]));
    format!("{number}  {}", rest.join("  "))
}

pub(crate) fn pairs(session: &Session, answer: &Value) -> String {
    let mut lines = vec![say(session, "cli.pairs", answer, &["total"])];
    for pair in rows(answer, "pairs") {
        lines.push(format!("{}  {}", text(&pair["score"]), text(&pair["reason_labels"])));
        for which in ["first", "second"] {
            lines.push(format!("    {}  [{}]", side(&pair[which]), text(&pair[which]["id"])));
        }
    }
    lines.join("\n")
}

pub(crate) fn decided(session: &Session, answer: &Value) -> String {
    let key = match (answer["action"].is_null(), answer["united"].is_null()) {
        (true, _) => "cli.unchanged",
        (false, true) => "cli.decided",
        (false, false) => "cli.united",
    };
    session.say(key, &[])
}

pub(crate) fn decisions(session: &Session, answer: &Value) -> String {
    let line = |decision: &Value| {
        let verdict = session.say(&format!("verdict.{}", text(&decision["verdict"])), &[]);
        let [name, firm, identity] =
            ["name", "firm_name", "identity"].map(|key| text(&decision[key]));
        format!("{verdict}  {name} – {firm}  [{identity}] [{}]", text(&decision["firm"]))
    };
    let lines: Vec<String> = rows(answer, "decisions").iter().map(line).collect();
    if lines.is_empty() { session.say("cli.decisions_empty", &[]) } else { lines.join("\n") }
}

pub(crate) fn mappings(session: &Session, answer: &Value) -> String {
    let line = |kept: &Value| {
        ["id", "sender", "fingerprint", "saved_at", "used_at"]
            .map(|key| text(&kept[key]))
            .join("  ")
    };
    let lines: Vec<String> = rows(answer, "mappings").iter().map(line).collect();
    if lines.is_empty() { session.say("cli.mappings_empty", &[]) } else { lines.join("\n") }
}

/// As a mapping file, so that it can be edited and given back.
pub(crate) fn mapping(_session: &Session, answer: &Value) -> String {
    serde_json::to_string_pretty(&answer["mapping"]).unwrap_or_default()
}

pub(crate) fn mapping_written(session: &Session, answer: &Value) -> String {
    say(session, "cli.mapping_written", answer, &["path"])
}
