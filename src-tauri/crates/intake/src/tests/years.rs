//! A column of years: one row per firm and year.

use shirube_domain::draft::ImportSource;
use shirube_domain::figures::{Basis, FigureField};
use shirube_domain::fiscal_year::FiscalYear;

use super::support::{Kept, csv, read_all, rows, xlsx};
use crate::Options;

/// Firm, row, year and sales, one line for each row of figures.
fn sales(kept: &Kept) -> Vec<String> {
    let lines = kept.firms.iter().flat_map(|firm| {
        firm.figures.iter().map(move |figures| {
            let sales = figures.value(FigureField::Sales).map_or("-".into(), |v| v.to_string());
            format!("{} {} {} {sales}", firm.record.name, firm.row, figures.year)
        })
    });
    lines.collect()
}

#[test]
fn the_figures_of_a_row_belong_to_the_year_that_the_row_names() {
    for (header, first, second) in [
        ("年度", "令和5年度", "令和6年度"),
        ("会計年度", "2023", "2024"),
        ("年度", "Ｒ５", "Ｒ６"),
        ("ＦＹ", "FY2023", "FY2024"),
        ("年度（令和）", "5", "6"),
        ("決算期", "2024年3月期", "2025年3月期"),
    ] {
        let book = xlsx(|sheet| {
            rows(sheet, 0, &[&["2025年度 調査"], &[]]);
            rows(sheet, 2, &[&["企業名", header, "売上高(千円)", "従業員数"]]);
            rows(sheet, 3, &[&["甲", first, "1", "5"], &["乙", first, "2"], &["甲", second, "3"]]);
        });
        let kept = read_all(&book, &Options::default());
        assert_eq!(kept.columns(), ["A name", "C sales/thousand_yen", "D employees"], "{header}");
        assert_eq!(kept.table.as_ref().unwrap().columns[1].reason, "year_column");
        assert_eq!(sales(&kept), ["甲 4 2023 1000", "乙 5 2023 2000", "甲 6 2024 3000"]);
        assert_eq!(kept.firms[0].figures[0].value(FigureField::Employees), Some(5));
        assert!(kept.troubles().is_empty(), "{:?}", kept.troubles());
    }
}

#[test]
fn the_cell_of_a_figure_is_found_by_its_column_and_the_row() {
    let text = "年度,企業名,令和6年度仕入高(円),売上高(円)\n2023,甲,9,1\n2024,甲,8,2\n";
    let kept = read_all(&csv(text), &Options::default());
    let table = kept.table.as_ref().unwrap();
    let source = ImportSource {
        file_name: String::new(),
        sha256: String::new(),
        sheet: table.sheet.clone(),
        columns: table.mapping().columns,
    };
    let column = |field, year| {
        let year = FiscalYear::new(year).unwrap();
        source.column_of(field, year, Basis::HeadOffice).map(|column| column.column)
    };
    assert_eq!(column(FigureField::Sales, 2023), Some(3));
    assert_eq!(column(FigureField::Sales, 2024), Some(3));
    assert_eq!(column(FigureField::Purchases, 2024), Some(2));
    assert_eq!(column(FigureField::Purchases, 2023), None);
}

#[test]
fn a_row_without_a_readable_year_keeps_its_firm_and_says_so() {
    let text = "企業名,年度,売上高(円)\n甲,2023,1\n乙,不明,2\n丙,,3\n丁,2024,4\n";
    let kept = read_all(&csv(text), &Options::default());
    assert_eq!(sales(&kept), ["甲 2 2023 1", "丁 5 2024 4"]);
    assert_eq!(kept.firms.len(), 4);
    assert_eq!(kept.troubles(), ["B3 row_year_unreadable", "B4 row_year_unreadable"]);
    let given = Options { year: FiscalYear::new(2022).ok(), ..Options::default() };
    let kept = read_all(&csv(text), &given);
    assert_eq!(sales(&kept), ["甲 2 2023 1", "丙 4 2022 3", "丁 5 2024 4"]);
}

#[test]
fn a_column_of_years_beside_columns_that_name_theirs_is_nothing_special() {
    let text = "企業名,年度,令和5年度売上高(円),令和6年度売上高(円)\n甲,2020,1,2\n";
    let kept = read_all(&csv(text), &Options::default());
    assert_eq!(sales(&kept), ["甲 2 2023 1", "甲 2 2024 2"]);
    let other = "企業名,年,売上高(円)\n甲,3,1\n乙,7,2\n";
    let kept = read_all(&csv(other), &Options::default());
    assert_eq!(kept.table.unwrap().year_column, None);
}
