//! Answers about reports and about several files, in words.

use serde_json::Value;
use shirube_app::Session;

use super::{problems, rows, say, text};

pub(crate) fn reported(session: &Session, answer: &Value) -> String {
    let mut lines = vec![say(session, "cli.reported", &answer["report"], &["path", "rows"])];
    let marked = &answer["marked"];
    if marked.is_null() {
        let reason = text(&answer["unmarked"]);
        lines.push(session.say(&format!("cli.unmarked.{reason}"), &[]));
    } else {
        let key = if marked["fresh"] == true { "cli.marked_fresh" } else { "cli.marked" };
        lines.push(say(session, key, marked, &["path", "cells"]));
    }
    lines.extend(problems(session, answer));
    lines.join("\n")
}

pub(crate) fn imported(session: &Session, answer: &Value) -> String {
    const COUNTS: [&str; 6] =
        ["rows_read", "new", "updated", "unchanged", "skipped", "problem_count"];
    let mut lines = Vec::new();
    for file in rows(answer, "files") {
        lines.push(format!("■ {}", text(&file["file"])));
        let error = &file["error"];
        if error.is_null() {
            lines.push(format!("  {}", say(session, "cli.imported", &file, &COUNTS)));
        } else {
            lines.push(format!("  ✗ {}", text(&error["message"])));
            lines.extend(rows(error, "hints").iter().map(|hint| format!("    → {}", text(hint))));
        }
    }
    for file in rows(answer, "passed") {
        let reason = session.say(&format!("cli.passed.{}", text(&file["reason"])), &[]);
        lines.push(format!("– {}: {reason}", text(&file["file"])));
    }
    let total = &answer["total"];
    lines.push(say(session, "cli.imported_total", total, &["files", "failed"]));
    lines.push(say(session, "cli.imported", total, &COUNTS));
    if answer["cancelled"] == true {
        lines.push(session.say("cli.imported_cancelled", &[]));
    }
    lines.join("\n")
}
