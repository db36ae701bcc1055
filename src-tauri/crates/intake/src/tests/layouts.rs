//! Tables on their side and lists of items are read as they are meant.

use super::support::{Kept, codes, csv, merge, read_all, rows, xlsx};
use crate::words::shipped;
use crate::{Options, find_tables};

/// Figures as `甲 2023 sales 1000`, and what else is known of each firm.
fn figures(kept: &Kept) -> Vec<String> {
    let mut out = Vec::new();
    for firm in &kept.firms {
        for figures in &firm.figures {
            for field in shirube_domain::figures::FigureField::ALL {
                if let Some(value) = figures.value(field) {
                    let name = &firm.record.name;
                    out.push(format!("{name} {} {} {value}", figures.year, field.as_str()));
                }
            }
        }
    }
    out
}

fn codes_of(kept: &Kept) -> Vec<String> {
    kept.problems
        .iter()
        .map(|problem| format!("{} {}", problem.cell().unwrap_or_default(), problem.code))
        .collect()
}

#[test]
fn firms_side_by_side_are_read_turned() {
    let text = "令和5年度 調査,,,\n\n企業名,㈱甲,㈱乙,合計\n法人番号,4000020182079,,\n所在地,鯖江市,越前市,\n\
                売上高(千円),1000,△2,998\n従業員数,5,6,11\n";
    let kept = read_all(&csv(text), &Options::default());
    let names: Vec<_> = kept.firms.iter().map(|firm| firm.record.name.as_str()).collect();
    assert_eq!(names, ["㈱甲", "㈱乙"]);
    assert_eq!(figures(&kept), ["㈱甲 2023 sales 1000000", "㈱乙 2023 sales -2000"]);
    assert_eq!(kept.firms[0].record.employees, Some(5));
    assert_eq!(kept.firms[1].record.municipality.as_ref().unwrap().as_str(), "182095");
    assert!(codes_of(&kept).contains(&"A3 layout_vertical".to_owned()), "{:?}", codes_of(&kept));
    let total = kept.skipped.iter().find(|row| row.reason.as_str() == "total").unwrap();
    assert_eq!(total.column, Some(3));
}

#[test]
fn items_down_the_side_may_have_units_years_and_group_heads() {
    let book = xlsx(|sheet| {
        rows(
            sheet,
            0,
            &[
                &["項目", "", "単位", "㈱甲", "㈱乙"],
                &["企業名", "", "", "㈱甲", "㈱乙"],
                &["売上高", "令和4年度", "千円", "10", "20"],
                &["", "令和5年度", "千円", "11", "x"],
                &["仕入高", "令和5年度", "百万円", "3", "4"],
                &["従業員数", "", "人", "5", "6"],
            ],
        );
        merge(sheet, (2, 0, 3, 0), "売上高");
    });
    let kept = read_all(&book, &Options::default());
    assert_eq!(
        figures(&kept),
        [
            "㈱甲 2022 sales 10000",
            "㈱甲 2023 sales 11000",
            "㈱甲 2023 purchases 3000000",
            "㈱乙 2022 sales 20000",
            "㈱乙 2023 purchases 4000000"
        ]
    );
    assert_eq!(kept.firms[1].record.employees, Some(6));
    assert!(codes_of(&kept).contains(&"E4 amount_secret".to_owned()), "{:?}", codes_of(&kept));
}

#[test]
fn a_unit_above_the_firms_of_a_table_on_its_side_holds_for_all() {
    let text = ",,（単位：千円）\n企業名,㈱甲,㈱乙\n法人番号,,\n令和5年度売上高,1,2\n令和5年度仕入高,3,4\n";
    let kept = read_all(&csv(text), &Options::default());
    assert_eq!(
        figures(&kept),
        [
            "㈱甲 2023 sales 1000",
            "㈱甲 2023 purchases 3000",
            "㈱乙 2023 sales 2000",
            "㈱乙 2023 purchases 4000"
        ]
    );
}

#[test]
fn a_sheet_of_one_firm_is_read() {
    let text = ",企業名,㈱甲\n,住所,福井県鯖江市\n,電話番号,0778-51-0000\n,資本金(千円),5\n";
    let kept = read_all(&csv(text), &Options::default());
    assert_eq!(kept.firms.len(), 1);
    assert_eq!(kept.firms[0].record.capital, Some(5000));
    assert_eq!(kept.firms[0].record.telephone.as_deref(), Some("0778-51-0000"));
}

#[test]
fn a_list_of_items_gives_each_row_to_its_firm() {
    let text = "企業名,年度,項目,値(千円)\n甲,2023,売上高,1\n甲,2023,仕入高,2\n乙,2023,売上高,3\n\
                乙,2023,従業員数,4\n乙,2023,順位,9\n";
    let kept = read_all(&csv(text), &Options::default());
    assert_eq!(
        figures(&kept),
        [
            "甲 2023 sales 1000",
            "甲 2023 purchases 2000",
            "乙 2023 sales 3000",
            "乙 2023 employees 4"
        ]
    );
    let codes = codes_of(&kept);
    assert!(codes.contains(&"C1 layout_long".to_owned()), "{codes:?}");
    assert!(codes.contains(&"C6 item_unknown".to_owned()), "{codes:?}");
    let columns = kept.table.unwrap().mapping().source_columns();
    assert!(columns.iter().any(|c| c.column == 3 && c.field.as_str() == "purchases"));
}

#[test]
fn in_a_list_the_firm_stands_once_and_parts_hang_on_their_whole() {
    let text = "令和5年度,,,\n企業名,項目,単位,金額\n甲,売上高,千円,1\n,うち域外,千円,2\n,仕入高,円,3\n\
                乙,売上高,百万円,4\n,仕入高,円,－\n合計,売上高,円,4001000\n";
    let kept = read_all(&csv(text), &Options::default());
    assert_eq!(
        figures(&kept),
        [
            "甲 2023 sales 1000",
            "甲 2023 out_of_region_sales 2000",
            "甲 2023 purchases 3",
            "乙 2023 sales 4000000"
        ]
    );
    assert!(codes_of(&kept).contains(&"A4 repeat_blank".to_owned()));
    assert!(kept.skips().contains(&"8 total".to_owned()), "{:?}", kept.skips());
}

#[test]
fn the_values_of_a_list_may_stand_in_columns_of_years() {
    let text = "企業名,法人番号,項目,R4,R5\n甲,,売上高(百万円),1,2\n甲,,従業員数,3,4\n乙,,売上高(百万円),5,…\n";
    let kept = read_all(&csv(text), &Options::default());
    assert_eq!(
        figures(&kept),
        [
            "甲 2022 sales 1000000",
            "甲 2023 sales 2000000",
            "甲 2022 employees 3",
            "甲 2023 employees 4",
            "乙 2022 sales 5000000"
        ]
    );
}

#[test]
fn a_table_is_not_taken_for_another_layout() {
    for text in [
        "企業名,住所,備考\n甲,鯖江市,売上高\n乙,越前市,仕入高\n丙,福井市,電話番号\n",
        "企業名,区分,令和5年度売上高(円)\n甲,製造,1\n乙,売上高,2\n丙,商業,3\n丁,商業,3\n",
        "企業名,電話番号\n甲,1\n乙,2\n",
    ] {
        let book = csv(text);
        let found = find_tables(&book, None, &Options::default(), &shipped(), &codes()).unwrap();
        assert_eq!((found.tables.len(), found.problems.len()), (1, 0), "{text}");
    }
}
