//! What stands above the lines of a report: the file, and what was understood of it.

use shirube_domain::draft::MappedField;
use shirube_domain::money::Unit;
use shirube_intake::{ColumnGuess, Inspection, Severity, Table};
use shirube_sheets::column_name;

use super::lines::Line;
use super::words::Words;

/// How many columns without a field are named.
const OTHERS: usize = 20;

/// The labels with their texts.
pub(super) fn facts(
    words: &Words<'_>,
    file: &str,
    found: &Inspection,
    lines: &[Line],
) -> Vec<(String, String)> {
    let label = |name: &str| words.say(&format!("report.fact.{name}"), &[]);
    let file = words.say("report.file", &[("file", file), ("date", &words.today())]);
    let mut facts = vec![(label("file"), file)];
    match found.tables.first() {
        None => facts.push((label("sheet"), words.say("report.no_table", &[]))),
        Some(table) => {
            facts.push((label("sheet"), sheet(words, found, table)));
            let (read, others) = columns(words, table);
            facts.push((label("columns"), read));
            facts.push((label("others"), others));
        }
    }
    facts.push((label("summary"), summary(words, found, lines)));
    facts.retain(|(_, text)| !text.is_empty());
    facts
}

fn sheet(words: &Words<'_>, found: &Inspection, table: &Table) -> String {
    let rows: Vec<String> = table.header_rows.iter().map(u32::to_string).collect();
    let rows = if rows.is_empty() { vec!["–".to_owned()] } else { rows };
    words.say(
        "report.table",
        &[
            ("sheet", &table.sheet),
            ("header", &words.list(&rows)),
            ("first", &table.first_row.to_string()),
            ("last", &table.last_row.unwrap_or(table.first_row).to_string()),
            ("data", &found.data.to_string()),
            ("skipped", &found.skipped_count.to_string()),
        ],
    )
}

/// The columns that were read, and those that were not.
fn columns(words: &Words<'_>, table: &Table) -> (String, String) {
    let (mut read, mut others) = (Vec::new(), Vec::new());
    for column in &table.columns {
        let letters = column_name(column.column);
        let header = match column.header.as_str() {
            "" => words.say("report.no_header", &[]),
            header => header.to_owned(),
        };
        let facts = [("column", letters.as_str()), ("header", header.as_str())];
        match field(words, table, column) {
            Some(field) => read.push(read_column(words, column, &facts, &field)),
            None => others.push(words.say("report.other_column", &facts)),
        }
    }
    let more = others.len().saturating_sub(OTHERS);
    others.truncate(OTHERS);
    let mut others = words.list(&others);
    if more > 0 {
        let count = more.to_string();
        others = words.say("report.more_cells", &[("cells", &others), ("count", &count)]);
    }
    (words.list(&read), others)
}

/// The name of what a column holds.
fn field(words: &Words<'_>, table: &Table, column: &ColumnGuess) -> Option<String> {
    if table.year_column == Some(column.column) {
        return Some(words.say("report.year_field", &[]));
    }
    Some(match column.field? {
        MappedField::Firm(field) => words.say(&format!("field.firm.{}", field.as_str()), &[]),
        MappedField::Figure(field) => words.say(&format!("field.figure.{}", field.as_str()), &[]),
    })
}

fn read_column(
    words: &Words<'_>,
    column: &ColumnGuess,
    facts: &[(&str, &str)],
    field: &str,
) -> String {
    let year =
        column.year.map(|year| words.say("period.year", &[("year", &year.year().to_string())]));
    let unit = (column.unit != Unit::None)
        .then(|| words.say(&format!("unit.{}", column.unit.as_str()), &[]));
    let more: Vec<String> = year.into_iter().chain(unit).collect();
    let more = words.list(&more);
    let facts = [facts, &[("field", field), ("facts", &more)]].concat();
    words.say(if more.is_empty() { "report.column" } else { "report.column_facts" }, &facts)
}

fn summary(words: &Words<'_>, found: &Inspection, lines: &[Line]) -> String {
    let count = |severity| lines.iter().filter(|line| line.severity == severity).count();
    let summary = words.say(
        "report.summary",
        &[
            ("lines", &lines.len().to_string()),
            ("error", &count(Severity::Error).to_string()),
            ("warning", &count(Severity::Warning).to_string()),
            ("note", &count(Severity::Note).to_string()),
        ],
    );
    let listed = found.problems.len();
    if found.problem_count == listed as u64 {
        return summary;
    }
    let (listed, total) = (listed.to_string(), found.problem_count.to_string());
    let facts = [("summary", summary.as_str()), ("listed", &listed), ("total", &total)];
    words.say("report.summary_cut", &facts)
}
