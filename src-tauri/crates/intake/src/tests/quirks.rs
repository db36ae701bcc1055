//! One quirk of real sheets at a time.

use shirube_domain::codes::PrefectureCode;
use shirube_domain::fiscal_year::FiscalYear;

use super::support::{Kept, codes, csv, merge, read_all, rows, xlsx};
use crate::words::shipped;
use crate::{IntakeError, Options, RowKind, inspect, preview, recognise};

fn read(text: &str) -> Kept {
    read_all(&csv(text), &Options::default())
}

#[test]
fn group_heads_over_two_rows_give_year_and_unit() {
    let book = xlsx(|sheet| {
        merge(sheet, (0, 0, 0, 5), "令和４年度　企業調査");
        merge(sheet, (2, 0, 3, 0), "企業名");
        merge(sheet, (2, 1, 3, 1), "法人番号");
        merge(sheet, (2, 2, 2, 3), "令和5年度（千円）");
        merge(sheet, (2, 4, 2, 5), "Ｒ６年度（百万円）");
        rows(sheet, 3, &[&["", "", "売上高", "うち域外販売額", "売上高", "うち域外販売額"]]);
        rows(sheet, 4, &[&["㈱見本", "4000020182079", "1000", "△200", "3.5", "x"]]);
    });
    let kept = read_all(&book, &Options::default());
    assert_eq!(kept.table.as_ref().unwrap().header_rows, [3, 4]);
    assert_eq!(
        kept.columns(),
        [
            "A name",
            "B corporate_number",
            "C sales/2023/thousand_yen",
            "D out_of_region_sales/2023/thousand_yen",
            "E sales/2024/million_yen",
            "F out_of_region_sales/2024/million_yen",
        ]
    );
    let figures = &kept.firms[0].figures;
    assert_eq!(figures[0].values[..2], [Some(1_000_000), Some(-200_000)]);
    assert_eq!(figures[1].values[..2], [Some(3_500_000), None]);
    assert_eq!(figures[0].raw.len(), 1);
    assert_eq!(kept.firms[0].record.name, "㈱見本");
    assert_eq!(kept.skips(), ["1 title", "2 blank", "3 header", "4 header"]);
    assert_eq!(kept.troubles(), ["F5 amount_secret"]);
}

#[test]
fn a_group_head_without_merged_cells_spans_the_headers_below() {
    let kept = read(
        "企業名,住所,令和5年度,,令和6年度,\n,,売上高(千円),仕入高(千円),売上高(千円),仕入高(千円)\n\
                     ㈱見本,福井県鯖江市,1,2,3,4\n",
    );
    assert_eq!(
        kept.columns(),
        [
            "A name",
            "B address",
            "C sales/2023/thousand_yen",
            "D purchases/2023/thousand_yen",
            "E sales/2024/thousand_yen",
            "F purchases/2024/thousand_yen",
        ]
    );
    assert_eq!(kept.firms[0].figures.len(), 2);
}

#[test]
fn rows_that_are_no_firms_are_left_out_with_their_reason() {
    let kept = read(
        "企業名,法人番号,売上高(円)\n【製造業】,,\n㈱見本,4000020182079,5\n田中時計,,3\n小計,,8\n\
         企業名,法人番号,売上高(円)\n大和設計,,4\n鯖江市計,,12\n合　計,,20\n\n※ 数値は推計,,\n出典：見本,,\n",
    );
    let names: Vec<_> = kept.firms.iter().map(|firm| firm.record.name.as_str()).collect();
    assert_eq!(names, ["㈱見本", "田中時計", "大和設計"]);
    assert_eq!(
        kept.skips(),
        [
            "1 header",
            "2 title",
            "5 subtotal",
            "6 repeated_header",
            "8 subtotal",
            "9 total",
            "10 blank",
            "11 note",
            "12 note"
        ]
    );
}

