//! What was understood of a file, in words.

use serde_json::Value;
use shirube_app::Session;

use super::{LISTED, matching, more, problems, rows, say, text};

pub(crate) fn inspection(session: &Session, answer: &Value) -> String {
    let mut lines = vec![say(session, "cli.file", answer, &["file"])];
    lines.extend(matching::mapping_used(session, answer));
    for sheet in rows(answer, "sheets") {
        let hidden = if sheet["hidden"] == true {
            session.say("cli.hidden_mark", &[])
        } else {
            String::new()
        };
        lines.push(format!(
            "{}{hidden}",
            say(session, "cli.sheet", &sheet, &["name", "rows", "columns"])
        ));
    }
    let tables = rows(answer, "tables");
    if tables.is_empty() {
        lines.push(session.say("cli.no_table", &[]));
    }
    for table in tables.iter().filter(|table| table["taken"] == true) {
        lines.extend(table_lines(session, table));
    }
    lines.push(say(session, "cli.rows", &answer["rows"], &["data", "skipped"]));
    let skipped = rows(answer, "skipped");
    for row in skipped.iter().take(LISTED) {
        let reason = session.say(&format!("skip.{}", text(&row["reason"])), &[]);
        let place = if row["column"].is_null() { &row["row"] } else { &row["column"] };
        let sheet = text(&row["sheet"]);
        lines.push(format!("  {sheet} {} {reason}: {}", text(place), text(&row["text"])));
    }
    lines.extend(more(session, skipped.len()));
    lines.extend(problems(session, answer));
    lines.join("\n")
}

/// A table that is taken, its columns, and the items of a list.
fn table_lines(session: &Session, table: &Value) -> Vec<String> {
    let mut lines = match table["turned"] == true {
        true => vec![say(session, "cli.table_turned", table, &["sheet", "range"])],
        false => {
            let names = ["sheet", "header_rows", "first_row", "last_row"];
            vec![say(session, "cli.table", table, &names)]
        }
    };
    lines.extend(rows(table, "columns").iter().map(|column| column_line(session, column)));
    for item in rows(&table["items"], "named") {
        let field = item["field"].as_str().map(|field| field_label(session, field, true));
        let field = field.unwrap_or_else(|| "–".to_owned());
        lines.push(format!("    {}  → {field}", text(&item["text"])));
    }
    lines
}

fn column_line(session: &Session, column: &Value) -> String {
    let header = text(&column["header"]).replace('\n', " ");
    let Some(field) = column["field"].as_str() else {
        return format!("  {}  {header}  –", text(&column["column"]));
    };
    let name = field_label(session, field, !column["year"].is_null());
    let year = column["year"].as_i64().map_or_else(String::new, |year| format!(" {year}"));
    let unit =
        column["unit"].as_str().filter(|unit| *unit != "none").map_or_else(String::new, |unit| {
            format!(" [{}]", session.say(&format!("unit.{unit}"), &[]))
        });
    let asked = if column["confidence"].as_f64().unwrap_or(0.0) < 0.5 { " ?" } else { "" };
    format!("  {}  {header}  → {name}{year}{unit}{asked}", text(&column["column"]))
}

/// The number of employees is said of the firm itself, or as a figure of a year.
fn field_label(session: &Session, field: &str, of_year: bool) -> String {
    let kinds = if of_year { ["figure", "firm"] } else { ["firm", "figure"] };
    let labels = kinds.map(|kind| session.say(&format!("field.{kind}.{field}"), &[]));
    labels.into_iter().find(|label| !label.starts_with("field.")).unwrap_or_default()
}
