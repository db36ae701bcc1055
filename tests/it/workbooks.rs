//! Every fixture workbook: what `firms inspect` and `firms import` make of it is what
//! EXPECTED.toml says, value by value.

mod expected;
mod found;

use std::collections::BTreeMap;
use std::sync::Mutex;

use serde_json::Value;
use shirube_tests::{Desk, root};

use expected::{File, Refusal, allows};
use found::{firms, table_columns};

/// Runs every fixture, or those whose name holds `SHIRUBE_FIXTURE`, and names all that fail.
#[test]
fn every_fixture_comes_out_as_it_says() {
    let only = std::env::var("SHIRUBE_FIXTURE").unwrap_or_default();
    let files = Mutex::new(expected::files().into_iter().filter(|file| file.name.contains(&only)));
    let complaints = Mutex::new(Vec::new());
    let workers = std::thread::available_parallelism().map_or(2, usize::from).min(8);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let Some(file) = files.lock().unwrap().next() else { break };
                    let found = check(&file);
                    complaints.lock().unwrap().extend(found);
                }
            });
        }
    });
    let mut complaints = complaints.into_inner().unwrap();
    complaints.sort();
    let files: std::collections::BTreeSet<_> =
        complaints.iter().filter_map(|text| text.split(": ").next()).collect();
    assert!(
        complaints.is_empty(),
        "{} fixtures are read wrong:\n{}",
        files.len(),
        complaints.join("\n")
    );
}

/// Every complaint about one fixture.
fn check(file: &File) -> Vec<String> {
    let path = root().join("tests/fixtures/workbooks").join(&file.name).display().to_string();
    let desk = Desk::new();
    let mut complaints = Vec::new();
    let seen = desk.run(&["firms", "inspect", &path]);
    let done = desk.run(&["firms", "import", &path]);
    let firms = firms(&desk);
    if file.refused == Refusal::May && done.status == 3 && firms.is_empty() {
        return complaints;
    }
    if file.refused == Refusal::Must {
        if done.status != 3 || !firms.is_empty() {
            let names: Vec<_> = firms.iter().map(|firm| &firm["name"]).collect();
            complaints
                .push(format!("import: expected status 3, found {}, firms {names:?}", done.status));
        }
    } else if seen.status != 0 || done.status != 0 {
        let status = (seen.status, done.status);
        complaints.push(format!(
            "expected a table, found inspect and import with status {status:?}: {}",
            done.stdout
        ));
    } else {
        let seen = seen.json();
        complaints.extend(tables(file, &seen));
        complaints.extend(skipped(file, &seen));
        complaints.extend(problems(file, &seen));
        complaints.extend(values(file, &firms));
    }
    complaints.into_iter().map(|text| format!("{}: {text}", file.name)).collect()
}

fn tables(file: &File, seen: &Value) -> Vec<String> {
    let mut complaints = Vec::new();
    for (index, table) in file.tables.iter().enumerate() {
        let found = &seen["tables"][index];
        let place = format!("table {} ({})", index + 1, table.sheet);
        if found.is_null() {
            complaints.push(format!("{place}: expected, not found"));
            continue;
        }
        for (what, wanted) in [
            ("header_rows", &table.header_rows),
            ("first_row", &table.first_row),
            ("last_row", &table.last_row),
        ] {
            if !wanted.contains(&found[what].to_string()) {
                let wanted = wanted.join(" or ");
                complaints
                    .push(format!("{place}: {what} expected {wanted}, found {}", found[what]));
            }
        }
        if found["sheet"] != table.sheet.as_str() {
            complaints.push(format!("{place}: found on {}", found["sheet"]));
        }
        let columns = table_columns(found);
        let wrong: Vec<_> = table
            .columns
            .iter()
            .filter(|(letter, text)| {
                !columns.get(*letter).is_some_and(|found| text.split('|').any(|t| t == found))
            })
            .map(|(letter, text)| {
                format!("{letter} expected {text}, found {:?}", columns.get(letter))
            })
            .chain(
                columns
                    .iter()
                    .filter(|(letter, _)| !table.columns.contains_key(*letter))
                    .map(|(letter, found)| format!("{letter} expected nothing, found {found}")),
            )
            .collect();
        if !wrong.is_empty() {
            complaints.push(format!("{place}: columns: {}", wrong.join("; ")));
        }
    }
    complaints
}