#[test]
fn hidden_rows_and_columns_are_reported_and_not_taken_in_silence() {
    let book = xlsx(|sheet| {
        rows(sheet, 0, &[&["企業名", "法人番号", "備考"], &["甲", "", ""], &["乙", "", ""]]);
        sheet.set_row_hidden(2).unwrap();
        sheet.set_column_hidden(2).unwrap();
    });
    let kept = read_all(&book, &Options::default());
    assert_eq!((kept.firms.len(), kept.skips()), (1, vec!["1 header".into(), "3 hidden".into()]));
    let codes: Vec<_> = kept.problems.iter().map(|p| (p.code, p.cell().unwrap())).collect();
    assert_eq!(codes, [("columns_hidden", "C1".into()), ("rows_hidden", "A3".into())]);
    let all = Options { hidden: Some(crate::Hidden::Take), ..Options::default() };
    assert_eq!(read_all(&book, &all).firms.len(), 2);
}

#[test]
fn a_bad_corporate_number_stays_empty_and_its_text_is_in_the_problems() {
    let kept = read("法人番号,企業名\n4000020182078,甲\n4.00002E+12,乙\n4000020182079,\n,\n");
    assert!(kept.firms.iter().all(|firm| firm.record.corporate_number.is_none()));
    assert_eq!(
        kept.troubles(),
        ["A2 corporate_number_check_digit", "A3 corporate_number_scientific", "A4 name_missing"]
    );
    assert_eq!(kept.problems[1].raw, "4.00002E+12");
}

#[test]
fn places_come_from_columns_from_codes_and_from_the_address() {
    let kept = read(
        "企業名,都道府県,市区町村コード,所在地\n\
         甲,,11002,\n乙,福井県,18207,\n丙,,,福井県丹生郡越前町西田中\n丁,,,焼津市石脇下170-1\n\
         戊,,,府中市宮西町\n己,,999999,札幌市中央区北1条\n庚,福井,,鯖江市西山町\n",
    );
    let places: Vec<_> = kept
        .firms
        .iter()
        .map(|firm| {
            let record = &firm.record;
            let code = record.municipality.as_ref().map_or("-", |code| code.as_str());
            format!("{} {code}", record.prefecture.as_ref().map_or("-", |code| code.as_str()))
        })
        .collect();
    assert_eq!(
        places,
        ["01 011002", "18 182079", "18 184233", "22 222127", "- -", "01 011011", "18 182079"]
    );
    assert_eq!(kept.troubles(), ["C2 municipality_zero_restored", "C7 municipality_unknown"]);
    let prefecture = Some(PrefectureCode::parse("13").unwrap());
    let tokyo = Options { prefecture, ..Options::default() };
    let kept = read_all(&csv("企業名,所在地\n戊,府中市宮西町\n"), &tokyo);
    assert_eq!(kept.firms[0].record.municipality.as_ref().unwrap().as_str(), "132063");
}

#[test]
fn money_without_a_unit_and_figures_without_a_year_are_asked_about() {
    let book = csv("企業名,売上高,資本金\n甲,100,10\n");
    let kept = read_all(&book, &Options::default());
    let table = kept.table.as_ref().unwrap();
    assert!(table.columns[1].confidence < 0.5 && table.columns[2].confidence < 0.5);
    assert!(kept.firms[0].figures.is_empty());
    assert_eq!(kept.troubles(), ["B1 unit_missing", "B1 year_missing", "C1 unit_missing"]);
    let year = Options { year: Some(FiscalYear::new(2024).unwrap()), ..Options::default() };
    let kept = read_all(&book, &year);
    assert_eq!(
        kept.firms[0].figures[0].value(shirube_domain::figures::FigureField::Sales),
        Some(100)
    );
}

#[test]
fn the_year_may_stand_in_the_title_the_sheet_or_the_file() {
    let titled = read("2024年度 取引先一覧,\n企業名,売上高(円)\n甲,1\n");
    assert_eq!(titled.columns()[1], "B sales/2024/yen");
    let bytes = "企業名,売上高(円)\n甲,1\n".as_bytes().to_vec();
    let named = shirube_sheets::Workbook::from_bytes("R5実績.csv", bytes, &Default::default());
    let named = read_all(&named.unwrap(), &Options::default());
    assert_eq!(named.columns()[1], "B sales/2023/yen");
}

