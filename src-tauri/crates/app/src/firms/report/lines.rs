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

/// Problems that share a line, and the words that they share.
struct Group<'p> {
    problems: Vec<&'p Problem>,
    raw: String,
    understood: String,
}

/// The lines of a report: what matters most first, then by place.
pub(super) fn lines(words: &Words<'_>, found: &Inspection) -> Vec<Line> {
    let sheet = |name: &str| found.sheets.iter().position(|sheet| sheet.name == name);
    let mut groups = groups(words, &found.problems);
    groups.sort_by_key(|group| {
        group.problems.first().map(|first| {
            (std::cmp::Reverse(first.severity), sheet(&first.sheet), first.row, first.column)
        })
    });
    groups.into_iter().filter_map(|group| line(words, group)).collect()
}

/// One group for each problem of a column; columns that would say the very same share it.
fn groups<'p>(words: &Words<'_>, problems: &'p [Problem]) -> Vec<Group<'p>> {
    let mut columns: BTreeMap<_, Vec<&Problem>> = BTreeMap::new();
    for problem in problems {
        let place = (problem.sheet.as_str(), problem.code, problem.column);
        columns.entry(place).or_default().push(problem);
    }
    let mut groups: Vec<Group<'_>> = Vec::new();
    for ((sheet, code, _), mut problems) in columns {
        problems.sort_by_key(|problem| problem.row);
        let (raw, understood) = (raw(words, &problems), understood(words, &problems));
        // The columns of one problem come one after another.
        let alike = groups.iter_mut().rev().find(|group| {
            group.problems.first().is_some_and(|first| first.sheet == sheet && first.code == code)
                && group.raw == raw
                && group.understood == understood
        });
        match alike {
            Some(group) => group.problems.extend(problems),
            None => groups.push(Group { problems, raw, understood }),
        }
    }
    groups
}

fn line(words: &Words<'_>, group: Group<'_>) -> Option<Line> {
    let first = *group.problems.first()?;
    let rule = first.rule.map(|rule| words.rule(rule)).unwrap_or_default();
    Some(Line {
        severity: first.severity,
        line: ReportLine {
            severity: words.severity(first),
            place: place(words, &group.problems, &first.sheet),
            raw: group.raw,
            understood: group.understood,
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

fn understood(words: &Words<'_>, group: &[&Problem]) -> String {
    let Some(first) = group.first() else { return String::new() };
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