fn skipped(file: &File, seen: &Value) -> Vec<String> {
    let entries = seen["skipped"].as_array().unwrap().iter();
    let found: BTreeMap<String, String> = entries
        .map(|row| {
            let place = format!("{}!{}", row["sheet"].as_str().unwrap(), row["row"]);
            (place, row["reason"].as_str().unwrap().to_owned())
        })
        .collect();
    let mut wrong = Vec::new();
    for (place, reasons) in &file.skipped {
        let reason = found.get(place).map_or("nothing", String::as_str);
        if !reasons.split('|').any(|one| one == reason) {
            wrong.push(format!("{place} expected {reasons}, found {reason}"));
        }
    }
    // A layout of its own kind skips rows of its own.
    for (place, reason) in found.iter().filter(|_| !file.tables.is_empty()) {
        if reason != "blank" && !file.skipped.contains_key(place) {
            wrong.push(format!("{place} expected data or nothing, found {reason}"));
        }
    }
    if wrong.is_empty() { Vec::new() } else { vec![format!("skipped: {}", wrong.join("; "))] }
}

fn problems(file: &File, seen: &Value) -> Vec<String> {
    let entries = seen["problems"].as_array().unwrap();
    let found: Vec<(String, String, String, bool)> = entries
        .iter()
        .map(|problem| {
            let text = |key: &str| problem[key].as_str().unwrap_or_default().to_owned();
            (text("sheet"), text("cell"), text("code"), problem["severity"] == "error")
        })
        .collect();
    let fits = |problem: &expected::Problem,
                (sheet, cell, code, _): &(String, String, String, bool)| {
        problem.sheet == *sheet
            && (problem.cell == "*" || problem.cell == *cell)
            && problem.code.trim_start_matches('?').split('|').any(|one| one == "*" || one == code)
    };
    let mut wrong: Vec<String> = file
        .problems
        .iter()
        .filter(|problem| !problem.code.starts_with('?'))
        .filter(|problem| !found.iter().any(|one| fits(problem, one)))
        .map(|problem| {
            format!("expected {}!{} {}, not found", problem.sheet, problem.cell, problem.code)
        })
        .collect();
    // An error says that something was lost: none may come unasked.
    wrong.extend(
        found
            .iter()
            .filter(|one| one.3 && !file.problems.iter().any(|problem| fits(problem, one)))
            .map(|(sheet, cell, code, _)| format!("error not expected: {sheet}!{cell} {code}")),
    );
    if wrong.is_empty() { Vec::new() } else { vec![format!("problems: {}", wrong.join("; "))] }
}

fn values(file: &File, found: &[BTreeMap<String, Value>]) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut rest: Vec<_> = found.iter().collect();
    for firm in &file.firms {
        let same = |key: &str| {
            rest.iter()
                .position(|one| firm.get(key).is_some_and(|value| one.get(key) == Some(value)))
        };
        let Some(at) = same("corporate_number").or_else(|| same("name")) else {
            complaints.push(format!(
                "values: expected {} {}, not found",
                firm["name"],
                firm.get("corporate_number").unwrap_or(&Value::Null)
            ));
            continue;
        };
        let one = rest.remove(at);
        let keys: std::collections::BTreeSet<_> = firm.keys().chain(one.keys()).collect();
        let wrong: Vec<_> = keys
            .into_iter()
            .filter(|key| !allows(firm, one, key))
            .map(|key| {
                let text =
                    |value: Option<&Value>| value.map_or("nothing".to_owned(), Value::to_string);
                format!("{key} expected {}, found {}", text(firm.get(key)), text(one.get(key)))
            })
            .collect();
        if !wrong.is_empty() {
            complaints.push(format!("values: {}: {}", firm["name"], wrong.join("; ")));
        }
    }
    let more: Vec<_> = rest.iter().map(|one| one["name"].to_string()).collect();
    if !more.is_empty() {
        complaints.push(format!("values: firms that must not be there: {}", more.join(", ")));
    }
    complaints
}