#[test]
fn numbers_come_out_of_every_way_of_writing_them() {
    let kept = read(
        "企業名,資本金(千円),従業員数,設立年月日,業種,電話番号\n\
         甲,１億２０００万円,約120,令和元年５月１日,製造業,０７７８-51-0000\n\
         乙,\"1,000\",－,昭和62年,E32,－\n丙,…,***,2024/13/1,宇宙業,\n",
    );
    let record = &kept.firms[0].record;
    assert_eq!((record.capital, record.employees), (Some(120_000_000), Some(120)));
    assert_eq!(record.established.unwrap().to_string(), "2019-05-01");
    assert_eq!(record.industry.as_ref().unwrap().as_str(), "E");
    assert_eq!(record.telephone.as_deref(), Some("０７７８-51-0000"));
    let record = &kept.firms[1].record;
    assert_eq!((record.capital, record.employees), (Some(1_000_000), None));
    assert_eq!((record.industry.as_ref().unwrap().as_str(), &record.telephone), ("32", &None));
    assert_eq!(
        kept.troubles(),
        [
            "C2 amount_approximate",
            "D3 date_incomplete",
            "C4 amount_secret",
            "D4 date_unreadable",
            "E4 industry_unknown"
        ]
    );
}

#[test]
fn cell_errors_and_uncalculated_formulas_are_problems_and_no_values() {
    let book = xlsx(|sheet| {
        rows(sheet, 0, &[&["企業名", "令和6年度売上高(円)", "令和6年度仕入高(円)"], &["甲"]]);
        let error = rust_xlsxwriter::Formula::new("NA()").set_result("#N/A");
        sheet.write_formula(1, 1, error).unwrap();
        sheet.write(1, 2, "12").unwrap();
    });
    let kept = read_all(&book, &Options::default());
    let codes: Vec<_> = kept.problems.iter().map(|p| p.code).collect();
    assert_eq!(codes, ["cell_error", "number_as_text"]);
    assert_eq!(kept.firms[0].figures[0].values.iter().flatten().count(), 1);
}

#[test]
fn the_official_download_without_a_header_is_known() {
    let mut fields = vec![""; 30];
    (fields[0], fields[1], fields[6]) = ("1", "4000020182079", "鯖江市");
    (fields[9], fields[10], fields[11]) = ("福井県", "鯖江市", "西山町１３－１");
    (fields[15], fields[28], fields[29]) = ("9160027", "サバエシ", "0");
    let kept = read(&format!("{}\n", fields.join(",")));
    let record = &kept.firms[0].record;
    assert_eq!(record.municipality.as_ref().unwrap().as_str(), "182079");
    assert_eq!(record.postal_code.as_ref().unwrap().as_str(), "916-0027");
    assert_eq!((kept.firms[0].row, record.kana.as_deref()), (1, Some("サバエシ")));
}

#[test]
fn a_table_that_names_no_firms_is_shown_and_not_imported() {
    let (words, codes, options) = (shipped(), codes(), Options::default());
    let prose = csv("これは文章です\n表ではありません\n");
    let report = inspect(&prose, None, &options, &words, &codes).unwrap();
    assert!(report.tables.is_empty());
    let other = csv("品目,区分,備考\nえんぴつ,可燃,\n消しゴム,可燃,小\nびん,資源,\n");
    let report = inspect(&other, None, &options, &words, &codes).unwrap();
    assert_eq!((report.tables.len(), report.sheets[0].rows, report.sheets[0].columns), (1, 4, 3));
    let mapping = report.tables[0].mapping();
    let error = mapping.check().unwrap_err();
    assert_eq!(error, IntakeError::NoNameColumn { sheet: "一覧".to_owned() });
}

