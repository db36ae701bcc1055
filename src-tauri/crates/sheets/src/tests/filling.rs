//! Filling as a property: whatever is there and whatever is put in.

use jiff::civil::date;
use proptest::prelude::*;

use super::build::{cells, open};
use super::fill::{BOOK, filled, put, text, with_parts};
use crate::{Put, PutValue, differences, fill_cells};

fn any_value() -> impl Strategy<Value = PutValue> {
    prop_oneof![
        "[a-z<&_x0-9A-F \u{1}\u{b}\n\t表𠮷'\"]{0,12}".prop_map(PutValue::Text),
        "-?(0|[1-9][0-9]{0,8})(\\.[0-9]{1,4})?".prop_map(PutValue::Number),
        (1901i16..2100, 1i8..13, 1i8..29).prop_map(|(y, m, d)| PutValue::Date(date(y, m, d))),
        any::<bool>().prop_map(PutValue::Bool),
        Just(PutValue::Empty),
    ]
}

/// What a reader makes of a value in a cell without a format of dates.
fn as_read(value: &PutValue) -> Option<String> {
    Some(match value {
        PutValue::Text(text) if text.is_empty() => return None,
        PutValue::Text(text) => text.clone(),
        PutValue::Number(number) => crate::value::number_text(number.parse().unwrap()),
        PutValue::Date(day) => crate::value::date_serial(*day, false).unwrap().to_string(),
        PutValue::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        PutValue::Empty => return None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn what_is_filled_is_read_back_and_nothing_else_changes(
        there in prop::collection::btree_map((0u32..14, 0u16..9), 0u8..5, 0..50),
        values in prop::collection::btree_map((1u32..17, 0u32..11), any_value(), 1..25),
    ) {
        let mut book = rust_xlsxwriter::Workbook::new();
        let bold = rust_xlsxwriter::Format::new().set_bold();
        let sheet = book.add_worksheet().set_name("表").unwrap();
        for ((row, column), kind) in &there {
            match kind {
                0 => sheet.write_string_with_format(*row, *column, "文字", &bold).unwrap(),
                1 => sheet.write_number(*row, *column, 12.5).unwrap(),
                2 => sheet.write_blank(*row, *column, &bold).unwrap(),
                3 => sheet.write_boolean(*row, *column, true).unwrap(),
                _ => sheet.write_string(*row, *column, " 余白\n ").unwrap(),
            };
        }
        let second = book.add_worksheet().set_name("集計 甲").unwrap();
        second.write_formula(0, 0, rust_xlsxwriter::Formula::new("=SUM(表!A1:K16)").set_result("9")).unwrap();
        second.write_formula(1, 0, rust_xlsxwriter::Formula::new("=SUM(表!Z1:Z9)").set_result("8")).unwrap();
        let bytes = book.save_to_buffer().unwrap();
        let puts: Vec<Put> = values
            .iter()
            .map(|((row, column), value)| Put { value: value.clone(), ..put(&crate::cell_name(*row, *column), PutValue::Empty) })
            .collect();
        let copy = filled(&bytes, &puts);
        let before = cells(&open("a.xlsx", bytes).unwrap(), 0).unwrap();
        let names: Vec<String> = values.keys().map(|place| crate::cell_name(place.0, place.1)).collect();
        let mut expected: Vec<((u32, u32), String)> = before
            .iter()
            .filter_map(|line| line.split_once('='))
            .filter(|(cell, _)| !names.contains(&(*cell).to_owned()))
            .map(|(cell, value)| (crate::parse_cell(cell).unwrap(), format!("{cell}={value}")))
            .collect();
        for (place, value) in &values {
            let name = crate::cell_name(place.0, place.1);
            expected.extend(as_read(value).map(|value| (*place, format!("{name}={value}"))));
        }
        expected.sort();
        let expected: Vec<String> = expected.into_iter().map(|(_, line)| line).collect();
        let book = open("b.xlsx", copy.bytes).unwrap();
        prop_assert_eq!(cells(&book, 0).unwrap(), expected);
        prop_assert!(copy.uncached.len() <= 1);
    }

    #[test]
    fn a_damaged_part_is_refused_or_survived(
        cuts in prop::collection::vec((0usize..700, 0usize..8, "[<>/a-z\"'=: ]{0,6}"), 1..4),
        which in 0usize..2,
    ) {
        let rows = "<worksheet><dimension ref='A1:B3'/><cols><col min='1' max='3' style='1'/></cols>\
            <sheetData><row r='1' spans='1:2'><c r='A1' s='1'><v>1</v></c><c r='B1'><f t='shared' \
            ref='B1:B2' si='0'>A1</f><v>1</v></c></row><row r='3'/><row/></sheetData>\
            <mergeCells count='1'><mergeCell ref='D1:E3'/></mergeCells></worksheet>";
        let parts = [("xl/worksheets/sheet1.xml", rows), ("xl/workbook.xml", BOOK)];
        let mut own = parts.map(|(name, text)| (name, text.as_bytes().to_vec()));
        for (at, length, new) in &cuts {
            let bytes = &mut own[which].1;
            let start = at % bytes.len().max(1);
            let end = (start + length).min(bytes.len());
            bytes.splice(start..end, new.bytes());
        }
        let own = own.map(|(name, bytes)| (name, String::from_utf8_lossy(&bytes).into_owned()));
        let book = with_parts(&own);
        let puts = ["A1", "C1", "D3", "A9"].map(|cell| text(cell, "値"));
        if let Ok(copy) = fill_cells(&book, &puts) {
            let _ = differences(&book, &copy.bytes);
        }
    }
}
