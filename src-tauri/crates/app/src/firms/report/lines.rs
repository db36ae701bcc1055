//! Problems as the lines of a report: what one column has many times is one line.

use std::collections::BTreeMap;

use shirube_forms::ReportLine;
use shirube_intake::{Inspection, Problem, Severity};
use shirube_sheets::{cell_name, column_name};

use super::words::Words;

/// How many cells a line names.
const NAMED: usize = 10;
/// How many different texts a line quotes.
const QUOTED: usize = 3;
/// The longest text that is quoted whole, in letters.
const LONGEST: usize = 60;

/// Problems for which the field stays empty: what is written could not be taken.
const LEFT_EMPTY: [&str; 17] = [
    "amount_absurd",
    "amount_negative",
    "amount_secret",
    "amount_unknown",
    "amount_unreadable",
    "cell_error",
    "cell_uncalculated",
    "corporate_number_check_digit",
    "corporate_number_length",
    "corporate_number_not_digits",
    "corporate_number_scientific",
    "date_unreadable",
    "industry_unknown",
    "municipality_unknown",
    "postal_code_unreadable",
    "prefecture_unknown",
    "repeat_empty",
];

/// A line, and how much it matters.
pub(super) struct Line {
    pub(super) severity: Severity,
    pub(super) line: ReportLine,
}

/// The lines of a report: what matters most first, then by place.
pub(super) fn lines(words: &Words<'_>, found: &Inspection) -> Vec<Line> {
    let sheet = |name: &str| found.sheets.iter().position(|sheet| sheet.name == name);
    let mut groups: BTreeMap<_, Vec<&Problem>> = BTreeMap::new();
    for problem in &found.problems {
        let place = (sheet(&problem.sheet), problem.column, problem.code);
        groups.entry((std::cmp::Reverse(problem.severity), place)).or_default().push(problem);
    }
    let mut groups: Vec<Vec<&Problem>> = groups.into_values().collect();
    for group in &mut groups {
        group.sort_by_key(|problem| problem.row);
    }
    groups.sort_by_key(|group| {
        group.first().map(|first| {
            (std::cmp::Reverse(first.severity), sheet(&first.sheet), first.row, first.column)
        })
    });
    groups.iter().filter_map(|group| line(words, group)).collect()
}

fn line(words: &Words<'_>, group: &[&Problem]) -> Option<Line> {
    let first = *group.first()?;
    let rule = first.rule.map(|rule| words.rule(rule)).unwrap_or_default();
    Some(Line {
        severity: first.severity,
        line: ReportLine {
            severity: words.severity(first),
            place: place(words, group, &first.sheet),
            raw: raw(words, group),
            understood: understood(words, group, first),
            right: words.right(first),
            rule,
        },
    })
}

fn place(words: &Words<'_>, group: &[&Problem], sheet: &str) -> String {
    let mut cells: Vec<String> = group.iter().map(|problem| cell(words, problem)).collect();
    cells.dedup();
    let more = cells.len().saturating_sub(NAMED);
    cells.truncate(NAMED);
    let mut cells = words.list(&cells);
    if more > 0 {
        let count = more.to_string();
        cells = words.say("report.more_cells", &[("cells", &cells), ("count", &count)]);
    }
    words.say("report.place", &[("sheet", sheet), ("cells", &cells)])
}

fn cell(words: &Words<'_>, problem: &Problem) -> String {
    match (problem.row, problem.column) {
        (Some(row), Some(column)) => cell_name(row, column),
        (None, Some(column)) => {
            words.say("report.whole_column", &[("column", &column_name(column))])
        }
        (Some(row), None) => words.say("report.whole_row", &[("row", &row.to_string())]),
        (None, None) => words.say("report.whole_sheet", &[]),
    }
}

/// The different texts of a group, the first few of them.
fn raw(words: &Words<'_>, group: &[&Problem]) -> String {
    let mut texts: Vec<&str> = Vec::new();
    for problem in group {
        let raw = problem.raw.as_str();
        if !raw.trim().is_empty() && !texts.contains(&raw) {
            texts.push(raw);
        }
        if texts.len() > QUOTED {
            break;
        }
    }
    let quote = |text: &&str| words.say("report.quoted", &[("text", &short(text))]);
    let shown: Vec<String> = texts.iter().take(QUOTED).map(quote).collect();
    let shown = shown.concat();
    if texts.len() > QUOTED { words.say("report.more_raw", &[("texts", &shown)]) } else { shown }
}

/// On one line, and not too long.
fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    line.chars().take(LONGEST).chain(['…']).collect()
}

fn understood(words: &Words<'_>, group: &[&Problem], first: &Problem) -> String {
    let what = words.what(first);
    let taken = group.iter().filter_map(|problem| problem.understood.as_deref());
    let taken: Vec<&str> = taken.filter(|text| !text.trim().is_empty()).collect();
    let Some(example) = taken.first() else {
        let empty = LEFT_EMPTY.contains(&first.code);
        return if empty { words.say("report.taken_empty", &[("what", &what)]) } else { what };
    };
    let same = taken.iter().all(|text| text == example);
    let key = if same { "report.taken_as" } else { "report.taken_differently" };
    // Amounts and counts with their digits in groups; a code stays as it is.
    let counted = first.code.starts_with("amount_") || first.code == "number_as_text";
    let example = if counted { grouped(example) } else { short(example) };
    words.say(key, &[("what", &what), ("understood", &example)])
}

/// A whole number with its digits in groups of three; any other text as it is.
fn grouped(number: &str) -> String {
    let digits = number.strip_prefix('-').unwrap_or(number);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return short(number);
    }
    let mut out = if digits == number { String::new() } else { "-".to_owned() };
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