#[test]
fn the_sheet_with_the_best_table_is_taken_and_another_when_named() {
    let mut writer = rust_xlsxwriter::Workbook::new();
    rows(writer.add_worksheet().set_name("表紙").unwrap(), 0, &[&["企業一覧"], &["令和6年度"]]);
    rows(writer.add_worksheet().set_name("小").unwrap(), 0, &[&["企業名", "住所"], &["甲", "乙"]]);
    let head = ["企業名", "法人番号", "住所", "電話番号"];
    rows(writer.add_worksheet().set_name("大").unwrap(), 0, &[&head, &["甲"]]);
    let bytes = writer.save_to_buffer().unwrap();
    let book = shirube_sheets::Workbook::from_bytes("a.xlsx", bytes, &Default::default()).unwrap();
    let (words, codes, options) = (shipped(), codes(), Options::default());
    let tables = recognise(&book, None, &options, &words, &codes).unwrap();
    let names: Vec<_> = tables.iter().map(|table| table.sheet.as_str()).collect();
    assert_eq!(names, ["大", "小"]);
    let named = recognise(&book, Some("小"), &options, &words, &codes).unwrap();
    assert_eq!(named[0].sheet, "小");
    assert_eq!(
        recognise(&book, Some("無"), &options, &words, &codes).unwrap_err().code(),
        "sheet_not_found"
    );
}

#[test]
fn the_preview_shows_rows_as_they_look_with_their_kind() {
    let book = csv("題名\n\n企業名,住所\n甲,乙\n合計,\n");
    let (words, codes, options) = (shipped(), codes(), Options::default());
    let table = recognise(&book, None, &options, &words, &codes).unwrap().remove(0);
    let shown = preview(&book, std::slice::from_ref(&table), &options, &words, 1, 10, 1).unwrap();
    let kinds: Vec<_> = shown.iter().map(|row| (row.row, row.kind)).collect();
    assert_eq!(
        kinds,
        [(1, RowKind::Title), (3, RowKind::Header), (4, RowKind::Data), (5, RowKind::Total)]
    );
    assert_eq!(shown[2].cells, ["甲"]);
}

#[test]
fn a_mapping_that_contradicts_itself_is_refused() {
    let book = csv("企業名,住所\n甲,乙\n");
    let (words, codes, options) = (shipped(), codes(), Options::default());
    let mut mapping = recognise(&book, None, &options, &words, &codes).unwrap()[0].mapping();
    mapping.columns[1].field = mapping.columns[0].field;
    let error = mapping.check().unwrap_err();
    assert_eq!((error.code(), error.params()[0].1.as_str()), ("mapping_field_twice", "B"));
}

#[test]
fn headers_that_lean_on_each_other_are_read_together() {
    let kept = read(
        "企業名,住所１,住所２,番号,従業員数（令和6年4月1日現在）,R5仕入高(円),うち県内\n\
         甲,福井県鯖江市桜町,2-7-1,T4000020182079,5,9,3\n\
         乙,福井県鯖江市桜町,,T4000020182079,6,9,3\n丙,,,T4000020182079,,,\n",
    );
    assert_eq!(
        kept.columns(),
        [
            "A name",
            "B address",
            "C address",
            "D corporate_number",
            "E employees",
            "F purchases/2023/yen",
            "G in_region_purchases/2023/yen",
        ]
    );
    let record = &kept.firms[0].record;
    assert_eq!(record.address.as_deref(), Some("福井県鯖江市桜町2-7-1"));
    assert_eq!(record.employees, Some(5));
    assert!(record.corporate_number.is_some());
}

#[test]
fn a_summary_by_division_is_no_list_of_firms() {
    let book = csv("区分,企業数,売上高(千円)\n製造業,5,100\n小売業,3,50\n建設業,2,20\n");
    let (words, codes, options) = (shipped(), codes(), Options::default());
    let report = inspect(&book, None, &options, &words, &codes).unwrap();
    assert!(report.tables.iter().all(|table| !table.names_firms()));
}
