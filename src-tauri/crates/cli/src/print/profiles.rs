//! The three plans for people.

use serde_json::Value;
use shirube_app::Session;

use super::{rows, say, text};

/// The plans in the source's own words, and ours marked as such.
pub(crate) fn profiles(session: &Session, answer: &Value) -> String {
    let mut lines = vec![say(session, "cli.profiles", answer, &["source", "catalogue"])];
    for profile in rows(answer, "profiles") {
        let [column, name, relation] = ["column", "name", "relation"].map(|k| text(&profile[k]));
        lines.push(format!("\n■ {column} {name}"));
        for part in ["overview", "process"] {
            lines.extend(rows(&profile, part).iter().map(|bullet| format!("  ・{}", text(bullet))));
        }
        lines.push(format!("  ・{relation}"));
        for part in ["leads", "helps_with", "area_note"] {
            lines.push(format!("  （{}）", text(&profile[part])));
        }
    }
    lines.join("\n")
}
