//! Headers in odd places and of odd shapes.

use super::support::{merge, read_all, rows, xlsx};
use crate::Options;

/// First row and column, last row and column, and the text.
type Merged = ((u32, u16, u32, u16), &'static str);

/// A workbook by its lines, its merged cells (from 0), and what must come out.
struct Case {
    name: &'static str,
    lines: &'static [&'static [&'static str]],
    merged: &'static [Merged],
    header_rows: &'static [u32],
    columns: &'static [&'static str],
    firms: &'static [&'static str],
    skips: &'static [&'static str],
}

const CASES: &[Case] = &[
    Case {
        name: "not in column A, with a blank column, and blank rows between",
        lines: &[
            &[],
            &["", "", "企業名", "", "令和5年度売上高(千円)", "", "住所"],
            &["", "", "甲", "", "1", "", "鯖江市"],
            &[],
            &["", "", "乙", "", "2", "", "越前市"],
        ],
        merged: &[],
        header_rows: &[2],
        columns: &["C name", "E sales/2023/thousand_yen", "G address"],
        firms: &["甲", "乙"],
        skips: &["1 blank", "2 header", "4 blank"],
    },
    Case {
        name: "a blank row between the header and the first firm",
        lines: &[&["企業名", "資本金(円)"], &[], &["甲", "1"], &["乙", "2"]],
        merged: &[],
        header_rows: &[1],
        columns: &["A name", "B capital/yen"],
        firms: &["甲", "乙"],
        skips: &["1 header", "2 blank"],
    },
    Case {
        name: "four header rows, the unit in the last",
        lines: &[
            &["企業一覧"],
            &[],
            &[],
            &["", "", "売上高", "", "仕入高"],
            &["", "", "総額", "うち域外", "総額"],
            &["", "", "（千円）", "（百万円）", "（千円）"],
            &["甲", "鯖江市", "9001", "2", "3"],
            &["乙", "越前市", "9004", "5", "6"],
        ],
        merged: &[
            ((2, 0, 5, 0), "企業名"),
            ((2, 1, 5, 1), "住所"),
            ((2, 2, 2, 4), "令和５年度"),
            ((3, 2, 3, 3), "売上高"),
        ],
        header_rows: &[3, 4, 5, 6],
        columns: &[
            "A name",
            "B address",
            "C sales/2023/thousand_yen",
            "D out_of_region_sales/2023/million_yen",
            "E purchases/2023/thousand_yen",
        ],
        firms: &["甲", "乙"],
        skips: &["1 title", "2 blank", "3 header", "4 header", "5 header", "6 header"],
    },
    Case {
        name: "year and unit in the title",
        lines: &[
            &["令和5年度 企業一覧（単位：百万円）"],
            &["企業名", "売上高", "従業員数(人)"],
            &["甲", "1", "5"],
        ],
        merged: &[],
        header_rows: &[2],
        columns: &["A name", "B sales/2023/million_yen", "C employees"],
        firms: &["甲"],
        skips: &["1 title", "2 header"],
    },
    Case {
        name: "a header of two rows once more on each page",
        lines: &[
            &["", "令和5年度"],
            &["企業名", "売上高(円)", "仕入高(円)", "住所"],
            &["甲", "1", "2", "鯖江市"],
            &["", "令和5年度"],
            &["企業名", "売上高(円)", "仕入高(円)", "住所"],
            &["乙", "3", "4", "越前市"],
        ],
        merged: &[((0, 1, 0, 2), "令和5年度"), ((3, 1, 3, 2), "令和5年度")],
        header_rows: &[1, 2],
        columns: &["A name", "B sales/2023/yen", "C purchases/2023/yen", "D address"],
        firms: &["甲", "乙"],
        skips: &["1 header", "2 header", "4 repeated_header", "5 repeated_header"],
    },
    Case {
        name: "the same with the names merged over both rows, after a page title",
        lines: &[
            &[],
            &["", "売上高(円)", "仕入高(円)", "住所"],
            &["甲", "1", "2", "鯖江市"],
            &[],
            &["会員一覧 2頁"],
            &[],
            &["", "売上高(円)", "仕入高(円)", "住所"],
            &["乙", "3", "4", "越前市"],
        ],
        merged: &[
            ((0, 0, 1, 0), "企業名"),
            ((0, 1, 0, 2), "令和5年度"),
            ((5, 0, 6, 0), "企業名"),
            ((5, 1, 5, 2), "令和5年度"),
        ],
        header_rows: &[1, 2],
        columns: &["A name", "B sales/2023/yen", "C purchases/2023/yen", "D address"],
        firms: &["甲", "乙"],
        skips: &[
            "1 header",
            "2 header",
            "4 blank",
            "5 title",
            "6 repeated_header",
            "7 repeated_header",
        ],
    },
];

#[test]
fn headers_are_found_wherever_and_however_they_stand() {
    for case in CASES {
        let book = xlsx(|sheet| {
            for (range, text) in case.merged {
                merge(sheet, *range, text);
            }
            rows(sheet, 0, case.lines);
        });
        let kept = read_all(&book, &Options::default());
        assert_eq!(kept.table.as_ref().unwrap().header_rows, case.header_rows, "{}", case.name);
        assert_eq!(kept.columns(), case.columns, "{}", case.name);
        let names: Vec<_> = kept.firms.iter().map(|firm| &*firm.record.name).collect();
        assert_eq!(names, case.firms, "{}", case.name);
        assert_eq!(kept.skips(), case.skips, "{}", case.name);
        assert!(kept.troubles().is_empty(), "{}: {:?}", case.name, kept.troubles());
    }
}
