//! EXPECTED.toml, the table of what must come out.

use std::collections::BTreeMap;

use serde_json::Value;
use shirube_tests::root;

/// What must come out of one file.
pub(super) struct File {
    pub(super) name: String,
    pub(super) refused: Refusal,
    pub(super) tables: Vec<Table>,
    /// Reasons by `sheet!row`.
    pub(super) skipped: BTreeMap<String, String>,
    pub(super) problems: Vec<Problem>,
    /// Fields by name, figures as `sales 2024`.
    pub(super) firms: Vec<BTreeMap<String, Value>>,
}

/// Whether the file is one that can't be taken.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    Must,
    May,
    Never,
}

/// A table that must be found.
pub(super) struct Table {
    pub(super) sheet: String,
    /// Each as JSON; one of several.
    pub(super) header_rows: Vec<String>,
    pub(super) first_row: Vec<String>,
    pub(super) last_row: Vec<String>,
    /// `field [year] [unit]` by letter.
    pub(super) columns: BTreeMap<String, String>,
}

/// A problem that must be reported.
pub(super) struct Problem {
    pub(super) sheet: String,
    pub(super) cell: String,
    pub(super) code: String,
}

/// Every file of the table.
pub(super) fn files() -> Vec<File> {
    let path = root().join("tests/fixtures/workbooks/EXPECTED.toml");
    let text = std::fs::read_to_string(path).unwrap();
    let table: Value = toml::from_str(&text).unwrap();
    table["file"].as_array().unwrap().iter().map(file).collect()
}

fn file(file: &Value) -> File {
    let list = |key: &str| file[key].as_array().cloned().unwrap_or_default();
    let split = |value: &Value| {
        let text = value.as_str().unwrap().to_owned();
        let (place, what) = text.rsplit_once(' ').unwrap();
        (place.to_owned(), what.to_owned())
    };
    File {
        name: text(&file["name"]),
        refused: match &file["refused"] {
            Value::Bool(true) => Refusal::Must,
            Value::Null => Refusal::Never,
            _ => Refusal::May,
        },
        tables: list("table").iter().map(a_table).collect(),
        skipped: list("skipped").iter().map(split).collect(),
        problems: list("problems")
            .iter()
            .map(|value| {
                let (place, code) = split(value);
                let (sheet, cell) = place.rsplit_once('!').unwrap();
                Problem { sheet: sheet.to_owned(), cell: cell.to_owned(), code }
            })
            .collect(),
        firms: list("firms").iter().map(firm).collect(),
    }
}

fn a_table(table: &Value) -> Table {
    let columns = table["columns"].as_object().unwrap();
    Table {
        sheet: text(&table["sheet"]),
        header_rows: match table["header_rows"].get(0) {
            Some(Value::Array(_)) => several(&table["header_rows"]),
            _ => vec![table["header_rows"].to_string()],
        },
        first_row: several(&table["first_row"]),
        last_row: several(&table["last_row"]),
        columns: columns.iter().map(|(letter, what)| (letter.clone(), text(what))).collect(),
    }
}

fn firm(record: &Value) -> BTreeMap<String, Value> {
    let mut firm = BTreeMap::new();
    for (key, value) in record.as_object().unwrap() {
        if key != "figures" {
            firm.insert(key.clone(), value.clone());
            continue;
        }
        for (year, figures) in value.as_object().unwrap() {
            for (field, value) in figures.as_object().unwrap() {
                firm.insert(format!("{field} {year}"), value.clone());
            }
        }
    }
    firm
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// A value, or each of several, as JSON.
fn several(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().map(Value::to_string).collect(),
        one => vec![one.to_string()],
    }
}

/// Whether a firm has under `key` what it must have.
pub(super) fn allows(
    wanted: &BTreeMap<String, Value>,
    found: &BTreeMap<String, Value>,
    key: &str,
) -> bool {
    let (want, have) = (wanted.get(key), found.get(key));
    if let Some(Value::Array(several)) = want {
        return several.iter().any(|one| match have {
            Some(have) => one == have,
            None => one == "",
        });
    }
    // The number of employees may be told of the firm, or of the year that the sheet is of.
    let number = |firm: &BTreeMap<String, Value>| -> Vec<Value> {
        let told = firm.iter().filter(|(key, _)| key.starts_with("employees"));
        told.map(|(_, value)| value.clone()).collect()
    };
    want == have
        || (key.starts_with("employees")
            && want.or(have).is_some_and(|value| {
                number(wanted).contains(value) && number(found).contains(value)
            }))
}
