//! What the command found, in the shape of the table of what it should find.

use std::collections::BTreeMap;

use serde_json::Value;
use shirube_tests::Desk;

/// Ids, names of codes, and for whom the firm is shown: not said by a sheet.
const NOT_SAID: [&str; 8] = [
    "id",
    "figures",
    "prefecture_name",
    "municipality_name",
    "industry_name",
    "for",
    "withheld",
    "banded",
];

/// Every firm of the ledger: its fields that hold something, its figures as `sales 2024`.
pub(super) fn firms(desk: &Desk) -> Vec<BTreeMap<String, Value>> {
    let list = desk.run(&["firms", "list", "--limit", "1000"]).ok();
    let ids = list["firms"].as_array().unwrap().iter().map(|firm| firm["id"].as_str().unwrap());
    ids.map(|id| firm(&desk.run(&["firms", "show", id]).ok())).collect()
}

fn firm(shown: &Value) -> BTreeMap<String, Value> {
    let mut firm = BTreeMap::new();
    for (key, value) in shown.as_object().unwrap() {
        if !NOT_SAID.contains(&key.as_str()) && !value.is_null() && value != "" {
            firm.insert(key.clone(), value.clone());
        }
    }
    for figure in shown["figures"].as_array().unwrap() {
        let mut key = format!("{} {}", figure["field"].as_str().unwrap(), figure["year"]);
        if figure["basis"] != "head_office" {
            key += " establishment";
        }
        firm.insert(key, figure["value"].clone());
    }
    firm
}

/// The columns that were taken, as `field [year] [unit]` by letter.
pub(super) fn table_columns(table: &Value) -> BTreeMap<String, String> {
    let columns =
        table["columns"].as_array().unwrap().iter().filter(|column| !column["field"].is_null());
    columns
        .map(|column| {
            let mut text = column["field"].as_str().unwrap().to_owned();
            if !column["year"].is_null() {
                text += &format!(" {}", column["year"]);
            }
            let unit = column["unit"].as_str().unwrap();
            if unit != "none" {
                text += &format!(" {unit}");
            }
            (column["column"].as_str().unwrap().to_owned(), text)
        })
        .collect()
}
