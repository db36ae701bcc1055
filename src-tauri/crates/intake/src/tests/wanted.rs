//! What a person says of a table is read so: header rows, sides, and nothing else is lost by it.

use super::support::{Kept, csv, read_all, rows, xlsx};
use crate::Options;

fn names(kept: &Kept) -> Vec<&str> {
    kept.firms.iter().map(|firm| firm.record.name.as_str()).collect()
}

#[test]
fn header_rows_that_a_person_names_are_read_anew() {
    let book = csv("企業名,住所\n一覧,見本\n商号,売上高(千円)\n㈱甲,1\n㈱乙,2\n");
    let wanted = Options { header_rows: Some(vec![3]), ..Options::default() };
    let kept = read_all(&book, &Options { year: None, ..wanted });
    assert_eq!(kept.table.as_ref().unwrap().header_rows, [3]);
    assert_eq!(kept.columns(), ["A name", "B sales/thousand_yen"]);
    assert_eq!(names(&kept), ["㈱甲", "㈱乙"]);
}

#[test]
fn header_rows_far_below_are_found() {
    let firms: String = (0..400).map(|n| format!("説明{n},,\n")).collect();
    let book = csv(&format!("{firms}企業名,法人番号,売上高(円)\n甲,,5\n"));
    let wanted = Options { header_rows: Some(vec![401]), ..Options::default() };
    let kept = read_all(&book, &wanted);
    assert_eq!(names(&kept), ["甲"]);
}

#[test]
fn naming_the_header_that_was_found_loses_no_other_table() {
    let mut writer = rust_xlsxwriter::Workbook::new();
    for (name, firm) in [("鯖江市", "甲"), ("越前市", "乙")] {
        let sheet = writer.add_worksheet().set_name(name).unwrap();
        rows(sheet, 0, &[&["題"], &["企業名", "令和5年度売上高(円)"], &[firm, "1"]]);
    }
    let bytes = writer.save_to_buffer().unwrap();
    let book = shirube_sheets::Workbook::from_bytes("a.xlsx", bytes, &Default::default()).unwrap();
    let wanted = Options { header_rows: Some(vec![2]), ..Options::default() };
    assert_eq!(names(&read_all(&book, &wanted)), ["甲", "乙"]);
}

#[test]
fn a_table_is_turned_or_left_as_a_person_says() {
    let book = xlsx(|sheet| {
        rows(sheet, 0, &[&["企業名", "甲", "乙"], &["住所", "鯖江市", "越前市"]]);
    });
    assert!(!names(&read_all(&book, &Options::default())).contains(&"乙"));
    let turned = Options { turned: Some(true), ..Options::default() };
    assert_eq!(names(&read_all(&book, &turned)), ["甲", "乙"]);
    let items = csv("企業名,㈱甲,㈱乙\n法人番号,,\n売上高(円),1,2\n従業員数,5,6\n");
    let straight = Options { turned: Some(false), ..Options::default() };
    assert!(!read_all(&items, &straight).table.unwrap().turned);
}
