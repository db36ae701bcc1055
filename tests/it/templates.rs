//! Every template with a trap: filled as EXPECTED.json says, and the same in all else.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use serde_json::Value;
use shirube_sheets::{Filled, Put, PutValue, cell_name, differences, fill_cells, parse_cell};
use shirube_tests::root;
use zip::ZipArchive;

fn put(told: &Value) -> Put {
    let (row, column) = parse_cell(told["cell"].as_str().unwrap()).unwrap();
    let value = match &told["value"] {
        Value::Null => PutValue::Empty,
        Value::Bool(yes) => PutValue::Bool(*yes),
        Value::Number(number) => PutValue::Number(number.to_string()),
        Value::String(text) => match text.parse() {
            Ok(day) => PutValue::Date(day),
            Err(_) => PutValue::Text(text.clone()),
        },
        other => panic!("{other}"),
    };
    Put { sheet: told["sheet"].as_str().unwrap().to_owned(), row, column, value }
}

/// What the container says of each part, and its packed bytes.
pub(crate) fn entries(bytes: &[u8]) -> Vec<(String, String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|index| {
            let mut file = zip.by_index_raw(index).unwrap();
            let about = format!(
                "{:?} {:?} {} {:?}",
                file.compression(),
                file.last_modified(),
                file.crc32(),
                file.extra_data()
            );
            let (name, mut packed) = (file.name().unwrap().into_owned(), Vec::new());
            file.read_to_end(&mut packed).unwrap();
            (name, about, packed)
        })
        .collect()
}

/// Makes sure that only what was named has changed.
#[track_caller]
fn only_named(name: &str, before: &[u8], puts: &[Put], filled: &Filled) {
    let (old, new) = (entries(before), entries(&filled.bytes));
    assert_eq!(old.len(), new.len(), "{name}");
    for (old, new) in old.iter().zip(&new) {
        assert_eq!(old.0, new.0, "{name}: the order of its parts");
        assert!(filled.changed_parts.contains(&old.0) || old == new, "{name}: {}", old.0);
    }
    let found = differences(before, &filled.bytes).unwrap();
    assert_eq!(found.parts, Vec::<String>::new(), "{name}");
    for (sheet, cell) in &found.cells {
        let named =
            puts.iter().any(|put| put.sheet == *sheet && cell_name(put.row, put.column) == *cell);
        let gone = filled.uncached.contains(&(sheet.clone(), cell.clone()));
        assert!(named || gone, "{name}: {sheet}!{cell}");
    }
}

#[test]
fn every_template_is_filled_and_the_same_in_all_else() {
    let folder = root().join("tests/fixtures/templates");
    let told = std::fs::read_to_string(folder.join("EXPECTED.json")).unwrap();
    let told: BTreeMap<String, Value> = serde_json::from_str(&told).unwrap();
    assert!(told.len() >= 15);
    for (name, told) in told {
        let bytes = std::fs::read(folder.join(&name)).unwrap();
        let puts: Vec<Put> = told["puts"].as_array().unwrap().iter().map(put).collect();
        let filled = fill_cells(&bytes, &puts);
        if let Some(code) = told["refused"].as_str() {
            assert_eq!(filled.unwrap_err().code(), code, "{name}");
            continue;
        }
        let filled = filled.unwrap_or_else(|error| panic!("{name}: {error}"));
        only_named(&name, &bytes, &puts, &filled);
        let gone: Vec<String> =
            filled.uncached.iter().map(|(sheet, cell)| format!("{sheet}!{cell}")).collect();
        let expected: Vec<&str> = told["uncached"]
            .as_array()
            .unwrap()
            .iter()
            .map(|cell| cell.as_str().unwrap())
            .collect();
        let [mut gone, mut expected] =
            [gone, expected.into_iter().map(str::to_owned).collect::<Vec<_>>()];
        gone.sort();
        expected.sort();
        assert_eq!(gone, expected, "{name}");
    }
}
