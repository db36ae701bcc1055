//! What is left out because it stands above.

use super::support::{Kept, csv, merge, read_all, rows, xlsx};
use crate::Options;

/// Name, municipality, industry and the years with sales of each row.
fn lines(kept: &Kept) -> Vec<String> {
    let lines = kept.firms.iter().map(|firm| {
        let record = &firm.record;
        let place = record.municipality.as_ref().map_or("-", |code| code.as_str());
        let industry = record.industry.as_ref().map_or("-", |code| code.as_str());
        let sales = firm.figures.iter().map(|f| format!(" {}:{:?}", f.year, f.values[0].unwrap()));
        format!("{} {place} {industry}{}", record.name, sales.collect::<String>())
    });
    lines.collect()
}

/// Notes of repeats as `A5 repeat_mark 鯖江市`.
fn notes(kept: &Kept) -> Vec<String> {
    let notes = kept.problems.iter().filter(|p| p.code.starts_with("repeat"));
    notes
        .map(|p| {
            assert_eq!(p.rule, Some("L2-02"));
            let (cell, understood) = (p.cell().unwrap(), p.understood.clone());
            format!("{cell} {} {}", p.code, understood.unwrap_or_default())
        })
        .collect()
}

#[test]
fn a_mark_stands_for_the_value_above() {
    for mark in ["〃", "同上", "仝", "\"\"\"\"", "″", "　〃　"] {
        let kept = read_all(
            &csv(&format!(
                "市町村,企業名,業種,令和5年度売上高(円)\n鯖江市,甲,製造業,10\n{mark},乙,{mark},{mark}\n\
                 越前市,丙,建設業,20\n{mark},丁,{mark},5\n"
            )),
            &Options::default(),
        );
        assert_eq!(
            lines(&kept),
            [
                "甲 182079 E 2023:10",
                "乙 182079 E 2023:10",
                "丙 182095 D 2023:20",
                "丁 182095 D 2023:5"
            ],
            "{mark}"
        );
        let expected = ["A3 repeat_mark 鯖江市", "C3 repeat_mark 製造業", "D3 repeat_mark 10"];
        assert_eq!(notes(&kept), expected);
        assert!(kept.troubles().is_empty(), "{:?}", kept.troubles());
    }
}

#[test]
fn a_mark_below_nothing_is_left_empty_and_said() {
    let text = "企業名,市町村,備考\n甲,〃,あ\n乙,鯖江市,\n丙,,〃\n";
    let kept = read_all(&csv(text), &Options::default());
    assert_eq!(lines(&kept), ["甲 - -", "乙 182079 -", "丙 - -"]);
    assert_eq!(kept.troubles(), ["B2 repeat_empty", "C4 repeat_empty"]);
}

#[test]
fn a_place_or_trade_merged_over_rows_holds_for_each_of_them() {
    let book = xlsx(|sheet| {
        rows(sheet, 0, &[&["市町村", "業種", "企業名", "令和5年度売上高(円)"]]);
        merge(sheet, (1, 0, 4, 0), "鯖江市");
        merge(sheet, (1, 1, 2, 1), "製造業");
        merge(sheet, (3, 1, 4, 1), "建設業");
        merge(sheet, (5, 0, 6, 0), "越前市");
        rows(sheet, 1, &[&["", "", "甲", "1"], &["", "", "乙", "2"], &["", "", "丙", "3"]]);
        rows(sheet, 4, &[&["", "", "小計", "6"], &["", "製造業", "丁", "4"], &["", "", "戊", "5"]]);
        sheet.write(7, 2, "己").unwrap();
    });
    let kept = read_all(&book, &Options::default());
    assert_eq!(
        lines(&kept),
        [
            "甲 182079 E 2023:1",
            "乙 182079 E 2023:2",
            "丙 182079 D 2023:3",
            "丁 182095 E 2023:4",
            "戊 182095 - 2023:5",
            "己 - -",
        ]
    );
    assert_eq!(notes(&kept), ["A3 repeat_merged 鯖江市", "B3 repeat_merged 製造業"]);
    assert_eq!(kept.skips(), ["1 header", "5 subtotal"]);
    let merged: Vec<_> = kept.problems.iter().filter(|p| p.rule == Some("L1-12")).collect();
    assert!(merged.len() == 4 && merged.iter().all(|p| p.code == "merged_cells_repeated"));
}

#[test]
fn a_firm_merged_over_its_years_is_one_firm_and_figures_are_never_spread() {
    let book = xlsx(|sheet| {
        rows(sheet, 0, &[&["企業名", "法人番号", "年度", "売上高(円)", "仕入高(円)"]]);
        merge(sheet, (1, 0, 2, 0), "甲");
        merge(sheet, (1, 1, 2, 1), "4000020182079");
        merge(sheet, (1, 4, 2, 4), "9");
        rows(sheet, 1, &[&["", "", "R5", "1"], &["", "", "R6", "2"], &["乙", "", "R5", "3"]]);
    });
    let kept = read_all(&book, &Options::default());
    assert_eq!(lines(&kept), ["甲 - - 2023:1", "甲 - - 2024:2", "乙 - - 2023:3"]);
    assert!(kept.firms[..2].iter().all(|firm| firm.record.corporate_number.is_some()));
    assert_eq!(kept.firms[1].figures[0].values.iter().flatten().count(), 1);
    assert_eq!(kept.firms[2].record.corporate_number, None);
}

#[test]
fn numbers_and_names_merged_over_rows_without_years_are_not_spread() {
    let book = xlsx(|sheet| {
        rows(sheet, 0, &[&["企業名", "資本金(円)", "令和5年度売上高(円)"]]);
        merge(sheet, (1, 0, 2, 0), "甲");
        merge(sheet, (3, 1, 4, 1), "7");
        rows(sheet, 1, &[&["", "5", "1"], &["", "", "2"], &["乙", "", "3"], &["丙", "", "4"]]);
    });
    let kept = read_all(&book, &Options::default());
    assert_eq!(lines(&kept), ["甲 - - 2023:1", "乙 - - 2023:3", "丙 - - 2023:4"]);
    assert_eq!(kept.firms[2].record.capital, None);
    assert!(notes(&kept).is_empty());
}
