//! Layouts that are no table of one row per firm are named, and never read as one.

use super::support::{codes, csv};
use crate::words::shipped;
use crate::{Options, find_tables, inspect};

const SIDE_BY_SIDE: &str = "企業名,甲,乙\n法人番号,4000020182079,\n所在地,鯖江市,越前市\n\
                            売上高(千円),1,2\n従業員数,5,6\n";
const UNDER_A_TITLE: &str = "令和5年度 調査,,\n\n項目,㈱甲,㈱乙\n法人番号,,\n売上高,1,2\n仕入高,3,4\n\
                             従業員数,5,6\n";
const ONE_FIRM: &str = ",企業名,甲\n,住所,鯖江市\n,電話番号,0778\n,資本金,5\n";
const ITEMS: &str = "企業名,年度,項目,値\n甲,2023,売上高,1\n甲,2023,仕入高,2\n乙,2023,売上高,3\n\
                     乙,2023,従業員数,4\n";
const ITEMS_UNNAMED: &str = "企業名,,金額\n甲,売上高(千円),1\n,うち域外売上高,2\n,仕入高(千円),3\n\
                             乙,売上高(千円),4\n,仕入高(千円),5\n";

#[test]
fn a_layout_that_cannot_be_read_is_named() {
    for (text, code, cell) in [
        (SIDE_BY_SIDE, "layout_vertical", "A1"),
        (UNDER_A_TITLE, "layout_vertical", "A4"),
        (ONE_FIRM, "layout_vertical", "B1"),
        (ITEMS, "layout_long", "C1"),
        (ITEMS_UNNAMED, "layout_long", "B1"),
    ] {
        let (book, options) = (csv(text), Options::default());
        let report = inspect(&book, None, &options, &shipped(), &codes()).unwrap();
        assert!(report.tables.is_empty(), "{text}");
        let problems: Vec<_> =
            report.problems.iter().map(|p| (p.code, p.cell().unwrap())).collect();
        assert_eq!(problems, [(code, cell.to_owned())], "{text}");
        let found = find_tables(&book, None, &options, &shipped(), &codes()).unwrap();
        let error = found.first().unwrap_err();
        assert_eq!((error.code(), error.sheet()), (code, Some("一覧")));
    }
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
