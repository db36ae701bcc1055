//! Several tables in one file: below each other on a sheet, and over several sheets.

use shirube_sheets::Workbook;

use super::support::{Kept, codes, csv, read_all, rows};
use crate::words::shipped;
use crate::{Options, Recognised, find_tables};

fn found(book: &Workbook) -> Recognised {
    find_tables(book, None, &Options::default(), &shipped(), &codes()).unwrap()
}

/// Tables as `一覧 [2] 3-5`.
fn tables(found: &Recognised) -> Vec<String> {
    let tables = found.tables.iter();
    tables
        .map(|t| {
            let last = t.last_row.map_or("".to_owned(), |row| row.to_string());
            format!("{} {:?} {}-{last}", t.sheet, t.header_rows, t.first_row)
        })
        .collect()
}

fn names(kept: &Kept) -> Vec<&str> {
    kept.firms.iter().map(|firm| firm.record.name.as_str()).collect()
}

#[test]
fn of_tables_below_each_other_those_of_one_kind_are_taken_and_the_others_named() {
    let text = "令和5年度,,\n企業名,売上高(千円),住所\n甲,1,\n乙,2,\n合計,3,\n※ 注,,\n\n\
                令和6年度,,\n企業名,売上高(百万円),住所\n甲,7,\n丙,8,\n\n表3,,\n\n施設名,電話番号,\n丁,1,\n";
    let book = csv(text);
    let found = found(&book);
    assert_eq!(tables(&found), ["一覧 [2] 3-6", "一覧 [9] 10-11", "一覧 [15] 16-16"]);
    let problem = &found.problems[0];
    assert_eq!((problem.code, problem.rule), ("tables_several", Some("L1-02")));
    assert_eq!((&*problem.subject, &*problem.raw), ("A2:C6", "A9:C11"));
    let left = &found.problems[1];
    assert_eq!((left.code, &*left.raw), ("tables_left", "A15:B16"));
    let taken: Vec<_> = found.tables.iter().map(|table| table.taken).collect();
    assert_eq!(taken, [true, true, false]);
    let kept = read_all(&book, &Options::default());
    assert_eq!(kept.columns(), ["A name", "B sales/2023/thousand_yen", "C address"]);
    assert_eq!(names(&kept), ["甲", "乙", "甲", "丙"]);
    assert_eq!(
        kept.skips(),
        [
            "1 title", "2 header", "5 total", "6 note", "8 title", "9 header", "12 blank",
            "13 note", "14 blank", "15 note", "16 note"
        ]
    );
    let units: Vec<_> = found.tables[1].columns.iter().map(|c| (c.unit, c.year)).collect();
    assert_eq!(units[1].0.as_str(), "million_yen");
    assert_eq!(units[1].1.unwrap().year(), 2024);
}

#[test]
fn the_same_header_once_more_is_the_same_table() {
    for (between, tables) in [
        ("", 1),
        ("\n", 1),
        ("\n会員一覧 2頁,\n", 1),
        ("\n令和5年度,\n", 1),
        // Under another year or unit it is another table, which is taken as well.
        ("\n令和6年度,\n", 2),
        ("\n(単位：円),\n", 2),
    ] {
        let header = "企業名,売上高";
        let text = format!(
            "令和5年度（単位：千円）,\n{header}\n甲,1\n乙,2\n{between}{header}\n丙,3\n丁,4\n"
        );
        let kept = read_all(&csv(&text), &Options::default());
        assert_eq!(found(&csv(&text)).tables.len(), tables, "{between:?}");
        assert_eq!(kept.firms.len(), 4, "{between:?} {:?}", kept.skips());
    }
}

#[test]
fn a_gap_and_a_word_in_the_data_make_no_table() {
    let text = "企業名,住所,売上高(円)\n甲,鯖江市,1\n\n企業,鯖江市,2\n\n用語,,\n企業名,登記した名称,\n\
                売上高,税抜き,\n";
    let kept = read_all(&csv(text), &Options::default());
    assert_eq!(kept.table.as_ref().unwrap().last_row, None);
    assert_eq!(names(&kept)[..2], ["甲", "企業"]);
}

#[test]
fn sheets_of_one_layout_are_all_listed_and_said() {
    let mut writer = rust_xlsxwriter::Workbook::new();
    let header = ["企業名", "令和5年度売上高(円)"];
    for (name, firm) in [("鯖江市", "甲"), ("越前市", "乙"), ("福井市", "丙")] {
        rows(writer.add_worksheet().set_name(name).unwrap(), 0, &[&header, &[firm, "1"]]);
    }
    let other = writer.add_worksheet().set_name("支店").unwrap();
    rows(other, 0, &[&["事業所名", "電話番号"], &["丁", "0778-1"]]);
    let bytes = writer.save_to_buffer().unwrap();
    let book = Workbook::from_bytes("a.xlsx", bytes, &Default::default()).unwrap();
    let found = found(&book);
    let sheets: Vec<_> = found.tables.iter().map(|table| table.sheet.as_str()).collect();
    assert_eq!(sheets, ["鯖江市", "越前市", "福井市", "支店"]);
    let problem = &found.problems[0];
    assert_eq!((problem.code, problem.rule), ("tables_on_sheets", Some("L1-03")));
    assert_eq!((&*problem.subject, &*problem.raw), ("鯖江市", "越前市、福井市"));
    assert_eq!((found.problems[1].code, &*found.problems[1].raw), ("tables_left", "支店!A1:B2"));
    let kept = read_all(&book, &Options::default());
    assert_eq!(names(&kept), ["甲", "乙", "丙"]);
    let town = |n: usize| kept.firms[n].record.municipality.as_ref().unwrap().as_str();
    assert_eq!([town(0), town(1), town(2)], ["182079", "182095", "182010"]);
}

#[test]
fn a_table_that_begins_far_below_ends_the_first() {
    let firms: String = (0..300).map(|n| format!("第{n}社,鯖江市,{n}\n")).collect();
    let text = format!(
        "企業名,住所,令和5年度売上高(円)\n{firms}\n参考,,\n電話番号,事業所名,住所\n\
         0778-1,丁,鯖江市\n0778-2,戊,越前市\n"
    );
    let kept = read_all(&csv(&text), &Options::default());
    assert_eq!(kept.firms.len(), 300);
    let skips = ["1 header", "302 blank", "303 title", "304 note", "305 note", "306 note"];
    assert_eq!(kept.skips(), skips);
    let problem = kept.problems.iter().find(|p| p.code == "tables_below").unwrap();
    assert_eq!(problem.cell().as_deref(), Some("A304"));
    assert_eq!((&*problem.subject, &*problem.raw), ("A1:C301", "A304:C304"));
}
