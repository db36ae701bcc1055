//! The way back: a file imported into an empty ledger, and what the ledger then holds.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use shirube_app::{Language, Session, Silent, Surroundings, dispatch};
use shirube_tests::Desk;

use super::table::{Clean, FIELDS, Facts};

/// What an empty ledger holds after the import of a file, or the code of the failure.
pub(super) fn read_back(
    bytes: &[u8],
    name: &str,
    table: &Clean,
) -> Result<BTreeMap<String, Facts>, String> {
    let desk = Desk::bare();
    let file = desk.file(name, bytes);
    let session = Session::new(Surroundings {
        app_version: "test".to_owned(),
        actor: "試験".to_owned(),
        language: Language::Ja,
        default_ledger: Some(desk.ledger()),
        backups: None,
    })
    .unwrap();
    let ask = |call: &str, request: Value| {
        dispatch(&session, call, request, &Silent).map_err(|failure| failure.code)
    };
    ask("ledger_open", json!({}))?;
    ask("firms_import", json!({ "file": file }))?;
    let list = ask("firms_list", json!({ "limit": 100 }))?;
    let mut told = BTreeMap::new();
    for firm in list["firms"].as_array().unwrap() {
        let shown = ask("firms_show", json!({ "id": firm["id"] }))?;
        let text = |key: &str| shown[key].as_str().unwrap_or_default().to_owned();
        // A firm without its number is told by its name, so that the difference shows.
        let key = if shown["corporate_number"].is_null() {
            text("name")
        } else {
            text("corporate_number")
        };
        told.insert(key, (text("name"), text("municipality"), figures(&shown, table)));
    }
    Ok(told)
}

fn figures(shown: &Value, table: &Clean) -> BTreeMap<(i16, &'static str), i64> {
    let name = |name: &str| FIELDS.iter().find(|field| field.name == name).unwrap().name;
    let mut figures: BTreeMap<_, _> = shown["figures"]
        .as_array()
        .unwrap()
        .iter()
        .map(|figure| {
            let year = i16::try_from(figure["year"].as_i64().unwrap()).unwrap();
            ((year, name(figure["field"].as_str().unwrap())), figure["value"].as_i64().unwrap())
        })
        .collect();
    // Under a title that names the year, the number of employees is told of the firm.
    if let (Some(value), &[year]) = (shown["employees"].as_i64(), table.years.as_slice()) {
        figures.entry((year, "employees")).or_insert(value);
    }
    figures
}

/// How what was found differs from what was told, firm by firm.
pub(super) fn differences(
    told: &BTreeMap<String, Facts>,
    found: Result<BTreeMap<String, Facts>, String>,
) -> Vec<String> {
    let found = match found {
        Ok(found) => found,
        Err(code) => return vec![format!("refused: {code}")],
    };
    let keys: BTreeSet<_> = told.keys().chain(found.keys()).collect();
    let differing = keys.into_iter().filter(|key| told.get(*key) != found.get(*key));
    differing
        .map(|key| format!("{key}\n  told  {:?}\n  found {:?}", told.get(key), found.get(key)))
        .collect()
}
